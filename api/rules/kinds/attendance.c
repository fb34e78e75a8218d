#include "rules/kinds/attendance.h"

#include <string.h>

struct attendee {
        uint32_t membership, person, office, organisation, deputy_for;
        enum role role; /* ROLE_COUNT: not said */
        bool given;     /* `membership` is stated, though perhaps with an unknown id */
        bool stands_in; /* `deputyFor` is stated */
        bool votes, silent;
};

/* An id that is not in the facts, and so equals none of them. */
#define NOBODY UINT32_MAX

/* The number of a name; 0 if none is given. */
static uint32_t name_of(const struct check *check, const struct flat *json, const char *key)
{
        const struct flat *value = flat_get(json, key);
        if (!flat_is(value, FLAT_STRING))
                return 0;
        uint32_t id = ids_find(&check->facts->ids, flat_string(value), value->length);
        return id ? id : NOBODY;
}

static uint32_t known_name(uint32_t name)
{
        return name == NOBODY ? 0 : name;
}

static struct attendee read_attendee(const struct check *check, const struct flat *json)
{
        const struct flat *role = flat_get(json, "role"), *voting = flat_get(json, "voting");
        return (struct attendee){
                .membership = name_of(check, json, "membership"),
                .person = name_of(check, json, "person"),
                .office = name_of(check, json, "office"),
                .organisation = name_of(check, json, "organisation"),
                .deputy_for = name_of(check, json, "deputyFor"),
                .role = flat_is(role, FLAT_STRING) ? facts_parse_role(flat_string(role), role->length)
                                                   : ROLE_COUNT,
                .given = flat_get(json, "membership") != NULL,
                .stands_in = flat_get(json, "deputyFor") != NULL,
                .votes = flat_is(voting, FLAT_TRUE),
                .silent = flat_is(voting, FLAT_FALSE),
        };
}

/* The place of a membership in force; -1 if it is not. */
static int32_t place_of(const struct check *check, uint32_t key)
{
        for (uint32_t i = 0; key && i < check->count; i++) {
                if (check->in_force[i]->key == key)
                        return (int32_t)i;
        }
        return -1;
}

static bool is_contradicted(uint32_t a, uint32_t b)
{
        return a && b && a != b;
}

static bool may_be(const struct attendee *attendee, const struct membership *row)
{
        return !is_contradicted(attendee->person, row->person) &&
               !is_contradicted(attendee->office, row->office) &&
               !is_contradicted(attendee->organisation, row->organisation);
}

/* Members come before deputies, and both before other roles; equal ones keep the check's order. */
static bool comes_first(const struct membership *a, const struct membership *b)
{
        int rank_a = is_member(a) ? 0 : a->role == ROLE_DEPUTY ? 1 : 2;
        int rank_b = is_member(b) ? 0 : b->role == ROLE_DEPUTY ? 1 : 2;
        return rank_a < rank_b;
}

/* Finds a membership by its person, else by its office; -1 if there is none, or if several have the office.
 */
static int32_t find_holder(const struct check *check, const struct attendee *attendee)
{
        int32_t found = -1, offices = 0, office = -1;
        for (uint32_t i = 0; i < check->count; i++) {
                const struct membership *row = check->in_force[i];
                if (attendee->person && row->person == attendee->person &&
                    (found < 0 || comes_first(row, check->in_force[found])))
                        found = (int32_t)i;
                if (attendee->office && row->office == attendee->office && may_be(attendee, row)) {
                        office = (int32_t)i;
                        offices++;
                }
        }
        return found >= 0 ? found : offices == 1 ? office : -1;
}

/* Finds the only membership of the organisation; -1 if there is none, or if there are several. */
static int32_t find_representative(const struct check *check, const struct attendee *attendee)
{
        int32_t found = -1, count = 0;
        for (uint32_t i = 0; attendee->organisation && i < check->count; i++) {
                const struct membership *row = check->in_force[i];
                if (row->organisation != attendee->organisation || !may_be(attendee, row))
                        continue;
                found = (int32_t)i;
                count++;
        }
        return count == 1 ? found : -1;
}

/* Records that the vote of a membership is present, with its holder or with a substitute (`other`). */
static void give_vote(const struct check *check, struct presence *presence, int32_t place,
                      const struct stand_in *other)
{
        if (place < 0 || !is_member(check->in_force[place]))
                return;
        struct stand_in *stand = &presence->stand[place];
        presence->votes[place] = TRI_TRUE;
        presence->attends[place] = TRI_TRUE;
        if (!other) {
                stand->self = true;
        } else if (!stand->other) {
                bool self = stand->self;
                *stand = *other;
                stand->self = self;
                stand->other = true;
        } else if (stand->person != other->person) {
                /* Two in one place: it is not stated which of them voted. */
                stand->person = stand->office = 0;
                stand->traits = (struct id_list){0};
        }
}

