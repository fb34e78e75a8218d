/*
 * Rules: the parameters of every kind, read the same way.
 */
#include "rules/model/kind.h"
#include "rules/model/reader.h"

#include <stdlib.h>
#include <string.h>

static int read_word(const struct flat *object, const char *key, const char *const *words, int count,
                     int otherwise)
{
        const char *text = reader_string(object, key);
        for (int i = 0; text && i < count; i++) {
                if (strcmp(words[i], text) == 0)
                        return i;
        }
        return otherwise;
}

static enum role read_role(const struct flat *value)
{
        return flat_is(value, FLAT_STRING) ? facts_parse_role(flat_string(value), value->length) : ROLE_COUNT;
}

/* Each role once, in written order. */
static void add_role(struct rule *rule, enum role *roles, enum role role)
{
        if (role == ROLE_COUNT || (rule->roles & ROLE_BIT(role)))
                return;
        rule->roles |= ROLE_BIT(role);
        roles[rule->role_list_count++] = role;
}

/* `role` and `roles` are one parameter in two spellings. */
static void read_rule_roles(struct reader *reader, const struct flat *json, struct rule *rule)
{
        const struct flat *list = flat_get(json, "roles");
        enum role *roles = reader_room(reader, ROLE_COUNT, sizeof *roles);
        if (!roles)
                return;
        rule->role_list = roles;
        flat_each(item, list)
                add_role(rule, roles, read_role(item));
        add_role(rule, roles, read_role(flat_get(json, "role")));
}

static struct share read_share(const struct flat *json, const char *key)
{
        struct share share = {0, 0};
        const struct flat *value = flat_get(json, key);
        if (flat_is(value, FLAT_STRING))
                share_parse(flat_string(value), value->length, &share);
        return share;
}

static void read_bounds(const struct flat *json, struct rule *rule)
{
        const struct flat *count = flat_get(json, "count");
        rule->bounds = (struct bounds){
                .min = reader_count(flat_get(json, "min")),
                .max = reader_count(flat_get(json, "max")),
                .min_share = read_share(json, "minShare"),
                .max_share = read_share(json, "maxShare"),
                .more_than = read_share(json, "moreThanShare"),
        };
        rule->count_given = count != NULL;
        rule->count_min = rule->count_max = -1;
        if (flat_is(count, FLAT_INTEGER)) {
                rule->count_min = rule->count_max = reader_count(count);
        } else if (count) {
                rule->count_min = reader_count(flat_get(count, "min"));
                rule->count_max = reader_count(flat_get(count, "max"));
        }
}

static bool read_number(struct reader *reader, const struct flat *json, void *ret)
{
        (void)reader;
        int32_t number = reader_count(json);
        *(uint32_t *)ret = (uint32_t)number;
        return number >= 0;
}

static void read_steps(struct reader *reader, const struct flat *list, struct rule *rule)
{
        struct step *steps = reader_room(reader, flat_size(list), sizeof *steps);
        if (!steps)
                return;
        rule->steps = steps;
        flat_each(item, list) {
                int32_t from = reader_count(flat_get(item, "from"));
                steps[rule->step_count++] = (struct step){
                        .from = from < 0 ? 0 : from,
                        .to = reader_count(flat_get(item, "to")),
                        .min = reader_count(flat_get(item, "min")),
                        .min_share = read_share(item, "minShare"),
                };
        }
}

static void read_sides(struct reader *reader, const struct flat *list, struct rule *rule)
{
        if (flat_size(list) > SIDES_MAX) {
                reader_stop(reader, "sides");
                return;
        }
        const struct selector **sides = reader_room(reader, flat_size(list), sizeof(const struct selector *));
        if (!sides)
                return;
        rule->sides = sides;
        flat_each(item, list) {
                sides[rule->side_count] = reader_selector(reader, item);
                if (sides[rule->side_count])
                        rule->side_count++;
        }
}

static const char *const attribute_names[] = {"organisation", "area", "appointedBy", "office", "category"};

