/*
 * records - writes lists of what belongs to meetings: documents, decisions, follow-ups.
 */
#pragma once

#include "site/parts/html.h"

#include <jansson.h>

/* Writes a part of the page with documents: their titles, links and descriptions. Nothing if there are none.
 */
void record_documents(struct html *html, const json_t *documents);

/* Writes a part with decisions and the meetings that made them; nothing if there are none. */
void record_latest_decisions(struct html *html, const json_t *decisions);

/* Writes a part with the follow-ups of several meetings, in which those overdue on the day `at` are marked.
 * Nothing if there are none. */
void record_open_follow_ups(struct html *html, const json_t *actions, const char *at, const json_t *names);

/* Writes when a follow-up is due, as a cell of a table. */
void record_due(struct html *html, const json_t *action, const char *at);
/* Writes who is responsible for it, as far as that is known. */
void record_responsible(struct html *html, const json_t *action, const json_t *names);
/* Writes its status, and a link to what answered it. */
void record_action_status(struct html *html, const json_t *action, const json_t *names);
