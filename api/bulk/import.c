#include "bulk/import.h"

#include "access/writing.h"
#include "schema/canonical.h"
#include "json/parse.h"
#include "json/tree.h"
#include "json/merge_patch.h"
#include "resources/resource.h"
#include "bulk/import_batch.h"
#include "bulk/import_removal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What is set below as the limit of a statement. */
#define STATEMENT_MS (10 * 60 * 1000)
/* How many faults a statement lists; it also counts the others. */
#define FAULTS_TEXT  "1000"
_Static_assert(IMPORT_FAULTS_MAX == 1000, "FAULTS_TEXT says it, too");

/* How long to wait for another import to end, as a multiple of what any request waits for a lock (20 s in
 * all), and how often to look. */
#define TURN_WAIT_TIMES 20
#define TURN_STEP_MS    200
/* What is set below as the limit of a statement. */
#define STATEMENT_MS    (10 * 60 * 1000)

/* The prefix of a scope; the contract allows no other. */
#define SCOPE_BODY "body:"

/* The column of the total of a statement that finds faults. */
#define FAULT_ROW_TOTAL 5

/* How many changes a dry run lists; a longer list would not be read. */
#define CHANGES_TEXT "1000"

struct import {
        struct registry *registry;
        struct call *call;
        const struct operation *line_operation; /* whose body is a line */
        struct import_work work;
        struct call line; /* a copy of the call, with an arena that lasts for a line */
        size_t lines;
        struct import_batch *batches; /* one a collection */
        struct import_removal *removals;
        const char *scope;                /* the body of which the file says everything; NULL: of none */
        const struct import_skips *skips; /* the lines that are left out; NULL: none */
        struct import_count *counts;
        size_t batch_count;
};

static void release_import(void *object)
{
        struct import *import = object;
        for (size_t i = 0; i < import->batch_count; i++) {
                import_batch_release(&import->batches[i]);
                import_removal_release(&import->removals[i]);
        }
}

static const struct operation *find_import(const struct contract *contract)
{
        for (size_t i = 0; i < contract->operation_count; i++)
                if (strcmp(contract->operations[i].action, "import") == 0)
                        return &contract->operations[i];
        return NULL;
}

/* A batch for each collection that can be put. */
static void make_batches(struct import *import)
{
        const struct contract *contract = import->registry->contract;
        struct arena *arena = import->call->arena;
        const struct operation **puts = arena_array(arena, contract->operation_count, sizeof *puts);
        size_t count = contract_writable(contract, puts);
        import->batches = arena_array(arena, count, sizeof *import->batches);
        import->removals = arena_array(arena, count, sizeof *import->removals);
        import->counts = arena_array(arena, count, sizeof *import->counts);
        for (size_t i = 0; i < count; i++) {
                import->counts[i].collection = puts[i]->collection;
                import_batch_start(&import->batches[i], puts[i], &import->counts[i]);
                import_removal_start(&import->removals[i], puts[i], &import->counts[i]);
        }
        import->batch_count = count;
}

static struct import *make_import(struct registry *registry, struct call *call)
{
        struct import *import = arena_alloc(call->arena, sizeof *import);
        const char *scope = call_argument(call, "scope");
        *import = (struct import){.registry = registry, .call = call};
        import->scope = scope ? scope + strlen(SCOPE_BODY) : NULL;
        import->line_operation = find_import(registry->contract);
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &import->line);
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &import->work.call);
        import->work.whole = call;
        import->work.faults = &call->faults;
        call->faults.listed_max = IMPORT_FAULTS_MAX;
        assert(import->line_operation);
        arena_defer(call->arena, release_import, import);
        make_batches(import);
        return import;
}

