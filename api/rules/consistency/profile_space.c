#include "rules/consistency/profile_space.h"

#include <string.h>

static uint32_t const genders[] = {GENDER_FEMALE, GENDER_MALE};

static enum attribute_looked_at looked_at(enum selector_kind kind)
{
        switch (kind) {
        case SELECT_ORGANISATION:
                return ONE_ORGANISATION;
        case SELECT_AREA:
                return ONE_AREA;
        case SELECT_APPOINTED_BY:
                return ONE_APPOINTER;
        case SELECT_NOMINATED_BY:
                return ONE_NOMINATOR;
        case SELECT_PERSON:
                return ONE_PERSON;
        case SELECT_GENDER:
                return ONE_GENDER;
        case SELECT_CATEGORY:
                return ANY_CATEGORY;
        case SELECT_TRAIT:
                return ANY_TRAIT;
        default:
                return FREE;
        }
}

static bool same_values(const struct leaf *a, const struct leaf *b)
{
        return a->looks_at == b->looks_at && a->looks_at != FREE && a->value_count == b->value_count &&
               memcmp(a->values, b->values, a->value_count * sizeof *a->values) == 0;
}

/* The place of the leaf, from 1; 0 if there is no room. */
static uint8_t add_leaf(struct profiles *profiles, const struct leaf *leaf)
{
        for (uint32_t i = 0; i < profiles->leaf_count; i++) {
                const struct leaf *other = &profiles->leaves[i];
                if (same_values(leaf, other) || (leaf->selector && leaf->selector == other->selector))
                        return (uint8_t)(i + 1);
        }
        if (profiles->leaf_count == PROFILE_LEAVES_MAX)
                return 0;
        struct leaf *kept = &profiles->leaves[profiles->leaf_count++];
        *kept = *leaf;
        if (leaf->values == leaf->own)
                kept->values = kept->own;
        return (uint8_t)profiles->leaf_count;
}

/* A gender's name as one of enum condition_gender. */
static uint32_t gender_number(const struct rules_facts *facts, uint32_t id)
{
        return id_text(facts, id)[0] == 'f' ? GENDER_FEMALE : GENDER_MALE;
}

static bool add_gender(struct profiles *profiles, const struct selector *selector, uint8_t *ret)
{
        uint32_t *values = arena_array(profiles->arena, selector->value_count + 1, sizeof *values), count = 0;
        for (enum condition_gender gender = GENDER_FEMALE; gender <= GENDER_MALE; gender++) {
                bool named = false;
                for (uint32_t i = 0; i < selector->value_count; i++)
                        named = named || gender_number(profiles->facts, selector->values[i]) == gender;
                if (named)
                        values[count++] = gender;
        }
        struct leaf leaf = {
                .looks_at = ONE_GENDER, .values = values, .value_count = count, .selector = selector};
        *ret = add_leaf(profiles, &leaf);
        return *ret != 0;
}

/* Recursion is bounded: selectors are at most SELECTOR_DEPTH_MAX deep. */
static bool add_selector(struct profiles *profiles, const struct selector *selector)
{
        if (!selector || selector->kind == SELECT_ROLE)
                return true;
        for (uint32_t i = 0; i < selector->part_count; i++) {
                if (!add_selector(profiles, selector->parts[i]))
                        return false;
        }
        if (selector->part_count || selector->kind == SELECT_ALL || selector->kind == SELECT_ANY)
                return true;
        uint8_t *place = &profiles->leaf_of[selector->index];
        if (selector->kind == SELECT_GENDER)
                return add_gender(profiles, selector, place);
        struct leaf leaf = {.looks_at = looked_at(selector->kind),
                            .values = selector->values,
                            .value_count = selector->value_count,
                            .selector = selector};
        *place = add_leaf(profiles, &leaf);
        return *place != 0;
}

static enum attribute_looked_at looked_at_by_unit(enum per_kind kind)
{
        if (kind == PER_ORGANISATIONS)
                return ONE_ORGANISATION;
        if (kind == PER_CATEGORIES)
                return ANY_CATEGORY;
        return kind == PER_TRAITS ? ANY_TRAIT : ONE_AREA;
}

/* Notes that a condition needs the one value of an attribute; false if there is no room for a leaf. */
static bool need_value(struct profiles *profiles, uint32_t condition, enum attribute_looked_at looks_at,
                       uint32_t value)
{
        struct leaf leaf = {.looks_at = looks_at, .value_count = 1, .own = {value}};
        leaf.values = leaf.own;
        uint8_t place = add_leaf(profiles, &leaf);
        if (place)
                profiles->needs[condition] |= (uint64_t)1 << (place - 1);
        return place != 0;
}

static bool add_condition(struct profiles *profiles, uint32_t number)
{
        const struct condition *condition = profiles->conditions[number];
        enum attribute_looked_at unit = looked_at_by_unit(condition->unit_kind);
        return add_selector(profiles, condition->selectors[0]) &&
               add_selector(profiles, condition->selectors[1]) &&
               (condition->unit_kind == PER_NONE || need_value(profiles, number, unit, condition->unit)) &&
               (!condition->person || need_value(profiles, number, ONE_PERSON, condition->person)) &&
               (!condition->gender || need_value(profiles, number, ONE_GENDER, condition->gender));
}

