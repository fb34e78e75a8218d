#include "json/tree.h"

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

json_t *tree_load(struct arena *arena, const char *text, size_t length)
{
        json_error_t error;
        json_t *tree = json_loadb(text, length, JSON_DECODE_ANY, &error);
        bool malformed = !tree && json_error_code(&error) != json_error_out_of_memory;
        return malformed ? NULL : tree_tie(arena, tree);
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
        char *text = memory_need(json_dumps(tree, JSON_COMPACT | JSON_ENCODE_ANY));
        arena_defer(arena, free, text);
        return text;
}
