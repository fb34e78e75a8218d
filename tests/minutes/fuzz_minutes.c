/*
 * Fuzz entry of the reader of minutes: any bytes are refused as no text, or give minutes of which all holds
 * that properties.h says, which are JSON, and the same when they are read again.
 */
#include "fuzz/replay.h"

#include "base/arena.h"
#include "minutes/minutes.h"
#include "properties.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT ((size_t)256 * 1024 * 1024)
#define JSON_LIMIT  ((size_t)64 * 1024 * 1024)
#define HELD        date_make(2024, 2, 29)

static void must(bool ok, const char *what)
{
        if (ok)
                return;
        fprintf(stderr, "broken: %s\n", what);
        abort();
}

/* As JSON; NULL if it is too long. */
static char *write(struct arena *arena, const struct minutes *minutes, size_t *ret_length)
{
        struct buffer out = BUFFER(JSON_LIMIT);
        buffer_add_char(&out, '{');
        minutes_write(&out, minutes, "text/plain", arena);
        buffer_add_char(&out, '}');
        return buffer_take(&out, ret_length);
}

static void check(struct arena *arena, const char *text, size_t length, const struct minutes *minutes)
{
        const struct minutes *again;
        size_t size, again_size;
        const char *broken = minutes_broken(minutes);
        must(!broken, broken);
        must(minutes_parse(arena, text, length, HELD, &again) == MINUTES_READ, "the same text is refused");
        char *json = write(arena, minutes, &size), *again_json = write(arena, again, &again_size);
        if (json && again_json) {
                json_t *value = json_loadb(json, size, JSON_REJECT_DUPLICATES, NULL);
                must(value, "what is written is no JSON");
                must(size == again_size && memcmp(json, again_json, size) == 0,
                     "the same text gives another");
                json_decref(value);
        }
        free(json);
        free(again_json);
}

struct input {
        struct arena *arena;
        const char *text;
        size_t length;
};

static void read_input(void *context)
{
        const struct input *input = context;
        const struct minutes *minutes;
        if (minutes_parse(input->arena, input->text, input->length, HELD, &minutes) == MINUTES_READ)
                check(input->arena, input->text, input->length, minutes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct input input = {arena_new(ARENA_LIMIT), (const char *)data, size};
        if (input.arena)
                memory_guard(read_input, &input);
        arena_free(input.arena);
        return 0;
}
