#include "cli/cli.h"

#include "cli/help.h"
#include "base/embedded.h"
#include "store/store.h"

#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* An arbitrary number for the advisory lock that keeps two migrations from running at once; every version
 * must have the same. */
#define LOCK_MIGRATIONS "7236001"

#define MIGRATION_MEMORY ((size_t)8 * 1024 * 1024)

const char *cli_database(void)
{
        const char *url = getenv("DATABASE_URL");
        if (!url || !*url)
                fprintf(stderr, "samrad: DATABASE_URL is not set\n");
        return url && *url ? url : NULL;
}

/* The migrations that have been applied are recorded in the database with a checksum, since an applied
 * migration must not be edited. */
static const char prepare[] =
        "select pg_advisory_lock(" LOCK_MIGRATIONS ");"
        "create schema if not exists samrad_migration;"
        "create table if not exists samrad_migration.applied ("
        " name text primary key, sha256 text not null, at timestamptz not null default now())";

static bool compute_checksum(const struct embedded *migration, char text[65])
{
        unsigned char digest[32];
        if (gnutls_hash_fast(GNUTLS_DIG_SHA256, migration->text, migration->length, digest) != 0)
                return false;
        for (size_t i = 0; i < sizeof digest; i++)
                snprintf(text + 2 * i, 3, "%02x", digest[i]);
        return true;
}

struct migrator {
        struct arena *arena;
        struct session *session;
};

static bool report_failure(const struct migrator *migrator, const char *what, const char *name)
{
        fprintf(stderr, "samrad migrate: %s %s: %s\n", name, what,
                migrator->session ? store_detail(migrator->session) : "the database does not answer");
        return false;
}

/* Runs one statement with up to two values. */
static bool run_statement(struct migrator *migrator, const char *text, const char *first, const char *second,
                          struct rows **ret)
{
        const struct sql_value values[] = {{"name", first}, {"sha", second}};
        struct sql *sql = sql_new(migrator->arena, "", values, 2);
        sql_add_file(sql, text);
        return store_run(migrator->session, sql, ret) == PROBLEM_NONE;
}

/* A statement that waits for a lock blocks all later ones on the table. So it does not wait long, and is
 * tried again and again until whoever holds the lock (perhaps a long export) has ended. */
#define LOCK_TIMEOUT    "set local lock_timeout = '500ms'"
#define LOCK_TRIES      600
#define LOCK_PAUSE_MS   500
#define STATE_NO_LOCK   "55P03"
#define STATE_DEADLOCK  "40P01"
#define STATE_NOT_FIRST "23505"

static bool apply_once(struct migrator *migrator, const struct embedded *migration, const char *sha)
{
        return store_execute(migrator->session, "begin") == PROBLEM_NONE &&
               store_execute(migrator->session, LOCK_TIMEOUT) == PROBLEM_NONE &&
               store_execute(migrator->session, migration->text) == PROBLEM_NONE &&
               run_statement(
                       migrator,
                       "insert into samrad_migration.applied (name, sha256) values (:name::text, :sha::text)",
                       migration->name, sha, NULL) &&
               store_execute(migrator->session, "commit") == PROBLEM_NONE;
}

/* Whether a migration may be run again. Roles belong to the whole cluster: if another database is migrated at
 * the same moment and creates them first, the migration fails, and succeeds when it is run again. */
static bool may_come_again(const struct migrator *migrator, int tries)
{
        const char *state = store_sqlstate(migrator->session);
        const bool in_the_way = strcmp(state, STATE_NO_LOCK) == 0 || strcmp(state, STATE_DEADLOCK) == 0;
        if (in_the_way && tries < LOCK_TRIES)
                return nanosleep(&(struct timespec){0, LOCK_PAUSE_MS * 1000000L}, NULL) == 0;
        return strcmp(state, STATE_NOT_FIRST) == 0 && tries == 1;
}

static bool apply_with_retries(struct migrator *migrator, const struct embedded *migration, const char *sha)
{
        bool done = false;
        for (int tries = 1; !(done = apply_once(migrator, migration, sha)); tries++)
                if (!may_come_again(migrator, tries) ||
                    store_execute(migrator->session, "rollback") != PROBLEM_NONE)
                        break;
        if (!done)
                return report_failure(migrator, "failed", migration->name);
        printf("applied %s\n", migration->name);
        return true;
}

