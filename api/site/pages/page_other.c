/*
 * page_other - the pages that do not show the register's content: the documentation and problems.
 */
#include "site/pages/pages.h"
#include "site/parts/assets.h"
#include "site/parts/parts.h"

#include <stdio.h>

void page_documentation(struct html *html, const char *name)
{
        const struct embedded *page = asset_documentation(name);
        struct page_frame frame = {.title = name ? name : page_text(PAGE_DOCS_TITLE, html->language),
                                   .description = page_text(PAGE_DOCS_LEAD, html->language),
                                   .section = SECTION_DOCS,
                                   .path = name ? "/docs/" : "/docs",
                                   .id = name,
                                   .documentation = true};
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide docs");
        if (!name)
                html_element(html, "h1", NULL, page_text(PAGE_DOCS_TITLE, html->language));
        html_open(html, "div");
        html_set(html, "lang", "en"); /* the contract is written in English */
        html_built(html, page->text, page->length);
        html_close_all(html, 2);
        part_end_frame(html);
}

static const char *advice_on(enum problem problem, enum language language)
{
        switch (language) {
        case LANGUAGE_NN:
                return problem_do_nn(problem);
        case LANGUAGE_EN:
                return problem_do_en(problem);
        default:
                return problem_do_nb(problem);
        }
}

void page_problem_type(struct html *html, enum problem problem)
{
        const char *title = problem_text(problem, html->language);
        struct page_frame frame = {.title = title,
                                   .description = advice_on(problem, html->language),
                                   .path = "/problems/",
                                   .id = problem_type(problem)};
        char number[16];
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide problem");
        snprintf(number, sizeof number, "%u", problem_status(problem));
        html_element(html, "p", "above", number);
        html_element(html, "h1", NULL, title);
        html_element(html, "p", "lead", advice_on(problem, html->language));
        html_open(html, "p");
        html_link(html, "/docs", NULL, NULL, 0);
        html_text(html, page_text(PAGE_DOCS_TITLE, html->language));
        html_close_all(html, 3);
        part_end_frame(html);
}

static void write_faults(struct html *html, const json_t *faults)
{
        size_t i;
        json_t *fault;
        if (!json_array_size(faults))
                return;
        html_open(html, "ul");
        json_array_foreach((json_t *)faults, i, fault) {
                html_open(html, "li");
                html_element(html, "strong", NULL,
                             member_text_or(fault, "parameter", member_text(fault, "header")));
                html_text(html, ": ");
                html_text(html, member_text(fault, "detail"));
                html_close(html);
        }
        html_close(html);
}

void page_problem(struct html *html, const json_t *problem)
{
        json_int_t status = json_integer_value(json_object_get(problem, "status"));
        struct page_frame frame = {.title = member_text(problem, "title"), .path = "/", .large_search = true};
        char number[32];
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, status);
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide problem");
        html_element(html, "p", "above", number);
        html_element(html, "h1", NULL, member_text(problem, "title"));
        html_element(html, "p", "lead", member_text(problem, "detail"));
        write_faults(html, json_object_get(problem, "errors"));
        html_element(html, "p", NULL,
                     page_text(status < 429 ? PAGE_NOT_FOUND_ADVICE : PAGE_TRY_AGAIN, html->language));
        part_search_form(html, "words", NULL, true);
        html_open(html, "p");
        html_link(html, "/", NULL, NULL, 0);
        html_text(html, page_text(PAGE_TO_FRONT, html->language));
        html_close_all(html, 2);
        html_open_class(html, "p", "quiet");
        html_text(html, page_text(PAGE_REQUEST_ID, html->language));
        html_text(html, ": ");
        html_element(html, "code", NULL, member_text(problem, "requestId"));
        html_close_all(html, 2);
        part_end_frame(html);
}
