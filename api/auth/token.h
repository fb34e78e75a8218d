/*
 * token - reads and checks JSON Web Tokens (RFC 7519), signed and in compact form, as an authorisation server
 * such as Maskinporten issues them.
 *
 * A token says itself how it is to be verified, so that is checked first: the algorithm must be one of ours,
 * the key must be named, and nothing in the header may ask for more than a signature (compression, keys in
 * the token or elsewhere, extensions). No signature is computed before that, and no claim is used before the
 * signature is verified. The functions are pure: the caller gives the time and the keys.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The longest token. Those of Maskinporten have about one kilobyte. */
#define TOKEN_LENGTH_MAX 4096
#define TOKEN_KID_MAX    200

enum token_algorithm { TOKEN_RS256, TOKEN_RS384, TOKEN_RS512 };

struct token {
        enum token_algorithm algorithm;
        const char *kid;
        const char *text; /* what is signed: the first two parts with the dot between them */
        size_t text_length;
        const char *signature;
        size_t signature_length;
        json_t *claims; /* must not be used before the signature is verified; the arena owns them */
};

/* Parses a token. If it is not acceptable, returns false with the reason in *ret_fault. */
bool token_read(struct arena *arena, const char *text, struct token *ret, struct fault *ret_fault);

/* What a token must claim to be accepted. */
struct token_rules {
        const char *issuer;
        const char *audience;     /* NULL: any audience */
        const char *scope_prefix; /* before read, write and admin: "samrad:", or "ks:samrad." */
};

/* `0192:` and nine digits. */
#define TOKEN_PARTY_SIZE 15

/* The caller that a token is issued to. */
struct token_caller {
        char consumer[TOKEN_PARTY_SIZE]; /* the organisation on whose behalf calls are made */
        char supplier[TOKEN_PARTY_SIZE]; /* the organisation that makes them for it; "" if it does so itself
                                          */
        const char *scopes;              /* the register's scopes: "samrad:read samrad:write" */
};

/* Checks the claims of a verified token at a time, in seconds since 1970. If it is not acceptable, returns
 * false with the reason in *ret_fault. */
bool token_check(struct arena *arena, const struct token *token, const struct token_rules *rules, int64_t now,
                 struct token_caller *ret, struct fault *ret_fault);
