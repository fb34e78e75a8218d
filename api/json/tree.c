#include "json/tree.h"

#include <errno.h>
#include <stdlib.h>

static void release(void *tree)
{
        json_decref(tree);
}

json_t *tree_tie(struct arena *arena, json_t *tree)
{
        arena_defer(arena, release, memory_need(tree));
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

static _Thread_local bool refused;

static void *allocate(size_t size)
{
        void *memory = malloc(size);
        refused = refused || !memory;
        return memory;
}

/* Before main(), since trees that one allocator made must not meet the other's free(). */
__attribute__((constructor)) static void watch_allocations(void)
{
        json_set_alloc_funcs(allocate, free);
}

bool tree_was_refused(void)
{
        bool was = refused || errno == ENOMEM;
        refused = false;
        errno = 0;
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
