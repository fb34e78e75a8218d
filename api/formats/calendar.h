/*
 * calendars - resources of the register as components of a calendar (RFC 5545), each with a UID that never
 * changes, so that a calendar that subscribes moves nothing and doubles nothing.
 *
 * A resource goes in as the contract answers it, with what it needs `included`. What has no place in a
 * calendar, because its day is not known, adds nothing. The stamps are the resource's own: the same register
 * gives the same bytes.
 */
#pragma once

#include "formats/ical.h"

/* More of a text than this is cut in what is read at a glance. */
#define CALENDAR_SUMMARY_MAX 1000

/* A meeting (included: its body) as an event: at its time, or on its day. One that is cancelled stays. */
void calendar_add_meeting(struct ical *calendar, const json_t *meeting);

/* The last day of a membership (included: body, person, organisation, office). */
void calendar_add_term(struct ical *calendar, const json_t *membership);

/* The last day of an agreement. */
void calendar_add_agreement_end(struct ical *calendar, const json_t *agreement);

/* A follow-up as a task. */
void calendar_add_todo(struct ical *calendar, const json_t *action);
