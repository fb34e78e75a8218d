#include "words/fault.h"

#include "base/buffer.h"
#include "words/template.h"
#include "words/term.h"

#include <string.h>

/* A sentence is a template and two arguments; only a malicious request has longer arguments. */
#define SENTENCE_MAX 4096

void fault_init(struct faults *faults, struct arena *arena)
{
        *faults = (struct faults){.arena = arena, .listed_max = FAULTS_LISTED_MAX};
        faults->last = &faults->first;
}

static bool is_same(const char *a, const char *b)
{
        return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether the same fault has been added already, since several schemas may check a member. */
static bool is_added(const struct faults *faults, const struct fault *other)
{
        for (const struct fault *fault = faults->first; fault; fault = fault->next)
                if (fault->code == other->code && fault->line == other->line &&
                    fault->place == other->place && is_same(fault->where, other->where) &&
                    is_same(fault->args[0], other->args[0]) && is_same(fault->args[1], other->args[1]))
                        return true;
        return false;
}

void fault_add(struct faults *faults, enum fault_place place, const char *where, enum fault_code code,
               const char *arg0, const char *arg1)
{
        const struct fault told = {place, code, where, {arg0, arg1}, faults->line, NULL};
        if (is_added(faults, &told) || ++faults->count > faults->listed_max)
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

/* A fault and the language in which it is described. */
struct telling {
        const struct fault *fault;
        enum language language;
};

/* Adds ordinary words for JSON Schema's types ("object | null"). */
static void add_kinds(struct buffer *out, const char *names, enum language language)
{
        char name[16];
        while (*names) {
                size_t length = strcspn(names, " |"), kept = length < sizeof name ? length : sizeof name - 1;
                memcpy(name, names, kept);
                name[kept] = '\0';
                buffer_add_string(out, term_text(TERM_JSON_KIND, name, language));
                names += length + strspn(names + length, " |");
                if (*names)
                        buffer_format(out, " %s ", term_text(TERM_JSON_KIND, "or", language));
        }
}

static void add_argument(struct buffer *out, const char *name, size_t length, void *context)
{
        (void)length;
        const struct telling *telling = context;
        if (telling->fault->code == FAULT_TYPE)
                add_kinds(out, argument_of(telling->fault, name), telling->language);
        else
                buffer_add_string(out, argument_of(telling->fault, name));
}

static bool argument_is_one(const char *name, size_t length, void *context)
{
        (void)length;
        const struct telling *telling = context;
        return strcmp(argument_of(telling->fault, name), "1") == 0;
}

const char *fault_sentence(struct arena *arena, const struct fault *fault, enum language language)
{
        struct buffer out = BUFFER_OF(arena, SENTENCE_MAX);
        struct telling telling = {fault, language};
        struct template_filler filler = {add_argument, argument_is_one, &telling};
        template_fill(&out, fault_text(fault->code, language), &filler);
        return buffer_text(&out);
}
