/*
 * rule_check - judges one rule wherever it applies. A general rule is judged body by body and the results
 * streamed; a rule of a body or an agreement on that one; an existence rule area by area.
 */
#include "checks/checks_handlers.h"
#include "checks/sweep.h"

#include <string.h>

/* The result for one body, or for all areas. */
#define FOUND_MAX ((size_t)32 * 1024 * 1024)

struct rule_check {
        struct call *call;
        struct sweep *sweep; /* NULL: there are no more bodies */
        date at;
        uint32_t counts[VERDICT_COUNT];
        const char *known_at, *revision; /* of the register when it was asked */
        bool begun, ended;
};

/* Writes the rule's part of a result; nothing if the result does not have the rule. */
static void write_found(struct rule_check *check, const struct rules_result *result, struct buffer *out)
{
        struct buffer text = BUFFER(FOUND_MAX);
        uint32_t count = rules_write_found(&text, result, check->call->id, check->counts);
        if (count && check->begun)
                buffer_add_char(out, ',');
        check->begun = check->begun || count;
        buffer_fail_with(out, &text);
        buffer_add(out, text.bytes, text.length);
        buffer_clear(&text);
}

static void write_end(struct rule_check *check, struct buffer *out)
{
        bool any = false;
        buffer_add_string(out, "],\"counts\":{");
        for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
                if (!check->counts[verdict])
                        continue;
                buffer_format(out, "%s\"%s\":%u", any ? "," : "", verdict_name((enum verdict)verdict),
                              check->counts[verdict]);
                any = true;
        }
        buffer_format(out, "},\"knownAt\":\"%s\",\"revision\":%s}", check->known_at, check->revision);
        check->ended = true;
}

/* Writes a body that is too large to be judged: its verdict is unknown, as in a check of it. */
static void write_unjudged(struct rule_check *check, const char *body, struct buffer *out)
{
        buffer_format(out, "%s{\"body\":\"%s\",\"verdict\":\"unknown\",\"reason\":\"too_large\"}",
                      check->begun ? "," : "", body);
        check->begun = true;
        check->counts[VERDICT_UNKNOWN]++;
}

static void write_body(struct rule_check *check, const struct sweep_body *body, struct buffer *out)
{
        if (body->facts)
                write_found(check, check_judge(body->call, body->facts, check->at), out);
        else
                write_unjudged(check, body->id, out);
}

static bool next_piece(void *context, struct buffer *out)
{
        struct rule_check *check = context;
        struct sweep_body body;
        size_t before = out->length;
        while (!check->ended && out->length == before) {
                enum sweep_step step = check->sweep ? sweep_next(check->sweep, &body) : SWEEP_END;
                if (step == SWEEP_FAILED)
                        return false;
                if (step == SWEEP_BODY)
                        write_body(check, &body, out);
                if (step == SWEEP_END)
                        write_end(check, out);
        }
        return true;
}

/* Judges a rule that does not concern a single body, in one step. */
static bool write_whole(struct registry *registry, struct rule_check *check, const char *file, const char *id)
{
        struct call *call = check->call;
        struct sql_value values[] = {{"id", id}};
        struct session *session;
        struct check_body subject;
        struct rows *rows;
        if (!access_open(registry, call, &session) || !access_run_file(call, session, file, values, 1, &rows))
                return false;
        store_return(session);
        struct check_load *load = check_load_rows(call, rows);
        if (!load || !check_load_next(load, call, &subject))
                return false;
        const struct rules_facts *facts = subject.rows ? check_load_facts(call, &subject) : NULL;
        if (facts)
                write_found(check, check_judge(call, facts, check->at), &call->answer.body);
        return facts || !subject.rows;
}

static bool find_rule(struct registry *registry, struct call *call, struct rows **ret_rows)
{
        struct sql_value values[] = {{"id", call->id}};
        struct session *session;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "rules/subject", values, 1, ret_rows))
                return false;
        store_return(session);
        return rows_count(*ret_rows)
                       ? true
                       : call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "rules");
}

/* The first piece is made here, so that a failure can still be answered with a status. */
bool rule_check_handler(struct registry *registry, struct call *call)
{
        struct rule_check *check = arena_alloc(call->arena, sizeof *check);
        struct sweep_options options = {.rule = call->id};
        const char *at = access_date(call, "at");
        struct rows *rows;
        if (!find_rule(registry, call, &rows))
                return false;
        const char *kind = rows_text(rows, 0, 0), *agreement = rows_text(rows, 0, 1);
        *check = (struct rule_check){.call = call,
                                     .at = check_date(at),
                                     .known_at = rows_text(rows, 0, 2),
                                     .revision = rows_text(rows, 0, 3)};
        bool by_area = strcmp(kind, "existence") == 0;
        call->answer.revision = check->revision;
        buffer_format(&call->answer.body, "{\"rule\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",\"items\":[",
                      call->id, kind, at);
        if (by_area || agreement) {
                if (!write_whole(registry, check, by_area ? "rules/existence" : "agreements/facts",
                                 by_area ? call->id : agreement))
                        return false;
        } else {
                check->sweep = sweep_new(registry, call, &options);
        }
        if (!next_piece(check, &call->answer.body))
                return false;
        call->answer.stream = (struct answer_stream){.next = next_piece, .context = check};
        return true;
}
