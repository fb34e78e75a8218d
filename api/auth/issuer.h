/*
 * issuer - the authorisation server whose tokens we take, and its keys.
 *
 * A thread of its own fetches the keys at the start, now and then afterwards, and when a token names a key
 * that is not among them: that at most once a minute, however many such tokens come. While the keys cannot be
 * had, or what comes instead is no set of keys, the last good ones hold. Whoever asks waits for a fetch under
 * way, for a bounded time, and is told honestly when nobody knows.
 */
#pragma once

#include "auth/token.h"
#include "words/problem_table.h"

struct issuer;

struct issuer_options {
        struct token_rules rules;
        const char *jwks; /* an https address (http only to this machine), or a file */
        int refetch_s;    /* between two fetches for a key that is not known */
        void (*tell)(const char *event,
                     const char *detail); /* when the keys come, and when they stop coming */
};

/* Whether keys could be had from there: an address of ours to call, or a file's name. */
bool issuer_can_use(const char *jwks);

/* Starts the thread; does not wait for the keys. NULL if there is no memory or thread. What the options point
 * to must outlive it. */
struct issuer *issuer_start(const struct issuer_options *options);
void issuer_stop(struct issuer *issuer);

/* Finds out for whom a token speaks. Else why not: PROBLEM_UNAUTHORIZED, or PROBLEM_OVERLOADED where that
 * cannot be said now. */
enum problem issuer_identify(struct issuer *issuer, struct arena *arena, const char *text,
                             struct token_caller *ret, struct fault *ret_fault);
