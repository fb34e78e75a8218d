/*
 * disposition - whether a browser shows or saves a file that somebody has uploaded, and under which name
 * (RFC 6266).
 *
 * The name is what somebody wrote, so it is made safe first: no control characters, none that turn the
 * direction of writing or cannot be seen, none that separate folders or that a file system refuses; and it
 * ends as files of the media type do, whatever it pretends to be.
 */
#pragma once

#include "base/arena.h"

/* The value of Content-Disposition. `name` is UTF-8. */
const char *disposition_of(struct arena *arena, const char *name, const char *media_type);
