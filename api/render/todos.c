/*
 * Follow-ups as iCalendar: a VTODO each, whose UID is the follow-up's own, so that a calendar that subscribes
 * moves nothing and doubles nothing.
 */
#include "render.h"

#include "ical.h"
#include "words.h"

#include "base/date.h"

#include <string.h>

static void add_stamp(struct ical *calendar, const char *name, const json_t *item, const char *key)
{
        char stamp[ICAL_STAMP_SIZE] = "19700101T000000Z";
        ical_stamp(string_or(item, key, ""), stamp);
        buffer_format(&calendar->line, "%s:%s", name, stamp);
        ical_end_line(calendar);
}

static void add_due(struct ical *calendar, const json_t *item)
{
        const char *written = string_or(item, "dueDate", "");
        date day;
        int year, month, number;
        if (!date_parse(written, strlen(written), &day))
                return;
        date_split(day, &year, &month, &number);
        buffer_format(&calendar->line, "DUE;VALUE=DATE:%04d%02d%02d", year, month, number);
        ical_end_line(calendar);
}

/* What nobody has said is done is still to be done. */
static void add_status(struct ical *calendar, const json_t *item)
{
        const char *status = string_or(item, "status", "");
        ical_line(calendar, strcmp(status, "done") == 0      ? "STATUS:COMPLETED"
                            : strcmp(status, "dropped") == 0 ? "STATUS:CANCELLED"
                                                             : "STATUS:NEEDS-ACTION");
}

/* Who is responsible, by when in the words of the minutes, and under which item it stands. */
static void add_description(struct ical *calendar, const json_t *item)
{
        const json_t *due = json_object_get(item, "due"), *of = json_object_get(item, "item");
        const char *who = string_or(item, "responsibleAsWritten", ""), *when = string_or(due, "text", "");
        buffer_add_string(&calendar->line, "DESCRIPTION:");
        if (*who) {
                ical_text(calendar, word(WORD_RESPONSIBLE, calendar->language));
                ical_text(calendar, ": ");
                ical_text(calendar, who);
                ical_text(calendar, "\n");
        }
        if (*when) {
                ical_text(calendar, word(WORD_DUE, calendar->language));
                ical_text(calendar, ": ");
                ical_text(calendar, when);
                ical_text(calendar, "\n");
        }
        ical_text(calendar, string_or(of, "number", ""));
        ical_text(calendar, " ");
        ical_text(calendar, said_or(of, "title", calendar->language, ""));
        ical_end_line(calendar);
}

static void add_todo(struct ical *calendar, const json_t *item)
{
        const json_t *version = json_object_get(item, "version");
        ical_line(calendar, "BEGIN:VTODO");
        buffer_add_string(&calendar->line, "UID:");
        ical_text(calendar, string_or(item, "id", ""));
        buffer_add_string(&calendar->line, "@samrad");
        ical_end_line(calendar);
        add_stamp(calendar, "DTSTAMP", item, "updatedAt");
        add_stamp(calendar, "CREATED", item, "createdAt");
        add_stamp(calendar, "LAST-MODIFIED", item, "updatedAt");
        buffer_format(&calendar->line, "SEQUENCE:%lld", (long long)json_integer_value(version));
        ical_end_line(calendar);
        add_due(calendar, item);
        buffer_add_string(&calendar->line, "SUMMARY:");
        ical_text(calendar, said_or(item, "text", calendar->language, ""));
        ical_end_line(calendar);
        add_description(calendar, item);
        add_status(calendar, item);
        ical_line(calendar, "END:VTODO");
}

void render_todo_calendar(struct buffer *out, const json_t *actions, enum language language)
{
        const json_t *items = json_object_get(actions, "items");
        struct ical calendar = ICAL(out, language);
        ical_begin(&calendar, "Follow-ups", word(WORD_FOLLOW_UPS, language));
        for (size_t i = 0; i < json_array_size(items); i++)
                add_todo(&calendar, json_array_get(items, i));
        ical_end(&calendar);
}
