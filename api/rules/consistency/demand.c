#include "rules/consistency/demand.h"

#include <assert.h>
#include <string.h>

struct condition demand_range(const struct selector *of, const struct selector *who)
{
        bool all = of && of->names_role;
        return (struct condition){.roles = ALL_ROLES, .members = !all, .selectors = {of, who}};
}

static bool same_condition(const struct condition *a, const struct condition *b)
{
        return a->roles == b->roles && a->members == b->members && a->selectors[0] == b->selectors[0] &&
               a->selectors[1] == b->selectors[1] && a->denied == b->denied && a->gender == b->gender &&
               a->unit_kind == b->unit_kind && a->unit == b->unit && a->person == b->person;
}

/* Makes room for one more item in a list that doubles. */
static void *grow_list(struct arena *arena, void *items, uint32_t count, uint32_t *room, size_t size)
{
        if (count < *room)
                return items;
        uint32_t more = *room ? 2 * *room : 8;
        items = arena_resize(arena, items, *room * size, more * size);
        *room = more;
        return items;
}

static bool names_role(const struct selector *selector)
{
        return selector && selector->names_role;
}

/* Whether the condition is so specific that possibly no membership can match it. */
static bool is_narrow(const struct condition *condition)
{
        const struct selector *first = condition->selectors[0], *second = condition->selectors[1];
        bool compound = (first && first->part_count) || (second && second->part_count);
        bool of_role = names_role(first) || names_role(second);
        return compound || (first && second && first->kind == second->kind) ||
               (of_role && (condition->members || condition->roles != ALL_ROLES)) ||
               ((first || second) && condition->unit_kind != PER_NONE);
}

uint32_t demand_condition(struct demands *demands, struct condition condition)
{
        if (demands->count && is_narrow(&condition))
                demands->demands[demands->count - 1].is_narrow = true;
        for (uint32_t i = 0; i < demands->condition_count; i++) {
                if (same_condition(&demands->conditions[i], &condition))
                        return i;
        }
        demands->conditions = grow_list(demands->check->arena, demands->conditions, demands->condition_count,
                                        &demands->condition_room, sizeof condition);
        demands->conditions[demands->condition_count] = condition;
        return demands->condition_count++;
}

bool demand_units(struct demands *demands, const struct rule *rule, struct units *ret)
{
        enum per_kind kind = rule->per.kind;
        bool known = true;
        *ret = (struct units){.count = 0};
        if (kind == PER_APPOINTED_BY || kind == PER_MEMBERS_OF || !units_of(demands->check, rule, ret) ||
            ret->unknown) {
                ret->count = 0;
                return false;
        }
        uint32_t count = 0;
        for (uint32_t i = 0; i < ret->count; i++) {
                known = known && ret->items[i].certain;
                if (ret->items[i].certain)
                        ret->items[count++] = ret->items[i];
        }
        ret->count = count;
        return known;
}

static struct demand *last_demand(struct demands *demands)
{
        assert(demands->count > 0);
        return &demands->demands[demands->count - 1];
}

struct demand *demand_begin(struct demands *demands, const struct rule *rule)
{
        struct demand *demand = &demands->demands[demands->count++];
        *demand = (struct demand){.rule = rule};
        return demand;
}

void demand_begin_way(struct demands *demands)
{
        struct demand *demand = last_demand(demands);
        if (!demand->ways)
                demand->ways = arena_array(demands->check->arena, DEMAND_WAYS_MAX, sizeof *demand->ways);
        demand->left_out = demand->left_out || demand->way_count == DEMAND_WAYS_MAX;
        if (!demand->left_out)
                demand->ways[demand->way_count++] = (struct demand_way){.rows = NULL};
        demand->caps = demand->caps || demand->way_count > 1;
}

static struct demand_row *add_row(struct demands *demands)
{
        struct demand *demand = last_demand(demands);
        assert(demand->way_count > 0);
        struct demand_way *way = &demand->ways[demand->way_count - 1];
        way->rows = grow_list(demands->check->arena, way->rows, way->row_count, &way->row_room,
                              sizeof *way->rows);
        way->rows[way->row_count] = (struct demand_row){.term_count = 0};
        return &way->rows[way->row_count++];
}

void demand_terms(struct demands *demands, const struct demand_term *terms, uint32_t count, int64_t least)
{
        struct demand_row *row = add_row(demands);
        assert(count <= DEMAND_TERMS_MAX);
        memcpy(row->terms, terms, count * sizeof *terms);
        row->term_count = count;
        row->least = least;
        for (uint32_t i = 0; i < count; i++)
                last_demand(demands)->caps |= terms[i].times < 0;
}

void demand_row(struct demands *demands, int64_t times, uint32_t condition, int64_t other_times,
                uint32_t other, int64_t least)
{
        struct demand_term terms[] = {{condition, times}, {other, other_times}};
        demand_terms(demands, terms, other_times ? 2 : 1, least);
}

void demand_parity(struct demands *demands, uint32_t condition, bool odd)
{
        struct demand_row *row = add_row(demands);
        *row = (struct demand_row){.terms = {{condition, 1}}, .term_count = 1, .parity = true, .odd = odd};
        last_demand(demands)->caps = true;
}

void demand_between(struct demands *demands, uint32_t condition, int64_t min, int64_t max)
{
        if (min > 0)
                demand_row(demands, 1, condition, 0, 0, min);
        if (max >= 0)
                demand_row(demands, -1, condition, 0, 0, -max);
}

void demand_group(struct demands *demands, uint32_t condition, int32_t min, int32_t max)
{
        struct demand *demand = last_demand(demands);
        uint32_t room = demand->group_count;
        /* grows by one: a rule has few units, and the newest list grows in place */
        demand->groups = arena_resize(demands->check->arena, demand->groups, room * sizeof *demand->groups,
                                      (room + 1) * sizeof *demand->groups);
        demand->groups[demand->group_count++] =
                (struct demand_group){.condition = condition, .min = min, .max = max};
}
