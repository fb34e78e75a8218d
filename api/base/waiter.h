/*
 * waiter - somebody who waits for a later revision of the register without a thread of his own.
 *
 * Whoever lets him wait puts him in a list (store/listener.h) and gives his thread back. He is woken once,
 * and goes on in a thread of his choice.
 */
#pragma once

#include <stdint.h>

struct waiter {
        int64_t seen; /* a later revision wakes him, */
        int ms;       /* and so does the end of this time */
        /* Called once, in a thread that others wait for. */
        void (*wake)(struct waiter *waiter);
        int64_t until_ms; /* of the list that he is in */
        struct waiter *next;
};
