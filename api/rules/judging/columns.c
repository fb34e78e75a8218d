#include "rules/judging/columns.h"

#include "rules/judging/judgement.h"
#include "rules/model/reference.h"

#include <string.h>

/* What a selector costs for each membership, in the steps of judgement.h: it also bounds what all columns
 * take.
 */
#define COLUMN_STEPS 8
/* What is within what may have to be followed far up. */
#define CLIMB_STEPS  128

static bool has_value(const struct selector *selector, uint32_t id)
{
        return facts_list_holds((struct id_list){selector->values, selector->value_count, true}, id);
}

static enum tri one_of(const struct selector *selector, uint32_t id)
{
        if (!id)
                return TRI_UNKNOWN;
        return has_value(selector, id) ? TRI_TRUE : TRI_FALSE;
}

static enum tri any_of(const struct selector *selector, struct id_list list)
{
        for (uint32_t i = 0; i < list.count; i++) {
                if (has_value(selector, list.items[i]))
                        return TRI_TRUE;
        }
        return list.known ? TRI_FALSE : TRI_UNKNOWN;
}

/* The office written on the membership; without one, an office its person holds on that day. */
static enum tri match_office(const struct check *check, const struct selector *selector,
                             const struct membership *membership)
{
        if (membership->office)
                return one_of(selector, membership->office);
        if (!membership->person)
                return TRI_UNKNOWN;
        enum tri found = TRI_FALSE;
        for (uint32_t i = 0; i < selector->value_count && found != TRI_TRUE; i++) {
                enum tri holds = reference_holds_office(check->facts, selector->values[i], membership->person,
                                                        check->at);
                found = holds > found ? holds : found;
        }
        return found;
}

static enum tri match_organisation_kind(const struct check *check, const struct selector *selector,
                                        uint32_t id)
{
        const struct organisation *organisation = find_organisation(check->facts, id);
        return organisation ? one_of(selector, organisation->kind) : TRI_UNKNOWN;
}

static enum tri match_area_kind(const struct check *check, const struct selector *selector, uint32_t id)
{
        const struct area *area = find_area(check->facts, id);
        return area ? one_of(selector, area->kind) : TRI_UNKNOWN;
}

static enum tri match_one_gender(const struct check *check, const struct selector *selector, char initial)
{
        for (uint32_t i = 0; i < selector->value_count; i++) {
                if (id_text(check->facts, selector->values[i])[0] == initial)
                        return TRI_TRUE;
        }
        return TRI_FALSE;
}

static enum tri match_gender(const struct check *check, const struct selector *selector, uint32_t id,
                             enum gender_view view)
{
        const struct person *person = find_person(check->facts, id);
        if (view == GENDER_ALL_FEMALE || view == GENDER_ALL_MALE)
                return match_one_gender(check, selector, view == GENDER_ALL_FEMALE ? 'f' : 'm');
        if (view == GENDER_SHOWN && check->facts->withholds_gender)
                return TRI_UNKNOWN;
        return person ? one_of(selector, person->gender) : TRI_UNKNOWN;
}

static bool is_seat_of_role(const struct selector *selector, const struct membership *row)
{
        return selector->roles ? (ROLE_BIT(row->role) & selector->roles) != 0 : is_member(row);
}

/* Compared by person, else by office. */
static enum tri same_holder(const struct membership *a, const struct membership *b)
{
        if (a->person && b->person)
                return a->person == b->person ? TRI_TRUE : TRI_FALSE;
        if (a->office && b->office)
                return a->office == b->office ? TRI_TRUE : TRI_FALSE;
        return TRI_UNKNOWN;
}

static enum tri match_member_of(const struct check *check, const struct selector *selector,
                                const struct membership *membership)
{
        const struct body *body = find_body(check->facts, selector->values[0]);
        if (!body || !check_spend(check, body->membership_count))
                return TRI_UNKNOWN;
        bool compared = body->memberships_known && coverage_complete(body->memberships_coverage, check->at);
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *row = &body->memberships[i];
                if (!body_membership_holds(body, row, check->at) || !is_seat_of_role(selector, row))
                        continue;
                enum tri same = same_holder(membership, row);
                if (same == TRI_TRUE)
                        return TRI_TRUE;
                compared = compared && same == TRI_FALSE;
        }
        return compared ? TRI_FALSE : TRI_UNKNOWN;
}

