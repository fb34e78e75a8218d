/*
 * The whole sentences of one rule: what it is called, how it stands, what was found.
 */
#include "rules/model/kind.h"
#include "rules/sentences.h"
#include "rules/model/reference.h"

#include <string.h>

/* Longer rule texts are cut in quotations: the reader has the rule itself. */
#define QUOTE_MAX 160

/* The length to cut at: a word's end at most QUOTE_MAX bytes in. */
static size_t cut_length(const char *text, size_t length)
{
        size_t cut = QUOTE_MAX;
        while (cut > 0 && text[cut] != ' ')
                cut--;
        if (cut == 0) {
                cut = QUOTE_MAX;
                while (cut > 0 && ((unsigned char)text[cut] & 0xc0) == 0x80)
                        cut--;
        }
        return cut < length ? cut : length;
}

void sentence_quote(struct sentence *sentence, const struct rule *rule)
{
        const char *text = reference_text(rule->text, sentence->language);
        if (!text)
                text = rule->id;
        size_t length = strlen(text);
        bool cut = length > QUOTE_MAX;
        if (cut)
                length = cut_length(text, length);
        else if (length > 1 && text[length - 1] == '.')
                length--;
        sentence_add(sentence, PHRASE("«", "«", "“"));
        buffer_add(sentence->out, text, length);
        if (cut)
                buffer_add_string(sentence->out, " …");
        sentence_add(sentence, PHRASE("»", "»", "”"));
}

struct reason_words {
        const char *reason;
        struct phrase phrase;
};

static const struct reason_words reasons[] = {
        {"not_in_force",
         {{"regelen gjelder ikke på denne datoen", "regelen gjeld ikkje på denne datoen",
           "the rule is not in force on this date"}}},
        {"no_units",
         {{"det finnes ingen enheter å prøve", "det finst ingen einingar å prøve",
           "there are no units to judge"}}},
        {"units_unknown",
         {{"det er ikke kjent hvilke enheter som omfattes", "det er ikkje kjent kva einingar som er omfatta",
           "it is not known which units it applies to"}}},
        {"coverage",
         {{"medlemslisten er ikke fullstendig", "medlemslista er ikkje fullstendig",
           "the list of members is not complete"}}},
        {"meetings_coverage",
         {{"møtelisten er ikke fullstendig", "møtelista er ikkje fullstendig",
           "the list of meetings is not complete"}}},
        {"vacant", {{"vervet er ikke besatt", "vervet står tomt", "nobody holds the role"}}},
        {"before_first",
         {{"ordningen er ikke begynt ennå", "ordninga er ikkje byrja enno",
           "the arrangement has not begun"}}},
        {"no_first",
         {{"det er ikke registrert hvem som hadde vervet først",
           "det er ikkje registrert kven som hadde vervet først",
           "it is not registered who held the role first"}}},
        {"judged_on_meetings",
         {{"hvert møte prøves for seg", "kvart møte blir prøvd for seg", "it is judged on each meeting"}}},
        {"judged_on_agreements",
         {{"bare avtaler prøves slik", "berre avtalar blir prøvde slik", "it concerns agreements"}}},
        {"judged_on_bodies",
         {{"bare organer prøves slik", "berre organ blir prøvde slik", "it concerns bodies"}}},
        {"outside_years",
         {{"loven den viser til, gjaldt ikke på denne datoen",
           "lova den viser til, gjaldt ikkje på denne datoen",
           "the law it refers to was not in force on this date"}}},
        {"unknown_preset",
         {{"lovregelen den viser til, er ikke kjent", "lovregelen den viser til, er ikkje kjend",
           "the statutory rule it refers to is not known"}}},
        {"unknown_checklist",
         {{"sjekklisten den viser til, er ikke kjent", "sjekklista den viser til, er ikkje kjend",
           "the checklist it refers to is not known"}}},
        {"unknown_kind",
         {{"regelens slag er ikke kjent", "regelslaget er ikkje kjent",
           "the kind of the rule is not known"}}},
        {"incomplete_rule",
         {{"regelen sier ikke nok til å prøves", "regelen seier ikkje nok til å bli prøvd",
           "the rule does not say enough to be judged"}}},
        {"statement", {{"normen kan ikke telles", "norma kan ikkje teljast", "the norm cannot be counted"}}},
        {"approximate",
         {{"likheten skal bare være omtrentlig", "likskapen skal berre vere om lag",
           "it applies only approximately"}}},
        {"body_not_delivered",
         {{"organet den viser til, er ikke kjent", "organet den viser til, er ikkje kjent",
           "the body it refers to is not known"}}},
        {"no_period",
         {{"ingen hel periode er omme", "ingen heil periode er omme", "no whole period is over"}}},
        {"ended", {{"organet er nedlagt", "organet er nedlagt", "the body has ended"}}},
        {"not_begun",
         {{"organet var ennå ikke opprettet", "organet var enno ikkje oppretta",
           "the body did not exist yet"}}},
        {"nobody",
         {{"det er ingen medlemmer å regne av", "det er ingen medlemmer å rekne av",
           "there are no members to count"}}},
        {"not_covered",
         {{"regelen gjelder ikke for dette organet på denne datoen",
           "regelen gjeld ikkje for dette organet på denne datoen",
           "the rule does not apply to this body on this date"}}},
        {"derogated",
         {{"organet har en egen regel i stedet", "organet har ein eigen regel i staden",
           "the body has a rule of its own instead"}}},
        {"applicability",
         {{"det er ikke kjent om regelen gjelder for dette organet",
           "det er ikkje kjent om regelen gjeld for dette organet",
           "it is not known whether the rule applies to this body"}}},
        {"bodies_coverage",
         {{"listen over slike organer er ikke fullstendig", "lista over slike organ er ikkje fullstendig",
           "the list of such bodies is not complete"}}},
        {"judged_on_areas",
         {{"hvert område prøves for seg", "kvart område blir prøvd for seg", "it is judged area by area"}}},
        {"excepted",
         {{"slike organer er unntatt", "slike organ er unnatekne",
           "it does not apply to bodies of this kind"}}},
        {"holdover",
         {{"hvem som blir sittende, prøves ikke for seg", "kven som blir sitjande, blir ikkje prøvd for seg",
           "it says who sits on, and is not judged by itself"}}},
        {"too_large",
         {{"det er for mye til å prøves på én gang", "det er for mykje til å bli prøvd på éin gong",
           "it is too much to be judged at once"}}},
        {"attendance",
         {{"det er ikke kjent hvem som var til stede", "det er ikkje kjent kven som var til stades",
           "it is not known who was present"}}},
        {"meeting_date",
         {{"det er ikke kjent hvilken dag møtet var", "det er ikkje kjent kva dag møtet var",
           "it is not known on which day the meeting was"}}},
        {"cancelled", {{"møtet ble avlyst", "møtet vart avlyst", "the meeting was cancelled"}}},
        {"not_given", {{"datoen er ikke oppgitt", "datoen er ikkje oppgitt", "the date is not given"}}},
};

