// Erasing a person: nothing of the name is left anywhere, and the appointments stay.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const run = promisify(execFile);
const OWN_DUMP = "/usr/lib/postgresql/15/bin/pg_dump";
const samrad = await startSamrad();
await samrad.store(...foundation);
const admin = { key: samrad.keys.admin };
const instant = () => samrad.sql("select register.instant(at) from register.revision_counter");
const erase = (id, options = {}) => samrad.post(`/v1/persons/${id}/erasure`, { reason: "requested" }, { ...admin, ...options });

/** All that the database holds, as text. */
async function dump() {
  const args = ["-h", samrad.cluster, "-U", "samrad", "--data-only", samrad.database];
  return (await run(existsSync(OWN_DUMP) ? OWN_DUMP : "pg_dump", args, { maxBuffer: 1 << 28 })).stdout.toLowerCase();
}

const SAID = ["hallgrimsdottir", "skogsarv", "ukjentperson", "fjellrevfar"];
await samrad.store(
  ["/v1/persons/p1", { name: "Unni Hallgrimsdottir", gender: "female", note: { nb: "Også kjent som Skogsarv." },
    sources: [{ title: "Intervju med Fjellrevfar" }] }],
  ["/v1/persons/p1", { name: "Unni Ukjentperson", gender: "female" }],
  ["/v1/memberships/m1", { body: "radet", role: "member", person: "p1", validFrom: "2020" }],
  ["/v1/offices/direktoren", { title: { nb: "Direktøren" }, organisation: "etaten", holders: [{ person: "p1", validFrom: "2021" }] }],
);
const once = await samrad.post("/v1/persons", { id: "p4", name: "Ida Kveldsbrisk" }, { ...admin, headers: { "idempotency-key": "en-gang" } });
assert.equal(once.status, 201, once.text);
const before = await instant();
const reads = ["/v1/persons/p1", "/v1/persons?sort=id&limit=500", "/v1/persons/p1/history", "/v1/memberships/m1?include=person", "/v1/offices/direktoren?include=holders",
  "/v1/persons?modifiedSince=2020-01-01T00:00:00Z", "/v1/bodies/radet/page", "/v1/bodies/radet/check", "/v1/bodies/radet/memberships?include=person"];

test("the name is where it was written, until it is erased", async () => {
  const all = await dump();
  for (const word of SAID) assert.ok(all.includes(word), word);
  assertProblem(await samrad.delete("/v1/persons/p1"), 409);
});

test("who may not, cannot; and a dry run erases nothing", async () => {
  assertProblem(await erase("p1", { key: null }), 401);
  assertProblem(await erase("p1", { key: samrad.keys.writer }), 403);
  assertProblem(await erase("finnes-ikke"), 404);
  assertProblem(await samrad.post("/v1/persons/p1/erasure", "{", admin), 400);
  assertProblem(await samrad.post("/v1/persons/p1/erasure", {}, admin), 422, { pointer: "", code: "required" });
  assertProblem(await samrad.post("/v1/persons/p1/erasure", { reason: "fordi" }, admin), 422, { pointer: "/reason", code: "enum" });
  assertProblem(await samrad.post("/v1/persons/p1/erasure", " ".repeat(1024 * 1024 + 1), admin), 413);
  assertProblem(await samrad.post("/v1/persons/p1/erasure", "x", { ...admin, headers: { "content-type": "text/plain" } }), 415);
  const dry = await samrad.post("/v1/persons/p1/erasure?dryRun=true", { reason: "requested" }, admin);
  assert.deepEqual([dry.status, dry.headers["samrad-dry-run"], dry.text], [204, "true", ""]);
  assert.equal((await samrad.get("/v1/persons/p1")).json.name, "Unni Ukjentperson");
});

test("after it no read tells the name, neither now nor as known before, and the appointments are there", async () => {
  const asked = async (path) => [await samrad.get(path, admin), await samrad.get(`${path}${path.includes("?") ? "&" : "?"}knownAt=${before}`, admin)];
  const earlier = new Map();
  for (const path of reads) earlier.set(path, await asked(path));
  const answer = await erase("p1");
  assert.equal(answer.status, 204, answer.text);
  assert.match(answer.headers["samrad-revision"], /^\d+$/);
  for (const path of reads)
    for (const [n, { status, text, headers }] of (await asked(path)).entries()) {
      assert.equal(status, 200, text);
      for (const word of SAID) assert.ok(!text.toLowerCase().includes(word), `${path}: ${text}`);
      const { etag } = earlier.get(path)[n].headers;
      if (etag && !path.includes("/m1") && !path.includes("/direktoren")) assert.notEqual(headers.etag, etag, `${path} ${n}`);
    }
  const person = (await samrad.get("/v1/persons/p1", admin)).json;
  assert.deepEqual({ ...person, createdAt: 0, updatedAt: 0 }, { id: "p1", name: "Slettet person", erased: "requested", version: 3, createdAt: 0, updatedAt: 0 });
  assert.equal((await samrad.get("/v1/memberships/m1")).json.person, "p1");
  assert.equal((await samrad.get("/v1/offices/direktoren")).json.holders[0].person, "p1");
  assert.deepEqual(await samrad.ids("/v1/persons?q=hallgrimsdottir"), []);
  assert.deepEqual(await samrad.ids("/v1/memberships?q=ukjentperson"), []);
  assert.deepEqual(await samrad.ids(`/v1/persons?q=hallgrimsdottir&knownAt=${before}`), []);
});

