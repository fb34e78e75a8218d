/*
 * checks - the whole register judged at a date, written while it is judged.
 */
#include "checks/checks_handlers.h"
#include "checks/sweep.h"
#include "formats/formats.h"

#include <stdlib.h>
#include <string.h>

/* One result; ten thousand members have some megabytes. */
#define RESULT_MAX ((size_t)32 * 1024 * 1024)

struct checks {
        struct call *call;
        struct sweep *sweep;
        date at;
        const struct argument *verdicts, *kinds, *forces;
        size_t left; /* how many results may still come */
        bool table;  /* CSV */
        bool begun, ended;
};

/* Whether a filter is not given, or has the value. */
static bool passes(const struct argument *filter, const char *value)
{
        for (size_t i = 0; filter && i < filter->count; i++)
                if (value && strcmp(filter->texts[i], value) == 0)
                        return true;
        return !filter || !filter->count;
}

/* Whether a rule's result is one that the caller asks for. */
static bool is_wanted(const struct checks *checks, const json_t *rule)
{
        const char *verdict = json_string_value(json_object_get(rule, "verdict"));
        bool finding = verdict && (strcmp(verdict, "not_met") == 0 || strcmp(verdict, "unknown") == 0 ||
                                   strcmp(verdict, "waived") == 0);
        return finding && passes(checks->kinds, json_string_value(json_object_get(rule, "kind"))) &&
               passes(checks->forces, json_string_value(json_object_get(rule, "force")));
}

static bool is_filtered(const struct checks *checks)
{
        return checks->kinds || checks->forces;
}

/* Writes a result in the form that is asked for, with the wanted rules only; nothing if none of them is left.
 * False if memory runs out. */
static bool write_form(const struct checks *checks, const struct buffer *text, struct buffer *out)
{
        json_t *result = buffer_failed(text) ? NULL : json_loadb(text->bytes, text->length, 0, NULL);
        json_t *rules = json_object_get(result, "rules");
        for (size_t i = is_filtered(checks) ? json_array_size(rules) : 0; i-- > 0;)
                if (!is_wanted(checks, json_array_get(rules, i)))
                        json_array_remove(rules, i);
        bool any = result && (!is_filtered(checks) || json_array_size(rules) > 0);
        char *dumped = any && !checks->table ? json_dumps(result, JSON_COMPACT) : NULL;
        bool good = result && (dumped || !any || checks->table);
        if (dumped)
                buffer_add_string(out, dumped);
        else if (any && good)
                format_check_csv(out, result);
        free(dumped);
        json_decref(result);
        return good;
}

/* A body past the limits of the rules engine is unknown, and none of its rules is known to be of any sort. */
static bool is_unjudged_wanted(const struct checks *checks)
{
        return !is_filtered(checks) && passes(checks->verdicts, "unknown");
}

/* Judges a body and writes the result as JSON; nothing if its verdict is not asked for. False after
 * sweep_fail(). */
static bool write_result(struct checks *checks, const struct sweep_body *body, struct buffer *out)
{
        char at[DATE_TEXT_SIZE];
        date_format(checks->at, at);
        if (!body->facts) {
                if (is_unjudged_wanted(checks))
                        check_write_unjudged(out, at, body->rows, body->row);
                return true;
        }
        const struct rules_result *result = check_judge(body->call, body->facts, checks->at);
        if (!result)
                return sweep_fail(checks->sweep, body), false;
        if (passes(checks->verdicts, verdict_name(rules_result_verdict(result))))
                check_write(out, result, body->rows, body->row);
        return true;
}

/* Judges one body and writes what the filters leave of it. */
static bool write_body(struct checks *checks, const struct sweep_body *body, struct buffer *out)
{
        struct buffer text = BUFFER(RESULT_MAX), *into = checks->table || is_filtered(checks) ? &text : out;
        size_t before = out->length;
        if (checks->begun && !checks->table)
                buffer_add_char(out, ',');
        size_t start = out->length;
        bool good = write_result(checks, body, into);
        if (good && into == &text && (text.length || buffer_failed(&text)))
                good = write_form(checks, &text, out);
        buffer_clear(&text);
        if (good && out->length == start) {
                out->length = before;
                return true;
        }
        checks->begun = true;
        checks->left--;
        return good;
}

static bool next(void *context, struct buffer *out)
{
        struct checks *checks = context;
        struct sweep_body body;
        size_t before = out->length;
        while (!checks->ended && out->length == before) {
                enum sweep_step step = checks->left ? sweep_next(checks->sweep, &body) : SWEEP_END;
                if (step == SWEEP_FAILED || (step == SWEEP_BODY && !write_body(checks, &body, out)))
                        return false;
                if (step == SWEEP_END) {
                        buffer_add_string(out, checks->table ? "" : "]}");
                        checks->ended = true;
                }
        }
        return true;
}

static const struct argument *filter(const struct call *call, const char *name)
{
        const struct argument *argument = call_arguments(call, name);
        return argument && argument->count ? argument : NULL;
}

/* The first piece is made here: what fails at once is told with a status. */
bool checks_handler(struct registry *registry, struct call *call)
{
        struct sweep_options options = {.with_filters = true};
        struct checks *checks = arena_alloc(call->arena, sizeof *checks);
        const char *at = access_date(call, "at"), *limit = call_argument(call, "limit");
        if (!checks || !at)
                return call_fail_internal(call, "out of memory");
        *checks = (struct checks){.call = call,
                                  .sweep = sweep_new(registry, call, &options),
                                  .at = check_date(at),
                                  .verdicts = filter(call, "verdict"),
                                  .kinds = filter(call, "ruleKind"),
                                  .forces = filter(call, "force"),
                                  .table = strcmp(call->answer_type, "text/csv") == 0,
                                  .left = limit ? strtoul(limit, NULL, 10) : SIZE_MAX};
        if (!checks->sweep)
                return call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_NOW, NULL, NULL);
        if (checks->table) {
                format_check_csv_begin(&call->answer.body);
                call->answer.media_type = "text/csv; charset=utf-8; header=present";
        } else {
                buffer_add_string(&call->answer.body, "{\"items\":[");
        }
        if (!next(checks, &call->answer.body))
                return call->answer.problem ? false : call_fail_internal(call, "a result too large");
        call->answer.stream = (struct answer_stream){.next = next, .context = checks};
        return true;
}
