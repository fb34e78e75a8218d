// Memory runs out: each allocation of a request is made to fail, one at a time, for every kind of operation. The answer is the
// right one or 503, nothing is left half written, nothing leaks, and the service goes on.
//
// SAMRAD_MEMORY_POINTS says how many allocations of each operation fail: so many, spread over all of them (six, where nothing is said); `all` by
// hand. Where each failed, SAMRAD_FAIL_TRACE=1 writes to standard error.

import assert from "node:assert/strict";
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { foundation, minutes } from "../http/fixtures.mjs";
import { prepareSamrad } from "../http/harness.mjs";
import { pdf } from "../http/pdf.mjs";

delete process.env.SAMRAD_EXCHANGES; // an answer for want of memory has no more headers than it can: it is not held to the contract
const POINTS = process.env.SAMRAD_MEMORY_POINTS === "all" ? Infinity : Number(process.env.SAMRAD_MEMORY_POINTS ?? 6);
const skip = POINTS === 0 && "switched off";
const FAILING = join(dirname(process.env.SAMRAD_BIN ?? ""), "../tests/samrad_failing");
assert.ok(existsSync(FAILING), `${FAILING} is not built`);

/** The three numbers that are shared with the service (failing_memory.c). */
class Memory {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "samrad-memory-"));
    this.file = join(this.folder, "shared");
    this.descriptor = openSync(this.file, "w+");
    writeSync(this.descriptor, Buffer.alloc(24));
  }

  #read(place) {
    const bytes = Buffer.alloc(8);
    readSync(this.descriptor, bytes, 0, 8, place);
    return Number(bytes.readBigInt64LE());
  }

  get failed() {
    return this.#read(8);
  }

  get seen() {
    return this.#read(16);
  }

  /** The allocation with this number from now on fails; 0: none. */
  failAt(number) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(number));
    writeSync(this.descriptor, bytes, 0, 8, 0);
  }

  close() {
    closeSync(this.descriptor);
    rmSync(this.folder, { recursive: true });
  }
}

const memory = new Memory();
after(() => memory.close());
const environment = { SAMRAD_BIN: FAILING, SAMRAD_FAIL_FILE: memory.file, SAMRAD_CACHE_MB: "0", SAMRAD_WEBHOOKS: "0", SAMRAD_WEBHOOK_PRIVATE: "1" };
const samrad = await prepareSamrad({ environment });
await samrad.serve();
await samrad.store(
  ...foundation,
  ["/v1/minutes/motet", minutes("motet", 1, 2)],
  ["/v1/agreements/lopende", { title: { nb: "Løpende" }, kind: "cooperation", parties: [{ organisation: "etaten" }], validTo: "2030-01-01" }],
);
const { json: subscription } = await samrad.post("/v1/webhooks", { url: "http://127.0.0.1:9/", types: ["areas"] });

const ndjson = { "content-type": "application/x-ndjson" };
const accepting = (accept) => ({ headers: { accept } });
const what = { at: "2024-01-01", memberships: { add: [{ role: "member", organisation: "etaten" }] } };

