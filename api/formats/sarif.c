/*
 * Checks as SARIF 2.1.0, written result by result. The descriptions of the rules come after the findings,
 * since only then all rules are known; the order of members has no meaning in JSON. A rule of a body is a
 * SARIF rule under its own id; a SARIF result is one finding about the rule, or about one of its units. The
 * fingerprint is made of ids alone, so that it stays the same when wording and numbers change.
 */
#include "formats/formats.h"

#include "formats/findings.h"
#include "base/utf8.h"

#include "json/writer.h"

#include <string.h>

/* The rule id for the seating as a whole, which is not a rule of the body; no id of a rule has a slash. */
#define SEATING_RULE "samrad/seating"

/* Memory for the descriptions of all rules of a country's bodies. */
#define SARIF_RULES_MAX ((size_t)64 * 1024 * 1024)

struct run {
        struct json_writer json;
        struct sarif *sarif;
        struct buffer plain; /* for one text at a time */
        enum language language;
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
        buffer_fail_with(run->json.out, &run->plain);
        if (!buffer_failed(&run->plain))
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

/* The source of the rule: the first one that has a URL. */
static const char *source_of(const json_t *rule)
{
        const json_t *sources = json_object_get(rule, "sources");
        for (size_t i = 0; i < json_array_size(sources); i++) {
                const char *url = json_string_value(json_object_get(json_array_get(sources, i), "url"));
                if (url)
                        return url;
        }
        return NULL;
}

static void write_rule(struct run *run, const json_t *rule)
{
        static const char *const copied[] = {"kind", "force", "basis"};
        bool seating = !json_object_get(rule, "rule");
        writer_open_object(&run->json);
        writer_member_text(&run->json, "id", rule_id(rule));
        utf8_add_plain(&run->plain, seating ? word_text(WORD_SEATING, run->language) : rule_id(rule));
        if (!seating)
                buffer_format(&run->plain, " (%s, %s)", member_text_or(rule, "kind", ""),
                              member_text_or(rule, "force", ""));
        write_message(run, "shortDescription");
        if (source_of(rule))
                writer_member_text(&run->json, "helpUri", source_of(rule));
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

/* Writes a physical location, without which code hosting services do not show a finding: the rule's source,
 * or else its URL in the register. */
static void write_physical(struct run *run, const char *body, const json_t *rule)
{
        const char *source = source_of(rule);
        bool seating = !json_object_get(rule, "rule");
        writer_key(&run->json, "physicalLocation");
        writer_open_object(&run->json);
        writer_key(&run->json, "artifactLocation");
        writer_open_object(&run->json);
        if (source)
                buffer_add_string(&run->plain, source);
        else
                buffer_format(&run->plain, "v1/%s/%s", seating ? "bodies" : "rules",
                              seating ? body : rule_id(rule));
        write_plain(run, "uri");
        writer_close_object(&run->json);
        writer_key(&run->json, "region");
        writer_open_object(&run->json);
        writer_member_number(&run->json, "startLine", 1);
        writer_close_object(&run->json);
        writer_close_object(&run->json);
}

static void write_logical(struct run *run, const char *body)
{
        writer_key(&run->json, "logicalLocations");
        writer_open_array(&run->json);
        writer_open_object(&run->json);
        writer_member_text(&run->json, "name", body);
        buffer_format(&run->plain, "%s/%s", view_subject_collection(run->result), body);
        write_plain(run, "fullyQualifiedName");
        writer_member_text(&run->json, "kind", "object");
        writer_close_object(&run->json);
        writer_close_array(&run->json);
}

static void write_place(struct run *run, const char *body, const json_t *rule)
{
        writer_key(&run->json, "locations");
        writer_open_array(&run->json);
        writer_open_object(&run->json);
        write_physical(run, body, rule);
        write_logical(run, body);
        writer_close_object(&run->json);
        writer_close_array(&run->json);
}

/* Writes the fingerprint and, if there is a baseline, whether the finding was known before. */
static void write_fingerprint(struct run *run, const char *body, const json_t *rule, const json_t *unit,
                              enum verdict verdict)
{
        writer_key(&run->json, "partialFingerprints");
        writer_open_object(&run->json);
        buffer_format(&run->plain, "%s/%s", body, rule_id(rule));
        if (unit)
                buffer_format(&run->plain, "/%s", member_text_or(unit, "unit", ""));
        buffer_add_char(&run->plain, '\0');
        bool known = !buffer_failed(&run->plain) && json_object_get(run->sarif->baseline, run->plain.bytes);
        run->plain.length -= !buffer_failed(&run->plain);
        write_plain(run, SARIF_FINGERPRINT);
        writer_close_object(&run->json);
        if (run->sarif->baseline)
                writer_member_text(&run->json, "baselineState", known ? "unchanged" : "new");
        if (!known && verdict == VERDICT_NOT_MET)
                run->sarif->new_not_met = true;
        if (!known && verdict == VERDICT_UNKNOWN)
                run->sarif->new_unknown = true;
}

static void write_finding(struct run *run, const json_t *rule, const json_t *unit, enum verdict verdict)
{
        const char *body = view_subject(run->result);
        const json_t *index = json_object_get(run->sarif->indices, rule_id(rule));
        writer_open_object(&run->json);
        writer_member_text(&run->json, "ruleId", rule_id(rule));
        writer_member_number(&run->json, "ruleIndex", json_integer_value(index));
        writer_member_text(&run->json, "level", level_of(run->result, rule, verdict));
        if (unit) {
                utf8_add_plain(&run->plain, view_unit_name(unit, run->language));
                buffer_format(&run->plain, ": %s. ", verdict_text(verdict, run->language));
        }
        utf8_add_plain(&run->plain,
                       json_object_get(rule, "rule")
                               ? view_rule_text(rule, run->language)
                               : language_string_or(run->result, "summary", run->language, SEATING_RULE));
        write_message(run, "message");
        write_place(run, body, rule);
        write_fingerprint(run, body, rule, unit, verdict);
        writer_key(&run->json, "properties");
        writer_open_object(&run->json);
        writer_member_text(&run->json, "at", member_text_or(run->result, "at", ""));
        writer_member_text(&run->json, "verdict", verdict_name(verdict));
        writer_close_object(&run->json);
        writer_close_object(&run->json);
}

/* Writes the findings of a rule: one for each of its units that is at fault, and one for the rule itself
 * unless one of them has the rule's verdict. */
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

/* Whether a seats rule already reports the verdict of the seating; else the seating gets its own finding. */
static bool seating_is_reported(const json_t *result)
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

/* Describes a rule when it is first found. The descriptions are collected apart from the findings. */
static void describe_once(struct run *run, const json_t *rule)
{
        struct sarif *sarif = run->sarif;
        struct buffer *out = run->json.out;
        if (json_object_get(sarif->indices, rule_id(rule)))
                return;
        json_t *index = json_integer((json_int_t)json_object_size(sarif->indices));
        if (json_object_set_new(sarif->indices, rule_id(rule), index) != 0)
                buffer_exhaust(out);
        struct json_writer findings = run->json;
        if (sarif->rules.length)
                buffer_add_char(&sarif->rules, ',');
        run->json = JSON_WRITER(&sarif->rules);
        write_rule(run, rule);
        run->json = findings;
        buffer_fail_with(out, &sarif->rules);
}

static void describe_and_find(struct run *run, const json_t *rule)
{
        describe_once(run, rule);
        write_findings(run, rule);
}

static void visit_findings(struct run *run, const json_t *result, void (*visit)(struct run *, const json_t *))
{
        const json_t *rules = json_object_get(result, "rules"), *seating = json_object_get(result, "seating");
        run->result = result;
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                if (level_of(result, rule, verdict_in(rule)))
                        visit(run, rule);
        }
        if (json_is_object(seating) && level_of(result, seating, verdict_in(seating)) &&
            !seating_is_reported(result))
                visit(run, seating);
}

/* Appends the findings of a result to those of the earlier ones. */
static void add_separated(struct sarif *sarif, struct buffer *out, const struct buffer *findings)
{
        if (!findings->length)
                return;
        if (sarif->begun)
                buffer_add_char(out, ',');
        sarif->begun = true;
        buffer_add(out, findings->bytes, findings->length);
}

void format_sarif_begin(struct sarif *sarif, struct buffer *out, enum language language)
{
        *sarif = (struct sarif){.language = language,
                                .indices = memory_need(json_object()),
                                .rules = BUFFER(SARIF_RULES_MAX)};
        buffer_format(out,
                      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
                      "\"runs\":[{\"language\":\"%s\",\"columnKind\":\"unicodeCodePoints\",\"results\":[",
                      language_code(language));
}

void format_sarif_add(struct sarif *sarif, struct buffer *out, const json_t *result)
{
        struct buffer findings = BUFFER(out->limit);
        struct run run = {.sarif = sarif, .plain = BUFFER(out->limit), .language = sarif->language};
        run.json = JSON_WRITER(&findings);
        writer_open_array(&run.json);
        visit_findings(&run, result, describe_and_find);
        writer_close_array(&run.json);
        buffer_fail_with(out, &findings);
        buffer_fail_with(out, &run.plain);
        if (!out->failed) {
                struct buffer inner = {.bytes = findings.bytes + 1, .length = findings.length - 2};
                add_separated(sarif, out, &inner);
        }
        buffer_clear(&findings);
        buffer_clear(&run.plain);
}

void format_sarif_end(struct sarif *sarif, struct buffer *out, const char *version)
{
        buffer_format(out, "],\"tool\":{\"driver\":{\"name\":\"Samråd\",\"version\":\"%s\",\"rules\":[",
                      version);
        buffer_add(out, sarif->rules.length ? sarif->rules.bytes : "", sarif->rules.length);
        buffer_add_string(out, "]}}}]}");
        format_sarif_release(sarif);
}

void format_sarif_release(struct sarif *sarif)
{
        buffer_clear(&sarif->rules);
        json_decref(sarif->indices);
        sarif->indices = NULL;
}
