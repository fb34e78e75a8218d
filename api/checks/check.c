/*
 * check - whether a body is composed as its rules demand: the register loads the facts, the rules library
 * judges, and the answer says what the register knew when it did.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"

#include "pictures/pictures.h"

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
        json_t *facts = check_load_tree(call, body->rows, body->row);
        arena_defer(call->arena, release_json, result);
        if (!result || !facts)
                return call_fail_internal(call, "out of memory");
        picture_seats(&call->answer.body, result, json_object_get(facts, "body"), call->language);
        call->answer.media_type = "image/svg+xml";
        return check_tag(call, body->rows, at, forms[call->language]);
}

/* The check for build servers and hosts of code, in the caller's language. */
static bool report(struct registry *registry, struct call *call, const struct check_body *body,
                   const char *at)
{
        struct buffer text = BUFFER(DRAWING_MAX);
        bool good = check_write_body(call, body, at, &text) && checks_write_report(registry, call, &text);
        buffer_clear(&text);
        bool sarif = strcmp(call->answer_type, "application/sarif+json") == 0;
        const char *form =
                arena_format(call->arena, "-%s-%d", sarif ? "sarif" : "junit", (int)call->language);
        return good && form && check_tag(call, body->rows, at, form);
}

bool check_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        const char *at = access_date(call, "at");
        if (!at)
                return call_fail_internal(call, "out of memory");
        if (!check_load_one(registry, call, call->id, NULL, &body))
                return false;
        if (strcmp(call->answer_type, "image/svg+xml") == 0)
                return draw(call, &body, at);
        if (strcmp(call->answer_type, "application/json") != 0)
                return report(registry, call, &body, at);
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
        struct check_load *load = check_load_rows(call, rows);
        return load && check_load_next(load, call, &agreement) &&
               check_write_body(call, &agreement, at, &call->answer.body) && check_tag(call, rows, at, "");
}
