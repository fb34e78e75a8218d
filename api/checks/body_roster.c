/*
 * body_roster - who sits in a body, seat by seat: the seating from its check, with the names of the members,
 * their deputies, and the vacant seats.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"
#include "checks/table_answer.h"

#include "formats/roster_csv.h"
#include "formats/view.h"
#include "json/tree.h"
#include "words/term.h"

#include <string.h>

/* The result of a check, as large as a check can be. */
#define RESULT_MAX ((size_t)16 * 1024 * 1024)

/* The columns of bodies/roster.sql. */
enum { ID, NAME, MEMBER };

struct roster {
        struct arena *arena;
        const json_t *result; /* of the check */
        const json_t *rules;  /* as they are written, by id */
        json_t *sitting;      /* those who sit in the body, by id of the membership */
        json_t *seated;       /* ids of the memberships that are already in the roster */
        json_t *seats, *others;
        json_t *name; /* of the body, on that day */
};

/* The result of the check of a body, as a tree. */
static const json_t *check_as_tree(struct call *call, const struct check_body *body, const char *at)
{
        struct buffer *text = buffer_new(call->arena, RESULT_MAX);
        check_write_body(call, body, at, text);
        return tree_read(call->arena, text);
}

/* The ids of those held over, as an array as SQL writes it. */
static const char *held_over(struct call *call, const json_t *result)
{
        struct buffer list = BUFFER_OF(call->arena, RESULT_MAX);
        const json_t *id;
        size_t i;
        buffer_add_char(&list, '{');
        json_array_foreach(json_object_get(result, "heldOver"), i, id)
                buffer_format(&list, "%s%s", i ? "," : "", json_string_value(id));
        buffer_add_char(&list, '}');
        return buffer_text(&list);
}

static bool fetch_sitting(struct registry *registry, struct call *call, const char *at, struct roster *roster)
{
        struct rows *rows;
        const struct sql_value values[] = {
                {"id", call->id}, {"today", at}, {"heldOver", held_over(call, roster->result)}};
        struct sql *sql = sql_new(call->arena, "", values, sizeof values / sizeof *values);
        sql_add_file(sql, sql_file("bodies/roster"));
        if (!access_read(registry, call, sql, &rows))
                return false;
        roster->sitting = tree_object(call->arena);
        for (size_t i = 0; i < rows_count(rows); i++) {
                roster->name = tree_load(call->arena, rows_text(rows, i, NAME), rows_length(rows, i, NAME));
                if (rows_text(rows, i, ID))
                        tree_set(roster->sitting, rows_text(rows, i, ID),
                                 json_incref(tree_load(call->arena, rows_text(rows, i, MEMBER),
                                                       rows_length(rows, i, MEMBER))));
        }
        return true;
}

static json_t *by_id(struct arena *arena, const json_t *list)
{
        json_t *found = tree_object(arena), *item;
        size_t i;
        json_array_foreach(list, i, item)
                tree_set(found, member_text_or(item, "id", ""), json_incref(item));
        return found;
}

static bool is_listed(const struct roster *roster, const char *id)
{
        return json_object_get(roster->seated, id) != NULL;
}

/* Marks a membership as being in the roster, so that it appears there only once, and returns it. */
static json_t *mark_listed(struct roster *roster, const char *id)
{
        tree_set(roster->seated, id, json_true());
        return json_incref(json_object_get(roster->sitting, id));
}

/* Adds the deputies of a membership, in their order. */
static void add_deputies(struct roster *roster, json_t *seat, const char *membership)
{
        json_t *deputies = json_array(), *other;
        const char *id;
        tree_set(seat, "deputies", deputies);
        json_object_foreach(roster->sitting, id, other) {
                if (strcmp(member_text_or(other, "deputyFor", ""), membership) == 0 && !is_listed(roster, id))
                        tree_add(deputies, mark_listed(roster, id));
        }
        if (!json_array_size(deputies))
                json_object_del(seat, "deputies");
}

/* Makes a seat with what the rule states; it is the same for all its seats. */
static json_t *begin_seat(struct roster *roster, const json_t *rule, const json_t *unit, const char *state)
{
        static const char *const copied[] = {"rule", "force", "variant"};
        const json_t *written = json_object_get(roster->rules, member_text_or(rule, "rule", ""));
        json_t *seat = json_object();
        tree_add(roster->seats, seat);
        tree_set(seat, "number", json_integer((json_int_t)json_array_size(roster->seats)));
        tree_set(seat, "state", json_string(state));
        for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
                if (json_object_get(rule, copied[i]))
                        tree_set(seat, copied[i], json_incref(json_object_get(rule, copied[i])));
        if (json_object_get(written, "text"))
                tree_set(seat, "text", json_incref(json_object_get(written, "text")));
        if (unit)
                tree_set(seat, "unit", json_incref(json_object_get(unit, "unit")));
        if (json_object_get(unit, "name"))
                tree_set(seat, "unitName", json_incref(json_object_get(unit, "name")));
        return seat;
}

