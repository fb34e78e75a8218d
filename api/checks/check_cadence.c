/*
 * check_cadence - the meetings of a body, counted against its rules on how often it meets.
 */
#include "checks/checks_handlers.h"
#include "rules/cadence.h"

#include "checks/picture_answer.h"
#include "pictures/pictures.h"

bool cadence_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        const char *at = access_date(call, "at");
        struct buffer *out = &call->answer.body;
        if (!at)
                return call_fail_internal(call, "no clock");
        if (!check_load_one(registry, call, call->id, NULL, &body))
                return false;
        const struct rules_facts *facts = check_load_facts(call, &body);
        if (!facts)
                return false;
        const struct rules_result *result = check_judge(call, facts, check_date(at));
        buffer_format(out, "{\"body\":\"%s\",\"at\":\"%s\",", call->id, at);
        if (!rules_cadence_write(out, call->arena, result))
                memory_ran_out();
        check_write_known(out, body.rows, body.row);
        buffer_add_char(out, '}');
        return picture_answer(call, body.rows, at, picture_cadence);
}
