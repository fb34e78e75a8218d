#include "formats/describe.h"

#include "formats/view.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

struct description {
        struct buffer *plain;
        const json_t *result;
        enum language language;
        size_t units_left;
};

void describe_heading(struct buffer *out, const json_t *result, const json_t *body, enum language language)
{
        utf8_add_plain(out, language_string_or(body, "name", language, view_subject(result)));
        buffer_format(out, " %s ", word_text(WORD_AS_OF, language));
        language_add_written_date(out, member_text_or(result, "at", ""), language);
        buffer_format(out, ": %s", verdict_text(verdict_in(result), language));
}

void describe_seating(struct buffer *out, const json_t *result, enum language language)
{
        const json_t *seating = json_object_get(result, "seating");
        language_add_number(out, json_integer_value(json_object_get(seating, "seated")), language);
        buffer_add_string(out, language == LANGUAGE_EN ? " of " : " av ");
        language_add_number(out, json_integer_value(json_object_get(seating, "seats")), language);
        buffer_format(out, " %s", word_text(WORD_OF_SEATS, language));
}

void describe_reading(struct buffer *out, const json_t *variant, enum language language)
{
        buffer_format(out, "%s ", word_text(WORD_READING, language));
        language_add_quoted(out, member_text_or(variant, "variant", ""), language);
        buffer_format(out, ": %s", verdict_text(verdict_in(variant), language));
}

void describe_rule(struct buffer *out, const json_t *result, const json_t *rule, enum language language)
{
        if (view_of_other_reading(result, rule)) {
                buffer_format(out, "%s ", word_text(WORD_READING, language));
                language_add_quoted(out, member_text_or(rule, "variant", ""), language);
                buffer_add_string(out, ": ");
        }
        utf8_add_plain(out, view_rule_text(rule, language));
}

void describe_foot(struct buffer *out, const json_t *result, enum language language)
{
        const char *next = json_string_value(json_object_get(result, "nextChange"));
        const char *known = json_string_value(json_object_get(result, "knownAt"));
        const json_t *revision = json_object_get(result, "revision");
        utf8_add_plain(out, view_subject(result));
        if (known) {
                buffer_format(out, " · %s ", word_text(WORD_KNOWN_AT, language));
                language_add_day_of(out, known, language);
        }
        if (json_is_integer(revision))
                buffer_format(out, " · %s %" PRId64, word_text(WORD_REVISION, language),
                              (int64_t)json_integer_value(revision));
        if (next) {
                buffer_format(out, " · %s ", word_text(WORD_NEXT_CHANGE, language));
                language_add_written_date(out, next, language);
        }
}

static void add_line(struct description *description, const char *text)
{
        if (description->plain->length)
                buffer_add_char(description->plain, '\n');
        utf8_add_plain(description->plain, text);
}

static void add_heading(struct description *description, enum word which)
{
        add_line(description, word_text(which, description->language));
        buffer_add_char(description->plain, ':');
}

static void add_more(struct description *description, size_t count, enum word what)
{
        if (!count)
                return;
        buffer_add_string(description->plain, "\n+ ");
        language_add_number(description->plain, (int64_t)count, description->language);
        buffer_format(description->plain, " %s", word_text(what, description->language));
}

static void add_unit(struct description *description, const json_t *unit)
{
        enum verdict verdict = verdict_in(unit);
        struct view_seats places = view_seats_of(unit, verdict);
        add_line(description, view_unit_name(unit, description->language));
        buffer_format(description->plain, ": %s. ", verdict_text(verdict, description->language));
        view_seats_describe(description->plain, &places, description->language);
}

static void add_rule(struct description *description, const json_t *rule)
{
        enum verdict verdict = verdict_in(rule);
        buffer_format(description->plain, "\n%s: ",
                      view_is_warning(description->result, rule, verdict)
                              ? word_text(WORD_WARNING, description->language)
                              : verdict_text(verdict, description->language));
        describe_rule(description->plain, description->result, rule, description->language);
        if (!view_is_seats_rule(rule))
                return;
        const json_t *units = json_object_get(rule, "units");
        if (!json_array_size(units)) {
                struct view_seats places = view_seats_of(rule, verdict);
                buffer_add_char(description->plain, '\n');
                view_seats_describe(description->plain, &places, description->language);
                return;
        }
        struct view_unit_list order = view_units(rule, description->units_left);
        for (const json_t *unit = view_next_unit(&order); unit; unit = view_next_unit(&order))
                add_unit(description, unit);
        description->units_left -= order.shown;
        add_more(description, json_array_size(units) - order.shown, WORD_MORE_UNITS);
}

static void add_rules(struct description *description, bool seats, enum word title, size_t limit)
{
        struct view_rules order = {.result = description->result, .seats = seats};
        size_t count = 0;
        while (count < limit) {
                const json_t *rule = view_next_rule(&order);
                if (!rule)
                        break;
                if (count++ == 0)
                        add_heading(description, title);
                add_rule(description, rule);
        }
        add_more(description, view_rules_left(order), WORD_MORE_RULES);
}

static void add_members_without(struct description *description)
{
        int64_t unseated;
        if (!view_count_unseated(description->result, &unseated)) {
                buffer_exhaust(description->plain);
        } else if (unseated) {
                add_heading(description, WORD_UNSEATED);
                buffer_add_char(description->plain, ' ');
                language_add_number(description->plain, unseated, description->language);
        }
}

static void add_advice(struct description *description)
{
        const json_t *advice = json_object_get(description->result, "advice");
        if (json_array_size(advice))
                add_heading(description, WORD_ADVICE);
        for (size_t i = 0; i < json_array_size(advice) && i < VIEW_ADVICE_MAX; i++)
                add_line(description,
                         language_string_or(json_array_get(advice, i), "text", description->language, ""));
}

static void add_head(struct description *description)
{
        const json_t *result = description->result, *variants = json_object_get(result, "variants");
        const char *level = member_text_or(json_object_get(result, "coverage"), "memberships", "complete");
        add_line(description, language_string_or(result, "summary", description->language, ""));
        if (strcmp(level, "complete") != 0)
                add_line(description, word_text(WORD_INCOMPLETE, description->language));
        for (size_t i = 0; i < json_array_size(variants) && i < DESCRIBE_READINGS_MAX; i++) {
                buffer_add_char(description->plain, '\n');
                describe_reading(description->plain, json_array_get(variants, i), description->language);
        }
        if (json_is_object(json_object_get(result, "seating"))) {
                buffer_add_char(description->plain, '\n');
                describe_seating(description->plain, result, description->language);
        }
}

static void add_all(struct description *description)
{
        add_head(description);
        add_rules(description, true, WORD_SEATS, VIEW_SEATS_RULES_MAX);
        add_members_without(description);
        add_advice(description);
        add_rules(description, false, WORD_OTHER_RULES, VIEW_OTHER_RULES_MAX);
        buffer_add_char(description->plain, '\n');
        describe_foot(description->plain, description->result, description->language);
}

void describe_seats(struct buffer *title, struct buffer *desc, const json_t *result, const json_t *body,
                    enum language language)
{
        struct description description = {
                .plain = desc,
                .result = result,
                .language = language,
                .units_left = VIEW_UNITS_MAX,
        };
        describe_heading(title, result, body, language);
        add_all(&description);
}
