/*
 * term - appointments last so long, and what comes at the end.
 *
 * No membership among the members has lasted, or is to last, longer than `length`: one from 2018-01-01 for
 * two years ends on 2019-12-31 at the latest. One that does not say when it began is unknown, unless what is
 * left of it is longer by itself. `startsIn` and `evaluation` are foretold, not judged.
 */
#include "rules/kinds/kinds.h"

static enum tri lasts_too_long(const struct check *check, const struct rule *rule,
                               const struct membership *membership)
{
        if (membership->during.from == DATE_BEGINNING) {
                /* It has begun by now, so what is to last longer from now on lasts too long. */
                date shortest = span_end(check->at, rule->length);
                bool longer = membership->during.to != DATE_END && membership->during.to > shortest;
                return longer ? TRI_TRUE : TRI_UNKNOWN;
        }
        date latest = span_end(membership->during.from, rule->length);
        date end = membership->during.to == DATE_END ? check->at + 1 : membership->during.to;
        return end > latest ? TRI_TRUE : TRI_FALSE;
}

static bool judge_term(struct check *check, const struct rule *rule, struct outcome *ret)
{
        uint8_t *longer = arena_alloc(check->arena, check->count + 1);
        if (!longer)
                return false;
        if (rule->length.months == 0 && rule->length.days == 0)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, "incomplete_rule");
        enum tri any = check->complete ? TRI_FALSE : TRI_UNKNOWN;
        for (uint32_t i = 0; i < check->count; i++) {
                if (check->members[i] != TRI_TRUE)
                        continue;
                longer[i] = (uint8_t)lasts_too_long(check, rule, check->in_force[i]);
                any = longer[i] > any ? (enum tri)longer[i] : any;
                ret->tally.certain += longer[i] == TRI_TRUE;
                ret->tally.possible += longer[i] != TRI_FALSE;
        }
        ret->tally.counted = true;
        ret->tally.needed = true;
        ret->tally.min = -1;
        outcome_set(ret, verdict_of(any == TRI_FALSE, any == TRI_TRUE));
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = "coverage";
        return tally_members(check, &ret->tally, longer, false);
}

static void describe_term(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_MET)
                sentence_fill(sentence, outcome,
                              PHRASE("ingen oppnevning varer lenger", "inga oppnemning varer lenger",
                                     "no appointment lasts longer"));
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_fill(sentence, outcome,
                              PHRASE("oppnevninger som varer lenger: {certain}",
                                     "oppnemningar som varer lenger: {certain}",
                                     "appointments that last longer: {certain}"));
        else if (outcome->tally.possible)
                sentence_fill(sentence, outcome,
                              PHRASE("oppnevninger med ukjent start: {possible}",
                                     "oppnemningar med ukjend start: {possible}",
                                     "appointments whose start is not known: {possible}"));
}

/* The first day from which the length no longer ends before `to`: until then an appointment of unknown
 * beginning is to last too long for certain. */
static date doubt_begins(date at, date to, struct span length)
{
        date low = at, high = to;
        while (low + 1 < high) {
                date middle = low + (high - low) / 2;
                if (span_end(middle, length) < to)
                        low = middle;
                else
                        high = middle;
        }
        return high;
}

/* The first day on which an appointment has lasted too long, or may have. */
static date next_term(const struct check *check, const struct rule *rule)
{
        date first = DATE_END;
        for (uint32_t i = 0; i < check->count; i++) {
                struct during during = check->in_force[i]->during;
                if (check->members[i] != TRI_TRUE || (rule->length.months == 0 && rule->length.days == 0))
                        continue;
                date day = during.from == DATE_BEGINNING ? DATE_END : span_end(during.from, rule->length);
                if (during.from == DATE_BEGINNING && during.to != DATE_END)
                        day = doubt_begins(check->at, during.to, rule->length);
                if (day > check->at && day < first)
                        first = day;
        }
        return first;
}

const struct rule_kind kind_term = {
        .name = "term", .judge = judge_term, .describe = describe_term, .next = next_term};
