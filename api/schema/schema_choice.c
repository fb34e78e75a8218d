/* Schemas beside a schema: references, allOf, anyOf, oneOf with and without a discriminator, not. */
#include "schema/schema_check.h"

#include <string.h>

/* One alternative, without faults being listed. The members it looked at count only if it matches. */
static bool matches(struct check *check, const struct schema *schema, const json_t *value,
                    const struct pointer *at, struct schema_marks *marks)
{
        struct schema_marks own = {0};
        if (marks && !schema_marks_new(check, marks->count, &own))
                return false;
        struct faults *faults = check->faults;
        check->faults = NULL;
        bool ok = schema_check_value(check, schema, value, at, marks ? &own : NULL);
        check->faults = faults;
        for (size_t i = 0; ok && i < own.count; i++)
                marks->seen[i] = marks->seen[i] || own.seen[i];
        if (marks)
                schema_marks_free(check, &own);
        return ok;
}

/* Where no alternative was found, nothing is known of the members, and none shall be called unknown. */
static void mark_all(struct schema_marks *marks)
{
        if (marks && marks->count)
                memset(marks->seen, true, marks->count * sizeof *marks->seen);
}

struct likeness {
        const json_t *value;
        bool members; /* look at the required members too */
};

static bool looks_alike(void *context, const struct schema *schema)
{
        const struct likeness *likeness = context;
        if (schema->never || (schema->types && !(schema->types & schema_type_of(likeness->value))))
                return false;
        if (!likeness->members || !json_is_object(likeness->value))
                return true;
        for (size_t i = 0; i < schema->required_count; i++)
                if (!json_object_get(likeness->value, schema->required[i]))
                        return false;
        return true;
}

/* The only alternative that looks like the value, NULL if there is none or several. */
static const struct schema *only_alike(const struct schema_list *list, struct likeness likeness)
{
        const struct schema *alike = NULL;
        for (size_t i = 0; i < list->count; i++) {
                if (!schema_each_part(list->schemas[i], likeness.value, looks_alike, &likeness))
                        continue;
                if (alike)
                        return NULL;
                alike = list->schemas[i];
        }
        return alike;
}

/* No alternative matches. Where only one can have been meant its faults say more than "none matches". */
static bool fault_of_list(struct check *check, const struct schema_list *list, const json_t *value,
                          const struct pointer *at, struct schema_marks *marks, enum fault_code code)
{
        mark_all(marks);
        if (!check->faults || check->exhausted)
                return false;
        const struct schema *meant = only_alike(list, (struct likeness){value, true});
        if (!meant)
                meant = only_alike(list, (struct likeness){value, false});
        size_t before = check->faults->count;
        if (meant)
                schema_check_value(check, meant, value, at, NULL);
        return check->faults->count > before ? false : schema_fault(check, at, code, NULL, NULL);
}

static bool check_any_of(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at, struct schema_marks *marks)
{
        bool found = false;
        for (size_t i = 0; i < schema->any_of.count; i++) {
                if (found && !marks)
                        break;
                found = matches(check, schema->any_of.schemas[i], value, at, marks) || found;
        }
        return found || fault_of_list(check, &schema->any_of, value, at, marks, FAULT_ANY_OF);
}

static bool check_one_of(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at, struct schema_marks *marks)
{
        size_t found = 0;
        for (size_t i = 0; i < schema->one_of.count && found < 2; i++)
                if (matches(check, schema->one_of.schemas[i], value, at, marks))
                        found++;
        if (found > 1)
                return schema_fault(check, at, FAULT_ONE_OF, NULL, NULL);
        return found || fault_of_list(check, &schema->one_of, value, at, marks, FAULT_ONE_OF);
}

static bool check_discriminated(struct check *check, const struct schema *schema, const json_t *value,
                                const struct pointer *at, struct schema_marks *marks)
{
        const char *name = schema->discriminator;
        const struct schema *chosen = schema_chosen(schema, value);
        if (chosen)
                return schema_check_value(check, chosen, value, at, marks);
        mark_all(marks);
        if (!json_is_object(value))
                return schema_fault(check, at, FAULT_TYPE, "object", NULL);
        const json_t *given = json_object_get(value, name);
        const struct pointer here = pointer_member(at, name);
        if (!given)
                return schema_fault(check, at, FAULT_REQUIRED, name, NULL);
        if (!json_is_string(given))
                return schema_fault(check, &here, FAULT_TYPE, "string", NULL);
        return schema_fault(check, &here, FAULT_ENUM, schema->branch_words, NULL);
}

static bool check_alternatives(struct check *check, const struct schema *schema, const json_t *value,
                               const struct pointer *at, struct schema_marks *marks)
{
        if (schema->discriminator)
                return check_discriminated(check, schema, value, at, marks);
        return !schema->one_of.count || check_one_of(check, schema, value, at, marks);
}

static bool check_all_of(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at, struct schema_marks *marks)
{
        bool ok = true;
        for (size_t i = 0; schema_goes_on(check, ok) && i < schema->all_of.count; i++)
                ok = schema_check_value(check, schema->all_of.schemas[i], value, at, marks) && ok;
        return ok;
}

bool schema_check_parts(struct check *check, const struct schema *schema, const json_t *value,
                        const struct pointer *at, struct schema_marks *marks)
{
        bool ok = !schema->ref || schema_check_value(check, schema->ref, value, at, marks);
        if (schema_goes_on(check, ok))
                ok = check_all_of(check, schema, value, at, marks) && ok;
        if (schema_goes_on(check, ok) && schema->any_of.count)
                ok = check_any_of(check, schema, value, at, marks) && ok;
        if (schema_goes_on(check, ok))
                ok = check_alternatives(check, schema, value, at, marks) && ok;
        if (schema_goes_on(check, ok) && schema->not &&matches(check, schema->not, value, at, NULL))
                ok = schema_fault(check, at, FAULT_NOT, NULL, NULL);
        return ok;
}
