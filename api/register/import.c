#include "import.h"

#include "json/read.h"
#include "register/access.h"
#include "register/document.h"

#include <string.h>

static void tell(struct import *import, size_t line, const char *where, const char *text)
{
        import->faults++;
        import->tell(line, where ? where : "", text ? text : "", import->context);
}

static void tell_faults(struct import *import, struct faults *faults)
{
        for (const struct fault *fault = faults->first; fault; fault = fault->next)
                tell(import, import->lines, fault->where,
                     fault_text(import->call->arena, fault, import->call->language));
}

bool import_begin(struct import *import)
{
        return access_open(import->registry, import->call, &import->session) &&
               access_begin(import->call, import->session);
}

/* The operation that puts a resource of this collection; NULL if there is none of that name. */
static const struct operation *find_put(const struct contract *contract, const char *collection)
{
        for (size_t i = 0; collection && i < contract->operation_count; i++) {
                const struct operation *operation = &contract->operations[i];
                if (strcmp(operation->action, "put") == 0 && strcmp(operation->collection, collection) == 0)
                        return operation;
        }
        return NULL;
}

/* Reads a line into the document and the operation that it asks for; false if a fault was told. */
static bool read_line(struct import *import, const char *line, size_t length, struct document *ret)
{
        struct call *call = import->call;
        faults_init(&call->faults, call->arena);
        json_t *value = json_read(call->arena, line, length, &call->faults);
        const char *id = json_string_value(json_object_get(value, "id"));
        json_t *data = json_object_get(value, "data");
        call->operation =
                find_put(import->registry->contract, json_string_value(json_object_get(value, "type")));
        if (value && !call->operation)
                faults_add(&call->faults, FAULT_POINTER, "/type", FAULT_UNKNOWN_NAME,
                           json_string_value(json_object_get(value, "type")), NULL);
        if (value && (!id || !json_is_object(data)))
                faults_add(&call->faults, FAULT_POINTER, "", FAULT_REQUIRED, id ? "data" : "id", NULL);
        call->id = id;
        ret->value = data;
        if (!call->faults.count)
                document_check(call, ret, "/data");
        if (!call->faults.count && !document_settle_id(call, ret))
                return false;
        tell_faults(import, &call->faults);
        return call->faults.count == 0;
}

static bool store_line(struct import *import, struct document *document)
{
        struct call *call = import->call;
        struct sql_value id[] = {{"id", document->id}};
        struct rows *rows;
        if (!document_write(call, document) ||
            !access_run_file(call, import->session, "resource/lock", id, 1, &rows))
                return false;
        struct sql_value values[] = {
                {"id", document->id}, {"document", document->text}, {"restricted", document->restricted}};
        const char *file = rows_count(rows) ? "resource/update" : "resource/insert";
        if (access_run_file(call, import->session, file, values, 3, NULL))
                return true;
        tell(import, import->lines, "", call->answer.database_detail);
        return false;
}

bool import_line(struct import *import, const char *line, size_t length)
{
        struct document document = {0};
        import->lines++;
        if (length == 0 || !read_line(import, line, length, &document))
                return !import->call->answer.problem;
        return store_line(import, &document);
}

/* References to what was neither there nor in the file. */
static bool tell_missing(struct import *import)
{
        struct rows *rows;
        if (!access_run_file(import->call, import->session, "operations/missing", NULL, 0, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++)
                tell(import, 0, rows_text(rows, i, 0), rows_text(rows, i, 1));
        return true;
}

bool import_end(struct import *import)
{
        struct call *call = import->call;
        bool good = tell_missing(import) && import->faults == 0;
        if (good)
                good = access_execute(call, import->session, "set constraints all immediate") &&
                       access_execute(call, import->session, "commit");
        store_return(import->session);
        return good || !call->answer.problem;
}
