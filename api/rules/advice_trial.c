#include "rules/advice_trial.h"

#include <string.h>

/* More appointments than this are no advice that anybody could follow. */
#define APPOINTED_MAX 200
/* Categories and traits that a seat may ask of one member. */
#define LISTED_MAX    SELECTOR_LEAVES_MAX

/* One who is thought of, while it is made. */
struct draft {
        struct membership *member;
        uint32_t categories[LISTED_MAX], traits[LISTED_MAX];
        uint32_t category_count, trait_count;
        uint32_t way;
};

static void add_to_list(uint32_t *list, uint32_t *count, const struct selector *selector)
{
        for (uint32_t i = 0; i < *count; i++) {
                if (facts_list_holds((struct id_list){selector->values, selector->value_count, true},
                                     list[i]))
                        return;
        }
        if (*count < LISTED_MAX)
                list[(*count)++] = selector->values[0];
}

static void set_if_free(uint32_t *value, uint32_t new)
{
        if (!*value)
                *value = new;
}

/* Gives the member the value that a leaf selector requires, if it is an attribute of the membership itself.
 */
static void satisfy_leaf(struct draft *draft, const struct selector *selector)
{
        struct membership *member = draft->member;
        uint32_t value = selector->value_count ? selector->values[draft->way % selector->value_count] : 0;
        switch (selector->kind) {
        case SELECT_CATEGORY:
                add_to_list(draft->categories, &draft->category_count, selector);
                break;
        case SELECT_TRAIT:
                add_to_list(draft->traits, &draft->trait_count, selector);
                break;
        case SELECT_ORGANISATION:
        case SELECT_ORGANISATION_WITHIN:
                set_if_free(&member->organisation, value);
                break;
        case SELECT_AREA:
        case SELECT_AREA_WITHIN:
                set_if_free(&member->area, value);
                break;
        case SELECT_OFFICE:
                set_if_free(&member->office, value);
                break;
        case SELECT_PERSON:
                set_if_free(&member->person, value);
                break;
        case SELECT_APPOINTED_BY:
                set_if_free(&member->appointed_by, value);
                break;
        case SELECT_NOMINATED_BY:
                set_if_free(&member->nominated_by, value);
                break;
        default:
                break;
        }
}

/* Recursion is bounded: selectors are at most SELECTOR_DEPTH_MAX deep. */
static void satisfy(struct draft *draft, const struct selector *selector)
{
        if (!selector || selector->kind == SELECT_NOT)
                return;
        if (selector->kind == SELECT_ANY && selector->part_count) {
                satisfy(draft, selector->parts[draft->way % selector->part_count]);
                return;
        }
        for (uint32_t i = 0; i < selector->part_count; i++)
                satisfy(draft, selector->parts[i]);
        if (!selector->part_count)
                satisfy_leaf(draft, selector);
}

static void satisfy_unit(struct draft *draft, enum per_kind kind, uint32_t unit)
{
        struct membership *member = draft->member;
        struct selector one = {.values = &unit, .value_count = 1};
        if (kind == PER_AREA_KIND || kind == PER_AREAS)
                set_if_free(&member->area, unit);
        else if (kind == PER_ORGANISATIONS)
                set_if_free(&member->organisation, unit);
        else if (kind == PER_APPOINTED_BY)
                set_if_free(&member->appointed_by, unit);
        else if (kind == PER_CATEGORIES)
                add_to_list(draft->categories, &draft->category_count, &one);
        else if (kind == PER_TRAITS)
                add_to_list(draft->traits, &draft->trait_count, &one);
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
static enum role role_for(const struct rule *rule, uint32_t way)
{
        static const enum role order[] = {ROLE_MEMBER,   ROLE_CHAIR,     ROLE_DEPUTY_CHAIR,
                                          ROLE_OBSERVER, ROLE_SECRETARY, ROLE_DEPUTY};
        uint32_t roles = rule->roles ? rule->roles : MEMBER_ROLES, count = 0;
        enum role fitting[ROLE_COUNT];
        for (size_t i = 0; i < ROLE_COUNT; i++) {
                if (roles & ROLE_BIT(order[i]))
                        fitting[count++] = order[i];
        }
        return fitting[way % count];
}

static void draft_member(struct check *check, const struct advice *advice, uint32_t way,
                         struct membership *ret)
{
        enum role role = role_for(advice->rule, way);
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
        struct draft draft = {.member = ret, .way = way};
        satisfy(&draft, advice->rule->who);
        satisfy_unit(&draft, advice->rule->per.kind, advice->unit_id);
        ret->categories = keep_list(check, draft.categories, draft.category_count);
        ret->traits = keep_list(check, draft.traits, draft.trait_count);
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
                                             uint32_t way)
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
        for (uint32_t a = 0; a < result->advice_count; a++) {
                for (int32_t i = 0; result->advice[a].rule && i < result->advice[a].count; i++)
                        draft_member(check, &result->advice[a], way, &rows[count++]);
        }
        *changed = *body;
        changed->memberships = rows;
        changed->membership_count = count;
        *facts = *check->facts;
        facts->body = facts->own = changed;
        return facts;
}
