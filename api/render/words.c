#include "words.h"

#include "xml.h"

#include "base/date.h"

#include <string.h>

static const char *const codes[LANGUAGE_COUNT] = {"nb", "nn", "en"};

static const struct {
        const char *name;
        const char *in[LANGUAGE_COUNT];
} verdicts[VERDICT_COUNT] = {
        [VERDICT_NOT_MET] = {"not_met", {"Ikke oppfylt", "Ikkje oppfylt", "Not met"}},
        [VERDICT_UNKNOWN] = {"unknown", {"Kan ikke avgjøres", "Kan ikkje avgjerast", "Cannot be decided"}},
        [VERDICT_WAIVED] = {"waived", {"Dispensasjon", "Dispensasjon", "Waived"}},
        [VERDICT_PENDING] = {"pending", {"Ikke avgjort ennå", "Ikkje avgjort enno", "Not decided yet"}},
        [VERDICT_MET] = {"met", {"Oppfylt", "Oppfylt", "Met"}},
        [VERDICT_NOT_CHECKABLE] = {"not_checkable",
                                   {"Kan ikke prøves", "Kan ikkje prøvast", "Not checkable"}},
        [VERDICT_NOT_APPLICABLE] = {"not_applicable", {"Gjelder ikke", "Gjeld ikkje", "Not applicable"}},
        [VERDICT_NO_RULES] = {"no_rules",
                              {"Ingen avgjørende krav", "Ingen avgjerande krav", "No deciding requirements"}},
};

static const char *const words[WORD_COUNT][LANGUAGE_COUNT] = {
        [WORD_AS_OF] = {"per", "per", "as of"},
        [WORD_SEATS] = {"Plasser", "Plassar", "Seats"},
        [WORD_OF_SEATS] = {"faste plasser kan fylles", "faste plassar kan fyllast",
                           "required seats can be filled"},
        [WORD_OTHER_RULES] = {"Andre regler", "Andre reglar", "Other rules"},
        [WORD_ADVICE] = {"Råd", "Råd", "Advice"},
        [WORD_FILLED] = {"Besatt", "Fylt", "Filled"},
        [WORD_PERHAPS] = {"Kanskje besatt", "Kanskje fylt", "Perhaps filled"},
        [WORD_VACANT] = {"Ledig", "Ledig", "Vacant"},
        [WORD_OPEN] = {"Ledig, ikke påkrevd", "Ledig, ikkje kravd", "Free, not required"},
        [WORD_SURPLUS] = {"For mange", "For mange", "Too many"},
        [WORD_UNSEATED] = {"Andre medlemmer uten plass etter reglene",
                           "Andre medlemmer utan plass etter reglane",
                           "Other members without a seat by the rules"},
        [WORD_MORE] = {"til", "til", "more"},
        [WORD_MORE_RULES] = {"regler til", "reglar til", "more rules"},
        [WORD_MORE_UNITS] = {"enheter til", "einingar til", "more units"},
        [WORD_INCOMPLETE] = {"Medlemslisten er ikke fullstendig.", "Medlemslista er ikkje fullstendig.",
                             "The list of members is not complete."},
        [WORD_READING] = {"Lesning", "Lesing", "Reading"},
        [WORD_KNOWN_AT] = {"Kjent", "Kjent", "Known"},
        [WORD_REVISION] = {"revisjon", "revisjon", "revision"},
        [WORD_NEXT_CHANGE] = {"neste endring", "neste endring", "next change"},
        [WORD_WARNING] = {"Varsel", "Varsel", "Warning"},
        [WORD_SEATING] = {"Plassene samlet", "Plassane samla", "The seats together"},
        [WORD_COMING] = {"Kommende endringer", "Komande endringar", "Coming changes"},
        [WORD_CHANGES] = {"noe endres", "noko blir endra", "something changes"},
        [WORD_ENDED] = {"Avtalen gjelder ikke lenger", "Avtalen gjeld ikkje lenger", "No longer in force"},
        [WORD_FOLLOW_UPS] = {"Oppfølging", "Oppfølging", "Follow-ups"},
        [WORD_RESPONSIBLE] = {"Ansvar", "Ansvar", "Responsible"},
        [WORD_DUE] = {"Frist", "Frist", "Due"},
};

enum verdict verdict_named(const char *name)
{
        for (int i = 0; name && i < VERDICT_COUNT; i++) {
                if (strcmp(verdicts[i].name, name) == 0)
                        return (enum verdict)i;
        }
        return VERDICT_UNKNOWN;
}

enum verdict verdict_in(const json_t *object)
{
        return verdict_named(json_string_value(json_object_get(object, "verdict")));
}

const char *verdict_name(enum verdict verdict)
{
        return verdicts[verdict].name;
}

const char *verdict_word(enum verdict verdict, enum language language)
{
        return verdicts[verdict].in[language];
}

const char *word(enum word which, enum language language)
{
        return words[which][language];
}

const char *language_code(enum language language)
{
        return codes[language];
}

const char *text_said_in(const json_t *text, enum language language, const char **ret_code)
{
        static const char *const order[LANGUAGE_COUNT][4] = {
                {"nb", "nn", "en", "se"}, {"nn", "nb", "en", "se"}, {"en", "nb", "nn", "se"}};
        for (size_t i = 0; i < 4; i++) {
                const char *said = json_string_value(json_object_get(text, order[language][i]));
                *ret_code = order[language][i];
                if (said)
                        return said;
        }
        return NULL;
}

const char *text_said(const json_t *text, enum language language)
{
        const char *unused;
        return text_said_in(text, language, &unused);
}

const char *said_or(const json_t *object, const char *key, enum language language, const char *otherwise)
{
        const char *said = text_said(json_object_get(object, key), language);
        return said ? said : otherwise;
}

const char *string_or(const json_t *object, const char *key, const char *otherwise)
{
        const char *string = json_string_value(json_object_get(object, key));
        return string ? string : otherwise;
}

void render_date(struct buffer *out, const char *iso, enum language language)
{
        static const char *const norwegian[] = {"januar",    "februar", "mars",     "april",
                                                "mai",       "juni",    "juli",     "august",
                                                "september", "oktober", "november", "desember"};
        static const char *const english[] = {"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};
        date day;
        int year, month, number;
        if (!date_parse(iso, strlen(iso), &day)) {
                plain_add_string(out, iso);
                return;
        }
        date_split(day, &year, &month, &number);
        if (language == LANGUAGE_EN)
                buffer_format(out, "%d %s %d", number, english[month - 1], year);
        else
                buffer_format(out, "%d. %s %d", number, norwegian[month - 1], year);
}

void render_quoted(struct buffer *out, const char *text, enum language language)
{
        buffer_add_string(out, language == LANGUAGE_EN ? "“" : "«");
        buffer_add_string(out, text);
        buffer_add_string(out, language == LANGUAGE_EN ? "”" : "»");
}

static void add_thousands(struct buffer *out, uint64_t number, const char *gap)
{
        if (number < 1000) {
                buffer_format(out, "%u", (unsigned)number);
                return;
        }
        add_thousands(out, number / 1000, gap);
        buffer_format(out, "%s%03u", gap, (unsigned)(number % 1000));
}

void render_number(struct buffer *out, int64_t number, enum language language)
{
        uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
        if (number < 0)
                buffer_add_char(out, '-');
        add_thousands(out, size, language == LANGUAGE_EN ? "," : "\xc2\xa0");
}
