#include "http/variants.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* As many answers in two forms as a portal asks for again and again. Two that meet in one place push each
 * other out. */
#define PLACES 4096

struct variant {
        uint64_t mark;
        enum coding coding;
        size_t length;
        char *bytes; /* NULL: the place is free */
};

struct variants {
        pthread_mutex_t lock; /* held for the time of a copy */
        struct variant places[PLACES];
        size_t bytes, bytes_max;
        size_t hand; /* the place that gives way next */
};

struct variants *variants_new(size_t bytes_max)
{
        struct variants *variants = calloc(1, sizeof *variants);
        if (variants) {
                pthread_mutex_init(&variants->lock, NULL);
                variants->bytes_max = bytes_max;
        }
        return variants;
}

static void empty(struct variants *variants, struct variant *variant)
{
        variants->bytes -= variant->length;
        free(variant->bytes);
        *variant = (struct variant){0};
}

void variants_free(struct variants *variants)
{
        for (size_t i = 0; variants && i < PLACES; i++)
                empty(variants, &variants->places[i]);
        if (variants)
                pthread_mutex_destroy(&variants->lock);
        free(variants);
}

/* Marks are handed out one after the other. */
static struct variant *place_of(struct variants *variants, uint64_t mark, enum coding coding)
{
        return &variants->places[(mark * CODING_COUNT + coding) % PLACES];
}

bool variants_find(struct variants *variants, uint64_t mark, enum coding coding, struct buffer *out)
{
        if (!mark)
                return false;
        pthread_mutex_lock(&variants->lock);
        const struct variant *variant = place_of(variants, mark, coding);
        bool found = variant->bytes && variant->mark == mark && variant->coding == coding;
        if (found)
                buffer_add(out, variant->bytes, variant->length);
        pthread_mutex_unlock(&variants->lock);
        return found && !buffer_failed(out);
}

static void make_room(struct variants *variants, size_t length)
{
        for (; variants->bytes + length > variants->bytes_max; variants->hand = (variants->hand + 1) % PLACES)
                empty(variants, &variants->places[variants->hand]);
}

void variants_keep(struct variants *variants, uint64_t mark, enum coding coding, const struct buffer *form)
{
        char *copy =
                mark && form->length && form->length <= variants->bytes_max ? malloc(form->length) : NULL;
        if (!copy)
                return;
        memcpy(copy, form->bytes, form->length);
        pthread_mutex_lock(&variants->lock);
        struct variant *variant = place_of(variants, mark, coding);
        empty(variants, variant);
        make_room(variants, form->length);
        *variant = (struct variant){mark, coding, form->length, copy};
        variants->bytes += form->length;
        pthread_mutex_unlock(&variants->lock);
}
