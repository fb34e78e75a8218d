#include "formats/statistics_csv.h"

#include "json/member.h"

#include <string.h>

/* The columns of figures, which are members of what they are read from. */
static const char *const figures[] = {"held",        "planned", "cancelled", "meetings",  "present",
                                      "represented", "excused", "absent",    "notStated", "terms",
                                      "members",     "female",  "male",      "unknown"};

/* Adds a row: what it is about, and when. The figures are members of `of`. */
static void add_row(struct cells *cells, const char *what, const char *when, const json_t *of)
{
        const json_t *memberships = json_object_get(of, "memberships"), *sides = json_object_get(of, "sides");
        cells_add(cells, what);
        if (when)
                cells_add(cells, when);
        else
                cells_add_number(cells, json_object_get(of, "year"));
        if (memberships)
                cells_add_list(cells, memberships);
        else
                cells_add(cells, member_text(of, "membership"));
        cells_add(cells, member_text(of, "role"));
        cells_add_named(cells, of, "person", "name");
        cells_add_named(cells, of, "office", "title");
        cells_add_named(cells, of, "organisation", "name");
        if (sides)
                cells_add_list(cells, sides);
        else
                cells_add(cells, member_text(of, "side"));
        for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
                cells_add_number(cells, json_object_get(of, figures[i]));
        cells_end(cells);
}

/* Adds a row for each entry of a list; `when` names the member with the time, NULL: the year. */
static void add_rows(struct cells *cells, const char *what, const json_t *list, const char *when)
{
        const json_t *entry;
        size_t i;
        json_array_foreach((json_t *)list, i, entry)
                add_row(cells, what, when ? member_text_or(entry, when, "") : NULL, entry);
}

void statistics_csv_write(struct cells *cells, const json_t *statistics)
{
        static const char *const about[] = {
                "what",        "day",    "membership",   "role",         "person",
                "person.name", "office", "office.title", "organisation", "organisation.name",
                "side"};
        enum { ABOUT = sizeof about / sizeof *about, FIGURES = sizeof figures / sizeof *figures };
        const char *heads[ABOUT + FIGURES];
        const json_t *attendance = json_object_get(statistics, "attendance");
        memcpy(heads, about, sizeof about);
        memcpy(heads + ABOUT, figures, sizeof figures);
        cells_begin(cells, heads, ABOUT + FIGURES);
        add_rows(cells, "meetings", json_object_get(json_object_get(statistics, "meetings"), "years"), NULL);
        add_rows(cells, "attendance", json_object_get(attendance, "members"), "");
        add_rows(cells, "side", json_object_get(attendance, "sides"), "");
        add_rows(cells, "terms", json_object_get(statistics, "terms"), "since");
        add_rows(cells, "balance", json_object_get(statistics, "balance"), "on");
}
