/*
 * pages - the register as pages for people. Pure: what the public operations answered goes in as JSON, HTML
 * comes out. Everything that comes from outside is escaped.
 *
 * The structs below hold the answers of those operations by what they are, so that most members have no more
 * to be said of them. `names` is, for each collection, an object of names by id: of all that a page refers
 * to.
 */
#pragma once

#include "site/parts/html.h"
#include "words/problem_table.h"

#include <jansson.h>

/* More bodies than this are not judged for a list: it would take too long. */
#define PAGE_JUDGED_MAX 100

struct front_facts {
        const json_t *bodies;     /* list with its total, name and kind */
        const json_t *checks;     /* of all bodies; NULL: they are too many */
        const json_t *agreements; /* list with its total */
        const json_t *meetings;   /* the latest, with the total */
        const json_t *minutes;    /* the latest */
        const json_t *changed;    /* bodies, the last changed first */
        const json_t *names;
        const char *today;
};
void page_front(struct html *html, const struct front_facts *facts);

struct search_facts {
        const char *words, *type, *year; /* NULL or "": none */
        const json_t *found;             /* NULL: nothing was asked */
        const json_t *names;
};
void page_search(struct html *html, const struct search_facts *facts);

struct list_facts {
        const char *words, *kind, *verdict; /* NULL or "": all */
        const json_t *list;
        const json_t *checks; /* of bodies; NULL: they are too many */
        const json_t *names;
        const char *today;
};
void page_bodies(struct html *html, const struct list_facts *facts);
void page_agreements(struct html *html, const struct list_facts *facts);

struct body_facts {
        const char *at;         /* NULL: today */
        const json_t *page;     /* BodyPage */
        const json_t *meetings; /* list, the latest first */
        const json_t *minutes;  /* list: those of its meetings that have any */
        const json_t *documents;
        const json_t *decisions; /* the latest */
        const json_t *actions;   /* those that nobody has answered, done or dropped */
        const json_t *map;       /* of what is one step away */
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
        const json_t *actions; /* of its minutes, with what answered them */
        const json_t *names;
};
void page_meeting(struct html *html, const struct meeting_facts *facts);

struct organisation_facts {
        const json_t *organisation, *memberships, *established, *agreements, *actions, *names;
};
void page_organisation(struct html *html, const struct organisation_facts *facts);

/* A page of the documentation, which asset_documentation() knows; NULL: the one that lists the others. */
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
        const json_t *inner;  /* the areas that lie in it */
        const json_t *bodies; /* those that work for it */
        const json_t *checks; /* of them */
        const json_t *rules;  /* of them, with their words; NULL: there are no bodies */
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
        const char *at; /* the date that was chosen; NULL: today */
        const json_t *mandate;
};
void page_mandate(struct html *html, const struct mandate_facts *facts);

struct roster_facts {
        const char *at; /* the date that was chosen; NULL: today */
        const json_t *roster;
};
void page_roster(struct html *html, const struct roster_facts *facts);

/* `codes`: those that the register has named, as a list answers them. */
void page_codes(struct html *html, const json_t *codes);

/* A problem of RFC 9457; `path` and `id` are the address it is about. */
void page_problem(struct html *html, const json_t *problem);
