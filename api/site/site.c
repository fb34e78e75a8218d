#include "site/site_handlers.h"
#include "site/site.h"

#include "access/access.h"
#include "json/member.h"
#include "json/tree.h"
#include "site/parts/assets.h"
#include "site/parts/parts.h"
#include "site/pages/pages.h"
#include "site/site_answer.h"
#include "site/subrequest.h"
#include "site/site_names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Gets the verdicts on all bodies if there are few enough; else *ret is NULL. */
static bool get_verdicts(struct registry *registry, struct call *call, const json_t *bodies, json_t **ret)
{
        bool few = json_integer_value(json_object_get(bodies, "total")) <= PAGE_JUDGED_MAX;
        *ret = NULL;
        return !few || subrequest(registry, call, "/v1/checks", ret);
}

/* Gets the meetings of the latest minutes; if there are none, a list without items. */
static bool get_minuted_meetings(struct registry *registry, struct call *call, json_t **ret)
{
        json_t *minutes, *item;
        size_t i;
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        if (!subrequest(registry, call, "/v1/minutes?limit=5&fields=meeting", &minutes))
                return false;
        *ret = minutes;
        if (!json_array_size(json_object_get(minutes, "items")))
                return true;
        buffer_add_string(&target, "/v1/meetings?limit=5&fields=body,day,date,title");
        json_array_foreach(json_object_get(minutes, "items"), i, item)
                subrequest_add_parameter(&target, "id", json_string_value(json_object_get(item, "id")));
        return subrequest(registry, call, buffer_text(&target), ret);
}

