/*
 * checks_handlers - the handlers of this room; actions.c says which action each belongs to.
 */
#pragma once

#include "access/registry.h"

handler page_handler, check_handler, agreement_check_handler, agreement_timeline_handler, cadence_handler,
        meeting_check_handler, timeline_handler, timeline_bands_handler, whatif_handler, checks_handler,
        map_handler, mandate_handler, roster_handler, rule_check_handler, rule_timeline_handler,
        rule_whatif_handler, statistics_handler, upcoming_handler;
