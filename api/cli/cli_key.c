#include "cli/cli.h"

#include "cli/help.h"
#include "auth/key.h"
#include "store/store.h"
#include "words/fault.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KEY_MEMORY ((size_t)1024 * 1024)

struct keys {
        struct arena *arena;
        struct session *session;
};

static bool run_query(struct keys *keys, const char *file, const struct sql_value *values, size_t count,
                      struct rows **ret)
{
        struct sql *sql = sql_new(keys->arena, "", values, count);
        sql_add_file(sql, sql_file(file));
        if (store_run(keys->session, sql, ret) == PROBLEM_NONE)
                return true;
        fprintf(stderr, "samrad key: %s\n", store_detail(keys->session));
        return false;
}

static bool is_word(const char *word)
{
        return *word;
}

/* Makes an SQL array of the words of a text; NULL if there are none or too many, or if one is invalid. */
static const char *word_array(struct arena *arena, const char *text, size_t max,
                              bool (*is_good)(const char *))
{
        const char *items[KEY_ORGANISATIONS_MAX];
        size_t count = 0;
        char *copy = arena_copy(arena, text, strlen(text)), *save = NULL;
        for (char *word = copy ? strtok_r(copy, " ,", &save) : NULL; word;
             word = strtok_r(NULL, " ,", &save)) {
                if (count == max || !is_good(word))
                        return NULL;
                items[count++] = word;
        }
        return count ? sql_array(arena, items, count) : NULL;
}

static const char *expiry_after(struct arena *arena, long days)
{
        time_t at = time(NULL) + days * 24 * 60 * 60;
        struct tm utc;
        char text[32];
        if (!gmtime_r(&at, &utc) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc))
                return NULL;
        return arena_copy(arena, text, strlen(text));
}

struct wish {
        const char *name, *scopes, *organisations;
        long days;
};

/* Reads the arguments. False if they are wrong. */
static bool read_wish(struct arena *arena, int argc, char **argv, struct wish *ret)
{
        static const struct option options[] = {{"name", required_argument, NULL, 'n'},
                                                {"scopes", required_argument, NULL, 's'},
                                                {"organisations", required_argument, NULL, 'o'},
                                                {"days", required_argument, NULL, 'd'},
                                                {0}};
        struct wish wish = {.days = KEY_DAYS_DEFAULT, .organisations = "{}"};
        for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
                if (c == 'n')
                        wish.name = optarg;
                else if (c == 's')
                        wish.scopes = word_array(arena, optarg, KEY_SCOPES_MAX, key_is_scope);
                else if (c == 'o')
                        wish.organisations = word_array(arena, optarg, KEY_ORGANISATIONS_MAX, is_word);
                else if (c == 'd')
                        wish.days = strtol(optarg, NULL, 10);
                else
                        return false;
        }
        *ret = wish;
        return wish.name && *wish.name && wish.scopes && wish.organisations && wish.days >= 1 &&
               wish.days <= KEY_DAYS_MAX && optind == argc;
}

/* Whether such a key may be made; if not, reports the reason. */
static bool can_be(struct keys *keys, const struct sql_value *values, size_t count)
{
        struct rows *rows;
        if (!run_query(keys, "keys/faults", values, count, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++) {
                struct fault fault = {.code = fault_code_find(rows_text(rows, i, 1)),
                                      .args = {rows_text(rows, i, 2), rows_text(rows, i, 3)}};
                fprintf(stderr, "samrad key: %s\n", fault_sentence(keys->arena, &fault, LANGUAGE_EN));
        }
        return rows_count(rows) == 0;
}

/* Writes the key to standard output, and nothing else, so that scripts can store it. */
static int create_key(struct keys *keys, int argc, char **argv)
{
        struct wish wish;
        if (!read_wish(keys->arena, argc, argv, &wish))
                return help_misused("key");
        struct key key;
        const char *text;
        if (!key_make(keys->arena, &key, &text))
                return EXIT_FAILED;
        struct sql_value values[] = {{"id", key.id},
                                     {"name", wish.name},
                                     {"hash", key.hash},
                                     {"scopes", wish.scopes},
                                     {"organisations", wish.organisations},
                                     {"expires", expiry_after(keys->arena, wish.days)},
                                     {"by", "samrad key"}};
        const size_t count = sizeof values / sizeof *values;
        if (!can_be(keys, values, count) || !run_query(keys, "keys/create", values, count, NULL))
                return EXIT_FAILED;
        printf("%s\n", text);
        return EXIT_SUCCESS;
}

static int list_keys(struct keys *keys)
{
        struct rows *rows;
        if (!run_query(keys, "keys/list_all", NULL, 0, &rows))
                return EXIT_FAILED;
        for (size_t i = 0; i < rows_count(rows); i++) {
                const char *revoked = rows_text(rows, i, 4), *organisations = rows_text(rows, i, 5);
                printf("%s  %-30s  %s  until %s%s%s%s%s\n", rows_text(rows, i, 0), rows_text(rows, i, 1),
                       rows_text(rows, i, 2), rows_text(rows, i, 3), *organisations ? "  for " : "",
                       organisations, revoked ? "  revoked " : "", revoked ? revoked : "");
        }
        return EXIT_SUCCESS;
}

static int revoke_key(struct keys *keys, const char *id)
{
        struct sql_value values[] = {{"id", id}};
        struct rows *rows;
        if (!run_query(keys, "keys/revoke", values, 1, &rows))
                return EXIT_FAILED;
        if (rows_count(rows) == 0) {
                fprintf(stderr, "samrad key: there is no key %s\n", id);
                return EXIT_FAILED;
        }
        return EXIT_SUCCESS;
}

static int run_subcommand(struct keys *keys, int argc, char **argv)
{
        if (argc >= 1 && strcmp(argv[0], "create") == 0)
                return create_key(keys, argc, argv);
        if (argc == 1 && strcmp(argv[0], "list") == 0)
                return list_keys(keys);
        if (argc == 2 && strcmp(argv[0], "revoke") == 0)
                return revoke_key(keys, argv[1]);
        return help_misused("key");
}

int cli_key(int argc, char **argv)
{
        struct store_options options = {.url = cli_database(), .connections_max = 1};
        struct keys keys = {.arena = arena_new(KEY_MEMORY)};
        struct store *store = options.url && keys.arena ? store_new(&options) : NULL;
        int status = EXIT_FAILED;
        if (store &&
            store_borrow(store, STORE_WRITE, STORE_NOBODY, keys.arena, &keys.session) == PROBLEM_NONE)
                status = run_subcommand(&keys, argc, argv);
        else if (store)
                fprintf(stderr, "samrad key: the database does not answer\n");
        arena_free(keys.arena);
        store_free(store);
        return status;
}
