/*
 * The handlers of the pages of persons, offices, areas and codes, and of a body's changes, rules, seats
 * and figures.
 */
#include "site/pages/pages.h"
#include "site/site_answer.h"
#include "site/site_handlers.h"
#include "site/site_names.h"
#include "site/subrequest.h"

#include "access/access.h"
#include "json/member.h"
#include "json/tree.h"

/* How many pages of a body's feed are read. If there are more changes, the page shows the oldest; the feed
 * has them all. */
#define CHANGES_PAGES_MAX 20

bool front_person_handler(struct registry *registry, struct call *call)
{
        json_t *person, *memberships, *offices, *names;
        if (!site_get_of_id(registry, call, "/v1/persons/", "", &person) ||
            !site_get_of_id(registry, call, "/v1/memberships?limit=100&person=", "", &memberships) ||
            !site_get_of_id(registry, call, "/v1/offices?limit=100&fields=title&holder=", "", &offices) ||
            !site_names_find(registry, call, (const json_t *[]){memberships}, 1, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_person(&html, &(struct person_facts){person, memberships, offices, names});
        return site_finish_page(call);
}

bool front_office_handler(struct registry *registry, struct call *call)
{
        json_t *office, *memberships, *names;
        if (!site_get_of_id(registry, call, "/v1/offices/", "", &office) ||
            !site_get_of_id(registry, call, "/v1/memberships?limit=100&office=", "", &memberships) ||
            !site_names_find(registry, call, (const json_t *[]){office, memberships}, 2, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_office(&html, &(struct office_facts){office, memberships, names});
        return site_finish_page(call);
}

/* Gets the rules of the bodies in a list; *ret is NULL if the list is empty. */
static bool get_rules(struct registry *registry, struct call *call, const json_t *bodies, json_t **ret)
{
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        size_t i;
        json_t *body;
        *ret = NULL;
        if (!json_array_size(json_object_get(bodies, "items")))
                return true;
        buffer_add_string(&target, "/v1/rules?limit=500&fields=text,body");
        json_array_foreach(json_object_get(bodies, "items"), i, body)
                subrequest_add_parameter(&target, "body", member_text(body, "id"));
        return subrequest(registry, call, buffer_text(&target), ret);
}

/* Adds the areas that a page is about to a target: the area, those that it is within, and those within it. */
static void add_areas(struct buffer *target, const json_t *area, const json_t *inner)
{
        size_t i;
        json_t *other;
        subrequest_add_parameter(target, "area", member_text(area, "id"));
        json_array_foreach(json_object_get(area, "within"), i, other)
                subrequest_add_parameter(target, "area", member_text(other, "area"));
        json_array_foreach(json_object_get(inner, "items"), i, other)
                subrequest_add_parameter(target, "area", member_text(other, "id"));
}

/* Gets the bodies that work for these areas, and the verdicts on them. */
static bool get_bodies_of(struct registry *registry, struct call *call, const json_t *area,
                          const json_t *inner, json_t **ret_bodies, json_t **ret_checks)
{
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        buffer_add_string(&target, "/v1/bodies?limit=100&fields=name,kind,validTo");
        add_areas(&target, area, inner);
        if (!subrequest(registry, call, buffer_text(&target), ret_bodies))
                return false;
        target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        buffer_add_string(&target, "/v1/checks");
        add_areas(&target, area, inner);
        return subrequest(registry, call, buffer_text(&target), ret_checks);
}

bool front_area_handler(struct registry *registry, struct call *call)
{
        json_t *area, *inner, *bodies, *checks, *rules, *names;
        if (!site_get_of_id(registry, call, "/v1/areas/", "", &area) ||
            !site_get_of_id(registry, call, "/v1/areas?limit=100&fields=name,kind&within=", "", &inner) ||
            !get_bodies_of(registry, call, area, inner, &bodies, &checks) ||
            !get_rules(registry, call, bodies, &rules) ||
            !site_names_find(registry, call, (const json_t *[]){area, checks, rules}, 3, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_area(&html, &(struct area_facts){area, inner, bodies, checks, rules, names, access_today(call)});
        return site_finish_page(call);
}

bool front_areas_handler(struct registry *registry, struct call *call)
{
        json_t *list;
        if (!site_get_list(registry, call, "/v1/areas?limit=100&count=true&fields=name,kind", &list))
                return false;
        struct html html = site_begin_page(registry, call);
        page_areas(&html, &(struct list_facts){.words = call_argument(call, "q"),
                                               .kind = call_argument(call, "kind"),
                                               .list = list});
        return site_finish_page(call);
}

bool front_codes_handler(struct registry *registry, struct call *call)
{
        static const char target[] =
                "/v1/codes?limit=500&sort=code&fields=of,code,name&of=category&of=trait&of=variant"
                "&of=point&of=event&of=decision";
        json_t *list;
        if (!subrequest(registry, call, target, &list))
                return false;
        struct html html = site_begin_page(registry, call);
        page_codes(&html, json_object_get(list, "items"));
        return site_finish_page(call);
}

/* Gets the changes of the body in the path, the oldest first. */
static bool get_changes(struct registry *registry, struct call *call, json_t **ret)
{
        json_t *page, *all = tree_array(call->arena);
        const char *after = NULL;
        for (int i = 0; i < CHANGES_PAGES_MAX; i++) {
                struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
                buffer_add_string(&target, "/v1/changes?limit=500");
                subrequest_add_parameter(&target, "body", call->id);
                subrequest_add_parameter(&target, "after", after);
                if (!subrequest(registry, call, buffer_text(&target), &page))
                        return false;
                const json_t *items = json_object_get(page, "items");
                if (json_array_extend(all, (json_t *)items) != 0)
                        memory_ran_out();
                size_t count = json_array_size(items);
                after = member_text(json_array_get(items, count - 1), "cursor");
                if (count < 500 || !after)
                        break;
        }
        *ret = all;
        return true;
}

bool front_body_changes_handler(struct registry *registry, struct call *call)
{
        json_t *body = NULL, *changes = NULL;
        if (!site_get_of_id(registry, call, "/v1/bodies/", "?fields=name", &body) ||
            !get_changes(registry, call, &changes))
                return false;
        struct html html = site_begin_page(registry, call);
        page_body_changes(&html, &(struct changes_facts){body, changes});
        return site_finish_page(call);
}

/* Gets what an operation of the body in the path answers for the chosen day. */
static bool get_of_day(struct registry *registry, struct call *call, const char *end, json_t **ret)
{
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        buffer_format(&target, "/v1/bodies/%s%s", call->id, end);
        subrequest_add_parameter(&target, "at", call_argument(call, "at"));
        return subrequest(registry, call, buffer_text(&target), ret);
}

/* The day chosen by a parameter; NULL for none. */
static const char *chosen_day(const struct call *call, const char *parameter)
{
        const char *day = call_argument(call, parameter);
        return day && *day ? day : NULL;
}

bool front_body_mandate_handler(struct registry *registry, struct call *call)
{
        json_t *mandate;
        if (!get_of_day(registry, call, "/mandate", &mandate))
                return false;
        struct html html = site_begin_page(registry, call);
        page_mandate(&html, &(struct mandate_facts){chosen_day(call, "at"), mandate});
        return site_finish_page(call);
}

bool front_body_roster_handler(struct registry *registry, struct call *call)
{
        json_t *roster;
        if (!get_of_day(registry, call, "/roster", &roster))
                return false;
        struct html html = site_begin_page(registry, call);
        page_roster(&html, &(struct roster_facts){chosen_day(call, "at"), roster});
        return site_finish_page(call);
}

bool front_body_statistics_handler(struct registry *registry, struct call *call)
{
        struct statistics_facts facts = {.from = chosen_day(call, "from"), .to = chosen_day(call, "to")};
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        json_t *statistics;
        buffer_format(&target, "/v1/bodies/%s/statistics", call->id);
        subrequest_add_parameter(&target, "from", facts.from);
        subrequest_add_parameter(&target, "to", facts.to);
        if (!subrequest(registry, call, buffer_text(&target), &statistics))
                return false;
        facts.statistics = statistics;
        struct html html = site_begin_page(registry, call);
        page_statistics(&html, &facts);
        return site_finish_page(call);
}
