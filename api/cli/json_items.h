/*
 * json_items - reads the objects of the outermost array in a JSON text one after the other, as open data is
 * offered: an array of objects, or an object with one in it.
 *
 * The text may be larger than memory: only one object is held at a time.
 */
#pragma once

#include "base/buffer.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct json_items {
        int file;
        char block[64 * 1024];
        size_t at, length; /* of what was read of the file and is not taken */
        unsigned depth,
                list; /* how many arrays and objects are open; at which depth the list stands, 0: not yet */
        bool in_text, escaped; /* within a string, behind its backslash */
        bool done;             /* the list has ended */
};

enum json_items_step { JSON_ITEMS_OBJECT, JSON_ITEMS_END, JSON_ITEMS_BROKEN };

void json_items_start(struct json_items *items, int file);

/* Reads the next object; its text replaces what is in `out`. */
enum json_items_step json_items_next(struct json_items *items, struct buffer *out);
