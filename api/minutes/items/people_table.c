#include "minutes/items/people_table.h"

#include "minutes/items/naming.h"
#include "minutes/language/presence.h"

#include <string.h>

/* A cell of a row. */
struct cell {
        size_t from, to; /* its bytes in the clean text, without the blanks around them */
        uint32_t at;     /* where it begins in the line, in characters */
};

/* The headers of columns, and what such a column contains. */
static const struct {
        const char *word;
        enum people_column column;
} headers[] = {{"navn", COLUMN_NAME},
               {"namn", COLUMN_NAME},
               {"møtende", COLUMN_NAME},
               {"møtande", COLUMN_NAME},
               {"medlem", COLUMN_NAME},
               {"medlemmer", COLUMN_NAME},
               {"deltaker", COLUMN_NAME},
               {"deltakar", COLUMN_NAME},
               {"funksjon", COLUMN_ROLE},
               {"rolle", COLUMN_ROLE},
               {"verv", COLUMN_ROLE},
               {"stilling", COLUMN_ROLE},
               {"tittel", COLUMN_ROLE},
               {"organisasjon", COLUMN_AFFILIATION},
               {"virksomhet", COLUMN_AFFILIATION},
               {"verksemd", COLUMN_AFFILIATION},
               {"representerer", COLUMN_AFFILIATION},
               {"representerar", COLUMN_AFFILIATION},
               {"parti", COLUMN_AFFILIATION},
               {"kommune", COLUMN_AFFILIATION},
               {"arbeidssted", COLUMN_AFFILIATION},
               {"arbeidsstad", COLUMN_AFFILIATION},
               {"enhet", COLUMN_AFFILIATION},
               {"eining", COLUMN_AFFILIATION},
               {"merknad", COLUMN_REMARK},
               {"merknader", COLUMN_REMARK},
               {"kommentar", COLUMN_REMARK},
               {"status", COLUMN_REMARK},
               {"møtt", COLUMN_PRESENT},
               {"møtte", COLUMN_PRESENT},
               {"til stede", COLUMN_PRESENT},
               {"tilstede", COLUMN_PRESENT},
               {"til stades", COLUMN_PRESENT},
               {"oppmøte", COLUMN_PRESENT},
               {"frammøte", COLUMN_PRESENT},
               {"møtte for", COLUMN_PLACE_OF},
               {"møter for", COLUMN_PLACE_OF},
               {"vara for", COLUMN_PLACE_OF},
               {"for", COLUMN_PLACE_OF},
               {"e-post", COLUMN_IGNORED},
               {"epost", COLUMN_IGNORED},
               {"telefon", COLUMN_IGNORED},
               {"tlf", COLUMN_IGNORED},
               {"signatur", COLUMN_IGNORED},
               {"nr", COLUMN_IGNORED}};

/* Whether the blank at this byte separates columns: it is a tab, or another blank follows. */
static bool is_gap(const char *bytes, size_t at, size_t to)
{
        return bytes[at] == '\t' || (bytes[at] == ' ' && at + 1 < to && bytes[at + 1] == ' ');
}

static uint32_t characters_before(const char *bytes, size_t from, size_t to)
{
        uint32_t count = 0;
        for (size_t i = from; i < to; i++)
                count += bytes[i] == '\t' ? 8 : ((unsigned char)bytes[i] & 0xc0) != 0x80;
        return count;
}

/* Divides a line into cells and returns their number; 0 if there are too many. Empty cells count if bars
 * separate the columns. */
static size_t split_cells(const struct lines *lines, size_t line, bool bars,
                          struct cell cells[PEOPLE_COLUMNS_MAX])
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t count = 0;
        for (size_t from = at->from, end; from < at->to; from = end + 1) {
                end = from;
                while (end < at->to && (bars ? bytes[end] != '|' : !is_gap(bytes, end, at->to)))
                        end++;
                struct cell cell = {from, end, 0};
                while (cell.from < cell.to && strchr(" \t", bytes[cell.from]))
                        cell.from++;
                while (cell.to > cell.from && strchr(" \t", bytes[cell.to - 1]))
                        cell.to--;
                if (cell.from == cell.to && (!bars || from == at->from))
                        continue;
                if (count == PEOPLE_COLUMNS_MAX)
                        return 0;
                cell.at = at->indent + characters_before(bytes, at->from, cell.from);
                cells[count++] = cell;
        }
        return count;
}

/* Reads the header of a column; false if it is not known. */
static bool read_column(const char *lower, size_t length, enum people_column *ret)
{
        while (length && strchr(":.?", lower[length - 1]))
                length--;
        for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
                if (strlen(headers[i].word) == length && memcmp(headers[i].word, lower, length) == 0) {
                        *ret = headers[i].column;
                        return true;
                }
        return false;
}

