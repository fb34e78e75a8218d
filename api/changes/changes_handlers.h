/*
 * changes_handlers - the handlers of this room; actions.c says which action each belongs to.
 */
#pragma once

#include "access/registry.h"

handler changes_handler, webhook_get_handler, webhook_list_handler, webhook_deliveries_handler,
        webhook_create_handler, webhook_patch_handler, webhook_delete_handler, webhook_replay_handler,
        webhook_ping_handler, webhook_secret_handler;
