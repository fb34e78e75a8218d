/*
 * cursor - where the next page of a list begins: the sort values and the id of the last item of a page.
 *
 * A cursor is opaque to clients: base64url of a JSON array that begins with the operation and the order. A
 * cursor of another list or another order is refused.
 */
#pragma once

#include "call/call.h"

/* A value for each sort key; the last key is always the id. */
struct cursor {
        const char *values[SORT_KEYS_MAX + 1];
        size_t count;
};

/* The text of a cursor. */
const char *cursor_write(struct call *call, const struct cursor *cursor);

/* Reads the call's parameter `cursor`; *ret_given is whether there is one. What is wrong with it is added to
 * the call's faults. */
void cursor_read(struct call *call, size_t count, struct cursor *ret, bool *ret_given);

/* The address of the next page: the call's own, with another cursor. */
const char *cursor_next(struct call *call, const char *cursor);

/* What identifies a list, whatever its page and representation: its path below the version and its filters,
 * as sent. */
const char *cursor_identity(struct call *call);

/* The call's own address with another value of a parameter, or without it (value NULL). The value must need
 * no escapes, as our cursors do not. */
const char *cursor_address(struct call *call, const char *parameter, const char *value);
