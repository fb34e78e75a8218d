/*
 * resource - a resource that is to be stored: it is read, merged, checked, and written in its canonical form.
 */
#pragma once

#include "access/access.h"

#include <jansson.h>

struct resource {
        json_t *value;          /* the document to be stored; the call's arena owns it */
        const char *id;         /* from the path or the body, or a new one */
        const char *text;       /* its canonical text without restricted members */
        const char *restricted; /* its canonical text with restricted members; NULL if it has none */
};

/* Reads the body and checks it by the operation's schema. False after call_fail() if it is not JSON; faults
 * of its content are added to the call's. */
bool resource_read(struct call *call, struct resource *ret);

/* Checks the value by the operation's schema and adds the faults to the call's; their JSON pointers begin
 * with `prefix`. */
void resource_check(struct call *call, const struct resource *document, const char *prefix);

/* Applies a merge patch to the stored text and checks the result; faults are added to the call's. */
bool resource_merge(struct call *call, struct resource *document, const char *stored);

/* Whether the call's body is a JSON patch (RFC 6902): a list of operations. */
bool resource_is_json_patch(const struct call *call);

/* Applies a JSON patch to the stored document as the caller sees it (`visible`) and checks the result; faults
 * are added to the call's, also for members that the caller may not write. False after call_fail(). */
bool resource_patch(struct call *call, struct resource *document, const char *visible, const char *stored);

/* Chooses the id: that of the path, that of the body, or a new one. Faults are added to the call's. */
bool resource_choose_id(struct call *call, struct resource *document);

/* Refuses restricted members that the caller may not write. Faults are added to the call's; false after
 * call_fail(). */
bool resource_refuse_restricted(struct call *call, const struct resource *document);

/* Adds stored members that the caller did not send because he cannot see them (restricted members), or
 * because another operation sets them (the contract's `keeps`). `stored` is the stored text with restricted
 * members. False after call_fail() if the write would replace something that is closed to the caller. */
bool resource_add_stored(struct call *call, struct resource *document, const char *stored);

/* Sets `text` and `restricted`. */
void resource_write(struct call *call, struct resource *document);
