/*
 * register_name - the name of the register in UIDs of calendar components and ids of feed entries, so that
 * those of two registers differ.
 */
#pragma once

#include "base/buffer.h"

/* Adds the host name of the register's public address; `samrad` if that is not known. */
void register_name_add(struct buffer *out, const char *base);

/* Adds the beginning of all ids in a feed (RFC 4151): `tag:<host>,2026:`. */
void register_name_add_tag(struct buffer *out, const char *base);
