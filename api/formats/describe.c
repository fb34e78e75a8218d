#include "formats/describe.h"

#include "formats/view.h"
#include "base/xml.h"

#include <inttypes.h>
#include <string.h>

struct telling {
        struct buffer *plain;
        const json_t *result;
        enum language language;
        size_t units_left;
};

void describe_heading(struct buffer *out, const json_t *result, const json_t *body, enum language language)
{
        plain_add_string(out, language_said_or(body, "name", language, member_text_or(result, "body", "")));
        buffer_format(out, " %s ", word_text(WORD_AS_OF, language));
        language_add_written_date(out, member_text_or(result, "at", ""), language);
        buffer_format(out, ": %s", verdict_text(verdict_in(result), language));
}

void say_seating(struct buffer *out, const json_t *result, enum language language)
{
        const json_t *seating = json_object_get(result, "seating");
        language_add_number(out, json_integer_value(json_object_get(seating, "seated")), language);
        buffer_add_string(out, language == LANGUAGE_EN ? " of " : " av ");
        language_add_number(out, json_integer_value(json_object_get(seating, "seats")), language);
        buffer_format(out, " %s", word_text(WORD_OF_SEATS, language));
}

void say_reading(struct buffer *out, const json_t *variant, enum language language)
{
        buffer_format(out, "%s ", word_text(WORD_READING, language));
        language_add_quoted(out, member_text_or(variant, "variant", ""), language);
        buffer_format(out, ": %s", verdict_text(verdict_in(variant), language));
}

void say_rule(struct buffer *out, const json_t *result, const json_t *rule, enum language language)
{
        if (of_other_reading(result, rule)) {
                buffer_format(out, "%s ", word_text(WORD_READING, language));
                language_add_quoted(out, member_text_or(rule, "variant", ""), language);
                buffer_add_string(out, ": ");
        }
        plain_add_string(out, rule_said(rule, language));
}

void say_foot(struct buffer *out, const json_t *result, enum language language)
{
        const char *next = json_string_value(json_object_get(result, "nextChange"));
        const char *known = json_string_value(json_object_get(result, "knownAt"));
        const json_t *revision = json_object_get(result, "revision");
        plain_add_string(out, member_text_or(result, "body", ""));
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

static void sentence(struct telling *telling, const char *text)
{
        if (telling->plain->length)
                buffer_add_char(telling->plain, '\n');
        plain_add_string(telling->plain, text);
}

static void heading(struct telling *telling, enum word which)
{
        sentence(telling, word_text(which, telling->language));
        buffer_add_char(telling->plain, ':');
}

static void more(struct telling *telling, size_t count, enum word what)
{
        if (!count)
                return;
        buffer_add_string(telling->plain, "\n+ ");
        language_add_number(telling->plain, (int64_t)count, telling->language);
        buffer_format(telling->plain, " %s", word_text(what, telling->language));
}

static void tell_unit(struct telling *telling, const json_t *unit)
{
        enum verdict verdict = verdict_in(unit);
        struct places places = places_of(unit, verdict);
        sentence(telling, unit_said(unit, telling->language));
        buffer_format(telling->plain, ": %s. ", verdict_text(verdict, telling->language));
        places_say(telling->plain, &places, telling->language);
}

static void tell_rule(struct telling *telling, const json_t *rule)
{
        enum verdict verdict = verdict_in(rule);
        buffer_format(telling->plain, "\n%s: ",
                      is_warning(telling->result, rule, verdict) ? word_text(WORD_WARNING, telling->language)
                                                                 : verdict_text(verdict, telling->language));
        say_rule(telling->plain, telling->result, rule, telling->language);
        if (!is_seats_rule(rule))
                return;
        const json_t *units = json_object_get(rule, "units");
        if (!json_array_size(units)) {
                struct places places = places_of(rule, verdict);
                buffer_add_char(telling->plain, '\n');
                places_say(telling->plain, &places, telling->language);
                return;
        }
        struct unit_order order = view_units(rule, telling->units_left);
        for (const json_t *unit = unit_next(&order); unit; unit = unit_next(&order))
                tell_unit(telling, unit);
        telling->units_left -= order.shown;
        more(telling, json_array_size(units) - order.shown, WORD_MORE_UNITS);
}

static void tell_rules(struct telling *telling, bool seats, enum word title, size_t limit)
{
        struct rule_order order = {.result = telling->result, .seats = seats};
        size_t count = 0;
        while (count < limit) {
                const json_t *rule = rule_next(&order);
                if (!rule)
                        break;
                if (count++ == 0)
                        heading(telling, title);
                tell_rule(telling, rule);
        }
        more(telling, rules_left(order), WORD_MORE_RULES);
}

static void tell_members_without(struct telling *telling)
{
        int64_t unseated;
        if (!unseated_elsewhere(telling->result, &unseated)) {
                telling->plain->failed = true;
        } else if (unseated) {
                heading(telling, WORD_UNSEATED);
                buffer_add_char(telling->plain, ' ');
                language_add_number(telling->plain, unseated, telling->language);
        }
}

static void tell_advice(struct telling *telling)
{
        const json_t *advice = json_object_get(telling->result, "advice");
        if (json_array_size(advice))
                heading(telling, WORD_ADVICE);
        for (size_t i = 0; i < json_array_size(advice) && i < ADVICE_MAX; i++)
                sentence(telling, language_said_or(json_array_get(advice, i), "text", telling->language, ""));
}

static void tell_head(struct telling *telling)
{
        const json_t *result = telling->result, *variants = json_object_get(result, "variants");
        const char *level = member_text_or(json_object_get(result, "coverage"), "memberships", "complete");
        sentence(telling, language_said_or(result, "summary", telling->language, ""));
        if (strcmp(level, "complete") != 0)
                sentence(telling, word_text(WORD_INCOMPLETE, telling->language));
        for (size_t i = 0; i < json_array_size(variants) && i < READINGS_MAX; i++) {
                buffer_add_char(telling->plain, '\n');
                say_reading(telling->plain, json_array_get(variants, i), telling->language);
        }
        if (json_is_object(json_object_get(result, "seating"))) {
                buffer_add_char(telling->plain, '\n');
                say_seating(telling->plain, result, telling->language);
        }
}

static void tell_all(struct telling *telling)
{
        tell_head(telling);
        tell_rules(telling, true, WORD_SEATS, SEATS_RULES_MAX);
        tell_members_without(telling);
        tell_advice(telling);
        tell_rules(telling, false, WORD_OTHER_RULES, OTHER_RULES_MAX);
        buffer_add_char(telling->plain, '\n');
        say_foot(telling->plain, telling->result, telling->language);
}

void describe_seats(struct buffer *title, struct buffer *desc, const json_t *result, const json_t *body,
                    enum language language)
{
        struct telling telling = {
                .plain = desc,
                .result = result,
                .language = language,
                .units_left = PICTURE_UNITS_MAX,
        };
        describe_heading(title, result, body, language);
        tell_all(&telling);
}
