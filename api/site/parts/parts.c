#include "site/parts/parts.h"

#include "formats/page_path.h"
#include "site/parts/assets.h"
#include "words/template.h"

#include <stdio.h>
#include <string.h>

/* The longest text alternative of a picture: a name and a sentence. */
#define PICTURE_SAID_MAX ((size_t)16 * 1024)

/* The sign of a verdict, so that it can be recognised without its colour. */
static const char *sign_of(enum verdict verdict)
{
        switch (verdict) {
        case VERDICT_MET:
                return "✓";
        case VERDICT_NOT_MET:
                return "✕";
        case VERDICT_UNKNOWN:
        case VERDICT_PENDING:
                return "?";
        case VERDICT_WAIVED:
                return "§";
        default:
                return "–";
        }
}

static void write_mark(struct html *html, const char *kind, const char *sign, const char *said)
{
        char class[64];
        snprintf(class, sizeof class, "verdict verdict-%s", kind);
        html_open_class(html, "span", class);
        html_open_class(html, "span", "sign");
        html_set(html, "aria-hidden", "true");
        html_text(html, sign);
        html_close(html);
        html_text(html, said);
        html_close(html);
}

void part_verdict(struct html *html, enum verdict verdict)
{
        write_mark(html, verdict_name(verdict), sign_of(verdict), verdict_text(verdict, html->language));
}

void part_rule_verdict(struct html *html, enum verdict verdict, bool decides)
{
        if (!decides && verdict == VERDICT_NOT_MET)
                write_mark(html, "warning", "!", word_text(WORD_WARNING, html->language));
        else
                part_verdict(html, verdict);
}

void part_reading(struct html *html, const char *element, const json_t *finding)
{
        if (!member_text(finding, "variant"))
                return;
        html_open_class(html, element, "quiet");
        html_text(html, word_text(WORD_READING, html->language));
        html_text(html, ": ");
        html_text(html, member_text(finding, "variant"));
        html_close(html);
}

void part_day(struct html *html, const char *written)
{
        if (!written)
                return;
        struct buffer said = BUFFER(64);
        char day[11];
        snprintf(day, sizeof day, "%s", written); /* an instant is cut to its day */
        language_add_partial_date(&said, day, html->language);
        html_open(html, "time");
        html_set(html, "datetime", day);
        if (said.bytes)
                html_text_n(html, said.bytes, said.length);
        html_close(html);
        buffer_fail_with(html->out, &said);
        buffer_clear(&said);
}

bool part_period(struct html *html, const json_t *thing)
{
        const char *from = member_text(thing, "validFrom"), *to = member_text(thing, "validTo");
        if (!from && !to)
                return false;
        if (!from || !to) {
                html_text(html, page_text(from ? PAGE_FROM_DATE : PAGE_UNTIL_DATE, html->language));
                html_text(html, " ");
        }
        part_day(html, from);
        if (from && to)
                html_text(html, " – ");
        part_day(html, to);
        return true;
}

const char *part_meeting_day(const json_t *meeting)
{
        return member_text_or(meeting, "day", member_text(meeting, "date"));
}

bool part_has_ended(const json_t *thing, const char *day)
{
        const char *to = member_text(thing, "validTo");
        struct partial_date last;
        date shown;
        return to && day && date_parse(day, strlen(day), &shown) &&
               date_parse_partial(to, strlen(to), &last) && last.last < shown;
}

static void add_name(struct buffer *out, const char *place, size_t length, void *name)
{
        (void)place, (void)length;
        buffer_add_string(out, name);
}

const char *part_description(struct html *html, const json_t *thing, const char *key, enum page_word sentence,
                             const char *name, struct buffer *out)
{
        const char *said = language_string(json_object_get(thing, key), html->language);
        if (said)
                return said;
        template_fill(out, page_text(sentence, html->language),
                      &(struct template_filler){add_name, NULL, (void *)name});
        buffer_add_char(out, '\0');
        buffer_fail_with(html->out, out);
        return buffer_failed(out) ? "" : out->bytes;
}

/* Whether a day, month or year has begun on a day. Comparing as many characters as the date has makes a month
 * begun on each of its days. */
static bool is_reached(const char *from, const char *day)
{
        return !from || strncmp(from, day, strlen(from)) <= 0;
}

static bool is_past(const char *to, const char *day)
{
        return to && strncmp(to, day, strlen(to)) < 0;
}

json_t *part_name_on(const json_t *thing, const char *called, const char *day)
{
        const json_t *name;
        json_t *found = json_object_get(thing, called);
        size_t i;
        if (!day || !*day)
                return found;
        json_array_foreach(json_object_get(thing, "names"), i, name) {
                if (is_reached(member_text(name, "validFrom"), day) &&
                    !is_past(member_text(name, "validTo"), day))
                        found = json_object_get(name, "name");
        }
        return found;
}

json_t *part_entity(struct html *html, json_t *made)
{
        if (!made)
                buffer_exhaust(html->out);
        return made;
}

