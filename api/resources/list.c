/*
 * list - the pages of a collection: filters, order, keyset cursor, count, tombstones.
 *
 * The collection's list.sql selects the rows that match the filters, with a column "sort.<name>" for each
 * order it offers, none of them null. Here the page is cut out of it: after the cursor, in order, one row
 * more than asked for, which shows whether there is a next page.
 */
#include "resources/list.h"

#include "resources/show.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether a parameter controls the page, and is not a filter of the collection. */
static bool is_steering(const char *name)
{
        static const char *const names[] = {"limit",   "cursor", "count",  "facets", "sort",     "fields",
                                            "include", "lang",   "format", KNOWN_AT, "delimiter"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcmp(names[i], name) == 0)
                        return true;
        return false;
}

void list_add_value(struct list *list, const char *name, const char *text)
{
        assert(list->value_count < SQL_PARAMETERS_MAX); /* no list in the contract has this many */
        list->values[list->value_count++] = (struct sql_value){name, text};
}

static void read_filters(struct list *list)
{
        struct call *call = list->call;
        const struct operation *operation = call->operation;
        for (size_t i = 0; i < call->argument_count; i++) {
                const struct argument *argument = &call->arguments[i];
                const char *name = argument->parameter->name;
                const char *text = argument->count ? argument->texts[0] : argument->parameter->default_text;
                if (argument->parameter->place != PARAMETER_QUERY || is_steering(name) || !text)
                        continue;
                if (argument->parameter->repeatable)
                        text = sql_array(call->arena, argument->texts, argument->count);
                list_add_value(list, name, text);
        }
        if (operation->fixed)
                list_add_value(list, operation->fixed, sql_array(call->arena, &call->id, 1));
        list_add_value(list, "collection", operation->collection);
        list_add_value(list, "at", access_date(call, "validAt"));
}

/* The requested order with the id as the last key, so that the order is total. */
static void choose_order(struct list *list)
{
        struct call *call = list->call;
        list->with_deleted = call_argument(call, "modifiedSince") != NULL;
        if (list->with_deleted) {
                const char *sort = call_argument(call, "sort");
                if (sort && strcmp(sort, "updatedAt") != 0)
                        fault_add(&call->faults, FAULT_PARAMETER, "sort", FAULT_SORT_WITH_MODIFIED, NULL,
                                  NULL);
                call->sort[0] = (struct sort_key){"updatedAt", false};
                call->sort_count = 1;
        }
        bool by_id = false;
        for (size_t i = 0; i < call->sort_count && !by_id; i++) {
                list->keys[list->key_count++] = call->sort[i];
                by_id = strcmp(call->sort[i].name, "id") == 0;
        }
        bool descending = list->key_count && list->keys[list->key_count - 1].descending;
        if (!by_id)
                list->keys[list->key_count++] = (struct sort_key){"id", descending};
}

bool list_prepare(struct list *list)
{
        struct call *call = list->call;
        char file[64];
        snprintf(file, sizeof file, "%s/list", call->operation->collection);
        list->text = sql_file(file);
        list->limit = strtoul(call_argument(call, "limit"), NULL, 10);
        choose_order(list);
        read_filters(list);
        cursor_read(call, list->key_count, &list->cursor, &list->has_cursor);
        return call->faults.count ? call_fail_faults(call, PROBLEM_BAD_REQUEST) : true;
}

static void add_column(struct sql *sql, const struct sort_key *key)
{
        /* with `t.`, since `order by` would otherwise use the output column, which is text */
        sql_add(sql, "t.");
        sql_add_name(sql, strcmp(key->name, "id") == 0 ? "" : "sort.", key->name);
}

/* Adds the source of the rows that match, with tombstones if they are asked for. */
static void add_source(const struct list *list, struct sql *sql)
{
        sql_add(sql, " from (");
        if (list->with_deleted)
                sql_add(sql, "select id, version, json, restricted, \"sort.updatedAt\" from (");
        sql_add_file(sql, list->text);
        if (list->with_deleted) {
                sql_add(sql, ") as live union all ");
                sql_add_file(sql, sql_file("resource/deleted"));
        }
        sql_add(sql, ") as t");
}

/* Adds the condition for rows after the cursor, for the keys from `first` on: after it by this key, or equal
 * in this key and after it by the rest. */
static void add_after(const struct list *list, struct sql *sql, size_t first)
{
        const struct sort_key *key = &list->keys[first];
        sql_add(sql, "(");
        add_column(sql, key);
        sql_add_text(sql, key->descending ? " < " : " > ");
        sql_bind(sql, list->cursor.values[first]);
        if (first + 1 < list->key_count) {
                sql_add(sql, " or (");
                add_column(sql, key);
                sql_add(sql, " = ");
                sql_bind(sql, list->cursor.values[first]);
                sql_add(sql, " and ");
                add_after(list, sql, first + 1);
                sql_add(sql, ")");
        }
        sql_add(sql, ")");
}

static bool is_one_way(const struct list *list)
{
        for (size_t i = 1; i < list->key_count; i++)
                if (list->keys[i].descending != list->keys[0].descending)
                        return false;
        return true;
}

/* Adds the condition for rows after the cursor. If all keys have one direction it is a row comparison, which
 * can use an index. */
