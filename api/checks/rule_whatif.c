/*
 * rule_whatif - checks a change of a general rule before it is made: which bodies satisfy the rule now, and
 * which would satisfy or break it. Nothing is stored. Each body is judged with the stored rule and with the
 * changed one, and its result is written while the next is loaded. An existence rule is judged in all areas
 * in one step.
 */
#include "checks/checks_handlers.h"

#include "checks/check.h"
#include "json/member.h"
#include "json/parse.h"
#include "json/tree.h"
#include "rules/whatif.h"

#include <stdlib.h>
#include <string.h>

struct rule_whatif {
        struct registry *registry;
        struct call *call;
        struct call one;       /* a copy of the call, with memory for the body that is judged */
        json_t *rule;          /* as it would read */
        const char *documents; /* the same as bodies/facts takes it */
        struct rows *rows;     /* ids of the bodies; NULL: it is judged by area */
        size_t next;           /* of them */
        date at;
        const char *known_at, *revision;
        uint32_t before[VERDICT_COUNT], after[VERDICT_COUNT]; /* how many have each verdict on the rule */
        bool by_area, begun, ended;
};

static const char *text_of(struct call *call, const json_t *json)
{
        char *dumped = json_dumps(json, JSON_COMPACT);
        const char *text = dumped ? arena_copy(call->arena, dumped, strlen(dumped)) : NULL;
        free(dumped);
        return memory_need((void *)(uintptr_t)text);
}

/* Checks the meaning of the rule; its faults are reported at pointers below /rule. */
static void check_meaning(struct rule_whatif *whatif)
{
        struct call *call = whatif->call;
        const char *id = json_string_value(json_object_get(whatif->rule, "id"));
        struct faults faults;
        fault_init(&faults, call->arena);
        rules_faults(whatif->rule, &faults);
        for (const struct fault *fault = faults.first; fault; fault = fault->next)
                fault_add(&call->faults, FAULT_POINTER, arena_format(call->arena, "/rule%s", fault->where),
                          fault->code, fault->args[0], fault->args[1]);
        whatif->by_area = strcmp(member_text_or(whatif->rule, "kind", ""), "existence") == 0;
        if (json_is_object(whatif->rule) && !whatif->by_area && !json_object_get(whatif->rule, "appliesTo"))
                fault_add(&call->faults, FAULT_POINTER, "/rule", FAULT_REQUIRED, "appliesTo", NULL);
        if (id && strcmp(id, call->id) != 0)
                fault_add(&call->faults, FAULT_POINTER, "/rule/id", FAULT_ID_MISMATCH, call->id, NULL);
}

static bool read_changes(struct rule_whatif *whatif)
{
        struct call *call = whatif->call;
        json_t *changes = parse_json(call->arena, call->body, call->body_length, &call->faults);
        if (!changes && call->faults.count)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        schema_check(call->operation->body, changes, "", SCHEMA_REQUEST, &call->faults);
        const char *at = json_string_value(json_object_get(changes, "at"));
        whatif->rule = json_object_get(changes, "rule");
        if (!at || !date_parse(at, strlen(at), &whatif->at))
                whatif->at = check_date(access_today(call));
        check_meaning(whatif);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        if (!access_sees_restricted(call) && rules_ask_gender(whatif->rule))
                return call_fail(call, PROBLEM_FORBIDDEN, FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        tree_set(whatif->rule, "id", json_string(call->id));
        return true;
}

/* Asks the database for the rule's faults, the bodies that it may apply to, and the register's revision. */
static bool ask_database(struct rule_whatif *whatif)
{
        struct call *call = whatif->call;
        json_t *items =
                tree_tie(call->arena, json_pack("[{s:s, s:s, s:s, s:O}]", "collection", "rules", "id",
                                                call->id, "prefix", "/rule", "document", whatif->rule));
        whatif->documents = text_of(call, items);
        struct sql_value faults[] = {{"items", whatif->documents}, {"removed", "{}"}},
                         reach[] = {{"id", call->id}, {"document", text_of(call, whatif->rule)}};
        struct session *session;
        struct rows *found, *now;
        if (!access_open(whatif->registry, call, &session) ||
            !access_run_file(call, session, "bodies/whatif", faults, 2, &found) ||
            !access_run_file(call, session, "operations/now", NULL, 0, &now) ||
            (!whatif->by_area &&
             !access_run_file(call, session, "rules/bodies_applied_to", reach, 2, &whatif->rows)))
                return false;
        store_return(session);
        whatif->known_at = rows_text(now, 0, 0);
        whatif->revision = rows_text(now, 0, 1);
        access_collect_faults(call, found);
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}

/* Makes facts with the changed rule instead of the stored one, or in addition to the others; NULL after
 * call_fail(). */
static json_t *with_rule(struct rule_whatif *whatif, json_t *facts)
{
        struct call *one = &whatif->one;
        bool stored = false;
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(facts, "rules"), i, rule) {
                const char *id = json_string_value(json_object_get(rule, "id"));
                stored = stored || (id && strcmp(id, one->id) == 0);
        }
        json_t *changes = tree_tie(
                one->arena, json_pack("{s:{s:[O]}}", "rules", stored ? "replace" : "add", whatif->rule));
        json_t *after = rules_whatif(facts, changes, whatif->at, &one->faults);
        if (after)
                return tree_tie(one->arena, after);
        call_fail_internal(one, "the rule cannot be put into the facts");
        return NULL;
}

