/*
 * Balance of the genders, by going through all completions.
 *
 * Each member is a woman or a man; one whose gender is not known is either, in turn. A preset judges the
 * members and the deputies, each for themselves.
 *
 * Unregistered members, of either gender in any number: the demand follows the step that the total falls in.
 * Past the last step's start it is one share p/q or one number for good, or none; the share is reached by
 * adding to the smaller gender at most q times the total, and missed by adding as many to the other; the
 * steps before are passed by adding their ends. The sum of both is the number added at most here.
 */
#include "oracle_parts.h"

#include <string.h>

#define TALLY      (ORACLE_MEMBERS + 1)
#define STEPS_MAX  8
#define FIRST_2004 date_make(2004, 1, 1)
#define FIRST_2024 date_make(2024, 1, 1)

/* With from..to of them, at least `min` of each gender, and at least part/whole. */
struct step {
        int from;
        int to;
        int min;
        int part;
        int whole;
};

struct steps {
        size_t count;
        struct step list[STEPS_MAX];
};

struct genders {
        bool reached[TALLY][TALLY];
};

static const struct steps ldl_28 = {
        5, {{2, 3, 1, 0, 1}, {4, 5, 2, 0, 1}, {6, 8, 3, 0, 1}, {9, 9, 4, 0, 1}, {10, UNBOUNDED, 0, 2, 5}}};
static const struct steps koml_7_7 = {2, {{2, 3, 1, 0, 1}, {4, UNBOUNDED, 0, 2, 5}}};

/* The law says at most so many of one gender: of 3 and 4 two, of 5 and 6 three, of 7 four, of 8 five, and
 * three fifths of more; so the others are at least the rest. */
static const struct steps asl_6_11a = {7,
                                       {{3, 3, 1, 0, 1},
                                        {4, 4, 2, 0, 1},
                                        {5, 5, 2, 0, 1},
                                        {6, 6, 3, 0, 1},
                                        {7, 7, 3, 0, 1},
                                        {8, 8, 3, 0, 1},
                                        {9, UNBOUNDED, 0, 2, 5}}};

static bool read_steps(const json_t *json, struct steps *ret_steps)
{
        struct steps steps = {0};
        size_t i;
        const json_t *item;
        json_array_foreach(json, i, item) {
                struct step step = {number_at(item, "from", 0), number_at(item, "to", UNBOUNDED),
                                    number_at(item, "min", 0), 0, 1};
                const json_t *share = json_object_get(item, "minShare");
                if (steps.count == STEPS_MAX || (share && !read_share(share, &step.part, &step.whole)))
                        return false;
                steps.list[steps.count++] = step;
        }
        *ret_steps = steps;
        return true;
}

static bool balanced(const struct steps *steps, int women, int men)
{
        int all = women + men, fewer = women < men ? women : men;
        if (all < 2)
                return true;
        for (size_t i = 0; i < steps->count; i++) {
                const struct step *step = &steps->list[i];
                if (all < step->from || all > step->to)
                        continue;
                if (fewer < step->min || fewer * step->whole < step->part * all)
                        return false;
        }
        return true;
}

static enum truth is_woman(const struct instance *in, const struct member *member)
{
        json_t *selector = json_pack("{s:[s]}", "gender", "female");
        enum truth woman = truth_select(in, member, selector);
        json_decref(selector);
        return woman;
}

static void add_person(struct genders *genders, enum truth among, enum truth woman)
{
        struct genders next = {0};
        for (size_t w = 0; w < TALLY; w++) {
                for (size_t m = 0; m < TALLY; m++) {
                        if (!genders->reached[w][m])
                                continue;
                        if (among != TRUTH_YES)
                                next.reached[w][m] = true;
                        if (among != TRUTH_NO && woman != TRUTH_NO)
                                next.reached[w + 1][m] = true;
                        if (among != TRUTH_NO && woman != TRUTH_YES)
                                next.reached[w][m + 1] = true;
                }
        }
        *genders = next;
}

static void gather(const struct instance *in, const json_t *rule, const struct unit *unit, bool deputies,
                   struct genders *ret_genders)
{
        const json_t *of = json_object_get(rule, "of");
        *ret_genders = (struct genders){0};
        ret_genders->reached[0][0] = true;
        for (size_t i = 0; i < in->member_count; i++) {
                const struct member *member = &in->members[i];
                enum truth among = truth_of(in, member, of);
                if (deputies)
                        among = strcmp(member->role, "deputy") == 0 ? truth_select(in, member, of) : TRUTH_NO;
                add_person(ret_genders, truth_and(among, truth_in_unit(in, member, unit)),
                           is_woman(in, member));
        }
}

static int enough_added(const struct steps *steps)
{
        int most = 0, whole = 1;
        for (size_t i = 0; i < steps->count; i++) {
                const struct step *step = &steps->list[i];
                int last = step->to == UNBOUNDED ? step->from : step->to;
                most = last > most ? last : most;
                most = step->min > most ? step->min : most;
                whole = step->whole > whole ? step->whole : whole;
        }
        return most + whole * TALLY;
}

static struct outlook look_at(const struct steps *steps, const struct genders *genders, int added)
{
        struct outlook outlook = {0};
        for (int w = 0; w < TALLY; w++)
                for (int m = 0; m < TALLY; m++)
                        for (int x = 0; x <= added && genders->reached[w][m]; x++)
                                for (int y = 0; y <= added && !(outlook.can_hold && outlook.can_fail); y++)
                                        *(balanced(steps, w + x, m + y) ? &outlook.can_hold
                                                                        : &outlook.can_fail) = true;
        return outlook;
}

/* False if the preset is unknown here; *ret_steps NULL outside its years. */
static bool find_preset(const char *preset, date at, const struct steps **ret_steps)
{
        const struct steps *steps = NULL;
        date first = FIRST_2004;
        if (strcmp(preset, "ldl-28") == 0)
                steps = &ldl_28;
        else if (strcmp(preset, "koml-7-7") == 0)
                steps = &koml_7_7;
        else if (strcmp(preset, "asl-6-11a") == 0)
                steps = &asl_6_11a;
        if (steps == &asl_6_11a)
                first = FIRST_2024;
        *ret_steps = at >= first ? steps : NULL;
        return steps != NULL;
}

bool judge_balance(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const char *preset = text_at(rule, "preset");
        struct steps own;
        const struct steps *steps = &own;
        if (preset ? !find_preset(preset, in->at, &steps) : !read_steps(json_object_get(rule, "steps"), &own))
                return false;
        struct unit units[ORACLE_GROUPS];
        int count = list_units(in, rule, units);
        if (count < 0)
                return false;
        ret_answer->verdict = count && steps ? ORACLE_MET : ORACLE_NOT_APPLICABLE;
        ret_answer->units = steps && json_object_get(rule, "per") ? count : 0;
        for (int u = 0; steps && u < count; u++) {
                int added = in->complete ? 0 : enough_added(steps);
                struct genders genders;
                gather(in, rule, &units[u], false, &genders);
                struct outlook all = look_at(steps, &genders, added);
                if (preset) { /* holds where both hold: their unknowns have nothing to do with each other */
                        gather(in, rule, &units[u], true, &genders);
                        struct outlook deputies = look_at(steps, &genders, added);
                        all.can_hold &= deputies.can_hold;
                        all.can_fail |= deputies.can_fail;
                }
                enum oracle_verdict verdict = outlook_verdict(all);
                if (verdict == ORACLE_NOT_MET || ret_answer->verdict == ORACLE_MET)
                        ret_answer->verdict = verdict;
        }
        return true;
}
