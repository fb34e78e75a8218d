#include "site/site_answer.h"

#include "base/hash.h"
#include "site/subrequest.h"

#include <inttypes.h>

struct html site_begin_page(const struct registry *registry, struct call *call)
{
        return (struct html){.out = &call->answer.body,
                             .language = call->language,
                             .base = registry ? registry->public_url : NULL,
                             .language_chosen = call_argument(call, "lang") != NULL};
}

/* The entity tag of a page is a hash of the page, since a page may be made of many answers, and by another
 * version of the program. */
bool site_finish_page(struct call *call)
{
        struct answer *answer = &call->answer;
        if (buffer_is_full(&answer->body))
                return call_fail_internal(call, "a page too large");
        answer->media_type = SITE_MEDIA_TYPE;
        answer->etag = arena_format(call->arena, "W/\"p%016" PRIx64 "\"",
                                    hash_bytes(answer->body.bytes, answer->body.length));
        return true;
}

bool site_get_of_id(struct registry *registry, struct call *call, const char *before, const char *after,
                    json_t **ret)
{
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        buffer_format(&target, "%s%s%s", before, call->id, after);
        return subrequest(registry, call, buffer_text(&target), ret);
}

bool site_get_list(struct registry *registry, struct call *call, const char *begin, json_t **ret)
{
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        buffer_add_string(&target, begin);
        subrequest_add_parameter(&target, "q", call_argument(call, "q"));
        subrequest_add_parameter(&target, "kind", call_argument(call, "kind"));
        subrequest_add_parameter(&target, "cursor", call_argument(call, "cursor"));
        return subrequest(registry, call, buffer_text(&target), ret);
}
