#include "site/site_handlers.h"
#include "site/site.h"

#include "base/hash.h"
#include "site/assets.h"
#include "site/pages.h"
#include "site/subrequest.h"
#include "site/site_names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PAGE_MEDIA_TYPE "text/html; charset=utf-8"
#define TARGET_MAX      ((size_t)16 * 1024)

static struct html begin_page(struct call *call)
{
        return (struct html){.out = &call->answer.body,
                             .language = call->language,
                             .language_chosen = call_argument(call, "lang") != NULL};
}

/* A page is told from another by what is in it: it may be made of many answers, and by another version of us.
 */
static bool finish_page(struct call *call)
{
        struct answer *answer = &call->answer;
        if (buffer_failed(&answer->body))
                return call_fail_internal(call, "a page too large");
        answer->media_type = PAGE_MEDIA_TYPE;
        answer->etag = arena_format(call->arena, "W/\"p%016" PRIx64 "\"",
                                    hash_bytes(answer->body.bytes, answer->body.length));
        return answer->etag ? true : call_fail_internal(call, "out of memory");
}

/* Asks for an address with the path's id in it. */
static bool get_of_id(struct registry *registry, struct call *call, const char *before, const char *after,
                      json_t **ret)
{
        struct buffer target = BUFFER(TARGET_MAX);
        buffer_format(&target, "%s%s%s", before, call->id, after);
        return subrequest_buffer(registry, call, &target, ret);
}

/* The verdicts on all bodies, where they are few. */
static bool get_verdicts(struct registry *registry, struct call *call, const json_t *bodies, json_t **ret)
{
        bool few = json_integer_value(json_object_get(bodies, "total")) <= PAGE_JUDGED_MAX;
        *ret = NULL;
        return !few || subrequest(registry, call, "/v1/checks", ret);
}

/* The meetings of the latest minutes; none is a list without items. */
static bool get_minuted_meetings(struct registry *registry, struct call *call, json_t **ret)
{
        json_t *minutes, *item;
        size_t i;
        struct buffer target = BUFFER(TARGET_MAX);
        if (!subrequest(registry, call, "/v1/minutes?limit=5&fields=meeting", &minutes))
                return false;
        *ret = minutes;
        if (!json_array_size(json_object_get(minutes, "items")))
                return true;
        buffer_add_string(&target, "/v1/meetings?limit=5&fields=body,date,title");
        json_array_foreach(json_object_get(minutes, "items"), i, item)
                subrequest_add_parameter(&target, "id", json_string_value(json_object_get(item, "id")));
        return subrequest_buffer(registry, call, &target, ret);
}

bool front_home_handler(struct registry *registry, struct call *call)
{
        json_t *bodies, *checks, *agreements, *meetings, *minutes, *changed, *names;
        if (!subrequest(registry, call, "/v1/bodies?limit=500&count=true&fields=name,kind", &bodies) ||
            !get_verdicts(registry, call, bodies, &checks) ||
            !subrequest(registry, call, "/v1/agreements?limit=1&count=true&fields=title", &agreements) ||
            !subrequest(registry, call, "/v1/meetings?limit=5&fields=body,date", &meetings) ||
            !get_minuted_meetings(registry, call, &minutes) ||
            !subrequest(registry, call, "/v1/bodies?limit=5&sort=-updatedAt&fields=name,updatedAt",
                        &changed) ||
            !site_names_find(registry, call, (const json_t *[]){meetings, minutes}, 2, &names))
                return false;
        struct html html = begin_page(call);
        page_front(&html,
                   &(struct front_facts){bodies, checks, agreements, meetings, minutes, changed, names});
        return finish_page(call);
}