static void add_cursor(const struct list *list, struct sql *sql)
{
        sql_add(sql, " where ");
        if (!is_one_way(list)) {
                add_after(list, sql, 0);
                return;
        }
        sql_add(sql, "(");
        for (size_t i = 0; i < list->key_count; i++) {
                if (i)
                        sql_add(sql, ", ");
                add_column(sql, &list->keys[i]);
        }
        sql_add_text(sql, list->keys[0].descending ? ") < (" : ") > (");
        for (size_t i = 0; i < list->key_count; i++) {
                if (i)
                        sql_add(sql, ", ");
                sql_bind(sql, list->cursor.values[i]);
        }
        sql_add(sql, ")");
}

static void add_order(const struct list *list, struct sql *sql)
{
        sql_add(sql, " order by ");
        for (size_t i = 0; i < list->key_count; i++) {
                if (i)
                        sql_add(sql, ", ");
                add_column(sql, &list->keys[i]);
                if (list->keys[i].descending)
                        sql_add(sql, " desc");
        }
        sql_add(sql, " limit ");
        sql_bind(sql, arena_format(list->call->arena, "%zu", list->limit + 1));
}

bool list_fetch(struct list *list, struct rows **ret_rows)
{
        struct call *call = list->call;
        struct sql *sql = sql_new(call->arena, call->operation->collection, list->values, list->value_count);
        sql_add(sql, "select (select revision from revision_counter), ");
        for (size_t i = 0; i < list->key_count; i++) {
                add_column(sql, &list->keys[i]);
                sql_add(sql, "::text, ");
        }
        show_add_columns(call, sql);
        if (list->beside)
                sql_add_text(sql, list->beside);
        add_source(list, sql);
        if (list->has_cursor)
                add_cursor(list, sql);
        add_order(list, sql);
        enum problem problem = access_try(call, list->session, sql, ret_rows);
        if (problem && list->has_cursor && strncmp(store_sqlstate(list->session), "22", 2) == 0) {
                /* a cursor that was not made here: its values do not have the right types */
                fault_add(&call->faults, FAULT_PARAMETER, "cursor", FAULT_BAD_CURSOR, NULL, NULL);
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        }
        return problem ? access_fail(call, list->session, problem) : true;
}

bool list_fetch_total(struct list *list, const char **ret_total)
{
        struct call *call = list->call;
        struct rows *rows;
        struct sql *sql = sql_new(call->arena, call->operation->collection, list->values, list->value_count);
        sql_add(sql, "select count(*)");
        add_source(list, sql);
        if (!access_run(call, list->session, sql, &rows))
                return false;
        *ret_total = rows_text(rows, 0, 0);
        return true;
}

bool list_has_flag(const struct call *call, const char *name)
{
        const char *value = call_argument(call, name);
        return value && strcmp(value, "true") == 0;
}

bool list_check_parent(struct list *list)
{
        struct call *call = list->call;
        const char *parent = call->operation->parent;
        if (!parent)
                return true;
        struct sql *sql = sql_new(call->arena, parent, NULL, 0);
        struct rows *rows;
        sql_add(sql, "select from resource where collection = ");
        sql_bind(sql, parent);
        sql_add(sql, " and id = ");
        sql_bind(sql, call->id);
        if (!access_run(call, list->session, sql, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, parent);
        return true;
}

size_t list_page_count(const struct list *list, const struct rows *rows)
{
        return rows_count(rows) <= list->limit ? rows_count(rows) : list->limit;
}

void list_set_next(struct list *list, const struct rows *rows, size_t count)
{
        struct call *call = list->call;
        struct cursor last = {.count = list->key_count};
        if (rows_count(rows) <= list->limit)
                return;
        for (size_t i = 0; i < list->key_count; i++)
                last.values[i] = rows_text(rows, count - 1, LIST_SORT_VALUES + i);
        call->answer.next = cursor_next(call, cursor_write(call, &last));
}

bool list_fetch_revision(struct list *list)
{
        struct rows *rows;
        if (!access_run_file(list->call, list->session, "operations/revision", NULL, 0, &rows))
                return false;
        list->revision = rows_text(rows, 0, 0);
        list->revision_at = rows_text(rows, 0, 1);
        return true;
}

void list_set_revision(struct list *list, const struct rows *rows)
{
        struct call *call = list->call;
        const char *revision = rows_count(rows) ? rows_text(rows, 0, 0) : list->revision;
        call->answer.revision = arena_string(call->arena, revision);
}

/* The tag states the revision, since a list only changes with it. What is included may also depend on the
 * day. */
static void set_tag(struct call *call)
{
        const char *revision = call->answer.revision;
        call->answer.etag = call->include.count ? arena_format(call->arena, "W/\"r%s-%s\"", revision,
                                                               access_date(call, "validAt"))
                                                : arena_format(call->arena, "W/\"r%s\"", revision);
}

bool list_write_items(struct list *list, const struct rows *rows)
{
        struct call *call = list->call;
        struct buffer *out = &call->answer.body;
        size_t count = list_page_count(list, rows);
        buffer_add_string(out, "{\"items\":[");
        for (size_t i = 0; i < count; i++) {
                if (i)
                        buffer_add_char(out, ',');
                if (!show_row(call, rows, i, list_resource_column(list), out))
                        return false;
        }
        list_set_next(list, rows, count);
        const char *quote = call->answer.next ? "\"" : "";
        buffer_format(out, "],\"next\":%s%s%s", quote, call->answer.next ? call->answer.next : "null", quote);
        return true;
}

void list_write_end(struct list *list, const struct rows *rows)
{
        buffer_add_char(&list->call->answer.body, '}');
        list_set_revision(list, rows);
        set_tag(list->call);
}
