/*
 * waiter - somebody who waits for a later revision of the register, or for rows, without a thread of his own.
 *
 * Whoever lets him wait hands him over (store/listener.h, access/access.h) and gives his thread back. He is
 * woken once, and goes on in a thread of his choice.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct waiter {
        int64_t seen; /* a later revision ends the wait, */
        int ms;       /* and so does this time */
        /* Called once, in a thread that others wait for. */
        void (*wake)(struct waiter *waiter);
        bool brief; /* what he waited for is here and small: he may go on in the thread that wakes him */
        int64_t until_ms; /* of the list that it is in */
        struct waiter *next;
};