bool front_search_handler(struct registry *registry, struct call *call)
{
        struct search_facts facts = {.words = call_argument(call, "q"),
                                     .type = call_argument(call, "type"),
                                     .year = call_argument(call, "year")};
        struct buffer target = BUFFER(TARGET_MAX);
        json_t *found = NULL, *names = NULL;
        if (facts.words && facts.words[strspn(facts.words, " \t\n\r")]) {
                buffer_add_string(&target, "/v1/search?limit=20&facets=true");
                subrequest_add_parameter(&target, "q", facts.words);
                subrequest_add_parameter(&target, "type", facts.type);
                if (facts.year && *facts.year)
                        buffer_format(&target, "&from=%s-01-01&to=%s-12-31", facts.year, facts.year);
                subrequest_add_parameter(&target, "cursor", call_argument(call, "cursor"));
                if (!subrequest_buffer(registry, call, &target, &found) ||
                    !site_names_find(registry, call, (const json_t *[]){found}, 1, &names))
                        return false;
        }
        facts.found = found;
        facts.names = names;
        struct html html = begin_page(call);
        page_search(&html, &facts);
        return finish_page(call);
}

/* A page of a collection, as the page's own filters say. */
static bool get_list(struct registry *registry, struct call *call, const char *begin, json_t **ret)
{
        struct buffer target = BUFFER(TARGET_MAX);
        buffer_add_string(&target, begin);
        subrequest_add_parameter(&target, "q", call_argument(call, "q"));
        subrequest_add_parameter(&target, "kind", call_argument(call, "kind"));
        subrequest_add_parameter(&target, "cursor", call_argument(call, "cursor"));
        return subrequest_buffer(registry, call, &target, ret);
}

bool front_bodies_handler(struct registry *registry, struct call *call)
{
        json_t *list, *all, *checks;
        if (!get_list(registry, call, "/v1/bodies?limit=50&count=true&fields=name,kind,purpose", &list) ||
            !subrequest(registry, call, "/v1/bodies?limit=1&count=true&fields=name", &all) ||
            !get_verdicts(registry, call, all, &checks))
                return false;
        struct html html = begin_page(call);
        page_bodies(&html, &(struct list_facts){.words = call_argument(call, "q"),
                                                .kind = call_argument(call, "kind"),
                                                .list = list,
                                                .checks = checks});
        return finish_page(call);
}

bool front_agreements_handler(struct registry *registry, struct call *call)
{
        json_t *list, *names;
        if (!get_list(registry, call,
                      "/v1/agreements?limit=50&count=true&fields=title,kind,parties,validFrom,validTo",
                      &list) ||
            !site_names_find(registry, call, (const json_t *[]){list}, 1, &names))
                return false;
        struct html html = begin_page(call);
        page_agreements(
                &html, &(struct list_facts){.words = call_argument(call, "q"), .list = list, .names = names});
        return finish_page(call);
}

bool front_body_handler(struct registry *registry, struct call *call)
{
        const char *at = call_argument(call, "at");
        struct buffer target = BUFFER(TARGET_MAX);
        json_t *page, *meetings, *minutes, *documents, *decisions, *actions, *names;
        buffer_format(&target, "/v1/bodies/%s/page", call->id);
        subrequest_add_parameter(&target, "at", at);
        if (!subrequest_buffer(registry, call, &target, &page) ||
            !get_of_id(registry, call, "/v1/bodies/", "/meetings?limit=50&fields=date,title,status",
                       &meetings) ||
            !get_of_id(registry, call, "/v1/minutes?limit=500&fields=meeting&body=", "", &minutes) ||
            !get_of_id(registry, call, "/v1/documents?limit=50&body=", "", &documents) ||
            !get_of_id(registry, call, "/v1/bodies/", "/decisions?limit=5", &decisions) ||
            !get_of_id(registry, call, "/v1/actions?limit=50&status=unknown&status=open&answered=false&body=",
                       "", &actions) ||
            !site_names_find(registry, call, (const json_t *[]){page, actions}, 2, &names))
                return false;
        struct html html = begin_page(call);
        page_body(&html, &(struct body_facts){at && *at ? at : NULL, page, meetings, minutes, documents,
                                              decisions, actions, names});
        return finish_page(call);
}

