/*
 * The sentences that most kinds use: how many are needed, and how many were found.
 */
#include "rules/judging/sentence.h"

#include "rules/model/kind.h"

/* How a rule asks, by its force. */
static const enum phrase asks[] = {[FORCE_SHALL] = PHRASE_MUST_BE,
                                   [FORCE_SHOULD] = PHRASE_SHOULD_BE,
                                   [FORCE_PLANNED] = PHRASE_PLANNED,
                                   [FORCE_ENCOURAGED] = PHRASE_SHOULD_BE,
                                   [FORCE_MAY] = PHRASE_MAY_BE};

/* Some unit has the verdict of the whole, so that naming units explains it. */
static bool units_explain(const struct outcome *outcome)
{
        for (uint32_t i = 0; outcome->verdict != VERDICT_MET && i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict == outcome->verdict)
                        return true;
        }
        return false;
}

/* How exactly the number found is known. */
enum found { FOUND_NONE, FOUND_EXACTLY, FOUND_AT_MOST, FOUND_FROM_TO, FOUND_AT_LEAST, FOUND_COUNT };

static enum found found_of(const struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool decided = outcome->verdict != VERDICT_UNKNOWN, met = outcome->verdict == VERDICT_MET;
        bool none = tally->certain == 0, too_many = tally->max >= 0 && tally->certain > tally->max;
        /* Of a range the end that decides is enough. */
        bool enough = decided && (met ? tally->max < 0 : too_many);
        bool few = decided && (met ? tally->min <= 0 : tally->possible < tally->min);
        if (!none && decided && (!sentence->complete || (enough && tally->certain < tally->possible)))
                return FOUND_AT_LEAST;
        if (tally->certain == tally->possible)
                return none ? FOUND_NONE : FOUND_EXACTLY;
        return none || few ? FOUND_AT_MOST : FOUND_FROM_TO;
}

/* What was found: members, or those who could have the seats of the rule. */
static enum phrase phrase_of_found(const struct sentence *sentence, const struct outcome *outcome)
{
        static const enum phrase members[FOUND_COUNT] = {PHRASE_FOUND_NONE, PHRASE_FOUND_EXACTLY,
                                                         PHRASE_FOUND_AT_MOST, PHRASE_FOUND_FROM_TO,
                                                         PHRASE_FOUND_AT_LEAST},
                                 candidates[FOUND_COUNT] = {PHRASE_QUALIFY_NONE, PHRASE_QUALIFY_EXACTLY,
                                                            PHRASE_QUALIFY_AT_MOST, PHRASE_QUALIFY_FROM_TO,
                                                            PHRASE_QUALIFY_AT_LEAST};
        enum found found = found_of(sentence, outcome);
        return (outcome->rule->kind->is_seats ? candidates : members)[found];
}

static void add_found(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool bounded = tally->needed && (tally->min > 0 || tally->max >= 0);
        struct sentence_values values = {.outcome = outcome, .first = asks[outcome->rule->force]};
        enum phrase joined = PHRASE_ASKED_AND_FOUND;
        if (outcome->verdict == VERDICT_UNKNOWN && outcome->reason == REASON_COVERAGE) {
                values.second = tally->certain == 0 ? PHRASE_FOUND_NONE_REGISTERED : PHRASE_FOUND_REGISTERED;
                joined = PHRASE_ASKED_BUT_OPEN;
                sentence->said_incomplete = true;
        } else {
                values.second = phrase_of_found(sentence, outcome);
        }
        sentence_fill(sentence, bounded ? joined : values.second, &values);
}

void sentence_counts(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        if (units_explain(outcome))
                sentence_say(sentence, PHRASE_CONCERNS_UNITS, outcome);
        else if (outcome->unit_count && outcome->verdict == VERDICT_MET)
                sentence_say(sentence, PHRASE_HOLDS_FOR_UNITS, outcome);
        else if (tally->withheld)
                sentence_say(sentence, PHRASE_WITHHELD, outcome);
        else if (tally->counted)
                add_found(sentence, outcome);
}
