/*
 * What most kinds say: so many are needed, and so many are found.
 */
#include "rules/judging/sentence.h"

/* How a rule asks, by its force. */
static const enum phrase asks[] = {[FORCE_SHALL] = PHRASE_MUST_BE,
                                   [FORCE_SHOULD] = PHRASE_SHOULD_BE,
                                   [FORCE_PLANNED] = PHRASE_PLANNED,
                                   [FORCE_ENCOURAGED] = PHRASE_SHOULD_BE,
                                   [FORCE_MAY] = PHRASE_MAY_BE};

/* Some unit has the verdict of the whole, so that naming units explains it. */
static bool units_explain(const struct outcome *outcome)
{
        enum verdict wanted = outcome->verdict == VERDICT_WAIVED ? VERDICT_NOT_MET : outcome->verdict;
        for (uint32_t i = 0; wanted != VERDICT_MET && i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict == wanted)
                        return true;
        }
        return false;
}

/* The number found, as exactly as it is known. */
static enum phrase phrase_of_found(const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool open_ended = outcome->reason == REASON_COVERAGE, undecided = outcome->verdict == VERDICT_UNKNOWN;
        if (undecided && open_ended)
                return tally->certain == 0 ? PHRASE_FOUND_NONE_REGISTERED : PHRASE_FOUND_REGISTERED;
        if (tally->certain == tally->possible && !open_ended)
                return tally->certain == 0 ? PHRASE_FOUND_NONE : PHRASE_FOUND_EXACTLY;
        if (undecided)
                return tally->certain == 0 ? PHRASE_FOUND_AT_MOST : PHRASE_FOUND_FROM_TO;
        bool too_many = tally->max >= 0 && tally->certain > tally->max;
        return outcome->verdict == VERDICT_MET || too_many ? PHRASE_FOUND_AT_LEAST : PHRASE_FOUND_AT_MOST;
}

void sentence_counts(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool bounded = tally->needed && (tally->min > 0 || tally->max >= 0);
        struct sentence_values values = {
                .outcome = outcome, .first = asks[outcome->rule->force], .second = phrase_of_found(outcome)};
        if (units_explain(outcome))
                sentence_say(sentence, PHRASE_CONCERNS_UNITS, outcome);
        else if (tally->counted && !tally->withheld)
                sentence_fill(sentence, bounded ? PHRASE_ASKED_AND_FOUND : values.second, &values);
}
