#include "auth/key.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define SECRET_LENGTH 64
#define HASH_BYTES    (KEY_HASH_LENGTH / 2)

static void write_hex(const unsigned char *bytes, size_t count, char *text)
{
        for (size_t i = 0; i < count; i++)
                snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

static bool hash_secret(const char *secret, struct key *ret)
{
        unsigned char digest[HASH_BYTES];
        if (gnutls_hash_fast(GNUTLS_DIG_SHA256, secret, SECRET_LENGTH, digest) != 0)
                return false;
        write_hex(digest, sizeof digest, ret->hash);
        return true;
}

bool key_make(struct arena *arena, struct key *ret, const char **ret_text)
{
        unsigned char random[(KEY_ID_LENGTH + SECRET_LENGTH) / 2];
        char digits[KEY_ID_LENGTH + SECRET_LENGTH + 1];
        if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
                return false;
        write_hex(random, sizeof random, digits);
        struct key key;
        memcpy(key.id, digits, KEY_ID_LENGTH);
        key.id[KEY_ID_LENGTH] = '\0';
        if (!hash_secret(digits + KEY_ID_LENGTH, &key))
                return false;
        const char *text = arena_format(arena, KEY_PREFIX "%s_%s", key.id, digits + KEY_ID_LENGTH);
        *ret = key;
        *ret_text = text;
        return true;
}

bool key_is_scope(const char *name)
{
        return strcmp(name, "samrad:read") == 0 || strcmp(name, "samrad:write") == 0 ||
               strcmp(name, "samrad:admin") == 0;
}

bool key_parse(const char *text, struct key *ret)
{
        static const char hex[] = "0123456789abcdef";
        const size_t prefix = strlen(KEY_PREFIX);
        if (strlen(text) != prefix + KEY_ID_LENGTH + 1 + SECRET_LENGTH ||
            strncmp(text, KEY_PREFIX, prefix) != 0)
                return false;
        const char *id = text + prefix, *secret = id + KEY_ID_LENGTH + 1;
        if (strspn(id, hex) != KEY_ID_LENGTH || id[KEY_ID_LENGTH] != '_' ||
            strspn(secret, hex) != SECRET_LENGTH)
                return false;
        memcpy(ret->id, id, KEY_ID_LENGTH);
        ret->id[KEY_ID_LENGTH] = '\0';
        return hash_secret(secret, ret);
}

bool key_matches(const struct key *key, const char *stored_hash)
{
        return strlen(stored_hash) == KEY_HASH_LENGTH &&
               gnutls_memcmp(key->hash, stored_hash, KEY_HASH_LENGTH) == 0;
}
