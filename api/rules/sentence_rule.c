/*
 * The sentences about one rule: its name, its verdict, and what was found.
 */
#include "rules/model/kind.h"
#include "rules/sentences.h"

/* The phrase for a verdict. A requirement is met, a recommendation or a plan is followed, a limit is kept. */
static enum phrase phrase_of_verdict(const struct outcome *outcome)
{
        enum force force = outcome->rule->force;
        switch (outcome->verdict) {
        case VERDICT_MET:
                return force == FORCE_SHALL ? PHRASE_RULE_MET
                       : force == FORCE_MAY ? PHRASE_RULE_WITHIN
                                            : PHRASE_RULE_FOLLOWED;
        case VERDICT_NOT_MET:
                return force == FORCE_SHALL ? PHRASE_RULE_NOT_MET
                       : force == FORCE_MAY ? PHRASE_RULE_EXCEEDED
                                            : PHRASE_RULE_NOT_FOLLOWED;
        case VERDICT_WAIVED:
                return force == FORCE_SHALL ? PHRASE_RULE_WAIVED
                       : force == FORCE_MAY ? PHRASE_RULE_EXCEEDED_WAIVED
                                            : PHRASE_RULE_NOT_FOLLOWED_WAIVED;
        case VERDICT_PENDING:
                return PHRASE_RULE_PENDING;
        case VERDICT_NOT_APPLICABLE:
                return PHRASE_RULE_NOT_APPLICABLE;
        case VERDICT_NOT_CHECKABLE:
                return PHRASE_RULE_NOT_CHECKABLE;
        default:
                return PHRASE_RULE_UNKNOWN;
        }
}

/* Adds what was found, or else the reason. If the reason is a sufficient explanation, what was found is left
 * out. */
static void add_details(struct sentence *sentence, const struct outcome *outcome)
{
        bool judged = outcome->verdict != VERDICT_NOT_APPLICABLE && outcome->verdict != VERDICT_NOT_CHECKABLE;
        size_t start = sentence->out->length;
        if (judged && outcome->rule->kind && !reason_alone(outcome->reason))
                outcome->rule->kind->describe(sentence, outcome);
        if (sentence->out->length == start) {
                if (outcome->reason)
                        buffer_add_string(sentence->out, reason_text(outcome->reason, sentence->language));
        } else if (outcome->reason == REASON_COVERAGE && outcome->verdict == VERDICT_UNKNOWN &&
                   !sentence->said_incomplete) {
                buffer_add_string(sentence->out, ", ");
                sentence_say(sentence,
                             outcome->unit_count ? PHRASE_FOR_INCOMPLETE_LIST : PHRASE_AND_INCOMPLETE_LIST,
                             outcome);
        }
}

void sentence_of_rule(struct sentence *sentence, const struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        bool interpreted = rule->basis == BASIS_INTERPRETED &&
                           (outcome->verdict == VERDICT_MET || outcome->verdict == VERDICT_NOT_MET);
        struct sentence_values values = {.rule = rule, .first = phrase_of_verdict(outcome)};
        sentence_fill(sentence, interpreted ? PHRASE_INTERPRETED : values.first, &values);
        buffer_add_string(sentence->out, ": ");
        size_t start = sentence->out->length;
        add_details(sentence, outcome);
        if (sentence->out->length == start && !buffer_failed(sentence->out))
                sentence->out->length -= 2;
        buffer_add_char(sentence->out, '.');
        if (outcome->verdict == VERDICT_NOT_MET && !outcome_decides(outcome)) {
                buffer_add_char(sentence->out, ' ');
                sentence_say(sentence, PHRASE_WARNING, outcome);
        }
}
