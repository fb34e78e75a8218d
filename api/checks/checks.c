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

enum form { FORM_JSON, FORM_CSV, FORM_JUNIT, FORM_SARIF, FORM_COUNT };

struct checks {
        struct call *call;
        struct sweep *sweep;
        const char *version; /* of the service */
        date at;
        const struct argument *verdicts, *kinds, *forces; /* NULL: of all */
        size_t left;                                      /* how many results may still come */
        enum form form;
        struct sarif sarif;
        bool begun, ended;
};

/* Whether a filter is not given, or has the value. */
static bool passes_filter(const struct argument *filter, const char *value)
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
        return finding && passes_filter(checks->kinds, json_string_value(json_object_get(rule, "kind"))) &&
               passes_filter(checks->forces, json_string_value(json_object_get(rule, "force")));
}

static bool is_filtered(const struct checks *checks)
{
        return checks->kinds || checks->forces;
}

static bool add_result(struct checks *checks, const json_t *result, struct buffer *out)
{
        enum language language = checks->call->language;
        char *dumped = NULL;
        switch (checks->form) {
        case FORM_CSV:
                format_check_csv(out, result);
                return true;
        case FORM_JUNIT:
                format_junit(out, result, language);
                return true;
        case FORM_SARIF:
                format_sarif_add(&checks->sarif, out, result);
                return true;
        default:
                dumped = json_dumps(result, JSON_COMPACT);
                buffer_add_string(out, dumped ? dumped : "");
                free(dumped);
                return dumped != NULL;
        }
}

/* Writes a result in the form that is asked for, with the wanted rules only; nothing if none of them is left.
 * False if memory runs out. */
static bool write_form(struct checks *checks, const struct buffer *text, struct buffer *out)
{
        json_t *result = buffer_failed(text) ? NULL : json_loadb(text->bytes, text->length, 0, NULL);
        json_t *rules = json_object_get(result, "rules");
        for (size_t i = is_filtered(checks) ? json_array_size(rules) : 0; i-- > 0;)
                if (!is_wanted(checks, json_array_get(rules, i)))
                        json_array_remove(rules, i);
        bool any = !is_filtered(checks) || json_array_size(rules) > 0;
        bool good = result && (!any || add_result(checks, result, out));
        json_decref(result);
        return good;
}

/* A body past the limits of the rules engine is unknown, and none of its rules is known to be of any sort. */
static bool is_unjudged_wanted(const struct checks *checks)
{
        return !is_filtered(checks) && passes_filter(checks->verdicts, "unknown");
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
        if (passes_filter(checks->verdicts, verdict_name(rules_result_verdict(result))))
                check_write(out, result, body->rows, body->row);
        return true;
}

/* Judges one body and writes what the filters leave of it. */
static bool write_body(struct checks *checks, const struct sweep_body *body, struct buffer *out)
{
        bool json = checks->form == FORM_JSON;
        struct buffer text = BUFFER(RESULT_MAX), *into = json && !is_filtered(checks) ? out : &text;
        size_t before = out->length;
        if (checks->begun && json)
                buffer_add_char(out, ',');
        size_t start = out->length;
        bool good = write_result(checks, body, into);
        bool text_written = text.length || buffer_failed(&text);
        if (good && into == &text && text_written)
                good = write_form(checks, &text, out);
        buffer_clear(&text);
        if (good && out->length == start && (json || !text_written)) {
                out->length = before;
                return true;
        }
        checks->begun = true;
        checks->left--;
        return good;
}

/* What stands before the first result. False if memory runs out. */
static bool write_begin(struct checks *checks, struct buffer *out)
{
        if (checks->form == FORM_SARIF)
                return format_sarif_begin(&checks->sarif, out, checks->call->language);
        if (checks->form == FORM_CSV)
                format_check_csv_begin(out);
        else if (checks->form == FORM_JUNIT)
                format_junit_begin(out);
        else
                buffer_add_string(out, "{\"items\":[");
        return true;
}

