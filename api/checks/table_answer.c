#include "checks/table_answer.h"

#include "checks/check.h"

#include <string.h>

void table_answer(struct call *call, table_writer *write, const json_t *whole, const struct rows *rows,
                  const char *day)
{
        const char *delimiter = call_argument(call, "delimiter");
        bool semicolon = delimiter && strcmp(delimiter, "semicolon") == 0;
        struct cells cells = {&call->answer.body, semicolon ? ';' : ',', call->language, false};
        write(&cells, whole);
        call->answer.media_type = "text/csv; charset=utf-8; header=present";
        check_tag(call, rows, day,
                  arena_format(call->arena, "-csv-%s%s", language_code(call->language),
                               semicolon ? "-semicolon" : ""));
}
