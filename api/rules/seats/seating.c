#include "rules/seats/seating.h"

#include "rules/seats/seating_problem.h"

#include "rules/model/kind.h"

static enum verdict group_verdict(const struct problem *problem, const struct seat_system *system, uint32_t g)
{
        if (system->over_true[g] || (system->short_true[g] && problem->complete))
                return VERDICT_NOT_MET;
        if (system->short_true[g] || system->short_false[g] || system->over_false[g])
                return VERDICT_UNKNOWN;
        return VERDICT_MET;
}

static enum verdict system_verdict(const struct problem *problem, const struct seat_system *system)
{
        bool holds =
                system->fills_false && system->seats_false && (problem->complete || !problem->exhaustive);
        bool fails = !system->seats_true || (problem->complete && !system->fills_true);
        return verdict_of(holds, fails);
}

/* The ids of the members, or of all memberships, with that seat, in their order. */
static bool list_members(struct problem *problem, const uint32_t *seat, uint32_t wanted, bool members_only,
                         const char ***ret_list, uint32_t *ret_count)
{
        struct check *check = problem->check;
        uint32_t room = 1, count = 0;
        for (uint32_t i = 0; i < check->count; i++)
                room += seat[i] == wanted;
        const char **list = arena_array(check->arena, room, sizeof(const char *));
        for (uint32_t i = 0; list && i < check->count; i++) {
                if (seat[i] == wanted && (!members_only || check->members[i] == TRI_TRUE))
                        list[count++] = check->in_force[i]->id;
        }
        *ret_list = list;
        *ret_count = count;
        return list != NULL;
}

/* What a rule is described by: the system it is judged in, and the seating that is shown. */
struct view {
        const struct seat_system *system;
        const struct seating_shown *shown;
        bool decides;
};

static bool list_surplus(struct problem *problem, const struct view *view, uint32_t g, struct tally *tally)
{
        struct check *check = problem->check;
        const uint32_t *seat = view->decides ? view->shown->anywhere : view->shown->seat;
        if (!view->system->over_true[g] || !tally->listed)
                return true;
        uint32_t room = 1;
        for (uint32_t i = 0; i < check->count; i++)
                room += seat[i] == UINT32_MAX;
        tally->surplus = arena_array(check->arena, room, sizeof(const char *));
        for (uint32_t i = 0; tally->surplus && i < check->count; i++) {
                bool could = problem->rows[(size_t)i * problem->group_count + g] != TRI_FALSE;
                if (could && seat[i] == UINT32_MAX && check->members[i] == TRI_TRUE)
                        tally->surplus[tally->surplus_count++] = check->in_force[i]->id;
        }
        return tally->surplus != NULL;
}

static bool fill_group(struct problem *problem, const struct view *view, uint32_t g, struct tally *tally)
{
        const struct seat_group *group = &problem->groups[g];
        tally->needed = true;
        tally->min = group->min;
        tally->max = group->max == FLOW_UNBOUNDED ? -1 : group->max;
        tally->counted = true;
        for (uint32_t i = 0; i < problem->check->count; i++) {
                uint8_t edge = problem->rows[(size_t)i * problem->group_count + g];
                tally->certain += edge == TRI_TRUE;
                tally->possible += edge != TRI_FALSE;
        }
        /* What the rule's own system fills in every largest assignment, this one fills, too. */
        if (view->system->short_true[g] && view->shown->filled[g] < group->min)
                tally->missing = group->min - view->shown->filled[g];
        if (selector_names_gender(problem->rules[group->rule].rule->who))
                return true;
        tally->listed = true;
        return list_members(problem, view->shown->seat, g, false, &tally->members, &tally->member_count) &&
               list_surplus(problem, view, g, tally);
}

