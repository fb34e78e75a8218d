/* Checks the keywords that apply other schemas to the same value: $ref, allOf, anyOf, oneOf with and without
 * a discriminator, not. */
#include "schema/schema_check.h"

#include <string.h>

/* Whether the value is valid by one alternative; no faults are listed. The members it evaluates are marked
 * only if it is. */
static bool matches_alternative(struct check *check, const struct schema *schema, const json_t *value,
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

/* Marks all members. If no alternative matches, it cannot be known which members are permitted, so none may
 * be reported as unknown. */
static void mark_all(struct schema_marks *marks)
{
        if (marks && marks->count)
                memset(marks->seen, true, marks->count * sizeof *marks->seen);
}

/* The context of may_be_meant(). */
struct candidate {
        const json_t *value;
        bool members; /* whether the value must have the required members, too */
};

/* Whether a schema could be the one that the client meant: the value has a type that it permits. */
static bool may_be_meant(void *context, const struct schema *schema)
{
        const struct candidate *candidate = context;
        if (schema->never || (schema->types && !(schema->types & schema_type_of(candidate->value))))
                return false;
        if (!candidate->members || !json_is_object(candidate->value))
                return true;
        for (size_t i = 0; i < schema->required_count; i++)
                if (!json_object_get(candidate->value, schema->required[i]))
                        return false;
        return true;
}

/* The only alternative that could be meant; NULL if there is none, or if there are several. */
static const struct schema *only_candidate(const struct schema_list *list, struct candidate candidate)
{
        const struct schema *only = NULL;
        for (size_t i = 0; i < list->count; i++) {
                if (!schema_each_part(list->schemas[i], candidate.value, may_be_meant, &candidate))
                        continue;
                if (only)
                        return NULL;
                only = list->schemas[i];
        }
        return only;
}

/* The member that an alternative requires, if that is all it does: `{required: [min]}`, with or without a
 * schema for the member. Else NULL. */
static const char *member_required_only(const struct schema *schema)
{
        bool more = schema->property_count > 1 || schema->additional || schema->names || schema->ref ||
                    schema->not || schema->all_of.count || schema->any_of.count || schema->one_of.count;
        return schema->required_count == 1 && !more ? schema->required[0] : NULL;
}

/* If each alternative only requires one member, and the value has none of them, those members as a list in
 * words. Else NULL. */
static const char *members_missing(struct check *check, const struct schema_list *list, const json_t *value)
{
        struct arena *arena = check->faults->arena;
        const char *words = NULL;
        for (size_t i = 0; i < list->count; i++) {
                const char *name = member_required_only(list->schemas[i]);
                if (!name || json_object_get(value, name))
                        return NULL;
                words = words ? arena_format(arena, "%s, %s", words, name) : name;
        }
        return words;
}

/* If each alternative only requires one member, those members as a list in words. Else NULL. */
static const char *members_to_choose(struct check *check, const struct schema_list *list)
{
        return members_missing(check, list, NULL);
}

/* Adds the faults of a value that no alternative matches. "None matches" helps little, so the faults name the
 * members that are missing, or, if only one alternative can have been meant, what is wrong by that one. */
static bool fault_of_list(struct check *check, const struct schema_list *list, const json_t *value,
                          const struct pointer *at, struct schema_marks *marks, enum fault_code code)
{
        mark_all(marks);
        if (!check->faults || check->exhausted)
                return false;
        const char *missing = json_is_object(value) ? members_missing(check, list, value) : NULL;
        if (missing)
                return schema_fault(check, at, code == FAULT_ANY_OF ? FAULT_SOME_MEMBER : FAULT_ONE_MEMBER,
                                    missing, NULL);
        const struct schema *meant = only_candidate(list, (struct candidate){value, true});
        if (!meant)
                meant = only_candidate(list, (struct candidate){value, false});
        if (meant && !schema_check_value(check, meant, value, at, NULL))
                return false;
        return schema_fault(check, at, code, NULL, NULL);
}

static bool check_any_of(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at, struct schema_marks *marks)
{
        bool found = false;
        for (size_t i = 0; i < schema->any_of.count; i++) {
                if (found && !marks)
                        break;
                found = matches_alternative(check, schema->any_of.schemas[i], value, at, marks) || found;
        }
        return found || fault_of_list(check, &schema->any_of, value, at, marks, FAULT_ANY_OF);
}

static bool check_one_of(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at, struct schema_marks *marks)
{
        size_t found = 0;
        for (size_t i = 0; i < schema->one_of.count && found < 2; i++)
                if (matches_alternative(check, schema->one_of.schemas[i], value, at, marks))
                        found++;
        if (found > 1) {
                const char *words = check->faults ? members_to_choose(check, &schema->one_of) : NULL;
                return schema_fault(check, at, words ? FAULT_ONE_MEMBER : FAULT_ONE_OF, words, NULL);
        }
        return found || fault_of_list(check, &schema->one_of, value, at, marks, FAULT_ONE_OF);
}

/* The schema that a member has in all branches that have it; NULL if they differ, or if no branch has it.
 * *ret_known is whether any branch has it. */
static const struct schema *common_schema(const struct schema *schema, const char *name, bool *ret_known)
{
        const struct schema *first = NULL;
        bool agree = true;
        for (size_t i = 0; i < schema->branch_count; i++) {
                const struct schema *found = schema_member(schema->branches[i].schema, name);
                if (!found)
                        continue;
                agree = agree && (!first || found == first || (found->ref && found->ref == first->ref));
                first = first ? first : found;
        }
        *ret_known = first != NULL;
        return agree ? first : NULL;
}

/* Whether no branch permits members that it does not name. */
static bool branches_are_closed(const struct schema *schema)
{
        for (size_t i = 0; i < schema->branch_count; i++) {
                const struct schema *branch = schema->branches[i].schema;
                branch = branch->ref ? branch->ref : branch;
                if (!branch->additional || !branch->additional->never)
                        return false;
        }
        return true;
}

/* Finds what faults it can in a value whose branch is not known: members that no branch has, and faults in
 * members whose schema is the same in all branches. */
static void check_without_branch(struct check *check, const struct schema *schema, const json_t *value,
                                 const struct pointer *at)
{
        const bool closed = branches_are_closed(schema);
        const char *name;
        json_t *member;
        json_object_foreach((json_t *)value, name, member) {
                if (strcmp(name, schema->discriminator) == 0)
                        continue;
                bool known;
                const struct pointer here = pointer_member(at, name);
                const struct schema *common = common_schema(schema, name, &known);
                if (!known && closed)
                        schema_fault(check, &here, FAULT_UNKNOWN_PROPERTY, name, NULL);
                else if (common && !schema_is_read_only(common))
                        schema_check_inside(check, common, member, &here);
        }
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
                schema_fault(check, at, FAULT_REQUIRED, name, NULL);
        else if (!json_is_string(given))
                schema_fault(check, &here, FAULT_TYPE, "string", NULL);
        else
                schema_fault(check, &here, FAULT_ENUM, schema->branch_words, NULL);
        if (check->faults)
                check_without_branch(check, schema, value, at);
        return false;
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

/* Adds the fault of a value that matches the schema of `not`. This mostly forbids two members together; then
 * the fault names them. */
static bool fault_of_not(struct check *check, const struct schema *schema, const struct pointer *at)
{
        if (!check->faults || schema->required_count != 2)
                return schema_fault(check, at, FAULT_NOT, NULL, NULL);
        const char *both =
                arena_format(check->faults->arena, "%s, %s", schema->required[0], schema->required[1]);
        return schema_fault(check, at, FAULT_MEMBERS_APART, both, NULL);
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
        if (schema_goes_on(check, ok) &&
            schema->not &&matches_alternative(check, schema->not, value, at, NULL))
                ok = fault_of_not(check, schema->not, at);
        return ok;
}
