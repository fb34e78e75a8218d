#include "json/flat.h"

#include "json/writer.h"

#define NOTHING UINT32_MAX

/* A parser that keeps its stack in the values it makes: while an array or object is open, its `count` holds
 * the index of the container around it. */
struct parser {
        char *at, *end;      /* what is still to be read; strings are unescaped in place */
        struct flat *values; /* the values read so far */
        uint32_t used;       /* how many they are */
        uint32_t open;       /* the index of the innermost open container; NOTHING if none is open */
};

/* An upper bound for the number of values: each value but the first follows one of these characters. */
static uint32_t count_values(const char *text, size_t length)
{
        uint32_t count = 1;
        for (size_t i = 0; i < length; i++)
                count += text[i] == ',' || text[i] == ':' || text[i] == '[' || text[i] == '{';
        return count;
}

static void skip_space(struct parser *parser)
{
        while (parser->at < parser->end &&
               (*parser->at == ' ' || (*parser->at >= '\t' && *parser->at <= '\r')))
                parser->at++;
}

static bool take_char(struct parser *parser, char c)
{
        skip_space(parser);
        if (parser->at == parser->end || *parser->at != c)
                return false;
        parser->at++;
        return true;
}

static struct flat *add_value(struct parser *parser, enum flat_type type, const char *text, size_t length)
{
        struct flat *value = &parser->values[parser->used++];
        *value = (struct flat){.text = text, .length = (uint32_t)length, .count = 1, .type = type};
        return value;
}

/* Reads four hexadecimal digits; -1 if there are no four. */
static int32_t read_hex(const char *at, const char *end)
{
        int32_t code = 0;
        if (end - at < 4)
                return -1;
        for (int i = 0; i < 4; i++) {
                char c = at[i], lower = (char)(c | 0x20);
                bool digit = c >= '0' && c <= '9', letter = lower >= 'a' && lower <= 'f';
                if (!digit && !letter)
                        return -1;
                code = code * 16 + (digit ? c - '0' : lower - 'a' + 10);
        }
        return code;
}

static char *put_utf8(char *to, int32_t code)
{
        if (code < 0x80) {
                *to++ = (char)code;
                return to;
        }
        if (code < 0x800) {
                *to++ = (char)(0xc0 | code >> 6);
        } else {
                if (code < 0x10000) {
                        *to++ = (char)(0xe0 | code >> 12);
                } else {
                        *to++ = (char)(0xf0 | code >> 18);
                        *to++ = (char)(0x80 | (code >> 12 & 0x3f));
                }
                *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        }
        *to++ = (char)(0x80 | (code & 0x3f));
        return to;
}

/* Reads the rest of an escape after `\u`; a surrogate pair is one character. NULL if it is malformed. */
static char *take_unicode(struct parser *parser, char *to)
{
        int32_t code = read_hex(parser->at, parser->end);
        if (code < 0)
                return NULL;
        parser->at += 4;
        if (code >= 0xd800 && code < 0xdc00 && parser->end - parser->at >= 6 && parser->at[0] == '\\' &&
            parser->at[1] == 'u') {
                int32_t low = read_hex(parser->at + 2, parser->end);
                if (low >= 0xdc00 && low < 0xe000) {
                        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                        parser->at += 6;
                }
        }
        return put_utf8(to, code);
}

/* Reads the rest of an escape after the backslash. An escape is never shorter than the character it means, so
 * it can be replaced in place. NULL if it is malformed. */
static char *take_escape(struct parser *parser, char *to)
{
        static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
        if (parser->at == parser->end)
                return NULL;
        char c = *parser->at++;
        if (c == 'u')
                return take_unicode(parser, to);
        const char *found = memchr(names, c, sizeof names - 1);
        if (!found)
                return NULL;
        *to++ = meant[found - names];
        return to;
}

/* Reads the rest of a string after its opening quote. */
static bool take_string(struct parser *parser)
{
        char *start = parser->at, *to;
        while (parser->at < parser->end && *parser->at != '"' && *parser->at != '\\')
                parser->at++;
        to = parser->at;
        while (parser->at < parser->end && *parser->at != '"') {
                if (*parser->at != '\\') {
                        *to++ = *parser->at++;
                        continue;
                }
                parser->at++;
                to = take_escape(parser, to);
                if (!to)
                        return false;
        }
        if (parser->at == parser->end)
                return false;
        parser->at++;
        *to = '\0';
        add_value(parser, FLAT_STRING, start, (size_t)(to - start));
        return true;
}

