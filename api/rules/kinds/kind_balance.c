/*
 * balance - each gender is represented as the steps of a statute require.
 *
 * `preset` names a statute (preset.c), in its version of the date; `steps` states the steps instead: of
 * `from` to `to` members in all, each gender has at least `min`, or at least the share `minShare`. `of`
 * selects the members, and `per` judges each unit separately (public bodies that appoint separately are each
 * bound). A preset also binds the deputies, if there are any, which are counted separately. With fewer than
 * two the rule is met.
 *
 * Gender is used and never shown: the result has the number of the less represented gender, never which
 * gender or which persons. An unknown gender may be either; a member of whom it is unknown whether they are
 * in range may be or not.
 */
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/kinds/preset.h"
#include "rules/judging/columns.h"
#include "rules/judging/units.h"

enum { FEMALE, MALE, EITHER };

struct group {
        int64_t in[3], maybe[3]; /* certainly and possibly in range, by gender */
        bool open;
        const struct step *steps;
        uint32_t step_count;
};

static int64_t smaller_of(int64_t a, int64_t b)
{
        return a < b ? a : b;
}

static int64_t not_below_zero(int64_t number)
{
        return number < 0 ? 0 : number;
}

static int64_t total_in(const struct group *group)
{
        return group->in[FEMALE] + group->in[MALE] + group->in[EITHER];
}

static int64_t total_maybe(const struct group *group)
{
        return group->maybe[FEMALE] + group->maybe[MALE] + group->maybe[EITHER];
}

/* How many of each gender are required in a group of this size. */
static int64_t required_of_each(const struct group *group, int64_t size)
{
        int64_t most = 0;
        for (uint32_t i = 0; size >= 2 && i < group->step_count; i++) {
                const struct step *step = &group->steps[i];
                if (size < step->from || (step->to >= 0 && size > step->to))
                        continue;
                int64_t asked = step->min;
                if (share_given(step->min_share))
                        asked = share_at_least(step->min_share, size);
                most = asked > most ? asked : most;
        }
        return most;
}

/* Past this size nothing new shows: every step has begun, and whatever unregistered members can mend is
 * mended when they are as many as the registered. */
static int64_t last_size(const struct group *group)
{
        int64_t last = total_in(group) + total_maybe(group);
        if (!group->open)
                return last;
        for (uint32_t i = 0; i < group->step_count; i++) {
                last = group->steps[i].from > last ? group->steps[i].from : last;
                last = group->steps[i].to > last ? group->steps[i].to : last;
                last = 2 * (int64_t)group->steps[i].min > last ? 2 * (int64_t)group->steps[i].min : last;
        }
        return last + total_in(group) + total_maybe(group) + 2;
}

static bool always_balanced(const struct group *group)
{
        for (int64_t size = total_in(group), last = last_size(group); size <= last; size++) {
                int64_t added = size - total_in(group), asked = required_of_each(group, size);
                for (int gender = FEMALE; gender <= MALE; gender++) {
                        int64_t others = total_maybe(group) - group->maybe[gender];
                        int64_t own = group->open ? 0 : not_below_zero(added - others);
                        if (group->in[gender] + own < asked)
                                return false;
                }
        }
        return true;
}

static bool may_balance(const struct group *group, int64_t added, int64_t asked)
{
        /* No member counts for both genders. If the two shares fit in the whole, it is best to add those of
         * unknown gender first; the others that are added are of one or the other. */
        if (2 * asked > total_in(group) + added)
                return false;
        int64_t either = smaller_of(added, group->maybe[EITHER]);
        int64_t rest = added - either, needed[2];
        for (int gender = FEMALE; gender <= MALE; gender++) {
                int64_t have = group->in[gender] + group->in[EITHER] + either;
                needed[gender] = not_below_zero(asked - have);
                if (!group->open && needed[gender] > group->maybe[gender])
                        return false;
        }
        return needed[FEMALE] + needed[MALE] <= rest;
}

static bool never_balanced(const struct group *group)
{
        for (int64_t size = total_in(group), last = last_size(group); size <= last; size++) {
                if (may_balance(group, size - total_in(group), required_of_each(group, size)))
                        return false;
        }
        return true;
}

static int gender_of(const struct check *check, const struct membership *membership)
{
        const struct person *person = find_person(check->facts, membership->person);
        if (!person || !person->gender)
                return EITHER;
        return id_text(check->facts, person->gender)[0] == 'f' ? FEMALE : MALE;
}

