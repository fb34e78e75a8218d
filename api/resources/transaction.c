/*
 * transaction - several writes to several collections, all or nothing, answered in order.
 *
 * Every operation goes through the steps of a write (write.h) as if it came alone, in the order given, and
 * sees what the earlier ones did. Two things are checked for all of them together after the last one:
 * references, which may thus point forward, and the rules of the bodies that are touched. Locks are taken in
 * the order of the resources' names, whatever the order of the operations, so that two transactions cannot
 * deadlock.
 *
 * A fault in one operation does not hide the faults of the next: all are reported at once, each with a
 * pointer into its operation. The transaction gets the status of the first operation that is refused.
 */
#include "resources/resources_handlers.h"
#include "access/writing.h"
#include "json/parse.h"
#include "resources/write.h"

#include <stdlib.h>
#include <string.h>

/* As the contract says. A hundred operations hold their locks for some tenths of a second. */
#define OPERATIONS_MAX 100

struct step {
        struct call call; /* this operation's own */
        struct write write;
        const char *place;    /* "/operations/3" */
        enum problem problem; /* why it is refused; NONE while it is not */
        bool written;
};

struct transaction {
        struct call *call;
        struct session *session;
        struct step *steps;
        struct step **order; /* those that may be carried out, in the order of their resources */
        size_t count, ordered;
        bool well_formed;    /* it satisfies the contract's schema of a transaction */
        const char *refused; /* the resources that are not written because of faults, as an SQL array */
        struct gate gate;
};

static const char *pointer_below(const struct step *step, const char *part, const char *where)
{
        return arena_format(step->call.arena, "%s%s%s", step->place, part, where ? where : "");
}

static bool refuse_step(struct transaction *transaction, struct step *step, enum problem problem,
                        const char *part, enum fault_code code, const char *arg0)
{
        fault_add(&transaction->call->faults, FAULT_POINTER, pointer_below(step, part, NULL), code, arg0,
                  NULL);
        step->problem = problem;
        return false;
}

/* The part of an operation that a refusal points to, if no fault points to a member. */
static const char *part_of(const struct step *step)
{
        const struct answer *answer = &step->call.answer;
        bool match = step->call.if_match.given && answer->detail.code != FAULT_PRESENT;
        if (answer->problem == PROBLEM_PRECONDITION_FAILED)
                return match ? "/ifMatch" : "/ifNoneMatch";
        return answer->problem == PROBLEM_NOT_FOUND ? "/path" : "";
}

static void add_referrers(struct call *whole, const struct answer *answer)
{
        size_t count = whole->answer.referrer_count + answer->referrer_count;
        struct referrer *all = arena_array(whole->arena, count, sizeof *all);
        if (whole->answer.referrer_count)
                memcpy(all, whole->answer.referrers, whole->answer.referrer_count * sizeof *all);
        memcpy(all + whole->answer.referrer_count, answer->referrers, answer->referrer_count * sizeof *all);
        whole->answer.referrers = all;
        whole->answer.referrer_count = count;
}

/* Adds the faults of one operation to those of the transaction. True if the others can still be checked. */
static bool take_over_faults(struct transaction *transaction, struct step *step)
{
        struct call *one = &step->call, *whole = transaction->call;
        const struct answer *answer = &one->answer;
        if (answer->database_detail)
                return call_fail_as(transaction->call, &step->call);
        for (const struct fault *fault = one->faults.first; fault; fault = fault->next) {
                const char *part = fault->place == FAULT_POINTER ? "/body" : "/path";
                fault_add(&whole->faults, FAULT_POINTER,
                          pointer_below(step, part, fault->place == FAULT_POINTER ? fault->where : ""),
                          fault->code, fault->args[0], fault->args[1]);
        }
        if (one->faults.count > FAULTS_LISTED_MAX)
                whole->faults.count += one->faults.count - FAULTS_LISTED_MAX;
        if (answer->problem && !one->faults.count)
                fault_add(&whole->faults, FAULT_POINTER, pointer_below(step, part_of(step), NULL),
                          answer->detail.code, answer->detail.args[0], answer->detail.args[1]);
        if (!step->problem)
                step->problem = answer->problem ? answer->problem : PROBLEM_UNPROCESSABLE;
        if (answer->referrer_count)
                add_referrers(whole, answer);
        one->answer = (struct answer){0};
        fault_init(&one->faults, one->arena);
        return true;
}

