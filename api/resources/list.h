/*
 * list - answers a list of a collection: its filters, its order, and its pages.
 */
#pragma once

#include "resources/cursor.h"
#include "access/access.h"

struct list {
        struct call *call;
        struct session *session;
        const char *text;                            /* the text of the collection's list.sql */
        struct sql_value values[SQL_PARAMETERS_MAX]; /* the filters */
        size_t value_count;
        struct sort_key keys[SORT_KEYS_MAX + 1]; /* the order; the id is the last key */
        size_t key_count;
        size_t limit; /* how many items a page has */
        struct cursor cursor;
        bool has_cursor;
        bool with_deleted;                  /* with modifiedSince: tombstones are listed, too */
        const char *revision, *revision_at; /* of an empty page: the register's revision and its time */
        const char *beside; /* further columns of the rows, after the resource: ", t.name"; or NULL */
};

/* Reads the parameters of the list from the call; false after call_fail(). */
bool list_prepare(struct list *list);

/* Gives list.sql one more value than the call has; if it is NULL, its line is left out. */
void list_add_value(struct list *list, const char *name, const char *text);

/* The column with the resource in a page's rows; before it are the revision and the sort values as text. */
#define LIST_SORT_VALUES 1
static inline size_t list_resource_column(const struct list *list)
{
        return LIST_SORT_VALUES + list->key_count;
}

/* Fetches the rows of a page, and one more if there are more; false after call_fail(). */
bool list_fetch(struct list *list, struct rows **ret_rows);

/* Fails the call if the resource that the list is below does not exist; false after call_fail(). */
bool list_check_parent(struct list *list);

/* Fetches the revision for an empty page, which has no row with it; false after call_fail(). */
bool list_fetch_revision(struct list *list);

/* How many of the rows are on the page, without the one that only shows that there are more. */
size_t list_page_count(const struct list *list, const struct rows *rows);

/* Counts all items of the list, on all pages; false after call_fail(). */
bool list_fetch_total(struct list *list, const char **ret_total);

/* Set the answer's address of the next page, if there is one; and the revision that the page shows. */
void list_set_next(struct list *list, const struct rows *rows, size_t count);
void list_set_revision(struct list *list, const struct rows *rows);

/* Whether a parameter of the call is `true`. */
bool list_has_flag(const struct call *call, const char *name);

/* Write the page as the answer: first its items and the next page (false after call_fail()); then the handler
 * may add members to the body; then the end and the entity tag. */
bool list_write_items(struct list *list, const struct rows *rows);
void list_write_end(struct list *list, const struct rows *rows);
