/*
 * Fuzz entry of the reader of minutes: any bytes are refused as no text, or give minutes whose parts lie in
 * order and apart within the text, and which can be written as JSON.
 *
 * libFuzzer:  clang -fsanitize=fuzzer,address,undefined ...
 * Plain:      cc -DFUZZ_REPLAY ... ; then `fuzz_minutes seeds/...` replays files.
 */
#include "base/arena.h"
#include "minutes/minutes.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define ARENA_LIMIT ((size_t)256 * 1024 * 1024)
#define JSON_LIMIT  ((size_t)64 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_parts(const struct minutes *minutes)
{
        uint32_t end = 0;
        for (size_t i = 0; i < minutes->part_count; i++) {
                struct minutes_span span = minutes->parts[i].span;
                if (span.from < end || span.to <= span.from || span.to > minutes->source_length)
                        abort();
                end = span.to;
        }
}

static void check_json(struct arena *arena, const struct minutes *minutes)
{
        struct buffer out = BUFFER(JSON_LIMIT);
        size_t length;
        buffer_add_char(&out, '{');
        minutes_write(&out, minutes, "text/plain", arena);
        buffer_add_char(&out, '}');
        char *text = buffer_take(&out, &length);
        json_t *json = text ? json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL) : NULL;
        if (text && !json)
                abort();
        json_decref(json);
        free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes *minutes;
        if (arena && minutes_parse(arena, (const char *)data, size, date_make(2024, 2, 29), &minutes) ==
                             MINUTES_READ) {
                check_parts(minutes);
                check_json(arena, minutes);
        }
        arena_free(arena);
        return 0;
}

#ifdef FUZZ_REPLAY
static void replay(const char *path)
{
        FILE *file = fopen(path, "rb");
        struct buffer text = BUFFER(JSON_LIMIT);
        char piece[4096];
        if (!file)
                exit(2);
        for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
                buffer_add(&text, piece, n);
        fclose(file);
        LLVMFuzzerTestOneInput((const uint8_t *)text.bytes, text.length);
        buffer_clear(&text);
}

int main(int argc, char **argv)
{
        for (int i = 1; i < argc; i++)
                replay(argv[i]);
        return 0;
}
#endif
