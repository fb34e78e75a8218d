/*
 * Random rules.
 *
 * Where coverage may be incomplete a completion adds members "of any attributes"; so that this means the same
 * to whoever works it out, `of`, `who` and `per` of one rule never speak of the same attribute, and `who`
 * asks for roles only where a member can have them.
 */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEATS_MAX 6

enum attribute { CATEGORY, ORGANISATION, AREA, TRAIT, ROLE, GENDER, APPOINTER, OFFICE, ELSEWHERE };

#define ANY_OF(...) ((const enum attribute[]){__VA_ARGS__})

static void set(json_t *object, const char *key, json_t *value)
{
        if (json_object_set_new(object, key, value) != 0)
                abort();
}

static const char *pick(struct plan *plan, const char *const *words, int count)
{
        return words[random_below(&plan->random, count)];
}

/* One or two words of a list, as a selector takes them. */
static json_t *pick_list(struct plan *plan, const char *const *words, int count)
{
        const char *first = pick(plan, words, count), *second = pick(plan, words, count);
        if (first == second || random_chance(&plan->random, 50))
                return json_pack("[s]", first);
        return json_pack("[s,s]", first, second);
}

static const char *const categories[] = {"health", "municipal", "user", "profession"};
static const char *const traits[] = {"doctor", "union"};
static const char *const organisations[] = {"o1", "o2", "o3", "o4", "o5"};
static const char *const areas[] = {"a1", "a2", "a3", "a4", "a5"};
static const char *const voters[] = {"chair", "deputyChair", "member"};

static const char *const offices[] = {"f1", "f2", "f3", "f4"};

static json_t *generate_member_of(struct plan *plan)
{
        const char *body = random_chance(&plan->random, 90) ? "b2" : "b3";
        if (random_chance(&plan->random, 50))
                return json_pack("{s:{s:s}}", "memberOf", "body", body);
        json_t *roles = pick_list(plan, voters, 3);
        return json_pack("{s:{s:s,s:o}}", "memberOf", "body", body, "role", roles);
}

static json_t *generate_leaf(struct plan *plan, enum attribute attribute)
{
        static const char *const kinds[] = {"association", "ministry", "directorate", "municipality"};
        static const char *const area_kinds[] = {"county", "municipality", "health_region"};
        static const char *const genders[] = {"female", "male"};
        int form = random_below(&plan->random, 4);
        switch (attribute) {
        case CATEGORY:
                return json_pack("{s:o}", "category", pick_list(plan, categories, 4));
        case TRAIT:
                return json_pack("{s:o}", "trait", pick_list(plan, traits, 2));
        case ROLE:
                return json_pack("{s:o}", "role", pick_list(plan, voters, 3));
        case GENDER:
                return json_pack("{s:[s]}", "gender", pick(plan, genders, 2));
        case APPOINTER:
                return json_pack("{s:o}", "appointedBy", pick_list(plan, organisations, 5));
        case ORGANISATION:
                if (form == 0)
                        return json_pack("{s:s}", "organisationWithin", pick(plan, organisations, 5));
                if (form == 1)
                        return json_pack("{s:o}", "organisationKind", pick_list(plan, kinds, 4));
                return json_pack("{s:o}", "organisation", pick_list(plan, organisations, 5));
        case OFFICE:
                return json_pack("{s:o}", "office", pick_list(plan, offices, 4));
        case ELSEWHERE:
                return generate_member_of(plan);
        case AREA:
                break;
        }
        if (form == 0)
                return json_pack("{s:s}", "areaWithin", pick(plan, areas, 5));
        if (form == 1)
                return json_pack("{s:o}", "areaKind", pick_list(plan, area_kinds, 3));
        return json_pack("{s:o}", "area", pick_list(plan, areas, 5));
}

/* A gender beside what may hold of one person only is refused. */
static bool names_one(enum attribute a, enum attribute b)
{
        return a == GENDER && (b == OFFICE || b == ELSEWHERE);
}

/* A leaf, or a few put together; an `all` never speaks of one attribute twice, lest it contradict itself. */
static json_t *generate_selector(struct plan *plan, const enum attribute *allowed, int count)
{
        int a = random_below(&plan->random, count), b = random_below(&plan->random, count);
        json_t *first = generate_leaf(plan, allowed[a]);
        int form = random_below(&plan->random, 20);
        if (form < 11)
                return first;
        if (form < 13)
                return json_pack("{s:o}", "not", first);
        if (names_one(allowed[a], allowed[b]) || names_one(allowed[b], allowed[a]))
                return first;
        json_t *second = generate_leaf(plan, allowed[b]);
        if (form == 13 && allowed[a] != allowed[b])
                second = json_pack("{s:o}", "not", second);
        return json_pack("{s:[o,o]}", allowed[a] != allowed[b] && form < 17 ? "all" : "any", first, second);
}

