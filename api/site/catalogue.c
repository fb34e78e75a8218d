/*
 * catalogue - describes the register as a dataset and as a service, for portals that collect such
 * descriptions (DCAT-AP-NO). It is written as Turtle or JSON-LD from the same tables.
 */
#include "site/site_handlers.h"

#include "base/hash.h"
#include "json/writer.h"

#include <inttypes.h>
#include <string.h>

#define TURTLE "text/turtle"

/* The kinds of values. THING: a resource of this register, as the fragment of one described here ("#dataset")
 * or a path ("/v1/export"). WORDS: a text in a language. PLAIN: a text without one. LINK: an address
 * elsewhere. */
enum value_kind { THING, WORDS, PLAIN, LINK };

/* A statement of RDF; its subject is what the description is about. A list of statements ends with one whose
 * property is NULL. */
struct statement {
        const char *property;
        enum value_kind kind;
        const char *value;
        const char *language; /* of WORDS; else NULL */
};

/* A resource and what is said of it. */
struct description {
        const char *id, *type;
        const struct statement *statements;
};

#define LICENCE "http://publications.europa.eu/resource/authority/licence/NLOD_2_0"
#define EU      "http://publications.europa.eu/resource/authority/"

static const struct statement of_catalogue[] = {
        {"dct:title", WORDS, "Samråd", "nb"},
        {"dct:title", WORDS, "Samråd", "en"},
        {"dct:description", WORDS, "Samarbeidsorganer i helse- og omsorgstjenesten som åpne data.", "nb"},
        {"dct:description", WORDS, "Cooperation bodies in Norwegian health care as open data.", "en"},
        {"dct:publisher", THING, "#publisher", NULL},
        {"dct:language", LINK, EU "language/NOB", NULL},
        {"dct:language", LINK, EU "language/ENG", NULL},
        {"dct:license", LINK, LICENCE, NULL},
        {"dcat:dataset", THING, "#dataset", NULL},
        {"dcat:service", THING, "#service", NULL},
        {NULL, THING, NULL, NULL},
};
static const struct statement of_dataset[] = {
        {"dct:title", WORDS, "Register over samarbeidsorganer", "nb"},
        {"dct:title", WORDS, "Register of cooperation bodies", "en"},
        {"dct:description", WORDS,
         "Råd, grupper, nettverk, utvalg og helsefellesskap: hvem som opprettet dem, hvem som skal sitte der "
         "og hvem som gjør det, "
         "avtaler, møter, referater, vedtak og oppfølging, med kilder og historikk.",
         "nb"},
        {"dct:description", WORDS,
         "Councils, groups, networks, committees and health communities: who established them, who shall sit "
         "there and who does, "
         "agreements, meetings, minutes, decisions and follow-ups, with sources and history.",
         "en"},
        {"dct:publisher", THING, "#publisher", NULL},
        {"dcat:contactPoint", THING, "#contact", NULL},
        {"dcat:theme", LINK, EU "data-theme/HEAL", NULL},
        {"dcat:theme", LINK, EU "data-theme/GOVE", NULL},
        {"dcat:keyword", WORDS, "samarbeid", "nb"},
        {"dcat:keyword", WORDS, "råd og utvalg", "nb"},
        {"dcat:keyword", WORDS, "helsefellesskap", "nb"},
        {"dct:accessRights", LINK, EU "access-right/PUBLIC", NULL},
        {"dct:accrualPeriodicity", LINK, EU "frequency/UPDATE_CONT", NULL},
        {"dct:spatial", LINK, EU "country/NOR", NULL},
        {"dct:language", LINK, EU "language/NOB", NULL},
        {"dct:license", LINK, LICENCE, NULL},
        {"dcat:landingPage", THING, "/", NULL},
        {"dcat:distribution", THING, "#json", NULL},
        {"dcat:distribution", THING, "#csv", NULL},
        {NULL, THING, NULL, NULL},
};
static const struct statement of_json[] = {
        {"dct:title", WORDS, "Hele registeret, en ressurs per linje", "nb"},
        {"dcat:accessURL", THING, "/v1/export", NULL},
        {"dcat:downloadURL", THING, "/v1/export", NULL},
        {"dcat:accessService", THING, "#service", NULL},
        {"dct:format", LINK, EU "file-type/JSON", NULL},
        {"dcat:mediaType", LINK, "https://www.iana.org/assignments/media-types/application/json", NULL},
        {"dct:license", LINK, LICENCE, NULL},
        {NULL, THING, NULL, NULL},
};
static const struct statement of_csv[] = {
        {"dct:title", WORDS, "Organene som tabell", "nb"},
        {"dcat:accessURL", THING, "/v1/bodies?format=csv", NULL},
        {"dcat:downloadURL", THING, "/v1/bodies?format=csv", NULL},
        {"dcat:accessService", THING, "#service", NULL},
        {"dct:format", LINK, EU "file-type/CSV", NULL},
        {"dcat:mediaType", LINK, "https://www.iana.org/assignments/media-types/text/csv", NULL},
        {"dct:license", LINK, LICENCE, NULL},
        {NULL, THING, NULL, NULL},
};
static const struct statement of_service[] = {
        {"dct:title", WORDS, "Samråds API", "nb"},
        {"dct:title", WORDS, "The API of Samråd", "en"},
        {"dct:publisher", THING, "#publisher", NULL},
        {"dcat:contactPoint", THING, "#contact", NULL},
        {"dcat:endpointURL", THING, "/v1/", NULL},
        {"dcat:endpointDescription", THING, "/v1/openapi.json", NULL},
        {"dcat:landingPage", THING, "/docs", NULL},
        {"dcat:servesDataset", THING, "#dataset", NULL},
        {"dct:accessRights", LINK, EU "access-right/PUBLIC", NULL},
        {"dct:license", LINK, LICENCE, NULL},
        {NULL, THING, NULL, NULL},
};

