/*
 * deputies - members have deputies.
 *
 * Each member (selected by `of`) has `count` (1) deputies: `personal` ones, whose `deputyFor` names the
 * member, or else that many in all, where each deputy counts for one member. If `same` names attributes,
 * member and deputy have the same value of each; of categories one in common is enough.
 *
 * With `plus` there are as many deputies as members and that many more (kommuneloven § 7-10: two). `ordered`
 * requires that they are numbered from 1 without a gap (`deputyOrder`). `per` requires this of each unit
 * separately, of the members and deputies that match it. A unit without members needs no deputies.
 */
#include "rules/judging/attributes.h"
#include "rules/seats/flow.h"

#include "json/pointer.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/judging/columns.h"
#include "rules/judging/units.h"

#include "words/fault.h"

/* Pairs of a deputy and a member: more belong to no body. */
#define POOL_MAX   ((uint64_t)1024 * 1024)
/* What a pair costs, in the steps of judgement.h: it also bounds the memory that all rules take. */
#define PAIR_STEPS 64

static enum tri may_serve(const struct rule *rule, const struct membership *deputy,
                          const struct membership *member)
{
        enum tri serves = TRI_TRUE;
        if (rule->personal)
                serves = !deputy->deputy_for                 ? TRI_UNKNOWN
                         : deputy->deputy_for == member->key ? TRI_TRUE
                                                             : TRI_FALSE;
        for (int a = 0; a < ATTRIBUTE_COUNT && serves != TRI_FALSE; a++) {
                if (!(rule->same & (1u << a)))
                        continue;
                enum tri alike = attribute_alike(deputy, member, (enum attribute)a);
                serves = alike < serves ? alike : serves;
        }
        return serves;
}

/* What is asked for each member, and the deputies there are. */
struct pool {
        const struct rule *rule;
        const struct membership **deputies;
        uint32_t deputy_count;
        int32_t min;
};

static struct pool pool_of(const struct check *check, const struct rule *rule, const struct membership **room)
{
        struct pool pool = {.rule = rule, .deputies = room, .min = 1};
        pool.deputy_count = judgement_holders(check, ROLE_DEPUTY, room);
        if (rule->count_given && rule->count_min > 0)
                pool.min = rule->count_min;
        return pool;
}

/* Judges each member separately, by the deputies that are named for it. */
static void judge_personal(const struct check *check, const struct pool *pool, const uint8_t *range,
                           uint8_t *served)
{
        for (uint32_t i = 0; i < check->count; i++) {
                int32_t certain = 0, possible = 0;
                for (uint32_t d = 0; range[i] != TRI_FALSE && d < pool->deputy_count; d++) {
                        enum tri value = may_serve(pool->rule, pool->deputies[d], check->in_force[i]);
                        certain += value == TRI_TRUE;
                        possible += value != TRI_FALSE;
                }
                served[i] = certain >= pool->min ? TRI_TRUE : possible < pool->min ? TRI_FALSE : TRI_UNKNOWN;
        }
}

/* Whether the deputies suffice for all members at least `in` the range, edges at least `least`. */
static bool are_enough(struct check *check, const struct pool *pool, const uint8_t *range, uint8_t in,
                       uint8_t least, bool *ret_suffice)
{
        uint32_t count = check->count;
        uint8_t *edges = arena_alloc(check->arena, (size_t)pool->deputy_count * count + 1);
        int32_t *supply = arena_array(check->arena, pool->deputy_count + 1, sizeof *supply);
        int32_t *capacity = arena_array(check->arena, count + 1, sizeof *capacity);
        struct flow flow = {
                .classes = pool->deputy_count,
                .groups = count,
                .edges = edges,
                .least = least,
                .supply = supply,
                .capacity = capacity,
                .amount = arena_array(check->arena, (size_t)pool->deputy_count * count + 1, sizeof(int32_t)),
                .served = arena_array(check->arena, pool->deputy_count + 1, sizeof(int32_t)),
                .filled = arena_array(check->arena, count + 1, sizeof(int32_t)),
        };
        if (!edges || !supply || !capacity || !flow.amount || !flow.served || !flow.filled)
                return false;
        for (uint32_t d = 0; d < pool->deputy_count; d++) {
                supply[d] = 1;
                for (uint32_t i = 0; i < count; i++)
                        edges[(size_t)d * count + i] =
                                range[i] == TRI_FALSE ? TRI_FALSE
                                                      : (uint8_t)may_serve(pool->rule, pool->deputies[d],
                                                                           check->in_force[i]);
        }
        for (uint32_t i = 0; i < count; i++)
                capacity[i] = range[i] >= in ? pool->min : 0;
        if (!flow_maximise(check->arena, &flow))
                return false;
        *ret_suffice = true;
        for (uint32_t i = 0; i < count; i++)
                *ret_suffice = *ret_suffice && flow.filled[i] == capacity[i];
        return true;
}

