/*
 * Proportion and groups of deputies.
 *
 * Unregistered members may come to any numbers on the sides, so that a proportion is never certain without
 * full coverage. A missing deputy, or one out of order, may be unregistered; two in one place are two.
 */
#include "oracle_parts.h"

#include <string.h>

#define SIDES_MAX 3

static void add_claim(const int weights[SIDES_MAX], size_t count, int total, bool quotients,
                      const int given[SIDES_MAX], int due[SIDES_MAX])
{
        double best = -1;
        size_t side = 0;
        int weight = 0;
        for (size_t i = 0; i < count; i++)
                weight += weights[i];
        for (size_t i = 0; i < count; i++) {
                double claim = quotients           ? weights[i] / (2.0 * due[i] + 1)
                               : due[i] > given[i] ? -1
                                                   : (double)(total * weights[i] % weight);
                if (claim > best) {
                        best = claim;
                        side = i;
                }
        }
        due[side]++;
}

static bool proportionate(const json_t *rule, const int counts[SIDES_MAX], size_t count)
{
        int weights[SIDES_MAX], given[SIDES_MAX] = {0}, due[SIDES_MAX] = {0}, total = 0, weight = 0, sum = 0;
        const char *rounding = text_at(rule, "rounding");
        bool quotients = rounding && strcmp(rounding, "sainte_lague") == 0;
        for (size_t i = 0; i < count; i++) {
                weights[i] = (int)json_integer_value(json_array_get(json_object_get(rule, "weights"), i));
                total += counts[i];
                weight += weights[i];
        }
        for (size_t i = 0; i < count && !quotients; i++)
                sum += due[i] = given[i] = total * weights[i] / weight;
        for (; sum < total; sum++)
                add_claim(weights, count, total, quotients, given, due);
        for (size_t i = 0; i < count; i++) {
                int apart = counts[i] > due[i] ? counts[i] - due[i] : due[i] - counts[i];
                if (apart > number_at(rule, "tolerance", 0))
                        return false;
        }
        return true;
}

bool judge_proportion(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const json_t *sides = json_object_get(rule, "sides");
        size_t count = json_array_size(sides), unknown = 0;
        enum truth on[ORACLE_MEMBERS][SIDES_MAX];
        struct outlook outlook = {0};
        bool anybody = false;
        if (count > SIDES_MAX)
                return false;
        for (size_t m = 0; m < in->member_count; m++)
                for (size_t s = 0; s < count; s++) {
                        on[m][s] = in->members[m].counts
                                           ? truth_select(in, &in->members[m], json_array_get(sides, s))
                                           : TRUTH_NO;
                        unknown += on[m][s] == TRUTH_MAYBE;
                        anybody |= on[m][s] != TRUTH_NO;
                }
        ret_answer->verdict = in->complete ? ORACLE_NOT_APPLICABLE : ORACLE_UNKNOWN;
        if (!in->complete || !anybody)
                return true;
        for (unsigned way = 0; way < 1u << unknown; way++) {
                int counts[SIDES_MAX] = {0};
                unsigned bits = way;
                for (size_t m = 0; m < in->member_count; m++)
                        for (size_t s = 0; s < count; s++) {
                                bool here = on[m][s] == TRUTH_YES;
                                if (on[m][s] == TRUTH_MAYBE) {
                                        here = bits & 1u;
                                        bits >>= 1;
                                }
                                counts[s] += here;
                        }
                *(proportionate(rule, counts, count) ? &outlook.can_hold : &outlook.can_fail) = true;
        }
        ret_answer->verdict = outlook_verdict(outlook);
        return true;
}

/* One completion of a unit: who is in it. */
static bool unit_holds(const struct instance *in, const json_t *rule, unsigned members, unsigned deputies)
{
        int count = __builtin_popcount(members), have = __builtin_popcount(deputies);
        int plus = number_at(rule, "plus", -1), each = number_at(rule, "count", 1);
        int need = count == 0 ? 0 : plus >= 0 ? count + plus : count * each;
        return have >= need && in->complete;
}

/* 1 for each of the orders that fit, as a set of places. */
static enum truth in_order(const struct instance *in, unsigned deputies)
{
        int places[ORACLE_MEMBERS + 1] = {0}, count = __builtin_popcount(deputies);
        bool missing = false, beyond = false;
        for (size_t m = 0; m < in->member_count; m++) {
                int place = number_at(in->members[m].json, "deputyOrder", 0);
                if (!(deputies >> m & 1u))
                        continue;
                missing |= place == 0;
                beyond |= place > count;
                if (place > 0 && place <= ORACLE_MEMBERS && ++places[place] > 1)
                        return TRUTH_NO;
        }
        if (beyond)
                return in->complete ? TRUTH_NO : TRUTH_MAYBE;
        return missing ? TRUTH_MAYBE : TRUTH_YES;
}

static enum oracle_verdict judge_unit(const struct instance *in, const json_t *rule, const struct unit *unit)
{
        struct outlook outlook = {0};
        unsigned all = 1u << in->member_count;
        for (unsigned way = 0; way < all; way++) {
                unsigned members = 0, deputies = 0;
                bool possible = true;
                for (size_t m = 0; m < in->member_count; m++) {
                        const struct member *member = &in->members[m];
                        bool deputy = strcmp(member->role, "deputy") == 0, here = way >> m & 1u;
                        enum truth belongs = truth_in_unit(in, member, unit);
                        if (!deputy)
                                belongs =
                                        truth_and(belongs, truth_of(in, member, json_object_get(rule, "of")));
                        possible &= belongs == TRUTH_MAYBE || here == (belongs == TRUTH_YES);
                        *(deputy ? &deputies : &members) |= (unsigned)here << m;
                }
                if (!possible)
                        continue;
                enum truth order = json_object_get(rule, "ordered") ? in_order(in, deputies) : TRUTH_YES;
                bool enough = unit_holds(in, rule, members, deputies);
                outlook.can_hold |= order != TRUTH_NO && (enough || !in->complete);
                outlook.can_fail |= !enough || order != TRUTH_YES;
        }
        return outlook_verdict(outlook);
}

bool judge_deputies(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        struct unit units[ORACLE_GROUPS];
        int count = list_units(in, rule, units);
        if (count < 0 || json_object_get(rule, "personal") || json_object_get(rule, "same"))
                return false;
        ret_answer->verdict = count ? ORACLE_MET : ORACLE_NOT_APPLICABLE;
        ret_answer->units = json_object_get(rule, "per") ? count : 0;
        for (int u = 0; u < count; u++) {
                enum oracle_verdict verdict = judge_unit(in, rule, &units[u]);
                if (verdict == ORACLE_NOT_MET || ret_answer->verdict == ORACLE_MET)
                        ret_answer->verdict = verdict;
        }
        return true;
}