static const struct phrase *reason_phrase(const char *reason)
{
        for (size_t i = 0; reason && i < sizeof reasons / sizeof *reasons; i++) {
                if (strcmp(reasons[i].reason, reason) == 0)
                        return &reasons[i].phrase;
        }
        return NULL;
}

/* What the rule is called, by its force. */
static const struct phrase nouns[] = {
        [FORCE_SHALL] = {{"Kravet ", "Kravet ", "The requirement "}},
        [FORCE_SHOULD] = {{"Anbefalingen ", "Tilrådinga ", "The recommendation "}},
        [FORCE_PLANNED] = {{"Planen ", "Planen ", "The plan "}},
        [FORCE_ENCOURAGED] = {{"Oppfordringen ", "Oppmodinga ", "The encouragement "}},
        [FORCE_MAY] = {{"Rammen ", "Ramma ", "The limit "}},
};

static const struct phrase verdict_words[3][VERDICT_NO_RULES] = {
        {
                [VERDICT_MET] = {{" er oppfylt", " er oppfylt", " is met"}},
                [VERDICT_NOT_MET] = {{" er ikke oppfylt", " er ikkje oppfylt", " is not met"}},
                [VERDICT_WAIVED] = {{" er ikke oppfylt, men det er gitt dispensasjon",
                                     " er ikkje oppfylt, men det er gitt dispensasjon",
                                     " is not met, but a waiver is in force"}},
                [VERDICT_PENDING] = {{" kan ikke vurderes ennå", " kan ikkje vurderast enno",
                                      " cannot be judged yet"}},
                [VERDICT_NOT_APPLICABLE] = {{" gjelder ikke her", " gjeld ikkje her",
                                             " does not apply here"}},
                [VERDICT_NOT_CHECKABLE] = {{" kan ikke prøves mot registeret",
                                            " kan ikkje prøvast mot registeret",
                                            " cannot be checked against the register"}},
                [VERDICT_UNKNOWN] = {{" kan ikke avgjøres", " kan ikkje avgjerast", " cannot be decided"}},
        },
        {
                [VERDICT_MET] = {{" er fulgt", " er følgd", " is followed"}},
                [VERDICT_NOT_MET] = {{" er ikke fulgt", " er ikkje følgd", " is not followed"}},
                [VERDICT_WAIVED] = {{" er ikke fulgt, men det er gitt dispensasjon",
                                     " er ikkje følgd, men det er gitt dispensasjon",
                                     " is not followed, but a waiver is in force"}},
                [VERDICT_PENDING] = {{" kan ikke vurderes ennå", " kan ikkje vurderast enno",
                                      " cannot be judged yet"}},
                [VERDICT_NOT_APPLICABLE] = {{" gjelder ikke her", " gjeld ikkje her",
                                             " does not apply here"}},
                [VERDICT_NOT_CHECKABLE] = {{" kan ikke prøves mot registeret",
                                            " kan ikkje prøvast mot registeret",
                                            " cannot be checked against the register"}},
                [VERDICT_UNKNOWN] = {{" kan ikke avgjøres", " kan ikkje avgjerast", " cannot be decided"}},
        },
        {
                [VERDICT_MET] = {{" er ikke overskredet", " er ikkje overskriden", " is not exceeded"}},
                [VERDICT_NOT_MET] = {{" er overskredet", " er overskriden", " is exceeded"}},
                [VERDICT_WAIVED] = {{" er overskredet, men det er gitt dispensasjon",
                                     " er overskriden, men det er gitt dispensasjon",
                                     " is exceeded, but a waiver is in force"}},
                [VERDICT_PENDING] = {{" kan ikke vurderes ennå", " kan ikkje vurderast enno",
                                      " cannot be judged yet"}},
                [VERDICT_NOT_APPLICABLE] = {{" gjelder ikke her", " gjeld ikkje her",
                                             " does not apply here"}},
                [VERDICT_NOT_CHECKABLE] = {{" kan ikke prøves mot registeret",
                                            " kan ikkje prøvast mot registeret",
                                            " cannot be checked against the register"}},
                [VERDICT_UNKNOWN] = {{" kan ikke avgjøres", " kan ikkje avgjerast", " cannot be decided"}},
        },
};

