#include "json/writer.h"

#include <string.h>

static void write_separator(struct json_writer *writer)
{
        if (writer->comma)
                buffer_add_char(writer->out, ',');
        writer->comma = true;
}

static void open_bracket(struct json_writer *writer, char bracket)
{
        write_separator(writer);
        buffer_add_char(writer->out, bracket);
        writer->comma = false;
}

static void close_bracket(struct json_writer *writer, char bracket)
{
        buffer_add_char(writer->out, bracket);
        writer->comma = true;
}

void writer_open_object(struct json_writer *writer)
{
        open_bracket(writer, '{');
}

void writer_close_object(struct json_writer *writer)
{
        close_bracket(writer, '}');
}

void writer_open_array(struct json_writer *writer)
{
        open_bracket(writer, '[');
}

void writer_close_array(struct json_writer *writer)
{
        close_bracket(writer, ']');
}

static void add_escaped(struct buffer *out, unsigned char c)
{
        switch (c) {
        case '"':
                buffer_add_string(out, "\\\"");
                break;
        case '\\':
                buffer_add_string(out, "\\\\");
                break;
        case '\n':
                buffer_add_string(out, "\\n");
                break;
        case '\r':
                buffer_add_string(out, "\\r");
                break;
        case '\t':
                buffer_add_string(out, "\\t");
                break;
        default:
                buffer_format(out, "\\u%04x", c);
        }
}

static void add_quoted(struct buffer *out, const char *bytes, size_t length)
{
        buffer_add_char(out, '"');
        size_t start = 0;
        for (size_t i = 0; i < length; i++) {
                unsigned char c = (unsigned char)bytes[i];
                if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
                        continue;
                buffer_add(out, bytes + start, i - start);
                add_escaped(out, c);
                start = i + 1;
        }
        buffer_add(out, bytes + start, length - start);
        buffer_add_char(out, '"');
}

void writer_key(struct json_writer *writer, const char *key)
{
        write_separator(writer);
        add_quoted(writer->out, key, strlen(key));
        buffer_add_char(writer->out, ':');
        writer->comma = false;
}

void writer_text_n(struct json_writer *writer, const char *bytes, size_t length)
{
        write_separator(writer);
        add_quoted(writer->out, bytes, length);
}

void writer_text(struct json_writer *writer, const char *string)
{
        if (string)
                writer_text_n(writer, string, strlen(string));
        else
                writer_null(writer);
}

void writer_number(struct json_writer *writer, int64_t value)
{
        write_separator(writer);
        buffer_add_number(writer->out, value);
}

void writer_bool(struct json_writer *writer, bool value)
{
        write_separator(writer);
        buffer_add_string(writer->out, value ? "true" : "false");
}

void writer_null(struct json_writer *writer)
{
        write_separator(writer);
        buffer_add_string(writer->out, "null");
}

void writer_raw(struct json_writer *writer, const char *bytes, size_t length)
{
        write_separator(writer);
        buffer_add(writer->out, bytes, length);
}
