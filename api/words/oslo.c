#include "words/oslo.h"

#include "base/date.h"

#include <string.h>

#define MINUTE 60
#define HOUR   3600
#define DAY    ((instant)24 * HOUR)

/* The last hours of this year in UTC belong to the next one in Oslo, which has five digits. */
#define YEAR_MAX 9999

/* The first change to or from summer time by this rule: 1996-03-31T01:00:00Z. */
#define RULE_BEGINS ((instant)828234000)

static int two_digits(const char *text)
{
        bool digits = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
        return digits ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

/* The zone after the seconds as seconds east of UTC; false if there is none. */
static bool read_zone(const char *text, int *ret_seconds)
{
        if (*text == '.') {
                text++;
                text += strspn(text, "0123456789");
        }
        if ((*text == 'Z' || *text == 'z') && text[1] == '\0') {
                *ret_seconds = 0;
                return true;
        }
        if ((*text != '+' && *text != '-') || strlen(text) != 6 || text[3] != ':')
                return false;
        int hours = two_digits(text + 1), minutes = two_digits(text + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
                return false;
        *ret_seconds = (*text == '-' ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
        return true;
}

bool oslo_instant_read(const char *text, instant *ret)
{
        date day;
        int zone;
        if (strlen(text) < 20 || !date_parse(text, 10, &day) || !read_zone(text + 19, &zone))
                return false;
        int hour = two_digits(text + 11), minute = two_digits(text + 14), second = two_digits(text + 17);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
                return false;
        *ret = day * DAY + hour * HOUR + minute * MINUTE + second - zone;
        return true;
}

/* The day of an instant, also before 1970. */
static date day_of(instant at)
{
        return (date)((at >= 0 ? at : at - (DAY - 1)) / DAY);
}

struct clock_time oslo_instant_split(instant at)
{
        struct clock_time time;
        date day = day_of(at);
        int rest = (int)(at - day * DAY);
        date_split(day, &time.year, &time.month, &time.day);
        time.hour = rest / HOUR;
        time.minute = rest % HOUR / MINUTE;
        time.second = rest % MINUTE;
        return time;
}

/* When summer time begins in March or ends in October, which both have 31 days. */
static instant clock_change(int year, int month)
{
        date last = date_make(year, month, 31);
        return (last - (last + 4) % 7) * DAY + HOUR; /* 1970-01-01 was a Thursday */
}

bool oslo_clock(instant at, instant *ret_shown)
{
        int year = oslo_instant_split(at).year;
        if (at < RULE_BEGINS || year == YEAR_MAX)
                return false;
        instant back = clock_change(year, 10);
        bool summer = at >= clock_change(year, 3) && at < back;
        if (at >= back && at < back + HOUR)
                return false;
        *ret_shown = at + (summer ? 2 : 1) * HOUR;
        return true;
}
