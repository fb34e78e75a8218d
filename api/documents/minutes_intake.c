#include "documents/documents_handlers.h"
#include "documents/minutes_intake.h"

#include "json/text.h"
#include "json/tree.h"
#include "minutes/minutes.h"
#include "checks/check.h"
#include "documents/tool.h"
#include "documents/sniff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unistr.h>

#define TEXT_TYPE "text/plain"
#define PDF_TYPE  "application/pdf"

/* No minutes of a meeting have more names. */
#define NAMES_MAX 5000

/* Whether there are control characters other than line breaks, tabs and page breaks. */
static bool has_control(const char *text, size_t length)
{
        for (size_t at = 0, end; at < length; at = end + 1) {
                const char *page = memchr(text + at, '\f', length - at);
                end = page ? (size_t)(page - text) : length;
                if (text_has_control(text + at, end - at, true))
                        return true;
        }
        return false;
}

/* Normalises the text as all stored texts are; NULL with a fault if it is not text. */
static const char *normalise_text(struct arena *arena, const char *bytes, size_t length, size_t *ret_length,
                                  enum fault_code *ret_fault)
{
        *ret_fault = u8_check((const uint8_t *)bytes, length) ? FAULT_NOT_UTF8
                     : memchr(bytes, '\0', length)            ? FAULT_JSON_NUL
                     : has_control(bytes, length)             ? FAULT_CONTROL_CHARACTER
                                                              : FAULT_CODE_COUNT;
        if (*ret_fault != FAULT_CODE_COUNT)
                return NULL;
        *ret_length = length;
        const char *text = text_normalise(arena, bytes, ret_length);
        return text == bytes ? arena_copy(arena, bytes, length) : text;
}

/* What a file shows itself to be: a PDF, what a word processor writes, or else text. */
static const char *type_of(int file)
{
        unsigned char head[1032];
        struct stat stat;
        const char *found = NULL;
        ssize_t length = pread(file, head, sizeof head, 0);
        if (length > 0 && sniff_pdf_start(head, (size_t)length) != SIZE_MAX)
                return PDF_TYPE;
        bool looked = length > 0 && fstat(file, &stat) == 0 && sniff(file, (size_t)stat.st_size, &found);
        return looked && found && sniff_is_writing(found) ? found : TEXT_TYPE;
}

/* The text of a file that takes a program to read; NULL with a fault. */
static const char *text_by_tool(struct arena *arena, int file, enum tool_form form, size_t *ret_length,
                                enum fault_code *ret_fault)
{
        static const enum fault_code of_pdf[] = {[TOOL_READ] = FAULT_CODE_COUNT,
                                                 [TOOL_LONG] = FAULT_PDF_BEYOND,
                                                 [TOOL_UNREADABLE] = FAULT_PDF_UNREADABLE,
                                                 [TOOL_BEYOND] = FAULT_PDF_BEYOND,
                                                 [TOOL_MISSING] = FAULT_NOT_NOW};
        static const enum fault_code of_office[] = {[TOOL_READ] = FAULT_CODE_COUNT,
                                                    [TOOL_LONG] = FAULT_FILE_BEYOND,
                                                    [TOOL_UNREADABLE] = FAULT_FILE_UNREADABLE,
                                                    [TOOL_BEYOND] = FAULT_FILE_BEYOND,
                                                    [TOOL_MISSING] = FAULT_NOT_NOW};
        char *text = NULL;
        bool office = form == TOOL_OFFICE;
        enum tool_result result = tool_text(arena, file, form, MINUTES_SOURCE_MAX, &text, ret_length);
        *ret_fault = (office ? of_office : of_pdf)[result];
        if (result == TOOL_READ && strspn(text, " \f\n\r\t") == *ret_length)
                *ret_fault = office ? FAULT_FILE_NO_TEXT : FAULT_PDF_NO_TEXT;
        return *ret_fault == FAULT_CODE_COUNT ? text : NULL;
}

