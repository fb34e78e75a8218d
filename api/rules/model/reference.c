#include "rules/model/reference.h"

#include "rules/model/reader.h"

/* How many levels up are followed. No organisation has more levels; cycles end here, and what is further up
 * is unknown. */
#define CLIMB_MAX 64

struct climb {
        uint32_t seen[CLIMB_MAX];
        uint32_t count;
        bool uncertain;
};

/* Puts an entity on the list of those to look at, once. */
static void add_to_climb(struct climb *climb, uint32_t id)
{
        for (uint32_t i = 0; i < climb->count; i++) {
                if (climb->seen[i] == id)
                        return;
        }
        if (climb->count == CLIMB_MAX)
                climb->uncertain = true;
        else
                climb->seen[climb->count++] = id;
}

static void add_links_to_climb(struct climb *climb, struct link_list links, date at)
{
        for (uint32_t i = 0; i < links.count; i++) {
                if (during_holds(links.items[i].during, at))
                        add_to_climb(climb, links.items[i].id);
        }
}

enum tri reference_organisation_within(const struct rules_facts *facts, uint32_t id, uint32_t top, date at)
{
        struct climb climb = {.seen = {id}, .count = 1};
        const struct organisation *collective = find_organisation(facts, top);
        for (uint32_t i = 0; i < climb.count; i++) {
                if (climb.seen[i] == top)
                        return TRI_TRUE;
                if (collective && facts_list_holds(collective->comprises, climb.seen[i]))
                        return TRI_TRUE;
                const struct organisation *organisation = find_organisation(facts, climb.seen[i]);
                if (organisation)
                        add_links_to_climb(&climb, organisation->part_of, at);
                else
                        climb.uncertain = true;
        }
        return climb.uncertain ? TRI_UNKNOWN : TRI_FALSE;
}

enum tri reference_area_within(const struct rules_facts *facts, uint32_t id, uint32_t top, date at)
{
        struct climb climb = {.seen = {id}, .count = 1};
        const struct area *catchment = find_area(facts, top);
        for (uint32_t i = 0; i < climb.count; i++) {
                if (climb.seen[i] == top)
                        return TRI_TRUE;
                if (catchment && facts_list_holds(catchment->comprises, climb.seen[i]))
                        return TRI_TRUE;
                const struct area *area = find_area(facts, climb.seen[i]);
                if (area)
                        add_links_to_climb(&climb, area->within, at);
                else
                        climb.uncertain = true;
        }
        return climb.uncertain ? TRI_UNKNOWN : TRI_FALSE;
}

enum tri reference_holds_office(const struct rules_facts *facts, uint32_t id, uint32_t person, date at)
{
        const struct office *office = find_office(facts, id);
        if (!office || !office->holders.known)
                return TRI_UNKNOWN;
        for (uint32_t i = 0; i < office->holders.count; i++) {
                if (office->holders.items[i].id == person &&
                    during_holds(office->holders.items[i].during, at))
                        return TRI_TRUE;
        }
        return TRI_FALSE;
}

const char *reference_text(const struct flat *text, enum language language)
{
        static const char *const order[LANGUAGE_COUNT][4] = {
                {"nb", "nn", "en", "se"}, {"nn", "nb", "en", "se"}, {"en", "nb", "nn", "se"}};
        for (size_t i = 0; i < 4; i++) {
                const char *found = flat_string(flat_get(text, order[language][i]));
                if (found)
                        return found;
        }
        return NULL;
}

/* The name on a day: of those with periods the last that was valid then, else the present one. */
static const struct flat *name_on(const struct flat *name, const struct flat *names, date at)
{
        if (!flat_is(names, FLAT_ARRAY))
                return name;
        flat_each(item, names) {
                if (during_holds(reader_during(item), at))
                        name = flat_get(item, "name");
        }
        return name;
}

const struct flat *reference_body_names(const struct body *body, date at)
{
        return name_on(body->name, body->names, at);
}

const struct flat *reference_area_names(const struct rules_facts *facts, uint32_t id)
{
        const struct area *area = find_area(facts, id);
        return area ? area->name : NULL;
}

const char *reference_name(const struct rules_facts *facts, uint32_t id, date at, enum language language)
{
        const struct area *area = find_area(facts, id);
        const struct organisation *organisation = find_organisation(facts, id);
        const struct office *office = find_office(facts, id);
        const struct body *body = find_body(facts, id);
        const char *name = area ? reference_text(area->name, language) : NULL;
        if (!name && organisation)
                name = reference_text(name_on(organisation->name, organisation->names, at), language);
        if (!name && office)
                name = reference_text(office->title, language);
        if (!name && body)
                name = reference_text(reference_body_names(body, at), language);
        return name ? name : id_text(facts, id);
}

const struct flat *reference_code_names(const struct rules_facts *facts, enum code_sort sort, uint32_t code)
{
        int32_t at = code ? facts_find_position(&facts->codes.positions[sort], code) : -1;
        return at < 0 ? NULL : facts->codes.names[at];
}

const struct flat *reference_unit_names(const struct rules_facts *facts, enum per_kind kind, uint32_t id,
                                        date at)
{
        const struct organisation *organisation = find_organisation(facts, id);
        if (kind == PER_AREAS || kind == PER_AREA_KIND)
                return reference_area_names(facts, id);
        if (kind == PER_ORGANISATIONS || kind == PER_APPOINTED_BY)
                return organisation ? name_on(organisation->name, organisation->names, at) : NULL;
        if (kind == PER_CATEGORIES || kind == PER_TRAITS)
                return reference_code_names(facts, kind == PER_TRAITS ? CODE_TRAIT : CODE_CATEGORY, id);
        return NULL;
}

const char *reference_unit_name(const struct rules_facts *facts, enum per_kind kind, uint32_t id, date at,
                                enum language language)
{
        const char *name = reference_text(reference_unit_names(facts, kind, id, at), language);
        return name ? name : id_text(facts, id);
}
