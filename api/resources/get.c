/*
 * get - returns one resource: all or some of its members, with included resources, or in another media type.
 */
#include "resources/resources_handlers.h"
#include "resources/representation.h"
#include "resources/show.h"

/* The first column is the resource's tag; in a form, the register's revision. */
enum { TAG, REVISION = TAG, RESOURCE };

static struct sql *make_statement(struct call *call, const struct representation *form)
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
        return sql;
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

static bool fail_if_missing(struct call *call, const struct rows *rows)
{
        return rows_count(rows) > 0 || call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                                                 call->operation->collection);
}

static bool write_json(struct registry *registry, struct call *call, struct rows *rows, void *context)
{
        (void)registry, (void)context;
        if (!fail_if_missing(call, rows))
                return false;
        call->answer.etag = access_tag(call, rows_text(rows, 0, TAG));
        return show_row(call, rows, 0, RESOURCE, &call->answer.body);
}

bool get_handler(struct registry *registry, struct call *call)
{
        const struct representation *form;
        struct rows *rows;
        if (!representation_choose(call, &form))
                return false;
        struct sql *sql = make_statement(call, form);
        if (!form)
                return access_read_then(registry, call, sql, write_json, NULL);
        return access_read(registry, call, sql, &rows) && fail_if_missing(call, rows) &&
               write_form(registry, call, form, rows);
}