/* A catalogue while it is written. */
struct writing {
        struct buffer *out;
        struct arena *arena;
        const char
                *base; /* the register's public address; "" if it is not known: addresses are then relative */
        bool turtle;   /* in Turtle; else in JSON-LD */
};

/* Writes a text in quotation marks. JSON's escapes are valid in Turtle, too. */
static void write_quoted(const struct writing *writing, const char *text)
{
        struct json_writer writer = JSON_WRITER(writing->out);
        writer_text(&writer, text);
}

static const char *address_of(const struct writing *writing, const struct statement *statement)
{
        if (statement->kind == LINK)
                return statement->value;
        return arena_format(writing->arena, "%s%s%s", writing->base,
                            *statement->value == '#' ? "/v1/catalogue" : "", statement->value);
}

static void write_turtle(const struct writing *writing, const struct statement *statement)
{
        buffer_format(writing->out, " ;\n    %s ", statement->property);
        if (statement->kind == WORDS || statement->kind == PLAIN)
                write_quoted(writing, statement->value);
        else
                buffer_format(writing->out, "<%s>", address_of(writing, statement));
        if (statement->language)
                buffer_format(writing->out, "@%s", statement->language);
}

static void write_json(const struct writing *writing, const struct statement *statement)
{
        buffer_add_string(writing->out, statement->kind == WORDS || statement->kind == PLAIN ? "{\"@value\":"
                                                                                             : "{\"@id\":");
        write_quoted(writing, statement->kind == WORDS || statement->kind == PLAIN
                                      ? statement->value
                                      : address_of(writing, statement));
        if (statement->language)
                buffer_format(writing->out, ",\"@language\":\"%s\"", statement->language);
        buffer_add_char(writing->out, '}');
}

/* Writes consecutive statements with the same property, which are one list in JSON, and moves *next past
 * them. */
static void write_json_property(const struct writing *writing, const struct statement **next)
{
        const char *property = (*next)->property;
        buffer_format(writing->out, ",\"%s\":[", property);
        for (bool first = true; (*next)->property && strcmp((*next)->property, property) == 0; (*next)++) {
                buffer_add_string(writing->out, first ? "" : ",");
                write_json(writing, *next);
                first = false;
        }
        buffer_add_char(writing->out, ']');
}

