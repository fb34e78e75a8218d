#include "minutes/language/verbs.h"

#include <string.h>

static const struct verb table[] = {
        {"utarbeide", "utarbeider", NULL, VERB_STRONG},
        {"lage", "lager", NULL, VERB_STRONG},
        {"lage", "lagar", NULL, VERB_STRONG},
        {"utforme", "utformer", NULL, VERB_STRONG},
        {"utforme", "utformar", NULL, VERB_STRONG},
        {"skrive", "skriver", NULL, VERB_STRONG},
        {"skrive", "skriv", NULL, VERB_STRONG},
        {"sende", "sender", NULL, VERB_STRONG},
        {"oversende", "oversender", NULL, VERB_STRONG},
        {"ettersende", "ettersender", NULL, VERB_STRONG},
        {"distribuere", "distribuerer", NULL, VERB_STRONG},
        {"formidle", "formidler", NULL, VERB_TELL},
        {"formidle", "formidlar", NULL, VERB_TELL},
        {"videreformidle", "videreformidler", NULL, VERB_TELL},
        {"kontakte", "kontakter", NULL, VERB_PLEDGE},
        {"kontakte", "kontaktar", NULL, VERB_PLEDGE},
        {"ta", "tar", "kontakt initiativ", VERB_PLEDGE},
        {"ta", "tek", "kontakt initiativ", VERB_PLEDGE},
        {"ta", "tar", "saken videre", VERB_STRONG},
        {"ta", "tek", "saka vidare", VERB_STRONG},
        {"ta", "tar", "opp med", VERB_TELL},
        {"ta", "tek", "opp med", VERB_TELL},
        {"invitere", "inviterer", NULL, VERB_TELL},
        {"innkalle", "innkaller", NULL, VERB_PLEDGE},
        {"innkalle", "innkallar", NULL, VERB_PLEDGE},
        {"kalle", "kaller", "inn", VERB_PLEDGE},
        {"kalle", "kallar", "inn", VERB_PLEDGE},
        {"bestille", "bestiller", NULL, VERB_STRONG},
        {"avklare", "avklarer", NULL, VERB_PLEDGE},
        {"undersøke", "undersøker", NULL, VERB_PLEDGE},
        {"undersøkje", "undersøkjer", NULL, VERB_PLEDGE},
        {"sjekke", "sjekker", NULL, VERB_PLEDGE},
        {"sjekke", "sjekkar", NULL, VERB_PLEDGE},
        {"kartlegge", "kartlegger", NULL, VERB_STRONG},
        {"kartleggje", "kartlegg", NULL, VERB_STRONG},
        {"utrede", "utreder", NULL, VERB_STRONG},
        {"utgreie", "utgreier", NULL, VERB_STRONG},
        {"greie", "greier", "ut", VERB_STRONG},
        {"vurdere", "vurderer", NULL, VERB_VAGUE},
        {"følge", "følger", "opp", VERB_PLEDGE},
        {"følgje", "følgjer", "opp", VERB_PLEDGE},
        {"legge", "legger", "fram frem ut ved", VERB_TELL},
        {"leggje", "legg", "fram ut ved", VERB_TELL},
        {"forelegge", "forelegger", NULL, VERB_TELL},
        {"førelegge", "førelegg", NULL, VERB_TELL},
        {"fremlegge", "fremlegger", NULL, VERB_TELL},
        {"framlegge", "framlegger", NULL, VERB_TELL},
        {"presentere", "presenterer", NULL, VERB_TELL},
        {"orientere", "orienterer", NULL, VERB_WEAK},
        {"informere", "informerer", NULL, VERB_WEAK},
        {"rapportere", "rapporterer", NULL, VERB_WEAK},
        {"melde", "melder", "inn tilbake attende", VERB_TELL},
        {"gi", "gir", "tilbakemelding beskjed svar innspill status oversikt melding", VERB_TELL},
        {"gje", "gjev", "tilbakemelding beskjed svar innspel status oversikt melding", VERB_TELL},
        {"svare", "svarer", NULL, VERB_TELL},
        {"svare", "svarar", NULL, VERB_TELL},
        {"komme", "kommer", "tilbake", VERB_PLEDGE},
        {"kome", "kjem", "tilbake attende", VERB_PLEDGE},
        {"komme", "kjem", "tilbake attende", VERB_PLEDGE},
        {"oppdatere", "oppdaterer", NULL, VERB_TELL},
        {"revidere", "reviderer", NULL, VERB_STRONG},
        {"justere", "justerer", NULL, VERB_TELL},
        {"ferdigstille", "ferdigstiller", NULL, VERB_STRONG},
        {"fullføre", "fullfører", NULL, VERB_STRONG},
        {"levere", "leverer", NULL, VERB_STRONG},
        {"publisere", "publiserer", NULL, VERB_STRONG},
        {"legge", "legger", "saken", VERB_STRONG},
        {"arrangere", "arrangerer", NULL, VERB_STRONG},
        {"organisere", "organiserer", NULL, VERB_WEAK},
        {"planlegge", "planlegger", NULL, VERB_WEAK},
        {"planleggje", "planlegg", NULL, VERB_WEAK},
        {"forberede", "forbereder", NULL, VERB_STRONG},
        {"førebu", "førebur", NULL, VERB_STRONG},
        {"sette", "setter", "opp ned", VERB_STRONG},
        {"setje", "set", "opp ned", VERB_STRONG},
        {"sette", "set", "opp ned", VERB_STRONG},
        {"opprette", "oppretter", NULL, VERB_STRONG},
        {"opprette", "opprettar", NULL, VERB_STRONG},
        {"etablere", "etablerer", NULL, VERB_STRONG},
        {"innhente", "innhenter", NULL, VERB_STRONG},
        {"innhente", "innhentar", NULL, VERB_STRONG},
        {"hente", "henter", "inn", VERB_STRONG},
        {"hente", "hentar", "inn", VERB_STRONG},
        {"samle", "samler", "inn", VERB_STRONG},
        {"samle", "samlar", "inn", VERB_STRONG},
        {"sammenstille", "sammenstiller", NULL, VERB_STRONG},
        {"samanstille", "samanstiller", NULL, VERB_STRONG},
        {"oppsummere", "oppsummerer", NULL, VERB_TELL},
        {"dele", "deler", NULL, VERB_TELL},
        {"dele", "delar", NULL, VERB_TELL},
        {"søke", "søker", "om", VERB_STRONG},
        {"søkje", "søkjer", "om", VERB_STRONG},
        {"gjennomføre", "gjennomfører", NULL, VERB_WEAK},
        {"gjennomgå", "gjennomgår", NULL, VERB_WEAK},
        {"evaluere", "evaluerer", NULL, VERB_WEAK},
        {"koordinere", "koordinerer", NULL, VERB_WEAK},
        {"samordne", "samordner", NULL, VERB_WEAK},
        {"bidra", "bidrar", "med", VERB_WEAK},
        {"bidra", "bidreg", "med", VERB_WEAK},
        {"purre", "purrer", NULL, VERB_PLEDGE},
        {"delta", "deltar", NULL, VERB_TAKE_PART},
        {"delta", "deltek", NULL, VERB_TAKE_PART},
        {"medvirke", "medvirker", NULL, VERB_TAKE_PART},
        {"medverke", "medverkar", NULL, VERB_TAKE_PART},
        {"oppnevne", "oppnevner", NULL, VERB_NAME},
        {"oppnemne", "oppnemner", NULL, VERB_NAME},
        {"utpeke", "utpeker", NULL, VERB_NAME},
        {"utpeike", "utpeikar", NULL, VERB_NAME},
        {"peke", "peker", "ut", VERB_NAME},
        {"peike", "peikar", "ut", VERB_NAME},
        {"nominere", "nominerer", NULL, VERB_NAME},
        {"lese", "leser", "gjennom igjennom", VERB_STRONG},
        {"lese", "les", "gjennom igjennom", VERB_STRONG},
        {"undertegne", "undertegner", NULL, VERB_STRONG},
        {"signere", "signerer", NULL, VERB_STRONG},
        {"rette", "retter", "opp", VERB_STRONG},
        {"rette", "rettar", "opp", VERB_STRONG},
        {"korrigere", "korrigerer", NULL, VERB_STRONG},
        {"videresende", "videresender", NULL, VERB_STRONG},
        {"vidaresende", "vidaresender", NULL, VERB_STRONG},
        {"laste", "laster", "opp", VERB_STRONG},
        {"laste", "lastar", "opp", VERB_STRONG},
        {"spørre", "spør", NULL, VERB_TELL},
        {"ringe", "ringer", NULL, VERB_STRONG},
        {"melde", "melder", "fra", VERB_TELL},
        {"klargjøre", "klargjør", NULL, VERB_STRONG},
        {"klargjere", "klargjer", NULL, VERB_STRONG},
        {"bearbeide", "bearbeider", NULL, VERB_STRONG},
        {"kvalitetssikre", "kvalitetssikrer", NULL, VERB_STRONG},
        {"iverksette", "iverksetter", NULL, VERB_STRONG},
        {"iverksetje", "iverkset", NULL, VERB_STRONG},
        {"rekruttere", "rekrutterer", NULL, VERB_STRONG},
        {"foreslå", "foreslår", NULL, VERB_TELL},
        {"føreslå", "føreslår", NULL, VERB_TELL},
};

