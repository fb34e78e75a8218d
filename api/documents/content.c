/*
 * content - stores and erases the bytes of a document.
 *
 * An upload is examined before anything is locked: its type, checksum and text. Then the bytes and the
 * document's description of them are stored in one transaction.
 */
#include "documents/documents_handlers.h"
#include "access/writing.h"
#include "base/identity.h"
#include "base/quota.h"
#include "base/digest.h"
#include "documents/extract.h"
#include "documents/tool.h"
#include "documents/sniff.h"
#include "json/tree.h"
#include "resources/write.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Bytes per statement. It can be changed freely, since each stored piece has its offset. */
#define PIECE_MAX ((size_t)256 * 1024)

/* How many documents are stored at once. A large one occupies a connection for a second or two, and other
 * writes must still get one. */
#define AT_ONCE_MAX 2
#define TURN_MS     20000

/* The timeouts for a request that waits for another: one that stores the same bytes, or writes to the same
 * document, may have to wait as long as it takes to store a large one. */
#define PATIENCE_MS 40000
#define PATIENCE    "set local lock_timeout = '30s'; set local statement_timeout = '40s'"

static uint64_t storing[AT_ONCE_MAX];
static struct quota turns = QUOTA(storing, 1);

/* What was brought. */
struct brought {
        const char *sha256, *size;
        struct extract extract;
        bool known; /* the register has these bytes, and has extracted their text */
};

static bool refuse_content(struct call *call, enum problem problem, enum fault_place place, const char *where,
                           enum fault_code code, const char *arg0, const char *arg1)
{
        fault_add(&call->faults, place, where, code, arg0, arg1);
        return call_fail_faults(call, problem);
}

/* Checks that the bytes have the type that the caller states. */
static bool check_type(struct call *call)
{
        const struct upload *upload = call->upload;
        const char *found;
        if (upload->length == 0)
                return refuse_content(call, PROBLEM_BAD_REQUEST, FAULT_POINTER, "", FAULT_EMPTY_BODY, NULL,
                                      NULL);
        if (!sniff(upload->file, upload->length, &found))
                return call_fail_busy(call, "the upload's file cannot be read");
        if (found && sniff_agrees(found, call->body_type))
                return true;
        if (!found)
                return refuse_content(call, PROBLEM_UNPROCESSABLE, FAULT_HEADER, "Content-Type",
                                      FAULT_MEDIA_UNKNOWN, call->body_type, NULL);
        return refuse_content(call, PROBLEM_UNPROCESSABLE, FAULT_HEADER, "Content-Type", FAULT_MEDIA_MISMATCH,
                              found, call->body_type);
}

static bool compute_checksum(struct call *call, struct brought *ret)
{
        gnutls_hash_hd_t hash;
        if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) != 0)
                memory_ran_out();
        bool read = digest_add_file(hash, call->upload->file, call->upload->length);
        ret->sha256 = digest_end(call->arena, hash);
        ret->size = arena_format(call->arena, "%zu", call->upload->length);
        return read || call_fail_busy(call, "the upload's file cannot be read");
}

/* Looks up whether these bytes are stored already, so that their text need not be extracted again. */
static bool look_up_content(struct registry *registry, struct call *call, struct brought *brought)
{
        struct sql_value values[] = {{"content", brought->sha256}};
        struct sql *sql = sql_new(call->arena, "documents", values, 1);
        struct rows *rows;
        sql_add_file(sql, sql_file("documents/content_state"));
        if (!access_read(registry, call, sql, &rows))
                return false;
        brought->known = rows_count(rows) > 0;
        if (brought->known)
                brought->extract.state = rows_text(rows, 0, 0);
        return true;
}

static bool read_text(struct call *call, struct brought *brought)
{
        struct extract *extract = &brought->extract;
        struct call_place *turn = NULL;
        if (extract_needs_place(call->body_type) && !(turn = tool_take_place(call)))
                return false;
        bool read = extract_text(call->arena, call->upload->file, call->body_type, extract);
        if (turn)
                call_leave_place(turn);
        if (!read)
                return call_fail_busy(call, "pdftotext cannot be run, or there is no memory for it");
        if (extract->text && identity_found(extract->text, extract->length))
                return refuse_content(call, PROBLEM_UNPROCESSABLE, FAULT_POINTER, "", FAULT_NATIONAL_IDENTITY,
                                      NULL, NULL);
        return true;
}

/* If-Match may have the tag of the document or that of its content; If-None-Match only that of the content.
 */
static bool check_conditions(struct call *call, const struct stored *stored, const char *held)
{
        const struct condition *match = &call->if_match, *none = &call->if_none_match;
        if (!stored->exists && match->given)
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_ABSENT, NULL, NULL);
        if (!stored->exists)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "documents");
        if (match->given && !match->any && !call_condition_names(match, stored->version) &&
            !(held && call_condition_names(match, held)))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_STALE, stored->version, NULL);
        if (none->given && held && (none->any || call_condition_names(none, held)))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_PRESENT, NULL, NULL);
        return true;
}

/* Patches the stored document: its content becomes this one (the reference is taken over), or none. */
static bool set_content(struct write *write, json_t *content)
{
        struct call *call = write->call;
        tree_tie(call->arena, content);
        write->document.value = tree_object(call->arena);
        tree_set(write->document.value, "content", json_incref(content));
        return resource_merge(call, &write->document, write->stored.whole);
}

