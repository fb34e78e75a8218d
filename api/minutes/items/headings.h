/*
 * headings - which lines begin the items, and where their titles end.
 */
#pragma once

#include "minutes/items/marks.h"

enum role {
        ROLE_TEXT,
        ROLE_HEADING, /* the first line of an item */
        ROLE_TITLE,   /* its title goes on */
        ROLE_AGENDA,  /* an item that is only announced, and dealt with further down */
        ROLE_PART,    /* the name of a part of the agenda */
        ROLE_PEOPLE,  /* somebody in a list whose lines are marked */
};

struct headings {
        struct mark *mark;   /* of each line */
        unsigned char *role; /* of each line */
        bool numbered;       /* no: headings are lines above bullets, or bullets */
};

/* Finds them all. */
void headings_find(struct arena *arena, const struct lines *lines, struct headings *ret);
