/*
 * site - the pages for people. They show what public operations answer (subrequest.h); pages.h turns that
 * into HTML.
 */
#pragma once

#include "call/call.h"

/* Makes a page of a problem that has been written into the answer as JSON, if the operation answers pages.
 * Where that fails, the JSON stays. */
void site_explain(struct call *call);
