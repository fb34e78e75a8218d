/*
 * minutes_intake - reads minutes that come as text, PDF, .docx or .odt, and links the names in them to
 * resources of the register.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "resources/resource.h"

#include <jansson.h>

/* The longest text of minutes, as in the contract. Minutes of two hundred pages have 300 kB. */
#define MINUTES_SOURCE_MAX ((size_t)400000)

/* Makes the document to be stored from a body that is the minutes of the path's meeting. False after
 * call_fail(). */
bool minutes_intake_read(struct registry *registry, struct call *call, struct resource *ret);

/* Reads minutes from a file of one of these types, without the register: returns ParsedMinutes as JSON. NULL
 * with the fault in *ret_fault, which is FAULT_CODE_COUNT if memory ran out. */
const char *minutes_intake_of_file(struct arena *arena, int file, size_t *ret_length,
                                   enum fault_code *ret_fault);
