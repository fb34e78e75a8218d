#include "oracle.h"

#include "oracle_parts.h"

#include <string.h>

#define VARIANTS_MAX 4

/* One reading of the rules: those of its name and those of none. */
struct variant {
        const char *name; /* NULL where no rule has one */
        enum oracle_verdict verdict;
        struct oracle_seating seating;
        bool belongs[ORACLE_RULES];
        struct oracle_rule_answer rules[ORACLE_RULES];
};

const char *oracle_verdict_name(enum oracle_verdict verdict)
{
        static const char *const names[] = {"met",     "not_met",        "unknown",       "waived",
                                            "pending", "not_applicable", "not_checkable", "no_rules"};
        return names[verdict];
}

bool decides(const json_t *rule)
{
        const char *force = text_at(rule, "force"), *basis = text_at(rule, "basis");
        return force && strcmp(force, "shall") == 0 && basis && strcmp(basis, "stated") == 0;
}

static bool is_waived(const struct instance *in, const char *rule)
{
        size_t i;
        const json_t *waiver;
        json_array_foreach(json_object_get(in->facts, "waivers"), i, waiver) {
                const char *of = text_at(waiver, "rule");
                if (of && strcmp(of, rule) == 0 && in_force(waiver, in->at))
                        return true;
        }
        return false;
}

static bool judge_unmoving(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret)
{
        (void)in;
        ret->verdict = strcmp(text_at(rule, "kind"), "statement") == 0 ||
                                       strcmp(text_at(rule, "kind"), "holdover") == 0
                               ? ORACLE_NOT_CHECKABLE
                               : ORACLE_NOT_APPLICABLE;
        return true;
}

/* Any kind but seats. */
static bool judge_alone(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        static const struct {
                const char *kind;
                bool (*judge)(const struct instance *, const json_t *, struct oracle_rule_answer *);
        } kinds[] = {{"count", judge_count},        {"size", judge_size},
                     {"parity", judge_parity},      {"distinct", judge_distinct},
                     {"balance", judge_balance},    {"cadence", judge_cadence},
                     {"term", judge_term},          {"exclusion", judge_exclusion},
                     {"statement", judge_unmoving}, {"quorum", judge_unmoving},
                     {"holdover", judge_unmoving},  {"proportion", judge_proportion},
                     {"deputies", judge_deputies}};
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (strcmp(text_at(rule, "kind"), kinds[i].kind) == 0)
                        return kinds[i].judge(in, rule, ret_answer);
        return false;
}

static bool is_seats(const json_t *rule)
{
        return strcmp(text_at(rule, "kind"), "seats") == 0;
}

/* A rule of a body holds while the body exists; a general one where it applies, or may, and no other stands
 * in its place. */
static bool rule_holds(const struct instance *in, const json_t *rule, const char *variant)
{
        return in_force(rule, in->at) && in_force(in->body, in->at) &&
               truth_applies(in, rule, false) != TRUTH_NO && !derogated(in, rule, variant);
}

static bool is_doubtful(const struct instance *in, const json_t *rule)
{
        return truth_applies(in, rule, false) == TRUTH_MAYBE;
}

/* What is known of something that is this in one world, and that in another. */
static enum oracle_verdict same_or_unknown(enum oracle_verdict a, enum oracle_verdict b)
{
        return a == b ? a : ORACLE_UNKNOWN;
}

/* The seats rules of a variant as one problem; their verdicts back in the places of the rules. Of those that
 * only may apply the ones in `world` do, by bit. */