static bool judge_together(struct check *check, const struct pool *pool, const uint8_t *range,
                           int64_t certain, int64_t possible, enum verdict *ret)
{
        bool always, never;
        if (!pool->rule->same) {
                /* Any deputy may serve any member, so the numbers decide. */
                always = pool->deputy_count >= possible * pool->min;
                never = pool->deputy_count < certain * pool->min;
        } else {
                if (!are_enough(check, pool, range, TRI_UNKNOWN, TRI_TRUE, &always) ||
                    !are_enough(check, pool, range, TRI_TRUE, TRI_UNKNOWN, &never))
                        return false;
                never = !never;
        }
        *ret = verdict_of(always, never);
        return true;
}

static bool finish_personal(struct check *check, const uint8_t *range, const uint8_t *served,
                            struct outcome *ret)
{
        uint8_t *lacking = arena_alloc(check->arena, check->count + 1);
        if (!lacking)
                return false;
        uint8_t worst = TRI_FALSE;
        for (uint32_t i = 0; i < check->count; i++) {
                lacking[i] = tri_and(range[i], (uint8_t)(TRI_TRUE - served[i]));
                worst = lacking[i] > worst ? lacking[i] : worst;
                ret->tally.missing += lacking[i] == TRI_TRUE;
        }
        outcome_set(ret, verdict_of(worst == TRI_FALSE, worst == TRI_TRUE));
        return judgement_list_members(check, &ret->tally, lacking, selector_names_gender(ret->rule->of));
}

/* How many deputies are needed for this many members. */
static int64_t needed_for(const struct rule *rule, int64_t members)
{
        int64_t each = rule->count_given && rule->count_min >= 0 ? rule->count_min : 1;
        if (members == 0)
                return 0;
        return rule->plus >= 0 ? members + rule->plus : members * each;
}

/* Whether two deputies who are certainly of the unit have one place: then no completion is in order. */
static bool share_a_place(const struct check *check, const uint8_t *deputies)
{
        for (uint32_t i = 0; i < check->count; i++) {
                int32_t place = check->in_force[i]->deputy_order;
                for (uint32_t j = i + 1; place > 0 && deputies[i] == TRI_TRUE && j < check->count; j++)
                        if (deputies[j] == TRI_TRUE && check->in_force[j]->deputy_order == place)
                                return true;
        }
        return false;
}

/* Whether at least `least` of the deputies can be numbered from 1 without gaps or duplicates. All that
 * certainly belong to the unit must be among them; one that does not state its number may have any. All
 * deputies are registered. */
