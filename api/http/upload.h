/*
 * upload - bodies that are too large for memory.
 *
 * Ulfius collects a whole body in memory before a handler sees it, and cuts it off at a limit without a word.
 * For the operations that the contract marks as uploads (x-samrad.upload) that is of no use. There is no way
 * to be called with the pieces of a body through Ulfius: its function for that is its own, given to
 * libmicrohttpd where Ulfius starts the daemon. So this program has a MHD_start_daemon of its own, which
 * Ulfius calls instead of the library's. It starts the daemon with our function, which stands before
 * Ulfius's: what is no upload it hands on untouched; the pieces of an upload it writes to a temporary file
 * without a name, and when all is there it calls Ulfius, as for a request without a body.
 *
 * What a request says before its body is looked at first: one that is refused whatever it sends (no key,
 * wrong address) is answered without reading on. While an upload comes in it holds a file and its connection,
 * nothing else; if it falls silent, the connection's timeout ends it.
 */
#pragma once

#include "http/service.h"

/* Says who serves; to be called before Ulfius starts the daemon. There is one server in a process. */
void upload_prepare(const struct server_options *options);

/* The upload of the request that this thread is answering; NULL if it has none. */
const struct upload *upload_current(void);
