#include "minutes/items/action_table.h"

#include "minutes/language/dates.h"

#include <string.h>

/* The most columns of such a table. */
#define CELLS_MAX 8

/* The bytes of the passage in one cell, without the blanks around them. */
struct cell {
        size_t from, to;
};

/* Divides a line into cells and returns their number; 0 if there are too many. Empty cells count if bars
 * separate the columns. */
static size_t split_cells(const struct passage *passage, struct cell cells[CELLS_MAX])
{
        size_t count = 0;
        bool bars = memchr(passage->text, '|', passage->length);
        for (size_t at = 0, end; at < passage->length; at = end + 1) {
                end = at;
                while (end < passage->length && passage->text[end] != '|' &&
                       (bars || !passage_is_column(passage, end)))
                        end++;
                size_t from = at, to = end;
                while (from < to && passage->text[from] == ' ')
                        from++;
                while (to > from && passage->text[to - 1] == ' ')
                        to--;
                if (from == to && (!bars || at == 0))
                        continue;
                if (count == CELLS_MAX)
                        return 0;
                cells[count++] = (struct cell){from, to};
        }
        return count;
}

static bool cell_begins(const struct passage *passage, const struct cell *cell, const char *const *words)
{
        for (; *words; words++) {
                size_t length = strlen(*words);
                if (cell->to - cell->from >= length &&
                    memcmp(passage->lower + cell->from, *words, length) == 0)
                        return true;
        }
        return false;
}

static size_t find_column(const struct passage *passage, const struct cell *cells, size_t count,
                          const char *const *words)
{
        for (size_t i = 0; i < count; i++)
                if (cell_begins(passage, &cells[i], words))
                        return i;
        return SIZE_MAX;
}

/* The column whose header is exactly this word. */
static size_t find_whole_column(const struct passage *passage, const struct cell *cells, size_t count,
                                const char *word)
{
        for (size_t i = 0; i < count; i++)
                if (cells[i].to - cells[i].from == strlen(word) &&
                    cell_begins(passage, &cells[i], (const char *const[]){word, NULL}))
                        return i;
        return SIZE_MAX;
}

static bool read_head(struct action_table *table, const struct passage *passage, const struct cell *cells,
                      size_t count)
{
        static const char *const what[] = {
                "tiltak",   "oppgave",  "oppgåve", "oppfølging", "aksjon",      "hva",       "kva",  "punkt",
                "gjøremål", "gjeremål", "innhold", "innhald",    "beskrivelse", "skildring", "tema", NULL};
        static const char *const said[] = {"referat",   "innhold",  "innhald",   "beskrivelse", "skildring",
                                           "diskusjon", "drøfting", "kommentar", NULL};
        static const char *const who[] = {"ansvar", "hvem", "kven", NULL};
        static const char *const when[] = {"frist", "tidsfrist", "når", NULL};
        struct action_table read = {.begun = true,
                                    .columns = count,
                                    .what = find_column(passage, cells, count, what),
                                    .said = find_column(passage, cells, count, said),
                                    .who = find_column(passage, cells, count, who),
                                    .when = find_column(passage, cells, count, when)};
        if (read.what == SIZE_MAX)
                read.what = find_whole_column(passage, cells, count, "sak");
        if (read.said == read.what)
                read.said = SIZE_MAX;
        if (read.what == SIZE_MAX || read.who == SIZE_MAX)
                return false;
        *table = read;
        return true;
}

static struct minutes_string cell_text(const struct passage *passage, const struct cell *cells, size_t count,
                                       size_t which)
{
        return which < count ? passage_string(passage, cells[which].from, cells[which].to)
                             : (struct minutes_string){0};
}