static bool take_word(struct parser *parser, const char *word, enum flat_type type)
{
        size_t length = strlen(word);
        if ((size_t)(parser->end - parser->at) < length || memcmp(parser->at, word, length) != 0)
                return false;
        parser->at += length;
        add_value(parser, type, NULL, 0);
        return true;
}

static bool take_number(struct parser *parser)
{
        char *start = parser->at;
        bool whole = true, digit = false;
        for (; parser->at < parser->end; parser->at++) {
                char c = *parser->at;
                bool sign = c == '-' || c == '+', real = c == '.' || c == 'e' || c == 'E';
                if (!sign && !real && (c < '0' || c > '9'))
                        break;
                whole = whole && !real;
                digit = digit || (!sign && !real);
        }
        add_value(parser, whole ? FLAT_INTEGER : FLAT_REAL, start, (size_t)(parser->at - start));
        return digit;
}

static void take_container(struct parser *parser, enum flat_type type)
{
        parser->at++;
        add_value(parser, type, NULL, 0)->count = parser->open;
        parser->open = parser->used - 1;
}

static bool take_value(struct parser *parser)
{
        skip_space(parser);
        if (parser->at == parser->end)
                return false;
        switch (*parser->at) {
        case '"':
                parser->at++;
                return take_string(parser);
        case '{':
                take_container(parser, FLAT_OBJECT);
                return true;
        case '[':
                take_container(parser, FLAT_ARRAY);
                return true;
        case 't':
                return take_word(parser, "true", FLAT_TRUE);
        case 'f':
                return take_word(parser, "false", FLAT_FALSE);
        case 'n':
                return take_word(parser, "null", FLAT_NULL);
        default:
                return take_number(parser);
        }
}

/* Closes the innermost container if it ends here. */
static bool close_container(struct parser *parser)
{
        struct flat *container = &parser->values[parser->open];
        if (!take_char(parser, container->type == FLAT_OBJECT ? '}' : ']'))
                return false;
        uint32_t around = container->count;
        container->count = parser->used - parser->open;
        parser->open = around;
        return true;
}

/* Reads the next item or member of the innermost container, or its end. */
static bool take_next(struct parser *parser)
{
        struct flat *container = &parser->values[parser->open];
        if (close_container(parser))
                return true;
        if (container->length++ && !take_char(parser, ','))
                return false;
        if (container->type == FLAT_OBJECT &&
            !(take_char(parser, '"') && take_string(parser) && take_char(parser, ':')))
                return false;
        return take_value(parser);
}

const struct flat *flat_parse(struct arena *arena, const char *text, size_t length)
{
        if (length >= NOTHING / 2)
                return NULL;
        char *copy = arena_copy(arena, text, length);
        struct flat *values = copy ? arena_array(arena, count_values(text, length), sizeof *values) : NULL;
        if (!values)
                return NULL;
        struct parser parser = {.at = copy, .end = copy + length, .values = values, .open = NOTHING};
        bool good = take_value(&parser);
        while (good && parser.open != NOTHING)
                good = take_next(&parser);
        skip_space(&parser);
        return good && parser.at == parser.end ? values : NULL;
}

/* The member whose name follows that of `last` in order; NULL after the last one. Searching again for each
 * member is quick enough, since our objects have few. */
static const struct flat *next_member(const struct flat *object, const struct flat *last)
{
        const struct flat *found = NULL, *at = object + 1;
        for (uint32_t i = 0; i < object->length; i++, at += 1 + at[1].count) {
                if ((!last || strcmp(at->text, last->text) > 0) &&
                    (!found || strcmp(at->text, found->text) < 0))
                        found = at;
        }
        return found;
}

static void write_value(struct json_writer *writer, const struct flat *value)
{
        static const char *const words[] = {"null", "false", "true"};
        if (value->type == FLAT_OBJECT) {
                writer_open_object(writer);
                for (const struct flat *at = next_member(value, NULL); at; at = next_member(value, at)) {
                        writer_key(writer, at->text);
                        write_value(writer, at + 1);
                }
                writer_close_object(writer);
        } else if (value->type == FLAT_ARRAY) {
                writer_open_array(writer);
                flat_each(item, value)
                        write_value(writer, item);
                writer_close_array(writer);
        } else if (value->type == FLAT_STRING) {
                writer_text_n(writer, value->text, value->length);
        } else if (value->type < FLAT_INTEGER) {
                writer_raw(writer, words[value->type], strlen(words[value->type]));
        } else {
                writer_raw(writer, value->text, value->length);
        }
}

void flat_write(struct buffer *out, const struct flat *value)
{
        struct json_writer writer = JSON_WRITER(out);
        write_value(&writer, value);
}
