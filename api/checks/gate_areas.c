#include "checks/gate_areas.h"

#include "checks/check.h"
#include "json/member.h"
#include "json/tree.h"
#include "words/language.h"
#include "words/verdict.h"

#include <string.h>

/* The result of one rule; with some hundred areas it has some hundred kilobytes. */
#define RESULT_MAX ((size_t)32 * 1024 * 1024)

/* A rule that is judged with its own arena, so that the write continues if this runs out. */
struct judging {
        struct session *session;
        struct call one; /* a copy of the call */
        date today;
        const char *id;
        json_t *judged; /* NULL: the rule is not stored, or too large to be judged */
        bool done;      /* false: the problem is in the copy */
};

static void judge_guarded(void *context)
{
        struct judging *judging = context;
        struct call *one = &judging->one;
        struct check_body norm;
        judging->done = check_load_norm_within(judging->session, one, judging->id, &norm);
        if (!judging->done || !norm.facts)
                return;
        struct buffer *text = buffer_new(one->arena, RESULT_MAX);
        check_write(text, check_judge(one, norm.facts, judging->today), norm.rows, norm.row);
        judging->judged = json_array_get(json_object_get(tree_read(one->arena, text), "rules"), 0);
}

json_t *gate_areas_judge(struct call *call, struct session *session, const json_t *norms, const char *today,
                         bool *ret_unjudged)
{
        json_t *results = tree_object(call->arena), *unused;
        struct judging judging = {.session = session, .today = check_date(today), .done = true};
        struct arena *arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        json_object_foreach((json_t *)norms, judging.id, unused) {
                judging.judged = NULL;
                call_copy(call, arena, &judging.one);
                if (!memory_guard(judge_guarded, &judging)) {
                        *ret_unjudged = judging.done = true;
                        judging.judged = NULL;
                }
                if (!judging.done)
                        break;
                if (judging.judged)
                        tree_set(results, judging.id, json_incref(judging.judged));
                arena_reset(arena);
        }
        if (!judging.done)
                call_fail_as(call, &judging.one);
        arena_free(arena);
        return judging.done ? results : NULL;
}

/* The verdict on an area; VERDICT_NOT_APPLICABLE where the rule does not know it. */
static enum verdict verdict_on(const json_t *rule, const char *area)
{
        size_t index;
        json_t *unit;
        json_array_foreach(json_object_get(rule, "units"), index, unit) {
                if (strcmp(member_text(unit, "unit"), area) == 0)
                        return verdict_in(unit);
        }
        return VERDICT_NOT_APPLICABLE;
}

/* Finds the areas that break the rule and did not before. Those that certainly kept it before are told to
 * whoever asked for strict handling, if it decides. */
static void compare_rule(struct call *call, const char *id, const json_t *before, const json_t *after,
                         json_t *findings)
{
        json_t *areas = tree_array(call->arena), *unit;
        size_t index;
        json_array_foreach(json_object_get(after, "units"), index, unit) {
                const char *area = member_text(unit, "unit");
                enum verdict was = verdict_on(before, area);
                if (verdict_in(unit) != VERDICT_NOT_MET || was == VERDICT_NOT_MET)
                        continue;
                tree_add(areas, json_string(area));
                if (call->strict && was == VERDICT_MET && json_is_true(json_object_get(after, "decides")))
                        fault_add(&call->faults, FAULT_POINTER, "", FAULT_WOULD_BREAK_IN_AREA, area,
                                  arena_format(call->arena, "%s: %s", id,
                                               member_text(json_object_get(after, "text"),
                                                           language_code(call->language))));
        }
        if (json_array_size(areas))
                tree_add(findings,
                         json_pack("{s:s, s:O, s:s, s:s, s:O}", "rule", id, "areas", areas, "code",
                                   verdict_name(VERDICT_NOT_MET), "verdict", verdict_name(VERDICT_NOT_MET),
                                   "text", json_object_get(after, "text")));
}

void gate_areas_compare(struct call *call, const json_t *before, const json_t *after, json_t *findings)
{
        const char *id;
        json_t *result;
        json_object_foreach((json_t *)after, id, result)
                compare_rule(call, id, json_object_get(before, id), result, findings);
}