static bool judge_world(const struct instance *in, const json_t *rules, unsigned world,
                        struct variant *variant)
{
        struct seat_rules seats = {0};
        size_t places[ORACLE_RULES];
        enum oracle_verdict verdicts[ORACLE_RULES];
        int doubtful = 0;
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                if (!variant->belongs[i] || !is_seats(rule) || !rule_holds(in, rule, variant->name))
                        continue;
                if (is_doubtful(in, rule) && !(world >> doubtful++ & 1))
                        continue;
                places[seats.count] = i;
                seats.waived[seats.count] = is_waived(in, text_at(rule, "id"));
                seats.rules[seats.count++] = rule;
        }
        struct oracle_seating seating;
        if (!judge_seats(in, &seats, verdicts, &seating))
                return false;
        variant->seating = seating;
        memset(variant->seating.deficient, 0, sizeof variant->seating.deficient);
        for (size_t i = 0; i < seats.count; i++) {
                struct unit units[ORACLE_GROUPS];
                variant->rules[places[i]].verdict = verdicts[i];
                if (json_object_get(seats.rules[i], "per"))
                        variant->rules[places[i]].units = list_units(in, seats.rules[i], units);
                variant->seating.deficient[places[i]] = seating.deficient[i];
        }
        return true;
}

static bool checked(enum oracle_verdict verdict);

/* How many seats rules of the variant only may apply. */
static int count_doubtful(const struct instance *in, const json_t *rules, const struct variant *variant)
{
        int count = 0;
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                count += variant->belongs[i] && is_seats(rule) && is_doubtful(in, rule) &&
                         rule_holds(in, rule, variant->name);
        }
        return count;
}

/* World after world: what is the same in all of them is known. Of a body with exhaustive seats and several
 * such rules the engine claims nothing. */
static bool judge_seat_rules(const struct instance *in, const json_t *rules, struct variant *variant)
{
        int doubtful = count_doubtful(in, rules, variant);
        struct variant all = *variant;
        if (doubtful > 1 && json_is_true(json_object_get(in->body, "seatsExhaustive")))
                return false;
        if (doubtful > 4 || !judge_world(in, rules, 0, variant))
                return false;
        for (unsigned world = 1; world < 1u << doubtful; world++) {
                struct variant other = all;
                if (!judge_world(in, rules, world, &other))
                        return false;
                for (size_t i = 0; i < json_array_size(rules); i++) {
                        const json_t *rule = json_array_get(rules, i);
                        struct oracle_rule_answer *mine = &variant->rules[i];
                        if (!is_seats(rule))
                                continue;
                        if (!is_doubtful(in, rule))
                                mine->verdict = same_or_unknown(mine->verdict, other.rules[i].verdict);
                        else if (checked(other.rules[i].verdict))
                                mine->verdict = ORACLE_UNKNOWN;
                }
                if (variant->seating.present)
                        variant->seating.verdict =
                                same_or_unknown(variant->seating.verdict, other.seating.verdict);
        }
        return true;
}

static bool checked(enum oracle_verdict verdict)
{
        return verdict != ORACLE_NOT_APPLICABLE && verdict != ORACLE_NOT_CHECKABLE;
}

static enum oracle_verdict whole_verdict(const struct instance *in, const json_t *rules,
                                         const struct variant *variant)
{
        bool any = false, broken = false, unknown = false, seating = false;
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                enum oracle_verdict verdict = variant->rules[i].verdict;
                if (!variant->belongs[i] || !rule_holds(in, rule, variant->name) || !decides(rule) ||
                    !checked(verdict))
                        continue;
                any = true;
                seating |= is_seats(rule) && !is_doubtful(in, rule);
                broken |= verdict == ORACLE_NOT_MET;
                unknown |= verdict == ORACLE_UNKNOWN;
        }
        if (seating) {
                broken |= variant->seating.verdict == ORACLE_NOT_MET;
                unknown |= variant->seating.verdict == ORACLE_UNKNOWN;
        }
        if (!any)
                return ORACLE_NO_RULES;
        return broken ? ORACLE_NOT_MET : unknown ? ORACLE_UNKNOWN : ORACLE_MET;
}

