/*
 * jwks - reads the set of public keys that an issuer publishes (RFC 7517). Only RSA keys for signatures are
 * used; others are ignored.
 */
#pragma once

#include "auth/token.h"

/* How many keys of a set are used. An issuer has at most an old and a new key for each algorithm. */
#define JWKS_KEYS_MAX 32

/* The sizes of keys in bytes: a modulus has at most 8192 bits, and at least 2048, since shorter keys are not
 * secure. */
#define JWK_MODULUS_MAX  1024
#define JWK_MODULUS_MIN  256
#define JWK_EXPONENT_MAX 8

struct jwk {
        char kid[TOKEN_KID_MAX + 1];
        bool any_algorithm; /* the key does not say for which algorithm it is */
        enum token_algorithm algorithm;
        unsigned char modulus[JWK_MODULUS_MAX], exponent[JWK_EXPONENT_MAX];
        size_t modulus_length, exponent_length;
};

struct jwks {
        struct jwk keys[JWKS_KEYS_MAX];
        size_t count;
};

/* Reads a set. False, with `ret` unchanged, if it is not a valid set or has no key that can be used. */
bool jwks_read(const char *bytes, size_t length, struct jwks *ret);

/* The key with this id; NULL if there is none. */
const struct jwk *jwks_find(const struct jwks *set, const char *kid);

/* Whether this key has signed the token. */
bool jwk_verify(const struct jwk *key, const struct token *token);
