/*
 * cli_klass - compares the register's municipalities or counties with the codes of Statistics Norway's KLASS
 * on a day, as its API offers them (JSON).
 */
#include "cli/cli.h"

#include "base/date.h"
#include "cli/comparison.h"
#include "cli/help.h"
#include "json/member.h"

#include <stdint.h>
#include <string.h>

/* The longest name of an area in all its languages. */
#define NAME_MAX_BYTES 1000

/* An area has a name in each of its languages, and KLASS writes them with dashes between. */
static bool is_called(const struct comparison *comparison, size_t row, const char *name)
{
        char part[NAME_MAX_BYTES];
        if (comparison_is_called(comparison, row, name))
                return true;
        while (*name) {
                const char *end = strstr(name, " - ");
                size_t length = end ? (size_t)(end - name) : strlen(name);
                if (length >= sizeof part)
                        return false;
                memcpy(part, name, length);
                part[length] = '\0';
                if (comparison_is_called(comparison, row, part))
                        return true;
                name += length + (end ? 3 : 0);
        }
        return false;
}

static void compare_code(struct comparison *comparison, const json_t *object)
{
        const char *code = member_text_or(object, "code", ""), *name = member_text_or(object, "name", "");
        size_t row = comparison_find(comparison, code);
        if (!comparison_meets(comparison, row, code)) {
                comparison_report(comparison, SIZE_MAX, code, "unregistered", name);
                return;
        }
        for (; comparison_meets(comparison, row, code); row++)
                if (!is_called(comparison, row, name))
                        comparison_report(comparison, row, code, "name", name);
}

static bool read_codes(struct comparison *comparison, int file)
{
        return comparison_read_json(comparison, file, compare_code);
}

int cli_klass(int argc, char **argv)
{
        const char *kind = "municipality", *at = "today";
        date day;
        while (argc > 2 && (strcmp(argv[0], "--kind") == 0 || strcmp(argv[0], "--at") == 0)) {
                *(argv[0][2] == 'k' ? &kind : &at) = argv[1];
                argc -= 2;
                argv += 2;
        }
        bool good = argc == 1 && (argv[0][0] != '-' || !argv[0][1]) &&
                    (strcmp(kind, "municipality") == 0 || strcmp(kind, "county") == 0) &&
                    (strcmp(at, "today") == 0 || date_parse(at, strlen(at), &day));
        if (!good)
                return help_misused("klass");
        const struct sql_value values[] = {{"kind", kind}, {"at", at}};
        return comparison_run("klass", "areas/by_code", values, 2, argv[0], read_codes,
                              "not in use on that day");
}