/* Replaces page breaks by line breaks in place, since stored texts must not have control characters. */
static void drop_page_breaks(struct arena *arena, struct minutes *minutes)
{
        char *source = arena_copy(arena, minutes->source, minutes->source_length);
        for (size_t i = 0; i < minutes->source_length; i++)
                if (source[i] == '\f')
                        source[i] = '\n';
        minutes->source = source;
}

/* Reads minutes from text; NULL with a fault. */
static struct minutes *parse_minutes(struct arena *arena, const char *bytes, size_t length, date held,
                                     enum fault_code *ret_fault)
{
        const struct minutes *minutes = NULL;
        size_t text_length = 0;
        const char *text = normalise_text(arena, bytes, length, &text_length, ret_fault);
        if (!text)
                return NULL;
        switch (minutes_parse(arena, text, text_length, held, &minutes)) {
        case MINUTES_READ:
                break;
        case MINUTES_NOT_TEXT:
                *ret_fault = FAULT_NOT_UTF8;
                return NULL;
        case MINUTES_COLUMNS:
                *ret_fault = FAULT_TWO_COLUMNS;
                return NULL;
        case MINUTES_TOO_LONG:
                return NULL;
        }
        struct minutes *own = arena_alloc(arena, sizeof *own);
        *own = *minutes;
        drop_page_breaks(arena, own);
        return own;
}

/* Reads a PDF in its page layout, which tables need; if the text is in columns, in reading order. */
static struct minutes *parse_pdf(struct arena *arena, int file, date held, enum fault_code *ret_fault)
{
        struct minutes *minutes = NULL;
        for (enum tool_form form = TOOL_LAID_OUT; !minutes && form <= TOOL_IN_ORDER; form++) {
                size_t length;
                const char *text = text_by_tool(arena, file, form, &length, ret_fault);
                minutes = text ? parse_minutes(arena, text, length, held, ret_fault) : NULL;
                if (*ret_fault != FAULT_TWO_COLUMNS)
                        break;
        }
        return minutes;
}

/* Reads a file of this type, unless it shows itself to be of another. */
static struct minutes *parse_file(struct arena *arena, int file, const char *type, date held,
                                  enum fault_code *ret_fault)
{
        bool pdf = strcmp(type, PDF_TYPE) == 0;
        size_t length;
        if (strcmp(type_of(file), type) != 0) {
                *ret_fault = pdf ? FAULT_PDF_UNREADABLE : FAULT_FILE_UNREADABLE;
                return NULL;
        }
        if (pdf)
                return parse_pdf(arena, file, held, ret_fault);
        const char *text = text_by_tool(arena, file, TOOL_OFFICE, &length, ret_fault);
        return text ? parse_minutes(arena, text, length, held, ret_fault) : NULL;
}

static const char *write_out(struct arena *arena, const struct minutes *minutes, const char *media_type,
                             const char *first, size_t *ret_length)
{
        struct buffer out = BUFFER_OF(arena, ANSWER_MAX);
        buffer_add_string(&out, first);
        minutes_write(&out, minutes, media_type, arena);
        buffer_add_char(&out, '}');
        *ret_length = out.length;
        return buffer_text(&out);
}

/* The bytes of a file of text; NULL with a fault. */
static const char *text_of_file(struct arena *arena, int file, size_t *ret_length, enum fault_code *ret_fault)
{
        char *text = arena_alloc(arena, MINUTES_SOURCE_MAX + 1);
        ssize_t count = 1;
        for (*ret_length = 0; count > 0 && *ret_length <= MINUTES_SOURCE_MAX; *ret_length += (size_t)count)
                count = read(file, text + *ret_length, MINUTES_SOURCE_MAX + 1 - *ret_length);
        *ret_fault = count < 0                          ? FAULT_NOT_NOW
                     : *ret_length == 0                 ? FAULT_EMPTY_BODY
                     : *ret_length > MINUTES_SOURCE_MAX ? FAULT_LIMIT_BYTES
                                                        : FAULT_CODE_COUNT;
        return *ret_fault == FAULT_CODE_COUNT ? text : NULL;
}