static void read_attributes(const struct flat *json, struct rule *rule)
{
        const struct flat *same = flat_get(json, "same");
        rule->by = (enum attribute)read_word(json, "by", attribute_names, ATTRIBUTE_COUNT, ATTRIBUTE_COUNT);
        flat_each(item, same) {
                const char *name = flat_string(item);
                for (int a = 0; name && a < ATTRIBUTE_COUNT; a++) {
                        if (strcmp(attribute_names[a], name) == 0)
                                rule->same |= 1u << a;
                }
        }
}

static void read_first(const struct flat *first, struct rule *rule)
{
        const struct flat *from = flat_get(first, "from");
        struct partial_date day;
        rule->first_side = reader_count(flat_get(first, "side"));
        if (rule->first_side < 0 || !flat_is(from, FLAT_STRING) ||
            !date_parse_partial(flat_string(from), from->length, &day))
                return;
        rule->first_given = true;
        rule->first_from = day.first;
}

/* Ids given as one string or as a list. */
static struct id_list read_bodies(struct reader *reader, const struct flat *value)
{
        if (!flat_is(value, FLAT_STRING))
                return reader_ids(reader, value);
        uint32_t *id = reader_room(reader, 1, sizeof *id);
        if (!id)
                return (struct id_list){0};
        *id = reader_name(reader, value);
        return (struct id_list){id, 1, true};
}

static int compare_exceptions(const void *a, const void *b)
{
        const struct exception *x = a, *y = b;
        return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void read_exceptions(struct reader *reader, const struct flat *except, struct per *per)
{
        uint32_t count = flat_is(except, FLAT_OBJECT) ? except->length : 0;
        struct exception *items = count ? reader_room(reader, count, sizeof *items) : NULL;
        const struct flat *unit = items ? except + 1 : NULL;
        for (uint32_t i = 0; items && i < count; i++, unit += 1 + unit[1].count)
                items[i] =
                        (struct exception){reader_name(reader, unit), reader_count(flat_get(&unit[1], "min")),
                                           reader_count(flat_get(&unit[1], "max"))};
        if (!items || reader_stopped(reader))
                return;
        qsort(items, count, sizeof *items, compare_exceptions);
        per->exceptions = items;
        per->exception_count = count;
}

static uint32_t read_role_set(const struct flat *list)
{
        uint32_t roles = 0;
        flat_each(item, list) {
                enum role role = read_role(item);
                if (role != ROLE_COUNT)
                        roles |= ROLE_BIT(role);
        }
        return roles;
}

static void read_per(struct reader *reader, const struct flat *json, struct per *per)
{
        static const struct {
                const char *name;
                enum per_kind kind;
        } lists[] = {{"areas", PER_AREAS},
                     {"organisations", PER_ORGANISATIONS},
                     {"categories", PER_CATEGORIES},
                     {"traits", PER_TRAITS},
                     {"areaKind", PER_AREA_KIND}};
        if (!json)
                return;
        per->kind = PER_UNREADABLE;
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
                const struct flat *value = flat_get(json, lists[i].name);
                if (!value)
                        continue;
                per->units = read_bodies(reader, value);
                per->kind = per->units.known ? lists[i].kind : PER_UNREADABLE;
        }
        const struct flat *members_of = flat_get(json, "membersOf");
        if (members_of) {
                per->body = reader_id(reader, members_of, "body");
                per->roles = read_role_set(flat_get(members_of, "role"));
                per->kind = per->body ? PER_MEMBERS_OF : PER_UNREADABLE;
        }
        if (reader_flag(json, "appointedBy"))
                per->kind = PER_APPOINTED_BY;
        per->within = reader_id(reader, json, "within");
        read_exceptions(reader, flat_get(json, "except"), per);
}

