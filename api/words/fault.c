#include "words/fault.h"

#include "base/buffer.h"
#include "words/template.h"

#include <string.h>

/* A sentence is a template and two arguments; arguments longer than this are somebody's mischief. */
#define SENTENCE_MAX 4096

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

enum fault_code fault_code_find(const char *code)
{
        for (int i = 0; i < FAULT_CODE_COUNT; i++)
                if (strcmp(fault_code((enum fault_code)i), code) == 0)
                        return (enum fault_code)i;
        return FAULT_CODE_COUNT;
}

static const char *argument_of(const struct fault *fault, const char *name)
{
        const char *argument = fault->args[name[0] - '0'];
        return argument ? argument : "";
}

static void add_argument(struct buffer *out, const char *name, size_t length, void *fault)
{
        (void)length;
        buffer_add_string(out, argument_of(fault, name));
}

static bool argument_is_one(const char *name, size_t length, void *fault)
{
        (void)length;
        return strcmp(argument_of(fault, name), "1") == 0;
}

const char *fault_sentence(struct arena *arena, const struct fault *fault, enum language language)
{
        struct buffer out = BUFFER_OF(arena, SENTENCE_MAX);
        struct template_filler filler = {add_argument, argument_is_one, (void *)fault};
        template_fill(&out, fault_text(fault->code, language), &filler);
        return buffer_text(&out);
}
