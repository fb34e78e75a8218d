/*
 * term - how long appointments may last, and what follows when they end.
 *
 * No membership of the members has lasted, or is to last, longer than `length`: one from 2018-01-01 for two
 * years ends on 2019-12-31 at the latest. One that does not state its beginning is unknown, unless its
 * remaining time alone is longer. `electionPeriod` instead of `length`: until the end of October in the year
 * of the next municipal election; an appointment that begins in the autumn of an election belongs to the new
 * period. `of` selects the members. `startsIn` and `evaluation` are shown as coming events and not judged.
 */
#include "rules/judging/counting.h"
#include "rules/kinds/kinds.h"

/* Municipal elections are held in September of every fourth year; councils are constituted by the end of
 * October. */
#define ELECTION_YEAR   2003
#define ELECTION_PERIOD 4

/* The first day of November after the election that ends the period that a day belongs to. */
static date period_end(date day)
{
        int year, month, unused;
        date_split(day, &year, &month, &unused);
        int into = ((year - ELECTION_YEAR) % ELECTION_PERIOD + ELECTION_PERIOD) % ELECTION_PERIOD;
        int next = into == 0 && month < 9 ? year : year - into + ELECTION_PERIOD;
        return date_make(next, 11, 1);
}

/* The day after the last possible day of an appointment that begins on `from`. */
static date latest_end(const struct rule *rule, date from)
{
        return rule->election_period ? period_end(from) : span_end(from, rule->length);
}

static enum tri lasts_too_long(const struct check *check, const struct membership *membership,
                               const void *context)
{
        const struct rule *rule = context;
        if (membership->during.from == DATE_BEGINNING) {
                /* It has begun by now, so what is to last longer from now on lasts too long. */
                date shortest = latest_end(rule, check->at);
                bool longer = membership->during.to != DATE_END && membership->during.to > shortest;
                return longer ? TRI_TRUE : TRI_UNKNOWN;
        }
        date latest = latest_end(rule, membership->during.from);
        date end = membership->during.to == DATE_END ? check->at + 1 : membership->during.to;
        return end > latest ? TRI_TRUE : TRI_FALSE;
}

static bool judge_term(struct check *check, const struct rule *rule, struct outcome *ret)
{
        if (rule->length.months == 0 && rule->length.days == 0 && !rule->election_period)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        counting_judge_each(check, rule, lasts_too_long, rule, ret);
        return true;
}

static void describe_term(struct sentence *sentence, const struct outcome *outcome)
{
        struct sentence_values values = {.outcome = outcome,
                                         .first = outcome->rule->election_period
                                                          ? PHRASE_LONGER_THAN_ELECTION_PERIOD
                                                          : PHRASE_LONGER_THAN_TIME};
        if (outcome->verdict == VERDICT_MET)
                sentence_fill(sentence, PHRASE_TERM_MET, &values);
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_fill(sentence, PHRASE_TERM_NOT_MET, &values);
        else if (outcome->tally.possible)
                sentence_fill(sentence, PHRASE_TERM_UNKNOWN, &values);
}

/* The first day from which the length no longer ends before `to`: until then an appointment of unknown
 * beginning is to last too long for certain. */
static date doubt_begins(const struct rule *rule, date at, date to)
{
        date low = at, high = to;
        while (low + 1 < high) {
                date middle = low + (high - low) / 2;
                if (latest_end(rule, middle) < to)
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
                if (check->members[i] == TRI_FALSE && !(rule->of && rule->of->names_role))
                        continue;
                if ((rule->length.months == 0 && rule->length.days == 0 && !rule->election_period))
                        continue;
                date day = during.from == DATE_BEGINNING ? DATE_END : latest_end(rule, during.from);
                if (during.from == DATE_BEGINNING && during.to != DATE_END)
                        day = doubt_begins(rule, check->at, during.to);
                if (day > check->at && day < first)
                        first = day;
        }
        return first;
}

const struct rule_kind kind_term = {
        .name = "term", .judge = judge_term, .describe = describe_term, .next = next_term};
