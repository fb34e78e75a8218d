/*
 * Rules: the parameters of every kind, read the same way.
 */
#include "kind.h"
#include "read.h"

#include <stdlib.h>
#include <string.h>

static int read_word(const json_t *object, const char *key, const char *const *words, int count,
                     int otherwise)
{
        const char *text = reader_string(object, key);
        for (int i = 0; text && i < count; i++) {
                if (strcmp(words[i], text) == 0)
                        return i;
        }
        return otherwise;
}

static enum role read_role(const json_t *value)
{
        return json_is_string(value) ? role_parse(json_string_value(value), json_string_length(value))
                                     : ROLE_COUNT;
}

/* `role` and `roles` are one parameter in two spellings. */
static void read_rule_roles(struct reader *reader, const json_t *json, struct rule *rule)
{
        const json_t *list = json_object_get(json, "roles");
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        enum role *roles = reader_room(reader, count + 1, sizeof *roles);
        uint32_t used = 0;
        for (size_t i = 0; roles && i < count + 1; i++) {
                const json_t *item = i == count ? json_object_get(json, "role") : json_array_get(list, i);
                enum role role = read_role(item);
                if (role == ROLE_COUNT || (rule->roles & ROLE_BIT(role)))
                        continue;
                rule->roles |= ROLE_BIT(role);
                roles[used++] = role;
        }
        rule->role_list = roles;
        rule->role_list_count = used;
}

static struct share read_share(const json_t *json, const char *key)
{
        struct share share = {0, 0};
        const json_t *value = json_object_get(json, key);
        if (json_is_string(value))
                share_parse(json_string_value(value), json_string_length(value), &share);
        return share;
}

static void read_bounds(const json_t *json, struct rule *rule)
{
        const json_t *count = json_object_get(json, "count");
        rule->bounds = (struct bounds){
                .min = reader_count(json_object_get(json, "min")),
                .max = reader_count(json_object_get(json, "max")),
                .min_share = read_share(json, "minShare"),
                .max_share = read_share(json, "maxShare"),
                .more_than = read_share(json, "moreThanShare"),
        };
        rule->count_given = count != NULL;
        rule->count_min = rule->count_max = -1;
        if (json_is_integer(count)) {
                rule->count_min = rule->count_max = reader_count(count);
        } else if (count) {
                rule->count_min = reader_count(json_object_get(count, "min"));
                rule->count_max = reader_count(json_object_get(count, "max"));
        }
}

static int compare_numbers(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
        return x < y ? -1 : x > y;
}

static struct id_list read_numbers(struct reader *reader, const json_t *list)
{
        if (!json_is_array(list))
                return (struct id_list){0};
        size_t count = json_array_size(list);
        uint32_t *items = reader_room(reader, count, sizeof *items);
        uint32_t used = 0;
        for (size_t i = 0; items && i < count; i++) {
                int32_t number = reader_count(json_array_get(list, i));
                if (number >= 0)
                        items[used++] = (uint32_t)number;
        }
        if (used > 1)
                qsort(items, used, sizeof *items, compare_numbers);
        return (struct id_list){items, used, true};
}

static void read_steps(struct reader *reader, const json_t *list, struct rule *rule)
{
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        if (count > STEPS_MAX) {
                reader_stop(reader, "steps");
                return;
        }
        struct step *steps = reader_room(reader, count, sizeof *steps);
        for (size_t i = 0; steps && i < count; i++) {
                const json_t *item = json_array_get(list, i);
                int32_t from = reader_count(json_object_get(item, "from"));
                steps[i] = (struct step){
                        .from = from < 0 ? 0 : from,
                        .to = reader_count(json_object_get(item, "to")),
                        .min = reader_count(json_object_get(item, "min")),
                        .min_share = read_share(item, "minShare"),
                };
        }
        rule->steps = steps;
        rule->step_count = steps ? (uint32_t)count : 0;
}

