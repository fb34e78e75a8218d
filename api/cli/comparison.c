#include "cli/comparison.h"

#include "base/letter.h"
#include "cli/cli.h"
#include "cli/json_items.h"
#include "json/parse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MEMORY_MAX     ((size_t)512 * 1024 * 1024)
/* The longest name that is compared. */
#define NAME_MAX_BYTES 4096

void comparison_report(struct comparison *comparison, size_t row, const char *number, const char *what,
                       const char *detail)
{
        printf("%s\t%s\t%s\t%s\n", row == SIZE_MAX ? "" : rows_text(comparison->own, row, COMPARISON_ID),
               number, what, detail);
        comparison->findings++;
}

bool comparison_is_called(const struct comparison *comparison, size_t row, const char *name)
{
        const char *names = rows_text(comparison->own, row, COMPARISON_NAMES);
        char small[NAME_MAX_BYTES], own[NAME_MAX_BYTES];
        size_t length = strlen(name);
        if (length >= sizeof small)
                return false;
        letter_make_small(small, name, length);
        while (*names) {
                size_t own_length = strcspn(names, "\n");
                if (own_length == length) {
                        letter_make_small(own, names, length);
                        if (memcmp(own, small, length) == 0)
                                return true;
                }
                names += own_length + (names[own_length] == '\n');
        }
        return false;
}

size_t comparison_find(const struct comparison *comparison, const char *number)
{
        size_t low = 0, high = rows_count(comparison->own);
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (strcmp(rows_text(comparison->own, middle, COMPARISON_NUMBER), number) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

bool comparison_meets(struct comparison *comparison, size_t row, const char *number)
{
        bool meets = row < rows_count(comparison->own) &&
                     strcmp(rows_text(comparison->own, row, COMPARISON_NUMBER), number) == 0;
        if (meets)
                comparison->met[row] = true;
        return meets;
}

/* Takes one object, with its own arena. */
static bool take_object(struct comparison *comparison, const struct buffer *text, comparison_object *take)
{
        struct arena *arena = arena_new_below(comparison->arena, MEMORY_MAX);
        struct faults faults;
        fault_init(&faults, arena);
        const json_t *object = parse_json(arena, text->bytes, text->length, &faults);
        if (object)
                take(comparison, object);
        arena_free(arena);
        return object != NULL;
}

bool comparison_read_json(struct comparison *comparison, int file, comparison_object *take)
{
        struct json_items *items = arena_alloc(comparison->arena, sizeof *items);
        struct buffer text = BUFFER(COMPARISON_RECORD_MAX);
        enum json_items_step step;
        bool good = true;
        json_items_start(items, file);
        while (good && (step = json_items_next(items, &text)) != JSON_ITEMS_END) {
                good = step == JSON_ITEMS_OBJECT && take_object(comparison, &text, take);
                comparison->read += good;
        }
        buffer_clear(&text);
        if (!good)
                fprintf(stderr, "samrad %s: object %lu is not JSON, or the file has no list of objects\n",
                        comparison->command, comparison->read + 1);
        return good;
}

static int compare_all(struct comparison *comparison, int file, comparison_reader *read, const char *missing)
{
        comparison->met = arena_array(comparison->arena, rows_count(comparison->own) + 1, sizeof(bool));
        if (!read(comparison, file))
                return EXIT_FAULTS;
        for (size_t row = 0; row < rows_count(comparison->own); row++)
                if (!comparison->met[row])
                        comparison_report(comparison, row, rows_text(comparison->own, row, COMPARISON_NUMBER),
                                          "missing", missing);
        fprintf(stderr, "%zu in the register, %lu in the file, %lu findings\n", rows_count(comparison->own),
                comparison->read, comparison->findings);
        return comparison->findings ? 1 : 0;
}

static bool fetch_own(struct comparison *comparison, struct store *store, const char *query,
                      const struct sql_value *values, size_t count)
{
        struct session *session = NULL;
        struct sql *sql = sql_new(comparison->arena, "", values, count);
        sql_add_file(sql, sql_file(query));
        if (store_borrow(store, STORE_READ, STORE_NOBODY, comparison->arena, &session) == PROBLEM_NONE &&
            store_run(session, sql, &comparison->own) == PROBLEM_NONE)
                return true;
        fprintf(stderr, "samrad %s: %s\n", comparison->command, store_detail(session));
        return false;
}

int comparison_run(const char *command, const char *query, const struct sql_value *values, size_t count,
                   const char *path, comparison_reader *read, const char *missing)
{
        int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
        if (file < 0) {
                fprintf(stderr, "samrad %s: %s: %s\n", command, path, strerror(errno));
                return EXIT_FAILED;
        }
        struct store_options options = {.url = cli_database(), .connections_max = 1};
        struct comparison comparison = {.command = command, .arena = arena_new(MEMORY_MAX)};
        struct store *store = options.url ? store_new(&options) : NULL;
        int status = EXIT_FAILED;
        if (store && comparison.arena && fetch_own(&comparison, store, query, values, count))
                status = compare_all(&comparison, file, read, missing);
        arena_free(comparison.arena);
        store_free(store);
        if (file != STDIN_FILENO)
                close(file);
        return status;
}