/* In a small group the verdict would reveal the gender of persons. For a caller who may not see gender, it is
 * treated as unknown there. */
static void withhold_gender(const struct check *check, struct group *group)
{
        if (!check->facts->withholds_gender || total_in(group) + total_maybe(group) >= GENDER_GROUP_MIN)
                return;
        group->in[EITHER] = total_in(group);
        group->maybe[EITHER] = total_maybe(group);
        for (int gender = FEMALE; gender <= MALE; gender++)
                group->in[gender] = group->maybe[gender] = 0;
}

static void count_genders(const struct check *check, const struct unit *unit, const uint8_t *range,
                          uint32_t roles, struct group *group)
{
        group->open = !check->complete;
        for (uint32_t i = 0; i < check->count; i++) {
                const struct membership *membership = check->in_force[i];
                if (!(ROLE_BIT(membership->role) & roles))
                        continue;
                uint8_t in = tri_and(range[i], (uint8_t)unit_match(unit, membership));
                if (in != TRI_FALSE)
                        (in == TRI_TRUE ? group->in : group->maybe)[gender_of(check, membership)]++;
        }
        withhold_gender(check, group);
}

/* Every size there may be is tried against every step. */
static bool has_work_for_sizes(const struct check *check, const struct group *group)
{
        int64_t sizes = last_size(group) - total_in(group) + 1;
        return check_spend(check, 2 * (uint64_t)sizes * (group->step_count + 1));
}

static enum verdict judge_group(const struct check *check, const struct group *group, struct tally *tally)
{
        enum verdict verdict = has_work_for_sizes(check, group)
                                       ? verdict_of(always_balanced(group), never_balanced(group))
                                       : VERDICT_UNKNOWN;
        int64_t certain = smaller_of(group->in[FEMALE], group->in[MALE]);
        int64_t possible =
                smaller_of(group->in[FEMALE] + group->maybe[FEMALE], group->in[MALE] + group->maybe[MALE]);
        tally->needed = total_maybe(group) == 0;
        tally->min = (int32_t)required_of_each(group, total_in(group));
        tally->max = -1;
        tally->counted = true;
        tally->certain = (int32_t)certain;
        tally->possible = (int32_t)(possible + group->in[EITHER] + group->maybe[EITHER]);
        tally->withheld = total_in(group) + total_maybe(group) < GENDER_GROUP_MIN;
        if (verdict == VERDICT_NOT_MET && tally->needed && tally->min > tally->possible)
                tally->missing = tally->min - tally->possible;
        return verdict;
}

static bool find_steps(const struct check *check, const struct rule *rule, struct group *group)
{
        if (!rule->preset_text) {
                group->steps = rule->steps;
                group->step_count = rule->step_count;
                return true;
        }
        const struct preset_version *version = preset_at(rule->preset_text, check->at);
        if (!version)
                return false;
        group->steps = version->steps;
        group->step_count = version->step_count;
        return true;
}

static bool judge_unit(struct check *check, const struct rule *rule, const struct unit *unit,
                       struct tally *tally, enum verdict *ret_verdict)
{
        const uint8_t *all = columns_of(check, rule->of), *range = columns_range(check, rule->of);
        struct group members = {0}, deputies = {0};
        struct tally of_deputies = {0};
        bool preset = rule->preset_text != NULL;
        if (!all || !range)
                return false;
        find_steps(check, rule, &members);
        find_steps(check, rule, &deputies);
        count_genders(check, unit, range, preset ? ALL_ROLES & ~ROLE_BIT(ROLE_DEPUTY) : ALL_ROLES, &members);
        *ret_verdict = judge_group(check, &members, tally);
        if (!preset)
                return true;
        count_genders(check, unit, all, ROLE_BIT(ROLE_DEPUTY), &deputies);
        if (total_in(&deputies) + total_maybe(&deputies) == 0)
                return true;
        enum verdict verdict = judge_group(check, &deputies, &of_deputies);
        if (judgement_worse(*ret_verdict, verdict) != *ret_verdict) {
                *tally = of_deputies;
                tally->of_deputies = true;
        }
        *ret_verdict = judgement_worse(*ret_verdict, verdict);
        return true;
}

