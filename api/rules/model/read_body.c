/*
 * A body with its memberships and meetings.
 */
#include "rules/model/reader.h"

#include <stdlib.h>
#include <string.h>

static const char *const role_names[ROLE_COUNT] = {"chair",    "deputyChair", "member",
                                                   "observer", "secretary",   "deputy"};

enum role facts_parse_role(const char *text, size_t length)
{
        for (int i = 0; i < ROLE_COUNT; i++) {
                if (strlen(role_names[i]) == length && memcmp(role_names[i], text, length) == 0)
                        return (enum role)i;
        }
        return ROLE_COUNT;
}

enum right facts_parse_right(const char *text, size_t length)
{
        static const char *const names[RIGHT_COUNT] = {"attend", "speak", "propose"};
        for (int i = 0; i < RIGHT_COUNT; i++) {
                if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0)
                        return (enum right)i;
        }
        return RIGHT_COUNT;
}

/* Who has a seat has all of them; of everybody else what is not given is unknown, and a list is complete. */
static void read_rights(const struct flat *list, struct membership *ret)
{
        if (ROLE_BIT(ret->role) & MEMBER_ROLES)
                ret->rights = ret->rights_known = ALL_RIGHTS;
        if (ret->rights_known || !flat_is(list, FLAT_ARRAY))
                return;
        ret->rights_known = ALL_RIGHTS;
        flat_each(item, list) {
                enum right right = flat_is(item, FLAT_STRING)
                                           ? facts_parse_right(flat_string(item), item->length)
                                           : RIGHT_COUNT;
                ret->rights |= right == RIGHT_COUNT ? 0 : 1u << right;
        }
}

static void read_absences(struct reader *reader, const struct flat *list, struct membership *ret)
{
        struct during *absences =
                flat_size(list) ? reader_room(reader, flat_size(list), sizeof *absences) : NULL;
        ret->absences = absences;
        if (!absences)
                return;
        flat_each(item, list)
                absences[ret->absence_count++] = reader_during(item);
}

static enum end_reason read_end_reason(const struct flat *json)
{
        const char *text = reader_string(json, "endReason");
        if (!text)
                return END_NOT_GIVEN;
        return strcmp(text, "term_ended") == 0 ? END_TERM : END_OTHER;
}

