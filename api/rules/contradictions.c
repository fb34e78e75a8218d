#include "rules/contradictions.h"

#include "rules/consistency/composition.h"
#include "rules/model/kind.h"

#include <string.h>

/* More than this is a draft, not a set of rules. */
#define CONTRADICTIONS_MAX 20
/* Days looked at for one rule: other rules that come into force while it is. */
#define DAYS_MAX           64
/* What may be spent, in steps of a few nanoseconds: on seeing that the rules agree, on one set of rules, and
 * on all of them. */
#define WHOLE_WORK         1000000
#define SET_WORK           1000000
#define SEARCH_WORK        5000000
/* Memory for one set of rules at a time. */
#define SET_MEMORY         ((size_t)16 * 1024 * 1024)
/* All sets of three are looked at where there are no more rules than this. */
#define TRIPLES_MAX        14

/* The facts of a body of which nothing is known but its rules. */
static const struct rules_facts *bare_facts(struct arena *arena, const struct rules_facts *facts)
{
        struct rules_facts *bare = arena_alloc(arena, sizeof *bare);
        struct body *body = arena_alloc(arena, sizeof *body);
        *bare = *facts;
        *body = (struct body){.id = facts->body->id,
                              .kind = facts->body->kind,
                              .during = {DATE_BEGINNING, DATE_END},
                              .seats_exhaustive = facts->body->seats_exhaustive};
        bare->body = body;
        bare->waiver_count = 0;
        return bare;
}

/* Compares contradictions by their rules, in the order of the rules. */
static int compare_contradictions(const struct contradiction *a, const struct contradiction *b)
{
        for (uint32_t i = 0; i < a->rule_count && i < b->rule_count; i++) {
                if (a->rules[i] != b->rules[i])
                        return a->rules[i] < b->rules[i] ? -1 : 1;
        }
        return a->rule_count < b->rule_count ? -1 : a->rule_count > b->rule_count;
}

/* Inserts a contradiction in order, unless it is there already or the list is full. */
static void add_contradiction(struct rules_result *result, const struct contradiction *new)
{
        uint32_t at = result->contradiction_count;
        for (uint32_t i = 0; i < result->contradiction_count; i++) {
                if (compare_contradictions(&result->contradictions[i], new) == 0)
                        return;
        }
        if (at == CONTRADICTIONS_MAX)
                return;
        for (; at > 0 && compare_contradictions(new, &result->contradictions[at - 1]) < 0; at--)
                result->contradictions[at] = result->contradictions[at - 1];
        result->contradictions[at] = *new;
        result->contradiction_count++;
}

/* Some rules of a variant, to be looked at together. */
struct contradiction_search {
        struct demands demands;
        struct check check; /* what the demands are made with: it spends nothing of the real one's */
        const struct demand **asked;
        uint32_t asked_count;
        const struct demand **offered; /* seats that do not bind */
        uint32_t offered_count;
        bool exhaustive;
        struct arena *memory; /* for one set at a time */
        int64_t work;
        struct rules_result *result;
};

/* What a composition cannot change makes the rule not apply. */
static bool is_excused(const struct outcome *outcome)
{
        return outcome->verdict == VERDICT_NOT_CHECKABLE ||
               (outcome->verdict == VERDICT_NOT_APPLICABLE && outcome->reason != REASON_NOBODY &&
                outcome->reason != REASON_VACANT);
}

static bool takes_part(const struct check *check, const struct rule *rule, uint32_t variant,
                       const struct outcome *outcome)
{
        return rule_binds(check, rule, variant) && rule->kind->demand && !rule->sitting &&
               !is_excused(outcome);
}

