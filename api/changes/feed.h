/*
 * feed - the changes of the register in the order of their commits, a page at a time.
 *
 * A position in the feed is a revision and a sequence within it. A transaction gets its revision when it
 * commits, so revisions are in the order of the commits: a client that has read up to a position has read all
 * changes before it, and cannot miss one that commits late. A page may end in the middle of a transaction.
 *
 * A feed has memory for one page, which each page takes over from the one before, since a feed may be
 * followed for hours.
 */
#pragma once

#include "access/access.h"

/* The columns of a page (changes/page.sql). */
enum feed_column {
        FEED_NOW,
        FEED_REACHED, /* the revision up to which the query has looked */
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

/* A position in the feed. */
struct feed_place {
        int64_t revision, sequence;
};

/* The sequence of the position after all changes of a revision. */
#define FEED_SEQUENCE_MAX ((INT64_C(1) << 48) - 1)

/* A position as text: twelve hexadecimal digits for each number, so that texts sort like positions. */
#define FEED_CURSOR_SIZE 25
void feed_write_cursor(struct feed_place place, char text[FEED_CURSOR_SIZE]);
bool feed_read_cursor(const char *text, struct feed_place *ret);

struct feed {
        struct registry *registry;
        struct call *call;            /* its filters, and what its caller may see */
        struct call page;             /* a copy of the call, with the memory of the page */
        struct feed_place place;      /* the position up to which the feed was read */
        const char *start;            /* the position that the caller gave as text; NULL if none */
        enum fault_place start_place; /* whether that was a parameter or a header, for its faults */
        const struct rows *rows;      /* the changes of the page */
        size_t count;                 /* how many they are */
        bool more;                    /* there may be more changes now: the end of the feed was not reached */
};

/* A feed that begins at the position that the call gives, and is released with the call; NULL after
 * call_fail(). */
struct feed *feed_new(struct registry *registry, struct call *call);

/* Fetches the next page, and moves the position to its end, past changes that the filters exclude. False
 * after call_fail(). */
bool feed_next(struct feed *feed);

/* A monotonic clock in milliseconds, to measure how long a reader has waited. */
int64_t feed_clock_ms(void);

/* The call's filters as values for a query. Returns their number, or SIZE_MAX after call_fail(). */
#define FEED_FILTERS_MAX 2
size_t feed_filters(struct call *call, struct sql_value values[FEED_FILTERS_MAX]);

/* The position of a change of the page. */
struct feed_place feed_place_of(const struct feed *feed, size_t row);

/* Writes the change in a row with these columns as the contract's Change. */
void feed_write_row(const struct rows *rows, size_t row, struct buffer *out);

/* Takes a place of the quota of waiting readers (registry->waiting) until the call ends. False after
 * call_fail() if there is none. */
bool feed_start_waiting(struct registry *registry, struct call *call);

/* Makes the answer a stream of events (follow.c). */
bool feed_follow(struct feed *feed);
