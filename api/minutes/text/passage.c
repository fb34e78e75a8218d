#include "minutes/text/passage.h"

#include "minutes/vocabulary/vocabulary.h"

#include "base/letter.h"

#include <string.h>

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The length of a punctuation mark outside ASCII; 0 if there is none. */
static size_t wide_mark(const char *bytes, size_t left)
{
        unsigned char c = (unsigned char)bytes[0], d = left > 1 ? (unsigned char)bytes[1] : 0;
        if (c == 0xe2 && d >= 0x80 && d <= 0x81 && left > 2)
                return 3; /* U+2010 to U+207F: dashes, quotes, bullets */
        return c == 0xc2 && d >= 0xa1 && d <= 0xbf ? 2 : 0;
}

/* Whether the hyphen at the end of a line divides a word: it does in "styrings-" and "strukturen", but not in
 * "helse-" and "og", where it replaces the rest of a compound. */
static bool is_broken_word(const struct passage *passage, const char *next, size_t left)
{
        static const char *const links[] = {"og ", "eller ", "samt ", "og/eller ", "som ", "til "};
        size_t length = passage->length;
        if (length < 2 || passage->text[length - 1] != '-' || !is_letter(passage->text[length - 2]) ||
            !left || letter_is_capital(next, left) || !is_letter(*next))
                return false;
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
                if (left >= strlen(links[i]) && memcmp(next, links[i], strlen(links[i])) == 0)
                        return false;
        return true;
}

/* Adds the text of a line. */
static void add_line_text(struct passage *passage, const struct lines *lines, size_t from, size_t to)
{
        const struct clean *clean = lines->clean;
        bool broken = is_broken_word(passage, clean->bytes + from, to - from);
        if (broken) {
                passage->length--;
        } else if (passage->length && passage->text[passage->length - 1] != '/') {
                passage->text[passage->length] = passage->lower[passage->length] = ' ';
                passage->at[passage->length++] = (uint32_t)from;
        }
        for (size_t i = from; i < to; i++) {
                bool blank = clean->bytes[i] == ' ' || clean->bytes[i] == '\t';
                if (blank && passage->length && passage->text[passage->length - 1] == ' ')
                        continue; /* several blanks become one space */
                passage->text[passage->length] = blank ? ' ' : clean->bytes[i];
                passage->lower[passage->length] = blank ? ' ' : clean->lower[i];
                passage->at[passage->length++] = (uint32_t)i;
        }
}

/* The end of the word that begins at this byte: letters and digits, with hyphens and some marks between them.
 */
static size_t word_end(const struct passage *passage, size_t at)
{
        const char *text = passage->text;
        size_t end = at;
        while (end < passage->length) {
                if ((text[end] >= 'a' && text[end] <= 'z') || is_digit(text[end])) {
                        end++; /* the quick way for most bytes */
                        continue;
                }
                size_t wide = wide_mark(text + end, passage->length - end);
                bool inner = end > at && strchr("-/&'.", text[end]) && end + 1 < passage->length &&
                             (is_letter(text[end + 1]) || is_digit(text[end + 1]));
                bool trailing = end > at && text[end] == '-';
                if (wide || !(is_letter(text[end]) || is_digit(text[end]) || inner || trailing))
                        break;
                end++;
        }
        if (end > at)
                return end;
        size_t wide = wide_mark(text + at, passage->length - at);
        return at + (wide ? wide : 1);
}

/* Whether a sentence ends with this word: it is a mark such as a full stop, and what follows begins like a
 * sentence. */
static bool ends_sentence(const struct passage *passage, size_t word)
{
        const struct word *at = &passage->word[word];
        char mark = passage->text[at->from];
        if (word + 1 == passage->word_count)
                return true;
        const struct word *next = at + 1;
        if (at->kind != WORD_MARK || !strchr(".?!", mark) || next->from == at->to)
                return false;
        if (!(next->capital || next->kind != WORD_LETTERS))
                return mark != '.';
        if (mark != '.' || word == 0)
                return true;
        const struct word *before = at - 1;
        bool initial = before->kind == WORD_LETTERS && before->to - before->from == 1;
        return !initial && !passage_word_in(passage, word - 1, vocabulary_abbreviation);
}

