/*
 * resources_handlers - the handlers of this room; actions.c says which action each belongs to.
 */
#pragma once

#include "access/registry.h"

handler action_patch_handler, erase_handler, get_handler, history_handler, list_handler, search_handler,
        transaction_handler, write_handler, keys_handler, key_handler, create_key_handler, revoke_key_handler;
