/*
 * Reading of the facts for the oracle: dates that stand for days, validity, coverage, memberships in force.
 */
#include "oracle_parts.h"

#include <string.h>

const char *text_at(const json_t *object, const char *key)
{
        return json_string_value(json_object_get(object, key));
}

int number_at(const json_t *object, const char *key, int otherwise)
{
        const json_t *value = json_object_get(object, key);
        return json_is_integer(value) ? (int)json_integer_value(value) : otherwise;
}

bool has_text(const json_t *array, const char *text)
{
        size_t i;
        const json_t *item;
        json_array_foreach(array, i, item) {
                if (json_is_string(item) && strcmp(json_string_value(item), text) == 0)
                        return true;
        }
        return false;
}

const json_t *find_by_id(const json_t *array, const char *id)
{
        size_t i;
        const json_t *item;
        json_array_foreach(array, i, item) {
                const char *own = text_at(item, "id");
                if (own && strcmp(own, id) == 0)
                        return item;
        }
        return NULL;
}

static bool read_date(const json_t *object, const char *key, struct partial_date *ret)
{
        const char *text = text_at(object, key);
        return text && date_parse_partial(text, strlen(text), ret);
}

/* A year or a month stands for its earliest day as a start and its latest as an end. */
date start_of(const json_t *object)
{
        struct partial_date from;
        return read_date(object, "validFrom", &from) ? from.first : DATE_BEGINNING;
}

date end_of(const json_t *object)
{
        struct partial_date to;
        return read_date(object, "validTo", &to) ? to.last : DATE_END;
}

bool in_force(const json_t *object, date at)
{
        return start_of(object) <= at && at <= end_of(object);
}

/* Complete only where it says so, and from the day it says; nothing said is nothing known. */
bool covered(const json_t *body, const char *what, date at)
{
        const json_t *coverage = json_object_get(json_object_get(body, "coverage"), what);
        const char *level = text_at(coverage, "level");
        if (!level || strcmp(level, "complete") != 0)
                return false;
        struct partial_date since;
        return !read_date(coverage, "since", &since) || since.first <= at;
}

bool has_vote(const json_t *membership, const char *role)
{
        if (strcmp(role, "chair") != 0 && strcmp(role, "deputyChair") != 0 && strcmp(role, "member") != 0)
                return false;
        return !json_is_false(json_object_get(membership, "voting"));
}

/* In force, of a body that exists, and not on leave. */
bool sits(const json_t *body, const json_t *membership, date at)
{
        size_t i;
        const json_t *absence;
        if (!in_force(membership, at) || !in_force(body, at))
                return false;
        json_array_foreach(json_object_get(membership, "absences"), i, absence) {
                if (in_force(absence, at))
                        return false;
        }
        return true;
}

/* A member whose term has ended sits on under a rule that says so, until a successor begins. */
static enum truth held_over(const struct instance *in, const json_t *row)
{
        const char *reason = text_at(row, "endReason"), *role = text_at(row, "role");
        enum truth holdover = TRUTH_NO;
        size_t i;
        const json_t *item;
        json_array_foreach(json_object_get(in->facts, "rules"), i, item) {
                enum truth applies = truth_applies(in, item, false);
                if (strcmp(text_at(item, "kind"), "holdover") == 0 && in_force(item, in->at) &&
                    applies != TRUTH_NO && holdover != TRUTH_YES && !derogated(in, item, NULL))
                        holdover = applies;
        }
        if (holdover == TRUTH_NO || !in_force(in->body, in->at) || end_of(row) >= in->at ||
            !has_vote(row, role))
                return TRUTH_NO;
        json_array_foreach(json_object_get(in->facts, "memberships"), i, item) {
                if (has_text(json_object_get(item, "replaces"), text_at(row, "id")) &&
                    start_of(item) <= in->at)
                        return TRUTH_NO;
        }
        if (!reason)
                return TRUTH_MAYBE;
        return strcmp(reason, "term_ended") == 0 ? holdover : TRUTH_NO;
}

bool read_instance(const json_t *facts, date at, struct instance *ret_instance)
{
        struct instance in = {.facts = facts, .body = json_object_get(facts, "body"), .at = at};
        in.complete = covered(in.body, "memberships", at);
        size_t i;
        const json_t *item;
        json_array_foreach(json_object_get(facts, "memberships"), i, item) {
                const char *role = text_at(item, "role");
                if (!role || !text_at(item, "id"))
                        return false;
                enum truth held = held_over(&in, item);
                if (held == TRUTH_MAYBE)
                        return false;
                if (!sits(in.body, item, at) && held != TRUTH_YES)
                        continue;
                if (in.member_count == ORACLE_MEMBERS)
                        return false;
                in.members[in.member_count++] = (struct member){.json = item,
                                                                .id = text_at(item, "id"),
                                                                .role = role,
                                                                .counts = has_vote(item, role)};
        }
        *ret_instance = in;
        return true;
}
