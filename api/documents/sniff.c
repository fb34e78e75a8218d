#include "documents/sniff.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
#include <unistr.h>

/* Enough for every signature, and for the first entry of an archive with its content; a PDF may begin within
 * the first 1024 bytes, behind whatever a mail gateway or an editor put before it. */
#define PDF_WITHIN    1024
#define HEAD_MAX      (PDF_WITHIN + 8)
/* The end of an archive has a comment of at most 65,535 bytes. */
#define END_SIZE      22
#define TAIL_MAX      (END_SIZE + 65535)
/* The list of what is in an office file: some hundred bytes for each of its parts, pictures among them. */
#define DIRECTORY_MAX ((size_t)4 * 1024 * 1024)
#define ENTRY_SIZE    46
#define TEXT_WINDOW   ((size_t)64 * 1024)

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF   "application/vnd.oasis.opendocument."

static bool read_at(int file, unsigned char *bytes, size_t length, size_t at)
{
        while (length) {
                ssize_t count = pread(file, bytes, length, (off_t)at);
                if (count < 0 && errno == EINTR)
                        continue;
                if (count <= 0)
                        return false;
                bytes += count;
                at += (size_t)count;
                length -= (size_t)count;
        }
        return true;
}

static size_t little_endian(const unsigned char *bytes, size_t size)
{
        size_t value = 0;
        while (size--)
                value = value << 8 | bytes[size];
        return value;
}

