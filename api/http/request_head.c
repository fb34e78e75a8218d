#include "http/request_head.h"

#include <microhttpd.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct field {
        const char *name, *value; /* no name: it has been joined to one before it */
        size_t name_length;
};

struct request_head {
        const char *method, *target;
        size_t bytes;
        size_t count;
        struct field fields[]; /* and behind them the texts */
};

/* What is to be copied. */
struct size {
        size_t count, bytes;
};

static enum MHD_Result add_size(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
        struct size *size = context;
        (void)kind;
        size->count++;
        size->bytes += strlen(name) + 1 + (value ? strlen(value) : 0) + 1;
        return MHD_YES;
}

static enum MHD_Result add_field(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
        struct request_head *head = context;
        (void)kind;
        head->fields[head->count++] = (struct field){name, value ? value : "", strlen(name)};
        return MHD_YES;
}

static const char *copy(char **at, const char *text)
{
        char *start = *at;
        *at = stpcpy(start, text) + 1;
        return start;
}

/* Copies a field's texts, and the values of those behind it that have the same name. */
static void settle_field(struct request_head *head, size_t number, char **at)
{
        struct field *field = &head->fields[number];
        const char *name = field->name;
        field->name = copy(at, name);
        field->value = copy(at, field->value);
        for (size_t i = number + 1; i < head->count; i++) {
                struct field *other = &head->fields[i];
                if (!other->name || strcasecmp(other->name, name) != 0)
                        continue;
                (*at)[-1] = ',';
                copy(at, other->value);
                other->name = NULL;
        }
        head->bytes += strlen(field->name) + strlen(field->value);
}

struct request_head *request_head_copy(struct MHD_Connection *connection, const char *method,
                                       const char *target)
{
        struct size size = {0};
        MHD_get_connection_values(connection, MHD_HEADER_KIND, add_size, &size);
        size_t texts = size.bytes + strlen(method) + 1 + strlen(target) + 1;
        struct request_head *head = malloc(sizeof *head + size.count * sizeof *head->fields + texts);
        if (!head)
                return NULL;
        char *at = (char *)(head->fields + size.count);
        *head = (struct request_head){.method = copy(&at, method), .target = copy(&at, target)};
        MHD_get_connection_values(connection, MHD_HEADER_KIND, add_field, head);
        for (size_t i = 0; i < head->count; i++)
                if (head->fields[i].name)
                        settle_field(head, i, &at);
        return head;
}

const char *request_head_method(const struct request_head *head)
{
        return head->method;
}

const char *request_head_target(const struct request_head *head)
{
        return head->target;
}

const char *request_head_field(const struct request_head *head, const char *name)
{
        size_t length = strlen(name);
        for (size_t i = 0; i < head->count; i++) {
                const struct field *field = &head->fields[i];
                if (field->name && field->name_length == length && strcasecmp(field->name, name) == 0)
                        return field->value;
        }
        return NULL;
}

size_t request_head_bytes(const struct request_head *head)
{
        return head->bytes;
}
