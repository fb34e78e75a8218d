/*
 * range - which bytes a Range header asks for (RFC 9110, 14).
 */
#pragma once

#include <stddef.h>

enum range_kind {
        RANGE_WHOLE,  /* all bytes: the header is missing, has several ranges, or is malformed */
        RANGE_PART,   /* the bytes from `from` up to, but not including, `to` */
        RANGE_BEYOND, /* the range is beyond the last byte */
};

struct range {
        size_t from, to;
};

/* Reads the header's value, which may be NULL; `size` is how many bytes there are. *ret is set only for
 * RANGE_PART. */
enum range_kind range_read(const char *value, size_t size, struct range *ret);
