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
/* What is written at once: SARIF is one document. */
#define OUTPUT_MAX    ((size_t)512 * 1024 * 1024)
#define PROGRESS_STEP 100

/* Exit statuses: what was found. */
enum { FOUND_MET = 0, FOUND_NOT_MET = 1, FOUND_UNKNOWN = 2 };

enum form { FORM_TEXT, FORM_JSON, FORM_JUNIT, FORM_SARIF, FORM_CSV, FORM_COUNT };
static const char *const form_names[FORM_COUNT] = {"text", "json", "junit", "sarif", "csv"};

struct check {
        struct call *call;
        enum form form;
        enum language language;
        const char *at;
        struct buffer out;
        json_t *results; /* for SARIF */
        size_t count;
        bool not_met, unknown;
};

/* The place of a name in a list; `count` if it is not there. */
static size_t find_name(const char *const *names, size_t count, const char *name)
{
        size_t i = 0;
        while (i < count && strcmp(names[i], name) != 0)
                i++;
        return i;
}

static bool read_options(int argc, char **argv, struct check *check)
{
        static const struct option options[] = {{"at", required_argument, NULL, 'a'},
                                                {"format", required_argument, NULL, 'f'},
                                                {"lang", required_argument, NULL, 'l'},
                                                {0}};
        date day;
        for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
                if (c == 'a')
                        check->at = optarg;
                else if (c == 'f')
                        check->form = (enum form)find_name(form_names, FORM_COUNT, optarg);
                else if (c != 'l' || !language_of_tag(optarg, strlen(optarg), &check->language))
                        return false;
        }
        return check->form < FORM_COUNT && (!check->at || date_parse(check->at, strlen(check->at), &day));
}

/* Writes out what is ready. False if nobody takes it. */
static bool flush(struct check *check)
{
        if (!check->out.length && !buffer_failed(&check->out))
                return true;
        bool good = !buffer_failed(&check->out) &&
                    fwrite(check->out.bytes, 1, check->out.length, stdout) == check->out.length;
        check->out.length = 0;
        return good;
}

static void begin(struct check *check)
{
        if (check->form == FORM_JSON)
                buffer_add_string(&check->out, "{\"items\":[");
        else if (check->form == FORM_JUNIT)
                format_junit_begin(&check->out);
        else if (check->form == FORM_CSV)
                format_check_csv_begin(&check->out);
}

static bool end(struct check *check)
{
        if (check->form == FORM_JSON)
                buffer_add_string(&check->out, "\n]}\n");
        else if (check->form == FORM_JUNIT)
                format_junit_end(&check->out);
        if (check->form != FORM_SARIF)
                return flush(check) && fflush(stdout) == 0;
        const json_t **list = calloc(check->count + 1, sizeof *list);
        for (size_t i = 0; list && i < check->count; i++)
                list[i] = json_array_get(check->results, i);
        if (list)
                format_sarif(&check->out, list, check->count, SAMRAD_VERSION, check->language);
        free(list);
        return list && flush(check) && fflush(stdout) == 0;
}

/* One result in the form that is asked for. */
static bool show(struct check *check, const struct buffer *text)
{
        if (check->form == FORM_JSON) {
                buffer_add_string(&check->out, check->count ? ",\n" : "\n");
                buffer_add(&check->out, text->bytes, text->length);
                check->count++;
                return flush(check);
        }
        json_t *result = json_loadb(text->bytes, text->length, 0, NULL);
        if (!result)
                return false;
        check->count++;
        if (check->form == FORM_SARIF)
                return json_array_append_new(check->results, result) == 0;
        if (check->form == FORM_TEXT)
                format_check_text(&check->out, result, check->language);
        else if (check->form == FORM_CSV)
                format_check_csv(&check->out, result);
        else
                format_junit(&check->out, result, check->language);
        json_decref(result);
        return flush(check);
}

