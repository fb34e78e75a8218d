/*
 * token - JSON Web Tokens (RFC 7519), signed, in their compact form, as an authorisation server such as
 * Maskinporten issues them. Read with suspicion, and by our own keys only.
 *
 * A token says itself how it is to be checked, so what it says is checked first: the algorithm is one of
 * ours, the key is named, and nothing in the header asks for more than a signature (compression, keys that
 * come with it or from elsewhere, extensions). Nothing is computed before that, and no claim believed before
 * the signature holds. Pure: the caller knows the time and the keys.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Longer tokens than this are not read. Maskinporten's have about one kilobyte. */
#define TOKEN_LENGTH_MAX 4096
#define TOKEN_KID_MAX    200

enum token_algorithm { TOKEN_RS256, TOKEN_RS384, TOKEN_RS512 };

struct token {
        enum token_algorithm algorithm;
        const char *kid;
        const char *text; /* what is signed: the first two parts with the dot between */
        size_t text_length;
        const char *signature;
        size_t signature_length;
        json_t *claims; /* not to be believed before the signature is verified; owned by the arena */
};

/* Takes a token apart. False with the reason in *ret_fault. */
bool token_read(struct arena *arena, const char *text, struct token *ret, struct fault *ret_fault);

/* What a token must say to be one for us. */
struct token_rules {
        const char *issuer;
        const char *audience;     /* NULL: for whomever it is */
        const char *scope_prefix; /* before read, write and admin: "samrad:", or "ks:samrad." */
};

/* `0192:` and nine digits. */
#define TOKEN_PARTY_SIZE 15

struct token_caller {
        char consumer[TOKEN_PARTY_SIZE]; /* on whose behalf */
        char supplier[TOKEN_PARTY_SIZE]; /* who works for him; "" for himself */
        const char *scopes;              /* ours, in the arena: "samrad:read samrad:write" */
};

/* Checks what a verified token claims, at a time in seconds since 1970. False with the reason in *ret_fault.
 */
bool token_check(struct arena *arena, const struct token *token, const struct token_rules *rules, int64_t now,
                 struct token_caller *ret, struct fault *ret_fault);