/* Reads a cell with a time: a date, a known expression, or free text. */
static struct minutes_due read_due(const struct action_finder *finder, const struct passage *passage,
                                   const struct cell *cells, size_t count, size_t which)
{
        static const struct {
                const char *words;
                enum minutes_due_type type;
        } known_times[] = {{"neste møte", MINUTES_DUE_NEXT_MEETING},
                           {"løpende", MINUTES_DUE_ONGOING},
                           {"løpande", MINUTES_DUE_ONGOING},
                           {"kontinuerl", MINUTES_DUE_ONGOING}};
        struct minutes_due due = {.text = cell_text(passage, cells, count, which)};
        struct minutes_date written;
        size_t end;
        if (!due.text.length)
                return due;
        due.type = MINUTES_DUE_FREE_TEXT;
        if (date_find(passage->lower, cells[which].from, cells[which].to, &written, &end) < cells[which].to &&
            date_complete(&written, finder->reference)) {
                due.type = MINUTES_DUE_DATE;
                due.date = written;
                return due;
        }
        for (size_t i = 0; i < sizeof known_times / sizeof *known_times; i++)
                if (memmem(passage->lower + cells[which].from, cells[which].to - cells[which].from,
                           known_times[i].words, strlen(known_times[i].words)))
                        due.type = known_times[i].type;
        return due;
}

bool action_table_read_head(struct action_table *table, const struct passage *passage)
{
        struct cell cells[CELLS_MAX];
        size_t count = split_cells(passage, cells);
        return count > 1 && read_head(table, passage, cells, count);
}

/* Whether the cell of this column names somebody responsible. Cells such as "til orientering" or "ingen" do
 * not. */
static bool names_somebody(const struct passage *passage, const struct cell *cells, size_t count,
                           size_t which)
{
        static const char *const nobody[] = {"info", "orientering", "til orientering", "-", "ingen", "o"};
        struct minutes_string who = cell_text(passage, cells, count, which);
        for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
                if (who.length == strlen(nobody[i]) &&
                    memcmp(passage->lower + cells[which].from, nobody[i], who.length) == 0)
                        return false;
        return who.length > 0;
}

bool action_table_read_item(const struct action_table *table, struct action_finder *finder,
                            const struct passage *passage, struct action_table_row *ret,
                            struct minutes_item *item)
{
        struct cell cells[CELLS_MAX];
        size_t count = table->begun ? split_cells(passage, cells) : 0;
        if (table->what >= count || cells[table->what].from == cells[table->what].to)
                return false;
        *ret = (struct action_table_row){.what_from = cells[table->what].from,
                                         .what_to = cells[table->what].to};
        if (table->said < count) {
                ret->said_from = cells[table->said].from;
                ret->said_to = cells[table->said].to;
        }
        if (names_somebody(passage, cells, count, table->who))
                item_actions_add_row(finder, passage, cell_text(passage, cells, count, table->what),
                                     cells[table->who].from, cells[table->who].to,
                                     read_due(finder, passage, cells, count, table->when), item);
        return true;
}

bool action_table_read_below(const struct action_table *table, struct action_finder *finder,
                             const struct passage *passage, struct minutes_item *item)
{
        struct cell cells[CELLS_MAX];
        size_t count = table->begun ? split_cells(passage, cells) : 0;
        if (count < 2 || count + 1 != table->columns || table->what == 0 || table->who == 0 ||
            !names_somebody(passage, cells, count, table->who - 1))
                return false;
        item_actions_add_row(
                finder, passage, cell_text(passage, cells, count, table->what - 1),
                cells[table->who - 1].from, cells[table->who - 1].to,
                read_due(finder, passage, cells, count, table->when == SIZE_MAX ? SIZE_MAX : table->when - 1),
                item);
        return true;
}

bool action_table_read(struct action_table *table, struct action_finder *finder,
                       const struct passage *passage, struct minutes_item *item)
{
        struct cell cells[CELLS_MAX];
        size_t count = split_cells(passage, cells);
        if (!table->begun)
                return count > 1 && read_head(table, passage, cells, count);
        if (table->what >= count || table->who >= count)
                return false;
        item_actions_add_row(finder, passage, cell_text(passage, cells, count, table->what),
                             cells[table->who].from, cells[table->who].to,
                             read_due(finder, passage, cells, count, table->when), item);
        return true;
}
