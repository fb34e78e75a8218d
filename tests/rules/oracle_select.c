/*
 * Selectors, without a three-valued logic: each leaf that is unknown is made true and false, each occurrence
 * for itself (unknowns are independent of each other), and the selector is worked out in plain logic every
 * time.
 */
#include "oracle_parts.h"

#include <string.h>

#define LEAVES_MAX  16
#define UNKNOWN_MAX 8
#define CLIMB_MAX   8

/* The truths of the leaves of one selector, in the order they stand. */
struct leaves {
        size_t count;
        enum truth truths[LEAVES_MAX];
        bool overflow;
};

enum truth truth_and(enum truth a, enum truth b)
{
        if (a == TRUTH_NO || b == TRUTH_NO)
                return TRUTH_NO;
        return a == TRUTH_YES && b == TRUTH_YES ? TRUTH_YES : TRUTH_MAYBE;
}

static enum truth truth_or(enum truth a, enum truth b)
{
        if (a == TRUTH_YES || b == TRUTH_YES)
                return TRUTH_YES;
        return a == TRUTH_NO && b == TRUTH_NO ? TRUTH_NO : TRUTH_MAYBE;
}

static enum truth truth_known(bool value)
{
        return value ? TRUTH_YES : TRUTH_NO;
}

/* A single attribute against the wanted ones. */
static enum truth one_of(const char *value, const json_t *wanted)
{
        return value ? truth_known(has_text(wanted, value)) : TRUTH_MAYBE;
}

/* A list of the membership against the wanted ones: a list that is given is complete. */
static enum truth any_of(const json_t *values, const json_t *wanted)
{
        if (!values)
                return TRUTH_MAYBE;
        size_t i;
        const json_t *value;
        json_array_foreach(values, i, value) {
                if (has_text(wanted, json_string_value(value)))
                        return TRUTH_YES;
        }
        return TRUTH_NO;
}

/* Is `id` the top, or below it on that date? What is not delivered has unknown parents. */
static enum truth below(const json_t *all, const char *id, const char *list, const char *link,
                        const char *top, date at, int left)
{
        if (strcmp(id, top) == 0)
                return TRUTH_YES;
        const json_t *item = find_by_id(all, id);
        if (!item || left == 0)
                return TRUTH_MAYBE;
        enum truth found = TRUTH_NO;
        size_t i;
        const json_t *parent;
        json_array_foreach(json_object_get(item, list), i, parent) {
                if (in_force(parent, at))
                        found = truth_or(found,
                                         below(all, text_at(parent, link), list, link, top, at, left - 1));
        }
        return found;
}

static enum truth kind_of(const json_t *all, const char *id, const json_t *wanted)
{
        const json_t *item = id ? find_by_id(all, id) : NULL;
        return one_of(text_at(item, "kind"), wanted);
}

static enum truth gender_of(const struct instance *in, const char *person, const json_t *wanted)
{
        const json_t *found = person ? find_by_id(json_object_get(in->facts, "persons"), person) : NULL;
        return one_of(text_at(found, "gender"), wanted);
}

static enum truth judge_leaf(const struct instance *in, const struct member *member, const char *key,
                             const json_t *wanted)
{
        const json_t *m = member->json;
        const json_t *organisations = json_object_get(in->facts, "organisations");
        const json_t *areas = json_object_get(in->facts, "areas");
        const char *organisation = text_at(m, "organisation"), *area = text_at(m, "area");
        if (strcmp(key, "category") == 0)
                return any_of(json_object_get(m, "categories"), wanted);
        if (strcmp(key, "trait") == 0)
                return any_of(json_object_get(m, "traits"), wanted);
        if (strcmp(key, "office") == 0)
                return truth_office(in, member, wanted);
        if (strcmp(key, "memberOf") == 0)
                return truth_member_of(in, member, wanted);
        if (strcmp(key, "organisationKind") == 0)
                return kind_of(organisations, organisation, wanted);
        if (strcmp(key, "areaKind") == 0)
                return kind_of(areas, area, wanted);
        if (strcmp(key, "gender") == 0)
                return gender_of(in, text_at(m, "person"), wanted);
        if (strcmp(key, "organisationWithin") == 0)
                return organisation ? below(organisations, organisation, "partOf", "organisation",
                                            json_string_value(wanted), in->at, CLIMB_MAX)
                                    : TRUTH_MAYBE;
        if (strcmp(key, "areaWithin") == 0)
                return area ? below(areas, area, "within", "area", json_string_value(wanted), in->at,
                                    CLIMB_MAX)
                            : TRUTH_MAYBE;
        return one_of(text_at(m, key),
                      wanted); /* organisation, area, person, role, appointedBy, nominatedBy */
}