/* The demands of the rules that bind, and of those that only offer seats. */
static void collect_demands(struct contradiction_search *search, uint32_t variant,
                            const struct outcome *outcomes)
{
        const struct rules_facts *facts = search->check.facts;
        struct arena *arena = search->check.arena;
        search->asked = arena_array(arena, facts->rule_count + 1, sizeof *search->asked);
        search->offered = arena_array(arena, facts->rule_count + 1, sizeof *search->offered);
        search->demands.demands = arena_array(arena, facts->rule_count + 1, sizeof *search->demands.demands);
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct rule *rule = &facts->rules[i];
                /* Seats of a rule that only may apply are there for those who would be left over. */
                if (outcomes[i].reason == REASON_APPLICABILITY && rule->kind->is_seats)
                        search->exhaustive = false;
                if (!takes_part(&search->check, rule, variant, &outcomes[i]))
                        continue;
                bool seats = rule->kind->is_seats, binds = rule_decides(rule);
                if (!binds && !seats)
                        continue;
                struct demand *demand = demand_begin(&search->demands, rule);
                rule->kind->demand(&search->demands, rule);
                bool known = !demand->left_out && (demand->way_count || demand->group_count);
                /* Seats of which it is not known whose they are may be anyone's. */
                if (seats && !known)
                        search->exhaustive = false;
                if (known && binds)
                        search->asked[search->asked_count++] = demand;
                else if (known)
                        search->offered[search->offered_count++] = demand;
        }
}

/* Whether more members may break what is asked. */
static bool may_forbid_more(const struct contradiction_search *search, const struct demand *demand)
{
        bool bounded = false;
        for (uint32_t i = 0; i < demand->group_count; i++)
                bounded = bounded || demand->groups[i].max >= 0;
        return demand->caps || (search->exhaustive && bounded);
}

/* Whether the rules that are marked can be satisfied together. */
static enum feasibility seek_composition(struct contradiction_search *search, const bool *among,
                                         enum composition_thoroughness thoroughness, int64_t most)
{
        const struct demand **asked = arena_array(search->memory, search->asked_count + 1, sizeof *asked),
                            **offered = arena_array(search->memory,
                                                    search->asked_count + search->offered_count + 1,
                                                    sizeof *offered);
        struct composition_problem problem = {
                .demands = &search->demands, .asked = asked, .offered = offered};
        int64_t work = most < search->work ? most : search->work, begun = work;
        for (uint32_t i = 0; i < search->asked_count; i++) {
                bool seats = search->asked[i]->group_count > 0;
                problem.exhaustive = problem.exhaustive || (among[i] && seats && search->exhaustive);
                if (among[i])
                        asked[problem.asked_count++] = search->asked[i];
                else if (seats)
                        offered[problem.offered_count++] = search->asked[i];
        }
        for (uint32_t i = 0; i < search->offered_count; i++)
                offered[problem.offered_count++] = search->offered[i];
        enum feasibility found =
                work > 0 ? composition_seek(search->memory, &problem, thoroughness, &work) : UNDECIDED;
        arena_reset(search->memory);
        search->work -= begun - (work > 0 ? work : 0) + 500;
        return found;
}

/* Whether one of those that were found is among the marked. */
static bool is_known(const struct contradiction_search *search, const bool *among)
{
        const struct rules_result *result = search->result;
        for (uint32_t c = 0; c < result->contradiction_count; c++) {
                uint32_t marked = 0;
                for (uint32_t i = 0; i < search->asked_count; i++) {
                        for (uint32_t r = 0; among[i] && r < result->contradictions[c].rule_count; r++)
                                marked += result->contradictions[c].rules[r] == search->asked[i]->rule;
                }
                if (marked == result->contradictions[c].rule_count)
                        return true;
        }
        return false;
}

/* Notes the marked rules, if it is proved that they exclude each other. */
static void try_set(struct contradiction_search *search, const bool *among)
{
        struct contradiction new = {.rule_count = 0};
        bool capped = false;
        for (uint32_t i = 0; i < search->asked_count; i++) {
                if (among[i] && new.rule_count == CONTRADICTION_RULES_MAX)
                        return;
                if (among[i])
                        new.rules[new.rule_count++] = search->asked[i]->rule;
                capped = capped || (among[i] && may_forbid_more(search, search->asked[i]));
        }
        if ((capped || new.rule_count == 1) && !is_known(search, among) &&
            seek_composition(search, among, COMPOSITION_ALL, SET_WORK) == INFEASIBLE)
                add_contradiction(search->result, &new);
}

/* Tries all sets with `more` further rules. Recursion is bounded by that number. */
static void try_sets(struct contradiction_search *search, bool *among, uint32_t from, uint32_t more)
{
        if (more == 0) {
                try_set(search, among);
                return;
        }
        for (uint32_t i = from; i < search->asked_count && search->work > 0; i++) {
                among[i] = true;
                try_sets(search, among, i + 1, more - 1);
                among[i] = false;
        }
}