static bool is_write(const struct operation *operation)
{
        static const char *const actions[] = {"create", "put", "patch", "delete", "merge"};
        for (size_t i = 0; operation && i < sizeof actions / sizeof *actions; i++)
                if (strcmp(operation->action, actions[i]) == 0)
                        return true;
        return false;
}

static enum method find_method(const char *name)
{
        enum method method = METHOD_GET;
        while (method < METHOD_COUNT && strcmp(operation_method_name(method), name) != 0)
                method++;
        return method;
}

/* Finds the contract's operation for a method and a path. */
static bool find_operation(struct transaction *transaction, struct step *step, const char *method,
                           const char *path)
{
        struct call *one = &step->call;
        const struct operation *const *route = NULL;
        target_parse(one->arena, path, &one->target, &one->faults);
        if (one->target.segment_count <= TARGET_SEGMENTS_MAX)
                one->operation = contract_find(one->contract, one->target.segments, one->target.segment_count,
                                               find_method(method), &route, &one->id);
        if (one->faults.count)
                return call_fail_faults(one, PROBLEM_UNPROCESSABLE);
        if (one->target.pair_count)
                return refuse_step(transaction, step, PROBLEM_UNPROCESSABLE, "/path", FAULT_UNKNOWN_PARAMETER,
                                   NULL);
        if (!route)
                return refuse_step(transaction, step, PROBLEM_UNPROCESSABLE, "/path", FAULT_NO_SUCH_PATH,
                                   NULL);
        if (!is_write(one->operation))
                return refuse_step(transaction, step, PROBLEM_UNPROCESSABLE, "", FAULT_NOT_IN_TRANSACTION,
                                   NULL);
        if (!call_has_scope(one, one->operation->scope))
                return refuse_step(transaction, step, PROBLEM_FORBIDDEN, "", FAULT_NEEDS_SCOPE,
                                   one->operation->scope);
        call_read_parameters(one);
        one->dry_run = transaction->call->dry_run;
        return one->faults.count == 0 || call_fail_faults(one, PROBLEM_UNPROCESSABLE);
}

static bool takes_header(const struct operation *operation, const char *name)
{
        for (size_t i = 0; i < operation->parameter_count; i++)
                if (operation->parameters[i].place == PARAMETER_HEADER &&
                    strcmp(operation->parameters[i].name, name) == 0)
                        return true;
        return false;
}

/* Reads a condition, which is a member of the operation instead of a header. */
static bool read_condition(struct transaction *transaction, struct step *step, const json_t *value,
                           const char *member, const char *header, struct condition *ret)
{
        const char *text = json_string_value(json_object_get(value, member));
        const char *part = arena_format(step->call.arena, "/%s", member);
        size_t before = transaction->call->faults.count;
        if (text && !takes_header(step->call.operation, header))
                return refuse_step(transaction, step, PROBLEM_UNPROCESSABLE, part, FAULT_UNKNOWN_PROPERTY,
                                   member);
        call_read_condition(transaction->call, FAULT_POINTER, pointer_below(step, part, NULL), text, ret);
        if (transaction->call->faults.count > before)
                step->problem = PROBLEM_UNPROCESSABLE;
        return transaction->call->faults.count == before;
}

/* Reads and checks the document as if the operation came alone. */
static bool read_document(struct transaction *transaction, struct step *step, json_t *value)
{
        struct resource *document = &step->write.document;
        bool deletes = step->call.operation->method == METHOD_DELETE;
        document->value = json_object_get(value, "body");
        if (deletes && document->value)
                return refuse_step(transaction, step, PROBLEM_UNPROCESSABLE, "/body", FAULT_UNKNOWN_PROPERTY,
                                   "body");
        if (!deletes && !document->value)
                return refuse_step(transaction, step, PROBLEM_UNPROCESSABLE, "", FAULT_REQUIRED, "body");
        if (!deletes)
                resource_check(&step->call, document, "");
        return write_read(&step->write);
}

/* Reads one operation. False if it cannot be carried out; its faults are then reported. */
static bool read_step(struct transaction *transaction, struct step *step, json_t *value)
{
        const char *method = json_string_value(json_object_get(value, "method"));
        const char *path = json_string_value(json_object_get(value, "path"));
        if (!method || !path || find_method(method) == METHOD_COUNT) { /* the schema has reported it */
                step->problem = PROBLEM_UNPROCESSABLE;
                return false;
        }
        if (!find_operation(transaction, step, method, path))
                return false;
        struct call *one = &step->call;
        bool match = read_condition(transaction, step, value, "ifMatch", "If-Match", &one->if_match);
        bool none =
                read_condition(transaction, step, value, "ifNoneMatch", "If-None-Match", &one->if_none_match);
        return read_document(transaction, step, value) && match && none;
}

