#include "checks/picture_answer.h"

#include <string.h>

bool picture_answer(struct call *call, const struct rows *rows, const char *day, picture_render *render)
{
        static const char *const forms[] = {"-svg-nb", "-svg-nn", "-svg-en"};
        struct buffer *out = &call->answer.body, picture = BUFFER(ANSWER_MAX);
        if (!day || buffer_failed(out))
                return call_fail_internal(call, "out of memory");
        if (strcmp(call->answer_type, "image/svg+xml") != 0)
                return check_tag(call, rows, day, "");
        json_t *json = json_loadb(out->bytes, out->length, 0, NULL);
        if (json)
                render(&picture, json, call->language);
        bool good = json && !buffer_failed(&picture);
        json_decref(json);
        buffer_clear(out);
        *out = picture;
        call->answer.media_type = "image/svg+xml";
        return good ? check_tag(call, rows, day, forms[call->language])
                    : call_fail_internal(call, "the picture cannot be drawn");
}
