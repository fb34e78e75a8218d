/*
 * Meetings, and the last days of terms and agreements, as events of iCalendar.
 */
#include "formats/calendar.h"

#include "words/oslo.h"
#include "json/member.h"
#include "words/language.h"
#include "words/term.h"
#include "words/word_table.h"

#include <string.h>

/* How much of an item is shown: an agenda may have 200 items, so that a calendar shows titles and not texts.
 */
#define ITEM_MAX 300

static const char *body_name(const struct ical *calendar, const json_t *resource)
{
        return language_string_or(member_included(resource, "body"), "name", calendar->language,
                                  member_text_or(resource, "body", ""));
}

static void add_text(struct ical *calendar, const char *name, const char *text, size_t max)
{
        if (!*text)
                return;
        buffer_format(&calendar->line, "%s:", name);
        ical_text_begin(calendar, text, max);
        ical_end_line(calendar);
}

/* Adds the end, if it is later than the start, as the standard requires (3.8.2.2). */
static void add_end(struct ical *calendar, const char *starts, const char *ends)
{
        instant from, to;
        if (oslo_instant_read(starts, &from) && oslo_instant_read(ends, &to) && to > from)
                ical_time(calendar, "DTEND", ends);
}

/* Adds `Sektorrådet: Møte 3`. If the meeting is cancelled a word for that comes first, since not every
 * calendar shows the status. */
static void add_meeting_summary(struct ical *calendar, const json_t *meeting, bool cancelled)
{
        const json_t *number = json_object_get(meeting, "number");
        const char *title = language_string(json_object_get(meeting, "title"), calendar->language);
        buffer_add_string(&calendar->line, "SUMMARY:");
        if (cancelled) {
                ical_text(calendar, word_text(WORD_CALLED_OFF, calendar->language));
                ical_text(calendar, ": ");
        }
        ical_text_begin(calendar, body_name(calendar, meeting), CALENDAR_SUMMARY_MAX);
        ical_text(calendar, ": ");
        ical_text_begin(calendar, title ? title : word_text(WORD_MEETING, calendar->language),
                        CALENDAR_SUMMARY_MAX);
        if (!title && number)
                buffer_format(&calendar->line, " %lld", (long long)json_integer_value(number));
        ical_end_line(calendar);
}

static void add_agenda(struct ical *calendar, const json_t *meeting)
{
        const json_t *agenda = json_object_get(meeting, "agenda");
        if (!json_array_size(agenda))
                return;
        buffer_add_string(&calendar->line, "DESCRIPTION:");
        for (size_t i = 0; i < json_array_size(agenda); i++) {
                const json_t *item = json_array_get(agenda, i);
                const char *number = member_text_or(item, "number", "");
                if (i)
                        ical_text(calendar, "\n");
                ical_text(calendar, number);
                ical_text(calendar, *number ? " " : "");
                ical_text_begin(calendar, language_string_or(item, "title", calendar->language, ""),
                                ITEM_MAX);
        }
        ical_end_line(calendar);
}

void calendar_add_meeting(struct ical *calendar, const json_t *meeting)
{
        const char *status = member_text_or(meeting, "status", ""), *day = member_text_or(meeting, "day", "");
        const char *starts = member_text_or(meeting, "startsAt", ""),
                   *ends = member_text_or(meeting, "endsAt", "");
        bool cancelled = strcmp(status, "cancelled") == 0;
        char stamp[ICAL_STAMP_SIZE];
        bool timed = ical_stamp(starts, stamp);
        if (!timed && !ical_is_day(day))
                return;
        ical_line(calendar, "BEGIN:VEVENT");
        ical_resource(calendar, meeting, "meetings", "");
        ical_page(calendar, "meetings", member_text(meeting, "id"), "");
        if (timed) {
                ical_time(calendar, "DTSTART", starts);
                add_end(calendar, starts, ends);
        } else {
                ical_day(calendar, "DTSTART", day);
        }
        add_meeting_summary(calendar, meeting, cancelled);
        add_text(calendar, "LOCATION", member_text_or(meeting, "place", ""), CALENDAR_SUMMARY_MAX);
        add_text(calendar, "CATEGORIES", body_name(calendar, meeting), CALENDAR_SUMMARY_MAX);
        add_agenda(calendar, meeting);
        ical_line(calendar, cancelled                        ? "STATUS:CANCELLED"
                            : strcmp(status, "planned") == 0 ? "STATUS:TENTATIVE"
                                                             : "STATUS:CONFIRMED");
        if (cancelled)
                ical_line(calendar, "TRANSP:TRANSPARENT");
        ical_line(calendar, "END:VEVENT");
}

/* Begins an all-day event that does not mark anyone as busy. False if the last day is not known. */
static bool begin_last_day(struct ical *calendar, const json_t *resource, const char *collection)
{
        const char *day = member_text_or(resource, "validTo", "");
        if (!ical_is_day(day))
                return false;
        ical_line(calendar, "BEGIN:VEVENT");
        ical_resource(calendar, resource, collection, "/end");
        ical_day(calendar, "DTSTART", day);
        ical_line(calendar, "TRANSP:TRANSPARENT");
        return true;
}

static void end_last_day(struct ical *calendar)
{
        ical_text(calendar, ": ");
        ical_text(calendar, word_text(WORD_LAST_DAY, calendar->language));
        ical_end_line(calendar);
        ical_line(calendar, "END:VEVENT");
}

/* The name of the member's person, or else of the office or organisation; NULL: none is known. */
static const char *member_name(const struct ical *calendar, const json_t *membership)
{
        const json_t *person = member_included(membership, "person"),
                     *office = member_included(membership, "office");
        const json_t *organisation = member_included(membership, "organisation");
        if (person)
                return member_text_or(person, "name", "");
        return office ? language_string_or(office, "title", calendar->language, "")
                      : language_string_or(organisation, "name", calendar->language, NULL);
}

void calendar_add_term(struct ical *calendar, const json_t *membership)
{
        const char *name = member_name(calendar, membership),
                   *role = term_text(TERM_ROLE_IN_SENTENCE, member_text(membership, "role"),
                                     calendar->language);
        if (!begin_last_day(calendar, membership, "memberships"))
                return;
        ical_page(calendar, "bodies", member_text(membership, "body"), "#members");
        add_text(calendar, "CATEGORIES", body_name(calendar, membership), CALENDAR_SUMMARY_MAX);
        buffer_add_string(&calendar->line, "SUMMARY:");
        ical_text_begin(calendar, body_name(calendar, membership), CALENDAR_SUMMARY_MAX);
        ical_text(calendar, ": ");
        if (name) {
                ical_text_begin(calendar, name, CALENDAR_SUMMARY_MAX);
                ical_text(calendar, ", ");
        }
        ical_text(calendar, role);
        end_last_day(calendar);
}

void calendar_add_agreement_end(struct ical *calendar, const json_t *agreement)
{
        if (!begin_last_day(calendar, agreement, "agreements"))
                return;
        ical_page(calendar, "agreements", member_text(agreement, "id"), "");
        add_text(calendar, "DESCRIPTION", language_string_or(agreement, "purpose", calendar->language, ""),
                 CALENDAR_SUMMARY_MAX);
        buffer_add_string(&calendar->line, "SUMMARY:");
        ical_text_begin(calendar, language_string_or(agreement, "title", calendar->language, ""),
                        CALENDAR_SUMMARY_MAX);
        end_last_day(calendar);
}
