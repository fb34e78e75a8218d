/*
 * The result as JSON, and its sentences.
 */
#include "rules/result.h"
#include "rules/contradictions.h"
#include "rules/model/kind.h"
#include "rules/sentences.h"
#include "rules/result_members.h"
#include "rules/model/reference.h"

#include <string.h>

/* A sentence quotes a rule and lists a few names: far below this. */
#define SENTENCE_MAX ((size_t)64 * 1024)

static const char *const languages[LANGUAGE_COUNT] = {"nb", "nn", "en"};

struct writing {
        struct json_writer json;
        struct buffer sentence; /* one after the other is written here */
        const struct rules_result *result;
};

enum about { ABOUT_RULE, ABOUT_SUMMARY, ABOUT_ADVICE, ABOUT_CONTRADICTION };

/* Whether all memberships that count are registered. A meeting is judged by its known attendance. */
static bool is_complete(const struct rules_result *result)
{
        return !result->facts->body || result->meeting || result->memberships_coverage == COVERAGE_COMPLETE;
}

static void write_text(struct writing *writing, const char *key, enum about about, const void *subject)
{
        const struct rules_result *result = writing->result;
        writer_key(&writing->json, key);
        writer_open_object(&writing->json);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
                struct sentence sentence = {.out = &writing->sentence,
                                            .language = (enum language)language,
                                            .facts = result->facts,
                                            .at = result->at,
                                            .complete = is_complete(result)};
                writing->sentence.length = 0;
                if (about == ABOUT_RULE)
                        sentence_of_rule(&sentence, subject);
                else if (about == ABOUT_SUMMARY)
                        sentence_of_summary(&sentence, subject);
                else if (about == ABOUT_ADVICE)
                        sentence_of_advice(&sentence, subject);
                else
                        sentence_of_contradiction(&sentence, subject);
                buffer_fail_with(writing->json.out, &writing->sentence);
                writer_key(&writing->json, languages[language]);
                writer_text_n(&writing->json, writing->sentence.bytes, writing->sentence.length);
        }
        writer_close_object(&writing->json);
}

static void write_list(struct json_writer *json, const char *key, const char *const *list, uint32_t count)
{
        writer_key(json, key);
        writer_open_array(json);
        for (uint32_t i = 0; i < count; i++)
                writer_text(json, list[i]);
        writer_close_array(json);
}

static void write_tally(struct json_writer *json, const struct tally *tally)
{
        if (tally->needed && (tally->min >= 0 || tally->max >= 0)) {
                writer_key(json, "needed");
                writer_open_object(json);
                if (tally->min >= 0)
                        writer_member_number(json, "min", tally->min);
                if (tally->max >= 0)
                        writer_member_number(json, "max", tally->max);
                writer_close_object(json);
        }
        if (tally->counted && !tally->withheld) {
                writer_member_number(json, "certain", tally->certain);
                writer_member_number(json, "possible", tally->possible);
        }
        if (tally->listed)
                write_list(json, tally->of_bodies ? "bodies" : "members", tally->members,
                           tally->member_count);
        if (tally->missing && !tally->withheld)
                writer_member_number(json, "missing", tally->missing);
        if (tally->surplus_count)
                write_list(json, "surplus", tally->surplus, tally->surplus_count);
}

/* Writes a value as it is in the facts. */
static void write_value(struct writing *writing, const char *key, const struct flat *value)
{
        writing->sentence.length = 0;
        flat_write(&writing->sentence, value);
        if (buffer_failed(&writing->sentence)) {
                buffer_fail_with(writing->json.out, &writing->sentence);
                return;
        }
        writer_key(&writing->json, key);
        writer_raw(&writing->json, writing->sentence.bytes, writing->sentence.length);
}

