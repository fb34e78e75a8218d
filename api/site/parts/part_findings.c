/*
 * part_findings - explains a verdict: for each rule what was counted, and who could fill vacant seats.
 */
#include "site/parts/parts.h"

#include "formats/view.h"

#include <stdio.h>
#include <string.h>

static const json_t *find_rule(const json_t *rules, const char *id)
{
        size_t i;
        json_t *rule;
        json_array_foreach((json_t *)rules, i, rule) {
                const char *name = member_text(rule, "id");
                if (name && id && strcmp(name, id) == 0)
                        return rule;
        }
        return NULL;
}

static void write_rule_name(struct html *html, const json_t *rules, const char *id)
{
        if (!html_localised(html, json_object_get(find_rule(rules, id), "text")))
                html_text(html, id);
}

static void begin_fold(struct html *html, enum page_word summary)
{
        html_open(html, "details");
        html_element(html, "summary", NULL, page_text(summary, html->language));
}

static void write_units(struct html *html, const json_t *rule, bool decides)
{
        static const enum page_word heads[] = {PAGE_UNIT, PAGE_VERDICT, PAGE_FINDING};
        const json_t *units = json_object_get(rule, "units");
        size_t i;
        json_t *unit;
        if (!json_array_size(units))
                return;
        begin_fold(html, PAGE_BY_UNIT);
        part_begin_table(html, PAGE_BY_UNIT, heads, 3);
        json_array_foreach((json_t *)units, i, unit) {
                part_begin_row(html);
                if (!html_localised(html, json_object_get(unit, "name")))
                        html_text(html, member_text(unit, "unit"));
                html_close(html);
                html_open(html, "td");
                part_rule_verdict(html, verdict_in(unit), decides);
                html_close(html);
                html_open(html, "td");
                html_localised(html, json_object_get(unit, "text"));
                html_close_all(html, 2);
        }
        part_end_table(html);
        html_close(html);
}

static void write_periods(struct html *html, const json_t *rule, bool decides)
{
        static const enum page_word heads[] = {PAGE_PERIOD, PAGE_HELD, PAGE_VERDICT};
        const json_t *periods = json_object_get(rule, "periods");
        if (!json_array_size(periods))
                return;
        begin_fold(html, PAGE_BY_PERIOD);
        part_begin_table(html, PAGE_BY_PERIOD, heads, 3);
        for (size_t i = json_array_size(periods); i-- > 0;) {
                const json_t *period = json_array_get(periods, i);
                char count[32];
                snprintf(count, sizeof count, "%" JSON_INTEGER_FORMAT,
                         json_integer_value(json_object_get(period, "count")));
                part_begin_row(html);
                part_day(html, member_text(period, "from"));
                html_text(html, " – ");
                part_day(html, member_text(period, "to"));
                html_close(html);
                html_element(html, "td", "number", count);
                html_open(html, "td");
                part_rule_verdict(html, verdict_in(period), decides);
                html_close_all(html, 2);
        }
        part_end_table(html);
        html_close(html);
}

/* Writes the verdict and the text of the rule as the summary of a finding; the details below it can be
 * folded. */
static void write_rule_head(struct html *html, const json_t *finding, const json_t *rules, bool decides)
{
        html_open(html, "summary");
        part_rule_verdict(html, verdict_in(finding), decides);
        html_open_class(html, "span", "rule-name");
        write_rule_name(html, rules, member_text_or(finding, "rule", ""));
        html_close_all(html, 2);
}

/* Whether the rule is broken; such findings are unfolded at first. */
static bool is_broken(const json_t *finding, bool decides)
{
        return decides && verdict_in(finding) == VERDICT_NOT_MET;
}

static void write_finding(struct html *html, const json_t *finding, const json_t *rules)
{
        const char *id = member_text_or(finding, "rule", "");
        bool decides = json_is_true(json_object_get(finding, "decides"));
        char anchor[128];
        snprintf(anchor, sizeof anchor, "rule-%s", id);
        html_open_class(html, "li", "rule");
        html_set(html, "id", anchor);
        html_open(html, "details");
        if (is_broken(finding, decides))
                html_set(html, "open", "");
        write_rule_head(html, finding, rules, decides);
        html_localised_element(html, "p", NULL, json_object_get(finding, "text"));
        html_open_class(html, "p", "marks");
        html_element(html, "span", "tag",
                     term_text(TERM_RULE_KIND, member_text(finding, "kind"), html->language));
        html_element(html, "span", "tag", page_text(decides ? PAGE_DECIDES : PAGE_WARNS, html->language));
        part_reading(html, "span", finding);
        html_close(html);
        write_units(html, finding, decides);
        write_periods(html, finding, decides);
        part_note(html, find_rule(rules, id));
        part_sources(html, json_object_get(finding, "sources"));
        html_close_all(html, 2);
}

void part_findings(struct html *html, const json_t *result, const json_t *rules)
{
        part_begin(html, "why", PAGE_WHY);
        if (!json_array_size(json_object_get(result, "rules")))
                html_element(html, "p", "quiet", page_text(PAGE_NO_RULES, html->language));
        html_open_class(html, "ul", "rules");
        for (int seats = 1; seats >= 0; seats--) {
                struct view_rules order = {.result = result, .seats = seats != 0};
                const json_t *finding;
                while ((finding = view_next_rule(&order)))
                        write_finding(html, finding, rules);
        }
        html_close(html);
        part_end(html);
}

static void write_vacancies(struct html *html, const json_t *vacancies, const json_t *rules)
{
        size_t i;
        json_t *vacancy;
        if (!json_array_size(vacancies))
                return;
        part_begin(html, "vacancies", PAGE_VACANCIES);
        html_open(html, "ul");
        json_array_foreach((json_t *)vacancies, i, vacancy) {
                char count[32];
                snprintf(count, sizeof count, "%" JSON_INTEGER_FORMAT " – ",
                         json_integer_value(json_object_get(vacancy, "count")));
                html_open(html, "li");
                html_text(html, count);
                write_rule_name(html, rules, member_text(vacancy, "rule"));
                if (member_text(vacancy, "unit")) {
                        html_text(html, " ");
                        html_element(html, "span", "tag", member_text(vacancy, "unit"));
                }
                html_close(html);
        }
        html_close(html);
        part_end(html);
}

void part_advice(struct html *html, const json_t *result, const json_t *rules)
{
        const json_t *advice = json_object_get(result, "advice");
        size_t i;
        json_t *piece;
        write_vacancies(html, json_object_get(result, "vacancies"), rules);
        if (!json_array_size(advice))
                return;
        part_begin(html, "advice", PAGE_ADVICE);
        html_open(html, "ul");
        json_array_foreach((json_t *)advice, i, piece)
                html_localised_element(html, "li", NULL, json_object_get(piece, "text"));
        html_close(html);
        part_end(html);
}
