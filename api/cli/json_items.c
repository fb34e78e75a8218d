#include "cli/json_items.h"

#include <errno.h>
#include <unistd.h>

void json_items_start(struct json_items *items, int file)
{
        *items = (struct json_items){.file = file};
}

/* The next byte of the file; -1 at its end, -2 if it cannot be read. */
static int next_byte(struct json_items *items)
{
        while (items->at == items->length) {
                ssize_t count = read(items->file, items->block, sizeof items->block);
                if (count == 0)
                        return -1;
                if (count < 0 && errno != EINTR)
                        return -2;
                items->at = 0;
                items->length = count > 0 ? (size_t)count : 0;
        }
        return (unsigned char)items->block[items->at++];
}

/* Takes a byte within a string into account. */
static void pass_text(struct json_items *items, int byte)
{
        if (items->escaped)
                items->escaped = false;
        else if (byte == '\\')
                items->escaped = true;
        else if (byte == '"')
                items->in_text = false;
}

/* Takes a byte outside of strings into account. False if something ends that has not begun. */
static bool pass_mark(struct json_items *items, int byte)
{
        if (byte == '"')
                items->in_text = true;
        if (byte == '[' && !items->list)
                items->list = items->depth + 1;
        if (byte == '[' || byte == '{')
                items->depth++;
        if (byte != ']' && byte != '}')
                return true;
        if (items->depth == 0)
                return false;
        items->done = items->done || items->depth == items->list;
        items->depth--;
        return true;
}

enum json_items_step json_items_next(struct json_items *items, struct buffer *out)
{
        int byte;
        out->length = 0;
        while ((byte = next_byte(items)) >= 0) {
                bool within = items->list && !items->done && items->depth > items->list;
                if (items->in_text)
                        pass_text(items, byte);
                else if (!pass_mark(items, byte))
                        return JSON_ITEMS_BROKEN;
                bool begins = !within && byte == '{' && items->list && !items->done &&
                              items->depth == items->list + 1;
                if (within || begins)
                        buffer_add_char(out, (char)byte);
                if (buffer_failed(out))
                        return JSON_ITEMS_BROKEN;
                if (within && items->depth == items->list)
                        return JSON_ITEMS_OBJECT;
        }
        return byte == -1 && items->done && items->depth == 0 ? JSON_ITEMS_END : JSON_ITEMS_BROKEN;
}
