/*
 * office_text - extracts the text of a word processor's file (OOXML or ODF) from standard input to standard
 * output.
 *
 * It is a program of its own, which the service runs in a restricted process (documents/sandbox.h), since the
 * file may come from anybody. libarchive unpacks the part that has the text, and libxml2's reader parses it
 * while it is unpacked, so that neither is in memory as a whole; entities are not expanded. Deleted and
 * hidden text and comments are left out.
 *
 * Exit status: 0 success, 1 not readable, 4 larger than permitted.
 */
#include "office/office_marks.h"
#include "office/office_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/xmlreader.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UNREADABLE = 1, BEYOND = 4 };

/* A document of a thousand pages has some ten megabytes of markup. */
#define PART_MAX    ((size_t)64 * 1024 * 1024)
/* A file with many pictures has some hundred parts. */
#define ENTRIES_MAX 10000
#define BLOCK       ((size_t)64 * 1024)

/* The part of the archive that is read. */
struct part {
        struct archive *archive;
        size_t taken; /* bytes, unpacked */
        bool beyond;
};

static _Noreturn void exit_at_once(int status)
{
        exit(status);
}

/* Moves to the part with the text; ends the program if there is none. */
static void find_part(struct archive *archive)
{
        struct archive_entry *entry;
        for (int i = 0; i < ENTRIES_MAX; i++) {
                if (archive_read_next_header(archive, &entry) != ARCHIVE_OK)
                        exit_at_once(UNREADABLE);
                const char *name = archive_entry_pathname(entry);
                if (name && (strcmp(name, "word/document.xml") == 0 || strcmp(name, "content.xml") == 0))
                        return;
        }
        exit_at_once(BEYOND);
}

/* Gives libxml2 the next bytes. */
static int read_part(void *context, char *bytes, int length)
{
        struct part *part = context;
        la_ssize_t count = archive_read_data(part->archive, bytes, (size_t)length);
        if (count < 0)
                return -1;
        part->taken += (size_t)count;
        part->beyond = part->taken > PART_MAX;
        return part->beyond ? -1 : (int)count;
}

/* The meaning of the current element. */
static enum office_mark mark_of(xmlTextReaderPtr reader)
{
        const xmlChar *space = xmlTextReaderConstNamespaceUri(reader),
                      *name = xmlTextReaderConstLocalName(reader);
        return space && name ? office_mark_find((const char *)space, (const char *)name) : OFFICE_OTHER;
}

static bool is_off(xmlTextReaderPtr reader)
{
        xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)"w:val");
        bool off = value &&
                   (strcmp((const char *)value, "0") == 0 || strcmp((const char *)value, "false") == 0 ||
                    strcmp((const char *)value, "off") == 0);
        xmlFree(value);
        return off;
}

static void write_spaces(xmlTextReaderPtr reader, struct office_writer *writer)
{
        xmlChar *count = xmlTextReaderGetAttribute(reader, (const xmlChar *)"text:c");
        long spaces = count ? strtol((const char *)count, NULL, 10) : 1;
        xmlFree(count);
        for (long i = 0; i < spaces && i < 100; i++)
                office_writer_text(writer, " ", 1);
}

/* Handles the start of an element. True if its content is to be skipped. */
static bool take_start(xmlTextReaderPtr reader, struct office_writer *writer)
{
        enum office_mark mark = mark_of(reader);
        bool empty = xmlTextReaderIsEmptyElement(reader);
        switch (mark) {
        case OFFICE_SKIPPED:
                return true;
        case OFFICE_HIDDEN:
                writer->hidden = writer->hidden || !is_off(reader);
                return false;
        case OFFICE_SPACES:
                write_spaces(reader, writer);
                return false;
        default:
                office_writer_begin(writer, mark);
                if (empty)
                        office_writer_end(writer, mark);
                return false;
        }
}

static void take_text(xmlTextReaderPtr reader, struct office_writer *writer)
{
        const char *text = (const char *)xmlTextReaderConstValue(reader);
        if (text)
                office_writer_text(writer, text, strlen(text));
}

static void read_document(xmlTextReaderPtr reader, struct part *part)
{
        struct office_writer writer = {0};
        int more = xmlTextReaderRead(reader);
        while (more == 1) {
                bool passed_over = false;
                switch (xmlTextReaderNodeType(reader)) {
                case XML_READER_TYPE_ELEMENT:
                        passed_over = take_start(reader, &writer);
                        break;
                case XML_READER_TYPE_END_ELEMENT:
                        office_writer_end(&writer, mark_of(reader));
                        break;
                case XML_READER_TYPE_TEXT:
                case XML_READER_TYPE_CDATA:
                case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
                        take_text(reader, &writer);
                        break;
                case XML_READER_TYPE_DOCUMENT_TYPE: /* neither format has one; it could declare entities */
                        exit_at_once(UNREADABLE);
                default:
                        break;
                }
                more = passed_over ? xmlTextReaderNext(reader) : xmlTextReaderRead(reader);
        }
        if (more != 0)
                exit_at_once(part->beyond ? BEYOND : UNREADABLE);
        if (!office_writer_finish(&writer))
                exit_at_once(BEYOND);
}

/* Discards libxml2's messages. */
static void ignore_message(void *context, const char *message, ...)
{
        (void)context;
        (void)message;
}

int main(void)
{
        struct part part = {.archive = archive_read_new()};
        if (!part.archive || archive_read_support_format_zip(part.archive) != ARCHIVE_OK ||
            archive_read_open_fd(part.archive, STDIN_FILENO, BLOCK) != ARCHIVE_OK)
                return UNREADABLE;
        find_part(part.archive);
        xmlSetGenericErrorFunc(NULL, ignore_message);
        xmlTextReaderPtr reader = xmlReaderForIO(read_part, NULL, &part, NULL, NULL,
                                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        if (!reader)
                return UNREADABLE;
        read_document(reader, &part);
        xmlFreeTextReader(reader);
        archive_read_free(part.archive);
        return 0;
}
