/*
 * quorum - who must be present for a decision.
 *
 * `minShare` or `moreThanShare` of the members must be present with a vote (kommuneloven § 11-9: at least
 * half; helseforetaksloven § 27: more than half). `who` narrows the members it speaks of: of the municipal
 * members more than half. It is judged on each meeting, those present against the members of that day; on a
 * body it is not applicable. Nobody of nobody meets a minimum share, not a "more than".
 *
 * Who is present with whose vote: presence.h. Without a list of attendance anybody may have been there. A
 * vote that may be anybody's or none counts where that helps to tell that a quorum was lacking all the same;
 * a member who may be one of those spoken of, where that is worse. Where memberships may be unregistered a
 * quorum is never certain.
 */
#include "rules/kinds/kinds.h"
#include "rules/kinds/attendance.h"
#include "rules/judging/columns.h"

#include <string.h>

static bool judge_quorum(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, VERDICT_NOT_APPLICABLE, "judged_on_meetings");
}

/* Votes present, of so many, in the completion that is worst and in the one that is best. */
struct turnout {
        int64_t fewest, of_most;
        int64_t most, of_fewest;
        int64_t may_come; /* members spoken of whose votes may be there */
        int64_t may_join; /* the same of those who may be spoken of */
};

static void count_member(struct turnout *turnout, uint8_t spoken_of, uint8_t present)
{
        if (spoken_of == TRI_FALSE)
                return;
        bool certain = spoken_of == TRI_TRUE;
        turnout->fewest += certain && present == TRI_TRUE;
        turnout->of_most += certain || present != TRI_TRUE;
        turnout->most += present == TRI_TRUE;
        turnout->of_fewest += certain || present == TRI_TRUE;
        turnout->may_come += certain && present == TRI_UNKNOWN;
        turnout->may_join += !certain && present == TRI_UNKNOWN;
}

/* The uncertain votes, best placed: those for certain spoken of first. What is left over may be unregistered
 * members'. */
static void place_best(struct turnout *turnout, int64_t uncertain, bool open)
{
        int64_t come = uncertain < turnout->may_come ? uncertain : turnout->may_come;
        int64_t join = uncertain - come < turnout->may_join ? uncertain - come : turnout->may_join;
        int64_t others = open ? uncertain - come - join : 0;
        turnout->most += come + join + others;
        turnout->of_fewest += join + others;
}

static bool is_enough(const struct bounds *bounds, int64_t present, int64_t total)
{
        struct share least = bounds->min_share, more = bounds->more_than;
        if (present < 1)
                return false; /* nobody decides nothing */
        if (share_given(least) && present < share_at_least(least, total))
                return false;
        return !share_given(more) || present >= share_more_than(more, total);
}

static struct turnout turnout_of(const struct check *check, const struct rule *rule, const uint8_t *who,
                                 const struct presence *presence)
{
        struct turnout turnout = {0};
        for (uint32_t i = 0; i < check->count; i++)
                count_member(&turnout, tri_and(who[i], check->members[i]), presence->votes[i]);
        if (!rule->who)
                turnout.fewest += presence->forced < turnout.may_come ? presence->forced : turnout.may_come;
        place_best(&turnout, presence->uncertain, !check->complete);
        return turnout;
}

static void fill_tally(const struct rule *rule, const struct turnout *turnout, struct outcome *ret)
{
        struct tally *tally = &ret->tally;
        tally->counted = true;
        tally->certain = (int32_t)turnout->fewest;
        tally->possible = (int32_t)turnout->most;
        if (turnout->of_most != turnout->of_fewest)
                return;
        int64_t total = turnout->of_most, needed = 1;
        if (share_given(rule->bounds.min_share))
                needed = share_at_least(rule->bounds.min_share, total);
        needed = needed < 1 ? 1 : needed;
        if (share_given(rule->bounds.more_than) && share_more_than(rule->bounds.more_than, total) > needed)
                needed = share_more_than(rule->bounds.more_than, total);
        tally->needed = true;
        tally->min = (int32_t)needed;
        tally->max = -1;
        ret->total = (int32_t)total;
        if (ret->verdict == VERDICT_NOT_MET)
                tally->missing = tally->min - tally->possible;
}

static bool judge_quorum_at_meeting(struct check *check, const struct rule *rule,
                                    const struct presence *presence, struct outcome *ret)
{
        const struct bounds *bounds = &rule->bounds;
        const uint8_t *who = selector_column(check, rule->who);
        uint8_t *there = arena_alloc(check->arena, check->count + 1);
        if (!who || !there)
                return false;
        if (!share_given(bounds->min_share) && !share_given(bounds->more_than))
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, "incomplete_rule");
        struct turnout turnout = turnout_of(check, rule, who, presence);
        /* Any number of unregistered members may have stayed away, unless no share is asked of them. */
        bool asks = bounds->min_share.numerator > 0 || bounds->more_than.numerator > 0;
        bool always = is_enough(bounds, turnout.fewest, turnout.of_most) && (check->complete || !asks);
        /* And any number may have come, where no list says who did. */
        bool never =
                !is_enough(bounds, turnout.most, turnout.of_fewest) && (check->complete || presence->stated);
        outcome_set(ret, verdict_of(always, never));
        fill_tally(rule, &turnout, ret);
        for (uint32_t i = 0; i < check->count; i++)
                there[i] = tri_and(tri_and(who[i], check->members[i]), presence->votes[i]);
        ret->reason = NULL;
        if (ret->verdict == VERDICT_UNKNOWN)
                ret->reason = !presence->stated ? "attendance" : !check->complete ? "coverage" : NULL;
        return tally_members(check, &ret->tally, there, selector_names_gender(rule->who));
}

static void describe_quorum(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->reason && strcmp(outcome->reason, "attendance") == 0)
                sentence_fill(sentence, outcome,
                              PHRASE("det er ikke registrert hvem som var til stede",
                                     "det er ikkje registrert kven som var til stades",
                                     "it is not registered who was present"));
        else if (outcome->verdict == VERDICT_UNKNOWN)
                sentence_fill(sentence, outcome,
                              PHRASE("sikkert til stede med stemmerett: {certain}; mulig: {possible}",
                                     "sikkert til stades med røysterett: {certain}; mogleg: {possible}",
                                     "present with a vote for certain: {certain}; possibly: {possible}"));
        else
                sentence_fill(sentence, outcome,
                              PHRASE("til stede med stemmerett: {certain} av {total}; det trengs {min}",
                                     "til stades med røysterett: {certain} av {total}; det trengst {min}",
                                     "present with a vote: {certain} of {total}; {min} needed"));
}

const struct rule_kind kind_quorum = {.name = "quorum",
                                      .judge = judge_quorum,
                                      .judge_meeting = judge_quorum_at_meeting,
                                      .describe = describe_quorum};
