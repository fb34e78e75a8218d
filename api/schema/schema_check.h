/*
 * schema_check - the state of one check, and the functions that the files schema_check.c, schema_object.c and
 * schema_choice.c call from each other.
 */
#pragma once

#include "schema/schema_node.h"

/* One check of a value. */
struct check {
        struct arena *arena;         /* for the faults; NULL if the check began without a list of faults */
        struct faults *faults;       /* where faults are added; NULL: the first fault ends the check */
        unsigned flags;              /* SCHEMA_REQUEST */
        enum fault_place named_kind; /* if `named` is set: whether it is a parameter or a header */
        const char *named; /* the parameter or header that all faults name; NULL: they have pointers */
        size_t depth;      /* how deep in the value the check is */
        size_t steps;      /* how many schemas it has applied to values so far */
        bool exhausted;    /* it has given up because it took too many steps, */
        bool too_deep;     /* because the value is too deep, */
        bool no_memory;    /* because memory ran out */
};

/* Which members of an object some keyword has evaluated, for unevaluatedProperties. `seen` has a flag for
 * each member, in the order of the object. Functions get NULL for the whole struct if no schema above has
 * that keyword. */
struct schema_marks {
        bool *seen;
        size_t count;
};

/* Makes the flags, none of them set; false if memory runs out. They are allocated from the check's arena if
 * it has one, because the check may then be left through longjmp, else with malloc. */
bool schema_marks_new(struct check *check, size_t count, struct schema_marks *ret);
void schema_marks_free(const struct check *check, struct schema_marks *marks);

/* Adds a fault if the check lists faults. Always returns false. */
bool schema_fault(struct check *check, const struct pointer *at, enum fault_code code, const char *arg0,
                  const char *arg1);
bool schema_fault_count(struct check *check, const struct pointer *at, enum fault_code code, size_t count);

/* Whether the check is to continue after a part with this result: there was no fault, or all faults are to be
 * listed. */
static inline bool schema_goes_on(const struct check *check, bool ok)
{
        return ok || check->faults;
}

/* Applies a schema to a value; sets the marks of the members that it evaluates. */
bool schema_check_value(struct check *check, const struct schema *schema, const json_t *value,
                        const struct pointer *at, struct schema_marks *marks);
/* Applies a schema to a member or item of the value that is being checked. */
bool schema_check_inside(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at);

/* schema_object.c: the keywords for objects. */
bool schema_check_object(struct check *check, const struct schema *schema, const json_t *object,
                         const struct pointer *at, struct schema_marks *marks);
/* Applies unevaluatedProperties to the members without a mark; called after all other keywords. */
bool schema_check_unevaluated(struct check *check, const struct schema *schema, const json_t *object,
                              const struct pointer *at, struct schema_marks *marks);

/* schema_choice.c: $ref, allOf, anyOf, oneOf and not. */
bool schema_check_parts(struct check *check, const struct schema *schema, const json_t *value,
                        const struct pointer *at, struct schema_marks *marks);
