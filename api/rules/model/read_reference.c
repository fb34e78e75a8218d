/*
 * Organisations, areas, offices, names of codes, persons and other bodies: what memberships and rules refer
 * to. Their order is of no meaning, so of equal ids the first is kept.
 */
#include "rules/model/reader.h"

#include <stdlib.h>
#include <string.h>

static void read_organisations(struct reader *reader, const struct flat *list,
                               struct rules_reference *reference)
{
        reference->organisations = reader_room(reader, flat_size(list), sizeof *reference->organisations);
        flat_each(json, list) {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || reference->ids.items[id].organisation >= 0)
                        continue;
                reference->organisations[reference->organisation_count] = (struct organisation){
                        .name = flat_get(json, "name"),
                        .names = flat_get(json, "names"),
                        .kind = reader_id(reader, json, "kind"),
                        .sector = reader_id(reader, json, "sector"),
                        .part_of = reader_links(reader, flat_get(json, "partOf"), "organisation"),
                        .comprises = reader_ids(reader, flat_get(json, "comprises")),
                        .during = reader_during(json),
                };
                reference->ids.items[id].organisation = (int32_t)reference->organisation_count++;
        }
}

static void read_areas(struct reader *reader, const struct flat *list, struct rules_reference *reference)
{
        reference->areas = reader_room(reader, flat_size(list), sizeof *reference->areas);
        flat_each(json, list) {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || reference->ids.items[id].area >= 0)
                        continue;
                reference->areas[reference->area_count] = (struct area){
                        .id = id,
                        .name = flat_get(json, "name"),
                        .kind = reader_id(reader, json, "kind"),
                        .within = reader_links(reader, flat_get(json, "within"), "area"),
                        .comprises = reader_ids(reader, flat_get(json, "comprises")),
                        .during = reader_during(json),
                };
                reference->ids.items[id].area = (int32_t)reference->area_count++;
        }
}

static void read_offices(struct reader *reader, const struct flat *list, struct rules_reference *reference)
{
        reference->offices = reader_room(reader, flat_size(list), sizeof *reference->offices);
        flat_each(json, list) {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id || reference->ids.items[id].office >= 0)
                        continue;
                reference->offices[reference->office_count] = (struct office){
                        .title = flat_get(json, "title"),
                        .traits = reader_ids(reader, flat_get(json, "traits")),
                        .holders = reader_links(reader, flat_get(json, "holders"), "person"),
                };
                reference->ids.items[id].office = (int32_t)reference->office_count++;
        }
}

static int compare_positions(const void *a, const void *b)
{
        const struct position *x = a, *y = b;
        if (x->id != y->id)
                return x->id < y->id ? -1 : 1;
        return x->at < y->at ? -1 : x->at > y->at;
}

static void sort_positions(struct positions *positions)
{
        if (positions->count > 1)
                qsort(positions->items, positions->count, sizeof *positions->items, compare_positions);
}

/* Finds the sort of a code. The names of other sorts of codes are used in no sentence. */
static bool find_code_sort(const char *of, enum code_sort *ret)
{
        static const char *const sorts[CODE_SORT_COUNT] = {
                [CODE_CATEGORY] = "category", [CODE_TRAIT] = "trait", [CODE_VARIANT] = "variant"};
        for (int i = 0; of && i < CODE_SORT_COUNT; i++) {
                if (strcmp(sorts[i], of) == 0) {
                        *ret = (enum code_sort)i;
                        return true;
                }
        }
        return false;
}

static void read_codes(struct reader *reader, const struct flat *list, struct rules_reference *reference)
{
        struct code_names *codes = &reference->codes;
        int32_t used = 0;
        codes->names = reader_room(reader, flat_size(list), sizeof *codes->names);
        for (int i = 0; i < CODE_SORT_COUNT; i++)
                codes->positions[i].items =
                        reader_room(reader, flat_size(list), sizeof *codes->positions[i].items);
        flat_each(json, list) {
                enum code_sort sort;
                uint32_t code = reader_stopped(reader) ? 0 : reader_id(reader, json, "code");
                if (!code || !find_code_sort(reader_string(json, "of"), &sort))
                        continue;
                struct positions *positions = &codes->positions[sort];
                codes->names[used] = flat_get(json, "name");
                positions->items[positions->count++] = (struct position){code, used++};
        }
        for (int i = 0; i < CODE_SORT_COUNT; i++)
                sort_positions(&codes->positions[i]);
}

void reader_reference(struct reader *reader, const struct flat *json, struct rules_reference *reference)
{
        read_organisations(reader, flat_get(json, "organisations"), reference);
        read_areas(reader, flat_get(json, "areas"), reference);
        read_offices(reader, flat_get(json, "offices"), reference);
        read_codes(reader, flat_get(json, "codes"), reference);
}

int32_t facts_find_position(const struct positions *positions, uint32_t id)
{
        uint32_t low = 0, high = positions->count;
        while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (positions->items[middle].id < id)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < positions->count && positions->items[low].id == id ? positions->items[low].at : -1;
}

static void read_persons(struct reader *reader, const struct flat *list)
{
        struct rules_view *view = reader->view;
        struct positions *positions = &view->person_positions;
        view->persons = reader_room(reader, flat_size(list), sizeof *view->persons);
        positions->items = reader_room(reader, flat_size(list), sizeof *positions->items);
        flat_each(json, list) {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id)
                        continue;
                view->persons[positions->count].gender = reader_id(reader, json, "gender");
                positions->items[positions->count] = (struct position){id, (int32_t)positions->count};
                positions->count++;
        }
        sort_positions(positions);
}

static void read_bodies(struct reader *reader, const struct flat *list)
{
        struct rules_view *view = reader->view;
        struct positions *positions = &view->body_positions;
        view->bodies = reader_room(reader, flat_size(list), sizeof *view->bodies);
        positions->items = reader_room(reader, flat_size(list), sizeof *positions->items);
        flat_each(json, list) {
                uint32_t id = reader_stopped(reader) ? 0 : reader_id(reader, json, "id");
                if (!id)
                        continue;
                reader_body(reader, json, flat_get(json, "memberships"), flat_get(json, "meetings"),
                            &view->bodies[view->body_count]);
                positions->items[positions->count++] = (struct position){id, (int32_t)view->body_count++};
        }
        sort_positions(positions);
}

void reader_view(struct reader *reader, const struct flat *json)
{
        read_persons(reader, flat_get(json, "persons"));
        read_bodies(reader, flat_get(json, "bodies"));
}