static bool read_membership(struct reader *reader, const struct flat *json, void *place)
{
        struct membership *ret = place;
        const struct flat *role_json = flat_get(json, "role");
        enum role role = flat_is(role_json, FLAT_STRING)
                                 ? facts_parse_role(flat_string(role_json), role_json->length)
                                 : ROLE_COUNT;
        if (role == ROLE_COUNT)
                return false;
        const struct flat *voting = flat_get(json, "voting");
        const char *id = reader_string(json, "id");
        *ret = (struct membership){
                .id = id ? id : "",
                .key = reader_id(reader, json, "id"),
                .role = role,
                .votes = (ROLE_BIT(role) & MEMBER_ROLES) && !flat_is(voting, FLAT_FALSE),
                .person = reader_id(reader, json, "person"),
                .organisation = reader_id(reader, json, "organisation"),
                .office = reader_id(reader, json, "office"),
                .area = reader_id(reader, json, "area"),
                .appointed_by = reader_id(reader, json, "appointedBy"),
                .nominated_by = reader_id(reader, json, "nominatedBy"),
                .deputy_for = reader_id(reader, json, "deputyFor"),
                .categories = reader_ids(reader, flat_get(json, "categories")),
                .traits = reader_ids(reader, flat_get(json, "traits")),
                .replaces = reader_ids(reader, flat_get(json, "replaces")),
                .end_reason = read_end_reason(json),
                .deputy_order = reader_count(flat_get(json, "deputyOrder")),
                .during = reader_during(json),
        };
        read_rights(flat_get(json, "rights"), ret);
        read_absences(reader, flat_get(json, "absences"), ret);
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

/* Limits a membership to the body's existence. A beginning that is not stated stays unknown. */
static void cut_to_body(struct during *during, struct during body)
{
        if (during->from != DATE_BEGINNING && during->from < body.from)
                during->from = body.from;
        if (during->to > body.to)
                during->to = body.to;
}

static void read_memberships(struct reader *reader, const struct flat *list, struct body *body)
{
        body->too_large = flat_size(list) > MEMBERSHIPS_MAX;
        if (body->too_large)
                return;
        struct membership *rows =
                reader_array(reader, list, sizeof *rows, read_membership, &body->membership_count);
        for (uint32_t i = 0; i < body->membership_count; i++)
                cut_to_body(&rows[i].during, body->during);
        qsort(rows, body->membership_count, sizeof *rows, compare_memberships);
        body->memberships = rows;
        body->memberships_known = flat_is(list, FLAT_ARRAY);
}

static int compare_meetings(const void *a, const void *b)
{
        const struct meeting *x = a, *y = b;
        if (x->first != y->first)
                return x->first < y->first ? -1 : 1;
        return x->last < y->last ? -1 : x->last > y->last;
}

static bool read_meeting(struct reader *reader, const struct flat *json, void *ret)
{
        (void)reader;
        const char *status = reader_string(json, "status");
        /* the register says the day; a meeting that is only thought of has its date */
        const struct flat *written = flat_get(json, "day") ? flat_get(json, "day") : flat_get(json, "date");
        struct meeting meeting = {.held = status && strcmp(status, "held") == 0, .json = json};
        struct partial_date day;
        if (flat_is(written, FLAT_STRING) &&
            date_parse_partial(flat_string(written), written->length, &day)) {
                meeting.dated = true;
                meeting.first = day.first;
                meeting.last = day.last;
        }
        *(struct meeting *)ret = meeting;
        return true;
}

static void read_meetings(struct reader *reader, const struct flat *list, struct body *body)
{
        struct meeting *meetings =
                reader_array(reader, list, sizeof *meetings, read_meeting, &body->meeting_count);
        qsort(meetings, body->meeting_count, sizeof *meetings, compare_meetings);
        body->meetings = meetings;
        body->meetings_known = flat_is(list, FLAT_ARRAY);
}

struct coverage reader_coverage(const struct flat *json)
{
        struct coverage coverage = {COVERAGE_PARTIAL, DATE_BEGINNING}; /* not stated: some may be missing */
        const char *level = reader_string(json, "level");
        const struct flat *since = flat_get(json, "since");
        struct partial_date day;
        if (level && strcmp(level, "complete") == 0)
                coverage.level = COVERAGE_COMPLETE;
        else if (level && strcmp(level, "none") == 0)
                coverage.level = COVERAGE_NONE;
        if (flat_is(since, FLAT_STRING) && date_parse_partial(flat_string(since), since->length, &day))
                coverage.since = day.first;
        return coverage;
}

static bool read_party(struct reader *reader, const struct flat *json, void *ret)
{
        uint32_t *id = ret;
        *id = reader_id(reader, json, "organisation");
        return *id != 0;
}

void reader_body(struct reader *reader, const struct flat *json, const struct flat *memberships,
                 const struct flat *meetings, struct body *ret)
{
        const struct flat *coverage = flat_get(json, "coverage");
        *ret = (struct body){
                .id = reader_id(reader, json, "id"),
                .name = flat_get(json, "name"),
                .names = flat_get(json, "names"),
                .kind = reader_id(reader, json, "kind"),
                .memberships_coverage = reader_coverage(flat_get(coverage, "memberships")),
                .meetings_coverage = reader_coverage(flat_get(coverage, "meetings")),
                .area = reader_id(reader, json, "area"),
                .within = reader_id(reader, json, "within"),
                .established_by = reader_ids(reader, flat_get(json, "establishedBy")),
                .parties = reader_numbers(reader, flat_get(json, "parties"), read_party),
                .seats_exhaustive = reader_flag(json, "seatsExhaustive"),
                .preferred_variant = reader_id(reader, json, "preferredVariant"),
                .during = reader_during(json),
        };
        read_memberships(reader, memberships, ret);
        read_meetings(reader, meetings, ret);
}
