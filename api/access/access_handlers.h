/*
 * access_handlers - the handlers of this room; actions.c says which action each belongs to.
 */
#pragma once

#include "access/registry.h"

handler live_handler, ready_handler, metrics_handler, openapi_json_handler, openapi_yaml_handler;
