/*
 * discovery - documents by which programs find the register: which pages crawlers may read (robots.txt) and
 * where they are (sitemap.xml), the API's catalogue (RFC 9727), and whom to report security problems to (RFC
 * 9116).
 *
 * Absolute addresses begin with SAMRAD_PUBLIC_URL. If it is not set, addresses are relative to the document,
 * as far as its format permits that.
 */
#include "site/site_handlers.h"

#include "base/hash.h"
#include "site/parts/assets.h"
#include "site/subrequest.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

/* The most addresses that a sitemap may have (sitemaps.org). */
#define SITEMAP_MAX 50000

/* How long security.txt is valid from the day it is read; RFC 9116 recommends less than a year. */
#define SECURITY_MONTHS 6

static const char *public_address(const struct registry *registry)
{
        return registry->public_url ? registry->public_url : "";
}

/* Completes the answer with a media type and a hash of the body as its entity tag. */
static bool finish_answer(struct call *call, const char *media_type)
{
        struct answer *answer = &call->answer;
        if (buffer_is_full(&answer->body))
                return call_fail_internal(call, "a document too large");
        answer->media_type = media_type;
        answer->etag = arena_format(call->arena, "W/\"d%016" PRIx64 "\"",
                                    hash_bytes(answer->body.bytes, answer->body.length));
        return true;
}

bool robots_handler(struct registry *registry, struct call *call)
{
        buffer_add_string(&call->answer.body, "User-agent: *\n"
                                              "Allow: /v1/catalogue\n"
                                              "Allow: /v1/openapi\n"
                                              "Disallow: /v1/\n"
                                              "Disallow: /search?\n");
        if (registry->public_url)
                buffer_format(&call->answer.body, "\nSitemap: %s/sitemap.xml\n", registry->public_url);
        return finish_answer(call, "text/plain; charset=utf-8");
}

bool icon_handler(struct registry *registry, struct call *call)
{
        (void)registry;
        const struct embedded *icon = asset_find(asset_name("mark.svg"));
        if (!icon)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        buffer_add(&call->answer.body, icon->text, icon->length);
        return finish_answer(call, "image/svg+xml");
}

/* Adds the pages of all resources of a collection to the sitemap. */
static bool add_pages(struct registry *registry, struct call *call, const char *collection, size_t *count)
{
        const char *target =
                arena_format(call->arena, "/v1/%s?limit=500&sort=id&fields=updatedAt", collection);
        while (target) {
                json_t *list, *item;
                size_t i;
                if (!subrequest(registry, call, target, &list))
                        return false;
                json_array_foreach(json_object_get(list, "items"), i, item) {
                        if ((*count)++ >= SITEMAP_MAX)
                                return true;
                        buffer_format(&call->answer.body,
                                      "<url><loc>%s/%s/%s</loc><lastmod>%s</lastmod></url>\n",
                                      registry->public_url, collection,
                                      json_string_value(json_object_get(item, "id")),
                                      json_string_value(json_object_get(item, "updatedAt")));
                }
                target = json_string_value(json_object_get(list, "next"));
        }
        return true;
}

bool sitemap_handler(struct registry *registry, struct call *call)
{
        static const char *const places[] = {"", "bodies", "agreements", "docs"};
        static const char *const collections[] = {"bodies", "agreements", "meetings", "organisations"};
        if (!registry->public_url) /* a sitemap must have absolute addresses */
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        size_t count = sizeof places / sizeof *places;
        struct buffer *out = &call->answer.body;
        buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
                buffer_format(out, "<url><loc>%s/%s</loc></url>\n", registry->public_url, places[i]);
        for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
                if (!add_pages(registry, call, collections[i], &count))
                        return false;
        buffer_add_string(out, "</urlset>\n");
        return finish_answer(call, "application/xml");
}

bool security_handler(struct registry *registry, struct call *call)
{
        if (!registry->catalogue.security_contact)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        struct tm day;
        time_t now = time(NULL);
        gmtime_r(&now, &day);
        int month = day.tm_mon + SECURITY_MONTHS;
        buffer_format(&call->answer.body,
                      "Contact: %s\nExpires: %04d-%02d-01T00:00:00Z\nPreferred-Languages: nb, nn, en\n",
                      registry->catalogue.security_contact, day.tm_year + 1900 + month / 12, month % 12 + 1);
        if (registry->public_url)
                buffer_format(&call->answer.body, "Canonical: %s/.well-known/security.txt\n",
                              registry->public_url);
        return finish_answer(call, "text/plain; charset=utf-8");
}

bool api_catalog_handler(struct registry *registry, struct call *call)
{
        const char *at = public_address(registry);
        buffer_format(
                &call->answer.body,
                "{\"linkset\":["
                "{\"anchor\":\"%s/.well-known/api-catalog\",\"item\":[{\"href\":\"%s/v1/openapi.json\"}]},"
                "{\"anchor\":\"%s/v1/openapi.json\","
                "\"service-desc\":[{\"href\":\"%s/v1/openapi.json\",\"type\":\"application/json\"},"
                "{\"href\":\"%s/v1/openapi.yaml\",\"type\":\"application/yaml\"}],"
                "\"service-doc\":[{\"href\":\"%s/docs\",\"type\":\"text/html\"}],"
                "\"service-meta\":[{\"href\":\"%s/v1/catalogue\",\"type\":\"text/turtle\"}],"
                "\"status\":[{\"href\":\"%s/health/ready\",\"type\":\"application/json\"}],"
                "\"license\":[{\"href\":\"https://data.norge.no/nlod/no/2.0\"}]}]}\n",
                at, at, at, at, at, at, at, at);
        return finish_answer(call, "application/linkset+json");
}
