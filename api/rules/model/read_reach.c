/*
 * What a body's members and rules lead to. Reference data is shared by many bodies, so that what is in it for
 * another one's sake must not be seen: a check says the same whichever bodies are checked with it.
 *
 * The ways: from a membership to its person, organisation, office, area, appointer and nominator; from a rule
 * to whatever it names, and to the areas of a kind; from a body that a rule names to its memberships. From
 * organisations and areas further up only where a rule asks what something is within.
 */
#include "rules/model/reader.h"

#include <string.h>

const char RULES_ANY_MEETING[] = "*";

/* Puts an entity on the list of those to look at, once. */
static void mark_reached(struct reader *reader, enum reached_kind kind, int32_t at, uint32_t *reached)
{
        if (*reached == reader->view->reached)
                return;
        if (reader->reached_count == reader->reached_capacity) {
                uint32_t capacity = reader->reached_capacity ? reader->reached_capacity * 2 : 128;
                struct reached *grown = reader_room(reader, capacity, sizeof *grown);
                if (!grown)
                        return;
                if (reader->reached_count)
                        memcpy(grown, reader->reached, reader->reached_count * sizeof *grown);
                reader->reached = grown;
                reader->reached_capacity = capacity;
        }
        *reached = reader->view->reached;
        reader->reached[reader->reached_count++] = (struct reached){kind, at};
}

static void reach_organisation(struct reader *reader, uint32_t id)
{
        int32_t at = ids_at(reader->ids, id)->organisation;
        if (at >= 0)
                mark_reached(reader, REACHED_ORGANISATION, at, &reader->view->organisation_marks[at]);
}

static void reach_area(struct reader *reader, uint32_t id)
{
        int32_t at = ids_at(reader->ids, id)->area;
        if (at >= 0)
                mark_reached(reader, REACHED_AREA, at, &reader->view->area_marks[at]);
}

static void reach_office(struct reader *reader, uint32_t id)
{
        int32_t at = ids_at(reader->ids, id)->office;
        if (at >= 0)
                mark_reached(reader, REACHED_OFFICE, at, &reader->view->office_marks[at]);
}

static void reach_person(struct reader *reader, uint32_t id)
{
        int32_t at = facts_find_position(&reader->view->person_positions, id);
        if (at >= 0)
                mark_reached(reader, REACHED_PERSON, at, &reader->view->persons[at].reached);
}

static void reach_body(struct reader *reader, uint32_t id)
{
        int32_t at = facts_find_position(&reader->view->body_positions, id);
        if (at >= 0)
                mark_reached(reader, REACHED_BODY, at, &reader->view->bodies[at].reached);
}

static void from_memberships(struct reader *reader, const struct body *body)
{
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *membership = &body->memberships[i];
                reader_breakpoints(reader, membership->during);
                for (uint32_t j = 0; j < membership->absence_count; j++)
                        reader_breakpoints(reader, membership->absences[j]);
                reach_person(reader, membership->person);
                reach_organisation(reader, membership->organisation);
                reach_organisation(reader, membership->appointed_by);
                reach_organisation(reader, membership->nominated_by);
                reach_office(reader, membership->office);
                reach_area(reader, membership->area);
        }
}

static void from_body(struct reader *reader, const struct body *body)
{
        if (body->too_large)
                reader_stop(reader, "memberships");
        reader_breakpoints(reader, body->during);
        reader_breakpoint(reader, body->memberships_coverage.since);
        reader_breakpoint(reader, body->meetings_coverage.since);
        from_memberships(reader, body);
        for (uint32_t i = 0; i < body->meeting_count; i++) {
                const struct meeting *meeting = &body->meetings[i];
                if (!meeting->dated)
                        continue;
                /* A meeting counts from the day after it; one known to a month may count from its first day.
                 */
                reader_breakpoint(reader, meeting->first + 1);
                reader_breakpoint(reader, meeting->last + 1);
        }
}

/* What the values of a selector are; those of other kinds than these are no entities. */
static void from_selector(struct reader *reader, const struct selector *selector)
{
        for (uint32_t i = 0; i < selector->value_count; i++) {
                uint32_t id = selector->values[i];
                switch (selector->kind) {
                case SELECT_ORGANISATION:
                case SELECT_ORGANISATION_WITHIN:
                case SELECT_APPOINTED_BY:
                case SELECT_NOMINATED_BY:
                        reach_organisation(reader, id);
                        break;
                case SELECT_AREA:
                case SELECT_AREA_WITHIN:
                        reach_area(reader, id);
                        break;
                case SELECT_OFFICE:
                        reach_office(reader, id);
                        break;
                case SELECT_PERSON:
                        reach_person(reader, id);
                        break;
                case SELECT_MEMBER_OF:
                case SELECT_DIFFERS_FROM:
                        reach_body(reader, id);
                        break;
                default:
                        break;
                }
        }
}

