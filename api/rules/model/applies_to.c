#include "rules/model/applies_to.h"

#include "rules/model/reader.h"
#include "rules/model/reference.h"

/* Longest way up that is followed, as at a date (reference.c). */
#define CLIMB_MAX 64

enum tri applies_to_body(const struct rules_facts *facts, const struct rule *rule, date at)
{
        if (!rule->general)
                return TRI_TRUE;
        uint32_t top = rule->applies_to.area_within, area = facts->own ? facts->own->area : 0;
        enum tri inside = !top ? TRI_TRUE : area ? reference_area_within(facts, area, top, at) : TRI_UNKNOWN;
        return rule->applies_to.always < inside ? rule->applies_to.always : inside;
}

static enum tri tri_of(bool holds)
{
        return holds ? TRI_TRUE : TRI_FALSE;
}

static bool lists_share(struct id_list a, struct id_list b)
{
        for (uint32_t i = 0; i < a.count; i++) {
                if (facts_list_holds(b, a.items[i]))
                        return true;
        }
        return false;
}

/* NULL if it was not delivered. */
static const struct area *delivered_area(const struct reader *reader, uint32_t id)
{
        int32_t at = ids_at(reader->ids, id)->area;
        return at < 0 ? NULL : &reader->view->reference->areas[at];
}

static enum tri is_of_area_kind(struct reader *reader, const struct flat *kinds)
{
        uint32_t id = reader->facts->body->area;
        const struct area *area = id ? delivered_area(reader, id) : NULL;
        return area ? tri_of(facts_list_holds(reader_ids(reader, kinds), area->kind)) : TRI_UNKNOWN;
}

static enum tri is_established_by(struct reader *reader, const struct flat *organisations)
{
        struct id_list founders = reader->facts->body->established_by;
        return founders.known ? tri_of(lists_share(founders, reader_ids(reader, organisations)))
                              : TRI_UNKNOWN;
}

static void add_once(uint32_t *list, uint32_t *count, uint32_t id)
{
        for (uint32_t i = 0; i < *count; i++) {
                if (list[i] == id)
                        return;
        }
        if (*count < CLIMB_MAX)
                list[(*count)++] = id;
}

/* Whether the area may be within the other on any day at all. */
static bool may_lie_within(const struct reader *reader, uint32_t id, uint32_t top)
{
        uint32_t seen[CLIMB_MAX] = {id}, count = 1;
        const struct area *catchment = delivered_area(reader, top);
        for (uint32_t i = 0; i < count; i++) {
                const struct area *area = delivered_area(reader, seen[i]);
                if (!area || seen[i] == top || (catchment && facts_list_holds(catchment->comprises, seen[i])))
                        return true;
                for (uint32_t j = 0; j < area->within.count; j++)
                        add_once(seen, &count, area->within.items[j].id);
        }
        return count == CLIMB_MAX;
}

bool reader_applies_to(struct reader *reader, const struct flat *json, struct applies_to *ret)
{
        const struct body *body = reader->facts->body;
        const struct flat *kinds = flat_get(json, "bodyKind"), *bodies = flat_get(json, "bodies"),
                          *area_kinds = flat_get(json, "areaKind"),
                          *founders = flat_get(json, "establishedBy");
        uint32_t above = reader_id(reader, json, "within"), top = reader_id(reader, json, "areaWithin");
        enum tri always = TRI_TRUE;
        if (!body)
                return false;
        const enum tri parts[] = {
                !kinds       ? TRI_TRUE
                : body->kind ? tri_of(facts_list_holds(reader_ids(reader, kinds), body->kind))
                             : TRI_UNKNOWN,
                bodies ? tri_of(facts_list_holds(reader_ids(reader, bodies), body->id)) : TRI_TRUE,
                above ? tri_of(facts_list_holds(body->above, above)) : TRI_TRUE,
                area_kinds ? is_of_area_kind(reader, area_kinds) : TRI_TRUE,
                founders ? is_established_by(reader, founders) : TRI_TRUE,
                top && body->area ? tri_of(may_lie_within(reader, body->area, top)) : TRI_TRUE,
        };
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                always = parts[i] < always ? parts[i] : always;
        *ret = (struct applies_to){always, top};
        return always != TRI_FALSE;
}