static bool can_be_ordered(const struct check *check, const uint8_t *deputies, int64_t least, int64_t all)
{
        uint8_t *taken = arena_alloc(check->arena, (size_t)all + 1),
                *offered = arena_alloc(check->arena, (size_t)all + 1);
        int64_t highest = 0, gaps = 0, filled = 0, open = 0, more_open = 0;
        for (uint32_t i = 0; i < check->count; i++) {
                int32_t place = check->in_force[i]->deputy_order;
                bool certain = deputies[i] == TRI_TRUE;
                if (deputies[i] == TRI_FALSE)
                        continue;
                if (place < 1) {
                        open += certain;
                        more_open += !certain;
                } else if (certain && place > all) {
                        return false;
                } else if (place <= all) {
                        *(certain ? &taken[place] : &offered[place]) = 1;
                        highest = certain && place > highest ? place : highest;
                }
        }
        for (int64_t last = 0; last <= all; last++) {
                if (last > 0 && !taken[last]) {
                        gaps++;
                        filled += offered[last];
                }
                if (last >= highest && last >= least && open <= gaps && gaps - filled <= open + more_open)
                        return true;
        }
        return false;
}

/* Whether the numbers are right in every completion: those of the certain deputies are, and at most one more
 * deputy is possible, with the next number. */
static bool is_always_ordered(const struct check *check, const uint8_t *deputies, int64_t certain,
                              int64_t all)
{
        int64_t sum = 0;
        if (all > certain + 1)
                return false;
        for (uint32_t i = 0; i < check->count; i++) {
                int32_t place = check->in_force[i]->deputy_order;
                if (deputies[i] == TRI_FALSE)
                        continue;
                if (place < 1 || place > (deputies[i] == TRI_TRUE ? certain : certain + 1) ||
                    (deputies[i] != TRI_TRUE && place != certain + 1))
                        return false;
                sum += deputies[i] == TRI_TRUE ? place : 0;
        }
        /* distinct places from 1 to the number of deputies */
        return sum == certain * (certain + 1) / 2 && !share_a_place(check, deputies);
}

static bool judge_unit_of_deputies(struct check *check, const struct rule *rule, const struct unit *unit,
                                   struct tally *tally, enum verdict *ret_verdict)
{
        const uint8_t *range = columns_range(check, rule->of);
        uint8_t *deputies = arena_alloc(check->arena, check->count + 1);
        int64_t certain = 0, possible = 0, few = 0, many = 0;
        if (!range || !deputies)
                return false;
        if (!check_spend(check, (uint64_t)check->count * check->count)) {
                *ret_verdict = VERDICT_UNKNOWN;
                return true;
        }
        for (uint32_t i = 0; i < check->count; i++) {
                uint8_t in_unit = (uint8_t)unit_match(unit, check->in_force[i]);
                uint8_t member = tri_and(range[i], in_unit);
                if (check->in_force[i]->role == ROLE_DEPUTY)
                        deputies[i] = in_unit;
                certain += member == TRI_TRUE;
                possible += member != TRI_FALSE;
                few += deputies[i] == TRI_TRUE;
                many += deputies[i] != TRI_FALSE;
        }
        bool enough = few >= needed_for(rule, possible), short_of = many < needed_for(rule, certain);
        bool always = enough && (!rule->ordered || is_always_ordered(check, deputies, few, many));
        bool never = check->complete && short_of;
        if (rule->ordered)
                never = never || share_a_place(check, deputies) ||
                        (check->complete &&
                         !can_be_ordered(check, deputies, needed_for(rule, certain), many));
        *ret_verdict = verdict_of(always && check->complete, never);
        *tally = (struct tally){.needed = certain == possible,
                                .min = (int32_t)needed_for(rule, certain),
                                .max = -1,
                                .counted = true,
                                .certain = (int32_t)few,
                                .possible = (int32_t)many};
        if (*ret_verdict == VERDICT_NOT_MET && short_of)
                tally->missing = (int32_t)(needed_for(rule, certain) - many);
        return true;
}

static bool judge_groups(struct check *check, const struct rule *rule, struct outcome *ret)
{
        if (!units_judge(check, rule, judge_unit_of_deputies, ret))
                return false;
        if (ret->verdict == VERDICT_UNKNOWN && !ret->reason && !check->complete)
                ret->reason = REASON_COVERAGE;
        return true;
}

