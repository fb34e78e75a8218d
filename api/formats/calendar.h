/*
 * calendar - writes resources of the register as components of a calendar (RFC 5545). Each has a UID that
 * never changes, so a calendar program that subscribes neither moves nor duplicates entries.
 *
 * A resource is given as the contract answers it, with the related resources that it needs `included`. A
 * resource whose day is not known adds nothing. Time stamps are those of the resource, so the same register
 * gives the same bytes.
 */
#pragma once

#include "formats/ical.h"

/* The longest summary of an entry; longer texts are cut. */
#define CALENDAR_SUMMARY_MAX 1000

/* A meeting (included: its body) as an event at its time, or on its day. A cancelled meeting stays as a
 * cancelled event. */
void calendar_add_meeting(struct ical *calendar, const json_t *meeting);

/* The last day of a membership (included: body, person, organisation, office). */
void calendar_add_term(struct ical *calendar, const json_t *membership);

/* The last day of an agreement. */
void calendar_add_agreement_end(struct ical *calendar, const json_t *agreement);

/* A follow-up as a task. */
void calendar_add_todo(struct ical *calendar, const json_t *action);
