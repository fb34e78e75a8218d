/*
 * test_cases - hand-made bodies with the verdicts a careful reader gives them.
 *
 * Each file of the folder given as argument is one JSON object: {"facts", "checks": [{"at", "expect"}]}, or
 * {"faults": [{"rule", "expect": [{"where", "code"}]}]}. An expectation holds if everything it says is in the
 * answer: objects are compared member by member, lists whole; `rules` may be an object by rule id. A file
 * with other members, or without anything to check, fails. Every check is repeated with the lists of the
 * facts in other orders, and must give the same bytes.
 */
#include "rules/rules.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT  ((size_t)256 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)16 * 1024 * 1024)
#define SHUFFLES     5

static int failures, checks_done;

static void fail(const char *file, const char *at, const char *what, const json_t *expected,
                 const json_t *found)
{
        char *e = expected ? json_dumps(expected, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
        char *f = found ? json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
        fprintf(stderr, "%s %s: %s\n  expected %s\n  found    %s\n", file, at, what, e ? e : "-",
                f ? f : "-");
        free(e);
        free(f);
        failures++;
}

/* The rule's entry in a result's list. */
static json_t *find_rule(json_t *list, const char *id)
{
        size_t i;
        json_t *item;
        json_array_foreach(list, i, item) {
                const char *name = json_string_value(json_object_get(item, "rule"));
                if (name && strcmp(name, id) == 0)
                        return item;
        }
        return NULL;
}

static bool contains(json_t *found, json_t *expected, const char **ret_where)
{
        if (!json_is_object(expected) || !found)
                return found && json_equal(found, expected);
        const char *key;
        json_t *value;
        json_object_foreach(expected, key, value) {
                json_t *part = json_is_array(found) ? find_rule(found, key) : json_object_get(found, key);
                *ret_where = key;
                bool absent = json_is_null(value) && !part;
                if (!absent && !contains(part, value, ret_where))
                        return false;
        }
        return true;
}

static char *check_bytes(const json_t *facts, date at)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const char *reason = "";
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        const struct rules_result *result = read ? rules_check(arena, read, at) : NULL;
        if (!result)
                fprintf(stderr, "no result: %s\n", reason);
        buffer_add_char(&out, '{');
        if (result)
                rules_write(&out, result);
        buffer_add_char(&out, '}');
        arena_free(arena);
        size_t length;
        return buffer_take(&out, &length);
}

static unsigned long seed = 12345;

static size_t next_random(size_t below)
{
        seed = seed * 6364136223846793005ul + 1442695040888963407ul;
        return (size_t)(seed >> 33) % below;
}

/* Lists whose order is of no meaning, at any depth. */
static void shuffle(json_t *json)
{
        static const char *const lists[] = {"memberships", "rules",   "waivers", "meetings", "organisations",
                                            "areas",       "offices", "persons", "bodies",   "categories",
                                            "traits",      "partOf",  "holders", "all",      "any"};
        const char *key;
        json_t *value;
        json_object_foreach(json, key, value) {
                bool listed = false;
                for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
                        listed |= strcmp(lists[i], key) == 0;
                for (size_t i = json_array_size(value); listed && i > 1; i--) {
                        json_t *a = json_incref(json_array_get(value, i - 1));
                        size_t j = next_random(i);
                        json_t *b = json_incref(json_array_get(value, j));
                        json_array_set_new(value, i - 1, b);
                        json_array_set_new(value, j, a);
                }
                size_t i;
                json_t *item;
                json_array_foreach(value, i, item) {
                        if (json_is_object(item))
                                shuffle(item);
                }
                if (json_is_object(value))
                        shuffle(value);
        }
}

