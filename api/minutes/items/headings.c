/*
 * Minutes number their items in one style (marks.h); numbers in other styles belong to the text of items. If
 * there are case numbers, these are the items; else the style that counts from one first is.
 */
#include "minutes/items/headings.h"

#include "base/letter.h"
#include "minutes/items/action_table.h"
#include "minutes/items/people.h"
#include "minutes/language/labels.h"

#include <stdlib.h>
#include <string.h>

/* How many numbers may be missing between two items; if more are, the number belongs to another list. */
#define MISSING_MAX       2
/* How much further an item may be indented than the first one. */
#define INDENT_SLACK      3
/* How many dots lead to a page number in a table of contents; fewer are an ellipsis. */
#define LEADER_DOTS_LEAST 4
/* The most lines of a title in a table of contents. */
#define TITLE_LINES_MAX   3
/* The longest heading without a number. */
#define PLAIN_LENGTH_MAX  80
/* The longest name of a part of an agenda. */
#define PART_LENGTH_MAX   60

static bool starts_lower(const struct lines *lines, uint32_t at)
{
        return letter_is_small(lines->clean->bytes + at, lines->clean->length - at);
}

/* Whether the line is a further line of the title of the item that begins at `heading`. */
static bool title_goes_on(const struct lines *lines, const struct headings *headings, size_t heading,
                          size_t line)
{
        if (line >= lines->count || headings->mark[line].style != MARK_NONE ||
            label_read(lines, line).kind != LABEL_NONE)
                return false;
        bool begun = line > heading + 1 || headings->mark[heading].text < lines->line[heading].to;
        if (!begun)
                return true;
        const char *bytes = lines->clean->bytes;
        const struct line *at = &lines->line[line];
        /* A line that begins with a capital and ends like a sentence is text of the item. */
        bool sentence = !starts_lower(lines, at->from) && strchr(".:?!", bytes[at->to - 1]);
        return lines_continue(lines, line, true) && !sentence &&
               !strchr(".:?!", bytes[lines->line[line - 1].to - 1]);
}

/* The line after the title of the item that begins at `heading`. */
static size_t title_end(const struct lines *lines, const struct headings *headings, size_t heading)
{
        size_t end = heading + 1;
        while (title_goes_on(lines, headings, heading, end))
                end++;
        return end;
}

/* Consecutive numbers in one style. */
struct chain {
        uint32_t last;   /* the number of the last item */
        uint32_t nested; /* the last number of a list within that item; 0 if there is none */
        uint16_t indent; /* of the first item's line */
        size_t count;    /* how many items there are */
        size_t bodyless; /* how many of them have no text, since the next follows their title at once */
        size_t begin;    /* the first item's line */
        size_t end;      /* the line after the last item's title */
};

/* Whether the number at this line is that of the next item, and not one of a list within the item. */
static bool is_next(const struct chain *chain, const struct lines *lines, size_t line, uint32_t value)
{
        if (value == chain->last + 1)
                return !(chain->nested && value == chain->nested + 1 && !lines_apart(lines, line));
        return value > chain->last && value <= chain->last + 1 + MISSING_MAX && !chain->nested &&
               lines_apart(lines, line);
}

/* Makes lines with consecutive numbers in this style headings. If the numbers begin again after a list of
 * titles without text, the list is the agenda. */
static size_t take_counted(const struct lines *lines, struct headings *headings, enum mark_style style)
{
        struct chain chain = {0};
        for (size_t i = 0; i < lines->count; i++) {
                const struct mark *mark = &headings->mark[i];
                if (mark->style != style || headings->role[i] != ROLE_TEXT ||
                    (chain.count && lines->line[i].indent > chain.indent + INDENT_SLACK))
                        continue;
                bool first = chain.count == 0;
                if (!first && mark->value == 1 && chain.bodyless + 1 >= chain.count && chain.count > 1) {
                        for (size_t k = chain.begin; k < i; k++) /* these were only announced */
                                headings->role[k] =
                                        headings->role[k] == ROLE_HEADING ? ROLE_AGENDA : headings->role[k];
                        chain = (struct chain){0};
                        first = true;
                }
                if (!first && !is_next(&chain, lines, i, mark->value)) {
                        chain.nested = mark->value == 1 || mark->value == chain.nested + 1 ? mark->value
                                                                                           : chain.nested;
                        continue;
                }
                headings->role[i] = ROLE_HEADING;
                chain.bodyless += !first && chain.end == i;
                if (first) {
                        chain.begin = i;
                        chain.indent = lines->line[i].indent;
                }
                chain.last = mark->value;
                chain.nested = 0;
                chain.count++;
                chain.end = title_end(lines, headings, i);
        }
        return chain.count;
}