static void write_end(struct checks *checks, struct buffer *out)
{
        if (checks->form == FORM_SARIF)
                format_sarif_end(&checks->sarif, out, checks->version);
        else if (checks->form == FORM_JUNIT)
                format_junit_end(out);
        else if (checks->form == FORM_JSON)
                buffer_add_string(out, "]}");
}

static bool next_piece(void *context, struct buffer *out)
{
        struct checks *checks = context;
        struct sweep_body body;
        size_t before = out->length;
        while (!checks->ended && out->length == before) {
                enum sweep_step step = checks->left ? sweep_next(checks->sweep, &body) : SWEEP_END;
                if (step == SWEEP_FAILED || (step == SWEEP_BODY && !write_body(checks, &body, out)))
                        return false;
                if (step == SWEEP_END) {
                        write_end(checks, out);
                        checks->ended = true;
                }
        }
        return true;
}

static const struct argument *given_filter(const struct call *call, const char *name)
{
        const struct argument *argument = call_arguments(call, name);
        return argument && argument->count ? argument : NULL;
}

static void release_sarif(void *checks)
{
        format_sarif_release(&((struct checks *)checks)->sarif);
}

/* How the answer is written, by its media type. */
static enum form choose_form(struct call *call)
{
        static const struct {
                const char *type, *full; /* with its parameters */
        } types[FORM_COUNT] = {[FORM_JSON] = {"application/json", NULL},
                               [FORM_CSV] = {"text/csv", "text/csv; charset=utf-8; header=present"},
                               [FORM_JUNIT] = {"application/xml", "application/xml; charset=utf-8"},
                               [FORM_SARIF] = {"application/sarif+json", "application/sarif+json"}};
        enum form form = FORM_JSON;
        for (enum form i = FORM_JSON; i < FORM_COUNT; i++)
                if (strcmp(types[i].type, call->answer_type) == 0)
                        form = i;
        call->answer.media_type = types[form].full;
        return form;
}

static const char *version_of(const struct registry *registry)
{
        const json_t *info = json_object_get(registry->contract->document, "info");
        return json_string_value(json_object_get(info, "version"));
}

/* The first piece is made here: what fails at once is answered with a status. */
bool checks_handler(struct registry *registry, struct call *call)
{
        struct checks *checks = arena_alloc(call->arena, sizeof *checks);
        struct sweep_options options = {.norms = true};
        const char *at = access_date(call, "at"), *limit = call_argument(call, "limit");
        if (!checks || !at)
                return call_fail_internal(call, "out of memory");
        *checks = (struct checks){.call = call,
                                  .version = version_of(registry),
                                  .at = check_date(at),
                                  .verdicts = given_filter(call, "verdict"),
                                  .kinds = given_filter(call, "ruleKind"),
                                  .forces = given_filter(call, "force"),
                                  .form = choose_form(call),
                                  .left = limit ? strtoul(limit, NULL, 10) : SIZE_MAX};
        if (!sweep_options_read(call, &options))
                return false;
        if (limit && !checks->verdicts && !is_filtered(checks))
                options.most = checks->left;
        checks->sweep = sweep_new(registry, call, &options);
        if (!checks->sweep)
                return call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_NOW, NULL, NULL);
        arena_defer(call->arena, release_sarif, checks);
        if (!write_begin(checks, &call->answer.body))
                return call_fail_internal(call, "out of memory");
        if (!next_piece(checks, &call->answer.body))
                return call->answer.problem ? false : call_fail_internal(call, "a result too large");
        call->answer.stream = (struct answer_stream){.next = next_piece, .context = checks};
        return true;
}

/* The check of one body as a document for build servers and hosts of code. */
bool checks_write_report(struct registry *registry, struct call *call, const struct buffer *result)
{
        struct checks checks = {.call = call, .version = version_of(registry), .form = choose_form(call)};
        struct buffer *out = &call->answer.body;
        bool good = write_begin(&checks, out) && write_form(&checks, result, out);
        if (good)
                write_end(&checks, out);
        else
                format_sarif_release(&checks.sarif);
        return good ? true : call_fail_internal(call, "out of memory");
}
