#include "rules/consistency/profiles.h"

#include <stdlib.h>
#include <string.h>

/* Profiles of one set of conditions that are looked at one by one. */
#define PROFILES_MAX 8192
/* How many profiles are tried at most to find one that satisfies a condition. */
#define TRIED_MAX    4096
/* The number of standings: all roles, and member roles once more without a vote. */
#define STANDINGS    (ROLE_COUNT + 3)

/* A role and whether it has a vote. Member roles come first with a vote and then without. */
struct standing {
        enum role role;
        bool votes;
};

static struct standing standing_of(uint32_t number)
{
        bool has_role = number < ROLE_COUNT;
        enum role role = (enum role)(has_role ? number : number - ROLE_COUNT);
        return (struct standing){role, has_role && (ROLE_BIT(role) & MEMBER_ROLES)};
}

/* Recursion is bounded as above. */
static bool matches_selector(const struct profiles *profiles, const struct selector *selector, enum role role,
                             uint64_t leaves)
{
        bool any = selector->kind == SELECT_ANY;
        if (selector->kind == SELECT_ROLE)
                return (ROLE_BIT(role) & selector->roles) != 0;
        if (selector->kind == SELECT_NOT && selector->part_count)
                return !matches_selector(profiles, selector->parts[0], role, leaves);
        if (selector->kind != SELECT_ALL && !any)
                return leaves >> (profiles->leaf_of[selector->index] - 1) & 1;
        for (uint32_t i = 0; i < selector->part_count; i++) {
                if (matches_selector(profiles, selector->parts[i], role, leaves) == any)
                        return any;
        }
        return !any;
}

static bool satisfies_condition(const struct profiles *profiles, uint32_t number, struct standing standing,
                                uint64_t leaves)
{
        const struct condition *condition = profiles->conditions[number];
        const struct selector *first = condition->selectors[0], *second = condition->selectors[1];
        return (ROLE_BIT(standing.role) & condition->roles) && (standing.votes || !condition->members) &&
               (leaves & profiles->needs[number]) == profiles->needs[number] &&
               (!first || matches_selector(profiles, first, standing.role, leaves)) &&
               (!second || matches_selector(profiles, second, standing.role, leaves) != condition->denied);
}

static struct profile profile_of(const struct profiles *profiles, uint32_t number, uint64_t leaves)
{
        struct standing standing = standing_of(number);
        struct profile profile = {.member = standing.votes};
        for (uint32_t i = 0; i < profiles->condition_count; i++) {
                if (satisfies_condition(profiles, i, standing, leaves))
                        profile.satisfied |= (uint64_t)1 << i;
        }
        return profile;
}

/* The leaves of a choice of everything, numbered. */
static uint64_t leaves_of(const struct profiles *profiles, const uint32_t *chosen)
{
        uint64_t leaves = 0;
        for (uint32_t i = 0; i < profiles->choice_count; i++)
                leaves |= profiles->choices[i].leaves[chosen[i]];
        return leaves;
}

/* The next choice of everything; false after the last. */
static bool choose_next(const struct profiles *profiles, uint32_t *chosen)
{
        for (uint32_t i = 0; i < profiles->choice_count; i++) {
                if (++chosen[i] < profiles->choices[i].count)
                        return true;
                chosen[i] = 0;
        }
        return false;
}

static uint64_t count_profiles(const struct profiles *profiles)
{
        uint64_t count = STANDINGS;
        for (uint32_t i = 0; i < profiles->choice_count && count <= PROFILES_MAX; i++)
                count *= profiles->choices[i].count;
        return count;
}

static int compare_profiles(const void *a, const void *b)
{
        const struct profile *x = a, *y = b;
        if (x->satisfied != y->satisfied)
                return x->satisfied < y->satisfied ? -1 : 1;
        return x->member - y->member;
}

bool profiles_list(struct profiles *profiles, const struct profile **ret, uint32_t *ret_count)
{
        uint64_t room = count_profiles(profiles);
        uint32_t *chosen = arena_array(profiles->arena, profiles->choice_count + 1, sizeof *chosen);
        uint32_t found = 0, count = 0;
        if (room > PROFILES_MAX)
                return false;
        struct profile *list = arena_array(profiles->arena, room, sizeof *list);
        do {
                uint64_t leaves = leaves_of(profiles, chosen);
                for (uint32_t number = 0; number < STANDINGS; number++)
                        list[found++] = profile_of(profiles, number, leaves);
        } while (choose_next(profiles, chosen));
        qsort(list, found, sizeof *list, compare_profiles);
        for (uint32_t i = 0; i < found; i++) {
                if (!count || compare_profiles(&list[count - 1], &list[i]) != 0)
                        list[count++] = list[i];
        }
        *ret = list;
        *ret_count = count;
        return true;
}

