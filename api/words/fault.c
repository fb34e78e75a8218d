#include "words/fault.h"

#include "base/buffer.h"

#include <string.h>

/* A sentence is a template and two arguments; arguments longer than this are somebody's mischief. */
#define SENTENCE_MAX 4096

static const struct words {
        const char *code;
        const char *text[LANGUAGE_COUNT];
} words[] = {
#define X(name, code, nb, nn, en) [FAULT_##name] = {code, {nb, nn, en}},
        FAULTS(X)
#undef X
};

void fault_init(struct faults *faults, struct arena *arena)
{
        *faults = (struct faults){.arena = arena, .listed_max = FAULTS_LISTED_MAX};
        faults->last = &faults->first;
}

void fault_add(struct faults *faults, enum fault_place place, const char *where, enum fault_code code,
               const char *arg0, const char *arg1)
{
        if (++faults->count > faults->listed_max)
                return;
        struct fault *fault = arena_alloc(faults->arena, sizeof *fault);
        *fault = (struct fault){.place = place,
                                .code = code,
                                .where = arena_string(faults->arena, where),
                                .line = faults->line};
        fault->args[0] = arena_string(faults->arena, arg0);
        fault->args[1] = arena_string(faults->arena, arg1);
        *faults->last = fault;
        faults->last = &fault->next;
}

const char *fault_code_name(enum fault_code code)
{
        return words[code].code;
}

enum fault_code fault_code_find(const char *name)
{
        for (size_t i = 0; i < FAULT_CODE_COUNT; i++)
                if (strcmp(words[i].code, name) == 0)
                        return (enum fault_code)i;
        return FAULT_CODE_COUNT;
}

const char *fault_text(struct arena *arena, const struct fault *fault, enum language language)
{
        struct buffer out = BUFFER_OF(arena, SENTENCE_MAX);
        for (const char *c = words[fault->code].text[language]; *c; c++) {
                if (c[0] == '{' && (c[1] == '0' || c[1] == '1') && c[2] == '}') {
                        const char *arg = fault->args[c[1] - '0'];
                        buffer_add_string(&out, arg ? arg : "");
                        c += 2;
                } else {
                        buffer_add_char(&out, *c);
                }
        }
        return buffer_text(&out);
}
