/*
 * Organisations, areas, offices and persons: what memberships refer to.
 */
#include "read.h"

/* How many of a list's items have an id; their order is of no meaning, so the first of equal ids is kept. */
static size_t length_of(const json_t *list)
{
        return json_is_array(list) ? json_array_size(list) : 0;
}

static void read_organisations(struct reader *reader, const json_t *list)
{
        size_t count = length_of(list);
        struct organisation *organisations = reader_room(reader, count, sizeof *organisations);
        uint32_t used = 0;
        for (size_t i = 0; organisations && i < count && !reader_stopped(reader); i++) {
                const json_t *json = json_array_get(list, i);
                uint32_t id = reader_id(reader, json, "id");
                if (!id || reader->facts->ids.items[id].organisation >= 0)
                        continue;
                organisations[used] = (struct organisation){
                        .name = json_object_get(json, "name"),
                        .kind = reader_id(reader, json, "kind"),
                        .sector = reader_id(reader, json, "sector"),
                        .part_of = reader_links(reader, json_object_get(json, "partOf"), "organisation"),
                        .comprises = reader_ids(reader, json_object_get(json, "comprises")),
                        .during = reader_during(reader, json),
                };
                reader->facts->ids.items[id].organisation = (int32_t)used++;
        }
        reader->facts->organisations = organisations;
        reader->facts->organisation_count = used;
}

static void read_areas(struct reader *reader, const json_t *list)
{
        size_t count = length_of(list);
        struct area *areas = reader_room(reader, count, sizeof *areas);
        uint32_t used = 0;
        for (size_t i = 0; areas && i < count && !reader_stopped(reader); i++) {
                const json_t *json = json_array_get(list, i);
                uint32_t id = reader_id(reader, json, "id");
                if (!id || reader->facts->ids.items[id].area >= 0)
                        continue;
                areas[used] = (struct area){
                        .id = id,
                        .name = json_object_get(json, "name"),
                        .kind = reader_id(reader, json, "kind"),
                        .within = reader_links(reader, json_object_get(json, "within"), "area"),
                        .comprises = reader_ids(reader, json_object_get(json, "comprises")),
                        .during = reader_during(reader, json),
                };
                reader->facts->ids.items[id].area = (int32_t)used++;
        }
        reader->facts->areas = areas;
        reader->facts->area_count = used;
}

static void read_offices(struct reader *reader, const json_t *list)
{
        size_t count = length_of(list);
        struct office *offices = reader_room(reader, count, sizeof *offices);
        uint32_t used = 0;
        for (size_t i = 0; offices && i < count && !reader_stopped(reader); i++) {
                const json_t *json = json_array_get(list, i);
                uint32_t id = reader_id(reader, json, "id");
                if (!id || reader->facts->ids.items[id].office >= 0)
                        continue;
                offices[used] = (struct office){
                        .title = json_object_get(json, "title"),
                        .holders = reader_links(reader, json_object_get(json, "holders"), "person"),
                };
                reader->facts->ids.items[id].office = (int32_t)used++;
        }
        reader->facts->offices = offices;
}

static void read_persons(struct reader *reader, const json_t *list)
{
        size_t count = length_of(list);
        struct person *persons = reader_room(reader, count, sizeof *persons);
        uint32_t used = 0;
        for (size_t i = 0; persons && i < count && !reader_stopped(reader); i++) {
                const json_t *json = json_array_get(list, i);
                uint32_t id = reader_id(reader, json, "id");
                if (!id || reader->facts->ids.items[id].person >= 0)
                        continue;
                persons[used].gender = reader_id(reader, json, "gender");
                reader->facts->ids.items[id].person = (int32_t)used++;
        }
        reader->facts->persons = persons;
}

void reader_world(struct reader *reader, const json_t *facts)
{
        read_organisations(reader, json_object_get(facts, "organisations"));
        read_areas(reader, json_object_get(facts, "areas"));
        read_offices(reader, json_object_get(facts, "offices"));
        read_persons(reader, json_object_get(facts, "persons"));
}