static void write_description(const struct writing *writing, const struct description *description,
                              bool first)
{
        const struct statement *next = description->statements;
        if (writing->turtle) {
                buffer_format(writing->out, "\n<%s/v1/catalogue%s> a %s", writing->base, description->id,
                              description->type);
                for (; next->property; next++)
                        write_turtle(writing, next);
                buffer_add_string(writing->out, " .\n");
                return;
        }
        buffer_format(writing->out, "%s{\"@id\":\"%s/v1/catalogue%s\",\"@type\":\"%s\"", first ? "" : ",\n",
                      writing->base, description->id, description->type);
        while (next->property)
                write_json_property(writing, &next);
        buffer_add_char(writing->out, '}');
}

/* Describes the publisher and the contact of the register, as the operator has set them. */
static void write_people(const struct writing *writing, const struct registry *registry)
{
        const char *name = registry->catalogue.publisher, *number = registry->catalogue.publisher_number,
                   *contact = registry->catalogue.contact;
        const bool mail = contact && strncmp(contact, "mailto:", strlen("mailto:")) == 0;
        const struct statement publisher[] = {
                {"foaf:name", PLAIN, name ? name : "Samråd", NULL},
                {number ? "dct:identifier" : NULL, PLAIN, number, NULL},
                {NULL, THING, NULL, NULL},
        };
        const struct statement person[] = {
                {"vcard:fn", PLAIN, name ? name : "Samråd", NULL},
                {contact ? mail ? "vcard:hasEmail" : "vcard:hasURL" : NULL, LINK, contact, NULL},
                {NULL, THING, NULL, NULL},
        };
        write_description(writing, &(struct description){"#publisher", "foaf:Agent", publisher}, false);
        write_description(writing, &(struct description){"#contact", "vcard:Organization", person}, false);
}

static const char *const prefixes[][2] = {
        {"dcat", "http://www.w3.org/ns/dcat#"},
        {"dct", "http://purl.org/dc/terms/"},
        {"foaf", "http://xmlns.com/foaf/0.1/"},
        {"vcard", "http://www.w3.org/2006/vcard/ns#"},
};

static void write_prefixes(const struct writing *writing)
{
        buffer_add_string(writing->out, writing->turtle ? "" : "{\"@context\":{");
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
                if (writing->turtle)
                        buffer_format(writing->out, "@prefix %s: <%s> .\n", prefixes[i][0], prefixes[i][1]);
                else
                        buffer_format(writing->out, "%s\"%s\":\"%s\"", i ? "," : "", prefixes[i][0],
                                      prefixes[i][1]);
        }
        buffer_add_string(writing->out, writing->turtle ? "" : "},\"@graph\":[\n");
}

bool catalogue_handler(struct registry *registry, struct call *call)
{
        static const struct description descriptions[] = {
                {"", "dcat:Catalog", of_catalogue},           {"#dataset", "dcat:Dataset", of_dataset},
                {"#json", "dcat:Distribution", of_json},      {"#csv", "dcat:Distribution", of_csv},
                {"#service", "dcat:DataService", of_service},
        };
        struct answer *answer = &call->answer;
        const struct writing writing = {&answer->body, call->arena,
                                        registry->public_url ? registry->public_url : "",
                                        strcmp(call->answer_type, TURTLE) == 0};
        write_prefixes(&writing);
        for (size_t i = 0; i < sizeof descriptions / sizeof *descriptions; i++)
                write_description(&writing, &descriptions[i], i == 0);
        write_people(&writing, registry);
        buffer_add_string(&answer->body, writing.turtle ? "" : "]}\n");
        if (buffer_is_full(&answer->body))
                return call_fail_internal(call, "a document too large");
        answer->media_type = writing.turtle ? TURTLE "; charset=utf-8" : "application/ld+json";
        answer->etag = arena_format(call->arena, "W/\"d%016" PRIx64 "\"",
                                    hash_bytes(answer->body.bytes, answer->body.length));
        return true;
}
