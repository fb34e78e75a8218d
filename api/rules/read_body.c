/*
 * A body with its memberships and meetings.
 */
#include "read.h"

#include <stdlib.h>
#include <string.h>

static const char *const role_names[ROLE_COUNT] = {"chair",    "deputyChair", "member",
                                                   "observer", "secretary",   "deputy"};

enum role role_parse(const char *text, size_t length)
{
        for (int i = 0; i < ROLE_COUNT; i++) {
                if (strlen(role_names[i]) == length && memcmp(role_names[i], text, length) == 0)
                        return (enum role)i;
        }
        return ROLE_COUNT;
}

static bool read_membership(struct reader *reader, const json_t *json, struct membership *ret)
{
        const json_t *role_json = json_object_get(json, "role");
        enum role role = json_is_string(role_json)
                                 ? role_parse(json_string_value(role_json), json_string_length(role_json))
                                 : ROLE_COUNT;
        if (role == ROLE_COUNT)
                return false;
        const json_t *voting = json_object_get(json, "voting");
        const char *id = reader_string(json, "id");
        *ret = (struct membership){
                .id = id ? id : "",
                .key = reader_id(reader, json, "id"),
                .role = role,
                .votes = (ROLE_BIT(role) & MEMBER_ROLES) && !json_is_false(voting),
                .person = reader_id(reader, json, "person"),
                .organisation = reader_id(reader, json, "organisation"),
                .office = reader_id(reader, json, "office"),
                .area = reader_id(reader, json, "area"),
                .appointed_by = reader_id(reader, json, "appointedBy"),
                .nominated_by = reader_id(reader, json, "nominatedBy"),
                .deputy_for = reader_id(reader, json, "deputyFor"),
                .categories = reader_ids(reader, json_object_get(json, "categories")),
                .traits = reader_ids(reader, json_object_get(json, "traits")),
                .during = reader_during(reader, json),
        };
        return true;
}

/* Ties between equal members are broken by (validFrom, id). */
static int compare_memberships(const void *a, const void *b)
{
        const struct membership *x = a, *y = b;
        if (x->during.from != y->during.from)
                return x->during.from < y->during.from ? -1 : 1;
        int order = strcmp(x->id, y->id);
        if (order)
                return order;
        return x->during.to < y->during.to ? -1 : x->during.to > y->during.to;
}

static void read_memberships(struct reader *reader, const json_t *list, struct body *body)
{
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        if (count > MEMBERSHIPS_MAX) {
                reader_stop(reader, "memberships");
                return;
        }
        struct membership *memberships = reader_room(reader, count, sizeof *memberships);
        uint32_t used = 0;
        for (size_t i = 0; memberships && i < count && !reader_stopped(reader); i++) {
                if (read_membership(reader, json_array_get(list, i), &memberships[used]))
                        used++;
        }
        if (used > 1)
                qsort(memberships, used, sizeof *memberships, compare_memberships);
        body->memberships = memberships;
        body->membership_count = used;
        body->memberships_known = json_is_array(list);
}

static int compare_meetings(const void *a, const void *b)
{
        const struct meeting *x = a, *y = b;
        if (x->first != y->first)
                return x->first < y->first ? -1 : 1;
        return x->last < y->last ? -1 : x->last > y->last;
}

static struct meeting read_meeting(struct reader *reader, const json_t *json)
{
        const char *status = reader_string(json, "status");
        const json_t *written = json_object_get(json, "date");
        struct meeting meeting = {.held = status && strcmp(status, "held") == 0, .json = json};
        struct partial_date day;
        if (json_is_string(written) &&
            date_parse_partial(json_string_value(written), json_string_length(written), &day)) {
                meeting.dated = true;
                meeting.first = day.first;
                meeting.last = day.last;
                /* A meeting counts from the day after it; one known to a month may count from its first day.
                 */
                reader_breakpoint(reader, day.first + 1);
                reader_breakpoint(reader, day.last + 1);
        }
        return meeting;
}

static void read_meetings(struct reader *reader, const json_t *list, struct body *body)
{
        size_t count = json_is_array(list) ? json_array_size(list) : 0;
        struct meeting *meetings = reader_room(reader, count, sizeof *meetings);
        for (size_t i = 0; meetings && i < count && !reader_stopped(reader); i++)
                meetings[i] = read_meeting(reader, json_array_get(list, i));
        if (meetings && count > 1)
                qsort(meetings, count, sizeof *meetings, compare_meetings);
        body->meetings = meetings;
        body->meeting_count = meetings ? (uint32_t)count : 0;
        body->meetings_known = json_is_array(list);
}

static struct coverage read_coverage(struct reader *reader, const json_t *json)
{
        struct coverage coverage = {COVERAGE_PARTIAL,
                                    DATE_BEGINNING}; /* not stated: nobody vouches for all */
        const char *level = reader_string(json, "level");
        const json_t *since = json_object_get(json, "since");
        struct partial_date day;
        if (level && strcmp(level, "complete") == 0)
                coverage.level = COVERAGE_COMPLETE;
        else if (level && strcmp(level, "none") == 0)
                coverage.level = COVERAGE_NONE;
        if (json_is_string(since) &&
            date_parse_partial(json_string_value(since), json_string_length(since), &day)) {
                coverage.since = day.first;
                reader_breakpoint(reader, day.first);
        }
        return coverage;
}

static struct id_list read_parties(struct reader *reader, const json_t *list)
{
        if (!json_is_array(list))
                return (struct id_list){0};
        size_t count = json_array_size(list);
        uint32_t *items = reader_room(reader, count, sizeof *items);
        uint32_t used = 0;
        for (size_t i = 0; items && i < count; i++) {
                uint32_t id = reader_id(reader, json_array_get(list, i), "organisation");
                if (id)
                        items[used++] = id;
        }
        return (struct id_list){items, used, true};
}

void reader_body(struct reader *reader, const json_t *json, const json_t *memberships, const json_t *meetings,
                 struct body *ret)
{
        const json_t *coverage = json_object_get(json, "coverage");
        *ret = (struct body){
                .id = reader_id(reader, json, "id"),
                .name = json_object_get(json, "name"),
                .memberships_coverage = read_coverage(reader, json_object_get(coverage, "memberships")),
                .meetings_coverage = read_coverage(reader, json_object_get(coverage, "meetings")),
                .area = reader_id(reader, json, "area"),
                .within = reader_id(reader, json, "within"),
                .parties = read_parties(reader, json_object_get(json, "parties")),
                .seats_exhaustive = reader_flag(json, "seatsExhaustive"),
                .preferred_variant = reader_id(reader, json, "preferredVariant"),
                .during = reader_during(reader, json),
        };
        read_memberships(reader, memberships, ret);
        read_meetings(reader, meetings, ret);
}
