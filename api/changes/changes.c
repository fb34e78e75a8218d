/*
 * changes - the feed as pages: as JSON from a cursor on, optionally waiting for new changes; as Atom with the
 * newest first, as feed readers expect.
 */
#include "changes/changes_handlers.h"
#include "json/writer.h"
#include "resources/cursor.h"
#include "changes/feed.h"
#include "formats/atom.h"
#include "formats/page_path.h"
#include "formats/register_name.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The columns of changes/newest.sql beyond those of a page. */
enum { NEWEST_NAME = FEED_DATA, NEWEST_NOW_AT };

/* This URL with another position to continue from. */
static const char *address_with(struct call *call, const char *parameter, struct feed_place place)
{
        char cursor[FEED_CURSOR_SIZE];
        feed_write_cursor(place, cursor);
        return cursor_address(call, parameter, cursor);
}

/* Writes the page that the feed has come to. */
static void write_page(struct feed *feed)
{
        struct call *call = feed->call;
        struct buffer *out = &call->answer.body;
        buffer_add_string(out, "{\"items\":[");
        for (size_t row = 0; row < feed->count; row++) {
                if (row)
                        buffer_add_char(out, ',');
                feed_write_row(feed->rows, row, out);
        }
        char cursor[FEED_CURSOR_SIZE];
        feed_write_cursor(feed->place, cursor);
        buffer_format(out, "],\"cursor\":\"%s\"}", cursor);
        call->answer.revision = arena_string(call->arena, rows_text(feed->rows, 0, FEED_NOW));
        if (feed->more)
                call->answer.next = address_with(call, "after", feed->place);
}

/* A reader who waits for something to come (a long poll). */
struct poll {
        struct feed *feed;
        int64_t deadline;
        bool counted; /* among those who wait */
};

/* Answers with the next page that has something on it, or with an empty one when the time is up. */
static bool answer_page(void *context)
{
        struct poll *poll = context;
        struct feed *feed = poll->feed;
        struct registry *registry = feed->registry;
        if (!feed_next(feed))
                return false;
        int64_t left = poll->deadline - feed_clock_ms();
        if (feed->count || left <= 0 || registry->waiting.max == 0 || !registry->live(registry->context)) {
                write_page(feed);
                return true;
        }
        if (!poll->counted && !feed_start_waiting(registry, feed->call))
                return false;
        poll->counted = true;
        feed->call->answer.pause = (struct answer_pause){
                .ms = (int)left, .seen = feed->place.revision, .resume = answer_page, .context = poll};
        return true;
}

static bool answer_json(struct feed *feed)
{
        struct poll *poll = arena_alloc(feed->call->arena, sizeof *poll);
        int64_t wait_ms = strtoll(call_argument(feed->call, "wait"), NULL, 10) * 1000;
        *poll = (struct poll){.feed = feed, .deadline = feed_clock_ms() + wait_ms};
        return answer_page(poll);
}

/* created, changed, deleted */
static const char *operation_word(const char *operation, enum language language)
{
        static const struct {
                const char *name, *words[LANGUAGE_COUNT];
        } operations[] = {{"created", {"ny", "ny", "new"}},
                          {"changed", {"endret", "endra", "changed"}},
                          {"deleted", {"slettet", "sletta", "deleted"}}};
        for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
                if (strcmp(operations[i].name, operation) == 0)
                        return operations[i].words[language];
        return operation;
}

static const char *tag_of(struct arena *arena, const char *base, const char *id)
{
        struct buffer tag = BUFFER_OF(arena, ANSWER_MAX);
        register_name_add_tag(&tag, base);
        buffer_add_string(&tag, id);
        return buffer_text(&tag);
}

