/*
 * list_stream - answers a list in a representation without pages: all items, sent while they are read.
 *
 * The list is read in batches, each from where the last one ended, with a connection that is returned at
 * once. So a slow client holds no connection, and memory does not grow. Batches continue in the list's order,
 * so no item occurs twice; one that is written meanwhile may be in the answer or not.
 */
#pragma once

#include "resources/representation.h"

/* Answers the call; false after call_fail(). */
bool list_stream(struct registry *registry, struct call *call, const struct representation *form);
