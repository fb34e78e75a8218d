#include "checks/gate.h"

#include "checks/check.h"
#include "checks/gate_areas.h"
#include "json/member.h"
#include "json/tree.h"
#include "words/language.h"
#include "words/verdict.h"

#include <string.h>

/* How many bodies are judged for one transaction. A judgement takes about a millisecond, and others wait
 * meanwhile. */
#define BODIES_MAX 1000

/* One result; a body of ten thousand members has some megabytes. */
#define RESULT_MAX ((size_t)32 * 1024 * 1024)

static bool is_not_met(const json_t *judged)
{
        return verdict_in(judged) == VERDICT_NOT_MET;
}

static bool had_advice(const json_t *result, const json_t *advice)
{
        size_t index;
        json_t *old;
        json_array_foreach(json_object_get(result, "advice"), index, old)
                if (json_equal(json_object_get(old, "rules"), json_object_get(advice, "rules")))
                        return true;
        return false;
}

/* Adds to a result the rules that contradict the one being written, on any day of its validity. */
static void add_contradictions(json_t *judged, struct arena *arena, const struct rules_facts *facts,
                               const char *rule, date today)
{
        struct buffer *text = buffer_new(arena, RESULT_MAX);
        json_t *advice = json_object_get(judged, "advice"), *item;
        size_t index;
        if (!rules_contradictions_write(text, arena, facts, rule, today))
                memory_ran_out();
        json_array_foreach(tree_read(arena, text), index, item) {
                if (!had_advice(judged, item))
                        tree_add(advice, json_incref(item));
        }
}

/* Judges the next body, in `one`, which has its own arena. *ret_judged is NULL if the body is too large to be
 * judged, *ret_id if there is no next one. False after call_fail() on `one`. */
static bool judge_next(struct check_load *load, struct call *one, const struct gate *gate,
                       const char **ret_id, json_t **ret_judged)
{
        struct buffer *text = buffer_new(one->arena, RESULT_MAX);
        date today = check_date(gate->today);
        struct check_body body;
        *ret_judged = NULL;
        *ret_id = NULL;
        if (!check_load_next(load, one, &body))
                return false;
        if (!body.rows)
                return true;
        *ret_id = rows_text(body.rows, body.row, CHECK_ID);
        if (!body.facts)
                return true;
        check_write(text, check_judge(one, body.facts, today), body.rows, body.row);
        json_t *judged = tree_read(one->arena, text), *unused;
        const char *rule;
        json_object_foreach(gate->rules, rule, unused)
                add_contradictions(judged, one->arena, body.facts, rule, today);
        *ret_judged = judged;
        return true;
}

/* The ids as an array of SQL. */
static const char *ids_text(struct call *call, const struct gate *gate)
{
        const char **ids = arena_array(call->arena, json_object_size(gate->ids), sizeof *ids), *id;
        json_t *unused;
        size_t count = 0;
        json_object_foreach(gate->ids, id, unused)
                ids[count++] = id;
        return sql_array(call->arena, ids, count);
}

/* Bodies that are judged, with their own arenas, so that the write continues if these run out. */
struct judging {
        struct session *session;
        struct gate *gate;
        struct call load, one; /* copies of the call: for the facts of all, and for the body that is judged */
        struct check_load *bodies;
        const char *ids;
        const char *id; /* of the body; NULL: there is no next one */
        json_t *judged;
        bool done; /* false: the problem is in the copy (`load` or `one`) that was in use */
};

static void load_guarded(void *context)
{
        struct judging *judging = context;
        const struct check_options options = {.session = judging->session};
        judging->bodies = check_load(NULL, &judging->load, judging->ids, &options);
        judging->done = judging->bodies != NULL;
}

static void judge_guarded(void *context)
{
        struct judging *judging = context;
        judging->done =
                judge_next(judging->bodies, &judging->one, judging->gate, &judging->id, &judging->judged);
}

/* Judges one body after the other; each may use all the memory that there is for one. False after call_fail()
 * on its copy of the call. */
static bool judge_each(struct call *call, struct judging *judging, json_t *results)
{
        do {
                judging->judged = NULL;
                if (!memory_guard(judge_guarded, judging)) {
                        judging->gate->unjudged = judging->done = true;
                        judging->id = ""; /* the next one may be smaller */
                        judging->judged = NULL;
                }
                if (judging->judged)
                        tree_set(results, judging->id, json_incref(judging->judged));
                arena_reset(judging->one.arena);
                if (judging->done)
                        call_copy(call, judging->one.arena, &judging->one);
        } while (judging->done && judging->id);
        return judging->done;
}

/* The results by body. A body that is too large to be judged is left out; it does not prevent a write. */
static json_t *judge_all(struct call *call, struct session *session, struct gate *gate)
{
        json_t *results = tree_object(call->arena);
        struct judging judging = {.session = session, .gate = gate, .ids = ids_text(call, gate)};
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &judging.load);
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &judging.one);
        bool done = true;
        if (!memory_guard(load_guarded, &judging))
                gate->unjudged = true;
        else if (!(done = judging.done))
                call_fail_as(call, &judging.load);
        if (done && judging.bodies && !(done = judge_each(call, &judging, results)))
                call_fail_as(call, &judging.one);
        arena_free(judging.one.arena);
        arena_free(judging.load.arena);
        return done ? results : NULL;
}

void gate_open(struct call *call, struct gate *gate)
{
        *gate = (struct gate){.today = access_today(call),
                              .ids = tree_object(call->arena),
                              .rules = tree_object(call->arena),
                              .norms = tree_object(call->arena)};
}