const char *minutes_intake_of_file(struct arena *arena, int file, size_t *ret_length,
                                   enum fault_code *ret_fault)
{
        const char *type = type_of(file);
        bool plain = strcmp(type, TEXT_TYPE) == 0;
        const char *text = plain ? text_of_file(arena, file, ret_length, ret_fault) : NULL;
        struct minutes *minutes = !plain ? parse_file(arena, file, type, DATE_BEGINNING, ret_fault)
                                  : text ? parse_minutes(arena, text, *ret_length, DATE_BEGINNING, ret_fault)
                                         : NULL;
        return minutes ? write_out(arena, minutes, type, "{", ret_length) : NULL;
}

/* The names in the minutes, and the resources that have these names. */
struct linking {
        struct arena *arena;
        const char **name;
        size_t count;
        const struct rows *known; /* in order of name */
};

static void collect_name(void *context, enum minutes_as as, struct minutes_party *party)
{
        struct linking *linking = context;
        (void)as;
        if (!party->name.length || linking->count == NAMES_MAX)
                return;
        linking->name[linking->count++] = arena_copy(linking->arena, party->name.bytes, party->name.length);
}

/* Whether a name in this part of the minutes may refer to a resource of the collection. */
static bool fits_place(enum minutes_as as, const char *collection)
{
        switch (as) {
        case MINUTES_AS_ATTENDEE:
                return strcmp(collection, "body") != 0;
        case MINUTES_AS_AFFILIATION:
                return strcmp(collection, "organisation") == 0 || strcmp(collection, "office") == 0;
        case MINUTES_AS_PRESENTER:
                return strcmp(collection, "person") == 0;
        default:
                return true;
        }
}

static int compare_name(const struct minutes_string *name, const char *known)
{
        size_t length = strlen(known), least = length < name->length ? length : name->length;
        int order = memcmp(name->bytes, known, least);
        return order ? order : (name->length > length) - (name->length < length);
}

static void link_name(void *context, enum minutes_as as, struct minutes_party *party)
{
        const struct linking *linking = context;
        size_t from = 0, to = party->name.length ? rows_count(linking->known) : 0;
        while (from < to) {
                size_t middle = from + (to - from) / 2;
                int order = compare_name(&party->name, rows_text(linking->known, middle, 0));
                if (order == 0) {
                        const char *collection = rows_text(linking->known, middle, 1);
                        if (fits_place(as, collection)) {
                                party->collection = collection;
                                party->id = rows_text(linking->known, middle, 2);
                        }
                        return;
                }
                if (order < 0)
                        to = middle;
                else
                        from = middle + 1;
        }
}

static bool run_query(struct registry *registry, struct call *call, const char *file,
                      const struct sql_value *values, size_t count, struct rows **ret_rows)
{
        struct sql *sql = sql_new(call->arena, "minutes", values, count);
        sql_add_file(sql, sql_file(file));
        return access_read(registry, call, sql, ret_rows);
}

/* Links the names that are in the register, as of the day of the meeting, if that is known. */
static bool link_names(struct registry *registry, struct call *call, const struct minutes *minutes, date held)
{
        struct linking linking = {.arena = call->arena,
                                  .name = arena_array(call->arena, NAMES_MAX, sizeof *linking.name)};
        struct rows *rows;
        char day[DATE_TEXT_SIZE];
        minutes_parties(minutes, collect_name, &linking);
        if (linking.count == 0)
                return true;
        struct sql_value values[] = {{"names", sql_array(call->arena, linking.name, linking.count)},
                                     {"at", day}};
        if (held != DATE_BEGINNING)
                date_format(held, day);
        if (!run_query(registry, call, "minutes/resolve_names", values, held != DATE_BEGINNING ? 2 : 1,
                       &rows))
                return false;
        linking.known = rows;
        minutes_parties(minutes, link_name, &linking);
        return true;
}

