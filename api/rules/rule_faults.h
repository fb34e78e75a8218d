/*
 * faults - finding what is wrong with a rule as written, place by place.
 *
 * Only faults*.c includes this.
 */
#pragma once

#include "rules/judging/kind.h"

#include "json/pointer.h"

static inline void rule_fault(struct faults *faults, const struct pointer *place, enum fault_code code,
                              const char *arg)
{
        pointer_fault(place, faults, code, arg, NULL);
}

/* Each of the object's keys is among the names (ends with NULL). */
void rule_unknown_keys(struct faults *faults, const struct pointer *place, const json_t *object,
                       const char *const *names);

void rule_selector_faults(struct faults *faults, const struct pointer *place, const json_t *selector,
                          const char *own_body);
void rule_per_faults(struct faults *faults, const struct pointer *place, const json_t *per,
                     const char *own_body);

/* {min, max}: whole numbers, the one not over the other. */
void rule_count_faults(struct faults *faults, const struct pointer *place, const json_t *count);
void rule_number_fault(struct faults *faults, const struct pointer *place, const json_t *number);
void rule_role_fault(struct faults *faults, const struct pointer *place, const json_t *role);
void rule_roles_faults(struct faults *faults, const struct pointer *place, const json_t *roles);
void rule_string_fault(struct faults *faults, const struct pointer *place, const json_t *string);
void rule_strings_faults(struct faults *faults, const struct pointer *place, const json_t *strings);
