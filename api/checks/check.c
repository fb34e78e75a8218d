/*
 * check - whether a body is composed as its rules demand: the register loads the facts, the rules library
 * judges, and the answer says what the register knew when it did.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"

#include "pictures/pictures.h"

#include <string.h>

/* How often what bodies refer to may change while a check looks at it. */
#define TRIES_MAX 3

/* A drawing of ten thousand seats. */
#define DRAWING_MAX ((size_t)16 * 1024 * 1024)

static void release_json(void *json)
{
        json_decref(json);
}

date check_date(const char *text)
{
        date day = DATE_BEGINNING;
        date_parse(text, strlen(text), &day);
        return day;
}

bool check_load(struct call *call, struct session *session, const char *ids, const struct check_more *more,
                struct rows **ret_rows)
{
        struct sql_value *values = arena_array(call->arena, 3, sizeof *values);
        size_t count = 0;
        if (!values || !ids)
                return call_fail_internal(call, "out of memory");
        values[count++] = (struct sql_value){"ids", ids};
        if (more && more->changes)
                values[count++] = (struct sql_value){"changes", more->changes};
        if (more && more->meeting)
                values[count++] = (struct sql_value){"meeting", more->meeting};
        return access_run_file(call, session, "bodies/facts", values, count, ret_rows);
}

bool check_load_one(struct call *call, struct session *session, const char *id, const struct check_more *more,
                    struct rows **ret_rows)
{
        if (!check_load(call, session, sql_array(call->arena, &id, 1), more, ret_rows))
                return false;
        if (rows_count(*ret_rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, id, "bodies");
        return true;
}

struct rules_view *check_view(struct call *call, const struct rows *rows, size_t row)
{
        const char *text = rows_text(rows, row, CHECK_WORLD), *reason;
        size_t length = rows_length(rows, row, CHECK_WORLD);
        const struct rules_world *world = rules_read_world(call->arena, text, length, &reason);
        struct rules_view *view = world ? rules_read_view(call->arena, world, text, length, &reason) : NULL;
        if (!view)
                call_fail_internal(call, "what bodies refer to cannot be read");
        return view;
}

bool check_read(struct call *call, struct rules_view *view, const struct rows *rows, size_t row,
                const char *meeting, struct check_body *ret)
{
        const char *reason = NULL;
        const struct rules_facts *facts =
                rules_read_one(call->arena, view, rows_text(rows, row, CHECK_FACTS),
                               rows_length(rows, row, CHECK_FACTS), meeting, &reason);
        if (!facts && strcmp(reason, "memory") == 0)
                return call_fail_internal(call, "the facts cannot be read");
        *ret = (struct check_body){rows, row, facts, facts ? NULL : reason};
        return true;
}

bool check_read_own(struct call *call, const struct rules_world *world, const struct rows *rows, size_t row,
                    struct check_body *ret)
{
        const char *reason;
        struct rules_view *view = rules_read_view(call->arena, world, rows_text(rows, row, CHECK_WORLD),
                                                  rows_length(rows, row, CHECK_WORLD), &reason);
        if (!view)
                return call_fail_internal(call, "the persons cannot be read");
        return check_read(call, view, rows, row, NULL, ret);
}

/* Reads a row of bodies/own. True with nothing read (ret->rows NULL) where that is not enough: rules name
 * other bodies (*ret_others), or what the body refers to has changed since, or is too much to be kept. */
static bool read_own(struct registry *registry, struct call *call, const struct rows *rows,
                     struct check_body *ret, bool *ret_others)
{
        const struct rules_world *world = NULL;
        *ret_others = strcmp(rows_text(rows, 0, CHECK_NAMES_OTHERS), "t") == 0;
        if (*ret_others)
                return true;
        if (!reference_data_find(registry, call, rows_text(rows, 0, CHECK_MARK), &world))
                return false;
        return !world || check_read_own(call, world, rows, 0, ret);
}

/* The usual way. True with nothing read (ret->rows NULL) where the other one must be gone. */
static bool find_own(struct registry *registry, struct call *call, const char *id, struct check_body *ret)
{
        struct sql_value values[] = {{"id", id}};
        bool others = false;
        for (int i = 0; i < TRIES_MAX && !ret->rows && !others; i++) {
                struct sql *sql = arena_alloc(call->arena, sizeof *sql);
                struct rows *rows;
                if (!sql || !sql_start(sql, call->arena, "", values, 1))
                        return call_fail_internal(call, "out of memory");
                sql_add_file(sql, sql_file("bodies/own"));
                if (!access_read(registry, call, sql, &rows))
                        return false;
                if (rows_count(rows) == 0)
                        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, id, "bodies");
                if (!read_own(registry, call, rows, ret, &others))
                        return false;
        }
        return true;
}

bool check_find(struct registry *registry, struct call *call, const char *id, struct check_body *ret)
{
        struct session *session;
        struct rows *rows;
        struct check_body found = {0};
        if (!call_argument(call, KNOWN_AT) && !find_own(registry, call, id, &found))
                return false;
        if (!found.rows) {
                if (!access_open(registry, call, &session) || !check_load_one(call, session, id, NULL, &rows))
                        return false;
                store_return(session);
                struct rules_view *view = check_view(call, rows, 0);
                if (!view || !check_read(call, view, rows, 0, NULL, &found))
                        return false;
        }
        *ret = found;
        return true;
}

bool check_find_from(struct registry *registry, struct call *call, const char *id, const struct rows *rows,
                     struct check_body *ret)
{
        struct check_body found = {0};
        bool others;
        if (!read_own(registry, call, rows, &found, &others))
                return false;
        if (!found.rows)
                return check_find(registry, call, id, ret);
        *ret = found;
        return true;
}