static json_t *generate_bounds(struct plan *plan, int most)
{
        struct random *random = &plan->random;
        int min = random_below(random, most + 1), more = random_below(random, 3);
        int form = random_below(random, 6);
        if (form == 0)
                return json_pack("{s:i}", "min", min);
        if (form == 1)
                return json_pack("{s:i}", "max", min + more);
        return json_pack("{s:i,s:i}", "min", min, "max", form < 4 ? min : min + more);
}

static json_t *generate_per(struct plan *plan, bool bounded, int most)
{
        static const char *const names[] = {"areas", "organisations", "categories", "traits"};
        static const char *const *const lists[] = {areas, organisations, categories, traits};
        static const int sizes[] = {5, 5, 4, 2};
        int which = random_below(&plan->random, 5);
        if (which == 4) {
                json_t *per = json_pack("{s:s}", "areaKind", "municipality");
                if (random_chance(&plan->random, 50))
                        set(per, "within", json_string("a1"));
                return per;
        }
        json_t *units = pick_list(plan, lists[which], sizes[which]);
        json_t *per = json_pack("{s:o}", names[which], units);
        if (bounded && random_chance(&plan->random, 30))
                set(per, "except",
                    json_pack("{s:o}", json_string_value(json_array_get(units, 0)),
                              generate_bounds(plan, most)));
        return per;
}

static json_t *begin_rule(struct plan *plan, const char *kind, int number)
{
        static const char *const forces[] = {"should", "planned", "encouraged", "should"};
        static const char *const variants[] = {"v1", "v2", "v1", "v3"};
        char id[16];
        struct random *random = &plan->random;
        snprintf(id, sizeof id, "r%d", number);
        json_t *rule = json_pack("{s:s,s:s,s:s,s:{s:s}}", "id", id, "body", "b", "kind", kind, "text", "nb",
                                 "Regel.");
        set(rule, "force", json_string(random_chance(random, 78) ? "shall" : pick(plan, forces, 4)));
        int basis = random_below(random, 20);
        set(rule, "basis", json_string(basis < 16 ? "stated" : basis < 19 ? "interpreted" : "derived"));
        if (plan->variants && random_chance(random, 60))
                set(rule, "variant", json_string(pick(plan, variants, 4)));
        if (random_chance(random, 35))
                generate_validity(plan, rule, 30, 40, 85);
        return rule;
}

/* Groups that overlap as the links of a chain do, where whoever comes first takes the wrong seat. */
static json_t *generate_link(struct plan *plan, int number)
{
        const char *first = categories[number % 4], *second = categories[(number + 1) % 4];
        if (random_chance(&plan->random, 25))
                return json_pack("{s:[s]}", "category", first);
        return json_pack("{s:[s,s]}", "category", first, second);
}

static json_t *generate_seats(struct plan *plan, int number, int most)
{
        static const char *const others[] = {"observer", "secretary", "deputy"};
        struct random *random = &plan->random;
        json_t *rule = begin_rule(plan, "seats", number);
        int role = random_below(random, 20);
        if (role == 0)
                set(rule, "role", json_string(pick(plan, others, 3)));
        else if (role <= 3)
                set(rule, "role", json_string(pick(plan, voters, 3)));
        else if (role == 4)
                set(rule, "roles", json_pack("[s,s]", "member", pick(plan, others, 3)));
        else if (role == 5)
                set(rule, "roles", json_pack("[s,s]", "chair", "member"));
        if (random_chance(random, 15))
                set(rule, "force", json_string("may"));
        bool per = random_chance(random, 15);
        most = per ? most / 2 : most;
        if (!random_chance(random, 25))
                set(rule, "count", generate_bounds(plan, most < 3 ? most : 3));
        if (per)
                set(rule, "per", generate_per(plan, true, most < 2 ? most : 2));
        else if (random_chance(random, 50))
                set(rule, "who", generate_link(plan, number));
        else if (!random_chance(random, 12))
                set(rule, "who",
                    generate_selector(plan,
                                      ANY_OF(CATEGORY, CATEGORY, ORGANISATION, AREA, TRAIT, ROLE, APPOINTER,
                                             GENDER, OFFICE, ELSEWHERE),
                                      10));
        return rule;
}

/* `of`: roles, or an attribute that `who` does not speak of. */
static void maybe_of(struct plan *plan, json_t *rule, bool roles)
{
        static const char *const all[] = {"chair",  "member",    "observer",
                                          "deputy", "secretary", "deputyChair"};
        if (!random_chance(&plan->random, 45))
                return;
        if (roles && random_chance(&plan->random, 40))
                set(rule, "of", json_pack("{s:o}", "role", pick_list(plan, all, 6)));
        else
                set(rule, "of", generate_selector(plan, ANY_OF(ORGANISATION, APPOINTER), 2));
}

