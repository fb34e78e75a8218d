/*
 * site - the handlers of pages for people. A handler gets what a page shows from public operations
 * (subrequest.h); pages.h makes HTML of it.
 */
#pragma once

#include "call/call.h"

/* If the operation answers with a page, replaces a problem that has been written into the answer as JSON by a
 * page about it. If that fails, the JSON stays. */
void site_explain(struct call *call);
