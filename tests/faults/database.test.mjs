// The database goes away and comes back while the service runs: 503 with Retry-After meanwhile, and no restart.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, prepareSamrad } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";
import { Cluster } from "./cluster.mjs";

const cluster = new Cluster();
after(() => cluster.remove());
await cluster.start();
const samrad = await prepareSamrad({ cluster: cluster.folder });
await samrad.serve();
await samrad.store(...foundation);

const person = (name) => samrad.put("/v1/persons/kari", { name });

function assertUnavailable(answer) {
  assertProblem(answer, 503);
  assert.match(answer.headers["retry-after"], /^\d+$/);
  assert.match(answer.json.type, /^\/problems\/(unavailable|overloaded)$/);
}

/** Asks until the status is the one waited for; any status but these two is a fault. */
async function waitFor(path, status, meanwhile) {
  for (const deadline = Date.now() + scaled(10000); Date.now() < deadline; await sleep(50)) {
    const answer = await samrad.get(path);
    if (answer.status === status) return answer;
    assert.equal(answer.status, meanwhile, answer.text);
  }
  throw new Error(`${path} does not become ${status}`);
}

async function assertDown() {
  assertUnavailable(await waitFor("/v1/bodies/radet", 503, 200));
  for (const path of [
    "/v1/bodies",
    "/v1/bodies/radet/check",
    "/v1/bodies/radet/page",
    "/v1/bodies/radet/history",
    "/v1/actions",
    "/health/ready",
  ])
    assertUnavailable(await samrad.get(path));
  for (const answer of [
    await person("Borte"),
    await samrad.post("/v1/persons", { name: "Borte" }),
    await samrad.patch("/v1/persons/kari", {}),
    await samrad.delete("/v1/persons/ola"),
  ])
    assertUnavailable(answer);
  assertUnavailable(await samrad.get("/v1/bodies/radet", { key: samrad.keys.reader }));
}

async function assertUp(name) {
  await waitFor("/health/ready", 200, 503);
  assert.equal((await samrad.get("/v1/bodies/radet")).status, 200);
  const answer = await person(name);
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await samrad.get("/v1/persons/kari")).json.name, name);
}

test("stopped: 503 and a time to wait; alive all the same; started: as before", async () => {
  await assertUp("Før");
  await cluster.stop();
  await assertDown();
  for (const path of ["/health/live", "/metrics", "/v1/openapi.json"]) assert.equal((await samrad.get(path)).status, 200, path);
  assertProblem(await samrad.get("/v1/bodies?limit=0"), 400);
  assertProblem(await samrad.get("/v1/nope"), 404);
  assertProblem(await samrad.post("/v1/persons", { name: "X" }, { key: null }), 401);
  await cluster.start();
  await assertUp("Etter");
});

test("answers are quick while it is down, however many ask", async () => {
  await cluster.stop();
  await waitFor("/health/ready", 503, 200);
  const started = Date.now();
  const answers = await Promise.all(Array.from({ length: 60 }, () => samrad.get("/v1/persons/ola")));
  for (const answer of answers) assertUnavailable(answer);
  assert.ok(Date.now() - started < scaled(3000), `${Date.now() - started} ms`);
  await cluster.start();
  await assertUp("Igjen");
});

test("crashed under load: every request is answered, none with 500, and what was confirmed is there", async () => {
  let running = true;
  const confirmed = new Map();
  const load = Array.from({ length: 6 }, async (_, n) => {
    for (let i = 0; running; i += 1) {
      const id = `last-${n}-${i % 10}`;
      const answer = await samrad.put(`/v1/persons/${id}`, { name: `Navn ${i}` });
      assert.ok([200, 201, 503].includes(answer.status), answer.text);
      if (answer.status !== 503) confirmed.set(id, answer.json.version);
      const read = await samrad.get(`/v1/persons/${id}`);
      assert.ok([200, 404, 503].includes(read.status), read.text);
    }
  });
  await sleep(400);
  await cluster.stop();
  await sleep(400);
  await cluster.start();
  await waitFor("/health/ready", 200, 503);
  await sleep(400);
  running = false;
  await Promise.all(load);
  assert.ok(confirmed.size > 5);
  for (const [id, version] of confirmed) assert.ok((await samrad.get(`/v1/persons/${id}`)).json.version >= version, id);
});

test("sessions that are ended from outside are replaced without anybody noticing on reads", async () => {
  await assertUp("Kobles");
  for (let i = 0; i < 5; i += 1) {
    await samrad.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'samrad%' and pid <> pg_backend_pid()`,
    );
    assert.equal((await samrad.get(`/v1/persons?name=${i}`)).status, 200);
  }
  await samrad.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'samrad%' and pid <> pg_backend_pid()`,
  );
  const answer = await person("Etter kobling");
  assert.ok([200, 503].includes(answer.status), answer.text);
  await assertUp("Koblet");
});

test("the service starts without its database, and is ready when it comes", async () => {
  assert.deepEqual(await samrad.stop(), { code: 0, signal: null });
  samrad.checkLog();
  await cluster.stop();
  await samrad.serve();
  assert.equal((await samrad.get("/health/live")).status, 200);
  assertUnavailable(await samrad.get("/health/ready"));
  await cluster.start();
  await assertUp("Sist");
});

samrad.endsCleanly();