static void find_words(struct arena *arena, struct passage *passage)
{
        size_t count = 0;
        for (int round = 0; round < 2; round++) {
                count = 0;
                for (size_t at = 0, end; at < passage->length; at = end) {
                        end = at + 1;
                        if (passage->text[at] == ' ')
                                continue;
                        end = word_end(passage, at);
                        if (round) {
                                char c = passage->text[at];
                                bool wide = wide_mark(passage->text + at, passage->length - at);
                                passage->word[count] =
                                        (struct word){.from = (uint32_t)at,
                                                      .to = (uint32_t)end,
                                                      .kind = is_digit(c)             ? WORD_NUMBER
                                                              : is_letter(c) && !wide ? WORD_LETTERS
                                                                                      : WORD_MARK,
                                                      .capital = letter_is_capital(passage->text + at,
                                                                                   passage->length - at)};
                        }
                        count++;
                }
                if (!round)
                        passage->word = arena_array(arena, count + 1, sizeof *passage->word);
        }
        passage->word_count = count;
        for (size_t i = 0; i < count; i++)
                passage->word[i].ends = ends_sentence(passage, i);
}

void passage_join(struct arena *arena, const struct lines *lines, size_t first, size_t last, size_t from,
                  struct passage *ret)
{
        struct passage passage = {.clean = lines->clean};
        size_t room = 1;
        for (size_t i = first; i < last; i++)
                room += lines->line[i].to - lines->line[i].from + 1;
        passage.text = arena_alloc(arena, room);
        passage.lower = arena_alloc(arena, room);
        passage.at = arena_array(arena, room, sizeof *passage.at);
        for (size_t i = first; i < last; i++) {
                size_t start = i == first && from > lines->line[i].from ? from : lines->line[i].from;
                if (start < lines->line[i].to)
                        add_line_text(&passage, lines, start, lines->line[i].to);
        }
        find_words(arena, &passage);
        *ret = passage;
}

struct minutes_string passage_string(const struct passage *passage, size_t from, size_t to)
{
        while (from < to && passage->text[from] == ' ')
                from++;
        while (to > from && passage->text[to - 1] == ' ')
                to--;
        if (from >= to)
                return (struct minutes_string){0};
        return (struct minutes_string){
                passage->text + from, to - from,
                clean_span(passage->clean, passage->at[from], passage->at[to - 1] + 1)};
}

struct minutes_string passage_words(const struct passage *passage, size_t first, size_t last)
{
        if (first >= last)
                return (struct minutes_string){0};
        return passage_string(passage, passage->word[first].from, passage->word[last - 1].to);
}

bool passage_is_column(const struct passage *passage, size_t at)
{
        return passage->text[at] == ' ' && at + 1 < passage->length &&
               (passage->at[at + 1] > passage->at[at] + 1 || passage->clean->bytes[passage->at[at]] == '\t');
}

/* The length of the word if `text` begins with it, else 0. */
static size_t match_word(const struct passage *passage, const struct word *word, const char *text)
{
        const char *bytes = passage->lower + word->from;
        size_t length = word->to - word->from, i = 0;
        while (i < length && bytes[i] == text[i]) /* `text` ends with NUL, which no word contains */
                i++;
        return i == length ? i : 0;
}

bool passage_word_is(const struct passage *passage, size_t word, const char *text)
{
        if (word >= passage->word_count)
                return false;
        size_t length = match_word(passage, &passage->word[word], text);
        return length && text[length] == '\0';
}

bool passage_word_in(const struct passage *passage, size_t word, const char *const *texts)
{
        if (word >= passage->word_count)
                return false;
        const struct word *at = &passage->word[word];
        char first = passage->lower[at->from];
        size_t length = at->to - at->from;
        for (; *texts; texts++)
                if (**texts == first && match_word(passage, at, *texts) == length && (*texts)[length] == '\0')
                        return true;
        return false;
}

size_t passage_words_are(const struct passage *passage, size_t word, const char *phrase)
{
        if (word >= passage->word_count || passage->lower[passage->word[word].from] != *phrase)
                return 0;
        for (size_t count = 0; word + count < passage->word_count; count++) {
                size_t length = match_word(passage, &passage->word[word + count], phrase);
                if (!length || (phrase[length] && phrase[length] != ' '))
                        return 0;
                if (!phrase[length])
                        return count + 1;
                phrase += length + 1;
        }
        return 0;
}
