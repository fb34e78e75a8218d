#include "cli.h"

#include "register/minutes.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Of a PDF; of a text the reader itself has a limit. */
#define FILE_SIZE_MAX ((size_t)64 * 1024 * 1024)
#define MEMORY_LIMIT  ((size_t)512 * 1024 * 1024)

/* The bytes of the file; empty after saying why there are none. */
static bool take_file(const char *name, struct buffer *ret)
{
        FILE *file = fopen(name, "re");
        char piece[16384];
        if (!file) {
                perror(name);
                return false;
        }
        for (size_t count; (count = fread(piece, 1, sizeof piece, file)) > 0;)
                buffer_add(ret, piece, count);
        bool good = !ferror(file) && !buffer_failed(ret);
        fclose(file);
        if (!good)
                fprintf(stderr, "%s: cannot be read, or is larger than 64 MB\n", name);
        return good;
}

static int show(struct arena *arena, const char *name, const struct buffer *file)
{
        enum fault_code fault = FAULT_EMPTY_BODY;
        size_t length;
        const char *json =
                file->length ? minutes_of_file(arena, file->bytes, file->length, &length, &fault) : NULL;
        if (!json) {
                const struct fault told = {.code = fault, .args = {"400000"}};
                const char *words = fault == FAULT_CODE_COUNT ? NULL : fault_text(arena, &told, LANGUAGE_EN);
                fprintf(stderr, "%s: %s\n", name, words ? words : "out of memory");
                return EXIT_FAILED;
        }
        if (fwrite(json, 1, length, stdout) != length || putchar('\n') == EOF || fflush(stdout) != 0)
                return EXIT_FAILED;
        return EXIT_SUCCESS;
}

int cli_minutes(int argc, char **argv)
{
        if (argc != 1 || argv[0][0] == '-') {
                fprintf(stderr, "usage: samrad minutes FILE\n");
                return EXIT_USAGE;
        }
        struct buffer file = BUFFER(FILE_SIZE_MAX);
        struct arena *arena = arena_new(MEMORY_LIMIT);
        int status = arena && take_file(argv[0], &file) ? show(arena, argv[0], &file) : EXIT_FAILED;
        buffer_clear(&file);
        arena_free(arena);
        return status;
}
