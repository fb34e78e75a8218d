#include "compare.h"

#include "base/arena.h"
#include "oracle.h"
#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT  ((size_t)64 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)4 * 1024 * 1024)

static char *write_answer(const struct rules_result *result)
{
        struct buffer out = BUFFER(RESULT_LIMIT);
        size_t length;
        buffer_add_char(&out, '{');
        rules_write(&out, result);
        buffer_add_char(&out, '}');
        return buffer_take(&out, &length);
}

char *engine_answer(const json_t *facts, date at)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        if (!arena)
                return NULL;
        const char *reason = NULL;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        const struct rules_result *result = read ? rules_check(arena, read, at) : NULL;
        char *answer = result ? write_answer(result) : NULL;
        if (!answer)
                fprintf(stderr, "the engine gave no answer: %s\n", reason ? reason : "no memory");
        arena_free(arena);
        return answer;
}

static const char *text_of(const json_t *object, const char *key)
{
        const char *text = json_string_value(json_object_get(object, key));
        return text ? text : "(none)";
}

/* Notes a difference; `report` may be NULL. */
static bool differ(FILE *report, const char *what, const char *engine, const char *oracle)
{
        if (report)
                fprintf(report, "  %s: the engine says %s, the oracle %s\n", what, engine, oracle);
        return true;
}

static bool differ_number(FILE *report, const char *what, const json_t *engine, int oracle)
{
        if (json_is_integer(engine) && json_integer_value(engine) == oracle)
                return false;
        if (report)
                fprintf(report, "  %s: the engine says %lld, the oracle %d\n", what,
                        (long long)json_integer_value(engine), oracle);
        return true;
}

static const json_t *find_rule(const json_t *answer, const char *id)
{
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                if (strcmp(text_of(rule, "rule"), id) == 0)
                        return rule;
        }
        return NULL;
}

static const json_t *find_by_name(const json_t *list, const char *id)
{
        size_t i;
        const json_t *item;
        json_array_foreach(list, i, item) {
                if (strcmp(text_of(item, "id"), id) == 0)
                        return item;
        }
        return NULL;
}

/* Gender is used and never shown: where a group asks for it, who fits none is not named either. */
static bool asks_for_gender(const json_t *value)
{
        const char *key;
        size_t i;
        json_t *part;
        json_object_foreach((json_t *)value, key, part) {
                if (strcmp(key, "gender") == 0 || asks_for_gender(part))
                        return true;
        }
        json_array_foreach(value, i, part) {
                if (asks_for_gender(part))
                        return true;
        }
        return false;
}

static bool rules_differ(const json_t *facts, const json_t *engine, const struct oracle_answer *oracle,
                         FILE *report)
{
        bool different = false;
        size_t listed = 0;
        for (size_t i = 0; i < oracle->rule_count; i++)
                listed += !oracle->rules[i].absent;
        if (json_array_size(json_object_get(engine, "rules")) != listed)
                different = differ(report, "number of rules", "another", "that of the facts");
        for (size_t i = 0; i < oracle->rule_count; i++) {
                const struct oracle_rule_answer *mine = &oracle->rules[i];
                const json_t *theirs = find_rule(engine, mine->id);
                if (mine->absent)
                        continue;
                const char *verdict = text_of(theirs, "verdict");
                if (strcmp(verdict, oracle_verdict_name(mine->verdict)) != 0)
                        different = differ(report, mine->id, verdict, oracle_verdict_name(mine->verdict));
                if (json_array_size(json_object_get(theirs, "units")) != (size_t)mine->units)
                        different = differ(report, mine->id, "another number of units", "otherwise");
                if (!mine->counted || !oracle->complete || mine->verdict == ORACLE_NOT_APPLICABLE)
                        continue;
                /* Numbers by gender of a few are withheld. */
                if (!json_object_get(theirs, "certain") &&
                    asks_for_gender(find_by_name(json_object_get(facts, "rules"), mine->id)))
                        continue;
                different |=
                        differ_number(report, "certain", json_object_get(theirs, "certain"), mine->certain);
                different |= differ_number(report, "possible", json_object_get(theirs, "possible"),
                                           mine->possible);
        }
        return different;
}

