#include "checks/check_load.h"

#include "checks/reference_data.h"
#include "json/tree.h"

#include <assert.h>
#include <string.h>

/* How often loading is tried again if the reference data changes meanwhile. */
#define TRIES_MAX 3

struct check_load {
        const char *meeting;
        const struct rows
                *own; /* rows of bodies/own_facts, in order of id; NULL: all bodies are in `whole` */
        const struct rows *whole; /* in order of id: the bodies for which bodies/own_facts is not enough */
        const struct rules_reference *reference_data; /* of `own` */
        struct rules_view *view;                      /* of `whole` */
        size_t own_row, whole_row;                    /* the next to be read */
};

/* Loads bodies with everything that their rules may refer to. */
static bool load_whole(struct registry *registry, struct call *call, const char *ids,
                       const struct check_options *options, struct check_load *load)
{
        struct session *session = options->session;
        struct sql_value *values = arena_array(call->arena, 3, sizeof *values);
        struct rows *rows;
        size_t count = 0;
        values[count++] = (struct sql_value){"ids", ids};
        if (options->changes)
                values[count++] = (struct sql_value){"changes", options->changes};
        if (options->meeting)
                values[count++] = (struct sql_value){"meeting", options->meeting};
        if ((!session && !access_open(registry, call, &session)) ||
            !access_run_file(call, session, "bodies/facts", values, count, &rows))
                return false;
        if (!options->session)
                store_return(session);
        load->whole = rows;
        return true;
}

/* Reads what the bodies of these rows refer to. NULL after call_fail(). */
static struct rules_view *read_view(struct call *call, const struct rows *rows)
{
        const char *text = rows_text(rows, 0, CHECK_REFERENCE_DATA), *reason;
        size_t length = rows_length(rows, 0, CHECK_REFERENCE_DATA);
        const struct rules_reference *data = rules_read_reference(call->arena, text, length, &reason);
        struct rules_view *view = data ? rules_read_view(call->arena, data, text, length, &reason) : NULL;
        if (!view)
                call_fail_internal(call, "what bodies refer to cannot be read");
        return view;
}

static bool names_others(const struct rows *rows, size_t row)
{
        return strcmp(rows_text(rows, row, CHECK_NAMES_OTHERS), "t") == 0;
}

/* The ids of the bodies whose rules name other bodies, as an SQL array; *ret_count is their number. */
static const char *list_naming_others(struct call *call, const struct rows *rows, size_t *ret_count)
{
        const char **ids = arena_array(call->arena, rows_count(rows) + 1, sizeof *ids);
        size_t count = 0;
        for (size_t i = 0; i < rows_count(rows); i++)
                if (names_others(rows, i))
                        ids[count++] = rows_text(rows, i, CHECK_ID);
        *ret_count = count;
        return sql_array(call->arena, ids, count);
}

/* Reads rows of bodies/own. One body shares a connection with quick reads of other threads; many bodies would
 * delay those. */
static bool fetch_own(struct registry *registry, struct call *call, const char *ids, bool one,
                      struct rows **ret_rows)
{
        struct session *session;
        const struct sql_value values[] = {{"ids", ids}};
        struct sql *sql = sql_new(call->arena, "", values, 1);
        sql_add_file(sql, sql_file("bodies/own_facts"));
        if (one)
                return access_read(registry, call, sql, ret_rows);
        if (!access_open(registry, call, &session) || !access_run(call, session, sql, ret_rows))
                return false;
        store_return(session); /* a call never holds two connections */
        return true;
}

/* Loads bodies the quick way, with the shared reference data. Returns true without reference data if that
 * changed again and again meanwhile, or is too large to be kept. */
static bool load_own(struct registry *registry, struct call *call, const char *ids, bool one,
                     const struct rows *own, struct check_load *load)
{
        for (int i = 0; i < TRIES_MAX && !load->reference_data; i++) {
                struct rows *rows;
                if (!own && !fetch_own(registry, call, ids, one, &rows))
                        return false;
                load->own = own ? own : rows;
                own = NULL;
                if (!rows_count(load->own))
                        return true;
                if (!reference_data_find(registry, call, rows_text(load->own, 0, CHECK_MARK),
                                         &load->reference_data))
                        return false;
        }
        return true;
}

/* Loads bodies the quick way if that is enough for them, and the others with everything they refer to. */
static bool load_both(struct registry *registry, struct call *call, const char *ids, bool one,
                      const struct check_options *options, struct check_load *load)
{
        size_t count = 0;
        if (!load_own(registry, call, ids, one, options->own, load))
                return false;
        if (!rows_count(load->own))
                return true;
        if (!load->reference_data) {
                load->own = NULL;
                return load_whole(registry, call, ids, options, load);
        }
        const char *others = list_naming_others(call, load->own, &count);
        return !count || load_whole(registry, call, others, options, load);
}

static struct check_load *load_bodies(struct registry *registry, struct call *call, const char *ids, bool one,
                                      const struct check_options *options)
{
        static const struct check_options usual;
        options = options ? options : &usual;
        assert(registry || options->session);
        struct check_load *load = arena_alloc(call->arena, sizeof *load);
        *load = (struct check_load){.meeting = options->meeting};
        bool thorough =
                options->session || options->changes || options->meeting || call_argument(call, KNOWN_AT);
        if (!(thorough ? load_whole(registry, call, ids, options, load)
                       : load_both(registry, call, ids, one, options, load)))
                return NULL;
        if (load->whole && rows_count(load->whole) && !(load->view = read_view(call, load->whole)))
                return NULL;
        return load;
}

