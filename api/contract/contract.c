#include "contract/contract.h"

#include "base/embedded.h"
#include "base/media_type.h"
#include "contract/router.h"

#include <assert.h>
#include <string.h>

static const char *const method_keys[METHOD_COUNT] = {"get", "post", "put", "patch", "delete"};

/* One load of the contract. */
struct loader {
        struct arena *arena;
        struct contract *contract;  /* what is being loaded */
        struct schema_set *schemas; /* its compiled schemas */
        const char *error;          /* the first error; NULL if there is none */
};

static void set_error(struct loader *loader, const char *what, const char *where)
{
        if (!loader->error)
                loader->error = arena_format(loader->arena, "%s: %s", where, what);
}

/* Follows the `$ref` of a parameter, response or request body. One step is enough, because the build writes
 * no reference to a reference. */
static json_t *follow_ref(struct loader *loader, json_t *value)
{
        const char *ref = json_string_value(json_object_get(value, "$ref"));
        if (!ref)
                return value;
        json_t *at = loader->contract->document;
        const char *part = strncmp(ref, "#/", 2) == 0 ? ref + 2 : NULL;
        while (part && at) {
                size_t length = strcspn(part, "/");
                char *key = arena_copy(loader->arena, part, length);
                at = json_object_get(at, key);
                part = part[length] ? part + length + 1 : NULL;
        }
        if (!at)
                set_error(loader, "the reference leads nowhere", ref);
        return at;
}

static const struct schema *compile_schema(struct loader *loader, json_t *schema, const char *where)
{
        const char *error = NULL;
        const struct schema *compiled =
                schema ? schema_compile(loader->schemas, schema, where, &error) : NULL;
        if (!compiled)
                set_error(loader, error ? error : "a schema is missing", where);
        return compiled;
}

static struct names read_names(struct loader *loader, json_t *list)
{
        struct names names = {0};
        const char **items = arena_array(loader->arena, json_array_size(list), sizeof *items);
        for (size_t i = 0; i < json_array_size(list); i++)
                items[names.count++] = json_string_value(json_array_get(list, i));
        names.items = items;
        return names;
}

static struct names read_keys(struct loader *loader, json_t *object)
{
        struct names names = {0};
        const char **items = arena_array(loader->arena, json_object_size(object), sizeof *items);
        const char *key;
        json_t *value;
        json_object_foreach(object, key, value)
                items[names.count++] = key;
        names.items = items;
        return names;
}