/** Reads are asked for again and again; their answers are the same each time. */
const reads = {
  "one resource": ["GET", "/v1/bodies/radet?include=memberships,rules"],
  "one resource, not changed": ["GET", "/v1/bodies/radet", { headers: { "if-none-match": '"1"' } }],
  "none": ["GET", "/v1/bodies/ingen"],
  "a list": ["GET", "/v1/persons?limit=5&count=true&sort=-name"],
  "a list with all that is wrong of it": ["GET", "/v1/persons?limit=0&sort=x&y=1"],
  "a table": ["GET", "/v1/areas?format=csv"],
  "lines": ["GET", "/v1/persons", accepting("application/x-ndjson")],
  "a calendar": ["GET", "/v1/meetings", accepting("text/calendar")],
  "a feed": ["GET", "/v1/minutes", accepting("application/atom+xml")],
  "a history": ["GET", "/v1/persons/kari/history"],
  "what was known": ["GET", "/v1/persons?knownAt=2020-01-01T00:00:00Z"],
  "a search": ["GET", "/v1/search?q=oppgave&facets=true"],
  "a check": ["GET", "/v1/bodies/radet/check?at=2024-01-01"],
  "a check as a picture": ["GET", "/v1/bodies/radet/check?at=2024-01-01&format=svg"],
  "a timeline": ["GET", "/v1/bodies/radet/timeline?from=2020-01-01&to=2024-01-01"],
  "a page's facts": ["GET", "/v1/bodies/radet/page?at=2024-01-01"],
  "the check of an agreement": ["GET", "/v1/agreements/lopende/check?at=2024-01-01"],
  "the check of a meeting": ["GET", "/v1/meetings/motet/check"],
  "the map": ["GET", "/v1/map?body=radet&format=svg"],
  "all checks": ["GET", "/v1/checks?at=2024-01-01"],
  "what is to come": ["GET", "/v1/checks/upcoming?within=P10Y"],
  "a what-if": ["POST", "/v1/bodies/radet/check", { body: what }],
  "minutes that are read": ["POST", "/v1/minutes/parse", { body: "1) Sak\nEtaten bes om å legge fram planen.\nVedtak: Planen vedtas.\n", headers: { "content-type": "text/plain" } }],
  "changes": ["GET", "/v1/changes?limit=5"],
  "changes as a feed": ["GET", "/v1/changes?limit=5&format=atom"],
  "an export": ["GET", "/v1/export", { key: "admin" }],
  "keys": ["GET", "/v1/keys", { key: "admin" }],
  "subscriptions": ["GET", "/v1/webhooks", { key: "writer" }],
  "the messages of one": ["GET", `/v1/webhooks/${subscription.id}/deliveries`, { key: "writer" }],
  "a page for people": ["GET", "/bodies/radet?lang=en", accepting("text/html")],
  "the front page": ["GET", "/", accepting("text/html")],
  "a search for people": ["GET", "/search?q=oppgave", accepting("text/html")],
  "compressed": ["GET", "/v1/areas?limit=50", { headers: { "accept-encoding": "gzip" } }],
  "a key that is none": ["GET", "/v1/keys", { key: "revoked" }],
  "a body that is no JSON": ["POST", "/v1/persons", { body: "{", key: "writer" }],
  "a body with many faults": ["PUT", "/v1/bodies/x", { body: { kind: 7, name: [], area: {}, validFrom: "x" }, key: "writer" }],
};

/** Writes make something of their own each time: `n`. `stored` says how often it is there. */
const person = (n) => samrad.sql(`select count(*) from register.persons where data->>'name' = '${n}'`);
const writes = {
  "made": { ask: (n) => ["POST", "/v1/persons", { body: { name: n } }], stored: person },
  "made under a key": { ask: (n) => ["POST", "/v1/persons", { body: { name: n }, headers: { "idempotency-key": n } }], stored: person },
  "put": { ask: (n) => ["PUT", `/v1/persons/${n}`, { body: { name: n } }], stored: person },
  "changed": { ask: (n) => ["PATCH", "/v1/persons/ola", { body: { name: n } }], stored: person },
  "judged by the gate": {
    ask: (n) => ["PUT", `/v1/memberships/${n}`, { body: { body: "radet", role: "member", organisation: "laget", validFrom: "2024-01-01" } }],
    stored: (n) => samrad.sql(`select count(*) from register.memberships where id = '${n}'`),
  },
  "deleted": {
    before: (n) => samrad.store([`/v1/persons/${n}`, { name: n }]),
    ask: (n) => ["DELETE", `/v1/persons/${n}`],
    stored: async (n) => String(1 - Number(await person(n))),
  },
  "together": {
    ask: (n) => ["POST", "/v1/transactions", { body: { operations: [{ method: "PUT", path: `/v1/persons/${n}`, body: { name: n } }, { method: "PUT", path: `/v1/areas/${n}`, body: { name: { nb: n }, kind: "district" } }] } }],
    stored: async (n) => {
      const [people, areas] = [await person(n), await samrad.sql(`select count(*) from register.areas where id = '${n}'`)];
      assert.equal(people, areas, "both or none");
      return people;
    },
  },
  "imported": {
    ask: (n) => ["POST", "/v1/import", { body: `{"type":"persons","id":"${n}","data":{"name":"${n}"}}\n{"type":"areas","id":"${n}","data":{"name":{"nb":"${n}"},"kind":"district"}}\n`, headers: ndjson }],
    stored: person,
  },
  "imported from a table": { ask: (n) => ["POST", "/v1/import?type=persons", { body: `id,name\n${n},${n}\n`, headers: { "content-type": "text/csv" } }], stored: person },
  "a follow-up": {
    ask: (n) => ["PATCH", "/v1/actions/motet-a1", { body: { note: { nb: n } } }],
    stored: (n) => samrad.sql(`select count(*) from register.minutes where json like '%${n}%'`),
  },
  "bytes": {
    ask: (n) => ["PUT", "/v1/documents/mandatet/content", { body: pdf([n]), headers: { "content-type": "application/pdf" } }],
    stored: (n) => samrad.get(`/v1/search?q=${n}&type=documents&limit=1`).then(({ json }) => String(json.items.length)),
  },
  "a key": { ask: (n) => ["POST", "/v1/keys", { body: { name: n, scopes: ["samrad:read"] }, key: "admin" }], stored: (n) => samrad.sql(`select count(*) from register.api_key where name = '${n}'`) },
  "a subscription": { ask: (n) => ["POST", "/v1/webhooks", { body: { url: `http://127.0.0.1:9/${n}` } }], stored: (n) => samrad.sql(`select count(*) from register.webhooks where data->>'url' like '%/${n}'`) },
};

