/*
 * The result as JSON, and its sentences.
 */
#include "check.h"
#include "kind.h"

#include "json/writer.h"

/* A sentence quotes a rule and lists a few names: far below this. */
#define SENTENCE_MAX ((size_t)64 * 1024)

static const char *const languages[LANGUAGE_COUNT] = {"nb", "nn", "en"};
static const char *const coverage_names[] = {"none", "partial", "complete"};

struct writing {
        struct json_writer json;
        struct buffer sentence; /* one after the other is written here */
        const struct rules_result *result;
};

enum about { ABOUT_RULE, ABOUT_SUMMARY, ABOUT_ADVICE };

static void write_text(struct writing *writing, const char *key, enum about about, const void *subject)
{
        json_key(&writing->json, key);
        json_open_object(&writing->json);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
                struct telling telling = {&writing->sentence, (enum language)language,
                                          writing->result->facts};
                writing->sentence.length = 0;
                if (about == ABOUT_RULE)
                        tell_rule(&telling, subject);
                else if (about == ABOUT_SUMMARY)
                        tell_summary(&telling, subject);
                else
                        tell_advice(&telling, subject);
                if (buffer_failed(&writing->sentence))
                        writing->json.out->failed = true;
                json_key(&writing->json, languages[language]);
                json_text_n(&writing->json, writing->sentence.bytes, writing->sentence.length);
        }
        json_close_object(&writing->json);
}

static void write_date(struct json_writer *json, const char *key, date day)
{
        char text[DATE_TEXT_SIZE];
        date_format(day, text);
        json_member_text(json, key, text);
}

static void write_list(struct json_writer *json, const char *key, const char *const *list, uint32_t count)
{
        json_key(json, key);
        json_open_array(json);
        for (uint32_t i = 0; i < count; i++)
                json_text(json, list[i]);
        json_close_array(json);
}

static void write_tally(struct json_writer *json, const struct tally *tally)
{
        if (tally->needed && (tally->min >= 0 || tally->max >= 0)) {
                json_key(json, "needed");
                json_open_object(json);
                if (tally->min >= 0)
                        json_member_number(json, "min", tally->min);
                if (tally->max >= 0)
                        json_member_number(json, "max", tally->max);
                json_close_object(json);
        }
        if (tally->counted) {
                json_member_number(json, "certain", tally->certain);
                json_member_number(json, "possible", tally->possible);
        }
        if (tally->listed)
                write_list(json, "members", tally->members, tally->member_count);
        if (tally->missing)
                json_member_number(json, "missing", tally->missing);
        if (tally->surplus_count)
                write_list(json, "surplus", tally->surplus, tally->surplus_count);
}

static void write_units(struct json_writer *json, const struct outcome *outcome)
{
        if (!outcome->unit_count)
                return;
        json_key(json, "units");
        json_open_array(json);
        for (uint32_t i = 0; i < outcome->unit_count; i++) {
                json_open_object(json);
                json_member_text(json, "unit", outcome->units[i].unit);
                json_member_text(json, "verdict", rules_verdict_name(outcome->units[i].verdict));
                write_tally(json, &outcome->units[i].tally);
                json_close_object(json);
        }
        json_close_array(json);
}

static void write_periods(struct json_writer *json, const struct outcome *outcome)
{
        if (!outcome->period_count)
                return;
        json_key(json, "periods");
        json_open_array(json);
        for (uint32_t i = 0; i < outcome->period_count; i++) {
                const struct period_outcome *period = &outcome->periods[i];
                json_open_object(json);
                write_date(json, "from", period->from);
                write_date(json, "to", period->last);
                json_member_number(json, "count", period->count);
                json_member_text(json, "verdict", rules_verdict_name(period->verdict));
                json_close_object(json);
        }
        json_close_array(json);
}

static void write_sources(struct writing *writing, const struct rule *rule)
{
        if (!flat_is(rule->sources, FLAT_ARRAY))
                return;
        writing->sentence.length = 0;
        flat_write(&writing->sentence, rule->sources);
        if (buffer_failed(&writing->sentence)) {
                writing->json.out->failed = true;
                return;
        }
        json_key(&writing->json, "sources");
        json_raw(&writing->json, writing->sentence.bytes, writing->sentence.length);
}

static void write_rule(struct writing *writing, const struct outcome *outcome)
{
        static const char *const forces[] = {"shall", "should", "planned", "encouraged", "may"};
        static const char *const bases[] = {"stated", "interpreted", "derived"};
        const struct rule *rule = outcome->rule;
        struct json_writer *json = &writing->json;
        json_open_object(json);
        json_member_text(json, "rule", rule->id);
        json_member_text(json, "kind", rule->kind_text);
        json_member_text(json, "force", forces[rule->force]);
        json_member_text(json, "basis", bases[rule->basis]);
        if (rule->variant)
                json_member_text(json, "variant", id_text(writing->result->facts, rule->variant));
        json_member_truth(json, "decides", outcome_decides(outcome));
        json_member_text(json, "verdict", rules_verdict_name(outcome->verdict));
        if (outcome->reason)
                json_member_text(json, "reason", outcome->reason);
        write_tally(json, &outcome->tally);
        write_units(json, outcome);
        write_periods(json, outcome);
        write_text(writing, "text", ABOUT_RULE, outcome);
        write_sources(writing, rule);
        json_close_object(json);
}

