#include "rules/judging/units.h"

#include "rules/model/reference.h"

#include <stdlib.h>
#include <string.h>

/* Units of all rules in one check: a thousand rules for each of all municipalities belong to no body, and the
 * memory of a request has room for these. */
#define UNITS_MAX 150000
/* And units times memberships. */
#define CELLS_MAX 4000000

static enum tri list_holds(struct id_list list, uint32_t id)
{
        if (facts_list_holds(list, id))
                return TRI_TRUE;
        return list.known ? TRI_FALSE : TRI_UNKNOWN;
}

enum tri unit_match(const struct unit *unit, const struct membership *membership)
{
        uint32_t value = 0;
        switch (unit->kind) {
        case PER_NONE:
                return TRI_TRUE;
        case PER_AREA_KIND:
        case PER_AREAS:
                value = membership->area;
                break;
        case PER_ORGANISATIONS:
                value = membership->organisation;
                break;
        case PER_CATEGORIES:
                return list_holds(membership->categories, unit->id);
        case PER_TRAITS:
                return list_holds(membership->traits, unit->id);
        case PER_APPOINTED_BY:
                if (!unit->id)
                        return membership->appointed_by ? TRI_FALSE : TRI_UNKNOWN;
                value = membership->appointed_by;
                break;
        case PER_MEMBERS_OF:
                if (membership->person && unit->holder->person)
                        return membership->person == unit->holder->person ? TRI_TRUE : TRI_FALSE;
                if (membership->office && unit->holder->office)
                        return membership->office == unit->holder->office ? TRI_TRUE : TRI_FALSE;
                return TRI_UNKNOWN;
        case PER_UNREADABLE:
                return TRI_UNKNOWN;
        }
        if (!value)
                return TRI_UNKNOWN;
        return value == unit->id ? TRI_TRUE : TRI_FALSE;
}

static bool make_room(struct check *check, struct units *units, uint32_t count)
{
        units->items = arena_array(check->arena, count + 1, sizeof *units->items);
        return units->items != NULL;
}

static void add_unit(struct check *check, struct units *units, enum per_kind kind, uint32_t id, bool certain)
{
        units->items[units->count++] = (struct unit){
                .name = id ? id_text(check->facts, id) : "", .id = id, .kind = kind, .certain = certain};
}

/* An entity that was delivered and does not exist on that day is no unit. */
static bool unit_exists(const struct check *check, enum per_kind kind, uint32_t id)
{
        const struct area *area = kind == PER_AREAS ? find_area(check->facts, id) : NULL;
        const struct organisation *organisation =
                kind == PER_ORGANISATIONS ? find_organisation(check->facts, id) : NULL;
        if (area)
                return during_holds(area->during, check->at);
        return !organisation || during_holds(organisation->during, check->at);
}

static bool listed_units(struct check *check, const struct per *per, struct units *units)
{
        if (!make_room(check, units, per->units.count))
                return false;
        for (uint32_t i = 0; i < per->units.count; i++) {
                if (unit_exists(check, per->kind, per->units.items[i]))
                        add_unit(check, units, per->kind, per->units.items[i], true);
        }
        return true;
}

static bool area_units(struct check *check, const struct per *per, struct units *units)
{
        const struct rules_facts *facts = check->facts;
        if (!make_room(check, units, facts->area_count))
                return false;
        for (uint32_t i = 0; i < facts->area_count; i++) {
                const struct area *area = &facts->areas[i];
                if (facts->area_marks[i] != facts->reached || !during_holds(area->during, check->at) ||
                    !facts_list_holds(per->units, area->kind))
                        continue;
                enum tri within = per->within ? reference_area_within(facts, area->id, per->within, check->at)
                                              : TRI_TRUE;
                if (within == TRI_TRUE)
                        add_unit(check, units, PER_AREA_KIND, area->id, true);
                else if (within == TRI_UNKNOWN)
                        units->unknown = true;
        }
        if (per->within && !find_area(facts, per->within) && units->count == 0)
                units->unknown = true;
        return true;
}

