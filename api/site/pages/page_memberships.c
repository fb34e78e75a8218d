#include "site/pages/page_memberships.h"

#include <string.h>

void page_memberships(struct html *html, const json_t *memberships, const json_t *names)
{
        static const enum page_word heads[] = {PAGE_BODY, PAGE_ROLE, PAGE_WHO, PAGE_IN_FORCE};
        const json_t *items = json_object_get(memberships, "items");
        size_t i;
        json_t *membership;
        if (!json_array_size(items))
                return;
        part_begin(html, "seats", PAGE_SITS_IN);
        part_begin_table(html, PAGE_SITS_IN, heads, 4);
        json_array_foreach((json_t *)items, i, membership) {
                const char *person = member_text(membership, "person"),
                           *office = member_text(membership, "office");
                part_begin_row(html);
                part_name(html, names, "bodies", member_text_or(membership, "body", ""));
                html_close(html);
                html_element(html, "td", NULL,
                             term_text(TERM_ROLE, member_text(membership, "role"), html->language));
                html_open(html, "td");
                if (person || office)
                        part_name(html, names, person ? "persons" : "offices", person ? person : office);
                else
                        part_name(html, names, "organisations", member_text(membership, "organisation"));
                html_close(html);
                html_open(html, "td");
                part_period(html, membership);
                html_close_all(html, 2);
        }
        part_end_table(html);
        part_end(html);
}
