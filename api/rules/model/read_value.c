/*
 * Single values of the facts.
 */
#include "rules/model/reader.h"

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

uint32_t reader_name(struct reader *reader, const struct flat *value)
{
        if (!flat_is(value, FLAT_STRING))
                return 0;
        uint32_t id = ids_add(reader->ids, flat_string(value), value->length);
        if (!id)
                reader_stop(reader, "memory");
        return id;
}

uint32_t reader_id(struct reader *reader, const struct flat *object, const char *key)
{
        return reader_name(reader, flat_get(object, key));
}

const char *reader_string(const struct flat *object, const char *key)
{
        return flat_string(flat_get(object, key));
}

bool reader_flag(const struct flat *object, const char *key)
{
        return flat_is(flat_get(object, key), FLAT_TRUE);
}

/* Counts beyond a million are as good as a million. */
#define COUNT_MAX 1000000

/* A whole number from 0; -1 if it is none. */
int32_t reader_count(const struct flat *value)
{
        int32_t number = 0;
        if (!flat_is(value, FLAT_INTEGER))
                return -1;
        for (uint32_t i = 0; i < value->length && number <= COUNT_MAX; i++) {
                if (value->text[i] < '0' || value->text[i] > '9')
                        return -1;
                number = number * 10 + (value->text[i] - '0');
        }
        return number > COUNT_MAX ? COUNT_MAX : number;
}

static int compare_ids(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
        return x < y ? -1 : x > y;
}

void *reader_array(struct reader *reader, const struct flat *list, size_t size, reader_item *read,
                   uint32_t *ret_count)
{
        char *items = reader_room(reader, flat_size(list), size);
        uint32_t used = 0;
        flat_each(item, list) {
                if (!reader_stopped(reader) && read(reader, item, items + used * size))
                        used++;
        }
        *ret_count = used;
        return items;
}

struct id_list reader_numbers(struct reader *reader, const struct flat *list, reader_item *read)
{
        uint32_t used = 0, distinct = 0;
        if (!flat_is(list, FLAT_ARRAY))
                return (struct id_list){0};
        uint32_t *items = reader_array(reader, list, sizeof *items, read, &used);
        qsort(items, used, sizeof *items, compare_ids);
        for (uint32_t i = 0; i < used; i++) {
                if (distinct == 0 || items[distinct - 1] != items[i])
                        items[distinct++] = items[i];
        }
        return (struct id_list){items, distinct, true};
}

static bool read_name(struct reader *reader, const struct flat *json, void *ret)
{
        uint32_t *id = ret;
        *id = reader_name(reader, json);
        return *id != 0;
}

struct id_list reader_ids(struct reader *reader, const struct flat *list)
{
        return reader_numbers(reader, list, read_name);
}

bool facts_list_holds(struct id_list list, uint32_t id)
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

static bool read_partial(const struct flat *value, struct partial_date *ret)
{
        return flat_is(value, FLAT_STRING) && date_parse_partial(flat_string(value), value->length, ret);
}

struct during reader_during(const struct flat *object)
{
        struct during during = {DATE_BEGINNING, DATE_END};
        struct partial_date written;
        if (read_partial(flat_get(object, "validFrom"), &written))
                during.from = written.first;
        if (read_partial(flat_get(object, "validTo"), &written))
                during.to = written.last + 1;
        return during;
}

struct link_list reader_links(struct reader *reader, const struct flat *list, const char *key)
{
        if (!flat_is(list, FLAT_ARRAY))
                return (struct link_list){0};
        struct link *items = reader_room(reader, flat_size(list), sizeof *items);
        uint32_t used = 0;
        if (!items)
                return (struct link_list){0};
        flat_each(item, list) {
                uint32_t id = reader_id(reader, item, key);
                if (id)
                        items[used++] = (struct link){id, reader_during(item)};
        }
        return (struct link_list){items, used, true};
}

struct span reader_span(const struct flat *value)
{
        struct span span = {0, 0};
        if (flat_is(value, FLAT_STRING))
                span_parse(flat_string(value), value->length, &span);
        return span;
}

void reader_breakpoints(struct reader *reader, struct during during)
{
        reader_breakpoint(reader, during.from);
        reader_breakpoint(reader, during.to);
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