static bool read_steps(struct transaction *transaction, json_t *operations)
{
        struct call *call = transaction->call;
        size_t index;
        json_t *value;
        json_array_foreach(operations, index, value) {
                struct step *step = &transaction->steps[index];
                call_copy(call, call->arena, &step->call);
                step->write.call = &step->call;
                step->place = arena_format(call->arena, "/operations/%zu", index);
                bool good = read_step(transaction, step, value);
                if (call->answer.problem)
                        return false;
                if (good)
                        transaction->order[transaction->ordered++] = step;
                else if (!step->problem && !take_over_faults(transaction, step))
                        return false;
        }
        return true;
}

static int compare_steps(const void *a, const void *b)
{
        const struct step *one = *(struct step *const *)a, *other = *(struct step *const *)b;
        int order = strcmp(one->call.operation->collection, other->call.operation->collection);
        if (order == 0)
                order = strcmp(one->write.document.id, other->write.document.id);
        return order ? order : (one > other) - (one < other);
}

static bool read_transaction(struct transaction *transaction)
{
        struct call *call = transaction->call;
        json_t *value = parse_json(call->arena, call->body, call->body_length, &call->faults);
        if (!value)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        transaction->well_formed = schema_check(call->operation->body, value, "", 0, &call->faults);
        json_t *operations = json_object_get(value, "operations");
        transaction->count = json_array_size(operations);
        if (!transaction->well_formed && (transaction->count == 0 || transaction->count > OPERATIONS_MAX))
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        transaction->steps = arena_array(call->arena, transaction->count, sizeof *transaction->steps);
        transaction->order = arena_array(call->arena, transaction->count, sizeof *transaction->order);
        if (!read_steps(transaction, operations))
                return false;
        qsort(transaction->order, transaction->ordered, sizeof *transaction->order, compare_steps);
        return true;
}

static bool is_same(const struct step *one, const struct step *other)
{
        return one->write.document.id && other->write.document.id &&
               strcmp(one->call.operation->collection, other->call.operation->collection) == 0 &&
               strcmp(one->write.document.id, other->write.document.id) == 0;
}

/* Locks everything that will be written, and judges the bodies concerned. */
static bool lock_resources(struct transaction *transaction)
{
        struct call *call = transaction->call;
        for (size_t i = 0; i < transaction->ordered; i++) {
                transaction->order[i]->write.session = transaction->session;
                if (!write_lock(&transaction->order[i]->write))
                        return call_fail_as(transaction->call, &transaction->order[i]->call);
        }
        for (size_t i = 0; i < transaction->ordered; i++)
                if (!write_serialise(&transaction->order[i]->write))
                        return call_fail_as(transaction->call, &transaction->order[i]->call);
        gate_open(call, &transaction->gate);
        for (size_t i = 0; i < transaction->ordered && !call->faults.count; i++) {
                struct write *write = &transaction->order[i]->write;
                if (!gate_add(write->call, transaction->session, write->document.id, write->document.value,
                              &transaction->gate))
                        return call_fail_as(transaction->call, &transaction->order[i]->call);
        }
        return call->faults.count || gate_before(call, transaction->session, &transaction->gate);
}

/* Finds an earlier operation on the same resource; NULL if there is none. */
static const struct step *find_earlier(const struct transaction *transaction, const struct step *step)
{
        for (const struct step *earlier = step; earlier-- > transaction->steps;)
                if (is_same(step, earlier))
                        return earlier;
        return NULL;
}

static bool is_last_of_its_resource(const struct transaction *transaction, const struct step *step)
{
        for (const struct step *later = step + 1; later < transaction->steps + transaction->count; later++)
                if (is_same(step, later))
                        return false;
        return true;
}

/* Carries out one operation. If an earlier one on the same resource was refused it is skipped, without a
 * fault of its own. */
static bool carry_out(struct transaction *transaction, struct step *step)
{
        struct write *write = &step->write;
        const struct step *earlier = find_earlier(transaction, step);
        if (earlier && earlier->problem) {
                step->problem = earlier->problem;
                return true;
        }
        bool good = (!earlier || write_lock(write)) && write_check_stored(write) &&
                    write_check_document(write) && step->call.faults.count == 0 && write_store(write);
        if (!good)
                return take_over_faults(transaction, step);
        step->written = true;
        if (write_creates(write))
                gate_add_created(write->call, write->document.id, &transaction->gate);
        return true;
}

