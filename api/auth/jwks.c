#include "auth/jwks.h"

#include "base/base64url.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

/* Memory for the numbers of one key, and for reading a set of them. */
#define KEY_MEMORY      ((size_t)64 * 1024)
#define DOCUMENT_MEMORY ((size_t)1024 * 1024)

/* Reads a whole number of a key, without leading zeros, and returns its length; 0 if the length is not
 * allowed. */
static size_t read_number(struct arena *arena, const json_t *value, unsigned char *ret, size_t min,
                          size_t max)
{
        size_t length = 0;
        const char *bytes = json_is_string(value) ? base64url_read(arena, json_string_value(value),
                                                                   json_string_length(value), &length)
                                                  : NULL;
        while (bytes && length && !*bytes) {
                bytes++;
                length--;
        }
        if (!bytes || length < min || length > max)
                return 0;
        memcpy(ret, bytes, length);
        return length;
}

static bool is_or_absent(const json_t *key, const char *name, const char *text)
{
        const json_t *value = json_object_get(key, name);
        return !value || (json_is_string(value) && strcmp(json_string_value(value), text) == 0);
}

static bool read_algorithm(const json_t *value, struct jwk *ret)
{
        static const char *const names[] = {
                [TOKEN_RS256] = "RS256", [TOKEN_RS384] = "RS384", [TOKEN_RS512] = "RS512"};
        ret->any_algorithm = !value;
        for (size_t i = 0; value && i < sizeof names / sizeof *names; i++)
                if (json_is_string(value) && strcmp(json_string_value(value), names[i]) == 0) {
                        ret->algorithm = (enum token_algorithm)i;
                        return true;
                }
        return !value;
}

/* False if it is not a key for signatures that we can use. */
static bool read_key(struct arena *arena, const json_t *value, struct jwk *ret)
{
        const char *kid = json_string_value(json_object_get(value, "kid"));
        if (!kid || !*kid || strlen(kid) > TOKEN_KID_MAX || !json_object_get(value, "kty") ||
            !is_or_absent(value, "kty", "RSA") || !is_or_absent(value, "use", "sig") ||
            !read_algorithm(json_object_get(value, "alg"), ret))
                return false;
        memcpy(ret->kid, kid, strlen(kid) + 1);
        ret->modulus_length = read_number(arena, json_object_get(value, "n"), ret->modulus, JWK_MODULUS_MIN,
                                          JWK_MODULUS_MAX);
        ret->exponent_length =
                read_number(arena, json_object_get(value, "e"), ret->exponent, 1, JWK_EXPONENT_MAX);
        /* an even exponent is invalid; with 1 every text would be its own signature */
        bool odd = ret->exponent_length && (ret->exponent[ret->exponent_length - 1] & 1);
        bool one = ret->exponent_length == 1 && ret->exponent[0] == 1;
        return ret->modulus_length && odd && !one;
}

/* A document, and what is read of it in a guard. */
struct reading {
        struct arena *arena;
        const char *bytes;
        size_t length;
        struct jwks *set;
};

static void release_document(void *document)
{
        json_decref(document);
}

static void read_keys(void *context)
{
        const struct reading *reading = context;
        json_t *document = json_loadb(reading->bytes, reading->length, JSON_REJECT_DUPLICATES, NULL), *value;
        struct jwks *set = reading->set;
        size_t index;
        arena_defer(reading->arena, release_document, document);
        json_array_foreach(json_object_get(document, "keys"), index, value) {
                struct arena *arena = arena_new_below(reading->arena, KEY_MEMORY);
                if (set->count < JWKS_KEYS_MAX && read_key(arena, value, &set->keys[set->count]))
                        set->count++;
                arena_free(arena);
        }
}

bool jwks_read(const char *bytes, size_t length, struct jwks *ret)
{
        struct reading reading = {arena_new(DOCUMENT_MEMORY), bytes, length, calloc(1, sizeof *reading.set)};
        bool good = reading.arena && reading.set && memory_guard(read_keys, &reading) && reading.set->count;
        if (good)
                *ret = *reading.set;
        arena_free(reading.arena);
        free(reading.set);
        return good;
}

const struct jwk *jwks_find(const struct jwks *set, const char *kid)
{
        for (size_t i = 0; i < set->count; i++)
                if (strcmp(set->keys[i].kid, kid) == 0)
                        return &set->keys[i];
        return NULL;
}

static gnutls_datum_t datum_of(const void *bytes, size_t length)
{
        return (gnutls_datum_t){(unsigned char *)bytes, (unsigned)length};
}

bool jwk_verify(const struct jwk *key, const struct token *token)
{
        static const gnutls_sign_algorithm_t algorithms[] = {[TOKEN_RS256] = GNUTLS_SIGN_RSA_SHA256,
                                                             [TOKEN_RS384] = GNUTLS_SIGN_RSA_SHA384,
                                                             [TOKEN_RS512] = GNUTLS_SIGN_RSA_SHA512};
        if (!key->any_algorithm && key->algorithm != token->algorithm)
                return false;
        gnutls_datum_t modulus = datum_of(key->modulus, key->modulus_length),
                       exponent = datum_of(key->exponent, key->exponent_length),
                       text = datum_of(token->text, token->text_length),
                       signature = datum_of(token->signature, token->signature_length);
        gnutls_pubkey_t public = NULL;
        if (gnutls_pubkey_init(&public) != 0)
                return false;
        bool good =
                gnutls_pubkey_import_rsa_raw(public, &modulus, &exponent) == 0 &&
                gnutls_pubkey_verify_data2(public, algorithms[token->algorithm], 0, &text, &signature) >= 0;
        gnutls_pubkey_deinit(public);
        return good;
}