static bool has_value(const struct leaf *leaf, uint32_t value)
{
        for (uint32_t i = 0; i < leaf->value_count; i++) {
                if (leaf->values[i] == value)
                        return true;
        }
        return false;
}

/* The leaves that are true of a person or organisation with this value. */
static uint64_t leaves_with(const struct profiles *profiles, enum attribute_looked_at looks_at,
                            uint32_t value)
{
        uint64_t leaves = 0;
        for (uint32_t i = 0; i < profiles->leaf_count; i++) {
                const struct leaf *leaf = &profiles->leaves[i];
                if (leaf->looks_at == looks_at && has_value(leaf, value))
                        leaves |= (uint64_t)1 << i;
        }
        return leaves;
}

static struct choice *add_choice(struct profiles *profiles, uint32_t room)
{
        struct choice *choice = &profiles->choices[profiles->choice_count++];
        *choice = (struct choice){.leaves = arena_array(profiles->arena, room, sizeof(uint64_t))};
        return choice;
}

static bool holds_leaves(const struct choice *choice, uint64_t leaves)
{
        for (uint32_t i = 0; i < choice->count; i++) {
                if (choice->leaves[i] == leaves)
                        return true;
        }
        return false;
}

/* The values of an attribute that the leaves distinguish; each is represented by the leaves that are true of
 * it. */
static struct choice classes_of(struct profiles *profiles, enum attribute_looked_at looks_at)
{
        uint32_t room = 1;
        for (uint32_t i = 0; i < profiles->leaf_count; i++)
                room += profiles->leaves[i].looks_at == looks_at ? profiles->leaves[i].value_count : 0;
        struct choice classes = {.leaves = arena_array(profiles->arena, room, sizeof(uint64_t))};
        for (uint32_t i = 0; i < profiles->leaf_count; i++) {
                const struct leaf *leaf = &profiles->leaves[i];
                for (uint32_t v = 0; leaf->looks_at == looks_at && v < leaf->value_count; v++) {
                        uint64_t leaves = leaves_with(profiles, looks_at, leaf->values[v]);
                        if (!holds_leaves(&classes, leaves))
                                classes.leaves[classes.count++] = leaves;
                }
        }
        return classes;
}

/* Adds the choice of having a value or not, for attributes that may have any number of values (categories).
 */
static void add_free_choice(struct profiles *profiles, uint64_t leaves)
{
        struct choice *choice = add_choice(profiles, 2);
        choice->leaves[choice->count++] = 0;
        choice->leaves[choice->count++] = leaves;
}

static void find_choices(struct profiles *profiles)
{
        uint32_t room = ONE_GENDER + 1;
        for (uint32_t i = 0; i < profiles->leaf_count; i++)
                room += profiles->leaves[i].value_count + 1;
        profiles->choices = arena_array(profiles->arena, room, sizeof *profiles->choices);
        for (enum attribute_looked_at one = ONE_ORGANISATION; one <= ONE_GENDER; one++) {
                struct choice classes = classes_of(profiles, one);
                if (!classes.count)
                        continue;
                struct choice *choice = add_choice(profiles, classes.count + 1);
                /* another value; of genders there are two */
                if (one != ONE_GENDER)
                        choice->leaves[choice->count++] = 0;
                else
                        for (uint32_t g = 0; g < 2; g++)
                                if (!holds_leaves(&classes, leaves_with(profiles, one, genders[g])))
                                        choice->leaves[choice->count++] = 0;
                for (uint32_t i = 0; i < classes.count; i++)
                        choice->leaves[choice->count++] = classes.leaves[i];
        }
        for (enum attribute_looked_at any = ANY_CATEGORY; any <= ANY_TRAIT; any++) {
                struct choice classes = classes_of(profiles, any);
                for (uint32_t i = 0; i < classes.count; i++)
                        add_free_choice(profiles, classes.leaves[i]);
        }
        for (uint32_t i = 0; i < profiles->leaf_count; i++) {
                if (profiles->leaves[i].looks_at == FREE)
                        add_free_choice(profiles, (uint64_t)1 << i);
        }
}

struct profiles *profile_space_new(struct arena *arena, const struct rules_facts *facts,
                                   const struct condition *const *conditions, uint32_t count)
{
        struct profiles *profiles = arena_alloc(arena, sizeof *profiles);
        if (count > PROFILE_CONDITIONS_MAX)
                return NULL;
        *profiles = (struct profiles){
                .arena = arena, .facts = facts, .conditions = conditions, .condition_count = count};
        profiles->leaf_of = arena_alloc(arena, facts->selector_count + 1);
        for (uint32_t i = 0; i < count; i++) {
                if (!add_condition(profiles, i))
                        return NULL;
        }
        find_choices(profiles);
        return profiles;
}
