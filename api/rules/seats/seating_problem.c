/*
 * Building the graph.
 */
#include "rules/seats/seating_problem.h"

#include "rules/model/kind.h"
#include "rules/judging/columns.h"

#include <string.h>

static bool takes_part(const struct check *check, const struct rule *rule, uint32_t variant)
{
        return rule->kind && rule->kind->is_seats && (!rule->sitting || check->facts->at_meeting) &&
               rule_binds(check, rule, variant);
}

static uint32_t roles_of(const struct rule *rule)
{
        return rule->roles ? rule->roles : MEMBER_ROLES;
}

/* No count: exactly one. A count without minimum: any number from none. */
static void set_bounds(const struct rule *rule, const struct unit *unit, struct seat_group *group)
{
        int32_t min = rule->count_given ? rule->count_min : 1, max = rule->count_given ? rule->count_max : 1;
        if (unit->excepted) {
                min = unit->min;
                max = unit->max;
        }
        group->min = min < 0 ? 0 : min;
        group->max = max < 0 ? FLOW_UNBOUNDED : max;
}

static bool find_rules(struct problem *problem, struct outcome *outcomes)
{
        struct check *check = problem->check;
        const struct rules_facts *facts = check->facts;
        problem->rules = arena_array(check->arena, facts->rule_count + 1, sizeof *problem->rules);
        if (!problem->rules)
                return false;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                if (!takes_part(check, &facts->rules[i], problem->variant))
                        continue;
                struct seat_rule *rule = &problem->rules[problem->rule_count++];
                rule->rule = &facts->rules[i];
                rule->outcome = &outcomes[i];
                /* It may have been judged in another variant before. */
                outcomes[i] = (struct outcome){.rule = rule->rule, .total = -1, .when = DATE_END};
                rule->waived = rule_waived(check, rule->rule);
                if (!units_of(check, rule->rule, &rule->units))
                        return false;
                problem->group_count += rule->units.count + (rule->units.unknown ? 1 : 0);
        }
        return true;
}

static void add_group(struct problem *problem, uint32_t rule, const struct unit *unit, bool bounded)
{
        struct seat_group *group = &problem->groups[problem->group_count++];
        struct seat_rule *owner = &problem->rules[rule];
        *group = (struct seat_group){.rule = rule, .unit = unit, .max = FLOW_UNBOUNDED, .bounded = bounded};
        if (unit)
                set_bounds(owner->rule, unit, group);
        if (!bounded && (!unit || group->min > 0 || problem->exhaustive))
                owner->doubtful = true;
}

/* Where the units of a rule are not all known, none of them binds: the rule only offers seats. */
static bool find_groups(struct problem *problem)
{
        problem->groups =
                arena_array(problem->check->arena, problem->group_count + 1, sizeof *problem->groups);
        if (!problem->groups)
                return false;
        problem->group_count = 0;
        for (uint32_t r = 0; r < problem->rule_count; r++) {
                struct seat_rule *rule = &problem->rules[r];
                rule->first = problem->group_count;
                for (uint32_t u = 0; u < rule->units.count; u++)
                        add_group(problem, r, &rule->units.items[u],
                                  rule->units.items[u].certain && !rule->units.unknown);
                if (rule->units.unknown)
                        add_group(problem, r, NULL, false);
        }
        return true;
}

static bool fill_rows(struct problem *problem)
{
        struct check *check = problem->check;
        problem->rows = arena_alloc(check->arena, (size_t)check->count * problem->group_count + 1);
        if (!problem->rows)
                return false;
        for (uint32_t g = 0; g < problem->group_count; g++) {
                const struct seat_group *group = &problem->groups[g];
                const struct rule *rule = problem->rules[group->rule].rule;
                const uint8_t *who = columns_of(check, rule->who);
                if (!who)
                        return false;
                for (uint32_t i = 0; i < check->count; i++) {
                        const struct membership *membership = check->in_force[i];
                        if (!(ROLE_BIT(membership->role) & roles_of(rule)))
                                continue;
                        uint8_t match =
                                group->unit ? (uint8_t)unit_match(group->unit, membership) : TRI_UNKNOWN;
                        if (!group->bounded)
                                match = tri_and(match, TRI_UNKNOWN);
                        match = tri_and(who[i], match);
                        problem->uncertain_edges |= match == TRI_UNKNOWN;
                        problem->rows[(size_t)i * problem->group_count + g] = match;
                }
        }
        return true;
}

