#include "coding/encoding.h"

#include "coding/compressor.h"
#include "base/media_type.h"
#include "coding/headers.h"

#include <string.h>

/* Bodies smaller than this are not compressed: they fit into one packet (1,500 bytes of Ethernet less the
 * headers of IP and TCP) anyway. */
#define WORTH_BYTES 1400

static size_t length_of(const struct answer *answer)
{
        size_t length;
        call_answer_bytes(answer, &length);
        return length;
}

/* Whether an answer may be compressed. Downloaded documents may not, since ranges count their bytes. Nor may
 * the answer to a creation (201): it may contain a new key or signing secret beside a name that the caller
 * chose, and the length of the two compressed together would reveal the secret (the BREACH attack). No other
 * answer contains a secret. */
static bool may_compress(const struct answer *answer)
{
        return (answer->status == 200 || answer->status >= 400) && !answer->stream.live &&
               !answer->uploaded && (!answer->media_type || media_type_is_text(answer->media_type)) &&
               (answer->stream.next || length_of(answer));
}

void encoding_choose(struct call *call, const char *accept_encoding)
{
        struct answer *answer = &call->answer;
        bool insists;
        enum coding coding = header_coding(accept_encoding, &insists);
        bool small = !answer->stream.next && length_of(answer) < WORTH_BYTES;
        if (!may_compress(answer) || (small && !insists) || coding == CODING_IDENTITY)
                return;
        const char *weak = answer->etag && answer->etag[0] == '"'
                                   ? arena_format(call->arena, "W/%s", answer->etag)
                                   : answer->etag;
        if (answer->etag && !weak)
                return;
        answer->etag = weak;
        answer->coding = coding;
}

void encoding_apply(struct call *call, struct variants *variants)
{
        struct answer *answer = &call->answer;
        if (answer->coding == CODING_IDENTITY || answer->stream.next)
                return;
        size_t length;
        const char *bytes = call_answer_bytes(answer, &length);
        struct buffer form = BUFFER(ANSWER_MAX);
        bool known = variants_find(variants, answer->mark, answer->coding, &form);
        if (!known && !compressor_whole(answer->coding, bytes, length, &form)) {
                answer->coding = CODING_IDENTITY;
                return;
        }
        if (!known)
                variants_keep(variants, answer->mark, answer->coding, &form);
        buffer_clear(&answer->body);
        answer->body = form;
        answer->borrowed = NULL;
}