/* `key` is what the unit is called by. */
static void write_unit(struct writing *writing, const char *key, const struct outcome *outcome,
                       const struct unit_outcome *unit)
{
        struct json_writer *json = &writing->json;
        const struct flat *name = reference_unit_names(writing->result->facts, outcome->rule->per.kind,
                                                       unit->id, writing->result->at);
        writer_open_object(json);
        writer_member_text(json, key, unit->unit);
        if (flat_is(name, FLAT_OBJECT))
                write_value(writing, "name", name);
        writer_member_text(json, "verdict", verdict_name(unit->verdict));
        write_tally(json, &unit->tally);
        writer_close_object(json);
}

static void write_units(struct writing *writing, const struct outcome *outcome)
{
        if (!outcome->unit_count)
                return;
        writer_key(&writing->json, "units");
        writer_open_array(&writing->json);
        for (uint32_t i = 0; i < outcome->unit_count; i++)
                write_unit(writing, "unit", outcome, &outcome->units[i]);
        writer_close_array(&writing->json);
}

static void write_periods(struct json_writer *json, const struct outcome *outcome)
{
        if (!outcome->period_count)
                return;
        writer_key(json, "periods");
        writer_open_array(json);
        for (uint32_t i = 0; i < outcome->period_count; i++) {
                const struct period_outcome *period = &outcome->periods[i];
                writer_open_object(json);
                result_member_date(json, "from", period->from);
                result_member_date(json, "to", period->last);
                writer_member_number(json, "count", period->count);
                writer_member_text(json, "verdict", verdict_name(period->verdict));
                writer_close_object(json);
        }
        writer_close_array(json);
}

/* The verdict on a rule, and why. */
static void write_finding(struct writing *writing, const struct outcome *outcome)
{
        struct json_writer *json = &writing->json;
        writer_member_text(json, "verdict", verdict_name(outcome->verdict));
        if (outcome->reason)
                writer_member_text(json, "reason", reason_name(outcome->reason));
        write_tally(json, &outcome->tally);
        write_units(writing, outcome);
        write_periods(json, outcome);
        write_text(writing, "text", ABOUT_RULE, outcome);
}

static void write_rule(struct writing *writing, const struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        struct json_writer *json = &writing->json;
        writer_open_object(json);
        writer_member_text(json, "rule", rule->id);
        writer_member_text(json, "kind", rule->kind_text);
        result_member_force(json, rule);
        if (rule->variant)
                writer_member_text(json, "variant", id_text(writing->result->facts, rule->variant));
        if (rule->general)
                writer_member_bool(json, "general", true);
        writer_member_bool(json, "decides", outcome_decides(outcome));
        write_finding(writing, outcome);
        if (flat_is(rule->sources, FLAT_ARRAY))
                write_value(writing, "sources", rule->sources);
        writer_close_object(json);
}

static void write_variants(struct json_writer *json, const struct rules_result *result)
{
        const struct rules_facts *facts = result->facts;
        if (!result->variant_count)
                return;
        if (result->variant)
                writer_member_text(json, "variant", id_text(facts, result->variant));
        writer_key(json, "variants");
        writer_open_array(json);
        for (uint32_t i = 0; i < result->variant_count; i++) {
                writer_open_object(json);
                writer_member_text(json, "variant", id_text(facts, result->variants[i]));
                writer_member_text(json, "verdict", verdict_name(result->variant_verdicts[i]));
                writer_close_object(json);
        }
        writer_close_array(json);
}

static void write_seating(struct json_writer *json, const struct seating *seating)
{
        if (!seating->present)
                return;
        writer_key(json, "seating");
        writer_open_object(json);
        writer_member_text(json, "verdict", verdict_name(seating->verdict));
        writer_member_number(json, "seats", seating->seats);
        writer_member_number(json, "seated", seating->seated);
        if (seating->exhaustive && !seating->hidden)
                write_list(json, "unseated", seating->unseated, seating->unseated_count);
        if (seating->deficient_count) {
                write_list(json, "deficientRules", seating->deficient, seating->deficient_count);
                if (!seating->hidden)
                        write_list(json, "eligibleMembers", seating->eligible, seating->eligible_count);
        }
        writer_close_object(json);
}

