#include "store/internal.h"

#include <string.h>

/* The first row whose letters begin the state; PostgreSQL, Appendix A. */
static const struct meaning {
        const char *prefix;
        enum problem problem;
} meanings[] = {
        {"08", PROBLEM_DATABASE_DOWN},    /* connection */
        {"23", PROBLEM_CONFLICT},         /* constraint: another write came between our own check and ours */
        {"25006", PROBLEM_DATABASE_DOWN}, /* a standby was promoted away under us */
        {"40", PROBLEM_CONFLICT},         /* serialisation, deadlock */
        {"53", PROBLEM_OVERLOADED},       /* resources */
        {"55P03", PROBLEM_OVERLOADED},    /* lock not available */
        {"57014", PROBLEM_TIMEOUT},       /* statement timeout */
        {"57P", PROBLEM_DATABASE_DOWN},   /* shutdown, crash, cannot connect now */
        {"SR403", PROBLEM_FORBIDDEN},     /* our own: beyond the authority of the writer */
};

enum problem store_problem_of_sqlstate(const char *sqlstate)
{
        if (!sqlstate || !*sqlstate)
                return PROBLEM_DATABASE_DOWN;
        for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
                if (strncmp(sqlstate, meanings[i].prefix, strlen(meanings[i].prefix)) == 0)
                        return meanings[i].problem;
        return PROBLEM_INTERNAL;
}
