#include "json/pointer.h"

#include <stdio.h>
#include <string.h>

/* How much of a name and of an argument a fault repeats. Our longest names have some twenty characters, our
 * longest list of permitted values some five hundred. Names far longer than that are sent only to see what
 * happens, and repeating them in a hundred faults would use up memory. */
#define NAME_SHOWN_MAX 200
#define ARG_SHOWN_MAX  1000

static const char ellipsis[] = "…";

/* How much of a text to show: all of it, or what fits without cutting a character in two. */
static size_t shown_length(const char *text, size_t most)
{
        size_t length = strnlen(text, most + 1);
        if (length <= most)
                return length;
        length = most;
        while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
                length--;
        return length;
}

static void add_escaped(struct buffer *out, const char *name)
{
        size_t length = shown_length(name, NAME_SHOWN_MAX);
        for (size_t i = 0; i < length; i++) {
                if (name[i] == '~')
                        buffer_add_string(out, "~0");
                else if (name[i] == '/')
                        buffer_add_string(out, "~1");
                else
                        buffer_add_char(out, name[i]);
        }
        if (name[length])
                buffer_add_string(out, ellipsis);
}

void pointer_add(struct buffer *out, const struct pointer *pointer)
{
        if (!pointer->above) {
                buffer_add_string(out, pointer->name);
                return;
        }
        pointer_add(out, pointer->above);
        buffer_add_char(out, '/');
        if (pointer->name)
                add_escaped(out, pointer->name);
        else
                buffer_format(out, "%zu", pointer->index);
}

const char *pointer_text(const struct pointer *pointer, struct arena *arena)
{
        struct buffer out = BUFFER_OF(arena, POINTER_MAX);
        pointer_add(&out, pointer);
        return buffer_text(&out);
}

static bool same_text(const char *a, const char *b)
{
        return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_listed(const struct faults *faults, const struct fault *wanted)
{
        for (const struct fault *fault = faults->first; fault; fault = fault->next)
                if (fault->code == wanted->code && same_text(fault->where, wanted->where) &&
                    same_text(fault->args[0], wanted->args[0]) && same_text(fault->args[1], wanted->args[1]))
                        return true;
        return false;
}

/* The argument itself, or, if it is too long, a shortened copy in `room`. */
static const char *shortened_argument(const char *arg, char room[static ARG_SHOWN_MAX + sizeof ellipsis])
{
        if (!arg)
                return NULL;
        size_t length = shown_length(arg, ARG_SHOWN_MAX);
        if (!arg[length])
                return arg;
        memcpy(room, arg, length);
        memcpy(room + length, ellipsis, sizeof ellipsis);
        return room;
}

void pointer_fault(const struct pointer *pointer, struct faults *faults, enum fault_code code,
                   const char *arg0, const char *arg1)
{
        if (faults->count >= FAULTS_LISTED_MAX) {
                faults->count++;
                return;
        }
        const char *where = pointer_text(pointer, faults->arena);
        char room0[ARG_SHOWN_MAX + sizeof ellipsis], room1[ARG_SHOWN_MAX + sizeof ellipsis];
        struct fault fault = {.code = code,
                              .where = where,
                              .args = {shortened_argument(arg0, room0), shortened_argument(arg1, room1)}};
        if (!is_listed(faults, &fault))
                fault_add(faults, FAULT_POINTER, where, code, fault.args[0], fault.args[1]);
}
