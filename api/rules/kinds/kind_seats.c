/*
 * seats - a number of seats, each filled by one membership that fills no other seat.
 *
 * `role` or `roles` (the member roles if none is named) and `who` state who may sit in them, and `count {min,
 * max}` how many seats there are: exactly one without a count, any number if `max` is left out, none required
 * if `min` is. `per` makes a group of seats for each unit.
 *
 * A member who qualifies for several seats sits in one, so the seats rules of a variant are judged together
 * (seating.h). A rule is not met if it lacks members in some assignment that fills as many required seats as
 * possible, or, if the body has no members outside its seats, if one member too many could sit in its seats.
 */
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"

/* Never called for a body: its seats are left to the seating of each variant. */
static bool judge_seats(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_JUDGED_ON_BODIES);
}

static void describe_breach(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        if (tally->missing && outcome->unit_count)
                sentence_say(sentence, PHRASE_SEATS_MISSING_UNITS, outcome);
        else if (tally->missing && tally->min == 1)
                sentence_say(sentence, PHRASE_SEATS_VACANT, outcome);
        else if (tally->missing)
                sentence_say(sentence, PHRASE_SEATS_MISSING, outcome);
        else if (tally->surplus_count)
                sentence_say(sentence, PHRASE_SEATS_SURPLUS, outcome);
        else if (outcome->shared)
                sentence_say(sentence, PHRASE_SEATS_NEEDED_ELSEWHERE, outcome);
        else
                sentence_counts(sentence, outcome);
}

static void describe_seats(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_NOT_MET || outcome->verdict == VERDICT_WAIVED)
                describe_breach(sentence, outcome);
        else
                sentence_counts(sentence, outcome);
}

static void demand_seats(struct demands *demands, const struct rule *rule)
{
        struct condition condition = {.roles = rule->roles ? rule->roles : MEMBER_ROLES,
                                      .selectors = {rule->who, NULL}};
        int32_t min = rule->count_given ? rule->count_min : 1, max = rule->count_given ? rule->count_max : 1;
        struct units units;
        if (!demand_units(demands, rule, &units))
                return;
        for (uint32_t i = 0; i < units.count; i++) {
                const struct unit *unit = &units.items[i];
                condition.unit_kind = unit->kind;
                condition.unit = unit->id;
                demand_group(demands, demand_condition(demands, condition), unit->excepted ? unit->min : min,
                             unit->excepted ? unit->max : max);
        }
}

const struct rule_kind kind_seats = {.name = "seats",
                                     .is_seats = true,
                                     .composes = true,
                                     .judge = judge_seats,
                                     .demand = demand_seats,
                                     .describe = describe_seats};
