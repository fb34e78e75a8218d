/*
 * embedded - files that are embedded in the binary: SQL, schema files, the contract, assets.
 *
 * The build makes the tables (db/embed.py), sorted by name. Texts end with a NUL, which the length does not
 * include.
 */
#pragma once

#include <stddef.h>

struct embedded {
        const char *name; /* "bodies/list" */
        const char *text;
        size_t length;
};

extern const struct embedded embedded_queries[];
extern const size_t embedded_queries_count;
extern const struct embedded embedded_migrations[];
extern const size_t embedded_migrations_count;
extern const struct embedded embedded_contract[];
extern const size_t embedded_contract_count;
extern const struct embedded embedded_assets[];
extern const size_t embedded_assets_count;
extern const struct embedded embedded_documentation[];
extern const size_t embedded_documentation_count;
