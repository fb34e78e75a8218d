/*
 * site_words - what the pages say in Bokmål, Nynorsk and English.
 */
#pragma once

#include "words/fault.h"

#include <stddef.h>

/* Every sentence and heading of the pages: its name and the three languages. */
#define PAGE_WORDS(X)                                                                                               \
        X(SITE, "Samråd", "Samråd", "Samråd")                                                                       \
        X(SKIP, "Hopp til innholdet", "Hopp til innhaldet", "Skip to the content")                                  \
        X(MENU, "Hovedmeny", "Hovudmeny", "Main menu")                                                              \
        X(BODIES, "Organer", "Organ", "Bodies")                                                                     \
        X(AGREEMENTS, "Avtaler", "Avtalar", "Agreements")                                                           \
        X(SEARCH, "Søk", "Søk", "Search")                                                                           \
        X(DOCUMENTATION, "API", "API", "API")                                                                       \
        X(LANGUAGES, "Språk", "Språk", "Language")                                                                  \
        X(FRONT_TITLE, "Hvem sitter ved bordet?", "Kven sit ved bordet?", "Who sits at the table?")                 \
        X(FRONT_LEAD,                                                                                               \
          "Samråd er registeret over organene der stat, kommuner, helseforetak, fag og brukere møtes: hvem "      \
          "som skal sitte der, hvem som gjør det, når de møttes, og hva de ble enige om.",                          \
          "Samråd er registeret over organa der stat, kommunar, helseføretak, fag og brukarar møtest: kven "     \
          "som skal sitje der, kven som gjer det, når dei møttest, og kva dei vart samde om.",                      \
          "Samråd is the register of the bodies in which the state, municipalities, health trusts, "               \
          "professions and users meet: who shall sit there, who does, when they met, and what they agreed.")        \
        X(SEARCH_LABEL, "Søk i hele registeret", "Søk i heile registeret", "Search the whole register")             \
        X(SUGGESTIONS, "Forslag", "Forslag", "Suggestions")                                                         \
        X(SUGGESTED, "{n} forslag. Velg med piltastene.", "{n} forslag. Vel med piltastane.",                       \
          "{n} suggestions. Choose with the arrow keys.")                                                           \
        X(ONE_BODY, "organ", "organ", "body")                                                                       \
        X(MANY_BODIES, "organer", "organ", "bodies")                                                                \
        X(ONE_AGREEMENT, "avtale", "avtale", "agreement")                                                           \
        X(MANY_AGREEMENTS, "avtaler", "avtalar", "agreements")                                                      \
        X(VERDICTS, "Er organene satt sammen som de skal?", "Er organa sette saman som dei skal?",                  \
          "Are the bodies composed as they should be?")                                                             \
        X(VERDICTS_LEAD,                                                                                            \
          "Reglene er registrert som data, og hvert organ prøves mot sine egne. Der registeret ikke vet "          \
          "nok, sier det det.",                                                                                     \
          "Reglane er registrerte som data, og kvart organ blir prøvd mot sine eigne. Der registeret ikkje "       \
          "veit nok, seier det det.",                                                                               \
          "Rules are registered as data, and each body is held to its own. Where the register does not "            \
          "know enough, it says so.")                                                                               \
        X(ALL_BODIES, "Alle organer", "Alle organ", "All bodies")                                                   \
        X(LATEST, "Det siste", "Det siste", "The latest")                                                           \
        X(LATEST_MINUTES, "Siste referater", "Siste referat", "Latest minutes")                                     \
        X(LATEST_MEETINGS, "Siste møter", "Siste møte", "Latest meetings")                                          \
        X(LATEST_CHANGES, "Sist endret", "Sist endra", "Last changed")                                              \
        X(FEED_CHANGES, "Endringer som Atom-strøm", "Endringar som Atom-straum", "Changes as an Atom feed")         \
        X(FEED_MINUTES, "Referater som Atom-strøm", "Referat som Atom-straum", "Minutes as an Atom feed")           \
        X(FEED_DECISIONS, "Vedtak som Atom-strøm", "Vedtak som Atom-straum", "Decisions as an Atom feed")           \
        X(DOCUMENTS, "Dokumenter", "Dokument", "Documents")                                                         \
        X(ALSO_AT, "Også publisert her", "Òg publisert her", "Also published here")                                 \
        X(DECISIONS, "Siste vedtak", "Siste vedtak", "Latest decisions")                                            \
        X(OPEN_FOLLOW_UPS, "Åpen oppfølging", "Open oppfølging", "Open follow-ups")                                 \
        X(OVERDUE, "Fristen er ute", "Fristen er ute", "Overdue")                                                   \
        X(ANSWERED, "Svart på", "Svart på", "Answered")                                                             \
        X(ITEM, "sak", "sak", "item")                                                                               \
        X(TASKS, "Oppfølgingen som kalenderoppgaver", "Oppfølginga som kalenderoppgåver",                           \
          "The follow-ups as calendar tasks")                                                                       \
        X(MEETING_CALENDAR, "Møtet som kalender", "Møtet som kalender", "The meeting as a calendar")                \
        X(FILTER_YEAR, "Vis bare ett år", "Vis berre eitt år", "Show only one year")                                \
        X(ALL_YEARS, "Alle år", "Alle år", "All years")                                                             \
        X(SUGGESTION, "Ikke alle ord står i registeret. Dette er søkt etter i stedet:",                             \
          "Ikkje alle ord står i registeret. Dette er søkt etter i staden:",                                        \
          "Not all words are in the register. This was searched for instead:")                                      \
        X(INCOMPLETE,                                                                                               \
          "Det er flere treff enn dem som er veid her, og tallene gjelder bare disse. Flere eller "                 \
          "sjeldnere "                                                                                              \
          "ord gir et sikrere svar.",                                                                               \
          "Det er fleire treff enn dei som er vegne her, og tala gjeld berre desse. Fleire eller sjeldnare "        \
          "ord gjev eit sikrare svar.",                                                                             \
          "More matches than were weighed here, and the numbers are of these alone. More words, or rarer "          \
          "ones, give a surer answer.")                                                                             \
        X(NEIGHBOURS, "Hvem organet henger sammen med", "Kven organet heng saman med",                              \
          "Whom the body belongs with")                                                                             \
        X(NEIGHBOURS_ALT, "kart over hvem organet henger sammen med.",                                              \
          "kart over kven organet heng saman med.", "map of whom the body belongs with.")                           \
        X(MAP, "Kart over organene", "Kart over organa", "Map of the bodies")                                       \
        X(MAP_LEAD, "Hvem som har opprettet, rapporterer til og er representert i hva.",                            \
          "Kven som har oppretta, rapporterer til og er representert i kva.",                                       \
          "Who established, reports to and is represented in what.")                                                \
        X(MAP_ALT, "Kart over organene og hvem de henger sammen med. De samme organene står i listen over.",        \
          "Kart over organa og kven dei heng saman med. Dei same organa står i lista over.",                        \
          "Map of the bodies and whom they belong to. The same bodies are in the list above.")                      \
        X(OPEN_PICTURE, "Åpne bildet i full størrelse", "Opne biletet i full storleik",                             \
          "Open the picture in full size")                                                                          \
        X(FOR_DEVELOPERS_LEAD,                                                                                      \
          "Alt på disse sidene kommer fra et åpent API som alle kan bruke, uten nøkkel.",                           \
          "Alt på desse sidene kjem frå eit ope API som alle kan bruke, utan nøkkel.",                              \
          "Everything on these pages comes from an open API that anybody can use, without a key.")                  \
        X(TRY_API, "Les og prøv API-et", "Les og prøv API-et", "Read and try the API")                              \
        X(CONTRACT_JSON, "OpenAPI som JSON", "OpenAPI som JSON", "OpenAPI as JSON")                                 \
        X(CONTRACT_YAML, "OpenAPI som YAML", "OpenAPI som YAML", "OpenAPI as YAML")                                 \
        X(LICENCE, "Data under Norsk lisens for offentlige data (NLOD 2.0)",                                        \
          "Data under Norsk lisens for offentlege data (NLOD 2.0)",                                                 \
          "Data under the Norwegian Licence for Open Government Data (NLOD 2.0)")                                   \
        X(AS_DATA, "Denne siden som data (JSON)", "Denne sida som data (JSON)", "This page as data (JSON)")         \
        X(SEARCH_TITLE, "Søk i registeret", "Søk i registeret", "Search the register")                              \
        X(SEARCH_NOTHING, "Ingenting ble funnet.", "Ingenting vart funne.", "Nothing was found.")                   \
        X(SEARCH_ADVICE,                                                                                            \
          "Prøv færre eller andre ord. «Ord i anførselstegn» må stå etter hverandre; et minustegn foran et " \
          "ord holder det utenfor.",                                                                                \
          "Prøv færre eller andre ord. «Ord i hermeteikn» må stå etter kvarandre; eit minusteikn føre eit "  \
          "ord held det utanfor.",                                                                                  \
          "Try fewer or other words. \"Words in quotes\" must follow each other; a minus before a word "            \
          "leaves it out.")                                                                                         \
        X(SEARCH_FOR, "Treff for", "Treff for", "Results for")                                                      \
        X(FILTER_TYPE, "Vis bare", "Vis berre", "Show only")                                                        \
        X(EVERYTHING, "Alt", "Alt", "Everything")                                                                   \
        X(MORE, "Vis flere", "Vis fleire", "Show more")                                                             \
        X(DATA, "data", "data", "data")                                                                             \
        X(BODIES_LEAD, "Råd, utvalg, grupper, nettverk og møter der flere parter samarbeider.",                     \
          "Råd, utval, grupper, nettverk og møte der fleire partar samarbeider.",                                   \
          "Councils, committees, groups, networks and meetings in which several parties cooperate.")                \
        X(NAME_CONTAINS, "Ord i navnet eller teksten", "Ord i namnet eller teksten",                                \
          "Words in the name or text")                                                                              \
        X(KIND, "Type", "Type", "Kind")                                                                             \
        X(ALL_KINDS, "Alle typer", "Alle typar", "All kinds")                                                       \
        X(SHOW, "Vis", "Vis", "Show")                                                                               \
        X(NONE_FOUND, "Ingen passer til dette.", "Ingen passar til dette.", "None fits this.")                      \
        X(ON_PAGE, "På denne siden", "På denne sida", "On this page")                                               \
        X(RULES, "Reglene", "Reglane", "The rules")                                                                 \
        X(VERDICT, "Vurdering", "Vurdering", "Verdict")                                                             \
        X(VERDICT_AT, "Vurdert per", "Vurdert per", "Judged as of")                                                 \
        X(DATE, "Dato", "Dato", "Date")                                                                             \
        X(SHOW_DATE, "Vis denne datoen", "Vis denne datoen", "Show this date")                                      \
        X(TODAY, "Vis i dag", "Vis i dag", "Show today")                                                            \
        X(NEXT_CHANGE, "Neste endring", "Neste endring", "Next change")                                             \
        X(WHY, "Hvorfor: reglene, en for en", "Kvifor: reglane, ein for ein", "Why: the rules, one by one")         \
        X(NO_RULES, "Ingen regler er registrert.", "Ingen reglar er registrerte.",                                  \
          "No rules are registered.")                                                                               \
        X(DECIDES, "Avgjørende", "Avgjerande", "Deciding")                                                          \
        X(WARNS, "Veiledende", "Rettleiande", "Advisory")                                                           \
        X(BY_UNIT, "Enhet for enhet", "Eining for eining", "Unit by unit")                                          \
        X(UNIT, "Enhet", "Eining", "Unit")                                                                          \
        X(FINDING, "Funn", "Funn", "Finding")                                                                       \
        X(BY_PERIOD, "Periode for periode", "Periode for periode", "Period by period")                              \
        X(PERIOD, "Periode", "Periode", "Period")                                                                   \
        X(HELD, "Holdt", "Haldne", "Held")                                                                          \
        X(SEATS, "Plasser", "Plassar", "Seats")                                                                     \
        X(SEATS_FILLED, "plasser kan fylles", "plassar kan fyllast", "seats can be filled")                         \
        X(SEATS_OF, "av", "av", "of")                                                                               \
        X(SEATS_PICTURE, "Plassene som bilde", "Plassane som bilete", "The seats as a picture")                     \
        X(VACANCIES, "Ledige plasser", "Ledige plassar", "Vacancies")                                               \
        X(ADVICE, "Hva som må til", "Kva som må til", "What it would take")                                         \
        X(MEMBERS, "Hvem sitter her", "Kven sit her", "Who sits here")                                              \
        X(MEMBERS_NONE, "Ingen oppnevninger er registrert for denne datoen.",                                       \
          "Ingen oppnemningar er registrerte for denne datoen.",                                                    \
          "No appointments are registered for this date.")                                                          \
        X(MEMBERS_PARTIAL, "Listen er ikke fullstendig: registeret kjenner ikke alle som sitter her.",              \
          "Lista er ikkje fullstendig: registeret kjenner ikkje alle som sit her.",                                 \
          "The list is not complete: the register does not know everybody who sits here.")                          \
        X(ROLE, "Rolle", "Rolle", "Role")                                                                           \
        X(WHO, "Hvem", "Kven", "Who")                                                                               \
        X(ON_BEHALF, "Fra", "Frå", "From")                                                                          \
        X(IN_FORCE, "Periode", "Periode", "Period")                                                                 \
        X(NOT_KNOWN, "Ikke kjent", "Ikkje kjent", "Not known")                                                      \
        X(FACTS, "Om organet", "Om organet", "About the body")                                                      \
        X(ESTABLISHED_BY, "Opprettet av", "Oppretta av", "Established by")                                          \
        X(PARTIES, "Parter", "Partar", "Parties")                                                                   \
        X(REPORTS_TO, "Rapporterer til", "Rapporterer til", "Reports to")                                           \
        X(WITHIN, "Del av", "Del av", "Part of")                                                                    \
        X(AREA, "Område", "Område", "Area")                                                                         \
        X(SECRETARIAT, "Sekretariat", "Sekretariat", "Secretariat")                                                 \
        X(DECISION_MODE, "Avgjør ved", "Avgjer ved", "Decides by")                                                  \
        X(MANDATE, "Mandat", "Mandat", "Mandate")                                                                   \
        X(MEETINGS, "Møter", "Møte", "Meetings")                                                                    \
        X(MEETINGS_NONE, "Ingen møter er registrert.", "Ingen møte er registrerte.",                                \
          "No meetings are registered.")                                                                            \
        X(MINUTES, "Referat", "Referat", "Minutes")                                                                 \
        X(CALENDAR, "Møtene som kalender", "Møta som kalender", "The meetings as a calendar")                       \
        X(OVER_TIME, "Over tid", "Over tid", "Over time")                                                           \
        X(TIMELINE_ALT, "vurderingen over tid.", "vurderinga over tid.", "the verdict over time.")                  \
        X(CADENCE_ALT, "møter i hver periode, mot det som er planlagt.",                                            \
          "møte i kvar periode, mot det som er planlagt.", "meetings in each period, against the plan.")            \
        X(AGREEMENT_ALT, "avtalen og de den fornyer eller fornyes av, over tid.",                                   \
          "avtalen og dei han fornyar eller blir fornya av, over tid.",                                             \
          "the agreement and those it renews or is renewed by, over time.")                                         \
        X(SOURCES, "Kilder", "Kjelder", "Sources")                                                                  \
        X(NOTE, "Merknad", "Merknad", "Note")                                                                       \
        X(AGREEMENTS_LEAD, "Hva partene har bundet seg til, fra når til når.",                                      \
          "Kva partane har bunde seg til, frå når til når.",                                                        \
          "What the parties have bound themselves to, from when to when.")                                          \
        X(AGREEMENT_FACTS, "Om avtalen", "Om avtalen", "About the agreement")                                       \
        X(ALSO_CALLED, "Også kalt", "Også kalla", "Also called")                                                    \
        X(SIGNED, "Undertegnet", "Underteikna", "Signed")                                                           \
        X(RENEWS, "Fornyer", "Fornyar", "Renews")                                                                   \
        X(SUPERSEDES, "Erstatter", "Erstattar", "Replaces")                                                         \
        X(LEGAL_BASIS, "Hjemmel", "Heimel", "Legal basis")                                                          \
        X(BASED_ON, "Bygger på", "Byggjer på", "Based on")                                                          \
        X(ESTABLISHES, "Oppretter", "Opprettar", "Establishes")                                                     \
        X(TOPICS, "Temaer", "Tema", "Topics")                                                                       \
        X(PRIORITY_GROUPS, "Prioriterte grupper", "Prioriterte grupper", "Priority groups")                         \
        X(COMMITMENTS, "Forpliktelser", "Plikter", "Commitments")                                                   \
        X(THROUGH, "ved", "ved", "through")                                                                         \
        X(MEETING, "Møte", "Møte", "Meeting")                                                                       \
        X(MEETING_FACTS, "Om møtet", "Om møtet", "About the meeting")                                               \
        X(STATUS, "Status", "Status", "Status")                                                                     \
        X(PLACE, "Sted", "Stad", "Place")                                                                           \
        X(PRESENT, "Til stede", "Til stades", "Present")                                                            \
        X(ABSENT, "Forfall", "Forfall", "Absent")                                                                   \
        X(AGENDA, "Saksliste", "Sakliste", "Agenda")                                                                \
        X(QUORUM, "Vedtaksførhet", "Vedtaksførleik", "Quorum")                                                      \
        X(NO_MINUTES, "Referatet er ikke registrert.", "Referatet er ikkje registrert.",                            \
          "The minutes are not registered.")                                                                        \
        X(DECISION, "Vedtak", "Vedtak", "Decision")                                                                 \
        X(FOLLOW_UPS, "Oppfølging", "Oppfølging", "Follow-ups")                                                     \
        X(FOLLOW_UP, "Hva", "Kva", "What")                                                                          \
        X(RESPONSIBLE, "Ansvarlig", "Ansvarleg", "Responsible")                                                     \
        X(DUE, "Frist", "Frist", "Due")                                                                             \
        X(NEXT_MEETINGS, "Neste møter", "Neste møte", "Next meetings")                                              \
        X(NO_MATTERS, "Ingen saker.", "Ingen saker.", "No matters.")                                                \
        X(PRESENTED_BY, "Innledet av", "Innleia av", "Presented by")                                                \
        X(ATTACHMENTS, "Vedlegg", "Vedlegg", "Attachments")                                                         \
        X(ORGANISATION_FACTS, "Om organisasjonen", "Om organisasjonen", "About the organisation")                   \
        X(SECTOR, "Sektor", "Sektor", "Sector")                                                                     \
        X(ORGNR, "Organisasjonsnummer", "Organisasjonsnummer", "Organisation number")                               \
        X(NAMES, "Navn gjennom tidene", "Namn gjennom tidene", "Names through time")                                \
        X(PREDECESSORS, "Kommer av", "Kjem av", "Came out of")                                                      \
        X(COMPRISES, "Består av", "Består av", "Comprises")                                                         \
        X(SITS_IN, "Sitter i", "Sit i", "Sits in")                                                                  \
        X(HAS_ESTABLISHED, "Har opprettet", "Har oppretta", "Has established")                                      \
        X(IS_PARTY, "Er part i", "Er part i", "Is a party to")                                                      \
        X(IS_ASKED, "Skal følge opp", "Skal følgje opp", "Has to follow up")                                        \
        X(BODY, "Organ", "Organ", "Body")                                                                           \
        X(FROM_DATE, "fra", "frå", "from")                                                                          \
        X(UNTIL_DATE, "til", "til", "until")                                                                        \
        X(NOT_FOUND_ADVICE,                                                                                         \
          "Adressen kan være skrevet feil, eller siden er flyttet. Søk, eller begynn på nytt.",                     \
          "Adressa kan vere skriven feil, eller sida er flytta. Søk, eller byrj på nytt.",                          \
          "The address may be misspelt, or the page has moved. Search, or begin anew.")                             \
        X(TRY_AGAIN, "Prøv igjen om litt.", "Prøv igjen om litt.", "Try again in a while.")                         \
        X(REQUEST_ID, "Oppgi denne hvis du spør om hjelp", "Oppgi denne om du spør om hjelp",                       \
          "Quote this if you ask for help")                                                                         \
        X(TO_FRONT, "Til forsiden", "Til framsida", "To the front page")                                            \
        X(DOCS_TITLE, "API-dokumentasjon", "API-dokumentasjon", "API documentation")                                \
        X(DOCS_LEAD,                                                                                                \
          "Hver operasjon kan prøves mot denne tjeneren. En nøkkel som skrives inn, blir på siden og "           \
          "lagres "                                                                                                 \
          "ikke.",                                                                                                  \
          "Kvar operasjon kan prøvast mot denne tenaren. Ein nøkkel som blir skriven inn, blir verande på "      \
          "sida og blir ikkje lagra.",                                                                              \
          "Every operation can be tried against this server. A key that is entered stays in the page and "          \
          "is not stored.")                                                                                         \
        X(DOCS_NOSCRIPT, "Siden trenger JavaScript. Kontrakten kan også leses som den er:",                         \
          "Sida treng JavaScript. Kontrakten kan òg lesast som han er:",                                            \
          "The page needs JavaScript. The contract can also be read as it is:")

enum say {
#define X(name, nb, nn, en) SAY_##name,
        PAGE_WORDS(X)
#undef X
                SAY_COUNT
};
const char *say(enum say what, enum language language);

/* The groups of names that the contract's schemas enumerate. */
enum terms {
        TERMS_BODY_KIND,
        TERMS_BODY_KINDS, /* the same in the plural, for headings */
        TERMS_DECISION_MODE,
        TERMS_RULE_KIND,
        TERMS_FORCE,
        TERMS_ROLE,
        TERMS_AGREEMENT_KIND,
        TERMS_MEETING_STATUS,
        TERMS_ITEM_KIND,
        TERMS_ACTION_KIND,
        TERMS_ACTION_STATUS,
        TERMS_DUE,
        TERMS_ORGANISATION_KIND,
        TERMS_SECTOR,
        TERMS_FOUND,
        TERMS_MINUTES_STATUS,
        TERMS_DOCUMENT_KIND,
        TERMS_MEDIA_TYPE
};

/* What people call it; the name itself where there are no words for it, "" for NULL. */
const char *term(enum terms group, const char *name, enum language language);

/* The names of a group in their order, one by one from 0; NULL after the last. */
const char *term_name(enum terms group, size_t index);
