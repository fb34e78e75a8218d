#include "resources/resources_handlers.h"
#include "access/writing.h"
#include "resources/merge.h"
#include "resources/write.h"

#include "json/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool run_file(struct write *write, const char *file, const struct sql_value *values, size_t count,
                     struct rows **ret_rows)
{
        return access_run_file(write->call, write->session, file, values, count, ret_rows);
}

bool write_read(struct write *write)
{
        if (write->call->operation->method == METHOD_DELETE) {
                write->document.id = write->call->id;
                return true;
        }
        return resource_choose_id(write->call, &write->document) &&
               resource_refuse_restricted(write->call, &write->document);
}

/* The id of the resource that this one is merged into; NULL: it is not merged. */
static const char *merged_into(const struct write *write)
{
        return json_string_value(json_object_get(write->document.value, "into"));
}

/* Locks both resources of a merge. */
static bool lock_merge(struct write *write)
{
        const char *into = merge_is_operation(write->call) ? merged_into(write) : NULL;
        const struct sql_value values[] = {{"id", write->document.id}, {"into", into}};
        return !into || run_file(write, "resource/merge_lock", values, 2, NULL);
}

bool write_lock(struct write *write)
{
        struct sql_value values[] = {{"id", write->document.id}};
        struct rows *rows;
        if (!lock_merge(write) || !run_file(write, "resource/lock", values, 1, &rows))
                return false;
        write->stored = (struct stored){0};
        if (rows_count(rows))
                write->stored = (struct stored){true, rows_text(rows, 0, 0), rows_text(rows, 0, 1),
                                                rows_text(rows, 0, 2)};
        return true;
}

/* If-Match and If-None-Match (RFC 9110, 13.1). */
static bool check_conditions(struct write *write)
{
        struct call *call = write->call;
        const struct stored *stored = &write->stored;
        const struct condition *match = &call->if_match, *none = &call->if_none_match;
        if (match->given && !stored->exists)
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_ABSENT, NULL, NULL);
        if (match->given && !match->any && !call_condition_names(match, stored->version))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_STALE, stored->version, NULL);
        if (none->given && stored->exists && (none->any || call_condition_names(none, stored->version)))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, none->any ? FAULT_PRESENT : FAULT_STALE,
                                 stored->version, NULL);
        return true;
}

/* Makes a statement with the document as it is now and, unless NULL, what is written along with it. */
static struct sql *new_sql(struct write *write, const char *not_stored)
{
        struct call *call = write->call;
        const struct sql_value values[] = {{"collection", call->operation->collection},
                                           {"id", write->document.id},
                                           {"document", tree_text(call->arena, write->document.value)},
                                           {"notStored", not_stored}};
        return sql_new(call->arena, call->operation->collection, values, not_stored ? 4 : 3);
}

/* The text of the collection's query file of this name; NULL if it has none. */
static const char *own_file(const struct call *call, const char *name)
{
        char file[64];
        snprintf(file, sizeof file, "%s/%s", call->operation->collection, name);
        return sql_file(file);
}

bool write_serialise(struct write *write)
{
        const char *turn = own_file(write->call, "serialise");
        if (!turn || !json_is_object(write->document.value))
                return true;
        struct sql *sql = new_sql(write, NULL);
        sql_add_file(sql, turn);
        return access_run(write->call, write->session, sql, NULL);
}

/* Checks a merge; a document that is merged into another needs no further checks. */
static bool check_merge(struct write *write)
{
        const char *into = merged_into(write);
        return !into || write->answer || merge_check(write->call, write->session, write->document.id, into);
}

bool write_check_document(struct write *write)
{
        struct call *call = write->call;
        /* about the document itself; with others; about their number */
        const char *const own[] = {own_file(call, "faults"), own_file(call, "conflicts"),
                                   own_file(call, "limit")};
        struct rows *rows;
        if (!json_is_object(write->document.value))
                return true;
        if (!write_serialise(write))
                return false;
        if (merge_is_operation(call))
                return check_merge(write);
        struct sql *sql = new_sql(write, NULL);
        sql_add_file(sql, sql_file("resource/faults"));
        for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
                if (own[i]) {
                        sql_add(sql, " union all ");
                        sql_add_file(sql, own[i]);
                }
        }
        if (!access_run(call, write->session, sql, &rows))
                return false;
        access_collect_faults(call, rows);
        return true;
}

static bool fail_not_found(struct write *write)
{
        struct call *call = write->call;
        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                         call->operation->collection);
}

/* Whether the resource is gone after the write: it is deleted, or merged into another. */
static bool takes_away(const struct write *write)
{
        return write->call->operation->method == METHOD_DELETE || merge_is_operation(write->call);
}

/* What is stored, as far as the caller may see it. */
static const char *visible_text(const struct write *write)
{
        return access_sees_restricted(write->call) ? write->stored.whole : write->stored.json;
}

bool write_check_stored(struct write *write)
{
        struct call *call = write->call;
        const struct stored *stored = &write->stored;
        switch (takes_away(write) ? METHOD_DELETE : call->operation->method) {
        case METHOD_POST: /* faults in the document are reported first */
                return !stored->exists || call->faults.count ||
                       call_fail(call, PROBLEM_CONFLICT, FAULT_PRESENT, NULL, NULL);
        case METHOD_PUT:
                if (!check_conditions(write))
                        return false;
                return !stored->exists || resource_add_stored(call, &write->document, stored->whole);
        case METHOD_PATCH:
                if (!stored->exists && !call->if_match.given)
                        return fail_not_found(write);
                if (!check_conditions(write))
                        return false;
                return resource_is_json_patch(call)
                               ? resource_patch(call, &write->document, visible_text(write), stored->whole)
                               : resource_merge(call, &write->document, stored->whole);
        default:
                if (!stored->exists && !call->if_match.given)
                        return fail_not_found(write);
                return check_conditions(write);
        }
}

