/*
 * Every shape of sentence on one page: for each kind of rule, verdict, reason and force that the cases and
 * random bodies come to, one sentence in each language, and the summaries beside them. A reviewer can read
 * the page through, and a change in a sentence shows in the diff.
 *
 * print_sentences CASES PAGE [write]: compares with the page, or writes it.
 */
#include "base/buffer.h"
#include "compare.h"
#include "enrich.h"
#include "generate.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEEDS    1500
#define PAGE_MAX ((size_t)4 * 1024 * 1024)

static const char *text_at(const json_t *object, const char *key)
{
        const char *text = json_string_value(json_object_get(object, key));
        return text ? text : "";
}

/* What makes a sentence another shape: which numbers are one, none or several, and whether units are named.
 */
static void add_shape(json_t *shapes, const char *key, const json_t *text)
{
        char line[16384];
        snprintf(line, sizeof line, "- %s\n  - nb: %s\n  - nn: %s\n  - en: %s\n", key, text_at(text, "nb"),
                 text_at(text, "nn"), text_at(text, "en"));
        if (!json_object_get(shapes, key))
                json_object_set_new(shapes, key, json_string(line));
}

static const char *amount(const json_t *rule, const char *key)
{
        const json_t *value = json_object_get(rule, key);
        json_int_t number = json_integer_value(value);
        return !value ? "-" : number == 0 ? "0" : number == 1 ? "1" : "n";
}

static void add_rule(json_t *shapes, const json_t *rule)
{
        char key[512];
        bool units = json_array_size(json_object_get(rule, "units")) > 0;
        snprintf(key, sizeof key, "%s %s %s %s%s missing %s certain %s", text_at(rule, "kind"),
                 text_at(rule, "verdict"), text_at(rule, "reason"), text_at(rule, "force"),
                 units ? " units" : "", amount(rule, "missing"), amount(rule, "certain"));
        add_shape(shapes, key, json_object_get(rule, "text"));
}

/* A summary by its tally. */
static void add_summary(json_t *shapes, const json_t *answer)
{
        static const char *const verdicts[] = {"met",    "not_met", "unknown",
                                               "waived", "pending", "not_checkable"};
        const json_t *tally = json_object_get(answer, "tally");
        char key[512] = "summary", part[64];
        for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
                const json_t *deciding = json_object_get(tally, "deciding");
                if (!json_object_get(deciding, verdicts[i]))
                        continue;
                snprintf(part, sizeof part, " %s", verdicts[i]);
                strncat(key, part, sizeof key - strlen(key) - 1);
        }
        if (json_object_get(answer, "variants"))
                strncat(key, " variants", sizeof key - strlen(key) - 1);
        add_shape(shapes, key, json_object_get(answer, "summary"));
}

static void add_answer(json_t *shapes, const json_t *facts, date at)
{
        char *text = engine_answer(facts, at);
        json_t *answer = text ? json_loads(text, 0, NULL) : NULL;
        size_t i;
        const json_t *item;
        json_array_foreach(json_object_get(answer, "rules"), i, item)
                add_rule(shapes, item);
        json_array_foreach(json_object_get(answer, "advice"), i, item) {
                char key[128];
                snprintf(key, sizeof key, "advice %s%s", text_at(item, "action"),
                         json_object_get(item, "unit") ? " unit" : "");
                add_shape(shapes, key, json_object_get(item, "text"));
        }
        if (answer)
                add_summary(shapes, answer);
        json_decref(answer);
        free(text);
}

static void add_cases(json_t *shapes, const char *folder)
{
        struct dirent **entries;
        int count = scandir(folder, &entries, NULL, alphasort);
        for (int i = 0; i < count; i++) {
                char path[4096];
                snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
                json_t *json = strstr(path, ".json") ? json_load_file(path, 0, NULL) : NULL;
                size_t j;
                const json_t *check;
                json_array_foreach(json_object_get(json, "checks"), j, check) {
                        const char *at = text_at(check, "at");
                        date day;
                        if (date_parse(at, strlen(at), &day))
                                add_answer(shapes, json_object_get(json, "facts"), day);
                }
                json_decref(json);
                free(entries[i]);
        }
        if (count > 0)
                free(entries);
}

static char *make_page(const char *cases)
{
        json_t *shapes = json_object();
        struct buffer out = BUFFER(PAGE_MAX);
        size_t length;
        const char *key;
        json_t *line;
        add_cases(shapes, cases);
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
                date at;
                json_t *facts = generate_facts(seed, &at);
                enrich_facts(facts, seed, at);
                add_answer(shapes, facts, at);
                json_decref(facts);
        }
        buffer_add_string(&out,
                          "# Sentences\n\nMade by `print_sentences`; read through when it changes.\n\n");
        json_object_foreach(shapes, key, line)
                buffer_add_string(&out, json_string_value(line));
        json_decref(shapes);
        return buffer_take(&out, &length);
}

static int compare_lines(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The entries in order of their keys, so that a new shape moves no other. */
static void sort_entries(char *page)
{
        char *copy = strdup(page), *entries[8192];
        size_t count = 0;
        char *start = copy ? strstr(copy, "\n- ") : NULL;
        if (!start)
                abort();
        size_t head = (size_t)(start + 1 - copy);
        for (char *at = start; at && count < 8192; at = strstr(at + 1, "\n- ")) {
                *at = '\0';
                entries[count++] = at + 1;
        }
        qsort(entries, count, sizeof *entries, compare_lines);
        char *to = page + head;
        for (size_t i = 0; i < count; i++) {
                size_t length = strlen(entries[i]);
                memcpy(to, entries[i], length);
                to += length;
                if (to[-1] != '\n')
                        *to++ = '\n';
        }
        *to = '\0';
        free(copy);
}

int main(int argc, char **argv)
{
        if (argc < 3)
                return EXIT_FAILURE;
        char *page = make_page(argv[1]);
        if (!page)
                return EXIT_FAILURE;
        sort_entries(page);
        FILE *file = fopen(argv[2], argc > 3 ? "w" : "r");
        bool same = file != NULL;
        if (file && argc > 3) {
                fputs(page, file);
        } else if (file) {
                char *kept = calloc(1, PAGE_MAX + 1);
                same = kept && fread(kept, 1, PAGE_MAX, file) == strlen(page) && strcmp(kept, page) == 0;
                free(kept);
        }
        if (!same)
                printf("the sentences differ from %s: write it anew and read the diff\n", argv[2]);
        if (file)
                fclose(file);
        free(page);
        return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
