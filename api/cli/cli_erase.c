/*
 * cli_erase - writes the list of erased persons, which is kept apart from backups; erases them again after a
 * restore; and finds names in the texts of other resources, which an erasure does not change.
 */
#include "cli/cli.h"

#include "cli/help.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ERASE_MEMORY   ((size_t)256 * 1024 * 1024)
/* An id and a reason. */
#define LINE_MAX_BYTES 4096

struct eraser {
        struct arena *arena;
        struct session *session;
        unsigned long erased, unknown;
};

/* What is asked for; the list, if nothing of this is set. */
struct task {
        const char *path; /* of the list to replay */
        FILE *file;
        const char *text; /* to be found */
};

static bool run_query(struct eraser *eraser, const char *file, const struct sql_value *values, size_t count,
                      struct rows **ret_rows)
{
        struct sql *sql = sql_new(eraser->arena, "", values, count);
        sql_add_file(sql, sql_file(file));
        return store_run(eraser->session, sql, ret_rows) == PROBLEM_NONE;
}

static bool list_erasures(struct eraser *eraser)
{
        struct rows *rows;
        if (!run_query(eraser, "database/erasures", NULL, 0, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++)
                printf("%s\t%s\n", rows_text(rows, i, 0), rows_text(rows, i, 1));
        return true;
}

/* Writes which versions of which resources, and which documents' bytes, contain a text. */
static bool find_text(struct eraser *eraser, const char *text)
{
        struct sql_value values[] = {{"text", text}};
        struct rows *rows;
        if (!run_query(eraser, "database/mentions", values, 1, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++)
                printf("%s\t%s\t%s\n", rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2));
        return true;
}

static bool erase_person(struct eraser *eraser, const char *id, const char *reason)
{
        struct sql_value values[] = {{"id", id}, {"reason", reason}};
        struct rows *rows;
        if (!run_query(eraser, "persons/erase", values, 2, &rows))
                return false;
        bool known = strcmp(rows_text(rows, 0, 0), "t") == 0;
        eraser->erased += known;
        eraser->unknown += !known;
        return true;
}

/* Erases all persons of the list or none, so that a restored register is never served with only some erased.
 */
static bool replay_list(struct eraser *eraser, FILE *file)
{
        char line[LINE_MAX_BYTES];
        bool good = store_execute(eraser->session, "begin") == PROBLEM_NONE &&
                    run_query(eraser, "database/erase_begin", NULL, 0, NULL);
        while (good && fgets(line, sizeof line, file)) {
                line[strcspn(line, "\n")] = '\0';
                char *reason = strchr(line, '\t');
                if (reason)
                        *reason++ = '\0';
                good = !*line || erase_person(eraser, line, reason ? reason : "");
        }
        good = good && store_execute(eraser->session, "commit") == PROBLEM_NONE;
        if (good)
                printf("%lu erased, %lu not in this register\n", eraser->erased, eraser->unknown);
        return good;
}

static int do_task(struct eraser *eraser, struct store *store, const struct task *task)
{
        bool good = store_borrow(store, STORE_WRITE, STORE_NOBODY, eraser->arena, &eraser->session) ==
                    PROBLEM_NONE;
        if (good)
                good = task->file   ? replay_list(eraser, task->file)
                       : task->text ? find_text(eraser, task->text)
                                    : list_erasures(eraser);
        if (!good)
                fprintf(stderr, "samrad erase: %s\n", store_detail(eraser->session));
        return good ? EXIT_SUCCESS : EXIT_FAILED;
}

/* Reads the arguments. False if they are misused. */
static bool read_task(int argc, char **argv, struct task *ret)
{
        *ret = (struct task){0};
        if (argc == 1 && strcmp(argv[0], "--list") == 0)
                return true;
        if (argc != 2 || !*argv[1])
                return false;
        if (strcmp(argv[0], "--replay") == 0)
                ret->path = argv[1];
        else if (strcmp(argv[0], "--find") == 0)
                ret->text = argv[1];
        return ret->path || ret->text;
}

int cli_erase(int argc, char **argv)
{
        struct task task;
        if (!read_task(argc, argv, &task))
                return help_misused("erase");
        task.file = task.path ? fopen(task.path, "r") : NULL;
        if (task.path && !task.file) {
                fprintf(stderr, "samrad erase: %s: %s\n", task.path, strerror(errno));
                return EXIT_FAILED;
        }
        struct store_options options = {.url = cli_database(), .connections_max = 1};
        struct eraser eraser = {.arena = arena_new(ERASE_MEMORY)};
        struct store *store = options.url ? store_new(&options) : NULL;
        int status = store && eraser.arena ? do_task(&eraser, store, &task) : EXIT_FAILED;
        arena_free(eraser.arena);
        store_free(store);
        if (task.file)
                fclose(task.file);
        return status;
}
