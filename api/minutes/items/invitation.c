#include "minutes/items/invitation.h"

#include "minutes/vocabulary/vocabulary.h"

#include <string.h>

/* Lines of one invitation are at most this many lines apart. */
#define APART_MAX 4

static bool contains_any(const struct lines *lines, size_t line, const char *const *words)
{
        const struct line *at = &lines->line[line];
        for (; *words; words++)
                if (memmem(lines->clean->lower + at->from, at->to - at->from, *words, strlen(*words)))
                        return true;
        return false;
}

/* The longest grammatical ending of a word ("passordet"); with more letters it is another word. */
#define ENDING_MAX 3

static bool is_letter(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

/* Whether a word can be a passcode: at least four characters, with a digit, and neither a year nor a case
 * number. */
static bool is_code(const char *word, size_t length)
{
        size_t digits = 0;
        for (size_t i = 0; i < length; i++)
                digits += is_digit(word[i]);
        bool year = digits == 4 && length == 4 && (memcmp(word, "19", 2) == 0 || memcmp(word, "20", 2) == 0);
        return length >= 4 && digits > 0 && !year && !memchr(word, '/', length);
}

/* Whether a word of the text can be a passcode. */
static bool contains_code(const char *text, size_t length)
{
        for (size_t at = 0, end; at < length; at = end + 1) {
                end = at;
                while (end < length && !strchr(" \t,;()", text[end]))
                        end++;
                size_t last = end;
                while (last > at && strchr(".:", text[last - 1]))
                        last--;
                if (is_code(text + at, last - at))
                        return true;
        }
        return false;
}

/* Whether the line gives a secret: "Passord: aB3xYz", "PIN 1234", "Koden til møtet er 4711". A word for a
 * secret is followed by a colon or by what can be the secret. */
static bool has_secret(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *lower = lines->clean->lower + at->from;
        size_t length = at->to - at->from;
        for (size_t i = 0; vocabulary_passcode[i]; i++) {
                const char *found =
                        memmem(lower, length, vocabulary_passcode[i], strlen(vocabulary_passcode[i]));
                if (!found || (found > lower && is_letter(found[-1])))
                        continue;
                size_t after = (size_t)(found - lower) + strlen(vocabulary_passcode[i]), ending = after;
                while (after < length && is_letter(lower[after]))
                        after++;
                if (after - ending > ENDING_MAX)
                        continue;
                while (after < length && strchr(" \t", lower[after]))
                        after++;
                if (after < length && (strchr(":=#", lower[after]) || is_digit(lower[after]) ||
                                       contains_code(lower + after, length - after)))
                        return true;
        }
        return false;
}

/* Whether the line is a telephone number with a conference number: "+47 21 03 12 34,,445118902#". */
static bool is_dialled(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t digits = 0;
        bool more = bytes[at->from] == '+';
        for (size_t i = at->from; i < at->to; i++) {
                digits += bytes[i] >= '0' && bytes[i] <= '9';
                more = more || bytes[i] == '#' || (bytes[i] == ',' && i + 1 < at->to && bytes[i + 1] == ',');
        }
        return digits >= 8 && more;
}

void invitation_find(const struct lines *lines, bool *ret_invitation)
{
        size_t last = SIZE_MAX;
        for (size_t i = 0; i < lines->count; i++) {
                bool gives_access = has_secret(lines, i) || contains_any(lines, i, vocabulary_invitation),
                     follows = last != SIZE_MAX && i - last <= APART_MAX &&
                               (is_dialled(lines, i) || contains_any(lines, i, vocabulary_invitation_more));
                ret_invitation[i] = gives_access || follows;
                if (!ret_invitation[i])
                        continue;
                /* The lines between two lines of the invitation belong to it. */
                for (size_t k = last; last != SIZE_MAX && i - last <= APART_MAX && ++k < i;)
                        ret_invitation[k] = true;
                last = i;
        }
        /* The name of the program is above the other lines. */
        for (size_t i = lines->count; i-- > 1;)
                if (ret_invitation[i] && !ret_invitation[i - 1] &&
                    contains_any(lines, i - 1, vocabulary_invitation_more))
                        ret_invitation[i - 1] = true;
}