static void read_times(const struct flat *json, struct rule *rule)
{
        const struct flat *every = flat_get(json, "every");
        rule->calendar = flat_is(every, FLAT_STRING) ? span_parse_calendar(flat_string(every), every->length)
                                                     : CALENDAR_NONE;
        rule->every = reader_span(every);
        rule->length = reader_span(flat_get(json, "length"));
        rule->max_duration = reader_span(flat_get(json, "maxDuration"));
        rule->within = reader_span(flat_get(json, "within"));
        rule->max_terms = reader_count(flat_get(json, "maxTerms"));
}

static void read_weights(struct reader *reader, const struct flat *list, struct rule *rule)
{
        int32_t *weights = reader_room(reader, flat_size(list), sizeof *weights);
        rule->weights = weights;
        if (!weights)
                return;
        flat_each(item, list) {
                int32_t weight = reader_count(item);
                weights[rule->weight_count++] = weight < 0 ? 0 : weight;
        }
}

static bool is_of_register(const struct rule *rule)
{
        return rule->kind && rule->kind->subject == SUBJECT_REGISTER;
}

static void read_parameters(struct reader *reader, const struct flat *json, struct rule *rule)
{
        const struct flat *of = flat_get(json, "of");
        read_rule_roles(reader, json, rule);
        read_bounds(json, rule);
        read_steps(reader, flat_get(json, "steps"), rule);
        read_sides(reader, flat_get(json, "sides"), rule);
        read_attributes(json, rule);
        read_first(flat_get(json, "first"), rule);
        read_times(json, rule);
        read_per(reader, flat_get(json, is_of_register(rule) ? "for" : "per"), &rule->per);
        rule->who = reader_selector(reader, flat_get(json, "who"));
        rule->of = flat_is(of, FLAT_STRING) ? NULL : reader_selector(reader, of);
        rule->of_bodies = flat_is(of, FLAT_STRING) ? read_bodies(reader, of) : (struct id_list){0};
        rule->in = reader_numbers(reader, flat_get(json, "in"), read_number);
        rule->even = reader_flag(json, "even");
        rule->odd = reader_flag(json, "odd");
        rule->preset = reader_id(reader, json, "preset");
        rule->preset_text = reader_string(json, "preset");
        int32_t difference = reader_count(flat_get(json, "difference"));
        int32_t tolerance = reader_count(flat_get(json, "tolerance"));
        rule->difference = difference < 0 ? 0 : difference;
        rule->tolerance = tolerance < 0 ? 0 : tolerance;
        rule->personal = reader_flag(json, "personal");
        rule->distinct_persons = reader_flag(json, "distinctPersons");
        rule->approximate = reader_flag(json, "approximate");
        rule->before = read_bodies(reader, flat_get(json, "before"));
        rule->after = read_bodies(reader, flat_get(json, "after"));
        rule->checklist = reader_string(json, "checklist");
        rule->event = reader_string(json, "event");
        rule->after_event = reader_string(json, "since");
        rule->plus = reader_count(flat_get(json, "plus"));
        rule->ordered = reader_flag(json, "ordered");
        rule->sitting = reader_flag(json, "sitting");
        rule->election_period = reader_string(json, "electionPeriod") != NULL;
        rule->body_kind = reader_id(reader, json, "bodyKind");
        rule->coverage = reader_coverage(flat_get(json, "coverage"));
        rule->unless_kinds = reader_ids(reader, flat_get(flat_get(json, "unless"), "bodyKind"));
        const char *rounding = reader_string(json, "rounding");
        rule->sainte_lague = rounding && strcmp(rounding, "sainte_lague") == 0;
        read_weights(reader, flat_get(json, "weights"), rule);
}

/* The minimum of a `may` rule is 0. */
static void drop_minima(struct rule *rule)
{
        if (rule->force != FORCE_MAY)
                return;
        rule->bounds.min = -1;
        rule->bounds.min_share = rule->bounds.more_than = (struct share){0, 0};
        if (!rule->count_given) {
                rule->count_given = true;
                rule->count_max = 1;
        }
        rule->count_min = -1;
}

