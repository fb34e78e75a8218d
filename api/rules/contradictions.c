#include "contradictions.h"

#include "kind.h"

#include <stdlib.h>
#include <string.h>

/* More than this is a draft, not a set of rules. */
#define CONTRADICTIONS_MAX 1000

struct list {
        struct rules_contradiction *items;
        size_t count;
};

static void add(struct list *list, const char *a, const char *b)
{
        if (list->count == CONTRADICTIONS_MAX)
                return;
        bool turned = b && strcmp(a, b) > 0;
        list->items[list->count++] = (struct rules_contradiction){{turned ? b : a, turned ? a : b}};
}

/* The facts of a body of which nothing is known but its rules; judged as the variant, if it is one. */
static const struct rules_facts *without_facts(struct arena *arena, const struct rules_facts *facts,
                                               uint32_t variant)
{
        struct rules_facts *bare = arena_alloc(arena, sizeof *bare);
        struct body *body = arena_alloc(arena, sizeof *body);
        if (!bare || !body)
                return NULL;
        *bare = *facts;
        *body = (struct body){.id = facts->body->id,
                              .during = {DATE_BEGINNING, DATE_END},
                              .seats_exhaustive = facts->body->seats_exhaustive,
                              .preferred_variant = variant};
        bare->body = body;
        bare->waiver_count = 0;
        return bare;
}

/* Whether the verdict hangs on nothing but who sits. */
static bool is_composition(const struct rule_kind *kind)
{
        return kind == &kind_seats || kind == &kind_count || kind == &kind_size || kind == &kind_balance ||
               kind == &kind_parity || kind == &kind_distinct || kind == &kind_split ||
               kind == &kind_exclusion;
}

static void collect(const struct rules_result *result, struct list *list)
{
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                if (outcome->verdict == RULES_NOT_MET && rule_decides(outcome->rule) &&
                    is_composition(outcome->rule->kind))
                        add(list, outcome->rule->id, NULL);
        }
        for (uint32_t i = 0; i < result->advice_count; i++) {
                const struct advice *advice = &result->advice[i];
                bool alone = advice->rules[0] == advice->rules[1];
                if (advice->contradiction)
                        add(list, advice->rules[0]->id, alone ? NULL : advice->rules[1]->id);
        }
}

static int compare(const void *a, const void *b)
{
        const struct rules_contradiction *x = a, *y = b;
        int order = strcmp(x->rules[0], y->rules[0]);
        if (order || !x->rules[1] || !y->rules[1])
                return order ? order : (x->rules[1] != NULL) - (y->rules[1] != NULL);
        return strcmp(x->rules[1], y->rules[1]);
}

static void sort(struct list *list)
{
        size_t kept = 0;
        qsort(list->items, list->count, sizeof *list->items, compare);
        for (size_t i = 0; i < list->count; i++) {
                if (kept == 0 || compare(&list->items[kept - 1], &list->items[i]) != 0)
                        list->items[kept++] = list->items[i];
        }
        list->count = kept;
}

const struct rules_contradiction *rules_contradictions(struct arena *arena, const struct rules_facts *facts,
                                                       date at, size_t *ret_count)
{
        struct list list = {arena_array(arena, CONTRADICTIONS_MAX, sizeof *list.items), 0};
        uint32_t variants = facts->variant_count ? facts->variant_count : 1;
        if (!list.items)
                return NULL;
        for (uint32_t i = 0; facts->body && i < variants; i++) {
                const struct rules_facts *bare =
                        without_facts(arena, facts, facts->variant_count ? facts->variants[i] : 0);
                const struct rules_result *result = bare ? rules_check(arena, bare, at) : NULL;
                if (!result)
                        return NULL;
                collect(result, &list);
        }
        sort(&list);
        *ret_count = list.count;
        return list.items;
}
