/*
 * get - returns one resource: all or some of its members, with included resources, or in another media type.
 */
#include "resources/resources_handlers.h"
#include "resources/representation.h"
#include "resources/show.h"

/* The first column is the resource's tag; in a form, the register's revision. */
enum { TAG, REVISION = TAG, RESOURCE };

static bool fetch_resource(struct registry *registry, struct call *call, const struct representation *form,
                           struct rows **ret_rows)
{
        const struct sql_value values[] = {{"id", call->id}, {"at", access_date(call, "validAt")}};
        struct sql *sql = sql_new(call->arena, call->operation->collection, values, 2);
        if (form)
                sql_add(sql, "select (select revision from revision_counter), ");
        else
                sql_add(sql, "select t.tag, ");
        show_add_columns(call, sql);
        sql_add(sql, " ");
        sql_add_file(sql, sql_file("resource/get"));
        return access_read(registry, call, sql, ret_rows);
}

/* Writes the resource in another media type. Its tag is that of the register's revision, since what is
 * written may depend on included resources. */
static bool write_form(struct registry *registry, struct call *call, const struct representation *form,
                       const struct rows *rows)
{
        struct buffer *out = &call->answer.body;
        call->answer.etag = representation_tag(call, form, rows_text(rows, 0, REVISION));
        call->answer.media_type = representation_media_type(form);
        call->answer.disposition = representation_disposition(call, form);
        if (!representation_begin(form, call, registry->public_url, rows, RESOURCE, out) ||
            !representation_row(form, call, registry->public_url, rows, 0, RESOURCE, out))
                return false;
        representation_end(form, out);
        return true;
}

bool get_handler(struct registry *registry, struct call *call)
{
        const struct representation *form;
        struct rows *rows = NULL;
        if (!representation_choose(call, &form) || !fetch_resource(registry, call, form, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                                 call->operation->collection);
        if (form)
                return write_form(registry, call, form, rows);
        call->answer.etag = access_tag(call, rows_text(rows, 0, TAG));
        return show_row(call, rows, 0, RESOURCE, &call->answer.body);
}
