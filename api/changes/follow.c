/*
 * follow - the feed as server-sent events: first the changes that there are, then each change as it happens.
 *
 * A waiting stream holds no database connection, and queries the database only when the revision moves. A
 * heartbeat with the current position reveals clients that are gone, and moves clients on whose filters let
 * nothing through.
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
        int64_t start_ms;
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

/* Adds the next events or a heartbeat; nothing at the end of the stream. */
static bool next_events(void *context, struct buffer *out)
{
        struct stream *stream = context;
        struct feed *feed = stream->feed;
        struct listener *listener = feed->registry->listener;
        int64_t now = feed_clock_ms(), heartbeat = now + HEARTBEAT_MS;
        bool goes_on = feed->registry->waiting.max > 0 && now - stream->start_ms < STREAM_MAX_MS;
        for (; goes_on && now < heartbeat; now = feed_clock_ms()) {
                if (!feed->more)
                        goes_on = listener_wait(listener, feed->place.revision, (int)(heartbeat - now));
                if (!goes_on)
                        break;
                if (!feed_next(feed)) {
                        if (feed->call->answer.problem == PROBLEM_BAD_REQUEST)
                                return true; /* the register was set back; the client gets the error when it
                                                reconnects */
                        feed->call->answer.problem = PROBLEM_NONE;
                        feed->more = false;
                        goes_on = listener_wait(listener, INT64_MAX, AFTER_FAULT_MS);
                } else if (feed->count) {
                        write_page(feed, out);
                        return !buffer_failed(out);
                }
        }
        if (goes_on) {
                buffer_add_string(out, ":\n");
                write_id(feed, out);
                buffer_add_char(out, '\n');
        }
        return true;
}

bool feed_follow(struct feed *feed)
{
        struct call *call = feed->call;
        struct stream *stream = arena_alloc(call->arena, sizeof *stream);
        *stream = (struct stream){feed, feed_clock_ms()};
        if (feed->registry->waiting.max && !feed_start_waiting(feed->registry, call))
                return false;
        if (!feed_next(feed))
                return false;
        buffer_add_string(&call->answer.body, RETRY_LINE);
        write_page(feed, &call->answer.body);
        call->answer.media_type = "text/event-stream";
        call->answer.stream = (struct answer_stream){.next = next_events, .context = stream, .live = true};
        return true;
}
