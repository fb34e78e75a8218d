/*
 * build - puts each block of the text where it belongs in the minutes.
 */
#pragma once

#include "base/date.h"
#include "minutes/items/item_actions.h"
#include "minutes/items/headings.h"
#include "minutes/items/people_table.h"
#include "minutes/language/labels.h"
#include "minutes/items/action_table.h"

/* Lines that stand together. */
struct block {
        size_t first, last; /* lines */
        struct mark mark;
        struct label label;
        bool agenda;   /* it is only announced */
        bool part;     /* the name of a part of the agenda, which belongs to no item */
        uint32_t text; /* where it begins after mark or label, in the clean text */
};

/* The text of an item, in pieces until the item ends. */
struct pieces {
        struct minutes_string *piece;
        size_t count, length;
};

/* What is known while the lines of minutes are read from the first to the last. */
struct builder {
        struct arena *arena;
        struct minutes *minutes;            /* what comes of it */
        struct clean clean;                 /* the text, mended */
        struct lines lines;                 /* its lines */
        struct headings headings;           /* in which way the items are numbered */
        date held;                          /* the day of the meeting, as far as it is known yet */
        struct action_finder finder;        /* finds actions in passages */
        struct minutes_item *item;          /* the one being read; NULL before the first */
        bool full;                          /* there are more items than may be: the rest is not placed */
        bool found;                         /* the label we are under has found somebody */
        bool people_told;                   /* they stand behind their label */
        enum label_kind section;            /* the label we are under */
        struct people_list list;            /* whom those under the label are listed as */
        struct people_table people_table;   /* the table of people that has begun */
        struct pieces said, decided, topic; /* of the item, its last decision, its last sub-topic */
        bool decision_told;                 /* it stands behind its label */
        struct minutes_vote vote;           /* on the decision that is being read */
        struct action_table table;          /* of what is to be followed up, in columns */
        struct action_table rows;           /* of the items themselves, in columns */
        bool next_item;                     /* the item is about the next meeting */
        bool topic_open;                    /* what follows belongs to the last sub-topic */
        size_t furniture; /* the next line of page furniture that is not among the parts yet */
};

void build_heading(struct builder *builder, const struct block *block);
void build_block(struct builder *builder, const struct block *block);
void build_finish(struct builder *builder);

/* Notes that the lines of the block are this. */
void build_part(struct builder *builder, const struct block *block, enum minutes_part_kind kind);

/* The block's text after mark and label, joined. */
void build_passage(struct builder *builder, const struct block *block, struct passage *ret);

/* Notes the dates of coming meetings in the text. */
void build_next(struct builder *builder, const struct passage *passage, size_t from, size_t to);

/* Whether the sentence that begins with this word is about the next meeting: "Neste ordinære styremøte ...".
 */
bool build_tells_next(const struct passage *passage, size_t first);

/* Whether the words end what stands before them: the next meeting, or that this one ended. */
bool build_ends_meeting(const struct passage *passage);

/* Notes who presented the item, when the next meeting is, and where meetings are held (sentences.c). */
void build_read_sentences(struct builder *builder, const struct passage *passage);

/* What stands in an item (item.c). */
void item_open(struct builder *builder, const struct block *block);
void item_block(struct builder *builder, const struct block *block);
void item_close(struct builder *builder);
