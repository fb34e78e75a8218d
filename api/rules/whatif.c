/*
 * Memberships and rules are two lists that are changed in the same ways; a list is found by a name, and its
 * items through an index by id, so that ten thousand changes to ten thousand rows stay quick.
 */
#include "rules/whatif.h"

#include "json/merge_patch.h"
#include "json/pointer.h"

#include <stdio.h>
#include <string.h>

/* 0001-01-01: no earlier day can be written. */
#define DATE_FIRST (-719162)

struct table {
        const char *name;             /* of the list in the facts: what an unknown id is not in */
        json_t *rows;                 /* the list in the new facts */
        json_t *places;               /* id: index in the list plus 1; 0: to be removed */
        json_t *used;                 /* the ids that the changes have named so far */
        const char *about, *about_id; /* "body" and its id; NULL: the facts are about nothing */
        uint32_t named;               /* ids given so far */
};

struct applying {
        struct faults *faults;
        date at;
        bool failed; /* memory ran out */
};

static void require_memory(struct applying *applying, bool done)
{
        applying->failed = applying->failed || !done;
}

static void add_fault(struct applying *applying, const struct pointer *place, enum fault_code code,
                      const char *arg0, const char *arg1)
{
        pointer_fault(place, applying->faults, code, arg0, arg1);
}

/* The index of an id in the list; false if it is not there. */
static bool find_row(const struct table *table, const char *id, size_t *ret_index)
{
        json_int_t place = json_integer_value(json_object_get(table->places, id));
        if (place > 0)
                *ret_index = (size_t)place - 1;
        return place > 0;
}

static void remember_row(struct applying *applying, struct table *table, const char *id, size_t index)
{
        require_memory(applying, json_object_set_new_nocheck(table->places, id,
                                                             json_integer((json_int_t)index + 1)) == 0);
}

/* Notes that the changes name an id, which they may do only once. */
static bool claim_id(struct applying *applying, struct table *table, const struct pointer *place,
                     const char *id)
{
        if (json_object_get(table->used, id)) {
                add_fault(applying, place, FAULT_DUPLICATE, id, NULL);
                return false;
        }
        require_memory(applying, json_object_set_new_nocheck(table->used, id, json_true()) == 0);
        return true;
}

/* Checks that the id is a string, and finds its row in the list. */
static bool find_known(struct applying *applying, struct table *table, const struct pointer *place,
                       const json_t *id, size_t *ret_index)
{
        if (!json_is_string(id)) {
                add_fault(applying, place, id ? FAULT_TYPE : FAULT_REQUIRED, id ? "string" : "id", NULL);
                return false;
        }
        if (!claim_id(applying, table, place, json_string_value(id)))
                return false;
        if (find_row(table, json_string_value(id), ret_index))
                return true;
        add_fault(applying, place, FAULT_UNKNOWN_REFERENCE, json_string_value(id), table->name);
        return false;
}

/* A general rule says itself what it is about. */
static bool needs_about(const struct table *table, const json_t *row)
{
        return table->about && !json_object_get(row, table->about) && !json_object_get(row, "appliesTo");
}

/* What is about another body would be counted as this one's. */
static bool is_about(struct applying *applying, const struct table *table, const struct pointer *place,
                     const json_t *row)
{
        const json_t *about = table->about ? json_object_get(row, table->about) : NULL;
        if (!about || (json_is_string(about) && table->about_id &&
                       strcmp(json_string_value(about), table->about_id) == 0))
                return true;
        struct pointer at = pointer_member(place, table->about);
        add_fault(applying, &at, FAULT_CONST, table->about_id, NULL);
        return false;
}

static void name_row(struct applying *applying, struct table *table, json_t *row)
{
        char id[24];
        do
                snprintf(id, sizeof id, "new-%u", ++table->named);
        while (json_object_get(table->places, id) || json_object_get(table->used, id));
        require_memory(applying, json_object_set_new(row, "id", json_string(id)) == 0);
}