static bool judge_variant(const struct instance *in, const json_t *rules, struct variant *variant)
{
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                struct oracle_rule_answer *answer = &variant->rules[i];
                const char *name = text_at(rule, "variant");
                *answer = (struct oracle_rule_answer){.id = text_at(rule, "id"),
                                                      .verdict = ORACLE_NOT_APPLICABLE,
                                                      .absent = truth_applies(in, rule, true) == TRUTH_NO};
                variant->belongs[i] = !name || (variant->name && strcmp(name, variant->name) == 0);
                if (!variant->belongs[i] || !rule_holds(in, rule, variant->name) || is_seats(rule))
                        continue;
                if (!judge_alone(in, rule, answer))
                        return false;
                if (is_doubtful(in, rule) && checked(answer->verdict))
                        answer->verdict = ORACLE_UNKNOWN;
        }
        if (!judge_seat_rules(in, rules, variant))
                return false;
        for (size_t i = 0; i < json_array_size(rules); i++)
                if (variant->rules[i].verdict == ORACLE_NOT_MET && is_waived(in, variant->rules[i].id))
                        variant->rules[i].verdict = ORACLE_WAIVED;
        variant->verdict = whole_verdict(in, rules, variant);
        return true;
}

/* The variants with a rule in force by name; one without a name where there is none. -1: too many. */
static int list_variants(const struct instance *in, const json_t *rules,
                         struct variant variants[VARIANTS_MAX])
{
        int count = 0;
        size_t i;
        const json_t *rule;
        json_array_foreach(rules, i, rule) {
                const char *name = in_force(rule, in->at) && in_force(in->body, in->at) &&
                                                   truth_applies(in, rule, false) != TRUTH_NO
                                           ? text_at(rule, "variant")
                                           : NULL;
                int at = 0;
                while (name && at < count && strcmp(variants[at].name, name) < 0)
                        at++;
                if (!name || (at < count && strcmp(variants[at].name, name) == 0))
                        continue;
                if (count == VARIANTS_MAX)
                        return -1;
                memmove(&variants[at + 1], &variants[at], (size_t)(count - at) * sizeof *variants);
                variants[at] = (struct variant){.name = name};
                count++;
        }
        if (count == 0)
                variants[count++] = (struct variant){.name = NULL};
        return count;
}

static const struct variant *find_variant(const struct variant *variants, int count, const char *name)
{
        for (int i = 0; name && i < count; i++)
                if (variants[i].name && strcmp(variants[i].name, name) == 0)
                        return &variants[i];
        return NULL;
}

static void compose(const struct instance *in, const json_t *rules, const struct variant *variants, int count,
                    struct oracle_answer *ret_answer)
{
        const struct variant *preferred =
                find_variant(variants, count, text_at(in->body, "preferredVariant"));
        const struct variant *shown = preferred ? preferred : &variants[0];
        struct oracle_answer answer = {.verdict = shown->verdict,
                                       .rule_count = json_array_size(rules),
                                       .seating = shown->seating,
                                       .member_count = in->member_count,
                                       .complete = in->complete};
        for (int i = 0; !preferred && i < count; i++)
                if (variants[i].verdict != shown->verdict)
                        answer.verdict = ORACLE_UNKNOWN;
        for (size_t i = 0; i < answer.rule_count; i++) {
                const char *name = text_at(json_array_get(rules, i), "variant");
                const struct variant *own = name ? find_variant(variants, count, name) : shown;
                answer.rules[i] = (own ? own : shown)->rules[i];
        }
        for (size_t i = 0; i < in->member_count; i++)
                answer.members[i] = in->members[i].id;
        *ret_answer = answer;
}

bool oracle_judge(const json_t *facts, date at, struct oracle_answer *ret_answer)
{
        const json_t *rules = json_object_get(facts, "rules");
        struct instance in;
        struct variant variants[VARIANTS_MAX];
        if (json_array_size(rules) > ORACLE_RULES || !read_instance(facts, at, &in))
                return false;
        int count = list_variants(&in, rules, variants);
        if (count < 0)
                return false;
        for (int i = 0; i < count; i++)
                if (!judge_variant(&in, rules, &variants[i]))
                        return false;
        compose(&in, rules, variants, count, ret_answer);
        return true;
}
