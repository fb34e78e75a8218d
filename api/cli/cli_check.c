/*
 * cli_check - judges bodies, all of them or those named, and writes what it found in a form for people or for
 * build servers.
 */
#include "cli/cli.h"

#include "checks/reference_data.h"
#include "cli/help.h"
#include "checks/sweep.h"
#include "formats/formats.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK_MEMORY  ((size_t)64 * 1024 * 1024)
/* One result, and in SARIF the descriptions of all rules. */
#define OUTPUT_MAX    ((size_t)128 * 1024 * 1024)
#define PROGRESS_STEP 100

/* Exit statuses: what was found. */
enum { FOUND_MET = 0, FOUND_NOT_MET = 1, FOUND_UNKNOWN = 2 };

enum form { FORM_TEXT, FORM_JSON, FORM_JUNIT, FORM_SARIF, FORM_CSV, FORM_COUNT };
static const char *const form_names[FORM_COUNT] = {"text", "json", "junit", "sarif", "csv"};

/* The findings that make the exit status a failure. */
enum fail_on { FAIL_ON_UNKNOWN, FAIL_ON_NOT_MET, FAIL_NEVER };

enum {
        OPTION_AT = 1,
        OPTION_FORMAT,
        OPTION_LANGUAGE,
        OPTION_KIND,
        OPTION_AREA,
        OPTION_FORCE,
        OPTION_CHANGED_SINCE,
        OPTION_FAIL_ON,
        OPTION_BASELINE
};

/* How many values one filter may have. */
#define FILTER_VALUES_MAX 100

struct check {
        struct call *call;
        enum form form;
        enum language language;
        const char *at;
        struct buffer out;
        struct sarif sarif;
        struct sweep_options filters;
        size_t count;
        enum fail_on fail_on;
        json_t *baseline; /* fingerprints of findings that are known; NULL: none were given */
        bool not_met, unknown;
};

/* The index of a name in a list; `count` if it is not there. */
static size_t find_name(const char *const *names, size_t count, const char *name)
{
        size_t i = 0;
        while (i < count && strcmp(names[i], name) != 0)
                i++;
        return i;
}

/* Makes an SQL array of "a,b"; NULL if memory runs out. */
static const char *make_array(struct arena *arena, char *list)
{
        const char *items[FILTER_VALUES_MAX];
        size_t count = 0;
        for (char *item = list, *end; item && count < FILTER_VALUES_MAX; item = end) {
                end = strchr(item, ',');
                if (end)
                        *end++ = '\0';
                items[count++] = item;
        }
        return sql_array(arena, items, count);
}

/* The fingerprints of the findings in a SARIF file; NULL if it is none. */
static json_t *read_baseline(const char *file)
{
        json_t *document = json_load_file(file, 0, NULL), *prints = json_object(), *run, *result;
        bool good = json_is_array(json_object_get(document, "runs"));
        size_t i, k;
        json_array_foreach(json_object_get(document, "runs"), i, run)
                json_array_foreach(json_object_get(run, "results"), k, result) {
                        const json_t *all = json_object_get(result, "partialFingerprints");
                        const char *print = json_string_value(json_object_get(all, SARIF_FINGERPRINT));
                        if (print)
                                json_object_set_new(prints, print, json_true());
                }
        json_decref(document);
        if (good)
                return prints;
        json_decref(prints);
        fprintf(stderr, "samrad check: %s is no SARIF file\n", file);
        return NULL;
}

/* Reads which findings are a failure. */
static bool read_fail_on(struct check *check, const char *name)
{
        static const char *const names[] = {
                [FAIL_ON_UNKNOWN] = "unknown", [FAIL_ON_NOT_MET] = "not_met", [FAIL_NEVER] = "never"};
        check->fail_on = (enum fail_on)find_name(names, sizeof names / sizeof *names, name);
        return check->fail_on < sizeof names / sizeof *names;
}

