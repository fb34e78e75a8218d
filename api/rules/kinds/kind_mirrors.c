/*
 * mirrors - the same parties as another body.
 *
 * The organisations the members represent are the same set as those of the members of the body `of`. Where
 * the text says "about the same" (`approximate`) the difference is shown and nothing is judged.
 */
#include "rules/kinds/kinds.h"
#include "rules/model/reference.h"

#include <stdlib.h>
#include <string.h>

struct sides {
        uint8_t *on;         /* by id: bit 0 here, bit 1 there */
        int32_t unstated[2]; /* members whose organisation is not stated */
        bool open[2];
};

static void mark_organisations(const struct check *check, const struct body *body, int side,
                               struct sides *sides)
{
        sides->open[side] =
                !body->memberships_known || !coverage_complete(body->memberships_coverage, check->at);
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *row = &body->memberships[i];
                if (!body_membership_holds(body, row, check->at) || !is_member(row))
                        continue;
                if (row->organisation)
                        sides->on[row->organisation] |= (uint8_t)(1 << side);
                else
                        sides->unstated[side]++;
        }
}

struct named {
        const char *text;
        uint32_t id;
};

static int compare_names(const void *a, const void *b)
{
        const struct named *x = a, *y = b;
        return strcmp(x->text, y->text);
}

/* The organisations on one side only, by name: those here, and then those there. */
static bool list_difference(struct check *check, const struct sides *sides, int32_t alone[2],
                            struct outcome *ret)
{
        uint32_t count = check->facts->ids.count, room = 1, used = 0;
        for (uint32_t id = 1; id < count; id++)
                room += sides->on[id] == 1 || sides->on[id] == 2;
        struct named *found = arena_array(check->arena, room, sizeof *found);
        uint32_t *names = arena_array(check->arena, room, sizeof *names);
        if (!found || !names)
                return false;
        for (uint32_t id = 1; id < count; id++) {
                if (sides->on[id] != 1 && sides->on[id] != 2)
                        continue;
                alone[sides->on[id] - 1]++;
                found[used++] = (struct named){id_text(check->facts, id), id};
        }
        qsort(found, used, sizeof *found, compare_names);
        uint32_t count_here = 0;
        for (uint8_t side = 1; side <= 2; side++) {
                for (uint32_t i = 0; i < used; i++) {
                        if (sides->on[found[i].id] == side)
                                names[count_here++] = found[i].id;
                }
        }
        ret->total = alone[0];
        ret->names = names;
        ret->name_count = used;
        return true;
}

/* A difference can still be made up by the other side's members who do not state theirs. */
static bool can_make_up(const struct sides *sides, int side, int32_t lacking)
{
        return sides->open[side] || sides->unstated[side] >= lacking;
}

static bool judge_mirrors(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const struct body *other =
                rule->of_bodies.count ? find_body(check->facts, rule->of_bodies.items[0]) : NULL;
        struct sides sides = {.on = arena_alloc(check->arena, check->facts->ids.count + 1)};
        int32_t alone[2] = {0, 0};
        if (!sides.on)
                return false;
        if (!rule->of_bodies.count)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (!other)
                return outcome_explain(ret, rule->approximate ? VERDICT_NOT_CHECKABLE : VERDICT_UNKNOWN,
                                       REASON_BODY_NOT_DELIVERED);
        mark_organisations(check, check->facts->body, 0, &sides);
        mark_organisations(check, other, 1, &sides);
        if (!list_difference(check, &sides, alone, ret))
                return false;
        if (rule->approximate)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_APPROXIMATE);
        ret->shared = sides.unstated[0] + sides.unstated[1];
        bool certain = !sides.open[0] && !sides.open[1] && !sides.unstated[0] && !sides.unstated[1];
        bool possible = can_make_up(&sides, 1, alone[0]) && can_make_up(&sides, 0, alone[1]);
        outcome_set(ret, verdict_of(certain && !ret->name_count, !possible));
        if (ret->verdict == VERDICT_UNKNOWN && (sides.open[0] || sides.open[1]))
                ret->reason = REASON_COVERAGE;
        return true;
}

/* The organisations on one side only. */
static void add_side(struct sentence *sentence, enum phrase phrase, const struct outcome *outcome,
                     uint32_t first, uint32_t count)
{
        struct outcome side = {.names = outcome->names + first, .name_count = count};
        struct sentence_values values = {.outcome = &side};
        if (outcome->rule->of_bodies.count)
                values.name = reference_name(sentence->facts, outcome->rule->of_bodies.items[0], sentence->at,
                                             sentence->language);
        sentence_fill(sentence, phrase, &values);
}

static void describe_mirrors(struct sentence *sentence, const struct outcome *outcome)
{
        uint32_t here = outcome->total > 0 ? (uint32_t)outcome->total : 0;
        if (here)
                add_side(sentence, PHRASE_MIRRORS_HERE, outcome, 0, here);
        if (here && here < outcome->name_count)
                buffer_add_string(sentence->out, "; ");
        if (here < outcome->name_count)
                add_side(sentence, PHRASE_MIRRORS_THERE, outcome, here, outcome->name_count - here);
        if (outcome->name_count)
                return;
        if (outcome->verdict == VERDICT_MET || outcome->verdict == VERDICT_NOT_CHECKABLE)
                sentence_say(sentence, PHRASE_MIRRORS_SAME, outcome);
        else if (outcome->shared)
                sentence_say(sentence, PHRASE_MIRRORS_UNSTATED, outcome);
}

const struct rule_kind kind_mirrors = {
        .name = "mirrors", .judge = judge_mirrors, .describe = describe_mirrors};
