#include "site/parts/assets.h"

#include <stdbool.h>
#include <string.h>

/* Whether the embedded file `name` ("site.0123456789ab.css") is `file` ("site.css") with a hash of twelve
 * digits. */
static bool is_file(const char *name, const char *file)
{
        const char *end = strrchr(file, '.');
        size_t stem = end ? (size_t)(end - file) : 0;
        const char *hash = name + stem;
        return end && strncmp(name, file, stem) == 0 && *hash == '.' && strlen(hash) == 13 + strlen(end) &&
               strcmp(hash + 13, end) == 0;
}

const char *asset_name(const char *file)
{
        for (size_t i = 0; i < embedded_assets_count; i++)
                if (is_file(embedded_assets[i].name, file))
                        return embedded_assets[i].name;
        return "";
}

const struct embedded *asset_find(const char *name)
{
        for (size_t i = 0; i < embedded_assets_count; i++)
                if (strcmp(embedded_assets[i].name, name) == 0)
                        return &embedded_assets[i];
        return NULL;
}

const struct embedded *asset_documentation(const char *name)
{
        for (size_t i = 0; i < embedded_documentation_count; i++)
                if (strcmp(embedded_documentation[i].name, name ? name : "index") == 0)
                        return &embedded_documentation[i];
        return NULL;
}

const char *asset_media_type(const char *name)
{
        const char *end = strrchr(name, '.');
        if (strcmp(end, ".css") == 0)
                return "text/css; charset=utf-8";
        return strcmp(end, ".js") == 0 ? "text/javascript; charset=utf-8" : "image/svg+xml";
}