static void write_entry(struct call *call, const struct rows *rows, size_t row, struct atom *atom)
{
        const char *type = rows_text(rows, row, FEED_TYPE), *id = rows_text(rows, row, FEED_ID);
        const char *name = rows_text(rows, row, NEWEST_NAME);
        const char *word = operation_word(rows_text(rows, row, FEED_OPERATION), call->language);
        const char *page = page_path_of(type);
        struct atom_entry entry = {.id = tag_of(call->arena, atom->base,
                                                arena_format(call->arena, "%s/%s/%s", type, id,
                                                             rows_text(rows, row, FEED_VERSION))),
                                   .title = arena_format(call->arena, "%s: %s", name ? name : id, word),
                                   .updated = rows_text(rows, row, FEED_AT),
                                   .author = rows_text(rows, row, FEED_BY),
                                   .link = arena_format(call->arena, "/v1/%s/%s/history", type, id),
                                   .link_type = "application/json",
                                   .page = page ? arena_format(call->arena, "%s%s", page, id) : NULL,
                                   .summary = arena_format(call->arena, "%s/%s, %s", type, id, word)};
        atom_entry(atom, &entry);
}

static bool fetch_newest(struct registry *registry, struct call *call, const struct feed *feed,
                         struct rows **ret_rows)
{
        const char *before = call_argument(call, "before");
        struct feed_place place;
        struct sql_value *values = arena_array(call->arena, 5 + FEED_FILTERS_MAX, sizeof *values);
        if (before && !feed_read_cursor(before, &place)) {
                fault_add(&call->faults, FAULT_PARAMETER, "before", FAULT_BAD_CURSOR, NULL, NULL);
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        }
        size_t count = feed_filters(call, values);
        values[count++] = (struct sql_value){"limit", call_argument(call, "limit")};
        values[count++] =
                (struct sql_value){"revision", arena_format(call->arena, "%" PRId64, feed->place.revision)};
        values[count++] =
                (struct sql_value){"sequence", arena_format(call->arena, "%" PRId64, feed->place.sequence)};
        if (before) {
                values[count++] = (struct sql_value){"beforeRevision",
                                                     arena_format(call->arena, "%" PRId64, place.revision)};
                values[count++] = (struct sql_value){"beforeSequence",
                                                     arena_format(call->arena, "%" PRId64, place.sequence)};
        }
        struct sql *sql = sql_new(call->arena, "", values, count);
        sql_add_file(sql, sql_file("changes/newest"));
        return access_read(registry, call, sql, ret_rows);
}

static bool answer_atom(struct feed *feed)
{
        static const char *const titles[LANGUAGE_COUNT] = {"Endringer i Samråd", "Endringar i Samråd",
                                                           "Changes in Samråd"};
        struct call *call = feed->call;
        struct rows *rows;
        if (!fetch_newest(feed->registry, call, feed, &rows))
                return false;
        call->answer.revision = arena_string(call->arena, rows_text(rows, 0, FEED_NOW));
        size_t count = rows_text(rows, 0, FEED_REVISION) ? rows_count(rows) : 0;
        bool full = count && count == strtoul(call_argument(call, "limit"), NULL, 10);
        if (full) {
                struct feed_place last = {strtoll(rows_text(rows, count - 1, FEED_REVISION), NULL, 10),
                                          strtoll(rows_text(rows, count - 1, FEED_SEQUENCE), NULL, 10)};
                call->answer.next = address_with(call, "before", last);
        }
        struct atom_feed head = {.id = tag_of(call->arena, feed->registry->public_url, cursor_identity(call)),
                                 .title = titles[call->language],
                                 .updated = rows_text(rows, 0, count ? FEED_AT : NEWEST_NOW_AT),
                                 .author = "Samråd",
                                 .self = cursor_address(call, "before", call_argument(call, "before")),
                                 .next = call->answer.next};
        struct atom atom = {&call->answer.body, call->language, feed->registry->public_url};
        atom_begin(&atom, &head);
        for (size_t row = 0; row < count; row++)
                write_entry(call, rows, row, &atom);
        atom_end(&atom);
        call->answer.media_type = ATOM_MEDIA_TYPE;
        return true;
}

bool changes_handler(struct registry *registry, struct call *call)
{
        bool atom = strcmp(call->answer_type, ATOM_MEDIA_TYPE) == 0;
        if (!atom && call_argument(call, "before")) {
                fault_add(&call->faults, FAULT_PARAMETER, "before", FAULT_ONLY_IN_FORM, ATOM_MEDIA_TYPE,
                          NULL);
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        }
        struct feed *feed = feed_new(registry, call);
        if (!feed)
                return false;
        if (atom)
                return answer_atom(feed);
        if (strcmp(call->answer_type, "text/event-stream") == 0)
                return feed_follow(feed);
        return answer_json(feed);
}
