/*
 * build - puts each block of the text into the minutes.
 *
 * Before the first heading blocks belong to the head of the minutes: title, date, place, people, agenda. From
 * there on they belong to the current item (item.c).
 */
#pragma once

#include "base/date.h"
#include "minutes/items/item_actions.h"
#include "minutes/items/headings.h"
#include "minutes/items/people_table.h"
#include "minutes/language/labels.h"
#include "minutes/items/action_table.h"

/* Lines that belong together: a heading, a label with what follows it, a bullet, or a paragraph. */
struct block {
        size_t first, last; /* its lines: from `first` up to `last` */
        struct mark mark;   /* the number, letter or bullet that it begins with */
        struct label label; /* the label that it begins with */
        bool agenda;        /* it announces an item that is dealt with further down */
        bool part;          /* it is the name of a part of the agenda, which belongs to no item */
        uint32_t text;      /* where its text begins after mark or label, in the clean text */
};

/* Pieces of text that are joined, each as a line, once all are known. */
struct pieces {
        struct minutes_string *piece;
        size_t count;
        size_t length; /* of the joined text */
};

/* The state while the blocks of minutes are read from the first to the last. */
struct builder {
        struct arena *arena;
        struct minutes *minutes;          /* the result */
        struct clean clean;               /* the text */
        struct lines lines;               /* its lines */
        struct headings headings;         /* what each line is: a heading, a title, text … */
        date held;                        /* the day of the meeting; DATE_BEGINNING if it is not known */
        struct action_finder finder;      /* finds actions in passages */
        struct minutes_item *item;        /* the current item; NULL before the first */
        bool full;                        /* there are more items than permitted; the rest is not placed */
        bool found;                       /* a person was found under the current label */
        bool people_inline;               /* there was text on the line of the current label of people */
        enum label_kind section;          /* the current label */
        struct people_list list;          /* what the current label says of the people under it */
        struct people_table people_table; /* the current table of people */
        struct pieces said;               /* the text of the current item, */
        struct pieces decided;            /* that of its last decision, */
        struct pieces topic;              /* and that of its last sub-topic */
        bool decision_inline;             /* there was text on the line of the current label of a decision */
        struct minutes_vote vote;         /* the vote on the decision that is being read */
        struct action_table table;        /* the current table of actions in an item */
        struct action_table rows;         /* a table whose rows are the items */
        bool next_item;                   /* the current item is about the next meeting */
        bool topic_open;                  /* text that follows belongs to the last sub-topic */
        size_t furniture; /* the first line of page furniture that is not among the parts yet */
};

/* Reads a heading, which ends the item before it and begins a new one; reads another block; and ends the last
 * item. */

void build_heading(struct builder *builder, const struct block *block);
void build_block(struct builder *builder, const struct block *block);
void build_finish(struct builder *builder);

/* Adds the lines of the block to the parts, as parts of this kind. */
void build_part(struct builder *builder, const struct block *block, enum minutes_part_kind kind);

/* Joins the block's text after its mark and label. */
void build_passage(struct builder *builder, const struct block *block, struct passage *ret);

/* Adds the coming meetings whose dates are in the bytes from `from` up to `to`. */
void build_next(struct builder *builder, const struct passage *passage, size_t from, size_t to);

/* Adds the coming meetings that stand under the label "Neste møte"; false if there is no date. */
bool build_next_below(struct builder *builder, const struct passage *passage);

/* Whether the sentence that begins with this word is about the next meeting: "Neste ordinære styremøte ...".
 */
bool build_announces_next(const struct passage *passage, size_t first);

/* Whether the passage is about the end of the meeting or the next one, so that the decision or list before it
 * ends. */
bool build_ends_meeting(const struct passage *passage);

/* Finds who presented the item, when the next meeting is, and where the meeting was held (build_sentences.c).
 */
void build_read_sentences(struct builder *builder, const struct passage *passage);

/* build_votes.c: reads a vote in the label of a decision, "Vedtak (7 mot 2 stemmer):"; and one on the
 * decision before it, or, if that has one, on the decision that follows. */
void build_read_vote_of_label(struct builder *builder, const struct block *block);
void build_read_vote(struct builder *builder, const struct passage *passage);

/* item.c: begins an item, reads a block of it, and ends it. */
void item_open(struct builder *builder, const struct block *block);
void item_block(struct builder *builder, const struct block *block);
void item_close(struct builder *builder);
