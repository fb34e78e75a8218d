/*
 * picture_answer - answers that a client can get as JSON or as a picture that is drawn from this JSON.
 */
#pragma once

#include "checks/check.h"

typedef void picture_render(struct buffer *out, const json_t *json, enum language language);

/* Ends an answer whose JSON has been written: if the client asks for a picture, that replaces the JSON. Sets
 * entity tag and revision like check_tag(); a picture has a tag for each language. */
bool picture_answer(struct call *call, const struct rows *rows, const char *day, picture_render *render);