/* Reasons that explain by themselves; beside any other a kind may say what was found. */
static bool explains_alone(const char *reason)
{
        static const char *const alone[] = {"meeting_date",  "attendance", "too_large",
                                            "units_unknown", "cancelled",  "body_not_delivered",
                                            "applicability", NULL};
        for (size_t i = 0; reason && alone[i]; i++) {
                if (strcmp(alone[i], reason) == 0)
                        return true;
        }
        return false;
}

static void add_details(struct sentence *sentence, const struct outcome *outcome)
{
        const struct phrase *reason = reason_phrase(outcome->reason);
        bool judged = outcome->verdict != VERDICT_NOT_APPLICABLE && outcome->verdict != VERDICT_NOT_CHECKABLE;
        size_t start = sentence->out->length;
        if (judged && outcome->rule->kind && !explains_alone(outcome->reason))
                outcome->rule->kind->describe(sentence, outcome);
        bool described = sentence->out->length > start;
        bool list_of_members = outcome->reason && strcmp(outcome->reason, "coverage") == 0;
        if (described && list_of_members && outcome->unit_count && outcome->verdict == VERDICT_UNKNOWN)
                sentence_add(sentence, PHRASE(", for medlemslisten er ikke fullstendig",
                                              ", for medlemslista er ikkje fullstendig",
                                              ", as the list of members is not complete"));
        if (!described && reason)
                sentence_add(sentence, reason);
}

void sentence_of_rule(struct sentence *sentence, const struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        int row = rule->force == FORCE_SHALL ? 0 : rule->force == FORCE_MAY ? 2 : 1;
        sentence_add(sentence, &nouns[rule->force]);
        sentence_quote(sentence, rule);
        sentence_add(sentence, &verdict_words[row][outcome->verdict]);
        if (rule->basis == BASIS_INTERPRETED &&
            (outcome->verdict == VERDICT_MET || outcome->verdict == VERDICT_NOT_MET))
                sentence_add(sentence, PHRASE(" etter registerets tolkning", " etter tolkinga til registeret",
                                              " as the register reads it"));
        buffer_add_string(sentence->out, ": ");
        size_t start = sentence->out->length;
        add_details(sentence, outcome);
        if (sentence->out->length == start && !buffer_failed(sentence->out))
                sentence->out->length -= 2;
        buffer_add_char(sentence->out, '.');
        if (outcome->verdict == VERDICT_NOT_MET && !outcome_decides(outcome))
                sentence_add(sentence, PHRASE(" Dette er et varsel, ikke et brudd.",
                                              " Dette er eit varsel, ikkje eit brot.",
                                              " This is a warning, not a breach."));
}