bool front_agreement_handler(struct registry *registry, struct call *call)
{
        json_t *agreement, *check, *rules, *documents, *names;
        if (!get_of_id(registry, call, "/v1/agreements/", "", &agreement) ||
            !get_of_id(registry, call, "/v1/agreements/", "/check", &check) ||
            !get_of_id(registry, call, "/v1/rules?limit=500&agreement=", "", &rules) ||
            !get_of_id(registry, call, "/v1/documents?limit=50&agreement=", "", &documents) ||
            !site_names_find(registry, call, (const json_t *[]){agreement}, 1, &names))
                return false;
        struct html html = begin_page(call);
        page_agreement(&html, &(struct agreement_facts){agreement, check, rules, documents, names});
        return finish_page(call);
}

bool front_meeting_handler(struct registry *registry, struct call *call)
{
        json_t *meeting, *check, *documents, *actions, *names;
        if (!get_of_id(registry, call, "/v1/meetings/", "?include=minutes", &meeting) ||
            !get_of_id(registry, call, "/v1/meetings/", "/check", &check) ||
            !get_of_id(registry, call, "/v1/documents?limit=50&meeting=", "", &documents) ||
            !get_of_id(registry, call, "/v1/actions?limit=500&meeting=", "", &actions) ||
            !site_names_find(registry, call, (const json_t *[]){meeting, actions}, 2, &names))
                return false;
        struct html html = begin_page(call);
        page_meeting(&html, &(struct meeting_facts){meeting, check, documents, actions, names});
        return finish_page(call);
}

bool front_organisation_handler(struct registry *registry, struct call *call)
{
        struct organisation_facts facts;
        json_t *organisation, *memberships, *established, *agreements, *actions, *names;
        if (!get_of_id(registry, call, "/v1/organisations/", "", &organisation) ||
            !get_of_id(registry, call, "/v1/memberships?limit=100&organisation=", "", &memberships) ||
            !get_of_id(registry, call, "/v1/bodies?limit=100&fields=name&establishedBy=", "", &established) ||
            !get_of_id(registry, call, "/v1/agreements?limit=100&fields=title&party=", "", &agreements) ||
            !get_of_id(registry, call, "/v1/actions?limit=50&responsible=", "", &actions) ||
            !site_names_find(registry, call, (const json_t *[]){organisation, memberships, actions}, 3,
                             &names))
                return false;
        facts = (struct organisation_facts){organisation, memberships, established,
                                            agreements,   actions,     names};
        struct html html = begin_page(call);
        page_organisation(&html, &facts);
        return finish_page(call);
}

bool front_problem_handler(struct registry *registry, struct call *call)
{
        (void)registry;
        for (int i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++) {
                if (strcmp(problem_type((enum problem)i), call->id) != 0)
                        continue;
                struct html html = begin_page(call);
                page_problem_type(&html, (enum problem)i);
                return finish_page(call);
        }
        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
}

bool front_docs_handler(struct registry *registry, struct call *call)
{
        (void)registry;
        if (!asset_documentation(call->id))
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        struct html html = begin_page(call);
        page_documentation(&html, call->id);
        return finish_page(call);
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
        return call->answer.etag ? true : call_fail_internal(call, "out of memory");
}

void site_explain(struct call *call)
{
        struct answer *answer = &call->answer;
        bool page = contract_is_page(call->operation);
        json_t *problem = page ? json_loadb(answer->body.bytes, answer->body.length, 0, NULL) : NULL;
        if (!problem)
                return;
        struct buffer written = answer->body;
        answer->body = BUFFER(ANSWER_MAX);
        struct html html = begin_page(call);
        page_problem(&html, problem);
        json_decref(problem);
        bool done = !buffer_failed(&answer->body);
        buffer_clear(done ? &written : &answer->body);
        if (done)
                answer->media_type = PAGE_MEDIA_TYPE;
        else
                answer->body = written;
}
