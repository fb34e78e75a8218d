/*
 * cli_verify - checks the integrity of a register: after a restore, or whenever there is doubt.
 */
#include "cli/cli.h"

#include "cli/help.h"
#include "store/store.h"

#include <stdio.h>

#define VERIFY_MEMORY ((size_t)8 * 1024 * 1024)

/* Writes the invariants that are violated, one per line; EXIT_SUCCESS if there are none. */
static int report_violations(const struct rows *rows)
{
        for (size_t i = 0; i < rows_count(rows); i++)
                printf("broken: %s: %s times, such as %s\n", rows_text(rows, i, 0), rows_text(rows, i, 1),
                       rows_text(rows, i, 2) ? rows_text(rows, i, 2) : "");
        if (rows_count(rows) == 0)
                puts("the register is whole");
        return rows_count(rows) == 0 ? EXIT_SUCCESS : EXIT_FAULTS;
}

static int run_verification(struct store *store, struct arena *arena)
{
        struct session *session;
        struct sql *sql = sql_new(arena, "", NULL, 0);
        struct rows *rows;
        enum problem problem = store_borrow(store, STORE_READ, STORE_NOBODY, arena, &session);
        if (!problem) {
                sql_add_file(sql, sql_file("database/verify"));
                problem = store_run(session, sql, &rows);
        }
        if (!problem)
                return report_violations(rows);
        fprintf(stderr, "samrad verify: %s\n", store_detail(session));
        return EXIT_FAILED;
}

int cli_verify(int argc, char **argv)
{
        (void)argv;
        if (argc > 0)
                return help_misused("verify");
        struct store_options options = {.url = cli_database(), .connections_max = 1};
        struct arena *arena = arena_new(VERIFY_MEMORY);
        struct store *store = options.url ? store_new(&options) : NULL;
        int status = store && arena ? run_verification(store, arena) : EXIT_FAILED;
        arena_free(arena);
        store_free(store);
        return status;
}
