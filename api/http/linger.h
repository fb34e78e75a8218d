/*
 * linger - closes connections on which something is still being sent, a little later.
 *
 * A request that is refused by its head is answered while its body comes. If the connection were closed at
 * once, the system would tell the sender so (RST), and the sender's system might throw the answer away before
 * it is read. So a copy of the socket stays open for a while; our side of the connection has ended already.
 * Any thread may call.
 */
#pragma once

struct linger;

/* NULL if memory runs out. */
struct linger *linger_new(void);

/* Closes all of them. */
void linger_free(struct linger *linger);

/* Keeps a socket's connection that is about to be closed; and closes those that have been kept long enough.
 */
void linger_keep(struct linger *linger, int socket);
