/*
 * search - a page of results from all collections. It is a list whose rows also state whether all matches
 * were ranked, and which word was searched for instead of one that is not in the register.
 */
#include "resources/resources_handlers.h"
#include "resources/list.h"

/* The columns behind the resource, in this order. */
#define BESIDE ", t.complete, t.suggestion, t.total, t.facets"
enum beside { COMPLETE = 1, SUGGESTION, TOTAL, FACETS };

/* What a page states besides its items; NULL: nothing. */
struct aside {
        const char *complete, *suggestion, *total, *facets;
};

/* What the rows say, each of them the same. */
static struct aside aside_of_rows(const struct rows *rows, size_t resource)
{
        return (struct aside){.complete = rows_text(rows, 0, resource + COMPLETE),
                              .suggestion = rows_text(rows, 0, resource + SUGGESTION),
                              .total = rows_text(rows, 0, resource + TOTAL),
                              .facets = rows_text(rows, 0, resource + FACETS)};
}

/* The same for a page without rows. */
static bool fetch_aside(struct list *list, bool counted, struct aside *ret)
{
        struct call *call = list->call;
        struct rows *asked, *counts = NULL;
        if (!list_fetch_revision(list) ||
            !access_run_file(call, list->session, "search/corrected", list->values, list->value_count,
                             &asked) ||
            (counted && !access_run_file(call, list->session, "search/counts", list->values,
                                         list->value_count, &counts)))
                return false;
        *ret = (struct aside){.complete = "true",
                              .suggestion = rows_text(asked, 0, 0),
                              .total = counted ? rows_text(counts, 0, 0) : NULL,
                              .facets = counted ? rows_text(counts, 0, 1) : NULL};
        return true;
}

static void write_aside(const struct call *call, const struct aside *aside, struct buffer *out)
{
        buffer_format(out, ",\"complete\":%s", aside->complete);
        if (aside->suggestion)
                buffer_format(out, ",\"suggestion\":%s", aside->suggestion);
        if (list_has_flag(call, "count"))
                buffer_format(out, ",\"total\":%s", aside->total);
        if (list_has_flag(call, "facets"))
                buffer_format(out, ",\"facets\":%s", aside->facets);
}

bool search_handler(struct registry *registry, struct call *call)
{
        struct list list = {.call = call, .beside = BESIDE};
        struct rows *rows = NULL;
        struct aside aside;
        bool counted = list_has_flag(call, "count") || list_has_flag(call, "facets");
        call->use = CALL_SEARCHES;
        if (!list_prepare(&list))
                return false;
        list_add_value(&list, "counted", counted ? "true" : NULL);
        if (!access_open(registry, call, &list.session) || !list_fetch(&list, &rows))
                return false;
        if (rows_count(rows))
                aside = aside_of_rows(rows, list_resource_column(&list));
        else if (!fetch_aside(&list, counted, &aside))
                return false;
        store_return(list.session);
        if (!list_write_items(&list, rows))
                return false;
        write_aside(call, &aside, &call->answer.body);
        list_write_end(&list, rows);
        return true;
}
