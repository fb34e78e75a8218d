/*
 * sender - sends webhooks in the background: changes, and verdicts on bodies.
 *
 * One thread moves the positions of subscriptions along the feed and makes deliveries of the changes that
 * they pass; some threads send deliveries; one judges bodies for subscriptions to verdicts. All state is in
 * the database (db/schema/11_service.sql), so a process that dies leaves nothing behind but claims that
 * expire, and any number of processes may send at the same time. No connection to the database is held while
 * a receiver is called.
 */
#pragma once

#include "access/registry.h"

struct sender;

struct sender_options {
        int senders;    /* how many threads send deliveries */
        int retry_ms;   /* the pause after the first failure; each further one is twice as long */
        int timeout_ms; /* the longest time of one attempt */
};

/* Starts the threads; NULL if that fails. The registry must outlive them. */
struct sender *sender_start(struct registry *registry, const struct sender_options *options);

/* Ends the threads. An attempt under way is aborted, and is made again by the next sender. Accepts NULL. */
void sender_stop(struct sender *sender);

/* Wakes the threads for work that does not come with a new revision. Accepts NULL. */
void sender_wake(struct sender *sender);
