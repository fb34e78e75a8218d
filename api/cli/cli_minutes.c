#include "cli/cli.h"

#include "cli/help.h"
#include "documents/minutes_intake.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MEMORY_LIMIT ((size_t)512 * 1024 * 1024)

static int write_items(struct arena *arena, const char *name, int file)
{
        enum fault_code fault;
        size_t length;
        const char *json = minutes_intake_of_file(arena, file, &length, &fault);
        if (!json) {
                const struct fault told = {.code = fault, .args = {"400000"}};
                const char *words =
                        fault == FAULT_CODE_COUNT ? NULL : fault_sentence(arena, &told, LANGUAGE_EN);
                fprintf(stderr, "%s: %s\n", name, words ? words : "out of memory");
                return EXIT_FAILED;
        }
        if (fwrite(json, 1, length, stdout) != length || putchar('\n') == EOF || fflush(stdout) != 0)
                return EXIT_FAILED;
        return EXIT_SUCCESS;
}

int cli_minutes(int argc, char **argv)
{
        if (argc != 1 || argv[0][0] == '-')
                return help_misused("minutes");
        struct arena *arena = arena_new(MEMORY_LIMIT);
        int file = open(argv[0], O_RDONLY | O_CLOEXEC);
        if (file < 0)
                perror(argv[0]);
        int status = arena && file >= 0 ? write_items(arena, argv[0], file) : EXIT_FAILED;
        if (file >= 0)
                close(file);
        arena_free(arena);
        return status;
}
