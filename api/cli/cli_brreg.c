/*
 * cli_brreg - compares the register's organisations with a download of Enhetsregisteret (CSV). It reports the
 * differences and changes nothing.
 *
 * The file has a record for each unit that exists, so an organisation whose number is not in it was deleted,
 * or merged into another.
 */
#include "cli/cli.h"

#include "base/letter.h"
#include "base/line_reader.h"
#include "cli/help.h"
#include "formats/csv.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BRREG_MEMORY   ((size_t)512 * 1024 * 1024)
/* The longest known record has some ten thousand bytes, mostly the description of the unit's activity. */
#define RECORD_MAX     ((size_t)1024 * 1024)
#define CELLS_MAX      512
/* The longest name that is compared. */
#define NAME_MAX_BYTES 4096

/* The columns that are read, and whether a file must have them. */
enum column { NUMBER, NAME, DELETED, BANKRUPT, WINDING_UP, FORCED, COLUMN_COUNT };
static const char *const column_names[COLUMN_COUNT] = {
        "organisasjonsnummer", "navn",
        "slettedato",          "konkurs",
        "underAvvikling",      "underTvangsavviklingEllerTvangsopplosning"};
#define COLUMNS_NEEDED (NAME + 1)

/* The columns of organisations/numbered.sql. */
enum { OWN_NUMBER, OWN_ID, OWN_NAMES };

struct comparison {
        struct arena *arena;
        struct rows *own;
        bool *met; /* by row: the file has its number */
        char delimiter;
        size_t columns[COLUMN_COUNT]; /* indexes of cells in a record; CELLS_MAX: the file does not have the
                                         column */
        unsigned long records, findings;
};

static void say(struct comparison *comparison, size_t row, const char *what, const char *detail)
{
        printf("%s\t%s\t%s\t%s\n", rows_text(comparison->own, row, OWN_ID),
               rows_text(comparison->own, row, OWN_NUMBER), what, detail);
        comparison->findings++;
}

/* Whether one of the names (one per line) is this one, apart from case: Enhetsregisteret has capitals only.
 */
