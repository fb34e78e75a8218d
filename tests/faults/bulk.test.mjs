// Imports and exports when things go wrong: all or nothing, and nobody else is kept waiting.

import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, prepareSamrad } from "../http/harness.mjs";
import { scaled, sleep, until } from "../http/pace.mjs";
import { Cluster } from "./cluster.mjs";
import { inTheMiddle } from "./middle.mjs";

const LINES = 3000;
const NDJSON = { "content-type": "application/x-ndjson" };
const person = (id, name) => JSON.stringify({ type: "persons", id, data: { name, note: { nb: "x".repeat(300) } } });
const people = (prefix, name = "Navn", count = LINES) => Array.from({ length: count }, (_, n) => person(`${prefix}-${n}`, name)).join("\n");

const samrad = await prepareSamrad({ environment: { SAMRAD_POOL: "4" } });
await samrad.serve();
await samrad.store(...foundation);
const load = (body, options = {}) => samrad.post("/v1/import", body, { ...options, headers: NDJSON });
const count = (prefix) => samrad.sql(`select count(*) from register.persons where id like '${prefix}-%'`);
const working = () => samrad.sql(`select count(*) from pg_stat_activity where datname = current_database() and application_name = 'samrad' and xact_start is not null`);

/** What must hold of the tables, whatever happened. Each gives the number of rows that break it. */
const laws = {
  "a change without a revision": "select count(*) from register.change left join register.revision using (transaction) where revision is null",
  "a change without its resource":
    "select count(*) from register.change as c where collection = 'persons' and not exists (select from register.persons as p where p.id = c.id and p.version >= c.version)",
  "a resource that is not registered":
    "select count(*) from register.persons as p where not exists (select from register.resource where collection = 'persons' and id = p.id)",
};
async function assertLaws(of = samrad) {
  for (const [what, sql] of Object.entries(laws)) assert.equal(await of.sql(sql), "0", what);
}

/** Waits until the import of `run` stands before the row that is locked, and then does something. */
const atTheRow = (run, then) => inTheMiddle(samrad, "select from register.persons where id = 'kari' for update", run, then);

test("half an upload, and then silence: nothing is held but the connection", async () => {
  const body = people("halv");
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(
    `POST /v1/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nAuthorization: Bearer ${samrad.keys.writer}\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`,
  );
  await sleep(500);
  assert.ok(await until(async () => (await working()) === "0"), "no session of the database is held");
  const lent = async () => /^samrad_database_connections\{state="lent"\} (\d+)/m.exec((await samrad.get("/metrics")).text)[1];
  assert.ok(await until(async () => (await lent()) === "0"), "no connection is lent");
  assert.equal((await load(people("hel", "Navn", 10))).status, 200);
  socket.destroy();
  await sleep(200);
  assert.equal(await count("halv"), "0");
});

test("two imports at once: one after the other, both whole", async () => {
  const answers = await Promise.all([load(people("to", "Den ene")), load(people("to", "Den andre"))]);
  assert.deepEqual(answers.map(({ status }) => status), [200, 200], answers.map(({ text }) => text).join());
  assert.equal(await samrad.sql("select count(distinct data->>'name') from register.persons where id like 'to-%'"), "1");
  assert.equal(await samrad.sql("select count(*), min(version), max(version) from register.persons where id like 'to-%'"), `${LINES}|2|2`);
  const [first, second] = answers.map(({ headers }) => Number(headers["samrad-revision"])).sort((a, b) => a - b);
  assert.equal(second, first + 1);
  await assertLaws();
});

test("while an import runs, others read and write", async () => {
  const run = () => load(`${people("langsom")}\n${person("kari", "Kari Endret")}`);
  const { answer } = await atTheRow(run, async () => {
    assert.equal(await working(), "1");
    assert.equal((await samrad.get("/v1/persons?limit=1")).status, 200);
    const started = Date.now();
    assert.equal((await samrad.put("/v1/persons/imens", { name: "Imens" })).status, 201);
    assert.ok(Date.now() - started < scaled(2000));
    assert.equal((await samrad.get("/v1/persons/langsom-1")).status, 404);
  });
  assert.equal((await answer).status, 200);
  assert.equal(await count("langsom"), String(LINES));
  assert.ok(Number((await answer).headers["samrad-revision"]) > 0);
});

