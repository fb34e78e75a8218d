/*
 * existence - a kind of body exists in each area.
 *
 * Each area of `for` has between `min` and `max` bodies of `bodyKind` that work for exactly that area on the
 * day (a council of the elderly in each municipality: kommuneloven § 5-12). The rule belongs to no body and
 * is judged separately, on the areas of that day. A body of the kind whose area is not registered may belong
 * to any area. Only if all bodies are registered is it known that some are missing: while `coverage` is not
 * complete, too few is unknown, and so is enough if there is a `max`; too many is not met.
 */
#include "rules/kinds/kinds.h"

#include "rules/judging/units.h"

#include <stdlib.h>
#include <string.h>

static bool is_there(const struct check *check, const struct rule *rule, const struct body *body)
{
        return body->reached == check->facts->reached && body->kind == rule->body_kind &&
               during_holds(body->during, check->at);
}

static int compare_ids(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The bodies of one area in the order of their ids, and how many may be. */
static void count_bodies(const struct check *check, const struct rule *rule, const struct unit *unit,
                         struct tally *tally)
{
        const struct rules_facts *facts = check->facts;
        for (uint32_t i = 0; i < facts->body_count; i++) {
                const struct body *body = &facts->bodies[i];
                if (!is_there(check, rule, body) || (body->area && body->area != unit->id))
                        continue;
                tally->possible++;
                if (!body->area)
                        continue;
                tally->certain++;
                tally->members[tally->member_count++] = id_text(facts, body->id);
        }
        qsort(tally->members, tally->member_count, sizeof *tally->members, compare_ids);
}

static uint32_t count_in_area(const struct check *check, uint32_t area)
{
        uint32_t count = 0;
        for (uint32_t i = 0; i < check->facts->body_count; i++)
                count += check->facts->bodies[i].area == area;
        return count;
}

static bool judge_area(struct check *check, const struct rule *rule, const struct unit *unit,
                       struct tally *tally, enum verdict *ret_verdict)
{
        int32_t min = rule->bounds.min < 0 ? 0 : rule->bounds.min, max = rule->bounds.max;
        bool complete = coverage_complete(rule->coverage, check->at);
        *tally = (struct tally){.needed = true,
                                .min = min,
                                .max = max,
                                .counted = true,
                                .listed = true,
                                .of_bodies = true,
                                .members = arena_array(check->arena, count_in_area(check, unit->id) + 1,
                                                       sizeof *tally->members)};
        *ret_verdict = VERDICT_UNKNOWN;
        if (!tally->members)
                return false;
        if (!check_spend(check, 2 * check->facts->body_count))
                return true;
        count_bodies(check, rule, unit, tally);
        bool always = tally->certain >= min && (max < 0 || (complete && tally->possible <= max));
        bool never = (max >= 0 && tally->certain > max) || (complete && tally->possible < min);
        *ret_verdict = verdict_of(always, never);
        if (*ret_verdict == VERDICT_NOT_MET && tally->possible < min)
                tally->missing = min - tally->possible;
        return true;
}

static bool judge_existence(struct check *check, const struct rule *rule, struct outcome *ret)
{
        if (!rule->body_kind)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (!units_judge(check, rule, judge_area, ret))
                return false;
        ret->total = (int32_t)ret->unit_count;
        if (ret->verdict == VERDICT_UNKNOWN && !ret->reason && !coverage_complete(rule->coverage, check->at))
                ret->reason = REASON_BODIES_COVERAGE;
        return true;
}

static void describe_existence(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_NOT_ENOUGH_KNOWN_OF, outcome);
        else if (outcome->verdict != VERDICT_MET)
                sentence_say(sentence, PHRASE_CONCERNS_UNITS, outcome);
        else
                sentence_say(sentence, PHRASE_AREAS_JUDGED, outcome);
}

static date next_existence(const struct check *check, const struct rule *rule)
{
        return rule->coverage.since > check->at ? rule->coverage.since : DATE_END;
}

const struct rule_kind kind_existence = {.name = "existence",
                                         .subject = SUBJECT_REGISTER,
                                         .judge = judge_existence,
                                         .describe = describe_existence,
                                         .next = next_existence};
