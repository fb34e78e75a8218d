#include "rules/judging/counting.h"

#include "rules/judging/columns.h"

void counting_add(struct counted *counted, enum tri in_range, enum tri matches)
{
        int32_t *const cells[2][3] = {
                {&counted->maybe_no, &counted->maybe_maybe, &counted->maybe_yes},
                {&counted->in_no, &counted->in_maybe, &counted->in_yes},
        };
        if (in_range != TRI_FALSE)
                ++*cells[in_range == TRI_TRUE][matches];
}

static bool fits_total(const struct bounds *bounds, int64_t count, int64_t low, int64_t high)
{
        if (share_given(bounds->min_share) && bounds->min_share.numerator > 0) {
                int64_t most = count * bounds->min_share.denominator / bounds->min_share.numerator;
                high = most < high ? most : high;
        }
        if (share_given(bounds->more_than)) {
                /* count x denominator > total x numerator */
                if (bounds->more_than.numerator == 0 && count == 0)
                        return false;
                if (bounds->more_than.numerator > 0) {
                        int64_t product = count * bounds->more_than.denominator - 1;
                        int64_t most = product < 0 ? -1 : product / bounds->more_than.numerator;
                        high = most < high ? most : high;
                }
        }
        if (share_given(bounds->max_share)) {
                if (bounds->max_share.numerator == 0)
                        return count == 0 && low <= high;
                int64_t least = (count * bounds->max_share.denominator + bounds->max_share.numerator - 1) /
                                bounds->max_share.numerator;
                low = least > low ? least : low;
        }
        return low <= high;
}

/* Whether some completion has this count and a total that satisfies the bounds. */
static bool count_possible(const struct counted *c, const struct bounds *bounds, int64_t count)
{
        int64_t certain_total = (int64_t)c->in_yes + c->in_maybe + c->in_no;
        int64_t extra = count - c->in_yes;
        int64_t fewest = extra > c->in_maybe ? extra - c->in_maybe : 0;
        int64_t most = extra < c->maybe_yes ? extra : c->maybe_yes;
        int64_t low = certain_total + fewest;
        int64_t high = certain_total + most + c->maybe_maybe + c->maybe_no;
        if (c->open)
                high = INT64_MAX / (2 * SHARE_DENOMINATOR_MAX);
        return fits_total(bounds, count, low, high);
}

static bool shares_exclude(const struct bounds *bounds)
{
        struct share most = bounds->max_share, least = bounds->min_share, more = bounds->more_than;
        if (!share_given(most))
                return share_given(more) && more.numerator == more.denominator;
        if (share_given(least) && least.numerator * most.denominator > most.numerator * least.denominator)
                return true;
        return share_given(more) && more.numerator * most.denominator >= most.numerator * more.denominator;
}

/* With unregistered memberships the region has no end. To outweigh those who do not match, a share below one
 * needs at most denominator times as many who do; what no count shows until then, none shows. */
static int64_t search_end(const struct counted *c, const struct bounds *bounds, int64_t low, int64_t high)
{
        bool shares = share_given(bounds->min_share) || share_given(bounds->more_than) ||
                      share_given(bounds->max_share);
        int64_t total = (int64_t)counted_possible(c) + c->in_no + c->maybe_no;
        high = high > low ? high : low;
        if (!shares || shares_exclude(bounds))
                return high;
        return high + (total + 2) * SHARE_DENOMINATOR_MAX;
}

static bool never_holds(const struct counted *c, const struct bounds *bounds)
{
        int64_t low = c->in_yes, high = counted_possible(c);
        if (bounds->min > low)
                low = bounds->min;
        if (c->open)
                high = search_end(c, bounds, low, high);
        if (bounds->max >= 0 && bounds->max < high)
                high = bounds->max;
        for (int64_t count = low; count <= high; count++) {
                if (count_possible(c, bounds, count))
                        return false;
        }
        return true;
}

/* Whether every bound holds in the completion that is worst for it. */
static bool always_holds(const struct counted *c, const struct bounds *bounds)
{
        if (bounds->min > c->in_yes)
                return false;
        if (bounds->max >= 0 && (c->open || bounds->max < counted_possible(c)))
                return false;
        /* The worst total for a minimum share: all memberships are in range that may be without matching. */
        int64_t worst_total = (int64_t)c->in_yes + c->in_maybe + c->in_no + c->maybe_maybe + c->maybe_no;
        if (share_given(bounds->min_share) && bounds->min_share.numerator > 0 &&
            (c->open || c->in_yes < share_at_least(bounds->min_share, worst_total)))
                return false;
        bool diluted = c->open && bounds->more_than.numerator > 0;
        if (share_given(bounds->more_than) &&
            (diluted || c->in_yes < share_more_than(bounds->more_than, worst_total)))
                return false;
        if (!share_given(bounds->max_share) || bounds->max_share.numerator == bounds->max_share.denominator)
                return true;
        int64_t most = counted_possible(c);
        return !c->open && most <= share_at_most(bounds->max_share, most + c->in_no);
}

enum verdict counting_judge(const struct counted *counted, const struct bounds *bounds)
{
        return verdict_of(always_holds(counted, bounds), never_holds(counted, bounds));
}

struct amount counting_amount(const struct check *check, const uint8_t *range, const uint8_t *column)
{
        struct amount amount = {.open = !check->complete};
        for (uint32_t i = 0; i < check->count; i++) {
                uint8_t value = tri_and(range[i], column[i]);
                amount.low += value == TRI_TRUE;
                amount.high += value != TRI_FALSE;
        }
        return amount;
}

void counting_judge_each(struct check *check, const struct rule *rule, counting_breach *breaks,
                         const void *context, struct outcome *ret)
{
        const uint8_t *range = columns_range(check, rule->of);
        uint8_t *broken = arena_alloc(check->arena, check->count + 1);
        uint8_t any = check->complete ? TRI_FALSE : TRI_UNKNOWN;
        ret->tally = (struct tally){.counted = true, .needed = true, .min = -1, .max = 0};
        for (uint32_t i = 0; i < check->count; i++) {
                if (range[i] == TRI_FALSE)
                        continue;
                broken[i] = tri_and(range[i], (uint8_t)breaks(check, check->in_force[i], context));
                any = broken[i] > any ? broken[i] : any;
                ret->tally.certain += broken[i] == TRI_TRUE;
                ret->tally.possible += broken[i] != TRI_FALSE;
        }
        outcome_set(ret, verdict_of(any == TRI_FALSE, any == TRI_TRUE));
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = REASON_COVERAGE;
        judgement_list_members(check, &ret->tally, broken, selector_names_gender(rule->of));
}
