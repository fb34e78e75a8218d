/*
 * term - the terms in three languages for names that the contract enumerates: kinds of bodies, roles,
 * statuses.
 */
#pragma once

#include "words/term_table.h"

#include <stddef.h>

/* The term for a name of a group; the name itself if the group has no term for it; "" for NULL. */
const char *term_text(enum term_group group, const char *name, enum language language);

/* The name with this index in a group, from 0; NULL after the last. */
const char *term_name(enum term_group group, size_t index);
