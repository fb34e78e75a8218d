// How the service ends: in peace, with requests under way answered; and by force, with nothing half-written.

import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { foundation, minutes } from "../http/fixtures.mjs";
import { prepareSamrad, Process } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";

const samrad = await prepareSamrad();
await samrad.serve();
await samrad.store(...foundation);

const refuses = () =>
  new Promise((done) => {
    const socket = net.connect(samrad.client.port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      done(false);
    });
    socket.on("error", ({ code }) => done(code === "ECONNREFUSED"));
  });

/** A connection that is open already, on which one asks later. */
function openConnection() {
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  socket.on("error", () => {});
  const closed = new Promise((done) => socket.on("close", () => done(text)));
  return {
    opened: new Promise((done, fail) => socket.on("connect", done).on("error", fail)),
    ask: (path) => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return closed;
    },
  };
}

/** Each test begins with a running service, however the one before it ended. */
async function startAgain() {
  const { exitCode, signalCode } = samrad.process.child;
  if (exitCode !== null || signalCode !== null) await samrad.serve();
}

async function assertEnded(how) {
  assert.deepEqual(how, { code: 0, signal: null }, samrad.process.report());
  samrad.checkLog();
}

for (const signal of ["SIGTERM", "SIGINT"]) {
  test(`${signal}: a request under way is answered, newcomers are refused, status 0`, async () => {
    await startAgain();
    const connection = openConnection();
    await connection.opened;
    const name = `Til slutt, ${signal}`;
    let waiting, ended;
    await samrad.whileLocked("select from register.persons where id = 'kari' for update", async () => {
      waiting = samrad.patch("/v1/persons/kari", { name }).catch((error) => ({ text: String(error) }));
      await samrad.untilLocked();
      ended = samrad.process.end(signal);
      await sleep(200);
      assert.equal(await refuses(), true, "new connections are refused");
      const late = await Promise.race([connection.ask("/health/ready"), sleep(1000)]);
      if (late) {
        assert.match(late, /^HTTP\/1\.1 503 /);
        assert.match(late, /^Connection: close\r$/im);
      }
    });
    const answer = await waiting;
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.connection, "close");
    samrad.client.close();
    await assertEnded(await ended);
    await samrad.serve();
    assert.equal((await samrad.get("/v1/persons/kari")).json.name, name);
  });
}

test("with nothing under way it ends at once, whoever keeps a connection open", async () => {
  await startAgain();
  const connection = openConnection();
  await connection.opened;
  const started = Date.now();
  await assertEnded(await samrad.stop());
  assert.ok(Date.now() - started < scaled(3000), `${Date.now() - started} ms`);
});

test("an upload that never comes to its end does not keep it from ending", async () => {
  await startAgain();
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(
    `PUT /v1/persons/aldri HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${samrad.keys.writer}\r\n` +
      `Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":`,
  );
  await sleep(200);
  const started = Date.now();
  await assertEnded(await samrad.stop());
  assert.ok(Date.now() - started < scaled(12000), `${Date.now() - started} ms`);
  socket.destroy();
  await startAgain();
  assert.equal((await samrad.get("/v1/persons/aldri")).status, 404);
});

/** What must hold of the tables, whatever happened. Each gives the number of rows that break it. */
const laws = {
  "a version without its resource, or the other way round":
    "select count(*) from register.persons as p where p.version <> (select max(version) from register.change where collection = 'persons' and id = p.id)",
  "a gap in the versions":
    "select count(*) from (select version - lag(version, 1, 0) over (partition by collection, id order by version) as step from register.change) as v where step <> 1",
  "a change without a revision":
    "select count(*) from register.change left join register.revision using (transaction) where revision is null",
  "a resource that is not registered": `select count(*) from (select 'persons' as c, id from register.persons union all select 'minutes', id from register.minutes union all
     select 'meetings', id from register.meetings) as t where not exists (select from register.resource where collection = t.c and id = t.id)`,
  "a registered resource that is not there": `select count(*) from register.resource as r where collection = 'persons' and not exists (select from register.persons where id = r.id)`,
  "minutes without their two actions":
    "select count(*) from register.minutes as m where (select count(*) from register.actions where minutes = m.id) <> 2",
  "a revision counter behind":
    "select case when (select revision from register.revision_counter) = (select max(revision) from register.revision) then 0 else 1 end",
};

test("killed in the middle of writes: what was confirmed is there, and nothing is half there", async () => {
  await startAgain();
  for (let round = 0; round < 3; round += 1) {
    const confirmed = [];
    const writers = Array.from({ length: 8 }, async (_, n) => {
      for (let i = 0; ; i += 1) {
        const id = `drept-${round}-${n}-${i}`;
        const writes =
          n % 2
            ? [[`/v1/persons/${id}`, { name: `Navn ${i}` }]]
            : [
                [`/v1/meetings/${id}`, { body: "radet", status: "held", date: "2024-01-01" }],
                [`/v1/minutes/${id}`, minutes(id, 1, 2)],
              ];
        for (const [path, document] of writes) {
          const answer = await samrad.put(path, document).catch(() => null);
          if (!answer) return;
          if (answer.status === 201) confirmed.push([path, answer.text]);
        }
      }
    });
    // in the middle: some are confirmed, more are under way
    for (let waited = 0; confirmed.length <= 10 + 10 * round && waited < 20000; waited += 10) await sleep(10);
    assert.deepEqual(await samrad.process.end("SIGKILL"), { code: null, signal: "SIGKILL" });
    await Promise.all(writers);
    samrad.client.close();
    await samrad.serve();
    for (const [what, sql] of Object.entries(laws)) assert.equal(await samrad.sql(sql), "0", what);
    assert.ok(confirmed.length > 10);
    for (const [path, text] of confirmed) assert.equal((await samrad.get(path)).text, text);
  }
});

test("a second service on the same port does not start, and says so", async () => {
  await startAgain();
  const second = new Process({ ...samrad.environment, SAMRAD_PORT: String(samrad.client.port) });
  assert.equal(await second.started(), false);
  assert.notEqual((await second.ended).code, 0);
  assert.equal(second.log().at(-1).level, "error");
  assert.equal((await samrad.get("/health/ready")).status, 200);
});

samrad.endsCleanly();
