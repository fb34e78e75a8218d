#include "checks/picture_answer.h"

#include "json/tree.h"

#include <string.h>

bool picture_answer(struct call *call, const struct rows *rows, const char *day, picture_render *render)
{
        static const char *const forms[] = {"-svg-nb", "-svg-nn", "-svg-en"};
        struct buffer *out = &call->answer.body;
        if (strcmp(call->answer_type, "image/svg+xml") != 0) {
                check_tag(call, rows, day, "");
                return true;
        }
        json_t *json = tree_read(call->arena, out);
        buffer_clear(out);
        render(out, json, call->language);
        call->answer.media_type = "image/svg+xml";
        check_tag(call, rows, day, forms[call->language]);
        return buffer_is_full(out) ? call_fail_internal(call, "the picture cannot be drawn") : true;
}
