#include "formats/csv.h"

#include <string.h>

/* Whether a spreadsheet would take this for the beginning of a formula (OWASP, CSV injection); the full-width
 * forms of the signs count too. White space counts only at the `start` of a cell. */
static bool begins_formula(const char *text, size_t length, bool start)
{
        static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
        if (length && *text && strchr(start ? "=+-@\t\r\n" : "=+-@", *text))
                return true;
        for (size_t i = 0; length >= 3 && i < sizeof wide / sizeof *wide; i++)
                if (memcmp(text, wide[i], 3) == 0)
                        return true;
        return false;
}

/* Whether a text begins with a guard, or with something that could be taken for one. */
static bool looks_guarded(const char *text, size_t length, bool start)
{
        return length > 1 && text[0] == '\'' &&
               (text[1] == '\'' || begins_formula(text + 1, length - 1, start));
}

/* Whether a cell may begin after this character for a reader that expects another delimiter, and therefore
 * does not honour our quotes. */
static bool may_part(char c)
{
        return c && strchr(";\t\r\n", c);
}

/* The index of the first character of a cell behind its leading quotes and spaces. */
static size_t skip_to_text(const char *text, size_t length, size_t at)
{
        while (at < length && (text[at] == '"' || text[at] == ' '))
                at++;
        return at;
}

static bool needs_quotes(const char *text, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if (strchr("\",;\r\n", text[i]))
                        return true;
        return false;
}

void csv_add_text(struct buffer *out, const char *text, size_t length, char delimiter)
{
        bool quotes = needs_quotes(text, length);
        size_t begins = skip_to_text(text, length, 0);
        if (delimiter != CSV_FIRST)
                buffer_add_char(out, delimiter);
        if (quotes)
                buffer_add_char(out, '"');
        for (size_t i = 0; i < length; i++) {
                if (i == begins && (begins_formula(text + i, length - i, i == 0) ||
                                    looks_guarded(text + i, length - i, i == 0)))
                        buffer_add_char(out, '\'');
                if (text[i] == '"')
                        buffer_add_char(out, '"');
                buffer_add_char(out, text[i]);
                if (may_part(text[i]))
                        begins = skip_to_text(text, length, i + 1);
        }
        if (quotes)
                buffer_add_char(out, '"');
}

void csv_add_number(struct buffer *out, const char *text, char delimiter)
{
        if (delimiter != CSV_FIRST)
                buffer_add_char(out, delimiter);
        buffer_add_string(out, text);
}

void csv_end(struct buffer *out)
{
        buffer_add_string(out, "\r\n");
}

bool csv_is_whole(const char *text, size_t length)
{
        bool open = false;
        for (size_t i = 0; i < length; i++)
                open ^= text[i] == '"';
        return !open;
}

char csv_delimiter(const char *text, size_t length)
{
        static const char by_rank[] = {'\t', ',', ';'};
        bool quoted = false, found[sizeof by_rank] = {false};
        for (size_t i = 0; i < length; i++) {
                quoted ^= text[i] == '"';
                for (size_t k = 0; k < sizeof by_rank; k++)
                        found[k] = found[k] || (!quoted && text[i] == by_rank[k]);
        }
        for (size_t k = 0; k < sizeof by_rank; k++)
                if (found[k])
                        return by_rank[k];
        return ',';
}

/* Moves the content of a quoted cell to its start. *at is the index of the opening quote, and becomes the
 * index behind the closing one. False if there is no closing quote. */
static bool unquote_cell(char *text, size_t length, size_t *at, size_t *ret_end)
{
        size_t from = *at + 1, to = *at;
        while (from < length) {
                if (text[from] == '"' && (from + 1 == length || text[from + 1] != '"')) {
                        *ret_end = to;
                        *at = from + 1;
                        return true;
                }
                from += text[from] == '"'; /* two of them are one */
                text[to++] = text[from++];
        }
        return false;
}

/* Removes the guards from a cell, in place. */
static void remove_guards(char *cell)
{
        size_t length = strlen(cell), begins = skip_to_text(cell, length, 0), to = 0;
        for (size_t from = 0; from < length; from++) {
                if (from == begins && looks_guarded(cell + from, length - from, from == 0))
                        from++;
                cell[to++] = cell[from];
                if (may_part(cell[from]))
                        begins = skip_to_text(cell, length, from + 1);
        }
        cell[to] = '\0';
}

bool csv_split(char *text, size_t length, char delimiter, const char **ret_cells, size_t max,
               size_t *ret_count)
{
        size_t count = 0, at = 0;
        if (length && text[length - 1] == '\r')
                length--;
        if (memchr(text, '\0', length))
                return false;
        text[length] = '\0';
        for (;;) {
                size_t start = at, end = at;
                if (count == max)
                        return false;
                if (text[at] == '"') {
                        if (!unquote_cell(text, length, &at, &end))
                                return false;
                } else {
                        at += strcspn(text + at, (char[]){delimiter, '"', '\0'});
                        end = at;
                }
                if (at < length && text[at] != delimiter)
                        return false;
                bool last = at == length;
                text[end] = '\0';
                remove_guards(text + start);
                ret_cells[count++] = text + start;
                if (last)
                        break;
                at++;
        }
        *ret_count = count;
        return true;
}