bool front_home_handler(struct registry *registry, struct call *call)
{
        json_t *bodies, *checks, *agreements, *meetings, *minutes, *changed, *names;
        if (!subrequest(registry, call, "/v1/bodies?limit=500&count=true&fields=name,kind,validTo",
                        &bodies) ||
            !get_verdicts(registry, call, bodies, &checks) ||
            !subrequest(registry, call, "/v1/agreements?limit=1&count=true&fields=title", &agreements) ||
            !subrequest(registry, call, "/v1/meetings?limit=5&fields=body,day,date", &meetings) ||
            !get_minuted_meetings(registry, call, &minutes) ||
            !subrequest(registry, call, "/v1/bodies?limit=5&sort=-updatedAt&fields=name,updatedAt",
                        &changed) ||
            !site_names_find(registry, call, (const json_t *[]){meetings, minutes}, 2, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_front(&html, &(struct front_facts){bodies, checks, agreements, meetings, minutes, changed, names,
                                                access_today(call)});
        return site_finish_page(call);
}

bool front_search_handler(struct registry *registry, struct call *call)
{
        struct search_facts facts = {.words = call_argument(call, "q"),
                                     .type = call_argument(call, "type"),
                                     .year = call_argument(call, "year")};
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        json_t *found = NULL, *names = NULL;
        if (facts.words && facts.words[strspn(facts.words, " \t\n\r")]) {
                buffer_add_string(&target, "/v1/search?limit=20&facets=true");
                subrequest_add_parameter(&target, "q", facts.words);
                subrequest_add_parameter(&target, "type", facts.type);
                if (facts.year && *facts.year)
                        buffer_format(&target, "&from=%s-01-01&to=%s-12-31", facts.year, facts.year);
                subrequest_add_parameter(&target, "cursor", call_argument(call, "cursor"));
                if (!subrequest(registry, call, buffer_text(&target), &found) ||
                    !site_names_find(registry, call, (const json_t *[]){found}, 1, &names))
                        return false;
        }
        facts.found = found;
        facts.names = names;
        struct html html = site_begin_page(registry, call);
        page_search(&html, &facts);
        return site_finish_page(call);
}

/* Whether the check of a body has this verdict. */
static bool is_judged(const json_t *checks, const char *body, const char *verdict)
{
        size_t i;
        json_t *check;
        json_array_foreach(json_object_get(checks, "items"), i, check) {
                if (strcmp(member_text_or(check, "body", ""), body) == 0)
                        return strcmp(member_text_or(check, "verdict", ""), verdict) == 0;
        }
        return false;
}

/* Removes all bodies but those with this verdict from a list, which must be complete. */
static void keep_judged(json_t *list, const json_t *checks, const char *verdict)
{
        json_t *items = json_object_get(list, "items");
        for (size_t i = json_array_size(items); i-- > 0;)
                if (!is_judged(checks, member_text_or(json_array_get(items, i), "id", ""), verdict))
                        json_array_remove(items, i);
        tree_set(list, "total", json_integer((json_int_t)json_array_size(items)));
}

bool front_bodies_handler(struct registry *registry, struct call *call)
{
        const char *verdict = call_argument(call, "verdict");
        bool judged = verdict && *verdict;
        json_t *list, *all, *checks;
        if (!subrequest(registry, call, "/v1/bodies?limit=1&count=true&fields=name", &all) ||
            !get_verdicts(registry, call, all, &checks) ||
            !site_get_list(registry, call,
                           judged && checks
                                   ? "/v1/bodies?limit=500&count=true&fields=name,kind,purpose,validTo"
                                   : "/v1/bodies?limit=50&count=true&fields=name,kind,purpose,validTo",
                           &list))
                return false;
        if (judged && checks)
                keep_judged(list, checks, verdict);
        struct html html = site_begin_page(registry, call);
        page_bodies(&html, &(struct list_facts){.words = call_argument(call, "q"),
                                                .kind = call_argument(call, "kind"),
                                                .verdict = judged && checks ? verdict : NULL,
                                                .list = list,
                                                .checks = checks,
                                                .today = access_today(call)});
        return site_finish_page(call);
}

bool front_agreements_handler(struct registry *registry, struct call *call)
{
        json_t *list, *names;
        if (!site_get_list(registry, call,
                           "/v1/agreements?limit=50&count=true&fields=title,kind,parties,validFrom,validTo",
                           &list) ||
            !site_names_find(registry, call, (const json_t *[]){list}, 1, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_agreements(
                &html, &(struct list_facts){.words = call_argument(call, "q"), .list = list, .names = names});
        return site_finish_page(call);
}

/* Gets the map of what is one step away from the body in the path. */
static bool get_neighbours(struct registry *registry, struct call *call, const char *at, json_t **ret)
{
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        buffer_format(&target, "/v1/map?depth=1&body=%s", call->id);
        subrequest_add_parameter(&target, "at", at);
        return subrequest(registry, call, buffer_text(&target), ret);
}

/* Gives a body the name that it had on a day. */
static void set_name_of_day(json_t *body, const char *day)
{
        tree_set(body, "name", json_incref(part_name_on(body, "name", day)));
}

bool front_body_handler(struct registry *registry, struct call *call)
{
        const char *at = call_argument(call, "at");
        struct buffer target = BUFFER_OF(call->arena, SITE_TARGET_MAX);
        json_t *page, *meetings, *minutes, *documents, *decisions, *actions, *map, *names;
        buffer_format(&target, "/v1/bodies/%s/page", call->id);
        subrequest_add_parameter(&target, "at", at);
        if (!subrequest(registry, call, buffer_text(&target), &page) ||
            !site_get_of_id(registry, call, "/v1/bodies/", "/meetings?limit=50&fields=day,date,title,status",
                            &meetings) ||
            !site_get_of_id(registry, call, "/v1/minutes?limit=500&fields=meeting&body=", "", &minutes) ||
            !site_get_of_id(registry, call, "/v1/documents?limit=50&body=", "", &documents) ||
            !site_get_of_id(registry, call, "/v1/bodies/", "/decisions?limit=5", &decisions) ||
            !site_get_of_id(registry, call,
                            "/v1/actions?limit=50&status=unknown&status=open&answered=false&body=", "",
                            &actions) ||
            !get_neighbours(registry, call, at, &map) ||
            !site_names_find(registry, call, (const json_t *[]){page, actions}, 2, &names))
                return false;
        set_name_of_day(json_object_get(page, "body"), at);
        struct html html = site_begin_page(registry, call);
        page_body(&html, &(struct body_facts){at && *at ? at : NULL, page, meetings, minutes, documents,
                                              decisions, actions, map, names});
        return site_finish_page(call);
}

bool front_agreement_handler(struct registry *registry, struct call *call)
{
        json_t *agreement, *check, *rules, *documents, *names;
        if (!site_get_of_id(registry, call, "/v1/agreements/", "", &agreement) ||
            !site_get_of_id(registry, call, "/v1/agreements/", "/check", &check) ||
            !site_get_of_id(registry, call, "/v1/rules?limit=500&agreement=", "", &rules) ||
            !site_get_of_id(registry, call, "/v1/documents?limit=50&agreement=", "", &documents) ||
            !site_names_find(registry, call, (const json_t *[]){agreement}, 1, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_agreement(&html, &(struct agreement_facts){agreement, check, rules, documents, names});
        return site_finish_page(call);
}

bool front_meeting_handler(struct registry *registry, struct call *call)
{
        json_t *meeting, *check, *documents, *actions, *names;
        if (!site_get_of_id(registry, call, "/v1/meetings/", "?include=minutes,body", &meeting) ||
            !site_get_of_id(registry, call, "/v1/meetings/", "/check", &check) ||
            !site_get_of_id(registry, call, "/v1/documents?limit=50&meeting=", "", &documents) ||
            !site_get_of_id(registry, call, "/v1/actions?limit=500&meeting=", "", &actions) ||
            !site_names_find(registry, call, (const json_t *[]){meeting, actions}, 2, &names))
                return false;
        struct html html = site_begin_page(registry, call);
        page_meeting(&html, &(struct meeting_facts){meeting, check, documents, actions, names});
        return site_finish_page(call);
}

bool front_organisation_handler(struct registry *registry, struct call *call)
{
        struct organisation_facts facts;
        json_t *organisation, *memberships, *established, *agreements, *actions, *names;
        if (!site_get_of_id(registry, call, "/v1/organisations/", "", &organisation) ||
            !site_get_of_id(registry, call, "/v1/memberships?limit=100&organisation=", "", &memberships) ||
            !site_get_of_id(registry, call, "/v1/bodies?limit=100&fields=name&establishedBy=", "",
                            &established) ||
            !site_get_of_id(registry, call, "/v1/agreements?limit=100&fields=title&party=", "",
                            &agreements) ||
            !site_get_of_id(registry, call, "/v1/actions?limit=50&responsible=", "", &actions) ||
            !site_names_find(registry, call, (const json_t *[]){organisation, memberships, actions}, 3,
                             &names))
                return false;
        facts = (struct organisation_facts){organisation, memberships, established,
                                            agreements,   actions,     names};
        struct html html = site_begin_page(registry, call);
        page_organisation(&html, &facts);
        return site_finish_page(call);
}

bool front_problem_handler(struct registry *registry, struct call *call)
{
        for (int i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++) {
                if (strcmp(problem_type((enum problem)i), call->id) != 0)
                        continue;
                struct html html = site_begin_page(registry, call);
                page_problem_type(&html, (enum problem)i);
                return site_finish_page(call);
        }
        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
}

bool front_docs_handler(struct registry *registry, struct call *call)
{
        if (!asset_documentation(call->id))
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        struct html html = site_begin_page(registry, call);
        page_documentation(&html, call->id);
        return site_finish_page(call);
}

bool front_to_docs_handler(struct registry *registry, struct call *call)
{
        (void)registry;
        call->answer.status = 307;
        call->answer.location = "/docs";
        return true;
}

bool front_asset_handler(struct registry *registry, struct call *call)
{
        (void)registry;
        const struct embedded *asset = asset_find(call->id);
        if (!asset)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        call->answer.borrowed = asset->text;
        call->answer.borrowed_length = asset->length;
        call->answer.media_type = asset_media_type(asset->name);
        call->answer.etag = arena_format(call->arena, "\"%s\"", asset->name);
        call->answer.immutable = true;
        call->answer.mark = call_fixed_mark(asset->name);
        return true;
}

void site_explain(struct call *call)
{
        struct answer *answer = &call->answer;
        const json_t *problem =
                call_is_page(call) ? tree_load(call->arena, answer->body.bytes, answer->body.length) : NULL;
        if (!problem)
                return;
        buffer_clear(&answer->body);
        answer->body = BUFFER(ANSWER_MAX);
        struct html html = site_begin_page(NULL, call);
        page_problem(&html, problem);
        answer->media_type = SITE_MEDIA_TYPE;
}
