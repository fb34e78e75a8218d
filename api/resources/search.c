/*
 * search - a page of results from all collections. It is a list whose rows also state whether all matches
 * were ranked, and which word was searched for instead of one that is not in the register.
 */
#include "resources/resources_handlers.h"
#include "resources/list.h"

/* The columns behind the resource, in this order. */
#define BESIDE ", t.complete, t.suggestion"
enum beside { COMPLETE = 1, SUGGESTION };

/* What a page states besides its items; NULL: nothing. */
struct aside {
        const char *complete, *suggestion, *total, *facets;
};

static bool fetch_aside(struct list *list, const struct rows *rows, struct aside *ret)
{
        struct call *call = list->call;
        struct rows *asked = NULL, *counts = NULL;
        size_t resource = list_resource_column(list);
        bool found = rows_count(rows) > 0;
        bool count = list_asks(call, "count"), facets = list_asks(call, "facets");
        if (!found &&
            (!list_fetch_revision(list) ||
             !access_run_file(call, list->session, "search/asked", list->values, list->value_count, &asked)))
                return false;
        if ((count || facets) &&
            !access_run_file(call, list->session, "search/counts", list->values, list->value_count, &counts))
                return false;
        *ret = (struct aside){
                .complete = found ? rows_text(rows, 0, resource + COMPLETE) : "true",
                .suggestion = found ? rows_text(rows, 0, resource + SUGGESTION) : rows_text(asked, 0, 0),
                .total = count ? rows_text(counts, 0, 0) : NULL,
                .facets = facets ? rows_text(counts, 0, 1) : NULL,
        };
        return true;
}

static void write_aside(struct buffer *out, const struct aside *aside)
{
        buffer_format(out, ",\"complete\":%s", aside->complete);
        if (aside->suggestion)
                buffer_format(out, ",\"suggestion\":%s", aside->suggestion);
        if (aside->total)
                buffer_format(out, ",\"total\":%s", aside->total);
        if (aside->facets)
                buffer_format(out, ",\"facets\":%s", aside->facets);
}

bool search_handler(struct registry *registry, struct call *call)
{
        struct list list = {.call = call, .beside = BESIDE};
        struct rows *rows = NULL;
        struct aside aside;
        if (!list_prepare(&list) || !access_open(registry, call, &list.session) ||
            !list_fetch(&list, &rows) || !fetch_aside(&list, rows, &aside))
                return false;
        store_return(list.session);
        if (!list_write_items(&list, rows))
                return false;
        write_aside(&call->answer.body, &aside);
        list_write_end(&list, rows);
        return true;
}