static bool fail_reading(struct call *call, enum fault_code fault)
{
        if (fault == FAULT_NOT_NOW)
                return call_fail_busy(call, "pdftotext cannot be run, or there is no memory for it");
        fault_add(&call->faults, FAULT_POINTER, "", fault, NULL, NULL);
        bool read = fault == FAULT_PDF_UNREADABLE || fault == FAULT_PDF_BEYOND ||
                    fault == FAULT_PDF_NO_TEXT || fault == FAULT_FILE_UNREADABLE ||
                    fault == FAULT_FILE_BEYOND || fault == FAULT_FILE_NO_TEXT || fault == FAULT_TWO_COLUMNS;
        return call_fail_faults(call, read ? PROBLEM_UNPROCESSABLE : PROBLEM_BAD_REQUEST);
}

/* Waits for the caller's turn and reads the minutes of a file; NULL with a fault, or after call_fail(). */
static struct minutes *parse_uploaded(struct call *call, date held, enum fault_code *ret_fault)
{
        struct call_place *turn = tool_take_place(call);
        struct minutes *minutes =
                turn ? parse_file(call->arena, call->upload->file, call->body_type, held, ret_fault) : NULL;
        if (turn)
                call_leave_place(turn);
        return minutes;
}

/* Reads the request body as minutes; NULL after call_fail(). */
static struct minutes *parse_body(struct call *call, date held)
{
        enum fault_code fault = FAULT_CODE_COUNT;
        struct minutes *minutes;
        if ((call->upload ? call->upload->length : call->body_length) == 0)
                return fail_reading(call, FAULT_EMPTY_BODY), NULL;
        if (call->upload)
                minutes = parse_uploaded(call, held, &fault);
        else if (call->body_length > MINUTES_SOURCE_MAX)
                return call_fail(call, PROBLEM_TOO_LARGE, FAULT_LIMIT_BYTES, "400000", NULL), NULL;
        else
                minutes = parse_minutes(call->arena, call->body, call->body_length, held, &fault);
        if (!minutes && !call->answer.problem)
                fail_reading(call, fault);
        return minutes;
}

/* Reads the request body as minutes, links their names, and writes them as a JSON object that begins with
 * `first`; NULL after call_fail(). */
static const char *read_body(struct registry *registry, struct call *call, date held, const char *first,
                             bool items, size_t *ret_length)
{
        struct minutes *minutes = parse_body(call, held);
        if (!minutes)
                return NULL;
        if (items && minutes->item_count == 0) {
                fault_add(&call->faults, FAULT_POINTER, "/items", FAULT_NO_ITEMS, NULL, NULL);
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE), NULL;
        }
        bool dated = minutes->date.year && minutes->date.month && minutes->date.day;
        if (held == DATE_BEGINNING && dated)
                held = date_make(minutes->date.year, minutes->date.month, minutes->date.day);
        if (!link_names(registry, call, minutes, held))
                return NULL;
        return write_out(call->arena, minutes, call->body_type, first, ret_length);
}

bool minutes_intake_read(struct registry *registry, struct call *call, struct resource *ret)
{
        struct sql_value values[] = {{"id", call->id}};
        struct rows *rows;
        size_t length;
        if (!run_query(registry, call, "minutes/meeting_day", values, 1, &rows))
                return false;
        date held = rows_count(rows) ? check_date(rows_text(rows, 0, 0)) : DATE_BEGINNING;
        const char *first = arena_format(call->arena, "{\"meeting\":\"%s\",", call->id);
        const char *text = read_body(registry, call, held, first, true, &length);
        if (!text)
                return false;
        ret->value = tree_load(call->arena, text, length);
        if (!ret->value)
                return call_fail_internal(call, "minutes that are no JSON");
        resource_check(call, ret, "");
        return true;
}

bool minutes_parse_handler(struct registry *registry, struct call *call)
{
        const char *day = call_argument(call, "date");
        size_t length;
        const char *json =
                read_body(registry, call, day ? check_date(day) : DATE_BEGINNING, "{", false, &length);
        if (!json)
                return false;
        buffer_add(&call->answer.body, json, length);
        return true;
}
