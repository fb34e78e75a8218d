#include "minutes/text/clean.h"

#include "base/letter.h"

#include <string.h>
#include <unistr.h>

/* Whether a character is invisible: zero-width, a direction mark, joiner, variation selector or tag. */
static bool is_invisible(uint32_t c)
{
        return c == 0xad || c == 0x034f || c == 0x061c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
               (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) ||
               c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static bool is_space(uint32_t c)
{
        return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
               c == 0x3000;
}

static bool is_letter_byte(unsigned char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* Whether the rest of the line is blank. */
static bool ends_line(const char *at, const char *end)
{
        while (at < end && (*at == ' ' || *at == '\r'))
                at++;
        return at < end && *at == '\n';
}

/* What replaces a character in the clean text; NULL if it stays. */
static const char *replacement_of(uint32_t c, const char *before, const char *after, const char *end)
{
        static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
        bool within = before && after < end && is_letter_byte((unsigned char)*before) &&
                      is_letter_byte((unsigned char)*after);
        if (c == '\r')
                return after < end && *after == '\n' ? "" : "\n";
        if (c == 0x0b || c == 0x85 || c == 0x2028 || c == 0x2029)
                return "\n";
        if ((c == 0xac || c == 0xad) && before && ends_line(after, end))
                return "-";
        if (is_invisible(c) || (c == 0xac && within))
                return "";
        if (is_space(c) || (c < 0x20 && c != '\n' && c != '\t' && c != '\f') || (c >= 0x7f && c < 0xa0))
                return " ";
        if (c == 0x2010 || c == 0x2011)
                return "-";
        return c >= 0xfb00 && c <= 0xfb06 ? ligatures[c - 0xfb00] : NULL;
}

/* The one control character beyond the blank. */
#define DELETE 0x7f

/* Whether there is a visible character at this byte, or a character beyond ASCII ends before it. */
static bool is_solid(const char *source, size_t at, size_t length)
{
        unsigned char c = at < length ? (unsigned char)source[at] : 0;
        return (c > ' ' && c < DELETE) || c >= 0x80 || (at > 0 && (unsigned char)source[at - 1] >= 0x80);
}

/* The length of a mark of emphasis or of a heading at this byte, as people type them in chats: "**" around
 * words, "## " before a line. 0 if there is none. */
static size_t markup_length(const char *source, size_t at, size_t length)
{
        size_t end = at;
        if (source[at] != '*' && source[at] != '#')
                return 0;
        while (end < length && source[end] == source[at] && end - at < 8)
                end++;
        if (source[at] == '#')
                return (at == 0 || source[at - 1] == '\n') && end - at <= 6 && end < length &&
                                       source[end] == ' ' && is_solid(source, end + 1, length)
                               ? end - at + 1
                               : 0;
        bool alone = end - at >= 2 && end - at <= 3 && (at == 0 || source[at - 1] != '*');
        return alone && (is_solid(source, end, length) || (at > 0 && is_solid(source, at - 1, length)))
                       ? end - at
                       : 0;
}

/* Fills the clean text. A mark of emphasis or of a heading is removed, and the first character after it gets
 * the mark's offset as its origin, so that the mark belongs to the same part; if a line ends after the mark,
 * it belongs to the text before it. */
static void fill_clean(struct clean *clean, const char *source, size_t length)
{
        const char *end = source + length;
        size_t marked = SIZE_MAX;
        for (size_t i = 0, width; i < length; i += width) {
                ucs4_t c;
                if ((width = markup_length(source, i, length)) > 0) {
                        marked = marked < i ? marked : i;
                        continue;
                }
                width = (size_t)u8_mbtouc(&c, (const uint8_t *)source + i, length - i);
                const char *before = clean->length ? clean->bytes + clean->length - 1 : NULL;
                const char *with = replacement_of(c, before, source + i + width, end);
                size_t put = with ? strlen(with) : width;
                bool visible = c > ' ' && c != DELETE;
                for (size_t k = 0; k < put; k++) {
                        clean->bytes[clean->length] = with ? with[k] : source[i + k];
                        clean->origin[clean->length++] = (uint32_t)(visible && marked < i ? marked : i);
                }
                marked = put ? SIZE_MAX : marked;
        }
        clean->origin[clean->length] = (uint32_t)length;
}

void clean_text(struct arena *arena, const char *source, size_t length, struct clean *ret)
{
        /* No replacement is longer than what it replaces. */
        struct clean clean = {.source = source,
                              .bytes = arena_alloc(arena, length + 1),
                              .lower = arena_alloc(arena, length + 1),
                              .origin = arena_array(arena, length + 1, sizeof *clean.origin)};
        fill_clean(&clean, source, length);
        letter_make_small(clean.lower, clean.bytes, clean.length);
        *ret = clean;
}

struct minutes_span clean_span(const struct clean *clean, size_t from, size_t to)
{
        return (struct minutes_span){clean->origin[from], clean->origin[to]};
}
