#include "ical.h"

#include "xml.h"

#include "base/date.h"

#include <string.h>

/* RFC 5545, 3.1: octets of a line without its end. */
#define LINE_MAX_OCTETS 75

void ical_end_line(struct ical *ical)
{
        const struct buffer *line = &ical->line;
        size_t used = 0;
        if (buffer_failed(line))
                ical->out->failed = true;
        for (size_t i = 0; !buffer_failed(line) && i < line->length;) {
                uint32_t point;
                size_t size = utf8_next(line->bytes + i, line->length - i, &point);
                if (used + size > LINE_MAX_OCTETS) {
                        buffer_add_string(ical->out, "\r\n ");
                        used = 1;
                }
                buffer_add(ical->out, line->bytes + i, size);
                used += size;
                i += size;
        }
        buffer_add_string(ical->out, "\r\n");
        ical->line.length = 0;
}

void ical_line(struct ical *ical, const char *line)
{
        buffer_add_string(&ical->line, line);
        ical_end_line(ical);
}

void ical_text(struct ical *ical, const char *text)
{
        size_t length = strlen(text);
        for (size_t i = 0; i < length;) {
                uint32_t point;
                size_t size = utf8_next(text + i, length - i, &point);
                if (point == '\n')
                        buffer_add_string(&ical->line, "\\n");
                else if (point == '\\' || point == ';' || point == ',')
                        buffer_format(&ical->line, "\\%c", (char)point);
                else if (text_shown(point))
                        buffer_add(&ical->line, text + i, size);
                i += size;
        }
}

static int two_digits(const char *text)
{
        bool digits = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
        return digits ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

/* The zone after the seconds as minutes east of UTC; false if there is none. */
static bool read_zone(const char *text, int *ret_minutes)
{
        if (*text == '.') {
                text++;
                text += strspn(text, "0123456789");
        }
        if ((*text == 'Z' || *text == 'z') && text[1] == '\0') {
                *ret_minutes = 0;
                return true;
        }
        if ((*text != '+' && *text != '-') || strlen(text) != 6 || text[3] != ':')
                return false;
        int hours = two_digits(text + 1), minutes = two_digits(text + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
                return false;
        *ret_minutes = (*text == '-' ? -1 : 1) * (hours * 60 + minutes);
        return true;
}

bool ical_stamp(const char *instant, char stamp[ICAL_STAMP_SIZE])
{
        date day;
        int zone, year, month, number;
        if (strlen(instant) < 20 || !date_parse(instant, 10, &day) || !read_zone(instant + 19, &zone))
                return false;
        int hour = two_digits(instant + 11), minute = two_digits(instant + 14),
            second = two_digits(instant + 17);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
                return false;
        int minutes = hour * 60 + minute - zone, shift = minutes < 0 ? -1 : minutes >= 1440 ? 1 : 0;
        minutes -= shift * 1440;
        date_split(day + shift, &year, &month, &number);
        struct buffer text = BUFFER(64);
        buffer_format(&text, "%04d%02d%02dT%02d%02d%02dZ", year, month, number, minutes / 60, minutes % 60,
                      second);
        bool fits = !buffer_failed(&text) && text.length == ICAL_STAMP_SIZE - 1;
        if (fits) {
                memcpy(stamp, text.bytes, text.length);
                stamp[text.length] = '\0';
        }
        buffer_clear(&text);
        return fits;
}

void ical_begin(struct ical *ical, const char *what, const char *name)
{
        ical_line(ical, "BEGIN:VCALENDAR");
        ical_line(ical, "VERSION:2.0");
        buffer_format(&ical->line, "PRODID:-//Samråd//%s//%s", what,
                      ical->language == LANGUAGE_EN   ? "EN"
                      : ical->language == LANGUAGE_NN ? "NN"
                                                      : "NB");
        ical_end_line(ical);
        ical_line(ical, "CALSCALE:GREGORIAN");
        ical_line(ical, "METHOD:PUBLISH");
        buffer_format(&ical->line, "X-WR-CALNAME:Samråd: %s", name);
        ical_end_line(ical);
}

void ical_end(struct ical *ical)
{
        ical_line(ical, "END:VCALENDAR");
        buffer_clear(&ical->line);
}
