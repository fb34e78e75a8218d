/*
 * jwks - the public keys of an issuer (RFC 7517), as it publishes them. Only RSA keys for signatures are
 * taken; others are passed over. Pure.
 */
#pragma once

#include "auth/token.h"

/* No issuer has more keys in use than the old and the new of each algorithm. */
#define JWKS_KEYS_MAX 32

/* A modulus of 8192 bits at most; under 2048 a key is not to be trusted. */
#define JWK_MODULUS_MAX  1024
#define JWK_MODULUS_MIN  256
#define JWK_EXPONENT_MAX 8

struct jwk {
        char kid[TOKEN_KID_MAX + 1];
        bool any_algorithm; /* the key does not say which */
        enum token_algorithm algorithm;
        unsigned char modulus[JWK_MODULUS_MAX], exponent[JWK_EXPONENT_MAX];
        size_t modulus_length, exponent_length;
};

struct jwks {
        struct jwk keys[JWKS_KEYS_MAX];
        size_t count;
};

/* Reads a set. False (and `ret` untouched) if it is none, or has no key that we can use. */
bool jwks_read(const char *bytes, size_t length, struct jwks *ret);

/* The key of a name; NULL if there is none. */
const struct jwk *jwks_find(const struct jwks *set, const char *kid);

/* Whether this key has signed the token. */
bool jwk_verify(const struct jwk *key, const struct token *token);
