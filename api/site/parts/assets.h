/*
 * assets - style sheets, scripts and images, each served under a name with a hash of its content, so that
 * browsers may keep it for ever.
 *
 * The files are in site/assets/ and are embedded in the binary, as are the pages of the documentation, which
 * openapi/docs.py makes.
 */
#pragma once

#include "base/embedded.h"

/* The name that a file is served under: "site.0123456789ab.css" for "site.css"; "" if there is no such file.
 */
const char *asset_name(const char *file);

/* The file that is served under a name; NULL if there is none. */
const struct embedded *asset_find(const char *name);

/* The markup of a page of the documentation; without a name, that of the list of its pages. NULL if there is
 * no such page. */
const struct embedded *asset_documentation(const char *name);

/* The media type of a file that asset_find() finds. */
const char *asset_media_type(const char *name);