static json_t *generate_count(struct plan *plan, int number)
{
        static const char *const shares[] = {"1/2", "2/5", "40%", "1/3", "50%", "3/5", "100%", "2/4", "1/4"};
        static const char *const names[] = {"minShare", "maxShare", "moreThanShare"};
        json_t *rule = begin_rule(plan, "count", number);
        bool share = random_chance(&plan->random, 50), per = random_chance(&plan->random, 20);
        maybe_of(plan, rule, true);
        bool two = random_chance(&plan->random, 25); /* with room between them, as a faultless rule has */
        if (share && two) {
                set(rule, random_chance(&plan->random, 50) ? "minShare" : "moreThanShare",
                    json_string("1/3"));
                set(rule, "maxShare", json_string(pick(plan, shares, 3)));
        } else if (share) {
                set(rule, pick(plan, names, 3), json_string(pick(plan, shares, 9)));
        }
        if (!share || (!per && random_chance(&plan->random, 20)))
                json_object_update_new(rule, generate_bounds(plan, 4));
        if (!share && random_chance(&plan->random, 10))
                set(rule, "force", json_string("may"));
        if (per) {
                set(rule, "per", generate_per(plan, !share, 3));
                json_object_del(rule, "of"); /* a unit may be an organisation */
                set(rule, "who", generate_leaf(plan, GENDER));
        } else {
                /* roles last: they are always known, but `of` may already ask for some */
                bool roles = json_object_get(json_object_get(rule, "of"), "role") != NULL;
                const enum attribute *kinds =
                        ANY_OF(CATEGORY, TRAIT, AREA, GENDER, OFFICE, ELSEWHERE, ROLE, ROLE, ROLE);
                set(rule, "who", generate_selector(plan, kinds, roles ? 6 : 9));
        }
        return rule;
}

static json_t *generate_size(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "size", number);
        struct random *random = &plan->random;
        maybe_of(plan, rule, true);
        int form = random_below(random, 8), a = random_below(random, 8), b = random_below(random, 8);
        if (form == 0)
                set(rule, "in", a == b ? json_pack("[i]", a) : json_pack("[i,i]", a, b));
        else if (form == 1)
                set(rule, random_chance(random, 50) ? "even" : "odd", json_true());
        else
                json_object_update_new(rule, generate_bounds(plan, 7));
        return rule;
}

static json_t *generate_parity(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "parity", number), *sides = json_array();
        int count = random_chance(&plan->random, 25) ? 3 : 2;
        const enum attribute *kinds = ANY_OF(CATEGORY, TRAIT, AREA);
        for (int i = 0; i < count; i++)
                json_array_append_new(sides, generate_selector(plan, kinds + (i == 2), i == 2 ? 2 : 3));
        set(rule, "sides", sides);
        if (random_chance(&plan->random, 40))
                set(rule, "difference", json_integer(random_below(&plan->random, 3)));
        return rule;
}

static json_t *generate_distinct(struct plan *plan, int number)
{
        static const char *const attributes[] = {"organisation", "area", "appointedBy", "category"};
        json_t *rule = begin_rule(plan, "distinct", number);
        set(rule, "by", json_string(pick(plan, attributes, 4)));
        set(rule, "min", json_integer(1 + random_below(&plan->random, 5)));
        if (random_chance(&plan->random, 40))
                set(rule, "of", generate_selector(plan, ANY_OF(TRAIT, ROLE), 2));
        return rule;
}

static json_t *generate_steps(struct plan *plan)
{
        int to = 4 + random_below(&plan->random, 2);
        const char *share = random_chance(&plan->random, 50) ? "40%" : "1/3";
        return json_pack("[{s:i,s:i,s:i},{s:i,s:i,s:i},{s:i,s:s}]", "from", 2, "to", 3, "min", 1, "from", 4,
                         "to", to, "min", 2, "from", 6, "minShare", share);
}

static json_t *generate_balance(struct plan *plan, int number)
{
        static const char *const presets[] = {"ldl-28", "asl-6-11a", "koml-7-7"};
        json_t *rule = begin_rule(plan, "balance", number);
        bool dated = plan->at >= date_make(2022, 6, 1); /* when the municipal one is surely in force */
        bool preset = random_chance(&plan->random, 60);
        if (preset)
                set(rule, "preset", json_string(pick(plan, presets, dated ? 3 : 2)));
        else
                set(rule, "steps", generate_steps(plan));
        if (random_chance(&plan->random, 20))
                set(rule, "per", generate_per(plan, false, 0));
        else
                maybe_of(plan, rule, !preset);
        return rule;
}

