/*
 * Selectors that look beyond the membership: the office its person holds, and seats in another body.
 */
#include "oracle_parts.h"

#include <string.h>

/* Held by that person on that date? An office that is not delivered, or whose holders are not given, may be.
 */
static enum truth holds_office(const struct instance *in, const char *office, const char *person)
{
        const json_t *found = find_by_id(json_object_get(in->facts, "offices"), office);
        const json_t *holders = json_object_get(found, "holders");
        if (!holders)
                return TRUTH_MAYBE;
        size_t i;
        const json_t *holder;
        json_array_foreach(holders, i, holder) {
                if (strcmp(text_at(holder, "person"), person) == 0 && in_force(holder, in->at))
                        return TRUTH_YES;
        }
        return TRUTH_NO;
}

enum truth truth_office(const struct instance *in, const struct member *member, const json_t *wanted)
{
        const char *written = text_at(member->json, "office"), *person = text_at(member->json, "person");
        if (written)
                return has_text(wanted, written) ? TRUTH_YES : TRUTH_NO;
        if (!person)
                return TRUTH_MAYBE;
        enum truth any = TRUTH_NO;
        size_t i;
        const json_t *office;
        json_array_foreach(wanted, i, office) {
                enum truth held = holds_office(in, json_string_value(office), person);
                if (held == TRUTH_YES)
                        return TRUTH_YES;
                any = held == TRUTH_MAYBE ? TRUTH_MAYBE : any;
        }
        return any;
}

/* The same person, else the same office; what neither tells may be. */
static enum truth is_same(const json_t *a, const json_t *b)
{
        static const char *const keys[] = {"person", "office"};
        for (size_t i = 0; i < 2; i++) {
                const char *one = text_at(a, keys[i]), *other = text_at(b, keys[i]);
                if (one && other)
                        return strcmp(one, other) == 0 ? TRUTH_YES : TRUTH_NO;
        }
        return TRUTH_MAYBE;
}

static bool sits_so(const json_t *row, const json_t *roles)
{
        const char *role = text_at(row, "role");
        return roles ? has_text(roles, role) : has_vote(row, role);
}

enum truth truth_member_of(const struct instance *in, const struct member *member, const json_t *wanted)
{
        const json_t *body = find_by_id(json_object_get(in->facts, "bodies"), text_at(wanted, "body"));
        if (!body)
                return TRUTH_MAYBE;
        enum truth found = covered(body, "memberships", in->at) ? TRUTH_NO : TRUTH_MAYBE;
        size_t i;
        const json_t *row;
        json_array_foreach(json_object_get(body, "memberships"), i, row) {
                if (!sits(body, row, in->at) || !sits_so(row, json_object_get(wanted, "role")))
                        continue;
                enum truth same = is_same(member->json, row);
                if (same == TRUTH_YES)
                        return TRUTH_YES;
                found = same == TRUTH_MAYBE ? TRUTH_MAYBE : found;
        }
        return found;
}
