/*
 * feed - the changes of the register in the order of their commits, a page at a time.
 *
 * A place in the feed is a revision and a sequence within it. The revision is given when a transaction
 * commits, in the order of the commits; so whoever has read up to a place has read all before it, and nothing
 * is skipped that commits late. A page may end in the middle of a transaction.
 *
 * A feed has memory of its own, which each page takes over from the one before: it may be followed for hours.
 */
#pragma once

#include "access/access.h"

/* The columns of a page (changes/page.sql). */
enum feed_column {
        FEED_NOW,
        FEED_REACHED, /* up to which revision was looked */
        FEED_REVISION,
        FEED_SEQUENCE,
        FEED_TYPE,
        FEED_ID,
        FEED_OPERATION,
        FEED_VERSION,
        FEED_AT,
        FEED_BY,
        FEED_BODY,
        FEED_DATA,
        FEED_MERGED_INTO
};

struct feed_place {
        int64_t revision, sequence;
};

/* After everything in a revision: more than a sequence ever is. */
#define FEED_SEQUENCE_MAX ((INT64_C(1) << 48) - 1)

/* A place as text: twelve hexadecimal digits of each, so that texts sort as the feed does. */
#define FEED_CURSOR_SIZE 25
void feed_write_cursor(struct feed_place place, char text[FEED_CURSOR_SIZE]);
bool feed_read_cursor(const char *text, struct feed_place *ret);

struct feed {
        struct registry *registry;
        struct call *call;       /* whose filters, and whose eyes */
        struct call page;        /* the call again, with the memory of the page */
        struct feed_place place; /* read up to here */
        const char *start;       /* what the caller said to begin after; NULL: nothing */
        enum fault_place start_place;
        const struct rows *rows; /* the page */
        size_t count;            /* changes on it */
        bool more;               /* there may be more at once: it was full, or we have not come to the end */
};

/* A feed that begins where the call says, and lives as long as the call; NULL after call_fail(). */
struct feed *feed_new(struct registry *registry, struct call *call);

/* Fetches the next page; the place moves to its end, past what the filters left out. False after call_fail().
 */
bool feed_next(struct feed *feed);

/* For how long one has waited. */
int64_t feed_clock_ms(void);

/* The filters as parameters of a query; returns their count, at most FEED_FILTERS_MAX, or SIZE_MAX after
 * call_fail(). */
#define FEED_FILTERS_MAX 2
size_t feed_filters(struct call *call, struct sql_value values[FEED_FILTERS_MAX]);

/* The place of a change of the page. */
struct feed_place feed_place_of(const struct feed *feed, size_t row);

/* Writes the change of a row, with these columns, as the contract has it. */
void feed_write_row(const struct rows *rows, size_t row, struct buffer *out);

/* Takes one of the places of those who may wait, until the call ends. False after call_fail() if all are
 * taken. */
bool feed_start_waiting(struct registry *registry, struct call *call);

/* Answers with events as they happen (follow.c). */
bool feed_follow(struct feed *feed);