/* The checksum of the document's content; NULL if it has none. */
static const char *held_by(struct call *call, const struct stored *stored)
{
        const json_t *document =
                stored->exists ? tree_load(call->arena, stored->json, strlen(stored->json)) : NULL;
        return json_string_value(json_object_get(json_object_get(document, "content"), "sha256"));
}

static bool check_document(struct write *write, const struct brought *brought)
{
        struct call *call = write->call;
        if (!check_conditions(call, &write->stored, held_by(call, &write->stored)) ||
            !set_content(write, json_pack("{s:s, s:I, s:s, s:s}", "mediaType", call->body_type, "size",
                                          (json_int_t)call->upload->length, "sha256", brought->sha256, "text",
                                          brought->extract.state)) ||
            !write_check_document(write) || !write_check_references(write, NULL))
                return false;
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}

/* Reads the piece of the file at an offset, in SQL's notation for bytes. */
static bool read_piece(const struct upload *upload, size_t at, size_t length, char *hex)
{
        static const char digits[] = "0123456789abcdef";
        unsigned char part[16384];
        while (length) {
                ssize_t count =
                        pread(upload->file, part, length < sizeof part ? length : sizeof part, (off_t)at);
                if (count < 0 && errno == EINTR)
                        continue;
                if (count <= 0)
                        return false;
                for (ssize_t i = 0; i < count; i++) {
                        *hex++ = digits[part[i] >> 4];
                        *hex++ = digits[part[i] & 15];
                }
                at += (size_t)count;
                length -= (size_t)count;
        }
        *hex = '\0';
        return true;
}

static bool store_pieces(struct write *write, const char *sha256)
{
        struct call *call = write->call;
        const struct upload *upload = call->upload;
        char *hex = arena_alloc(call->arena, 2 * PIECE_MAX + 1);
        for (size_t at = 0; at < upload->length; at += PIECE_MAX) {
                size_t left = upload->length - at;
                struct sql_value values[] = {
                        {"content", sha256}, {"at", arena_format(call->arena, "%zu", at)}, {"bytes", hex}};
                if (!read_piece(upload, at, left < PIECE_MAX ? left : PIECE_MAX, hex))
                        return call_fail_busy(call, "the upload's file cannot be read");
                if (!access_run_file(call, write->session, "documents/add_content_piece", values, 3, NULL))
                        return false;
        }
        return true;
}

/* Stores the bytes, unless they are stored already. */
static bool store_bytes(struct write *write, const struct brought *brought)
{
        struct call *call = write->call;
        struct sql_value values[] = {{"content", brought->sha256},
                                     {"mediaType", call->body_type},
                                     {"size", brought->size},
                                     {"state", brought->extract.state},
                                     {"text", brought->extract.text}};
        struct rows *rows;
        if (!access_run_file(call, write->session, "documents/add_content", values, 5, &rows))
                return false;
        if (rows_text(rows, 0, 0)[0] != 't')
                return true;
        if (brought->known) /* erased since the lookup, and their text was not extracted */
                return call_fail_busy(call, "the same bytes were erased meanwhile");
        return store_pieces(write, brought->sha256);
}

static void write_answer(struct write *write, const struct brought *brought)
{
        struct call *call = write->call;
        call->answer.etag = access_tag(call, brought->sha256);
        call->answer.content_location = arena_format(call->arena, "/v1/documents/%s", call->id);
        buffer_add_string(&call->answer.body, write->answer);
}

static bool begin_write(struct registry *registry, struct write *write, struct session **session)
{
        struct call *call = write->call;
        if (!access_open(registry, call, session) || !access_begin(call, *session) ||
            !access_execute(call, *session, PATIENCE))
                return false;
        store_wait_longer(*session, PATIENCE_MS);
        write->session = *session;
        write->document.id = call->id;
        return write_lock(write);
}

static bool store_document(struct registry *registry, struct call *call, const struct brought *brought,
                           struct session **session)
{
        struct write write = {.call = call};
        if (!begin_write(registry, &write, session) || !check_document(&write, brought) ||
            !store_bytes(&write, brought) || !write_store_document(&write) ||
            !access_number(call, write.session))
                return false;
        write_answer(&write, brought);
        return access_commit(call, write.session);
}

static bool attempt_add_content(struct registry *registry, struct call *call, struct session **session)
{
        struct brought brought = {0};
        if (!compute_checksum(call, &brought) || !look_up_content(registry, call, &brought) ||
            (!brought.known && !read_text(call, &brought)))
                return false;
        struct call_place *turn = call_take_place(call, &turns, TURN_MS, FAULT_NOT_NOW);
        bool done = turn && store_document(registry, call, &brought, session);
        if (turn)
                call_leave_place(turn);
        return done;
}

bool content_put_handler(struct registry *registry, struct call *call)
{
        return check_type(call) && access_write(registry, call, attempt_add_content);
}

/* Removes the content from the document, if that still exists, and then deletes the bytes of all its
 * versions. */
static bool attempt_erase(struct registry *registry, struct call *call, struct session **session)
{
        struct write write = {.call = call};
        struct sql_value values[] = {{"id", call->id}};
        struct rows *rows;
        if (!begin_write(registry, &write, session) ||
            (write.stored.exists && (!set_content(&write, json_null()) || !write_store_document(&write))) ||
            !access_run_file(call, write.session, "documents/erase", values, 1, &rows))
                return false;
        if (rows_text(rows, 0, 0)[0] != 't')
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "documents");
        call->answer.status = 204;
        return access_number(call, write.session) && access_commit(call, write.session);
}

bool content_erase_handler(struct registry *registry, struct call *call)
{
        return access_write(registry, call, attempt_erase);
}
