/*
 * The table of kinds: one row each.
 */
#include "rules/kinds/kinds.h"

#include <string.h>

static const struct rule_kind *const kinds[] = {
        &kind_seats,     &kind_count,    &kind_size,       &kind_balance,   &kind_parity,   &kind_split,
        &kind_distinct,  &kind_rotation, &kind_tenure,     &kind_term,      &kind_deputies, &kind_exclusion,
        &kind_cadence,   &kind_quorum,   &kind_sequence,   &kind_mirrors,   &kind_content,  &kind_deadline,
        &kind_statement, &kind_holdover, &kind_proportion, &kind_existence,
};

const struct rule_kind *rule_kind_find(const char *name)
{
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
                if (strcmp(kinds[i]->name, name) == 0)
                        return kinds[i];
        }
        return NULL;
}
