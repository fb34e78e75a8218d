#include "call/target.h"

#include "json/text.h"

#include <string.h>
#include <strings.h>

static int hex_value(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
                return c - 'A' + 10;
        return -1;
}

/* The decoded text in form C; NULL with a fault code if it is none. */
static const char *decode_percent(struct arena *arena, const char *text, size_t length, bool query,
                                  enum fault_code *ret)
{
        char *bytes = arena_alloc(arena, length + 1);
        size_t out = 0;
        for (size_t i = 0; i < length; i++) {
                if (text[i] != '%') {
                        bytes[out++] = query && text[i] == '+' ? ' ' : text[i];
                        continue;
                }
                int high = length - i > 2 ? hex_value(text[i + 1]) : -1;
                int low = high >= 0 ? hex_value(text[i + 2]) : -1;
                if (low < 0) {
                        *ret = FAULT_PERCENT_ESCAPE;
                        return NULL;
                }
                bytes[out++] = (char)(high * 16 + low);
                i += 2;
        }
        return text_nfc(arena, bytes, out, ret);
}

static void add_pair(struct arena *arena, const char *text, size_t length, struct target *ret,
                     struct faults *faults)
{
        size_t name_length = 0;
        while (name_length < length && text[name_length] != '=')
                name_length++;
        size_t value_start = name_length < length ? name_length + 1 : length;
        enum fault_code fault;
        const char *name = decode_percent(arena, text, name_length, true, &fault);
        const char *value =
                name ? decode_percent(arena, text + value_start, length - value_start, true, &fault) : NULL;
        if (!value && ret->broken_count < TARGET_BROKEN_MAX)
                ret->broken[ret->broken_count++] = (struct broken_pair){name ? name : "", fault};
        else if (value && ret->pair_count == TARGET_PAIRS_MAX)
                fault_add(faults, FAULT_PARAMETER, name, FAULT_TOO_MANY, "200", NULL);
        else if (value)
                ret->pairs[ret->pair_count++] = (struct pair){name, value};
}

static void add_segments(struct arena *arena, const char *path, size_t length, struct target *ret,
                         struct faults *faults)
{
        if (path[0] != '/') {
                ret->segment_count = TARGET_SEGMENTS_MAX + 1; /* `*`, or another server's: no path of ours */
                return;
        }
        for (size_t start = 1; start <= length;) {
                size_t end = start;
                while (end < length && path[end] != '/')
                        end++;
                if (ret->segment_count == TARGET_SEGMENTS_MAX) {
                        ret->segment_count++; /* longer than any path */
                        return;
                }
                enum fault_code fault;
                const char *segment = decode_percent(arena, path + start, end - start, false, &fault);
                if (!segment)
                        fault_add(faults, FAULT_PARAMETER, "path", fault, NULL, NULL);
                ret->segments[ret->segment_count++] = segment ? segment : "";
                start = end + 1;
        }
}

/* A target in absolute form, without its scheme and authority (RFC 9112, 3.2.2): every server takes those. */
static const char *path_of(const char *text)
{
        size_t scheme = strncasecmp(text, "http://", 7) == 0    ? 7
                        : strncasecmp(text, "https://", 8) == 0 ? 8
                                                                : 0;
        if (!scheme)
                return text;
        const char *path = text + scheme + strcspn(text + scheme, "/?");
        return *path == '/' ? path : "/";
}

void target_parse(struct arena *arena, const char *text, struct target *ret, struct faults *faults)
{
        text = path_of(text);
        size_t path_length = strcspn(text, "?");
        *ret = (struct target){.text = arena_string(arena, text),
                               .path = arena_copy(arena, text, path_length)};
        add_segments(arena, text, path_length, ret, faults);
        const char *query = text[path_length] ? text + path_length + 1 : "";
        while (*query) {
                size_t length = strcspn(query, "&");
                if (length)
                        add_pair(arena, query, length, ret, faults);
                query += query[length] ? length + 1 : length;
        }
}
