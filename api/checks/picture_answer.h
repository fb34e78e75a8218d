/*
 * picture_answer - answers that are available as JSON and as a picture of that same JSON.
 */
#pragma once

#include "checks/check.h"

typedef void picture_render(struct buffer *out, const json_t *json, enum language language);

/* Ends an answer whose JSON is written: where a picture is asked for it takes the place of the JSON. Sets tag
 * and revision as check_tag() does; a picture has one for each language. */
bool picture_answer(struct call *call, const struct rows *rows, const char *day, picture_render *render);
