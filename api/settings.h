/*
 * settings - what the environment says of how to serve (deploy/README.md).
 */
#pragma once

#include "access/registry.h"
#include "changes/sender.h"
#include "http/server.h"

struct settings {
        struct server_options server;
        struct store_options store;
        struct issuer_options issuer;
        struct sender_options webhooks;
        int cache_mb; /* of answers that are kept until the revision moves */
        int drain_ms; /* what requests under way get when the process ends */
};

/* Reads all of them, those of the registry into it; false after a sentence on standard error. */
bool settings_read(struct settings *settings, struct registry *registry);
