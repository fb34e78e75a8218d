#include "minutes/items/invitation.h"

#include "minutes/vocabulary/vocabulary.h"

#include <string.h>

/* Lines of one block are no further apart. */
#define APART_MAX 4

static bool holds(const struct lines *lines, size_t line, const char *const *words)
{
        const struct line *at = &lines->line[line];
        for (; *words; words++)
                if (memmem(lines->clean->lower + at->from, at->to - at->from, *words, strlen(*words)))
                        return true;
        return false;
}

/* "Passord: aB3xYz", "Kode 1234": a word for a secret, and a colon or a number behind it. */
static bool has_secret(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *lower = lines->clean->lower + at->from;
        size_t length = at->to - at->from;
        for (size_t i = 0; vocabulary_passcode[i]; i++) {
                const char *found =
                        memmem(lower, length, vocabulary_passcode[i], strlen(vocabulary_passcode[i]));
                size_t after = found ? (size_t)(found - lower) + strlen(vocabulary_passcode[i]) : 0;
                while (found && after < length && strchr(" \t", lower[after]))
                        after++;
                if (found && after < length &&
                    (strchr(":=#", lower[after]) || (lower[after] >= '0' && lower[after] <= '9')))
                        return true;
        }
        return false;
}

/* A telephone number with what follows it to be let in: "+47 21 03 12 34,,445118902#". */
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
                bool lets_in = has_secret(lines, i) || holds(lines, i, vocabulary_invitation),
                     follows = last != SIZE_MAX && i - last <= APART_MAX &&
                               (is_dialled(lines, i) || holds(lines, i, vocabulary_invitation_more));
                ret_invitation[i] = lets_in || follows;
                if (!ret_invitation[i])
                        continue;
                /* What stands between two lines of the block belongs to it. */
                for (size_t k = last; last != SIZE_MAX && i - last <= APART_MAX && ++k < i;)
                        ret_invitation[k] = true;
                last = i;
        }
        /* The name of the program stands above the block. */
        for (size_t i = lines->count; i-- > 1;)
                if (ret_invitation[i] && !ret_invitation[i - 1] &&
                    holds(lines, i - 1, vocabulary_invitation_more))
                        ret_invitation[i - 1] = true;
}
