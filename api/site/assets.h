/*
 * assets - style sheets, scripts and drawings, each under a name that changes with what is in it.
 *
 * The files stand in assets/, those of the documentation in openapi/docs; they are part of the binary.
 */
#pragma once

#include "base/embedded.h"

/* The name under which a file is served, "site.0123456789ab.css" for "site.css"; "" if there is none. */
const char *asset_name(const char *file);

/* What is served under a name; NULL: nothing. */
const struct embedded *asset_find(const char *name);

/* Of a name that asset_find() knows. */
const char *asset_media_type(const char *name);
