/*
 * documents_handlers - what this room answers; actions.c names the action of each.
 */
#pragma once

#include "access/registry.h"

handler content_put_handler, content_erase_handler, content_get_handler, minutes_parse_handler;
