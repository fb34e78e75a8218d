/*
 * problem - the kinds of refusal and failure that a caller can meet (RFC 9457), in one table.
 *
 * Type, status and title stand here and nowhere else. The type is relative to the register's own address and
 * never changes its meaning.
 */
#pragma once

#include "words/fault.h"

/* name, status, type, nb, nn, en */
#define PROBLEMS(X)                                                                                          \
        X(BAD_REQUEST, 400, "bad-request", "Forespørselen er ikke gyldig", "Førespurnaden er ikkje gyldig",  \
          "The request is not valid")                                                                        \
        X(UNAUTHORIZED, 401, "unauthorized", "Nøkkel mangler eller gjelder ikke",                            \
          "Nøkkel manglar eller gjeld ikkje", "The key is missing or not valid")                             \
        X(FORBIDDEN, 403, "forbidden", "Nøkkelen gir ikke denne tilgangen",                                  \
          "Nøkkelen gir ikkje denne tilgangen", "The key does not give this access")                         \
        X(NOT_FOUND, 404, "not-found", "Finnes ikke", "Finst ikkje", "Not found")                            \
        X(METHOD_NOT_ALLOWED, 405, "method-not-allowed", "Metoden kan ikke brukes her",                      \
          "Metoden kan ikkje brukast her", "The method cannot be used here")                                 \
        X(NOT_ACCEPTABLE, 406, "not-acceptable", "Finnes ikke i noen av formene som ble bedt om",            \
          "Finst ikkje i nokon av formene som vart bedne om", "Not available in any of the forms asked for") \
        X(CONFLICT, 409, "conflict", "I strid med det som er lagret", "I strid med det som er lagra",        \
          "In conflict with what is stored")                                                                 \
        X(PRECONDITION_FAILED, 412, "precondition-failed", "Vilkåret i forespørselen er ikke oppfylt",       \
          "Vilkåret i førespurnaden er ikkje oppfylt", "The condition in the request does not hold")         \
        X(TOO_LARGE, 413, "too-large", "Forespørselen er for stor", "Førespurnaden er for stor",             \
          "The request is too large")                                                                        \
        X(URI_TOO_LONG, 414, "uri-too-long", "Adressen er for lang", "Adressa er for lang",                  \
          "The address is too long")                                                                         \
        X(UNSUPPORTED_MEDIA, 415, "unsupported-media-type", "Medietypen kan ikke brukes her",                \
          "Medietypen kan ikkje brukast her", "The media type cannot be used here")                          \
        X(RANGE_NOT_SATISFIABLE, 416, "range-not-satisfiable", "Det finnes ikke slike byte",                 \
          "Det finst ikkje slike byte", "There are no such bytes")                                           \
        X(UNPROCESSABLE, 422, "unprocessable", "Innholdet følger ikke kontrakten",                           \
          "Innhaldet følgjer ikkje kontrakten", "The content does not follow the contract")                  \
        X(TOO_MANY_REQUESTS, 429, "too-many-requests", "For mange forespørsler", "For mange førespurnader",  \
          "Too many requests")                                                                               \
        X(HEADERS_TOO_LARGE, 431, "headers-too-large", "Hodefeltene er for store",                           \
          "Hovudfelta er for store", "The header fields are too large")                                      \
        X(INTERNAL, 500, "internal", "Feil i tjenesten", "Feil i tenesta", "Fault in the service")           \
        X(OVERLOADED, 503, "overloaded", "Opptatt, prøv igjen om litt", "Oppteken, prøv igjen om litt",      \
          "Busy, try again shortly")                                                                         \
        X(DATABASE_DOWN, 503, "unavailable", "Databasen svarer ikke, prøv igjen om litt",                    \
          "Databasen svarer ikkje, prøv igjen om litt", "The database does not answer, try again shortly")   \
        X(TIMEOUT, 503, "timeout", "Det tok for lang tid", "Det tok for lang tid", "It took too long")

enum problem {
        PROBLEM_NONE,
#define X(name, status, type, nb, nn, en) PROBLEM_##name,
        PROBLEMS(X)
#undef X
                PROBLEM_COUNT
};

unsigned problem_status(enum problem problem);
const char *problem_type(enum problem problem);
const char *problem_title(enum problem problem, enum language language);
