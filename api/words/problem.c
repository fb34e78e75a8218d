#include "words/problem.h"

static const struct kind {
        unsigned status;
        const char *type;
        const char *title[LANGUAGE_COUNT];
} kinds[PROBLEM_COUNT] = {
#define X(name, status, type, nb, nn, en) [PROBLEM_##name] = {status, type, {nb, nn, en}},
        PROBLEMS(X)
#undef X
};

unsigned problem_status(enum problem problem)
{
        return kinds[problem].status;
}

const char *problem_type(enum problem problem)
{
        return kinds[problem].type;
}

const char *problem_title(enum problem problem, enum language language)
{
        return kinds[problem].title[language];
}
