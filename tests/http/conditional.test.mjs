// Conditional requests: what the client has already is not sent again, and nobody's change is overwritten unseen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { collections, foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const match = (tag) => ({ headers: { "if-match": tag } });
const noneMatch = (tag) => ({ headers: { "if-none-match": tag } });
const path = "/v1/bodies/radet";
const malformed = ["1", '"1', '1"', "'1'", '"1" "2"', "W/1", 'w/"1"', '*"1"', '"1", *', "", '"a b"', '"1";"2"'];

function assertNotModified(answer, etag) {
  assert.equal(answer.status, 304, `${answer.path}: ${answer.text.slice(0, 300)}`);
  assert.equal(answer.text, "");
  assert.equal(answer.headers.etag, etag);
  assert.equal(answer.headers["content-type"], undefined);
}

for (const name of [...Object.keys(collections), "actions", "decisions"]) {
  test(`a resource and a list of ${name} are not sent twice`, async () => {
    if (name === "minutes") await samrad.store(["/v1/minutes/motet", collections.minutes.fresh(1, "motet")]);
    if (name === "waivers") await samrad.store(["/v1/waivers/fritaket", collections.waivers.fresh(1)]);
    if (["actions", "decisions"].includes(name)) await samrad.store(["/v1/minutes/motet", collections.minutes.fresh(1, "motet")]);
    const list = await samrad.get(`/v1/${name}`);
    assert.match(list.headers.etag, /^W\/"[^"]+"$/);
    assertNotModified(await samrad.get(`/v1/${name}`, noneMatch(list.headers.etag)), list.headers.etag);
    const one = await samrad.get(`/v1/${name}/${list.json.items[0].id}`);
    assert.match(one.headers.etag, /^"[^"]+"$/);
    assertNotModified(await samrad.get(one.path, noneMatch(one.headers.etag)), one.headers.etag);
    assertNotModified(await samrad.request("HEAD", one.path, noneMatch(one.headers.etag)), one.headers.etag);
  });
}

test("If-None-Match: any of several tags, weak ones, and *", async () => {
  const {
    headers: { etag },
  } = await samrad.get(path);
  for (const tag of [etag, `"x", ${etag}`, `${etag},"x"`, `W/${etag}`, "*", `  ${etag}  `])
    assertNotModified(await samrad.get(path, noneMatch(tag)), etag);
  for (const tag of ['"0"', 'W/"x"', '""']) assert.equal((await samrad.get(path, noneMatch(tag))).status, 200, tag);
});

test("a missing resource is 404, whatever the condition", async () => {
  assertProblem(await samrad.get("/v1/bodies/borte", noneMatch("*")), 404);
});

test("the ETag is the same whatever fields and include say", async () => {
  const {
    headers: { etag },
  } = await samrad.get(path);
  for (const query of ["?fields=name", "?fields=id", "?include=rules", "?fields=kind&include=memberships,rules", "?lang=en"]) {
    const answer = await samrad.get(path + query);
    assert.equal(answer.headers.etag, etag, query);
  }
  assert.equal((await samrad.get(path, { key: samrad.keys.reader })).headers.etag, etag);
  assert.equal((await samrad.get(path, { headers: { "accept-encoding": "gzip" } })).headers.etag, etag);
  assertNotModified(await samrad.get(`${path}?fields=name`, noneMatch(etag)), etag);
});

test("with include the answer is whole: what is included has changed without the resource", async () => {
  const {
    headers: { etag },
  } = await samrad.get(`${path}?include=rules`);
  assert.equal((await samrad.get(`${path}?include=rules`, noneMatch(etag))).status, 200);
});

