#include "formats/ical.h"

#include "words/oslo.h"
#include "formats/page_path.h"
#include "formats/register_name.h"
#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"
#include "base/utf8.h"

#include "base/date.h"

#include <string.h>

/* RFC 5545, 3.1: octets of a line without its end. */
#define LINE_MAX_OCTETS 75

/* Longer names are truncated. */
#define NAME_MAX_BYTES 300

/* How often a subscriber should ask again. */
#define REFRESH "PT1H"

void ical_end_line(struct ical *ical)
{
        const struct buffer *line = &ical->line;
        size_t used = 0;
        buffer_fail_with(ical->out, line);
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

/* Whether some readers take the character for the end of a line. */
static bool ends_line(uint32_t point)
{
        return point == '\n' || point == 0x2028 || point == 0x2029;
}

void ical_text_begin(struct ical *ical, const char *text, size_t max)
{
        size_t length = strlen(text), end = utf8_cut(text, length, max);
        for (size_t i = 0; i < end;) {
                uint32_t point;
                size_t size = utf8_next(text + i, end - i, &point);
                if (ends_line(point))
                        buffer_add_string(&ical->line, "\\n");
                else if (point == '\\' || point == ';' || point == ',')
                        buffer_format(&ical->line, "\\%c", (char)point);
                else if (utf8_is_shown(point))
                        buffer_add(&ical->line, text + i, size);
                i += size;
        }
        if (end < length)
                buffer_add_string(&ical->line, "\xe2\x80\xa6");
}

void ical_text(struct ical *ical, const char *text)
{
        ical_text_begin(ical, text, SIZE_MAX);
}

static void add_moment(struct buffer *out, instant at)
{
        struct clock_time time = oslo_instant_split(at);
        buffer_format(out, "%04d%02d%02dT%02d%02d%02d", time.year, time.month, time.day, time.hour,
                      time.minute, time.second);
}

bool ical_stamp(const char *text, char stamp[ICAL_STAMP_SIZE])
{
        instant at;
        if (!oslo_instant_read(text, &at))
                return false;
        struct buffer written = BUFFER(64);
        add_moment(&written, at);
        buffer_add_char(&written, 'Z');
        bool fits = !buffer_failed(&written) && written.length == ICAL_STAMP_SIZE - 1;
        if (fits) {
                memcpy(stamp, written.bytes, written.length);
                stamp[written.length] = '\0';
        }
        buffer_clear(&written);
        return fits;
}

void ical_time(struct ical *ical, const char *name, const char *text)
{
        instant at, shown;
        if (!oslo_instant_read(text, &at))
                return;
        bool local = oslo_clock(at, &shown);
        buffer_format(&ical->line, "%s%s:", name, local ? ";TZID=" OSLO_ZONE : "");
        add_moment(&ical->line, local ? shown : at);
        buffer_add_string(&ical->line, local ? "" : "Z");
        ical_end_line(ical);
}

bool ical_is_day(const char *text)
{
        date day;
        return date_parse(text, strlen(text), &day);
}

void ical_day(struct ical *ical, const char *name, const char *text)
{
        date day;
        int year, month, number;
        if (!date_parse(text, strlen(text), &day))
                return;
        date_split(day, &year, &month, &number);
        buffer_format(&ical->line, "%s;VALUE=DATE:%04d%02d%02d", name, year, month, number);
        ical_end_line(ical);
}

static void add_stamp(struct ical *ical, const char *name, const json_t *resource, const char *key)
{
        char stamp[ICAL_STAMP_SIZE] = "19700101T000000Z";
        ical_stamp(member_text_or(resource, key, ""), stamp);
        buffer_format(&ical->line, "%s:%s", name, stamp);
        ical_end_line(ical);
}

void ical_written(struct ical *ical, const json_t *resource)
{
        const json_t *version = json_object_get(resource, "version");
        add_stamp(ical, "DTSTAMP", resource, "updatedAt");
        add_stamp(ical, "CREATED", resource, "createdAt");
        add_stamp(ical, "LAST-MODIFIED", resource, "updatedAt");
        buffer_format(&ical->line, "SEQUENCE:%lld", (long long)json_integer_value(version));
        ical_end_line(ical);
}

void ical_resource(struct ical *ical, const json_t *resource, const char *collection, const char *suffix)
{
        const char *id = member_text_or(resource, "id", "");
        buffer_format(&ical->line, "UID:%s/%s%s@", collection, id, suffix);
        register_name_add(&ical->line, ical->base);
        ical_end_line(ical);
        ical_written(ical, resource);
}

void ical_page(struct ical *ical, const char *collection, const char *id, const char *part)
{
        if (!ical->base || !id)
                return;
        buffer_format(&ical->line, "URL:%s%s%s%s", ical->base, page_path_of(collection), id, part);
        ical_end_line(ical);
}

/* Adds the name, as a property of the standard (RFC 7986) and as the one that older readers know. */
static void add_name(struct ical *ical, const char *property, const char *name, const char *of)
{
        buffer_format(&ical->line, "%s:Samråd: ", property);
        ical_text(ical, name);
        if (of) {
                ical_text(ical, " (");
                ical_text_begin(ical, of, NAME_MAX_BYTES);
                ical_text(ical, ")");
        }
        ical_end_line(ical);
}

static void add_about(struct ical *ical, const char *property, const char *about)
{
        buffer_format(&ical->line, "%s:", property);
        ical_text(ical, about);
        ical_end_line(ical);
}

/* Writes the time zone by the rule of oslo.h. A calendar must have at least one component, so the zone is
 * written even if the calendar has no entries. */
static void add_zone(struct ical *ical)
{
        static const char *const lines[] = {
                "BEGIN:VTIMEZONE",
                "TZID:" OSLO_ZONE,
                "BEGIN:DAYLIGHT",
                "DTSTART:19960331T020000",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                "TZOFFSETFROM:+0100",
                "TZOFFSETTO:+0200",
                "TZNAME:CEST",
                "END:DAYLIGHT",
                "BEGIN:STANDARD",
                "DTSTART:19961027T030000",
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
                "TZOFFSETFROM:+0200",
                "TZOFFSETTO:+0100",
                "TZNAME:CET",
                "END:STANDARD",
                "END:VTIMEZONE",
        };
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
                ical_line(ical, lines[i]);
}

void ical_begin(struct ical *ical, const char *what, const char *name, const char *of, const char *about)
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
        add_name(ical, "NAME", name, of);
        add_name(ical, "X-WR-CALNAME", name, of);
        if (about) {
                add_about(ical, "DESCRIPTION", about);
                add_about(ical, "X-WR-CALDESC", about);
        }
        ical_line(ical, "REFRESH-INTERVAL;VALUE=DURATION:" REFRESH);
        ical_line(ical, "X-PUBLISHED-TTL:" REFRESH);
        ical_line(ical, "X-WR-TIMEZONE:" OSLO_ZONE);
        add_zone(ical);
}

void ical_end(struct ical *ical)
{
        ical_line(ical, "END:VCALENDAR");
        buffer_clear(&ical->line);
}
