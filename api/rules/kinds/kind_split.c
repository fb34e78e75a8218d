/*
 * split - roles are held by different sides.
 *
 * The holders of one of `roles` are all on one of `sides`, those of another on another (a municipal chair and
 * a deputy chair from the hospital, or the other way round); one who matches two sides may count for either.
 * With `by` instead of `sides` the holders of different roles differ in that attribute. If a role has no
 * holder the rule is not applicable: vacancies are judged by seats rules.
 */
#include "rules/judging/attributes.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/seats/matching.h"
#include "rules/judging/columns.h"

#include <assert.h>

/* All holders of the role match. */
static uint8_t all_on(const struct check *check, enum role role, const uint8_t *side)
{
        uint8_t all = TRI_TRUE;
        for (uint32_t i = 0; i < check->count; i++) {
                if (check->in_force[i]->role == role)
                        all = tri_and(all, side[i]);
        }
        return all;
}

static bool judge_sides(struct check *check, const struct rule *rule, struct outcome *ret)
{
        uint64_t certain[ROLE_COUNT] = {0}, possible[ROLE_COUNT] = {0};
        for (uint32_t s = 0; s < rule->side_count; s++) {
                const uint8_t *side = columns_of(check, rule->sides[s]);
                if (!side)
                        return false;
                for (uint32_t r = 0; r < rule->role_list_count; r++) {
                        uint8_t on = all_on(check, rule->role_list[r], side);
                        certain[r] |= (uint64_t)(on == TRI_TRUE) << s;
                        possible[r] |= (uint64_t)(on != TRI_FALSE) << s;
                }
        }
        bool always = matching_serves_all(certain, rule->role_list_count);
        bool never = !matching_serves_all(possible, rule->role_list_count);
        return outcome_set(ret, verdict_of(always && check->complete, never));
}

/* What the holders of a role have in common, as far as they state it: one value, or categories. Of a role
 * that could be on more sides than there are roles, as many are enough: one of them is always left for it. */
struct common {
        uint32_t values[ROLE_COUNT];
        uint32_t count;
        bool known;     /* every holder states it */
        bool any_known; /* one does */
};

/* What a membership states of the attribute; `one` is where a single value is kept. */
static struct id_list stated_by(const struct membership *holder, enum attribute by, uint32_t *one)
{
        if (by == BY_CATEGORY)
                return holder->categories;
        *one = attribute_of(holder, by);
        return (struct id_list){.items = one, .count = 1, .known = *one != 0};
}

/* Every holder of the role who states the attribute has the value. */
static bool all_have(const struct check *check, enum role role, enum attribute by, uint32_t value)
{
        uint32_t one;
        for (uint32_t i = 0; i < check->count; i++) {
                const struct membership *holder = check->in_force[i];
                struct id_list stated = stated_by(holder, by, &one);
                if (holder->role == role && stated.known && !facts_list_holds(stated, value))
                        return false;
        }
        return true;
}

static struct common common_of(const struct check *check, const struct rule *rule, enum role role)
{
        struct common common = {.known = true};
        uint32_t one;
        for (uint32_t i = 0; i < check->count; i++) {
                struct id_list stated = stated_by(check->in_force[i], rule->by, &one);
                if (check->in_force[i]->role != role)
                        continue;
                common.known = common.known && stated.known;
                /* what all have, the first of them has */
                for (uint32_t j = 0; stated.known && !common.any_known && j < stated.count; j++)
                        if (common.count < ROLE_COUNT && all_have(check, role, rule->by, stated.items[j]))
                                common.values[common.count++] = stated.items[j];
                common.any_known = common.any_known || stated.known;
        }
        return common;
}

/* Gives each value a bit, and looks for a different value for each role. A role whose holders state no value
 * is not judged. */
