#include "http/serving.h"

void serving_suspend(struct serving *serving, struct MHD_Connection *connection)
{
        atomic_fetch_add(&serving->suspended, 1);
        MHD_suspend_connection(connection);
}

/* It is counted last, since the library must not be stopped before it knows that the connection is resumed.
 */
void serving_resume(struct serving *serving, struct MHD_Connection *connection)
{
        MHD_resume_connection(connection);
        atomic_fetch_sub(&serving->suspended, 1);
}

enum MHD_Result serving_starve(struct serving *serving, struct MHD_Connection *connection)
{
        return MHD_queue_response(connection, MHD_HTTP_SERVICE_UNAVAILABLE, serving->starved);
}
