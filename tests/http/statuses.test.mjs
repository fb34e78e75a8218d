// Every operation of the contract, with every status that it documents. What is answered is held against the contract
// afterwards, by tests/contract/verify-exchanges.mjs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { collections, everything, idAt } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...everything);
const { paths } = (await samrad.get("/v1/openapi.json")).json;
const { admin, writer, reader } = samrad.keys;
const LIMIT = 1024 * 1024;

let made = 0;

/** Keys are no resources: the register gives them their ids. */
const keys = {
  fresh: (n) => ({ name: `Nøkkel ${n}`, scopes: ["samrad:read"] }),
  wrong: { name: "N", scopes: ["samrad:everything"] },
  create: async () => (await samrad.post("/v1/keys", keys.fresh(1), { key: admin })).json.id,
};

/** What an operation works on: its collection's fixtures, and addresses of something there, not there, and new. */
class Target {
  constructor(path, { "x-samrad": { collection, parent, scope } }) {
    this.path = path;
    // reads are open but for what only administrators see
    const administers = scope === "samrad:admin";
    this.key = { key: administers ? admin : writer };
    this.reads = administers ? this.key : {};
    this.collection = collection;
    this.fixture = { ...collections, keys }[collection] ?? {};
    this.here = path.replace("{id}", collection === "keys" ? samrad.keyId("reader") : idAt(path));
    this.nowhere = path.includes("{id}") ? path.replace("{id}", "finnes-ikke") : `${path}?body=finnes-ikke`;
  }

  /** A new id, with what must be there before it can be written. */
  async newId() {
    made += 1;
    const id = `ny-${made}`;
    if (this.fixture.before) await samrad.store(this.fixture.before(id));
    return id;
  }

  fresh(id) {
    made += 1;
    return this.fixture.fresh(made, id);
  }

  /** A resource of one's own, and the address by which this operation reaches it. */
  async own() {
    const id = this.fixture.create ? await this.fixture.create() : await this.newId();
    if (!this.fixture.create) await samrad.store([`/v1/${this.collection}/${id}`, this.fixture.fresh(1, id)]);
    return this.path.replace("{id}", id);
  }
}

const send = (method, address, options) => samrad.request(method, address, options);

/** For each method, how each status is brought about. */
const ways = {
  get: {
    200: (t) => send("GET", t.here, t.reads),
    304: async (t) => send("GET", t.here, { headers: { "if-none-match": (await send("GET", t.here)).headers.etag } }),
    400: (t) => send("GET", `${t.here}?ukjent=1`, t.reads),
    401: (t) => send("GET", t.here, { key: "samrad_x" }),
    403: (t) => send("GET", t.here, { key: reader }),
    404: (t) => send("GET", t.nowhere, t.reads),
    406: (t) => send("GET", t.here, { ...t.reads, headers: { accept: "text/html" } }),
  },
  post: {
    200: async (t) => send("POST", `${t.path}?dryRun=true`, { ...t.key, body: { ...t.fresh(await t.newId()) } }),
    201: async (t) => {
      const id = await t.newId();
      return send("POST", t.path, { ...t.key, body: { ...(t.fixture.create ? {} : { id }), ...t.fresh(id) } });
    },
    400: (t) => send("POST", t.path, { ...t.key, body: "{" }),
    401: (t) => send("POST", t.path, { body: {} }),
    403: (t) => send("POST", t.path, { key: reader, body: {} }),
    406: (t) => send("POST", t.path, { ...t.key, body: {}, headers: { accept: "text/html" } }),
    409: (t) => send("POST", t.path, { ...t.key, body: { id: idAt(t.path), ...t.fresh(idAt(t.path)) } }),
    413: (t) => send("POST", t.path, { ...t.key, body: " ".repeat(LIMIT + 1) }),
    415: (t) => send("POST", t.path, { ...t.key, body: "x", headers: { "content-type": "text/plain" } }),
    422: (t) => send("POST", t.path, { ...t.key, body: t.fixture.wrong }),
  },
  put: {
    200: async (t) => {
      const own = await t.own(),
        id = own.split("/")[3];
      return send("PUT", own, { ...t.key, body: t.fresh(id) });
    },
    201: async (t) => {
      const id = await t.newId();
      return send("PUT", t.path.replace("{id}", id), { ...t.key, body: t.fresh(id) });
    },
    400: (t) => send("PUT", t.here, { ...t.key, body: "[" }),
    401: (t) => send("PUT", t.here, { body: {} }),
    403: (t) => send("PUT", t.here, { key: reader, body: {} }),
    406: (t) => send("PUT", t.here, { ...t.key, body: {}, headers: { accept: "text/html" } }),
    412: (t) => send("PUT", t.here, { ...t.key, body: t.fresh(idAt(t.path)), headers: { "if-match": '"999"' } }),
    413: (t) => send("PUT", t.here, { ...t.key, body: " ".repeat(LIMIT + 1) }),
    415: (t) => send("PUT", t.here, { ...t.key, body: "x", headers: { "content-type": "text/html" } }),
    422: (t) => send("PUT", t.here, { ...t.key, body: t.fixture.wrong }),
  },
  patch: {
    200: async (t) => send("PATCH", await t.own(), { ...t.key, body: t.fixture.patch }),
    400: (t) => send("PATCH", t.here, { ...t.key, body: "nei" }),
    401: (t) => send("PATCH", t.here, { body: {} }),
    403: (t) => send("PATCH", t.here, { key: reader, body: {} }),
    404: (t) => send("PATCH", t.nowhere, { ...t.key, body: {} }),
    406: (t) => send("PATCH", t.here, { ...t.key, body: {}, headers: { accept: "text/html" } }),
    412: (t) => send("PATCH", t.here, { ...t.key, body: {}, headers: { "if-match": '"999"' } }),
    413: (t) => send("PATCH", t.here, { ...t.key, body: " ".repeat(LIMIT + 1) }),
    415: (t) => send("PATCH", t.here, { ...t.key, body: "x", headers: { "content-type": "text/plain" } }),
    422: (t) => send("PATCH", t.here, { ...t.key, body: { ukjent: 1 } }),
  },
  delete: {
    204: async (t) => send("DELETE", await t.own(), t.key),
    400: (t) => send("DELETE", `${t.here}?ukjent=1`, t.key),
    401: (t) => send("DELETE", t.here),
    403: (t) => send("DELETE", t.here, { key: reader }),
    404: (t) => send("DELETE", t.nowhere, t.key),
    409: async (t) => {
      const own = await t.own();
      await samrad.store(t.fixture.referrer(own.split("/")[3]));
      return send("DELETE", own, t.key);
    },
    412: (t) => send("DELETE", t.here, { ...t.key, headers: { "if-match": '"999"' } }),
  },
};

