#include "rules/advice_trial.h"

#include <string.h>

/* More appointments than this are no advice that anybody could follow. */
#define APPOINTED_MAX 200
/* Categories and traits that a seat may ask of one member. */
#define LISTED_MAX    SELECTOR_LEAVES_MAX

/* More ways than this are not all tried. */
#define WAYS_MAX 48

/* One who is thought of, while it is made. */
struct draft {
        struct membership *member;
        uint32_t categories[LISTED_MAX], traits[LISTED_MAX];
        uint32_t category_count, trait_count;
        uint32_t way; /* what is left of its number, to choose by */
        bool open;    /* nothing is chosen */
};

/* One of so many, of which the number of the way says which. */
static uint32_t choose_one(uint32_t *way, uint32_t count)
{
        uint32_t chosen = *way % count;
        *way /= count;
        return chosen;
}

/* What a member is to be; nothing that is left open is chosen. */
static uint32_t choose_for(struct draft *draft, uint32_t count)
{
        return draft->open ? 0 : choose_one(&draft->way, count);
}

static bool list_has_one(const uint32_t *list, uint32_t count, const struct selector *selector)
{
        struct id_list wanted = {selector->values, selector->value_count, true};
        for (uint32_t i = 0; i < count; i++) {
                if (facts_list_holds(wanted, list[i]))
                        return true;
        }
        return false;
}

static void add_to_list(struct draft *draft, uint32_t *list, uint32_t *count, const struct selector *selector)
{
        uint32_t chosen = choose_for(draft, selector->value_count);
        bool undecided = draft->open && selector->value_count > 1;
        if (!undecided && *count < LISTED_MAX && !list_has_one(list, *count, selector))
                list[(*count)++] = selector->values[chosen];
}

/* False if the value is another one already. */
static bool set_value(struct draft *draft, uint32_t *value, const struct selector *selector, bool exactly)
{
        uint32_t chosen = choose_for(draft, selector->value_count);
        if (*value)
                return !exactly || list_has_one(value, 1, selector);
        if (!draft->open || selector->value_count == 1)
                *value = selector->values[chosen];
        return true;
}

/* Gives the member what a selector without parts asks, as far as that is an attribute of its own. False if it
 * is another. */
static bool satisfy_leaf(struct draft *draft, const struct selector *selector)
{
        struct membership *member = draft->member;
        if (selector->kind == SELECT_ROLE)
                return (selector->roles & ROLE_BIT(member->role)) != 0;
        if (!selector->value_count)
                return true;
        switch (selector->kind) {
        case SELECT_CATEGORY:
                add_to_list(draft, draft->categories, &draft->category_count, selector);
                return true;
        case SELECT_TRAIT:
                add_to_list(draft, draft->traits, &draft->trait_count, selector);
                return true;
        case SELECT_ORGANISATION:
                return set_value(draft, &member->organisation, selector, true);
        case SELECT_ORGANISATION_WITHIN:
                return set_value(draft, &member->organisation, selector, false);
        case SELECT_AREA:
                return set_value(draft, &member->area, selector, true);
        case SELECT_AREA_WITHIN:
                return set_value(draft, &member->area, selector, false);
        case SELECT_OFFICE:
                return set_value(draft, &member->office, selector, true);
        case SELECT_PERSON:
                return set_value(draft, &member->person, selector, true);
        case SELECT_APPOINTED_BY:
                return set_value(draft, &member->appointed_by, selector, true);
        case SELECT_NOMINATED_BY:
                return set_value(draft, &member->nominated_by, selector, true);
        default:
                return true;
        }
}

/* Recursion is bounded: selectors are at most SELECTOR_DEPTH_MAX deep. */
static bool satisfy(struct draft *draft, const struct selector *selector)
{
        bool possible = true;
        if (!selector || selector->kind == SELECT_NOT)
                return true;
        if (selector->kind == SELECT_ANY && selector->part_count) {
                uint32_t chosen = choose_for(draft, selector->part_count);
                return (draft->open && selector->part_count > 1) || satisfy(draft, selector->parts[chosen]);
        }
        for (uint32_t i = 0; i < selector->part_count; i++)
                possible = satisfy(draft, selector->parts[i]) && possible;
        return possible && (selector->part_count || satisfy_leaf(draft, selector));
}

static bool satisfy_unit(struct draft *draft, enum per_kind kind, uint32_t unit)
{
        struct membership *member = draft->member;
        struct selector one = {.values = &unit, .value_count = 1};
        if (kind == PER_AREA_KIND || kind == PER_AREAS)
                return set_value(draft, &member->area, &one, true);
        if (kind == PER_ORGANISATIONS)
                return set_value(draft, &member->organisation, &one, true);
        if (kind == PER_APPOINTED_BY)
                return set_value(draft, &member->appointed_by, &one, true);
        if (kind == PER_CATEGORIES)
                add_to_list(draft, draft->categories, &draft->category_count, &one);
        else if (kind == PER_TRAITS)
                add_to_list(draft, draft->traits, &draft->trait_count, &one);
        return true;
}

/* How many choices a selector leaves, at most; more than WAYS_MAX are not counted. */
static uint32_t count_choices(const struct selector *selector)
{
        uint64_t count = 1;
        if (!selector || selector->kind == SELECT_NOT)
                return 1;
        if (!selector->part_count)
                return selector->value_count ? selector->value_count : 1;
        if (selector->kind == SELECT_ANY)
                count = selector->part_count;
        for (uint32_t i = 0; i < selector->part_count && count <= WAYS_MAX; i++)
                count *= count_choices(selector->parts[i]);
        return count > WAYS_MAX ? WAYS_MAX + 1 : (uint32_t)count;
}

