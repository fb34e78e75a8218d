#include "site/site_words.h"

#include <stddef.h>
#include <string.h>

static const char *const sentences[SAY_COUNT][LANGUAGE_COUNT] = {
#define X(name, nb, nn, en) [SAY_##name] = {nb, nn, en},
        PAGE_WORDS(X)
#undef X
};

const char *say(enum say what, enum language language)
{
        return sentences[what][language];
}

struct words_of {
        const char *name;
        const char *in[LANGUAGE_COUNT];
};

static const struct words_of body_kinds[] = {
        {"council", {"Råd", "Råd", "Council"}},
        {"coordination_group", {"Koordineringsgruppe", "Koordineringsgruppe", "Coordination group"}},
        {"strategic_committee",
         {"Strategisk samarbeidsutvalg", "Strategisk samarbeidsutval", "Strategic committee"}},
        {"partnership_meeting", {"Partnerskapsmøte", "Partnarskapsmøte", "Partnership meeting"}},
        {"committee", {"Utvalg", "Utval", "Committee"}},
        {"board", {"Styre", "Styre", "Board"}},
        {"network", {"Nettverk", "Nettverk", "Network"}},
        {"contact_forum", {"Kontaktforum", "Kontaktforum", "Contact forum"}},
        {"forum", {"Forum", "Forum", "Forum"}},
        {"collaboration_group", {"Samarbeidsgruppe", "Samarbeidsgruppe", "Collaboration group"}},
        {"working_group", {"Arbeidsgruppe", "Arbeidsgruppe", "Working group"}},
        {"dialogue_meetings", {"Dialogmøter", "Dialogmøte", "Dialogue meetings"}},
        {"arrangement", {"Ordning", "Ordning", "Arrangement"}},
        {"secretariat", {"Sekretariat", "Sekretariat", "Secretariat"}},
        {"health_community", {"Helsefellesskap", "Helsefellesskap", "Health community"}},
        {0},
};

static const struct words_of body_kinds_many[] = {
        {"council", {"Råd", "Råd", "Councils"}},
        {"coordination_group", {"Koordineringsgrupper", "Koordineringsgrupper", "Coordination groups"}},
        {"strategic_committee",
         {"Strategiske samarbeidsutvalg", "Strategiske samarbeidsutval", "Strategic committees"}},
        {"partnership_meeting", {"Partnerskapsmøter", "Partnarskapsmøte", "Partnership meetings"}},
        {"committee", {"Utvalg", "Utval", "Committees"}},
        {"board", {"Styrer", "Styre", "Boards"}},
        {"network", {"Nettverk", "Nettverk", "Networks"}},
        {"contact_forum", {"Kontaktforum", "Kontaktforum", "Contact forums"}},
        {"forum", {"Forum", "Forum", "Forums"}},
        {"collaboration_group", {"Samarbeidsgrupper", "Samarbeidsgrupper", "Collaboration groups"}},
        {"working_group", {"Arbeidsgrupper", "Arbeidsgrupper", "Working groups"}},
        {"dialogue_meetings", {"Dialogmøter", "Dialogmøte", "Dialogue meetings"}},
        {"arrangement", {"Ordninger", "Ordningar", "Arrangements"}},
        {"secretariat", {"Sekretariater", "Sekretariat", "Secretariats"}},
        {"health_community", {"Helsefellesskap", "Helsefellesskap", "Health communities"}},
        {0},
};

static const struct words_of decision_modes[] = {
        {"advisory", {"Gir råd", "Gjev råd", "Gives advice"}},
        {"consensus", {"Enighet", "Semje", "Consensus"}},
        {"majority", {"Flertall", "Fleirtal", "Majority"}},
        {"information", {"Bare informasjon", "Berre informasjon", "Information only"}},
        {"authority", {"Egen myndighet", "Eigen styresmakt", "Authority of its own"}},
        {0},
};

