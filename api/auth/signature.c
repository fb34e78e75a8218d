#include "auth/signature.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/random.h>

#define PREFIX       "whsec_"
#define SECRET_BYTES 32
#define DIGEST_BYTES 32

/* Base64, in the arena, after a prefix. */
static const char *base64_with_prefix(struct arena *arena, const char *prefix, unsigned char *bytes,
                                      size_t length)
{
        const gnutls_datum_t data = {bytes, (unsigned)length};
        gnutls_datum_t text = {0};
        if (gnutls_base64_encode2(&data, &text) != 0)
                return NULL;
        arena_defer(arena, gnutls_free, text.data);
        return arena_format(arena, "%s%.*s", prefix, (int)text.size, (const char *)text.data);
}

const char *signature_make_secret(struct arena *arena)
{
        unsigned char bytes[SECRET_BYTES];
        if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
                return NULL;
        return base64_with_prefix(arena, PREFIX, bytes, sizeof bytes);
}

/* HMAC over "id.timestamp.body". */
static bool make_digest(const gnutls_datum_t *key, const char *id, const char *timestamp, const char *body,
                        size_t length, unsigned char digest[DIGEST_BYTES])
{
        gnutls_hmac_hd_t hmac;
        if (gnutls_hmac_init(&hmac, GNUTLS_MAC_SHA256, key->data, key->size) != 0)
                return false;
        bool good = gnutls_hmac(hmac, id, strlen(id)) == 0 && gnutls_hmac(hmac, ".", 1) == 0 &&
                    gnutls_hmac(hmac, timestamp, strlen(timestamp)) == 0 && gnutls_hmac(hmac, ".", 1) == 0 &&
                    gnutls_hmac(hmac, body, length) == 0;
        gnutls_hmac_deinit(hmac, digest);
        return good;
}

const char *signature_write(struct arena *arena, const char *secret, const char *id, const char *timestamp,
                            const char *body, size_t length)
{
        const size_t prefix = strlen(PREFIX);
        unsigned char digest[DIGEST_BYTES];
        gnutls_datum_t key = {0};
        if (strncmp(secret, PREFIX, prefix) != 0)
                return NULL;
        size_t size = strlen(secret) - prefix;
        unsigned char *text = (unsigned char *)arena_copy(arena, secret + prefix, size);
        const gnutls_datum_t encoded = {text, (unsigned)size};
        if (gnutls_base64_decode2(&encoded, &key) != 0)
                return NULL;
        bool good = make_digest(&key, id, timestamp, body, length, digest);
        gnutls_free(key.data);
        return good ? base64_with_prefix(arena, "v1,", digest, sizeof digest) : NULL;
}