static void add_row(struct applying *applying, struct table *table, const struct pointer *place,
                    const json_t *item)
{
        struct pointer at_id = pointer_member(place, "id");
        const json_t *id = json_object_get(item, "id");
        if (!json_is_object(item)) {
                add_fault(applying, place, FAULT_TYPE, "object", NULL);
                return;
        }
        if (id && !json_is_string(id)) {
                add_fault(applying, &at_id, FAULT_TYPE, "string", NULL);
                return;
        }
        if (id && json_object_get(table->places, json_string_value(id))) {
                add_fault(applying, &at_id, FAULT_DUPLICATE, json_string_value(id), NULL);
                return;
        }
        if ((id && !claim_id(applying, table, &at_id, json_string_value(id))) ||
            !is_about(applying, table, place, item))
                return;
        json_t *row = json_deep_copy(item);
        require_memory(applying, row != NULL);
        if (row && !id)
                name_row(applying, table, row);
        if (row && needs_about(table, row))
                require_memory(applying,
                               json_object_set_new(row, table->about, json_string(table->about_id)) == 0);
        id = json_object_get(row, "id");
        if (id)
                remember_row(applying, table, json_string_value(id), json_array_size(table->rows));
        require_memory(applying, json_array_append_new(table->rows, row) == 0);
}

static bool read_day(const json_t *row, const char *key, struct partial_date *ret)
{
        const json_t *text = json_object_get(row, key);
        return json_is_string(text) &&
               date_parse_partial(json_string_value(text), json_string_length(text), ret);
}

static void end_row(struct applying *applying, struct table *table, const struct pointer *place,
                    const json_t *item)
{
        size_t index;
        struct partial_date day;
        char text[DATE_TEXT_SIZE];
        if (!find_known(applying, table, place, item, &index))
                return;
        json_t *row = json_array_get(table->rows, index);
        if (read_day(row, "validTo", &day) && day.last < applying->at)
                return;
        if (applying->at <= DATE_FIRST || (read_day(row, "validFrom", &day) && day.first >= applying->at)) {
                require_memory(applying, json_array_set_new(table->rows, index, json_null()) == 0);
                return;
        }
        date_format(applying->at - 1, text);
        require_memory(applying, json_object_set_new(row, "validTo", json_string(text)) == 0);
}

/* A merge patch, or (`whole`) another in its place. */
static void put_row(struct applying *applying, struct table *table, const struct pointer *place,
                    const json_t *item, bool whole)
{
        size_t index;
        struct pointer at_id = pointer_member(place, "id");
        const json_t *id = json_object_get(item, "id");
        if (!json_is_object(item)) {
                add_fault(applying, place, FAULT_TYPE, "object", NULL);
                return;
        }
        if (!find_known(applying, table, id ? &at_id : place, id, &index) ||
            !is_about(applying, table, place, item))
                return;
        json_t *row =
                whole ? json_deep_copy(item) : merge_patch_apply(json_array_get(table->rows, index), item);
        if (row && whole && needs_about(table, row))
                require_memory(applying,
                               json_object_set_new(row, table->about, json_string(table->about_id)) == 0);
        require_memory(applying, json_array_set_new(table->rows, index, row) == 0);
}

static void change_row(struct applying *applying, struct table *table, const struct pointer *place,
                       const json_t *item)
{
        put_row(applying, table, place, item, false);
}

static void replace_row(struct applying *applying, struct table *table, const struct pointer *place,
                        const json_t *item)
{
        put_row(applying, table, place, item, true);
}

typedef void row_change(struct applying *applying, struct table *table, const struct pointer *place,
                        const json_t *item);

struct way {
        const char *name;
        row_change *apply;
};

/* One of these of the changes: each item of its list. */
static void apply_list(struct applying *applying, struct table *table, const struct pointer *above,
                       const json_t *changes, const struct way *way)
{
        struct pointer place = pointer_member(above, way->name);
        const json_t *list = json_object_get(changes, way->name), *item;
        size_t i;
        if (list && !json_is_array(list))
                add_fault(applying, &place, FAULT_TYPE, "array", NULL);
        json_array_foreach(list, i, item) {
                struct pointer at = pointer_item(&place, i);
                if (!applying->failed)
                        way->apply(applying, table, &at, item);
        }
}

static void find_unknown(struct applying *applying, const struct pointer *place, const json_t *changes,
                         const struct way *ways, const char *const *others)
{
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)changes, name, value) {
                bool known = false;
                for (size_t i = 0; ways[i].name; i++)
                        known = known || strcmp(ways[i].name, name) == 0;
                for (size_t i = 0; others[i]; i++)
                        known = known || strcmp(others[i], name) == 0;
                struct pointer at = pointer_member(place, name);
                if (!known)
                        add_fault(applying, &at, FAULT_UNKNOWN_PROPERTY, name, NULL);
        }
}

