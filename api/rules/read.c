/*
 * The whole of the facts.
 */
#include "read.h"

#include <stdlib.h>
#include <string.h>

static void read_waivers(struct reader *reader, const json_t *list)
{
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        struct waiver *waivers = reader_room(reader, count, sizeof *waivers);
        for (size_t i = 0; waivers && i < count && !reader_stopped(reader); i++) {
                const json_t *json = json_array_get(list, i);
                waivers[i] = (struct waiver){reader_id(reader, json, "rule"), reader_during(reader, json)};
        }
        reader->facts->waivers = waivers;
        reader->facts->waiver_count = waivers ? (uint32_t)count : 0;
}

/* The body of the facts stands first, so that rules may refer to it like to any other. */
static void read_bodies_of(struct reader *reader, const json_t *facts)
{
        const json_t *own = json_object_get(facts, "body"), *others = json_object_get(facts, "bodies");
        size_t count = json_is_array(others) ? json_array_size(others) : 0;
        struct body *bodies = reader_room(reader, count + 1, sizeof *bodies);
        uint32_t used = 0;
        if (!bodies)
                return;
        if (own || !json_is_object(json_object_get(facts, "agreement"))) {
                reader_body(reader, own, json_object_get(facts, "memberships"),
                            json_object_get(facts, "meetings"), &bodies[used]);
                reader->facts->body = &bodies[0];
                if (bodies[0].id)
                        reader->facts->ids.items[bodies[0].id].body = 0;
                used++;
        }
        for (size_t i = 0; i < count && !reader_stopped(reader); i++) {
                const json_t *json = json_array_get(others, i);
                uint32_t id = reader_id(reader, json, "id");
                if (!id || reader->facts->ids.items[id].body >= 0)
                        continue;
                reader_body(reader, json, json_object_get(json, "memberships"),
                            json_object_get(json, "meetings"), &bodies[used]);
                reader->facts->ids.items[id].body = (int32_t)used++;
        }
        reader->facts->bodies = bodies;
        reader->facts->body_count = used;
}

static void read_agreement(struct reader *reader, const json_t *json)
{
        struct agreement *agreement = reader_room(reader, 1, sizeof *agreement);
        const json_t *topics = json_object_get(json, "topics");
        size_t count = json_is_array(topics) ? json_array_size(topics) : 0;
        uint32_t *codes = reader_room(reader, count, sizeof *codes);
        if (!agreement || !codes)
                return;
        uint32_t used = 0;
        for (size_t i = 0; i < count; i++) {
                uint32_t code = reader_id(reader, json_array_get(topics, i), "code");
                if (code)
                        codes[used++] = code;
        }
        const char *id = reader_string(json, "id");
        *agreement = (struct agreement){.id = id ? id : "",
                                        .json = json,
                                        .topics = {codes, used, json_is_array(topics)},
                                        .topics_complete = reader_flag(json, "topicsComplete")};
        reader->facts->agreement = agreement;
        reader_during(reader, json);
}

static int compare_dates(const void *a, const void *b)
{
        date x = *(const date *)a, y = *(const date *)b;
        return x < y ? -1 : x > y;
}

static void keep_breakpoints(struct reader *reader)
{
        uint32_t distinct = 0;
        date *days = reader->breakpoints;
        if (reader->breakpoint_count > 1)
                qsort(days, reader->breakpoint_count, sizeof *days, compare_dates);
        for (uint32_t i = 0; i < reader->breakpoint_count; i++) {
                if (distinct == 0 || days[distinct - 1] != days[i])
                        days[distinct++] = days[i];
        }
        reader->facts->breakpoints = days;
        reader->facts->breakpoint_count = distinct;
}

static void name_sectors(struct reader *reader)
{
        struct ids *ids = &reader->facts->ids;
        reader->facts->state = ids_add(ids, "state", 5);
        reader->facts->county = ids_add(ids, "county", 6);
        reader->facts->municipal = ids_add(ids, "municipal", 9);
        reader->facts->specialist_health = ids_add(ids, "specialist_health", 17);
}

const struct rules_facts *rules_read(struct arena *arena, const json_t *json, const char **ret_reason)
{
        struct rules_facts *facts = arena_alloc(arena, sizeof *facts);
        struct reader reader = {.arena = arena, .facts = facts};
        if (!facts || !ids_init(&facts->ids, arena)) {
                *ret_reason = "memory";
                return NULL;
        }
        const json_t *about = json_object_get(json, "body");
        if (!about)
                about = json_object_get(json, "agreement");
        const char *id = reader_string(about, "id");
        facts->body_id = id ? id : "";
        name_sectors(&reader);
        reader_world(&reader, json);
        read_bodies_of(&reader, json);
        if (!facts->body)
                read_agreement(&reader, json_object_get(json, "agreement"));
        reader_rules(&reader, json_object_get(json, "rules"));
        read_waivers(&reader, json_object_get(json, "waivers"));
        keep_breakpoints(&reader);
        facts->selector_count = reader.selector_count;
        if (reader_stopped(&reader)) {
                *ret_reason = reader.reason;
                return NULL;
        }
        return facts;
}
