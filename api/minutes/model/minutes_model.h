/*
 * minutes_model - the tree that minutes_parse() makes of minutes.
 *
 * Its memory belongs to the arena of the call; strings may also be pieces of the text that was given.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest text. Offsets are stored in 32 bits, and a text of this length needs some 150 MB in the worst
 * case. */
#define MINUTES_TEXT_MAX ((size_t)4 * 1024 * 1024)

/* How much the contract permits in one set of minutes. Text beyond it becomes a part of the kind
 * MINUTES_PART_UNPLACED. */
#define MINUTES_ITEMS_MAX   200
#define MINUTES_WITHIN_MAX  100 /* sub-topics, decisions, actions, attachments of one item */
#define MINUTES_PEOPLE_MAX  1000
#define MINUTES_NEXT_MAX    50
#define MINUTES_TEXT_LENGTH 20000 /* bytes of one string */

/* Bytes of the original text, from `from` up to but not including `to`. */
struct minutes_span {
        uint32_t from, to;
};

/* A piece of the text, mended, and the bytes of the original that it came from. */
struct minutes_string {
        const char *bytes; /* NULL: there is no string */
        size_t length;
        struct minutes_span span; /* the bytes of the source that it came from */
};

/* A date as it is written; 0 for the year, month or day if that is not written. */
struct minutes_date {
        int year, month, day;
};

/* What a part of the text is. MINUTES_PART_FURNITURE: page numbers and repeated headers and footers.
 * MINUTES_PART_UNPLACED: text that was not understood or for which there is no room. */
enum minutes_part_kind {
        MINUTES_PART_TITLE,
        MINUTES_PART_DATE,
        MINUTES_PART_PLACE,
        MINUTES_PART_PRESENT,
        MINUTES_PART_AGENDA,
        MINUTES_PART_ITEM,
        MINUTES_PART_NEXT_MEETING,
        MINUTES_PART_ATTACHMENT,
        MINUTES_PART_FURNITURE,
        MINUTES_PART_UNPLACED,
};

struct minutes_part {
        enum minutes_part_kind kind;
        size_t item; /* of MINUTES_PART_ITEM: the index of the item */
        struct minutes_span span;
};

/* A person, organisation or body that the text names. If it is found in the register, `collection` (in the
 * singular, like the contract's member: "organisation") and `id` are set to the resource; else they are NULL,
 * and only the name as written is known. */
struct minutes_party {
        struct minutes_string name;
        const char *collection, *id;
};

enum minutes_presence { MINUTES_THERE, MINUTES_ABSENT, MINUTES_EXCUSED };

/* A person that the minutes list as present or absent. */
struct minutes_attendee {
        struct minutes_party person;
        struct minutes_party affiliation; /* the organisation written after the name, or above the group */
        enum minutes_presence presence;
        const char *role; /* a role of the contract ("chair"); NULL if the text gives none */
};

enum minutes_action_kind {
        MINUTES_TASK,
        MINUTES_REQUEST,
        MINUTES_PROMISE,
        MINUTES_COMMISSION,
        MINUTES_INVITATION,
        MINUTES_PARTICIPATION,
        MINUTES_NOMINATION,
};

enum minutes_due_type {
        MINUTES_DUE_NONE,
        MINUTES_DUE_DATE,
        MINUTES_DUE_NEXT_MEETING,
        MINUTES_DUE_FREE_TEXT,
        MINUTES_DUE_ONGOING,
};

/* When an action is due. */
struct minutes_due {
        enum minutes_due_type type; /* how the time is given; MINUTES_DUE_NONE if it is not */
        struct minutes_date date;   /* of MINUTES_DUE_DATE */
        struct minutes_string text; /* the words that say so */
};

/* Something that somebody is asked to do, or has promised. */
struct minutes_action {
        struct minutes_string text;        /* what is to be done */
        struct minutes_string responsible; /* who is to do it, as written */
        struct minutes_party *parties;     /* the same, divided into single names */
        size_t party_count;
        enum minutes_action_kind kind; /* what sort of task it is */
        struct minutes_due due;
        size_t answers; /* a promise that answers a request: the number (from 1) of that action; else 0 */
};

/* The votes on a decision; -1 for a number that the text does not give. */
struct minutes_vote {
        int in_favour, against, abstained;
        bool unanimous;
};

struct minutes_decision {
        struct minutes_string text;
        struct minutes_vote vote;
};

/* A lettered, numbered or bulleted part of an item. */
struct minutes_subtopic {
        struct minutes_string label, title, text;
};

/* One item of the agenda. */
struct minutes_item {
        struct minutes_string number, title;
        struct minutes_string text;         /* its text, without sub-topics and decisions */
        struct minutes_span span;           /* all its bytes in the source */
        const char *kind;                   /* an item kind of the contract; NULL if the text does not say */
        bool no_matters;                    /* the text says that no matters were raised under it */
        struct minutes_party *presenters;   /* who presented it */
        struct minutes_subtopic *subtopics; /* parts of it with a title of their own */
        struct minutes_decision *decisions; /* what was decided */
        struct minutes_action *actions;     /* what is to be followed up */
        struct minutes_string *attachments; /* the documents that it names */
        size_t presenter_count, subtopic_count, decision_count, action_count, attachment_count;
};

/* The announcement of a coming meeting. */
struct minutes_next {
        struct minutes_date date; /* all 0 if the text gives no date */
        struct minutes_string text;
};

/* Minutes as they were read. */
struct minutes {
        const char *source; /* the original text, of which all spans count the bytes */
        size_t source_length;
        const char *language;               /* nb or nn */
        struct minutes_string title;        /* the heading of the minutes */
        struct minutes_string place;        /* where the meeting was held */
        struct minutes_date date;           /* when it was held */
        struct minutes_attendee *people;    /* who attended, or is listed as absent */
        struct minutes_item *items;         /* in the order of the text */
        struct minutes_next *next;          /* the coming meetings that it announces */
        struct minutes_string *attachments; /* those of no single item */
        struct minutes_part *parts;         /* what each piece of the text is, in its order */
        struct minutes_span *masked; /* pieces that must not be published, in order; written as asterisks */
        size_t people_count, item_count, next_count, attachment_count, part_count, masked_count;
};