void part_link_body(struct html *html, const json_t *body)
{
        html_link(html, "/bodies/", member_text_or(body, "id", ""), NULL, 0);
        html_localised(html, json_object_get(body, "name"));
        html_close(html);
}

void part_name(struct html *html, const json_t *names, const char *collection, const char *id)
{
        const json_t *name = json_object_get(json_object_get(names, collection), id);
        const char *path = page_path_of(collection);
        if (!id)
                return;
        if (path)
                html_link(html, path, id, NULL, 0);
        if (json_is_string(name))
                html_text(html, json_string_value(name));
        else if (!html_localised(html, name))
                html_text(html, id);
        if (path)
                html_close(html);
}

void part_reference(struct html *html, const json_t *names, const json_t *reference)
{
        static const char *const kinds[][2] = {{"organisation", "organisations"},
                                               {"body", "bodies"},
                                               {"office", "offices"},
                                               {"person", "persons"},
                                               {"agreement", "agreements"}};
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
                const char *id = member_text(reference, kinds[i][0]);
                if (id) {
                        part_name(html, names, kinds[i][1], id);
                        return;
                }
        }
        html_text(html, member_text_or(reference, "name", member_text_or(reference, "title", NULL)));
}

void part_names(struct html *html, const json_t *names, const char *collection, const json_t *list)
{
        size_t i;
        json_t *entry;
        json_array_foreach((json_t *)list, i, entry) {
                if (i)
                        html_text(html, ", ");
                if (json_is_string(entry))
                        part_name(html, names, collection, json_string_value(entry));
                else
                        part_reference(html, names, entry);
        }
}

void part_open_asset(struct html *html, const char *element, const char *attribute, const char *file)
{
        html_open(html, element);
        html_set_url(html, attribute, &(struct html_url){.path = "/assets/", .id = asset_name(file)},
                     HTML_NO_LANGUAGE);
}

void part_begin_fact(struct html *html, enum page_word name)
{
        html_open(html, "div");
        html_element(html, "dt", NULL, page_text(name, html->language));
        html_open(html, "dd");
}

void part_end_fact(struct html *html)
{
        html_close_all(html, 2);
}

void part_source(struct html *html, const json_t *source)
{
        html_open(html, "li");
        html_link_outside(html, member_text(source, "url"), member_text(source, "title"));
        const char *locator = member_text(source, "locator"), *published = member_text(source, "published");
        if (locator) {
                html_text(html, ", ");
                html_text(html, locator);
        }
        if (published) {
                html_text(html, ", ");
                part_day(html, published);
        }
        if (member_text(source, "note"))
                html_element(html, "p", "quiet", member_text(source, "note"));
        html_close(html);
}

void part_sources(struct html *html, const json_t *sources)
{
        if (!json_array_size(sources))
                return;
        html_open_class(html, "details", "sources");
        html_open(html, "summary");
        html_text(html, page_text(PAGE_SOURCES, html->language));
        html_close(html);
        html_open(html, "ul");
        html_set(html, "lang", "no"); /* the titles of sources are Norwegian */
        size_t i;
        json_t *source;
        json_array_foreach((json_t *)sources, i, source)
                part_source(html, source);
        html_close_all(html, 2);
}

void part_note(struct html *html, const json_t *thing)
{
        const json_t *note = json_object_get(thing, "note");
        if (!language_string(note, html->language))
                return;
        html_open_class(html, "p", "note");
        html_element(html, "strong", NULL, page_text(PAGE_NOTE, html->language));
        html_text(html, ": ");
        html_localised(html, note);
        html_close(html);
}

void part_begin(struct html *html, const char *id, enum page_word heading)
{
        char name[64];
        snprintf(name, sizeof name, "%s-heading", id);
        html_open(html, "section");
        html_set(html, "id", id);
        html_set(html, "aria-labelledby", name);
        html_open(html, "h2");
        html_set(html, "id", name);
        html_text(html, page_text(heading, html->language));
        html_close(html);
}

void part_end(struct html *html)
{
        html_close(html);
}

void part_more(struct html *html, const char *path, const struct html_query *query, size_t count,
               const json_t *list)
{
        enum { FILTERS_MAX = 6, CURSOR_MAX = 4001 };
        const char *next = member_text(list, "next");
        const char *begin = next ? strstr(next, "cursor=") : NULL;
        char cursor[CURSOR_MAX];
        struct html_query all[FILTERS_MAX + 1];
        if (!begin || count > FILTERS_MAX)
                return;
        begin += strlen("cursor=");
        snprintf(cursor, sizeof cursor, "%.*s", (int)strcspn(begin, "&"), begin);
        for (size_t i = 0; i < count; i++)
                all[i] = query[i];
        all[count] = (struct html_query){"cursor", cursor};
        html_open_class(html, "p", "more");
        html_link(html, path, NULL, all, count + 1);
        html_set(html, "rel", "next");
        html_text(html, page_text(PAGE_MORE, html->language));
        html_close_all(html, 2);
}