static void run_check(const char *file, json_t *facts, json_t *check)
{
        const char *at = json_string_value(json_object_get(check, "at")), *where = "";
        date day;
        if (!at || !date_parse(at, strlen(at), &day)) {
                fail(file, "?", "no date", NULL, NULL);
                return;
        }
        char *bytes = check_bytes(facts, day);
        json_t *found = bytes ? json_loads(bytes, JSON_REJECT_DUPLICATES, NULL) : NULL;
        json_t *expected = json_object_get(check, "expect");
        checks_done++;
        if (getenv("VERBOSE"))
                printf("%s\n", bytes);
        if (!found || !contains(found, expected, &where)) {
                fail(file, at, where, expected, NULL);
                fprintf(stderr, "  in %s\n", bytes ? bytes : "nothing");
        }
        for (int i = 0; i < SHUFFLES && bytes; i++) {
                json_t *other = json_deep_copy(facts);
                shuffle(other);
                char *again = check_bytes(other, day);
                if (!again || strcmp(bytes, again) != 0) {
                        fail(file, at, "the order of the facts shows", NULL, NULL);
                        fprintf(stderr, "  %s\n  %s\n", bytes, again ? again : "nothing");
                }
                free(again);
                json_decref(other);
        }
        json_decref(found);
        free(bytes);
}

static json_t *faults_of(const json_t *rule)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct faults faults;
        fault_init(&faults, arena);
        rules_faults(rule, &faults);
        json_t *list = json_array();
        for (const struct fault *fault = faults.first; fault; fault = fault->next)
                json_array_append_new(
                        list, json_pack("{s:s,s:s}", "where", fault->where, "code", fault_code(fault->code)));
        arena_free(arena);
        return list;
}

static void run_fault(const char *file, json_t *item)
{
        json_t *expected = json_object_get(item, "expect");
        json_t *found = faults_of(json_object_get(item, "rule"));
        checks_done++;
        if (!json_equal(found, expected))
                fail(file, "faults", "", expected, found);
        json_decref(found);
}

/* Whether a file has exactly the members of a case, and something to check: a name that is misspelt must not
 * leave a case unchecked. */
static bool is_form(json_t *json, json_error_t *ret_error)
{
        json_t *facts, *list, *first, *expect, *item;
        bool faults = json_object_get(json, "faults") != NULL;
        size_t i;
        if (faults ? json_unpack_ex(json, ret_error, JSON_STRICT, "{s:o}", "faults", &list)
                   : json_unpack_ex(json, ret_error, JSON_STRICT, "{s:o,s:o}", "facts", &facts, "checks",
                                    &list))
                return false;
        snprintf(ret_error->text, sizeof ret_error->text, "nothing to check");
        if (json_array_size(list) == 0)
                return false;
        json_array_foreach(list, i, item)
                if (json_unpack_ex(item, ret_error, JSON_STRICT, "{s:o,s:o}", faults ? "rule" : "at", &first,
                                   "expect", &expect))
                        return false;
        return true;
}

static void run_file(const char *folder, const char *name)
{
        char path[4096];
        json_error_t error;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
        size_t i;
        json_t *item;
        if (!json) {
                fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
                failures++;
                return;
        }
        if (!is_form(json, &error)) {
                fprintf(stderr, "%s: not a case: %s\n", path, error.text);
                failures++;
        }
        json_array_foreach(json_object_get(json, "checks"), i, item)
                run_check(name, json_object_get(json, "facts"), item);
        json_array_foreach(json_object_get(json, "faults"), i, item)
                run_fault(name, item);
        json_decref(json);
}

static int is_case(const struct dirent *entry)
{
        size_t length = strlen(entry->d_name);
        return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

int main(int argc, char **argv)
{
        const char *folder = argc > 1 ? argv[1] : "tests/rules/cases";
        struct dirent **entries;
        int count = scandir(folder, &entries, is_case, alphasort);
        if (count <= 0) {
                fprintf(stderr, "no cases in %s\n", folder);
                return 1;
        }
        for (int i = 0; i < count; i++) {
                if (argc < 3 || strcmp(argv[2], entries[i]->d_name) == 0)
                        run_file(folder, entries[i]->d_name);
                free(entries[i]);
        }
        free(entries);
        printf("%d checks in %d files, %d failures\n", checks_done, count, failures);
        return failures != 0;
}