static bool starts_with(const unsigned char *bytes, size_t length, const char *with, size_t with_length)
{
        return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

/* The offset of an archive's end record, which must end with the file; SIZE_MAX if there is none. */
static size_t find_end(const unsigned char *tail, size_t length)
{
        for (size_t at = length >= END_SIZE ? length - END_SIZE + 1 : 0; at-- > 0;)
                if (memcmp(tail + at, "PK\5\6", 4) == 0 &&
                    at + END_SIZE + little_endian(tail + at + 20, 2) == length)
                        return at;
        return SIZE_MAX;
}

/* What the names of the parts in an office file show about it. */
struct parts {
        bool types, word, sheet, slides, unfit;
};

static void note_part(const unsigned char *name, size_t length, struct parts *parts)
{
        static const char macros[] = "vbaProject.bin";
        static const struct {
                const char *name;
                size_t place;
        } known[] = {{"[Content_Types].xml", offsetof(struct parts, types)},
                     {"word/document.xml", offsetof(struct parts, word)},
                     {"xl/workbook.xml", offsetof(struct parts, sheet)},
                     {"ppt/presentation.xml", offsetof(struct parts, slides)}};
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (strlen(known[i].name) == length && memcmp(name, known[i].name, length) == 0)
                        *(bool *)((char *)parts + known[i].place) = true;
        size_t end = sizeof macros - 1;
        if ((length >= end && memcmp(name + length - end, macros, end) == 0) ||
            starts_with(name, length, "Basic/", 6) || starts_with(name, length, "Scripts/", 8))
                parts->unfit = true;
}

/* Reads the archive's directory; an irregular one makes the archive unfit. */
static void read_directory(const unsigned char *directory, size_t length, size_t count, struct parts *parts)
{
        while (count-- && !parts->unfit) {
                if (!starts_with(directory, length, "PK\1\2", 4) || length < ENTRY_SIZE) {
                        parts->unfit = true;
                        return;
                }
                size_t name = little_endian(directory + 28, 2);
                size_t size = ENTRY_SIZE + name + little_endian(directory + 30, 2) +
                              little_endian(directory + 32, 2);
                if (size > length) {
                        parts->unfit = true;
                        return;
                }
                note_part(directory + ENTRY_SIZE, name, parts);
                directory += size;
                length -= size;
        }
        parts->unfit = parts->unfit || length != 0;
}

/* The type of an OpenDocument file, which its first entry states. */
static const char *odf_type(const unsigned char *head, size_t length)
{
        static const char *const types[] = {ODF "text", ODF "spreadsheet", ODF "presentation"};
        if (length < 38 || little_endian(head + 8, 2) != 0 || little_endian(head + 26, 2) != 8 ||
            little_endian(head + 28, 2) != 0 || memcmp(head + 30, "mimetype", 8) != 0)
                return NULL;
        size_t size = little_endian(head + 18, 4);
        for (size_t i = 0; i < sizeof types / sizeof *types; i++)
                if (size == strlen(types[i]) && starts_with(head + 38, length - 38, types[i], size))
                        return types[i];
        return NULL;
}

static const char *ooxml_type(const struct parts *parts)
{
        if (!parts->types || parts->word + parts->sheet + parts->slides != 1)
                return NULL;
        return parts->word    ? OOXML "wordprocessingml.document"
               : parts->sheet ? OOXML "spreadsheetml.sheet"
                              : OOXML "presentationml.presentation";
}

/* Whether the file is an archive from its first byte to its last, and an office file. */
static bool sniff_archive(int file, const unsigned char *head, size_t head_length, const unsigned char *end,
                          size_t end_at, const char **ret_type)
{
        size_t count = little_endian(end + 10, 2), length = little_endian(end + 12, 4),
               at = little_endian(end + 16, 4);
        struct parts parts = {0};
        if (length > DIRECTORY_MAX || length > end_at || at != end_at - length)
                return true;
        unsigned char *directory = malloc(length + 1);
        bool good = directory && read_at(file, directory, length, at);
        if (good)
                read_directory(directory, length, count, &parts);
        free(directory);
        const char *odf = odf_type(head, head_length);
        if (good && !parts.unfit)
                *ret_type = odf ? odf : ooxml_type(&parts);
        return good;
}

/* Whether a text is a program, or a page that a browser would show. */
static bool is_active(const unsigned char *text, size_t length)
{
        if (starts_with(text, length, "\xef\xbb\xbf", 3)) {
                text += 3;
                length -= 3;
        }
        if (starts_with(text, length, "#!", 2))
                return true;
        while (length && *text && strchr(" \t\r\n\f", *text)) {
                text++;
                length--;
        }
        bool name = length > 1 && ((text[1] >= 'a' && text[1] <= 'z') || (text[1] >= 'A' && text[1] <= 'Z'));
        return length > 1 && text[0] == '<' && (name || strchr("!?/%", text[1]));
}

static bool has_control(const unsigned char *text, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if ((text[i] < 0x20 && !(text[i] >= '\t' && text[i] <= '\r' && text[i] != '\v')) ||
                    text[i] == 0x7f)
                        return true;
        return false;
}

/* How many bytes at the end are the beginning of a character that is cut off. */
static size_t cut_off_bytes(const unsigned char *text, size_t length)
{
        for (size_t back = 1; back <= 3 && back <= length; back++) {
                unsigned char byte = text[length - back];
                size_t needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
                if (byte >= 0xc0 || byte < 0x80)
                        return needs > back ? back : 0;
        }
        return 0;
}

static bool sniff_text(int file, size_t length, const char **ret_type)
{
        unsigned char *window = malloc(TEXT_WINDOW);
        bool read = window != NULL, text = true;
        for (size_t at = 0; read && text && at < length;) {
                size_t size = length - at < TEXT_WINDOW ? length - at : TEXT_WINDOW;
                read = read_at(file, window, size, at);
                if (!read)
                        break;
                size_t open = at + size < length ? cut_off_bytes(window, size) : 0;
                text = !(at == 0 && is_active(window, size)) && !has_control(window, size) &&
                       u8_check(window, size - open) == NULL;
                at += size - open;
        }
        free(window);
        if (read && text)
                *ret_type = "text/plain";
        return read;
}

bool sniff_is_writing(const char *media_type)
{
        return strcmp(media_type, OOXML "wordprocessingml.document") == 0 ||
               strcmp(media_type, ODF "text") == 0;
}

size_t sniff_pdf_start(const unsigned char *head, size_t length)
{
        for (size_t at = 0; at < PDF_WITHIN && at + 8 <= length; at++) {
                bool line = at == 0 || head[at - 1] == '\n' || head[at - 1] == '\r' || head[at - 1] == 0xbf ||
                            head[at - 1] == ' ';
                if (line && memcmp(head + at, "%PDF-", 5) == 0 && head[at + 5] >= '1' &&
                    head[at + 5] <= '9' && head[at + 6] == '.')
                        return at;
        }
        return SIZE_MAX;
}

/* Whether a PDF begins behind other text. HTML or a program with a PDF behind it does not count as one. */
static bool is_late_pdf(const unsigned char *head, size_t length)
{
        size_t start = sniff_pdf_start(head, length);
        return start != SIZE_MAX && start > 0 && !is_active(head, start) && !has_control(head, start);
}

static const char *type_by_head(const unsigned char *head, size_t length)
{
        if (starts_with(head, length, "%PDF-", 5))
                return "application/pdf";
        if (starts_with(head, length, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16))
                return "image/png";
        if (starts_with(head, length, "\xff\xd8\xff", 3))
                return "image/jpeg";
        if (starts_with(head, length, "RIFF", 4) && length >= 16 && memcmp(head + 8, "WEBPVP8", 7) == 0)
                return "image/webp";
        return is_late_pdf(head, length) ? "application/pdf" : NULL;
}

bool sniff(int file, size_t length, const char **ret_type)
{
        unsigned char head[HEAD_MAX];
        size_t head_length = length < HEAD_MAX ? length : HEAD_MAX;
        size_t tail_length = length < TAIL_MAX ? length : TAIL_MAX;
        unsigned char *tail = malloc(tail_length + 1);
        *ret_type = NULL;
        bool good = tail && read_at(file, head, head_length, 0) &&
                    read_at(file, tail, tail_length, length - tail_length);
        size_t end = good ? find_end(tail, tail_length) : SIZE_MAX;
        const char *type = good ? type_by_head(head, head_length) : NULL;
        if (good && end == SIZE_MAX && type)
                *ret_type = type;
        else if (good && end != SIZE_MAX && starts_with(head, head_length, "PK\3\4", 4))
                good = sniff_archive(file, head, head_length, tail + end, length - tail_length + end,
                                     ret_type);
        else if (good && end == SIZE_MAX)
                good = sniff_text(file, length, ret_type);
        free(tail);
        return good;
}

bool sniff_agrees(const char *found, const char *called)
{
        bool table = strcmp(found, "text/plain") == 0 && strcmp(called, "text/csv") == 0;
        return table || strcmp(found, called) == 0;
}
