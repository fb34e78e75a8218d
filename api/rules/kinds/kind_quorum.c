/*
 * quorum - how many must be present for a decision.
 *
 * `minShare` or `moreThanShare` of the members, or `min` of them, must be present with a vote (kommuneloven §
 * 11-9: at least half; helseforetaksloven § 27: more than half). `who` selects the members concerned, for
 * example more than half of the municipal members. The rule is judged on each meeting, those present against
 * the members of that day; on a body it is not applicable. With no votes present there is never a quorum.
 * With `per` each unit has its own quorum (at least half from each party).
 *
 * presence.h finds out which votes are present. Without a list of attendance any member may have been there.
 * A vote that may be that of any member, or none, counts if even then there was no quorum; a member who may
 * be one of those concerned counts where that is worse. If memberships may be unregistered a quorum is never
 * certain.
 */
#include "rules/kinds/kinds.h"
#include "rules/kinds/attendance.h"
#include "rules/judging/columns.h"
#include "rules/judging/units.h"

static bool judge_quorum(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_JUDGED_ON_MEETINGS);
}

/* The votes present and the total, in the worst completion and in the best one. */
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

/* Assigns the uncertain votes as favourably as possible: first to members who certainly are concerned. The
 * remaining ones may be those of unregistered members. */
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
        if (present < bounds->min)
                return false;
        struct share least = bounds->min_share, more = bounds->more_than;
        if (present < 1)
                return false; /* without a vote nothing can be decided */
        if (share_given(least) && present < share_at_least(least, total))
                return false;
        return !share_given(more) || present >= share_more_than(more, total);
}

/* The turnout of the members in a column. `unnamed`: the rule concerns all members, so that the vote of any
 * member counts. */
static struct turnout turnout_of(const struct check *check, const uint8_t *spoken_of, bool unnamed,
                                 const struct presence *presence)
{
        struct turnout turnout = {0};
        for (uint32_t i = 0; i < check->count; i++)
                count_member(&turnout, spoken_of[i], presence->votes[i]);
        if (unnamed)
                turnout.fewest += presence->forced < turnout.may_come ? presence->forced : turnout.may_come;
        place_best(&turnout, presence->uncertain, !check->complete);
        return turnout;
}

static void fill_tally(const struct rule *rule, const struct turnout *turnout, enum verdict verdict,
                       struct tally *tally, int32_t *ret_total)
{
        tally->counted = true;
        tally->certain = (int32_t)turnout->fewest;
        tally->possible = (int32_t)turnout->most;
        if (turnout->of_most != turnout->of_fewest)
                return;
        int64_t total = turnout->of_most, needed = rule->bounds.min < 1 ? 1 : rule->bounds.min;
        if (share_given(rule->bounds.min_share) && share_at_least(rule->bounds.min_share, total) > needed)
                needed = share_at_least(rule->bounds.min_share, total);
        if (share_given(rule->bounds.more_than) && share_more_than(rule->bounds.more_than, total) > needed)
                needed = share_more_than(rule->bounds.more_than, total);
        tally->needed = true;
        tally->min = (int32_t)needed;
        tally->max = -1;
        *ret_total = (int32_t)total;
        if (verdict == VERDICT_NOT_MET)
                tally->missing = tally->min - tally->possible;
}

static bool judge_side(struct check *check, const struct rule *rule, const struct unit *unit,
                       const struct presence *presence, struct tally *tally, enum verdict *ret_verdict,
                       int32_t *ret_total)
{
        const struct bounds *bounds = &rule->bounds;
        const uint8_t *who = columns_of(check, rule->who);
        uint8_t *there = arena_alloc(check->arena, check->count + 1);
        uint8_t *spoken_of = arena_alloc(check->arena, check->count + 1);
        if (!who || !there || !spoken_of)
                return false;
        for (uint32_t i = 0; i < check->count; i++) {
                uint8_t in_unit = (uint8_t)unit_match(unit, check->in_force[i]);
                spoken_of[i] = tri_and(tri_and(who[i], in_unit), check->members[i]);
                there[i] = tri_and(spoken_of[i], presence->votes[i]);
        }
        bool unnamed = !rule->who && unit->kind == PER_NONE;
        struct turnout turnout = turnout_of(check, spoken_of, unnamed, presence);
        /* Any number of unregistered members may have stayed away, unless no share is asked of them. */
        bool asks = bounds->min_share.numerator > 0 || bounds->more_than.numerator > 0;
        bool always = is_enough(bounds, turnout.fewest, turnout.of_most) && (check->complete || !asks);
        /* And any number may have come, where no list says who did. */
        bool never =
                !is_enough(bounds, turnout.most, turnout.of_fewest) && (check->complete || presence->stated);
        *ret_verdict = verdict_of(always, never);
        fill_tally(rule, &turnout, *ret_verdict, tally, ret_total);
        return judgement_list_members(check, tally, there, selector_names_gender(rule->who));
}

/* Judges each unit separately; the rule's verdict is the worst of theirs. */
static bool judge_sides(struct check *check, const struct rule *rule, const struct presence *presence,
                        struct outcome *ret)
{
        struct units units;
        int32_t unused;
        if (!units_of(check, rule, &units))
                return false;
        if (units.unknown || !check_spend(check, 8 * (uint64_t)units.count * check->count))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_UNITS_UNKNOWN);
        ret->units = arena_array(check->arena, units.count + 1, sizeof *ret->units);
        if (!ret->units)
                return false;
        ret->verdict = VERDICT_MET;
        for (uint32_t u = 0; u < units.count; u++) {
                struct unit_outcome found = {.unit = units.items[u].name, .id = units.items[u].id};
                if (!judge_side(check, rule, &units.items[u], presence, &found.tally, &found.verdict,
                                &unused))
                        return false;
                if (!units.items[u].certain && found.verdict != VERDICT_MET)
                        found.verdict = VERDICT_UNKNOWN;
                ret->verdict = judgement_worse(ret->verdict, found.verdict);
                if (found.id)
                        ret->units[ret->unit_count++] = found;
        }
        return units.count || outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_NO_UNITS);
}

static bool judge_quorum_at_meeting(struct check *check, const struct rule *rule,
                                    const struct presence *presence, struct outcome *ret)
{
        const struct unit everybody = {.kind = PER_NONE, .certain = true};
        bool judged;
        if (!share_given(rule->bounds.min_share) && !share_given(rule->bounds.more_than) &&
            rule->bounds.min < 0)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        ret->reason = REASON_NONE;
        if (rule->per.kind == PER_NONE)
                judged = judge_side(check, rule, &everybody, presence, &ret->tally, &ret->verdict,
                                    &ret->total);
        else
                judged = judge_sides(check, rule, presence, ret);
        if (judged && ret->verdict == VERDICT_UNKNOWN && !ret->reason)
                ret->reason = !presence->stated  ? REASON_ATTENDANCE
                              : !check->complete ? REASON_COVERAGE
                                                 : REASON_NONE;
        return judged;
}

static void describe_quorum(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->unit_count)
                sentence_counts(sentence, outcome);
        else if (outcome->reason == REASON_ATTENDANCE)
                sentence_say(sentence, PHRASE_QUORUM_ATTENDANCE_UNKNOWN, outcome);
        else if (outcome->verdict == VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_QUORUM_PERHAPS, outcome);
        else
                sentence_say(sentence, PHRASE_QUORUM_PRESENT, outcome);
}

const struct rule_kind kind_quorum = {.name = "quorum",
                                      .judge = judge_quorum,
                                      .judge_meeting = judge_quorum_at_meeting,
                                      .describe = describe_quorum};
