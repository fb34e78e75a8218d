/*
 * range - which bytes a Range field asks for (RFC 9110, 14).
 */
#pragma once

#include <stddef.h>

enum range_kind {
        RANGE_WHOLE,  /* everything: no range of bytes, or several, or nothing that could be understood */
        RANGE_PART,   /* from `from` up to, and not with, `to` */
        RANGE_BEYOND, /* there are no such bytes */
};

struct range {
        size_t from, to;
};

/* `value` may be NULL; `size` is how many bytes there are. *ret is untouched unless it is a part. */
enum range_kind range_read(const char *value, size_t size, struct range *ret);