static enum tri is_public(const struct rules_facts *facts, uint32_t id)
{
        const struct organisation *organisation = find_organisation(facts, id);
        if (!organisation || !organisation->sector)
                return TRI_UNKNOWN;
        uint32_t sector = organisation->sector;
        bool public = sector == facts->state || sector == facts->county || sector == facts->municipal ||
                      sector == facts->specialist_health;
        return public ? TRI_TRUE : TRI_FALSE;
}

static bool holds_unit(const struct units *units, uint32_t id)
{
        for (uint32_t i = 0; i < units->count; i++) {
                if (units->items[i].id == id)
                        return true;
        }
        return false;
}

static bool appointer_units(struct check *check, struct units *units)
{
        bool unnamed = !check->complete;
        if (!make_room(check, units, check->count + 1))
                return false;
        for (uint32_t i = 0; i < check->count; i++) {
                const struct membership *membership = check->in_force[i];
                if (!(ROLE_BIT(membership->role) & (MEMBER_ROLES | ROLE_BIT(ROLE_DEPUTY))))
                        continue;
                uint32_t id = membership->appointed_by;
                unnamed = unnamed || !id;
                if (!id || holds_unit(units, id))
                        continue;
                if (!check_spend(check, units->count)) {
                        units->unknown = true;
                        return true;
                }
                enum tri public = is_public(check->facts, id);
                if (public != TRI_FALSE)
                        add_unit(check, units, PER_APPOINTED_BY, id, public == TRI_TRUE);
        }
        if (unnamed)
                add_unit(check, units, PER_APPOINTED_BY, 0, false);
        return true;
}

static bool same_holder(const struct membership *a, const struct membership *b)
{
        if (a->person && b->person)
                return a->person == b->person;
        return a->office && a->office == b->office && !a->person == !b->person;
}

static bool holder_known(const struct units *units, const struct membership *row)
{
        for (uint32_t i = 0; i < units->count; i++) {
                if (same_holder(units->items[i].holder, row))
                        return true;
        }
        return false;
}

static bool holder_units(struct check *check, const struct per *per, struct units *units)
{
        const struct body *body = find_body(check->facts, per->body);
        if (!body || !body->memberships_known || !coverage_complete(body->memberships_coverage, check->at))
                units->unknown = true;
        if (!make_room(check, units, body ? body->membership_count : 0))
                return false;
        for (uint32_t i = 0; body && i < body->membership_count; i++) {
                const struct membership *row = &body->memberships[i];
                bool sits = per->roles ? (ROLE_BIT(row->role) & per->roles) != 0 : is_member(row);
                if (!sits || !body_membership_holds(body, row, check->at) || holder_known(units, row))
                        continue;
                if (!check_spend(check, units->count)) {
                        units->unknown = true;
                        return true;
                }
                add_unit(check, units, PER_MEMBERS_OF, row->key, true);
                units->items[units->count - 1].holder = row;
        }
        return true;
}

static int compare_units(const void *a, const void *b)
{
        const struct unit *x = a, *y = b;
        return strcmp(x->name, y->name);
}

