/*
 * documents_handlers - the handlers of this room; actions.c says which action each belongs to.
 */
#pragma once

#include "access/registry.h"

handler content_put_handler, content_erase_handler, content_get_handler, minutes_parse_handler;