static bool read_option(struct check *check, int option, char *value)
{
        struct arena *arena = check->call->arena;
        struct sweep_options *filters = &check->filters;
        date day;
        switch (option) {
        case OPTION_AT:
                check->at = value;
                return date_parse(value, strlen(value), &day);
        case OPTION_FORMAT:
                check->form = (enum form)find_name(form_names, FORM_COUNT, value);
                return check->form < FORM_COUNT;
        case OPTION_LANGUAGE:
                return language_of_tag(value, strlen(value), &check->language);
        case OPTION_KIND:
                return (filters->kinds = make_array(arena, value)) != NULL;
        case OPTION_AREA:
                return (filters->areas = make_array(arena, value)) != NULL;
        case OPTION_FORCE:
                return (filters->forces = make_array(arena, value)) != NULL;
        case OPTION_CHANGED_SINCE:
                filters->changed_since = value;
                return true;
        case OPTION_FAIL_ON:
                return read_fail_on(check, value);
        case OPTION_BASELINE:
                return (check->baseline = read_baseline(value)) != NULL;
        default:
                return false;
        }
}

static bool read_options(int argc, char **argv, struct check *check)
{
        static const struct option options[] = {
                {"at", required_argument, NULL, OPTION_AT},
                {"format", required_argument, NULL, OPTION_FORMAT},
                {"lang", required_argument, NULL, OPTION_LANGUAGE},
                {"kind", required_argument, NULL, OPTION_KIND},
                {"area", required_argument, NULL, OPTION_AREA},
                {"force", required_argument, NULL, OPTION_FORCE},
                {"changed-since", required_argument, NULL, OPTION_CHANGED_SINCE},
                {"fail-on", required_argument, NULL, OPTION_FAIL_ON},
                {"baseline", required_argument, NULL, OPTION_BASELINE},
                {0}};
        for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
                if (!read_option(check, c, optarg))
                        return false;
        return !check->baseline || check->form == FORM_SARIF;
}

/* Writes the buffer to standard output. False if that fails. */
static bool write_out(struct check *check)
{
        if (!check->out.length && !buffer_failed(&check->out))
                return true;
        bool good = !buffer_failed(&check->out) &&
                    fwrite(check->out.bytes, 1, check->out.length, stdout) == check->out.length;
        check->out.length = 0;
        return good;
}

static void begin_output(struct check *check)
{
        if (check->form == FORM_SARIF) {
                format_sarif_begin(&check->sarif, &check->out, check->language);
                check->sarif.baseline = check->baseline;
        }
        if (check->form == FORM_JSON)
                buffer_add_string(&check->out, "{\"items\":[");
        else if (check->form == FORM_JUNIT)
                format_junit_begin(&check->out);
        else if (check->form == FORM_CSV)
                format_check_csv_begin(&check->out);
}

static bool end_output(struct check *check)
{
        if (check->form == FORM_JSON)
                buffer_add_string(&check->out, "\n]}\n");
        else if (check->form == FORM_JUNIT)
                format_junit_end(&check->out);
        else if (check->form == FORM_SARIF)
                format_sarif_end(&check->sarif, &check->out, SAMRAD_VERSION);
        return write_out(check) && fflush(stdout) == 0;
}

/* Adds one result in the format that is asked for. */
static bool add_result(struct check *check, const struct buffer *text)
{
        if (check->form == FORM_JSON) {
                buffer_add_string(&check->out, check->count ? ",\n" : "\n");
                buffer_add(&check->out, text->bytes, text->length);
                check->count++;
                return write_out(check);
        }
        json_t *result = json_loadb(text->bytes, text->length, 0, NULL);
        if (!result)
                return false;
        check->count++;
        if (check->form == FORM_SARIF)
                format_sarif_add(&check->sarif, &check->out, result);
        else if (check->form == FORM_TEXT)
                format_check_text(&check->out, result, check->language);
        else if (check->form == FORM_CSV)
                format_check_csv(&check->out, result);
        else
                format_junit(&check->out, result, check->language);
        json_decref(result);
        return write_out(check);
}

/* Writes the result for a body. False if it cannot be judged. */
static bool write_result(struct check *check, const struct sweep_body *body, struct buffer *out)
{
        enum verdict verdict = VERDICT_UNKNOWN;
        if (body->facts) {
                const struct rules_result *result =
                        check_judge(body->call, body->facts, check_date(check->at));
                verdict = rules_result_verdict(result);
                check_write(out, result, body->rows, body->row);
        } else {
                check_write_unjudged(out, check->at, body->rows, body->row);
        }
        check->not_met = check->not_met || verdict == VERDICT_NOT_MET;
        check->unknown = check->unknown || verdict == VERDICT_UNKNOWN;
        return !buffer_failed(out);
}

