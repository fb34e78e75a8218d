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

static const char *copy(struct faults *faults, const char *string)
{
        if (!string)
                return NULL;
        const char *result = arena_copy(faults->arena, string, strlen(string));
        if (!result)
                faults->out_of_memory = true;
        return result;
}

static bool is_same(const char *a, const char *b)
{
        return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether the same is said already: a member can be looked at by several schemas. */
static bool is_told(const struct faults *faults, const struct fault *other)
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
        if (is_told(faults, &told) || ++faults->count > faults->listed_max)
                return;
        struct fault *fault = arena_alloc(faults->arena, sizeof *fault);
        if (!fault) {
                faults->out_of_memory = true;
                return;
        }
        *fault = (struct fault){
                .place = place, .code = code, .where = copy(faults, where), .line = faults->line};
        fault->args[0] = copy(faults, arg0);
        fault->args[1] = copy(faults, arg1);
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

/* The kinds of value that JSON has, as a sentence calls them. */
static const struct kind {
        const char *name;
        const char *text[LANGUAGE_COUNT];
} kinds[] = {
        {"object", {"et objekt", "eit objekt", "an object"}},
        {"array", {"en liste", "ei liste", "a list"}},
        {"string", {"en tekst", "ein tekst", "a string"}},
        {"integer", {"et heltall", "eit heiltal", "an integer"}},
        {"number", {"et tall", "eit tal", "a number"}},
        {"boolean", {"true eller false", "true eller false", "true or false"}},
};

static void add_kind(struct buffer *out, const char *name, size_t length, enum language language)
{
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (strlen(kinds[i].name) == length && memcmp(kinds[i].name, name, length) == 0) {
                        buffer_add_string(out, kinds[i].text[language]);
                        return;
                }
        buffer_add(out, name, length);
}

/* "object | null" in words. */
static void add_kinds(struct buffer *out, const char *names, enum language language)
{
        static const char *const or [LANGUAGE_COUNT] = {" eller ", " eller ", " or "};
        while (*names) {
                size_t length = strcspn(names, " |");
                add_kind(out, names, length, language);
                names += length + strspn(names + length, " |");
                buffer_add_string(out, *names ? or [language] : "");
        }
}

/* Of "one|many" the word that fits a number, as it is written. */
static void add_word_for(struct buffer *out, const char *number, const char *forms, size_t length)
{
        const char *many = memchr(forms, '|', length);
        if (!many)
                return;
        bool one = number && strcmp(number, "1") == 0;
        buffer_add_char(out, ' ');
        if (one)
                buffer_add(out, forms, (size_t)(many - forms));
        else
                buffer_add(out, many + 1, length - (size_t)(many + 1 - forms));
}

/* What stands in braces: an argument, and perhaps a word for so many. Returns what follows. */
static const char *add_argument(struct buffer *out, const struct fault *fault, const char *brace,
                                enum language language)
{
        const char *arg = fault->args[brace[1] - '0'], *end = strchr(brace, '}');
        if (fault->code == FAULT_TYPE && arg)
                add_kinds(out, arg, language);
        else
                buffer_add_string(out, arg ? arg : "");
        if (brace[2] == ':')
                add_word_for(out, arg, brace + 3, (size_t)(end - brace - 3));
        return end + 1;
}

const char *fault_text(struct arena *arena, const struct fault *fault, enum language language)
{
        struct buffer out = BUFFER(SENTENCE_MAX);
        for (const char *c = words[fault->code].text[language]; *c;) {
                if (c[0] == '{' && (c[1] == '0' || c[1] == '1'))
                        c = add_argument(&out, fault, c, language);
                else
                        buffer_add_char(&out, *c++);
        }
        const char *text = out.failed ? NULL : arena_copy(arena, out.bytes, out.length);
        buffer_clear(&out);
        return text;
}
