/*
 * cli_import - imports lines from files directly into the database: all of them or none.
 */
#include "cli/cli.h"

#include "cli/help.h"
#include "base/line_reader.h"
#include "cli/progress.h"
#include "bulk/import_table.h"

#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct loading {
        struct call *call;
        struct import *import;
        struct progress progress;
        char **files;
        size_t *first_lines; /* for each file, how many lines the files before it have */
        size_t count;
        uint64_t bytes;   /* of the files before */
        const char *type; /* the collection, if the files are tables; NULL: they are lines */
        struct registry *registry;
};

/* For the signal handler: before the commit nothing is stored; during it the outcome is unknown. */
static volatile sig_atomic_t committing;

static void end_when_interrupted(int signal)
{
        static const char nothing[] = "\nsamrad import: interrupted; nothing was stored\n";
        static const char unknown[] =
                "\nsamrad import: interrupted while it was stored; look whether it is\n";
        const char *said = committing ? unknown : nothing;
        ssize_t written = write(STDERR_FILENO, said, (committing ? sizeof unknown : sizeof nothing) - 1);
        (void)written;
        _exit(128 + signal);
}

static void catch_interrupts(void)
{
        const struct sigaction action = {.sa_handler = end_when_interrupted};
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGTERM, &action, NULL);
}

static int open_file(const char *name)
{
        int file = strcmp(name, "-") == 0 ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC);
        if (file < 0)
                perror(name);
        return file;
}

/* The size of all files; 0 if the size of one is not known. */
static uint64_t total_size(char **files, size_t count)
{
        uint64_t total = 0;
        for (size_t i = 0; i < count; i++) {
                struct stat stat_;
                if (strcmp(files[i], "-") == 0 || stat(files[i], &stat_) != 0 || !S_ISREG(stat_.st_mode))
                        return 0;
                total += (uint64_t)stat_.st_size;
        }
        return total;
}

static bool read_lines(struct loading *loading, struct line_reader *reader, const char *name)
{
        for (;;) {
                const char *line = NULL;
                size_t length = 0;
                enum line_reader_step step = line_reader_next(reader, &line, &length);
                if (step == LINE_READER_END)
                        return true;
                if (step == LINE_READER_FAILED) {
                        perror(name);
                        return false;
                }
                if (step == LINE_READER_TOO_LONG)
                        import_skip(loading->import);
                else if (!import_line(loading->import, line, length))
                        return false;
                progress_update(&loading->progress, import_lines(loading->import),
                                loading->bytes + reader->taken);
        }
}

static bool read_file(struct loading *loading, size_t index)
{
        struct line_reader reader;
        const char *name = loading->files[index];
        int file = open_file(name);
        if (file < 0)
                return false;
        loading->first_lines[index] = import_lines(loading->import);
        bool good = line_reader_start(&reader, file, IMPORT_LINE_MAX);
        if (good && loading->type)
                good = import_table(loading->import, loading->registry, loading->call, loading->type,
                                    &reader);
        else
                good = good && read_lines(loading, &reader, name);
        loading->bytes += reader.taken;
        line_reader_end(&reader);
        close(file);
        return good;
}

/* Writes the faults as `FILE:LINE: pointer: text`. */
static void report_faults(const struct loading *loading)
{
        const struct faults *faults = &loading->call->faults;
        size_t told = 0;
        for (const struct fault *fault = faults->first; fault; fault = fault->next, told++) {
                size_t index = loading->count - 1;
                while (index > 0 && loading->first_lines[index] >= fault->line)
                        index--;
                const char *words = fault_sentence(loading->call->arena, fault, loading->call->language);
                fprintf(stderr, "%s:%zu: %s%s%s\n", loading->files[index],
                        fault->line - loading->first_lines[index], fault->where, *fault->where ? ": " : "",
                        words ? words : fault_code(fault->code));
        }
        if (faults->count > told)
                fprintf(stderr, "and %zu more\n", faults->count - told);
}

