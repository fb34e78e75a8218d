#include "resources/representation.h"

#include "resources/cursor.h"
#include "resources/show.h"
#include "resources/csv_table.h"
#include "formats/register_name.h"
#include "formats/calendar.h"
#include "formats/csv.h"
#include "formats/atom_entries.h"
#include "json/member.h"
#include "json/tree.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"

#include <string.h>

/* How many parameters a media type may refuse at most, because it has no room for what they ask for. */
#define REFUSES_MAX 5

struct medium {
        const char *type;
        const char *told; /* with its parameters, as sent in Content-Type */
        const char *name; /* in entity tags */
        bool paged;
        bool worded;    /* it has text in the caller's language */
        bool delimited; /* it is a table, whose delimiter the caller chooses, and which has columns of some of
                           what can be included */
        const char *refuses[REFUSES_MAX];
};

static const struct medium csv = {.type = "text/csv",
                                  .told = "text/csv; charset=utf-8; header=present",
                                  .name = "csv",
                                  .delimited = true,
                                  .refuses = {"count", "facets"}};
static const struct medium ndjson = {.type = "application/x-ndjson",
                                     .told = "application/x-ndjson",
                                     .name = "ndjson",
                                     .refuses = {"count", "facets"}};
/* It has no tombstones, since subscribers take an entry that is no longer in the calendar for deleted. */
static const struct medium calendar = {.type = "text/calendar",
                                       .told = "text/calendar; charset=utf-8; method=PUBLISH",
                                       .name = "calendar",
                                       .worded = true,
                                       .refuses = {"count", "facets", "include", "fields", "modifiedSince"}};
static const struct medium atom = {.type = ATOM_MEDIA_TYPE,
                                   .told = ATOM_MEDIA_TYPE,
                                   .name = "atom",
                                   .paged = true,
                                   .worded = true,
                                   .refuses = {"count", "facets", "include", "fields"}};

struct representation {
        const struct medium *medium;
        const char *collection; /* NULL: any */
        struct names needs;
        const char *what;                                 /* of a calendar: for programs */
        enum word name, about;                            /* for people; WORD_COUNT: no more to say */
        void (*component)(struct ical *, const json_t *); /* of a calendar */
        void (*entry)(struct atom *, const json_t *);     /* of a feed */
};

static const char *const body[] = {"body"};
static const char *const of_term[] = {"body", "person", "organisation", "office"};
static const char *const of_minutes[] = {"meeting", "body"};

static const struct representation forms[] = {
        {&csv, .about = WORD_COUNT},
        {&ndjson, .about = WORD_COUNT},
        {&calendar,
         "meetings",
         {body, 1},
         "Meetings",
         WORD_MEETINGS,
         WORD_MEETINGS_LEFT_OUT,
         calendar_add_meeting,
         NULL},
        {&calendar,
         "memberships",
         {of_term, 4},
         "Terms",
         WORD_TERMS,
         WORD_ENDS_LEFT_OUT,
         calendar_add_term,
         NULL},
        {&calendar,
         "agreements",
         {NULL, 0},
         "Agreements",
         WORD_AGREEMENTS_ENDING,
         WORD_ENDS_LEFT_OUT,
         calendar_add_agreement_end,
         NULL},
        {&calendar, "actions", {NULL, 0}, "Follow-ups", WORD_FOLLOW_UPS, WORD_COUNT, calendar_add_todo, NULL},
        {&atom, "minutes", {of_minutes, 2}, NULL, WORD_MINUTES, WORD_COUNT, NULL, atom_entries_add_minutes},
        {&atom, "decisions", {body, 1}, NULL, WORD_DECISIONS, WORD_COUNT, NULL, atom_entries_add_decision},
};

const struct representation *representation_find(const char *collection, const char *media_type)
{
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
                if (strcmp(forms[i].medium->type, media_type) == 0 &&
                    (!forms[i].collection || strcmp(forms[i].collection, collection) == 0))
                        return &forms[i];
        return NULL;
}

const struct names *representation_needs(const struct representation *form)
{
        return &form->needs;
}

bool representation_is_paged(const struct representation *form)
{
        return form->medium->paged;
}