static void write_vacancy(struct json_writer *json, const struct rule *rule, const char *unit, int32_t count)
{
        writer_open_object(json);
        writer_member_text(json, "rule", rule->id);
        if (unit)
                writer_member_text(json, "unit", unit);
        writer_member_number(json, "count", count);
        writer_close_object(json);
}

/* Whether seats are known to be empty: of a rule or a unit that is not met, or waived. */
static bool is_empty(enum verdict verdict)
{
        return verdict == VERDICT_NOT_MET || verdict == VERDICT_WAIVED;
}

static void write_vacancies(struct json_writer *json, const struct rules_result *result)
{
        writer_key(json, "vacancies");
        writer_open_array(json);
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                if (!outcome->rule->kind || !outcome->rule->kind->is_seats || !is_empty(outcome->verdict))
                        continue;
                for (uint32_t u = 0; u < outcome->unit_count; u++) {
                        const struct unit_outcome *unit = &outcome->units[u];
                        if (is_empty(unit->verdict) && unit->tally.missing)
                                write_vacancy(json, outcome->rule, unit->unit, unit->tally.missing);
                }
                if (!outcome->unit_count && outcome->tally.missing)
                        write_vacancy(json, outcome->rule, NULL, outcome->tally.missing);
        }
        writer_close_array(json);
}

/* The ids of rules; nothing where there are none. */
static void write_rules(struct json_writer *json, const char *key, const struct rule *const *rules,
                        uint32_t count)
{
        if (!count)
                return;
        writer_key(json, key);
        writer_open_array(json);
        for (uint32_t i = 0; i < count; i++)
                writer_text(json, rules[i]->id);
        writer_close_array(json);
}

static void write_contradiction(struct writing *writing, const struct contradiction *contradiction)
{
        struct json_writer *json = &writing->json;
        writer_open_object(json);
        writer_member_text(json, "action", "contradiction");
        write_rules(json, "rules", contradiction->rules, contradiction->rule_count);
        write_text(writing, "text", ABOUT_CONTRADICTION, contradiction);
        writer_close_object(json);
}

static void write_one_advice(struct writing *writing, const struct advice *advice)
{
        struct json_writer *json = &writing->json;
        writer_open_object(json);
        writer_member_text(json, "action", advice->rule ? "appoint" : "end");
        if (advice->rule)
                writer_member_text(json, "rule", advice->rule->id);
        else
                write_list(json, "members", advice->members, (uint32_t)advice->count);
        if (advice->unit)
                writer_member_text(json, "unit", advice->unit);
        writer_member_number(json, "count", advice->count);
        write_rules(json, "breaks", advice->broken, advice->broken_count);
        write_text(writing, "text", ABOUT_ADVICE, advice);
        writer_close_object(json);
}

static void write_advice(struct writing *writing)
{
        const struct rules_result *result = writing->result;
        writer_key(&writing->json, "advice");
        writer_open_array(&writing->json);
        for (uint32_t i = 0; i < result->contradiction_count; i++)
                write_contradiction(writing, &result->contradictions[i]);
        for (uint32_t i = 0; i < result->advice_count; i++)
                write_one_advice(writing, &result->advice[i]);
        writer_close_array(&writing->json);
}

static void write_coverage(struct json_writer *json, const struct rules_result *result)
{
        if (!result->facts->body)
                return;
        writer_key(json, "coverage");
        writer_open_object(json);
        writer_member_text(json, "memberships", result_member_coverage_name(result->memberships_coverage));
        writer_member_text(json, "meetings", result_member_coverage_name(result->meetings_coverage));
        writer_close_object(json);
}

static void write_counts(struct json_writer *json, const char *key, const uint32_t *counts)
{
        writer_key(json, key);
        writer_open_object(json);
        for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
                if (counts[verdict])
                        writer_member_number(json, verdict_name((enum verdict)verdict), counts[verdict]);
        }
        writer_close_object(json);
}