static int compare_exceptions(const void *a, const void *b)
{
        const struct exception *x = a, *y = b;
        return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void apply_exceptions(const struct per *per, struct units *units)
{
        for (uint32_t i = 0; per->exception_count && i < units->count; i++) {
                struct exception key = {.unit = units->items[i].id};
                const struct exception *found =
                        bsearch(&key, per->exceptions, per->exception_count, sizeof key, compare_exceptions);
                if (!found)
                        continue;
                units->items[i].excepted = true;
                units->items[i].min = found->min;
                units->items[i].max = found->max;
        }
}

static bool find_units(struct check *check, const struct per *per, struct units *units)
{
        switch (per->kind) {
        case PER_NONE:
                if (!make_room(check, units, 1))
                        return false;
                add_unit(check, units, PER_NONE, 0, true);
                return true;
        case PER_AREA_KIND:
                return area_units(check, per, units);
        case PER_AREAS:
        case PER_ORGANISATIONS:
        case PER_CATEGORIES:
        case PER_TRAITS:
                return listed_units(check, per, units);
        case PER_APPOINTED_BY:
                return appointer_units(check, units);
        case PER_MEMBERS_OF:
                return holder_units(check, per, units);
        case PER_UNREADABLE:
                break;
        }
        units->unknown = true;
        return make_room(check, units, 0);
}

/* The largest number of units that there may be. */
static uint32_t room_for(const struct check *check, const struct per *per)
{
        const struct body *body = find_body(check->facts, per->body);
        if (per->kind == PER_AREA_KIND)
                return check->facts->area_count;
        if (per->kind == PER_APPOINTED_BY)
                return check->count;
        if (per->kind == PER_MEMBERS_OF)
                return body ? body->membership_count : 0;
        return per->units.count;
}

bool units_of(struct check *check, const struct rule *rule, struct units *ret)
{
        struct units units = {0};
        uint32_t room = room_for(check, &rule->per);
        if (room > UNITS_MAX - check->units_used) {
                *ret = (struct units){.unknown = true};
                return true;
        }
        check->units_used += room;
        if (!find_units(check, &rule->per, &units))
                return false;
        if (units.count > 1)
                qsort(units.items, units.count, sizeof *units.items, compare_units);
        apply_exceptions(&rule->per, &units);
        for (uint32_t i = 0; rule->force == FORCE_MAY && i < units.count; i++)
                units.items[i].min = -1;
        *ret = units;
        return true;
}

struct judged {
        enum verdict worst;
        bool certain;   /* there is a unit for certain */
        bool uncertain; /* one that may be a unit is not met */
};

static bool judge_unit(struct check *check, const struct rule *rule, unit_judge *judge,
                       const struct unit *unit, struct outcome *outcome, struct judged *judged)
{
        struct unit_outcome told = {.unit = unit->name, .id = unit->id};
        if (!judge(check, rule, unit, &told.tally, &told.verdict))
                return false;
        if (unit->certain) {
                judged->certain = true;
                judged->worst = judgement_worse(judged->worst, told.verdict);
        } else if (told.verdict != VERDICT_MET) {
                judged->uncertain = true;
                told.verdict = VERDICT_UNKNOWN;
        }
        if (unit->id)
                outcome->units[outcome->unit_count++] = told;
        return true;
}

bool units_judge(struct check *check, const struct rule *rule, unit_judge *judge, struct outcome *outcome)
{
        struct units units;
        struct judged judged = {.worst = VERDICT_MET};
        if (!units_of(check, rule, &units))
                return false;
        if (rule->per.kind == PER_NONE)
                return judge(check, rule, &units.items[0], &outcome->tally, &outcome->verdict);
        if (units.unknown)
                return outcome_explain(outcome, VERDICT_UNKNOWN, REASON_UNITS_UNKNOWN);
        uint64_t cells = (uint64_t)units.count * check->count;
        if (cells > CELLS_MAX - check->cells_used || !check_spend(check, 4 * cells))
                return outcome_explain(outcome, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        check->cells_used += (uint32_t)cells;
        outcome->units = arena_array(check->arena, units.count + 1, sizeof *outcome->units);
        if (!outcome->units)
                return false;
        for (uint32_t i = 0; i < units.count; i++) {
                if (!judge_unit(check, rule, judge, &units.items[i], outcome, &judged))
                        return false;
        }
        if (!judged.certain && !judged.uncertain)
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, REASON_NO_UNITS);
        if (judged.uncertain && judged.worst != VERDICT_NOT_MET)
                return outcome_explain(outcome, VERDICT_UNKNOWN, REASON_UNITS_UNKNOWN);
        return outcome_set(outcome, judged.worst);
}

void units_note_withheld(const struct check *check, struct outcome *outcome)
{
        bool withheld = outcome->tally.withheld;
        for (uint32_t i = 0; i < outcome->unit_count; i++)
                withheld = withheld || outcome->units[i].tally.withheld;
        if (withheld && check->facts->withholds_gender && outcome->verdict == VERDICT_UNKNOWN &&
            !outcome->reason)
                outcome->reason = REASON_WITHHELD;
}
