#include "words/words.h"

#include "base/xml.h"

#include "base/date.h"

#include <stdio.h>
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
        [WORD_MEETINGS] = {"Møter", "Møte", "Meetings"},
        [WORD_MEETING] = {"Møte", "Møte", "Meeting"},
        [WORD_CALLED_OFF] = {"Avlyst", "Avlyst", "Cancelled"},
        [WORD_MEETINGS_LEFT_OUT] = {"Møter uten kjent dag er ikke med.", "Møte utan kjend dag er ikkje med.",
                                    "Meetings whose day is not known are left out."},
        [WORD_TERMS] = {"Funksjonstider", "Funksjonstider", "Terms of office"},
        [WORD_LAST_DAY] = {"siste dag", "siste dag", "last day"},
        [WORD_AGREEMENTS_ENDING] = {"Avtaler som løper ut", "Avtalar som går ut", "Agreements that end"},
        [WORD_ENDS_LEFT_OUT] = {"Det som ikke har en kjent siste dag, er ikke med.",
                                "Det som ikkje har ein kjend siste dag, er ikkje med.",
                                "What has no last day that is known is left out."},
        [WORD_MINUTES] = {"Referater", "Referat", "Minutes"},
        [WORD_DECISIONS] = {"Vedtak", "Vedtak", "Decisions"},
        [WORD_DECISION] = {"Vedtak", "Vedtak", "Decision"},
        [WORD_DRAFT] = {"utkast", "utkast", "draft"},
        [WORD_VERDICTS_OVER_TIME] = {"Vurdert dag for dag", "Vurdert dag for dag", "Judged day by day"},
        [WORD_TODAY] = {"i dag", "i dag", "today"},
        [WORD_TODAY_IS] = {"I dag", "I dag", "Today"},
        [WORD_WHOLE_BODY] = {"Organet samlet", "Organet samla", "The body as a whole"},
        [WORD_REQUIREMENTS] = {"Krav som avgjør", "Krav som avgjer", "Requirements that decide"},
        [WORD_OTHER_NORMS] = {"Regler som varsler", "Reglar som varslar", "Rules that warn"},
        [WORD_NO_RULES] = {"Ingen regler er registrert.", "Ingen reglar er registrerte.",
                           "No rules are registered."},
        [WORD_FORETOLD] = {"Det som er til høyre for i dag, er slik det blir om ingenting endres.",
                           "Det som er til høgre for i dag, er slik det blir om ingenting blir endra.",
                           "What is to the right of today is as it will be if nothing changes."},
        [WORD_MEETINGS_BY_PERIOD] = {"Møter mot normen", "Møte mot norma", "Meetings against the norm"},
        [WORD_NORM] = {"Ventet antall", "Venta tal", "Expected number"},
        [WORD_TOLERATED] = {"Godtas også", "Blir òg godteke", "Also accepted"},
        [WORD_RUNNING] = {"Perioden er ikke omme", "Perioden er ikkje omme", "The period is not over"},
        [WORD_MAY_BE_MORE] = {"Kan være flere enn registrert", "Kan vere fleire enn registrert",
                              "May be more than registered"},
        [WORD_EARLIER] = {"tidligere perioder", "tidlegare periodar", "earlier periods"},
        [WORD_A_MONTH] = {"i måneden", "i månaden", "a month"},
        [WORD_A_QUARTER] = {"i kvartalet", "i kvartalet", "a quarter"},
        [WORD_A_HALF_YEAR] = {"i halvåret", "i halvåret", "each half-year"},
        [WORD_A_YEAR] = {"i året", "i året", "a year"},
        [WORD_ALL_MEETINGS] = {"Alle registrerte møter", "Alle registrerte møte", "All registered meetings"},
        [WORD_NO_MEETINGS] = {"Ingen møter med kjent dag er registrert.",
                              "Ingen møte med kjend dag er registrerte.",
                              "No meetings on a known day are registered."},
        [WORD_UNDATED] = {"møter på en dag som ikke er kjent", "møte på ein dag som ikkje er kjend",
                          "meetings on a day that is not known"},
        [WORD_LIST_INCOMPLETE] = {"Møtelisten er ikke fullstendig.", "Møtelista er ikkje fullstendig.",
                                  "The list of meetings is not complete."},
        [WORD_LIST_NONE] = {"Møtene er ikke registrert.", "Møta er ikkje registrerte.",
                            "The meetings are not registered."},
        [WORD_AT_LEAST] = {"minst", "minst", "at least"},
        [WORD_AT_MOST] = {"høyst", "høgst", "at most"},
        [WORD_ACCEPTED] = {"godtas", "blir godteke", "accepted"},
        [WORD_AGREEMENT_OVER_TIME] = {"Avtalen og de den henger sammen med",
                                      "Avtalen og dei han heng saman med",
                                      "The agreement and those it is tied to"},
        [WORD_SIGNED] = {"undertegnet", "underteikna", "signed"},
        [WORD_SIGNATURE] = {"Undertegnet", "Underteikna", "Signed"},
        [WORD_FROM] = {"fra", "frå", "from"},
        [WORD_TO] = {"til", "til", "to"},
        [WORD_IN_FORCE] = {"Gjelder", "Gjeld", "In force"},
        [WORD_UNCERTAIN] = {"Dagen er ikke kjent", "Dagen er ikkje kjend", "The day is not known"},
        [WORD_NOT_STATED] = {"Ikke oppgitt", "Ikkje oppgitt", "Not stated"},
        [WORD_START_NOT_STATED] = {"start ikke oppgitt", "start ikkje oppgitt", "start not stated"},
        [WORD_END_NOT_STATED] = {"slutt ikke oppgitt", "slutt ikkje oppgitt", "end not stated"},
        [WORD_NO_DATES] = {"ingen datoer oppgitt", "ingen datoar oppgitt", "no dates stated"},
        [WORD_RENEWS] = {"fornyer", "fornyar", "renews"},
        [WORD_SUPERSEDES] = {"erstatter", "erstattar", "supersedes"},
        [WORD_BASED_ON] = {"bygger på", "byggjer på", "is based on"},
        [WORD_FOUNDATIONS] = {"Bygger også på", "Byggjer òg på", "Also based on"},
        [WORD_BODIES_ESTABLISHED] = {"Organer som avtalen oppretter", "Organ som avtalen opprettar",
                                     "Bodies that the agreement establishes"},
        [WORD_COMMITMENTS] = {"Det partene forplikter seg til", "Det partane forpliktar seg til",
                              "What the parties commit themselves to"},
        [WORD_MORE_AGREEMENTS] = {"avtaler til", "avtalar til", "more agreements"},
        [WORD_NOT_ALL] = {"Avtalen har flere tilknyttede avtaler enn disse.",
                          "Avtalen har fleire tilknytte avtalar enn desse.",
                          "The agreement is tied to more agreements than these."},
        [WORD_MAP] = {"Kart over organer", "Kart over organ", "Map of bodies"},
        [WORD_BODY] = {"Organ", "Organ", "Body"},
        [WORD_ORGANISATION] = {"Organisasjon", "Organisasjon", "Organisation"},
        [WORD_AGREEMENT] = {"Avtale", "Avtale", "Agreement"},
        [WORD_ONE_BODY] = {"organ", "organ", "body"},
        [WORD_ONE_ORGANISATION] = {"organisasjon", "organisasjon", "organisation"},
        [WORD_ONE_AGREEMENT] = {"avtale", "avtale", "agreement"},
        [WORD_BODIES] = {"organer", "organ", "bodies"},
        [WORD_ORGANISATIONS] = {"organisasjoner", "organisasjonar", "organisations"},
        [WORD_AGREEMENTS] = {"avtaler", "avtalar", "agreements"},
        [WORD_ESTABLISHES] = {"oppretter", "opprettar", "establishes"},
        [WORD_REPORTS_TO] = {"rapporterer til", "rapporterer til", "reports to"},
        [WORD_WITHIN] = {"er del av", "er del av", "is part of"},
        [WORD_REPRESENTED_IN] = {"er representert i", "er representert i", "is represented in"},
        [WORD_PARTY_TO] = {"er part i", "er part i", "is a party to"},
        [WORD_EMPTY_MAP] = {"Kartet er tomt.", "Kartet er tomt.", "The map is empty."},
        [WORD_UNTIED] = {"Uten forbindelser på dette kartet", "Utan samband på dette kartet",
                         "Without ties on this map"},
        [WORD_MORE_NODES] = {"punkter til", "punkt til", "more nodes"},
        [WORD_MORE_TIES] = {"forbindelser til", "samband til", "more ties"},
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

