/*
 * assets - style sheets, scripts and drawings, each under a name that changes with what is in it.
 *
 * The files stand in assets/; they are part of the binary, and so are the pages of the documentation, which
 * openapi/docs.py makes.
 */
#pragma once

#include "base/embedded.h"

/* The name under which a file is served, "site.0123456789ab.css" for "site.css"; "" if there is none. */
const char *asset_name(const char *file);

/* What is served under a name; NULL: nothing. */
const struct embedded *asset_find(const char *name);

/* What a page of the documentation says, as markup; without a name, of the one that lists them. NULL: there
 * is none. */
const struct embedded *asset_documentation(const char *name);

/* Of a name that asset_find() knows. */
const char *asset_media_type(const char *name);
