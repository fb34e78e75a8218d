#include "base/utf8.h"

#include <string.h>

/* How many bytes a lead byte announces; 0: it is not a valid first byte. */
static size_t sequence_length(unsigned char lead)
{
        if (lead < 0x80)
                return 1;
        if (lead < 0xc2 || lead > 0xf4)
                return 0;
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static bool is_valid_point(uint32_t point, size_t size)
{
        static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        return point >= least[size] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

size_t utf8_next(const char *bytes, size_t length, uint32_t *ret_point)
{
        unsigned char lead = (unsigned char)bytes[0];
        size_t size = sequence_length(lead);
        *ret_point = UTF8_REPLACEMENT;
        if (size == 0 || size > length)
                return 1;
        uint32_t point = size == 1 ? lead : lead & (0x7fu >> size);
        for (size_t i = 1; i < size; i++) {
                unsigned char next = (unsigned char)bytes[i];
                if ((next & 0xc0) != 0x80)
                        return 1;
                point = point << 6 | (next & 0x3fu);
        }
        if (!is_valid_point(point, size))
                return 1;
        *ret_point = point;
        return size;
}

bool utf8_is_shown(uint32_t point)
{
        if (point < 0x20)
                return point == '\n' || point == '\t';
        bool control = point >= 0x7f && point <= 0x9f;
        bool turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
        bool forbidden = (point & 0xfffe) == 0xfffe || (point >= 0xd800 && point <= 0xdfff);
        return !control && !turns && !forbidden;
}

size_t utf8_cut(const char *text, size_t length, size_t max)
{
        if (length <= max)
                return length;
        while (max && ((unsigned char)text[max] & 0xc0) == 0x80)
                max--;
        return max;
}

void utf8_add_plain(struct buffer *out, const char *string)
{
        size_t length = strlen(string);
        bool space = false;
        for (size_t i = 0; i < length;) {
                uint32_t point;
                size_t size = utf8_next(string + i, length - i, &point);
                if (point == ' ' || point == '\n' || point == '\t') {
                        space = true;
                } else if (utf8_is_shown(point)) {
                        if (space)
                                buffer_add_char(out, ' ');
                        space = false;
                        if (point == UTF8_REPLACEMENT)
                                buffer_add_string(out, "\xef\xbf\xbd");
                        else
                                buffer_add(out, string + i, size);
                }
                i += size;
        }
}
