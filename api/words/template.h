/*
 * template - sentences with placeholders.
 *
 * `{name}` is replaced by what the caller gives for this name. `{name|one|many}` is replaced by one of the
 * two words, depending on whether the number of this name is one: `{0} {0|member|members}`. The build checks
 * that a sentence has the same placeholders in all languages.
 */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct template_filler {
        /* Adds what replaces a placeholder; its name has this length and no NUL after it. */
        void (*add)(struct buffer *out, const char *name, size_t length, void *context);
        /* Whether the number of this name is one; NULL if the sentences have no choices. */
        bool (*is_one)(const char *name, size_t length, void *context);
        void *context;
};

/* Adds a sentence with its placeholders replaced. */
void template_fill(struct buffer *out, const char *text, const struct template_filler *filler);