static const struct words_of rule_kinds[] = {
        {"seats", {"Plasser", "Plassar", "Seats"}},
        {"count", {"Antall", "Tal", "Number"}},
        {"size", {"Størrelse", "Storleik", "Size"}},
        {"balance", {"Kjønnsbalanse", "Kjønnsbalanse", "Gender balance"}},
        {"parity", {"Like mange fra hver side", "Like mange frå kvar side", "As many from each side"}},
        {"split", {"Delte roller", "Delte roller", "Divided roles"}},
        {"distinct", {"Spredning", "Spreiing", "Spread"}},
        {"rotation", {"Rollen går på omgang", "Rolla går på omgang", "Rotation"}},
        {"tenure", {"Lengste tid", "Lengste tid", "Longest time"}},
        {"term", {"Funksjonstid", "Funksjonstid", "Term"}},
        {"deputies", {"Varamedlemmer", "Varamedlemer", "Deputies"}},
        {"exclusion", {"Hvem som ikke kan sitte", "Kven som ikkje kan sitje", "Who may not sit"}},
        {"cadence", {"Møter", "Møte", "Meetings"}},
        {"quorum", {"Vedtaksførhet", "Vedtaksførleik", "Quorum"}},
        {"sequence", {"Rekkefølge", "Rekkjefølgje", "Sequence"}},
        {"mirrors", {"Samme parter", "Same partar", "The same parties"}},
        {"content", {"Innhold", "Innhald", "Content"}},
        {"deadline", {"Frist", "Frist", "Deadline"}},
        {"statement", {"Norm", "Norm", "Norm"}},
        {0},
};

static const struct words_of forces[] = {
        {"shall", {"skal", "skal", "shall"}},
        {"should", {"bør", "bør", "should"}},
        {"planned", {"lagt opp til", "lagt opp til", "planned"}},
        {"encouraged", {"oppfordres til", "oppmoda til", "encouraged"}},
        {"may", {"kan", "kan", "may"}},
        {0},
};

static const struct words_of roles[] = {
        {"chair", {"Leder", "Leiar", "Chair"}},
        {"deputyChair", {"Nestleder", "Nestleiar", "Deputy chair"}},
        {"member", {"Medlem", "Medlem", "Member"}},
        {"observer", {"Observatør", "Observatør", "Observer"}},
        {"secretary", {"Sekretær", "Sekretær", "Secretary"}},
        {"deputy", {"Varamedlem", "Varamedlem", "Deputy"}},
        {0},
};

static const struct words_of agreement_kinds[] = {
        {"intention", {"Intensjonsavtale", "Intensjonsavtale", "Agreement of intent"}},
        {"cooperation", {"Samarbeidsavtale", "Samarbeidsavtale", "Cooperation agreement"}},
        {"framework", {"Rammeavtale", "Rammeavtale", "Framework agreement"}},
        {"establishment", {"Avtale om etablering", "Avtale om etablering", "Agreement of establishment"}},
        {"statutory_cooperation",
         {"Lovpålagt samarbeidsavtale", "Lovpålagd samarbeidsavtale", "Statutory cooperation agreement"}},
        {"hosting", {"Vertsavtale", "Vertsavtale", "Hosting agreement"}},
        {0},
};

static const struct words_of meeting_statuses[] = {
        {"planned", {"Planlagt", "Planlagt", "Planned"}},
        {"held", {"Holdt", "Halde", "Held"}},
        {"cancelled", {"Avlyst", "Avlyst", "Cancelled"}},
        {0},
};

static const struct words_of item_kinds[] = {
        {"constitution", {"Konstituering", "Konstituering", "Constitution"}},
        {"information", {"Orientering", "Orientering", "Information"}},
        {"discussion", {"Drøfting", "Drøfting", "Discussion"}},
        {"information_and_discussion",
         {"Orientering og drøfting", "Orientering og drøfting", "Information and discussion"}},
        {"decision", {"Vedtakssak", "Vedtakssak", "For decision"}},
        {"any_other_business", {"Eventuelt", "Eventuelt", "Any other business"}},
        {"other", {"Annet", "Anna", "Other"}},
        {0},
};

