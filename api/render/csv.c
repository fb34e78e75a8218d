#include "csv.h"

#include <string.h>

/* What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
static bool begins_formula(char c)
{
        return c && strchr("=+-@\t\r", c);
}

/* A text that a guard stands before, or might be thought to. */
static bool needs_guard(const char *text, size_t length)
{
        if (length > 1 && text[0] == '\'')
                return begins_formula(text[1]) || text[1] == '\'';
        return length && begins_formula(text[0]);
}

static bool needs_quotes(const char *text, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if (strchr("\",;\r\n", text[i]))
                        return true;
        return false;
}

void csv_add_text(struct buffer *out, const char *text, size_t length, bool first)
{
        bool quotes = needs_quotes(text, length);
        if (!first)
                buffer_add_char(out, ',');
        if (quotes)
                buffer_add_char(out, '"');
        if (needs_guard(text, length))
                buffer_add_char(out, '\'');
        for (size_t i = 0; i < length; i++) {
                if (text[i] == '"')
                        buffer_add_char(out, '"');
                buffer_add_char(out, text[i]);
        }
        if (quotes)
                buffer_add_char(out, '"');
}

void csv_add_number(struct buffer *out, const char *text, bool first)
{
        if (!first)
                buffer_add_char(out, ',');
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
        bool quoted = false, semicolon = false;
        for (size_t i = 0; i < length; i++) {
                quoted ^= text[i] == '"';
                if (!quoted && text[i] == ',')
                        return ',';
                semicolon = semicolon || (!quoted && text[i] == ';');
        }
        return semicolon ? ';' : ',';
}

/* Moves the inside of a quoted cell to its front; *at stands on the quote that opens it, and then behind the
 * one that closes it. False if none does. */
static bool unquote(char *text, size_t length, size_t *at, size_t *ret_end)
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

static const char *unguarded(const char *cell)
{
        bool guarded = cell[0] == '\'' && (begins_formula(cell[1]) || cell[1] == '\'');
        return guarded ? cell + 1 : cell;
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
                        if (!unquote(text, length, &at, &end))
                                return false;
                } else {
                        at += strcspn(text + at, (char[]){delimiter, '"', '\0'});
                        end = at;
                }
                if (at < length && text[at] != delimiter)
                        return false;
                bool last = at == length;
                text[end] = '\0';
                ret_cells[count++] = unguarded(text + start);
                if (last)
                        break;
                at++;
        }
        *ret_count = count;
        return true;
}
