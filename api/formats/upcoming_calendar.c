/*
 * Coming findings as iCalendar: one all-day event for each body, agreement or area (and rule) and day. The
 * UID is made of these, so that a subscribed calendar updates events and does not duplicate them. The stamp
 * is the time at which the register knew it, so that the same data give the same bytes.
 */
#include "formats/formats.h"

#include "formats/ical.h"
#include "formats/register_name.h"
#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"

#include "base/date.h"

#include <string.h>

/* `Oppfylt → Ikke oppfylt`. */
static void add_change(struct ical *calendar, const json_t *change)
{
        const char *from = json_string_value(json_object_get(change, "from"));
        const char *to = json_string_value(json_object_get(change, "to"));
        if (from) {
                ical_text(calendar, verdict_text(verdict_named(from), calendar->language));
                ical_text(calendar, " \xe2\x86\x92 ");
        }
        ical_text(calendar, verdict_text(verdict_named(to), calendar->language));
}

/* The id of the body, of the agreement, or of the rule and the area. */
static const char *subject_of(const json_t *item)
{
        return member_text_or(item, "body",
                              member_text_or(item, "agreement", member_text_or(item, "area", "")));
}

static void add_summary(struct ical *calendar, const json_t *item)
{
        const char *from = member_text_or(item, "from", ""), *to = member_text_or(item, "to", "");
        buffer_add_string(&calendar->line, "SUMMARY:");
        ical_text(calendar, language_string_or(item, "name", calendar->language, subject_of(item)));
        ical_text(calendar, ": ");
        if (json_is_true(json_object_get(item, "ends")))
                ical_text(calendar, word_text(WORD_ENDED, calendar->language));
        else if (strcmp(from, to) == 0)
                ical_text(calendar, word_text(WORD_CHANGES, calendar->language));
        else
                add_change(calendar, item);
        ical_end_line(calendar);
}

static void add_description(struct ical *calendar, const json_t *item)
{
        const json_t *rules = json_object_get(item, "rules");
        buffer_add_string(&calendar->line, "DESCRIPTION:");
        ical_text(calendar, language_string_or(item, "summary", calendar->language, ""));
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                ical_text(calendar, "\n");
                ical_text(calendar, member_text_or(rule, "rule", ""));
                ical_text(calendar, ": ");
                add_change(calendar, rule);
        }
        ical_end_line(calendar);
}

/* An area may lack bodies by several rules. */
static void add_uid(struct ical *calendar, const json_t *item, int year, int month, int day)
{
        const json_t *rule = json_array_get(json_object_get(item, "rules"), 0);
        buffer_add_string(&calendar->line, "UID:");
        ical_text(calendar, subject_of(item));
        if (member_text(item, "area"))
                buffer_format(&calendar->line, "-%s", member_text_or(rule, "rule", ""));
        buffer_format(&calendar->line, "-%04d%02d%02d%s@", year, month, day,
                      json_is_true(json_object_get(item, "ends")) ? "-ends" : "");
        register_name_add(&calendar->line, calendar->base);
        ical_end_line(calendar);
}

static const char *collection_of(const json_t *item)
{
        return member_text(item, "body") ? "bodies" : member_text(item, "agreement") ? "agreements" : "areas";
}

static void add_event(struct ical *calendar, const json_t *item, const char *stamp)
{
        const char *written = member_text_or(item, "date", "");
        date day;
        int year, month, number;
        if (!date_parse(written, strlen(written), &day))
                return;
        date_split(day, &year, &month, &number);
        ical_line(calendar, "BEGIN:VEVENT");
        add_uid(calendar, item, year, month, number);
        buffer_format(&calendar->line, "DTSTAMP:%s", stamp);
        ical_end_line(calendar);
        ical_page(calendar, collection_of(item), subject_of(item), "");
        ical_day(calendar, "DTSTART", written);
        add_summary(calendar, item);
        add_description(calendar, item);
        ical_line(calendar, "TRANSP:TRANSPARENT");
        ical_line(calendar, "END:VEVENT");
}

void format_upcoming_calendar(struct buffer *out, const json_t *upcoming, const char *base,
                              enum language language)
{
        const json_t *items = json_object_get(upcoming, "items");
        struct ical calendar = ICAL(out, language, base);
        char stamp[ICAL_STAMP_SIZE] = "19700101T000000Z";
        ical_stamp(member_text_or(upcoming, "knownAt", ""), stamp);
        ical_begin(&calendar, "Upcoming findings", word_text(WORD_COMING, language), NULL, NULL);
        for (size_t i = 0; i < json_array_size(items); i++)
                add_event(&calendar, json_array_get(items, i), stamp);
        ical_end(&calendar);
}
