/*
 * faults - finding what is wrong with a rule as written, place by place.
 *
 * Only faults*.c includes this.
 */
#pragma once

#include "kind.h"

/* A place in the rule, as a JSON pointer of bounded length (deeper places are named by the nearest above). */
#define PLACE_MAX 256

struct place {
        char pointer[PLACE_MAX];
        size_t length;
};

/* The place one step down. */
struct place place_key(const struct place *place, const char *key);
struct place place_item(const struct place *place, size_t index);

void find_fault(struct faults *faults, const struct place *place, enum fault_code code, const char *arg);

/* Each of the object's keys is among the names (ends with NULL). */
void find_unknown_keys(struct faults *faults, const struct place *place, const json_t *object,
                       const char *const *names);

void find_selector_faults(struct faults *faults, const struct place *place, const json_t *selector,
                          const char *own_body);
void find_per_faults(struct faults *faults, const struct place *place, const json_t *per,
                     const char *own_body);

/* {min, max}: whole numbers, the one not over the other. */
void find_count_faults(struct faults *faults, const struct place *place, const json_t *count);
void find_number_fault(struct faults *faults, const struct place *place, const json_t *number);
void find_role_fault(struct faults *faults, const struct place *place, const json_t *role);
void find_roles_faults(struct faults *faults, const struct place *place, const json_t *roles);
void find_string_fault(struct faults *faults, const struct place *place, const json_t *string);
void find_strings_faults(struct faults *faults, const struct place *place, const json_t *strings);
