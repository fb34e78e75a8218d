#include "formats/cells.h"

#include "formats/csv.h"
#include "json/member.h"

#include <stdio.h>
#include <string.h>

/* The names of some thousand memberships. */
#define LIST_MAX ((size_t)1024 * 1024)

/* The character before the next cell. */
static char next_separator(struct cells *cells)
{
        char mark = cells->begun ? cells->delimiter : CSV_FIRST;
        cells->begun = true;
        return mark;
}

void cells_add(struct cells *cells, const char *text)
{
        csv_add_text(cells->out, text ? text : "", text ? strlen(text) : 0, next_separator(cells));
}

void cells_add_localised(struct cells *cells, const json_t *name)
{
        cells_add(cells,
                  json_is_string(name) ? json_string_value(name) : language_string(name, cells->language));
}

void cells_add_number(struct cells *cells, const json_t *number)
{
        char text[32] = "";
        if (json_is_integer(number))
                snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
        csv_add_number(cells->out, text, next_separator(cells));
}

void cells_add_list(struct cells *cells, const json_t *list)
{
        struct buffer joined = BUFFER(LIST_MAX);
        const json_t *item;
        size_t i;
        json_array_foreach((json_t *)list, i, item) {
                if (i)
                        buffer_add_char(&joined, CSV_LIST_SEPARATOR);
                buffer_add_string(&joined, json_string_value(item));
        }
        csv_add_text(cells->out, joined.bytes ? joined.bytes : "", joined.length, next_separator(cells));
        buffer_fail_with(cells->out, &joined);
        buffer_clear(&joined);
}

void cells_add_named(struct cells *cells, const json_t *who, const char *member, const char *called)
{
        const json_t *named = json_object_get(who, member);
        cells_add(cells, member_text(named, "id"));
        cells_add_localised(cells, json_object_get(named, called));
}

void cells_begin(struct cells *cells, const char *const *heads, size_t count)
{
        buffer_add_string(cells->out, CSV_MARK);
        for (size_t i = 0; i < count; i++)
                cells_add(cells, heads[i]);
        cells_end(cells);
}

void cells_end(struct cells *cells)
{
        csv_end(cells->out);
        cells->begun = false;
}
