/*
 * fault - what is wrong with an input, place by place, and the words for it in three languages.
 *
 * Whoever finds a fault adds it to the list and goes on looking: a caller is told of all of them at once. A
 * place is a JSON pointer into the body (RFC 6901), the name of a parameter, or a header. The words live in
 * one table; {0} and {1} in them stand for the two arguments, {0:felt|felter} for the first as a number and
 * the word for so many.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum language { LANGUAGE_NB, LANGUAGE_NN, LANGUAGE_EN, LANGUAGE_COUNT };

enum fault_place { FAULT_POINTER, FAULT_PARAMETER, FAULT_HEADER };

/* code, nb, nn, en: the code is what programs read, so it never changes. */
#define FAULTS(X)                                                                                            \
        X(TYPE, "type", "Skal være {0}.", "Skal vere {0}.", "Must be {0}.")                                  \
        X(REQUIRED, "required", "Feltet «{0}» mangler.", "Feltet «{0}» manglar.",                            \
          "The member '{0}' is missing.")                                                                    \
        X(UNKNOWN_PROPERTY, "unknown_property", "Feltet «{0}» er ukjent.", "Feltet «{0}» er ukjent.",        \
          "The member '{0}' is unknown.")                                                                    \
        X(UNKNOWN_PROPERTY_NEAR, "unknown_property", "Feltet «{0}» er ukjent. Mente du «{1}»?",              \
          "Feltet «{0}» er ukjent. Meinte du «{1}»?", "The member '{0}' is unknown. Did you mean '{1}'?")    \
        X(READ_ONLY, "read_only", "Feltet «{0}» settes av registeret.",                                      \
          "Feltet «{0}» blir sett av registeret.", "The member '{0}' is set by the register.")               \
        X(ENUM, "enum", "Skal være en av: {0}.", "Skal vere ein av: {0}.", "Must be one of: {0}.")           \
        X(CONST, "const", "Skal være {0}.", "Skal vere {0}.", "Must be {0}.")                                \
        X(MIN_LENGTH, "min_length", "Skal ha minst {0} tegn.", "Skal ha minst {0} teikn.",                   \
          "Must have at least {0:character|characters}.")                                                    \
        X(MAX_LENGTH, "max_length", "Kan ha høyst {0} tegn.", "Kan ha høgst {0} teikn.",                     \
          "May have at most {0:character|characters}.")                                                      \
        X(MINIMUM, "minimum", "Skal være minst {0}.", "Skal vere minst {0}.", "Must be at least {0}.")       \
        X(MAXIMUM, "maximum", "Kan være høyst {0}.", "Kan vere høgst {0}.", "May be at most {0}.")           \
        X(MIN_ITEMS, "min_items", "Skal ha minst {0:element|elementer}.", "Skal ha minst {0} element.",      \
          "Must have at least {0:item|items}.")                                                              \
        X(MAX_ITEMS, "max_items", "Kan ha høyst {0:element|elementer}.", "Kan ha høgst {0} element.",        \
          "May have at most {0:item|items}.")                                                                \
        X(UNIQUE_ITEMS, "unique_items", "Elementene {0} og {1} er like.", "Elementa {0} og {1} er like.",    \
          "The items {0} and {1} are equal.")                                                                \
        X(MIN_PROPERTIES, "min_properties", "Skal ha minst {0:felt|felter}.", "Skal ha minst {0} felt.",     \
          "Must have at least {0:member|members}.")                                                          \
        X(MAX_PROPERTIES, "max_properties", "Kan ha høyst {0:felt|felter}.", "Kan ha høgst {0} felt.",       \
          "May have at most {0:member|members}.")                                                            \
        X(ONE_CONDITION, "max_properties",                                                                   \
          "Kan ha bare ett felt. Flere vilkår settes sammen med «all» eller «any».",                         \
          "Kan ha berre eitt felt. Fleire vilkår blir sette saman med «all» eller «any».",                   \
          "May have one member only. Several conditions are combined with 'all' or 'any'.")                  \
        X(PATTERN, "pattern", "Har ikke den formen som kreves: {0}.",                                        \
          "Har ikkje den forma som blir kravd: {0}.", "Does not have the required form: {0}.")               \
        X(FORMAT_DATE, "format", "Er ikke en dato som finnes (ÅÅÅÅ-MM-DD).",                                 \
          "Er ikkje ein dato som finst (ÅÅÅÅ-MM-DD).", "Is not an existing date (YYYY-MM-DD).")              \
        X(FORMAT_PARTIAL_DATE, "format", "Er ikke en dato som finnes (ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD).",     \
          "Er ikkje ein dato som finst (ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD).",                                   \
          "Is not an existing date (YYYY, YYYY-MM or YYYY-MM-DD).")                                          \
        X(FORMAT_INSTANT, "format", "Er ikke et tidspunkt etter RFC 3339.",                                  \
          "Er ikkje eit tidspunkt etter RFC 3339.", "Is not an instant by RFC 3339.")                        \
        X(FORMAT_URI, "format", "Er ikke en nettadresse (http eller https).",                                \
          "Er ikkje ei nettadresse (http eller https).", "Is not an http or https address.")                 \
        X(FORMAT_ORGNR, "format", "Er ikke et gyldig organisasjonsnummer.",                                  \
          "Er ikkje eit gyldig organisasjonsnummer.", "Is not a valid organisation number.")                 \
        X(FORMAT_SHARE, "format", "Er ikke en andel, skrevet som «2/5» eller «40%».",                        \
          "Er ikkje ein del, skriven som «2/5» eller «40%».", "Is not a share written as '2/5' or '40%'.")   \
        X(FORMAT_PERIOD, "format", "Er ikke en varighet, som «P2Y», «P18M» eller «P30D».",                   \
          "Er ikkje ei lengd på tid, som «P2Y», «P18M» eller «P30D».",                                       \
          "Is not a duration such as 'P2Y', 'P18M' or 'P30D'.")                                              \
        X(ANY_OF, "any_of", "Passer ingen av de tillatte formene.", "Passar ingen av dei tillatne formene.", \
          "Matches none of the permitted forms.")                                                            \
        X(SOME_MEMBER, "any_of", "Minst ett av feltene skal være med: {0}.",                                 \
          "Minst eitt av felta skal vere med: {0}.", "At least one of the members must be there: {0}.")      \
        X(ONE_MEMBER, "one_of", "Nøyaktig ett av feltene skal være med: {0}.",                               \
          "Nøyaktig eitt av felta skal vere med: {0}.", "Exactly one of the members must be there: {0}.")    \
        X(MEMBERS_APART, "not", "Feltene kan ikke stå sammen: {0}.", "Felta kan ikkje stå saman: {0}.",      \
          "The members cannot stand together: {0}.")                                                         \
        X(DEPENDENT_REQUIRED, "dependent_required", "Feltet «{0}» kan bare stå sammen med «{1}».",           \
          "Feltet «{0}» kan berre stå saman med «{1}».",                                                     \
          "The member '{0}' can stand only together with '{1}'.")                                            \
        X(ONE_OF, "one_of", "Skal passe nøyaktig én av de tillatte formene.",                                \
          "Skal passe nøyaktig éi av dei tillatne formene.",                                                 \
          "Must match exactly one of the permitted forms.")                                                  \
        X(NOT, "not", "Har en form som ikke er tillatt.", "Har ei form som ikkje er tillaten.",              \
          "Has a form that is not permitted.")                                                               \
        X(NATIONAL_IDENTITY, "national_identity_number",                                                     \
          "Ser ut til å inneholde et fødselsnummer eller D-nummer. Slike lagres ikke her.",                  \
          "Ser ut til å innehalde eit fødselsnummer eller D-nummer. Slike blir ikkje lagra her.",            \
          "Seems to contain a national identity number. None is stored here.")                               \
        X(CONTROL_CHARACTER, "control_character", "Inneholder et styretegn.", "Inneheld eit styreteikn.",    \
          "Contains a control character.")                                                                   \
        X(UNKNOWN_REFERENCE, "unknown_reference", "«{0}» finnes ikke i {1}.", "«{0}» finst ikkje i {1}.",    \
          "There is no '{0}' in {1}.")                                                                       \
        X(END_BEFORE_START, "end_before_start", "Slutten kommer før starten.", "Slutten kjem før starten.",  \
          "The end comes before the start.")                                                                 \
        X(OVERLAP, "overlap", "Gyldighetstiden overlapper {0}.", "Gyldigheitstida overlappar {0}.",          \
          "The validity overlaps {0}.")                                                                      \
        X(TAKEN, "taken", "Brukes allerede av «{0}».", "Er alt i bruk av «{0}».",                            \
          "Is already used by '{0}'.")                                                                       \
        X(ID_MISMATCH, "id_mismatch", "Er ikke den samme som i adressen: «{0}».",                            \
          "Er ikkje den same som i adressa: «{0}».", "Is not the one in the address: '{0}'.")                \
        X(ONE_OF_MEMBERS, "one_of_members", "Nøyaktig ett av feltene {0} skal være gitt.",                   \
          "Nøyaktig eitt av felta {0} skal vere gitt.", "Exactly one of the members {0} must be given.")     \
        X(NO_VOTE, "no_vote", "Rollen «{0}» har ikke stemmerett.", "Rolla «{0}» har ikkje røysterett.",      \
          "The role '{0}' has no vote.")                                                                     \
        X(PREFERRED, "preferred",                                                                            \
          "Nøyaktig ett utsagn om «{0}» skal være foretrukket, og likt feltet selv.",                        \
          "Nøyaktig eitt utsegn om «{0}» skal vere føretrekt, og likt feltet sjølv.",                        \
          "Exactly one statement of '{0}' must be preferred, and equal to the member itself.")               \
        X(DUPLICATE, "duplicate", "«{0}» er brukt mer enn én gang.", "«{0}» er brukt meir enn éin gong.",    \
          "'{0}' is used more than once.")                                                                   \
        X(CIRCLE, "circle", "Viser i ring: {0}.", "Viser i ring: {0}.", "Refers in a circle: {0}.")          \
        X(CONTRADICTION, "contradiction", "Utvalget motsier seg selv.", "Utvalet motseier seg sjølv.",       \
          "The selector contradicts itself.")                                                                \
        X(MIN_OVER_MAX, "min_over_max", "Minste tall er større enn største.",                                \
          "Minste tal er større enn største.", "The minimum is over the maximum.")                           \
        X(TOO_DEEP, "too_deep", "Er nøstet dypere enn {0}.", "Er nøsta djupare enn {0}.",                    \
          "Is nested more than {0} deep.")                                                                   \
        X(TOO_MANY, "too_many", "Har flere enn {0}.", "Har fleire enn {0}.", "Has more than {0}.")           \
        X(NOT_FOR_KIND, "not_for_kind", "Hører ikke til regler av slaget «{0}».",                            \
          "Høyrer ikkje til reglar av slaget «{0}».", "Does not belong to rules of the kind '{0}'.")         \
        X(UNKNOWN_PARAMETER, "unknown_parameter", "Parameteren er ukjent.", "Parameteren er ukjend.",        \
          "The parameter is unknown.")                                                                       \
        X(UNKNOWN_PARAMETER_NEAR, "unknown_parameter", "Parameteren er ukjent. Mente du «{0}»?",             \
          "Parameteren er ukjend. Meinte du «{0}»?", "The parameter is unknown. Did you mean '{0}'?")        \
        X(REPEATED_PARAMETER, "repeated_parameter", "Parameteren kan gis bare én gang.",                     \
          "Parameteren kan berre givast éin gong.", "The parameter may be given only once.")                 \
        X(PERCENT_ESCAPE, "percent_escape", "Har en ugyldig prosentkode.", "Har ein ugyldig prosentkode.",   \
          "Has an invalid percent escape.")                                                                  \
        X(NOT_UTF8, "not_utf8", "Er ikke gyldig UTF-8.", "Er ikkje gyldig UTF-8.", "Is not valid UTF-8.")    \
        X(UNKNOWN_NAME, "unknown_name", "«{0}» kan ikke brukes her.", "«{0}» kan ikkje brukast her.",        \
          "'{0}' cannot be used here.")                                                                      \
        X(UNKNOWN_NAME_NEAR, "unknown_name", "«{0}» kan ikke brukes her. Mente du «{1}»?",                   \
          "«{0}» kan ikkje brukast her. Meinte du «{1}»?", "'{0}' cannot be used here. Did you mean '{1}'?") \
        X(BAD_CURSOR, "cursor", "Er ikke en markør fra denne listen.",                                       \
          "Er ikkje ein markør frå denne lista.", "Is not a cursor of this list.")                           \
        X(STILL_ANSWERED, "still_answered", "Oppfølging {0} må bli stående: den besvares i «{1}».",          \
          "Oppfølging {0} må bli ståande: ho blir svara på i «{1}».",                                        \
          "Action {0} has to stay: it is answered in '{1}'.")                                                \
        X(ERASED, "erased", "Personen er slettet: om den skrives ingenting annet.",                          \
          "Personen er sletta: om den blir ingenting anna skrive.",                                          \
          "The person is erased: nothing else is written of the person.")                                    \
        X(IN_FUTURE, "in_future", "Er ennå ikke kommet: et svar om det ville ikke bli stående.",             \
          "Er enno ikkje kome: eit svar om det ville ikkje bli ståande.",                                    \
          "Is still to come: an answer about it would not stay true.")                                       \
        X(BAD_ETAG, "etag", "Er ikke en gyldig liste av ETag-er.", "Er ikkje ei gyldig liste av ETag-ar.",   \
          "Is not a valid list of entity tags.")                                                             \
        X(RESTRICTED, "restricted", "Krever tilgangen «{0}».", "Krev tilgangen «{0}».",                      \
          "Needs the scope '{0}'.")                                                                          \
        X(JSON_SYNTAX, "json_syntax", "Er ikke gyldig JSON: linje {0}, kolonne {1}.",                        \
          "Er ikkje gyldig JSON: linje {0}, kolonne {1}.", "Is not valid JSON: line {0}, column {1}.")       \
        X(JSON_DUPLICATE_KEY, "json_duplicate_key", "Samme felt står to ganger: linje {0}, kolonne {1}.",    \
          "Same felt står to gonger: linje {0}, kolonne {1}.",                                               \
          "A member stands twice: line {0}, column {1}.")                                                    \
        X(JSON_NUL, "json_nul", "Inneholder tegnet NUL.", "Inneheld teiknet NUL.",                           \
          "Contains the character NUL.")                                                                     \
        X(JSON_NUMBER, "json_number", "Tallet er for stort: linje {0}, kolonne {1}.",                        \
          "Talet er for stort: linje {0}, kolonne {1}.", "The number is too large: line {0}, column {1}.")   \
        X(EMPTY_BODY, "empty_body", "Kroppen er tom.", "Kroppen er tom.", "The body is empty.")              \
        X(NO_ITEMS, "no_items", "Fant ingen saker i teksten.", "Fann ingen saker i teksten.",                \
          "No items were found in the text.")                                                                \
        X(PDF_UNREADABLE, "pdf_unreadable", "Er ikke en PDF som kan leses.",                                 \
          "Er ikkje ein PDF som kan lesast.", "Is not a PDF that can be read.")                              \
        X(PDF_NO_TEXT, "pdf_no_text", "PDF-en har ingen tekst, kanskje bare bilder av sider.",               \
          "PDF-en har ingen tekst, kanskje berre bilete av sider.",                                          \
          "The PDF has no text, perhaps only pictures of pages.")                                            \
        X(PDF_BEYOND, "pdf_beyond", "PDF-en er for stor eller for krevende å lese.",                         \
          "PDF-en er for stor eller for krevjande å lese.",                                                  \
          "The PDF is too large or too demanding to read.")                                                  \
        X(MEDIA_MISMATCH, "media_mismatch", "Innholdet er {0}, ikke {1} som Content-Type sier.",             \
          "Innhaldet er {0}, ikkje {1} som Content-Type seier.",                                             \
          "The content is {0}, not {1} as Content-Type says.")                                               \
        X(MEDIA_UNKNOWN, "media_unknown",                                                                    \
          "Innholdet er ikke {0}, som Content-Type sier, og ikke noe annet som lagres her.",                 \
          "Innhaldet er ikkje {0}, som Content-Type seier, og ikkje noko anna som blir lagra her.",          \
          "The content is not {0}, as Content-Type says, nor anything else that is stored here.")            \
        X(CONTENT_DIFFERS, "content_differs", "Innholdet med denne sjekksummen er {0}, {1} byte.",           \
          "Innhaldet med denne sjekksummen er {0}, {1} byte.",                                               \
          "The content with this checksum is {0}, {1} bytes.")                                               \
        /* sentences that explain a whole problem */                                                         \
        X(NO_SUCH_PATH, "no_such_path", "Det finnes ingen ressurs på denne adressen.",                       \
          "Det finst ingen ressurs på denne adressa.", "There is no resource at this address.")              \
        X(NO_SUCH_RESOURCE, "no_such_resource", "Det finnes ingen «{0}» i {1}.",                             \
          "Det finst ingen «{0}» i {1}.", "There is no '{0}' in {1}.")                                       \
        X(NO_CONTENT, "no_content", "Dokumentet har ikke noe innhold her.",                                  \
          "Dokumentet har ikkje noko innhald her.", "The document has no content here.")                     \
        X(IS_LINK, "is_link", "Dokumentet er en lenke: {0}", "Dokumentet er ei lenkje: {0}",                 \
          "The document is a link: {0}")                                                                     \
        X(BYTES_MISSING, "bytes_missing",                                                                    \
          "Innholdet er ikke her: det er ikke lastet opp ennå, eller det er slettet. SHA-256: {0}",          \
          "Innhaldet er ikkje her: det er ikkje lasta opp enno, eller det er sletta. SHA-256: {0}",          \
          "The content is not here: it was not uploaded yet, or it was erased. SHA-256: {0}")                \
        X(NO_SUCH_RANGE, "no_such_range", "Det er {0} byte.", "Det er {0} byte.", "There are {0} bytes.")    \
        X(METHODS, "methods", "Her kan en bruke {0}.", "Her kan ein bruke {0}.",                             \
          "What can be used here: {0}.")                                                                     \
        X(SEE_ERRORS, "see_errors", "Feilene står i «errors».", "Feila står i «errors».",                    \
          "The faults are listed in 'errors'.")                                                              \
        X(NEEDS_KEY, "needs_key",                                                                            \
          "Dette krever «Authorization: Bearer» med en gyldig nøkkel eller et gyldig token.",                \
          "Dette krev «Authorization: Bearer» med ein gyldig nøkkel eller eit gyldig token.",                \
          "This needs 'Authorization: Bearer' with a valid key or token.")                                   \
        X(BAD_KEY, "bad_key", "Nøkkelen er ukjent, utløpt eller trukket tilbake.",                           \
          "Nøkkelen er ukjend, utgått eller trekt tilbake.", "The key is unknown, expired or revoked.")      \
        X(TOKEN_MALFORMED, "token_malformed", "Tokenet kan ikke leses.", "Tokenet kan ikkje lesast.",        \
          "The token cannot be read.")                                                                       \
        X(TOKEN_HEADER, "token_header", "Tokenets hode er ikke tillatt: «{0}».",                             \
          "Hovudet i tokenet er ikkje tillate: «{0}».", "The token's header is not permitted: '{0}'.")       \
        X(TOKEN_KEY, "token_key", "Tokenet er signert med en ukjent nøkkel.",                                \
          "Tokenet er signert med ein ukjend nøkkel.", "The token is signed with an unknown key.")           \
        X(TOKEN_SIGNATURE, "token_signature", "Tokenets signatur stemmer ikke.",                             \
          "Signaturen i tokenet stemmer ikkje.", "The token's signature does not fit.")                      \
        X(TOKEN_EXPIRED, "token_expired", "Tokenet er utløpt.", "Tokenet er utgått.",                        \
          "The token has expired.")                                                                          \
        X(TOKEN_NOT_YET, "token_not_yet", "Tokenet gjelder ikke ennå.", "Tokenet gjeld ikkje enno.",         \
          "The token is not valid yet.")                                                                     \
        X(TOKEN_CLAIM, "token_claim", "Tokenets «{0}» mangler eller er ikke som det skal være.",             \
          "«{0}» i tokenet manglar eller er ikkje som det skal vere.",                                       \
          "The token's '{0}' is missing or not as it has to be.")                                            \
        X(TOKEN_KEYS_AWAY, "token_keys_away",                                                                \
          "Utstederens nøkler er ikke å få tak i nå. Prøv igjen om litt.",                                   \
          "Nøklane til utferdaren er ikkje å få tak i no. Prøv igjen om litt.",                              \
          "The issuer's keys cannot be had now. Try again shortly.")                                         \
        X(NEEDS_SCOPE, "needs_scope", "Dette krever tilgangen «{0}».", "Dette krev tilgangen «{0}».",        \
          "This needs the scope '{0}'.")                                                                     \
        X(BOUND_TO, "bound_to",                                                                              \
          "Nøkkelen skriver bare det som hører til organer som er opprettet av eller har sekretariat i: "  \
          "{0}.",                                                                                            \
          "Nøkkelen skriv berre det som høyrer til organ som er oppretta av eller har sekretariat i: {0}.",  \
          "The key writes only what belongs to bodies that are established by, or have their secretariat "   \
          "in: {0}.")                                                                                        \
        X(BOUND_TO_NONE, "bound_to_none",                                                                    \
          "Den som skriver, er ikke bundet til noen organisasjon i registeret, og kan ikke skrive noe.",     \
          "Den som skriv, er ikkje bunden til nokon organisasjon i registeret, og kan ikkje skrive noko.",   \
          "The writer is not bound to any organisation in the register, and can write nothing.")             \
        X(KEPT_BY_OTHERS, "kept_by_others", "Organet «{0}» er opprettet av eller har sekretariat i: {1}.",   \
          "Organet «{0}» er oppretta av eller har sekretariat i: {1}.",                                      \
          "The body '{0}' is established by, or has its secretariat in: {1}.")                               \
        X(WOULD_BE_KEPT_BY_OTHERS, "would_be_kept_by_others",                                                \
          "Organet «{0}» ville være opprettet av eller ha sekretariat i: {1}.",                              \
          "Organet «{0}» ville vere oppretta av eller ha sekretariat i: {1}.",                               \
          "The body '{0}' would be established by, or have its secretariat in: {1}.")                        \
        X(KEPT_BY_NOBODY, "kept_by_nobody",                                                                  \
          "Organet «{0}» har ingen kjent oppretter og ikke noe sekretariat.",                                \
          "Organet «{0}» har ingen kjend opprettar og ikkje noko sekretariat.",                              \
          "The body '{0}' has no known founder and no secretariat.")                                         \
        X(BOUND_TO_NOBODY, "bound_to_nobody", "Den som har «{0}», kan ikke være bundet til organisasjoner.", \
          "Den som har «{0}», kan ikkje vere bunden til organisasjonar.",                                    \
          "Whoever has '{0}' cannot be bound to organisations.")                                             \
        X(NOT_BELOW_BODY, "not_below_body", "«{0}» i {1} hører ikke til noe organ.",                         \
          "«{0}» i {1} høyrer ikkje til noko organ.", "'{0}' in {1} does not belong to a body.")             \
        X(STALE, "stale", "Ressursen er nå versjon {0}.", "Ressursen er no versjon {0}.",                    \
          "The resource is now version {0}.")                                                                \
        X(ABSENT, "absent", "Ressursen finnes ikke.", "Ressursen finst ikkje.",                              \
          "The resource does not exist.")                                                                    \
        X(PRESENT, "present", "Ressursen finnes allerede.", "Ressursen finst alt.",                          \
          "The resource exists already.")                                                                    \
        X(REFERRED_TO, "referred_to", "Andre ressurser viser hit; de står i «referrers».",                   \
          "Andre ressursar viser hit; dei står i «referrers».",                                              \
          "Other resources refer to this one; they are listed in 'referrers'.")                              \
        X(CHANGED_MEANWHILE, "changed_meanwhile", "Noen andre skrev samtidig. Prøv igjen.",                  \
          "Nokon andre skreiv samstundes. Prøv igjen.", "Somebody else wrote at the same time. Try again.")  \
        X(LIMIT_BYTES, "limit_bytes", "Grensen er {0} byte.", "Grensa er {0} byte.",                         \
          "The limit is {0} bytes.")                                                                         \
        X(MEDIA_TYPES, "media_types", "Her kan en bruke {0}.", "Her kan ein bruke {0}.",                     \
          "What can be used here: {0}.")                                                                     \
        X(MALFORMED_REQUEST, "malformed_request", "Forespørselen er ikke gyldig HTTP: {0}.",                 \
          "Førespurnaden er ikkje gyldig HTTP: {0}.", "The request is not valid HTTP: {0}.")                 \
        X(TOO_OFTEN, "too_often", "Prøv igjen om {0} s.", "Prøv igjen om {0} s.", "Try again in {0} s.")     \
        X(NOT_NOW, "not_now", "Prøv igjen om litt.", "Prøv igjen om litt.", "Try again shortly.")            \
        X(REFERENCE_ID, "reference_id", "Meld fra om det, med forespørselens id {0}.",                       \
          "Meld frå om det, med id-en til førespurnaden, {0}.",                                              \
          "Please report it, with the request's id {0}.")                                                    \
        X(SORT_WITH_MODIFIED, "sort_with_modified", "Med «modifiedSince» sorteres det etter «updatedAt».",   \
          "Med «modifiedSince» blir det sortert etter «updatedAt».",                                         \
          "With 'modifiedSince' the order is by 'updatedAt'.")                                               \
        X(CSV, "csv", "Er ikke en rad med like mange celler som overskriften.",                              \
          "Er ikkje ei rad med like mange celler som overskrifta.",                                          \
          "Is not a record with as many cells as the header.")                                               \
        X(NOT_IN_THIS_FORM, "not_in_this_form", "Kan ikke gis i denne formen: {0}.",                         \
          "Kan ikkje givast i denne forma: {0}.", "Cannot be given in this form: {0}.")                      \
        X(FROM_AFTER_TO, "from_after_to", "«from» er etter «to».", "«from» er etter «to».",                  \
          "'from' is after 'to'.")                                                                           \
        X(TOO_LONG, "too_long", "Kan være høyst {0} år.", "Kan vere høgst {0} år.",                          \
          "May be at most {0} years.")                                                                       \
        X(PAST_LIMIT, "past_limit", "Er for stort til å kunne sjekkes ({0}).",                               \
          "Er for stort til å kunne sjekkast ({0}).", "Is too large to be checked ({0}).")                   \
        X(MAP_TOO_LARGE, "map_too_large",                                                                    \
          "Kartet har flere enn {0} punkter. Avgrens med «body» og «depth», «kind», «area» eller «edge».",   \
          "Kartet har fleire enn {0} punkt. Avgrens med «body» og «depth», «kind», «area» eller «edge».",    \
          "The map has more than {0} nodes. Narrow it by 'body' and 'depth', 'kind', 'area' or 'edge'.")     \
        X(NOT_TOGETHER, "not_together", "Kan ikke brukes sammen med «{0}».",                                 \
          "Kan ikkje brukast saman med «{0}».", "Cannot be used together with '{0}'.")                       \
        X(ONLY_IN_FORM, "only_in_form", "Kan bare brukes med formen {0}.",                                   \
          "Kan berre brukast med forma {0}.", "Can only be used with the form {0}.")                         \
        X(TOO_MANY_WAITING, "too_many_waiting", "Det er for mange som venter på endringer nå.",              \
          "Det er for mange som ventar på endringar no.", "Too many are waiting for changes now.")           \
        X(HTTPS, "https", "Skal begynne med https://.", "Skal begynne med https://.",                        \
          "Must begin with https://.")                                                                       \
        X(TOO_MANY_WEBHOOKS, "too_many_webhooks", "Flere enn {0} abonnementer kan en ikke ha.",              \
          "Fleire enn {0} abonnement kan ein ikkje ha.", "One may have no more than {0} subscriptions.")     \
        X(WOULD_BREAK, "would_break", "Organet «{0}» ville bryte en regel: {1}",                             \
          "Organet «{0}» ville bryte ein regel: {1}", "The body '{0}' would break a rule: {1}")              \
        X(STILL_RUNNING, "still_running", "Den første forespørselen med denne nøkkelen er ikke ferdig.",     \
          "Den første førespurnaden med denne nøkkelen er ikkje ferdig.",                                    \
          "The first request with this key has not ended yet.")                                              \
        X(KEY_REUSED, "key_reused", "Nøkkelen er brukt til en annen forespørsel.",                           \
          "Nøkkelen er brukt til ein annan førespurnad.", "The key was used for another request.")           \
        X(NOT_YET, "not_yet", "Registeret har ikke revisjon {0} ennå.",                                      \
          "Registeret har ikkje revisjon {0} enno.", "The register does not have revision {0} yet.")         \
        X(NOT_IN_TRANSACTION, "not_in_transaction",                                                          \
          "I en transaksjon kan en bare skrive enkelte ressurser.",                                          \
          "I ein transaksjon kan ein berre skrive einskilde ressursar.",                                     \
          "A transaction takes only writes of single resources.")                                            \
        X(NULL_OUTSIDE_PATCH, "null", "null kan bare brukes i PATCH.", "null kan berre brukast i PATCH.",    \
          "null can only be used in PATCH.")

