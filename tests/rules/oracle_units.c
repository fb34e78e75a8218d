/*
 * Units of `per`, the bounds of a rule or unit, and shares, for the oracle.
 */
#include "oracle_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int list_named(const json_t *ids, enum unit_key key, struct unit units[ORACLE_GROUPS])
{
        if (json_array_size(ids) > ORACLE_GROUPS)
                return -1;
        size_t i;
        const json_t *id;
        json_array_foreach(ids, i, id) {
                units[i] = (struct unit){key, json_string_value(id)};
        }
        return (int)json_array_size(ids);
}

/* Below `top` on that date, all areas on the way being delivered (the generator sees to that). */
static bool lies_within(const json_t *areas, const json_t *area, const char *top, date at, int left)
{
        if (!area || left == 0)
                return false;
        if (strcmp(text_at(area, "id"), top) == 0)
                return true;
        size_t i;
        const json_t *parent;
        json_array_foreach(json_object_get(area, "within"), i, parent) {
                if (in_force(parent, at) &&
                    lies_within(areas, find_by_id(areas, text_at(parent, "area")), top, at, left - 1))
                        return true;
        }
        return false;
}

static int list_areas_of_kind(const struct instance *in, const json_t *per, struct unit units[ORACLE_GROUPS])
{
        const char *kind = text_at(per, "areaKind"), *within = text_at(per, "within");
        const json_t *areas = json_object_get(in->facts, "areas");
        int count = 0;
        size_t i;
        const json_t *area;
        json_array_foreach(areas, i, area) {
                const char *own = text_at(area, "kind");
                if (!own || strcmp(own, kind) != 0 || !in_force(area, in->at))
                        continue;
                if (within && !lies_within(areas, area, within, in->at, 8))
                        continue;
                if (count == ORACLE_GROUPS)
                        return -1;
                units[count++] = (struct unit){UNIT_AREA, text_at(area, "id")};
        }
        return count;
}

int list_units(const struct instance *in, const json_t *rule, struct unit units[ORACLE_GROUPS])
{
        static const struct {
                const char *name;
                enum unit_key key;
        } lists[] = {{"areas", UNIT_AREA},
                     {"organisations", UNIT_ORGANISATION},
                     {"categories", UNIT_CATEGORY},
                     {"traits", UNIT_TRAIT}};
        const json_t *per = json_object_get(rule, "per");
        if (!per) {
                units[0] = (struct unit){UNIT_WHOLE, NULL};
                return 1;
        }
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
                const json_t *ids = json_object_get(per, lists[i].name);
                if (ids)
                        return list_named(ids, lists[i].key, units);
        }
        return text_at(per, "areaKind") ? list_areas_of_kind(in, per, units) : -1;
}

/* A unit matches exactly, as `area` and `organisation` do. */
enum truth truth_in_unit(const struct instance *in, const struct member *member, const struct unit *unit)
{
        static const char *const leaf[] = {NULL, "area", "organisation", "category", "trait"};
        if (unit->key == UNIT_WHOLE)
                return TRUTH_YES;
        json_t *selector = json_pack("{s:[s]}", leaf[unit->key], unit->id);
        enum truth truth = truth_select(in, member, selector);
        json_decref(selector);
        return truth;
}

/* `count` is where min and max stand; an exception of the unit replaces it; a `may` rule demands nothing. */
struct bounds unit_bounds(const json_t *rule, const json_t *count, const struct unit *unit)
{
        const json_t *except = json_object_get(json_object_get(rule, "per"), "except");
        const json_t *own = unit->id ? json_object_get(except, unit->id) : NULL;
        if (own)
                count = own;
        struct bounds bounds = {number_at(count, "min", 0), number_at(count, "max", UNBOUNDED)};
        const char *force = text_at(rule, "force");
        if (force && strcmp(force, "may") == 0)
                bounds.min = 0;
        return bounds;
}

static void reduce(int *part, int *whole)
{
        int a = *part, b = *whole;
        while (b) {
                int rest = a % b;
                a = b;
                b = rest;
        }
        *part /= a;
        *whole /= a;
}

/* "2/5" or "40%", in lowest terms. */
bool read_share(const json_t *share, int *ret_part, int *ret_whole)
{
        const char *text = json_string_value(share);
        char *rest;
        int whole = 100;
        if (!text)
                return false;
        int part = (int)strtol(text, &rest, 10);
        if (*rest == '/')
                whole = (int)strtol(rest + 1, NULL, 10);
        else if (*rest != '%')
                return false;
        reduce(&part, &whole);
        *ret_part = part;
        *ret_whole = whole;
        return true;
}
