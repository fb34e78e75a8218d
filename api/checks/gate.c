#include "checks/gate.h"

#include "checks/check.h"
#include "json/tree.h"

#include <stdlib.h>
#include <string.h>

/* Bodies that one transaction is held against: a judgement takes about a millisecond, and others wait
 * meanwhile. */
#define BODIES_MAX 1000

/* One result; a body of ten thousand members has some megabytes. */
#define RESULT_MAX ((size_t)32 * 1024 * 1024)

static const char *member(const json_t *object, const char *key)
{
        return json_string_value(json_object_get(object, key));
}

static bool is_not_met(const json_t *judged)
{
        const char *verdict = member(judged, "verdict");
        return verdict && strcmp(verdict, "not_met") == 0;
}

static bool had_advice(const json_t *result, const json_t *advice)
{
        size_t index;
        json_t *old;
        json_array_foreach(json_object_get(result, "advice"), index,
                           old) if (json_equal(json_object_get(old, "rules"),
                                               json_object_get(advice, "rules"))) return true;
        return false;
}

static void clear_text(void *text)
{
        buffer_clear(text);
}

/* A buffer for a result, which goes with the arena, whatever runs out meanwhile. */
static struct buffer *new_text(struct arena *arena)
{
        struct buffer *text = arena_alloc(arena, sizeof *text);
        *text = BUFFER(RESULT_MAX);
        arena_defer(arena, clear_text, text);
        return text;
}

/* A buffer's JSON, in the arena; NULL if there is none. */
static json_t *parse_text(struct arena *arena, struct buffer *text)
{
        json_t *json = buffer_failed(text) ? NULL : tree_load(arena, text->bytes, text->length);
        buffer_clear(text);
        return json;
}

/* Adds to a result what contradicts the rule that is written, on whatever day of its validity. */
static void add_contradictions(json_t *judged, struct arena *arena, const struct rules_facts *facts,
                               const char *rule, date today)
{
        struct buffer *text = new_text(arena);
        bool good = rules_contradictions_write(text, arena, facts, rule, today);
        json_t *list = parse_text(arena, text), *advice = json_object_get(judged, "advice"), *item;
        size_t index;
        json_array_foreach(good ? list : NULL, index, item)
        {
                if (!had_advice(judged, item))
                        tree_add(advice, json_incref(item));
        }
}

/* Judges the next body, in `one`, which has memory of its own, the result's too. *ret_judged is NULL if it
 * cannot be judged, *ret_id if there is no next one. False after call_fail() on that call. */
static bool judge_next(struct check_load *load, struct call *one, const struct gate *gate,
                       const char **ret_id, json_t **ret_judged)
{
        date today = check_date(gate->today);
        struct check_body body;
        *ret_judged = NULL;
        *ret_id = NULL;
        if (!check_load_next(load, one, &body))
                return false;
        if (!body.rows)
                return true;
        *ret_id = rows_text(body.rows, body.row, CHECK_ID);
        const struct rules_result *result = body.facts ? check_judge(one, body.facts, today) : NULL;
        struct buffer *text = new_text(one->arena);
        if (result)
                check_write(text, result, body.rows, body.row);
        json_t *judged = result ? parse_text(one->arena, text) : NULL, *unused;
        const char *rule;
        json_object_foreach(judged ? gate->rules : NULL, rule, unused)
                add_contradictions(judged, one->arena, body.facts, rule, today);
        *ret_judged = judged;
        return true;
}

/* The ids as an array of SQL; NULL if memory runs out. */
static const char *ids_text(struct call *call, const struct gate *gate)
{
        const char **ids = arena_array(call->arena, json_object_size(gate->ids), sizeof *ids), *id;
        json_t *unused;
        size_t count = 0;
        if (!ids)
                return NULL;
        json_object_foreach(gate->ids, id, unused) ids[count++] = id;
        return sql_array(call->arena, ids, count);
}