const json_t *included_one(const json_t *resource, const char *name)
{
        return json_array_get(json_object_get(json_object_get(resource, "included"), name), 0);
}

static const char *month_name(int month, enum language language)
{
        static const char *const names[][12] = {
                {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
                 "oktober", "november", "desember"},
                {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                 "October", "November", "December"},
        };
        return names[language == LANGUAGE_EN][month - 1];
}

const char *month_short(int month, enum language language)
{
        static const char *const names[][12] = {
                {"jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des"},
                {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
        };
        return names[language == LANGUAGE_EN][month - 1];
}

void render_partial_date(struct buffer *out, const char *written, enum language language)
{
        struct partial_date when;
        int year, month, day;
        if (!date_parse_partial(written, strlen(written), &when)) {
                plain_add_string(out, written);
                return;
        }
        date_split(when.first, &year, &month, &day);
        if (when.precision == DATE_DAY)
                buffer_format(out, language == LANGUAGE_EN ? "%d " : "%d. ", day);
        if (when.precision != DATE_YEAR)
                buffer_format(out, "%s ", month_name(month, language));
        buffer_format(out, "%d", year);
}

void render_date(struct buffer *out, const char *iso, enum language language)
{
        date day;
        if (date_parse(iso, strlen(iso), &day))
                render_partial_date(out, iso, language);
        else
                plain_add_string(out, iso);
}

void render_day_of(struct buffer *out, const char *instant, enum language language)
{
        char day[DATE_TEXT_SIZE] = "";
        snprintf(day, sizeof day, "%s", instant);
        render_date(out, day, language);
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
