#include "formats/view.h"

#include <string.h>

/* The classes of rules: deciding, warning, of another reading. */
#define CLASSES    3
/* Larger numbers are reduced to this one, so that sums do not overflow. */
#define NUMBER_MAX 1000000000

static int64_t number_in(const json_t *object, const char *key, int64_t otherwise)
{
        const json_t *number = json_object_get(object, key);
        json_int_t value = json_is_integer(number) ? json_integer_value(number) : otherwise;
        return value < NUMBER_MAX ? value : NUMBER_MAX;
}

static int64_t at_least_zero(int64_t number)
{
        return number > 0 ? number : 0;
}

static int64_t smaller_of(int64_t a, int64_t b)
{
        return a < b ? a : b;
}

/* How many seats are filled: the number of listed members, or, if they must not be named, a number in the
 * finding. */
static int64_t seated_in(const json_t *finding, int64_t min, int64_t max)
{
        const json_t *members = json_object_get(finding, "members");
        if (json_is_array(members))
                return (int64_t)json_array_size(members);
        int64_t missing = number_in(finding, "missing", 0);
        if (missing > 0)
                return at_least_zero(min - missing);
        int64_t possible = at_least_zero(number_in(finding, "possible", 0));
        return max >= 0 ? smaller_of(possible, max) : possible;
}

struct view_seats view_seats_of(const json_t *finding, enum verdict verdict)
{
        const json_t *needed = json_object_get(finding, "needed");
        int64_t min = at_least_zero(number_in(needed, "min", 0)), max = number_in(needed, "max", -1);
        int64_t seated = seated_in(finding, min, max);
        int64_t empty = at_least_zero(min - seated), taken = seated > min ? seated : min;
        bool known = verdict == VERDICT_NOT_MET || verdict == VERDICT_WAIVED;
        struct view_seats places = {0};
        places.count[SEAT_FILLED] = smaller_of(seated, at_least_zero(number_in(finding, "certain", seated)));
        places.count[SEAT_PERHAPS] = seated - places.count[SEAT_FILLED] + (known ? 0 : empty);
        places.count[SEAT_VACANT] = known ? empty : 0;
        places.count[SEAT_OPEN] = at_least_zero(max - taken);
        places.count[SEAT_SURPLUS] = (int64_t)json_array_size(json_object_get(finding, "surplus"));
        return places;
}

int64_t view_seats_total(const struct view_seats *places)
{
        int64_t total = 0;
        for (int kind = 0; kind < SEAT_STATES; kind++)
                total += places->count[kind];
        return total;
}

struct view_seats view_seats_drawn(const struct view_seats *places, int64_t room)
{
        static const enum seat_state urgent[] = {SEAT_VACANT, SEAT_SURPLUS, SEAT_PERHAPS, SEAT_OPEN};
        struct view_seats drawn = *places;
        if (view_seats_total(places) <= room)
                return drawn;
        int64_t left = room;
        for (size_t i = 0; i < sizeof urgent / sizeof *urgent; i++) {
                drawn.count[urgent[i]] = smaller_of(places->count[urgent[i]], room / 6);
                left -= drawn.count[urgent[i]];
        }
        drawn.count[SEAT_FILLED] = smaller_of(places->count[SEAT_FILLED], left);
        left -= drawn.count[SEAT_FILLED];
        for (size_t i = 0; i < sizeof urgent / sizeof *urgent; i++) {
                int64_t more = smaller_of(places->count[urgent[i]] - drawn.count[urgent[i]], left);
                drawn.count[urgent[i]] += more;
                left -= more;
        }
        return drawn;
}

void view_seats_describe(struct buffer *out, const struct view_seats *places, enum language language)
{
        bool first = true;
        for (int kind = 0; kind < SEAT_STATES; kind++) {
                if (!places->count[kind])
                        continue;
                buffer_format(out, "%s%s: ", first ? "" : " ",
                              word_text(WORD_FILLED + (unsigned)kind, language));
                language_add_number(out, places->count[kind], language);
                buffer_add_char(out, '.');
                first = false;
        }
}

bool view_is_seats_rule(const json_t *rule)
{
        return strcmp(member_text_or(rule, "kind", ""), "seats") == 0 &&
               verdict_in(rule) != VERDICT_NOT_APPLICABLE;
}

bool view_of_other_reading(const json_t *result, const json_t *rule)
{
        const char *shown = json_string_value(json_object_get(result, "variant"));
        const char *own = json_string_value(json_object_get(rule, "variant"));
        return own && (!shown || strcmp(shown, own) != 0);
}

