/*
 * sender - notifies subscribers of changes and verdicts, in the background.
 *
 * One thread moves the subscriptions along the feed and makes deliveries of it; some send them; one judges
 * bodies for those who want to know of verdicts. All that is to be done stands in the database
 * (db/schema/11_service.sql): a process that dies leaves nothing behind but a claim that runs out, and any
 * number of processes may send at the same time. No connection to the database is held while a receiver is
 * called.
 */
#pragma once

#include "access/registry.h"

struct sender;

struct sender_options {
        int senders;    /* threads that send */
        int retry_ms;   /* the pause after the first failure; each is twice as long as the one before */
        int timeout_ms; /* for one attempt */
};

/* Starts the threads. NULL if it cannot. The registry must outlive them. */
struct sender *sender_start(struct registry *registry, const struct sender_options *options);

/* Ends them: an attempt under way is broken off, and is made again by whoever comes next. Accepts NULL. */
void sender_stop(struct sender *sender);

/* There is something to do that no revision announces. Accepts NULL. */
void sender_wake(struct sender *sender);
