/*
 * cli_export - writes the register as lines that can be imported, to standard output or to a file, which
 * appears only when it is complete.
 */
#include "cli/cli.h"

#include "cli/help.h"
#include "cli/progress.h"
#include "bulk/export.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A step of an export, and the largest line. */
#define STEP_MAX ((size_t)64 * 1024 * 1024)

/* Writes everything to a file. */
static bool write_all(struct export *export, FILE *file, struct call *call)
{
        struct buffer out = BUFFER(STEP_MAX);
        struct progress progress;
        size_t lines = 0;
        uint64_t bytes = 0;
        bool good = true;
        progress_begin(&progress, "lines", 0);
        do {
                out.length = 0;
                good = export_next(export, &out) &&
                       (!out.length || fwrite(out.bytes, 1, out.length, file) == out.length);
                for (size_t i = 0; i < out.length; i++)
                        lines += out.bytes[i] == '\n';
                bytes += out.length;
                progress_update(&progress, lines, bytes);
        } while (good && out.length);
        progress_end(&progress, lines, bytes);
        buffer_clear(&out);
        if (!good && !call->answer.problem)
                perror("samrad export");
        return good;
}

/* Writes to a temporary file beside it, and renames that when it is complete and on disk. */
static bool write_file(struct export *export, const char *name, struct call *call)
{
        const char *beside = arena_format(call->arena, "%s.%ld.part", name, (long)getpid());
        int descriptor = beside ? open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
        FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
        if (!file) {
                perror(name);
                return false;
        }
        bool good = write_all(export, file, call);
        if (good && (fflush(file) != 0 || fsync(descriptor) != 0 || rename(beside, name) != 0)) {
                perror(name);
                good = false;
        }
        fclose(file);
        if (!good)
                unlink(beside);
        return good;
}

static bool export_to(struct registry *registry, struct call *call, const char *name)
{
        struct export *export = export_begin(registry, call);
        bool good = export && (name ? write_file(export, name, call)
                                    : write_all(export, stdout, call) && fflush(stdout) == 0);
        if (call->answer.problem)
                fprintf(stderr, "samrad export: %s\n",
                        call->answer.database_detail ? call->answer.database_detail
                                                     : "the database does not answer");
        return good;
}

int cli_export(int argc, char **argv)
{
        if (argc > 1 || (argc == 1 && argv[0][0] == '-'))
                return help_misused("export");
        struct store_options options = {
                .url = cli_database(), .role = "samrad_service", .connections_max = 1, .wait_ms = 1000};
        if (!options.url)
                return EXIT_USAGE;
        struct arena *arena = arena_new(CALL_MEMORY_MAX);
        const char *error = "out of memory";
        struct registry registry = {.contract = arena ? contract_load(arena, &error) : NULL};
        registry.store = registry.contract ? store_new(&options) : NULL;
        struct call call = {.arena = arena,
                            .contract = registry.contract,
                            .request_id = "export",
                            .caller = {.scopes = "samrad:admin"}};
        if (!registry.store)
                fprintf(stderr, "samrad export: %s\n", error);
        int status = registry.store && export_to(&registry, &call, argc ? argv[0] : NULL) ? EXIT_SUCCESS
                                                                                          : EXIT_FAILED;
        arena_free(arena);
        store_free(registry.store);
        return status;
}
