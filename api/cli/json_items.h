/*
 * json_items - reads the objects of the outermost array in a JSON text one after the other. Open data are
 * published in this form: as an array of objects, or an object that has such an array.
 *
 * The text may be larger than memory, since only one object is held at a time.
 */
#pragma once

#include "base/buffer.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct json_items {
        int file;
        char block[64 * 1024];
        size_t at, length;     /* the bytes of the block that have been taken, and all of them */
        unsigned depth;        /* how many arrays and objects are open */
        unsigned list;         /* the depth of the array; 0: it has not begun */
        bool in_text, escaped; /* inside a string; behind a backslash in it */
        bool done;             /* the list has ended */
};

enum json_items_step { JSON_ITEMS_OBJECT, JSON_ITEMS_END, JSON_ITEMS_BROKEN };

void json_items_start(struct json_items *items, int file);

/* Reads the next object; its text replaces what is in `out`. */
enum json_items_step json_items_next(struct json_items *items, struct buffer *out);
