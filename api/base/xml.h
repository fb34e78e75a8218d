/*
 * xml - escapes text from outside for XML, both as text of an element and as a quoted attribute.
 *
 * Characters that XML forbids are removed, and so are other control characters and bidirectional controls,
 * which could make one name look like another.
 */
#pragma once

#include "base/buffer.h"

#include <stddef.h>

void xml_add(struct buffer *out, const char *bytes, size_t length);
void xml_add_string(struct buffer *out, const char *string);