/* Whose rule it is; false if it never applies to the body of the facts. */
static bool read_owner(struct reader *reader, const struct flat *json, struct rule *rule)
{
        const struct flat *applies_to = flat_get(json, "appliesTo");
        rule->body = reader_string(json, "body");
        rule->derogates_from = reader_id(reader, json, "derogatesFrom");
        rule->general = applies_to != NULL;
        return !applies_to || reader_applies_to(reader, applies_to, &rule->applies_to);
}

static bool read_rule(struct reader *reader, const struct flat *json, void *ret)
{
        struct rule *rule = ret;
        static const char *const forces[] = {"shall", "should", "planned", "encouraged", "may"};
        static const char *const bases[] = {"stated", "interpreted", "derived"};
        const char *id = reader_string(json, "id");
        const char *kind = reader_string(json, "kind");
        if (!flat_is(json, FLAT_OBJECT))
                return false;
        *rule = (struct rule){
                .id = id ? id : "",
                .key = reader_id(reader, json, "id"),
                .kind_text = kind ? kind : "",
                .kind = kind ? rule_kind_find(kind) : NULL,
                /* A force or basis that is not one of ours must not turn into a breach. */
                .force = (enum force)read_word(json, "force", forces, 5, FORCE_SHOULD),
                .basis = (enum basis)read_word(json, "basis", bases, 3, BASIS_INTERPRETED),
                .variant = reader_id(reader, json, "variant"),
                .json = json,
                .text = flat_get(json, "text"),
                .sources = flat_get(json, "sources"),
                .during = reader_during(json),
        };
        if (!read_owner(reader, json, rule))
                return false;
        if (reader->facts->body)
                rule->during = during_within(rule->during, reader->facts->body->during);
        read_parameters(reader, json, rule);
        drop_minima(rule);
        return true;
}

/* The body's own come first. */
static int compare_rules(const void *a, const void *b)
{
        const struct rule *x = a, *y = b;
        if (x->general != y->general)
                return x->general ? 1 : -1;
        int order = strcmp(x->id, y->id);
        if (order)
                return order;
        if (x->during.from != y->during.from)
                return x->during.from < y->during.from ? -1 : 1;
        return strcmp(x->kind_text, y->kind_text);
}

static const char *name_text(const struct reader *reader, uint32_t id)
{
        return ids_at(reader->ids, id)->text;
}

static void collect_variants(struct reader *reader, const struct rule *rules, uint32_t count)
{
        uint32_t *variants = reader_room(reader, count, sizeof *variants);
        uint32_t used = 0;
        for (uint32_t i = 0; variants && i < count; i++) {
                uint32_t at = 0, name = rules[i].variant;
                if (!name)
                        continue;
                while (at < used && strcmp(name_text(reader, variants[at]), name_text(reader, name)) < 0)
                        at++;
                if (at < used && variants[at] == name)
                        continue;
                memmove(variants + at + 1, variants + at, (used - at) * sizeof *variants);
                variants[at] = name;
                used++;
        }
        reader->facts->variants = variants;
        reader->facts->variant_count = used;
}

/* More than a check takes: of the body's own, of general ones, or of them all beside the members. */
static void stop_if_too_many(struct reader *reader, uint32_t own, uint32_t general)
{
        const struct body *body = reader->facts->body;
        if (own > RULES_MAX || general > RULES_MAX)
                reader_stop(reader, "rules");
        else if (body && (own + general) * body->membership_count > JUDGEMENTS_MAX)
                reader_stop(reader, "memberships times rules");
}

void reader_rules(struct reader *reader, const struct flat *list)
{
        if (flat_size(list) > 2 * RULES_MAX) {
                reader_stop(reader, "rules");
                return;
        }
        uint32_t count, general = 0;
        struct rule *rules = reader_array(reader, list, sizeof *rules, read_rule, &count);
        qsort(rules, count, sizeof *rules, compare_rules);
        for (uint32_t i = 0; i < count; i++)
                general += rules[i].general;
        stop_if_too_many(reader, count - general, general);
        reader->facts->rules = rules;
        reader->facts->rule_count = count;
        collect_variants(reader, rules, count);
}