static void read_sides(struct reader *reader, const json_t *list, struct rule *rule)
{
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        if (count > SIDES_MAX) {
                reader_stop(reader, "sides");
                return;
        }
        const struct selector **sides = reader_room(reader, count, sizeof(const struct selector *));
        uint32_t used = 0;
        for (size_t i = 0; sides && i < count; i++) {
                sides[used] = reader_selector(reader, json_array_get(list, i));
                if (sides[used])
                        used++;
        }
        rule->sides = sides;
        rule->side_count = used;
}

static const char *const attribute_names[] = {"organisation", "area", "appointedBy", "office", "category"};

static void read_attributes(const json_t *json, struct rule *rule)
{
        const json_t *same = json_object_get(json, "same");
        rule->by = (enum attribute)read_word(json, "by", attribute_names, ATTRIBUTE_COUNT, ATTRIBUTE_COUNT);
        for (size_t i = 0; i < json_array_size(same); i++) {
                const char *name = json_string_value(json_array_get(same, i));
                for (int a = 0; name && a < ATTRIBUTE_COUNT; a++) {
                        if (strcmp(attribute_names[a], name) == 0)
                                rule->same |= 1u << a;
                }
        }
}

static void read_first(const json_t *first, struct rule *rule)
{
        const json_t *from = json_object_get(first, "from");
        struct partial_date day;
        rule->first_side = reader_count(json_object_get(first, "side"));
        if (rule->first_side < 0 || !json_is_string(from) ||
            !date_parse_partial(json_string_value(from), json_string_length(from), &day))
                return;
        rule->first_given = true;
        rule->first_from = day.first;
}

/* Ids given as one string or as a list. */
static struct id_list read_bodies(struct reader *reader, const json_t *value)
{
        if (!json_is_string(value))
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

static void read_exceptions(struct reader *reader, const json_t *except, struct per *per)
{
        size_t count = json_is_object(except) ? json_object_size(except) : 0;
        struct exception *items = reader_room(reader, count, sizeof *items);
        const char *unit;
        json_t *bounds;
        uint32_t used = 0;
        if (!items || !count)
                return;
        json_object_foreach((json_t *)(uintptr_t)except, unit, bounds)
        {
                uint32_t id = ids_add(&reader->facts->ids, unit, strlen(unit));
                if (!id) {
                        reader_stop(reader, "memory");
                        return;
                }
                items[used++] = (struct exception){id, reader_count(json_object_get(bounds, "min")),
                                                   reader_count(json_object_get(bounds, "max"))};
        }
        qsort(items, used, sizeof *items, compare_exceptions);
        per->exceptions = items;
        per->exception_count = used;
}

static uint32_t read_role_set(const json_t *list)
{
        uint32_t roles = 0;
        for (size_t i = 0; i < json_array_size(list); i++) {
                enum role role = read_role(json_array_get(list, i));
                if (role != ROLE_COUNT)
                        roles |= ROLE_BIT(role);
        }
        return roles;
}

static void read_per(struct reader *reader, const json_t *json, struct per *per)
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
                const json_t *value = json_object_get(json, lists[i].name);
                if (!value)
                        continue;
                per->units = read_bodies(reader, value);
                per->kind = per->units.known ? lists[i].kind : PER_UNREADABLE;
        }
        const json_t *members_of = json_object_get(json, "membersOf");
        if (members_of) {
                per->body = reader_id(reader, members_of, "body");
                per->roles = read_role_set(json_object_get(members_of, "role"));
                per->kind = per->body ? PER_MEMBERS_OF : PER_UNREADABLE;
        }
        if (reader_flag(json, "appointedBy"))
                per->kind = PER_APPOINTED_BY;
        per->within = reader_id(reader, json, "within");
        read_exceptions(reader, json_object_get(json, "except"), per);
}

static void read_times(const json_t *json, struct rule *rule)
{
        const json_t *every = json_object_get(json, "every");
        rule->calendar = json_is_string(every)
                                 ? calendar_parse(json_string_value(every), json_string_length(every))
                                 : CALENDAR_NONE;
        rule->every = reader_span(every);
        rule->length = reader_span(json_object_get(json, "length"));
        rule->max_duration = reader_span(json_object_get(json, "maxDuration"));
        rule->within = reader_span(json_object_get(json, "within"));
        rule->max_terms = reader_count(json_object_get(json, "maxTerms"));
}