const struct rules_facts *check_insist(struct call *call, const struct check_body *body)
{
        if (!body->facts)
                call_fail(call, PROBLEM_UNPROCESSABLE, FAULT_PAST_LIMIT, body->limit, NULL);
        return body->facts;
}

json_t *check_tree(struct call *call, const struct rows *rows)
{
        json_t *facts =
                json_loadb(rows_text(rows, 0, CHECK_FACTS), rows_length(rows, 0, CHECK_FACTS), 0, NULL);
        json_t *world =
                json_loadb(rows_text(rows, 0, CHECK_WORLD), rows_length(rows, 0, CHECK_WORLD), 0, NULL);
        bool good = facts && world && json_object_update(facts, world) == 0;
        json_decref(world);
        arena_defer(call->arena, release_json, facts);
        if (good)
                return facts;
        call_fail_internal(call, "the facts are not JSON");
        return NULL;
}

const struct rules_facts *check_read_tree(struct call *call, const json_t *tree)
{
        const char *reason = "memory";
        struct check_body body = {.facts = tree ? rules_read(call->arena, tree, &reason) : NULL,
                                  .limit = reason};
        if (!body.facts && strcmp(reason, "memory") == 0)
                return call_fail_internal(call, "the facts cannot be read"), NULL;
        return check_insist(call, &body);
}

const struct rules_result *check_judge(struct call *call, const struct rules_facts *facts, date at)
{
        const struct rules_result *result = facts ? rules_check(call->arena, facts, at) : NULL;
        if (!result)
                call_fail_internal(call, "out of memory");
        return result;
}

void check_write_known(struct buffer *out, const struct rows *rows, size_t row)
{
        buffer_format(out, ",\"knownAt\":\"%s\",\"revision\":%s", rows_text(rows, row, CHECK_KNOWN_AT),
                      rows_text(rows, row, CHECK_REVISION));
}

void check_write(struct buffer *out, const struct rules_result *result, const struct rows *rows, size_t row)
{
        buffer_add_char(out, '{');
        rules_write(out, result);
        check_write_known(out, rows, row);
        buffer_add_char(out, '}');
}

void check_write_unjudged(struct buffer *out, const char *at, const struct rows *rows, size_t row)
{
        buffer_format(out, "{\"body\":\"%s\",\"at\":\"%s\",\"verdict\":\"unknown\"",
                      rows_text(rows, row, CHECK_ID), at);
        buffer_add_string(
                out, ",\"summary\":{\"nb\":\"Organet er for stort til å kunne sjekkes.\",\"nn\":\"Organet er "
                     "for stort til å kunne sjekkast.\",\"en\":\"The body is too large to be checked.\"},"
                     "\"rules\":[],\"vacancies\":[],\"advice\":[],\"coverage\":{}");
        check_write_known(out, rows, row);
        buffer_add_char(out, '}');
}

bool check_write_body(struct call *call, const struct check_body *body, const char *at, struct buffer *out)
{
        if (!body->facts) {
                check_write_unjudged(out, at, body->rows, body->row);
                return true;
        }
        const struct rules_result *result = check_judge(call, body->facts, check_date(at));
        if (result)
                check_write(out, result, body->rows, body->row);
        return result != NULL;
}

bool check_tag(struct call *call, const struct rows *rows, const char *day, const char *form)
{
        const char *revision = rows_text(rows, 0, CHECK_REVISION);
        call->answer.revision = revision;
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s%s\"", revision, day, form);
        return call->answer.etag ? true : call_fail_internal(call, "out of memory");
}

/* The seats as a picture, in the caller's language. */
static bool draw(struct call *call, const struct check_body *body, const char *at)
{
        static const char *const forms[] = {"-svg-nb", "-svg-nn", "-svg-en"};
        struct buffer text = BUFFER(DRAWING_MAX);
        bool judged = check_write_body(call, body, at, &text);
        json_t *result =
                judged && !buffer_failed(&text) ? json_loadb(text.bytes, text.length, 0, NULL) : NULL;
        buffer_clear(&text);
        if (!judged)
                return false;
        json_t *facts = check_tree(call, body->rows);
        arena_defer(call->arena, release_json, result);
        if (!result || !facts)
                return call_fail_internal(call, "out of memory");
        render_seats_svg(&call->answer.body, result, json_object_get(facts, "body"), call->language);
        call->answer.media_type = "image/svg+xml";
        return check_tag(call, body->rows, at, forms[call->language]);
}

bool check_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        const char *at = access_date(call, "at");
        if (!at)
                return call_fail_internal(call, "out of memory");
        if (!check_find(registry, call, call->id, &body))
                return false;
        if (strcmp(call->answer_type, "image/svg+xml") == 0)
                return draw(call, &body, at);
        return check_write_body(call, &body, at, &call->answer.body) && check_tag(call, body.rows, at, "");
}

bool agreement_check_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        const char *at = access_date(call, "at");
        struct sql_value values[] = {{"id", call->id}};
        if (!at)
                return call_fail_internal(call, "out of memory");
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "agreements/facts", values, 1, &rows))
                return false;
        store_return(session);
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "agreements");
        struct check_body agreement;
        struct rules_view *view = check_view(call, rows, 0);
        return view && check_read(call, view, rows, 0, NULL, &agreement) &&
               check_write_body(call, &agreement, at, &call->answer.body) && check_tag(call, rows, at, "");
}