test("a list's tag changes with any write, and an empty list has one", async () => {
  const before = (await samrad.get("/v1/agreements")).headers.etag;
  await samrad.store(["/v1/agreements/annen", { title: { nb: "Annen" }, kind: "framework" }]);
  const after = await samrad.get("/v1/agreements", noneMatch(before));
  assert.equal(after.status, 200);
  assert.notEqual(after.headers.etag, before);
  const empty = await samrad.get("/v1/agreements?kind=hosting");
  assert.deepEqual(empty.json.items, []);
  assert.match(empty.headers.etag ?? "", /^W\/"/);
  assert.match(empty.headers["samrad-revision"] ?? "", /^\d+$/);
});

test("a check and a page are not sent twice", async () => {
  for (const address of [`${path}/check?at=2024-01-01`, `${path}/page`]) {
    const {
      headers: { etag },
    } = await samrad.get(address);
    assertNotModified(await samrad.get(address, noneMatch(etag)), etag);
  }
  const tag = async (at) => (await samrad.get(`${path}/check?at=${at}`)).headers.etag;
  assert.notEqual(await tag("2024-01-01"), await tag("2024-01-02"));
});

for (const tag of malformed) {
  test(`${JSON.stringify(tag)} is no list of ETags`, async () => {
    assertProblem(await samrad.get(path, noneMatch(tag)), 400, { header: "If-None-Match", code: "etag" });
    assertProblem(await samrad.put(path, collections.bodies.fresh(1), match(tag)), 400, { header: "If-Match", code: "etag" });
    assertProblem(await samrad.delete("/v1/bodies/utvalget", match(tag)), 400, { header: "If-Match", code: "etag" });
  });
}

test("If-Match with the right tag writes; with a stale one, 412 and the present version", async () => {
  const address = "/v1/persons/betinget";
  await samrad.store([address, { name: "En" }]);
  assert.equal((await samrad.put(address, { name: "To" }, match('"1"'))).headers.etag, '"2"');
  for (const write of [
    () => samrad.put(address, { name: "Tre" }, match('"1"')),
    () => samrad.patch(address, { name: "Tre" }, match('"1"')),
    () => samrad.delete(address, match('"1"')),
    () => samrad.put(`${address}?dryRun=true`, { name: "Tre" }, match('"1"')),
    () => samrad.delete(`${address}?dryRun=true`, match('"3"')),
    () => samrad.put(address, { name: "Tre" }, match('"2x", "02"')),
  ]) {
    const answer = await write();
    assertProblem(answer, 412);
    assert.match(answer.json.detail, /2/);
  }
  assert.equal((await samrad.get(address)).json.name, "To");
  assert.equal((await samrad.patch(address, { name: "Tre" }, match('"9", "2"'))).json.version, 3);
  assert.equal((await samrad.patch(address, { name: "Fire" }, match('W/"3"'))).json.version, 4, "a proxy may weaken our tags");
  assert.equal((await samrad.patch(address, { name: "Fem" }, match("*"))).json.version, 5);
  await samrad.deleted(address, match('"5"'));
});

test("the tag of a deleted resource does not match its successor", async () => {
  const address = "/v1/persons/betinget";
  assert.equal((await samrad.put(address, { name: "Ny" })).json.version, 7);
  assertProblem(await samrad.put(address, { name: "Feil" }, match('"1"')), 412);
  assertProblem(await samrad.delete(address, match('"5"')), 412);
});

test("If-Match on what is not there is 412", async () => {
  for (const tag of ["*", '"1"']) {
    assertProblem(await samrad.put("/v1/persons/ingen", { name: "X" }, match(tag)), 412);
    assertProblem(await samrad.patch("/v1/persons/ingen", { name: "X" }, match(tag)), 412);
    assertProblem(await samrad.delete("/v1/persons/ingen", match(tag)), 412);
  }
  assert.equal((await samrad.get("/v1/persons/ingen")).status, 404);
});

test("If-None-Match: * creates and never replaces", async () => {
  const address = "/v1/persons/forste";
  assert.equal((await samrad.put(address, { name: "A" }, noneMatch("*"))).status, 201);
  assertProblem(await samrad.put(address, { name: "B" }, noneMatch("*")), 412);
  assertProblem(await samrad.put(`${address}?dryRun=true`, { name: "B" }, noneMatch("*")), 412);
  assertProblem(await samrad.put(address, { name: "B" }, noneMatch('"1"')), 412);
  assert.equal((await samrad.put(address, { name: "C" }, noneMatch('"7"'))).json.version, 2);
});

test("what proxies that compress make of our tags is understood, and nothing else", async () => {
  const address = "/v1/persons/komprimert";
  await samrad.store([address, { name: "En" }]);
  for (const tag of ['"1-gzip"', 'W/"1-gzip"', '"1--gzip"', '"1-br"', '"1-zstd"', '"1-deflate"']) {
    assertNotModified(await samrad.get(address, noneMatch(tag)), '"1"');
    assert.equal((await samrad.put(`${address}?dryRun=true`, { name: "To" }, match(tag))).status, 200, tag);
  }
  for (const tag of ['"2-gzip"', '"1-gzip-gzip"', '"1gzip"', '"-gzip"', '"1-gz"', '"1-GZIP"'])
    assertProblem(await samrad.put(address, { name: "To" }, match(tag)), 412);
});

test("a stale tag is told before what is wrong with the body", async () => {
  assertProblem(await samrad.put("/v1/persons/forste", { nam: "B" }, match('"1"')), 412);
});

test("every answer that can be asked for again says how it may be kept", async () => {
  const one = await samrad.get(path);
  assert.equal(one.headers["cache-control"], "public, no-cache");
  assert.equal((await samrad.get(path, { key: samrad.keys.writer })).headers["cache-control"], "private, no-cache");
  assert.equal((await samrad.get(path, noneMatch(one.headers.etag))).headers["cache-control"], "public, no-cache");
  for (const answer of [
    await samrad.get("/v1/bodies/borte"),
    await samrad.get("/v1/checks"),
    await samrad.put(path + "?dryRun=true", collections.bodies.fresh(1)),
  ])
    assert.equal(answer.headers["cache-control"], "no-store", answer.path);
});

samrad.endsCleanly();
