/*
 * headers - reads header fields of a request: language, media types, codings, preferences, ids.
 */
#pragma once

#include "call/call.h"

/* The language among nb, nn and en that an Accept-Language field (RFC 9110, 12.5.4) prefers; nb if it accepts
 * none of them. `no` means nb. */
enum language header_language(const char *value);

/* The quality that an Accept field gives a media type, in thousandths; 0 if it does not accept it. Without a
 * field (NULL) everything is accepted. */
int header_accepts(const char *accept, const char *media_type);

/* The coding that an Accept-Encoding field (RFC 9110, 12.5.3; NULL: there is none) prefers; of equals the one
 * that compresses better. *ret_insists is whether it refuses the uncompressed answer. If the result is then
 * CODING_IDENTITY, the service has no coding that the client accepts. */
enum coding header_coding(const char *value, bool *ret_insists);

/* Whether a Prefer field (RFC 7240) contains handling=strict. Other preferences are ignored. */
bool header_prefers_strict(const char *value);

/* Whether a Content-Type is this media type, whatever its parameters. */
bool header_is_type(const char *value, const char *media_type);

/* The charset that a Content-Type names, in the arena; NULL if it names none. */
const char *header_charset(struct arena *arena, const char *value);

/* The id of the request: the caller's own if it is 8 to 64 letters, digits, `-`, `_` and `.`; else a random
 * one of 32 hexadecimal digits. */
const char *header_request_id(struct arena *arena, const char *value);
