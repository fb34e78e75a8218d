// A register that is filled and in use is migrated by a later version (faults/later): reads go on, nothing is lost, the service of
// before serves beside the new schema, and the new one is not ready before its schema is there. Long readers hold nobody up.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assertProblem, startSamrad } from "../http/harness.mjs";
import { sleep, until } from "../http/pace.mjs";

const LATER = join(dirname(process.env.SAMRAD_BIN), "../tests/samrad_later");
const samrad = await startSamrad({ example: true });
const migrated = () => samrad.sql("select count(*) from samrad_migration.applied where name = '99_later'");

test("the later version is not ready before the schema is, and says so", async () => {
  const early = await samrad.beside({ SAMRAD_BIN: LATER });
  const answer = await early.get("/health/ready");
  assertProblem(answer, 503);
  assert.match(answer.json.detail, /schema/);
  assert.equal((await early.stop()).code, 0);
});

test("while somebody reads for long and others read and write, the register is migrated, and nobody is held up", async () => {
  let running = true;
  const answers = { read: [], write: [] };
  const acknowledged = [];
  const ask = async (kind, request) => {
    for (let n = 0; running; n += 1) {
      const answer = await request(n);
      answers[kind].push(answer.status);
      if (kind === "write" && answer.status < 300) acknowledged.push(n);
      await sleep(5);
    }
  };
  const load = [
    ask("read", (n) => samrad.get(`/v1/persons?limit=1&sort=${n % 2 ? "name" : "-name"}`)),
    ask("read", () => samrad.get("/v1/bodies/sektorradet/check")),
    ask("write", (n) => samrad.put("/v1/persons/oppgradert", { name: `Navn ${n}` })),
  ];
  let migration;
  await samrad.whileLocked("select from register.persons limit 1", async () => {
    migration = samrad.command("migrate", { binary: LATER });
    await sleep(2000);
    assert.equal(await migrated(), "0", "it waits for who reads for long");
  });
  assert.match(await migration, /applied 99_later/);
  await sleep(300);
  running = false;
  await Promise.all(load);
  assert.deepEqual([...new Set(answers.read)], [200], "reads go on");
  assert.deepEqual(answers.write.filter((status) => ![200, 201, 503].includes(status)), []);
  assert.ok(acknowledged.length > 0);
  const { items } = (await samrad.get("/v1/persons/oppgradert/history?limit=500", { key: samrad.keys.admin })).json;
  const names = new Set(items.map(({ data }) => data.name));
  assert.deepEqual(acknowledged.filter((n) => !names.has(`Navn ${n}`)).slice(-5), [], "nothing that was acknowledged is lost");
});

test("the version of before goes on beside the new schema, and its migrate says so", async () => {
  assert.match(await samrad.command("migrate"), /99_later was brought by a later version/);
  assert.equal((await samrad.get("/health/ready")).status, 200);
  await samrad.store(["/v1/persons/gammel", { name: "Gammel Tjeneste" }]);
});

test("both versions serve one register, whole", async () => {
  const later = await samrad.beside({ SAMRAD_BIN: LATER });
  assert.ok(await until(async () => (await later.get("/health/ready")).status === 200), "the later version is ready");
  await later.store(["/v1/persons/ny", { name: "Ny Tjeneste" }]);
  assert.equal((await samrad.get("/v1/persons/ny")).status, 200);
  assert.equal((await later.patch("/v1/persons/gammel", { name: "Gammel Person" })).json.version, 2);
  assert.equal(await samrad.sql("select string_agg(initials, '' order by initials) from register.later_initials where person in ('ny', 'gammel')"), "GN");
  assert.equal((await later.stop()).code, 0);
  assert.ok((await samrad.command("verify")) !== undefined);
});

samrad.endsCleanly();
