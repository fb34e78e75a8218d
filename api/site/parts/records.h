/*
 * records - what comes out of meetings and goes with them, in lists: documents, decisions, follow-ups.
 */
#pragma once

#include "site/parts/html.h"

#include <jansson.h>

/* A part with documents, where each is to be had, and what it is; nothing if there are none. */
void record_documents(struct html *html, const json_t *documents);

/* A part with decisions and the meetings that took them; nothing if there are none. */
void record_latest_decisions(struct html *html, const json_t *decisions);

/* A part with the follow-ups of several meetings, those that are overdue on `at` marked; nothing if there are
 * none. */
void record_open_follow_ups(struct html *html, const json_t *actions, const char *at, const json_t *names);

/* When it is due, in a cell of a table. */
void record_due(struct html *html, const json_t *action, const char *at);
/* Who is to do it, as far as that is known. */
void record_responsible(struct html *html, const json_t *action, const json_t *names);
/* Its status, and what answered it. */
void record_action_status(struct html *html, const json_t *action, const json_t *names);
