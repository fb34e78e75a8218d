/*
 * A check as a table: a row for each rule. A body without rules has one row, so that none is missing. And one
 * rule as a table: a row for each place where it is judged.
 */
#include "formats/formats.h"

#include "formats/csv.h"

#include <stdio.h>
#include <string.h>

static void add_text(struct buffer *out, const json_t *text, char delimiter)
{
        csv_add_text(out, json_is_string(text) ? json_string_value(text) : "", json_string_length(text),
                     delimiter);
}

static void add_number(struct buffer *out, const json_t *number)
{
        char text[32] = "";
        if (json_is_integer(number))
                snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
        csv_add_number(out, text, ',');
}

/* What both tables say of a finding: from its verdict on. */
static void end_row(struct buffer *out, const json_t *finding)
{
        static const char *const counts[] = {"certain", "possible", "missing"};
        const json_t *needed = json_object_get(finding, "needed");
        add_text(out, json_object_get(finding, "verdict"), ',');
        add_text(out, json_object_get(finding, "reason"), ',');
        add_number(out, json_object_get(needed, "min"));
        add_number(out, json_object_get(needed, "max"));
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
                add_number(out, json_object_get(finding, counts[i]));
        add_text(out, json_object_get(json_object_get(finding, "text"), "nb"), ',');
        csv_end(out);
}

#define END_COLUMNS "verdict,reason,neededMin,neededMax,certain,possible,missing,text.nb"

static void add_row(struct buffer *out, const json_t *result, const json_t *rule)
{
        static const char *const words[] = {"rule", "kind", "force"};
        const json_t *decides = json_object_get(rule, "decides");
        add_text(out, json_object_get(result, "body"), CSV_FIRST);
        add_text(out, json_object_get(result, "at"), ',');
        add_text(out, json_object_get(result, "verdict"), ',');
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                add_text(out, json_object_get(rule, words[i]), ',');
        csv_add_number(out, !decides ? "" : json_is_true(decides) ? "true" : "false", ',');
        end_row(out, rule);
}

void format_check_csv_begin(struct buffer *out)
{
        buffer_add_string(out, CSV_MARK "body,at,bodyVerdict,rule,kind,force,decides," END_COLUMNS);
        csv_end(out);
}

void format_check_csv(struct buffer *out, const json_t *result)
{
        const json_t *rules = json_object_get(result, "rules");
        for (size_t i = 0; i < json_array_size(rules); i++)
                add_row(out, result, json_array_get(rules, i));
        if (json_array_size(rules) == 0)
                add_row(out, result, NULL);
}

void format_places_csv_begin(struct buffer *out)
{
        buffer_add_string(out, CSV_MARK "body,agreement,area,name.nb,at," END_COLUMNS);
        csv_end(out);
}

void format_places_csv(struct buffer *out, const json_t *items, const char *at)
{
        static const char *const places[] = {"body", "agreement", "area"};
        for (size_t i = 0; i < json_array_size(items); i++) {
                const json_t *item = json_array_get(items, i);
                for (size_t j = 0; j < sizeof places / sizeof *places; j++)
                        add_text(out, json_object_get(item, places[j]), j ? ',' : CSV_FIRST);
                add_text(out, json_object_get(json_object_get(item, "name"), "nb"), ',');
                csv_add_text(out, at, strlen(at), ',');
                end_row(out, item);
        }
}