/* So near to the verb stands what it needs. */
#define WITH_WINDOW 6

/* Whether one of the words, set apart by spaces, follows soon. */
static bool has_with(const struct passage *passage, size_t word, size_t last, const char *with)
{
        for (const char *at = with; *at; at += *at == ' ') {
                size_t length = strcspn(at, " ");
                for (size_t i = word + 1; i < last && i <= word + WITH_WINDOW; i++) {
                        const struct word *other = &passage->word[i];
                        if (other->to - other->from == length &&
                            memcmp(passage->lower + other->from, at, length) == 0)
                                return true;
                }
                at += length;
        }
        return false;
}

static const struct verb *find(const struct passage *passage, size_t word, size_t last, bool present)
{
        if (word >= last || passage->word[word].kind != WORD_LETTERS)
                return NULL;
        char first = passage->lower[passage->word[word].from]; /* most differ in it */
        for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
                const struct verb *verb = &table[i];
                const char *form = present ? verb->present : verb->infinitive;
                if (*form == first && passage_word_is(passage, word, form) &&
                    (!verb->with || has_with(passage, word, last, verb->with)))
                        return verb;
        }
        return NULL;
}

const struct verb *verb_infinitive(const struct passage *passage, size_t word, size_t last)
{
        return find(passage, word, last, false);
}