static bool judge_attribute(const struct check *check, const struct rule *rule, struct outcome *ret)
{
        uint32_t values[ROLE_COUNT * ROLE_COUNT], value_count = 0;
        uint64_t fits[ROLE_COUNT] = {0};
        uint32_t judged = 0;
        bool known = true;
        for (uint32_t r = 0; r < rule->role_list_count; r++) {
                struct common common = common_of(check, rule, rule->role_list[r]);
                known = known && common.known;
                for (uint32_t i = 0; i < common.count; i++) {
                        uint32_t at = 0;
                        while (at < value_count && values[at] != common.values[i])
                                at++;
                        if (at == value_count)
                                values[value_count++] = common.values[i];
                        fits[judged] |= (uint64_t)1 << at;
                }
                judged += common.any_known;
        }
        bool possible = matching_serves_all(fits, judged);
        return outcome_set(ret, verdict_of(possible && known && check->complete, !possible));
}

static bool any_vacant(const struct check *check, const struct rule *rule)
{
        for (uint32_t r = 0; r < rule->role_list_count; r++) {
                bool held = false;
                for (uint32_t i = 0; i < check->count; i++)
                        held |= check->in_force[i]->role == rule->role_list[r];
                if (!held)
                        return true;
        }
        return false;
}

static bool judge_split(struct check *check, const struct rule *rule, struct outcome *ret)
{
        bool sides = rule->side_count > 0;
        if (rule->role_list_count < 2 || (!sides && rule->by == ATTRIBUTE_COUNT))
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (any_vacant(check, rule))
                return check->complete ? outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_VACANT)
                                       : outcome_explain(ret, VERDICT_UNKNOWN, REASON_COVERAGE);
        if (sides ? !judge_sides(check, rule, ret) : !judge_attribute(check, rule, ret))
                return false;
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = REASON_COVERAGE;
        return true;
}

static void describe_split(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_MET)
                sentence_say(sentence, PHRASE_SPLIT_MET, outcome);
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_SPLIT_NOT_MET, outcome);
        else if (!outcome->reason)
                sentence_say(sentence, PHRASE_SPLIT_SIDE_UNKNOWN, outcome);
}

static uint32_t holders_of_role(struct demands *demands, enum role role, const struct selector *not_on)
{
        return demand_condition(demands, (struct condition){.roles = ROLE_BIT(role),
                                                            .selectors = {NULL, not_on},
                                                            .denied = not_on != NULL});
}

/* Adds one way for each assignment of different sides to the roles. Recursion is bounded by the number of
 * roles. */
static void demand_sides(struct demands *demands, const struct rule *rule, uint32_t role, uint32_t *sides)
{
        if (role == rule->role_list_count) {
                demand_begin_way(demands);
                for (uint32_t r = 0; r < role; r++)
                        demand_between(demands,
                                       holders_of_role(demands, rule->role_list[r], rule->sides[sides[r]]),
                                       -1, 0);
                return;
        }
        assert(role < ROLE_COUNT); /* the list has each role once, see add_role() */
        for (sides[role] = 0; sides[role] < rule->side_count; sides[role]++) {
                bool free = true;
                for (uint32_t r = 0; r < role; r++)
                        free = free && sides[r] != sides[role];
                if (free)
                        demand_sides(demands, rule, role + 1, sides);
        }
}

/* Demands that a role has no holder, or that each role has its own side. */
static void demand_split(struct demands *demands, const struct rule *rule)
{
        uint32_t sides[ROLE_COUNT];
        if (rule->role_list_count < 2 || !rule->side_count)
                return;
        for (uint32_t r = 0; r < rule->role_list_count; r++) {
                demand_begin_way(demands);
                demand_between(demands, holders_of_role(demands, rule->role_list[r], NULL), -1, 0);
        }
        demand_sides(demands, rule, 0, sides);
}

const struct rule_kind kind_split = {.name = "split",
                                     .composes = true,
                                     .judge = judge_split,
                                     .demand = demand_split,
                                     .describe = describe_split};
