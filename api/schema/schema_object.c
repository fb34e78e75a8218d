/* Checks an object: each of its members, whether members are missing, and whether it has unknown ones. */
#include "schema/schema_check.h"

#include "base/nearest.h"
#include "json/tree.h"

#include <string.h>

/* Members that the register sets itself, but accepts from a client that sends back what it has read. `id`
 * must be first (schema_drop_stamps()). */
static const char *const sent_back[] = {"id", "version", "createdAt", "updatedAt", "day"};

bool schema_is_sent_back(const char *name)
{
        for (size_t i = 0; i < sizeof sent_back / sizeof *sent_back; i++)
                if (strcmp(sent_back[i], name) == 0)
                        return true;
        return false;
}

void schema_drop_stamps(json_t *object)
{
        for (size_t i = 1; i < sizeof sent_back / sizeof *sent_back; i++)
                json_object_del(object, sent_back[i]);
}

static bool check_unknown(struct check *check, const struct schema *schema, const json_t *object,
                          const char *name, const struct pointer *at)
{
        if (!check->faults || check->faults->count >= FAULTS_LISTED_MAX)
                return schema_fault(check, at, FAULT_UNKNOWN_PROPERTY, name, NULL);
        const char *const *names;
        size_t count;
        schema_names_for(schema, object, check->faults->arena, &names, &count);
        const char *near = nearest_name(name, names, count);
        return schema_fault(check, at, near ? FAULT_UNKNOWN_PROPERTY_NEAR : FAULT_UNKNOWN_PROPERTY, name,
                            near);
}

/* An object, and the schema that it is checked with. */
struct subject {
        const struct schema *schema;
        const json_t *object;
};

/* Checks a member that the schema does not name, with the schema for such members. */
static bool check_other(struct check *check, const struct subject *subject, const struct schema *others,
                        const char *name, const struct pointer *at)
{
        if (others->never)
                return check_unknown(check, subject->schema, subject->object, name, at);
        return schema_check_inside(check, others, json_object_get(subject->object, name), at);
}

/* Checks a member that the schema names. Of the members that the register sets and a client may send back,
 * only the id is checked. */
static bool check_named(struct check *check, const struct schema_property *property, const json_t *value,
                        const struct pointer *at)
{
        if ((check->flags & SCHEMA_REQUEST) && schema_is_read_only(property->schema)) {
                if (!schema_is_sent_back(property->name))
                        return schema_fault(check, at, FAULT_READ_ONLY, property->name, NULL);
                if (strcmp(property->name, "id") != 0)
                        return true;
        }
        return schema_check_inside(check, property->schema, value, at);
}

/* Checks a member with all patterns that match its name. Sets *ret_known if there is one. */
static bool check_patterns(struct check *check, const struct schema *schema, const char *name,
                           const json_t *value, const struct pointer *at, bool *ret_known)
{
        bool ok = true;
        for (size_t i = 0; schema_goes_on(check, ok) && i < schema->pattern_count; i++) {
                const struct schema_pattern *pattern = &schema->patterns[i];
                if (!schema_pattern_found(pattern->code, name, strlen(name)))
                        continue;
                *ret_known = true;
                ok = schema_check_inside(check, pattern->schema, value, at) && ok;
        }
        return ok;
}

static bool check_name(struct check *check, const struct schema *schema, const char *name,
                       const struct pointer *at)
{
        json_t *value = json_string_nocheck(name);
        if (!value) {
                check->no_memory = true;
                return false;
        }
        if (check->arena)
                tree_tie(check->arena, value);
        bool ok = schema_check_inside(check, schema, value, at);
        if (!check->arena)
                json_decref(value);
        return ok;
}

/* Checks a member with all keywords. *ret_known is whether one of them has evaluated it, for
 * unevaluatedProperties. */