/* Counts an attendee who may have a membership, with or without a vote. */
static void leave_unplaced(const struct check *check, struct presence *presence,
                           const struct attendee *attendee)
{
        bool maybe = !check->complete;
        for (uint32_t i = 0; i < check->count; i++)
                maybe = maybe || may_be(attendee, check->in_force[i]);
        presence->unplaced += maybe;
}

/* Counts a vote that may be that of any member the attendee does not contradict. The vote of one who may be a
 * deputy may be that of any member at all. */
static void count_uncertain_vote(const struct check *check, struct presence *presence,
                                 const struct attendee *attendee, bool anybody)
{
        uint32_t found = 0;
        for (uint32_t i = 0; i < check->count; i++) {
                const struct membership *row = check->in_force[i];
                anybody = anybody || (row->role == ROLE_DEPUTY && may_be(attendee, row));
        }
        anybody = anybody || attendee->role == ROLE_DEPUTY || attendee->votes;
        for (uint32_t i = 0; i < check->count; i++) {
                if (!is_member(check->in_force[i]) || !(anybody || may_be(attendee, check->in_force[i])))
                        continue;
                found++;
                if (presence->votes[i] == TRI_FALSE)
                        presence->votes[i] = TRI_UNKNOWN;
        }
        leave_unplaced(check, presence, attendee);
        presence->uncertain += found || !check->complete;
        presence->forced += (found || !check->complete) && attendee->votes;
}

/* Counts an attendee whose membership is known. */
static void count_known_member(const struct check *check, struct presence *presence,
                               const struct attendee *attendee, int32_t place)
{
        const struct membership *row = check->in_force[place];
        struct stand_in self = {.person = row->person ? row->person : known_name(attendee->person),
                                .office = row->office ? row->office : known_name(attendee->office),
                                .traits = row->traits};
        if (is_member(row))
                give_vote(check, presence, place, NULL);
        else if (row->role == ROLE_DEPUTY && row->deputy_for)
                give_vote(check, presence, place_of(check, row->deputy_for), &self);
        else if (row->role == ROLE_DEPUTY)
                count_uncertain_vote(check, presence, attendee, true);
        if (row->role != ROLE_DEPUTY)
                presence->attends[place] = TRI_TRUE;
}

/* Counts an attendee who is stated to be the substitute for a membership. */
static void stand_in(const struct check *check, struct presence *presence, const struct attendee *attendee,
                     int32_t place)
{
        struct stand_in other = {.person = known_name(attendee->person),
                                 .office = known_name(attendee->office)};
        if (place >= 0) {
                const struct membership *row = check->in_force[place];
                other = (struct stand_in){
                        .person = row->person, .office = row->office, .traits = row->traits};
        }
        give_vote(check, presence, place_of(check, attendee->deputy_for), &other);
}

static void count_attendee(const struct check *check, struct presence *presence,
                           const struct attendee *attendee)
{
        bool listens =
                attendee->silent || attendee->role == ROLE_OBSERVER || attendee->role == ROLE_SECRETARY;
        int32_t place = place_of(check, attendee->membership);
        if (!attendee->given)
                place = find_holder(check, attendee);
        if (!attendee->given && place < 0)
                place = find_representative(check, attendee);
        if (listens) {
                if (place >= 0 && check->in_force[place]->role != ROLE_DEPUTY)
                        presence->attends[place] = TRI_TRUE;
                else if (place < 0 && !attendee->given)
                        leave_unplaced(check, presence, attendee);
        } else if (attendee->stands_in) {
                stand_in(check, presence, attendee, place);
        } else if (place >= 0) {
                count_known_member(check, presence, attendee, place);
        } else if (!attendee->given) {
                count_uncertain_vote(check, presence, attendee, false);
        }
}

static void count_attendees(const struct check *check, struct presence *presence, const struct flat *list)
{
        flat_each(json, list) {
                const char *word = flat_string(flat_get(json, "presence"));
                struct attendee attendee = read_attendee(check, json);
                if (!word || strcmp(word, "present") != 0)
                        continue;
                if (check_spend(check, 4 * (uint64_t)check->count))
                        count_attendee(check, presence, &attendee);
                else
                        presence->stated = false;
        }
}

bool attendance_read(struct check *check, const struct flat *attendance, struct presence *ret)
{
        struct presence presence = {
                .stated = flat_is(attendance, FLAT_ARRAY),
                .votes = arena_alloc(check->arena, check->count + 1),
                .attends = arena_alloc(check->arena, check->count + 1),
                .stand = arena_array(check->arena, check->count + 1, sizeof *presence.stand),
        };
        if (!presence.votes || !presence.attends || !presence.stand)
                return false;
        if (presence.stated)
                count_attendees(check, &presence, attendance);
        for (uint32_t i = 0; !presence.stated && i < check->count; i++) {
                bool member = is_member(check->in_force[i]);
                presence.votes[i] = member ? TRI_UNKNOWN : TRI_FALSE;
                presence.attends[i] = TRI_FALSE;
                presence.uncertain += member;
        }
        *ret = presence;
        return true;
}
