#include "minutes/items/build.h"

#include "minutes/language/dates.h"
#include "minutes/text/grow.h"
#include "minutes/items/naming.h"
#include "minutes/items/people.h"

#include <string.h>

/* The head of minutes is a page or two. If it has more parts than this, the text is probably no minutes, and
 * the rest is not placed. */
#define HEAD_PARTS_MAX   500
/* The most parts that the contract permits; all text after them belongs to the last one. */
#define PARTS_MOST       10000
/* If there are more parts than this, page furniture is not made a part of its own, but stays in the one
 * around it. */
#define PARTS_MAX        4000
/* In a longer line a date is not taken for that of the meeting. */
#define DATE_LINE_MAX    80
#define GROUP_LENGTH_MAX 60

static void add_part(struct builder *builder, enum minutes_part_kind kind, size_t item,
                     struct minutes_span span)
{
        struct minutes *minutes = builder->minutes;
        struct minutes_part *last = minutes->part_count ? &minutes->parts[minutes->part_count - 1] : NULL;
        if (last && ((last->kind == kind && last->item == item) || minutes->part_count == PARTS_MOST)) {
                last->span.to = span.to;
                return;
        }
        minutes->parts =
                grow_room(builder->arena, minutes->parts, minutes->part_count, sizeof *minutes->parts);
        minutes->parts[minutes->part_count++] = (struct minutes_part){kind, item, span};
}

static void add_masked(struct builder *builder, struct minutes_span span)
{
        struct minutes *minutes = builder->minutes;
        minutes->masked =
                grow_room(builder->arena, minutes->masked, minutes->masked_count, sizeof *minutes->masked);
        minutes->masked[minutes->masked_count++] = span;
}

/* Adds the page furniture that precedes this byte of the clean text to the parts. */
static void add_furniture(struct builder *builder, size_t before)
{
        const struct lines *lines = &builder->lines;
        for (; builder->furniture < lines->furniture_count; builder->furniture++) {
                const struct line *line = &lines->furniture[builder->furniture];
                if (line->from >= before)
                        return;
                struct minutes_span span = clean_span(&builder->clean, line->from, line->to);
                if (line->masked)
                        add_masked(builder, span);
                if (builder->minutes->part_count < PARTS_MAX)
                        add_part(builder, MINUTES_PART_FURNITURE, 0, span);
        }
}

/* Adds the text in the other language beside a line to the parts, if it is on this side of the line: before
 * or after it. */
static void add_aside(struct builder *builder, size_t line, bool before)
{
        const struct lines *lines = &builder->lines;
        struct minutes_span aside = lines->aside ? lines->aside[line] : (struct minutes_span){0};
        if (aside.from == aside.to || (aside.from < lines->line[line].from) != before)
                return;
        add_part(builder, MINUTES_PART_UNPLACED, 0, clean_span(&builder->clean, aside.from, aside.to));
}

void build_part(struct builder *builder, const struct block *block, enum minutes_part_kind kind)
{
        size_t item = kind == MINUTES_PART_ITEM ? builder->minutes->item_count - 1 : 0;
        for (size_t i = block->first; i < block->last; i++) {
                const struct line *line = &builder->lines.line[i];
                add_furniture(builder, line->from);
                add_aside(builder, i, true);
                add_part(builder, kind, item, clean_span(&builder->clean, line->from, line->to));
                add_aside(builder, i, false);
        }
}

void build_passage(struct builder *builder, const struct block *block, struct passage *ret)
{
        passage_join(builder->arena, &builder->lines, block->first, block->last, block->text, ret);
}

/* The day that relative dates are relative to: that of the meeting, as far as it is known. */
static date reference_date(const struct builder *builder)
{
        const struct minutes_date *written = &builder->minutes->date;
        if (builder->held != DATE_BEGINNING)
                return builder->held;
        return written->year ? date_first(written) : DATE_BEGINNING;
}

static void add_next(struct builder *builder, struct minutes_string text, struct minutes_date written)
{
        struct minutes *minutes = builder->minutes;
        if (!text.length || minutes->next_count == MINUTES_NEXT_MAX)
                return;
        if (!date_complete(&written, reference_date(builder)))
                written = (struct minutes_date){0};
        minutes->next = grow_room(builder->arena, minutes->next, minutes->next_count, sizeof *minutes->next);
        minutes->next[minutes->next_count++] = (struct minutes_next){written, text};
}