/* Takes one rule after the other out of a set, if what is left still seems to exclude each other. */
static void narrow_down(struct contradiction_search *search, bool *among)
{
        for (uint32_t i = 0; i < search->asked_count && search->work > 0; i++) {
                if (!among[i])
                        continue;
                among[i] = false;
                if (seek_composition(search, among, COMPOSITION_SOME, SET_WORK) == FEASIBLE)
                        among[i] = true;
        }
}

/* Nothing was found among one and two rules: of three all sets are tried, or one that is narrowed down. */
static void try_larger(struct contradiction_search *search, bool *among)
{
        uint32_t before = search->result->contradiction_count;
        if (search->asked_count <= TRIPLES_MAX)
                try_sets(search, among, 0, 3);
        if (search->result->contradiction_count > before)
                return;
        for (uint32_t i = 0; i < search->asked_count; i++)
                among[i] = true;
        narrow_down(search, among);
        try_set(search, among);
}

static void search_sets(struct contradiction_search *search)
{
        bool *among = arena_array(search->check.arena, search->asked_count + 1, sizeof *among), any = false;
        uint32_t before = search->result->contradiction_count;
        for (uint32_t i = 0; i < search->asked_count; i++) {
                among[i] = true;
                any = any || may_forbid_more(search, search->asked[i]) || search->asked[i]->is_narrow;
        }
        if (!any || seek_composition(search, among, COMPOSITION_SOME, WHOLE_WORK) == FEASIBLE)
                return;
        for (uint32_t i = 0; i < search->asked_count; i++)
                among[i] = false;
        try_sets(search, among, 0, 1);
        try_sets(search, among, 0, 2);
        if (search->result->contradiction_count == before)
                try_larger(search, among);
}

/* A body that is known to keep all its rules shows that they can be kept. */
static bool all_are_kept(const struct contradiction_search *search, const struct outcome *outcomes)
{
        const struct rules_facts *facts = search->check.facts;
        for (uint32_t i = 0; i < search->asked_count; i++) {
                if (outcomes[search->asked[i]->rule - facts->rules].verdict != VERDICT_MET)
                        return false;
        }
        return !search->exhaustive;
}

void contradictions_find(struct check *check, uint32_t variant, const struct outcome *outcomes,
                         struct rules_result *result)
{
        int64_t unlimited = INT64_MAX;
        struct contradiction_search search = {.check = *check, .work = SEARCH_WORK, .result = result};
        if (!check->facts->body)
                return;
        if (!result->contradictions)
                result->contradictions =
                        arena_array(check->arena, CONTRADICTIONS_MAX, sizeof *result->contradictions);
        search.check.units_used = 0;
        search.check.work_left = &unlimited;
        search.demands.check = &search.check;
        search.exhaustive = check->facts->body->seats_exhaustive;
        collect_demands(&search, variant, outcomes);
        if (!search.asked_count || all_are_kept(&search, outcomes))
                return;
        search.memory = arena_new_below(check->arena, SET_MEMORY);
        search_sets(&search);
        arena_free(search.memory);
}

/* The days on which a contradiction with this rule may begin: today, the rule's first day, and the first days
 * of the rules that begin while it is in force. A rule without a first day is represented by its last day. */
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

static bool has_rule(const struct contradiction *contradiction, const struct rule *rule)
{
        for (uint32_t i = 0; i < contradiction->rule_count; i++) {
                if (contradiction->rules[i] == rule)
                        return true;
        }
        return false;
}

bool contradictions_of(struct arena *arena, const struct rules_facts *facts, const struct rule *rule,
                       date today, struct rules_result *ret)
{
        const struct rules_facts *bare = bare_facts(arena, facts);
        date days[DAYS_MAX];
        size_t count = days_of(facts, rule, today, days);
        *ret = (struct rules_result){.facts = facts, .at = today};
        ret->contradictions = arena_array(arena, CONTRADICTIONS_MAX, sizeof *ret->contradictions);
        for (size_t day = 0; day < count; day++) {
                const struct rules_result *result = rules_check(arena, bare, days[day]);
                if (!result)
                        return false;
                for (uint32_t i = 0; i < result->contradiction_count; i++) {
                        if (has_rule(&result->contradictions[i], rule))
                                add_contradiction(ret, &result->contradictions[i]);
                }
        }
        return true;
}
