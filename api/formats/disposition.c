#include "formats/disposition.h"

#include "base/buffer.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

/* File systems allow 255 bytes; the rest is for the number that a browser adds to a second file of this name.
 */
#define NAME_MAX_BYTES 180
/* Room for each byte of the name as `%C3`, twice, and for the text around it. */
#define VALUE_MAX      ((size_t)2048)
#define NAMELESS       "dokument"

static const struct representation {
        const char *media_type, *extension,
                *other; /* another extension that is accepted; NULL: there is none */
        bool shown;     /* by a browser */
} forms[] = {
        {"application/pdf", ".pdf", NULL, true},
        {"image/png", ".png", NULL, true},
        {"image/jpeg", ".jpg", ".jpeg", true},
        {"image/webp", ".webp", NULL, true},
        {"text/plain", ".txt", NULL, true},
        {"text/csv", ".csv", NULL, false},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", NULL, false},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", NULL, false},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx", NULL, false},
        {"application/vnd.oasis.opendocument.text", ".odt", NULL, false},
        {"application/vnd.oasis.opendocument.spreadsheet", ".ods", NULL, false},
        {"application/vnd.oasis.opendocument.presentation", ".odp", NULL, false},
};

static const struct representation *form_of(const char *media_type)
{
        static const struct representation unknown = {"", "", NULL, false};
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
                if (strcmp(forms[i].media_type, media_type) == 0)
                        return &forms[i];
        return &unknown;
}

/* Whether a character is invisible, or changes how its neighbours are displayed. */
static bool is_hidden(ucs4_t c)
{
        return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
               (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
               c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

static bool is_edge(char c)
{
        return c == '.' || c == ' ';
}

static bool ends_with(const struct buffer *name, const char *ending)
{
        size_t length = ending ? strlen(ending) : 0;
        return length && name->length > length &&
               strncasecmp(name->bytes + name->length - length, ending, length) == 0;
}

static void trim_name(struct buffer *name)
{
        size_t start = 0;
        while (name->length && is_edge(name->bytes[name->length - 1]))
                name->length--;
        while (start < name->length && is_edge(name->bytes[start]))
                start++;
        name->length -= start;
        if (start)
                memmove(name->bytes, name->bytes + start, name->length);
}

/* Makes a name that every file system accepts. */
static void make_safe(const char *written, const struct representation *form, struct buffer *name)
{
        const uint8_t *at = (const uint8_t *)written;
        size_t left = strlen(written);
        while (left && name->length < NAME_MAX_BYTES) {
                ucs4_t c;
                int length = u8_mbtouc(&c, at, left);
                if (length <= 0)
                        break;
                if (c < 0x80 && strchr("/\\:*?\"<>|", (int)c) && c)
                        buffer_add_char(name, '_');
                else if (!is_hidden(c))
                        buffer_add(name, (const char *)at, (size_t)length);
                at += length;
                left -= (size_t)length;
        }
        trim_name(name);
        if (!name->length)
                buffer_add_string(name, NAMELESS);
        if (!ends_with(name, form->extension) && !ends_with(name, form->other))
                buffer_add_string(name, form->extension);
}

/* Adds the name for old clients; each character that is not plain ASCII becomes a `_`. */
static void add_plain(const struct buffer *name, struct buffer *out)
{
        for (size_t i = 0; i < name->length; i++) {
                unsigned char c = (unsigned char)name->bytes[i];
                if ((c & 0xc0) != 0x80)
                        buffer_add_char(out, c < 0x80 && c != '%' && c != '\'' ? (char)c : '_');
        }
}

static void add_encoded(const struct buffer *name, struct buffer *out)
{
        static const char safe[] =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";
        for (size_t i = 0; i < name->length; i++) {
                unsigned char c = (unsigned char)name->bytes[i];
                if (c && strchr(safe, c))
                        buffer_add_char(out, (char)c);
                else
                        buffer_format(out, "%%%02X", c);
        }
}

const char *disposition_of(struct arena *arena, const char *written, const char *media_type)
{
        const struct representation *form = form_of(media_type);
        struct buffer name = BUFFER_OF(arena, NAME_MAX_BYTES * 2), out = BUFFER_OF(arena, VALUE_MAX);
        make_safe(written, form, &name);
        buffer_format(&out, "%s; filename=\"", form->shown ? "inline" : "attachment");
        add_plain(&name, &out);
        buffer_add_string(&out, "\"; filename*=UTF-8''");
        add_encoded(&name, &out);
        return buffer_text(&out);
}
