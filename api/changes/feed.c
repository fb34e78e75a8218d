#include "changes/feed.h"

#include "json/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Memory for a page of 500 of the largest resources, as rows and as written. */
#define PAGE_MEMORY ((size_t)64 * 1024 * 1024)

/* How long one call searches for changes that pass the filters, before it returns the position reached. */
#define LOOK_MAX_MS 1000

#define PART_DIGITS 12

void feed_write_cursor(struct feed_place place, char text[FEED_CURSOR_SIZE])
{
        snprintf(text, FEED_CURSOR_SIZE, "%012" PRIx64 "%012" PRIx64, (uint64_t)place.revision,
                 (uint64_t)place.sequence);
}

static bool read_part(const char *text, int64_t *ret)
{
        int64_t value = 0;
        for (size_t i = 0; i < PART_DIGITS; i++) {
                const char *digits = "0123456789abcdef", *digit = text[i] ? strchr(digits, text[i]) : NULL;
                if (!digit)
                        return false;
                value = value << 4 | (digit - digits);
        }
        *ret = value;
        return true;
}

bool feed_read_cursor(const char *text, struct feed_place *ret)
{
        struct feed_place place;
        if (!read_part(text, &place.revision) || !read_part(text + PART_DIGITS, &place.sequence) ||
            text[FEED_CURSOR_SIZE - 1])
                return false;
        *ret = place;
        return true;
}

static bool fail_start(struct feed *feed)
{
        struct call *call = feed->call;
        fault_add(&call->faults, feed->start_place, feed->start, FAULT_BAD_CURSOR, NULL, NULL);
        return call_fail_faults(call, PROBLEM_BAD_REQUEST);
}

/* Refuses a position ahead of the register: it was restored to an earlier state, or a failover lost changes
 * that the caller has seen. */
static bool fail_ahead(struct feed *feed)
{
        struct call *call = feed->call;
        fault_add(&call->faults, feed->start_place, feed->start, FAULT_AHEAD_OF_REGISTER, NULL, NULL);
        return call_fail_faults(call, PROBLEM_BAD_REQUEST);
}

/* Starts at the register's current revision, so that only later changes are read. */
static bool find_now(struct feed *feed)
{
        struct call *call = feed->call;
        struct sql *sql = sql_new(call->arena, "", NULL, 0);
        struct rows *rows;
        sql_add_file(sql, sql_file("operations/revision"));
        if (!access_read(feed->registry, call, sql, &rows))
                return false;
        feed->place = (struct feed_place){strtoll(rows_text(rows, 0, 0), NULL, 10), FEED_SEQUENCE_MAX};
        return true;
}

static bool start_after_cursor(struct feed *feed, enum fault_place place, const char *name, const char *text)
{
        feed->start = name;
        feed->start_place = place;
        return feed_read_cursor(text, &feed->place) || fail_start(feed);
}

/* Finds where to begin: where a stream of events was interrupted, else after a cursor or a revision, else at
 * the beginning. */
static bool find_start(struct feed *feed)
{
        struct call *call = feed->call;
        const char *after = call_argument(call, "after"), *revision = call_argument(call, "afterRevision");
        const char *last = call_argument(call, "Last-Event-ID");
        if (after && revision) {
                fault_add(&call->faults, FAULT_PARAMETER, "afterRevision", FAULT_NOT_TOGETHER, "after", NULL);
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        }
        if (last && *last && strcmp(call->answer_type, "text/event-stream") == 0)
                return start_after_cursor(feed, FAULT_HEADER, "Last-Event-ID", last);
        if (after)
                return strcmp(after, "now") == 0 ? find_now(feed)
                                                 : start_after_cursor(feed, FAULT_PARAMETER, "after", after);
        if (revision) {
                feed->start = "afterRevision";
                feed->start_place = FAULT_PARAMETER;
                feed->place = (struct feed_place){strtoll(revision, NULL, 10), FEED_SEQUENCE_MAX};
        }
        return true;
}

struct feed *feed_new(struct registry *registry, struct call *call)
{
        struct feed *feed = arena_alloc(call->arena, sizeof *feed);
        *feed = (struct feed){.registry = registry, .call = call};
        feed->page.arena = arena_new_below(call->arena, PAGE_MEMORY);
        return find_start(feed) ? feed : NULL;
}

size_t feed_filters(struct call *call, struct sql_value values[FEED_FILTERS_MAX])
{
        static const char *const names[FEED_FILTERS_MAX] = {"type", "body"};
        size_t count = 0;
        for (size_t i = 0; i < FEED_FILTERS_MAX; i++) {
                const struct argument *argument = call_arguments(call, names[i]);
                if (argument)
                        values[count++] = (struct sql_value){
                                names[i], sql_array(call->arena, argument->texts, argument->count)};
        }
        return count;
}