/* The end of an announcement without the comma or "og" that leads to the next one. */
static size_t announced_end(const struct passage *passage, size_t from, size_t to)
{
        while (to > from && strchr(" ,;", passage->text[to - 1]))
                to--;
        return to > from + 3 && memcmp(passage->text + to - 3, " og", 3) == 0 ? to - 3 : to;
}

void build_next(struct builder *builder, const struct passage *passage, size_t from, size_t to)
{
        struct minutes_date written = {0}, after = {0};
        size_t end = to, after_end = to;
        bool dated = date_find(passage->lower, from, to, &written, &end) < to;
        /* The text of each date reaches to the next date; that of the first begins before it. */
        for (size_t start = from, next; start < to; start = next) {
                next = dated ? date_find(passage->lower, end, to, &after, &after_end) : to;
                add_next(builder, passage_string(passage, start, announced_end(passage, start, next)),
                         written);
                written = after;
                end = after_end;
        }
}

bool build_next_below(struct builder *builder, const struct passage *passage)
{
        struct minutes_date written;
        size_t end;
        bool dated = date_find(passage->lower, 0, passage->length, &written, &end) < passage->length;
        if (dated)
                build_next(builder, passage, 0, passage->length);
        builder->section = LABEL_NONE;
        return dated;
}

/* Takes the first date in the text as that of the meeting, unless the minutes have one already. */
static bool take_date(struct builder *builder, const struct passage *passage)
{
        struct minutes_date found;
        size_t end;
        if (builder->minutes->date.year ||
            date_find(passage->lower, 0, passage->length, &found, &end) == passage->length ||
            !date_complete(&found, builder->held))
                return false;
        builder->minutes->date = found;
        return true;
}

static void take_place(struct builder *builder, const struct passage *passage, size_t from)
{
        if (!builder->minutes->place.length)
                builder->minutes->place = passage_string(passage, from, passage->length);
}

/* "12. mars 2024 kl. 10-12, Helsedirektoratet": the place follows the first comma after the date. */
static void take_date_and_place(struct builder *builder, const struct passage *passage)
{
        struct minutes_date found;
        size_t end = 0;
        take_date(builder, passage);
        date_find(passage->lower, 0, passage->length, &found, &end);
        while (end < passage->length && !strchr(",;", passage->text[end]))
                end++;
        if (end < passage->length)
                take_place(builder, passage, end + 1);
}

/* Whether the passage is the heading of a group in a list of people: "Brukerrepresentanter:". */
static bool is_group_head(const struct passage *passage)
{
        return passage->length > 1 && passage->length <= GROUP_LENGTH_MAX &&
               passage->text[passage->length - 1] == ':' && passage->word[0].capital;
}

/* Adds a piece of a line to the parts as people, unless it is blank. */
static void add_people_part(struct builder *builder, struct minutes_span span)
{
        const char *source = builder->minutes->source;
        while (span.from < span.to && strchr(" \t", source[span.from]))
                span.from++;
        if (span.from < span.to)
                add_part(builder, MINUTES_PART_PRESENT, 0, span);
}

/* Adds the lines of a block to the parts as people, except the pieces that were not understood. */
static void add_people_parts(struct builder *builder, const struct block *block,
                             const struct people_rest *rest)
{
        size_t next = 0;
        for (size_t i = block->first; i < block->last; i++) {
                const struct line *line = &builder->lines.line[i];
                struct minutes_span whole = clean_span(&builder->clean, line->from, line->to);
                add_furniture(builder, line->from);
                add_aside(builder, i, true);
                while (next < rest->count && rest->span[next].from < whole.to) {
                        struct minutes_span left = rest->span[next];
                        bool ends = left.to <= whole.to;
                        left.to = ends ? left.to : whole.to;
                        rest->span[next].from = left.to;
                        next += ends;
                        if (left.from < whole.from) /* text between two lines is page furniture */
                                left.from = whole.from;
                        if (left.from >= left.to)
                                continue;
                        add_people_part(builder, (struct minutes_span){whole.from, left.from});
                        add_part(builder, MINUTES_PART_UNPLACED, 0, left);
                        whole.from = left.to;
                }
                add_people_part(builder, whole);
                add_aside(builder, i, false);
        }
}

/* Whether the passage begins like "fra møte i rådet onsdag 14. oktober ...". */
static bool names_meeting(const struct passage *passage)
{
        static const char *const meetings[] = {"møte", "styremøte", "møtet", "rådsmøte", "utvalgsmøte", NULL};
        for (size_t i = 0; i < passage->word_count && i < 4; i++)
                if (passage_word_in(passage, i, meetings))
                        return true;
        return false;
}

