/*
 * The whole of the facts: the reference, and one body in it.
 */
#include "rules/model/reader.h"
#include "json/tree.h"
#include "rules/model/reading.h"

#include <stdlib.h>
#include <string.h>

static void read_waivers(struct reader *reader, const struct flat *list)
{
        struct waiver *waivers = reader_room(reader, flat_size(list), sizeof *waivers);
        if (!waivers)
                return;
        reader->facts->waivers = waivers;
        flat_each(item, list) {
                struct waiver waiver = {reader_id(reader, item, "rule"), reader_during(item)};
                reader_breakpoints(reader, waiver.during);
                waivers[reader->facts->waiver_count++] = waiver;
        }
}

static void read_own_body(struct reader *reader, const struct flat *facts)
{
        struct body *body = reader_room(reader, 1, sizeof *body);
        if (!body)
                return;
        reader_body(reader, flat_get(facts, "body"), flat_get(facts, "memberships"),
                    flat_get(facts, "meetings"), body);
        body->above = reader_ids(reader, flat_get(facts, "above"));
        reader->facts->body = reader->facts->own = body;
}

static bool read_topic(struct reader *reader, const struct flat *json, void *ret)
{
        uint32_t *code = ret;
        *code = reader_id(reader, json, "code");
        return *code != 0;
}

static void read_agreement(struct reader *reader, const struct flat *json)
{
        struct agreement *agreement = reader_room(reader, 1, sizeof *agreement);
        const char *id = reader_string(json, "id");
        *agreement =
                (struct agreement){.id = id ? id : "",
                                   .json = json,
                                   .topics = reader_numbers(reader, flat_get(json, "topics"), read_topic),
                                   .topics_complete = reader_flag(json, "topicsComplete")};
        reader->facts->agreement = agreement;
        reader_breakpoints(reader, reader_during(json));
}

static int compare_dates(const void *a, const void *b)
{
        date x = *(const date *)a, y = *(const date *)b;
        return x < y ? -1 : x > y;
}

static void keep_breakpoints(struct reader *reader)
{
        uint32_t distinct = 0;
        date *days = reader->breakpoints;
        if (reader->breakpoint_count > 1)
                qsort(days, reader->breakpoint_count, sizeof *days, compare_dates);
        for (uint32_t i = 0; i < reader->breakpoint_count; i++) {
                if (distinct == 0 || days[distinct - 1] != days[i])
                        days[distinct++] = days[i];
        }
        reader->facts->breakpoints = days;
        reader->facts->breakpoint_count = distinct;
}

static struct rules_reference *new_reference(struct arena *arena)
{
        struct rules_reference *reference = arena_alloc(arena, sizeof *reference);
        if (!reference || !ids_init(&reference->ids, arena, NULL))
                return NULL;
        reference->state = ids_add(&reference->ids, "state", 5);
        reference->county = ids_add(&reference->ids, "county", 6);
        reference->municipal = ids_add(&reference->ids, "municipal", 9);
        reference->specialist_health = ids_add(&reference->ids, "specialist_health", 17);
        return reference;
}

static const struct rules_reference *read_reference(struct arena *arena, const struct flat *json,
                                                    const char **ret_reason)
{
        struct rules_reference *reference = new_reference(arena);
        *ret_reason = "memory";
        if (!json || !reference)
                return NULL;
        struct reader reader = {.arena = arena, .ids = &reference->ids};
        reader_reference(&reader, json, reference);
        *ret_reason = reader.reason;
        return reader_stopped(&reader) ? NULL : reference;
}

static struct rules_view *new_view(struct arena *arena, const struct rules_reference *reference)
{
        struct rules_view *view = arena_alloc(arena, sizeof *view);
        if (!view || !ids_init(&view->ids, arena, &reference->ids))
                return NULL;
        view->reference = reference;
        view->organisation_marks =
                arena_array(arena, reference->organisation_count, sizeof *view->organisation_marks);
        view->area_marks = arena_array(arena, reference->area_count, sizeof *view->area_marks);
        view->office_marks = arena_array(arena, reference->office_count, sizeof *view->office_marks);
        return view->organisation_marks && view->area_marks && view->office_marks ? view : NULL;
}

