/*
 * xml - text from outside, made safe to stand in XML: in an element and in a quoted attribute alike.
 *
 * Characters that XML forbids are dropped, and with them the other control characters and those that turn the
 * direction of writing: in a picture or a log they could make one name look like another.
 */
#pragma once

#include "base/buffer.h"

#include <stddef.h>

void xml_add(struct buffer *out, const char *bytes, size_t length);
void xml_add_string(struct buffer *out, const char *string);
