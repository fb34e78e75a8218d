// Locks that are held, statements that take too long, a pool that is used up: 503, never a hang; and who may read goes on
// reading.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, startSamrad } from "../http/harness.mjs";
import { scaled } from "../http/pace.mjs";

const samrad = await startSamrad({ environment: { SAMRAD_POOL: "4" } });
await samrad.store(...foundation);
const rename = (name) => samrad.patch("/v1/persons/kari", { name });
const timed = async (promise) => {
  const started = Date.now();
  const answer = await promise;
  return { answer, ms: Date.now() - started };
};

const LOCK_KARI = "select from register.persons where id = 'kari' for update";

function assertBusy({ answer, ms }, limit) {
  assertProblem(answer, 503);
  assert.match(answer.headers["retry-after"], /^\d+$/);
  assert.ok(ms < limit, `${ms} ms`);
}

test("a writer waits for a lock, and gets 503 when it takes too long; readers and other writers go on", async () => {
  await samrad.whileLocked(LOCK_KARI, async () => {
    const waiting = [timed(rename("Venter 1")), timed(rename("Venter 2"))];
    await samrad.untilLocked();
    for (let i = 0; i < 5; i += 1) {
      const { answer, ms } = await timed(samrad.get(`/v1/persons?name=${i}`));
      assert.equal(answer.status, 200);
      assert.ok(ms < scaled(1000), `${ms} ms`);
    }
    assert.equal((await samrad.get("/v1/persons/kari")).json.name, "Kari Nordmann");
    const { answer, ms } = await timed(samrad.patch("/v1/persons/ola", { name: "Ola" }));
    assert.equal(answer.status, 200, answer.text);
    assert.ok(ms < scaled(1000), `${ms} ms`);
    for (const one of await Promise.all(waiting)) assertBusy(one, scaled(6000));
  });
  assert.equal((await rename("Etterpå")).status, 200);
});

test("reads that fail take none of those down that were sent along with them", async () => {
  const uncached = await startSamrad({ environment: { SAMRAD_CACHE_MB: "0" } });
  await uncached.store(...foundation);
  const read = (path) => uncached.get(path, { key: null });
  await uncached.whileLocked("lock table register.persons in access exclusive mode", async () => {
    const failing = [], others = [];
    for (let n = 0; n < 60; n += 1) {
      if (n % 10 === 0) failing.push(timed(read("/v1/persons/kari")));
      others.push(read(n % 2 ? "/v1/organisations/etaten" : "/v1/offices/direktoren"));
    }
    for (const answer of await Promise.all(others)) assert.equal(answer.status, 200, answer.text);
    for (const one of await Promise.all(failing)) assertBusy(one, scaled(12000));
  });
  assert.equal((await read("/v1/persons/kari")).status, 200);
  await uncached.stop();
  await uncached.drop();
});

test("a lock that is given back in time is only waited for", async () => {
  await samrad.whileLocked(LOCK_KARI, async (session) => {
    const waiting = rename("Ventet");
    await samrad.untilLocked();
    await session.run("commit");
    assert.equal((await waiting).status, 200);
  });
  assert.equal((await samrad.get("/v1/persons/kari")).json.name, "Ventet");
});

test("more writers than connections: each is answered in time, and afterwards all is as before", async () => {
  await samrad.whileLocked(LOCK_KARI, async () => {
    const waiting = Array.from({ length: 16 }, (_, i) => timed(rename(`Kø ${i}`)));
    await samrad.untilLocked();
    const reading = timed(samrad.get("/v1/persons?name=opptatt"));
    assert.equal((await samrad.get("/health/live")).status, 200);
    for (const one of await Promise.all(waiting)) assertBusy(one, scaled(6000));
    const { answer, ms } = await reading;
    assert.ok([200, 503].includes(answer.status), answer.text);
    assert.ok(ms < scaled(3000), `${ms} ms`);
  });
  const { answer, ms } = await timed(rename("Fritt"));
  assert.equal(answer.status, 200, answer.text);
  assert.ok(ms < scaled(1000), `${ms} ms`);
  assert.match((await samrad.get("/metrics")).text, /samrad_database_waits_timed_out_total [1-9]/);
});

test("a check of all bodies that many ask for at once is whole or refused, and never breaks off", async () => {
  const bodies = Array.from({ length: 300 }, (_, n) => JSON.stringify({ type: "bodies", id: `mange-${n}`, data: { name: { nb: `Mange ${n}` }, kind: "forum" } })).join("\n");
  const loaded = await samrad.post("/v1/import", bodies, { key: samrad.keys.admin, headers: { "content-type": "application/x-ndjson" } });
  assert.equal(loaded.status, 200, loaded.text);
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => samrad.get("/v1/checks").catch((error) => ({ status: error.code ?? error.message }))));
  for (const { status, json } of outcomes) {
    assert.ok([200, 503].includes(status), `${status}`);
    if (status === 200) assert.equal(json.items.filter(({ body }) => body.startsWith("mange-")).length, 300);
  }
  assert.ok(outcomes.some(({ status }) => status === 200));
});

test("a statement that takes too long is 503, and leaves nothing", async () => {
  await samrad.sql(`create function register.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(${scaled(30)}); return new; end $$;
                    create trigger z_slow before insert on register.areas for each row execute function register.slow()`);
  const [slow, beside] = await Promise.all([
    timed(samrad.put("/v1/areas/treg", { name: { nb: "T" }, kind: "district" })),
    timed(samrad.get("/v1/areas/bygda")),
  ]);
  assertBusy(slow, scaled(9000));
  assert.equal(slow.answer.json.type, "/problems/timeout");
  assert.equal(beside.answer.status, 200);
  await samrad.sql("drop trigger z_slow on register.areas; drop function register.slow()");
  assert.equal((await samrad.get("/v1/areas/treg")).status, 404);
  assert.equal(await samrad.sql("select count(*) from register.change where id = 'treg'"), "0");
  assert.equal((await samrad.put("/v1/areas/treg", { name: { nb: "T" }, kind: "district" })).status, 201);
});

test("two writers that wait for each other both get an answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => {
      const [a, b] = i % 2 ? ["kari", "ola"] : ["ola", "kari"];
      return samrad.put(`/v1/offices/delt-${i % 3}`, { title: { nb: `E${i}` }, shared: true, holders: [{ person: a }, { person: b }] });
    }),
  );
  for (const answer of answers) assert.ok([200, 201, 409, 503].includes(answer.status), answer.text);
});

samrad.endsCleanly();
