/*
 * page_codes - the names that the contract enumerates, and the codes that the register has names for, with
 * their meanings in the page's language.
 */
#include "site/pages/pages.h"
#include "site/parts/parts.h"

#include <stdio.h>
#include <string.h>

/* The groups of names that the page lists, each with its heading. */
static const struct {
        enum term_group group;
        enum page_word name;
} groups[] = {
        {TERM_BODY_KIND, PAGE_CODES_BODY_KIND},
        {TERM_DECISION_MODE, PAGE_CODES_DECISION_MODE},
        {TERM_ROLE, PAGE_CODES_ROLE},
        {TERM_RULE_KIND, PAGE_CODES_RULE_KIND},
        {TERM_FORCE, PAGE_CODES_FORCE},
        {TERM_AGREEMENT_KIND, PAGE_CODES_AGREEMENT_KIND},
        {TERM_MEETING_STATUS, PAGE_CODES_MEETING_STATUS},
        {TERM_MINUTES_STATUS, PAGE_CODES_MINUTES_STATUS},
        {TERM_ITEM_KIND, PAGE_CODES_ITEM_KIND},
        {TERM_ACTION_KIND, PAGE_CODES_ACTION_KIND},
        {TERM_ACTION_STATUS, PAGE_CODES_ACTION_STATUS},
        {TERM_ORGANISATION_KIND, PAGE_CODES_ORGANISATION_KIND},
        {TERM_SECTOR, PAGE_CODES_SECTOR},
        {TERM_AREA_KIND, PAGE_CODES_AREA_KIND},
        {TERM_DOCUMENT_KIND, PAGE_CODES_DOCUMENT_KIND},
};

/* The groups of codes that the register names by itself. */
static const struct {
        const char *of;
        enum page_word name;
} own_groups[] = {
        {"category", PAGE_CODES_CATEGORY}, {"trait", PAGE_CODES_TRAIT}, {"variant", PAGE_CODES_VARIANT},
        {"point", PAGE_CODES_POINT},       {"event", PAGE_CODES_EVENT}, {"decision", PAGE_CODES_DECISION},
};

static const enum page_word heads[] = {PAGE_CODE, PAGE_CALLED};

static void write_code(struct html *html, const char *code, const char *called)
{
        part_begin_row(html);
        html_element(html, "code", NULL, code);
        html_close(html);
        html_element(html, "td", NULL, called);
        html_close(html);
}

static void write_group(struct html *html, enum term_group group, enum page_word name, size_t number)
{
        char id[32];
        const char *code;
        snprintf(id, sizeof id, "codes-%zu", number);
        part_begin(html, id, name);
        part_begin_table(html, name, heads, 2);
        for (size_t i = 0; (code = term_name(group, i)); i++)
                write_code(html, code, term_text(group, code, html->language));
        part_end_table(html);
        part_end(html);
}

/* A search leads to the row. */
static void write_own_code(struct html *html, const json_t *code)
{
        html_open(html, "tr");
        html_set(html, "id", member_text_or(code, "id", ""));
        part_begin_row_head(html);
        html_element(html, "code", NULL, member_text_or(code, "code", ""));
        html_close(html);
        html_open(html, "td");
        html_localised(html, json_object_get(code, "name"));
        html_close_all(html, 2);
}

/* The codes of a group; nothing where there are none. */
static void write_own_group(struct html *html, const json_t *codes, const char *of, enum page_word name)
{
        bool begun = false;
        char id[32];
        size_t i;
        json_t *code;
        snprintf(id, sizeof id, "codes-%s", of);
        json_array_foreach((json_t *)codes, i, code) {
                if (strcmp(member_text_or(code, "of", ""), of) != 0)
                        continue;
                if (!begun) {
                        part_begin(html, id, name);
                        part_begin_table(html, name, heads, 2);
                }
                begun = true;
                write_own_code(html, code);
        }
        if (begun) {
                part_end_table(html);
                part_end(html);
        }
}

static void write_verdicts(struct html *html)
{
        part_begin(html, "codes-verdicts", PAGE_VERDICT);
        part_begin_table(html, PAGE_VERDICT, heads, 2);
        for (int i = 0; i < VERDICT_COUNT; i++)
                write_code(html, verdict_name((enum verdict)i),
                           verdict_text((enum verdict)i, html->language));
        part_end_table(html);
        part_end(html);
}

void page_codes(struct html *html, const json_t *codes)
{
        struct page_frame frame = {.title = page_text(PAGE_CODES, html->language),
                                   .description = page_text(PAGE_CODES_LEAD, html->language),
                                   .path = "/codes"};
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide");
        html_element(html, "h1", NULL, frame.title);
        html_element(html, "p", "lead", frame.description);
        html_open_class(html, "div", "columns codes");
        for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
                write_group(html, groups[i].group, groups[i].name, i);
        write_verdicts(html);
        for (size_t i = 0; i < sizeof own_groups / sizeof *own_groups; i++)
                write_own_group(html, codes, own_groups[i].of, own_groups[i].name);
        html_close_all(html, 2);
        part_end_frame(html);
}
