/*
 * write - create, put, patch, delete: one transaction each.
 *
 * Everything that is wrong is found before anything is written, and told at once: what the schema says, what
 * the meaning of the collection says, and what the database knows (references, overlaps). The database's own
 * constraints stand behind these checks for whoever writes at the same moment; then the caller is told to try
 * again (409).
 */
#include "register/document.h"
#include "register/gate.h"
#include "register/show.h"

#include <stdio.h>
#include <string.h>

struct stored {
        bool exists;
        const char *version;
        const char *json;  /* without restricted members */
        const char *whole; /* with them */
};

/* What one write needs on its way. */
struct write {
        struct registry *registry;
        struct call *call;
        struct session *session;
        struct document document;
        struct stored stored;
        const char *version, *answer; /* what stands there afterwards */
        struct gate gate;
};

static bool run_file(struct write *write, const char *file, const struct sql_value *values, size_t count,
                     struct rows **ret_rows)
{
        return access_run_file(write->call, write->session, file, values, count, ret_rows);
}

static bool begin(struct write *write)
{
        return access_open(write->registry, write->call, &write->session) &&
               access_begin(write->call, write->session);
}

static bool lock(struct write *write, const char *id)
{
        struct sql_value values[] = {{"id", id}};
        struct rows *rows;
        if (!run_file(write, "resource/lock", values, 1, &rows))
                return false;
        if (rows_count(rows) == 0)
                return true;
        write->stored =
                (struct stored){true, rows_text(rows, 0, 0), rows_text(rows, 0, 1), rows_text(rows, 0, 2)};
        return true;
}

/* If-Match and If-None-Match (RFC 9110, 13.1). */
static bool check_conditions(struct write *write)
{
        struct call *call = write->call;
        const struct stored *stored = &write->stored;
        const struct condition *match = &call->if_match, *none = &call->if_none_match;
        if (match->given && !stored->exists)
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_ABSENT, NULL, NULL);
        if (match->given && !match->any && !condition_names(match, stored->version))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_STALE, stored->version, NULL);
        if (none->given && stored->exists && (none->any || condition_names(none, stored->version)))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, none->any ? FAULT_PRESENT : FAULT_STALE,
                                 stored->version, NULL);
        return true;
}

static bool not_found(struct write *write)
{
        struct call *call = write->call;
        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                         call->operation->collection);
}

/* The text of a statement that is this collection's own; NULL if it has none of that name. */
static const char *own_file(struct call *call, const char *name)
{
        char file[64];
        snprintf(file, sizeof file, "%s/%s", call->operation->collection, name);
        return sql_file(file);
}

/* Asks the database what is wrong with the document, everywhere and in this collection. Where two writers
 * could break together what each keeps, they take turns first. */
static bool find_faults(struct write *write)
{
        struct call *call = write->call;
        char *text = json_dumps(write->document.value, JSON_COMPACT);
        const char *document = text ? arena_copy(call->arena, text, strlen(text)) : NULL;
        free(text);
        struct sql_value values[] = {{"collection", call->operation->collection},
                                     {"id", write->document.id},
                                     {"document", document}};
        const char *turns = own_file(call, "serialise");
        const char *const own[] = {own_file(call, "faults"), own_file(call, "conflicts"),
                                   own_file(call, "limit")};
        struct sql *sql = arena_array(call->arena, 2, sizeof *sql);
        struct rows *rows;
        if (!document || !sql || !sql_start(&sql[0], call->arena, call->operation->collection, values, 3) ||
            !sql_start(&sql[1], call->arena, call->operation->collection, values, 3))
                return call_fail_internal(call, "out of memory");
        if (turns) {
                sql_add_file(&sql[0], turns);
                if (!access_run(call, write->session, &sql[0], NULL))
                        return false;
        }
        sql_add_file(&sql[1], sql_file("resource/faults"));
        sql_add(&sql[1], " union all ");
        sql_add_file(&sql[1], sql_file("resource/missing"));
        for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
                if (own[i])
                        sql_add(&sql[1], " union all ");
                sql_add_file(&sql[1], own[i] ? own[i] : "");
        }
        if (!access_run(call, write->session, &sql[1], &rows))
                return false;
        access_collect_faults(call, rows);
        return true;
}

/* After this there is nothing wrong with the document. */
static bool check_document(struct write *write)
{
        struct call *call = write->call;
        if (!document_settle_id(call, &write->document))
                return false;
        if (json_is_object(write->document.value) && !find_faults(write))
                return false;
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}

/* Whether the bodies that a write may break are looked at: of these collections. */
static bool is_judged(const struct call *call)
{
        static const char *const judged[] = {"bodies",  "memberships",   "rules", "waivers", "meetings",
                                             "offices", "organisations", "areas", "persons"};
        for (size_t i = 0; i < sizeof judged / sizeof *judged; i++)
                if (strcmp(judged[i], call->operation->collection) == 0)
                        return true;
        return false;
}

static bool enter_gate(struct write *write, const char *id)
{
        struct call *call = write->call;
        return !is_judged(call) || gate_before(call, write->session, id, write->document.value, &write->gate);
}