bool people_table_read_head(struct people_table *table, const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        struct people_table read = {.bars = memchr(lines->clean->bytes + at->from, '|', at->to - at->from) !=
                                            NULL};
        struct cell cells[PEOPLE_COLUMNS_MAX];
        size_t names = 0;
        read.count = split_cells(lines, line, read.bars, cells);
        while (read.count && cells[read.count - 1].from == cells[read.count - 1].to)
                read.count--;
        for (size_t i = 0; i < read.count; i++) {
                if (!read_column(lines->clean->lower + cells[i].from, cells[i].to - cells[i].from,
                                 &read.column[i]))
                        return false;
                read.at[i] = cells[i].at;
                names += read.column[i] == COLUMN_NAME;
                read.says_presence = read.says_presence || read.column[i] == COLUMN_PRESENT;
        }
        if (read.count < 2 || names == 0)
                return false;
        *table = read;
        return true;
}

/* The column of a cell: with bars the same index, else the column that begins nearest to it. */
static size_t column_of(const struct people_table *table, const struct cell *cell, size_t place)
{
        size_t best = 0;
        if (table->bars)
                return place;
        for (size_t i = 0; i < table->count; i++) {
                uint32_t here = table->at[i] > cell->at ? table->at[i] - cell->at : cell->at - table->at[i];
                uint32_t there =
                        table->at[best] > cell->at ? table->at[best] - cell->at : cell->at - table->at[best];
                best = here < there ? i : best;
        }
        return best;
}

static bool is_one_of(const char *lower, size_t length, const char *const *words)
{
        for (; *words; words++)
                if (strlen(*words) == length && memcmp(*words, lower, length) == 0)
                        return true;
        return false;
}

/* The presence that a cell gives; PRESENCE_UNSAID if it gives none. */
static enum presence presence_of_cell(enum people_column column, const char *lower, size_t length)
{
        static const char *const yes[] = {"x", "ja", "j", "✓", "✔", "1", "møtt", NULL}, *const no[] = {
                                                                                                "nei", "n",
                                                                                                "-",   "–",
                                                                                                "0",   "",
                                                                                                NULL};
        if (column == COLUMN_PRESENT && is_one_of(lower, length, yes))
                return PRESENCE_PRESENT;
        if (column == COLUMN_PRESENT && is_one_of(lower, length, no))
                return PRESENCE_ABSENT;
        return presence_read(lower, length);
}

/* What has been read of a row. */
struct row {
        struct minutes_attendee attendee;
        enum presence presence;
        bool place_taken; /* the person is a substitute */
};

static void read_cell(const struct lines *lines, const struct cell *cell, enum people_column column,
                      struct row *row)
{
        const char *bytes = lines->clean->bytes + cell->from, *lower = lines->clean->lower + cell->from;
        size_t length = cell->to - cell->from, word = 0;
        struct minutes_string text = {bytes, length, clean_span(lines->clean, cell->from, cell->to)};
        while (word < length && !strchr(" ,;(", bytes[word]))
                word++;
        if (column == COLUMN_NAME && !row->attendee.person.name.length)
                row->attendee.person.name = text;
        if (column == COLUMN_AFFILIATION && !row->attendee.affiliation.name.length)
                row->attendee.affiliation.name = text;
        if (column == COLUMN_ROLE || column == COLUMN_REMARK) {
                const char *role = naming_role(lower, word);
                row->attendee.role = role ? role : row->attendee.role;
        }
        if (column == COLUMN_PRESENT || column == COLUMN_REMARK) {
                enum presence presence = presence_of_cell(column, lower, length);
                row->presence = presence != PRESENCE_UNSAID ? presence : row->presence;
        }
        row->place_taken = row->place_taken || (column == COLUMN_PLACE_OF && length > 1);
}

bool people_table_read_row(const struct people_table *table, struct arena *arena, const struct lines *lines,
                           size_t line, const struct people_list *list, struct minutes *minutes)
{
        struct cell cells[PEOPLE_COLUMNS_MAX];
        struct row row = {.presence = PRESENCE_UNSAID};
        size_t count = split_cells(lines, line, table->bars, cells);
        for (size_t i = 0; i < count; i++) {
                size_t column = column_of(table, &cells[i], i);
                if (column < table->count)
                        read_cell(lines, &cells[i], table->column[column], &row);
        }
        if (row.presence == PRESENCE_UNSAID)
                row.presence = table->says_presence ? PRESENCE_ABSENT : list->presence;
        const struct minutes_string *name = &row.attendee.person.name;
        if (!name->length || row.presence == PRESENCE_UNSAID || people_is_nobody(name->bytes, name->length))
                return false;
        row.attendee.presence = row.presence == PRESENCE_EXCUSED  ? MINUTES_EXCUSED
                                : row.presence == PRESENCE_ABSENT ? MINUTES_ABSENT
                                                                  : MINUTES_THERE;
        if (!row.attendee.role)
                row.attendee.role = row.place_taken ? "deputy" : list->role;
        if (!row.attendee.affiliation.name.length)
                row.attendee.affiliation.name = list->group;
        return people_add(arena, row.attendee, minutes);
}