/* Writes the verdict on the rule, or null if it is not one of the body's rules, and counts it. */
static void write_step(struct buffer *out, const char *key, const struct rules_result *result,
                       const char *rule, uint32_t *counts)
{
        enum verdict verdict;
        bool found = rules_result_of_rule(result, rule, &verdict);
        buffer_format(out, found ? ",\"%s\":\"%s\"" : ",\"%s\":null", key,
                      found ? verdict_name(verdict) : "");
        if (found)
                counts[verdict]++;
}

static void write_item(struct rule_whatif *whatif, const char *body, const struct rules_result *before,
                       const struct rules_result *after, struct buffer *out)
{
        const char *rule = whatif->call->id;
        uint32_t unused[VERDICT_COUNT] = {0};
        enum verdict verdict;
        if (!rules_result_of_rule(before, rule, &verdict) && !rules_result_of_rule(after, rule, &verdict))
                return;
        buffer_format(out, "%s{\"body\":\"%s\"", whatif->begun ? "," : "", body);
        whatif->begun = true;
        write_step(out, "from", before, rule, whatif->before);
        write_step(out, "to", after, rule, whatif->after);
        buffer_format(out, ",\"verdict\":[\"%s\",\"%s\"],\"found\":[",
                      verdict_name(rules_result_verdict(before)), verdict_name(rules_result_verdict(after)));
        rules_write_found(out, after, rule, unused);
        buffer_add_string(out, "]}");
}

/* Judges one body, in `one`. False after call_fail() on that call. */
static bool judge_body(struct rule_whatif *whatif, const char *id, struct buffer *out)
{
        struct call *one = &whatif->one;
        const struct check_options options = {.changes = whatif->documents};
        struct check_body body;
        struct check_load *load = check_load(whatif->registry, one, sql_array(one->arena, &id, 1), &options);
        if (!load || !check_load_next(load, one, &body))
                return false;
        if (!body.facts) /* it was deleted meanwhile, or is too large to be judged */
                return true;
        json_t *facts = check_load_tree(one, body.rows, body.row),
               *thought = facts ? with_rule(whatif, facts) : NULL;
        const struct rules_facts *after = thought ? check_load_of_tree(one, thought) : NULL;
        const struct rules_result *results[] = {after ? check_judge(one, body.facts, whatif->at) : NULL,
                                                after ? check_judge(one, after, whatif->at) : NULL};
        if (!results[0] || !results[1])
                return false;
        write_item(whatif, id, results[0], results[1], out);
        return true;
}

static void write_counts(struct buffer *out, const char *key, const uint32_t *counts)
{
        bool any = false;
        buffer_format(out, "\"%s\":{", key);
        for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
                if (!counts[verdict])
                        continue;
                buffer_format(out, "%s\"%s\":%u", any ? "," : "", verdict_name((enum verdict)verdict),
                              counts[verdict]);
                any = true;
        }
        buffer_add_char(out, '}');
}

static void write_end(struct rule_whatif *whatif, struct buffer *out)
{
        buffer_add_string(out, "],\"counts\":{");
        write_counts(out, "before", whatif->before);
        buffer_add_char(out, ',');
        write_counts(out, "after", whatif->after);
        buffer_format(out, "},\"knownAt\":\"%s\",\"revision\":%s}", whatif->known_at, whatif->revision);
        whatif->ended = true;
}

/* Judges what the rule says of areas, as it is stored and as it is thought of. False after call_fail(). */
static bool judge_areas(struct rule_whatif *whatif, struct buffer *out)
{
        struct call *call = whatif->call;
        struct check_body stored, thought;
        if (!check_load_norm(whatif->registry, call, call->id, NULL, &stored) ||
            !check_load_norm(whatif->registry, call, call->id, text_of(call, whatif->rule), &thought))
                return false;
        const struct rules_facts *before = stored.rows ? check_load_facts(call, &stored) : NULL,
                                 *after = check_load_facts(call, &thought);
        if (!after || (stored.rows && !before))
                return false;
        rules_areas_difference_write(out, before ? check_judge(call, before, whatif->at) : NULL,
                                     check_judge(call, after, whatif->at), whatif->before, whatif->after);
        return true;
}

static bool next_piece(void *context, struct buffer *out)
{
        struct rule_whatif *whatif = context;
        size_t before = out->length;
        while (!whatif->ended && out->length == before) {
                if (whatif->by_area || whatif->next == rows_count(whatif->rows)) {
                        write_end(whatif, out);
                        break;
                }
                arena_reset(whatif->one.arena);
                call_copy(whatif->call, whatif->one.arena, &whatif->one);
                if (!judge_body(whatif, rows_text(whatif->rows, whatif->next++, 0), out))
                        return call_fail_as(whatif->call, &whatif->one), false;
        }
        return true;
}

/* The first piece is made here, so that a failure can still be answered with a status. */
bool rule_whatif_handler(struct registry *registry, struct call *call)
{
        struct rule_whatif *whatif = arena_alloc(call->arena, sizeof *whatif);
        char at[DATE_TEXT_SIZE];
        *whatif = (struct rule_whatif){.registry = registry, .call = call};
        if (!read_changes(whatif) || !ask_database(whatif))
                return false;
        whatif->one.arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        date_format(whatif->at, at);
        call->answer.revision = whatif->revision;
        buffer_format(&call->answer.body, "{\"rule\":\"%s\",\"at\":\"%s\",\"items\":[", call->id, at);
        if (whatif->by_area && !judge_areas(whatif, &call->answer.body))
                return false;
        if (!next_piece(whatif, &call->answer.body))
                return call->answer.problem ? false : call_fail_internal(call, "a result too large");
        call->answer.stream = (struct answer_stream){.next = next_piece, .context = whatif};
        return true;
}
