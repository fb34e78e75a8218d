/*
 * template - sentences that leave something open.
 *
 * `{name}` stands for what the caller puts there. `{name|one|many}` stands for one of two words, by the
 * number that the caller has of that name: `{0} {0|member|members}`. The build has checked that all languages
 * of a sentence leave the same things open.
 */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct template_filler {
        /* Adds what stands for a name, which has that length and no NUL behind it. */
        void (*add)(struct buffer *out, const char *name, size_t length, void *context);
        /* Whether the number of that name is one; NULL if the sentences have no choices. */
        bool (*is_one)(const char *name, size_t length, void *context);
        void *context;
};

void template_fill(struct buffer *out, const char *text, const struct template_filler *filler);
