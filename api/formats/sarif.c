/*
 * Checks as SARIF 2.1.0. A rule of a body is a SARIF rule under its own id; a result is one finding about it,
 * or about one of its units. The fingerprint is made of ids alone, so that a finding keeps it while words and
 * numbers change.
 */
#include "formats/formats.h"

#include "formats/findings.h"
#include "base/xml.h"

#include "json/writer.h"

#include <stdlib.h>
#include <string.h>

/* The seats together are no rule of a body; no rule's id has a slash. */
#define SEATING_RULE "samrad/seating"

/* Of a line in a source; what is larger is no line. */
#define LINES_MAX 1000000

struct run {
        struct json_writer json;
        struct buffer plain; /* one text after the other */
        enum language language;
        const char *version; /* of this program */
        json_t *indices;     /* of the rules that have been described, by id */
        const json_t *result;
};

static const char *level_of(const json_t *result, const json_t *rule, enum verdict verdict)
{
        bool decides =
                json_object_get(rule, "rule") ? view_decides(result, rule) : finding_seating_decides(result);
        if (verdict == VERDICT_NOT_MET)
                return decides ? "error" : "warning";
        return verdict == VERDICT_UNKNOWN ? "note" : NULL;
}

static const char *rule_id(const json_t *rule)
{
        return member_text_or(rule, "rule", SEATING_RULE);
}

static void write_plain(struct run *run, const char *key)
{
        writer_key(&run->json, key);
        if (buffer_failed(&run->plain))
                run->json.out->failed = true;
        else
                writer_text_n(&run->json, run->plain.length ? run->plain.bytes : "", run->plain.length);
        run->plain.length = 0;
}

static void write_message(struct run *run, const char *key)
{
        writer_key(&run->json, key);
        writer_open_object(&run->json);
        write_plain(run, "text");
        writer_close_object(&run->json);
}

/* The first source of a rule that has an address; NULL if none has. */
static const json_t *source_of(const json_t *rule)
{
        const json_t *sources = json_object_get(rule, "sources");
        for (size_t i = 0; i < json_array_size(sources); i++)
                if (member_text(json_array_get(sources, i), "url"))
                        return json_array_get(sources, i);
        return NULL;
}

/* There one can read on. */
static void write_help(struct run *run, const json_t *rule)
{
        const json_t *source = source_of(rule);
        if (source)
                writer_member_text(&run->json, "helpUri", member_text(source, "url"));
}

static void write_rule(struct run *run, const json_t *rule)
{
        static const char *const copied[] = {"kind", "force", "basis"};
        bool seating = !json_object_get(rule, "rule");
        writer_open_object(&run->json);
        writer_member_text(&run->json, "id", rule_id(rule));
        plain_add_string(&run->plain, seating ? word_text(WORD_SEATING, run->language) : rule_id(rule));
        if (!seating)
                buffer_format(&run->plain, " (%s, %s)", member_text_or(rule, "kind", ""),
                              member_text_or(rule, "force", ""));
        write_message(run, "shortDescription");
        write_help(run, rule);
        writer_key(&run->json, "properties");
        writer_open_object(&run->json);
        for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
                const char *value = json_string_value(json_object_get(rule, copied[i]));
                if (value)
                        writer_member_text(&run->json, copied[i], value);
        }
        writer_close_object(&run->json);
        writer_close_object(&run->json);
}

/* The first line that a locator names (`linje 21`, `linje 3-5`); 1 if it names none. */
static int64_t line_of(const json_t *source)
{
        const char *locator = member_text(source, "locator");
        const char *line = locator ? strstr(locator, "linje ") : NULL;
        long number = line ? strtol(line + strlen("linje "), NULL, 10) : 0;
        return number > 0 && number < LINES_MAX ? number : 1;
}

/* Where the rule is written, since code hosts drop findings without a file: its source, or else the resource
 * of the body. */
static void write_physical_location(struct run *run, const json_t *rule, const char *body)
{
        const json_t *source = source_of(rule);
        writer_key(&run->json, "physicalLocation");
        writer_open_object(&run->json);
        writer_key(&run->json, "artifactLocation");
        writer_open_object(&run->json);
        if (source)
                plain_add_string(&run->plain, member_text(source, "url"));
        else
                buffer_format(&run->plain, "bodies/%s", body);
        write_plain(run, "uri");
        writer_close_object(&run->json);
        writer_key(&run->json, "region");
        writer_open_object(&run->json);
        writer_member_number(&run->json, "startLine", line_of(source));
        writer_close_object(&run->json);
        writer_close_object(&run->json);
}

static void write_locations(struct run *run, const json_t *rule, const char *body)
{
        writer_key(&run->json, "locations");
        writer_open_array(&run->json);
        writer_open_object(&run->json);
        write_physical_location(run, rule, body);
        writer_key(&run->json, "logicalLocations");
        writer_open_array(&run->json);
        writer_open_object(&run->json);
        writer_member_text(&run->json, "name", body);
        buffer_format(&run->plain, "bodies/%s", body);
        write_plain(run, "fullyQualifiedName");
        writer_member_text(&run->json, "kind", "object");
        writer_close_object(&run->json);
        writer_close_array(&run->json);
        writer_close_object(&run->json);
        writer_close_array(&run->json);
}

