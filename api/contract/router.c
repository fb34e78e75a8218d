#include "contract/router.h"

#include <string.h>

/* A node of the tree: one segment of a path. A literal child is preferred to the one for any value. */
struct route {
        const char *literal;    /* the segment; NULL if it may have any value (`{id}`) */
        struct route *children; /* the segments that may follow it */
        struct route *next;     /* its next sibling */
        bool exists;            /* whether a path ends with this segment */
        const struct operation *operations[METHOD_COUNT]; /* the operations of that path */
};

static struct route *child_for(struct arena *arena, struct route *parent, const char *segment, size_t length)
{
        bool any = segment[0] == '{';
        for (struct route *child = parent->children; child; child = child->next)
                if (any ? !child->literal
                        : child->literal && strlen(child->literal) == length &&
                                    memcmp(child->literal, segment, length) == 0)
                        return child;
        struct route *child = arena_alloc(arena, sizeof *child);
        child->literal = any ? NULL : arena_copy(arena, segment, length);
        child->next = parent->children;
        parent->children = child;
        return child;
}

static void add_operation(struct arena *arena, struct route *root, const struct operation *operation)
{
        struct route *at = root;
        for (const char *part = operation->path + 1;;) {
                size_t length = strcspn(part, "/");
                at = child_for(arena, at, part, length);
                if (!part[length])
                        break;
                part += length + 1;
        }
        at->exists = true;
        at->operations[operation->method] = operation;
}

struct route *router_make(struct arena *arena, const struct operation *operations, size_t count)
{
        struct route *root = arena_alloc(arena, sizeof *root);
        for (size_t i = 0; i < count; i++)
                add_operation(arena, root, &operations[i]);
        return root;
}

static const struct route *child_of(const struct route *at, const char *segment)
{
        const struct route *any = NULL;
        for (const struct route *child = at->children; child; child = child->next) {
                if (!child->literal)
                        any = child;
                else if (strcmp(child->literal, segment) == 0)
                        return child;
        }
        return *segment ? any : NULL;
}

const struct operation *const *router_find(const struct route *root, const char *const *segments,
                                           size_t count, const char **ret_id)
{
        const struct route *at = root;
        const char *id = NULL;
        for (size_t i = 0; at && i < count; i++) {
                at = child_of(at, segments[i]);
                if (at && !at->literal)
                        id = segments[i];
        }
        if (!at || !at->exists)
                return NULL;
        *ret_id = id;
        return at->operations;
}
