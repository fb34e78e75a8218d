#include "formats/roster_csv.h"

#include "formats/csv.h"
#include "json/member.h"

#include <stdio.h>
#include <string.h>

struct table {
        struct buffer *out;
        char delimiter;
        enum language language;
};

static void add_text(struct table *table, const char *text)
{
        csv_add_text(table->out, text ? text : "", text ? strlen(text) : 0, table->delimiter);
}

static void add_number(struct table *table, const json_t *number)
{
        char text[32] = "";
        if (json_is_integer(number))
                snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
        csv_add_number(table->out, text, table->delimiter);
}

/* The id of one that is named, and its name. */
static void add_named(struct table *table, const json_t *who, const char *member, const char *called)
{
        const json_t *named = json_object_get(who, member), *name = json_object_get(named, called);
        add_text(table, member_text(named, "id"));
        add_text(table,
                 json_is_string(name) ? json_string_value(name) : language_said(name, table->language));
}

static void add_row(struct table *table, const char *state, const json_t *seat, const json_t *who)
{
        csv_add_text(table->out, state, strlen(state), CSV_FIRST);
        add_number(table, json_object_get(seat, "number"));
        add_text(table, member_text(seat, "rule"));
        add_text(table, language_said(json_object_get(seat, "text"), table->language));
        add_text(table, member_text(seat, "unit"));
        add_text(table, language_said(json_object_get(seat, "unitName"), table->language));
        add_text(table, member_text(who, "role"));
        add_text(table, member_text(who, "membership"));
        add_named(table, who, "person", "name");
        add_named(table, who, "organisation", "name");
        add_named(table, who, "office", "title");
        add_named(table, who, "area", "name");
        add_text(table, member_text(who, "deputyFor"));
        add_text(table, member_text(who, "validFrom"));
        add_text(table, member_text(who, "validTo"));
        csv_end(table->out);
}

static void add_seat(struct table *table, const json_t *seat)
{
        const json_t *deputy;
        size_t i;
        add_row(table, member_text_or(seat, "state", ""), seat, json_object_get(seat, "holder"));
        json_array_foreach(json_object_get(seat, "deputies"), i, deputy)
                add_row(table, "deputy", seat, deputy);
}

void format_roster_csv(struct buffer *out, const json_t *roster, char delimiter, enum language language)
{
        static const char *const heads[] = {"state",     "number",       "rule",         "rule.text",
                                            "unit",      "unit.name",    "role",         "membership",
                                            "person",    "person.name",  "organisation", "organisation.name",
                                            "office",    "office.title", "area",         "area.name",
                                            "deputyFor", "validFrom",    "validTo"};
        struct table table = {out, delimiter, language};
        const json_t *entry;
        size_t i;
        buffer_add_string(out, CSV_MARK);
        for (i = 0; i < sizeof heads / sizeof *heads; i++)
                csv_add_text(out, heads[i], strlen(heads[i]), i ? delimiter : CSV_FIRST);
        csv_end(out);
        json_array_foreach(json_object_get(roster, "seats"), i, entry)
                add_seat(&table, entry);
        json_array_foreach(json_object_get(roster, "others"), i, entry)
                add_row(&table, "without_seat", NULL, entry);
}