const struct verb *verb_present(const struct passage *passage, size_t word, size_t last)
{
        return find(passage, word, last, true);
}

const char *const words_asked[] = {"bes", "bedes", "anmodes", "anmodast", NULL};
const char *const words_invited[] = {"oppfordres", "oppfordrast", "oppmodast",
                                     "inviteres",  "inviterast",  NULL};
const char *const words_been[] = {"blir", "ble", "blei", "vart", "vert", "er", NULL};
const char *const words_been_asked[] = {"bedt", "bedd", "bede", "bedne", "anmodet", "anmoda", NULL};
const char *const words_been_invited[] = {"oppfordret", "oppfordra", "oppmoda",
                                          "invitert",   "inviterte", NULL};
const char *const words_asks[] = {"ber", "ba", "bad", "bed", "anmoder", "anmodar", "anmodet", "anmoda", NULL};
const char *const words_invites[] = {"oppfordrer", "oppfordrar", "oppfordret", "oppfordra", "oppmodar",
                                     "oppmoda",    "inviterer",  "inviterte",  NULL};
const char *const words_thing[] = {
        "redegjørelse", "utgreiing", "tilbakemelding", "oversikt",    "notat",         "orientering",
        "svar",         "status",    "rapport",        "vurdering",   "plan",          "forslag",
        "framlegg",     "utredning", "statusrapport",  "oppdatering", "avklaring",     "innspill",
        "innspel",      "skisse",    "tall",           "tal",         "orienteringer", NULL};
