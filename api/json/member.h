/*
 * member - strings in answers of the contract, by the name of their member.
 */
#pragma once

#include <jansson.h>

/* The string of a member; NULL, or else `otherwise`, if there is none. */
const char *member_text(const json_t *object, const char *key);
const char *member_text_or(const json_t *object, const char *key, const char *otherwise);

/* The one related resource of a name that stands in `included`; NULL if it does not. */
const json_t *member_included(const json_t *resource, const char *name);
