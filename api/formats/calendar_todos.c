/*
 * Follow-ups as iCalendar, one VTODO each. Its UID is the follow-up's id, so that a subscribed calendar
 * updates entries and does not duplicate them.
 */
#include "formats/calendar.h"

#include "formats/register_name.h"
#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"

#include <stdio.h>
#include <string.h>

/* Adds that the follow-up is completed, since not every calendar shows a status alone. The time is that of
 * the report; when it was really done is not known. */
static void add_completed(struct ical *calendar, const json_t *item)
{
        char stamp[ICAL_STAMP_SIZE];
        ical_line(calendar, "PERCENT-COMPLETE:100");
        if (!ical_stamp(member_text_or(item, "updatedAt", ""), stamp))
                return;
        buffer_format(&calendar->line, "COMPLETED:%s", stamp);
        ical_end_line(calendar);
}

/* A follow-up without a status still needs action. */
static void add_status(struct ical *calendar, const json_t *item)
{
        const char *status = member_text_or(item, "status", "");
        if (strcmp(status, "done") == 0)
                add_completed(calendar, item);
        ical_line(calendar, strcmp(status, "done") == 0      ? "STATUS:COMPLETED"
                            : strcmp(status, "dropped") == 0 ? "STATUS:CANCELLED"
                                                             : "STATUS:NEEDS-ACTION");
}

/* Adds who is responsible and the deadline, both as worded in the minutes, and the item. */
static void add_description(struct ical *calendar, const json_t *item)
{
        const json_t *due = json_object_get(item, "due"), *of = json_object_get(item, "item");
        const char *who = member_text_or(item, "responsibleAsWritten", ""),
                   *when = member_text_or(due, "text", "");
        buffer_add_string(&calendar->line, "DESCRIPTION:");
        if (*who) {
                ical_text(calendar, word_text(WORD_RESPONSIBLE, calendar->language));
                ical_text(calendar, ": ");
                ical_text(calendar, who);
                ical_text(calendar, "\n");
        }
        if (*when) {
                ical_text(calendar, word_text(WORD_DUE, calendar->language));
                ical_text(calendar, ": ");
                ical_text(calendar, when);
                ical_text(calendar, "\n");
        }
        ical_text(calendar, member_text_or(of, "number", ""));
        ical_text(calendar, " ");
        ical_text_begin(calendar, language_string_or(of, "title", calendar->language, ""),
                        CALENDAR_SUMMARY_MAX);
        ical_end_line(calendar);
}

void calendar_add_todo(struct ical *calendar, const json_t *action)
{
        ical_line(calendar, "BEGIN:VTODO");
        char part[32];
        snprintf(part, sizeof part, "#a%" JSON_INTEGER_FORMAT,
                 json_integer_value(json_object_get(action, "number")));
        buffer_format(&calendar->line, "UID:%s@", member_text_or(action, "id", ""));
        register_name_add(&calendar->line, calendar->base);
        ical_end_line(calendar);
        ical_written(calendar, action);
        ical_page(calendar, "meetings", member_text(action, "meeting"), part);
        ical_day(calendar, "DUE", member_text_or(action, "dueDate", ""));
        buffer_add_string(&calendar->line, "SUMMARY:");
        ical_text_begin(calendar, language_string_or(action, "text", calendar->language, ""),
                        CALENDAR_SUMMARY_MAX);
        ical_end_line(calendar);
        add_description(calendar, action);
        add_status(calendar, action);
        ical_line(calendar, "END:VTODO");
}
