/*
 * What the tests of the json room share: an arena and a list of faults for each test, JSON written with
 * single quotes, and faults written as one line of text, so that a test reads as "this value gives these
 * faults".
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "words/fault.h"
#include "json/parse.h"
#include "schema/schema.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define TEST_MEMORY ((size_t)256 * 1024 * 1024)

struct fixture {
        struct arena *arena;
        struct faults faults;
};

static struct fixture test;

__attribute__((unused)) static void set_up(void)
{
        test.arena = arena_new(TEST_MEMORY);
        ck_assert_ptr_nonnull(test.arena);
        fault_init(&test.faults, test.arena);
}

__attribute__((unused)) static void tear_down(void)
{
        arena_free(test.arena);
}

/* The text with " for every '. */
__attribute__((unused)) static char *quoted(const char *text)
{
        char *copy = arena_copy(test.arena, text, strlen(text));
        ck_assert_ptr_nonnull(copy);
        for (char *c = copy; *c; c++)
                if (*c == '\'')
                        *c = '"';
        return copy;
}

/* A tree without the reader's rules, owned by the arena. */
__attribute__((unused)) static json_t *tree(const char *text)
{
        json_error_t error;
        json_t *value = json_loads(quoted(text), JSON_DECODE_ANY, &error);
        ck_assert_msg(value, "%s in %s", error.text, text);
        arena_defer(test.arena, (void (*)(void *))json_delete, value);
        return value;
}

/* "code@place(args) code@place(args)", and the list is empty again. */
__attribute__((unused)) static const char *faults_text(void)
{
        struct buffer out = BUFFER((size_t)1024 * 1024);
        for (const struct fault *fault = test.faults.first; fault; fault = fault->next) {
                buffer_format(&out, "%s%s@%s", fault == test.faults.first ? "" : " ", fault_code(fault->code),
                              fault->where);
                if (fault->args[0])
                        buffer_format(&out, "(%s%s%s)", fault->args[0], fault->args[1] ? "; " : "",
                                      fault->args[1] ? fault->args[1] : "");
        }
        ck_assert(!out.failed);
        char *text = arena_copy(test.arena, out.bytes, out.length);
        buffer_clear(&out);
        fault_init(&test.faults, test.arena);
        return text;
}

__attribute__((unused)) static const struct schema *schema_of(const char *text, const char **ret_error)
{
        json_t *document = tree(text);
        struct schema_set *set = schema_set_new(test.arena, document);
        ck_assert_ptr_nonnull(set);
        return schema_compile(set, document, "#", ret_error);
}

__attribute__((unused)) static const struct schema *schema(const char *text)
{
        const char *error = "";
        const struct schema *compiled = schema_of(text, &error);
        ck_assert_msg(compiled, "%s", error);
        return compiled;
}