/* Bodies that are judged, in memory of their own: where that runs out, the write goes on. */
struct judging {
        struct session *session;
        const struct gate *gate;
        struct call load, one; /* copies of the call: for the facts of all, and for the body that is judged */
        struct check_load *bodies;
        const char *ids;
        const char *id; /* of the body; NULL: there is no next one */
        json_t *judged;
        bool done; /* false: what was wrong stands in the copy that it was done with */
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

/* Judges one body after the other, each in all the memory that there is for one. False after call_fail() on
 * its copy of the call. */
static bool judge_each(struct call *call, struct judging *judging, json_t *results)
{
        do {
                judging->judged = NULL;
                if (!memory_guard(judge_guarded, judging)) {
                        judging->done = true;
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

/* The results by body; a body that cannot be judged (for its size) is left out: it does not stop a write. */
static json_t *judge_all(struct call *call, struct session *session, const struct gate *gate)
{
        json_t *results = tree_object(call->arena);
        struct judging judging = {.session = session, .gate = gate, .ids = ids_text(call, gate)};
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &judging.load);
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &judging.one);
        bool done = true;
        if (memory_guard(load_guarded, &judging) && !(done = judging.done))
                call_fail_as(call, &judging.load);
        if (done && judging.bodies && !(done = judge_each(call, &judging, results)))
                call_fail_as(call, &judging.one);
        arena_free(judging.one.arena);
        arena_free(judging.load.arena);
        return done ? results : NULL;
}

/* An object whose keys are what counts; it lives as long as the call. NULL if memory runs out. */
static json_t *new_set(struct call *call)
{
        return tree_object(call->arena);
}

bool gate_open(struct call *call, struct gate *gate)
{
        *gate = (struct gate){.today = access_today(call), .ids = new_set(call), .rules = new_set(call)};
        if (!gate->today)
                return call_fail_internal(call, "no clock");
        return gate->ids && gate->rules ? true : call_fail_internal(call, "out of memory");
}

static bool add_body(struct call *call, const char *body, struct gate *gate)
{
        if (json_object_size(gate->ids) < BODIES_MAX &&
            json_object_set_new(gate->ids, body, json_true()) != 0)
                return call_fail_internal(call, "out of memory");
        return true;
}

bool gate_add(struct call *call, struct session *session, const char *id, const json_t *document,
              struct gate *gate)
{
        if (!call->operation->judged)
                return true;
        char *dumped = document ? json_dumps(document, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
        const char *text = dumped ? arena_copy(call->arena, dumped, strlen(dumped)) : NULL;
        struct rows *rows;
        free(dumped);
        bool rule = strcmp(call->operation->collection, "rules") == 0;
        if ((document && !text) || (rule && json_object_set_new(gate->rules, id, json_true()) != 0))
                return call_fail_internal(call, "out of memory");
        struct sql_value values[] = {
                {"collection", call->operation->collection}, {"id", id}, {"document", text}};
        if (!access_run_file(call, session, "bodies/affected", values, text ? 3 : 2, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++)
                if (!add_body(call, rows_text(rows, i, 0), gate))
                        return false;
        return true;
}

bool gate_add_created(struct call *call, const char *id, struct gate *gate)
{
        return strcmp(call->operation->collection, "bodies") != 0 || add_body(call, id, gate);
}

bool gate_before(struct call *call, struct session *session, struct gate *gate)
{
        if (json_object_size(gate->ids) == 0)
                return true;
        gate->before = judge_all(call, session, gate);
        return gate->before != NULL;
}

static const json_t *find_rule(const json_t *result, const char *id)
{
        size_t index;
        json_t *rule;
        json_array_foreach(json_object_get(result, "rules"), index,
                           rule) if (strcmp(member(rule, "rule"), id) == 0) return rule;
        return NULL;
}

static bool add_finding(json_t *findings, const char *body, const char *code, const json_t *about)
{
        const char *rule = member(about, "rule");
        json_t *finding = json_pack("{s:s, s:s*, s:s, s:s*, s:O*, s:O}", "body", body, "rule", rule, "code",
                                    code, "verdict", member(about, "verdict"), "rules",
                                    rule ? NULL : json_object_get(about, "rules"), "text",
                                    json_object_get(about, "text"));
        return finding && json_array_append_new(findings, finding) == 0;
}

/* Rules that were not broken and now are. */
static bool find_broken(const char *body, const json_t *before, const json_t *after, json_t *findings)
{
        size_t index;
        json_t *rule;
        json_array_foreach(json_object_get(after, "rules"), index, rule)
        {
                bool new = is_not_met(rule) && !is_not_met(find_rule(before, member(rule, "rule")));
                if (new && !add_finding(findings, body, "not_met", rule))
                        return false;
        }
        return true;
}

static bool is_contradiction(const json_t *advice)
{
        const char *action = member(advice, "action");
        return action && strcmp(action, "contradiction") == 0;
}

/* Rules that no membership at all could satisfy together, and that did not stand together before. */
static bool find_contradictions(const char *body, const json_t *before, const json_t *after, json_t *findings)
{
        size_t index;
        json_t *advice;
        json_array_foreach(json_object_get(after, "advice"), index, advice)
        {
                bool new = is_contradiction(advice) && !had_advice(before, advice);
                if (new && !add_finding(findings, body, "contradiction", advice))
                        return false;
        }
        return true;
}

/* A body whose rules were met and no longer are. */
static void refuse_body(struct call *call, const char *body, const json_t *findings, const json_t *result)
{
        static const char *const languages[] = {"nb", "nn", "en"};
        const char *language = languages[call->language];
        size_t index, told = 0;
        json_t *finding;
        json_array_foreach(findings, index, finding)
        {
                const char *rule = member(finding, "rule");
                if (strcmp(member(finding, "body"), body) != 0 || !rule)
                        continue;
                fault_add(&call->faults, FAULT_POINTER, "", FAULT_WOULD_BREAK, body,
                          arena_format(call->arena, "%s: %s", rule,
                                       member(json_object_get(finding, "text"), language)));
                told++;
        }
        if (!told) /* the seats taken together, which no single rule is to blame for */
                fault_add(&call->faults, FAULT_POINTER, "", FAULT_WOULD_BREAK, body,
                          member(json_object_get(result, "summary"), language));
}

static bool keep_findings(struct call *call, const json_t *findings, struct gate *gate)
{
        char *dumped = json_array_size(findings) ? json_dumps(findings, JSON_COMPACT) : NULL;
        gate->findings = dumped ? arena_copy(call->arena, dumped, strlen(dumped)) : NULL;
        bool good = gate->findings || !json_array_size(findings);
        free(dumped);
        return good ? true : call_fail_internal(call, "out of memory");
}

bool gate_after(struct call *call, struct session *session, struct gate *gate)
{
        if (json_object_size(gate->ids) == 0)
                return true;
        json_t *after = judge_all(call, session, gate), *findings = json_array(), *result;
        const char *body;
        if (!after)
                return json_decref(findings), false;
        tree_tie(call->arena, findings);
        json_object_foreach(after, body, result)
        {
                const json_t *before = json_object_get(gate->before, body);
                const char *verdict = member(before, "verdict");
                if (!find_broken(body, before, result, findings) ||
                    !find_contradictions(body, before, result, findings))
                        return call_fail_internal(call, "out of memory");
                if (call->strict && is_not_met(result) && verdict && strcmp(verdict, "met") == 0)
                        refuse_body(call, body, findings, result);
        }
        if (!keep_findings(call, findings, gate))
                return false;
        call->answer.findings = gate->findings;
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}
