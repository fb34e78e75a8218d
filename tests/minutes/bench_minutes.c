/*
 * bench_minutes - how long it takes to read minutes, and whether that grows with their length alone.
 *
 *     bench_minutes FILE...
 *
 * The files, one after the other and again until 10 kB, 100 kB and 1 MB are full; then 100 kB and 400 kB of
 * what is made to hurt. Reading and writing as JSON. The best of several runs is told, as the machine has
 * other things to do; ratios hold on any.
 */
#include "base/arena.h"
#include "minutes/minutes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ARENA_LIMIT ((size_t)1024 * 1024 * 1024)
#define JSON_LIMIT  ((size_t)64 * 1024 * 1024)
#define RUNS        9

static double now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void read_once(const char *text, size_t length, double *ret_parsed, double *ret_written)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes *minutes;
        struct buffer out = BUFFER(JSON_LIMIT);
        double before = now_ms();
        if (!arena || minutes_parse(arena, text, length, date_make(2024, 2, 29), &minutes) != MINUTES_READ)
                exit(2);
        *ret_parsed = now_ms() - before;
        buffer_add_char(&out, '{');
        minutes_write(&out, minutes, "text/plain", arena);
        *ret_written = now_ms() - before;
        buffer_clear(&out);
        arena_free(arena);
}

static double measure(const char *what, const char *text, size_t length)
{
        double parsed = 1e9, written = 1e9;
        for (int i = 0; i < RUNS; i++) {
                double one, both;
                read_once(text, length, &one, &both);
                parsed = one < parsed ? one : parsed;
                written = both < written ? both : written;
        }
        printf("%-34s %8zu bytes  %8.2f ms read  %8.2f ms written, too  %6.1f us a kB\n", what, length,
               parsed, written, parsed * 1e6 / (double)length);
        return parsed;
}

/* Texts that are made to hurt: what begins them, and what they repeat. */
static const struct {
        const char *what, *first, *again;
} hostile[] = {
        {"dashes", "1) A\n", "-"},
        {"bullets", "1) A\n", "- a\n"},
        {"names", "1) A\n", "KS, HOD og "},
        {"people", "Til stede:\n", "Kari Nordmann, rådgiver Ola Hansen og "},
        {"people, a line each", "Til stede:\n", "Rådgiver Kari Nordmann\n"},
        {"asked", "1) A\n", "HOD bes bes om "},
        {"asked, no end", "1) A\n", "bes "},
        {"asks", "1) A\n", "ber KS "},
        {"shall", "1) A\n", "skal "},
        {"agreed", "1) A\n", "enige om at "},
        {"digits", "1) A\n", "1"},
        {"numbers", "1) A\n", "1 "},
        {"deep numbers", "", "1."},
        {"dates", "1) A\nNeste møte: ", "1. mai "},
        {"by", "1) A\n", "innen utgangen av "},
        {"colons", "1) A\n", "Vedtak: "},
        {"responsible", "1) A\n", "Ansvar: Kari. Frist: "},
        {"commas", "Til stede: ", ","},
        {"parentheses", "Til stede: ", "Kari Nordmann (("},
        {"one letter", "", "a"},
        {"items", "", "1. a\n"},
        {"cases", "", "Sak 1/21 Tittel\n"},
        {"case, once again", "", "Sak 1/21 Tittel\nSak 2/21 Tittel\n"},
        {"pages", "", "Side 1\n"},
        {"page breaks", "", "a\n\f"},
        {"bars", "Sak | Innhold | Ansvar\n1 | ", "|"},
        {"rows", "Sak | Innhold | Ansvar\n", "1 | a. b | KS\n"},
        {"columns", "1) A\nTiltak\tAnsvar\tFrist\n", "a\tKS\tb\n"},
        {"stars", "1) A\n", "**"},
        {"blank", "1) A\n", " "},
        {"soft hyphens", "1) A\n", "\xc2\xad"},
        {"hyphens at line ends", "1) A\n", "ab-\n"},
        {"slashes", "1) A\nAnsvar: A", "/A"},
        {"sentences", "1) A\n", "A. "},
        {"semicolons", "1) A\n", "; og KS"},
        {"next meetings", "1) A\n", "Neste møte er i mai. "},
};

static void measure_hostile(size_t i)
{
        static const size_t sizes[] = {100000, 400000};
        double ms[2];
        for (size_t k = 0; k < 2; k++) {
                struct buffer text = BUFFER(MINUTES_TEXT_MAX);
                buffer_add_string(&text, hostile[i].first);
                while (text.length < sizes[k])
                        buffer_add_string(&text, hostile[i].again);
                ms[k] = measure(hostile[i].what, text.bytes, text.length);
                buffer_clear(&text);
        }
        if (ms[1] > 6 * ms[0] && ms[1] > 5)
                printf("%-34s four times as long takes %.1f times as much\n", hostile[i].what, ms[1] / ms[0]);
}

static void add_file(struct buffer *text, const char *path)
{
        FILE *file = fopen(path, "rb");
        char piece[4096];
        if (!file)
                exit(2);
        for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
                buffer_add(text, piece, n);
        fclose(file);
}

int main(int argc, char **argv)
{
        static const size_t sizes[] = {10000, 100000, 1000000};
        struct buffer text = BUFFER(MINUTES_TEXT_MAX);
        for (int i = 1; i < argc && text.length < 1000000; i = i + 1 < argc ? i + 1 : 1)
                add_file(&text, argv[i]);
        for (size_t i = 0; text.length && i < sizeof sizes / sizeof *sizes; i++) {
                size_t length = sizes[i];
                while (((unsigned char)text.bytes[length] & 0xc0) == 0x80)
                        length--;
                measure("minutes", text.bytes, length);
        }
        for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
                measure_hostile(i);
        buffer_clear(&text);
        return EXIT_SUCCESS;
}
