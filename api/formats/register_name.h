/*
 * register_name - whose ids are: what stands in the UID of a calendar's component and in the tag of a feed's
 * entry, so that those of two registers are never the same.
 */
#pragma once

#include "base/buffer.h"

/* Adds the name of the host at the register's public address; `samrad` where that is not known. */
void register_name_add(struct buffer *out, const char *base);

/* Adds what every id in a feed begins with (RFC 4151): `tag:<host>,2026:`. */
void register_name_add_tag(struct buffer *out, const char *base);
