/*
 * import - resources from NDJSON, `{"type":"bodies","id":"…","data":{…}}` a line, in any order: all or
 * nothing.
 */
#pragma once

#include "register/register.h"

#include <stdio.h>

struct import {
        struct registry *registry;
        struct call *call; /* carries the arena, the language and who writes */
        struct session *session;
        size_t lines;  /* read so far */
        size_t faults; /* told so far */
        /* Is told of every fault: the line (from 1; 0 for what no line is to blame for), the place, the
         * words. */
        void (*tell)(size_t line, const char *where, const char *text, void *context);
        void *context;
};

/* Begins the transaction; false after call_fail(). */
bool import_begin(struct import *import);

/* Takes one line, without its line break. Faults are told and counted. False after call_fail(): the database
 * cannot go on. */
bool import_line(struct import *import, const char *line, size_t length);

/* Ends it: commits if there was no fault, else rolls back. False after call_fail(). */
bool import_end(struct import *import);
