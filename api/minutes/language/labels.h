/*
 * labels - words that say what stands after them: "Til stede:", "Vedtak:", "Neste møte:".
 */
#pragma once

#include "minutes/text/lines.h"

enum label_kind {
        LABEL_NONE,
        LABEL_TITLE,   /* what the minutes are of */
        LABEL_PRESENT, /* people who were there */
        LABEL_FROM,    /* "Fra KS:", a group of them */
        LABEL_EXCUSED, /* who sent word */
        LABEL_ABSENT,  /* who did not come */
        LABEL_CHAIR,
        LABEL_SECRETARY,
        LABEL_OBSERVERS,
        LABEL_DEPUTIES,
        LABEL_PLACE,
        LABEL_DATE,
        LABEL_DATE_PLACE, /* "Tid og sted:" */
        LABEL_AGENDA,
        LABEL_NEXT, /* the next meeting */
        LABEL_ATTACHMENTS,
        LABEL_DECISION,
        LABEL_BACKGROUND, /* what was proposed, laid before the meeting or voted on: nobody has taken it on */
        LABEL_DISCUSSION,
        LABEL_ACTIONS,     /* what is to be followed up */
        LABEL_RESPONSIBLE, /* belongs to what stands before it */
        LABEL_DUE,         /* the same */
        LABEL_PRESENTER,
};

struct label {
        enum label_kind kind;
        uint32_t text; /* where what it is about begins, in the clean text; the line's end if there is nothing
                        */
};

/* The label that the line begins with, or that fills it; of kind LABEL_NONE if there is none. */
struct label label_read(const struct lines *lines, size_t line);