bool view_decides(const json_t *result, const json_t *rule)
{
        bool agreed = !json_object_get(result, "variant") && verdict_in(result) == VERDICT_NOT_MET;
        return json_is_true(json_object_get(rule, "decides")) &&
               (agreed || !view_of_other_reading(result, rule));
}

bool view_is_warning(const json_t *result, const json_t *rule, enum verdict verdict)
{
        return verdict == VERDICT_NOT_MET && !view_decides(result, rule);
}

const char *view_subject(const json_t *result)
{
        return member_text_or(result, "body",
                              member_text_or(result, "agreement", member_text_or(result, "rule", "")));
}

const char *view_subject_collection(const json_t *result)
{
        return member_text(result, "body")        ? "bodies"
               : member_text(result, "agreement") ? "agreements"
                                                  : "rules";
}

const char *view_rule_text(const json_t *rule, enum language language)
{
        return language_string_or(rule, "text", language, member_text_or(rule, "rule", ""));
}

static int rank_of(const json_t *result, const json_t *rule)
{
        int class = json_is_true(json_object_get(rule, "decides")) ? 0 : 1;
        if (view_of_other_reading(result, rule))
                class = 2;
        return class * VERDICT_COUNT + (int)verdict_in(rule);
}

const json_t *view_next_rule(struct view_rules *order)
{
        const json_t *rules = json_object_get(order->result, "rules");
        for (; order->rank < CLASSES * VERDICT_COUNT; order->rank++, order->index = 0) {
                while (order->index < json_array_size(rules)) {
                        const json_t *rule = json_array_get(rules, order->index++);
                        if (view_is_seats_rule(rule) == order->seats &&
                            rank_of(order->result, rule) == order->rank)
                                return rule;
                }
        }
        return NULL;
}

size_t view_rules_left(struct view_rules order)
{
        size_t count = 0;
        while (view_next_rule(&order))
                count++;
        return count;
}

struct view_unit_list view_units(const json_t *rule, size_t limit)
{
        return (struct view_unit_list){
                .units = json_object_get(rule, "units"),
                .limit = limit < VIEW_RULE_UNITS_MAX ? limit : VIEW_RULE_UNITS_MAX,
        };
}

const json_t *view_next_unit(struct view_unit_list *order)
{
        size_t count = json_array_size(order->units);
        bool all = count <= order->limit;
        if (order->shown >= order->limit)
                return NULL;
        for (; order->rank < VERDICT_COUNT; order->rank++, order->index = 0) {
                while (order->index < count) {
                        const json_t *unit = json_array_get(order->units, order->index++);
                        if (!all && (int)verdict_in(unit) != order->rank)
                                continue;
                        order->shown++;
                        return unit;
                }
                if (all)
                        return NULL;
        }
        return NULL;
}

const char *view_unit_name(const json_t *unit, enum language language)
{
        return language_string_or(unit, "name", language, member_text_or(unit, "unit", ""));
}

static bool mark_surplus(json_t *named, const json_t *finding)
{
        const json_t *surplus = json_object_get(finding, "surplus");
        for (size_t i = 0; i < json_array_size(surplus); i++) {
                const char *id = json_string_value(json_array_get(surplus, i));
                if (id && json_object_set_new(named, id, json_true()) != 0)
                        return false;
        }
        return true;
}

static bool mark_all(json_t *named, const json_t *rules)
{
        for (size_t r = 0; r < json_array_size(rules); r++) {
                const json_t *rule = json_array_get(rules, r);
                const json_t *units = json_object_get(rule, "units");
                if (!view_is_seats_rule(rule))
                        continue;
                if (!mark_surplus(named, rule))
                        return false;
                for (size_t u = 0; u < json_array_size(units); u++) {
                        if (!mark_surplus(named, json_array_get(units, u)))
                                return false;
                }
        }
        return true;
}

bool view_count_unseated(const json_t *result, int64_t *ret_count)
{
        const json_t *unseated = json_object_get(json_object_get(result, "seating"), "unseated");
        int64_t count = 0;
        json_t *named = json_array_size(unseated) ? json_object() : NULL;
        bool ready =
                !json_array_size(unseated) || (named && mark_all(named, json_object_get(result, "rules")));
        for (size_t i = 0; ready && i < json_array_size(unseated); i++) {
                const char *id = json_string_value(json_array_get(unseated, i));
                count += id && !json_object_get(named, id);
        }
        json_decref(named);
        if (ready)
                *ret_count = count;
        return ready;
}
