/*
 * schema_check - one check under way. Shared by the files that check.
 */
#pragma once

#include "schema/schema_node.h"

struct check {
        struct arena *arena;         /* of the faults; NULL: none are wanted from the beginning */
        struct faults *faults;       /* NULL: only the verdict is wanted, the first fault ends the check */
        unsigned flags;              /* SCHEMA_REQUEST */
        enum fault_place named_kind; /* with `named`: where every fault stands */
        const char *named;
        size_t depth;
        size_t steps;
        bool exhausted; /* too many steps */
        bool too_deep;
        bool no_memory;
};

/* One flag for each member of an object, in its order: some keyword has looked at it. NULL where nobody asks.
 */
struct schema_marks {
        bool *seen;
        size_t count;
};

/* Flags for the members of an object, none set; false if memory runs out. In the arena where faults are taken
 * from it in the meantime. */
bool schema_marks_new(struct check *check, size_t count, struct schema_marks *ret);
void schema_marks_free(const struct check *check, struct schema_marks *marks);

/* Adds a fault if faults are wanted; always false. */
bool schema_fault(struct check *check, const struct pointer *at, enum fault_code code, const char *arg0,
                  const char *arg1);
bool schema_fault_count(struct check *check, const struct pointer *at, enum fault_code code, size_t count);

/* Whether the check shall go on after this: all was well, or all faults are wanted. */
static inline bool schema_goes_on(const struct check *check, bool ok)
{
        return ok || check->faults;
}

bool schema_check_value(struct check *check, const struct schema *schema, const json_t *value,
                        const struct pointer *at, struct schema_marks *marks);
/* A value one level down. */
bool schema_check_inside(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at);

/* schema_object.c */
bool schema_check_object(struct check *check, const struct schema *schema, const json_t *object,
                         const struct pointer *at, struct schema_marks *marks);
/* What no other keyword has looked at; after all of them. */
bool schema_check_unevaluated(struct check *check, const struct schema *schema, const json_t *object,
                              const struct pointer *at, struct schema_marks *marks);

/* schema_choice.c: anyOf, oneOf, not, allOf and references. */
bool schema_check_parts(struct check *check, const struct schema *schema, const json_t *value,
                        const struct pointer *at, struct schema_marks *marks);