static void from_bodies(struct reader *reader, struct id_list ids)
{
        for (uint32_t i = 0; i < ids.count; i++)
                reach_body(reader, ids.items[i]);
}

/* A series is one of its bodies, or those within it. */
static void from_series(struct reader *reader, struct id_list series)
{
        const struct rules_view *view = reader->view;
        from_bodies(reader, series);
        for (uint32_t i = 0; series.count && i < view->body_count; i++) {
                if (view->bodies[i].within && facts_list_holds(series, view->bodies[i].within))
                        reach_body(reader, view->bodies[i].id);
        }
}

/* The bodies that are counted by their kind. */
static void from_kind(struct reader *reader, uint32_t kind)
{
        const struct rules_view *view = reader->view;
        for (uint32_t i = 0; kind && i < view->body_count; i++) {
                if (view->bodies[i].kind == kind)
                        reach_body(reader, view->bodies[i].id);
        }
}

static void from_per(struct reader *reader, const struct per *per)
{
        const struct rules_reference *reference = reader->view->reference;
        for (uint32_t i = 0; i < per->units.count; i++) {
                if (per->kind == PER_AREAS)
                        reach_area(reader, per->units.items[i]);
                if (per->kind == PER_ORGANISATIONS)
                        reach_organisation(reader, per->units.items[i]);
        }
        for (uint32_t i = 0; per->kind == PER_AREA_KIND && i < reference->area_count; i++) {
                if (facts_list_holds(per->units, reference->areas[i].kind))
                        mark_reached(reader, REACHED_AREA, (int32_t)i, &reader->view->area_marks[i]);
        }
        reach_area(reader, per->within);
        reach_body(reader, per->body);
}

/* True if a rule asks what something is within. */
static bool from_rules(struct reader *reader)
{
        const struct rules_facts *facts = reader->facts;
        bool within = false;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct rule *rule = &facts->rules[i];
                reader_breakpoints(reader, rule->during);
                from_per(reader, &rule->per);
                from_bodies(reader, rule->of_bodies);
                from_series(reader, rule->before);
                from_series(reader, rule->after);
                from_kind(reader, rule->body_kind);
                if (rule->applies_to.area_within) {
                        reach_area(reader, facts->body->area);
                        reach_area(reader, rule->applies_to.area_within);
                }
                within = within || rule->per.within || rule->applies_to.area_within;
        }
        for (uint32_t i = 0; i < reader->selector_capacity; i++) {
                const struct selector *selector = reader->selectors[i];
                if (!selector)
                        continue;
                from_selector(reader, selector);
                within = within || selector->kind == SELECT_ORGANISATION_WITHIN ||
                         selector->kind == SELECT_AREA_WITHIN;
        }
        return within;
}

/* Adds the attendees of meetings, since a substitute need not have a membership. */
static void from_attendance(struct reader *reader, const char *wanted)
{
        const struct body *body = reader->facts->body;
        for (uint32_t i = 0; wanted && body && i < body->meeting_count; i++) {
                const struct flat *json = body->meetings[i].json;
                const char *id = reader_string(json, "id");
                if (wanted != RULES_ANY_MEETING && (!id || strcmp(id, wanted) != 0))
                        continue;
                flat_each(one, flat_get(json, "attendance")) {
                        reach_person(reader, reader_id(reader, one, "person"));
                        reach_organisation(reader, reader_id(reader, one, "organisation"));
                        reach_office(reader, reader_id(reader, one, "office"));
                }
        }
}

static void from_links(struct reader *reader, struct link_list links,
                       void (*reach_link)(struct reader *, uint32_t))
{
        for (uint32_t i = 0; i < links.count; i++) {
                reader_breakpoints(reader, links.items[i].during);
                if (reach_link)
                        reach_link(reader, links.items[i].id);
        }
}

static void look_at(struct reader *reader, struct reached reached, bool within)
{
        const struct rules_reference *reference = reader->view->reference;
        switch (reached.kind) {
        case REACHED_ORGANISATION:
                reader_breakpoints(reader, reference->organisations[reached.at].during);
                from_links(reader, reference->organisations[reached.at].part_of,
                           within ? reach_organisation : NULL);
                break;
        case REACHED_AREA:
                reader_breakpoints(reader, reference->areas[reached.at].during);
                from_links(reader, reference->areas[reached.at].within, within ? reach_area : NULL);
                break;
        case REACHED_OFFICE:
                from_links(reader, reference->offices[reached.at].holders, NULL);
                break;
        case REACHED_BODY:
                from_body(reader, &reader->view->bodies[reached.at]);
                break;
        case REACHED_PERSON:
                break;
        }
}

void reader_reach(struct reader *reader, const char *meeting)
{
        if (reader->facts->body)
                from_body(reader, reader->facts->body);
        bool within = from_rules(reader);
        from_attendance(reader, meeting);
        for (uint32_t i = 0; i < reader->reached_count && !reader_stopped(reader); i++)
                look_at(reader, reader->reached[i], within);
}
