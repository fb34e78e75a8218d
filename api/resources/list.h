/*
 * list - a list that a call asks for: its filters, its order, and pages of it.
 */
#pragma once

#include "resources/cursor.h"
#include "access/access.h"

struct list {
        struct call *call;
        struct session *session;
        const char *text; /* of list.sql */
        struct sql_value values[SQL_PARAMETERS_MAX];
        size_t value_count;
        struct sort_key keys[SORT_KEYS_MAX + 1]; /* the order, the id last */
        size_t key_count;
        size_t limit;
        struct cursor cursor;
        bool has_cursor;
        bool with_deleted;                  /* modifiedSince: tombstones too */
        const char *revision, *revision_at; /* of an empty page: the register's, and since when */
        const char *beside; /* more columns of a page's rows, behind the resource: ", t.name"; or NULL */
};

/* Takes from the call what the list is; false after call_fail(). */
bool list_prepare(struct list *list);

/* Gives list.sql one more value than the call has; NULL: its line is left out. */
void list_add_value(struct list *list, const char *name, const char *text);

/* Where the resource begins in a page's rows: before it stand the revision and the sort values as text. */
#define LIST_SORT_VALUES 1
static inline size_t list_resource_column(const struct list *list)
{
        return LIST_SORT_VALUES + list->key_count;
}

/* A page's rows, one more than the limit if there are more; false after call_fail(). */
bool list_fetch(struct list *list, struct rows **ret_rows);

/* A list below a resource that does not exist is not an empty list: false after call_fail(). */
bool list_check_parent(struct list *list);

/* An empty page has no row that says at which revision it was empty; false after call_fail(). */
bool list_fetch_revision(struct list *list);

/* How many of the rows are on the page: not the one that only shows that there are more. */
size_t list_page_count(const struct list *list, const struct rows *rows);

/* Counts everything that matches, on whatever page; false after call_fail(). */
bool list_fetch_total(struct list *list, const char **ret_total);

/* Give the answer the address of the next page, if there is one, and the revision that the page shows. */
void list_set_next(struct list *list, const struct rows *rows, size_t count);
void list_set_revision(struct list *list, const struct rows *rows);

/* Whether a parameter of the call is `true`. */
bool list_asks(const struct call *call, const char *name);

/* Writes the page as the answer: its items and what is next (false after call_fail()), then whatever members
 * the handler adds to the body, then the end and the tags. */
bool list_write_items(struct list *list, const struct rows *rows);
void list_write_end(struct list *list, const struct rows *rows);
