/*
 * media_type - what the name of a media type says of its bytes.
 */
#pragma once

#include <stdbool.h>

/* Whether it is text, or a format based on text: bytes that are worth compressing. */
bool media_type_is_text(const char *media_type);
