/*
 * checks - judges the whole register on a date, and streams the results.
 */
#include "checks/checks_handlers.h"
#include "checks/sweep.h"
#include "formats/formats.h"
#include "json/member.h"
#include "json/tree.h"
#include "words/verdict.h"

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
        const char *rule;                                 /* only what is said of this one; NULL: of all */
        size_t left;                                      /* how many results may still come */
        enum form form;
        struct sarif sarif;
        bool begun, ended;
};

/* Whether the filter has the value, or is not given. */
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
        if (checks->rule)
                return strcmp(member_text_or(rule, "rule", ""), checks->rule) == 0;
        enum verdict verdict = verdict_in(rule);
        bool finding = verdict == VERDICT_NOT_MET || verdict == VERDICT_UNKNOWN || verdict == VERDICT_WAIVED;
        return finding && passes_filter(checks->kinds, json_string_value(json_object_get(rule, "kind"))) &&
               passes_filter(checks->forces, json_string_value(json_object_get(rule, "force")));
}

static bool is_filtered(const struct checks *checks)
{
        return checks->kinds || checks->forces || checks->rule;
}

static void add_result(struct checks *checks, struct arena *arena, const json_t *result, struct buffer *out)
{
        enum language language = checks->call->language;
        switch (checks->form) {
        case FORM_CSV:
                format_check_csv(out, result);
                break;
        case FORM_JUNIT:
                format_junit(out, result, language);
                break;
        case FORM_SARIF:
                format_sarif_add(&checks->sarif, out, result);
                break;
        default:
                buffer_add_string(out, tree_text(arena, result));
        }
}

/* Writes a result in the form that is asked for, with the wanted rules only; nothing if none of them is left.
 */
static void write_form(struct checks *checks, struct arena *arena, json_t *result, struct buffer *out)
{
        json_t *rules = json_object_get(result, "rules");
        for (size_t i = is_filtered(checks) ? json_array_size(rules) : 0; i-- > 0;)
                if (!is_wanted(checks, json_array_get(rules, i)))
                        json_array_remove(rules, i);
        if (checks->rule) /* all seats together are more than one rule */
                json_object_del(result, "seating");
        if (!is_filtered(checks) || json_array_size(rules) > 0)
                add_result(checks, arena, result, out);
}

/* Whether a body that is too large to be judged passes the filters. Its verdict is unknown, and it passes no
 * filter on rules. */
static bool is_unjudged_wanted(const struct checks *checks)
{
        return !is_filtered(checks) && passes_filter(checks->verdicts, "unknown");
}

/* Judges a body and writes the result as JSON; nothing if its verdict is not asked for. */
static void write_result(struct checks *checks, const struct sweep_body *body, struct buffer *out)
{
        char at[DATE_TEXT_SIZE];
        date_format(checks->at, at);
        if (!body->facts) {
                if (is_unjudged_wanted(checks))
                        check_write_unjudged(out, at, body->rows, body->row);
                return;
        }
        const struct rules_result *result = check_judge(body->call, body->facts, checks->at);
        if (passes_filter(checks->verdicts, verdict_name(rules_result_verdict(result))))
                check_write(out, result, body->rows, body->row);
}

/* Judges one body and writes what passes the filters. */
static void write_body(struct checks *checks, const struct sweep_body *body, struct buffer *out)
{
        bool json = checks->form == FORM_JSON;
        struct arena *arena = body->call->arena;
        struct buffer *text = buffer_new(arena, RESULT_MAX),
                      *into = json && !is_filtered(checks) ? out : text;
        size_t before = out->length;
        if (checks->begun && json)
                buffer_add_char(out, ',');
        size_t start = out->length;
        write_result(checks, body, into);
        buffer_need(text);
        if (text->length)
                write_form(checks, arena, tree_read(arena, text), out);
        if (out->length == start && (json || !text->length)) {
                out->length = before;
                return;
        }
        checks->begun = true;
        checks->left--;
}

static void release_sarif(void *checks)
{
        format_sarif_release(&((struct checks *)checks)->sarif);
}

/* Writes what comes before the first result. */
static void write_begin(struct checks *checks, struct buffer *out)
{
        arena_defer(checks->call->arena, release_sarif, checks);
        if (checks->form == FORM_SARIF)
                format_sarif_begin(&checks->sarif, out, checks->call->language);
        else if (checks->form == FORM_CSV)
                format_check_csv_begin(out);
        else if (checks->form == FORM_JUNIT)
                format_junit_begin(out);
        else
                buffer_add_string(out, "{\"items\":[");
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
                if (step == SWEEP_FAILED)
                        return false;
                if (step == SWEEP_BODY)
                        write_body(checks, &body, out);
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

/* The first piece is made here, so that a failure can still be answered with a status. */
static bool begin_answer(struct checks *checks)
{
        struct answer *answer = &checks->call->answer;
        write_begin(checks, &answer->body);
        if (!next_piece(checks, &answer->body))
                return false;
        answer->stream = (struct answer_stream){.next = next_piece, .context = checks};
        return true;
}

bool checks_handler(struct registry *registry, struct call *call)
{
        struct checks *checks = arena_alloc(call->arena, sizeof *checks);
        struct sweep_options options = {.norms = true};
        const char *at = access_date(call, "at"), *limit = call_argument(call, "limit");
        *checks = (struct checks){.call = call,
                                  .version = version_of(registry),
                                  .at = check_date(at),
                                  .verdicts = given_filter(call, "verdict"),
                                  .kinds = given_filter(call, "ruleKind"),
                                  .forces = given_filter(call, "force"),
                                  .form = choose_form(call),
                                  .left = limit ? strtoul(limit, NULL, 10) : SIZE_MAX};
        sweep_options_read(call, &options);
        if (limit && !checks->verdicts && !is_filtered(checks))
                options.most = checks->left;
        checks->sweep = sweep_new(registry, call, &options);
        return begin_answer(checks);
}

/* Answers with the findings on one rule, wherever it applies, in a form for other programs. */
bool checks_answer_rule(struct registry *registry, struct call *call, const char *at)
{
        struct checks *checks = arena_alloc(call->arena, sizeof *checks);
        struct sweep_options options = {.rule = call->id, .norms = true};
        *checks = (struct checks){.call = call,
                                  .version = version_of(registry),
                                  .at = check_date(at),
                                  .rule = call->id,
                                  .form = choose_form(call),
                                  .left = SIZE_MAX,
                                  .sweep = sweep_new(registry, call, &options)};
        return begin_answer(checks);
}

/* Writes one check as a document for build servers and code hosting services. */
void checks_write_report(struct registry *registry, struct call *call, json_t *result, const char *rule)
{
        struct checks *checks = arena_alloc(call->arena, sizeof *checks);
        struct buffer *out = &call->answer.body;
        *checks = (struct checks){
                .call = call, .version = version_of(registry), .rule = rule, .form = choose_form(call)};
        write_begin(checks, out);
        write_form(checks, call->arena, result, out);
        write_end(checks, out);
}
