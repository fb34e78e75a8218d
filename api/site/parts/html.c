#include "site/parts/html.h"

#include "base/percent.h"

#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"
#include "base/xml.h"

#include <string.h>
#include <strings.h>

/* Whether the element never has content in HTML. */
static bool is_void(const char *element)
{
        static const char *const names[] = {"img", "input", "link", "meta", "br", "hr"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcmp(names[i], element) == 0)
                        return true;
        return false;
}

/* Ends the start tag if it is still open. */
static void end_tag(struct html *html)
{
        if (html->in_tag)
                buffer_add_char(html->out, '>');
        html->in_tag = false;
}

void html_open(struct html *html, const char *element)
{
        end_tag(html);
        if (html->depth == HTML_DEPTH_MAX) {
                html->out->failed = true;
                return;
        }
        html->open[html->depth++] = element;
        html->in_tag = true;
        buffer_add_char(html->out, '<');
        buffer_add_string(html->out, element);
}

void html_open_class(struct html *html, const char *element, const char *class)
{
        html_open(html, element);
        if (class)
                html_set(html, "class", class);
}

void html_close(struct html *html)
{
        end_tag(html);
        if (!html->depth)
                return;
        const char *element = html->open[--html->depth];
        if (!is_void(element))
                buffer_format(html->out, "</%s>", element);
}

void html_close_all(struct html *html, size_t count)
{
        for (size_t i = 0; i < count; i++)
                html_close(html);
}

static void begin_attribute(struct html *html, const char *name)
{
        buffer_format(html->out, " %s=\"", name);
}

void html_set(struct html *html, const char *name, const char *value)
{
        begin_attribute(html, name);
        xml_add_string(html->out, value);
        buffer_add_char(html->out, '"');
}

void html_text_n(struct html *html, const char *text, size_t length)
{
        end_tag(html);
        xml_add(html->out, text, length);
}

void html_text(struct html *html, const char *text)
{
        if (text)
                html_text_n(html, text, strlen(text));
}

void html_built(struct html *html, const char *markup, size_t length)
{
        end_tag(html);
        buffer_add(html->out, markup, length);
}

void html_element(struct html *html, const char *element, const char *class, const char *text)
{
        html_open_class(html, element, class);
        html_text(html, text);
        html_close(html);
}

bool html_localised(struct html *html, const json_t *text)
{
        const char *code;
        const char *said = language_string_in(text, html->language, &code);
        if (!said)
                return false;
        if (strcmp(code, language_code(html->language)) == 0) {
                html_text(html, said);
                return true;
        }
        html_open(html, "span");
        html_set(html, "lang", code);
        html_text(html, said);
        html_close(html);
        return true;
}

bool html_localised_element(struct html *html, const char *element, const char *class, const json_t *text)
{
        if (!language_string(text, html->language))
                return false;
        html_open_class(html, element, class);
        html_localised(html, text);
        html_close(html);
        return true;
}

/* Adds JSON with <, > and & escaped, so that no text in it can end the script element. */
static int add_json(const char *text, size_t length, void *data)
{
        struct buffer *out = data;
        for (size_t i = 0; i < length; i++) {
                if (text[i] == '<' || text[i] == '>' || text[i] == '&')
                        buffer_format(out, "\\u%04x", (unsigned)text[i]);
                else
                        buffer_add_char(out, text[i]);
        }
        return 0;
}

void html_json(struct html *html, const char *media_type, const json_t *value)
{
        html_open(html, "script");
        html_set(html, "type", media_type);
        end_tag(html);
        if (!value || json_dump_callback(value, add_json, html->out, JSON_COMPACT) != 0)
                buffer_exhaust(html->out);
        html_close(html);
}

static void add_plain_value(struct buffer *out, char *separator, const char *name, const char *value)
{
        buffer_format(out, "%c%s=", *separator, name);
        percent_add(out, value, "");
        *separator = '&';
}

void html_add_address(struct buffer *out, const char *base, const struct html_url *url, const char *language)
{
        char separator = '?';
        buffer_format(out, "%s%s", base ? base : "", url->path);
        if (url->id)
                percent_add(out, url->id, "");
        if (url->end)
                buffer_add_string(out, url->end);
        for (size_t i = 0; i < url->query_count; i++)
                if (url->query[i].value && *url->query[i].value)
                        add_plain_value(out, &separator, url->query[i].name, url->query[i].value);
        if (language)
                add_plain_value(out, &separator, "lang", language);
}

static void add_value(struct buffer *out, char *separator, const char *name, const char *value)
{
        buffer_add_string(out, *separator == '?' ? "?" : "&amp;");
        buffer_add_string(out, name);
        buffer_add_char(out, '=');
        percent_add(out, value, "");
        *separator = '&';
}

void html_set_url(struct html *html, const char *attribute, const struct html_url *url,
                  enum html_language language)
{
        char separator = '?';
        begin_attribute(html, attribute);
        buffer_add_string(html->out, url->path);
        if (url->id)
                percent_add(html->out, url->id, "");
        if (url->end)
                buffer_add_string(html->out, url->end);
        for (size_t i = 0; i < url->query_count; i++)
                if (url->query[i].value)
                        add_value(html->out, &separator, url->query[i].name, url->query[i].value);
        if (language == HTML_SAY_LANGUAGE || (language == HTML_KEEP_LANGUAGE && html->language_chosen))
                add_value(html->out, &separator, "lang", language_code(html->language));
        if (url->part) {
                buffer_add_char(html->out, '#');
                percent_add(html->out, url->part, "");
        }
        buffer_add_char(html->out, '"');
}

void html_link(struct html *html, const char *path, const char *id, const struct html_query *query,
               size_t count)
{
        struct html_url url = {.path = path, .id = id, .query = query, .query_count = count};
        html_open(html, "a");
        html_set_url(html, "href", &url, HTML_KEEP_LANGUAGE);
}

void html_link_outside(struct html *html, const char *address, const char *text)
{
        bool safe = address &&
                    (strncasecmp(address, "https://", 8) == 0 || strncasecmp(address, "http://", 7) == 0);
        if (!safe) {
                html_text(html, text ? text : address);
                return;
        }
        html_open(html, "a");
        html_set(html, "href", address);
        html_set(html, "rel", "noreferrer");
        html_text(html, text ? text : address);
        html_close(html);
}
