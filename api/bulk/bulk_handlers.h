/*
 * bulk_handlers - what this room answers; actions.c names the action of each.
 */
#pragma once

#include "access/registry.h"

handler import_handler, export_handler;
