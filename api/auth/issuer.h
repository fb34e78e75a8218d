/*
 * issuer - the authorisation server whose tokens the register accepts, and its public keys.
 *
 * A thread fetches the keys at the start, at intervals afterwards, and when a token names an unknown key; the
 * last at most once a minute, however many such tokens come. If the keys cannot be fetched, or the answer is
 * no valid set of keys, the last good keys stay in use. A call that needs a key waits for a fetch that is
 * under way, for a limited time; if the key is then still not known, the result says that the token could not
 * be verified now.
 */
#pragma once

#include "auth/token.h"
#include "words/problem_table.h"

struct issuer;

struct issuer_options {
        struct token_rules rules;
        const char *jwks; /* where the keys are: an https address (http only on this machine), or a file */
        int refetch_s;    /* the time between two fetches for unknown keys */
        /* Reports to the log that the keys were fetched, or that they no longer can be. */
        void (*report)(const char *event, const char *detail);
};

/* Whether keys can be fetched from there: it is an address that may be called, or the name of a file. */
bool issuer_can_use(const char *jwks);

/* Starts the thread, without waiting for the keys. NULL if there is no memory or no thread. All that the
 * options point to must outlive the issuer. */
struct issuer *issuer_start(const struct issuer_options *options);
void issuer_stop(struct issuer *issuer);

/* Verifies a token and finds out whose it is. Returns PROBLEM_NONE; PROBLEM_UNAUTHORIZED with the reason if
 * the token is not valid; or PROBLEM_OVERLOADED if it cannot be verified now. */
enum problem issuer_identify(struct issuer *issuer, struct arena *arena, const char *text,
                             struct token_caller *ret, struct fault *ret_fault);