/* Refuses to delete a resource that others refer to; the referrers are reported. */
static bool check_referrers(struct write *write, const char *not_stored)
{
        struct call *call = write->call;
        struct sql_value values[] = {{"collection", call->operation->collection},
                                     {"id", write->document.id},
                                     {"notStored", not_stored}};
        struct rows *rows;
        if (!run_file(write, "resource/referrers", values, not_stored ? 3 : 2, &rows))
                return false;
        size_t count = rows_count(rows);
        if (count == 0)
                return true;
        struct referrer *referrers = arena_array(call->arena, count, sizeof *referrers);
        for (size_t i = 0; i < count; i++)
                referrers[i] = (struct referrer){rows_text(rows, i, 0), rows_text(rows, i, 1),
                                                 rows_text(rows, i, 2)};
        call->answer.referrers = referrers;
        call->answer.referrer_count = count;
        return call_fail(call, PROBLEM_CONFLICT, FAULT_REFERRED_TO, NULL, NULL);
}

bool write_check_references(struct write *write, const char *not_stored)
{
        struct call *call = write->call;
        struct rows *rows;
        if (merge_is_operation(call) && !write->answer)
                return true; /* they will refer to the other */
        if (takes_away(write))
                return check_referrers(write, not_stored);
        if (!json_is_object(write->document.value))
                return true;
        struct sql *sql = new_sql(write, not_stored);
        sql_add_file(sql, sql_file("resource/references"));
        if (!access_run(call, write->session, sql, &rows))
                return false;
        access_collect_faults(call, rows);
        return true;
}

bool write_store_document(struct write *write)
{
        struct call *call = write->call;
        const char *file = write->stored.exists ? "resource/update" : "resource/insert";
        resource_write(call, &write->document);
        struct sql_value values[] = {{"id", write->document.id},
                                     {"document", write->document.text},
                                     {"restricted", write->document.restricted}};
        struct rows *rows;
        if (!run_file(write, file, values, 3, &rows))
                return false;
        if (rows_count(rows) == 0) { /* the document is the same as the stored one */
                write->version = write->stored.version;
                write->answer = visible_text(write);
                return true;
        }
        write->version = rows_text(rows, 0, 0);
        write->answer = rows_text(rows, 0, access_sees_restricted(call) ? 2 : 1);
        return true;
}

bool write_store(struct write *write)
{
        struct sql_value id[] = {{"id", write->document.id}};
        if (write->call->operation->method == METHOD_DELETE)
                return run_file(write, "resource/delete", id, 1, NULL);
        if (merge_is_operation(write->call))
                return merge_make(write->call, write->session, write->document.id, merged_into(write),
                                  &write->answer);
        return write_store_document(write);
}

bool write_creates(const struct write *write)
{
        enum method method = write->call->operation->method;
        return !write->stored.exists && (method == METHOD_POST || method == METHOD_PUT);
}

unsigned write_status(const struct write *write)
{
        if (write->call->operation->method == METHOD_DELETE)
                return 204;
        return write_creates(write) ? 201 : 200;
}

const char *write_location(const struct write *write)
{
        const struct call *call = write->call;
        return write_creates(write) ? arena_format(call->arena, "/v1/%s/%s", call->operation->collection,
                                                   write->document.id)
                                    : NULL;
}

/* Answers with the document and the rules that the write has broken. */
static bool write_answer(struct write *write, const struct gate *gate)
{
        struct call *call = write->call;
        call->answer.status = write_status(write);
        if (!write->answer)
                return true;
        if (write->version)
                call->answer.etag = access_tag(call, write->version);
        call->answer.location = write_location(write);
        buffer_add(&call->answer.body, write->answer, strlen(write->answer) - 1);
        if (gate->findings)
                buffer_add_string(&call->answer.body, ",\"findings\":");
        buffer_add_string(&call->answer.body, gate->findings ? gate->findings : "");
        buffer_add_char(&call->answer.body, '}');
        return true;
}

/* Runs all checks of the write, and reports all faults at once. */
static bool check_everything(struct write *write)
{
        struct call *call = write->call;
        if (!write_check_stored(write) || !write_check_document(write) ||
            !write_check_references(write, NULL))
                return false;
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}

/* Reads the document that was sent: JSON, or another media type that its reader converts. */
static bool read_document(struct registry *registry, struct write *write)
{
        struct call *call = write->call;
        const struct body_reader *reader = registry->body_readers;
        while (reader->media_type && !(call->body_type && strcmp(reader->media_type, call->body_type) == 0))
                reader++;
        return reader->media_type ? reader->read(registry, call, &write->document)
                                  : resource_read(call, &write->document);
}

bool write_carry_through(struct write *write, struct gate *gate)
{
        struct call *call = write->call;
        gate_open(call, gate);
        return check_everything(write) &&
               gate_add(call, write->session, write->document.id, write->document.value, gate) &&
               gate_before(call, write->session, gate) && write_store(write) &&
               gate_after(call, write->session, gate) && access_number(call, write->session);
}

static bool attempt_write(struct registry *registry, struct call *call, struct session **session)
{
        struct write write = {.call = call};
        struct gate gate;
        bool has_body = call->operation->method != METHOD_DELETE;
        if ((has_body && !read_document(registry, &write)) || !write_read(&write) ||
            !access_open(registry, call, session) || !access_begin(call, *session))
                return false;
        write.session = *session;
        return write_lock(&write) && write_carry_through(&write, &gate) && write_answer(&write, &gate) &&
               access_commit(call, write.session);
}

bool write_handler(struct registry *registry, struct call *call)
{
        return access_write(registry, call, attempt_write);
}
