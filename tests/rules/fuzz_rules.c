/*
 * Fuzz entry of the rules engine: bytes that are JSON are taken as facts, checked at the dates they name, and
 * every rule in them is looked over for faults. Nothing may crash, leak, or write what is not JSON.
 *
 * "at" in the facts is the first date; others follow from it.
 */
#include "fuzz/replay.h"

#include "base/arena.h"
#include "rules/rules.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT  ((size_t)16 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)8 * 1024 * 1024)

static void write_and_read(const struct rules_result *result)
{
        struct buffer out = BUFFER(RESULT_LIMIT);
        size_t length;
        buffer_add_char(&out, '{');
        rules_write(&out, result);
        buffer_add_char(&out, '}');
        char *text = buffer_take(&out, &length);
        json_t *json = text ? json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL) : NULL;
        const char *verdict = json_string_value(json_object_get(json, "verdict"));
        if (text && (!verdict || strcmp(verdict, verdict_name(rules_result_verdict(result))) != 0))
                abort();
        json_decref(json);
        free(text);
}

static date first_date(const json_t *facts)
{
        const char *text = json_string_value(json_object_get(facts, "at"));
        date at;
        return text && date_parse(text, strlen(text), &at) ? at : date_make(2024, 1, 1);
}

static struct arena *whole; /* of one input */

static void check_facts(const json_t *facts)
{
        static const date later[] = {0, 1, 31, 366, -400};
        struct arena *arena = arena_new_below(whole, ARENA_LIMIT);
        const char *reason = NULL;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        if (!read && !reason)
                abort(); /* a refusal says why */
        date at = first_date(facts);
        int year, unused;
        date_split(at, &year, &unused, &unused);
        for (size_t i = 0; read && year > 10 && year < 9000 && i < sizeof later / sizeof *later; i++) {
                const struct rules_result *result = rules_check(arena, read, at + later[i]);
                if (result)
                        write_and_read(result);
        }
        arena_free(arena);
}

static void find_faults(const json_t *rule)
{
        struct arena *arena = arena_new_below(whole, ARENA_LIMIT);
        struct faults faults;
        fault_init(&faults, arena);
        rules_faults(rule, &faults);
        arena_free(arena);
}

static void check_input(void *facts)
{
        size_t i;
        const json_t *rule;
        find_faults(facts);
        json_array_foreach(json_object_get(facts, "rules"), i, rule) {
                find_faults(rule);
        }
        if (json_is_object((json_t *)facts))
                check_facts(facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        json_t *facts = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
        whole = arena_new(ARENA_LIMIT);
        if (facts && whole)
                memory_guard(check_input, facts);
        arena_free(whole);
        json_decref(facts);
        return 0;
}