static void write_variants(struct json_writer *json, const struct rules_result *result)
{
        const struct rules_facts *facts = result->facts;
        if (!facts->variant_count)
                return;
        if (result->variant)
                json_member_text(json, "variant", id_text(facts, result->variant));
        json_key(json, "variants");
        json_open_array(json);
        for (uint32_t i = 0; i < facts->variant_count; i++) {
                json_open_object(json);
                json_member_text(json, "variant", id_text(facts, facts->variants[i]));
                json_member_text(json, "verdict", rules_verdict_name(result->variant_verdicts[i]));
                json_close_object(json);
        }
        json_close_array(json);
}

static void write_seating(struct json_writer *json, const struct seating *seating)
{
        if (!seating->present)
                return;
        json_key(json, "seating");
        json_open_object(json);
        json_member_text(json, "verdict", rules_verdict_name(seating->verdict));
        json_member_number(json, "seats", seating->seats);
        json_member_number(json, "seated", seating->seated);
        if (seating->exhaustive && !seating->hidden)
                write_list(json, "unseated", seating->unseated, seating->unseated_count);
        if (seating->deficient_count) {
                write_list(json, "deficientRules", seating->deficient, seating->deficient_count);
                if (!seating->hidden)
                        write_list(json, "eligibleMembers", seating->eligible, seating->eligible_count);
        }
        json_close_object(json);
}

static void write_vacancy(struct json_writer *json, const struct rule *rule, const char *unit, int32_t count)
{
        json_open_object(json);
        json_member_text(json, "rule", rule->id);
        if (unit)
                json_member_text(json, "unit", unit);
        json_member_number(json, "count", count);
        json_close_object(json);
}

/* Seats known to be empty: of rules that are not met, or waived. */
static void write_vacancies(struct json_writer *json, const struct rules_result *result)
{
        json_key(json, "vacancies");
        json_open_array(json);
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                bool empty = outcome->verdict == RULES_NOT_MET || outcome->verdict == RULES_WAIVED;
                if (outcome->rule->kind != &kind_seats || !empty)
                        continue;
                for (uint32_t u = 0; u < outcome->unit_count; u++) {
                        const struct unit_outcome *unit = &outcome->units[u];
                        if (unit->verdict == RULES_NOT_MET && unit->tally.missing)
                                write_vacancy(json, outcome->rule, unit->unit, unit->tally.missing);
                }
                if (!outcome->unit_count && outcome->tally.missing)
                        write_vacancy(json, outcome->rule, NULL, outcome->tally.missing);
        }
        json_close_array(json);
}

static void write_advice(struct writing *writing)
{
        struct json_writer *json = &writing->json;
        json_key(json, "advice");
        json_open_array(json);
        for (uint32_t i = 0; i < writing->result->advice_count; i++) {
                const struct advice *advice = &writing->result->advice[i];
                json_open_object(json);
                json_member_text(json, "action", advice->contradiction ? "contradiction" : "appoint");
                if (advice->contradiction) {
                        const char *ids[] = {advice->rules[0]->id, advice->rules[1]->id};
                        write_list(json, "rules", ids, advice->rules[0] == advice->rules[1] ? 1 : 2);
                } else {
                        json_member_text(json, "rule", advice->rules[0]->id);
                        if (advice->unit)
                                json_member_text(json, "unit", advice->unit);
                        json_member_number(json, "count", advice->count);
                }
                write_text(writing, "text", ABOUT_ADVICE, advice);
                json_close_object(json);
        }
        json_close_array(json);
}

static void write_coverage(struct json_writer *json, const struct rules_result *result)
{
        if (!result->facts->body)
                return;
        json_key(json, "coverage");
        json_open_object(json);
        json_member_text(json, "memberships", coverage_names[result->memberships_coverage]);
        json_member_text(json, "meetings", coverage_names[result->meetings_coverage]);
        json_close_object(json);
}

void rules_write(struct buffer *out, const struct rules_result *result)
{
        struct writing writing = {JSON_WRITER(out), BUFFER(SENTENCE_MAX), result};
        struct json_writer *json = &writing.json;
        json_member_text(json, result->facts->body ? "body" : "agreement", result->facts->body_id);
        if (result->meeting)
                json_member_text(json, "meeting", result->meeting);
        write_date(json, "at", result->at);
        json_member_text(json, "verdict", rules_verdict_name(result->verdict));
        write_variants(json, result);
        write_text(&writing, "summary", ABOUT_SUMMARY, result);
        write_seating(json, &result->seating);
        json_key(json, "rules");
        json_open_array(json);
        for (uint32_t i = 0; i < result->facts->rule_count; i++)
                write_rule(&writing, &result->outcomes[i]);
        json_close_array(json);
        if (result->facts->body && !result->meeting) {
                write_vacancies(json, result);
                write_advice(&writing);
        }
        write_coverage(json, result);
        if (result->next_change != DATE_END)
                write_date(json, "nextChange", result->next_change);
        buffer_clear(&writing.sentence);
}