static void sleep_ms(long ms)
{
        nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* Begins a transaction and takes the import lock if it is free; else returns the connection until the next
 * try. */
static bool try_lock(struct import *import, bool *ret_taken)
{
        struct call *call = import->call;
        struct rows *rows;
        if (!access_open(import->registry, call, &import->work.session) ||
            !access_begin(call, import->work.session) ||
            !access_run_file(call, import->work.session, "import/lock", NULL, 0, &rows))
                return false;
        *ret_taken = rows_text(rows, 0, 0)[0] == 't';
        if (!*ret_taken)
                store_return(import->work.session);
        return true;
}

static bool wait_for_lock(struct import *import)
{
        bool taken = false;
        for (int waited = 0; !taken; waited += TURN_STEP_MS) {
                if (!try_lock(import, &taken))
                        return false;
                if (!taken && waited >= TURN_WAIT_TIMES * import->registry->wait_ms)
                        return call_fail_busy(import->call, "another import is under way");
                if (!taken)
                        sleep_ms(TURN_STEP_MS);
        }
        return true;
}

struct import *import_begin(struct registry *registry, struct call *call)
{
        struct import *import = make_import(registry, call);
        /* The timeouts are long, since one statement checks all deferred constraints of the import, and since
         * rows that another transaction is writing are waited for. */
        if (!wait_for_lock(import)) {
                import_abandon(import);
                return NULL;
        }
        store_wait_longer(import->work.session, STATEMENT_MS);
        bool begun = access_execute(call, import->work.session,
                                    "set local statement_timeout = '10min'; set local lock_timeout = '10s';"
                                    " set constraints all deferred") &&
                     access_run_file(call, import->work.session, "import/begin", NULL, 0, NULL) &&
                     access_run_file(call, import->work.session, "import/begin_references", NULL, 0, NULL);
        if (begun)
                return import;
        import_abandon(import);
        return NULL;
}

void import_abandon(struct import *import)
{
        if (import->work.session)
                store_return(import->work.session);
        import->work.session = NULL;
}

/* Adds the faults of a line to the import's. */
static void keep_faults(struct import *import, size_t line)
{
        const struct faults *found = &import->line.faults;
        struct faults *faults = &import->call->faults;
        faults->line = line;
        for (const struct fault *fault = found->first; fault; fault = fault->next)
                fault_add(faults, FAULT_POINTER, fault->where, fault->code, fault->args[0], fault->args[1]);
        if (found->count > found->listed_max)
                faults->count += found->count - found->listed_max;
}

/* The index of a collection among those that can be written; the contract has refused any other. */
static size_t find_collection(const struct import *import, const char *collection)
{
        size_t i = 0;
        while (strcmp(import->counts[i].collection, collection) != 0)
                i++;
        assert(i < import->batch_count);
        return i;
}

/* Checks a document as the operation that puts it would, and what this caller may write. False after
 * call_fail() on the line's call. */
static bool check_document(struct import *import, struct import_batch *batch, const char *id,
                           struct resource *document)
{
        struct call *line = &import->line;
        const char *pointer = NULL;
        line->operation = batch->put;
        line->id = id;
        resource_check(line, document, "/data");
        if (!resource_choose_id(line, document))
                return false;
        if (!access_sees_restricted(line) &&
            schema_restricted_member(line->operation->body, document->value, line->arena, &pointer)) {
                import->work.forbidden = true;
                fault_add(&line->faults, FAULT_POINTER, arena_format(line->arena, "/data%s", pointer),
                          FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        }
        return true;
}

static void renew_line(struct import *import)
{
        struct call *line = &import->line;
        arena_reset(line->arena);
        call_copy(import->call, line->arena, line);
}

/* Takes a checked envelope's document; the line's faults so far are reported with its own. */
static bool add_document(struct import *import, size_t number, const char *collection, const char *id,
                         json_t *data)
{
        struct call *line = &import->line;
        struct import_batch *batch = &import->batches[find_collection(import, collection)];
        struct resource document = {.value = data};
        if (!check_document(import, batch, id, &document))
                return call_fail_as(import->call, line);
        keep_faults(import, number);
        bool faulty = line->faults.count > 0;
        if (!faulty)
                resource_write(line, &document);
        import_batch_add(batch, line, &document, number, faulty);
        return !import_batch_is_full(batch) || import_batch_flush(batch, &import->work) ||
               call_fail_as(import->call, &import->work.call);
}

/* Applies a patch to the stored document, and takes the result. */
static bool add_patch(struct import *import, const char *collection, const char *id, json_t *patch)
{
        static const char *const stamps[] = {"id", "version", "createdAt", "updatedAt"};
        struct call *line = &import->line;
        struct rows *rows;
        line->operation = import->batches[find_collection(import, collection)].put;
        if (!import_fetch_stored(import, line, sql_array(line->arena, &id, 1), &rows))
                return false;
        if (rows_count(rows) == 0) {
                fault_add(&line->faults, FAULT_POINTER, "/id", FAULT_NO_SUCH_RESOURCE, id, collection);
                keep_faults(import, import->lines);
                return true;
        }
        size_t column = access_sees_restricted(line) ? 2 : 1;
        json_t *stored = tree_load(line->arena, rows_text(rows, 0, column), rows_length(rows, 0, column));
        json_t *merged = tree_tie(line->arena, merge_patch_apply(stored, patch));
        for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
                json_object_del(merged, stamps[i]);
        return add_document(import, import->lines, collection, id, merged);
}

static bool add_removal(struct import *import, const char *collection, const char *id)
{
        struct import_removal *removal = &import->removals[find_collection(import, collection)];
        return import_removal_add(removal, id, import->lines) ||
               call_fail(import->call, PROBLEM_TOO_LARGE, FAULT_LIMIT_BYTES, "67108864", NULL);
}

/* Whether a line has exactly one of a document, a patch and a deletion. */
static bool has_one_content(struct call *line, const json_t *value)
{
        static const char *const things[] = {"data", "patch", "delete"};
        size_t said = 0;
        for (size_t i = 0; i < sizeof things / sizeof *things; i++)
                said += json_object_get(value, things[i]) != NULL;
        if (said != 1)
                fault_add(&line->faults, FAULT_POINTER, "", said ? FAULT_ONE_OF_MEMBERS : FAULT_REQUIRED,
                          said ? "data, patch, delete" : "data", NULL);
        return said == 1;
}

static bool add_line(struct import *import, json_t *value)
{
        const char *collection = json_string_value(json_object_get(value, "type"));
        const char *id = json_string_value(json_object_get(value, "id"));
        json_t *data = json_object_get(value, "data"), *patch = json_object_get(value, "patch");
        if (data)
                return add_document(import, import->lines, collection, id, data);
        return patch ? add_patch(import, collection, id, patch) : add_removal(import, collection, id);
}

bool import_line(struct import *import, const char *text, size_t length)
{
        struct call *line = &import->line;
        import->lines++;
        if (length && text[length - 1] == '\r')
                length--;
        if (import->lines == 1 && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
                text += 3; /* the byte order mark that some editors put before UTF-8 */
                length -= 3;
        }
        if (length == 0)
                return true;
        if (import_skips(import, import->lines))
                return true;
        renew_line(import);
        json_t *value = parse_json(line->arena, text, length, &line->faults);
        bool good =
                value && schema_check(import->line_operation->body, value, "", SCHEMA_REQUEST, &line->faults);
        if (json_is_object(value) && !has_one_content(line, value))
                good = false;
        if (good)
                return add_line(import, value);
        keep_faults(import, import->lines);
        return true;
}

bool import_skips(const struct import *import, size_t line)
{
        const struct import_skips *skips = import->skips;
        for (size_t i = 0; skips && i < skips->count; i++)
                if (skips->lines[i] == line)
                        return true;
        return false;
}

void import_leave_out(struct import *import, const struct import_skips *skips)
{
        import->skips = skips;
}

bool import_resource(struct import *import, size_t number, const char *collection, const char *id,
                     json_t *data)
{
        struct call *line = &import->line;
        renew_line(import);
        json_t *envelope = tree_tie(line->arena,
                                    json_pack("{s:s, s:s, s:O}", "type", collection, "id", id, "data", data));
        if (schema_check(import->line_operation->body, envelope, "", SCHEMA_REQUEST, &line->faults))
                return add_document(import, number, collection, id, data);
        keep_faults(import, number);
        return true;
}

void import_count_lines(struct import *import, size_t lines)
{
        import->lines = lines;
}

bool import_fetch_stored(struct import *import, struct call *call, const char *ids, struct rows **ret_rows)
{
        struct sql_value values[] = {{"id", ids}};
        if (access_run_file(call, import->work.session, "import/stored_resources", values, 1, ret_rows))
                return true;
        return call_fail_as(import->call, call);
}

void import_skip(struct import *import)
{
        import->lines++;
        import->call->faults.line = import->lines;
        fault_add(&import->call->faults, FAULT_POINTER, "", FAULT_LIMIT_BYTES, "1052672", NULL);
}

static bool flush_all(struct import *import)
{
        for (size_t i = 0; i < import->batch_count; i++)
                if (!import_batch_flush(&import->batches[i], &import->work))
                        return call_fail_as(import->call, &import->work.call);
        return true;
}

/* Deletes what the lines say, and what the import's scope has beside the lines, of the types that are on
 * them. */
static bool remove_all(struct import *import)
{
        for (size_t i = 0; i < import->batch_count; i++) {
                struct import_removal *removal = &import->removals[i];
                bool scoped = import->scope && import->counts[i].lines;
                if ((scoped && !import_removal_add_scope(removal, &import->work, import->scope)) ||
                    !import_removal_carry_out(removal, &import->work))
                        return call_fail_as(import->call, &import->work.call);
        }
        return true;
}

/* Counts the faults that a statement has not listed: the rows of one that stops at a limit have the total. */
static void count_unlisted(struct import *import, const struct rows *rows)
{
        if (rows_count(rows))
                import->call->faults.count +=
                        strtoul(rows_text(rows, 0, FAULT_ROW_TOTAL), NULL, 10) - rows_count(rows);
}

/* Checks everything that concerns several resources: references, and the checks of each collection. */
static bool check_together(struct import *import)
{
        struct call *call = import->call;
        struct sql_value limit[] = {{"limit", FAULTS_TEXT}};
        struct rows *rows;
        if (!access_execute(call, import->work.session, "analyze import_line; select analyze_written()") ||
            !access_run_file(call, import->work.session, "import/missing_references", limit, 1, &rows))
                return false;
        import_batch_collect_faults(&import->work, rows);
        count_unlisted(import, rows);
        if (!access_run_file(call, import->work.session, "import/still_referred_to", limit, 1, &rows))
                return false;
        import_batch_collect_faults(&import->work, rows);
        count_unlisted(import, rows);
        if (!access_run_file(call, import->work.session, "import/beyond_authority", limit, 1, &rows))
                return false;
        import->work.forbidden = import->work.forbidden || rows_count(rows) > 0;
        import_batch_collect_faults(&import->work, rows);
        count_unlisted(import, rows);
        for (size_t i = 0; i < import->batch_count; i++)
                if (!import_batch_check_together(&import->batches[i], &import->work))
                        return call_fail_as(import->call, &import->work.call);
        return true;
}

static int compare_lines(const void *a, const void *b)
{
        const struct fault *const *first = a, *const *second = b;
        return ((*first)->line > (*second)->line) - ((*first)->line < (*second)->line);
}

/* Sorts the faults by line. */
static void sort_faults(struct faults *faults)
{
        size_t count = faults->count < faults->listed_max ? faults->count : faults->listed_max;
        struct fault **sorted = arena_array(faults->arena, count + 1, sizeof *sorted);
        size_t n = 0;
        for (struct fault *fault = faults->first; fault && n < count; fault = fault->next)
                sorted[n++] = fault;
        qsort(sorted, n, sizeof *sorted, compare_lines);
        faults->last = &faults->first;
        for (size_t i = 0; i < n; i++) {
                *faults->last = sorted[i];
                faults->last = &sorted[i]->next;
        }
        *faults->last = NULL;
}

static bool refuse_all(struct import *import)
{
        struct call *call = import->call;
        sort_faults(&call->faults);
        return call_fail_faults(call, import->work.forbidden ? PROBLEM_FORBIDDEN : PROBLEM_UNPROCESSABLE);
}

/* The revision gets its number last, since all other writers wait from there on. */
bool import_end(struct import *import)
{
        struct call *call = import->call;
        if (!flush_all(import) || !remove_all(import) || !check_together(import))
                return false;
        if (call->faults.count)
                return refuse_all(import);
        return access_run_file(call, import->work.session, "import/run_deferred_triggers", NULL, 0, NULL) &&
               access_number(call, import->work.session);
}

bool import_commit(struct import *import)
{
        return access_commit(import->call, import->work.session);
}

size_t import_lines(const struct import *import)
{
        return import->lines;
}

const struct import_count *import_counts(const struct import *import, size_t *ret_count)
{
        *ret_count = import->batch_count;
        return import->counts;
}

bool import_fetch_changes(struct import *import, struct rows **ret_rows)
{
        struct sql_value limit[] = {{"limit", CHANGES_TEXT}};
        return access_run_file(import->call, import->work.session, "import/changes", limit, 1, ret_rows);
}
