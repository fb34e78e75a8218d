// The same POST sent twice is made once: the answer is kept with the write, and given again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);

const under = (key, options = {}) => ({ ...options, headers: { "idempotency-key": key, ...options.headers } });
const changes = () => samrad.sql("select count(*) from register.change");
const kept = () => samrad.sql("select count(*) from register.idempotent_answer");
const HEADERS = ["location", "etag", "samrad-revision", "content-type"];

function assertSame(first, second) {
  assert.equal(second.status, first.status, second.text);
  assert.equal(second.text, first.text);
  for (const name of HEADERS) assert.equal(second.headers[name], first.headers[name], name);
  assert.equal(first.headers["idempotency-replayed"], undefined);
  assert.equal(second.headers["idempotency-replayed"], "true");
}

test("a creation is made once, and answered the same again, also when the resource has moved on", async () => {
  const first = await samrad.post("/v1/persons", { name: "Én" }, under("skapes"));
  assert.equal(first.status, 201, first.text);
  const before = await changes();
  assertSame(first, await samrad.post("/v1/persons", { name: "Én" }, under("skapes")));
  assert.equal(await changes(), before);
  await samrad.patched(`/v1/persons/${first.json.id}`, { name: "To" });
  await samrad.deleted(`/v1/persons/${first.json.id}`);
  assertSame(first, await samrad.post("/v1/persons", { name: "Én" }, under("skapes")));
  assert.equal((await samrad.get(first.headers.location)).status, 404);
});

test("a transaction is made once", async () => {
  const body = { operations: [{ method: "POST", path: "/v1/persons", body: { name: "I" } }, { method: "PATCH", path: "/v1/persons/kari", body: { name: "K" } }] };
  const first = await samrad.post("/v1/transactions", body, under("flere"));
  assert.equal(first.status, 200, first.text);
  const before = await changes();
  assertSame(first, await samrad.post("/v1/transactions", body, under("flere")));
  assert.equal(await changes(), before);
});

test("another request under the key is 422: another body, address, way of handling, or sight", async () => {
  await samrad.post("/v1/persons", { name: "A" }, under("gjenbrukt"));
  const before = await changes();
  for (const answer of [
    await samrad.post("/v1/persons", { name: "B" }, under("gjenbrukt")),
    await samrad.post("/v1/persons", '{"name":"A" }', under("gjenbrukt")),
    await samrad.post("/v1/organisations", { name: { nb: "A" }, kind: "agency" }, under("gjenbrukt")),
    await samrad.post("/v1/persons", { name: "A" }, under("gjenbrukt", { headers: { prefer: "handling=strict" } })),
  ])
    assertProblem(answer, 422, { header: "Idempotency-Key", code: "key_reused" });
  assert.equal(await changes(), before);
});

test("a key belongs to its caller", async () => {
  const first = await samrad.post("/v1/persons", { name: "Min" }, under("felles"));
  const other = await samrad.post("/v1/persons", { name: "Min" }, under("felles", { key: samrad.keys.admin }));
  assert.equal(other.status, 201);
  assert.notEqual(other.json.id, first.json.id);
});

test("what is refused is not kept: mended, it goes through under the same key", async () => {
  const before = await kept();
  assertProblem(await samrad.post("/v1/persons", { name: 7 }, under("rettes")), 422);
  assertProblem(await samrad.post("/v1/persons", { id: "kari", name: "K" }, under("rettes")), 409);
  assertProblem(await samrad.post("/v1/persons", "{", under("rettes")), 400);
  assertProblem(await samrad.post("/v1/persons", { name: "K" }, under("rettes", { key: samrad.keys.reader })), 403);
  assert.equal(await kept(), before);
  assert.equal((await samrad.post("/v1/persons", { name: "K" }, under("rettes"))).status, 201);
});

test("a trial is not kept, and passes the key over", async () => {
  const before = await kept();
  const trial = () => samrad.post("/v1/persons?dryRun=true", { name: "Prøve" }, under("prove"));
  for (const answer of [await trial(), await trial()]) {
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.headers["idempotency-replayed"], undefined);
  }
  assert.equal(await kept(), before);
  assert.equal((await samrad.post("/v1/persons", { name: "Prøve" }, under("prove"))).status, 201);
});

test("while the first is at work: 409 and a time to wait; then its answer", async () => {
  const body = { operations: [{ method: "PATCH", path: "/v1/persons/ola", body: { note: { nb: "Venter" } } }] };
  let first;
  await samrad.whileLocked("select from register.persons where id = 'ola' for update", async () => {
    first = samrad.post("/v1/transactions", body, under("venter"));
    await samrad.untilLocked();
    const second = await samrad.post("/v1/transactions", body, under("venter"));
    assertProblem(second, 409);
    assert.match(second.json.detail, /ikke ferdig/);
    assert.match(second.headers["retry-after"], /^[1-9]\d*$/);
  });
  assert.equal((await first).status, 200, (await first).text);
  assertSame(await first, await samrad.post("/v1/transactions", body, under("venter")));
});

test("however many send it at once, it is written once, and nobody is told otherwise", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => samrad.post("/v1/persons", { name: "Samtidig" }, under("samtidig"))));
  const made = answers.filter(({ status }) => status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map(({ json }) => json.id)).size, 1);
  assert.equal(made.filter(({ headers }) => !headers["idempotency-replayed"]).length, 1);
  for (const answer of answers.filter(({ status }) => status !== 201)) assert.ok([409, 503].includes(answer.status), answer.text);
  assert.equal(await samrad.sql("select count(*) from register.persons where data->>'name' = 'Samtidig'"), "1");
});

test("a key that is none is 400; on a PUT it means nothing", async () => {
  for (const key of ["", "med mellomrom", "æ", "x".repeat(256)]) {
    const answer = await samrad.post("/v1/persons", { name: "K" }, under(Buffer.from(key).toString("latin1")));
    assertProblem(answer, 400, { header: "Idempotency-Key" });
  }
  assert.equal((await samrad.post("/v1/persons", { name: "K" }, under("x".repeat(255)))).status, 201);
  for (const name of ["A", "B"]) assert.equal((await samrad.put("/v1/persons/kari", { name }, under("put"))).status, 200);
});

test("after a day the key is free again, and what is old goes away", async () => {
  const first = await samrad.post("/v1/persons", { name: "Gammel" }, under("gammel"));
  await samrad.sql("update register.idempotent_answer set at = now() - interval '23 hours 59 minutes'");
  assertSame(first, await samrad.post("/v1/persons", { name: "Gammel" }, under("gammel")));
  await samrad.sql("update register.idempotent_answer set at = now() - interval '24 hours'");
  const old = Number(await kept());
  const second = await samrad.post("/v1/persons", { name: "Gammel" }, under("gammel"));
  assert.equal(second.status, 201);
  assert.notEqual(second.json.id, first.json.id);
  assert.ok(Number(await kept()) < old, "some are gone");
  await samrad.post("/v1/persons", { name: "Siste" }, under("siste"));
  assert.equal(await kept(), "2");
});

samrad.endsCleanly();