static void take_out(struct applying *applying, json_t *rows)
{
        for (size_t i = json_array_size(rows); i-- > 0;) {
                if (json_is_null(json_array_get(rows, i)))
                        require_memory(applying, json_array_remove(rows, i) == 0);
        }
}

/* The list of the facts as a table; a list that was not delivered is empty. */
static void open_table(struct applying *applying, struct table *table, json_t *facts)
{
        const json_t *row;
        size_t i;
        table->rows = json_object_get(facts, table->name);
        table->places = json_object();
        table->used = json_object();
        if (!json_is_array(table->rows)) {
                require_memory(applying, json_object_set_new(facts, table->name, json_array()) == 0);
                table->rows = json_object_get(facts, table->name);
        }
        require_memory(applying, table->rows && table->places && table->used);
        json_array_foreach(table->rows, i, row) {
                const char *id = json_string_value(json_object_get(row, "id"));
                if (id && !applying->failed)
                        remember_row(applying, table, id, i);
        }
}

static void apply_to_table(struct applying *applying, struct table *table, json_t *facts,
                           const struct pointer *place, const json_t *changes, const struct way *ways)
{
        if (!changes)
                return;
        open_table(applying, table, facts);
        for (size_t i = 0; ways[i].name && !applying->failed; i++)
                apply_list(applying, table, place, changes, &ways[i]);
        if (!applying->failed)
                take_out(applying, table->rows);
        json_decref(table->places);
        json_decref(table->used);
}

/* The memberships that would be are all there are. */
static void complete_members(struct applying *applying, json_t *body)
{
        json_t *coverage = json_object_get(body, "coverage");
        if (!coverage) {
                require_memory(applying, json_object_set_new(body, "coverage", json_object()) == 0);
                coverage = json_object_get(body, "coverage");
        }
        require_memory(applying,
                       coverage && json_object_set_new(coverage, "memberships",
                                                       json_pack("{s:s}", "level", "complete")) == 0);
}

static void apply_all(struct applying *applying, json_t *facts, const json_t *changes)
{
        static const struct way ways[] = {
                {"add", add_row}, {"end", end_row}, {"change", change_row}, {NULL, NULL}};
        static const struct way rule_ways[] = {
                {"add", add_row}, {"replace", replace_row}, {"end", end_row}, {NULL, NULL}};
        static const char *const others[] = {"at", "rules", "complete", NULL}, *const none[] = {NULL};
        const struct pointer top = {.name = ""}, at_rules = pointer_member(&top, "rules");
        const json_t *rules = json_object_get(changes, "rules"),
                     *agreement = json_object_get(facts, "agreement");
        json_t *body = json_object_get(facts, "body");
        const char *body_id = json_string_value(json_object_get(body, "id")),
                   *agreement_id = json_string_value(json_object_get(agreement, "id"));
        struct table memberships = {
                .name = "memberships", .about = body_id ? "body" : NULL, .about_id = body_id};
        struct table ruling = {.name = "rules",
                               .about = body_id        ? "body"
                                        : agreement_id ? "agreement"
                                                       : NULL,
                               .about_id = body_id ? body_id : agreement_id};
        find_unknown(applying, &top, changes, ways, others);
        if (rules && !json_is_object(rules))
                add_fault(applying, &at_rules, FAULT_TYPE, "object", NULL);
        find_unknown(applying, &at_rules, rules, rule_ways, none);
        apply_to_table(applying, &memberships, facts, &top, changes, ways);
        apply_to_table(applying, &ruling, facts, &at_rules, rules, rule_ways);
        if (body && json_is_true(json_object_get(changes, "complete")))
                complete_members(applying, body);
}

json_t *rules_whatif(const json_t *facts, const json_t *changes, date at, struct faults *faults)
{
        struct applying applying = {.faults = faults, .at = at};
        const struct pointer top = {.name = ""};
        size_t before = faults->count;
        if (!json_is_object(changes)) {
                add_fault(&applying, &top, FAULT_TYPE, "object", NULL);
                return NULL;
        }
        json_t *result = json_deep_copy(facts);
        require_memory(&applying, result != NULL);
        if (result)
                apply_all(&applying, result, changes);
        if (!applying.failed && faults->count == before)
                return result;
        json_decref(result);
        return NULL;
}
