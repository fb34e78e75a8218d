/*
 * headers - what the header fields of a request say: language, conditions, media types, ids.
 */
#pragma once

#include "call/call.h"

/* The best of nb, nn and en for an Accept-Language (RFC 9110, 12.5.4); nb where nothing fits. `no` is nb. */
enum language header_language(const char *value);

/* How gladly an Accept field (NULL: anything) takes a media type, in thousandths; 0: not at all. */
int header_accepts(const char *accept, const char *media_type);

/* The coding that an Accept-Encoding field (RFC 9110, 12.5.3; NULL: it says nothing) likes best, of equals
 * the one that makes less; *ret_insists: it will not have the answer as it is. CODING_IDENTITY to somebody
 * who insists: none of ours fits. */
enum coding header_coding(const char *value, bool *ret_insists);

/* Whether a Prefer field (RFC 7240) asks for strict handling. What else it asks for is passed over. */
bool header_prefers_strict(const char *value);

/* Whether a Content-Type is this media type, whatever its parameters. */
bool header_is_type(const char *value, const char *media_type);

/* The charset that a Content-Type names, in the arena; NULL if it names none. */
const char *header_charset(struct arena *arena, const char *value);

/* The caller's id for the request where it is short and plain, else one of our own (32 hexadecimal digits).
 */
const char *header_request_id(struct arena *arena, const char *value);
