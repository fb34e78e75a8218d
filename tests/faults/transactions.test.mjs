// Transactions and keyed writes when something breaks: all or nothing, nothing acknowledged is lost, nothing is written twice.

import assert from "node:assert/strict";
import net from "node:net";
import { after, test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { prepareSamrad } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";
import { Cluster } from "./cluster.mjs";

const cluster = new Cluster();
after(() => cluster.remove());
await cluster.start();
const samrad = await prepareSamrad({ cluster: cluster.folder });
await samrad.serve();
await samrad.store(...foundation);

const LOCK_OLA = "select from register.persons where id = 'ola' for update";
const under = (key) => ({ headers: { "idempotency-key": key } });
const count = async (text) => Number(await samrad.sql(`select count(*) from register.persons where data->>'name' = '${text}'`));
/** Makes a person, and then waits for Ola. */
const both = (name) => ({
  operations: [
    { method: "POST", path: "/v1/persons", body: { name } },
    { method: "PATCH", path: "/v1/persons/ola", body: { note: { nb: name } } },
  ],
});

/** Sends until it is carried out or was before; meanwhile nothing but 409 and 503 is answered. */
async function retry(path, body, key) {
  for (const deadline = Date.now() + scaled(20000); Date.now() < deadline; await sleep(100)) {
    const answer = await samrad.post(path, body, under(key));
    if (answer.status < 300) return answer;
    assert.ok([409, 503].includes(answer.status), answer.text);
    assert.match(answer.headers["retry-after"], /^[1-9]/);
  }
  throw new Error(`${key} does not come through`);
}

/** Sends a request and cuts the connection without reading. */
function sendAndCut(path, body, key) {
  const text = JSON.stringify(body);
  return new Promise((done, fail) => {
    const socket = net.connect(samrad.client.port, "127.0.0.1");
    socket.on("error", fail);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${samrad.keys.writer}\r\nIdempotency-Key: ${key}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      () => sleep(20).then(() => done(socket.destroy())),
    );
  });
}

async function kill() {
  await samrad.process.end("SIGKILL");
  samrad.client.close();
}

test("the service is killed in the middle: nothing is stored; sent again, all of it, once", async () => {
  await samrad.whileLocked(LOCK_OLA, async () => {
    const lost = samrad.post("/v1/transactions", both("Drept"), under("drept")).catch((error) => error);
    await samrad.untilLocked();
    await kill();
    assert.ok((await lost) instanceof Error);
  });
  await samrad.serve();
  assert.equal(await count("Drept"), 0);
  const answer = await retry("/v1/transactions", both("Drept"), "drept");
  assert.equal(answer.headers["idempotency-replayed"], undefined);
  assert.equal(await count("Drept"), 1);
  assert.equal((await samrad.get("/v1/persons/ola")).json.note.nb, "Drept");
});

test("the service is killed between the commit and the answer: sent again, the answer is the one that was lost", async () => {
  const before = await samrad.sql("select revision from register.revision_counter");
  // a commit that waits for a standby which is not there is made, but not told
  await samrad.sql("alter system set synchronous_standby_names = 'ingen'");
  await samrad.sql("select pg_reload_conf()");
  await sleep(200);
  const lost = samrad.post("/v1/transactions", both("Usagt"), under("usagt")).catch((error) => error);
  await sleep(600);
  await kill();
  assert.ok((await lost) instanceof Error);
  await samrad.serve();
  await samrad.sql("alter system reset synchronous_standby_names");
  await samrad.sql("select pg_reload_conf()");
  const answer = await retry("/v1/transactions", both("Usagt"), "usagt");
  assert.equal(answer.headers["idempotency-replayed"], "true");
  assert.equal(Number(answer.headers["samrad-revision"]), Number(before) + 1);
  assert.equal(await count("Usagt"), 1);
  assert.equal((await samrad.get(answer.json.results[0].location)).json.name, "Usagt");
});

test("the database crashes in the middle: 503, nothing is stored; sent again, all of it, once", async () => {
  const session = await new Promise((done) => {
    samrad.whileLocked(LOCK_OLA, () => new Promise((release) => done(release))).catch(() => {});
  });
  const lost = samrad.post("/v1/transactions", both("Krasj"), under("krasj"));
  await samrad.untilLocked();
  await cluster.stop("immediate");
  session();
  assert.equal((await lost).status, 503, (await lost).text);
  await cluster.start();
  const answer = await retry("/v1/transactions", both("Krasj"), "krasj");
  assert.equal(answer.headers["idempotency-replayed"], undefined);
  assert.equal(await count("Krasj"), 1);
});

test("the connection is cut before the answer: it is written once, however often it is tried", async () => {
  for (let i = 0; i < 8; i += 1) {
    const key = `kuttet-${i}`;
    await sendAndCut("/v1/persons", { name: key }, key);
    const answers = await Promise.all([retry("/v1/persons", { name: key }, key), retry("/v1/persons", { name: key }, key)]);
    assert.equal(new Set(answers.map(({ json }) => json.id)).size, 1);
    assert.equal(await count(key), 1);
  }
});

test("transactions that lock in opposite order are all carried out, each as a whole", async () => {
  const write = (order, note) => samrad.post("/v1/transactions", { operations: order.map((id) => ({ method: "PATCH", path: `/v1/persons/${id}`, body: { note: { nb: note } } })) });
  let running = true;
  const notes = () => samrad.sql("select count(distinct data->'note') from register.persons where id in ('kari', 'ola')");
  assert.equal((await write(["kari", "ola"], "først")).status, 200);
  const watching = (async () => {
    while (running) {
      assert.equal(await notes(), "1");
      await sleep(20);
    }
  })();
  const writers = Array.from({ length: 24 }, async (_, i) => {
    const order = i % 2 ? ["kari", "ola"] : ["ola", "kari"];
    for (let answer; answer?.status !== 200; await sleep(50)) {
      answer = await write(order, `Nr. ${i}`);
      assert.ok([200, 503].includes(answer.status), answer.text);
    }
  });
  await Promise.all(writers);
  running = false;
  await watching;
  assert.equal(await notes(), "1");
});

samrad.endsCleanly();
