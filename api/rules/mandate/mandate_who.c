#include "rules/mandate/mandate_who.h"

#include <string.h>

/* The phrase for each kind of selector, and how its values are named in it. */
static const struct {
        enum mandate_word word;
        enum wording_called called;
        enum term_group group;
} leaves[] = {
        [SELECT_CATEGORY] = {MANDATE_IS_CATEGORY, WORDING_BY_CODE, 0},
        [SELECT_ORGANISATION] = {MANDATE_IS_ORGANISATION, WORDING_BY_NAME, 0},
        [SELECT_ORGANISATION_KIND] = {MANDATE_IS_ORGANISATION_KIND, WORDING_BY_TERM, TERM_ORGANISATION_KIND},
        [SELECT_ORGANISATION_WITHIN] = {MANDATE_IS_ORGANISATION_WITHIN, WORDING_BY_NAME, 0},
        [SELECT_OFFICE] = {MANDATE_IS_OFFICE, WORDING_BY_NAME, 0},
        [SELECT_AREA] = {MANDATE_IS_AREA, WORDING_BY_NAME, 0},
        [SELECT_AREA_WITHIN] = {MANDATE_IS_AREA_WITHIN, WORDING_BY_NAME, 0},
        [SELECT_AREA_KIND] = {MANDATE_IS_AREA_KIND, WORDING_BY_TERM, TERM_AREA_KIND},
        [SELECT_TRAIT] = {MANDATE_IS_TRAIT, WORDING_BY_CODE, 0},
        [SELECT_PERSON] = {MANDATE_IS_PERSON, WORDING_QUOTED, 0},
        [SELECT_ROLE] = {MANDATE_IS_ROLE, 0, 0},
        [SELECT_APPOINTED_BY] = {MANDATE_IS_APPOINTED_BY, WORDING_BY_NAME, 0},
        [SELECT_NOMINATED_BY] = {MANDATE_IS_NOMINATED_BY, WORDING_BY_NAME, 0},
        [SELECT_GENDER] = {MANDATE_IS_GENDER, 0, 0},
        [SELECT_MEMBER_OF] = {MANDATE_IS_MEMBER_OF, WORDING_BY_NAME, 0},
        [SELECT_RIGHT] = {MANDATE_IS_RIGHT, 0, 0},
        [SELECT_OFFICE_TRAIT] = {MANDATE_IS_OFFICE_TRAIT, WORDING_BY_CODE, 0},
        [SELECT_DIFFERS_FROM] = {MANDATE_IS_DIFFERENT, WORDING_BY_NAME, 0},
        [SELECT_UNREADABLE] = {MANDATE_IS_UNREADABLE, 0, 0},
};

/* A leaf that is being written, with the wording that it is part of, and whether it is negated. */
struct leaf {
        struct wording wording;
        const struct selector *selector;
        bool negated;
};

static void add_rights(struct wording *wording, uint32_t rights)
{
        static const enum mandate_word words[RIGHT_COUNT] = {[RIGHT_ATTEND] = MANDATE_ATTEND,
                                                             [RIGHT_SPEAK] = MANDATE_SPEAK,
                                                             [RIGHT_PROPOSE] = MANDATE_PROPOSE};
        uint32_t count = (uint32_t)__builtin_popcount(rights), at = 0;
        for (int right = 0; right < RIGHT_COUNT; right++) {
                if (!(rights & (1u << right)))
                        continue;
                wording_join(wording, at++, count, MANDATE_OR);
                wording_say(wording, words[right]);
        }
}

static void add_genders(struct wording *wording, const struct selector *selector)
{
        for (uint32_t i = 0; i < selector->value_count; i++) {
                bool female = strcmp(id_text(wording->facts, selector->values[i]), "female") == 0;
                wording_join(wording, i, selector->value_count, MANDATE_OR);
                wording_say(wording, female ? MANDATE_FEMALE : MANDATE_MALE);
        }
}

static void add_values(struct wording *wording, const struct selector *selector)
{
        const struct wording_ids ids = {.items = selector->values,
                                        .count = selector->value_count,
                                        .called = leaves[selector->kind].called,
                                        .group = leaves[selector->kind].group,
                                        .sort = selector->kind == SELECT_CATEGORY ? CODE_CATEGORY
                                                                                  : CODE_TRAIT,
                                        .joined = MANDATE_OR};
        wording->one = true;
        if (selector->kind == SELECT_ROLE)
                wording_roles(wording, selector->roles, MANDATE_OR);
        else if (selector->kind == SELECT_RIGHT)
                add_rights(wording, selector->bits);
        else if (selector->kind == SELECT_GENDER)
                add_genders(wording, selector);
        else
                wording_ids(wording, &ids);
}