static void read_parameters(struct reader *reader, const json_t *json, struct rule *rule)
{
        const json_t *of = json_object_get(json, "of");
        read_rule_roles(reader, json, rule);
        read_bounds(json, rule);
        read_steps(reader, json_object_get(json, "steps"), rule);
        read_sides(reader, json_object_get(json, "sides"), rule);
        read_attributes(json, rule);
        read_first(json_object_get(json, "first"), rule);
        read_times(json, rule);
        read_per(reader, json_object_get(json, "per"), &rule->per);
        rule->who = reader_selector(reader, json_object_get(json, "who"));
        rule->of = json_is_string(of) ? NULL : reader_selector(reader, of);
        rule->of_bodies = json_is_string(of) ? read_bodies(reader, of) : (struct id_list){0};
        rule->in = read_numbers(reader, json_object_get(json, "in"));
        rule->even = reader_flag(json, "even");
        rule->odd = reader_flag(json, "odd");
        rule->preset = reader_id(reader, json, "preset");
        rule->preset_text = reader_string(json, "preset");
        int32_t difference = reader_count(json_object_get(json, "difference"));
        int32_t tolerance = reader_count(json_object_get(json, "tolerance"));
        rule->difference = difference < 0 ? 0 : difference;
        rule->tolerance = tolerance < 0 ? 0 : tolerance;
        rule->personal = reader_flag(json, "personal");
        rule->distinct_persons = reader_flag(json, "distinctPersons");
        rule->approximate = reader_flag(json, "approximate");
        rule->before = read_bodies(reader, json_object_get(json, "before"));
        rule->after = read_bodies(reader, json_object_get(json, "after"));
        rule->checklist = reader_string(json, "checklist");
        rule->event = reader_string(json, "event");
}

/* The minimum of a `may` rule is 0. */
static void relax(struct rule *rule)
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

static bool read_rule(struct reader *reader, const json_t *json, struct rule *rule)
{
        static const char *const forces[] = {"shall", "should", "planned", "encouraged", "may"};
        static const char *const bases[] = {"stated", "interpreted", "derived"};
        const char *id = reader_string(json, "id");
        const char *kind = reader_string(json, "kind");
        if (!json_is_object(json))
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
                .text = json_object_get(json, "text"),
                .sources = json_object_get(json, "sources"),
                .body = reader_string(json, "body"),
                .during = reader_during(reader, json),
        };
        read_parameters(reader, json, rule);
        relax(rule);
        return true;
}

static int compare_rules(const void *a, const void *b)
{
        const struct rule *x = a, *y = b;
        int order = strcmp(x->id, y->id);
        if (order)
                return order;
        if (x->during.from != y->during.from)
                return x->during.from < y->during.from ? -1 : 1;
        return strcmp(x->kind_text, y->kind_text);
}

static void collect_variants(struct reader *reader, const struct rule *rules, uint32_t count)
{
        uint32_t *variants = reader_room(reader, count, sizeof *variants);
        uint32_t used = 0;
        for (uint32_t i = 0; variants && i < count; i++) {
                uint32_t at = 0, name = rules[i].variant;
                if (!name)
                        continue;
                while (at < used &&
                       strcmp(id_text(reader->facts, variants[at]), id_text(reader->facts, name)) < 0)
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

void reader_rules(struct reader *reader, const json_t *list)
{
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        if (count > RULES_MAX) {
                reader_stop(reader, "rules");
                return;
        }
        if (reader->facts->body && count * reader->facts->body->membership_count > JUDGEMENTS_MAX) {
                reader_stop(reader, "memberships times rules");
                return;
        }
        struct rule *rules = reader_room(reader, count, sizeof *rules);
        uint32_t used = 0;
        for (size_t i = 0; rules && i < count && !reader_stopped(reader); i++) {
                if (read_rule(reader, json_array_get(list, i), &rules[used]))
                        used++;
        }
        if (used > 1)
                qsort(rules, used, sizeof *rules, compare_rules);
        reader->facts->rules = rules;
        reader->facts->rule_count = used;
        collect_variants(reader, rules, used);
}