struct check_load *check_load(struct registry *registry, struct call *call, const char *ids,
                              const struct check_options *options)
{
        return load_bodies(registry, call, ids, false, options);
}

struct check_load *check_load_rows(struct call *call, const struct rows *rows)
{
        struct check_load *load = arena_alloc(call->arena, sizeof *load);
        *load = (struct check_load){.whole = rows};
        if (rows_count(rows) && !(load->view = read_view(call, rows)))
                return NULL;
        return load;
}

static void read_row(struct call *call, struct rules_view *view, const struct rows *rows, size_t row,
                     const char *meeting, struct check_body *ret)
{
        const char *reason = NULL;
        const struct rules_facts *facts =
                rules_read_one(call->arena, view, rows_text(rows, row, CHECK_FACTS),
                               rows_length(rows, row, CHECK_FACTS), meeting, &reason);
        if (!facts && strcmp(reason, "memory") == 0)
                memory_ran_out();
        if (facts && !access_sees_restricted(call))
                facts = rules_facts_withhold_gender(call->arena, facts);
        *ret = (struct check_body){rows, row, facts, facts ? NULL : reason};
}

/* Reads a row of bodies/own_facts, which has its own view on the reference data. */
static bool read_own(struct check_load *load, struct call *call, size_t row, struct check_body *ret)
{
        const char *reason;
        struct rules_view *view = rules_read_view(call->arena, load->reference_data,
                                                  rows_text(load->own, row, CHECK_REFERENCE_DATA),
                                                  rows_length(load->own, row, CHECK_REFERENCE_DATA), &reason);
        if (!view)
                return call_fail_internal(call, "the persons cannot be read");
        read_row(call, view, load->own, row, NULL, ret);
        return true;
}

static void read_whole(struct check_load *load, struct call *call, struct check_body *ret)
{
        read_row(call, load->view, load->whole, load->whole_row++, load->meeting, ret);
}

/* Whether the next row of `whole` is this body, which may have been deleted between the two statements. */
static bool is_next_whole(const struct check_load *load, const char *id)
{
        return load->whole_row < rows_count(load->whole) &&
               strcmp(rows_text(load->whole, load->whole_row, CHECK_ID), id) == 0;
}

bool check_load_next(struct check_load *load, struct call *call, struct check_body *ret)
{
        *ret = (struct check_body){0};
        if (!load->own && load->whole_row < rows_count(load->whole))
                read_whole(load, call, ret);
        while (!ret->rows && load->own && load->own_row < rows_count(load->own)) {
                size_t row = load->own_row++;
                if (!names_others(load->own, row))
                        return read_own(load, call, row, ret);
                if (is_next_whole(load, rows_text(load->own, row, CHECK_ID)))
                        read_whole(load, call, ret);
        }
        return true;
}

bool check_load_one(struct registry *registry, struct call *call, const char *id,
                    const struct check_options *options, struct check_body *ret)
{
        struct check_load *load = load_bodies(registry, call, sql_array(call->arena, &id, 1), true, options);
        if (!load || !check_load_next(load, call, ret))
                return false;
        return ret->rows ? true : call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, id, "bodies");
}

static bool read_norm(struct call *call, const struct rows *rows, struct check_body *ret)
{
        struct check_load *load = check_load_rows(call, rows);
        return load && check_load_next(load, call, ret);
}

bool check_load_norm(struct registry *registry, struct call *call, const char *id, const char *document,
                     struct check_body *ret)
{
        const struct sql_value values[] = {{"id", id}, {"document", document}};
        struct session *session;
        struct rows *rows;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "rules/existence_facts", values, document ? 2 : 1, &rows))
                return false;
        store_return(session);
        return read_norm(call, rows, ret);
}

bool check_load_norm_within(struct session *session, struct call *call, const char *id,
                            struct check_body *ret)
{
        const struct sql_value values[] = {{"id", id}};
        struct rows *rows;
        return access_run_file(call, session, "rules/existence_facts", values, 1, &rows) &&
               read_norm(call, rows, ret);
}

const struct rules_facts *check_load_facts(struct call *call, const struct check_body *body)
{
        if (!body->facts)
                call_fail(call, PROBLEM_UNPROCESSABLE, FAULT_PAST_LIMIT, body->limit, NULL);
        return body->facts;
}

static json_t *parse_column(struct arena *arena, const struct rows *rows, size_t row,
                            enum check_column column)
{
        return tree_load(arena, rows_text(rows, row, column), rows_length(rows, row, column));
}

json_t *check_load_tree(struct call *call, const struct rows *rows, size_t row)
{
        json_t *facts = parse_column(call->arena, rows, row, CHECK_FACTS);
        json_t *data = parse_column(call->arena, rows, row, CHECK_REFERENCE_DATA);
        if (!facts || !data)
                return call_fail_internal(call, "the facts are not JSON"), NULL;
        if (json_object_update(facts, data) != 0)
                memory_ran_out();
        return facts;
}

const struct rules_facts *check_load_of_tree(struct call *call, const json_t *tree)
{
        const char *reason = "memory";
        struct check_body body = {.facts = rules_read(call->arena, tree, &reason), .limit = reason};
        if (!body.facts && strcmp(reason, "memory") == 0)
                memory_ran_out();
        if (body.facts && !access_sees_restricted(call))
                body.facts = rules_facts_withhold_gender(call->arena, body.facts);
        return check_load_facts(call, &body);
}