/* How many of the members in range have no registered gender. */
static int32_t count_unknown(struct check *check, const struct rule *rule)
{
        const uint8_t *range = columns_range(check, rule->of);
        int32_t count = 0;
        for (uint32_t i = 0; range && i < check->count; i++)
                count += range[i] != TRI_FALSE && gender_of(check, check->in_force[i]) == EITHER;
        return count;
}

static bool judge_balance(struct check *check, const struct rule *rule, struct outcome *ret)
{
        struct group group = {0};
        if (rule->preset_text && !preset_exists(rule->preset_text))
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_UNKNOWN_PRESET);
        if (!rule->preset_text && !rule->step_count)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (!find_steps(check, rule, &group))
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_OUTSIDE_YEARS);
        if (!units_judge(check, rule, judge_unit, ret))
                return false;
        if (ret->verdict == VERDICT_UNKNOWN && !ret->reason && !check->complete)
                ret->reason = REASON_COVERAGE;
        units_note_withheld(check, ret);
        ret->total = count_unknown(check, rule);
        return true;
}

/* The phrase for what was found without units. */
static enum phrase phrase_of_balance(const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        if (outcome->verdict == VERDICT_UNKNOWN)
                return PHRASE_BALANCE_GENDER_UNKNOWN;
        if (tally->min == 0)
                return PHRASE_BALANCE_TOO_FEW;
        if (tally->certain == tally->possible)
                return PHRASE_BALANCE_EXACTLY;
        return outcome->verdict == VERDICT_MET ? PHRASE_BALANCE_AT_LEAST : PHRASE_BALANCE_AT_MOST;
}

static void describe_balance(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool unknown = outcome->verdict == VERDICT_UNKNOWN, whole = outcome->unit_count == 0;
        if (whole && !tally->withheld && unknown && outcome->total <= 0)
                return;
        if (tally->of_deputies && !tally->withheld) {
                sentence_say(sentence, PHRASE_BALANCE_AMONG_DEPUTIES, outcome);
                buffer_add_char(sentence->out, ' ');
        }
        if (whole && !tally->withheld && (unknown || tally->needed))
                sentence_say(sentence, phrase_of_balance(outcome), outcome);
        else
                sentence_counts(sentence, outcome);
}

/* Adds a step's part of a way: the minimum of each gender. */
static void demand_step(struct demands *demands, const struct rule *rule, const struct step *step)
{
        uint32_t range = demand_condition(demands, demand_range(rule->of, NULL));
        for (enum condition_gender gender = GENDER_FEMALE; gender <= GENDER_MALE; gender++) {
                struct condition one = demand_range(rule->of, NULL);
                one.gender = gender;
                uint32_t count = demand_condition(demands, one);
                if (share_given(step->min_share))
                        demand_row(demands, step->min_share.denominator, count, -step->min_share.numerator,
                                   range, 0);
                else
                        demand_between(demands, count, step->min, -1);
        }
}

/* A way for each range of sizes within which the steps ask the same. */
static void demand_balance(struct demands *demands, const struct rule *rule)
{
        struct group group = {0};
        uint32_t range = demand_condition(demands, demand_range(rule->of, NULL));
        if (rule->per.kind != PER_NONE || !find_steps(demands->check, rule, &group))
                return;
        int32_t from = 0, next = 2;
        while (from >= 0) {
                for (uint32_t i = 0; i < group.step_count; i++) {
                        const struct step *step = &group.steps[i];
                        if (step->from > from && (next < 0 || step->from < next))
                                next = step->from;
                        if (step->to >= from && (next < 0 || step->to + 1 < next))
                                next = step->to + 1;
                }
                demand_begin_way(demands);
                demand_between(demands, range, from, next - 1);
                for (uint32_t i = 0; from >= 2 && i < group.step_count; i++) {
                        const struct step *step = &group.steps[i];
                        if (step->from <= from && (step->to < 0 || step->to >= from))
                                demand_step(demands, rule, step);
                }
                from = next;
                next = -1;
        }
}

static date next_balance(const struct check *check, const struct rule *rule)
{
        return rule->preset_text ? preset_next(rule->preset_text, check->at) : DATE_END;
}

const struct rule_kind kind_balance = {.name = "balance",
                                       .composes = true,
                                       .counts_gender = true,
                                       .judge = judge_balance,
                                       .demand = demand_balance,
                                       .describe = describe_balance,
                                       .next = next_balance};