/* Empties the page's arena and makes a fresh copy of the call in it. */
static void renew_page(struct feed *feed)
{
        arena_reset(feed->page.arena);
        call_copy(feed->call, feed->page.arena, &feed->page);
        feed->rows = NULL;
        feed->count = 0;
}

static bool run_query(struct feed *feed, struct rows **ret_rows)
{
        struct call *call = &feed->page;
        const char *limit = call_argument(call, "limit");
        struct sql_value values[4 + FEED_FILTERS_MAX] = {
                {"revision", arena_format(call->arena, "%" PRId64, feed->place.revision)},
                {"sequence", arena_format(call->arena, "%" PRId64, feed->place.sequence)},
                {"limit", limit},
                {"restricted", access_sees_restricted(call) ? "true" : "false"}};
        size_t filters = feed_filters(call, values + 4);
        struct sql *sql = sql_new(call->arena, "", values, 4 + filters);
        sql_add_file(sql, sql_file("changes/page"));
        return access_read(feed->registry, call, sql, ret_rows);
}

static int64_t number_at(const struct rows *rows, size_t row, enum feed_column column)
{
        return strtoll(rows_text(rows, row, column), NULL, 10);
}

/* Searches the next revisions, as many as one statement covers. */
static bool look_at_revisions(struct feed *feed)
{
        struct rows *rows;
        renew_page(feed);
        if (!run_query(feed, &rows))
                return call_fail_as(feed->call, &feed->page);
        int64_t now = number_at(rows, 0, FEED_NOW);
        if (now < feed->place.revision)
                return fail_ahead(feed);
        feed->rows = rows;
        feed->count = rows_text(rows, 0, FEED_REVISION) ? rows_count(rows) : 0;
        bool full = feed->count == strtoul(call_argument(feed->call, "limit"), NULL, 10);
        int64_t reached = number_at(rows, 0, FEED_REACHED);
        feed->more = full || reached < now;
        feed->place =
                full ? feed_place_of(feed, feed->count - 1) : (struct feed_place){reached, FEED_SEQUENCE_MAX};
        return true;
}

int64_t feed_clock_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool feed_next(struct feed *feed)
{
        int64_t until = feed_clock_ms() + LOOK_MAX_MS;
        do {
                if (!look_at_revisions(feed))
                        return false;
        } while (!feed->count && feed->more && feed_clock_ms() < until);
        return true;
}

static struct feed_place place_of(const struct rows *rows, size_t row)
{
        return (struct feed_place){number_at(rows, row, FEED_REVISION), number_at(rows, row, FEED_SEQUENCE)};
}

struct feed_place feed_place_of(const struct feed *feed, size_t row)
{
        return place_of(feed->rows, row);
}

void feed_write_row(const struct rows *rows, size_t row, struct buffer *out)
{
        struct json_writer writer = JSON_WRITER(out);
        char cursor[FEED_CURSOR_SIZE];
        feed_write_cursor(place_of(rows, row), cursor);
        const char *by = rows_text(rows, row, FEED_BY), *body = rows_text(rows, row, FEED_BODY);
        writer_open_object(&writer);
        writer_member_text(&writer, "cursor", cursor);
        writer_member_number(&writer, "revision", number_at(rows, row, FEED_REVISION));
        writer_member_text(&writer, "type", rows_text(rows, row, FEED_TYPE));
        writer_member_text(&writer, "id", rows_text(rows, row, FEED_ID));
        writer_member_text(&writer, "operation", rows_text(rows, row, FEED_OPERATION));
        writer_member_number(&writer, "version", number_at(rows, row, FEED_VERSION));
        writer_member_text(&writer, "at", rows_text(rows, row, FEED_AT));
        if (by)
                writer_member_text(&writer, "by", by);
        if (body)
                writer_member_text(&writer, "body", body);
        if (rows_text(rows, row, FEED_MERGED_INTO))
                writer_member_text(&writer, "mergedInto", rows_text(rows, row, FEED_MERGED_INTO));
        if (rows_text(rows, row, FEED_DATA)) {
                writer_key(&writer, "data");
                writer_raw(&writer, rows_text(rows, row, FEED_DATA), rows_length(rows, row, FEED_DATA));
        }
        writer_close_object(&writer);
}

bool feed_start_waiting(struct registry *registry, struct call *call)
{
        return call_take_place(call, &registry->waiting, 0, FAULT_TOO_MANY_WAITING) != NULL;
}