static bool names_minutes(const struct passage *passage)
{
        static const char *const words[] = {
                "referat",       "møtereferat",    "møtebok",   "protokoll",    "møteprotokoll",
                "møteprotokoll", "styreprotokoll", "møtenotat", "oppsummering", "møteoppsummering",
                "særutskrift",   "notat",          NULL};
        for (size_t i = 0; i < passage->word_count && i < 12; i++)
                if (passage_word_in(passage, i, words))
                        return true;
        return false;
}

/* Reads a block as the header row of a table of people, or as a row of the one that has begun; false if it is
 * neither. */
static bool head_people_table(struct builder *builder, const struct block *block)
{
        if (people_table_read_head(&builder->people_table, &builder->lines, block->first)) {
                builder->section = LABEL_PEOPLE;
                build_part(builder, block, MINUTES_PART_PRESENT);
                return true;
        }
        if (builder->people_table.count == 0 || !lines_columns(&builder->lines, block->first)) {
                builder->people_table.count = 0;
                return false;
        }
        bool read = people_table_read_row(&builder->people_table, builder->arena, &builder->lines,
                                          block->first, &builder->list, builder->minutes);
        builder->found = builder->found || read;
        build_part(builder, block, read ? MINUTES_PART_PRESENT : MINUTES_PART_UNPLACED);
        return true;
}

/* Reads the heading of a group in a list of people. The list goes on in the group only if it is of those
 * present and the group is an organisation; else the list ends. */
static void head_group_heading(struct builder *builder, const struct block *block,
                               const struct passage *passage)
{
        bool there = builder->list.presence == PRESENCE_PRESENT &&
                     naming_is_organisation(passage, 0, passage->length - 1);
        builder->section = there ? LABEL_PEOPLE : LABEL_NONE;
        builder->list.group = passage_string(passage, 0, passage->length - 1);
        builder->found = builder->people_inline = false;
        build_part(builder, block, there ? MINUTES_PART_PRESENT : MINUTES_PART_UNPLACED);
}

