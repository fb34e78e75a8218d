/*
 * print_rendering - writes one rendering of a fixture to standard output, for the readers of validate.py.
 *
 *     print_rendering svg|text|junit|sarif|calendar|picture nb|nn|en FILE
 *     print_rendering meetings|memberships|agreements|actions|minutes|decisions nb|nn|en FILE
 *
 * A fixture is {"body", "result"}, or {"picture", "json"}; that of the calendar is the list of coming
 * findings, and that of a collection {"items"}, as a calendar or a feed.
 */
#include "formats/calendar.h"
#include "formats/atom_entries.h"
#include "formats/formats.h"
#include "pictures/pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTPUT_MAX ((size_t)64 * 1024 * 1024)

/* All results as one document. */
static void write_sarif(struct buffer *out, const json_t *const *results, size_t count,
                        enum language language)
{
        struct sarif sarif;
        format_sarif_begin(&sarif, out, language);
        for (size_t i = 0; i < count; i++)
                format_sarif_add(&sarif, out, results[i]);
        format_sarif_end(&sarif, out, "1.0.0");
}

static enum language language_named(const char *name)
{
        return strcmp(name, "nn") == 0 ? LANGUAGE_NN : strcmp(name, "en") == 0 ? LANGUAGE_EN : LANGUAGE_NB;
}

static bool render_calendar(struct buffer *out, const char *collection, const json_t *items,
                            enum language language)
{
        static const struct {
                const char *name;
                void (*render)(struct ical *, const json_t *);
        } components[] = {{"meetings", calendar_add_meeting},
                          {"memberships", calendar_add_term},
                          {"agreements", calendar_add_agreement_end},
                          {"actions", calendar_add_todo}};
        for (size_t i = 0; i < sizeof components / sizeof *components; i++) {
                if (strcmp(components[i].name, collection) != 0)
                        continue;
                struct ical calendar = ICAL(out, language, "https://samrad.example.no");
                ical_begin(&calendar, "Test", "En; to, tre", "Rådet\nog\\eller", "Alt");
                for (size_t j = 0; j < json_array_size(items); j++)
                        components[i].render(&calendar, json_array_get(items, j));
                ical_end(&calendar);
                return true;
        }
        return false;
}

static bool render_feed(struct buffer *out, const char *collection, const json_t *items,
                        enum language language)
{
        bool decisions = strcmp(collection, "decisions") == 0;
        if (!decisions && strcmp(collection, "minutes") != 0)
                return false;
        struct atom feed = {out, language, NULL};
        atom_begin(&feed, &(struct atom_feed){.id = "tag:samrad,2026:test?a=b&c=d",
                                              .title = "A & B <c>",
                                              .updated = "2026-11-26T08:00:00.123456Z",
                                              .author = "Samråd",
                                              .self = "/v1/test?a=b&c=d",
                                              .next = "/v1/test?a=b&c=d&cursor=x"});
        for (size_t i = 0; i < json_array_size(items); i++) {
                if (decisions)
                        atom_entries_add_decision(&feed, json_array_get(items, i));
                else
                        atom_entries_add_minutes(&feed, json_array_get(items, i));
        }
        atom_end(&feed);
        return true;
}

static void draw(struct buffer *out, const json_t *fixture, enum language language)
{
        static const struct {
                const char *name;
                void (*render)(struct buffer *out, const json_t *json, enum language language);
        } pictures[] = {{"timeline", picture_timeline},
                        {"cadence", picture_cadence},
                        {"agreement", picture_agreement},
                        {"map", picture_map}};
        const char *name = json_string_value(json_object_get(fixture, "picture"));
        for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
                if (strcmp(pictures[i].name, name ? name : "") == 0)
                        pictures[i].render(out, json_object_get(fixture, "json"), language);
        }
}

static void render(struct buffer *out, const char *format, const json_t *fixture, enum language language)
{
        const json_t *result = json_object_get(fixture, "result"), *items = json_object_get(fixture, "items");
        if (render_calendar(out, format, items, language) || render_feed(out, format, items, language))
                return;
        if (strcmp(format, "picture") == 0) {
                draw(out, fixture, language);
        } else if (strcmp(format, "svg") == 0) {
                picture_seats(out, result, json_object_get(fixture, "body"), language);
        } else if (strcmp(format, "text") == 0) {
                format_check_text(out, result, language);
        } else if (strcmp(format, "junit") == 0) {
                format_junit_begin(out);
                format_junit(out, result, language);
                format_junit_end(out);
        } else if (strcmp(format, "sarif") == 0) {
                write_sarif(out, &result, 1, language);
        } else {
                format_upcoming_calendar(out, fixture, NULL, language);
        }
}

int main(int argc, char **argv)
{
        json_error_t error;
        if (argc != 4)
                return EXIT_FAILURE;
        json_t *fixture = json_load_file(argv[3], 0, &error);
        if (!fixture) {
                fprintf(stderr, "%s: %s\n", argv[3], error.text);
                return EXIT_FAILURE;
        }
        struct buffer out = BUFFER(OUTPUT_MAX);
        render(&out, argv[1], fixture, language_named(argv[2]));
        bool written = !buffer_failed(&out) && fwrite(out.bytes, 1, out.length, stdout) == out.length;
        buffer_clear(&out);
        json_decref(fixture);
        return written && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
