/*
 * cli_brreg - compares the register's organisations with a download of Enhetsregisteret (CSV, or JSON as its
 * API has it).
 *
 * The file has a record for each unit that exists, so an organisation whose number is not in it was deleted,
 * or merged into another.
 */
#include "cli/cli.h"

#include "base/line_reader.h"
#include "cli/comparison.h"
#include "cli/help.h"
#include "formats/csv.h"
#include "json/member.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CELLS_MAX 512

/* The columns that are read; a file must have the first COLUMNS_NEEDED. */
enum column { NUMBER, NAME, DELETED, BANKRUPT, WINDING_UP, FORCED, COLUMN_COUNT };
static const char *const column_names[COLUMN_COUNT] = {
        "organisasjonsnummer", "navn",
        "slettedato",          "konkurs",
        "underAvvikling",      "underTvangsavviklingEllerTvangsopplosning"};
#define COLUMNS_NEEDED (NAME + 1)

/* The format of a CSV file, as its header shows. */
struct table {
        char delimiter;
        size_t columns[COLUMN_COUNT]; /* indexes of cells in a record; CELLS_MAX: the file does not have the
                                         column */
        bool begun;                   /* the header has been read */
};

static bool is_true(const char *cell)
{
        return strcmp(cell, "true") == 0 || strcmp(cell, "J") == 0;
}

/* Compares a unit with the organisations that have its number. */
static void compare_unit(struct comparison *comparison, const char *const unit[COLUMN_COUNT])
{
        for (size_t row = comparison_find(comparison, unit[NUMBER]);
             comparison_meets(comparison, row, unit[NUMBER]); row++) {
                if (*unit[DELETED])
                        comparison_report(comparison, row, unit[NUMBER], "deleted", unit[DELETED]);
                if (!comparison_is_called(comparison, row, unit[NAME]))
                        comparison_report(comparison, row, unit[NUMBER], "name", unit[NAME]);
                if (is_true(unit[BANKRUPT]))
                        comparison_report(comparison, row, unit[NUMBER], "bankrupt", unit[NAME]);
                if (is_true(unit[WINDING_UP]) || is_true(unit[FORCED]))
                        comparison_report(comparison, row, unit[NUMBER], "winding_up", unit[NAME]);
        }
}

static void compare_object(struct comparison *comparison, const json_t *object)
{
        const char *unit[COLUMN_COUNT];
        for (size_t i = 0; i < COLUMN_COUNT; i++)
                unit[i] = json_is_true(json_object_get(object, column_names[i]))
                                  ? "true"
                                  : member_text_or(object, column_names[i], "");
        compare_unit(comparison, unit);
}

static bool read_json(struct comparison *comparison, int file)
{
        return comparison_read_json(comparison, file, compare_object);
}

static bool read_header(struct table *table, const char *const *cells, size_t count)
{
        table->begun = true;
        for (size_t i = 0; i < COLUMN_COUNT; i++) {
                size_t at = 0;
                while (at < count && strcmp(cells[at], column_names[i]) != 0)
                        at++;
                table->columns[i] = at < count ? at : CELLS_MAX;
                if (at == count && i < COLUMNS_NEEDED) {
                        fprintf(stderr, "samrad brreg: the file has no column %s\n", column_names[i]);
                        return false;
                }
        }
        return true;
}

/* Takes a whole record, and splits it in place. */
static bool compare_record(struct comparison *comparison, struct table *table, char *text, size_t length)
{
        const char *cells[CELLS_MAX], *unit[COLUMN_COUNT];
        size_t count, mark = !table->begun && strncmp(text, CSV_MARK, 3) == 0 ? 3 : 0;
        if (!table->begun)
                table->delimiter = csv_delimiter(text + mark, length - mark);
        if (!csv_split(text + mark, length - mark, table->delimiter, cells, CELLS_MAX, &count)) {
                fprintf(stderr, "samrad brreg: record %lu is no CSV\n", comparison->read + 1);
                return false;
        }
        if (!table->begun)
                return read_header(table, cells, count);
        comparison->read++;
        for (size_t i = 0; i < COLUMN_COUNT; i++)
                unit[i] = table->columns[i] < count ? cells[table->columns[i]] : "";
        compare_unit(comparison, unit);
        return true;
}

/* Reads all records. A record may span several lines, which are joined first. */
static bool read_records(struct comparison *comparison, struct line_reader *reader)
{
        struct buffer record = BUFFER(COMPARISON_RECORD_MAX);
        struct table table = {0};
        const char *line;
        size_t length;
        enum line_reader_step step = LINE_READER_END;
        bool good = true;
        while (good && (step = line_reader_next(reader, &line, &length)) == LINE_READER_LINE) {
                if (record.length)
                        buffer_add_char(&record, '\n');
                buffer_add(&record, line, length);
                if (!buffer_failed(&record) && !csv_is_whole(record.bytes, record.length))
                        continue;
                buffer_add_char(&record, '\0'); /* room for what csv_split() puts there */
                good = !buffer_failed(&record) &&
                       compare_record(comparison, &table, record.bytes, record.length - 1);
                record.length = 0;
        }
        bool whole = step == LINE_READER_END && record.length == 0;
        if (good && !whole)
                fprintf(stderr, "samrad brreg: record %lu cannot be read\n", comparison->read + 1);
        buffer_clear(&record);
        return good && whole && table.begun;
}

static bool read_csv(struct comparison *comparison, int file)
{
        struct line_reader reader;
        if (!line_reader_start(&reader, file, COMPARISON_RECORD_MAX))
                return false;
        bool good = read_records(comparison, &reader);
        line_reader_end(&reader);
        return good;
}

int cli_brreg(int argc, char **argv)
{
        bool json = argc == 2 && strcmp(argv[0], "--json") == 0;
        if (argc != (json ? 2 : 1) || (argv[argc - 1][0] == '-' && argv[argc - 1][1]))
                return help_misused("brreg");
        return comparison_run("brreg", "organisations/by_number", NULL, 0, argv[argc - 1],
                              json ? read_json : read_csv, "deleted, or merged into another");
}