/* A case number and its line. */
struct numbered {
        uint64_t number;
        size_t line;
};

static int by_number(const void *a, const void *b)
{
        const struct numbered *x = a, *y = b;
        if (x->number != y->number)
                return x->number < y->number ? -1 : 1;
        return x->line < y->line ? -1 : x->line > y->line;
}

/* Whether the title that ends before this line is one of the agenda. */
static bool follows_agenda(const struct lines *lines, const struct headings *headings, size_t line)
{
        size_t above = line - 1;
        while (above > 0 && headings->mark[above].style == MARK_NONE && headings->role[above] == ROLE_TEXT &&
               !lines_apart(lines, above))
                above--;
        return headings->role[above] == ROLE_AGENDA && title_end(lines, headings, above) == line;
}

/* Makes lines with case numbers, which need not be consecutive, headings. If a number occurs twice, the first
 * occurrence announces the item. */
static void take_cases(struct arena *arena, const struct lines *lines, struct headings *headings,
                       enum mark_style style)
{
        struct numbered *found = arena_array(arena, lines->count + 1, sizeof *found);
        size_t count = 0;
        for (size_t i = 0; i < lines->count; i++) {
                const struct mark *mark = &headings->mark[i];
                if (mark->style != style || headings->role[i] != ROLE_TEXT ||
                    (mark->text < lines->line[i].to && starts_lower(lines, mark->text)))
                        continue;
                headings->role[i] = ROLE_HEADING;
                found[count++] = (struct numbered){(uint64_t)mark->series << 32 | mark->value, i};
        }
        qsort(found, count, sizeof *found, by_number);
        for (size_t i = 0; i + 1 < count; i++) {
                if (found[i].number != found[i + 1].number)
                        continue;
                size_t end = title_end(lines, headings, found[i].line);
                bool announced = end < lines->count && headings->mark[end].style == style;
                if (announced ||
                    label_read(lines, end < lines->count ? end : found[i].line).kind == LABEL_AGENDA)
                        headings->role[found[i].line] = ROLE_AGENDA;
        }
        /* The last item of an agenda is not followed by another number, so it is found by the titles before
         * it. */
        for (size_t i = 0; i + 1 < count; i++) {
                size_t line = found[i].line;
                if (headings->role[line] == ROLE_HEADING && found[i].number == found[i + 1].number &&
                    line > 0 && follows_agenda(lines, headings, line))
                        headings->role[line] = ROLE_AGENDA;
        }
}

/* How many lines have a mark in this style. */
static size_t count_style(const struct lines *lines, const struct headings *headings, enum mark_style style)
{
        size_t count = 0;
        for (size_t i = 0; i < lines->count; i++)
                count += headings->mark[i].style == style && headings->role[i] == ROLE_TEXT;
        return count;
}

/* The first line with the number 1 in a style that counts. */
static size_t first_counted(const struct lines *lines, const struct headings *headings)
{
        size_t i = 0;
        while (i < lines->count &&
               !(headings->role[i] == ROLE_TEXT && headings->mark[i].style >= MARK_PAREN &&
                 headings->mark[i].style <= MARK_ROMAN && headings->mark[i].value == 1))
                i++;
        return i;
}

/* Whether a line before this one has a mark in this style. */
static bool is_before(const struct headings *headings, enum mark_style style, size_t line)
{
        for (size_t i = 0; i < line; i++)
                if (headings->mark[i].style == style && headings->role[i] == ROLE_TEXT)
                        return true;
        return false;
}

/* The style that counts from one first. */
static enum mark_style first_count(const struct lines *lines, const struct headings *headings)
{
        size_t line = first_counted(lines, headings);
        return line < lines->count ? headings->mark[line].style : MARK_NONE;
}

/* The style in which the items are numbered; MARK_NONE if they are not. */
static enum mark_style choose_style(const struct lines *lines, const struct headings *headings)
{
        static const enum mark_style cases[] = {MARK_CASE, MARK_SERIES};
        enum mark_style counted = first_count(lines, headings);
        size_t others = counted == MARK_NONE ? 0 : count_style(lines, headings, counted);
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
                /* A single case number among numbered items is only mentioned there, unless it precedes them.
                 */
                size_t count = count_style(lines, headings, cases[k]);
                if (count > 1 || (count == 1 && (others < 2 || is_before(headings, cases[k],
                                                                         first_counted(lines, headings)))))
                        return cases[k];
        }
        /* 4.1, 4.2: if no other style counts, numbers of the second level do. */
        return counted == MARK_NONE && count_style(lines, headings, MARK_LEVEL) > 1 ? MARK_LEVEL : counted;
}

