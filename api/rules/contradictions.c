#include "rules/contradictions.h"

#include "rules/model/kind.h"

#include <string.h>

/* More than this is a draft, not a set of rules. */
#define CONTRADICTIONS_MAX 20
/* Days looked at for one rule: other rules that come into force while it is. */
#define DAYS_MAX           64

/* The facts of a body of which nothing is known but its rules. NULL when memory runs out. */
static const struct rules_facts *bare_facts(struct arena *arena, const struct rules_facts *facts)
{
        struct rules_facts *bare = arena_alloc(arena, sizeof *bare);
        struct body *body = arena_alloc(arena, sizeof *body);
        if (!bare || !body)
                return NULL;
        *bare = *facts;
        *body = (struct body){.id = facts->body->id,
                              .during = {DATE_BEGINNING, DATE_END},
                              .seats_exhaustive = facts->body->seats_exhaustive};
        bare->body = body;
        bare->waiver_count = 0;
        return bare;
}

/* A check of them on the same day. False when memory runs out. */
static bool check_bare(const struct check *check, struct check *ret)
{
        *ret = (struct check){.arena = check->arena,
                              .facts = bare_facts(check->arena, check->facts),
                              .at = check->at,
                              .work_left = check->work_left};
        return ret->facts && judgement_begin(ret);
}

/* Keeps the list in order and each contradiction once; what comes after a full list is left out. */
static void add(struct rules_result *result, const struct rule *a, const struct rule *b)
{
        struct contradiction new = {{b && b < a ? b : a, b && b < a ? a : b}};
        uint32_t at = result->contradiction_count;
        for (uint32_t i = 0; i < result->contradiction_count; i++) {
                if (memcmp(&result->contradictions[i], &new, sizeof new) == 0)
                        return;
        }
        if (at == CONTRADICTIONS_MAX)
                return;
        for (; at > 0; at--) {
                const struct contradiction *before = &result->contradictions[at - 1];
                if (before->rules[0] < new.rules[0] ||
                    (before->rules[0] == new.rules[0] && before->rules[1] < new.rules[1]))
                        break;
                result->contradictions[at] = *before;
        }
        result->contradictions[at] = new;
        result->contradiction_count++;
}

static bool binds(const struct check *check, const struct rule *rule, uint32_t variant)
{
        return rule->kind && during_holds(rule->during, check->at) &&
               (!rule->variant || rule->variant == variant) && rule_decides(rule);
}

/* What no composition can satisfy, this one does not either. */
static bool is_broken(const struct outcome *outcome)
{
        return outcome->verdict == VERDICT_NOT_MET || outcome->verdict == VERDICT_WAIVED;
}

static bool find_alone(struct check *check, uint32_t variant, const struct outcome *outcomes,
                       struct rules_result *result)
{
        struct check bare = {.facts = NULL};
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                const struct rule *rule = &check->facts->rules[i];
                struct outcome outcome = {.rule = rule, .total = -1, .when = DATE_END};
                if (!binds(check, rule, variant) || rule->kind->is_seats || !rule->kind->composes ||
                    !is_broken(&outcomes[i]))
                        continue;
                if (!bare.facts && !check_bare(check, &bare))
                        return false;
                if (!rule->kind->judge(&bare, rule, &outcome))
                        return false;
                if (outcome.verdict == VERDICT_NOT_MET)
                        add(result, rule, NULL);
        }
        return true;
}

static bool among_parts(const struct selector *whole, const struct selector *part)
{
        for (uint32_t i = 0; i < whole->part_count; i++) {
                if (whole->parts[i] == part)
                        return true;
        }
        return false;
}

static bool values_within(const struct selector *few, const struct selector *many)
{
        struct id_list list = {many->values, many->value_count, true};
        if (few->kind != many->kind || few->kind == SELECT_MEMBER_OF || !few->value_count)
                return false;
        for (uint32_t i = 0; i < few->value_count; i++) {
                if (!facts_list_holds(list, few->values[i]))
                        return false;
        }
        return true;
}

/* Whoever matches the narrow one matches the wide one, as far as their form shows it. */
static bool lies_within(const struct selector *narrow, const struct selector *wide)
{
        if (!wide || narrow == wide)
                return true;
        if (!narrow)
                return false;
        return (wide->kind == SELECT_ANY && among_parts(wide, narrow)) ||
               (narrow->kind == SELECT_ALL && among_parts(narrow, wide)) || values_within(narrow, wide);
}

/* All memberships that one counts are counted by the other too. */
static bool counted_too(const struct demand *few, const struct demand *many)
{
        bool all_few = few->of && few->of->names_role, all_many = many->of && many->of->names_role;
        return (all_many || !all_few) &&
               (lies_within(few->of, many->of) ||
                (many->of && few->who && lies_within(few->who, many->of))) &&
               (lies_within(few->who, many->who) || (few->of && lies_within(few->of, many->who)));
}