static struct rules_view *read_view(struct arena *arena, const struct rules_reference *reference,
                                    const struct flat *json, const char **ret_reason)
{
        struct rules_view *view = json && reference ? new_view(arena, reference) : NULL;
        *ret_reason = "memory";
        if (!view)
                return NULL;
        struct reader reader = {.arena = arena, .ids = &view->ids, .view = view};
        reader_view(&reader, json);
        view->own_names = view->ids.count;
        *ret_reason = reader.reason;
        return reader_stopped(&reader) ? NULL : view;
}

/* What the facts take over: the reference's arrays, and all names. */
static void share_view(struct rules_facts *facts, const struct rules_view *view)
{
        const struct rules_reference *reference = view->reference;
        facts->ids = view->ids;
        facts->organisations = reference->organisations;
        facts->areas = reference->areas;
        facts->area_count = reference->area_count;
        facts->offices = reference->offices;
        facts->codes = reference->codes;
        facts->organisation_marks = view->organisation_marks;
        facts->area_marks = view->area_marks;
        facts->office_marks = view->office_marks;
        facts->persons = view->persons;
        facts->bodies = view->bodies;
        facts->body_count = view->body_count;
        facts->person_positions = view->person_positions;
        facts->body_positions = view->body_positions;
        facts->reached = view->reached;
        facts->state = reference->state;
        facts->county = reference->county;
        facts->municipal = reference->municipal;
        facts->specialist_health = reference->specialist_health;
}

/* What the facts are about: a body, an agreement, or (`rule`) where in the register there are bodies. */
static void read_subject(struct reader *reader, const struct flat *json)
{
        const struct flat *agreement = flat_get(json, "agreement"), *body = flat_get(json, "body");
        const char *rule = reader_string(json, "rule");
        bool of_agreement = !body && flat_is(agreement, FLAT_OBJECT);
        const char *id = reader_string(of_agreement ? agreement : body, "id");
        reader->facts->body_id = rule ? rule : id ? id : "";
        reader->facts->of_register = rule && !body && !of_agreement;
        if (of_agreement)
                read_agreement(reader, agreement);
        else if (!reader->facts->of_register)
                read_own_body(reader, json);
}

static const struct rules_facts *read_facts(struct arena *arena, struct rules_view *view,
                                            const struct flat *json, const char *meeting,
                                            const char **ret_reason)
{
        struct rules_facts *facts = arena_alloc(arena, sizeof *facts);
        struct reader reader = {.arena = arena, .ids = &view->ids, .view = view, .facts = facts};
        *ret_reason = "memory";
        if (!facts || !json)
                return NULL;
        ids_trim(&view->ids, view->own_names);
        view->reached++;
        read_subject(&reader, json);
        reader_rules(&reader, flat_get(json, "rules"));
        read_waivers(&reader, flat_get(json, "waivers"));
        if (!reader_stopped(&reader))
                reader_reach(&reader, meeting);
        share_view(facts, view);
        keep_breakpoints(&reader);
        facts->selector_count = reader.selector_count;
        *ret_reason = reader.reason;
        return reader_stopped(&reader) ? NULL : facts;
}

const struct rules_reference *rules_read_reference(struct arena *arena, const char *text, size_t length,
                                                   const char **ret_reason)
{
        return read_reference(arena, flat_parse(arena, text, length), ret_reason);
}

struct rules_view *rules_read_view(struct arena *arena, const struct rules_reference *reference,
                                   const char *text, size_t length, const char **ret_reason)
{
        return read_view(arena, reference, flat_parse(arena, text, length), ret_reason);
}

const struct rules_facts *rules_read_one(struct arena *arena, struct rules_view *view, const char *text,
                                         size_t length, const char *meeting, const char **ret_reason)
{
        return read_facts(arena, view, flat_parse(arena, text, length), meeting, ret_reason);
}

const struct rules_facts *rules_read(struct arena *arena, const json_t *tree, const char **ret_reason)
{
        const char *text = tree_text(arena, tree);
        const struct flat *json = flat_parse(arena, text, strlen(text));
        const struct rules_reference *reference = read_reference(arena, json, ret_reason);
        struct rules_view *view = reference ? read_view(arena, reference, json, ret_reason) : NULL;
        return view ? read_facts(arena, view, json, RULES_ANY_MEETING, ret_reason) : NULL;
}
