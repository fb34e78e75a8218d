/*
 * term - what people call the names that the contract enumerates: kinds of bodies, roles, statuses.
 */
#pragma once

#include "words/term_table.h"

#include <stddef.h>

/* What people call it; the name itself where the group has no words for it, "" for NULL. */
const char *term_text(enum term_group group, const char *name, enum language language);

/* The names of a group in their order, one by one from 0; NULL after the last. */
const char *term_name(enum term_group group, size_t index);
