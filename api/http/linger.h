/*
 * linger - delays the close of connections whose client is still sending.
 *
 * A request that is refused because of its head is answered while its body arrives. If the socket were closed
 * at once, the kernel would send a reset, and the client's kernel might discard the answer before the client
 * has read it. Therefore a duplicate of the socket stays open for two seconds; our side of the connection has
 * been shut down already. Any thread may call these functions.
 */
#pragma once

struct linger;

/* NULL if memory runs out. */
struct linger *linger_new(void);

/* Closes all sockets. */
void linger_free(struct linger *linger);

/* Duplicates a socket that is about to be closed, and closes the duplicates that have been kept long enough.
 */
void linger_keep(struct linger *linger, int socket);