static void write_verdict_counts(struct json_writer *json, const struct rules_result *result)
{
        struct verdict_counts counts;
        sentences_count_verdicts(result, &counts);
        writer_key(json, "tally");
        writer_open_object(json);
        write_counts(json, "deciding", counts.deciding);
        write_counts(json, "warning", counts.warning);
        writer_close_object(json);
}

/* What the facts are about. */
static const char *subject_name(const struct rules_facts *facts)
{
        return facts->body ? "body" : facts->of_register ? "rule" : "agreement";
}

void rules_write(struct buffer *out, const struct rules_result *result)
{
        struct writing writing = {JSON_WRITER(out), BUFFER(SENTENCE_MAX), result};
        struct json_writer *json = &writing.json;
        const struct rules_facts *facts = result->facts;
        writer_member_text(json, subject_name(facts), facts->body_id);
        if (result->meeting)
                writer_member_text(json, "meeting", result->meeting);
        result_member_date(json, "at", result->at);
        writer_member_text(json, "verdict", verdict_name(result->verdict));
        write_variants(json, result);
        write_text(&writing, "summary", ABOUT_SUMMARY, result);
        write_verdict_counts(json, result);
        write_seating(json, &result->seating);
        if (result->held_over_count && !result->meeting)
                write_list(json, "heldOver", result->held_over, result->held_over_count);
        writer_key(json, "rules");
        writer_open_array(json);
        for (uint32_t i = 0; i < result->facts->rule_count; i++)
                write_rule(&writing, &result->outcomes[i]);
        writer_close_array(json);
        if (result->facts->body && !result->meeting) {
                write_vacancies(json, result);
                write_advice(&writing);
        }
        write_coverage(json, result);
        if (result->next_change != DATE_END)
                result_member_date(json, "nextChange", result->next_change);
        buffer_clear(&writing.sentence);
}

static void write_found(struct writing *writing, const struct outcome *outcome)
{
        const struct rules_facts *facts = writing->result->facts;
        writer_open_object(&writing->json);
        writer_member_text(&writing->json, subject_name(facts), facts->body_id);
        const struct flat *name = facts->body ? reference_body_names(facts->body, writing->result->at) : NULL;
        if (flat_is(name, FLAT_OBJECT))
                write_value(writing, "name", name);
        write_finding(writing, outcome);
        writer_close_object(&writing->json);
}

uint32_t rules_write_found(struct buffer *out, const struct rules_result *result, const char *rule,
                           uint32_t counts[VERDICT_COUNT])
{
        struct writing writing = {JSON_WRITER(out), BUFFER(SENTENCE_MAX), result};
        uint32_t count = 0;
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                bool by_area = result->facts->of_register && outcome->unit_count;
                if (strcmp(outcome->rule->id, rule) != 0)
                        continue;
                for (uint32_t unit = 0; by_area && unit < outcome->unit_count; unit++, count++) {
                        write_unit(&writing, "area", outcome, &outcome->units[unit]);
                        counts[outcome->units[unit].verdict]++;
                }
                if (!by_area) {
                        write_found(&writing, outcome);
                        counts[outcome->verdict]++;
                        count++;
                }
        }
        buffer_clear(&writing.sentence);
        return count;
}

bool rules_contradictions_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts,
                                const char *rule, date today)
{
        struct rules_result result = {.facts = facts};
        struct writing writing = {JSON_WRITER(out), BUFFER(SENTENCE_MAX), &result};
        const struct rule *found = NULL;
        for (uint32_t i = 0; i < facts->rule_count && !found; i++) {
                if (strcmp(facts->rules[i].id, rule) == 0)
                        found = &facts->rules[i];
        }
        if (found && facts->body && !contradictions_of(arena, facts, found, today, &result))
                return false;
        writer_open_array(&writing.json);
        for (uint32_t i = 0; i < result.contradiction_count; i++)
                write_contradiction(&writing, &result.contradictions[i]);
        writer_close_array(&writing.json);
        buffer_clear(&writing.sentence);
        return true;
}