test("the history says that there were versions, and not what they said", async () => {
  const { items } = (await samrad.get("/v1/persons/p1/history", admin)).json;
  assert.deepEqual(items.map(({ version, operation }) => [version, operation]), [[3, "changed"], [2, "changed"], [1, "created"]]);
  for (const { data } of items) assert.deepEqual([data.name, data.erased, data.gender, data.note, data.sources], ["Slettet person", "requested", undefined, undefined, undefined]);
  assert.equal(items[0].by, "test admin");
});

test("again it changes nothing", async () => {
  const revision = await instant();
  assert.equal((await erase("p1")).status, 204);
  assert.equal(await instant(), revision);
  assert.equal((await samrad.get("/v1/persons/p1")).json.version, 3);
});

test("nobody writes the name again, and nobody is called erased who is not", async () => {
  for (const write of [samrad.put("/v1/persons/p1", { name: "Unni" }), samrad.patch("/v1/persons/p1", { name: "Unni" }), samrad.patch("/v1/persons/p1", { erased: null, name: "Unni" }),
    samrad.patch("/v1/persons/p1", { note: { nb: "Unni" } }), samrad.put("/v1/persons/kari", { name: "Slettet person", erased: "requested" }), samrad.patch("/v1/persons/kari", { erased: "requested" })])
    assertProblem(await write, 422, { pointer: "", code: "erased" });
  assert.equal((await samrad.put("/v1/persons/p1", { name: "Slettet person", erased: "requested" })).json.version, 3);
  assert.equal((await samrad.put("/v1/persons/flyttet", { name: "Slettet person", erased: "unlawful" })).status, 201);
  assertProblem(await samrad.put("/v1/persons/flyttet-to", { name: "Noen", erased: "unlawful" }), 422, { code: "erased" });
});

test("a person who is deleted is erased from the history, also if he came back", async () => {
  await samrad.store(["/v1/persons/p2", { name: "Gammel Hallgrimsdottir" }]);
  await samrad.deleted("/v1/persons/p2");
  await samrad.store(["/v1/persons/p3", { name: "En Skogsarv" }]);
  await samrad.deleted("/v1/persons/p3");
  await samrad.store(["/v1/persons/p3", { name: "Ny Fjellrevfar" }]);
  const was = await instant();
  for (const id of ["p2", "p3", "p4"]) assert.equal((await erase(id)).status, 204);
  assertProblem(await samrad.get("/v1/persons/p2"), 404);
  assert.equal((await samrad.get("/v1/persons/p3")).json.name, "Slettet person");
  assert.equal((await samrad.get(`/v1/persons/p3?knownAt=${was}`)).json.name, "Slettet person");
  assert.deepEqual((await samrad.get("/v1/persons/p2/history")).json.items.map(({ operation }) => operation), ["deleted", "created"]);
  assertProblem(await samrad.put("/v1/persons/p2", { name: "Gammel" }), 422, { code: "erased" });
});

test("where a name stands in what others wrote is found, now and in the past", async () => {
  const found = async (name) => (await samrad.command("erase", "--find", name)).split("\n").filter(Boolean).map((line) => line.split("\t"));
  const note = (nb) => ({ body: "radet", role: "observer", person: "ola", note: { nb } });
  await samrad.store(
    ["/v1/memberships/nevnt-for", note("Etter \"Turid\" Dalgrov.")],
    ["/v1/memberships/nevnt-for", note("Etter en annen.")],
    ["/v1/memberships/nevnt-na", note("Sammen med TURID dalgrov.")],
    ["/v1/documents/nevner", { title: { nb: "Nevner" }, kind: "report" }]);
  const content = await samrad.put("/v1/documents/nevner/content", "Hilsen Turid Dalgrov", { key: samrad.keys.admin, headers: { "content-type": "text/plain" } });
  assert.ok([200, 201].includes(content.status), content.text);
  assert.deepEqual(await found("Turid Dalgrov"), [["documents/nevner", "content", "now"], ["memberships/nevnt-na", "versions 1", "now"]]);
  assert.deepEqual(await found('"Turid"'), [["memberships/nevnt-for", "versions 1", "past"]]);
  assert.deepEqual(await found("Ingen Slik"), []);
  await assert.rejects(samrad.command("erase", "--find", ""), ({ code }) => code === 64);
  await assert.rejects(samrad.command("erase", "--find"), ({ code }) => code === 64);
});

test("nothing of it is left in the database", async () => {
  const all = await dump();
  for (const word of [...SAID, "kveldsbrisk"]) assert.ok(!all.includes(word), all.split("\n").find((line) => line.includes(word)));
});

samrad.endsCleanly();
