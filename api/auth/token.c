#include "auth/token.h"

#include "base/base64url.h"
#include "base/orgnr.h"
#include "json/parse.h"

#include <stdio.h>
#include <string.h>

/* How far other clocks than ours may be wrong, in seconds. */
#define CLOCK_SKEW 10
/* The last second that a double can represent exactly; a later time is taken for a mistake. */
#define LAST_TIME  ((int64_t)1 << 53)

static bool set_fault(struct fault *ret, enum fault_code code, const char *what)
{
        *ret = (struct fault){.code = code, .args = {what}};
        return false;
}

/* A part of a token that is an object; NULL if it is none. */
static json_t *read_object(struct arena *arena, const char *text, size_t length)
{
        struct faults faults;
        size_t size = 0;
        fault_init(&faults, arena);
        const char *bytes = base64url_read(arena, text, length, &size);
        json_t *value = bytes ? parse_json(arena, bytes, size, &faults) : NULL;
        return json_is_object(value) ? value : NULL;
}

/* The members that a header must not have: to obey them would mean decompressing data before its signature is
 * checked, or taking keys or semantics from the sender. */
static const char *forbidden_member(const json_t *header)
{
        static const char *const names[] = {"zip", "jku", "jwk", "x5u", "x5c", "crit", "b64", "enc"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (json_object_get(header, names[i]))
                        return names[i];
        return NULL;
}

static bool read_algorithm(const char *name, enum token_algorithm *ret)
{
        static const char *const names[] = {
                [TOKEN_RS256] = "RS256", [TOKEN_RS384] = "RS384", [TOKEN_RS512] = "RS512"};
        for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
                if (strcmp(name, names[i]) == 0) {
                        *ret = (enum token_algorithm)i;
                        return true;
                }
        return false;
}

static bool read_header(const json_t *header, struct token *ret, struct fault *ret_fault)
{
        const char *forbidden = forbidden_member(header);
        if (forbidden)
                return set_fault(ret_fault, FAULT_TOKEN_HEADER, forbidden);
        if (!read_algorithm(json_string_value(json_object_get(header, "alg")), &ret->algorithm))
                return set_fault(ret_fault, FAULT_TOKEN_HEADER, "alg");
        ret->kid = json_string_value(json_object_get(header, "kid"));
        if (!ret->kid || !*ret->kid || strlen(ret->kid) > TOKEN_KID_MAX)
                return set_fault(ret_fault, FAULT_TOKEN_HEADER, "kid");
        return true;
}

bool token_read(struct arena *arena, const char *text, struct token *ret, struct fault *ret_fault)
{
        const char *first = strchr(text, '.'), *second = first ? strchr(first + 1, '.') : NULL;
        if (!second || strlen(text) > TOKEN_LENGTH_MAX || strchr(second + 1, '.'))
                return set_fault(ret_fault, FAULT_TOKEN_MALFORMED, NULL);
        json_t *header = read_object(arena, text, (size_t)(first - text));
        if (!header)
                return set_fault(ret_fault, FAULT_TOKEN_MALFORMED, NULL);
        if (!read_header(header, ret, ret_fault))
                return false;
        ret->text = text;
        ret->text_length = (size_t)(second - text);
        ret->signature = base64url_read(arena, second + 1, strlen(second + 1), &ret->signature_length);
        ret->claims = read_object(arena, first + 1, (size_t)(second - first - 1));
        if (!ret->signature || !ret->signature_length || !ret->claims)
                return set_fault(ret_fault, FAULT_TOKEN_MALFORMED, NULL);
        return true;
}

/* Reads a time from the claims. False if the claim is there but is no time. */
static bool read_time(const json_t *claims, const char *name, int64_t absent, int64_t *ret)
{
        const json_t *value = json_object_get(claims, name);
        *ret = value ? json_integer_value(value) : absent;
        return !value || (json_is_integer(value) && *ret >= 0 && *ret < LAST_TIME);
}

static bool check_times(const json_t *claims, int64_t now, struct fault *ret_fault)
{
        int64_t ends, starts, issued;
        if (!json_object_get(claims, "exp") || !read_time(claims, "exp", 0, &ends))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "exp");
        if (!read_time(claims, "nbf", 0, &starts))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "nbf");
        if (!read_time(claims, "iat", 0, &issued))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "iat");
        if (ends <= now - CLOCK_SKEW)
                return set_fault(ret_fault, FAULT_TOKEN_EXPIRED, NULL);
        if (starts > now + CLOCK_SKEW || issued > now + CLOCK_SKEW)
                return set_fault(ret_fault, FAULT_TOKEN_NOT_YET, NULL);
        return true;
}

static bool is_text(const json_t *value, const char *text)
{
        return json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

static bool is_for(const json_t *audience, const char *us)
{
        size_t index;
        json_t *one;
        json_array_foreach(audience, index, one)
                if (is_text(one, us))
                        return true;
        return is_text(audience, us);
}

/* Reads `{"authority": …, "ID": "0192:<organisation number>"}`; other schemes are not supported. */
static bool read_party(const json_t *party, char ret[TOKEN_PARTY_SIZE])
{
        const char *id = json_string_value(json_object_get(party, "ID"));
        char orgnr[ORGNR_SIZE];
        if (!id || strlen(id) != TOKEN_PARTY_SIZE - 1 || strncmp(id, "0192:", 5) != 0 ||
            !orgnr_parse(id, strlen(id), orgnr))
                return false;
        snprintf(ret, TOKEN_PARTY_SIZE, "0192:%s", orgnr);
        return true;
}

static bool list_contains(const char *list, const char *prefix, const char *name)
{
        size_t head = strlen(prefix), tail = strlen(name);
        for (; *list; list += strspn(list, " ")) {
                size_t length = strcspn(list, " ");
                if (length == head + tail && strncmp(list, prefix, head) == 0 &&
                    strncmp(list + head, name, tail) == 0)
                        return true;
                list += length;
        }
        return false;
}

/* Picks this service's scopes from a list; others are for other services. */
static const char *read_scopes(struct arena *arena, const char *list, const char *prefix)
{
        bool reads = list_contains(list, prefix, "read"), writes = list_contains(list, prefix, "write"),
             all = list_contains(list, prefix, "admin");
        return arena_format(arena, "%s%s%s", reads ? "samrad:read " : "", writes ? "samrad:write " : "",
                            all ? "samrad:admin " : "");
}

bool token_check(struct arena *arena, const struct token *token, const struct token_rules *rules, int64_t now,
                 struct token_caller *ret, struct fault *ret_fault)
{
        const json_t *claims = token->claims, *supplier = json_object_get(claims, "supplier");
        const char *scope = json_string_value(json_object_get(claims, "scope"));
        if (!is_text(json_object_get(claims, "iss"), rules->issuer))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "iss");
        if (!check_times(claims, now, ret_fault))
                return false;
        if (rules->audience && !is_for(json_object_get(claims, "aud"), rules->audience))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "aud");
        if (!read_party(json_object_get(claims, "consumer"), ret->consumer))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "consumer");
        ret->supplier[0] = '\0';
        if (supplier && !read_party(supplier, ret->supplier))
                return set_fault(ret_fault, FAULT_TOKEN_CLAIM, "supplier");
        ret->scopes = scope ? read_scopes(arena, scope, rules->scope_prefix) : NULL;
        return ret->scopes ? true : set_fault(ret_fault, FAULT_TOKEN_CLAIM, "scope");
}
