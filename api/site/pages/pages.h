/*
 * pages - writes the pages for people. The room is pure: the answers of public operations go in as JSON, and
 * HTML comes out. All text from outside is escaped (html.h).
 *
 * A page is written from the struct before it. Its members are the answers of the operations that they are
 * named after. `names` has the names of all resources that the page refers to: a member for each collection,
 * each an object of names by id.
 */
#pragma once

#include "site/parts/html.h"
#include "words/problem_table.h"

#include <jansson.h>

/* If a list has more bodies than this, it shows no verdicts, since judging them would take too long. */
#define PAGE_JUDGED_MAX 100

struct front_facts {
        const json_t *bodies;     /* all bodies: name and kind, with their total */
        const json_t *checks;     /* the checks of all bodies; NULL if they are too many */
        const json_t *agreements; /* for their total */
        const json_t *meetings;   /* the latest meetings */
        const json_t *minutes;    /* the meetings of the latest minutes */
        const json_t *changed;    /* the bodies that were changed last, the latest first */
        const json_t *names;
        const char *today;
};
void page_front(struct html *html, const struct front_facts *facts);

struct search_facts {
        const char *words, *type, *year; /* the page's parameters; NULL or "" if not given */
        const json_t *found;             /* the results; NULL if there are no words to search for */
        const json_t *names;
};
void page_search(struct html *html, const struct search_facts *facts);

struct list_facts {
        const char *words, *kind, *verdict; /* the page's filters; NULL or "" if not given */
        const json_t *list;
        const json_t *checks; /* the checks of all bodies; NULL if they are too many */
        const json_t *names;
        const char *today;
};
void page_bodies(struct html *html, const struct list_facts *facts);
void page_agreements(struct html *html, const struct list_facts *facts);

struct body_facts {
        const char *at;         /* the chosen day; NULL for today */
        const json_t *page;     /* the contract's BodyPage */
        const json_t *meetings; /* the latest first */
        const json_t *minutes;  /* the minutes of its meetings */
        const json_t *documents;
        const json_t *decisions; /* the latest decisions */
        const json_t *actions;   /* the open follow-ups */
        const json_t *map;       /* the map of what is one step away from the body */
        const json_t *names;
};
void page_body(struct html *html, const struct body_facts *facts);

struct agreement_facts {
        const json_t *agreement, *check, *rules, *documents, *names;
};
void page_agreement(struct html *html, const struct agreement_facts *facts);

struct meeting_facts {
        const json_t *meeting; /* with its minutes and its body included */
        const json_t *check;
        const json_t *documents;
        const json_t *actions; /* the follow-ups of its minutes, with what answered them */
        const json_t *names;
};
void page_meeting(struct html *html, const struct meeting_facts *facts);

struct organisation_facts {
        const json_t *organisation, *memberships, *established, *agreements, *actions, *names;
};
void page_organisation(struct html *html, const struct organisation_facts *facts);

/* A page of the documentation (asset_documentation()); NULL for the list of its pages. */
void page_documentation(struct html *html, const char *name);

/* What a kind of problem is, and what to do about it. */
void page_problem_type(struct html *html, enum problem problem);

struct person_facts {
        const json_t *person, *memberships, *offices, *names;
};
void page_person(struct html *html, const struct person_facts *facts);

struct office_facts {
        const json_t *office, *memberships, *names;
};
void page_office(struct html *html, const struct office_facts *facts);

struct area_facts {
        const json_t *area;
        const json_t *inner;  /* the areas within it */
        const json_t *bodies; /* the bodies that work for it */
        const json_t *checks; /* the checks of these bodies */
        const json_t *rules;  /* the rules of these bodies; NULL if there are no bodies */
        const json_t *names;
        const char *today;
};
void page_area(struct html *html, const struct area_facts *facts);
void page_areas(struct html *html, const struct list_facts *facts);

struct changes_facts {
        const json_t *body;
        const json_t *changes; /* an array, the oldest first */
};
void page_body_changes(struct html *html, const struct changes_facts *facts);

struct mandate_facts {
        const char *at; /* the chosen day; NULL for today */
        const json_t *mandate;
};
void page_mandate(struct html *html, const struct mandate_facts *facts);

struct roster_facts {
        const char *at; /* the chosen day; NULL for today */
        const json_t *roster;
};
void page_roster(struct html *html, const struct roster_facts *facts);

struct statistics_facts {
        const char *from, *to; /* the days that were chosen; NULL: from the beginning, until today */
        const json_t *statistics;
};
void page_statistics(struct html *html, const struct statistics_facts *facts);

/* `codes`: the codes that the register has names for. */
void page_codes(struct html *html, const json_t *codes);

/* A page about a problem (RFC 9457) that the call ended with. */
void page_problem(struct html *html, const json_t *problem);