static void gather(const struct instance *in, const struct member *member, const json_t *selector,
                   struct leaves *leaves)
{
        const char *key = json_object_iter_key(json_object_iter((json_t *)selector));
        const json_t *inner = json_object_get(selector, key);
        size_t i;
        const json_t *part;
        if (strcmp(key, "not") == 0) {
                gather(in, member, inner, leaves);
                return;
        }
        if (strcmp(key, "all") == 0 || strcmp(key, "any") == 0) {
                json_array_foreach(inner, i, part) {
                        gather(in, member, part, leaves);
                }
                return;
        }
        if (leaves->count == LEAVES_MAX)
                leaves->overflow = true;
        else
                leaves->truths[leaves->count++] = judge_leaf(in, member, key, inner);
}

/* Plain logic: `next` runs over the leaves, `completion` gives the unknown ones, bit by bit. */
static bool work_out(const json_t *selector, const struct leaves *leaves, size_t *next, unsigned *completion)
{
        const char *key = json_object_iter_key(json_object_iter((json_t *)selector));
        const json_t *inner = json_object_get(selector, key);
        if (strcmp(key, "not") == 0)
                return !work_out(inner, leaves, next, completion);
        bool all = strcmp(key, "all") == 0;
        if (all || strcmp(key, "any") == 0) {
                bool result = all;
                size_t i;
                const json_t *part;
                json_array_foreach(inner, i, part) {
                        bool value = work_out(part, leaves, next, completion);
                        result = all ? result && value : result || value;
                }
                return result;
        }
        enum truth truth = leaves->truths[(*next)++];
        if (truth != TRUTH_MAYBE)
                return truth == TRUTH_YES;
        bool value = *completion & 1u;
        *completion >>= 1;
        return value;
}

enum truth truth_select(const struct instance *in, const struct member *member, const json_t *selector)
{
        if (!selector)
                return TRUTH_YES;
        struct leaves leaves = {0};
        gather(in, member, selector, &leaves);
        unsigned unknown = 0;
        for (size_t i = 0; i < leaves.count; i++)
                unknown += leaves.truths[i] == TRUTH_MAYBE;
        if (leaves.overflow || unknown > UNKNOWN_MAX)
                return TRUTH_MAYBE;
        bool seen[2] = {false, false};
        for (unsigned completion = 0; completion < 1u << unknown; completion++) {
                size_t next = 0;
                unsigned bits = completion;
                seen[work_out(selector, &leaves, &next, &bits)] = true;
        }
        return seen[0] && seen[1] ? TRUTH_MAYBE : truth_known(seen[1]);
}

static bool mentions_role(const json_t *selector)
{
        const char *key = json_object_iter_key(json_object_iter((json_t *)selector));
        const json_t *inner = key ? json_object_get(selector, key) : NULL;
        if (!key || strcmp(key, "role") == 0)
                return key != NULL;
        if (strcmp(key, "not") == 0)
                return mentions_role(inner);
        size_t i;
        const json_t *part;
        json_array_foreach(inner, i, part) {
                if (json_is_object(part) && mentions_role(part))
                        return true;
        }
        return false;
}

/* `of` narrows the members; where it speaks of roles it ranges over all memberships. */
enum truth truth_of(const struct instance *in, const struct member *member, const json_t *of)
{
        if (!member->counts && !(of && mentions_role(of)))
                return TRUTH_NO;
        return truth_select(in, member, of);
}