/* Whom the engine leaves over, as a set; one that nobody has where it names one who is not there. */
static unsigned unseated_set(const json_t *seating, const struct oracle_answer *oracle)
{
        unsigned set = 0;
        size_t i;
        const json_t *id;
        json_array_foreach(json_object_get(seating, "unseated"), i, id) {
                size_t m = 0;
                while (m < oracle->member_count && strcmp(oracle->members[m], json_string_value(id)) != 0)
                        m++;
                if (m == oracle->member_count)
                        return ~0u;
                set |= 1u << m;
        }
        return set;
}

static bool deficits_differ(const json_t *seating, const struct oracle_answer *oracle, FILE *report)
{
        const json_t *named = json_object_get(seating, "deficientRules");
        bool different = false;
        for (size_t i = 0; i < oracle->rule_count; i++) {
                bool found = false;
                size_t j;
                const json_t *id;
                json_array_foreach(named, j, id) {
                        found |= strcmp(json_string_value(id), oracle->rules[i].id) == 0;
                }
                if (found != oracle->seating.deficient[i])
                        different = differ(report, "deficientRules", found ? "with" : "without",
                                           oracle->rules[i].id);
        }
        return different;
}

static bool seatings_differ(const json_t *facts, const json_t *engine, const struct oracle_answer *oracle,
                            FILE *report)
{
        const json_t *theirs = json_object_get(engine, "seating");
        const struct oracle_seating *mine = &oracle->seating;
        const char *verdict = text_of(theirs, "verdict");
        if (!mine->present)
                return json_is_object(theirs) && strcmp(verdict, "not_applicable") != 0 &&
                       differ(report, "seating", verdict, "(none)");
        bool different = false;
        if (strcmp(verdict, oracle_verdict_name(mine->verdict)) != 0)
                different = differ(report, "seating", verdict, oracle_verdict_name(mine->verdict));
        different |= differ_number(report, "seating.seats", json_object_get(theirs, "seats"), mine->seats);
        different |= differ_number(report, "seating.seated", json_object_get(theirs, "seated"), mine->seated);
        if (oracle->complete)
                different |= deficits_differ(theirs, oracle, report);
        if (!json_object_get(theirs, "unseated") && asks_for_gender(json_object_get(facts, "rules")))
                return different;
        unsigned left = unseated_set(theirs, oracle);
        if (left > 1u << ORACLE_MEMBERS || !mine->may_be_left[left])
                different = differ(report, "seating.unseated", "who need not be left over", "otherwise");
        return different;
}

static bool coverage_differs(const json_t *engine, const struct oracle_answer *oracle, FILE *report)
{
        const char *level = text_of(json_object_get(engine, "coverage"), "memberships");
        return (strcmp(level, "complete") == 0) != oracle->complete &&
               differ(report, "coverage", level, "otherwise");
}

enum comparison compare_answers(const json_t *facts, date at, FILE *report)
{
        struct oracle_answer oracle;
        if (!oracle_judge(facts, at, &oracle))
                return COMPARE_SKIPPED;
        char *text = engine_answer(facts, at);
        json_t *engine = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
        bool different = !engine && differ(report, "result", "nothing that is JSON", "otherwise");
        if (engine) {
                const char *verdict = text_of(engine, "verdict");
                if (strcmp(verdict, oracle_verdict_name(oracle.verdict)) != 0)
                        different = differ(report, "verdict", verdict, oracle_verdict_name(oracle.verdict));
                different |= coverage_differs(engine, &oracle, report);
                different |= rules_differ(facts, engine, &oracle, report);
                different |= seatings_differ(facts, engine, &oracle, report);
        }
        json_decref(engine);
        free(text);
        return different ? COMPARE_DIFFERENT : COMPARE_SAME;
}
