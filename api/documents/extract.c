#include "documents/extract.h"

#include "documents/tool.h"
#include "documents/sniff.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
#include <unistr.h>

/* As much as search uses (search_written() in db/schema): seventy pages. */
#define TEXT_MAX ((size_t)200000)
/* With the blanks between columns, before they are collapsed. */
#define READ_MAX (2 * TEXT_MAX)

static bool is_blank(char c)
{
        return c == ' ' || (unsigned char)c < 0x20 || c == 0x7f;
}

/* Collapses blanks in place, to one space, or to a line break if there was one. Returns the new length. */
static size_t draw_together(char *text, size_t length)
{
        size_t kept = 0;
        for (size_t i = 0; i < length;) {
                if (!is_blank(text[i])) {
                        text[kept++] = text[i++];
                        continue;
                }
                bool line = false;
                for (; i < length && is_blank(text[i]); i++)
                        line = line || text[i] == '\n' || text[i] == '\f';
                if (kept)
                        text[kept++] = line ? '\n' : ' ';
        }
        while (kept && is_blank(text[kept - 1]))
                kept--;
        return kept;
}

/* Brings the text into its final form; what is beyond the limit, or is not text, is left out. */
static void keep_text(char *text, size_t length, bool whole, struct extract *ret)
{
        length = draw_together(text, length);
        whole = whole && length <= TEXT_MAX;
        length = length <= TEXT_MAX ? length : TEXT_MAX;
        const uint8_t *bad = length ? u8_check((const uint8_t *)text, length) : NULL;
        if (bad) {
                whole = false;
                length = (size_t)((const char *)bad - text);
        }
        text[length] = '\0';
        ret->length = length;
        ret->text = length ? text : NULL;
        ret->state = !length ? "none" : whole ? "read" : "partial";
}

static bool extract_by_tool(struct arena *arena, int file, enum tool_form form, struct extract *ret)
{
        char *text;
        size_t length;
        enum tool_result came = tool_text(arena, file, form, READ_MAX, &text, &length);
        switch (came) {
        case TOOL_READ:
        case TOOL_LONG:
                keep_text(text, length, came == TOOL_READ, ret);
                return true;
        case TOOL_UNREADABLE:
                ret->state = "unreadable";
                return true;
        case TOOL_BEYOND:
                ret->state = "beyond";
                return true;
        default:
                return false;
        }
}

static bool extract_plain(struct arena *arena, int file, struct extract *ret)
{
        struct buffer read = BUFFER_OF(arena, READ_MAX);
        char piece[16384];
        bool whole = false;
        while (read.length < READ_MAX && !whole) {
                size_t room = READ_MAX - read.length;
                ssize_t count =
                        pread(file, piece, room < sizeof piece ? room : sizeof piece, (off_t)read.length);
                if (count < 0 && errno != EINTR)
                        return false;
                if (count > 0)
                        buffer_add(&read, piece, (size_t)count);
                whole = count == 0;
        }
        size_t length = read.length;
        keep_text(buffer_text(&read), length, whole, ret);
        return true;
}

bool extract_needs_place(const char *media_type)
{
        return strcmp(media_type, "application/pdf") == 0 || sniff_is_writing(media_type);
}

bool extract_text(struct arena *arena, int file, const char *media_type, struct extract *ret)
{
        *ret = (struct extract){.state = "none"};
        if (extract_needs_place(media_type))
                return extract_by_tool(arena, file,
                                       sniff_is_writing(media_type) ? TOOL_OFFICE : TOOL_IN_ORDER, ret);
        return strncmp(media_type, "text/", 5) != 0 || extract_plain(arena, file, ret);
}
