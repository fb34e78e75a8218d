#include "minutes/language/labels.h"

#include "base/letter.h"
#include "minutes/language/presence.h"

#include <string.h>

/* Longer text before a colon is a sentence and no label. */
#define LABEL_LENGTH_MAX 60
/* How many words label_is_like() permits. */
#define LIKE_WORDS_MAX   4
/* A label without a colon, on a line of its own, must be shorter. */
#define BARE_LENGTH_MAX  40

static bool is_word_byte(char c)
{
        return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 || c == '-';
}

/* Whether the label contains the word in the position that `how` demands, with no letter next to it. */
static bool contains_word(const char *label, size_t length, const char *word, enum label_how how)
{
        if (how != LABEL_HOW_WITHIN && how != LABEL_HOW_LAST && (length == 0 || *label != *word))
                return false;
        size_t size = strlen(word);
        if (size > length)
                return false;
        for (size_t at = how == LABEL_HOW_LAST ? length - size : 0; at + size <= length; at++) {
                if (label[at] == *word && memcmp(label + at, word, size) == 0 &&
                    (at == 0 || !is_word_byte(label[at - 1])) &&
                    (at + size == length || !is_word_byte(label[at + size])) &&
                    (how != LABEL_HOW_ALONE || size == length))
                        return true;
                if (how != LABEL_HOW_WITHIN)
                        return false;
        }
        return false;
}

/* The first row of the vocabulary that fits the label. If there is no colon after the label, rows that need
 * one do not fit. */
static const struct label_row *row_of(const char *label, size_t length, bool colon)
{
        for (size_t i = 0; i < vocabulary_labels_count; i++)
                if ((colon || !vocabulary_labels[i].colon) &&
                    contains_word(label, length, vocabulary_labels[i].word, vocabulary_labels[i].how))
                        return &vocabulary_labels[i];
        return NULL;
}

/* The length of the label without a remark in brackets at its end: "Styrets vedtak (enstemmig)". */
static size_t without_remark(const char *label, size_t length)
{
        size_t at = length;
        if (length < 2 || label[length - 1] != ')')
                return length;
        while (at > 0 && label[at - 1] != '(')
                at--;
        for (at -= at > 0; at > 0 && label[at - 1] == ' ';)
                at--;
        return at ? at : length;
}

/* The row of a label, or of one of its parts if it is written in several languages: "Čálli / Referent". */
static const struct label_row *row_of_languages(const char *label, size_t length, bool colon)
{
        length = without_remark(label, length);
        const struct label_row *row = row_of(label, length, colon);
        for (size_t from = 0, end; !row && memchr(label, '/', length) && from < length; from = end + 1) {
                for (end = from; end < length && label[end] != '/';)
                        end++;
                size_t to = end;
                while (to > from && label[to - 1] == ' ')
                        to--;
                while (from < to && label[from] == ' ')
                        from++;
                row = row_of(label + from, to - from, colon);
        }
        return row;
}

/* Reads the text of a label: its row of the vocabulary, and what its words say of presence. */
static struct label read_label(const char *lower, size_t length, bool colon)
{
        const struct label_row *row = row_of_languages(lower, length, colon);
        if (row && row->kind != LABEL_PEOPLE && row->kind != LABEL_FROM)
                return (struct label){.kind = row->kind};
        enum presence presence = presence_read(lower, length);
        /* A label that says who attended may give their role even without a colon. */
        row = row || presence == PRESENCE_UNSAID ? row : row_of_languages(lower, length, true);
        if (presence == PRESENCE_UNSAID && !row)
                return (struct label){0};
        if (presence == PRESENCE_UNSAID && row->kind == LABEL_FROM)
                return (struct label){.kind = LABEL_FROM};
        return (struct label){.kind = LABEL_PEOPLE,
                              .presence = presence != PRESENCE_UNSAID ? presence : row->presence,
                              .role = row && row->kind == LABEL_PEOPLE ? row->role : NULL};
}

struct label label_of_people(const char *lower, size_t length)
{
        length = length <= LABEL_LENGTH_MAX ? length : 0;
        while (length && lower[length - 1] == ' ')
                length--;
        struct label label = length ? read_label(lower, length, true) : (struct label){0};
        return label.kind == LABEL_PEOPLE ? label : (struct label){0};
}

size_t label_ordinal(const char *lower, size_t from, size_t to)
{
        size_t at = from;
        while (at < to && lower[at] >= '0' && lower[at] <= '9')
                at++;
        if (at == from || at == to || lower[at] != '.')
                return 0;
        for (at++; at < to && lower[at] == ' ';)
                at++;
        return to - at >= strlen("vara") && memcmp(lower + at, "vara", strlen("vara")) == 0 ? at - from : 0;
}

static size_t word_length(const char *bytes, size_t from, size_t to)
{
        size_t at = from;
        while (at < to && !strchr(" ,;(", bytes[at]))
                at++;
        return at - from;
}

