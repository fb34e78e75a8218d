/*
 * resource - a resource on its way into the register: checked, merged, written in its canonical text.
 */
#pragma once

#include "access/access.h"

#include <jansson.h>

struct resource {
        json_t *value;          /* as it shall be stored; owned by the call's arena */
        const char *id;         /* in the path, in the body, or made */
        const char *text;       /* canonical, without restricted members */
        const char *restricted; /* canonical and whole, where it has restricted members; else NULL */
};

/* Reads the body and checks it against what the operation takes. False after call_fail(), which stops only
 * what is no JSON; faults of content are collected in the call. */
bool resource_read(struct call *call, struct resource *ret);

/* Checks the value against what the operation takes; faults are collected, their pointers begin with
 * `prefix`. */
void resource_check(struct call *call, const struct resource *document, const char *prefix);

/* Applies a merge patch to the stored text and checks what comes out; faults are collected. */
bool resource_merge(struct call *call, struct resource *document, const char *stored);

/* Whether the call's body is a JSON patch (RFC 6902): a list of operations. */
bool resource_is_json_patch(const struct call *call);

/* Carries out a JSON patch on what is stored, as far as the caller may see it (`visible`), and checks what
 * comes out; faults are collected, also those of writing what only others may. False after call_fail(). */
bool resource_patch(struct call *call, struct resource *document, const char *visible, const char *stored);

/* Chooses the id: the path's, the body's or a new one. Faults are collected. */
bool resource_choose_id(struct call *call, struct resource *document);

/* Refuses what the caller may not write: restricted members. Faults are collected; false after call_fail().
 */
bool resource_guard(struct call *call, const struct resource *document);

/* Keeps what is stored and was not sent, since the caller could not see it (restricted members), or since
 * another operation sets it (the contract's `keeps`). `stored` is the whole stored text. */
void resource_keep(struct call *call, struct resource *document, const char *stored);

/* Writes the canonical texts. */
void resource_write(struct call *call, struct resource *document);