void part_picture(struct html *html, const struct html_url *place, const char *of, const char *alternative)
{
        struct buffer said = BUFFER(PICTURE_SAID_MAX);
        buffer_format(&said, "%s%s%s", of ? of : "", of ? ": " : "", alternative);
        html_open_class(html, "figure", "picture");
        html_open(html, "a");
        html_set_url(html, "href", place, HTML_SAY_LANGUAGE);
        html_open(html, "img");
        html_set_url(html, "src", place, HTML_SAY_LANGUAGE);
        html_set(html, "alt", said.bytes ? said.bytes : alternative);
        buffer_fail_with(html->out, &said);
        buffer_clear(&said);
        html_set(html, "loading", "lazy");
        html_close(html);
        html_element(html, "span", "picture-hint", page_text(PAGE_OPEN_PICTURE, html->language));
        html_close_all(html, 2);
}

void part_subscription(struct html *html, const struct html_url *url, enum page_word what)
{
        const char *host = html->base ? strstr(html->base, "://") : NULL;
        struct buffer address = BUFFER(PART_SENTENCE_MAX);
        if (!host)
                return;
        buffer_add_string(&address, "webcal");
        html_add_address(&address, host, url, language_code(html->language));
        buffer_add_char(&address, '\0');
        html_open(html, "li");
        html_open(html, "a");
        html_set(html, "href", buffer_failed(&address) ? "" : address.bytes);
        html_text(html, page_text(what, html->language));
        html_close_all(html, 2);
        buffer_fail_with(html->out, &address);
        buffer_clear(&address);
}

void part_representation_link(struct html *html, const struct html_url *place, enum page_word what)
{
        html_open(html, "li");
        html_open(html, "a");
        html_set_url(html, "href", place, HTML_SAY_LANGUAGE);
        html_text(html, page_text(what, html->language));
        html_close_all(html, 2);
}

void part_feeds(struct html *html, const struct page_frame *frame)
{
        for (size_t i = 0; i < frame->feed_count; i++)
                part_representation_link(html, &frame->feeds[i].place, frame->feeds[i].name);
}

void part_count(struct html *html, size_t count, enum page_word one, enum page_word many)
{
        struct buffer number = BUFFER(64);
        language_add_number(&number, (int64_t)count, html->language);
        if (number.bytes)
                html_text_n(html, number.bytes, number.length);
        html_text(html, " ");
        html_text(html, page_text(count == 1 ? one : many, html->language));
        buffer_fail_with(html->out, &number);
        buffer_clear(&number);
}

void part_begin_table(struct html *html, enum page_word name, const enum page_word *heads, size_t count)
{
        html_open_class(html, "div", "table");
        html_set(html, "tabindex", "0");
        html_set(html, "role", "group"); /* not a landmark, since the section around it has that name */
        html_set(html, "aria-label", page_text(name, html->language));
        html_open(html, "table");
        html_open(html, "thead");
        html_open(html, "tr");
        for (size_t i = 0; i < count; i++) {
                html_open(html, "th");
                html_set(html, "scope", "col");
                html_text(html, page_text(heads[i], html->language));
                html_close(html);
        }
        html_close_all(html, 2);
        html_open(html, "tbody");
}

void part_begin_row_head(struct html *html)
{
        html_open(html, "th");
        html_set(html, "scope", "row");
}

void part_begin_row(struct html *html)
{
        html_open(html, "tr");
        part_begin_row_head(html);
}

void part_end_table(struct html *html)
{
        html_close_all(html, 3);
}

void part_data_link(struct html *html, const char *path, const char *id, const char *end)
{
        struct html_url place = {.path = path, .id = id, .end = end};
        html_open_class(html, "p", "as-data");
        html_open(html, "a");
        html_set_url(html, "href", &place, HTML_NO_LANGUAGE);
        html_text(html, page_text(PAGE_AS_DATA, html->language));
        html_close_all(html, 2);
}

void part_fact_of(struct html *html, enum page_word name, const json_t *names, const char *collection,
                  const json_t *list)
{
        if (!json_array_size(list))
                return;
        part_begin_fact(html, name);
        part_names(html, names, collection, list);
        part_end_fact(html);
}

void part_begin_field(struct html *html, enum page_word label, const char *element, const char *name)
{
        html_open(html, "div");
        html_open(html, "label");
        html_set(html, "for", name);
        html_text(html, page_text(label, html->language));
        html_close(html);
        html_open(html, element);
        html_set(html, "id", name);
        html_set(html, "name", name);
}

void part_end_field(struct html *html)
{
        html_close_all(html, 2);
}

void part_links(struct html *html, const char *id, enum page_word heading, const char *path,
                const json_t *list)
{
        const json_t *items = json_object_get(list, "items");
        size_t i;
        json_t *thing;
        if (!json_array_size(items))
                return;
        part_begin(html, id, heading);
        html_open_class(html, "ul", "lines");
        json_array_foreach((json_t *)items, i, thing) {
                const json_t *name = json_object_get(thing, "name");
                html_open(html, "li");
                html_link(html, path, member_text_or(thing, "id", ""), NULL, 0);
                html_localised(html, name ? name : json_object_get(thing, "title"));
                html_close_all(html, 2);
        }
        html_close(html);
        part_end(html);
}