/* Reads a block under a label of people: more people, or text that ends the list. */
static void head_people(struct builder *builder, const struct block *block, const struct passage *passage)
{
        bool begins = block->label.kind != LABEL_NONE;
        struct people_list list = builder->list;
        struct people_rest rest = {0};
        list.strict =
                list.strict || (!begins && builder->found &&
                                (builder->people_inline || lines_apart(&builder->lines, block->first)) &&
                                block->mark.style == MARK_NONE);
        if (head_people_table(builder, block))
                return;
        if (!begins && is_group_head(passage) && lines_apart(&builder->lines, block->first)) {
                head_group_heading(builder, block, passage);
                return;
        }
        if (people_read(builder->arena, passage, &list, builder->minutes, &rest))
                builder->found = true;
        else if (!begins) {
                builder->section = LABEL_NONE;
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        add_people_parts(builder, block, &rest);
}

static void head_title(struct builder *builder, const struct block *block, const struct passage *passage)
{
        if (!builder->minutes->title.length)
                builder->minutes->title = passage_string(passage, 0, passage->length);
        take_date(builder, passage);
        build_part(builder, block, MINUTES_PART_TITLE);
}

static void head_text(struct builder *builder, const struct block *block, const struct passage *passage)
{
        if (lines_columns(&builder->lines, block->first) && action_table_read_head(&builder->rows, passage)) {
                builder->section = LABEL_NONE;
                build_part(builder, block, MINUTES_PART_AGENDA);
                return;
        }
        if (builder->section == LABEL_PEOPLE) {
                head_people(builder, block, passage);
                return;
        }
        if (lines_columns(&builder->lines, block->first) && head_people_table(builder, block))
                return;
        if (builder->section == LABEL_NEXT && build_next_below(builder, passage)) {
                build_part(builder, block, MINUTES_PART_NEXT_MEETING);
                return;
        }
        if (builder->section == LABEL_AGENDA) {
                build_part(builder, block, MINUTES_PART_AGENDA);
                return;
        }
        if (builder->section == LABEL_PLACE && !builder->minutes->place.length) {
                take_place(builder, passage, 0);
                build_part(builder, block, MINUTES_PART_PLACE);
                return;
        }
        if (names_minutes(passage) && !builder->minutes->title.length) {
                head_title(builder, block, passage);
                return;
        }
        bool date_expected = passage->length <= DATE_LINE_MAX || names_meeting(passage);
        bool dated = date_expected && take_date(builder, passage);
        build_part(builder, block, dated ? MINUTES_PART_DATE : MINUTES_PART_UNPLACED);
}

/* Reads "Fra KS:" in a list of people. If a gap separates it from a list of those absent, it begins a list of
 * people present. So it does without a list before it, if only people's names follow; "Fra:" alone is the
 * header of a letter. */
static void head_group(struct builder *builder, const struct block *block, const struct passage *passage)
{
        struct passage label;
        struct block whole = *block;
        whole.text = builder->lines.line[block->first].from;
        build_passage(builder, &whole, &label);
        const char *colon = memchr(label.text, ':', label.length);
        size_t end = colon ? (size_t)(colon - label.text) : label.length;
        struct people_rest rest = {0};
        bool listed = builder->section == LABEL_PEOPLE,
             named = label.word_count > 1 && label.word[1].to <= end;
        if (!listed && (!named || (passage->length && !people_begin(passage)))) {
                builder->section = LABEL_NONE;
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        if (!listed) {
                builder->section = LABEL_PEOPLE;
                builder->found = false;
                builder->people_inline = passage->length > 0;
                builder->people_table.count = 0;
                builder->list = (struct people_list){.presence = PRESENCE_PRESENT, .strict = true};
        }
        if (named)
                builder->list.group = passage_string(&label, label.word[1].from, end);
        if (lines_apart(&builder->lines, block->first))
                builder->list.presence = PRESENCE_PRESENT;
        people_read(builder->arena, passage, &builder->list, builder->minutes, &rest);
        add_people_parts(builder, block, &rest);
}

static void head_label(struct builder *builder, const struct block *block, const struct passage *passage)
{
        enum label_kind kind = block->label.kind;
        if (kind == LABEL_FROM) {
                head_group(builder, block, passage);
                return;
        }
        builder->section = kind;
        builder->people_inline = passage->length > 0;
        builder->found = false;
        builder->people_table.count = 0;
        builder->list = (struct people_list){.presence = block->label.presence, .role = block->label.role};
        if (kind == LABEL_PEOPLE) {
                head_people(builder, block, passage);
                return;
        }
        switch (kind) {
        case LABEL_TITLE:
                head_title(builder, block, passage);
                return;
        case LABEL_PLACE:
                take_place(builder, passage, 0);
                build_part(builder, block, MINUTES_PART_PLACE);
                return;
        case LABEL_DATE:
                take_date(builder, passage);
                build_part(builder, block, MINUTES_PART_DATE);
                return;
        case LABEL_DATE_PLACE:
                take_date_and_place(builder, passage);
                build_part(builder, block, MINUTES_PART_DATE);
                return;
        case LABEL_AGENDA:
                build_part(builder, block, MINUTES_PART_AGENDA);
                return;
        case LABEL_NEXT:
                build_next(builder, passage, 0, passage->length);
                build_part(builder, block, MINUTES_PART_NEXT_MEETING);
                return;
        default:
                builder->section = LABEL_NONE;
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
}

static void head_block(struct builder *builder, const struct block *block)
{
        struct passage passage;
        if (builder->minutes->part_count > HEAD_PARTS_MAX) {
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        build_passage(builder, block, &passage);
        if (block->agenda) {
                build_part(builder, block, MINUTES_PART_AGENDA);
                return;
        }
        if (block->label.kind != LABEL_NONE) {
                head_label(builder, block, &passage);
                return;
        }
        head_text(builder, block, &passage);
}

void build_block(struct builder *builder, const struct block *block)
{
        if (builder->full) {
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        if (block->part) {
                build_part(builder, block, MINUTES_PART_AGENDA);
                return;
        }
        if (builder->item)
                item_block(builder, block);
        else
                head_block(builder, block);
}

void build_heading(struct builder *builder, const struct block *block)
{
        if (builder->item)
                item_close(builder);
        else
                actor_known_read(builder->arena, builder->minutes->people, builder->minutes->people_count,
                                 &builder->finder.known);
        builder->finder.arena = builder->arena;
        builder->finder.reference = reference_date(builder);
        builder->full = builder->full || builder->minutes->item_count == MINUTES_ITEMS_MAX;
        if (builder->full) {
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        item_open(builder, block);
}

void build_finish(struct builder *builder)
{
        people_unite(builder->minutes);
        if (builder->item)
                item_close(builder);
        add_furniture(builder, builder->clean.length + 1);
}
