/*
 * seats - so many seats, each filled by one membership that no other seat uses.
 *
 * `role` or `roles` (the member roles where none is named) and `who` say who may sit there, `count {min,
 * max}` how many seats there are: exactly one without a count, any number where the maximum is left out, none
 * required where the minimum is. `per` makes a group of seats for each unit.
 *
 * A member who qualifies for several seats sits in one, so the seats rules of a variant are judged together
 * (seating.h): a rule is not met if it comes up short in some assignment that fills as many required seats as
 * can be filled, or, where the body has no members outside its seats, if one too many could sit in it.
 */
#include "rules/judging/kind.h"

static const struct parameter parameters[] = {
        {"role", PARAM_ROLE, false},    {"roles", PARAM_ROLES, false}, {"count", PARAM_COUNT, false},
        {"who", PARAM_SELECTOR, false}, {"per", PARAM_PER, false},     {NULL, PARAM_ANY, false},
};

/* Never called for a body: check.c leaves seats to the seating of each variant. */
static bool judge(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, RULES_NOT_APPLICABLE, "judged_on_bodies");
}

static void tell_breach(struct telling *telling, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        if (tally->missing && outcome->unit_count)
                words_say(telling, outcome,
                          PHRASE("det mangler {missing} ({units})", "det manglar {missing} ({units})",
                                 "{missing} missing ({units})"));
        else if (tally->missing && tally->min == 1)
                words_say(telling, outcome,
                          PHRASE("plassen er ikke besatt", "plassen står tom", "the seat is vacant"));
        else if (tally->missing)
                words_say(telling, outcome,
                          PHRASE("det mangler {missing} av {min}", "det manglar {missing} av {min}",
                                 "{missing} of {min} missing"));
        else if (tally->surplus_count)
                words_say(telling, outcome,
                          PHRASE("det er flere som hører hjemme her enn det er plasser til ({needed})",
                                 "det er fleire som høyrer heime her enn det er plassar til ({needed})",
                                 "more belong here than there are seats for ({needed})"));
        else if (outcome->shared)
                words_say(telling, outcome,
                          PHRASE("de som kan fylle plassene, trengs også til andre plasser",
                                 "dei som kan fylle plassane, trengst også til andre plassar",
                                 "those who could fill the seats are needed for other seats as well"));
        else
                tell_counts(telling, outcome);
}

static void tell(struct telling *telling, const struct outcome *outcome)
{
        if (outcome->verdict == RULES_NOT_MET || outcome->verdict == RULES_WAIVED)
                tell_breach(telling, outcome);
        else
                tell_counts(telling, outcome);
}

const struct rule_kind kind_seats = {.name = "seats", .parameters = parameters, .judge = judge, .tell = tell};