static bool is_called(const char *names, const char *name)
{
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

static const char *cell_of(const struct comparison *comparison, const char *const *cells, size_t count,
                           enum column column)
{
        size_t place = comparison->columns[column];
        return place < count ? cells[place] : "";
}

static bool is_true(const char *cell)
{
        return strcmp(cell, "true") == 0 || strcmp(cell, "J") == 0;
}

static void compare(struct comparison *comparison, size_t row, const char *const *cells, size_t count)
{
        const char *deleted = cell_of(comparison, cells, count, DELETED);
        const char *name = cell_of(comparison, cells, count, NAME);
        comparison->met[row] = true;
        if (*deleted)
                say(comparison, row, "deleted", deleted);
        if (!is_called(rows_text(comparison->own, row, OWN_NAMES), name))
                say(comparison, row, "name", name);
        if (is_true(cell_of(comparison, cells, count, BANKRUPT)))
                say(comparison, row, "bankrupt", name);
        if (is_true(cell_of(comparison, cells, count, WINDING_UP)) ||
            is_true(cell_of(comparison, cells, count, FORCED)))
                say(comparison, row, "winding_up", name);
}

/* The first row whose number is not below this one. */
static size_t find_number(const struct comparison *comparison, const char *number)
{
        size_t low = 0, high = rows_count(comparison->own);
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (strcmp(rows_text(comparison->own, middle, OWN_NUMBER), number) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

static bool read_header(struct comparison *comparison, const char *const *cells, size_t count)
{
        for (size_t i = 0; i < COLUMN_COUNT; i++) {
                size_t at = 0;
                while (at < count && strcmp(cells[at], column_names[i]) != 0)
                        at++;
                comparison->columns[i] = at < count ? at : CELLS_MAX;
                if (at == count && i < COLUMNS_NEEDED) {
                        fprintf(stderr, "samrad brreg: the file has no column %s\n", column_names[i]);
                        return false;
                }
        }
        return true;
}

/* Takes a whole record, and splits it in place. */
static bool take_record(struct comparison *comparison, char *text, size_t length)
{
        const char *cells[CELLS_MAX];
        size_t count, mark = comparison->records == 0 && strncmp(text, CSV_MARK, 3) == 0 ? 3 : 0;
        if (comparison->records == 0)
                comparison->delimiter = csv_delimiter(text + mark, length - mark);
        comparison->records++;
        if (!csv_split(text + mark, length - mark, comparison->delimiter, cells, CELLS_MAX, &count)) {
                fprintf(stderr, "samrad brreg: record %lu is no CSV\n", comparison->records);
                return false;
        }
        if (comparison->records == 1)
                return read_header(comparison, cells, count);
        const char *number = cell_of(comparison, cells, count, NUMBER);
        for (size_t row = find_number(comparison, number);
             row < rows_count(comparison->own) &&
             strcmp(rows_text(comparison->own, row, OWN_NUMBER), number) == 0;
             row++)
                compare(comparison, row, cells, count);
        return true;
}

/* Reads all records. A record may span several lines, which are joined first. */
static bool read_records(struct comparison *comparison, struct line_reader *reader)
{
        struct buffer record = BUFFER(RECORD_MAX);
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
                good = !buffer_failed(&record) && take_record(comparison, record.bytes, record.length - 1);
                record.length = 0;
        }
        bool whole = step == LINE_READER_END && record.length == 0;
        if (good && !whole)
                fprintf(stderr, "samrad brreg: record %lu cannot be read\n", comparison->records + 1);
        good = good && whole && comparison->records > 0;
        buffer_clear(&record);
        return good;
}

static int compare_all(struct comparison *comparison, int file)
{
        struct line_reader reader;
        comparison->met = arena_array(comparison->arena, rows_count(comparison->own) + 1, sizeof(bool));
        if (!line_reader_start(&reader, file, RECORD_MAX))
                return EXIT_FAILED;
        bool good = read_records(comparison, &reader);
        line_reader_end(&reader);
        if (!good)
                return EXIT_FAULTS;
        for (size_t row = 0; row < rows_count(comparison->own); row++)
                if (!comparison->met[row])
                        say(comparison, row, "missing", "deleted, or merged into another");
        fprintf(stderr, "%zu organisations, %lu units, %lu findings\n", rows_count(comparison->own),
                comparison->records - 1, comparison->findings);
        return comparison->findings ? 1 : 0;
}

static int work(struct comparison *comparison, struct store *store, int file)
{
        struct session *session = NULL;
        struct sql *sql = sql_new(comparison->arena, "", NULL, 0);
        sql_add_file(sql, sql_file("organisations/numbered"));
        if (store_borrow(store, STORE_READ, STORE_NOBODY, comparison->arena, &session) != PROBLEM_NONE ||
            store_run(session, sql, &comparison->own) != PROBLEM_NONE) {
                fprintf(stderr, "samrad brreg: %s\n", store_detail(session));
                return EXIT_FAILED;
        }
        return compare_all(comparison, file);
}

int cli_brreg(int argc, char **argv)
{
        if (argc != 1 || (argv[0][0] == '-' && argv[0][1]))
                return help_misused("brreg");
        int file = strcmp(argv[0], "-") == 0 ? STDIN_FILENO : open(argv[0], O_RDONLY | O_CLOEXEC);
        if (file < 0) {
                fprintf(stderr, "samrad brreg: %s: %s\n", argv[0], strerror(errno));
                return EXIT_FAILED;
        }
        struct store_options options = {.url = cli_database(), .connections_max = 1};
        struct comparison comparison = {.arena = arena_new(BRREG_MEMORY)};
        struct store *store = options.url ? store_new(&options) : NULL;
        int status = store && comparison.arena ? work(&comparison, store, file) : EXIT_FAILED;
        arena_free(comparison.arena);
        store_free(store);
        if (file != STDIN_FILENO)
                close(file);
        return status;
}
