/*
 * Organisations, areas, offices, persons and other bodies: what memberships and rules refer to. Their order
 * is of no meaning, so of equal ids the first is kept.
 */
#include "read.h"

static void read_organisations(struct reader *reader, const struct flat *list)
{
        struct rules_world *world = reader->world;
        uint32_t used = 0;
        world->organisations = reader_room(reader, flat_size(list), sizeof *world->organisations);
        flat_each(json, list)
        {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || world->ids.items[id].organisation >= 0)
                        continue;
                world->organisations[used] = (struct organisation){
                        .name = flat_get(json, "name"),
                        .kind = reader_id(reader, json, "kind"),
                        .sector = reader_id(reader, json, "sector"),
                        .part_of = reader_links(reader, flat_get(json, "partOf"), "organisation"),
                        .comprises = reader_ids(reader, flat_get(json, "comprises")),
                        .during = reader_during(json),
                };
                world->ids.items[id].organisation = (int32_t)used++;
        }
}

static void read_areas(struct reader *reader, const struct flat *list)
{
        struct rules_world *world = reader->world;
        world->areas = reader_room(reader, flat_size(list), sizeof *world->areas);
        flat_each(json, list)
        {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || world->ids.items[id].area >= 0)
                        continue;
                world->areas[world->area_count] = (struct area){
                        .id = id,
                        .name = flat_get(json, "name"),
                        .kind = reader_id(reader, json, "kind"),
                        .within = reader_links(reader, flat_get(json, "within"), "area"),
                        .comprises = reader_ids(reader, flat_get(json, "comprises")),
                        .during = reader_during(json),
                };
                world->ids.items[id].area = (int32_t)world->area_count++;
        }
}

static void read_offices(struct reader *reader, const struct flat *list)
{
        struct rules_world *world = reader->world;
        uint32_t used = 0;
        world->offices = reader_room(reader, flat_size(list), sizeof *world->offices);
        flat_each(json, list)
        {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || world->ids.items[id].office >= 0)
                        continue;
                world->offices[used] = (struct office){
                        .title = flat_get(json, "title"),
                        .holders = reader_links(reader, flat_get(json, "holders"), "person"),
                };
                world->ids.items[id].office = (int32_t)used++;
        }
}

static void read_persons(struct reader *reader, const struct flat *list)
{
        struct rules_world *world = reader->world;
        uint32_t used = 0;
        world->persons = reader_room(reader, flat_size(list), sizeof *world->persons);
        flat_each(json, list)
        {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || world->ids.items[id].person >= 0)
                        continue;
                world->persons[used].gender = reader_id(reader, json, "gender");
                world->ids.items[id].person = (int32_t)used++;
        }
}

static void read_bodies(struct reader *reader, const struct flat *list)
{
        struct rules_world *world = reader->world;
        world->bodies = reader_room(reader, flat_size(list), sizeof *world->bodies);
        flat_each(json, list)
        {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || world->ids.items[id].body >= 0)
                        continue;
                reader_body(reader, json, flat_get(json, "memberships"), flat_get(json, "meetings"),
                            &world->bodies[world->body_count]);
                world->ids.items[id].body = (int32_t)world->body_count++;
        }
}

void reader_world(struct reader *reader, const struct flat *json)
{
        read_organisations(reader, flat_get(json, "organisations"));
        read_areas(reader, flat_get(json, "areas"));
        read_offices(reader, flat_get(json, "offices"));
        read_persons(reader, flat_get(json, "persons"));
        read_bodies(reader, flat_get(json, "bodies"));
}