static uint32_t hash_row(const uint8_t *row, uint32_t length, bool member)
{
        uint32_t hash = member ? 2166136261u : 1u;
        for (uint32_t i = 0; i < length; i++)
                hash = (hash ^ row[i]) * 16777619u;
        return hash ^ (hash >> 13);
}

/* The class of a row; a new one where no earlier row is like it. */
static struct seat_class *class_of(struct problem *problem, uint32_t *slots, uint32_t mask, uint32_t row)
{
        const uint8_t *cells = problem->rows + (size_t)row * problem->group_count;
        bool member = problem->check->members[row] == TRI_TRUE;
        uint32_t i = hash_row(cells, problem->group_count, member) & mask;
        for (; slots[i]; i = (i + 1) & mask) {
                struct seat_class *class = &problem->classes[slots[i] - 1];
                const uint8_t *like = problem->rows + (size_t) class->first_row * problem->group_count;
                if (class->member == member && memcmp(like, cells, problem->group_count) == 0)
                        return class;
        }
        slots[i] = problem->class_count + 1;
        struct seat_class *class = &problem->classes[problem->class_count];
        *class = (struct seat_class){.first_row = UINT32_MAX, .member = member};
        memcpy(problem->edges + (size_t)problem->class_count * problem->group_count, cells,
               problem->group_count);
        problem->class_count++;
        return class;
}

static bool merge_rows(struct problem *problem)
{
        struct arena *arena = problem->check->arena;
        uint32_t count = problem->check->count, slot_count = 16;
        while (slot_count < 2 * count)
                slot_count *= 2;
        uint32_t *slots = arena_array(arena, slot_count, sizeof *slots);
        problem->classes = arena_array(arena, count + 1, sizeof *problem->classes);
        problem->next = arena_array(arena, count + 1, sizeof *problem->next);
        problem->edges = arena_alloc(arena, (size_t)count * problem->group_count + 1);
        if (!slots || !problem->classes || !problem->next || !problem->edges)
                return false;
        for (uint32_t row = 0; row < count; row++) {
                struct seat_class *class = class_of(problem, slots, slot_count - 1, row);
                problem->next[row] = UINT32_MAX;
                if (class->first_row == UINT32_MAX)
                        class->first_row = row;
                else
                        problem->next[class->last_row] = row;
                class->last_row = row;
                class->size++;
        }
        return true;
}

/* Each system is solved by a few searches of the graph. */
static bool is_affordable(const struct problem *problem)
{
        uint64_t cells = (uint64_t)problem->class_count * problem->group_count, systems = 2;
        for (uint32_t r = 0; r < problem->rule_count; r++)
                systems += problem->rules[r].waived;
        return cells <= SEATING_CELLS_MAX && check_spend(problem->check, 4 * systems * cells);
}

bool seating_problem_build(struct check *check, uint32_t variant, struct outcome *outcomes,
                           struct problem *ret)
{
        *ret = (struct problem){.check = check, .variant = variant, .complete = check->complete};
        ret->exhaustive = check->facts->body->seats_exhaustive;
        if (!find_rules(ret, outcomes) || !find_groups(ret))
                return false;
        uint64_t cells = (uint64_t)check->count * ret->group_count;
        ret->too_large = cells > SEATING_ROWS_MAX || !check_spend(check, cells);
        if (ret->group_count == 0 || ret->too_large)
                return true;
        if (!fill_rows(ret) || !merge_rows(ret))
                return false;
        ret->too_large = !is_affordable(ret);
        return true;
}