const char *representation_media_type(const struct representation *form)
{
        return form->medium->told;
}

const char *representation_disposition(struct call *call, const struct representation *form)
{
        if (!form->component)
                return NULL;
        return arena_format(call->arena, "inline; filename=\"%s%s%s.ics\"", call->id ? call->id : "",
                            call->id ? "-" : "", call->operation->collection);
}

bool representation_choose(struct call *call, const struct representation **ret)
{
        /* feed readers only look at the first page */
        static const struct sort_key newest_first = {"updatedAt", true};
        const struct representation *form =
                representation_find(call->operation->collection, call->answer_type);
        *ret = form;
        for (size_t i = 0; form && i < REFUSES_MAX && form->medium->refuses[i]; i++)
                if (call_arguments(call, form->medium->refuses[i]))
                        fault_add(&call->faults, FAULT_PARAMETER, form->medium->refuses[i],
                                  FAULT_NOT_IN_THIS_FORM, call->answer_type, NULL);
        bool delimited = form && form->medium->delimited;
        for (size_t i = 0; delimited && i < call->include.count; i++)
                if (!csv_table_has_include(call->operation, call->include.items[i]))
                        fault_add(&call->faults, FAULT_PARAMETER, "include", FAULT_NOT_IN_THIS_FORM,
                                  call->answer_type, NULL);
        if (!delimited && call_arguments(call, "delimiter"))
                fault_add(&call->faults, FAULT_PARAMETER, "delimiter", FAULT_ONLY_IN_FORM, csv.type, NULL);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        if (form && form->needs.count)
                call->include = form->needs;
        if (form && form->medium->paged && !call_arguments(call, "sort")) {
                call->sort[0] = newest_first;
                call->sort_count = 1;
        }
        return true;
}

const char *representation_tag(struct call *call, const struct representation *form, const char *revision)
{
        const char *language = form->medium->worded ? language_code(call->language) : NULL;
        /* what the caller asked to include may depend on the day */
        const char *day = call->include.count > form->needs.count ? access_date(call, "validAt") : NULL;
        return arena_format(call->arena, "W/\"r%s-%s%s%s%s%s\"", revision, form->medium->name,
                            language ? "-" : "", language ? language : "", day ? "-" : "", day ? day : "");
}

/* Reads the whole resource of a row, with what is included, into the arena. NULL after call_fail(). */
static json_t *read_row(struct call *call, struct arena *arena, const struct rows *rows, size_t row,
                        size_t column)
{
        struct buffer text = BUFFER_OF(arena, ANSWER_MAX);
        json_t *resource = NULL;
        if (!call->include.count)
                resource = tree_load(arena, rows_text(rows, row, column), rows_length(rows, row, column));
        else if (!show_row(call, rows, row, column, &text))
                return NULL;
        else
                resource = tree_load(arena, text.bytes, text.length);
        if (!resource)
                call_fail_internal(call, "a stored text is not JSON");
        return resource;
}

/* An arena for one row, so that the rows' memory does not add up. */
static struct arena *arena_for_row(struct call *call)
{
        return arena_new_below(call->arena, CALL_MEMORY_MAX);
}

/* The name of the body if the list is below one; NULL if it is not, or if there is no row to read it from. */
static const char *body_name(const struct call *call, const json_t *first)
{
        const char *parent = call->operation->parent;
        bool below = parent && strcmp(parent, "bodies") == 0;
        return below ? language_string_or(member_included(first, "body"), "name", call->language, call->id)
                     : NULL;
}

static bool begin_calendar(const struct representation *form, struct call *call, const char *base,
                           const struct rows *rows, size_t column, struct buffer *out)
{
        struct ical ical = ICAL(out, call->language, base);
        struct arena *arena = arena_for_row(call);
        const json_t *first = rows_count(rows) ? read_row(call, arena, rows, 0, column) : NULL;
        if (rows_count(rows) && !first)
                return false;
        ical_begin(&ical, form->what, word_text(form->name, call->language), body_name(call, first),
                   form->about == WORD_COUNT ? NULL : word_text(form->about, call->language));
        buffer_clear(&ical.line);
        arena_free(arena);
        return true;
}

