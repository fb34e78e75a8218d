/*
 * body_mandate - the rules of a body as numbered sentences.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"
#include "rules/mandate/mandate.h"

bool mandate_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        const char *at = access_date(call, "at");
        struct buffer *out = &call->answer.body;
        if (!check_load_one(registry, call, call->id, NULL, &body))
                return false;
        const struct rules_facts *facts = check_load_facts(call, &body);
        if (!facts)
                return false;
        buffer_format(out, "{\"body\":\"%s\",\"at\":\"%s\",", call->id, at);
        rules_mandate_write(out, call->arena, facts, check_date(at));
        check_write_known(out, body.rows, body.row);
        buffer_add_char(out, '}');
        check_tag(call, body.rows, at, "");
        return true;
}
