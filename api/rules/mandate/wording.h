/*
 * wording - what the sentences of a mandate are put together from: the templates of words/mandate.tsv,
 * numbers, names, roles and lengths of time.
 */
#pragma once

#include "rules/model/facts.h"

#include "base/buffer.h"
#include "words/mandate_table.h"
#include "words/term.h"

/* A sentence on its way: where it goes, and what the open places of its templates stand for. */
struct wording {
        struct buffer *out;
        enum language language;
        const struct rules_facts *facts;
        const struct rule *rule;
        /* Adds what stands for a place that is none of those below; the one who begins the sentence sets it.
         */
        void (*place)(struct wording *wording, const char *name, size_t length);
        bool neuter;                     /* what is counted is neuter: one of it is `ett` */
        bool one;                        /* there is one of what is counted: {count|…|…} */
        int64_t number;                  /* {n}, {number} */
        int64_t low, high;               /* {low}, {high} */
        struct share share;              /* {share} */
        struct bounds needed;            /* {needed} */
        const struct selector *selector; /* {matching}: who is spoken of */
};

/* Adds a wording with its places filled. */
void wording_say(struct wording *wording, enum mandate_word word);
/* The same after a blank, and with a number as {n}. */
void wording_say_on(struct wording *wording, enum mandate_word word);
void wording_say_number(struct wording *wording, enum mandate_word word, int64_t number, bool neuter);

/* Sets what {needed} says, and whether that is one. */
void wording_need(struct wording *wording, struct bounds bounds, bool neuter);

/* Adds what stands before one of several things: nothing, a comma, or a word before the last. */
void wording_join(struct wording *wording, uint32_t at, uint32_t count, enum mandate_word word);

/* Adds the names of roles, joined by a word. */
void wording_roles(struct wording *wording, uint32_t roles, enum mandate_word word);

/* How ids are called: by the name of what they are of, in quotation marks as they are, or by a term. */
enum wording_called { WORDING_BY_NAME, WORDING_QUOTED, WORDING_BY_TERM };
struct wording_ids {
        const uint32_t *items;
        uint32_t count;
        enum wording_called called;
        enum term_group group; /* of WORDING_BY_TERM */
        enum mandate_word joined;
};

/* Adds ids; of very many the rest is counted. */
void wording_ids(struct wording *wording, const struct wording_ids *ids);

/* Adds a length of time. */
void wording_span(struct wording *wording, struct span span);
