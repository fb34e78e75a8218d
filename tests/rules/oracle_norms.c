/*
 * General rules: whether one applies to the body, and whether a rule of the body's own stands in its place.
 */
#include "oracle_parts.h"

#include <string.h>

#define CLIMB_MAX 8

static enum truth truth_of_bool(bool holds)
{
        return holds ? TRUTH_YES : TRUTH_NO;
}

/* Below the top on that date; with `ever`, on any day. */
static enum truth lies_in(const struct instance *in, const char *area, const char *top, bool ever, int left)
{
        const json_t *found = find_by_id(json_object_get(in->facts, "areas"), area), *parent;
        enum truth truth = TRUTH_NO;
        size_t i;
        if (strcmp(area, top) == 0)
                return TRUTH_YES;
        if (!found || left == 0)
                return TRUTH_MAYBE;
        json_array_foreach(json_object_get(found, "within"), i, parent) {
                enum truth above = ever || in_force(parent, in->at)
                                           ? lies_in(in, text_at(parent, "area"), top, ever, left - 1)
                                           : TRUTH_NO;
                if (above == TRUTH_YES || truth == TRUTH_YES)
                        truth = TRUTH_YES;
                else if (above == TRUTH_MAYBE)
                        truth = TRUTH_MAYBE;
        }
        return truth;
}

static enum truth truth_founded(const json_t *body, const json_t *wanted)
{
        const json_t *founders = json_object_get(body, "establishedBy"), *founder;
        size_t i;
        if (!founders)
                return TRUTH_MAYBE;
        json_array_foreach(founders, i, founder) {
                if (has_text(wanted, json_string_value(founder)))
                        return TRUTH_YES;
        }
        return TRUTH_NO;
}

static enum truth truth_part(const struct instance *in, const char *key, const json_t *wanted, bool ever)
{
        const char *area = text_at(in->body, "area");
        if (strcmp(key, "bodyKind") == 0)
                return truth_of_bool(has_text(wanted, text_at(in->body, "kind")));
        if (strcmp(key, "bodies") == 0)
                return truth_of_bool(has_text(wanted, text_at(in->body, "id")));
        if (strcmp(key, "within") == 0)
                return truth_of_bool(
                        has_text(json_object_get(in->facts, "above"), json_string_value(wanted)));
        if (strcmp(key, "establishedBy") == 0)
                return truth_founded(in->body, wanted);
        const json_t *found = area ? find_by_id(json_object_get(in->facts, "areas"), area) : NULL;
        if (strcmp(key, "areaKind") == 0)
                return found ? truth_of_bool(has_text(wanted, text_at(found, "kind"))) : TRUTH_MAYBE;
        return area ? lies_in(in, area, json_string_value(wanted), ever, CLIMB_MAX) : TRUTH_MAYBE;
}

enum truth truth_applies(const struct instance *in, const json_t *rule, bool ever)
{
        json_t *applies_to = json_object_get(rule, "appliesTo"), *wanted;
        enum truth truth = TRUTH_YES;
        const char *key;
        json_object_foreach(applies_to, key, wanted)
                truth = truth_and(truth, truth_part(in, key, wanted, ever));
        return truth;
}

bool derogated(const struct instance *in, const json_t *rule, const char *variant)
{
        size_t i;
        const json_t *own;
        json_array_foreach(json_object_get(in->facts, "rules"), i, own) {
                const char *from = text_at(own, "derogatesFrom"), *of = text_at(own, "variant");
                if (from && !json_object_get(own, "appliesTo") && strcmp(from, text_at(rule, "id")) == 0 &&
                    in_force(own, in->at) && (!of || (variant && strcmp(of, variant) == 0)))
                        return true;
        }
        return false;
}
