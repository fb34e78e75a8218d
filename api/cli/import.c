#include "cli.h"

#include "register/import.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IMPORT_MEMORY ((size_t)2 * 1024 * 1024 * 1024)
/* How often progress is shown on a terminal, in lines. */
#define PROGRESS_STEP 500

static void tell(size_t line, const char *where, const char *text, void *file)
{
        if (line)
                fprintf(stderr, "%s:%zu: %s: %s\n", (const char *)file, line, where, text);
        else
                fprintf(stderr, "%s: %s\n", where, text);
}

static void show_progress(const struct import *import)
{
        if (isatty(STDERR_FILENO) && import->lines % PROGRESS_STEP == 0)
                fprintf(stderr, "\r%zu lines", import->lines);
}

static bool take_file(struct import *import, const char *name)
{
        FILE *file = fopen(name, "re");
        if (!file) {
                perror(name);
                return false;
        }
        char *line = NULL;
        size_t capacity = 0;
        bool good = true;
        import->lines = 0;
        import->context = (void *)(uintptr_t)name;
        for (ssize_t length; good && (length = getline(&line, &capacity, file)) >= 0;) {
                if (length && line[length - 1] == '\n')
                        length--;
                good = import_line(import, line, (size_t)length);
                show_progress(import);
        }
        good = good && !ferror(file);
        free(line);
        fclose(file);
        return good;
}

static bool run(struct import *import, int argc, char **argv)
{
        bool good = import_begin(import);
        for (int i = 0; good && i < argc; i++)
                good = take_file(import, argv[i]);
        if (good)
                good = import_end(import);
        if (!good)
                fprintf(stderr, "samrad import: %s\n",
                        import->call->answer.database_detail ? import->call->answer.database_detail
                                                             : "the database does not answer");
        return good && import->faults == 0;
}

int cli_import(int argc, char **argv)
{
        if (argc < 1) {
                fprintf(stderr, "usage: samrad import FILE.ndjson…\n");
                return EXIT_USAGE;
        }
        struct arena *arena = arena_new(IMPORT_MEMORY);
        const char *error = "out of memory";
        struct store_options options = {
                .url = cli_database(), .role = "samrad_service", .connections_max = 1};
        struct registry registry = {.contract = arena ? contract_load(arena, &error) : NULL};
        registry.store = options.url && registry.contract ? store_new(&options) : NULL;
        int status = EXIT_FAILED;
        if (registry.store) {
                struct call call = {.arena = arena,
                                    .contract = registry.contract,
                                    .language = LANGUAGE_EN,
                                    .request_id = "import",
                                    .caller = {.name = "samrad import",
                                               .scopes = "samrad:admin",
                                               .bound = CALLER_UNBOUND}};
                struct import import = {.registry = &registry, .call = &call, .tell = tell};
                faults_init(&call.faults, arena);
                status = run(&import, argc, argv) ? EXIT_SUCCESS : EXIT_FAILED;
        } else if (!registry.contract) {
                fprintf(stderr, "samrad import: %s\n", error);
        }
        arena_free(arena);
        store_free(registry.store);
        return status;
}
