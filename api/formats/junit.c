/*
 * Checks as JUnit XML, in the form that build servers agree on (the schema of Jenkins' xUnit plugin): a suite
 * for each body, a case for each rule, and one for the seats together.
 */
#include "formats/formats.h"

#include "formats/findings.h"
#include "base/xml.h"

#include <string.h>

struct numbers {
        size_t tests, failures, skipped;
};

static void count_finding(struct numbers *numbers, enum finding finding)
{
        numbers->tests++;
        numbers->failures += finding == FINDING_FAILED;
        numbers->skipped += finding == FINDING_SKIPPED;
}

static enum finding rule_finding(const json_t *result, const json_t *rule)
{
        return finding_of(verdict_in(rule), view_decides(result, rule));
}

static enum finding seating_finding(const json_t *result)
{
        return finding_of(verdict_in(json_object_get(result, "seating")), finding_seating_decides(result));
}

static struct numbers count_all(const json_t *result)
{
        const json_t *rules = json_object_get(result, "rules");
        struct numbers numbers = {0};
        for (size_t i = 0; i < json_array_size(rules); i++)
                count_finding(&numbers, rule_finding(result, json_array_get(rules, i)));
        if (json_is_object(json_object_get(result, "seating")))
                count_finding(&numbers, seating_finding(result));
        return numbers;
}

static void add_attribute(struct buffer *out, const char *name, const char *value)
{
        buffer_format(out, " %s=\"", name);
        xml_add_string(out, value);
        buffer_add_char(out, '"');
}

/* Adds the time without a zone, as the JUnit schema requires; it is UTC. */
static void add_timestamp(struct buffer *out, const json_t *result)
{
        const char *known = member_text_or(result, "knownAt", "");
        buffer_add_string(out, " timestamp=\"");
        xml_add(out, known, strnlen(known, strlen("2020-01-15T12:00:00")));
        buffer_add_char(out, '"');
}

static void open_suite(struct buffer *out, const json_t *result)
{
        struct numbers numbers = count_all(result);
        buffer_add_string(out, "  <testsuite");
        add_attribute(out, "name", view_subject(result));
        buffer_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\" time=\"0\"",
                      numbers.tests, numbers.failures, numbers.skipped);
        if (json_object_get(result, "knownAt"))
                add_timestamp(out, result);
        buffer_add_string(out, ">\n    <properties>\n      <property name=\"at\"");
        add_attribute(out, "value", member_text_or(result, "at", ""));
        buffer_add_string(out, "/>\n      <property name=\"verdict\"");
        add_attribute(out, "value", member_text_or(result, "verdict", ""));
        buffer_add_string(out, "/>\n    </properties>\n");
}

/* The units that are not met or not known, a line each. */
static void add_units(struct buffer *out, const json_t *rule, enum language language)
{
        const json_t *units = json_object_get(rule, "units");
        for (size_t i = 0; i < json_array_size(units); i++) {
                const json_t *unit = json_array_get(units, i);
                enum verdict verdict = verdict_in(unit);
                if (verdict != VERDICT_NOT_MET && verdict != VERDICT_UNKNOWN)
                        continue;
                buffer_add_char(out, '\n');
                xml_add_string(out, view_unit_name(unit, language));
                buffer_format(out, ": %s", verdict_text(verdict, language));
        }
}

static void add_outcome(struct buffer *out, const json_t *rule, enum finding finding, const char *said,
                        enum language language)
{
        static const char *const elements[] = {
                [FINDING_FAILED] = "failure", [FINDING_WARNED] = "system-out", [FINDING_SKIPPED] = "skipped"};
        buffer_format(out, "      <%s", elements[finding]);
        if (finding == FINDING_FAILED)
                add_attribute(out, "type", member_text_or(rule, "kind", "seating"));
        if (finding != FINDING_WARNED)
                add_attribute(out, "message", said);
        buffer_add_char(out, '>');
        xml_add_string(out, finding == FINDING_SKIPPED ? verdict_name(verdict_in(rule)) : said);
        add_units(out, rule, language);
        buffer_format(out, "</%s>\n", elements[finding]);
}

static void add_case(struct buffer *out, const char *body, const char *name, const json_t *rule,
                     enum finding finding, const char *said, enum language language)
{
        buffer_add_string(out, "    <testcase");
        add_attribute(out, "classname", body);
        add_attribute(out, "name", name);
        buffer_add_string(out, " time=\"0\"");
        if (finding == FINDING_PASSED) {
                buffer_add_string(out, "/>\n");
                return;
        }
        buffer_add_string(out, ">\n");
        add_outcome(out, rule, finding, said, language);
        buffer_add_string(out, "    </testcase>\n");
}

void format_junit_begin(struct buffer *out)
{
        buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"samrad\">\n");
}

void format_junit(struct buffer *out, const json_t *result, enum language language)
{
        const json_t *rules = json_object_get(result, "rules");
        const json_t *seating = json_object_get(result, "seating");
        const char *body = view_subject(result);
        open_suite(out, result);
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                add_case(out, body, member_text_or(rule, "rule", ""), rule, rule_finding(result, rule),
                         view_rule_text(rule, language), language);
        }
        /* No rule has such an id. */
        if (json_is_object(seating))
                add_case(out, body, "(seating)", seating, seating_finding(result),
                         language_string_or(result, "summary", language, word_text(WORD_SEATING, language)),
                         language);
        buffer_add_string(out, "  </testsuite>\n");
}

void format_junit_end(struct buffer *out)
{
        buffer_add_string(out, "</testsuites>\n");
}
