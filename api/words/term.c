#include "words/term.h"

#include <string.h>

const char *term_text(enum term_group group, const char *name, enum language language)
{
        if (!name)
                return "";
        for (const struct term *term = term_groups[group]; term->name; term++)
                if (strcmp(term->name, name) == 0)
                        return term->texts[language];
        return name;
}

const char *term_name(enum term_group group, size_t index)
{
        for (const struct term *term = term_groups[group]; term->name; term++, index--)
                if (!index)
                        return term->name;
        return NULL;
}