/* Writes what is to be said of a body. False if it cannot be judged. */
static bool write_result(struct check *check, const struct sweep_body *body, struct buffer *out)
{
        enum verdict verdict = VERDICT_UNKNOWN;
        if (body->facts) {
                const struct rules_result *result =
                        check_judge(body->call, body->facts, check_date(check->at));
                if (!result)
                        return false;
                verdict = rules_result_verdict(result);
                check_write(out, result, body->rows, body->row);
        } else {
                check_write_unjudged(out, check->at, body->rows, body->row);
        }
        check->not_met = check->not_met || verdict == VERDICT_NOT_MET;
        check->unknown = check->unknown || verdict == VERDICT_UNKNOWN;
        return !buffer_failed(out);
}

static bool judge(struct check *check, const struct sweep_body *body)
{
        struct buffer text = BUFFER(OUTPUT_MAX);
        bool good = write_result(check, body, &text) && show(check, &text);
        buffer_clear(&text);
        return good;
}

static void show_progress(const struct check *check, bool last)
{
        if (isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO) && (last || check->count % PROGRESS_STEP == 0))
                fprintf(stderr, "\r%zu bodies%s", check->count, last ? "\n" : "");
}

/* What was named must all have been there. */
static bool check_named(int argc, char **argv, const char *const *found)
{
        bool good = true;
        for (int i = 0; i < argc; i++) {
                if (!found[i])
                        fprintf(stderr, "samrad check: there is no body %s\n", argv[i]);
                good = good && found[i];
        }
        return good;
}

static int run(struct registry *registry, struct check *check, int argc, char **argv)
{
        struct arena *arena = check->call->arena;
        const char **found = arena_array(arena, (size_t)argc + 1, sizeof *found);
        struct sweep_options options = {
                .only = argc ? sql_array(arena, (const char *const *)argv, (size_t)argc) : NULL};
        struct sweep *sweep = found ? sweep_new(registry, check->call, &options) : NULL;
        struct sweep_body body;
        enum sweep_step step = SWEEP_FAILED;
        bool good = sweep != NULL;
        begin(check);
        while (good && (step = sweep_next(sweep, &body)) == SWEEP_BODY) {
                for (int i = 0; i < argc; i++)
                        found[i] = strcmp(argv[i], body.id) == 0 ? argv[i] : found[i];
                good = judge(check, &body);
                show_progress(check, false);
        }
        good = good && step == SWEEP_END && end(check);
        show_progress(check, true);
        if (!good) {
                const char *detail = check->call->answer.database_detail;
                fprintf(stderr, "samrad check: %s\n", detail ? detail : "the database does not answer");
                return EXIT_FAILED;
        }
        if (!check_named(argc, argv, found))
                return EXIT_USAGE;
        return check->not_met ? FOUND_NOT_MET : check->unknown ? FOUND_UNKNOWN : FOUND_MET;
}

int cli_check(int argc, char **argv)
{
        struct arena *arena = arena_new(CHECK_MEMORY);
        struct call call = {.arena = arena, .request_id = "check", .caller = {.scopes = "samrad:admin"}};
        struct check check = {.call = &call, .out = BUFFER(OUTPUT_MAX), .results = json_array()};
        struct store_options options = {.role = "samrad_service", .connections_max = 1, .wait_ms = 1000};
        struct registry registry = {.reference_data = reference_data_new()};
        int status = EXIT_USAGE;
        /* getopt looks from the second word on */
        if (!arena || !registry.reference_data || !check.results ||
            !read_options(argc + 1, argv - 1, &check)) {
                help_misused("check");
        } else if ((options.url = cli_database())) {
                fault_init(&call.faults, arena);
                status = EXIT_FAILED;
                int first = optind - 1;
                check.at = check.at ? check.at : access_today(&call);
                registry.store = check.at ? store_new(&options) : NULL;
                if (registry.store)
                        status = run(&registry, &check, argc - first, argv + first);
        }
        json_decref(check.results);
        buffer_clear(&check.out);
        arena_free(arena);
        reference_data_free(registry.reference_data);
        store_free(registry.store);
        return status;
}
