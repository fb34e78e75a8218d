// Reads from a real standby: one that keeps up, one that lags, one that is away. Nobody reads less than he asked for, nothing
// old is kept, and a key that is revoked is refused at once.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { databaseUrl, sql } from "../http/database.mjs";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, prepareSamrad } from "../http/harness.mjs";
import { scaled, sleep, until } from "../http/pace.mjs";
import { Cluster } from "./cluster.mjs";

const primary = new Cluster();
const standby = new Cluster();
after(() => Promise.all([primary.remove(), standby.remove()]));
await primary.start();
await standby.follow(primary);
const samrad = await prepareSamrad({ cluster: primary.folder });
samrad.environment.SAMRAD_READ_URL = databaseUrl(standby.folder, samrad.database);
await samrad.serve();
await samrad.store(...foundation);

const onStandby = (statement) => sql(standby.folder, samrad.database, statement);
const name = async (options) => (await samrad.get("/v1/persons/kari", options)).json.name;

async function written(text) {
  const answer = await samrad.put("/v1/persons/kari", { name: text });
  assert.ok([200, 201].includes(answer.status), answer.text);
  return { headers: { "samrad-min-revision": answer.headers["samrad-revision"] } };
}

async function eventually(text) {
  for (let i = 0; i < 100 && (await name()) !== text; i += 1) await sleep(50);
  assert.equal(await name(), text);
}

test("reads go to the standby, and what is asked for is there", async () => {
  for (let i = 0; i < 10; i += 1) assert.equal(await name(await written(`Følger ${i}`)), `Følger ${i}`);
  await eventually("Følger 9");
  const connected = await onStandby("select count(*) from pg_stat_activity where application_name = 'samrad'");
  assert.ok(Number(connected) >= 1, "the service is connected to the standby");
});

test("a standby that lags is read by who asks for nothing, and never by who asks; nothing old is kept", async () => {
  await eventually("Følger 9");
  await onStandby("select pg_wal_replay_pause()");
  const asked = await written("Ny");
  for (let i = 0; i < 3; i += 1) assert.equal(await name(), "Følger 9");
  for (const path of ["/v1/persons/kari", "/v1/persons?id=kari", "/v1/persons/kari/history", "/v1/persons?sort=-name"]) {
    assert.doesNotMatch((await samrad.get(path)).text, /Ny/, path);
    assert.match((await samrad.get(path, asked)).text, /Ny/, path);
    assert.match((await samrad.get(path)).text, /Ny/, `${path}: what the primary said is kept`);
  }
  await onStandby("select pg_wal_replay_resume()");
  await eventually("Ny");
});

test("a key that is revoked is refused at once, however far behind the standby is; a write sees what is written", async () => {
  await onStandby("select pg_wal_replay_pause()");
  assert.equal((await samrad.get("/v1/persons/kari", { key: samrad.keys.reader })).status, 200);
  await samrad.command("key", "revoke", samrad.keyId("reader"));
  assertProblem(await samrad.get("/v1/persons/kari", { key: samrad.keys.reader }), 401);
  await samrad.store(["/v1/persons/sist", { name: "Sist" }]);
  assert.equal((await samrad.put("/v1/memberships/sist", { body: "radet", role: "member", person: "sist" })).status, 201);
  await onStandby("select pg_wal_replay_resume()");
});

test("without the standby the primary answers; when it is back it is read again", async () => {
  await standby.stop("immediate");
  const asked = await written("Uten");
  for (let i = 0; i < 5; i += 1) {
    assert.equal(await name(), "Uten");
    assert.equal(await name(asked), "Uten");
    assert.equal((await samrad.get(`/v1/persons?name=${i}`)).status, 200);
  }
  await standby.restart();
  await written("Igjen");
  await eventually("Igjen");
});

test("reads that went to the primary while no standby was there move to the one that comes", async () => {
  await standby.stop("immediate");
  const both = databaseUrl(standby.folder, samrad.database).replace("host=", `host=${encodeURIComponent(primary.folder)},`);
  const other = await samrad.beside({ SAMRAD_READ_URL: both });
  let turn = 0;
  const reads = async () => (await Promise.all([1, 2, 3].map(() => other.get(`/v1/persons?name=${(turn += 1)}`)))).every(({ status }) => status === 200); // no answer is kept
  assert.ok(await reads());
  await standby.restart();
  // a session for reads is given up after half a minute
  const moved = async () => (await reads()) && Number(await onStandby("select count(*) from pg_stat_activity where application_name = 'samrad'")) >= 1;
  assert.ok(await until(moved, 60000, 500));
  assert.deepEqual(await other.stop(), { code: 0, signal: null }, other.process.report());
});

test("without the primary reads go on, with a key and with a revision, too; writes are told to come again", async () => {
  const asked = await written("Sist skrevet");
  await eventually("Sist skrevet");
  await primary.stop("immediate");
  for (const options of [{}, { key: samrad.keys.writer }, asked, { ...asked, key: samrad.keys.writer }]) assert.equal(await name(options), "Sist skrevet");
  assertProblem(await samrad.get("/v1/persons/kari", { headers: { "samrad-min-revision": "999999999" } }), 503);
  const refused = await samrad.put("/v1/persons/kari", { name: "Ikke nå" });
  assertProblem(refused, 503);
  assert.ok(refused.headers["retry-after"]);
  await primary.restart();
});

test("a primary that falls silent costs a read less than a second, with a key and with a revision, too", async () => {
  const key = await samrad.command("key", "create", "--name", "kort", "--scopes", "samrad:read");
  let turn = 0; // no answer is kept
  assert.ok(await until(async () => (await samrad.put("/v1/persons/kari", { name: "Før stillheten" })).status === 200));
  const asked = await written("Sist før stillheten");
  await eventually("Sist før stillheten");
  assert.ok(await until(async () => (await samrad.get("/v1/persons/kari", { key })).status === 200));
  const read = async (options) => {
    const began = performance.now();
    const { status, text } = await samrad.get(`/v1/persons?name=${(turn += 1)}`, options);
    assert.equal(status, 200, text);
    return performance.now() - began;
  };
  await primary.signal("STOP");
  try {
    const often = [{}, { key }, asked, { ...asked, key }];
    const first = await Promise.all([...often, ...often, ...often].map(read));
    const late = first.filter((ms) => ms >= scaled(1000));
    assert.ok(late.length <= 1, `one at most opens a connection: ${first.map(Math.round)}`);
    let worst = 0;
    for (const end = performance.now() + scaled(8000); performance.now() < end; await sleep(50))
      for (const options of often) worst = Math.max(worst, await read(options));
    assert.ok(worst < scaled(1000), `${worst} ms`);
  } finally {
    await primary.signal("CONT");
  }
  assert.ok(await until(async () => (await samrad.get("/health/ready")).status === 200));
  await samrad.command("key", "revoke", key.split("_").at(-2));
  await onStandby("select pg_wal_replay_pause()");
  const refused = async () => (await samrad.get("/v1/persons/kari", { key })).status === 401;
  assert.ok(await until(refused), "the primary is asked again");
  await onStandby("select pg_wal_replay_resume()");
});

samrad.endsCleanly();
