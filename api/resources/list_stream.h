/*
 * list_stream - a list in a representation that has no pages: all that matches, sent while it is read.
 *
 * It is read in batches, from where the last one ended, each with a connection that is given back at once:
 * whoever reads slowly holds none, and memory does not grow. The order is the list's own, so that nothing
 * stands in it twice; what is written meanwhile may be in it or not.
 */
#pragma once

#include "resources/representation.h"

/* Answers the call; false after call_fail(). */
bool list_stream(struct registry *registry, struct call *call, const struct representation *form);