enum fault_code {
#define X(name, code, nb, nn, en) FAULT_##name,
        FAULTS(X)
#undef X
                FAULT_CODE_COUNT
};

struct fault {
        enum fault_place place;
        enum fault_code code;
        const char *where; /* pointer, parameter or header */
        const char *args[2];
        size_t line; /* of an upload, from 1; 0: there are no lines */
        struct fault *next;
};

/* More faults than this are counted, not listed: a caller mends the first hundred first. */
#define FAULTS_LISTED_MAX 100

struct faults {
        struct arena *arena; /* holds the copies of all strings */
        struct fault *first, **last;
        size_t count;
        size_t listed_max;
        size_t line; /* what is added stands on it */
        bool out_of_memory;
};

void fault_init(struct faults *faults, struct arena *arena);

/* Adds a fault; strings are copied into the arena. Arguments that the words do not use may be NULL. */
void fault_add(struct faults *faults, enum fault_place place, const char *where, enum fault_code code,
               const char *arg0, const char *arg1);

/* The code as programs read it, and the other way round (for faults that the database finds);
 * FAULT_CODE_COUNT if there is none of that name. */
const char *fault_code_name(enum fault_code code);
enum fault_code fault_code_find(const char *name);

/* The sentence, in the arena; NULL if memory runs out. */
const char *fault_text(struct arena *arena, const struct fault *fault, enum language language);