/* The length of the label that a list of names follows without a colon: "Tilstede Ellinor Vang, Gard Tveit".
 * 0 if the line does not begin so: one word, or "til stede", says who attended, and at least two words with
 * capitals follow, up to a comma, a bracket or the end. */
static size_t label_before_names(const char *bytes, const char *lower, size_t length)
{
        static const char *const two[] = {"til stede ", "til stades "};
        size_t end = word_length(bytes, 0, length), names = 0, at;
        for (size_t i = 0; i < sizeof two / sizeof *two; i++)
                if (length > strlen(two[i]) && memcmp(lower, two[i], strlen(two[i])) == 0)
                        end = strlen(two[i]) - 1;
        if (end >= length || bytes[end] != ' ' || presence_read(lower, end) == PRESENCE_UNSAID)
                return 0;
        for (at = end; at < length && bytes[at] == ' '; names++) {
                size_t word = word_length(bytes, at + 1, length);
                if (!word || !letter_is_capital(bytes + at + 1, length - at - 1))
                        return 0;
                at += 1 + word;
        }
        return names >= 2 && (at >= length || strchr(",(", bytes[at])) ? end : 0;
}

/* The end of the label: a colon, a gap between columns, or the end of the line. */
static size_t label_end(const char *bytes, size_t from, size_t to)
{
        size_t most = to - from > LABEL_LENGTH_MAX ? from + LABEL_LENGTH_MAX : to;
        for (size_t at = from; at < most; at++)
                if (bytes[at] == ':' || bytes[at] == '\t' ||
                    (bytes[at] == ' ' && at + 1 < to && bytes[at + 1] == ' '))
                        return at;
        return to;
}

bool label_is_like(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t end = label_end(bytes, at->from, at->to), blanks = 0;
        for (size_t i = at->from; i < end; i++)
                blanks += bytes[i] == ' ';
        return end < at->to && bytes[end] == ':' && blanks < LIKE_WORDS_MAX &&
               letter_is_capital(bytes + at->from, at->to - at->from);
}

/* Whether the line begins with a name rather than a label: "Eva Lien (meldt forfall)", "Arne Holm, ikke
 * møtt". Two words with capitals that are no label are a name, and the presence after it is that of one
 * person. */
static bool begins_with_name(const char *bytes, const char *lower, size_t length)
{
        size_t first = word_length(bytes, 0, length), second = first + 1;
        if (second >= length || bytes[first] != ' ')
                return false;
        size_t end = second + word_length(bytes, second, length);
        return letter_is_capital(bytes, length) && letter_is_capital(bytes + second, length - second) &&
               end < length && read_label(lower, end, false).kind == LABEL_NONE;
}

static struct label label_of_line(const char *lower, size_t length, bool colon, size_t text)
{
        struct label label = read_label(lower, length, colon);
        label.text = (uint32_t)text;
        return label;
}

/* Whether a line without a colon is the heading of people from somewhere: "Fra sykehuset". */
static bool heads_group(const char *lower, size_t length)
{
        for (size_t i = 0; vocabulary_organisation_ending[i]; i++) {
                size_t size = strlen(vocabulary_organisation_ending[i]);
                if (length > size &&
                    memcmp(lower + length - size, vocabulary_organisation_ending[i], size) == 0)
                        return read_label(lower, length, true).kind == LABEL_FROM;
        }
        return false;
}

struct label label_read(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes, *lower = lines->clean->lower;
        size_t ordinal = label_ordinal(lower, at->from, at->to), from = at->from + ordinal,
               end = label_end(bytes, from, at->to), length = end - from, text = end;
        bool bare = end == at->to, column = !bare && bytes[end] != ':';
        size_t named =
                end == at->to && !ordinal ? label_before_names(bytes + from, lower + from, end - from) : 0;
        if (named)
                return label_of_line(lower + from, named, true, from + named + 1);
        while (length && bytes[from + length - 1] == ' ')
                length--;
        /* A line that continues another is no label, unless the other one ended a sentence. */
        bool runs_on = bare && lines_continue(lines, line, true) &&
                       !strchr(".!?", bytes[lines->line[line - 1].to - 1]);
        bool row = bare && memchr(bytes + from, '|', at->to - from);
        if (row || (!letter_is_capital(bytes + from, at->to - from) && !ordinal) ||
            (bare && (length > BARE_LENGTH_MAX || strchr(".,;", bytes[at->to - 1]) || runs_on)))
                return (struct label){0};
        while (text < at->to && strchr(": \t", bytes[text]))
                text++;
        /* A label in a column of its own is treated as if it had a colon. */
        bool colon = !bare && (!column || lines_columns(lines, line));
        struct label label = label_of_line(lower + from, length, colon, text);
        if (bare && label.kind == LABEL_PEOPLE && begins_with_name(bytes + from, lower + from, length))
                return (struct label){0};
        if (bare && label.kind == LABEL_NONE && heads_group(lower + from, length))
                label.kind = LABEL_FROM;
        return label;
}
