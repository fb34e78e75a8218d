/*
 * request_head - method, target and header fields of a request.
 *
 * They are copied into one block of memory, so that a worker can read them while an event loop owns the
 * connection. A field that was sent several times is one field with the values joined by commas (RFC
 * 9110, 5.3).
 */
#pragma once

#include <stddef.h>

struct MHD_Connection;
struct request_head;

/* `target` is as sent, with the query. NULL if memory runs out; free() it. */
struct request_head *request_head_copy(struct MHD_Connection *connection, const char *method,
                                       const char *target);

const char *request_head_method(const struct request_head *head);
const char *request_head_target(const struct request_head *head);

/* The value of a field, whatever the case of its name; NULL if it was not sent. */
const char *request_head_field(const struct request_head *head, const char *name);

/* The size of all names and values, in bytes. */
size_t request_head_bytes(const struct request_head *head);
