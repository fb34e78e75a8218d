#define ZLIB_CONST /* zlib then declares its input as const */

#include "coding/compressor.h"

#include <brotli/encode.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <zlib.h>

/* Measured on lists, pages, exports and the contract itself: gzip 6 takes 30 to 50 % more time than gzip 5
 * and saves 2 %; Brotli 5 takes as long as gzip 5 and saves 7 to 20 %. */
#define GZIP_LEVEL           5
#define BROTLI_LEVEL         5
#define BROTLI_WINDOW        18
/* For answers that are compressed for one client only and may be of any length: the result is still smaller
 * than that of gzip 5, in half the time, and takes 0.9 MB of memory instead of 3 (gzip takes 0.3). */
#define BROTLI_LEVEL_STREAM  2
#define BROTLI_WINDOW_STREAM 16
/* A whole answer that is larger than this is compressed with the levels of a stream. */
#define WHOLE_MAX            ((size_t)1024 * 1024)
/* How many compressors may exist at once: for streams as many as take 60 MB, since a slow client may hold one
 * for long; for whole answers enough to keep some processors busy. They are counted apart, so that slow
 * clients cannot keep others from getting whole answers compressed. */
#define STREAMS_MAX          64
#define WHOLES_MAX           16
/* zlib's largest window, with the header of gzip, and the memory level that fits it. */
#define GZIP_WINDOW          (15 + 16)
#define GZIP_MEMORY          8
#define OUTPUT_STEP          ((size_t)8 * 1024)

struct compressor {
        enum coding coding;
        atomic_int *share;          /* the counter that it is counted in */
        z_stream gzip;              /* with CODING_GZIP */
        BrotliEncoderState *brotli; /* with CODING_BROTLI */
};

/* How many compressors of each sort exist. */
static atomic_int streams, wholes;

const char *compressor_name(enum coding coding)
{
        static const char *const names[] = {
                [CODING_IDENTITY] = NULL, [CODING_GZIP] = "gzip", [CODING_BROTLI] = "br"};
        return names[coding];
}

static bool start_brotli(struct compressor *compressor, size_t length)
{
        bool kept = length && length <= WHOLE_MAX;
        compressor->brotli = BrotliEncoderCreateInstance(NULL, NULL, NULL);
        return compressor->brotli &&
               BrotliEncoderSetParameter(compressor->brotli, BROTLI_PARAM_QUALITY,
                                         kept ? BROTLI_LEVEL : BROTLI_LEVEL_STREAM) &&
               BrotliEncoderSetParameter(compressor->brotli, BROTLI_PARAM_LGWIN,
                                         kept ? BROTLI_WINDOW : BROTLI_WINDOW_STREAM) &&
               BrotliEncoderSetParameter(compressor->brotli, BROTLI_PARAM_SIZE_HINT,
                                         length < UINT32_MAX ? (uint32_t)length : 0);
}

static bool start_encoder(struct compressor *compressor, size_t length)
{
        if (compressor->coding == CODING_BROTLI)
                return start_brotli(compressor, length);
        return deflateInit2(&compressor->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                            Z_DEFAULT_STRATEGY) == Z_OK;
}

static struct compressor *new_compressor(enum coding coding, atomic_int *share, int max)
{
        struct compressor *compressor = NULL;
        if (atomic_fetch_add(share, 1) < max)
                compressor = calloc(1, sizeof *compressor);
        if (!compressor) {
                atomic_fetch_sub(share, 1);
                return NULL;
        }
        compressor->coding = coding;
        compressor->share = share;
        return compressor;
}

/* `length` is the length of a whole answer; 0 for a stream. */
static struct compressor *open_compressor(enum coding coding, size_t length)
{
        struct compressor *compressor = length ? new_compressor(coding, &wholes, WHOLES_MAX)
                                               : new_compressor(coding, &streams, STREAMS_MAX);
        if (!compressor || start_encoder(compressor, length))
                return compressor;
        compressor_free(compressor);
        return NULL;
}

struct compressor *compressor_new(enum coding coding)
{
        return open_compressor(coding, 0);
}

void compressor_free(struct compressor *compressor)
{
        if (!compressor)
                return;
        if (compressor->coding == CODING_GZIP)
                deflateEnd(&compressor->gzip);
        else if (compressor->brotli)
                BrotliEncoderDestroyInstance(compressor->brotli);
        atomic_fetch_sub(compressor->share, 1);
        free(compressor);
}

static bool add_gzip(z_stream *gzip, const char *bytes, size_t length, bool last, struct buffer *out)
{
        unsigned char step[OUTPUT_STEP];
        gzip->next_in = (const unsigned char *)bytes;
        gzip->avail_in = (unsigned)length;
        do {
                gzip->next_out = step;
                gzip->avail_out = sizeof step;
                if (deflate(gzip, last ? Z_FINISH : Z_SYNC_FLUSH) == Z_STREAM_ERROR)
                        return false;
                buffer_add(out, (const char *)step, sizeof step - gzip->avail_out);
        } while (gzip->avail_out == 0);
        return true;
}

/* Asks the encoder whether it has more output before taking what there is. It may have stopped because its
 * own buffer was full, and goes on only at the next call; once it is emptied, it does not report that it has
 * more to do. */
static bool add_brotli(BrotliEncoderState *brotli, const char *bytes, size_t length, bool last,
                       struct buffer *out)
{
        const BrotliEncoderOperation operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
        const uint8_t *in = (const uint8_t *)bytes;
        bool more;
        do {
                size_t room = 0, made = 0;
                if (!BrotliEncoderCompressStream(brotli, operation, &length, &in, &room, NULL, NULL))
                        return false;
                more = length || BrotliEncoderHasMoreOutput(brotli);
                const uint8_t *step = BrotliEncoderTakeOutput(brotli, &made);
                buffer_add(out, (const char *)step, made);
        } while (more);
        return !last || BrotliEncoderIsFinished(brotli);
}

static bool add_piece(struct compressor *compressor, const char *bytes, size_t length, bool last,
                      struct buffer *out)
{
        bool good = compressor->coding == CODING_BROTLI
                            ? add_brotli(compressor->brotli, bytes, length, last, out)
                            : add_gzip(&compressor->gzip, bytes, length, last, out);
        return good && !buffer_failed(out);
}

bool compressor_add(struct compressor *compressor, const struct buffer *piece, bool last, struct buffer *out)
{
        return add_piece(compressor, piece->bytes, piece->length, last, out);
}

bool compressor_whole(enum coding coding, const char *bytes, size_t length, struct buffer *out)
{
        struct compressor *compressor = open_compressor(coding, length);
        bool good = compressor && add_piece(compressor, bytes, length, true, out);
        compressor_free(compressor);
        if (!good)
                buffer_clear(out);
        return good;
}
