/*
 * check - whether a body is composed as its rules demand: the register loads the facts in one statement, the
 * rules library judges, and the answer says what the register knew when it did.
 */
#include "register/check.h"

#include "render/render.h"

#include <string.h>

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

/* What the reader says went wrong: a limit, or the call fails. */
static const char *limit_of(struct call *call, const char *reason)
{
        if (strcmp(reason, "memory") != 0)
                return reason;
        call_fail_internal(call, "the facts cannot be read");
        return NULL;
}

struct rules_world *check_world(struct call *call, const struct rows *rows)
{
        const char *reason;
        struct rules_world *world = rules_read_world(call->arena, rows_text(rows, 0, CHECK_WORLD),
                                                     rows_length(rows, 0, CHECK_WORLD), &reason);
        if (!world)
                call_fail_internal(call, "what bodies refer to cannot be read");
        return world;
}

const struct rules_facts *check_read_within(struct call *call, struct rules_world *world,
                                            const struct rows *rows, size_t row, const char **ret_limit)
{
        const char *reason;
        const struct rules_facts *facts =
                rules_read_one(call->arena, world, rows_text(rows, row, CHECK_FACTS),
                               rows_length(rows, row, CHECK_FACTS), NULL, &reason);
        *ret_limit = facts ? NULL : limit_of(call, reason);
        return facts;
}

/* NULL after call_fail(): with 422 where a limit is passed. */
static const struct rules_facts *insist(struct call *call, const struct rules_facts *facts,
                                        const char *reason)
{
        const char *limit = facts ? NULL : limit_of(call, reason);
        if (limit)
                call_fail(call, PROBLEM_UNPROCESSABLE, FAULT_PAST_LIMIT, limit, NULL);
        return facts;
}

const struct rules_facts *check_read_only(struct call *call, const struct rows *rows, const char *meeting)
{
        const char *reason;
        struct rules_world *world = check_world(call, rows);
        if (!world)
                return NULL;
        const struct rules_facts *facts = rules_read_one(call->arena, world, rows_text(rows, 0, CHECK_FACTS),
                                                         rows_length(rows, 0, CHECK_FACTS), meeting, &reason);
        return insist(call, facts, reason);
}

json_t *check_tree(struct call *call, const struct rows *rows)
{
        json_t *facts =
                json_loadb(rows_text(rows, 0, CHECK_FACTS), rows_length(rows, 0, CHECK_FACTS), 0, NULL);
        json_t *world =
                json_loadb(rows_text(rows, 0, CHECK_WORLD), rows_length(rows, 0, CHECK_WORLD), 0, NULL);
        bool good = facts && world && json_object_update(facts, world) == 0;
        json_decref(world);
        if (arena_defer(call->arena, release_json, facts) && good)
                return facts;
        call_fail_internal(call, "the facts are not JSON");
        return NULL;
}

const struct rules_facts *check_read_tree(struct call *call, const json_t *tree)
{
        const char *reason = "memory";
        const struct rules_facts *facts = tree ? rules_read(call->arena, tree, &reason) : NULL;
        return insist(call, facts, reason);
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

bool check_write_row(struct call *call, const struct rows *rows, const char *at, struct buffer *out)
{
        const char *limit = NULL;
        struct rules_world *world = check_world(call, rows);
        const struct rules_facts *facts = world ? check_read_within(call, world, rows, 0, &limit) : NULL;
        if (limit) {
                check_write_unjudged(out, at, rows, 0);
                return true;
        }
        const struct rules_result *result = facts ? check_judge(call, facts, check_date(at)) : NULL;
        if (!result)
                return false;
        check_write(out, result, rows, 0);
        return true;
}

bool check_tag(struct call *call, const struct rows *rows, const char *day, const char *form)
{
        const char *revision = rows_text(rows, 0, CHECK_REVISION);
        call->answer.revision = revision;
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s%s\"", revision, day, form);
        return call->answer.etag ? true : call_fail_internal(call, "out of memory");
}

/* The seats as a picture, in the caller's language. */
static bool draw(struct call *call, const struct rows *rows, const char *at)
{
        static const char *const forms[] = {"-svg-nb", "-svg-nn", "-svg-en"};
        struct buffer text = BUFFER(DRAWING_MAX);
        bool judged = check_write_row(call, rows, at, &text);
        json_t *result =
                judged && !buffer_failed(&text) ? json_loadb(text.bytes, text.length, 0, NULL) : NULL;
        buffer_clear(&text);
        if (!judged)
                return false;
        json_t *facts = check_tree(call, rows);
        if (!result || !arena_defer(call->arena, release_json, result) || !facts)
                return call_fail_internal(call, "out of memory");
        render_seats_svg(&call->answer.body, result, json_object_get(facts, "body"), call->language);
        call->answer.media_type = "image/svg+xml";
        return check_tag(call, rows, at, forms[call->language]);
}

bool check_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        const char *at = access_date(call, "at");
        if (!at)
                return call_fail_internal(call, "out of memory");
        if (!access_open(registry, call, &session) || !check_load_one(call, session, call->id, NULL, &rows))
                return false;
        store_return(session);
        if (strcmp(call->answer_type, "image/svg+xml") == 0)
                return draw(call, rows, at);
        return check_write_row(call, rows, at, &call->answer.body) && check_tag(call, rows, at, "");
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
        return check_write_row(call, rows, at, &call->answer.body) && check_tag(call, rows, at, "");
}