const send = ([method, path, { key, ...options } = {}], standard) =>
  samrad.request(method, path, { ...options, key: samrad.keys[key ?? standard] }).catch((error) => ({ status: 0, text: String(error) }));

/** What an answer says, without what is another each time. */
const said = ({ status, text }) => `${status} ${text.replace(/"requestId":"[^"]*"|<code>[0-9a-f]{32}|\d{4}-\d\d-\d\dT[\d:.]+Z|\d{8}T\d{6}Z/g, "")}`;

/** Which of so many allocations are to fail: the same ones each time, since what a run finds must not hang on chance. */
function points(count) {
  const step = Math.max(1, count / POINTS);
  return Array.from({ length: Math.min(count, POINTS) }, (_, n) => 1 + Math.floor(n * step + ((n * 0.381966) % 1) * (step - 1)));
}

/** Why the service said of its last request that it failed. */
const reason = () => samrad.process.log().at(-1)?.detail ?? "";

/** Sends a request one of whose allocations fails. */
async function starved(request, number, standard) {
  const before = memory.failed;
  memory.failAt(number);
  const answer = await send(request, standard);
  memory.failAt(0);
  return { answer, failed: memory.failed > before };
}

/** How many allocations of its own the service makes for something. */
async function counted(run) {
  const before = memory.seen;
  const result = await run();
  return { result, count: memory.seen - before };
}

/** A stream that has begun can only break off; nothing else goes without an answer. */
const streams = /format=csv|export|x-ndjson|v1\/checks\?/;

for (const [name, request] of Object.entries(reads))
  test(`${name}: the right answer, or 503`, { skip }, async () => {
    await send(request);
    const { result, count } = await counted(() => send(request));
    assert.ok(result.status > 0 && result.status < 500, said(result));
    const wrong = [];
    for (const number of points(count)) {
      const { answer } = await starved(request, number);
      const breaksOff = answer.status === 0 && streams.test(JSON.stringify(request));
      if (answer.status !== 503 && !breaksOff && said(answer) !== said(result)) wrong.push(`allocation ${number} of ${count}: ${said(answer)} ${reason()}`);
    }
    assert.deepEqual(wrong, []);
    assert.equal(said(await send(request)), said(result), "afterwards as before");
  });

let made = 0;
for (const [name, { before = () => {}, ask, stored }] of Object.entries(writes))
  test(`${name}: all of it, or 503`, { skip }, async () => {
    const next = async () => {
      made += 1;
      const n = `sulten${made}`;
      await before(n);
      return n;
    };
    await send(ask(await next()), "writer");
    const n = await next();
    const { result, count } = await counted(() => send(ask(n), "writer"));
    assert.ok(result.status >= 200 && result.status < 300, said(result));
    assert.equal(await stored(n), "1");
    const wrong = [];
    for (const number of points(count)) {
      const n = await next();
      const { answer } = await starved(ask(n), number, "writer");
      const times = await stored(n);
      // memory may run out when all is stored and the answer is made
      const good = answer.status === 503 ? times === "0" || times === "1" : answer.status === result.status && times === "1";
      if (!good) wrong.push(`allocation ${number} of ${count}, stored ${times} times: ${said(answer)} ${reason()}`);
    }
    assert.deepEqual(wrong, []);
    const last = await next();
    assert.equal((await send(ask(last), "writer")).status, result.status, "afterwards as before");
  });

samrad.endsCleanly();
