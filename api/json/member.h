/*
 * member - reads members of JSON objects that the service has answered.
 */
#pragma once

#include <jansson.h>

/* The string in a member. If there is none, the first returns NULL and the second `otherwise`. */
const char *member_text(const json_t *object, const char *key);
const char *member_text_or(const json_t *object, const char *key, const char *otherwise);

/* The first related resource under this name in the resource's `included`; NULL if there is none. */
const json_t *member_included(const json_t *resource, const char *name);