test("a writer and an import that want the same at the same time: both are answered, and nothing is lost", async () => {
  let writing = true;
  const statuses = new Set();
  const writer = (async () => {
    for (let n = 0; writing; n += 1) statuses.add((await samrad.patch("/v1/persons/ola", { name: `Ola ${n}` })).status);
  })();
  for (let round = 0; round < 5; round += 1) {
    const answer = await load(`${person("ola", `Ola fra fil ${round}`)}\n${people("begge", `Runde ${round}`, 500)}`);
    assert.ok([200, 409, 503].includes(answer.status), answer.text);
  }
  writing = false;
  await writer;
  for (const status of statuses) assert.ok([200, 409, 503].includes(status), String(status));
  assert.ok(statuses.has(200));
  assert.equal(await samrad.sql("select count(*) from (select version - lag(version, 1, 0) over (partition by id order by version) as step from register.change where collection = 'persons') as v where step <> 1"), "0");
});

test("killed in the middle: nothing of it is there, and the import can be made again", async () => {
  const body = `${people("drept")}\n${person("kari", "Kari Drept")}`;
  const { answer } = await atTheRow(() => load(body), () => samrad.process.end("SIGKILL"));
  assert.equal((await answer).status, 0);
  samrad.client.close();
  await samrad.serve();
  for (let waited = 0; waited < 10000 && (await working()) !== "0"; waited += 50) await sleep(50);
  assert.equal(await count("drept"), "0");
  await assertLaws();
  assert.equal((await load(body)).status, 200);
  assert.equal(await count("drept"), String(LINES));
});

test("ended in the middle: the import is answered first", async () => {
  const body = `${people("sist")}\n${person("kari", "Kari til sist")}`;
  let ended;
  const { answer } = await atTheRow(() => load(body), async () => {
    ended = samrad.process.end("SIGTERM");
    await sleep(200);
  });
  assert.equal((await answer).status, 200, (await answer).text);
  assert.deepEqual(await ended, { code: 0, signal: null }, samrad.process.report());
  samrad.client.close();
  await samrad.serve();
  assert.equal(await count("sist"), String(LINES));
});

test("slow readers of exports are few, and keep nobody from the database", async () => {
  for (let n = 0; n < 3; n += 1) assert.equal((await load(people(`stor${n}`, "Stor", 12000))).status, 200);
  const slow = [];
  const open = () => {
    const socket = net.connect(samrad.client.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n");
    socket.once("data", () => socket.pause());
    slow.push(socket);
    return sleep(700);
  };
  await open(); // of four connections one is for exports
  assertProblem(await samrad.get("/v1/export"), 503);
  assert.equal((await samrad.get("/v1/persons?limit=1")).status, 200);
  assert.equal((await samrad.put("/v1/persons/ved-siden-av", { name: "Ved siden av" })).status, 201);
  slow[0].destroy();
  let answer;
  for (let waited = 0; waited < 20000; waited += 500) {
    answer = await samrad.get("/v1/export");
    if (answer.status === 200) break;
    await sleep(500);
  }
  assert.equal(answer.status, 200);
  assert.equal(answer.text.trimEnd().split("\n").length, Number(await samrad.sql("select count(*) from register.resource")));
});

test("the database crashes in the middle: 503, nothing of it is there, and it can be made again", async () => {
  const cluster = new Cluster();
  await cluster.start();
  const other = await prepareSamrad({ cluster: cluster.folder });
  await other.serve();
  const body = people("krasj", "Navn", 20000);
  const answer = other.post("/v1/import", body, { headers: NDJSON });
  for (let waited = 0; waited < 20000; waited += 20) {
    if ((await other.sql("select count(*) from pg_locks where locktype = 'advisory' and granted")) !== "0") break;
    await sleep(20);
  }
  await cluster.stop("immediate");
  assertProblem(await answer, 503);
  await cluster.start();
  assert.equal(await other.sql("select count(*) from register.persons"), "0");
  await assertLaws(other);
  let again;
  for (let waited = 0; waited < 20000; waited += 300) {
    again = await other.post("/v1/import", people("krasj", "Navn", 100), { headers: NDJSON });
    if (again.status === 200) break;
    await sleep(300);
  }
  assert.equal(again.status, 200, again.text);
  assert.equal(await other.sql("select count(*) from register.persons"), "100");
  assert.deepEqual(await other.stop(), { code: 0, signal: null }, other.process.report());
  await cluster.remove();
});

samrad.endsCleanly();