bool representation_begin(const struct representation *form, struct call *call, const char *base,
                          const struct rows *rows, size_t column, struct buffer *out)
{
        if (form->component)
                return begin_calendar(form, call, base, rows, column, out);
        if (form->medium == &csv) {
                buffer_add_string(out, CSV_MARK);
                csv_table_write_header(call, out);
        }
        return true;
}

bool representation_row(const struct representation *form, struct call *call, const char *base,
                        const struct rows *rows, size_t row, size_t column, struct buffer *out)
{
        if (form->medium == &ndjson) {
                bool good = show_row(call, rows, row, column, out);
                buffer_add_char(out, '\n');
                return good;
        }
        struct arena *arena = arena_for_row(call);
        const json_t *resource = read_row(call, arena, rows, row, column);
        if (!resource)
                return false;
        if (form->component) {
                struct ical ical = ICAL(out, call->language, base);
                form->component(&ical, resource);
                buffer_clear(&ical.line);
        } else {
                csv_table_write_row(call, resource, out);
        }
        arena_free(arena);
        return true;
}

void representation_end(const struct representation *form, struct buffer *out)
{
        struct ical ical = ICAL(out, LANGUAGE_NB, NULL);
        if (form->component)
                ical_end(&ical);
}

/* What a page states about itself, and is taken from its entries. */
struct page {
        struct buffer *entries;
        const char *updated; /* the latest change of any of them */
        const char *body;    /* whose they are; NULL: not of one alone */
};

static void write_entry(const struct representation *form, struct call *call, struct atom *feed,
                        struct page *page, const json_t *resource)
{
        const char *updated = member_text_or(resource, "updatedAt", "");
        const char *name = page->body ? NULL : body_name(call, resource);
        form->entry(feed, resource);
        if (!page->updated || strcmp(updated, page->updated) > 0)
                page->updated = arena_string(call->arena, updated);
        if (name)
                page->body = arena_string(call->arena, name);
}

static bool write_entries(const struct representation *form, struct call *call, struct atom *feed,
                          struct page *page, const struct rows *rows, size_t count, size_t column)
{
        for (size_t i = 0; i < count; i++) {
                struct arena *arena = arena_for_row(call);
                const json_t *resource = read_row(call, arena, rows, i, column);
                if (!resource)
                        return false;
                write_entry(form, call, feed, page, resource);
                arena_free(arena);
        }
        return true;
}

static const char *tag_of(struct arena *arena, const char *base, const char *id)
{
        struct buffer tag = BUFFER_OF(arena, ANSWER_MAX);
        register_name_add_tag(&tag, base);
        buffer_add_string(&tag, id);
        return buffer_text(&tag);
}

static void write_feed(const struct representation *form, struct call *call, struct atom *feed,
                       const struct page *page)
{
        const char *id = cursor_identity(call), *name = word_text(form->name, call->language);
        const char *self = cursor_address(call, "cursor", call_argument(call, "cursor"));
        struct buffer *out = &call->answer.body;
        struct atom_feed head = {
                .id = tag_of(call->arena, feed->base, id),
                .title = page->body ? arena_format(call->arena, "Samråd: %s (%s)", name, page->body)
                                    : arena_format(call->arena, "Samråd: %s", name),
                .updated = page->updated,
                .author = "Samråd",
                .self = self,
                .next = call->answer.next};
        feed->out = out;
        atom_begin(feed, &head);
        buffer_need(page->entries);
        buffer_add(out, page->entries->bytes, page->entries->length);
        atom_end(feed);
}

bool representation_page(const struct representation *form, struct call *call, const char *base,
                         const struct rows *rows, size_t count, size_t column, const char *at)
{
        struct page page = {.entries = buffer_new(call->arena, ANSWER_MAX)};
        struct atom feed = {.out = page.entries, .language = call->language, .base = base};
        if (!write_entries(form, call, &feed, &page, rows, count, column))
                return false;
        if (!page.updated)
                page.updated = at;
        write_feed(form, call, &feed, &page);
        return true;
}
