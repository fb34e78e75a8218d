/*
 * follow - the feed as server-sent events: first the changes that there are, then each change as it happens.
 *
 * A waiting stream holds neither a thread nor a database connection, and queries the database only when the
 * revision moves. A heartbeat with the current position reveals clients that are gone, and moves clients on
 * whose filters let nothing through.
 */
#include "changes/feed.h"

/* How often a heartbeat is sent, which keeps proxies from closing the stream and reveals a client that is
 * gone. */
#define HEARTBEAT_MS   15000
/* How long a stream lasts at most; the client then reconnects by itself. So a revoked key soon stops working,
 * and clients spread over the processes that there are. */
#define STREAM_MAX_MS  (15 * 60 * 1000)
/* How long a client waits before it reconnects. */
#define RETRY_LINE     "retry: 2000\n\n"
/* How long to wait after a page that could not be read, because the database does not answer. */
#define AFTER_FAULT_MS 1000

struct stream {
        struct feed *feed;
        int64_t start_ms, heartbeat_ms; /* when the next sign of life is due */
        bool looks;                     /* there may be something: at the feed it is looked, not waited */
};

static void write_id(const struct feed *feed, struct buffer *out)
{
        char cursor[FEED_CURSOR_SIZE];
        feed_write_cursor(feed->place, cursor);
        buffer_format(out, "id: %s\n", cursor);
}

static void write_page(const struct feed *feed, struct buffer *out)
{
        for (size_t row = 0; row < feed->count; row++) {
                struct feed_place place = feed_place_of(feed, row);
                char cursor[FEED_CURSOR_SIZE];
                feed_write_cursor(place, cursor);
                buffer_format(out, "id: %s\ndata: ", cursor);
                feed_write_row(feed->rows, row, out);
                buffer_add_string(out, "\n\n");
        }
}

/* Makes the stream wait for a later revision than `seen`, for at most `ms`. */
static void wait_for(struct stream *stream, int64_t seen, int64_t ms)
{
        stream->feed->call->answer.pause = (struct answer_pause){.ms = ms > 1 ? (int)ms : 1, .seen = seen};
        stream->looks = true;
}

static void write_heartbeat(const struct feed *feed, struct buffer *out)
{
        buffer_add_string(out, ":\n");
        write_id(feed, out);
        buffer_add_char(out, '\n');
}

/* Adds the next page of events, if there are any. False if the register was set back; the client gets the
 * error when it reconnects. */
static bool add_next_page(struct stream *stream, struct buffer *out)
{
        struct feed *feed = stream->feed;
        stream->looks = false;
        if (feed_next(feed)) {
                stream->looks = feed->more;
                if (feed->count)
                        write_page(feed, out);
                return true;
        }
        if (feed->call->answer.problem == PROBLEM_BAD_REQUEST)
                return false;
        feed->call->answer.problem = PROBLEM_NONE;
        feed->more = false;
        wait_for(stream, INT64_MAX, AFTER_FAULT_MS);
        return true;
}

static bool goes_on(const struct stream *stream, int64_t now)
{
        const struct registry *registry = stream->feed->registry;
        return registry->waiting.max > 0 && registry->live(registry->context) &&
               now - stream->start_ms < STREAM_MAX_MS;
}

/* Adds the next events or a heartbeat, or waits for events; nothing at the end of the stream. */
static bool next_events(void *context, struct buffer *out)
{
        struct stream *stream = context;
        const struct feed *feed = stream->feed;
        const struct answer_pause *pause = &feed->call->answer.pause;
        int64_t now = feed_clock_ms();
        size_t before = out->length;
        bool more = goes_on(stream, now);
        while (more && stream->looks && !pause->ms && out->length == before && now < stream->heartbeat_ms) {
                more = add_next_page(stream, out);
                now = feed_clock_ms();
        }
        if (!more || buffer_failed(out))
                return !buffer_failed(out);
        if (out->length == before && now >= stream->heartbeat_ms)
                write_heartbeat(feed, out);
        if (out->length > before)
                stream->heartbeat_ms = now + HEARTBEAT_MS;
        else if (!pause->ms)
                wait_for(stream, feed->place.revision, stream->heartbeat_ms - now);
        return true;
}

bool feed_follow(struct feed *feed)
{
        struct call *call = feed->call;
        struct stream *stream = arena_alloc(call->arena, sizeof *stream);
        int64_t now = feed_clock_ms();
        if (feed->registry->waiting.max && !feed_start_waiting(feed->registry, call))
                return false;
        if (!feed_next(feed))
                return false;
        *stream = (struct stream){feed, now, now + HEARTBEAT_MS, feed->more};
        buffer_add_string(&call->answer.body, RETRY_LINE);
        write_page(feed, &call->answer.body);
        call->answer.media_type = "text/event-stream";
        call->answer.stream = (struct answer_stream){.next = next_events, .context = stream, .live = true};
        return true;
}
