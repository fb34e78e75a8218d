// A database that does not answer, and one that cannot confirm what it commits: nobody hangs on it, nobody is told that a
// write is safe that is not, and readiness says which part is missing.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "../http/database.mjs";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, prepareSamrad } from "../http/harness.mjs";
import { scaled } from "../http/pace.mjs";
import { Cluster } from "./cluster.mjs";

const cluster = new Cluster();
after(async () => {
  await cluster.signal("CONT");
  await cluster.remove();
});
await cluster.start();
const samrad = await prepareSamrad({ cluster: cluster.folder });
await samrad.serve();
await samrad.store(...foundation);

/** Readiness, when it is so; what it says is missing. */
async function becomes(status, ms = scaled(15000)) {
  for (const deadline = Date.now() + ms; ; ) {
    const answer = await samrad.get("/health/ready");
    if (answer.status === status || Date.now() > deadline) {
      assert.equal(answer.status, status, answer.text);
      return answer.json.detail;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

test("a commit that no standby confirms is not told as stored; readiness says that writes are missing, and reads go on", async () => {
  await becomes(200);
  await sql(cluster.folder, "postgres", "alter system set synchronous_standby_names = '*'");
  await sql(cluster.folder, "postgres", "select pg_reload_conf()");
  assert.match(await becomes(503), /writes/);
  const answer = await samrad.put("/v1/persons/alene", { name: "Alene" });
  assertProblem(answer, 503);
  assert.equal((await samrad.get("/v1/persons/kari")).status, 200);
  assert.equal((await samrad.get("/health/live")).status, 200);
  const told = samrad.process.log().filter(({ status, detail }) => status === 503 && /standby|answer in time/.test(detail ?? ""));
  assert.ok(told.length > 0, "the log says why");
  await sql(cluster.folder, "postgres", "alter system reset synchronous_standby_names");
  await sql(cluster.folder, "postgres", "select pg_reload_conf()");
  await becomes(200);
  assert.ok([200, 201].includes((await samrad.put("/v1/persons/alene", { name: "Alene igjen" })).status));
});

test("a frozen database holds nobody for longer than a statement may take, nor the end of the service", async () => {
  await cluster.signal("STOP");
  const started = Date.now();
  const answers = await Promise.all([samrad.put("/v1/persons/frossen", { name: "Frossen" }), samrad.get("/v1/persons?name=frossen")]);
  for (const answer of answers) assertProblem(answer, 503);
  assert.match(await becomes(503), /database/);
  assert.ok(Date.now() - started < scaled(16000), `${Date.now() - started} ms`);
  assert.equal((await samrad.get("/health/live")).status, 200);
  samrad.put("/v1/persons/frossen", { name: "Frossen" }).catch(() => {});
  const ending = Date.now();
  const { code } = await samrad.stop();
  assert.equal(code, 0);
  assert.ok(Date.now() - ending < scaled(16000), `${Date.now() - ending} ms to end`);
});
