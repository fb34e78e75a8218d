/*
 * register - what every resource does, in one way for all collections.
 *
 * An operation's action in the contract names its handler here; its collection names the table and the query
 * files. Nothing in this room knows a single collection by name, but for the few that do more than store:
 * checks, pages, rules.
 */
#pragma once

#include "auth/issuer.h"
#include "contract/call.h"
#include "register/cache.h"
#include "store/listener.h"
#include "store/store.h"

#include <stdatomic.h>

struct worlds; /* world.h */

struct registry {
        struct store *store;
        struct store *readers;     /* standbys; NULL: everything is read where it is written */
        struct listener *listener; /* NULL: the revision is not known, and nothing is kept */
        struct cache *cache;
        struct worlds *worlds;
        struct issuer *issuer; /* NULL: no tokens are taken */
        struct contract *contract;
        struct sender *sender; /* NULL: this process sends no messages */
        const char
                *public_url;   /* where the register is reached, without a slash at its end; NULL: not said */
        bool webhooks_private; /* receivers may have private addresses, and no TLS */
        int wait_ms;           /* for a connection or a lock, before a caller is told to try again */
        int waiting_max;       /* readers of the feed who may wait; 0: nobody waits */
        atomic_int waiting;    /* who do */
        bool (*live)(void *context);                        /* false while the process is ending */
        void (*metrics)(struct buffer *out, void *context); /* what the server counts */
        void *context;
};

typedef bool handler(struct registry *registry, struct call *call);

/* Gives every operation of the contract its handler. False, with a sentence, if one has none or if a query
 * file that it needs is missing. */
bool register_bind(struct registry *registry, struct arena *arena, const char **ret_error);

/* The operations that put a resource, one for each collection, in the contract's order: what others refer to
 * comes first. `ret` has room for all operations. */
size_t register_writable(const struct contract *contract, const struct operation **ret);

/* Runs the handler; false after call_fail(). */
bool register_run(struct registry *registry, struct call *call);

/* Finds out who calls, by an API key or a token; false after call_fail(). */
bool register_identify(struct registry *registry, struct call *call, const char *authorization);

handler list_handler, search_handler, get_handler, history_handler, write_handler, transaction_handler;
handler check_handler, whatif_handler, timeline_handler, agreement_check_handler, meeting_check_handler;
handler timeline_bands_handler, cadence_handler, agreement_timeline_handler, map_handler;
handler checks_handler, upcoming_handler, page_handler, changes_handler, erase_handler;
handler webhook_list_handler, webhook_create_handler, webhook_get_handler, webhook_patch_handler,
        webhook_delete_handler, webhook_deliveries_handler, webhook_replay_handler, webhook_ping_handler;
handler minutes_parse_handler;
handler content_get_handler, content_put_handler, content_erase_handler;
handler action_patch_handler;
handler import_handler, export_handler;
handler keys_handler, key_handler, create_key_handler, revoke_key_handler;
handler front_home_handler, front_search_handler, front_bodies_handler, front_body_handler,
        front_agreements_handler, front_agreement_handler, front_meeting_handler, front_organisation_handler,
        front_docs_handler, front_asset_handler, front_to_docs_handler;
handler openapi_json_handler, openapi_yaml_handler, live_handler, ready_handler, metrics_handler;