/* The leaves that a selector is made of. Recursion is bounded as above. */
static uint64_t leaves_of_selector(const struct profiles *profiles, const struct selector *selector)
{
        uint64_t leaves = 0;
        if (!selector || selector->kind == SELECT_ROLE)
                return 0;
        for (uint32_t i = 0; i < selector->part_count; i++)
                leaves |= leaves_of_selector(profiles, selector->parts[i]);
        if (profiles->leaf_of[selector->index])
                leaves |= (uint64_t)1 << (profiles->leaf_of[selector->index] - 1);
        return leaves;
}

/* The next choice of what has a say; false after the last. */
static bool choose_next_of(const struct profiles *profiles, uint64_t leaves, uint32_t *chosen)
{
        for (uint32_t i = 0; i < profiles->choice_count; i++) {
                uint64_t said = 0;
                for (uint32_t c = 0; c < profiles->choices[i].count; c++)
                        said |= profiles->choices[i].leaves[c];
                if (!(said & leaves))
                        continue;
                if (++chosen[i] < profiles->choices[i].count)
                        return true;
                chosen[i] = 0;
        }
        return false;
}

/* The first profile that satisfies the condition and names as little else as can be; standing STANDINGS if
 * none was found. */
static struct candidate find_start(struct profiles *profiles, uint32_t number)
{
        const struct condition *condition = profiles->conditions[number];
        uint64_t leaves = leaves_of_selector(profiles, condition->selectors[0]) |
                          leaves_of_selector(profiles, condition->selectors[1]) | profiles->needs[number];
        struct candidate start = {
                .chosen = arena_array(profiles->arena, profiles->choice_count + 1, sizeof(uint32_t))};
        uint32_t tried = 0;
        do {
                uint64_t said = leaves_of(profiles, start.chosen);
                for (start.standing = 0; start.standing < STANDINGS; start.standing++) {
                        if (satisfies_condition(profiles, number, standing_of(start.standing), said))
                                return start;
                }
        } while (++tried < TRIED_MAX && choose_next_of(profiles, leaves, start.chosen));
        start.standing = STANDINGS;
        return start;
}

static void find_starts(struct profiles *profiles)
{
        profiles->starts =
                arena_array(profiles->arena, profiles->condition_count + 1, sizeof *profiles->starts);
        for (uint32_t i = 0; i < profiles->condition_count; i++)
                profiles->starts[i] = find_start(profiles, i);
}

/* One step of a climb: the first change of one choice that gains more. */
static bool climb_once(const struct profiles *profiles, struct candidate *at, profile_gain *gain,
                       const void *context, int64_t *best)
{
        uint32_t standing = at->standing;
        for (at->standing = 0; at->standing < STANDINGS; at->standing++) {
                int64_t gained =
                        gain(context, profile_of(profiles, at->standing, leaves_of(profiles, at->chosen)));
                if (gained > *best) {
                        *best = gained;
                        return true;
                }
        }
        at->standing = standing;
        for (uint32_t i = 0; i < profiles->choice_count; i++) {
                uint32_t before = at->chosen[i];
                for (at->chosen[i] = 0; at->chosen[i] < profiles->choices[i].count; at->chosen[i]++) {
                        int64_t gained = gain(
                                context, profile_of(profiles, standing, leaves_of(profiles, at->chosen)));
                        if (gained > *best) {
                                *best = gained;
                                return true;
                        }
                }
                at->chosen[i] = before;
        }
        return false;
}

struct profile profiles_climb(struct profiles *profiles, profile_gain *gain, const void *context,
                              int64_t *ret_gain, int64_t *work)
{
        struct profile best = {0};
        struct candidate at = {
                .chosen = arena_array(profiles->arena, profiles->choice_count + 1, sizeof(uint32_t))};
        if (!profiles->starts)
                find_starts(profiles);
        *ret_gain = 0;
        for (uint32_t i = 0; i < profiles->condition_count && *ret_gain <= 0; i++) {
                if (profiles->starts[i].standing == STANDINGS)
                        continue;
                at.standing = profiles->starts[i].standing;
                memcpy(at.chosen, profiles->starts[i].chosen, profiles->choice_count * sizeof(uint32_t));
                int64_t gained =
                        gain(context, profile_of(profiles, at.standing, leaves_of(profiles, at.chosen)));
                do
                        *work -=
                                (int64_t)(profiles->choice_count + STANDINGS) * profiles->condition_count * 8;
                while (*work > 0 && gained <= 0 && climb_once(profiles, &at, gain, context, &gained));
                if (gained > *ret_gain) {
                        *ret_gain = gained;
                        best = profile_of(profiles, at.standing, leaves_of(profiles, at.chosen));
                }
        }
        return best;
}
