/*
 * check - whether the composition of a body satisfies its rules. The facts are loaded from the register and
 * judged by the rules library, and the answer states the register's revision.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"

#include "json/tree.h"
#include "pictures/pictures.h"

#include <string.h>

/* One result; a body of ten thousand members has some megabytes. */
#define RESULT_MAX ((size_t)32 * 1024 * 1024)

date check_date(const char *text)
{
        date day = DATE_BEGINNING;
        date_parse(text, strlen(text), &day);
        return day;
}

const struct rules_result *check_judge(struct call *call, const struct rules_facts *facts, date at)
{
        return memory_need((void *)rules_check(call->arena, facts, at));
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

void check_write_body(struct call *call, const struct check_body *body, const char *at, struct buffer *out)
{
        if (body->facts)
                check_write(out, check_judge(call, body->facts, check_date(at)), body->rows, body->row);
        else
                check_write_unjudged(out, at, body->rows, body->row);
}

void check_tag(struct call *call, const struct rows *rows, const char *day, const char *form)
{
        const char *revision = rows_text(rows, 0, CHECK_REVISION);
        call->answer.revision = revision;
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s%s\"", revision, day, form);
}

json_t *check_tree(struct call *call, const struct check_body *body, const char *at)
{
        struct buffer *text = buffer_new(call->arena, RESULT_MAX);
        check_write_body(call, body, at, text);
        return tree_read(call->arena, text);
}

/* The seats as a picture, in the caller's language. */
static bool answer_picture(struct call *call, const struct check_body *body, const char *at)
{
        static const char *const forms[] = {"-svg-nb", "-svg-nn", "-svg-en"};
        const json_t *result = check_tree(call, body, at);
        const json_t *facts = check_load_tree(call, body->rows, body->row);
        if (!facts)
                return false;
        picture_seats(&call->answer.body, result, json_object_get(facts, "body"), call->language);
        call->answer.media_type = "image/svg+xml";
        check_tag(call, body->rows, at, forms[call->language]);
        return true;
}

/* Writes the check for build servers and code hosting services, in the caller's language. */
static bool answer_report(struct registry *registry, struct call *call, const struct check_body *body,
                          const char *at)
{
        checks_write_report(registry, call, check_tree(call, body, at), NULL);
        bool sarif = strcmp(call->answer_type, "application/sarif+json") == 0;
        check_tag(call, body->rows, at,
                  arena_format(call->arena, "-%s-%d", sarif ? "sarif" : "junit", (int)call->language));
        return true;
}

bool check_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        const char *at = access_date(call, "at");
        if (!check_load_one(registry, call, call->id, NULL, &body))
                return false;
        if (strcmp(call->answer_type, "image/svg+xml") == 0)
                return answer_picture(call, &body, at);
        if (strcmp(call->answer_type, "application/json") != 0)
                return answer_report(registry, call, &body, at);
        check_write_body(call, &body, at, &call->answer.body);
        check_tag(call, body.rows, at, "");
        return true;
}

bool agreement_check_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        const char *at = access_date(call, "at");
        struct sql_value values[] = {{"id", call->id}};
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "agreements/facts", values, 1, &rows))
                return false;
        store_return(session);
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "agreements");
        struct check_body agreement;
        struct check_load *load = check_load_rows(call, rows);
        if (!load || !check_load_next(load, call, &agreement))
                return false;
        check_write_body(call, &agreement, at, &call->answer.body);
        check_tag(call, rows, at, "");
        return true;
}
