/*
 * test_html - whatever is written becomes HTML that says it and nothing else.
 */
#include "suite.h"
#include "site/parts/html.h"
#include "site/pages/pages.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_MAX ((size_t)1024 * 1024)

static struct buffer page;

static struct html begin(void)
{
        page = BUFFER(PAGE_MAX);
        return (struct html){.out = &page, .language = LANGUAGE_EN};
}

static void ends_as(const char *expected)
{
        ck_assert(!buffer_failed(&page));
        ck_assert_uint_eq(page.length, strlen(expected));
        ck_assert_mem_eq(page.bytes, expected, page.length);
        buffer_clear(&page);
}

START_TEST(test_elements)
{
        struct html html = begin();
        html_open(&html, "p");
        html_set(&html, "title", "a\"b'<c>&\n");
        html_text(&html, "<script>&amp;");
        html_open(&html, "br");
        html_close(&html);
        html_element(&html, "em", "x", NULL);
        html_close(&html);
        html_close(&html); /* nothing is open */
        ends_as("<p title=\"a&quot;b&#39;&lt;c&gt;&amp;&#10;\">&lt;script&gt;&amp;amp;<br><em "
                "class=\"x\"></em></p>");
}
END_TEST

START_TEST(test_hidden_characters)
{
        struct html html = begin();
        html_text(&html, "a\xe2\x80\xae"
                         "b\x01"
                         "c\xff"); /* turned writing, control, no UTF-8 */
        ends_as("abc\xef\xbf\xbd");
}
END_TEST

START_TEST(test_addresses)
{
        struct html_query query[] = {{"q", "a&b=\"c\" ø"}, {"left", NULL}, {"kind", ""}};
        struct html html = begin();
        html.language_chosen = true;
        html_link(&html, "/search", NULL, query, 3);
        html_close(&html);
        ends_as("<a href=\"/search?q=a%26b%3D%22c%22%20%C3%B8&amp;kind=&amp;lang=en\"></a>");
        html = begin();
        html_link(&html, "/bodies/", "../\"><x", NULL, 0);
        html_close(&html);
        ends_as("<a href=\"/bodies/..%2F%22%3E%3Cx\"></a>");
}
END_TEST

START_TEST(test_outside)
{
        static const char *const refused[] = {"javascript:alert(1)", "data:text/html,x", "//example.org",
                                              " https://x", ""};
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
                struct html html = begin();
                html_link_outside(&html, refused[i], "Source");
                ends_as("Source");
        }
        struct html html = begin();
        html_link_outside(&html, "HTTPS://example.org/\"&", NULL);
        ends_as("<a href=\"HTTPS://example.org/&quot;&amp;\" "
                "rel=\"noreferrer\">HTTPS://example.org/&quot;&amp;</a>");
}
END_TEST

START_TEST(test_languages)
{
        struct html html = begin();
        json_t *both = json_pack("{s:s, s:s}", "nb", "Råd", "en", "Council");
        json_t *one = json_pack("{s:s}", "nn", "Råd");
        ck_assert(html_localised(&html, both));
        ck_assert(html_localised_element(&html, "b", NULL, one));
        ck_assert(!html_localised(&html, NULL));
        json_decref(both);
        json_decref(one);
        ends_as("Council<b><span lang=\"nn\">Råd</span></b>");
}
END_TEST

START_TEST(test_too_deep)
{
        struct html html = begin();
        for (int i = 0; i <= HTML_DEPTH_MAX; i++)
                html_open(&html, "div");
        ck_assert(buffer_failed(&page));
        buffer_clear(&page);
}
END_TEST

/* Answers that hold nothing, or something else than they should, make a page all the same. */
START_TEST(test_strange_answers)
{
        static const char *const answers[] = {
                "{}", "[]", "{\"items\": 7, \"check\": [], \"body\": {\"name\": 1, \"id\": null}}",
                "{\"items\": [1, null, {}], \"rules\": [{}], \"included\": {\"minutes\": [{\"items\": "
                "[{}]}]}}"};
        json_t *any = json_loads(answers[_i], 0, NULL);
        struct html html = begin();
        page_front(&html, &(struct front_facts){any, any, any, any, any, any, any, "2020-01-01"});
        page_search(&html, &(struct search_facts){"x", NULL, "2011", any, any});
        page_bodies(&html,
                    &(struct list_facts){.list = any, .checks = any, .names = any, .today = "2020-01-01"});
        page_agreements(&html, &(struct list_facts){.list = any, .names = any});
        page_body(&html, &(struct body_facts){NULL, any, any, any, any, any, any, any, any});
        page_agreement(&html, &(struct agreement_facts){any, any, any, any, any});
        page_meeting(&html, &(struct meeting_facts){any, any, any, any, any});
        page_organisation(&html, &(struct organisation_facts){any, any, any, any, any, any});
        page_person(&html, &(struct person_facts){any, any, any, any});
        page_office(&html, &(struct office_facts){any, any, any});
        page_area(&html, &(struct area_facts){any, any, any, any, any, any, "2020-01-01"});
        page_areas(&html, &(struct list_facts){.list = any});
        page_body_changes(&html, &(struct changes_facts){any, any});
        page_codes(&html, any);
        page_problem(&html, any);
        ck_assert_uint_eq(html.depth, 0);
        ck_assert(!buffer_failed(&page));
        buffer_clear(&page);
        json_decref(any);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("html");
        TCase *tests = tcase_create("html");
        tcase_add_test(tests, test_elements);
        tcase_add_test(tests, test_hidden_characters);
        tcase_add_test(tests, test_addresses);
        tcase_add_test(tests, test_outside);
        tcase_add_test(tests, test_languages);
        tcase_add_test(tests, test_too_deep);
        tcase_add_loop_test(tests, test_strange_answers, 0, 4);
        suite_add_tcase(suite, tests);
        return suite;
}