/* A rule with units: the sum of them. */
static bool fill_sum(struct problem *problem, const struct seat_rule *rule, const struct view *view,
                     struct tally *sum)
{
        struct check *check = problem->check;
        *sum = (struct tally){
                .needed = true, .counted = true, .listed = !selector_names_gender(rule->rule->who)};
        sum->members = arena_array(check->arena, check->count + 1, sizeof(const char *));
        if (!sum->members)
                return false;
        for (uint32_t u = 0; u < rule->outcome->unit_count; u++) {
                const struct tally *tally = &rule->outcome->units[u].tally;
                sum->min += tally->min;
                sum->max = sum->max < 0 || tally->max < 0 ? -1 : sum->max + tally->max;
                sum->missing += tally->missing;
        }
        for (uint32_t i = 0; i < check->count; i++) {
                uint8_t best = TRI_FALSE;
                for (uint32_t u = 0; u < rule->units.count; u++) {
                        uint8_t edge = problem->rows[(size_t)i * problem->group_count + rule->first + u];
                        best = edge > best ? edge : best;
                }
                sum->certain += best == TRI_TRUE;
                sum->possible += best != TRI_FALSE;
                uint32_t seat = view->shown->seat[i];
                if (sum->listed && seat != UINT32_MAX && seat >= rule->first &&
                    seat - rule->first < rule->units.count)
                        sum->members[sum->member_count++] = check->in_force[i]->id;
        }
        return true;
}

static bool fill_units(struct problem *problem, const struct view *view, struct seat_rule *rule,
                       enum verdict *ret_worst)
{
        struct outcome *outcome = rule->outcome;
        enum verdict worst = VERDICT_MET;
        outcome->units = arena_array(problem->check->arena, rule->units.count + 1, sizeof *outcome->units);
        if (!outcome->units)
                return false;
        for (uint32_t u = 0; u < rule->units.count; u++) {
                const struct unit *unit = &rule->units.items[u];
                uint32_t g = rule->first + u;
                if (!unit->id)
                        continue;
                struct unit_outcome *told = &outcome->units[outcome->unit_count++];
                *told = (struct unit_outcome){.unit = unit->name, .id = unit->id};
                told->verdict = problem->groups[g].bounded ? group_verdict(problem, view->system, g)
                                                           : VERDICT_UNKNOWN;
                worst = judgement_worse(worst, told->verdict);
                if (!fill_group(problem, view, g, &told->tally))
                        return false;
        }
        *ret_worst = worst;
        return fill_sum(problem, rule, view, &outcome->tally);
}

/* The verdict of one rule out of the system it is judged in. */
static bool judge_seat_rule(struct problem *problem, const struct view *view, struct seat_rule *rule)
{
        struct outcome *outcome = rule->outcome;
        enum verdict verdict;
        if (rule->units.unknown)
                return outcome_explain(outcome, VERDICT_UNKNOWN, REASON_UNITS_UNKNOWN);
        if (rule->rule->per.kind == PER_NONE) {
                verdict = group_verdict(problem, view->system, rule->first);
                if (!fill_group(problem, view, rule->first, &outcome->tally))
                        return false;
        } else if (!fill_units(problem, view, rule, &verdict)) {
                return false;
        }
        if (rule->doubtful && verdict == VERDICT_MET)
                return outcome_explain(outcome, VERDICT_UNKNOWN, REASON_UNITS_UNKNOWN);
        outcome->shared =
                verdict == VERDICT_NOT_MET && !outcome->tally.missing && !outcome->tally.surplus_count;
        for (uint32_t g = rule->first; verdict == VERDICT_NOT_MET && g < rule->first + rule->units.count; g++)
                outcome->shared &= !view->system->over_true[g];
        if (verdict == VERDICT_UNKNOWN && !problem->complete)
                outcome->reason = REASON_COVERAGE;
        outcome_set(outcome, verdict);
        if (rule->waived)
                outcome_waive(outcome);
        return true;
}

static bool judge_rules(struct problem *problem, const struct seat_system *deciding,
                        const struct seat_system *with_all, const struct seating_shown *shown)
{
        for (uint32_t r = 0; r < problem->rule_count; r++) {
                struct seat_rule *rule = &problem->rules[r];
                struct seat_system own;
                bool decides = rule_decides(rule->rule);
                const struct seat_system *system = decides ? deciding : with_all;
                if (rule->units.count == 0 && !rule->units.unknown) {
                        outcome_explain(rule->outcome, VERDICT_NOT_APPLICABLE, REASON_NO_UNITS);
                        continue;
                }
                if (rule->waived) {
                        if (!seating_problem_solve(problem, decides, rule, &own))
                                return false;
                        system = &own;
                }
                struct view view = {system, shown, decides};
                if (!judge_seat_rule(problem, &view, rule))
                        return false;
        }
        return true;
}

