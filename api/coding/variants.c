#include "coding/variants.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* How many entries are kept: enough for the answers, in two codings, that a portal reads again and again. An
 * entry has one possible place; a new one replaces what is there. */
#define PLACES 4096

/* The compressed bytes of one answer. */
struct variant {
        uint64_t mark;
        enum coding coding;
        size_t length;
        char *bytes; /* NULL: the place is free */
};

struct variants {
        pthread_mutex_t lock;          /* held while bytes are copied */
        struct variant places[PLACES]; /* place_of() */
        size_t bytes, bytes_max;       /* how many are kept, and may be */
        size_t hand;                   /* the place that is emptied next if there are too many bytes */
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

static void empty_place(struct variants *variants, struct variant *variant)
{
        variants->bytes -= variant->length;
        free(variant->bytes);
        *variant = (struct variant){0};
}

void variants_free(struct variants *variants)
{
        for (size_t i = 0; variants && i < PLACES; i++)
                empty_place(variants, &variants->places[i]);
        if (variants)
                pthread_mutex_destroy(&variants->lock);
        free(variants);
}

/* The place of an entry. Marks are consecutive numbers, so they spread over the places evenly. */
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

/* Removes entries until `length` bytes more are permitted. */
static void make_room(struct variants *variants, size_t length)
{
        for (; variants->bytes + length > variants->bytes_max; variants->hand = (variants->hand + 1) % PLACES)
                empty_place(variants, &variants->places[variants->hand]);
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
        empty_place(variants, variant);
        make_room(variants, form->length);
        *variant = (struct variant){mark, coding, form->length, copy};
        variants->bytes += form->length;
        pthread_mutex_unlock(&variants->lock);
}