/** Brought about only where the database can be taken away: tests/faults. */
const ELSEWHERE = ["503", "default"];

/** Asking what if is a POST that stores nothing and needs no key: checks-whatif.test.mjs, general-rules.test.mjs. What a deletion would break:
 * checks-gates.test.mjs. A body past the limits: checks-register.test.mjs. Search: search.test.mjs. Erasing:
 * erasure.test.mjs. Merging, and where an address leads then: merging.test.mjs. What becomes of transactions: transactions.test.mjs. Imports: bulk.test.mjs. Bytes of documents:
 * documents-bytes.test.mjs, documents-ranges.test.mjs. Texts of minutes: minutes-text.test.mjs. What is said of an action:
 * actions.test.mjs. Subscriptions: webhooks.test.mjs. Pages: pages.test.mjs. */
const isElsewhere = (method, operation, status) =>
  ELSEWHERE.includes(status) ||
  operation.tags.includes("Pages") ||
  ["whatif", "rule_whatif"].includes(operation["x-samrad"].action) ||
  operation["x-samrad"].action === "search" ||
  operation["x-samrad"].action === "minutes_parse" ||
  ["import", "document"].includes(operation["x-samrad"].upload) ||
  ["content_get", "content_erase", "action_patch"].includes(operation["x-samrad"].action) ||
  ["erase", "merge"].includes(operation["x-samrad"].action) ||
  status === "308" ||
  ["sitemap", "security"].includes(operation["x-samrad"].action) || // only with settings (discovery)
  operation["x-samrad"].collection === "webhooks" ||
  (operation["x-samrad"].action === "transaction" && ["200", "404", "409", "412", "422"].includes(status)) ||
  (["get", "delete"].includes(method) && status === "422");

for (const [path, item] of Object.entries(paths)) {
  describe(path, { concurrency: 1 }, () => {
    for (const [method, operation] of Object.entries(item)) {
      for (const status of Object.keys(operation.responses).filter((name) => !isElsewhere(method, operation, name))) {
        test(`${operation.operationId}: ${status}`, async () => {
          const way = ways[method]?.[status];
          assert.ok(way, `no test brings about ${status} of ${method}`);
          const answer = await way(new Target(path, operation));
          if (Number(status) >= 400) assertProblem(answer, Number(status));
          else assert.equal(answer.status, Number(status), answer.text);
        });
      }
    }
  });
}

samrad.endsCleanly();
