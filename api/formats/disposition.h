/*
 * disposition - the header Content-Disposition of an uploaded file (RFC 6266): whether a browser shows or
 * saves it, and under which name.
 *
 * The name comes from a client, so it is made safe: without control characters, bidirectional controls,
 * invisible characters, separators of folders, and characters that file systems refuse. It gets the ending of
 * its media type, whatever ending it had.
 */
#pragma once

#include "base/arena.h"

/* The value of Content-Disposition. `name` is UTF-8. */
const char *disposition_of(struct arena *arena, const char *name, const char *media_type);