static void write_fingerprint(struct run *run, const char *body, const json_t *rule, const json_t *unit)
{
        writer_key(&run->json, "partialFingerprints");
        writer_open_object(&run->json);
        buffer_format(&run->plain, "%s/%s", body, rule_id(rule));
        if (unit)
                buffer_format(&run->plain, "/%s", member_text_or(unit, "unit", ""));
        write_plain(run, "samradFinding/v1");
        writer_close_object(&run->json);
}

static void write_finding(struct run *run, const json_t *rule, const json_t *unit, enum verdict verdict)
{
        const char *body = member_text_or(run->result, "body", "");
        const json_t *index = json_object_get(run->indices, rule_id(rule));
        writer_open_object(&run->json);
        writer_member_text(&run->json, "ruleId", rule_id(rule));
        writer_member_number(&run->json, "ruleIndex", json_integer_value(index));
        writer_member_text(&run->json, "level", level_of(run->result, rule, verdict));
        if (unit) {
                plain_add_string(&run->plain, view_unit_name(unit, run->language));
                buffer_format(&run->plain, ": %s. ", verdict_text(verdict, run->language));
        }
        plain_add_string(&run->plain,
                         json_object_get(rule, "rule")
                                 ? view_rule_text(rule, run->language)
                                 : language_said_or(run->result, "summary", run->language, SEATING_RULE));
        write_message(run, "message");
        write_locations(run, rule, body);
        write_fingerprint(run, body, rule, unit);
        writer_key(&run->json, "properties");
        writer_open_object(&run->json);
        writer_member_text(&run->json, "at", member_text_or(run->result, "at", ""));
        writer_member_text(&run->json, "verdict", verdict_name(verdict));
        writer_close_object(&run->json);
        writer_close_object(&run->json);
}

/* A rule with units has a finding for each that is to blame, if one is. */
static void write_findings(struct run *run, const json_t *rule)
{
        const json_t *units = json_object_get(rule, "units");
        bool told = false;
        for (size_t i = 0; i < json_array_size(units); i++) {
                const json_t *unit = json_array_get(units, i);
                enum verdict verdict = verdict_in(unit);
                if (!level_of(run->result, rule, verdict))
                        continue;
                write_finding(run, rule, unit, verdict);
                told = told || verdict == verdict_in(rule);
        }
        if (!told)
                write_finding(run, rule, NULL, verdict_in(rule));
}

/* The seating is told of where no seats rule tells of it. */
static bool seating_told(const json_t *result)
{
        enum verdict verdict = verdict_in(json_object_get(result, "seating"));
        const json_t *rules = json_object_get(result, "rules");
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                if (view_is_seats_rule(rule) && verdict_in(rule) == verdict)
                        return true;
        }
        return false;
}

static void describe_once(struct run *run, const json_t *rule)
{
        if (json_object_get(run->indices, rule_id(rule)))
                return;
        json_t *index = json_integer((json_int_t)json_object_size(run->indices));
        if (json_object_set_new(run->indices, rule_id(rule), index) != 0) {
                run->json.out->failed = true;
                return;
        }
        write_rule(run, rule);
}

static void walk(struct run *run, const json_t *result, void (*visit)(struct run *, const json_t *))
{
        const json_t *rules = json_object_get(result, "rules"), *seating = json_object_get(result, "seating");
        run->result = result;
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                if (level_of(result, rule, verdict_in(rule)))
                        visit(run, rule);
        }
        if (json_is_object(seating) && level_of(result, seating, verdict_in(seating)) &&
            !seating_told(result))
                visit(run, seating);
}

static void write_tool(struct run *run, const json_t *const *results, size_t count)
{
        writer_key(&run->json, "tool");
        writer_open_object(&run->json);
        writer_key(&run->json, "driver");
        writer_open_object(&run->json);
        writer_member_text(&run->json, "name", "Samråd");
        writer_member_text(&run->json, "version", run->version);
        writer_key(&run->json, "rules");
        writer_open_array(&run->json);
        for (size_t i = 0; i < count; i++)
                walk(run, results[i], describe_once);
        writer_close_array(&run->json);
        writer_close_object(&run->json);
        writer_close_object(&run->json);
}

static void write_run(struct run *run, const json_t *const *results, size_t count)
{
        writer_open_object(&run->json);
        write_tool(run, results, count);
        writer_member_text(&run->json, "language", language_code(run->language));
        writer_member_text(&run->json, "columnKind", "unicodeCodePoints");
        writer_key(&run->json, "results");
        writer_open_array(&run->json);
        for (size_t i = 0; i < count; i++)
                walk(run, results[i], write_findings);
        writer_close_array(&run->json);
        writer_close_object(&run->json);
}

void format_sarif(struct buffer *out, const json_t *const *results, size_t count, const char *version,
                  enum language language)
{
        struct run run = {
                .json = JSON_WRITER(out),
                .plain = BUFFER(out->limit),
                .language = language,
                .version = version,
                .indices = json_object(),
        };
        if (!run.indices) {
                out->failed = true;
                return;
        }
        writer_open_object(&run.json);
        writer_member_text(&run.json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer_member_text(&run.json, "version", "2.1.0");
        writer_key(&run.json, "runs");
        writer_open_array(&run.json);
        write_run(&run, results, count);
        writer_close_array(&run.json);
        writer_close_object(&run.json);
        buffer_clear(&run.plain);
        json_decref(run.indices);
}