static enum tri match_right(const struct selector *selector, const struct membership *membership)
{
        if (membership->rights & selector->bits)
                return TRI_TRUE;
        return (selector->bits & ~membership->rights_known) ? TRI_UNKNOWN : TRI_FALSE;
}

static enum tri match_office_trait(const struct check *check, const struct selector *selector,
                                   const struct membership *membership)
{
        const struct office *office = find_office(check->facts, membership->office);
        return office ? any_of(selector, office->traits) : TRI_UNKNOWN;
}

static uint32_t compared_value(const struct membership *membership, enum comparand comparand)
{
        if (comparand == COMPARE_AREA)
                return membership->area;
        return comparand == COMPARE_ORGANISATION ? membership->organisation : membership->nominated_by;
}

static enum tri compare_values(const struct membership *a, const struct membership *b,
                               enum comparand comparand)
{
        if (comparand != COMPARE_CATEGORY) {
                uint32_t x = compared_value(a, comparand), y = compared_value(b, comparand);
                return !x || !y ? TRI_UNKNOWN : x != y ? TRI_TRUE : TRI_FALSE;
        }
        if (!a->categories.known || !b->categories.known)
                return TRI_UNKNOWN;
        for (uint32_t i = 0; i < a->categories.count; i++) {
                if (facts_list_holds(b->categories, a->categories.items[i]))
                        return TRI_FALSE;
        }
        return TRI_TRUE;
}

/* Unlike every holder of the role there; unknown while none is known. */
static enum tri match_differs(const struct check *check, const struct selector *selector,
                              const struct membership *membership)
{
        const struct body *own = check->facts->own;
        const struct body *body = selector->value_count ? find_body(check->facts, selector->values[0]) : own;
        enum tri all = TRI_TRUE;
        bool held = false;
        if (!selector->roles) /* the body's own area */
                return !own || !own->area || !membership->area ? TRI_UNKNOWN
                       : own->area != membership->area         ? TRI_TRUE
                                                               : TRI_FALSE;
        if (!body || !check_spend(check, body->membership_count))
                return TRI_UNKNOWN;
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *row = &body->memberships[i];
                if (!(ROLE_BIT(row->role) & selector->roles) || !body_membership_holds(body, row, check->at))
                        continue;
                enum tri value = compare_values(membership, row, (enum comparand)selector->bits);
                all = value < all ? value : all;
                held = true;
        }
        return held ? all : TRI_UNKNOWN;
}

static enum tri match_leaf(const struct check *check, const struct selector *selector,
                           const struct membership *membership, enum gender_view view)
{
        const struct rules_facts *facts = check->facts;
        switch (selector->kind) {
        case SELECT_CATEGORY:
                return any_of(selector, membership->categories);
        case SELECT_ORGANISATION:
                return one_of(selector, membership->organisation);
        case SELECT_ORGANISATION_KIND:
                return match_organisation_kind(check, selector, membership->organisation);
        case SELECT_ORGANISATION_WITHIN:
                return membership->organisation
                               ? reference_organisation_within(facts, membership->organisation,
                                                               selector->values[0], check->at)
                               : TRI_UNKNOWN;
        case SELECT_OFFICE:
                return match_office(check, selector, membership);
        case SELECT_AREA:
                return one_of(selector, membership->area);
        case SELECT_AREA_WITHIN:
                return membership->area ? reference_area_within(facts, membership->area, selector->values[0],
                                                                check->at)
                                        : TRI_UNKNOWN;
        case SELECT_AREA_KIND:
                return match_area_kind(check, selector, membership->area);
        case SELECT_TRAIT:
                return any_of(selector, membership->traits);
        case SELECT_PERSON:
                return one_of(selector, membership->person);
        case SELECT_ROLE:
                return (ROLE_BIT(membership->role) & selector->roles) ? TRI_TRUE : TRI_FALSE;
        case SELECT_APPOINTED_BY:
                return one_of(selector, membership->appointed_by);
        case SELECT_NOMINATED_BY:
                return one_of(selector, membership->nominated_by);
        case SELECT_GENDER:
                return match_gender(check, selector, membership->person, view);
        case SELECT_MEMBER_OF:
                return match_member_of(check, selector, membership);
        case SELECT_RIGHT:
                return match_right(selector, membership);
        case SELECT_OFFICE_TRAIT:
                return match_office_trait(check, selector, membership);
        case SELECT_DIFFERS_FROM:
                return match_differs(check, selector, membership);
        case SELECT_ALL:
        case SELECT_ANY:
        case SELECT_NOT:
        case SELECT_UNREADABLE:
                break;
        }
        return TRI_UNKNOWN;
}

