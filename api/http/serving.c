#include "http/serving.h"

#include <microhttpd.h>

void serving_suspend(struct serving *serving, struct MHD_Connection *connection)
{
        atomic_fetch_add(&serving->suspended, 1);
        MHD_suspend_connection(connection);
}

/* The library must not be stopped before it knows of all that are resumed. */
void serving_resume(struct serving *serving, struct MHD_Connection *connection)
{
        MHD_resume_connection(connection);
        atomic_fetch_sub(&serving->suspended, 1);
}
