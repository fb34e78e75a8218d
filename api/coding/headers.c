#include "coding/headers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

/* As many bytes as the system gives without a pause, whatever happens: those of sixteen ids. */
#define RANDOM_POOL 256

static const char *skip_space(const char *text)
{
        while (*text == ' ' || *text == '\t')
                text++;
        return text;
}

/* The quality of a list element in thousandths (RFC 9110, 12.4.2); 1000 if it has none. */
static int quality_of(const char *element, size_t length)
{
        for (size_t i = 0; i + 2 < length; i++) {
                if (element[i] != ';')
                        continue;
                const char *q = skip_space(element + i + 1);
                if ((*q != 'q' && *q != 'Q') || q[1] != '=')
                        continue;
                int value = q[2] == '1' ? 1000 : 0, scale = 100;
                for (const char *c = q + 4; q[3] == '.' && isdigit((unsigned char)*c) && scale;
                     c++, scale /= 10)
                        value += (*c - '0') * scale;
                return value > 1000 ? 1000 : value;
        }
        return 1000;
}

/* Calls each(element, length, quality, context) for each element of a list with commas. */
static void each_element(const char *list, void (*each)(const char *, size_t, int, void *), void *context)
{
        while (list && *list) {
                list = skip_space(list);
                size_t length = strcspn(list, ",");
                size_t name = strcspn(list, ",; \t");
                if (name)
                        each(list, name, quality_of(list, length), context);
                list += length + (list[length] == ',');
        }
}

/* The best language so far. */
struct language_choice {
        enum language best;
        int quality;
};

static void weigh_language(const char *tag, size_t length, int q, void *context)
{
        struct language_choice *choice = context;
        enum language language;
        if (q > choice->quality && language_of_tag(tag, length, &language))
                *choice = (struct language_choice){language, q};
}

enum language header_language(const char *value)
{
        struct language_choice choice = {LANGUAGE_NB, 0};
        each_element(value, weigh_language, &choice);
        return choice.best;
}

/* The media type in question, and the most specific range so far that includes it: 2 for the type itself, 1
 * for `type/` and a star, 0 for any type, -1 for none. */
struct acceptance {
        const char *type;
        int specificity, quality;
};

static void weigh_type(const char *range, size_t length, int q, void *context)
{
        struct acceptance *acceptance = context;
        size_t slash = strcspn(acceptance->type, "/");
        int specificity = -1;
        if (length == strlen(acceptance->type) && strncasecmp(range, acceptance->type, length) == 0)
                specificity = 2;
        else if (length == slash + 2 && range[length - 1] == '*' &&
                 strncasecmp(range, acceptance->type, slash + 1) == 0)
                specificity = 1;
        else if (length == 3 && memcmp(range, "*/*", 3) == 0)
                specificity = 0;
        if (specificity > acceptance->specificity) {
                acceptance->specificity = specificity;
                acceptance->quality = q;
        }
}

int header_accepts(const char *accept, const char *media_type)
{
        if (!accept || !accept[strspn(accept, " \t,")]) /* an empty field is treated like a missing one */
                return 1000;
        struct acceptance acceptance = {media_type, -1, 0};
        each_element(accept, weigh_type, &acceptance);
        return acceptance.quality;
}

/* The quality of each coding in thousandths, and of all others (`*`); -1 if the field does not name it. */
struct coding_choice {
        int of[CODING_COUNT], others;
};

static void weigh_coding(const char *name, size_t length, int q, void *context)
{
        static const struct {
                const char *name;
                enum coding coding;
        } known[] = {{"identity", CODING_IDENTITY},
                     {"gzip", CODING_GZIP},
                     {"x-gzip", CODING_GZIP},
                     {"br", CODING_BROTLI}};
        struct coding_choice *choice = context;
        if (length == 1 && *name == '*')
                choice->others = q;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (length == strlen(known[i].name) && strncasecmp(name, known[i].name, length) == 0)
                        choice->of[known[i].coding] = q;
}

enum coding header_coding(const char *value, bool *ret_insists)
{
        struct coding_choice choice = {.of = {-1, -1, -1}, .others = -1};
        each_element(value, weigh_coding, &choice);
        enum coding best = CODING_IDENTITY;
        /* an uncompressed answer that the field does not name is acceptable unless `*` refuses it, but never
         * preferred */
        int identity = choice.of[CODING_IDENTITY] >= 0 ? choice.of[CODING_IDENTITY]
                       : choice.others == 0            ? 0
                                                       : 1;
        int quality = identity;
        for (enum coding coding = CODING_GZIP; coding < CODING_COUNT; coding++) {
                int said = choice.of[coding] >= 0 ? choice.of[coding] : choice.others;
                if (said > 0 && said >= quality) {
                        best = coding;
                        quality = said;
                }
        }
        *ret_insists = identity == 0;
        return best;
}

bool header_prefers_strict(const char *value)
{
        static const char strict[] = "handling=strict";
        while (value && *value) {
                value = skip_space(value);
                size_t length = strcspn(value, ",; \t");
                if (length == sizeof strict - 1 && strncasecmp(value, strict, length) == 0)
                        return true;
                value += strcspn(value, ",");
                value += *value == ',';
        }
        return false;
}

bool header_is_type(const char *value, const char *media_type)
{
        size_t length = value ? strcspn(value, "; \t") : 0;
        return value && length == strlen(media_type) && strncasecmp(value, media_type, length) == 0;
}

const char *header_charset(struct arena *arena, const char *value)
{
        const char *charset = value ? strcasestr(value, "charset=") : NULL;
        if (!charset)
                return NULL;
        charset += strlen("charset=");
        charset += *charset == '"';
        return arena_copy(arena, charset, strcspn(charset, "\"; \t"));
}

/* Takes random bytes, for which the system is asked for many at once. False if it gives none. */
static bool take_random(unsigned char *out, size_t count)
{
        static _Thread_local unsigned char pool[RANDOM_POOL];
        static _Thread_local size_t left;
        if (left < count) {
                if (getrandom(pool, sizeof pool, 0) != (ssize_t)sizeof pool)
                        return false;
                left = sizeof pool;
        }
        left -= count;
        memcpy(out, pool + left, count);
        return true;
}

const char *header_request_id(struct arena *arena, const char *value)
{
        static const char digits[] = "0123456789abcdef";
        size_t length =
                value ? strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
                      : 0;
        if (length >= 8 && length <= 64 && !value[length])
                return arena_copy(arena, value, length);
        unsigned char random[16];
        if (!take_random(random, sizeof random))
                return "unknown";
        char *id = arena_alloc(arena, 2 * sizeof random + 1);
        for (size_t i = 0; i < sizeof random; i++) {
                id[2 * i] = digits[random[i] >> 4];
                id[2 * i + 1] = digits[random[i] & 15];
        }
        return id;
}