static const char *default_text_of(struct loader *loader, json_t *value)
{
        if (json_is_string(value))
                return json_string_value(value);
        if (json_is_integer(value))
                return arena_format(loader->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        if (json_is_boolean(value))
                return json_is_true(value) ? "true" : "false";
        return NULL;
}

static void read_parameter(struct loader *loader, json_t *value, const char *where, struct parameter *ret)
{
        const char *in = json_string_value(json_object_get(value, "in"));
        json_t *schema = json_object_get(value, "schema");
        ret->name = json_string_value(json_object_get(value, "name"));
        if (!in || !ret->name) {
                set_error(loader, "a parameter without `name` or `in`", where);
                return;
        }
        ret->place = strcmp(in, "path") == 0    ? PARAMETER_PATH
                     : strcmp(in, "query") == 0 ? PARAMETER_QUERY
                                                : PARAMETER_HEADER;
        ret->required = json_is_true(json_object_get(value, "required"));
        ret->default_text = default_text_of(loader, json_object_get(schema, "default"));
        const struct schema *compiled = compile_schema(loader, schema, ret->name);
        const struct schema *items = compiled ? schema_items(compiled) : NULL;
        ret->listed = items && json_is_false(json_object_get(value, "explode"));
        ret->repeatable = items && !ret->listed;
        ret->schema = items ? items : compiled;
}

/* Reads the names that the parameter `fields` may list; its schema enumerates them. */
static void read_fields(struct loader *loader, json_t *parameter, struct operation *ret)
{
        json_t *items = json_object_get(json_object_get(parameter, "schema"), "items");
        ret->fields = read_names(loader, json_object_get(items, "enum"));
}

static void read_parameters(struct loader *loader, json_t *path, json_t *operation, struct operation *ret)
{
        json_t *shared = json_object_get(path, "parameters");
        json_t *own = json_object_get(operation, "parameters");
        size_t count = json_array_size(shared) + json_array_size(own);
        struct parameter *parameters = arena_array(loader->arena, count, sizeof *parameters);
        for (size_t i = 0; !loader->error && i < count; i++) {
                size_t split = json_array_size(shared);
                json_t *value = follow_ref(loader, i < split ? json_array_get(shared, i)
                                                             : json_array_get(own, i - split));
                if (!value)
                        break;
                read_parameter(loader, value, ret->id, &parameters[i]);
                if (parameters[i].listed && strcmp(parameters[i].name, "fields") == 0)
                        read_fields(loader, value, ret);
        }
        ret->parameters = parameters;
        ret->parameter_count = count;
}

/* The schema of the request body: of one line, if the body is a sequence of lines (`x-samrad.line`); else of
 * its JSON; else of its first media type. */
static json_t *body_schema(json_t *operation, json_t *content)
{
        json_t *line = json_object_get(json_object_get(operation, "x-samrad"), "line");
        json_t *media = json_object_get(content, "application/json");
        media = media ? media : json_object_iter_value(json_object_iter(content));
        return line ? line : json_object_get(media, "schema");
}

/* Reads the schema of the resource that a write stores: the one that `x-samrad.schema` names, else that of
 * the body. */
static void read_resource(struct loader *loader, json_t *operation, struct operation *ret)
{
        const char *whole =
                json_string_value(json_object_get(json_object_get(operation, "x-samrad"), "schema"));
        const char *ref = whole ? arena_format(loader->arena, "#/components/schemas/%s", whole) : NULL,
                   *error = NULL;
        ret->resource = ref ? schema_compile_ref(loader->schemas, ref, &error) : ret->body;
        if (whole && !ret->resource)
                set_error(loader, error, ret->id);
}

/* Reads the media types and the schema of the request body, and the schema of what is stored, which differs
 * from it for a patch. */
static void read_body(struct loader *loader, json_t *operation, struct operation *ret)
{
        json_t *body = json_object_get(operation, "requestBody");
        if (body) {
                json_t *content = json_object_get(follow_ref(loader, body), "content");
                ret->body_types = read_keys(loader, content);
                ret->body = compile_schema(loader, body_schema(operation, content), ret->id);
        }
        read_resource(loader, operation, ret);
}

/* Reads the media types of the successful response. */
static void read_answers(struct loader *loader, json_t *operation, struct operation *ret)
{
        json_t *responses = json_object_get(operation, "responses");
        json_t *good = json_object_get(responses, "200");
        if (!good)
                good = json_object_get(responses, "201");
        json_t *content = good ? json_object_get(follow_ref(loader, good), "content") : NULL;
        ret->answer_types = read_keys(loader, content);
}

/* Whether an answer of this type has words in the caller's language. Data has human text in all of them. */
static bool has_words(const char *media_type)
{
        static const char *const data[] = {"application/json", "application/x-ndjson", "application/yaml",
                                           "text/csv", "text/event-stream"};
        for (size_t i = 0; i < sizeof data / sizeof *data; i++)
                if (strcmp(media_type, data[i]) == 0)
                        return false;
        return true;
}

static const char *make_vary(struct loader *loader, const struct operation *operation, bool words,
                             bool packed)
{
        for (size_t i = 0; i < operation->answer_types.count; i++) {
                words = words || has_words(operation->answer_types.items[i]);
                packed = packed || media_type_is_text(operation->answer_types.items[i]);
        }
        return arena_format(loader->arena, "Accept%s%s%s", words ? ", Accept-Language" : "",
                            packed ? ", Accept-Encoding" : "", operation->keyless ? "" : ", Authorization");
}

/* Reads the scope that a caller needs. An operation with empty `security` does not look at keys at all; one
 * with an empty entry in it may be called with or without a key. */
static void read_scope(struct loader *loader, json_t *operation, struct operation *ret)
{
        json_t *security = json_object_get(operation, "security");
        if (!security)
                security = json_object_get(loader->contract->document, "security");
        ret->keyless = json_is_array(security) && json_array_size(security) == 0;
        if (ret->keyless)
                return;
        for (size_t i = 0; i < json_array_size(security); i++)
                if (json_object_size(json_array_get(security, i)) == 0)
                        return; /* may be called without a key */
        ret->scope = json_string_value(json_object_get(json_object_get(operation, "x-samrad"), "scope"));
        if (!ret->scope)
                set_error(loader, "x-samrad.scope is missing", ret->id);
}

static struct table_columns read_columns(struct loader *loader, json_t *list, const char *place)
{
        static const char *const types[] = {
                [COLUMN_TEXT] = "string", [COLUMN_INTEGER] = "integer", [COLUMN_TRUTH] = "boolean",
                [COLUMN_LIST] = "list",   [COLUMN_DATE] = "date",       [COLUMN_DIGITS] = "digits"};
        struct table_column *columns = arena_array(loader->arena, json_array_size(list), sizeof *columns);
        for (size_t i = 0; i < json_array_size(list); i++) {
                const char *type = json_string_value(json_object_get(json_array_get(list, i), "type"));
                size_t t = 0;
                while (type && t < sizeof types / sizeof *types && strcmp(types[t], type) != 0)
                        t++;
                columns[i].name = json_string_value(json_object_get(json_array_get(list, i), "name"));
                columns[i].type = t;
                if (!type || !columns[i].name || t == sizeof types / sizeof *types)
                        set_error(loader, "a column without a name or a type", place);
        }
        return (struct table_columns){columns, json_array_size(list)};
}

static void read_upload(struct loader *loader, const char *name, struct operation *ret)
{
        static const char *const kinds[] = {
                [UPLOAD_IMPORT] = "import", [UPLOAD_DOCUMENT] = "document", [UPLOAD_MINUTES] = "minutes"};
        for (size_t i = UPLOAD_IMPORT; name && i <= UPLOAD_MINUTES; i++)
                if (strcmp(kinds[i], name) == 0)
                        ret->upload = (enum upload_kind)i;
        if (name && !ret->upload)
                set_error(loader, "an upload of an unknown kind", ret->id);
}

static void read_extension(struct loader *loader, json_t *operation, struct operation *ret)
{
        json_t *extension = json_object_get(operation, "x-samrad");
        ret->action = json_string_value(json_object_get(extension, "action"));
        ret->collection = json_string_value(json_object_get(extension, "collection"));
        ret->parent = json_string_value(json_object_get(extension, "parent"));
        read_upload(loader, json_string_value(json_object_get(extension, "upload")), ret);
        ret->default_sort = json_string_value(json_object_get(extension, "defaultSort"));
        ret->sort = read_names(loader, json_object_get(extension, "sort"));
        ret->include = read_names(loader, json_object_get(extension, "include"));
        ret->keeps = read_names(loader, json_object_get(extension, "keeps"));
        ret->id_from = json_string_value(json_object_get(extension, "idFrom"));
        ret->for_operators = json_is_true(json_object_get(extension, "operators"));
        ret->judged = json_is_true(json_object_get(extension, "judged"));
        ret->columns = read_columns(loader, json_object_get(extension, "columns"), ret->id);
        ret->included = read_columns(loader, json_object_get(extension, "includedColumns"), ret->id);
        const char *key;
        json_t *value;
        json_object_foreach(json_object_get(extension, "fixed"), key, value)
                ret->fixed = key;
        if (!ret->action)
                set_error(loader, "x-samrad.action is missing", ret->id ? ret->id : "an operation");
}

static void read_operation(struct loader *loader, const char *path_name, json_t *path, enum method method,
                           json_t *value, struct operation *ret)
{
        ret->id = json_string_value(json_object_get(value, "operationId"));
        ret->path = path_name;
        ret->method = method;
        if (!ret->id)
                set_error(loader, "operationId is missing", path_name);
        if (loader->error)
                return;
        read_extension(loader, value, ret);
        read_parameters(loader, path, value, ret);
        read_body(loader, value, ret);
        read_answers(loader, value, ret);
        read_scope(loader, value, ret);
        ret->vary = (struct vary){make_vary(loader, ret, false, false), make_vary(loader, ret, true, true)};
}

static size_t count_operations(json_t *paths)
{
        size_t count = 0;
        const char *name;
        json_t *path;
        json_object_foreach(paths, name, path)
                for (size_t m = 0; m < METHOD_COUNT; m++)
                        count += json_object_get(path, method_keys[m]) != NULL;
        return count;
}

static void read_operations(struct loader *loader)
{
        struct contract *contract = loader->contract;
        json_t *paths = json_object_get(contract->document, "paths");
        contract->operations =
                arena_array(loader->arena, count_operations(paths), sizeof *contract->operations);
        const char *name;
        json_t *path;
        json_object_foreach(paths, name, path) {
                for (size_t m = 0; m < METHOD_COUNT && !loader->error; m++) {
                        json_t *value = json_object_get(path, method_keys[m]);
                        if (!value)
                                continue;
                        struct operation *operation = &contract->operations[contract->operation_count];
                        operation->number = contract->operation_count++;
                        read_operation(loader, name, path, (enum method)m, value, operation);
                }
        }
}

static void release_document(void *document)
{
        json_decref(document);
}

/* A text that the build made out of the contract. */
static const char *embedded_text(const char *name, size_t *ret_length)
{
        size_t i = 0;
        while (i < embedded_contract_count && strcmp(embedded_contract[i].name, name) != 0)
                i++;
        assert(i < embedded_contract_count);
        *ret_length = embedded_contract[i].length;
        return embedded_contract[i].text;
}

/* Reads the document without what is only for people (openapi/bundler/lean.py). */
static bool parse_document(struct loader *loader)
{
        struct contract *contract = loader->contract;
        contract->json = embedded_text("openapi.json", &contract->json_length);
        contract->yaml = embedded_text("openapi.yaml", &contract->yaml_length);
        size_t length;
        const char *lean = embedded_text("lean.json", &length);
        json_error_t error;
        contract->document = json_loadb(lean, length, 0, &error);
        if (!contract->document)
                set_error(loader, error.text, "lean.json");
        arena_defer(loader->arena, release_document, contract->document);
        contract->tag = arena_format(loader->arena, "\"%s\"",
                                     json_string_value(json_object_get(contract->document, "x-digest")));
        return !loader->error;
}

struct contract *contract_load(struct arena *arena, const char **ret_error)
{
        struct loader loader = {.arena = arena, .contract = arena_alloc(arena, sizeof(struct contract))};
        struct contract *contract = loader.contract;
        if (parse_document(&loader)) {
                loader.schemas = schema_set_new(arena, contract->document);
                read_operations(&loader);
        }
        *ret_error = loader.error;
        if (loader.error)
                return NULL;
        contract->routes = router_make(arena, contract->operations, contract->operation_count);
        return contract;
}

const struct operation *contract_find(const struct contract *contract, const char *const *segments,
                                      size_t count, enum method method,
                                      const struct operation *const **ret_route, const char **ret_id)
{
        *ret_route = router_find(contract->routes, segments, count, ret_id);
        return *ret_route && method < METHOD_COUNT ? (*ret_route)[method] : NULL;
}

size_t contract_writable(const struct contract *contract, const struct operation **ret)
{
        size_t count = 0;
        for (size_t i = 0; i < contract->operation_count; i++) {
                const struct operation *operation = &contract->operations[i];
                bool known = strcmp(operation->action, "put") != 0;
                for (size_t j = 0; j < count && !known; j++)
                        known = strcmp(ret[j]->collection, operation->collection) == 0;
                if (!known)
                        ret[count++] = operation;
        }
        return count;
}