/* Lists the resources of refused operations, so that references to them and from them are not reported as
 * faults. */
static void list_refused(struct transaction *transaction)
{
        struct arena *arena = transaction->call->arena;
        const char **names = arena_array(arena, transaction->count, sizeof *names);
        size_t count = 0;
        for (const struct step *step = transaction->steps; step < transaction->steps + transaction->count;
             step++)
                if (step->problem && step->write.document.id)
                        names[count++] = arena_format(arena, "%s/%s", step->call.operation->collection,
                                                      step->write.document.id);
        transaction->refused = count ? sql_array(arena, names, count) : NULL;
}

/* Checks what can only be checked after all writes: references, and conditions on the resources they point
 * to. */
static bool check_together(struct transaction *transaction)
{
        list_refused(transaction);
        for (struct step *step = transaction->steps; step < transaction->steps + transaction->count; step++) {
                struct write *write = &step->write;
                bool refused = step->problem == PROBLEM_UNPROCESSABLE && write->session && write->document.id;
                if (!(step->written || refused) || !is_last_of_its_resource(transaction, step))
                        continue;
                bool good = (refused || write_check_document(write)) &&
                            write_check_references(write, transaction->refused);
                if ((!good || step->call.faults.count) && !take_over_faults(transaction, step))
                        return false;
        }
        return true;
}

static bool carry_out_all(struct transaction *transaction)
{
        struct call *call = transaction->call;
        for (struct step *step = transaction->steps; step < transaction->steps + transaction->count; step++)
                if (!step->problem && !carry_out(transaction, step))
                        return false;
        if (!check_together(transaction))
                return false;
        if (!call->faults.count)
                return true;
        enum problem problem = PROBLEM_NONE;
        for (size_t i = 0; i < transaction->count && !problem; i++)
                problem = transaction->steps[i].problem;
        return call_fail_faults(call, transaction->well_formed && problem ? problem : PROBLEM_UNPROCESSABLE);
}

static void write_result(struct buffer *out, const struct step *step)
{
        const struct write *write = &step->write;
        const char *location = write_location(write);
        buffer_format(out, "{\"status\":%u", write_status(write));
        if (write->version)
                buffer_format(out, ",\"etag\":\"\\\"%s\\\"\"", write->version);
        if (location)
                buffer_format(out, ",\"location\":\"%s\"", location);
        if (write->answer) {
                buffer_add_string(out, ",\"body\":");
                buffer_add_string(out, write->answer);
        }
        buffer_add_char(out, '}');
}

static bool write_answer(struct transaction *transaction)
{
        struct buffer *out = &transaction->call->answer.body;
        buffer_add_string(out, "{\"results\":[");
        for (size_t i = 0; i < transaction->count; i++) {
                if (i)
                        buffer_add_char(out, ',');
                write_result(out, &transaction->steps[i]);
        }
        buffer_add_char(out, ']');
        if (transaction->gate.findings) {
                buffer_add_string(out, ",\"findings\":");
                buffer_add_string(out, transaction->gate.findings);
        }
        buffer_add_char(out, '}');
        return buffer_is_full(out) ? call_fail_internal(transaction->call, "answer too large") : true;
}

/* The JSON pointer of the operation that wrote a resource, for faults that are found at the end. */
static const char *find_place(void *context, const char *collection, const char *id)
{
        const struct transaction *transaction = context;
        for (size_t i = 0; i < transaction->count; i++) {
                const struct step *step = &transaction->steps[i];
                bool deletes = step->call.operation->method == METHOD_DELETE;
                if (strcmp(step->call.operation->collection, collection) == 0 &&
                    strcmp(step->write.document.id, id) == 0)
                        return deletes ? step->place : pointer_below(step, "/body", NULL);
        }
        return "";
}

static bool attempt_transaction(struct registry *registry, struct call *call, struct session **session)
{
        struct transaction transaction = {.call = call};
        if (!read_transaction(&transaction) || !access_open(registry, call, session) ||
            !access_begin(call, *session))
                return false;
        transaction.session = *session;
        call->places = (struct places){find_place, &transaction};
        return lock_resources(&transaction) && carry_out_all(&transaction) &&
               gate_after(call, *session, &transaction.gate) && access_number(call, *session) &&
               write_answer(&transaction) && access_commit(call, *session);
}

bool transaction_handler(struct registry *registry, struct call *call)
{
        bool done = access_write(registry, call, attempt_transaction);
        call->places = (struct places){0};
        return done;
}