static void add_body(const char *body, struct gate *gate)
{
        if (json_object_size(gate->ids) < BODIES_MAX)
                tree_set(gate->ids, body, json_true());
}

bool gate_add(struct call *call, struct session *session, const char *id, const json_t *document,
              struct gate *gate)
{
        if (!call->operation->judged)
                return true;
        const char *text = document ? tree_text(call->arena, document) : NULL;
        struct rows *rows;
        if (strcmp(call->operation->collection, "rules") == 0)
                tree_set(gate->rules, id, json_true());
        struct sql_value values[] = {
                {"collection", call->operation->collection}, {"id", id}, {"document", text}};
        if (!access_run_file(call, session, "bodies/affected", values, text ? 3 : 2, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++) {
                if (strcmp(rows_text(rows, i, 1), "t") == 0)
                        tree_set(gate->norms, rows_text(rows, i, 0), json_true());
                else
                        add_body(rows_text(rows, i, 0), gate);
        }
        return true;
}

void gate_add_created(const struct call *call, const char *id, struct gate *gate)
{
        if (strcmp(call->operation->collection, "bodies") == 0)
                add_body(id, gate);
}

static bool concerns_nothing(const struct gate *gate)
{
        return json_object_size(gate->ids) == 0 && json_object_size(gate->norms) == 0;
}

static json_t *judge_norms(struct call *call, struct session *session, struct gate *gate)
{
        return gate_areas_judge(call, session, gate->norms, gate->today, &gate->unjudged);
}

bool gate_before(struct call *call, struct session *session, struct gate *gate)
{
        if (concerns_nothing(gate))
                return true;
        gate->before = judge_all(call, session, gate);
        gate->norms_before = gate->before ? judge_norms(call, session, gate) : NULL;
        return gate->norms_before != NULL;
}

static const json_t *find_rule(const json_t *result, const char *id)
{
        size_t index;
        json_t *rule;
        json_array_foreach(json_object_get(result, "rules"), index, rule)
                if (strcmp(member_text(rule, "rule"), id) == 0)
                        return rule;
        return NULL;
}

static void add_finding(json_t *findings, const char *body, const char *code, const json_t *about)
{
        const char *rule = member_text(about, "rule");
        tree_add(findings, json_pack("{s:s, s:s*, s:s, s:s*, s:O*, s:O}", "body", body, "rule", rule, "code",
                                     code, "verdict", member_text(about, "verdict"), "rules",
                                     rule ? NULL : json_object_get(about, "rules"), "text",
                                     json_object_get(about, "text")));
}

/* Finds the rules that were not broken before and are now. */
static void find_broken(const char *body, const json_t *before, const json_t *after, json_t *findings)
{
        size_t index;
        json_t *rule;
        json_array_foreach(json_object_get(after, "rules"), index, rule) {
                bool new = is_not_met(rule) && !is_not_met(find_rule(before, member_text(rule, "rule")));
                if (new)
                        add_finding(findings, body, verdict_name(VERDICT_NOT_MET), rule);
        }
}

static bool is_contradiction(const json_t *advice)
{
        const char *action = member_text(advice, "action");
        return action && strcmp(action, "contradiction") == 0;
}

/* Finds rules that no membership could satisfy together, and that were not together before. */
static void find_contradictions(const char *body, const json_t *before, const json_t *after, json_t *findings)
{
        size_t index;
        json_t *advice;
        json_array_foreach(json_object_get(after, "advice"), index, advice) {
                bool new = is_contradiction(advice) && !had_advice(before, advice);
                if (new)
                        add_finding(findings, body, "contradiction", advice);
        }
}

/* Refuses the write because the rules of a body were met and no longer are. */
static void refuse_body(struct call *call, const char *body, const json_t *findings, const json_t *result)
{
        const char *language = language_code(call->language);
        size_t index, told = 0;
        json_t *finding;
        json_array_foreach(findings, index, finding) {
                const char *rule = member_text(finding, "rule");
                if (strcmp(member_text(finding, "body"), body) != 0 || !rule)
                        continue;
                fault_add(&call->faults, FAULT_POINTER, "", FAULT_WOULD_BREAK, body,
                          arena_format(call->arena, "%s: %s", rule,
                                       member_text(json_object_get(finding, "text"), language)));
                told++;
        }
        if (!told) /* the seats together, without a single rule that is broken */
                fault_add(&call->faults, FAULT_POINTER, "", FAULT_WOULD_BREAK, body,
                          member_text(json_object_get(result, "summary"), language));
}

bool gate_after(struct call *call, struct session *session, struct gate *gate)
{
        if (concerns_nothing(gate))
                return true;
        json_t *after = judge_all(call, session, gate), *findings = tree_array(call->arena), *result;
        json_t *norms_after = after ? judge_norms(call, session, gate) : NULL;
        const char *body;
        if (!norms_after)
                return false;
        /* strict handling must not succeed if a body could not be judged */
        if (call->strict && gate->unjudged)
                return call_fail_busy(call, "no memory to judge a body that it is about");
        json_object_foreach(after, body, result) {
                const json_t *before = json_object_get(gate->before, body);
                find_broken(body, before, result, findings);
                find_contradictions(body, before, result, findings);
                if (call->strict && is_not_met(result) && before && verdict_in(before) == VERDICT_MET)
                        refuse_body(call, body, findings, result);
        }
        gate_areas_compare(call, gate->norms_before, norms_after, findings);
        if (json_array_size(findings))
                gate->findings = tree_text(call->arena, findings);
        call->answer.findings = gate->findings;
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}