static bool migrate_one(struct migrator *migrator, const struct embedded *migration)
{
        char sha[65];
        struct rows *rows;
        if (!compute_checksum(migration, sha) ||
            !run_statement(migrator, "select sha256 from samrad_migration.applied where name = :name::text",
                           migration->name, NULL, &rows))
                return report_failure(migrator, "cannot be looked up", migration->name);
        if (rows_count(rows) == 0)
                return apply_with_retries(migrator, migration, sha);
        if (strcmp(rows_text(rows, 0, 0), sha) == 0)
                return true;
        fprintf(stderr,
                "samrad migrate: %s was applied with another text; this is not the program for this "
                "database\n",
                migration->name);
        return false;
}

/* Reports everything that the database lacks, before anything is created in it. */
static bool has_what_it_needs(struct migrator *migrator)
{
        struct rows *rows;
        if (!run_statement(migrator, sql_file("database/requirements"), NULL, NULL, &rows))
                return report_failure(migrator, "cannot be looked up", "requirements");
        size_t count = rows_count(rows);
        for (size_t i = 0; i < count; i++)
                fprintf(stderr, "samrad migrate: %s\n", rows_text(rows, i, 0));
        if (count > 0)
                fputs("for the database's administrator:\n", stderr);
        for (size_t i = 0; i < count; i++)
                if (*rows_text(rows, i, 1))
                        fprintf(stderr, "        %s\n", rows_text(rows, i, 1));
        return count == 0;
}

/* If the register was restored on another server, begins a new epoch before anything is served from it. */
static bool recognise_server(struct migrator *migrator)
{
        struct rows *rows;
        if (!run_statement(migrator, "select register.recognise_server()", NULL, NULL, &rows))
                return false;
        if (strcmp(rows_text(rows, 0, 0), "t") == 0)
                puts("this register was restored, or its server promoted: its numbers go on in a new epoch");
        return true;
}

/* Lets the service read which migrations have been applied, which it checks before it reports that it is
 * ready. */
static bool wake_service(struct migrator *migrator)
{
        return store_execute(migrator->session,
                             "grant usage on schema samrad_migration to samrad_service;"
                             "grant select on samrad_migration.applied to samrad_service") == PROBLEM_NONE;
}

static bool is_ours(const char *name)
{
        for (size_t i = 0; i < embedded_migrations_count; i++)
                if (strcmp(embedded_migrations[i].name, name) == 0)
                        return true;
        return false;
}

/* Reports migrations that this program does not know: in a rolling upgrade the old program runs on the new
 * schema, which supports both. */
static bool report_later(struct migrator *migrator)
{
        struct rows *rows;
        if (!run_statement(migrator, "select name from samrad_migration.applied order by name", NULL, NULL,
                           &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++)
                if (!is_ours(rows_text(rows, i, 0)))
                        printf("%s was brought by a later version; this one goes on beside it\n",
                               rows_text(rows, i, 0));
        return true;
}

static bool migrate_all(struct migrator *migrator)
{
        if (!has_what_it_needs(migrator))
                return false;
        if (store_execute(migrator->session, prepare))
                return report_failure(migrator, "cannot be prepared", "migration");
        for (size_t i = 0; i < embedded_migrations_count; i++)
                if (!migrate_one(migrator, &embedded_migrations[i]))
                        return false;
        if (!wake_service(migrator) || !report_later(migrator))
                return report_failure(migrator, "cannot be looked up", "what has been applied");
        if (!recognise_server(migrator))
                return report_failure(migrator, "cannot be looked up", "the server's identity");
        return store_execute(migrator->session, "select pg_advisory_unlock(" LOCK_MIGRATIONS ")") ==
               PROBLEM_NONE;
}

int cli_migrate(int argc, char **argv)
{
        (void)argv;
        if (argc > 0)
                return help_misused("migrate");
        struct store_options options = {.url = cli_database(), .connections_max = 1};
        struct migrator migrator = {.arena = arena_new(MIGRATION_MEMORY)};
        struct store *store = options.url && migrator.arena ? store_new(&options) : NULL;
        bool done = false;
        if (store &&
            store_borrow(store, STORE_WRITE, STORE_NOBODY, migrator.arena, &migrator.session) == PROBLEM_NONE)
                done = migrate_all(&migrator);
        else if (store)
                report_failure(&migrator, "cannot begin", "migration");
        arena_free(migrator.arena);
        store_free(store);
        return done ? EXIT_SUCCESS : EXIT_FAILED;
}