static void report_counts(const struct loading *loading)
{
        size_t count;
        const struct import_count *counts = import_counts(loading->import, &count);
        for (size_t i = 0; i < count; i++)
                if (counts[i].lines)
                        printf("%s: %zu created, %zu changed, %zu unchanged\n", counts[i].collection,
                               counts[i].created, counts[i].changed, counts[i].unchanged);
}

static void report_failure(const struct call *call)
{
        const char *detail = call->answer.database_detail;
        if (call->answer.problem)
                fprintf(stderr, "samrad import: %s\n",
                        detail ? detail : problem_text(call->answer.problem, LANGUAGE_EN));
}

/* Runs the import. The exit status: done, faults in the data, or unknown. */
static int import_files(struct registry *registry, struct loading *loading)
{
        struct call *call = loading->call;
        catch_interrupts();
        loading->import = import_begin(registry, call);
        bool good = loading->import != NULL;
        progress_begin(&loading->progress, "lines", total_size(loading->files, loading->count));
        for (size_t i = 0; good && i < loading->count; i++)
                good = read_file(loading, i);
        if (loading->import)
                progress_end(&loading->progress, import_lines(loading->import), loading->bytes);
        if (good)
                progress_step(&loading->progress,
                              "storing, with references, follow-ups and what can be found");
        good = good && import_end(loading->import);
        committing = good;
        good = good && import_commit(loading->import);
        committing = false;
        if (good) {
                report_counts(loading);
                return EXIT_SUCCESS;
        }
        if (!call->faults.count) {
                report_failure(call);
                return EXIT_FAILED;
        }
        report_faults(loading);
        return EXIT_FAULTS;
}

/* Whether this is the name of a collection that can be written. */
static bool is_type(const struct contract *contract, const char *name)
{
        for (size_t i = 0; i < contract->operation_count; i++) {
                const struct operation *operation = &contract->operations[i];
                if (strcmp(operation->action, "put") == 0 && strcmp(operation->collection, name) == 0)
                        return true;
        }
        fprintf(stderr, "samrad import: there is no type %s\n", name);
        return false;
}

static int run_import(struct arena *arena, bool dry_run, const char *type, char **files, size_t count)
{
        const char *error = "out of memory";
        struct store_options options = {
                .url = cli_database(), .role = "samrad_service", .connections_max = 1};
        struct registry registry = {.contract = options.url ? contract_load(arena, &error) : NULL};
        if (!registry.contract)
                fprintf(stderr, "samrad import: %s\n", options.url ? error : "there is no database");
        if (!registry.contract || (type && !is_type(registry.contract, type))) {
                arena_free(arena);
                return EXIT_USAGE;
        }
        struct call call = {
                .arena = arena,
                .contract = registry.contract,
                .language = LANGUAGE_EN,
                .request_id = "import",
                .dry_run = dry_run,
                .caller = {.name = "samrad import", .scopes = "samrad:admin", .bound = CALLER_UNBOUND}};
        struct loading loading = {.call = &call,
                                  .type = type,
                                  .registry = &registry,
                                  .files = files,
                                  .count = count,
                                  .first_lines = arena_array(arena, count, sizeof *loading.first_lines)};
        fault_init(&call.faults, arena);
        registry.store = loading.first_lines ? store_new(&options) : NULL;
        int status = registry.store ? import_files(&registry, &loading) : EXIT_FAILED;
        arena_free(arena);
        store_free(registry.store);
        return status;
}

int cli_import(int argc, char **argv)
{
        static const struct option options[] = {
                {"dry-run", no_argument, NULL, 'd'}, {"type", required_argument, NULL, 't'}, {0}};
        const char *type = NULL;
        bool dry_run = false, good = true;
        /* getopt looks from the second word on */
        for (int c; (c = getopt_long(argc + 1, argv - 1, "", options, NULL)) != -1;) {
                dry_run = dry_run || c == 'd';
                type = c == 't' ? optarg : type;
                good = good && (c == 'd' || c == 't');
        }
        int first = optind - 1;
        struct arena *arena = arena_new(CALL_MEMORY_MAX);
        if (good && first < argc && arena)
                return run_import(arena, dry_run, type, argv + first, (size_t)(argc - first));
        arena_free(arena);
        return help_misused("import");
}
