/*
 * minutes_model - what minutes consist of, as they are read: the tree that minutes_parse() gives.
 *
 * Everything in it belongs to the arena of the call, or is a piece of the text as given.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Offsets are kept in 32 bits, and a text of this length needs some 150 MB in the worst case. */
#define MINUTES_TEXT_MAX ((size_t)4 * 1024 * 1024)

/* What the contract allows in one set of minutes; what comes after these is reported as not placed. */
#define MINUTES_ITEMS_MAX   200
#define MINUTES_WITHIN_MAX  100 /* sub-topics, decisions, actions, attachments of one item */
#define MINUTES_PEOPLE_MAX  1000
#define MINUTES_NEXT_MAX    50
#define MINUTES_TEXT_LENGTH 20000 /* bytes of one text */

/* Bytes of the text as given, `to` is the first that is not of it. */
struct minutes_span {
        uint32_t from, to;
};

/* Text, mended, and where it stands in the source. */
struct minutes_string {
        const char *bytes; /* NULL: there is none */
        size_t length;
        struct minutes_span span; /* the bytes of the source that it came from */
};

/* A date as written: the year, month or day that is not written is 0. */
struct minutes_date {
        int year, month, day;
};

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
        size_t item; /* which, of MINUTES_PART_ITEM */
        struct minutes_span span;
};

/* Somebody or something that the register may know. Whoever links sets `collection` (its singular, as the
 * contract names the member: "organisation") and `id`; where it stays NULL the name remains as written. */
struct minutes_party {
        struct minutes_string name;
        const char *collection, *id;
};

enum minutes_presence { MINUTES_THERE, MINUTES_ABSENT, MINUTES_EXCUSED };

struct minutes_attendee {
        struct minutes_party person;
        struct minutes_party affiliation; /* what stands after the name, or above the group */
        enum minutes_presence presence;
        const char *role; /* as the contract names it; NULL if not stated */
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
        enum minutes_due_type type; /* how the time is given, if it is */
        struct minutes_date date;   /* of MINUTES_DUE_DATE */
        struct minutes_string text; /* the words that say so */
};

/* Something that somebody is asked to do, or has promised. */
struct minutes_action {
        struct minutes_string text;        /* what is to be done */
        struct minutes_string responsible; /* by whom, as written */
        struct minutes_party *parties;     /* the same, one by one */
        size_t party_count;
        enum minutes_action_kind kind; /* what sort of task it is */
        struct minutes_due due;
        size_t answers; /* the number of the action that it answers; 0 if none */
};

/* How a decision was voted on; a number that is not said is -1. */
struct minutes_vote {
        int in_favour, against, abstained;
        bool unanimous;
};

struct minutes_decision {
        struct minutes_string text;
        struct minutes_vote vote;
};

struct minutes_subtopic {
        struct minutes_string label, title, text;
};

/* One item of the agenda. */
struct minutes_item {
        struct minutes_string number, title;
        struct minutes_string text;         /* what is said of it */
        struct minutes_span span;           /* all of it in the source */
        const char *kind;                   /* as the contract names it; NULL if the text does not say */
        bool no_matters;                    /* it says that there was nothing to deal with */
        struct minutes_party *presenters;   /* who presented it */
        struct minutes_subtopic *subtopics; /* parts of it with a title of their own */
        struct minutes_decision *decisions; /* what was decided */
        struct minutes_action *actions;     /* what is to be followed up */
        struct minutes_string *attachments; /* the documents that it names */
        size_t presenter_count, subtopic_count, decision_count, action_count, attachment_count;
};

struct minutes_next {
        struct minutes_date date; /* all 0 if none is written */
        struct minutes_string text;
};

/* What the text of one set of minutes says. */
struct minutes {
        const char *source; /* the text as given; every span counts its bytes */
        size_t source_length;
        const char *language;               /* nb or nn */
        struct minutes_string title;        /* the heading of the whole */
        struct minutes_string place;        /* where the meeting was held */
        struct minutes_date date;           /* when */
        struct minutes_attendee *people;    /* who was there, or is said to have been absent */
        struct minutes_item *items;         /* in the order of the text */
        struct minutes_next *next;          /* the meetings to come that it announces */
        struct minutes_string *attachments; /* of the whole */
        struct minutes_part *parts;         /* in the order of the text: which bytes are what */
        struct minutes_span *masked; /* what must not be published, in order: it is written as asterisks */
        size_t people_count, item_count, next_count, attachment_count, part_count, masked_count;
};