static bool judge_deputies(struct check *check, const struct rule *rule, struct outcome *ret)
{
        if (!rule->personal && (rule->plus >= 0 || rule->ordered || rule->per.kind != PER_NONE))
                return judge_groups(check, rule, ret);
        const uint8_t *range = columns_range(check, rule->of);
        const struct membership **room = arena_array(check->arena, check->count + 1, sizeof *room);
        uint8_t *served = arena_alloc(check->arena, check->count + 1);
        if (!range || !room || !served)
                return false;
        struct pool pool = pool_of(check, rule, room);
        uint64_t pairs = (uint64_t)pool.deputy_count * check->count;
        if ((rule->personal || rule->same) && (pairs > POOL_MAX || !check_spend(check, PAIR_STEPS * pairs)))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        int64_t certain = 0, possible = 0;
        for (uint32_t i = 0; i < check->count; i++) {
                certain += range[i] == TRI_TRUE;
                possible += range[i] != TRI_FALSE;
        }
        if (rule->personal) {
                judge_personal(check, &pool, range, served);
                if (!finish_personal(check, range, served, ret))
                        return false;
        } else if (!judge_together(check, &pool, range, certain, possible, &ret->verdict)) {
                return false;
        }
        ret->total = (int32_t)certain;
        ret->tally.needed = certain == possible;
        ret->tally.min = (int32_t)(certain * pool.min);
        ret->tally.max = -1;
        ret->tally.counted = true;
        ret->tally.certain = ret->tally.possible = (int32_t)pool.deputy_count;
        /* An unregistered deputy may be what is missing, an unregistered member may lack one. */
        if (!check->complete && ret->verdict != VERDICT_UNKNOWN)
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_COVERAGE);
        return true;
}

static void describe_deputies(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_UNKNOWN && outcome->reason)
                return;
        bool out_of_order = outcome->rule->ordered && outcome->verdict == VERDICT_NOT_MET &&
                            !outcome->unit_count && (!outcome->tally.missing || !sentence->complete);
        if (out_of_order)
                sentence_say(sentence, PHRASE_DEPUTIES_OUT_OF_ORDER, outcome);
        else if (outcome->total < 0)
                sentence_counts(sentence, outcome);
        else if (outcome->tally.missing)
                sentence_say(sentence, PHRASE_DEPUTIES_MISSING, outcome);
        else
                sentence_say(sentence,
                             outcome->total == 0 ? PHRASE_DEPUTIES_NOT_NEEDED : PHRASE_DEPUTIES_COUNTED,
                             outcome);
}

/* Demands enough deputies for all members, since no deputy serves two. */
static void demand_deputies(struct demands *demands, const struct rule *rule)
{
        uint32_t members = demand_condition(demands, demand_range(rule->of, NULL)),
                 deputies = demand_condition(demands, (struct condition){.roles = ROLE_BIT(ROLE_DEPUTY)});
        int64_t each = rule->count_given ? rule->count_min : 1;
        if (rule->per.kind != PER_NONE)
                return;
        if (rule->plus >= 0 && !rule->personal) {
                demand_begin_way(demands);
                demand_between(demands, members, -1, 0);
                demand_begin_way(demands);
                demand_row(demands, 1, deputies, -1, members, rule->plus);
                return;
        }
        demand_begin_way(demands);
        if (each > 0)
                demand_row(demands, 1, deputies, -each, members, 0);
}

/* Personal deputies have neither a number in all nor an order. */
static void find_deputies_faults(const json_t *rule, struct faults *list)
{
        static const char *const names[] = {"per", "plus", "ordered"};
        const struct pointer top = {.name = ""};
        for (size_t i = 0; json_is_true(json_object_get(rule, "personal")) && i < 3; i++) {
                struct pointer at = pointer_member(&top, names[i]);
                if (json_object_get(rule, names[i]))
                        pointer_fault(&at, list, FAULT_UNKNOWN_NAME, names[i], NULL);
        }
}

const struct rule_kind kind_deputies = {.name = "deputies",
                                        .judge = judge_deputies,
                                        .demand = demand_deputies,
                                        .describe = describe_deputies,
                                        .faults = find_deputies_faults};
