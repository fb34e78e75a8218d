/*
 * minutes_intake - minutes that come as text or as a PDF: read, and linked to what the register knows.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "resources/resource.h"

#include <jansson.h>

/* As long as the contract lets the text of minutes be. A set of minutes of two hundred pages has 300 kB. */
#define MINUTES_SOURCE_MAX ((size_t)400000)

/* Reads the body as the minutes of the meeting that the path names: the document to store. False after
 * call_fail(). */
bool minutes_intake_read(struct registry *registry, struct call *call, struct resource *ret);

/* The text of a file that is text or a PDF, without the register: the members of ParsedMinutes with braces.
 * NULL with the fault's code in *ret_fault; FAULT_CODE_COUNT if memory ran out. */
const char *minutes_intake_of_file(struct arena *arena, int file, size_t *ret_length,
                                   enum fault_code *ret_fault);
