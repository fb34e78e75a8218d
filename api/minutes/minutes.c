/*
 * Divides the text into blocks of lines, and has each one put into the minutes (items/build.h).
 *
 * A block is a heading, a label with what follows it, a bullet, or a paragraph. Each line that is not page
 * furniture is in exactly one block, and each block becomes one part of the result.
 */
#include "minutes/minutes.h"

#include "minutes/items/build.h"
#include "minutes/items/furniture.h"
#include "minutes/items/people.h"
#include "minutes/items/side_by_side.h"
#include "minutes/language/dates.h"

#include <unistr.h>

#include <string.h>

/* Whether the line begins with a person; two such lines are no paragraph, however long they are. */
static bool begins_person(const struct builder *builder, size_t line)
{
        struct passage passage;
        if (builder->item)
                return false;
        passage_join(builder->arena, &builder->lines, line, line + 1, builder->lines.line[line].from,
                     &passage);
        return people_begin(&passage);
}

/* The line after the block that begins at this line. */
static size_t block_end(const struct builder *builder, size_t first)
{
        const struct lines *lines = &builder->lines;
        size_t end = first + 1;
        enum label_kind of_first = label_read(lines, first).kind;
        bool people = of_first == LABEL_PEOPLE || (!builder->item && label_is_like(lines, first));
        while (end < lines->count && !(people && label_is_like(lines, end)) &&
               !(of_first == LABEL_NONE && begins_person(builder, end - 1) && begins_person(builder, end)) &&
               builder->headings.role[end] == builder->headings.role[first] &&
               builder->headings.role[end] == ROLE_TEXT && builder->headings.mark[end].style == MARK_NONE &&
               lines_continue(lines, end, false)) {
                enum label_kind label = label_read(lines, end).kind;
                if (label != LABEL_NONE && label != LABEL_RESPONSIBLE && label != LABEL_DUE)
                        break;
                end++;
        }
        /* "Ansvar:" and "Frist:" on lines of their own belong to the text before them. */
        while (end < lines->count && builder->headings.role[end] == ROLE_TEXT &&
               builder->headings.role[first] == ROLE_TEXT && !lines_apart(lines, end)) {
                enum label_kind label = label_read(lines, end).kind;
                if (label != LABEL_RESPONSIBLE && label != LABEL_DUE)
                        break;
                end++;
        }
        return end;
}

static size_t heading_end(const struct builder *builder, size_t first)
{
        size_t end = first + 1;
        while (end < builder->lines.count && builder->headings.role[end] == ROLE_TITLE)
                end++;
        return end;
}

static void read_blocks(struct builder *builder)
{
        const struct lines *lines = &builder->lines;
        for (size_t i = 0, end; i < lines->count; i = end) {
                struct block block = {.first = i};
                if (builder->headings.role[i] == ROLE_HEADING) {
                        end = heading_end(builder, i);
                        block.last = end;
                        build_heading(builder, &block);
                        continue;
                }
                block.last = end = block_end(builder, i);
                block.mark = builder->headings.mark[i];
                block.label = label_read(lines, i);
                block.agenda = builder->headings.role[i] == ROLE_AGENDA;
                block.part = builder->headings.role[i] == ROLE_PART;
                block.text = block.label.kind != LABEL_NONE  ? block.label.text
                             : block.mark.style != MARK_NONE ? block.mark.text
                                                             : lines->line[i].from;
                build_block(builder, &block);
        }
        build_finish(builder);
}

/* Whether `word`, which includes the blanks around it, is at this byte. The first letter is compared before
 * all else, because most words differ in it. */
static bool is_word_at(const struct clean *clean, size_t at, const char *word)
{
        return clean->lower[at + 1] == word[1] && clean->length - at >= strlen(word) &&
               memcmp(clean->lower + at, word, strlen(word)) == 0;
}

/* The language of the text, Bokmål or Nynorsk, found by counting small words that only one of them has. */
static const char *language_of(const struct clean *clean)
{
        static const char *const nn[] = {" ikkje ", " frå ",  " eit ",       " ein ",
                                         " vert ",  " vart ", " kommunane ", " dei "};
        static const char *const nb[] = {" ikke ", " fra ", " et ",        " en ",
                                         " blir ", " ble ", " kommunene ", " de "};
        size_t count[2] = {0};
        for (size_t i = 0; i + 1 < clean->length; i++) {
                if (clean->lower[i] != ' ')
                        continue;
                for (size_t k = 0; k < sizeof nn / sizeof *nn; k++) {
                        count[0] += is_word_at(clean, i, nb[k]);
                        count[1] += is_word_at(clean, i, nn[k]);
                }
        }
        return count[1] > count[0] ? "nn" : "nb";
}

enum minutes_result minutes_parse(struct arena *arena, const char *text, size_t length, date held,
                                  const struct minutes **ret)
{
        if (length > MINUTES_TEXT_MAX)
                return MINUTES_TOO_LONG;
        if (length && (memchr(text, '\0', length) || u8_check((const uint8_t *)text, length)))
                return MINUTES_NOT_TEXT;
        struct builder *builder = arena_alloc(arena, sizeof *builder);
        struct minutes *minutes = arena_alloc(arena, sizeof *minutes);
        struct clean clean;
        clean_text(arena, text, length, &clean);
        builder->arena = arena;
        builder->minutes = minutes;
        builder->held = held;
        builder->clean = clean;
        *minutes = (struct minutes){.source = text, .source_length = length, .language = language_of(&clean)};
        lines_read(arena, &builder->clean, &builder->lines);
        furniture_strip(arena, &builder->lines);
        if (side_by_side_find(arena, &builder->lines) == SIDES_COLUMNS)
                return MINUTES_COLUMNS;
        lines_measure(&builder->lines);
        headings_find(arena, &builder->lines, &builder->headings);
        read_blocks(builder);
        *ret = minutes;
        return MINUTES_READ;
}