/* Whether the line can be a heading without a number: it is short, and set apart from the text above it. */
static bool is_plain_heading(const struct lines *lines, const struct headings *headings, size_t line)
{
        const struct line *at = &lines->line[line];
        return headings->mark[line].style == MARK_NONE && at->to - at->from <= PLAIN_LENGTH_MAX &&
               !strchr(".?!,;", lines->clean->bytes[at->to - 1]) &&
               label_read(lines, line).kind == LABEL_NONE && lines_apart(lines, line) &&
               !starts_lower(lines, at->from);
}

/* Whether prose and then bullets are right below the line. */
static bool has_prose_and_bullets(const struct lines *lines, const struct headings *headings, size_t line)
{
        size_t at = line + 1;
        while (at < lines->count && headings->mark[at].style == MARK_NONE && !lines_apart(lines, at) &&
               label_read(lines, at).kind == LABEL_NONE)
                at++;
        return at > line + 1 && at < lines->count && headings->mark[at].style == MARK_BULLET &&
               strchr(".:?!", lines->clean->bytes[lines->line[at - 1].to - 1]);
}

/* Makes short lines above bullets headings; if there are none, the bullets themselves. Where there are such
 * headings, prose may be between a heading and its bullets. */
static void take_plain(const struct lines *lines, struct headings *headings)
{
        size_t found = 0, indent = SIZE_MAX;
        for (size_t i = 0; i + 1 < lines->count; i++)
                if (headings->mark[i + 1].style == MARK_BULLET && is_plain_heading(lines, headings, i)) {
                        headings->role[i] = ROLE_HEADING;
                        found++;
                }
        for (size_t i = 0; found && i + 1 < lines->count; i++)
                if (headings->role[i] == ROLE_TEXT && is_plain_heading(lines, headings, i) &&
                    has_prose_and_bullets(lines, headings, i))
                        headings->role[i] = ROLE_HEADING;
        bool listed = false;
        for (size_t i = 0; found == 0 && i < lines->count; i++) {
                bool labelled = label_read(lines, i).kind != LABEL_NONE;
                listed = labelled || (listed && headings->mark[i].style != MARK_NONE);
                if (headings->mark[i].style == MARK_BULLET && !listed && lines->line[i].indent <= indent) {
                        headings->role[i] = ROLE_HEADING;
                        indent = lines->line[i].indent;
                }
        }
}

/* Whether the line ends with a row of dots and a page number, like a table of contents. */
static bool has_leader(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t dots = 0, most = 0, last = at->to;
        while (last > at->from && bytes[last - 1] >= '0' && bytes[last - 1] <= '9')
                last--;
        for (size_t i = at->from; i < last; i++) {
                if (last - i >= 3 && memcmp(bytes + i, "\xe2\x80\xa6", 3) == 0) {
                        dots += 3;
                        i += 2;
                } else if (bytes[i] == '.') {
                        dots++;
                } else if (!strchr(" \t", bytes[i])) {
                        dots = 0;
                }
                most = dots > most ? dots : most;
        }
        return most >= LEADER_DOTS_LEAST && dots == most;
}

/* Makes the lines of a table of contents part of the agenda, with further lines of their titles above. This
 * is done before items are looked for. */
static void mark_contents(const struct lines *lines, struct headings *headings)
{
        for (size_t i = 0; i < lines->count; i++) {
                if (!has_leader(lines, i))
                        continue;
                headings->role[i] = ROLE_AGENDA;
                for (size_t k = i; k > 0 && headings->mark[k].style == MARK_NONE && !lines_apart(lines, k) &&
                                   i - k < TITLE_LINES_MAX;) {
                        k--;
                        if (headings->role[k] != ROLE_TEXT || label_read(lines, k).kind != LABEL_NONE)
                                break;
                        headings->role[k] = ROLE_AGENDA;
                }
        }
}

/* Marks the entries of lists of people, since these may be numbered, too. */
static void mark_people(struct arena *arena, const struct lines *lines, struct headings *headings)
{
        bool listed = false;
        for (size_t i = 0; i < lines->count; i++) {
                enum label_kind label = label_read(lines, i).kind;
                listed = label == LABEL_PEOPLE ||
                         (listed && label == LABEL_NONE &&
                          !(lines_apart(lines, i) && headings->mark[i].style == MARK_NONE));
                if (!listed || label != LABEL_NONE || headings->mark[i].style == MARK_NONE)
                        continue;
                struct passage passage;
                passage_join(arena, lines, i, i + 1, headings->mark[i].text, &passage);
                listed = people_begin(&passage);
                headings->role[i] = listed ? ROLE_PEOPLE : ROLE_TEXT;
        }
}

