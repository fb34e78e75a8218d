#include "formats/page_path.h"

#include <stddef.h>
#include <string.h>

const char *page_path_of(const char *collection)
{
        static const char *const paths[][2] = {{"organisations", "/organisations/"},
                                               {"bodies", "/bodies/"},
                                               {"agreements", "/agreements/"},
                                               {"meetings", "/meetings/"},
                                               {"minutes", "/meetings/"},
                                               {"persons", "/persons/"},
                                               {"offices", "/offices/"},
                                               {"areas", "/areas/"}};
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
                if (strcmp(paths[i][0], collection) == 0)
                        return paths[i][1];
        return NULL;
}
