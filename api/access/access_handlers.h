/*
 * access_handlers - what this room answers; actions.c names the action of each.
 */
#pragma once

#include "access/registry.h"

handler live_handler, ready_handler, metrics_handler, openapi_json_handler, openapi_yaml_handler;
