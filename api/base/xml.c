#include "base/xml.h"

#include "base/utf8.h"

#include <string.h>

static const char *escape_of(uint32_t point)
{
        switch (point) {
        case '&':
                return "&amp;";
        case '<':
                return "&lt;";
        case '>':
                return "&gt;";
        case '"':
                return "&quot;";
        case '\'':
                return "&#39;";
        case '\n':
                return "&#10;";
        case '\t':
                return "&#9;";
        case UTF8_REPLACEMENT:
                return "\xef\xbf\xbd";
        default:
                return NULL;
        }
}

void xml_add(struct buffer *out, const char *bytes, size_t length)
{
        for (size_t i = 0; i < length;) {
                uint32_t point;
                size_t size = utf8_next(bytes + i, length - i, &point);
                const char *escape = escape_of(point);
                if (escape)
                        buffer_add_string(out, escape);
                else if (utf8_is_shown(point))
                        buffer_add(out, bytes + i, size);
                i += size;
        }
}

void xml_add_string(struct buffer *out, const char *string)
{
        xml_add(out, string, strlen(string));
}