/* One asks for more than the other allows, of the same memberships or of some of them. */
static bool exclude(const struct demand *least, const struct demand *most)
{
        return most->max >= 0 && least->min > most->max && counted_too(least, most);
}

/* In an exhaustive body every member has a seat: seats for fewer than a rule on size asks. */
static const struct rule *too_few_seats(const struct check *check, const struct demand *size,
                                        uint32_t variant, const struct outcome *outcomes)
{
        const struct rules_facts *facts = check->facts;
        const struct rule *last = NULL;
        int64_t most = 0;
        if (!facts->body->seats_exhaustive || size->of || size->who)
                return NULL;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct rule *rule = &facts->rules[i];
                if (!rule->kind || !rule->kind->is_seats || !during_holds(rule->during, check->at) ||
                    (rule->variant && rule->variant != variant) ||
                    !((rule->roles ? rule->roles : MEMBER_ROLES) & MEMBER_ROLES))
                        continue;
                bool bounded = outcomes[i].tally.needed && outcomes[i].tally.max >= 0 && rule_decides(rule);
                if (!bounded)
                        return NULL;
                most += outcomes[i].tally.max;
                last = rule;
        }
        return most < size->min ? last : NULL;
}

static bool find_pairs(struct check *check, uint32_t variant, const struct outcome *outcomes,
                       struct rules_result *result)
{
        const struct rules_facts *facts = check->facts;
        struct demand *demands = arena_array(check->arena, facts->rule_count + 1, sizeof *demands);
        uint32_t count = 0;
        if (!demands)
                return false;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                if (binds(check, &facts->rules[i], variant) && facts->rules[i].kind->demand &&
                    facts->rules[i].kind->demand(&facts->rules[i], &demands[count]))
                        count++;
        }
        for (uint32_t i = 0; i < count; i++) {
                const struct rule *seats = too_few_seats(check, &demands[i], variant, outcomes);
                for (uint32_t j = 0; j < count; j++) {
                        if (i != j && exclude(&demands[i], &demands[j]))
                                add(result, demands[i].rule, demands[j].rule);
                }
                if (seats)
                        add(result, demands[i].rule, seats);
        }
        return true;
}

bool contradictions_find(struct check *check, uint32_t variant, const struct outcome *outcomes,
                         struct rules_result *result)
{
        if (!check->facts->body)
                return true;
        if (!result->contradictions)
                result->contradictions =
                        arena_array(check->arena, CONTRADICTIONS_MAX, sizeof *result->contradictions);
        return result->contradictions && find_alone(check, variant, outcomes, result) &&
               find_pairs(check, variant, outcomes, result);
}

/* The days on which the rule's part in a contradiction may begin: its own first day, and those of the rules
 * that begin while it is in force. Of rules without a beginning the last days stand for it. */
static size_t days_of(const struct rules_facts *facts, const struct rule *rule, date today, date *ret_days)
{
        size_t count = 0;
        if (during_holds(rule->during, today))
                ret_days[count++] = today;
        if (rule->during.from != DATE_BEGINNING)
                ret_days[count++] = rule->during.from;
        for (uint32_t i = 0; i < facts->rule_count && count < DAYS_MAX; i++) {
                struct during other = facts->rules[i].during;
                date day = other.from != DATE_BEGINNING ? other.from : other.to - 1;
                bool known = false;
                for (size_t j = 0; j < count; j++)
                        known = known || ret_days[j] == day;
                if (!known && day < DATE_END - 1 && during_holds(rule->during, day))
                        ret_days[count++] = day;
        }
        return count;
}

bool contradictions_of(struct arena *arena, const struct rules_facts *facts, const struct rule *rule,
                       date today, struct rules_result *ret)
{
        const struct rules_facts *bare = bare_facts(arena, facts);
        date days[DAYS_MAX];
        size_t count = days_of(facts, rule, today, days);
        *ret = (struct rules_result){.facts = facts, .at = today};
        ret->contradictions = arena_array(arena, CONTRADICTIONS_MAX, sizeof *ret->contradictions);
        if (!bare || !ret->contradictions)
                return false;
        for (size_t day = 0; day < count; day++) {
                const struct rules_result *result = rules_check(arena, bare, days[day]);
                if (!result)
                        return false;
                for (uint32_t i = 0; i < result->contradiction_count; i++) {
                        const struct rule *const *rules = result->contradictions[i].rules;
                        if (rules[0] == rule || rules[1] == rule)
                                add(ret, rules[0], rules[1]);
                }
        }
        return true;
}
