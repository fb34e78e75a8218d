/*
 * cursor - where a list goes on: the sort values and the id of the last item of a page, wrapped up.
 *
 * Opaque to callers: base64url of a JSON array that begins with the operation and the order it belongs to. A
 * cursor of another list or another order is refused.
 */
#pragma once

#include "call/call.h"

/* One value for each sort key; the last key is always the id. */
struct cursor {
        const char *values[SORT_KEYS_MAX + 1];
        size_t count;
};

/* The text of a cursor. */
const char *cursor_write(struct call *call, const struct cursor *cursor);

/* Reads the caller's `cursor`; *ret_given is false if there is none. What is wrong with it becomes the call's
 * fault. */
void cursor_read(struct call *call, size_t count, struct cursor *ret, bool *ret_given);

/* The address of the next page: this call's own, with another cursor. */
const char *cursor_next(struct call *call, const char *cursor);

/* What a list is, whatever page of it and however it is shown: its path below the version and its filters, as
 * sent. */
const char *cursor_identity(struct call *call);

/* The call's own address with another value of a parameter, or without it (value NULL); the value is one of
 * our own cursors, which needs no escapes. */
const char *cursor_address(struct call *call, const char *parameter, const char *value);