static bool judge_body(struct check *check, const struct sweep_body *body)
{
        struct buffer text = BUFFER(OUTPUT_MAX);
        bool good = write_result(check, body, &text) && add_result(check, &text);
        buffer_clear(&text);
        return good;
}

static void show_progress(const struct check *check, bool last)
{
        if (isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO) && (last || check->count % PROGRESS_STEP == 0))
                fprintf(stderr, "\r%zu bodies%s", check->count, last ? "\n" : "");
}

/* Checks that all named bodies exist, before anything is written. */
static bool check_named(struct registry *registry, struct check *check, bool *ret_all)
{
        struct call *call = check->call;
        struct sql *sql = sql_new(call->arena, "bodies", NULL, 0);
        struct rows *rows;
        struct session *session;
        *ret_all = true;
        sql_add(sql, "select named from unnest(");
        sql_bind(sql, check->filters.only);
        sql_add(sql, "::text[]) as named where not exists (select from bodies where id = named)");
        if (!access_open(registry, call, &session) || !access_run(call, session, sql, &rows))
                return false;
        store_return(session);
        for (size_t i = 0; i < rows_count(rows); i++)
                fprintf(stderr, "samrad check: there is no body %s\n", rows_text(rows, i, 0));
        *ret_all = rows_count(rows) == 0;
        return true;
}

static bool judge_all(struct registry *registry, struct check *check)
{
        check->filters.norms = true;
        struct sweep *sweep = sweep_new(registry, check->call, &check->filters);
        struct sweep_body body;
        enum sweep_step step = SWEEP_FAILED;
        bool good = true;
        begin_output(check);
        while (good && (step = sweep_next(sweep, &body)) == SWEEP_BODY) {
                good = judge_body(check, &body);
                show_progress(check, false);
        }
        show_progress(check, true);
        return good && step == SWEEP_END && end_output(check);
}

/* The exit status. With a baseline only new findings count. */
static int status_of(const struct check *check)
{
        bool not_met = check->baseline ? check->sarif.new_not_met : check->not_met;
        bool unknown = check->baseline ? check->sarif.new_unknown : check->unknown;
        if (not_met && check->fail_on != FAIL_NEVER)
                return FOUND_NOT_MET;
        return unknown && check->fail_on == FAIL_ON_UNKNOWN ? FOUND_UNKNOWN : FOUND_MET;
}

static int check_bodies(struct registry *registry, struct check *check, int argc, char **argv)
{
        struct arena *arena = check->call->arena;
        bool all = true;
        if (argc)
                check->filters.only = sql_array(arena, (const char *const *)argv, (size_t)argc);
        bool good = !argc || check_named(registry, check, &all);
        if (good && !all)
                return EXIT_USAGE;
        if (good && judge_all(registry, check))
                return status_of(check);
        const char *detail = check->call->answer.database_detail;
        fprintf(stderr, "samrad check: %s\n", detail ? detail : "the database does not answer");
        return EXIT_FAILED;
}

int cli_check(int argc, char **argv)
{
        struct arena *arena = arena_new(CHECK_MEMORY);
        struct call call = {.arena = arena, .request_id = "check", .caller = {.scopes = "samrad:admin"}};
        struct check check = {.call = &call, .out = BUFFER(OUTPUT_MAX)};
        struct store_options options = {.role = "samrad_service", .connections_max = 1, .wait_ms = 1000};
        struct registry registry = {.reference_data = reference_data_new()};
        int status = EXIT_USAGE;
        /* getopt looks from the second word on */
        if (!arena || !registry.reference_data || !read_options(argc + 1, argv - 1, &check)) {
                help_misused("check");
        } else if ((options.url = cli_database())) {
                fault_init(&call.faults, arena);
                status = EXIT_FAILED;
                int first = optind - 1;
                check.at = check.at ? check.at : access_today(&call);
                registry.store = check.at ? store_new(&options) : NULL;
                if (registry.store)
                        status = check_bodies(&registry, &check, argc - first, argv + first);
        }
        format_sarif_release(&check.sarif);
        json_decref(check.baseline);
        buffer_clear(&check.out);
        arena_free(arena);
        reference_data_free(registry.reference_data);
        store_free(registry.store);
        return status;
}
