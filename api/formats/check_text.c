/*
 * A check as lines of text: the body with its verdict, its rules, and advice on what would make it comply.
 */
#include "formats/formats.h"

#include "formats/describe.h"
#include "formats/view.h"
#include "base/utf8.h"

static void add_units(struct buffer *out, const json_t *rule, enum language language)
{
        const json_t *units = json_object_get(rule, "units");
        for (size_t i = 0; i < json_array_size(units); i++) {
                const json_t *unit = json_array_get(units, i);
                enum verdict verdict = verdict_in(unit);
                struct view_seats places = view_seats_of(unit, verdict);
                if (verdict == VERDICT_MET)
                        continue;
                buffer_format(out, "      [%s] ", verdict_text(verdict, language));
                utf8_add_plain(out, view_unit_name(unit, language));
                if (view_is_seats_rule(rule) && view_seats_total(&places)) {
                        buffer_add_string(out, ": ");
                        view_seats_describe(out, &places, language);
                }
                buffer_add_char(out, '\n');
        }
}

static void add_rule(struct buffer *out, const json_t *result, const json_t *rule, enum language language)
{
        enum verdict verdict = verdict_in(rule);
        buffer_format(out, "  [%s] ",
                      view_is_warning(result, rule, verdict) ? word_text(WORD_WARNING, language)
                                                             : verdict_text(verdict, language));
        utf8_add_plain(out, member_text_or(rule, "rule", ""));
        const char *said = language_string(json_object_get(rule, "text"), language);
        if (said) {
                buffer_add_string(out, ": ");
                utf8_add_plain(out, said);
        }
        buffer_add_char(out, '\n');
        add_units(out, rule, language);
}

static void add_rules(struct buffer *out, const json_t *result, bool seats, enum language language)
{
        struct view_rules order = {.result = result, .seats = seats};
        for (const json_t *rule = view_next_rule(&order); rule; rule = view_next_rule(&order))
                add_rule(out, result, rule, language);
}

void format_check_text(struct buffer *out, const json_t *result, enum language language)
{
        const json_t *advice = json_object_get(result, "advice");
        describe_heading(out, result, NULL, language);
        buffer_add_string(out, "\n  ");
        utf8_add_plain(out, language_string_or(result, "summary", language, ""));
        buffer_add_char(out, '\n');
        add_rules(out, result, true, language);
        add_rules(out, result, false, language);
        if (json_array_size(advice))
                buffer_format(out, "  %s:\n", word_text(WORD_ADVICE, language));
        for (size_t i = 0; i < json_array_size(advice); i++) {
                buffer_add_string(out, "    - ");
                utf8_add_plain(out, language_string_or(json_array_get(advice, i), "text", language, ""));
                buffer_add_char(out, '\n');
        }
}
