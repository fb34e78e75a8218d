/*
 * download - sends the bytes of a document, or a range of them, piece by piece. No database connection is
 * held between two pieces.
 */
#include "documents/documents_handlers.h"
#include "call/range.h"
#include "access/access.h"
#include "formats/disposition.h"

#include <stdlib.h>
#include <string.h>

/* Bytes per statement, which is also the memory that a slow client occupies. */
#define PIECE_MAX    ((size_t)64 * 1024)
/* Memory for a statement, besides libpq's. */
#define PIECE_MEMORY ((size_t)1024 * 1024)

enum { SHA256, MEDIA_TYPE, SIZE, URL, NAME, CLOSED };

struct download {
        struct registry *registry;
        struct call *call;
        struct call piece; /* a copy of the call, with an arena that lasts for a piece */
        const char *sha256;
        size_t at, end;
};

static int hex_digit(char c)
{
        return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void add_decoded(const char *hex, size_t length, struct buffer *out)
{
        buffer_reserve(out, length / 2);
        for (size_t i = 0; i + 1 < length && !buffer_failed(out); i += 2)
                out->bytes[out->length++] = (char)(hex_digit(hex[i]) << 4 | hex_digit(hex[i + 1]));
}

/* Reads the next piece; *ret_rows live until the piece's arena is reset. */
static bool fetch_piece(struct download *download, struct rows **ret_rows)
{
        struct call *piece = &download->piece;
        size_t left = download->end - download->at;
        struct sql_value values[] = {
                {"content", download->sha256},
                {"from", arena_format(piece->arena, "%zu", download->at)},
                {"count", arena_format(piece->arena, "%zu", left < PIECE_MAX ? left : PIECE_MAX)}};
        struct sql *sql = sql_new(piece->arena, "documents", values, 3);
        piece->answer = (struct answer){0};
        sql_add_file(sql, sql_file("documents/content_piece"));
        return access_read(download->registry, piece, sql, ret_rows) || call_fail_as(download->call, piece);
}

static bool next_piece(void *context, struct buffer *out)
{
        struct download *download = context;
        struct rows *rows = NULL;
        if (download->at == download->end)
                return true;
        if (!fetch_piece(download, &rows))
                return false;
        size_t length = rows_count(rows) ? rows_length(rows, 0, 0) : 0;
        if (!length) /* erased meanwhile */
                return call_fail_internal(download->call, "a piece of a document is missing");
        add_decoded(rows_text(rows, 0, 0), length, out);
        download->at += length / 2;
        arena_reset(download->piece.arena);
        return true;
}

/* Answers with these bytes. The first piece is read here, so that a failure can still be answered with a
 * status. */
static bool start_download(struct registry *registry, struct call *call, const char *sha256,
                           const struct range *range)
{
        struct download *download = arena_alloc(call->arena, sizeof *download);
        *download = (struct download){
                .registry = registry, .call = call, .sha256 = sha256, .at = range->from, .end = range->to};
        call_copy(call, arena_new_below(call->arena, PIECE_MEMORY), &download->piece);
        download->piece.argument_count =
                0; /* bytes with a checksum never change, so `knownAt` does not matter */
        if (!next_piece(download, &call->answer.body))
                return false;
        if (download->at < download->end)
                call->answer.stream =
                        (struct answer_stream){next_piece, download, range->to - range->from, false};
        return true;
}

static bool find_bytes(struct registry *registry, struct call *call, struct rows **ret_rows)
{
        const struct sql_value values[] = {{"id", call->id}};
        struct sql *sql = sql_new(call->arena, "documents", values, 1);
        struct rows *rows;
        sql_add_file(sql, sql_file("documents/content"));
        if (!access_read(registry, call, sql, &rows))
                return false;
        *ret_rows = rows;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "documents");
        if (rows_text(rows, 0, CLOSED)[0] == 't' && !access_sees_restricted(call))
                return call_fail(call, PROBLEM_FORBIDDEN, FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        if (rows_text(rows, 0, SHA256) && !rows_text(rows, 0, SIZE))
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_BYTES_MISSING, rows_text(rows, 0, SHA256),
                                 NULL);
        if (!rows_text(rows, 0, SHA256) && rows_text(rows, 0, URL))
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_IS_LINK, rows_text(rows, 0, URL), NULL);
        if (!rows_text(rows, 0, SHA256))
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_CONTENT, NULL, NULL);
        return true;
}

/* The range that is asked for. With If-Range, everything if the caller has a part of other bytes (RFC 9110,
 * 13.1.5). */
static enum range_kind wanted_range(const struct call *call, size_t size, struct range *ret)
{
        const char *unchanged = call_argument(call, "If-Range");
        *ret = (struct range){0, size};
        if (unchanged && strcmp(unchanged, call->answer.etag) != 0)
                return RANGE_WHOLE;
        return range_read(call_argument(call, "Range"), size, ret);
}

static void set_headers(struct call *call, const struct rows *rows)
{
        const char *type = rows_text(rows, 0, MEDIA_TYPE);
        bool text = strncmp(type, "text/", 5) == 0;
        call->answer.erasure = NULL; /* the tag is of the bytes */
        call->answer.etag = access_tag(call, rows_text(rows, 0, SHA256));
        call->answer.media_type = text ? arena_format(call->arena, "%s; charset=utf-8", type) : type;
        call->answer.uploaded = true;
        call->answer.disposition = disposition_of(call->arena, rows_text(rows, 0, NAME), type);
}

bool content_get_handler(struct registry *registry, struct call *call)
{
        struct rows *rows = NULL;
        struct range range;
        if (!find_bytes(registry, call, &rows))
                return false;
        set_headers(call, rows);
        const char *sha256 = rows_text(rows, 0, SHA256);
        if (call->if_none_match.any || call_condition_names(&call->if_none_match, sha256))
                return true; /* the caller has it: 304 */
        size_t size = strtoull(rows_text(rows, 0, SIZE), NULL, 10);
        switch (wanted_range(call, size, &range)) {
        case RANGE_BEYOND:
                call->answer.range = arena_format(call->arena, "bytes */%zu", size);
                return call_fail(call, PROBLEM_RANGE_NOT_SATISFIABLE, FAULT_NO_SUCH_RANGE,
                                 rows_text(rows, 0, SIZE), NULL);
        case RANGE_PART:
                call->answer.status = 206;
                call->answer.range =
                        arena_format(call->arena, "bytes %zu-%zu/%zu", range.from, range.to - 1, size);
                return start_download(registry, call, sha256, &range);
        default:
                return start_download(registry, call, sha256, &range);
        }
}
