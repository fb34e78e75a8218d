#include "properties.h"

#include <string.h>

static bool is_blank(uint32_t c)
{
        return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad || c == 0x034f || c == 0x061c ||
               c == 0x1680 || c == 0x180e || (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
               (c >= 0x205f && c <= 0x206f) || c == 0x3000 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff ||
               (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static size_t decode(const unsigned char *at, uint32_t *ret)
{
        size_t width = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
        uint32_t c = width == 1 ? at[0] : at[0] & (0xffu >> (width + 1));
        for (size_t i = 1; i < width; i++)
                c = c << 6 | (at[i] & 0x3f);
        *ret = c;
        return width;
}

static const char *broken_parts(const struct minutes *minutes)
{
        for (size_t i = 0; i < minutes->part_count; i++) {
                struct minutes_span span = minutes->parts[i].span;
                if (span.from >= span.to || span.to > minutes->source_length)
                        return "a part is empty or beyond the text";
                if (i && minutes->parts[i - 1].span.to > span.from)
                        return "parts overlap";
                if (((unsigned char)minutes->source[span.from] & 0xc0) == 0x80)
                        return "a part begins within a character";
        }
        return NULL;
}

static const char *broken_cover(const struct minutes *minutes)
{
        uint32_t c;
        for (size_t i = 0, part = 0, width; i < minutes->source_length; i += width) {
                width = decode((const unsigned char *)minutes->source + i, &c);
                while (part < minutes->part_count && minutes->parts[part].span.to <= i)
                        part++;
                bool covered = part < minutes->part_count && minutes->parts[part].span.from <= i;
                if (!covered && !is_blank(c))
                        return "a character is in no part";
        }
        return NULL;
}

/* A letter or digit of ASCII, or the first byte of a letter of which no blank or mark has the same. */
static bool is_plain(char c)
{
        static const char others[] = "\xcd\xd8\xe1\xe2\xe3\xef\xf3";
        bool first = (unsigned char)c >= 0xc3 && !memchr(others, c, sizeof others - 1);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || first;
}

/* Whether the letters and digits of the text stand in this order in the span, which begins with the first of
 * them and ends with the last, if it is of one piece and begins and ends with letters. Ligatures apart, whose
 * letters the source does not have. */
static bool stands_there(const struct minutes *minutes, const struct minutes_string *string)
{
        const char *source = minutes->source;
        size_t at = string->span.from, end = string->span.to, first = at, last = end;
        if (memmem(source + at, end - at, "\xef\xac", 2))
                return true;
        while (first < end && !is_plain(source[first]))
                first++;
        while (last > first && !is_plain(source[last - 1]))
                last--;
        char begins = first < end ? source[first] : 0, closes = last > first ? source[last - 1] : 0;
        char foremost = 0, hindmost = 0;
        for (size_t i = 0; i < string->length; i++) {
                if (!is_plain(string->bytes[i]))
                        continue;
                while (at < end && source[at] != string->bytes[i])
                        at++;
                if (at++ >= end)
                        return false;
                foremost = foremost ? foremost : string->bytes[i];
                hindmost = string->bytes[i];
        }
        /* where a mark is the first or the last, page furniture may lie between it and the nearest letter */
        bool marked = !is_plain(string->bytes[0]) || !is_plain(string->bytes[string->length - 1]);
        return marked || memchr(string->bytes, '\n', string->length) ||
               (foremost == begins && hindmost == closes);
}

/* What is wrong with a text that should lie within the span. */
static const char *broken_string(const struct minutes *minutes, const struct minutes_string *string,
                                 struct minutes_span within)
{
        if (!string->length)
                return NULL;
        if (string->span.from >= string->span.to || string->span.to > minutes->source_length)
                return "a text is empty or beyond the source";
        if (string->span.from < within.from || string->span.to > within.to)
                return "a text lies outside of what it belongs to";
        return stands_there(minutes, string) ? NULL : "a text does not stand where it says";
}

static const char *broken_item(const struct minutes *minutes, const struct minutes_item *item)
{
        const char *broken = broken_string(minutes, &item->title, item->span);
        if (!broken)
                broken = broken_string(minutes, &item->text, item->span);
        for (size_t i = 0; !broken && i < item->decision_count; i++)
                broken = broken_string(minutes, &item->decisions[i].text, item->span);
        for (size_t i = 0; !broken && i < item->action_count; i++) {
                broken = broken_string(minutes, &item->actions[i].text, item->span);
                if (!broken)
                        broken = broken_string(minutes, &item->actions[i].responsible, item->span);
        }
        for (size_t i = 0; !broken && i < item->subtopic_count; i++) {
                const struct minutes_subtopic *topic = &item->subtopics[i];
                broken = broken_string(minutes, &topic->label, item->span);
                if (!broken)
                        broken = broken_string(minutes, &topic->title, item->span);
                if (!broken)
                        broken = broken_string(minutes, &topic->text, item->span);
        }
        return broken;
}

const char *minutes_broken(const struct minutes *minutes)
{
        struct minutes_span whole = {0, (uint32_t)minutes->source_length};
        const char *broken = broken_parts(minutes);
        if (!broken)
                broken = broken_cover(minutes);
        if (!broken)
                broken = broken_string(minutes, &minutes->title, whole);
        for (size_t i = 0; !broken && i < minutes->item_count; i++) {
                const struct minutes_item *item = &minutes->items[i];
                if (!item->title.length)
                        return "an item without a title";
                if (i && minutes->items[i - 1].span.to > item->span.from)
                        return "items overlap";
                broken = broken_item(minutes, item);
        }
        for (size_t i = 0; !broken && i < minutes->people_count; i++)
                broken = broken_string(minutes, &minutes->people[i].person.name, whole);
        for (size_t i = 0; !broken && i < minutes->next_count; i++)
                broken = broken_string(minutes, &minutes->next[i].text, whole);
        return broken;
}