/* Whether the line is the name of a part of the agenda: a Roman number or a letter, and a short name. */
static bool is_part_heading(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t end = at->from;
        while (end < at->to && strchr("IVX", bytes[end]))
                end++;
        bool roman = end > at->from;
        if (!roman && at->to - at->from > 2 && letter_is_capital(bytes + at->from, 1) &&
            bytes[at->from + 1] == '.')
                end++;
        if (end == at->from || at->to - at->from > PART_LENGTH_MAX)
                return false;
        end += end < at->to && bytes[end] == '.';
        size_t text = end;
        while (text < at->to && strchr(" \t", bytes[text]))
                text++;
        return text > end && text < at->to && letter_is_capital(bytes + text, at->to - text) &&
               !strchr(".:;?!", bytes[at->to - 1]);
}

/* Marks names of parts of the agenda; they are right above an item. */
static void mark_parts(const struct lines *lines, struct headings *headings)
{
        for (size_t i = 0; i + 1 < lines->count; i++)
                if (headings->role[i] == ROLE_TEXT && headings->role[i + 1] == ROLE_HEADING &&
                    is_part_heading(lines, i))
                        headings->role[i] = ROLE_PART;
}

/* The level of the Markdown headings that are items: the first level that occurs more than once, or a lower
 * one that occurs at all. 0 if there are none, or if items have case numbers (`style`) and no heading of that
 * level does. */
static uint8_t markdown_level(const struct lines *lines, const struct headings *headings,
                              enum mark_style style)
{
        size_t count[7] = {0}, numbered[7] = {0};
        bool cases = style == MARK_CASE || style == MARK_SERIES;
        for (size_t i = 0; i < lines->count; i++)
                if (lines->line[i].level && label_read(lines, i).kind == LABEL_NONE) {
                        count[lines->line[i].level]++;
                        numbered[lines->line[i].level] += headings->mark[i].style == style;
                }
        for (uint8_t level = 1; level <= 3; level++)
                if (count[level] > 1 || (level > 1 && count[level]))
                        return cases && !numbered[level] ? 0 : level;
        return 0;
}

static void take_markdown(const struct lines *lines, struct headings *headings, uint8_t level)
{
        for (size_t i = 0; i < lines->count; i++)
                if (lines->line[i].level == level && headings->role[i] == ROLE_TEXT &&
                    label_read(lines, i).kind == LABEL_NONE)
                        headings->role[i] = ROLE_HEADING;
}

/* Makes the rows of a table headings if its header row names what the rows are about and who is responsible.
 * A row that is indented further continues the one above. False if there is no such table. */
static bool take_rows(struct arena *arena, const struct lines *lines, struct headings *headings)
{
        struct action_table table = {0};
        uint16_t indent = 0;
        bool any = false;
        for (size_t i = 0; i < lines->count; i++) {
                struct passage passage;
                bool columns = lines_columns(lines, i);
                if (!columns || headings->role[i] != ROLE_TEXT) {
                        table.begun = false;
                        continue;
                }
                if (table.begun && lines->line[i].indent <= indent + INDENT_SLACK) {
                        headings->role[i] = ROLE_HEADING;
                        any = true;
                } else if (!table.begun) {
                        passage_join(arena, lines, i, i + 1, lines->line[i].from, &passage);
                        indent = lines->line[i].indent;
                        action_table_read_head(&table, &passage);
                }
        }
        return any;
}

void headings_find(struct arena *arena, const struct lines *lines, struct headings *ret)
{
        struct headings headings = {.mark = arena_array(arena, lines->count + 1, sizeof *headings.mark),
                                    .role = arena_alloc(arena, lines->count + 1)};
        for (size_t i = 0; i < lines->count; i++)
                headings.mark[i] = mark_read(lines, i);
        mark_contents(lines, &headings);
        mark_people(arena, lines, &headings);
        enum mark_style style = choose_style(lines, &headings);
        uint8_t level = markdown_level(lines, &headings, style);
        headings.numbered = style != MARK_NONE;
        if (level) {
                take_markdown(lines, &headings, level);
        } else if (style == MARK_CASE || style == MARK_SERIES || style == MARK_LEVEL) {
                take_cases(arena, lines, &headings, style);
        } else if (style != MARK_NONE) {
                take_counted(lines, &headings, style);
        } else if (!take_rows(arena, lines, &headings)) {
                take_plain(lines, &headings);
        }
        for (size_t i = 0; i < lines->count && headings.numbered; i++)
                if (headings.role[i] == ROLE_HEADING || headings.role[i] == ROLE_AGENDA)
                        for (size_t k = i + 1, end = title_end(lines, &headings, i); k < end; k++)
                                headings.role[k] = headings.role[i] == ROLE_AGENDA ? ROLE_AGENDA : ROLE_TITLE;
        mark_parts(lines, &headings);
        *ret = headings;
}
