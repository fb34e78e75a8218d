/*
 * rule_check - judges one rule wherever it applies. A general rule is judged body by body and the results
 * streamed; a rule of a body or an agreement on that one; an existence rule area by area. JSON and CSV are
 * written here, place by place; JUnit and SARIF as for all checks (checks.c).
 */
#include "checks/checks_handlers.h"
#include "checks/sweep.h"
#include "formats/formats.h"
#include "json/tree.h"

#include <string.h>

/* The result for one body, or for all areas. */
#define FOUND_MAX ((size_t)32 * 1024 * 1024)

struct rule_check {
        struct call *call;
        struct sweep *sweep; /* NULL: there are no more bodies */
        date at;
        const char *at_text;
        struct arena *piece; /* for one place after the other */
        bool csv;
        uint32_t counts[VERDICT_COUNT];
        const char *known_at, *revision; /* of the register when it was asked */
        bool begun, ended;
};

/* Writes items, with commas between them, or as rows of CSV. */
static void write_items(struct rule_check *check, const struct buffer *items, struct buffer *out)
{
        if (check->csv) {
                struct buffer *array = buffer_new(check->piece, FOUND_MAX);
                buffer_add_char(array, '[');
                buffer_add(array, items->bytes, items->length);
                buffer_add_char(array, ']');
                buffer_need(array);
                format_places_csv(out, tree_read(check->piece, array), check->at_text);
                return;
        }
        if (check->begun)
                buffer_add_char(out, ',');
        check->begun = true;
        buffer_add(out, items->bytes, items->length);
}

static struct buffer *begin_items(struct rule_check *check)
{
        arena_reset(check->piece);
        return buffer_new(check->piece, FOUND_MAX);
}

/* Writes the rule's part of a result; nothing if the result does not have the rule. */
static void write_found(struct rule_check *check, const struct rules_result *result, struct buffer *out)
{
        struct buffer *items = begin_items(check);
        uint32_t count = rules_write_found(items, result, check->call->id, check->counts);
        buffer_need(items);
        if (count)
                write_items(check, items, out);
}

static void write_end(struct rule_check *check, struct buffer *out)
{
        bool any = false;
        check->ended = true;
        if (check->csv)
                return;
        buffer_add_string(out, "],\"counts\":{");
        for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
                if (!check->counts[verdict])
                        continue;
                buffer_format(out, "%s\"%s\":%u", any ? "," : "", verdict_name((enum verdict)verdict),
                              check->counts[verdict]);
                any = true;
        }
        buffer_format(out, "},\"knownAt\":\"%s\",\"revision\":%s}", check->known_at, check->revision);
}

/* Writes what is too large to be judged: its verdict is unknown, as in a check of it. */
static void write_unjudged(struct rule_check *check, const char *id, struct buffer *out)
{
        struct buffer *items = begin_items(check);
        buffer_format(items, "{\"%s\":\"%s\",\"verdict\":\"unknown\",\"reason\":\"too_large\"}",
                      strcmp(id, check->call->id) == 0 ? "rule" : "body", id);
        buffer_need(items);
        write_items(check, items, out);
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

/* The agreement that a rule is about. False after call_fail(). */
static bool load_agreement(struct registry *registry, struct call *call, const char *id,
                           struct check_body *ret)
{
        struct sql_value values[] = {{"id", id}};
        struct session *session;
        struct rows *rows;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "agreements/facts", values, 1, &rows))
                return false;
        store_return(session);
        struct check_load *load = check_load_rows(call, rows);
        return load && check_load_next(load, call, ret);
}

/* Judges a rule of an agreement: all of it at once. */
static bool write_agreement(struct registry *registry, struct rule_check *check, const char *id)
{
        struct call *call = check->call;
        struct check_body agreement;
        if (!load_agreement(registry, call, id, &agreement))
                return false;
        const struct rules_facts *facts = agreement.rows ? check_load_facts(call, &agreement) : NULL;
        if (facts)
                write_found(check, check_judge(call, facts, check->at), &call->answer.body);
        return facts || !agreement.rows;
}

/* The rule for build servers and hosts of code. */
static bool answer_report(struct registry *registry, struct call *call, const char *agreement, const char *at)
{
        struct check_body subject;
        if (!agreement)
                return checks_answer_rule(registry, call, at);
        if (!load_agreement(registry, call, agreement, &subject))
                return false;
        if (subject.rows)
                checks_write_report(registry, call, check_tree(call, &subject, at), call->id);
        return true;
}

static bool find_rule(struct registry *registry, struct call *call, struct rows **ret_rows)
{
        struct sql_value values[] = {{"id", call->id}};
        struct session *session;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "rules/owner", values, 1, ret_rows))
                return false;
        store_return(session);
        return rows_count(*ret_rows)
                       ? true
                       : call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "rules");
}

/* Writes what precedes the first item. */
static void write_begin(struct rule_check *check, const char *kind)
{
        struct answer *answer = &check->call->answer;
        if (check->csv) {
                answer->media_type = "text/csv; charset=utf-8; header=present";
                format_places_csv_begin(&answer->body);
        } else {
                buffer_format(&answer->body, "{\"rule\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",\"items\":[",
                              check->call->id, kind, check->at_text);
        }
}

/* The first piece is made here, so that a failure can still be answered with a status. */
static bool write_places(struct registry *registry, struct call *call, const struct rows *rows,
                         const char *agreement, const char *at)
{
        struct rule_check *check = arena_alloc(call->arena, sizeof *check);
        struct sweep_options options = {.rule = call->id, .norms = true};
        *check = (struct rule_check){.call = call,
                                     .at = check_date(at),
                                     .at_text = at,
                                     .piece = arena_new_below(call->arena, CALL_MEMORY_MAX),
                                     .csv = strcmp(call->answer_type, "text/csv") == 0,
                                     .known_at = rows_text(rows, 0, 2),
                                     .revision = rows_text(rows, 0, 3)};
        write_begin(check, rows_text(rows, 0, 0));
        if (agreement && !write_agreement(registry, check, agreement))
                return false;
        if (!agreement)
                check->sweep = sweep_new(registry, call, &options);
        if (!next_piece(check, &call->answer.body))
                return false;
        call->answer.stream = (struct answer_stream){.next = next_piece, .context = check};
        return true;
}

bool rule_check_handler(struct registry *registry, struct call *call)
{
        const char *at = access_date(call, "at");
        struct rows *rows;
        if (!find_rule(registry, call, &rows))
                return false;
        const char *agreement = rows_text(rows, 0, 1);
        bool places = strcmp(call->answer_type, "application/json") == 0 ||
                      strcmp(call->answer_type, "text/csv") == 0;
        call->answer.revision = rows_text(rows, 0, 3);
        return places ? write_places(registry, call, rows, agreement, at)
                      : answer_report(registry, call, agreement, at);
}