static const struct words_of action_kinds[] = {
        {"task", {"Oppgave", "Oppgåve", "Task"}},
        {"request", {"Anmodning", "Oppmoding", "Request"}},
        {"promise", {"Løfte", "Lovnad", "Promise"}},
        {"commission", {"Oppdrag", "Oppdrag", "Commission"}},
        {"invitation", {"Oppfordring", "Oppfordring", "Invitation"}},
        {"participation", {"Deltakelse", "Deltaking", "Participation"}},
        {"nomination", {"Utpeking", "Utpeiking", "Nomination"}},
        {0},
};

static const struct words_of action_statuses[] = {
        {"unknown", {"Ikke kjent", "Ikkje kjent", "Not known"}},
        {"open", {"Åpen", "Open", "Open"}},
        {"done", {"Gjort", "Gjort", "Done"}},
        {"dropped", {"Falt bort", "Falle bort", "Dropped"}},
        {0},
};

static const struct words_of dues[] = {
        {"next_meeting", {"Neste møte", "Neste møte", "The next meeting"}},
        {"ongoing", {"Løpende", "Løpande", "Ongoing"}},
        {"none", {"Ingen", "Ingen", "None"}},
        {0},
};

static const struct words_of organisation_kinds[] = {
        {"association", {"Interesseorganisasjon", "Interesseorganisasjon", "Association"}},
        {"regional_association",
         {"Regionalt ledd av en organisasjon", "Regionalt ledd av ein organisasjon", "Regional association"}},
        {"government", {"Regjering", "Regjering", "Government"}},
        {"ministry", {"Departement", "Departement", "Ministry"}},
        {"directorate", {"Direktorat", "Direktorat", "Directorate"}},
        {"agency", {"Etat", "Etat", "Agency"}},
        {"state_administrator", {"Statsforvalter", "Statsforvaltar", "State administrator"}},
        {"municipality", {"Kommune", "Kommune", "Municipality"}},
        {"county", {"Fylkeskommune", "Fylkeskommune", "County"}},
        {"regional_health_authority",
         {"Regionalt helseforetak", "Regionalt helseføretak", "Regional health authority"}},
        {"health_trust", {"Helseforetak", "Helseføretak", "Health trust"}},
        {"user_organisation", {"Brukerorganisasjon", "Brukarorganisasjon", "User organisation"}},
        {"professional_organisation",
         {"Yrkesorganisasjon", "Yrkesorganisasjon", "Professional organisation"}},
        {"profession", {"Yrkesgruppe", "Yrkesgruppe", "Profession"}},
        {"committee", {"Utvalg", "Utval", "Committee"}},
        {"education", {"Utdanning og forskning", "Utdanning og forsking", "Education and research"}},
        {"collective", {"Fellesskap", "Fellesskap", "Collective"}},
        {"other", {"Annen", "Annan", "Other"}},
        {0},
};

static const struct words_of sectors[] = {
        {"state", {"Stat", "Stat", "State"}},
        {"county", {"Fylkeskommune", "Fylkeskommune", "County"}},
        {"municipal", {"Kommune", "Kommune", "Municipal"}},
        {"specialist_health", {"Spesialisthelsetjenesten", "Spesialisthelsetenesta", "Specialist health"}},
        {"user", {"Brukere", "Brukarar", "Users"}},
        {"profession", {"Yrkesgrupper", "Yrkesgrupper", "Professions"}},
        {"private", {"Privat", "Privat", "Private"}},
        {0},
};

static const struct words_of found[] = {
        {"bodies", {"Organer", "Organ", "Bodies"}},
        {"agreements", {"Avtaler", "Avtalar", "Agreements"}},
        {"meetings", {"Møter", "Møte", "Meetings"}},
        {"agenda", {"Saker på sakslisten", "Saker på saklista", "Agenda items"}},
        {"minutes", {"Saker i referater", "Saker i referat", "Items of minutes"}},
        {"actions", {"Oppfølging", "Oppfølging", "Follow-ups"}},
        {"documents", {"Dokumenter", "Dokument", "Documents"}},
        {"organisations", {"Organisasjoner", "Organisasjonar", "Organisations"}},
        {"rules", {"Regler", "Reglar", "Rules"}},
        {"waivers", {"Dispensasjoner", "Dispensasjonar", "Waivers"}},
        {"offices", {"Stillinger", "Stillingar", "Offices"}},
        {"persons", {"Personer", "Personar", "Persons"}},
        {"areas", {"Områder", "Område", "Areas"}},
        {0},
};

