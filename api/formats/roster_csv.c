#include "formats/roster_csv.h"

#include "json/member.h"

static void add_row(struct cells *cells, const char *state, const json_t *seat, const json_t *who)
{
        cells_add(cells, state);
        cells_add_number(cells, json_object_get(seat, "number"));
        cells_add(cells, member_text(seat, "rule"));
        cells_add_localised(cells, json_object_get(seat, "text"));
        cells_add(cells, member_text(seat, "unit"));
        cells_add_localised(cells, json_object_get(seat, "unitName"));
        cells_add(cells, member_text(who, "role"));
        cells_add(cells, member_text(who, "membership"));
        cells_add_named(cells, who, "person", "name");
        cells_add_named(cells, who, "organisation", "name");
        cells_add_named(cells, who, "office", "title");
        cells_add_named(cells, who, "area", "name");
        cells_add(cells, member_text(who, "deputyFor"));
        cells_add(cells, member_text(who, "validFrom"));
        cells_add(cells, member_text(who, "validTo"));
        cells_end(cells);
}

static void add_seat(struct cells *cells, const json_t *seat)
{
        const json_t *deputy;
        size_t i;
        add_row(cells, member_text_or(seat, "state", ""), seat, json_object_get(seat, "holder"));
        json_array_foreach(json_object_get(seat, "deputies"), i, deputy)
                add_row(cells, "deputy", seat, deputy);
}

void roster_csv_write(struct cells *cells, const json_t *roster)
{
        static const char *const heads[] = {"state",     "number",       "rule",         "rule.text",
                                            "unit",      "unit.name",    "role",         "membership",
                                            "person",    "person.name",  "organisation", "organisation.name",
                                            "office",    "office.title", "area",         "area.name",
                                            "deputyFor", "validFrom",    "validTo"};
        const json_t *entry;
        size_t i;
        cells_begin(cells, heads, sizeof heads / sizeof *heads);
        json_array_foreach(json_object_get(roster, "seats"), i, entry)
                add_seat(cells, entry);
        json_array_foreach(json_object_get(roster, "others"), i, entry)
                add_row(cells, "without_seat", NULL, entry);
}