static bool list_deficient(struct problem *problem, const struct seat_system *system, struct seating *seating)
{
        struct check *check = problem->check;
        seating->deficient = arena_array(check->arena, problem->rule_count + 1, sizeof(const char *));
        seating->eligible = arena_array(check->arena, check->count + 1, sizeof(const char *));
        bool *eligible = arena_array(check->arena, check->count + 1, sizeof *eligible);
        if (!seating->deficient || !seating->eligible || !eligible)
                return false;
        for (uint32_t r = 0; r < problem->rule_count; r++) {
                bool deficient = false;
                for (uint32_t u = 0; u < problem->rules[r].units.count; u++)
                        deficient |= system->short_true[problem->rules[r].first + u];
                if (deficient)
                        seating->deficient[seating->deficient_count++] = problem->rules[r].rule->id;
        }
        for (uint32_t c = 0; c < problem->class_count; c++) {
                uint32_t row = system->eligible[c] ? problem->classes[c].first_row : UINT32_MAX;
                for (; row != UINT32_MAX; row = problem->next[row])
                        eligible[row] = true;
        }
        for (uint32_t i = 0; i < check->count; i++) {
                if (eligible[i])
                        seating->eligible[seating->eligible_count++] = check->in_force[i]->id;
        }
        return true;
}

static void note_rules(const struct problem *problem, struct seating *seating, bool *ret_doubtful)
{
        *ret_doubtful = false;
        for (uint32_t r = 0; r < problem->rule_count; r++) {
                const struct seat_rule *rule = &problem->rules[r];
                bool has_unit = rule->units.count > 0 || rule->units.unknown;
                seating->present |= has_unit;
                seating->decides |= has_unit && rule_decides(rule->rule);
                seating->hidden |= selector_names_gender(rule->rule->who);
                *ret_doubtful |= rule->doubtful && rule_decides(rule->rule) && !rule->waived;
        }
}

static bool fill_seating(struct problem *problem, const struct seat_system *system,
                         const struct seating_shown *shown, bool doubtful, struct seating *seating)
{
        seating->exhaustive = problem->exhaustive;
        seating->verdict = system_verdict(problem, system);
        if (doubtful && seating->verdict == VERDICT_MET)
                seating->verdict = VERDICT_UNKNOWN;
        for (uint32_t g = 0; g < problem->group_count; g++) {
                seating->seats += system->min[g];
                seating->seated += system->min[g] ? shown->filled[g] : 0;
        }
        if (problem->exhaustive && !list_members(problem, shown->anywhere, UINT32_MAX, true,
                                                 &seating->unseated, &seating->unseated_count))
                return false;
        return !problem->complete || seating->verdict != VERDICT_NOT_MET ||
               list_deficient(problem, system, seating);
}

/* Too many seats and members to be judged within a second: nothing is claimed. */
static bool give_up(struct problem *problem, struct seating *seating)
{
        for (uint32_t r = 0; r < problem->rule_count; r++)
                outcome_explain(problem->rules[r].outcome, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        seating->verdict = VERDICT_UNKNOWN;
        return true;
}

bool seating_judge(struct check *check, uint32_t variant, struct outcome *outcomes, struct seating *ret)
{
        struct problem problem;
        struct seating seating = {0};
        struct seat_system deciding = {0}, with_all = {0};
        struct seating_shown shown = {0};
        bool doubtful, warnings = false;
        if (!seating_problem_build(check, variant, outcomes, &problem))
                return false;
        note_rules(&problem, &seating, &doubtful);
        for (uint32_t r = 0; r < problem.rule_count; r++)
                warnings |= !rule_decides(problem.rules[r].rule);
        bool solved = true;
        if (problem.too_large)
                solved = give_up(&problem, &seating);
        else if (seating.present)
                solved = seating_problem_solve(&problem, true, NULL, &deciding) &&
                         (!warnings || seating_problem_solve(&problem, false, NULL, &with_all)) &&
                         seating_problem_show(&problem, deciding.left, &shown) &&
                         fill_seating(&problem, &deciding, &shown, doubtful, &seating);
        if (!solved || (!problem.too_large && !judge_rules(&problem, &deciding, &with_all, &shown)))
                return false;
        *ret = seating;
        return true;
}