/* Whose attribute is compared: the holder of a role, here or in another body. */
static void add_whose(struct wording *wording, const struct selector *selector)
{
        static const enum mandate_word holders[ROLE_COUNT] = {
                [ROLE_CHAIR] = MANDATE_HOLDER_CHAIR,
                [ROLE_DEPUTY_CHAIR] = MANDATE_HOLDER_DEPUTY_CHAIR,
                [ROLE_MEMBER] = MANDATE_HOLDER_MEMBER,
                [ROLE_OBSERVER] = MANDATE_HOLDER_OBSERVER,
                [ROLE_SECRETARY] = MANDATE_HOLDER_SECRETARY,
                [ROLE_DEPUTY] = MANDATE_HOLDER_DEPUTY,
        };
        wording_say(wording, holders[__builtin_ctz(selector->roles)]);
        if (!selector->value_count)
                return;
        buffer_add_char(wording->out, ' ');
        wording_say(wording, MANDATE_HOLDER_IN);
}

static void add_other(struct wording *wording, const struct selector *selector)
{
        static const enum mandate_word others[COMPARAND_COUNT] = {
                [COMPARE_AREA] = MANDATE_OTHER_AREA,
                [COMPARE_ORGANISATION] = MANDATE_OTHER_ORGANISATION,
                [COMPARE_PARTY] = MANDATE_OTHER_PARTY,
                [COMPARE_CATEGORY] = MANDATE_OTHER_CATEGORY,
        };
        wording_say(wording, others[selector->bits]);
}

static void add_negation(const struct leaf *leaf, struct wording *wording)
{
        if (leaf->negated)
                wording_say_on(wording, MANDATE_NOT);
}

static void add_place(struct wording *wording, const char *name, size_t length)
{
        const struct leaf *leaf = (const struct leaf *)(const void *)wording; /* its first member */
        (void)length;
        if (strncmp(name, "not", 3) == 0)
                add_negation(leaf, wording);
        else if (strncmp(name, "values", 6) == 0)
                add_values(wording, leaf->selector);
        else if (strncmp(name, "roles", 5) == 0)
                wording_roles(wording, leaf->selector->roles, MANDATE_OR);
        else if (strncmp(name, "other", 5) == 0)
                add_other(wording, leaf->selector);
        else
                add_whose(wording, leaf->selector);
}

static void say_leaf(struct wording *wording, const struct selector *selector, bool negated)
{
        struct leaf leaf = {*wording, selector, negated};
        enum mandate_word word = leaves[selector->kind].word;
        leaf.wording.place = add_place;
        leaf.wording.one = true;
        if (selector->kind == SELECT_MEMBER_OF && selector->roles)
                word = MANDATE_IS_MEMBER_OF_AS;
        else if (selector->kind == SELECT_DIFFERS_FROM && !selector->roles)
                word = MANDATE_IS_OF_OTHER_AREA;
        wording_say(&leaf.wording, word);
}

/* Not all of these is one of these not; and the other way round. Recursion is bounded by SELECTOR_DEPTH_MAX.
 */
static void say_selector(struct wording *wording, const struct selector *selector, bool negated, bool within)
{
        if (selector->kind == SELECT_NOT) {
                say_selector(wording, selector->parts[0], !negated, within);
                return;
        }
        if (selector->kind != SELECT_ALL && selector->kind != SELECT_ANY) {
                say_leaf(wording, selector, negated);
                return;
        }
        bool bracketed = within && selector->part_count > 1;
        bool all = (selector->kind == SELECT_ALL) != negated;
        if (bracketed)
                buffer_add_char(wording->out, '(');
        for (uint32_t i = 0; i < selector->part_count; i++) {
                wording_join(wording, i, selector->part_count, all ? MANDATE_AND : MANDATE_OR);
                say_selector(wording, selector->parts[i], negated, selector->part_count > 1);
        }
        if (bracketed)
                buffer_add_char(wording->out, ')');
}

void mandate_who(struct wording *wording, const struct selector *selector)
{
        say_selector(wording, selector, false, false);
}

void mandate_relative(struct wording *wording, const struct selector *selector)
{
        struct wording clause = *wording;
        if (!selector)
                return;
        clause.selector = selector;
        buffer_add_char(wording->out, ' ');
        wording_say(&clause, MANDATE_RELATIVE);
}

void mandate_among(struct wording *wording, const struct selector *of)
{
        wording_say(wording, of && of->names_role ? MANDATE_THOSE : MANDATE_MEMBERS);
        mandate_relative(wording, of);
}
