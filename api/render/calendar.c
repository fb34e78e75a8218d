/*
 * Coming findings as iCalendar: one all-day event for each body or agreement and day, whose UID is made of
 * both, so that a calendar that subscribes moves nothing and doubles nothing. The stamp is the instant at
 * which the register knew it: the same data give the same bytes.
 */
#include "render.h"

#include "words.h"
#include "xml.h"

#include "base/date.h"

#include <string.h>

/* RFC 5545, 3.1: octets of a line without its end. */
#define LINE_MAX_OCTETS 75
#define STAMP_SIZE      17

struct calendar {
        struct buffer *out;
        struct buffer line; /* one content line before it is folded */
        enum language language;
};

/* Folds between characters; a line that goes on begins with a space. */
static void end_line(struct calendar *calendar)
{
        const struct buffer *line = &calendar->line;
        size_t used = 0;
        if (buffer_failed(line))
                calendar->out->failed = true;
        for (size_t i = 0; !buffer_failed(line) && i < line->length;) {
                uint32_t point;
                size_t size = utf8_next(line->bytes + i, line->length - i, &point);
                if (used + size > LINE_MAX_OCTETS) {
                        buffer_add_string(calendar->out, "\r\n ");
                        used = 1;
                }
                buffer_add(calendar->out, line->bytes + i, size);
                used += size;
                i += size;
        }
        buffer_add_string(calendar->out, "\r\n");
        calendar->line.length = 0;
}

static void add_line(struct calendar *calendar, const char *line)
{
        buffer_add_string(&calendar->line, line);
        end_line(calendar);
}

/* A TEXT value (3.3.11). */
static void add_text(struct calendar *calendar, const char *text)
{
        size_t length = strlen(text);
        for (size_t i = 0; i < length;) {
                uint32_t point;
                size_t size = utf8_next(text + i, length - i, &point);
                if (point == '\n')
                        buffer_add_string(&calendar->line, "\\n");
                else if (point == '\\' || point == ';' || point == ',')
                        buffer_format(&calendar->line, "\\%c", (char)point);
                else if (text_shown(point))
                        buffer_add(&calendar->line, text + i, size);
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

/* RFC 3339 to `20261122T050000Z`; false if it is no instant. */
static bool make_stamp(const char *instant, char stamp[STAMP_SIZE])
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
        bool fits = !buffer_failed(&text) && text.length == STAMP_SIZE - 1;
        if (fits) {
                memcpy(stamp, text.bytes, text.length);
                stamp[text.length] = '\0';
        }
        buffer_clear(&text);
        return fits;
}

/* `Oppfylt → Ikke oppfylt`. */
static void add_change(struct calendar *calendar, const json_t *change)
{
        const char *from = json_string_value(json_object_get(change, "from"));
        const char *to = json_string_value(json_object_get(change, "to"));
        if (from) {
                add_text(calendar, verdict_word(verdict_named(from), calendar->language));
                add_text(calendar, " \xe2\x86\x92 ");
        }
        add_text(calendar, verdict_word(verdict_named(to), calendar->language));
}

/* The id of the body or the agreement. */
static const char *subject_of(const json_t *item)
{
        return string_or(item, "body", string_or(item, "agreement", ""));
}

static void add_summary(struct calendar *calendar, const json_t *item)
{
        const char *from = string_or(item, "from", ""), *to = string_or(item, "to", "");
        buffer_add_string(&calendar->line, "SUMMARY:");
        add_text(calendar, said_or(item, "name", calendar->language, subject_of(item)));
        add_text(calendar, ": ");
        if (json_is_true(json_object_get(item, "ends")))
                add_text(calendar, word(WORD_ENDED, calendar->language));
        else if (strcmp(from, to) == 0)
                add_text(calendar, word(WORD_CHANGES, calendar->language));
        else
                add_change(calendar, item);
        end_line(calendar);
}

static void add_description(struct calendar *calendar, const json_t *item)
{
        const json_t *rules = json_object_get(item, "rules");
        buffer_add_string(&calendar->line, "DESCRIPTION:");
        add_text(calendar, said_or(item, "summary", calendar->language, ""));
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                add_text(calendar, "\n");
                add_text(calendar, string_or(rule, "rule", ""));
                add_text(calendar, ": ");
                add_change(calendar, rule);
        }
        end_line(calendar);
}

static void add_event(struct calendar *calendar, const json_t *item, const char *stamp)
{
        const char *written = string_or(item, "date", "");
        date day;
        int year, month, number;
        if (!date_parse(written, strlen(written), &day))
                return;
        date_split(day, &year, &month, &number);
        add_line(calendar, "BEGIN:VEVENT");
        buffer_add_string(&calendar->line, "UID:");
        add_text(calendar, subject_of(item));
        buffer_format(&calendar->line, "-%04d%02d%02d%s@samrad", year, month, number,
                      json_is_true(json_object_get(item, "ends")) ? "-ends" : "");
        end_line(calendar);
        buffer_format(&calendar->line, "DTSTAMP:%s", stamp);
        end_line(calendar);
        buffer_format(&calendar->line, "DTSTART;VALUE=DATE:%04d%02d%02d", year, month, number);
        end_line(calendar);
        add_summary(calendar, item);
        add_description(calendar, item);
        add_line(calendar, "TRANSP:TRANSPARENT");
        add_line(calendar, "END:VEVENT");
}

void render_upcoming_calendar(struct buffer *out, const json_t *upcoming, enum language language)
{
        const json_t *items = json_object_get(upcoming, "items");
        struct calendar calendar = {.out = out, .line = BUFFER(out->limit), .language = language};
        char stamp[STAMP_SIZE] = "19700101T000000Z";
        make_stamp(string_or(upcoming, "knownAt", ""), stamp);
        add_line(&calendar, "BEGIN:VCALENDAR");
        add_line(&calendar, "VERSION:2.0");
        buffer_format(&calendar.line, "PRODID:-//Samråd//Upcoming findings//%s",
                      language == LANGUAGE_EN   ? "EN"
                      : language == LANGUAGE_NN ? "NN"
                                                : "NB");
        end_line(&calendar);
        add_line(&calendar, "CALSCALE:GREGORIAN");
        add_line(&calendar, "METHOD:PUBLISH");
        buffer_format(&calendar.line, "X-WR-CALNAME:Samråd: %s", word(WORD_COMING, language));
        end_line(&calendar);
        for (size_t i = 0; i < json_array_size(items); i++)
                add_event(&calendar, json_array_get(items, i), stamp);
        add_line(&calendar, "END:VCALENDAR");
        buffer_clear(&calendar.line);
}