static void add_empty(struct roster *roster, const json_t *rule, const json_t *unit, int64_t count,
                      const char *state)
{
        for (int64_t i = 0; i < count; i++)
                begin_seat(roster, rule, unit, state);
}

/* Adds the seats of a rule, or of one of its units: first those that are filled, then the vacant ones. */
static void add_seats(struct roster *roster, const json_t *rule, const json_t *unit)
{
        const json_t *finding = unit ? unit : rule, *member;
        const json_t *members = json_object_get(finding, "members");
        const struct view_seats places = view_seats_of(finding, verdict_in(finding));
        int64_t certain = places.count[SEAT_FILLED], seated = (int64_t)json_array_size(members);
        size_t i;
        json_array_foreach(members, i, member) {
                const char *id = json_string_value(member);
                json_t *seat = begin_seat(roster, rule, unit, certain < seated ? "perhaps" : "filled");
                if (!json_object_get(roster->sitting, id))
                        continue;
                tree_set(seat, "holder", mark_listed(roster, id));
                add_deputies(roster, seat, id);
        }
        if (!members)
                add_empty(roster, rule, unit, certain, "withheld");
        add_empty(roster, rule, unit, places.count[SEAT_VACANT], "vacant");
        add_empty(roster, rule, unit, certain + places.count[SEAT_PERHAPS] - (members ? seated : certain),
                  "unknown");
}

/* Whether the seats of a rule are listed under a role. */
static bool is_for_role(const struct roster *roster, const json_t *rule, const char *role)
{
        const json_t *written = json_object_get(roster->rules, member_text_or(rule, "rule", ""));
        const char *first = json_string_value(json_array_get(json_object_get(written, "roles"), 0));
        const char *own = member_text_or(written, "role", first ? first : "member");
        return strcmp(own, role) == 0;
}

static void add_rule(struct roster *roster, const json_t *rule)
{
        const json_t *units = json_object_get(rule, "units"), *unit;
        size_t i;
        json_array_foreach(units, i, unit)
                add_seats(roster, rule, unit);
        if (!json_array_size(units))
                add_seats(roster, rule, NULL);
}

/* Adds the seats of all rules, in the order of roles and then of rules. */
static void add_rules(struct roster *roster)
{
        const char *role;
        const json_t *rule;
        size_t i;
        for (size_t n = 0; (role = term_name(TERM_ROLE, n)); n++)
                json_array_foreach(json_object_get(roster->result, "rules"), i, rule) {
                        if (view_is_seats_rule(rule) && !view_of_other_reading(roster->result, rule) &&
                            is_for_role(roster, rule, role))
                                add_rule(roster, rule);
                }
}

/* Adds those who are in the body without a seat, in the order of roles. */
static void add_others(struct roster *roster)
{
        const char *role, *id;
        const json_t *other;
        for (size_t n = 0; (role = term_name(TERM_ROLE, n)); n++)
                json_object_foreach(roster->sitting, id, other) {
                        if (!is_listed(roster, id) && strcmp(member_text_or(other, "role", ""), role) == 0)
                                tree_add(roster->others, mark_listed(roster, id));
                }
}

static void make_roster(struct roster *roster, const json_t *facts)
{
        roster->rules = by_id(roster->arena, json_object_get(facts, "rules"));
        roster->seated = tree_object(roster->arena);
        roster->seats = tree_array(roster->arena);
        roster->others = tree_array(roster->arena);
        add_rules(roster);
        add_others(roster);
}

/* Makes the roster as the contract defines it. */
static json_t *roster_tree(struct roster *roster)
{
        static const char *const copied[] = {"body",     "at",      "verdict", "variant",
                                             "coverage", "knownAt", "revision"};
        json_t *whole = tree_object(roster->arena);
        for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
                if (json_object_get(roster->result, copied[i]))
                        tree_set(whole, copied[i], json_incref(json_object_get(roster->result, copied[i])));
        tree_set(whole, "name", json_incref(roster->name));
        tree_set(whole, "seats", json_incref(roster->seats));
        tree_set(whole, "others", json_incref(roster->others));
        return whole;
}

bool roster_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        struct roster roster = {.arena = call->arena};
        const char *at = access_date(call, "at");
        if (!check_load_one(registry, call, call->id, NULL, &body) || !check_load_facts(call, &body))
                return false;
        roster.result = check_as_tree(call, &body, at);
        if (!fetch_sitting(registry, call, at, &roster))
                return false;
        const json_t *facts = check_load_tree(call, body.rows, body.row);
        if (!facts)
                return false;
        make_roster(&roster, facts);
        const json_t *whole = roster_tree(&roster);
        if (strcmp(call->answer_type, "text/csv") == 0) {
                table_answer(call, roster_csv_write, whole, body.rows, at);
        } else {
                buffer_add_string(&call->answer.body, tree_text(call->arena, whole));
                check_tag(call, body.rows, at, "");
        }
        return true;
}