static uint32_t roles_of(const struct rule *rule)
{
        return rule->roles ? rule->roles : MEMBER_ROLES;
}

uint32_t advice_trial_roles(const struct rules_result *result)
{
        uint64_t ways = 1;
        for (uint32_t a = 0; a < result->advice_count && ways <= WAYS_MAX; a++) {
                const struct rule *rule = result->advice[a].rule;
                ways *= rule ? (uint32_t)__builtin_popcount(roles_of(rule)) : 1;
        }
        return ways > WAYS_MAX ? 0 : (uint32_t)ways;
}

uint32_t advice_trial_ways(const struct rules_result *result)
{
        uint64_t ways = 1;
        for (uint32_t a = 0; a < result->advice_count && ways <= WAYS_MAX; a++) {
                const struct advice *advice = &result->advice[a];
                if (!advice->rule)
                        continue;
                uint32_t choices = count_choices(advice->rule->who) *
                                   (uint32_t)__builtin_popcount(roles_of(advice->rule));
                if (choices > 1 && advice->count > 1)
                        return 0;
                ways *= choices;
        }
        return ways > WAYS_MAX ? 0 : (uint32_t)ways;
}

static int compare_numbers(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
        return x < y ? -1 : x > y;
}

/* A list of which it is not known whether it is complete. */
static struct id_list keep_list(struct check *check, uint32_t *list, uint32_t count)
{
        uint32_t *items = arena_array(check->arena, count + 1, sizeof *items);
        qsort(list, count, sizeof *list, compare_numbers);
        memcpy(items, list, count * sizeof *items);
        return (struct id_list){.items = items, .count = count};
}

/* One of the roles that a seat may have: that of a plain member first. */
static enum role choose_role(struct draft *draft, const struct rule *rule)
{
        static const enum role order[] = {ROLE_MEMBER,   ROLE_CHAIR,     ROLE_DEPUTY_CHAIR,
                                          ROLE_OBSERVER, ROLE_SECRETARY, ROLE_DEPUTY};
        uint32_t count = 0;
        enum role fitting[ROLE_COUNT];
        for (size_t i = 0; i < ROLE_COUNT; i++) {
                if (roles_of(rule) & ROLE_BIT(order[i]))
                        fitting[count++] = order[i];
        }
        return fitting[choose_one(&draft->way, count)];
}

/* Those who are appointed by one piece of advice are alike. What is left of the number of the way is for the
 * next. False if nobody fits. */
static bool draft_member(struct check *check, const struct advice *advice, bool open, uint32_t *way,
                         struct membership *ret)
{
        struct draft draft = {.member = ret, .way = *way, .open = open};
        enum role role = choose_role(&draft, advice->rule);
        bool member = (ROLE_BIT(role) & MEMBER_ROLES) != 0;
        *ret = (struct membership){
                .id = "",
                .role = role,
                .votes = member,
                /* for this day only: the term is decided by the appointing body */
                .during = {check->at, check->at + 1},
                .rights = member ? ALL_RIGHTS : 0,
                .rights_known = member ? ALL_RIGHTS : 0,
                .deputy_order = -1,
        };
        bool possible = satisfy_unit(&draft, advice->rule->per.kind, advice->unit_id) &&
                        satisfy(&draft, advice->rule->who);
        ret->categories = keep_list(check, draft.categories, draft.category_count);
        ret->traits = keep_list(check, draft.traits, draft.trait_count);
        *way = draft.way;
        return possible;
}

/* Puts those whom the advice appoints behind the others. False if nobody fits. */
static bool draft_members(struct check *check, const struct rules_result *result, uint32_t way, bool open,
                          struct membership *rows, uint32_t *count)
{
        for (uint32_t a = 0; a < result->advice_count; a++) {
                const struct advice *advice = &result->advice[a];
                if (!advice->rule)
                        continue;
                if (!draft_member(check, advice, open, &way, &rows[*count]))
                        return false;
                for (int32_t i = 1; i < advice->count; i++)
                        rows[*count + (uint32_t)i] = rows[*count];
                *count += (uint32_t)advice->count;
        }
        return true;
}

static bool is_ended(const struct rules_result *result, const struct membership *row)
{
        for (uint32_t a = 0; a < result->advice_count; a++) {
                const struct advice *advice = &result->advice[a];
                for (int32_t i = 0; !advice->rule && i < advice->count; i++) {
                        if (advice->members[i] == row->id)
                                return true;
                }
        }
        return false;
}

const struct rules_facts *advice_trial_facts(struct check *check, const struct rules_result *result,
                                             uint32_t way, bool open)
{
        const struct body *body = check->facts->body;
        int64_t appointed = 0;
        for (uint32_t a = 0; a < result->advice_count; a++)
                appointed += result->advice[a].rule ? result->advice[a].count : 0;
        if (appointed > APPOINTED_MAX || body->membership_count + appointed > MEMBERSHIPS_MAX ||
            *check->work_left < CHECK_WORK_MAX / 2)
                return NULL;
        struct rules_facts *facts = arena_alloc(check->arena, sizeof *facts);
        struct body *changed = arena_alloc(check->arena, sizeof *changed);
        struct membership *rows =
                arena_array(check->arena, body->membership_count + (size_t)appointed + 1, sizeof *rows);
        uint32_t count = 0;
        for (uint32_t i = 0; i < body->membership_count; i++) {
                if (!is_ended(result, &body->memberships[i]))
                        rows[count++] = body->memberships[i];
        }
        if (!draft_members(check, result, way, open, rows, &count))
                return NULL;
        *changed = *body;
        changed->memberships = rows;
        changed->membership_count = count;
        *facts = *check->facts;
        facts->body = facts->own = changed;
        return facts;
}