const char *const words_gets[] = {"får", "fikk", "fekk", "gis", "gjevast", NULL};
const char *const words_gives[] = {"gir", "ga", "gav", "gjev", NULL};
const char *const words_says[] = {"meldte", "melder", "opplyste",  "opplyser",  "sa",        "seier",
                                  "sier",   "lovet",  "lovte",     "lova",      "lover",     "lovar",
                                  "svarte", "svarer", "bekreftet", "bekrefter", "stadfesta", "stadfestar",
                                  "nevnte", "nemnde", NULL};
const char *const words_pledges[] = {"påtok seg å",
                                     "påtar seg å",
                                     "påtek seg å",
                                     "tok på seg å",
                                     "tar på seg å",
                                     "tek på seg å",
                                     "tilbød seg å",
                                     "tilbyr seg å",
                                     "tilbaud seg å",
                                     "lovet å",
                                     "lovte å",
                                     "lova å",
                                     "lover å",
                                     "lovar å",
                                     "sa seg villig til å",
                                     "sa seg viljug til å",
                                     "sa seg villeg til å",
                                     "forplikter seg til å",
                                     "forpliktar seg til å",
                                     NULL};
const char *const words_agreed[] = {
        "enige om at", "einige om at", "enighet om at", "semje om at", "bestemt at",
        "avtalt at",   "avtala at",    "besluttet at",  "vedtatt at",  "vedteke at",
        "vedtok at",   "avgjort at",   "avgjorde at",   NULL};
const char *const words_topic[] = {
        "saken", "saka", "temaet", "punktet", "spørsmålet", "problemstillingen", "problemstillinga", NULL};
const char *const words_raised[] = {"løftes",  "løftast",  "tas",    "takast",   "settes", "setjast",
                                    "føres",   "førast",   "meldes", "meldast",  "legges", "leggjast",
                                    "fremmes", "fremjast", "følges", "følgjast", NULL};
const char *const words_agenda[] = {"møteplanen", "møteplan", "møteplana", "sakslisten",
                                    "sakslista",  "saklista", "dagsorden", "dagsordenen",
                                    "agendaen",   "agenda",   "saksliste", NULL};
const char *const words_adverb[] = {
        "også",        "òg",          "derfor",   "difor",   "nå",           "no",           "da",
        "då",          "snarest",     "så",       "straks",  "raskt",        "selv",         "sjølv",
        "sammen",      "saman",       "deretter", "videre",  "vidare",       "gjerne",       "umiddelbart",
        "fortløpende", "fortløpande", "løpende",  "løpande", "kontinuerlig", "kontinuerleg", NULL};
const char *const words_preposition[] = {"med",   "i",   "innen", "innan", "til", "på",  "før",
                                         "etter", "fra", "frå",   "over",  "mot", "ved", "for",
                                         "om",    "av",  "hos",   "under", NULL};
const char *const words_pronoun[] = {"det",   "dette", "man",   "vi",    "de",  "dei",  "han",
                                     "hun",   "ho",    "disse", "desse", "den", "hvem", "kven",
                                     "en",    "ein",   "noen",  "nokon", "jeg", "eg",   "møtet",
                                     "saken", "saka",  "som",   NULL};
const char *const words_condition[] = {"hvis",    "dersom",  "viss",    "om",     "når", "hva",  "hvem",
                                       "hvordan", "hvorfor", "korleis", "kvifor", "kva", "kven", NULL};
const char *const words_habit[] = {"årlig",   "årleg",     "hvert",       "kvart",        "hver",
                                   "kvar",    "vanligvis", "vanlegvis",   "normalt",      "alltid",
                                   "jevnlig", "jamleg",    "regelmessig", "regelmessige", NULL};
const char *const words_past[] = {"tidligere", "tidlegare",   "fjor",      "forrige", "førre",
                                  "hadde",     "opprinnelig", "opphavleg", "sist",    NULL};
const char *const words_not[] = {"ikke",  "ikkje", "aldri", "neppe", "bli", "ble",  "vere",   "være", "ha",
                                 "kunne", "måtte", "at",    "som",   "å",   "hvis", "dersom", NULL};
const char *const words_whom[] = {
        "hvem",     "kven",       "navn",       "namn", "representant", "representanter", "representantar",
        "kandidat", "kandidater", "kandidatar", NULL};
