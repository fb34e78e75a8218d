#include "formats/atom_entries.h"

#include "formats/register_name.h"

#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <string.h>

/* Longer titles are truncated in lists of entries. */
#define TITLE_MAX   ((size_t)300)
/* A host and an id. */
#define ID_MAX      ((size_t)600)
/* An entry of minutes shows what was dealt with and decided, up to PIECE_MAX bytes of each. */
#define PIECE_MAX   ((size_t)2000)
/* The largest content of one entry, so that a page of them is not larger than an answer may be. */
#define CONTENT_MAX ((size_t)100 * 1024)
#define ENTRY_MAX   (2 * CONTENT_MAX)

/* The buffer's text, with a NUL at its end. */
static const char *terminated_text(struct atom *feed, struct buffer *text)
{
        buffer_add_char(text, '\0');
        buffer_fail_with(feed->out, text);
        return buffer_failed(text) ? "" : text->bytes;
}

static void add_cut(struct buffer *out, const char *text, size_t max)
{
        size_t length = strlen(text), cut = utf8_cut(text, length, max);
        buffer_add(out, text, cut);
        if (cut < length)
                buffer_add_string(out, "\xe2\x80\xa6");
}

/* Adds a text as an element of XHTML. */
static void add_element(struct buffer *out, const char *name, const char *before, const char *text)
{
        size_t length = strlen(text), cut = utf8_cut(text, length, PIECE_MAX);
        buffer_format(out, "<%s>", name);
        xml_add_string(out, before);
        xml_add(out, text, cut);
        buffer_format(out, "%s</%s>", cut < length ? "\xe2\x80\xa6" : "", name);
}

static const char *body_name(const struct atom *feed, const json_t *resource)
{
        return language_string_or(member_included(resource, "body"), "name", feed->language,
                                  member_text_or(resource, "body", ""));
}

/* Adds an entry for a resource that exists, with `title` and `content`. */
static void add_entry(struct atom *feed, const json_t *resource, const char *collection,
                      struct atom_entry *entry, struct buffer *title)
{
        struct buffer id = BUFFER(ID_MAX), link = BUFFER(TITLE_MAX), author = BUFFER(2 * TITLE_MAX);
        struct buffer page = BUFFER(TITLE_MAX);
        const char *name = member_text_or(resource, "id", "");
        register_name_add_tag(&id, feed->base);
        buffer_format(&id, "%s/%s", collection, name);
        buffer_format(&link, "/v1/%s/%s", collection, name);
        add_cut(&author, body_name(feed, resource), TITLE_MAX);
        entry->id = terminated_text(feed, &id);
        entry->title = terminated_text(feed, title);
        entry->updated = member_text_or(resource, "updatedAt", "");
        entry->published = member_text_or(resource, "createdAt", NULL);
        entry->author = author.length || buffer_failed(&author) ? terminated_text(feed, &author) : NULL;
        entry->link = terminated_text(feed, &link);
        entry->link_type = "application/json";
        buffer_format(&page, "/meetings/%s#minutes", member_text_or(resource, "meeting", name));
        entry->page = terminated_text(feed, &page);
        atom_entry(feed, entry);
        buffer_clear(&page);
        buffer_clear(&id);
        buffer_clear(&link);
        buffer_clear(&author);
}

/* Adds a tombstone if the resource is one; else false. */
static bool add_tombstone(struct atom *feed, const json_t *resource, const char *collection)
{
        if (!json_is_true(json_object_get(resource, "deleted")))
                return false;
        struct buffer id = BUFFER(ID_MAX);
        register_name_add_tag(&id, feed->base);
        buffer_format(&id, "%s/%s", collection, member_text_or(resource, "id", ""));
        atom_deleted(feed, terminated_text(feed, &id), member_text_or(resource, "updatedAt", ""));
        buffer_clear(&id);
        return true;
}

static void add_item(struct buffer *out, const json_t *item, enum language language)
{
        const json_t *decisions = json_object_get(item, "decisions");
        struct buffer before = BUFFER(TITLE_MAX);
        buffer_format(&before, "%s ", member_text_or(item, "number", ""));
        buffer_add_char(&before, '\0');
        buffer_fail_with(out, &before);
        add_element(out, "h3", buffer_failed(&before) ? "" : before.bytes,
                    language_string_or(item, "title", language, ""));
        buffer_clear(&before);
        if (language_string(json_object_get(item, "text"), language))
                add_element(out, "p", "", language_string_or(item, "text", language, ""));
        for (size_t i = 0; i < json_array_size(decisions) && out->length < CONTENT_MAX; i++) {
                add_element(out, "h4", "", word_text(WORD_DECISION, language));
                add_element(out, "p", "",
                            language_string_or(json_array_get(decisions, i), "text", language, ""));
        }
}

/* Adds as many items as there is room for. */
static void add_items(struct buffer *out, const json_t *minutes, enum language language)
{
        const json_t *items = json_object_get(minutes, "items");
        for (size_t i = 0; i < json_array_size(items) && out->length < CONTENT_MAX; i++)
                add_item(out, json_array_get(items, i), language);
        if (out->length >= CONTENT_MAX)
                buffer_add_string(out, "<p>\xe2\x80\xa6</p>");
}

/* Adds `Sektorrådet, 12. mars 2024`; if the day is not known, the month or year. */
static void add_occasion(struct atom *feed, struct buffer *title, const json_t *resource, const char *day)
{
        add_cut(title, body_name(feed, resource), TITLE_MAX);
        if (!*day)
                return;
        buffer_add_string(title, ", ");
        language_add_written_date(title, day, feed->language);
}

void atom_entries_add_minutes(struct atom *feed, const json_t *minutes)
{
        struct buffer title = BUFFER(ENTRY_MAX), content = BUFFER(ENTRY_MAX);
        if (add_tombstone(feed, minutes, "minutes"))
                return;
        add_occasion(feed, &title, minutes, member_text_or(member_included(minutes, "meeting"), "day", ""));
        if (strcmp(member_text_or(minutes, "status", ""), "draft") == 0)
                buffer_format(&title, " (%s)", word_text(WORD_DRAFT, feed->language));
        add_items(&content, minutes, feed->language);
        struct atom_entry entry = {.xhtml = terminated_text(feed, &content)};
        add_entry(feed, minutes, "minutes", &entry, &title);
        buffer_clear(&title);
        buffer_clear(&content);
}

void atom_entries_add_decision(struct atom *feed, const json_t *decision)
{
        struct buffer title = BUFFER(ENTRY_MAX);
        add_occasion(feed, &title, decision, member_text_or(decision, "date", ""));
        buffer_add_string(&title, ": ");
        add_cut(&title, language_string_or(json_object_get(decision, "item"), "title", feed->language, ""),
                TITLE_MAX);
        struct atom_entry entry = {.category = json_string_value(json_object_get(decision, "kind")),
                                   .content = language_string_or(decision, "text", feed->language, "")};
        add_entry(feed, decision, "decisions", &entry, &title);
        buffer_clear(&title);
}