static void combine_columns(const struct selector *selector, const uint8_t *part, uint8_t *column,
                            uint32_t count)
{
        for (uint32_t i = 0; i < count; i++) {
                uint8_t value = part[i];
                if (selector->kind == SELECT_NOT)
                        column[i] = (uint8_t)(TRI_TRUE - value);
                else if (selector->kind == SELECT_ALL)
                        column[i] = value < column[i] ? value : column[i];
                else
                        column[i] = value > column[i] ? value : column[i];
        }
}

/* The columns of a view that were evaluated so far. */
static const uint8_t **columns_in(struct check *check, enum gender_view view)
{
        if (view == GENDER_SHOWN)
                return check->columns;
        if (!check->views[view])
                check->views[view] =
                        arena_array(check->arena, check->facts->selector_count + 1, sizeof(uint8_t *));
        return check->views[view];
}

/* Recursion is bounded: the reader refuses selectors more than SELECTOR_DEPTH_MAX deep. */
const uint8_t *columns_view(struct check *check, const struct selector *selector, enum gender_view view)
{
        if (!selector)
                return check->everyone;
        const uint8_t **columns = columns_in(check, selector->names_gender ? view : GENDER_SHOWN);
        if (columns[selector->index])
                return columns[selector->index];
        bool climbs = selector->kind == SELECT_AREA_WITHIN || selector->kind == SELECT_ORGANISATION_WITHIN;
        if (!check_spend(check, (climbs ? CLIMB_STEPS : COLUMN_STEPS) * (uint64_t)check->count))
                return check->unknown;
        uint8_t *column = arena_alloc(check->arena, check->count + 1);
        if (!column)
                return NULL;
        bool combined =
                selector->kind == SELECT_ALL || selector->kind == SELECT_ANY || selector->kind == SELECT_NOT;
        if (selector->kind == SELECT_ALL)
                memset(column, TRI_TRUE, check->count);
        for (uint32_t p = 0; combined && p < selector->part_count; p++) {
                const uint8_t *part = columns_view(check, selector->parts[p], view);
                if (!part)
                        return NULL;
                combine_columns(selector, part, column, check->count);
        }
        for (uint32_t i = 0; !combined && i < check->count; i++)
                column[i] = (uint8_t)match_leaf(check, selector, check->in_force[i], view);
        columns[selector->index] = column;
        return column;
}

const uint8_t *columns_of(struct check *check, const struct selector *selector)
{
        return columns_view(check, selector, GENDER_SHOWN);
}

const uint8_t *columns_range_view(struct check *check, const struct selector *of, enum gender_view view)
{
        const uint8_t *column = columns_view(check, of, view);
        if (!column || !of)
                return column ? check->members : NULL;
        if (of->names_role)
                return column;
        uint8_t *range = arena_alloc(check->arena, check->count + 1);
        for (uint32_t i = 0; range && i < check->count; i++)
                range[i] = tri_and(column[i], check->members[i]);
        return range;
}

const uint8_t *columns_range(struct check *check, const struct selector *of)
{
        return columns_range_view(check, of, GENDER_SHOWN);
}
