// The feed of changes: what stands in it and in which order, where a reader begins and goes on, and how he waits.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { Follower } from "./follower.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled, sleep, until } from "./pace.mjs";
import { readFeed } from "./readers.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const followers = new Set();
after(() => {
  for (const follower of followers) follower.close();
});

async function page(query = "", options) {
  const answer = await samrad.get(`/v1/changes${query}`, options);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

/** Everything after a cursor, page by page. */
async function rest(cursor, limit = 500) {
  const items = [];
  for (;;) {
    const { items: more, cursor: next } = await page(`?limit=${limit}${cursor ? `&after=${cursor}` : ""}`);
    items.push(...more);
    if (more.length < limit) return items;
    cursor = next;
  }
}

const now = async () => (await page("?after=now")).cursor;

function follow(path, options) {
  const follower = new Follower(samrad.client.port, path, options);
  followers.add(follower);
  return follower;
}

const person = (id, name = "Navn") => samrad.store([`/v1/persons/${id}`, { name }]);
const brief = ({ type, id, operation, version }) => `${type}/${id} ${operation} ${version}`;

test("every write is a change, in order, with what was stored; a deletion says what is gone", async () => {
  const start = await now();
  const created = await samrad.put("/v1/persons/en", { name: "En" });
  await samrad.put("/v1/persons/en", { name: "En" }); // says what is stored already
  await samrad.put("/v1/persons/prove?dryRun=true", { name: "Prøve" });
  const changed = await samrad.patched("/v1/persons/en", { name: "Enda en" });
  await samrad.deleted("/v1/persons/en");
  const { items } = await page(`?after=${start}`);
  assert.deepEqual(items.map(brief), ["persons/en created 1", "persons/en changed 2", "persons/en deleted 3"]);
  assert.deepEqual(items[0].data, created.json);
  assert.deepEqual(items[1].data, changed);
  assert.equal("data" in items[2], false);
  assert.deepEqual(items.map(({ by }) => by), Array(3).fill("test writer"));
  assert.equal(String(items[0].revision), created.headers["samrad-revision"]);
  assert.deepEqual(
    items.map(({ revision }) => revision),
    [0, 1, 2].map((n) => items[0].revision + n),
  );
  assert.ok(items.every(({ at }, n) => n === 0 || at > items[n - 1].at));
});

test("pages of any size hold the same, and cursors sort as the feed does", async () => {
  const all = await rest();
  assert.ok(all.length > foundation.length);
  for (const limit of [1, 2, 3, 7]) assert.deepEqual(await rest(undefined, limit), all);
  assert.deepEqual(all.map(({ cursor }) => cursor).sort(), all.map(({ cursor }) => cursor));
  for (const place of [0, 3, all.length - 1]) assert.deepEqual(await rest(all[place].cursor), all.slice(place + 1));
});

test("a full page has a link to what follows, the last one none", async () => {
  const full = await samrad.get("/v1/changes?limit=2&type=persons");
  const next = /^<(.*)>; rel="next"$/.exec(full.headers.link)[1];
  assert.equal(next, `/v1/changes?limit=2&type=persons&after=${full.json.cursor}`);
  assert.equal((await samrad.get("/v1/changes?limit=500")).headers.link, undefined);
});

test("a reader begins after a revision that an answer named", async () => {
  const list = await samrad.get("/v1/persons");
  const revision = list.headers["samrad-revision"];
  await person("etter-lista");
  assert.deepEqual((await page(`?afterRevision=${revision}`)).items.map(brief), ["persons/etter-lista created 1"]);
  assert.deepEqual((await page(`?afterRevision=0&limit=500`)).items, await rest());
});

test("the writes of one import have one revision, and a page may end among them", async () => {
  const start = await now();
  await samrad.sql(`begin; set local samrad.bound = '*';
    insert into register.persons (id, data, json) select 'sammen-' || n, '{"name":"S"}', '{"name":"S"}' from generate_series(1, 5) as n;
    commit`);
  const { items } = await page(`?after=${start}`);
  assert.equal(items.length, 5);
  assert.equal(new Set(items.map(({ revision }) => revision)).size, 1);
  assert.deepEqual((await page(`?after=${items[1].cursor}`)).items, items.slice(2));
});

test("a large transaction is read in pages, none of which begins anew", async () => {
  const start = await now();
  await samrad.sql(`begin; set local samrad.bound = '*';
    insert into register.persons (id, data, json) select 'mange-' || n, '{"name":"M"}', '{"name":"M"}' from generate_series(1, 1700) as n;
    commit`);
  const items = await rest(start);
  assert.deepEqual(items.map(({ id }) => id).sort(), Array.from({ length: 1700 }, (_, n) => `mange-${n + 1}`).sort());
  assert.deepEqual(await rest(start, 23), items);
  assert.deepEqual((await page(`?after=${items[1000].cursor}&limit=3`)).items, items.slice(1001, 1004));
});

test("a filter that little passes finds it far away, and says how far it has come", async () => {
  const far = await startSamrad();
  await far.store(["/v1/persons/forst", { name: "Først" }]);
  await far.sql(`set session_replication_role = replica;
    insert into register.revision (revision, at, transaction) overriding system value
    select 1 + n, now(), 1000 + n from generate_series(1, 65000) as n;
    insert into register.change (transaction, collection, id, version, operation, json)
    select 1000 + n, 'areas', 'a' || n, 1, 'created', '{"id":"a","name":{"nb":"A"},"kind":"district","version":1,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}' from generate_series(1, 65000) as n;
    update register.revision_counter set revision = 65001;
    select setval(pg_get_serial_sequence('register.revision', 'transaction'), 100000)`);
  await far.store(["/v1/persons/sist", { name: "Sist" }]);
  const found = [];
  let path = "/v1/changes?type=persons";
  for (let pages = 0; path; pages += 1) {
    assert.ok(pages < 20);
    const { json, headers } = await far.get(path);
    found.push(...json.items.map(brief));
    path = headers.link && /^<(.*)>/.exec(headers.link)[1];
  }
  assert.deepEqual(found, ["persons/forst created 1", "persons/sist created 1"]);
  const follower = new Follower(far.client.port, "/v1/changes?type=persons");
  assert.ok(await follower.until(({ events }) => events.length === 2));
  follower.close();
  const page50 = await far.get("/v1/changes?after=000000002710ffffffffffff&limit=50");
  assert.equal(page50.json.items.length, 50);
  assert.equal(page50.json.items[0].revision, 10001);
  await far.stop();
  await far.drop();
});

test("filters: by collection, by body, and by the body it was taken from; the cursor moves past the rest", async () => {
  const start = await now();
  await samrad.store(
    ["/v1/memberships/flyttes", { body: "radet", role: "member", person: "ola" }],
    ["/v1/persons/utenfor", { name: "Utenfor" }],
    ["/v1/bodies/utvalget", { name: { nb: "Utvalget" }, kind: "committee", within: "radet", decisionMode: "majority" }],
    ["/v1/memberships/flyttes", { body: "utvalget", role: "member", person: "ola" }],
  );
  await samrad.deleted("/v1/memberships/flyttes");
  const ids = async (query) => (await page(`?after=${start}&${query}`)).items.map(brief);
  assert.deepEqual(await ids("body=radet"), ["memberships/flyttes created 1", "memberships/flyttes changed 2"]);
  assert.deepEqual(await ids("body=utvalget"), [
    "bodies/utvalget changed 2",
    "memberships/flyttes changed 2",
    "memberships/flyttes deleted 3",
  ]);
  assert.deepEqual(await ids("body=utvalget&type=bodies"), ["bodies/utvalget changed 2"]);
  assert.deepEqual(await ids("type=persons&type=bodies"), ["persons/utenfor created 1", "bodies/utvalget changed 2"]);
  const { items } = await page(`?after=${start}&type=memberships`);
  assert.deepEqual(items.map(({ body }) => body), ["radet", "utvalget", "utvalget"]);
  const none = await page(`?after=${start}&type=waivers`);
  assert.deepEqual(none.items, []);
  assert.equal(none.cursor, await now());
  assert.ok(none.cursor > start);
});

test("a page that ends among the changes of one transaction loses none of a body's, not even what left it", async () => {
  await samrad.store(
    ["/v1/memberships/blir", { body: "radet", role: "member", person: "kari" }],
    ["/v1/memberships/drar", { body: "radet", role: "member", person: "ola" }],
  );
  const start = await now();
  const operations = [
    { method: "PATCH", path: "/v1/memberships/blir", body: { note: { nb: "Blir." } } },
    { method: "PUT", path: "/v1/memberships/drar", body: { body: "utvalget", role: "member", person: "ola" } },
  ];
  assert.equal((await samrad.post("/v1/transactions", { operations })).status, 200);
  const first = await page(`?after=${start}&body=radet&limit=1`);
  assert.deepEqual(first.items.map(brief), ["memberships/blir changed 2"]);
  assert.deepEqual((await page(`?after=${first.cursor}&body=radet&limit=1`)).items.map(brief), ["memberships/drar changed 2"]);
  for (const id of ["blir", "drar"]) await samrad.deleted(`/v1/memberships/${id}`);
});

test("a cursor that is ahead of the register, by however little, is of another one", async () => {
  await person("foran");
  const ahead = await now();
  assert.deepEqual((await page(`?after=${ahead}`)).items, []);
  await samrad.sql("update register.revision_counter set revision = revision - 1");
  try {
    assertProblem(await samrad.get(`/v1/changes?after=${ahead}`), 400, { parameter: "after" });
  } finally {
    await samrad.sql("update register.revision_counter set revision = revision + 1");
  }
});

test("restricted members are only for those who may see them", async () => {
  const start = await now();
  await samrad.store(["/v1/persons/kjonn", { name: "Kjønn", gender: "female" }]);
  const gender = async (options) => (await page(`?after=${start}`, options)).items[0].data.gender;
  assert.equal(await gender({ key: samrad.keys.reader }), "female");
  assert.equal(await gender({ key: samrad.keys.admin }), "female");
  assert.equal(await gender({ key: samrad.keys.writeOnly }), undefined);
  assert.equal(await gender(), undefined);
});

test("what is wrong with a request is told", async () => {
  for (const cursor of ["x", "NOW", "00000000002a000000000c5", "00000000002A000000000C55", "-0000000002a000000000c55", "%00"])
    assertProblem(await samrad.get(`/v1/changes?after=${cursor}`), 400);
  assertProblem(await samrad.get("/v1/changes?after=ffffffffffff000000000000"), 400, { parameter: "after", code: "ahead_of_register" });
  assertProblem(await samrad.get("/v1/changes?afterRevision=99999999"), 400, { parameter: "afterRevision", code: "ahead_of_register" });
  assertProblem(await samrad.get("/v1/changes?afterRevision=-1"), 400, { parameter: "afterRevision" });
  assertProblem(await samrad.get("/v1/changes?after=now&afterRevision=3"), 400, { parameter: "afterRevision", code: "not_together" });
  assertProblem(await samrad.get("/v1/changes?before=00000000002a000000000c55"), 400, { parameter: "before", code: "only_in_form" });
  assertProblem(await samrad.get("/v1/changes?type=keys"), 400, { parameter: "type" });
  assertProblem(await samrad.get("/v1/changes?wait=31"), 400, { parameter: "wait" });
  assertProblem(await samrad.get("/v1/changes?limit=501&wait=x"), 400, { parameter: "limit" }, { parameter: "wait" });
  assertProblem(await samrad.get("/v1/changes", { headers: { accept: "text/csv" } }), 406);
  assertProblem(await samrad.get("/v1/changes", { key: samrad.keys.revoked }), 401);
  const broken = await samrad.get("/v1/changes?format=events", { headers: { "last-event-id": "' or 1=1" } });
  assertProblem(broken, 400, { header: "Last-Event-ID", code: "cursor" });
});

test("a waiting reader is answered as soon as there is something, and holds no connection to the database", async () => {
  const start = await now();
  const began = performance.now();
  const waiting = Promise.all(Array.from({ length: 20 }, () => page(`?after=${start}&wait=30`)));
  await sleep(500);
  const busy = () =>
    samrad.sql(`select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`);
  assert.ok(await until(async () => (await busy()) === "0"));
  await person("ventet");
  const wrote = performance.now();
  for (const { items } of await waiting) assert.deepEqual(items.map(brief), ["persons/ventet created 1"]);
  assert.ok(performance.now() - wrote < scaled(1500), "answered when it was written");
  assert.ok(wrote - began >= scaled(500), "not before");
});

test("what the filters leave out does not end the waiting, and an empty page comes when the time is up", async () => {
  const start = await now();
  const seconds = Math.min(scaled(2), 30);
  const began = performance.now();
  const waiting = page(`?after=${start}&wait=${seconds}&type=waivers`);
  await sleep(300);
  await person("uvedkommende");
  const { items, cursor } = await waiting;
  assert.ok(performance.now() - began >= seconds * 1000 - 100);
  assert.deepEqual(items, []);
  assert.ok(cursor > start);
  assert.deepEqual((await page(`?after=${cursor}`)).items, []);
});

test("events: what there is, then what happens, each with its cursor; broken off, they go on where they were", async () => {
  const start = await now();
  await person("hendelse-1");
  const first = follow(`/v1/changes?after=${start}&type=persons`, { key: samrad.keys.reader });
  const { headers, statusCode } = await first.response;
  assert.equal(statusCode, 200);
  assert.match(headers["content-type"], /^text\/event-stream/);
  assert.equal(headers["cache-control"], "no-store");
  assert.equal(headers["x-accel-buffering"], "no");
  assert.ok(await first.until(({ events }) => events.length === 1));
  await samrad.store(["/v1/persons/hendelse-2", { name: "To", gender: "male" }]);
  await samrad.store(["/v1/areas/uvedkommende", { name: { nb: "U" }, kind: "district" }]);
  await samrad.deleted("/v1/persons/hendelse-1");
  assert.ok(await first.until(({ events }) => events.length === 3));
  first.close();
  assert.deepEqual(
    first.events.map(({ data }) => brief(data)),
    ["persons/hendelse-1 created 1", "persons/hendelse-2 created 1", "persons/hendelse-1 deleted 2"],
  );
  assert.deepEqual(
    first.events.map(({ data }) => data),
    (await page(`?after=${start}&type=persons`, { key: samrad.keys.reader })).items,
  );
  for (const { id, data } of first.events) assert.equal(id, data.cursor);
  await person("hendelse-3");
  const again = follow("/v1/changes?after=now&type=persons&format=events", { lastEventId: first.events[1].id });
  assert.ok(await again.until(({ events }) => events.length === 2));
  assert.deepEqual(
    again.events.map(({ data }) => brief(data)),
    ["persons/hendelse-1 deleted 2", "persons/hendelse-3 created 1"],
  );
  again.close();
});

test("more events than a page holds come at once, in order", async () => {
  const follower = follow("/v1/changes?limit=3&format=events");
  const all = await rest();
  assert.ok(await follower.until(({ events }) => events.length >= all.length));
  assert.deepEqual(follower.events.map(({ data }) => data.cursor), all.map(({ cursor }) => cursor));
  follower.close();
});

test("a quiet stream gives a sign of life within fifteen seconds, with the place it has reached", async () => {
  const follower = follow("/v1/changes?after=now&type=waivers&format=events");
  await follower.response;
  await sleep(200);
  await person("stille");
  assert.ok(await follower.until(({ comments }) => comments === 1, 17000));
  assert.equal(follower.lastId, await now());
  assert.deepEqual(follower.events, []);
  follower.close();
});

test("Atom: valid, the newest first, with ids that stay and a link to older ones", async () => {
  await samrad.store(["/v1/persons/atom", { name: "Atle <&> \"Atom\"" }]);
  const all = (await rest()).reverse();
  const limit = Math.ceil(all.length / 7);
  const first = await readFeed(await samrad.get(`/v1/changes?format=atom&limit=${limit}`, { headers: { "accept-language": "en" } }));
  assert.equal(first.entries.length, limit);
  assert.equal(first.entries[0].title, 'Atle <&> "Atom": new');
  assert.equal(first.entries[0].id, "tag:samrad,2026:persons/atom/1");
  assert.equal(first.updated, first.entries[0].updated);
  const ids = first.entries.map(({ id }) => id);
  for (let next = first.links.next; next;) {
    const older = await readFeed(await samrad.get(next));
    ids.push(...older.entries.map(({ id }) => id));
    next = older.links.next;
  }
  assert.deepEqual(ids, all.map(({ type, id, version }) => `tag:samrad,2026:${type}/${id}/${version}`));
  const some = await readFeed(await samrad.get(`/v1/changes?type=areas&after=${all.at(-1).cursor}`, { headers: { accept: "application/atom+xml" } }));
  assert.ok(some.entries.every(({ id }) => id.startsWith("tag:samrad,2026:areas/")));
  assert.equal((await readFeed(await samrad.get("/v1/changes?format=atom&type=waivers"))).entries.length, 0);
  assertProblem(await samrad.get("/v1/changes?format=atom&before=zzz"), 400, { parameter: "before" });
});

test("only so many may wait; the others are told when to come again", async () => {
  const few = await startSamrad({ environment: { SAMRAD_WAITING: "2" } });
  const streams = [1, 2].map(() => new Follower(few.client.port, "/v1/changes?after=now"));
  for (const stream of streams) assert.equal((await stream.response).statusCode, 200);
  for (const path of ["/v1/changes?after=now&wait=5", "/v1/changes?after=now&format=events"]) {
    const refused = await few.get(path);
    assertProblem(refused, 503);
    assert.ok(refused.headers["retry-after"]);
  }
  assert.equal((await few.get("/v1/changes")).status, 200, "who does not wait is answered");
  streams[0].close();
  let answer;
  for (let i = 0; i < 100; i += 1) {
    await few.store([`/v1/persons/p${i}`, { name: "P" }]); // wakes the stream, which then finds that nobody listens
    answer = await few.get("/v1/changes?after=now&wait=1");
    if (answer.status === 200) break;
  }
  assert.equal(answer.status, 200, "a place that is left is free again");
  const began = performance.now();
  assert.deepEqual(await few.stop(), { code: 0, signal: null });
  assert.ok(performance.now() - began < scaled(3000), "those who wait do not delay the end");
  assert.ok(streams[1].ended);
  await few.drop();
});

test("those who wait when the service ends get an answer at once", async () => {
  const other = await startSamrad();
  const waiting = Array.from({ length: 5 }, () => other.get("/v1/changes?after=now&wait=30"));
  await sleep(300);
  const began = performance.now();
  other.process.child.kill("SIGTERM");
  for (const { status, json } of await Promise.all(waiting)) {
    assert.equal(status, 200);
    assert.deepEqual(json.items, []);
  }
  assert.ok(performance.now() - began < scaled(2000));
  assert.deepEqual(await other.stop(), { code: 0, signal: null });
  other.checkLog();
  await other.drop();
});

test("who waits keeps no worker: many more of them than there are workers, and others are served", async () => {
  const few = await startSamrad({ environment: { SAMRAD_WORKERS: "2", SAMRAD_WAITING: "40" } });
  await few.store(["/v1/persons/p", { name: "P" }]);
  const streams = Array.from({ length: 10 }, () => new Follower(few.client.port, "/v1/changes?format=events&after=now"));
  for (const stream of streams) assert.equal((await stream.response).statusCode, 200);
  const polls = Array.from({ length: 10 }, () => few.get("/v1/changes?after=now&wait=20"));
  await sleep(scaled(300));
  const began = performance.now();
  for (const path of ["/v1/persons/p", "/v1/persons?sort=name", "/v1/export"])
    assert.equal((await few.get(path, { key: few.keys.admin })).status, 200);
  assert.ok(performance.now() - began < scaled(3000), "others are served meanwhile");
  await few.store(["/v1/persons/q", { name: "Q" }]);
  for (const { json } of await Promise.all(polls)) assert.deepEqual(json.items.map(({ id }) => id), ["q"]);
  for (const stream of streams) {
    assert.ok(await stream.until(({ events }) => events.length === 1), "each stream has the change");
    stream.close();
  }
  assert.deepEqual(await few.stop(), { code: 0, signal: null });
  few.checkLog();
  await few.drop();
});

samrad.endsCleanly();
