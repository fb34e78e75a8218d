#include "json/tree.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static void release_tree(void *tree)
{
        json_decref(tree);
}

json_t *tree_tie(struct arena *arena, json_t *tree)
{
        arena_defer(arena, release_tree, memory_need(tree));
        return tree;
}

json_t *tree_object(struct arena *arena)
{
        return tree_tie(arena, json_object());
}

json_t *tree_array(struct arena *arena)
{
        return tree_tie(arena, json_array());
}

/* Memory that is set aside for Jansson and given to it when the system has none left: enough for the longest
 * string of a body, twice. */
#define RESERVE_BYTES ((size_t)4 * 1024 * 1024)

static _Atomic(void *) reserve;
static _Thread_local bool refused;

/* If an allocation fails in the middle of a string, Jansson's parser (2.14) loses a character, and aborts the
 * process when it notices. So Jansson gets the memory it asks for, if need be out of the reserve, and the
 * tree is discarded afterwards. */
static void *allocate_or_use_reserve(size_t size)
{
        void *memory = malloc(size);
        if (memory)
                return memory;
        refused = true;
        free(atomic_exchange(&reserve, NULL));
        return malloc(size);
}

static void fill_reserve(void)
{
        void *none = NULL, *fresh = atomic_load(&reserve) ? NULL : malloc(RESERVE_BYTES);
        if (fresh && !atomic_compare_exchange_strong(&reserve, &none, fresh))
                free(fresh);
}

/* Runs before main(), since a tree made by one allocator must not be released by another. */
__attribute__((constructor)) static void take_over_allocations(void)
{
        json_set_alloc_funcs(allocate_or_use_reserve, free);
        fill_reserve();
}

bool tree_was_refused(void)
{
        bool was = refused || errno == ENOMEM;
        refused = false;
        errno = 0;
        fill_reserve();
        return was;
}

json_t *tree_load(struct arena *arena, const char *text, size_t length)
{
        tree_was_refused();
        json_t *tree = json_loadb(text, length, JSON_DECODE_ANY, NULL);
        bool exhausted = tree_was_refused();
        if (tree)
                tree_tie(arena, tree);
        if (exhausted)
                memory_ran_out();
        return tree;
}

json_t *tree_read(struct arena *arena, const struct buffer *written)
{
        buffer_need(written);
        return memory_need(tree_load(arena, written->bytes, written->length));
}

void tree_set(json_t *object, const char *name, json_t *value)
{
        if (json_object_set_new_nocheck(object, name, value) != 0)
                memory_ran_out();
}

void tree_add(json_t *array, json_t *value)
{
        if (json_array_append_new(array, value) != 0)
                memory_ran_out();
}

const char *tree_text(struct arena *arena, const json_t *tree)
{
        char *text = memory_need(tree_dump(tree, JSON_COMPACT));
        arena_defer(arena, free, text);
        return text;
}

char *tree_dump(const json_t *value, size_t flags)
{
        tree_was_refused();
        char *text = json_dumps(value, flags | JSON_ENCODE_ANY);
        if (!tree_was_refused())
                return text;
        free(text);
        return NULL;
}