static json_t *generate_cadence(struct plan *plan, int number)
{
        static const char *const periods[] = {"month", "quarter", "half_year", "year"};
        json_t *rule = begin_rule(plan, "cadence", number);
        set(rule, "every", json_string(pick(plan, periods, 4)));
        set(rule, "count", generate_bounds(plan, 4));
        if (random_chance(&plan->random, 40))
                set(rule, "tolerance", json_integer(random_below(&plan->random, 3)));
        if (random_chance(&plan->random, 50) && !json_object_get(rule, "validFrom"))
                generate_validity(plan, rule, 10, 60, 95);
        return rule;
}

static json_t *generate_proportion(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "proportion", number), *sides = json_array(), *weights = json_array();
        int count = random_chance(&plan->random, 30) ? 3 : 2;
        const enum attribute *kinds = ANY_OF(CATEGORY, TRAIT, AREA);
        for (int i = 0; i < count; i++) {
                json_array_append_new(sides, generate_selector(plan, kinds + (i == 2), i == 2 ? 2 : 3));
                json_array_append_new(weights, json_integer((i == 0) + random_below(&plan->random, 7)));
        }
        set(rule, "sides", sides);
        set(rule, "weights", weights);
        if (random_chance(&plan->random, 40))
                set(rule, "rounding", json_string("sainte_lague"));
        if (random_chance(&plan->random, 30))
                set(rule, "tolerance", json_integer(1));
        return rule;
}

static json_t *generate_deputies(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "deputies", number);
        if (random_chance(&plan->random, 50))
                set(rule, "plus", json_integer(random_below(&plan->random, 3)));
        else if (random_chance(&plan->random, 40))
                set(rule, "count", json_integer(1 + random_below(&plan->random, 2)));
        if (random_chance(&plan->random, 50) || !json_object_get(rule, "plus"))
                set(rule, "ordered", json_true());
        if (random_chance(&plan->random, 50))
                set(rule, "per", generate_per(plan, false, 0));
        return rule;
}

static json_t *generate_other(struct plan *plan, int number)
{
        static const char *const lengths[] = {"P2Y", "P1Y", "P18M", "P700D", "P4Y"};
        int kind = random_below(&plan->random, 9);
        if (kind == 6)
                return generate_proportion(plan, number);
        if (kind == 7)
                return generate_deputies(plan, number);
        if (kind == 8)
                return begin_rule(plan, "holdover", number);
        if (kind == 0)
                return begin_rule(plan, "statement", number);
        if (kind == 1) {
                json_t *quorum = begin_rule(plan, "quorum", number);
                set(quorum, "moreThanShare", json_string("1/2"));
                return quorum;
        }
        if (kind <= 3) {
                json_t *term = begin_rule(plan, "term", number);
                set(term, "length", json_string(pick(plan, lengths, 5)));
                return term;
        }
        json_t *exclusion = begin_rule(plan, "exclusion", number);
        set(exclusion, "who", generate_selector(plan, ANY_OF(CATEGORY, TRAIT, AREA), 3));
        maybe_of(plan, exclusion, true);
        return exclusion;
}

/* The seats that a rule demands, so that all of them together stay few. */
static int seats_of(const json_t *rule)
{
        const json_t *count = json_object_get(rule, "count");
        int each = count ? (int)json_integer_value(json_object_get(count, "min")) : 1;
        return json_object_get(rule, "per") ? 2 * each : each;
}

json_t *generate_rules(struct plan *plan)
{
        static json_t *(*const kinds[])(struct plan *, int) = {
                generate_count,   generate_size,    generate_parity, generate_distinct,
                generate_balance, generate_cadence, generate_other};
        json_t *rules = json_array();
        int left = SEATS_MAX, number = 1;
        static const int unknowns[] = {0, 0, 5, 12, 25}, more_unknowns[] = {0, 10, 25, 40, 60};
        int seats = random_chance(&plan->random, 70) ? 1 + random_below(&plan->random, 4) : 0;
        plan->unknown = (seats ? unknowns : more_unknowns)[random_below(&plan->random, 5)];
        for (int i = 0; i < seats && left > 0; i++) {
                json_t *rule = generate_seats(plan, number++, left);
                left -= seats_of(rule);
                json_array_append_new(rules, rule);
        }
        int others = seats == 0 ? 1 + random_below(&plan->random, 5) : random_below(&plan->random, 3);
        for (int i = 0; i < others; i++)
                json_array_append_new(rules, kinds[random_below(&plan->random, 7)](plan, number++));
        return rules;
}
