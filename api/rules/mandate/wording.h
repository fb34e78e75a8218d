/*
 * wording - the parts of a mandate's sentences: the templates of words/mandate.tsv, numbers, names, roles and
 * lengths of time.
 */
#pragma once

#include "rules/model/facts.h"

#include "base/buffer.h"
#include "words/mandate_table.h"
#include "words/term.h"

/* A sentence that is being written, and the values of its placeholders. */
struct wording {
        struct buffer *out;
        enum language language;
        const struct rules_facts *facts;
        date at; /* names are as they were on this day */
        const struct rule *rule;
        /* Adds what replaces a placeholder other than those below; the function that begins a sentence sets
         * it. */
        void (*place)(struct wording *wording, const char *name, size_t length);
        bool neuter;                     /* the noun that is counted is neuter (`ett`, not `én`) */
        bool one;                        /* the number is one: {count|…|…} */
        int64_t number;                  /* {n}, {number} */
        int64_t low, high;               /* {low}, {high} */
        struct share share;              /* {share} */
        struct bounds needed;            /* {needed} */
        const struct selector *selector; /* {matching}: the memberships that the sentence is about */
};

/* Adds a template with its placeholders filled. */
void wording_say(struct wording *wording, enum mandate_word word);
/* The same after a space; and the same with a number as {n}. */
void wording_say_on(struct wording *wording, enum mandate_word word);
void wording_say_number(struct wording *wording, enum mandate_word word, int64_t number, bool neuter);

/* Sets {needed}, and whether the number is one. */
void wording_need(struct wording *wording, struct bounds bounds, bool neuter);

/* Adds what precedes one of several things in a list: nothing, a comma, or a word before the last. */
void wording_join(struct wording *wording, uint32_t at, uint32_t count, enum mandate_word word);

/* Adds the names of roles, joined by a word. */
void wording_roles(struct wording *wording, uint32_t roles, enum mandate_word word);

/* How ids are written: as the name of the entity, as they are in quotation marks, as a term, or as the name
 * of a code. */
enum wording_called { WORDING_BY_NAME, WORDING_QUOTED, WORDING_BY_TERM, WORDING_BY_CODE };
struct wording_ids {
        const uint32_t *items;
        uint32_t count;
        enum wording_called called;
        enum term_group group; /* of WORDING_BY_TERM */
        enum code_sort sort;   /* of WORDING_BY_CODE */
        enum mandate_word joined;
};

/* Adds ids; if there are very many, only the number of the rest. */
void wording_ids(struct wording *wording, const struct wording_ids *ids);

/* Adds a length of time. */
void wording_span(struct wording *wording, struct span span);
