#include "advice.h"

#include "kind.h"

/* More contradictions than this are a draft, not a set of rules. */
#define CONTRADICTIONS_MAX 20

/* The number of memberships in a range that match, as one rule bounds it. */
struct demand {
        const struct rule *rule;
        const struct selector *of, *who;
        int32_t min, max; /* max -1: no end */
};

/* A rule as a demand on one number; false if it is none. */
static bool demand_of(const struct rule *rule, struct demand *ret)
{
        struct demand demand = {rule, rule->of, rule->who, rule->bounds.min, rule->bounds.max};
        if (rule->kind == &kind_exclusion && rule->who) {
                demand.min = -1;
                demand.max = 0;
        } else if (rule->kind == &kind_size) {
                demand.who = NULL;
                if (rule->in.count && (int32_t)rule->in.items[0] > demand.min)
                        demand.min = (int32_t)rule->in.items[0];
                if (rule->in.count &&
                    (demand.max < 0 || (int32_t)rule->in.items[rule->in.count - 1] < demand.max))
                        demand.max = (int32_t)rule->in.items[rule->in.count - 1];
        } else if (rule->kind != &kind_count || rule->per.kind != PER_NONE) {
                return false;
        }
        *ret = demand;
        return true;
}

/* One asks for more than the other allows, of the same memberships or of some of them. */
static bool exclude(const struct demand *least, const struct demand *most)
{
        if (most->max < 0 || least->min <= most->max || least->of != most->of)
                return false;
        return least->who == most->who || !most->who;
}

static void add_contradiction(const struct rule *a, const struct rule *b, struct rules_result *result)
{
        result->advice[result->advice_count++] = (struct advice){.contradiction = true, .rules = {a, b}};
}

static bool binds(const struct check *check, const struct rule *rule, uint32_t variant)
{
        return rule->kind && during_holds(rule->during, check->at) &&
               (!rule->variant || rule->variant == variant) && rule_decides(rule);
}

/* In an exhaustive body every member has a seat: seats for fewer than a rule on size asks. */
static bool too_few_seats(const struct check *check, const struct demand *size, uint32_t variant,
                          const struct outcome *outcomes, const struct rule **ret_rule)
{
        const struct rules_facts *facts = check->facts;
        int64_t most = 0;
        *ret_rule = NULL;
        if (!facts->body->seats_exhaustive || size->of || size->who)
                return false;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct rule *rule = &facts->rules[i];
                if (rule->kind != &kind_seats || !during_holds(rule->during, check->at) ||
                    (rule->variant && rule->variant != variant) ||
                    !((rule->roles ? rule->roles : MEMBER_ROLES) & MEMBER_ROLES))
                        continue;
                bool bounded = outcomes[i].tally.needed && outcomes[i].tally.max >= 0 && rule_decides(rule);
                if (!bounded)
                        return false;
                most += outcomes[i].tally.max;
                *ret_rule = rule;
        }
        return *ret_rule && most < size->min;
}

static bool find_contradictions(struct check *check, uint32_t variant, const struct outcome *outcomes,
                                struct rules_result *result)
{
        const struct rules_facts *facts = check->facts;
        struct demand *demands = arena_array(check->arena, facts->rule_count + 1, sizeof *demands);
        const struct rule *seats;
        uint32_t count = 0;
        if (!demands)
                return false;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                if (binds(check, &facts->rules[i], variant) && demand_of(&facts->rules[i], &demands[count]))
                        count++;
        }
        for (uint32_t i = 0; i < count; i++) {
                for (uint32_t j = 0; j < count && result->advice_count < CONTRADICTIONS_MAX; j++) {
                        if (exclude(&demands[i], &demands[j]))
                                add_contradiction(demands[i].rule, demands[j].rule, result);
                }
                if (result->advice_count < CONTRADICTIONS_MAX &&
                    too_few_seats(check, &demands[i], variant, outcomes, &seats))
                        add_contradiction(demands[i].rule, seats, result);
        }
        return true;
}

static void appoint(const struct rule *rule, const struct unit_outcome *unit, int32_t count,
                    struct rules_result *result)
{
        result->advice[result->advice_count++] = (struct advice){
                .rules = {rule, rule},
                .unit = unit ? unit->unit : NULL,
                .unit_id = unit ? unit->id : 0,
                .count = count,
        };
}

/* Only what binds: a deciding rule that is not met. */
static void find_appointments(const struct rules_facts *facts, const struct outcome *outcomes,
                              struct rules_result *result)
{
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct outcome *outcome = &outcomes[i];
                if (outcome->rule->kind != &kind_seats || outcome->verdict != RULES_NOT_MET ||
                    !rule_decides(outcome->rule))
                        continue;
                for (uint32_t u = 0; u < outcome->unit_count; u++) {
                        if (outcome->units[u].verdict == RULES_NOT_MET && outcome->units[u].tally.missing)
                                appoint(outcome->rule, &outcome->units[u], outcome->units[u].tally.missing,
                                        result);
                }
                if (!outcome->unit_count && outcome->tally.missing)
                        appoint(outcome->rule, NULL, outcome->tally.missing, result);
        }
}

bool advice_give(struct check *check, uint32_t variant, const struct outcome *outcomes,
                 struct rules_result *result)
{
        const struct rules_facts *facts = check->facts;
        size_t room = CONTRADICTIONS_MAX + 1;
        if (!facts->body)
                return true;
        for (uint32_t i = 0; i < facts->rule_count; i++)
                room += 1 + outcomes[i].unit_count;
        result->advice = arena_array(check->arena, room, sizeof *result->advice);
        if (!result->advice)
                return false;
        if (!find_contradictions(check, variant, outcomes, result))
                return false;
        find_appointments(facts, outcomes, result);
        return true;
}