static bool check_member(struct check *check, const struct subject *subject, const char *name,
                         const json_t *value, const struct pointer *at, bool *ret_known)
{
        const struct schema *schema = subject->schema;
        const struct schema_property *property = schema_own_property(schema, name);
        bool ok = true;
        *ret_known = property != NULL;
        if (property)
                ok = check_named(check, property, value, at);
        if (schema_goes_on(check, ok) && schema->pattern_count)
                ok = check_patterns(check, schema, name, value, at, ret_known) && ok;
        if (schema_goes_on(check, ok) && !*ret_known && schema->additional) {
                *ret_known = true;
                ok = check_other(check, subject, schema->additional, name, at) && ok;
        }
        if (schema_goes_on(check, ok) && schema->names)
                ok = check_name(check, schema->names, name, at) && ok;
        return ok;
}

/* Whether a required member may be missing: the register sets it, so a client need not send it. */
static bool may_be_missing(const struct check *check, const struct schema *schema, const char *name)
{
        const struct schema *member = check->flags & SCHEMA_REQUEST ? schema_member(schema, name) : NULL;
        return member && schema_is_read_only(member);
}

static bool check_required(struct check *check, const struct schema *schema, const json_t *object,
                           const struct pointer *at)
{
        bool ok = true;
        for (size_t i = 0; schema_goes_on(check, ok) && i < schema->required_count; i++) {
                const char *name = schema->required[i];
                if (!json_object_get(object, name) && !may_be_missing(check, schema, name))
                        ok = schema_fault(check, at, FAULT_REQUIRED, name, NULL);
        }
        return ok;
}

static bool check_dependencies(struct check *check, const struct schema *schema, const json_t *object,
                               const struct pointer *at)
{
        bool ok = true;
        for (size_t i = 0; schema_goes_on(check, ok) && i < schema->dependency_count; i++) {
                const struct schema_dependency *dependency = &schema->dependencies[i];
                const struct pointer here = pointer_member(at, dependency->member);
                if (json_object_get(object, dependency->member) &&
                    !json_object_get(object, dependency->needed))
                        ok = schema_fault(check, &here, FAULT_DEPENDENT_REQUIRED, dependency->member,
                                          dependency->needed);
        }
        return ok;
}

/* Whether the schema is one of conditions that can be combined with `all` and `any` (a selector). A client
 * that gives several conditions in one object is then told to combine them. */
static bool has_combinations(const struct schema *schema)
{
        return schema_own_property(schema, "all") && schema_own_property(schema, "any");
}

static bool check_size(struct check *check, const struct schema *schema, const json_t *object,
                       const struct pointer *at)
{
        size_t size = json_object_size(object);
        if (size < schema->min_properties)
                return schema_fault_count(check, at, FAULT_MIN_PROPERTIES, schema->min_properties);
        if (size > schema->max_properties && schema->max_properties == 1 && has_combinations(schema))
                return schema_fault(check, at, FAULT_ONE_CONDITION, NULL, NULL);
        if (size > schema->max_properties)
                return schema_fault_count(check, at, FAULT_MAX_PROPERTIES, schema->max_properties);
        return true;
}

bool schema_check_object(struct check *check, const struct schema *schema, const json_t *object,
                         const struct pointer *at, struct schema_marks *marks)
{
        bool ok = check_size(check, schema, object, at);
        if (schema_goes_on(check, ok))
                ok = check_required(check, schema, object, at) && ok;
        if (schema_goes_on(check, ok))
                ok = check_dependencies(check, schema, object, at) && ok;
        if (!schema->property_count && !schema->pattern_count && !schema->additional && !schema->names)
                return ok;
        const struct subject subject = {schema, object};
        size_t index = 0;
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)object, name, value) {
                if (!schema_goes_on(check, ok))
                        break;
                const struct pointer here = pointer_member(at, name);
                bool known;
                ok = check_member(check, &subject, name, value, &here, &known) && ok;
                if (marks && known)
                        marks->seen[index] = true;
                index++;
        }
        return ok;
}

bool schema_check_unevaluated(struct check *check, const struct schema *schema, const json_t *object,
                              const struct pointer *at, struct schema_marks *marks)
{
        bool ok = true;
        const struct subject subject = {schema, object};
        size_t index = 0;
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)object, name, value) {
                if (!schema_goes_on(check, ok))
                        break;
                const struct pointer here = pointer_member(at, name);
                if (!marks->seen[index])
                        ok = check_other(check, &subject, schema->unevaluated, name, &here) && ok;
                marks->seen[index++] = true;
        }
        return ok;
}
