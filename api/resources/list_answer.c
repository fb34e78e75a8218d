/*
 * list_answer - answers a list: a page as JSON or in a media type that has pages, or everything as a stream.
 */
#include "resources/resources_handlers.h"
#include "resources/list.h"
#include "resources/list_stream.h"
#include "resources/representation.h"

/* Writes the page in another media type that has pages. */
static bool write_representation(struct registry *registry, struct list *list,
                                 const struct representation *form, const struct rows *rows)
{
        struct call *call = list->call;
        size_t count = list_page_count(list, rows);
        list_set_next(list, rows, count);
        list_set_revision(list, rows);
        call->answer.etag = representation_tag(call, form, call->answer.revision);
        call->answer.media_type = representation_media_type(form);
        return representation_page(form, call, registry->public_url, rows, count, list_resource_column(list),
                                   list->revision_at);
}

/* Writes the page as JSON, with what it has besides the resources. */
static bool write_json(struct list *list, const struct rows *rows)
{
        struct call *call = list->call;
        const char *total = NULL;
        if (list_has_flag(call, "count") && !list_fetch_total(list, &total))
                return false;
        store_return(list->session);
        if (!list_write_items(list, rows))
                return false;
        if (total)
                buffer_format(&call->answer.body, ",\"total\":%s", total);
        list_write_end(list, rows);
        return true;
}

bool list_handler(struct registry *registry, struct call *call)
{
        const struct representation *form;
        struct list list = {.call = call};
        struct rows *rows = NULL;
        if (!representation_choose(call, &form))
                return false;
        if (form && !representation_is_paged(form))
                return list_stream(registry, call, form);
        if (!list_prepare(&list) || !access_open(registry, call, &list.session) || !list_fetch(&list, &rows))
                return false;
        if (rows_count(rows) == 0 && (!list_check_parent(&list) || !list_fetch_revision(&list)))
                return false;
        if (!form)
                return write_json(&list, rows);
        store_return(list.session);
        return write_representation(registry, &list, form, rows);
}
