/*
 * Single values of the facts.
 */
#include "read.h"

#include <stdlib.h>
#include <string.h>

void reader_stop(struct reader *reader, const char *reason)
{
        if (!reader->reason)
                reader->reason = reason;
}

bool reader_stopped(const struct reader *reader)
{
        return reader->reason != NULL;
}

void *reader_room(struct reader *reader, size_t count, size_t size)
{
        void *room = arena_array(reader->arena, count ? count : 1, size);
        if (!room)
                reader_stop(reader, "memory");
        return room;
}

uint32_t reader_name(struct reader *reader, const json_t *value)
{
        if (!json_is_string(value))
                return 0;
        uint32_t id = ids_add(&reader->facts->ids, json_string_value(value), json_string_length(value));
        if (!id)
                reader_stop(reader, "memory");
        return id;
}

uint32_t reader_id(struct reader *reader, const json_t *object, const char *key)
{
        return reader_name(reader, json_object_get(object, key));
}

const char *reader_string(const json_t *object, const char *key)
{
        return json_string_value(json_object_get(object, key));
}

bool reader_flag(const json_t *object, const char *key)
{
        return json_is_true(json_object_get(object, key));
}

/* A whole number from 0; -1 if it is none. Counts beyond a million are as good as a million. */
int32_t reader_count(const json_t *value)
{
        if (!json_is_integer(value) || json_integer_value(value) < 0)
                return -1;
        json_int_t number = json_integer_value(value);
        return number > 1000000 ? 1000000 : (int32_t)number;
}

static int compare_ids(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
        return x < y ? -1 : x > y;
}

struct id_list reader_ids(struct reader *reader, const json_t *list)
{
        if (!json_is_array(list))
                return (struct id_list){0};
        size_t count = json_array_size(list);
        uint32_t *items = reader_room(reader, count, sizeof *items);
        uint32_t used = 0;
        for (size_t i = 0; items && i < count; i++) {
                uint32_t id = reader_name(reader, json_array_get(list, i));
                if (id)
                        items[used++] = id;
        }
        if (used > 1)
                qsort(items, used, sizeof *items, compare_ids);
        uint32_t distinct = 0;
        for (uint32_t i = 0; i < used; i++) {
                if (distinct == 0 || items[distinct - 1] != items[i])
                        items[distinct++] = items[i];
        }
        return (struct id_list){items, distinct, true};
}

bool id_list_holds(struct id_list list, uint32_t id)
{
        uint32_t low = 0, high = list.count;
        while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (list.items[middle] < id)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < list.count && list.items[low] == id;
}

static bool read_partial(const json_t *value, struct partial_date *ret)
{
        return json_is_string(value) &&
               date_parse_partial(json_string_value(value), json_string_length(value), ret);
}

struct during reader_during(struct reader *reader, const json_t *object)
{
        struct during during = {DATE_BEGINNING, DATE_END};
        struct partial_date written;
        if (read_partial(json_object_get(object, "validFrom"), &written))
                during.from = written.first;
        if (read_partial(json_object_get(object, "validTo"), &written))
                during.to = written.last + 1;
        reader_breakpoint(reader, during.from);
        reader_breakpoint(reader, during.to);
        return during;
}

struct link_list reader_links(struct reader *reader, const json_t *list, const char *key)
{
        if (!json_is_array(list))
                return (struct link_list){0};
        size_t count = json_array_size(list);
        struct link *items = reader_room(reader, count, sizeof *items);
        uint32_t used = 0;
        for (size_t i = 0; items && i < count; i++) {
                const json_t *item = json_array_get(list, i);
                uint32_t id = reader_id(reader, item, key);
                if (id)
                        items[used++] = (struct link){id, reader_during(reader, item)};
        }
        return (struct link_list){items, used, true};
}

struct span reader_span(const json_t *value)
{
        struct span span = {0, 0};
        if (json_is_string(value))
                span_parse(json_string_value(value), json_string_length(value), &span);
        return span;
}

void reader_breakpoint(struct reader *reader, date day)
{
        if (day == DATE_BEGINNING || day == DATE_END || reader_stopped(reader))
                return;
        if (reader->breakpoint_count == reader->breakpoint_capacity) {
                uint32_t capacity = reader->breakpoint_capacity ? reader->breakpoint_capacity * 2 : 256;
                date *grown = reader_room(reader, capacity, sizeof *grown);
                if (!grown)
                        return;
                if (reader->breakpoint_count)
                        memcpy(grown, reader->breakpoints, reader->breakpoint_count * sizeof *grown);
                reader->breakpoints = grown;
                reader->breakpoint_capacity = capacity;
        }
        reader->breakpoints[reader->breakpoint_count++] = day;
}
