/*
 * headings - finds the lines with which items begin, and the ends of their titles.
 */
#pragma once

#include "minutes/items/marks.h"

/* What a line is. */
enum line_role {
        ROLE_TEXT,
        ROLE_HEADING, /* the first line of an item */
        ROLE_TITLE,   /* a further line of an item's title */
        ROLE_AGENDA,  /* it announces an item that is dealt with further down */
        ROLE_PART,    /* the name of a part of the agenda */
        ROLE_PEOPLE,  /* an entry of a list of people whose lines are numbered or have bullets */
};

struct headings {
        struct mark *mark;   /* the mark of each line */
        unsigned char *role; /* the line_role of each line */
        bool numbered;       /* items have numbers; else headings are lines above bullets, or bullets */
};

/* Finds what each line is. */
void headings_find(struct arena *arena, const struct lines *lines, struct headings *ret);
