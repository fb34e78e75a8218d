// Webhooks when things break: the service is killed, its database crashes, several processes send, the receiver fails at
// random. Every change arrives at least once, and those of one resource in order.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { freePort, prepareSamrad, Process } from "../http/harness.mjs";
import { scaled, sleep, until } from "../http/pace.mjs";
import { Receiver } from "../http/receiver.mjs";
import { Cluster } from "./cluster.mjs";

const environment = { SAMRAD_WEBHOOK_PRIVATE: "1", SAMRAD_WEBHOOK_RETRY_MS: "20", SAMRAD_WEBHOOK_TIMEOUT_MS: String(Math.min(scaled(2000), 60000)) };
const RESOURCES = 6;
const FAILURES_MAX = 5;

const cluster = new Cluster();
await cluster.start();
after(() => cluster.remove());
const samrad = await prepareSamrad({ cluster: cluster.folder, environment });
await samrad.serve();
await samrad.store(...foundation);
const receiver = await new Receiver().start();
after(() => receiver.stop());

async function withWebhook(run) {
  receiver.clear();
  const made = await samrad.post("/v1/webhooks", { url: receiver.url(), types: ["persons"] });
  assert.equal(made.status, 201, made.text);
  await run(made.json.id);
  await samrad.deleted(`/v1/webhooks/${made.json.id}`);
}

/** Writes until told to stop; gives the last version of each resource that was confirmed. */
function startWriting(prefix) {
  const confirmed = new Map();
  let running = true;
  const loops = [0, 1].map(async (writer) => {
    for (let n = writer; running; n += 2) {
      const id = `${prefix}-${n % RESOURCES}`;
      const answer = await samrad.put(`/v1/persons/${id}`, { name: `Navn ${n}` }).catch(() => null);
      if (answer && [200, 201].includes(answer.status)) confirmed.set(id, Math.max(answer.json.version, confirmed.get(id) ?? 0));
      await sleep(8);
    }
  });
  return async () => {
    running = false;
    await Promise.all(loops);
    return confirmed;
  };
}

/** Everything that was committed has arrived; of each resource the versions came in order, repetitions apart. */
async function assertAllArrived(prefix, confirmed) {
  const committed = (await samrad.sql(`select id, version from register.change where collection = 'persons' and id like '${prefix}-%' order by 1, 2`))
    .split("\n")
    .map((line) => line.split("|"));
  const last = new Map(committed.map(([id, version]) => [id, Number(version)]));
  for (const [id, version] of confirmed) assert.ok(last.get(id) >= version, `${id}: what was confirmed is there`);
  const arrived = () => {
    const seen = new Set(receiver.messages.map(({ data }) => `${data.id}|${data.version}`));
    return committed.filter(([id, version]) => !seen.has(`${id}|${version}`));
  };
  await receiver.until(() => arrived().length === 0, `every change of ${prefix}`, 60000);
  for (const id of last.keys()) {
    const versions = receiver.messages.filter(({ data }) => data.id === id).map(({ data }) => data.version);
    const firsts = versions.filter((version, n) => versions.indexOf(version) === n);
    assert.deepEqual(firsts, [...firsts].sort((a, b) => a - b), `${id}: the versions come in order: ${versions}`);
  }
  return committed.length;
}

test("the service is killed again and again while it sends", async () => {
  await withWebhook(async () => {
    receiver.answer = () => sleep(15).then(() => 200);
    const stop = startWriting("drept");
    for (let n = 0; n < 3; n += 1) {
      await sleep(700);
      await samrad.process.end("SIGKILL");
      await sleep(100);
      await samrad.serve();
    }
    await sleep(300);
    const count = await assertAllArrived("drept", await stop());
    assert.ok(count > 30, `${count} changes`);
  });
});

test("the database crashes while messages are under way", async () => {
  await withWebhook(async () => {
    receiver.answer = () => sleep(20).then(() => 200);
    const stop = startWriting("krasj");
    for (let n = 0; n < 2; n += 1) {
      await sleep(600);
      await cluster.stop("immediate");
      await sleep(300);
      await cluster.start();
    }
    await sleep(1500);
    const count = await assertAllArrived("krasj", await stop());
    assert.ok(count > 20, `${count} changes`);
  });
});

test("the receiver fails at random: answers nothing, breaks off, refuses; but no message more than five times", async () => {
  await withWebhook(async (id) => {
    // the pause after a failure doubles each time: what failed a dozen times in a row would wait for minutes, and rightly
    const failures = new Map();
    const failing = [(response) => (response.destroy(), null), () => 500, () => 503, () => 302];
    receiver.answer = (message, n, response) => {
      const mood = n % 97 === 50 ? () => null : failing[(Math.imul(n + 1, 2654435761) >>> 8) % 7];
      const before = failures.get(message.id) ?? 0;
      if (!mood || before === FAILURES_MAX) return 200;
      failures.set(message.id, before + 1);
      return mood(response);
    };
    const stop = startWriting("lunefull");
    await sleep(1200);
    const confirmed = await stop();
    await assertAllArrived("lunefull", confirmed);
    receiver.answer = () => 200;
    const key = samrad.keys.writer;
    for (let n = 0; n < 400; n += 1) {
      const { pending } = (await samrad.get(`/v1/webhooks/${id}`, { key })).json.state;
      if (pending === 0) break;
      await sleep(50);
    }
    const seen = receiver.messages.filter(({ data }) => data.id === "lunefull-0").map(({ data }) => data.version);
    assert.deepEqual(seen, [...seen].sort((a, b) => a - b), "no version comes before the one before it is delivered");
  });
});

test("the database is away when the receiver has answered: what he said is noted when it is back, and he is not called again", async () => {
  const patient = await samrad.beside({ ...environment, SAMRAD_WEBHOOK_TIMEOUT_MS: "60000" }); // whose claims last longer than this test
  await samrad.stop();
  receiver.clear();
  const key = samrad.keys.writer;
  let answered = false;
  receiver.answer = async () => {
    await cluster.stop("immediate");
    answered = true;
    return 200;
  };
  const { json } = await patient.post("/v1/webhooks", { url: receiver.url(), types: ["persons"] });
  await patient.store(["/v1/persons/borte", { name: "Borte" }]);
  assert.ok(await until(() => answered), "the message");
  await sleep(1500);
  receiver.answer = () => 200;
  await cluster.start();
  const pending = async () => (await patient.get(`/v1/webhooks/${json.id}`, { key })).json.state?.pending;
  assert.ok(await until(async () => (await pending()) === 0, 40000), "it is delivered");
  assert.equal(receiver.messages.length, 1);
  await patient.deleted(`/v1/webhooks/${json.id}`);
  assert.deepEqual(await patient.stop(), { code: 0, signal: null }, patient.process.report());
  await samrad.serve();
});

test("several processes send, each message by one of them", async () => {
  const others = [];
  for (let n = 0; n < 2; n += 1) {
    const process = new Process({ ...samrad.environment, SAMRAD_PORT: String(await freePort()) });
    assert.ok(await process.started(), process.stderr);
    others.push(process);
  }
  await withWebhook(async () => {
    receiver.answer = () => sleep(5).then(() => 200);
    const stop = startWriting("flere");
    await sleep(1500);
    const count = await assertAllArrived("flere", await stop());
    await receiver.quiet();
    assert.equal(receiver.messages.length, count, "nothing twice");
  });
  for (const process of others) assert.deepEqual(await process.end(), { code: 0, signal: null }, process.report());
});

samrad.endsCleanly();