static bool store(struct write *write, const char *file)
{
        struct call *call = write->call;
        if (!document_write(call, &write->document))
                return false;
        struct sql_value values[] = {{"id", write->document.id},
                                     {"document", write->document.text},
                                     {"restricted", write->document.restricted}};
        struct rows *rows;
        if (!run_file(write, file, values, 3, &rows))
                return false;
        if (rows_count(rows) == 0) { /* it says what is stored already */
                write->version = write->stored.version;
                write->answer = access_sees_restricted(call) ? write->stored.whole : write->stored.json;
                return true;
        }
        write->version = rows_text(rows, 0, 0);
        write->answer = rows_text(rows, 0, access_sees_restricted(call) ? 2 : 1);
        return true;
}

/* Numbers the revision, and commits; of a dry run nothing stays. */
static bool finish(struct write *write)
{
        struct call *call = write->call;
        struct rows *rows;
        if (!gate_after(call, write->session, &write->gate) ||
            !access_execute(call, write->session, "set constraints all immediate") ||
            !run_file(write, "operations/revision", NULL, 0, &rows) ||
            !access_execute(call, write->session, call->dry_run ? "rollback" : "commit"))
                return false;
        if (!call->dry_run)
                call->answer.revision = rows_text(rows, 0, 0);
        store_return(write->session);
        return true;
}

static bool answer_stored(struct write *write, bool created)
{
        struct call *call = write->call;
        call->answer.status = created && !call->dry_run ? 201 : 200;
        call->answer.etag = access_tag(call, write->version);
        if (created)
                call->answer.location = arena_format(call->arena, "/v1/%s/%s", call->operation->collection,
                                                     write->document.id);
        size_t length = strlen(write->answer);
        buffer_add(&call->answer.body, write->answer, length - 1);
        if (write->gate.findings)
                buffer_format(&call->answer.body, ",\"findings\":");
        buffer_add_string(&call->answer.body, write->gate.findings ? write->gate.findings : "");
        buffer_add_char(&call->answer.body, '}');
        return call->answer.etag ? true : call_fail_internal(call, "out of memory");
}

bool create_handler(struct registry *registry, struct call *call)
{
        struct write write = {.registry = registry, .call = call};
        if (!document_read(call, &write.document) || !document_guard(call, &write.document) ||
            !begin(&write) || !check_document(&write) || !lock(&write, write.document.id))
                return false;
        if (write.stored.exists)
                return call_fail(call, PROBLEM_CONFLICT, FAULT_PRESENT, NULL, NULL);
        return enter_gate(&write, write.document.id) && store(&write, "resource/insert") && finish(&write) &&
               answer_stored(&write, true);
}

bool put_handler(struct registry *registry, struct call *call)
{
        struct write write = {.registry = registry, .call = call};
        if (!document_read(call, &write.document) || !document_guard(call, &write.document) ||
            !begin(&write) || !lock(&write, call->id) || !check_conditions(&write) || !check_document(&write))
                return false;
        bool exists = write.stored.exists;
        if (exists && !document_keep_restricted(call, &write.document, write.stored.whole))
                return false;
        return enter_gate(&write, call->id) &&
               store(&write, exists ? "resource/update" : "resource/insert") && finish(&write) &&
               answer_stored(&write, !exists);
}

bool patch_handler(struct registry *registry, struct call *call)
{
        struct write write = {.registry = registry, .call = call};
        if (!document_read(call, &write.document) || !document_guard(call, &write.document) ||
            !begin(&write) || !lock(&write, call->id))
                return false;
        if (!write.stored.exists && !call->if_match.given)
                return not_found(&write);
        return check_conditions(&write) && document_merge(call, &write.document, write.stored.whole) &&
               check_document(&write) && enter_gate(&write, call->id) && store(&write, "resource/update") &&
               finish(&write) && answer_stored(&write, false);
}

/* Refuses to leave references to nothing; the referrers are told. */
static bool check_referrers(struct write *write)
{
        struct call *call = write->call;
        struct sql_value values[] = {{"collection", call->operation->collection}, {"id", call->id}};
        struct rows *rows;
        if (!run_file(write, "resource/referrers", values, 2, &rows))
                return false;
        size_t count = rows_count(rows);
        if (count == 0)
                return true;
        struct referrer *referrers = arena_array(call->arena, count, sizeof *referrers);
        if (!referrers)
                return call_fail_internal(call, "out of memory");
        for (size_t i = 0; i < count; i++)
                referrers[i] = (struct referrer){rows_text(rows, i, 0), rows_text(rows, i, 1),
                                                 rows_text(rows, i, 2)};
        call->answer.referrers = referrers;
        call->answer.referrer_count = count;
        return call_fail(call, PROBLEM_CONFLICT, FAULT_REFERRED_TO, NULL, NULL);
}

bool delete_handler(struct registry *registry, struct call *call)
{
        struct write write = {.registry = registry, .call = call};
        struct sql_value values[] = {{"id", call->id}};
        if (!begin(&write) || !lock(&write, call->id))
                return false;
        if (!write.stored.exists && !call->if_match.given)
                return not_found(&write);
        if (!check_conditions(&write) || !check_referrers(&write) || !enter_gate(&write, call->id) ||
            !run_file(&write, "resource/delete", values, 1, NULL) || !finish(&write))
                return false;
        call->answer.status = 204;
        return true;
}