static const struct words_of minutes_statuses[] = {
        {"draft", {"Utkast", "Utkast", "Draft"}},
        {"approved", {"Godkjent", "Godkjent", "Approved"}},
        {0},
};

static const struct words_of document_kinds[] = {
        {"mandate", {"Mandat", "Mandat", "Mandate"}},
        {"agreement", {"Avtale", "Avtale", "Agreement"}},
        {"agenda", {"Saksliste", "Sakliste", "Agenda"}},
        {"case_paper", {"Sakspapir", "Sakspapir", "Case paper"}},
        {"minutes", {"Referat", "Referat", "Minutes"}},
        {"report", {"Rapport", "Rapport", "Report"}},
        {"plan", {"Plan", "Plan", "Plan"}},
        {"guidance", {"Veileder", "Rettleiar", "Guidance"}},
        {"letter", {"Brev", "Brev", "Letter"}},
        {"presentation", {"Presentasjon", "Presentasjon", "Presentation"}},
        {"other", {"Annet", "Anna", "Other"}},
        {0},
};

static const struct words_of media_types[] = {
        {"application/pdf", {"PDF", "PDF", "PDF"}},
        {"text/html", {"nettside", "nettside", "web page"}},
        {"image/png", {"bilde (PNG)", "bilete (PNG)", "picture (PNG)"}},
        {"image/jpeg", {"bilde (JPEG)", "bilete (JPEG)", "picture (JPEG)"}},
        {"image/webp", {"bilde (WebP)", "bilete (WebP)", "picture (WebP)"}},
        {"text/plain", {"ren tekst", "rein tekst", "plain text"}},
        {"text/csv", {"tabell (CSV)", "tabell (CSV)", "table (CSV)"}},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         {"tekstdokument (Word)", "tekstdokument (Word)", "text document (Word)"}},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         {"regneark (Excel)", "rekneark (Excel)", "spreadsheet (Excel)"}},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation",
         {"presentasjon (PowerPoint)", "presentasjon (PowerPoint)", "presentation (PowerPoint)"}},
        {"application/vnd.oasis.opendocument.text",
         {"tekstdokument (ODF)", "tekstdokument (ODF)", "text document (ODF)"}},
        {"application/vnd.oasis.opendocument.spreadsheet",
         {"regneark (ODF)", "rekneark (ODF)", "spreadsheet (ODF)"}},
        {"application/vnd.oasis.opendocument.presentation",
         {"presentasjon (ODF)", "presentasjon (ODF)", "presentation (ODF)"}},
        {0},
};

static const struct words_of *const groups[] = {
        [TERMS_BODY_KIND] = body_kinds,
        [TERMS_BODY_KINDS] = body_kinds_many,
        [TERMS_DECISION_MODE] = decision_modes,
        [TERMS_RULE_KIND] = rule_kinds,
        [TERMS_FORCE] = forces,
        [TERMS_ROLE] = roles,
        [TERMS_AGREEMENT_KIND] = agreement_kinds,
        [TERMS_MEETING_STATUS] = meeting_statuses,
        [TERMS_ITEM_KIND] = item_kinds,
        [TERMS_ACTION_KIND] = action_kinds,
        [TERMS_ACTION_STATUS] = action_statuses,
        [TERMS_DUE] = dues,
        [TERMS_ORGANISATION_KIND] = organisation_kinds,
        [TERMS_SECTOR] = sectors,
        [TERMS_FOUND] = found,
        [TERMS_MINUTES_STATUS] = minutes_statuses,
        [TERMS_DOCUMENT_KIND] = document_kinds,
        [TERMS_MEDIA_TYPE] = media_types,
};

const char *term(enum terms group, const char *name, enum language language)
{
        if (!name)
                return "";
        for (const struct words_of *at = groups[group]; at->name; at++)
                if (strcmp(at->name, name) == 0)
                        return at->in[language];
        return name;
}

const char *term_name(enum terms group, size_t index)
{
        for (const struct words_of *at = groups[group]; at->name; at++, index--)
                if (!index)
                        return at->name;
        return NULL;
}
