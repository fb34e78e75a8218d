#include "rules/model/span.h"

#include <string.h>

static bool add_part(struct span *span, int32_t value, char unit)
{
        if (unit == 'Y')
                span->months += 12 * value;
        else if (unit == 'M')
                span->months += value;
        else if (unit == 'D')
                span->days += value;
        else
                return false;
        return span->months <= 12 * SPAN_YEARS_MAX && span->days <= 366 * SPAN_YEARS_MAX;
}

bool span_parse(const char *text, size_t length, struct span *ret)
{
        static const char order[] = "YMD";
        struct span span = {0, 0};
        const char *next_unit = order;
        size_t i = 1;
        if (length < 3 || text[0] != 'P')
                return false;
        while (i < length) {
                int32_t value = 0;
                size_t first = i;
                for (; i < length && text[i] >= '0' && text[i] <= '9' && i - first < 6; i++)
                        value = value * 10 + (text[i] - '0');
                if (i == first || i == length || text[i] == '\0')
                        return false;
                const char *unit = strchr(next_unit, text[i]);
                if (!unit || !add_part(&span, value, *unit))
                        return false;
                next_unit = unit + 1;
                i++;
        }
        if (span.months == 0 && span.days == 0)
                return false;
        *ret = span;
        return true;
}

date span_after_times(date start, struct span span, int32_t times)
{
        if (start == DATE_BEGINNING || start == DATE_END)
                return start;
        int64_t months = (int64_t)span.months * times, days = (int64_t)span.days * times;
        /* In the year 9999; later days are no dates. */
        const int64_t last = 2932896;
        if (start + months * 31 + days > last) {
                if (start + months * 28 + days > last || months > 12 * 10000)
                        return DATE_END;
        }
        int64_t day = (int64_t)date_add_months(start, (int)months) + days;
        return day > last ? DATE_END : (date)day;
}

date span_after(date start, struct span span)
{
        return span_after_times(start, span, 1);
}

date span_end(date start, struct span span)
{
        date plain = span_after(start, span);
        if (start == DATE_BEGINNING || plain == DATE_END)
                return plain;
        date day_before = span_after(start - 1, span);
        return day_before >= plain ? day_before + 1 : plain;
}

int32_t span_count(date start, struct span span, date at)
{
        if (at < start)
                return -1;
        /* The shortest span is a day, so the days between bound the count; it grows with time: halve. */
        int32_t low = 0;
        int64_t high = (int64_t)at - start + 1;
        while (low + 1 < high) {
                int32_t middle = (int32_t)(low + (high - low) / 2);
                if (span_after_times(start, span, middle) <= at)
                        low = middle;
                else
                        high = middle;
        }
        return low;
}

enum calendar span_parse_calendar(const char *text, size_t length)
{
        static const char *const names[] = {"month", "quarter", "half_year", "year"};
        for (int i = 0; i < CALENDAR_NONE; i++) {
                if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0)
                        return (enum calendar)i;
        }
        return CALENDAR_NONE;
}

static int months_of(enum calendar calendar)
{
        static const int months[] = {1, 3, 6, 12};
        return months[calendar];
}

date span_calendar_start(enum calendar calendar, date day)
{
        int year, month, day_of_month;
        date_split(day, &year, &month, &day_of_month);
        int length = months_of(calendar);
        return date_make(year, (month - 1) / length * length + 1, 1);
}

date span_calendar_next(enum calendar calendar, date start)
{
        return date_add_months(start, months_of(calendar));
}
