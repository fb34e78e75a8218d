/*
 * site - the pages for people. What they show is asked of the public operations (ask.h); how it looks is the
 * room `pages`.
 */
#pragma once

#include "call/call.h"

/* Makes a page of a problem that has been written into the answer as JSON, if the operation answers pages.
 * Where that fails, the JSON stays. */
void site_explain(struct call *call);
