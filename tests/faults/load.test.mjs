// Many clients at once, of whom most behave badly: they send byte by byte, read nothing, hang up, or take all places. The others are
// served meanwhile, and the service ends in peace whatever is under way.
//
// SAMRAD_TEST_LOAD=7 has seven times as many of them (2,000 connections, 14,000 requests in one pipeline), by hand; each test then
// says how long others waited at most, and the most memory and threads of the service.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import net from "node:net";
import { after, test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { startSamrad } from "../http/harness.mjs";
import { scaled, sleep, until } from "../http/pace.mjs";

delete process.env.SAMRAD_EXCHANGES; // what breaks off is no exchange
const sockets = new Set();
const hangUp = () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
};
after(hangUp);

/** A connection that keeps what it is sent; `reads` false: it reads nothing. */
function connect(port, { reads = true } = {}) {
  const socket = net.connect(port, "127.0.0.1");
  sockets.add(socket);
  socket.received = "";
  socket.closedByOther = false;
  if (reads) socket.setEncoding("latin1").on("data", (text) => (socket.received += text));
  else socket.pause();
  socket.on("error", () => {}).on("close", () => (socket.closedByOther = true));
  socket.opened = new Promise((done) => socket.once("connect", done).once("close", done));
  return socket;
}
const get = (path, fields = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`;
const statuses = (socket) => [...socket.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

const load = Number(process.env.SAMRAD_TEST_LOAD) || 1;
const room = { SAMRAD_CONNECTIONS_ADDRESS: String(512 * load) };

/** Says what it cost, where many are tried. */
function report(context, samrad, worst) {
  const status = readFileSync(`/proc/${samrad.process.child.pid}/status`, "utf8");
  const [, memory] = /^VmHWM:\s+(\d+)/m.exec(status), [, threads] = /^Threads:\s+(\d+)/m.exec(status);
  context.diagnostic(`others waited ${worst ? `${Math.round(worst)} ms` : "?"} at most; ${Math.round(memory / 1024)} MB at most, ${threads} threads`);
}

const PATIENCE = 5000; // ms: who waits behind the others waits far longer, or for ever

/** The longest that a well-behaved client waits for one of these, asked again and again. */
async function longest(samrad, paths, times = 10) {
  let worst = 0;
  for (let n = 0; n < times; n += 1)
    for (const path of paths) {
      const began = performance.now();
      const { status, text } = await samrad.get(path, { key: null });
      assert.equal(status, 200, `${path}: ${text.slice(0, 300)}`);
      worst = Math.max(worst, performance.now() - began);
    }
  return worst;
}
const ordinary = ["/health/live", "/health/ready", "/v1/persons/kari", "/v1/bodies?limit=5", "/v1/search?q=oppgave"];

async function assertEnded(samrad) {
  assert.deepEqual(await samrad.stop(), { code: 0, signal: null }, samrad.process.report());
  await samrad.drop();
}

test("half of them send byte by byte, half read nothing; others are served, and it ends", async (context) => {
  const samrad = await startSamrad({ environment: room });
  await samrad.store(...foundation);
  const { port } = samrad.client;
  const slow = Array.from({ length: 150 * load }, () => connect(port));
  const deaf = Array.from({ length: 150 * load }, () => connect(port, { reads: false }));
  await Promise.all([...slow, ...deaf].map(({ opened }) => opened));
  for (const socket of deaf) socket.write(get("/v1/openapi.json").repeat(12));
  const request = get("/v1/persons/kari", "Accept: application/json\r\n");
  let at = 0;
  const drip = setInterval(() => {
    for (const socket of slow) if (at < request.length) socket.write(request[at]);
    at += 1;
  }, 20);
  const worst = await longest(samrad, ordinary);
  assert.ok(worst < scaled(PATIENCE), `${worst} ms`);
  assert.ok(await until(() => slow.every((socket) => statuses(socket).includes(200))), "slow ones are served in the end");
  clearInterval(drip);
  report(context, samrad, worst);
  await assertEnded(samrad);
  hangUp();
});

test("two thousand requests in one pipeline are answered in their order", async (context) => {
  const samrad = await startSamrad();
  await samrad.store(...foundation);
  const socket = connect(samrad.client.port);
  const paths = ["/health/live", "/v1/persons/kari", "/v1/persons/ingen", "/v1/nowhere", "/v1/persons?limit=1"];
  const expected = [200, 200, 404, 404, 200];
  socket.write(paths.map((path) => get(path)).join("").repeat(400 * load));
  assert.ok(await until(() => statuses(socket).length === 2000 * load, 60000 * load), `${statuses(socket).length} answers`);
  statuses(socket).forEach((status, n) => assert.equal(status, expected[n % 5], `answer ${n}`));
  report(context, samrad);
  await assertEnded(samrad);
  hangUp();
});

test("readers of streams that stop reading keep no worker", async (context) => {
  const samrad = await startSamrad({ environment: { ...room, SAMRAD_WORKERS: "4", SAMRAD_WAITING: String(200 * load) } });
  await samrad.store(...foundation);
  await samrad.store(...Array.from({ length: 40 }, (_, n) => [`/v1/documents/stort-${n}`, { title: { nb: "x".repeat(180) }, kind: "report" }]));
  const { port } = samrad.client, key = `Authorization: Bearer ${samrad.keys.admin}\r\n`;
  const streams = [
    ...Array.from({ length: 40 * load }, () => get("/v1/changes?format=events")),
    ...Array.from({ length: 40 * load }, () => get("/v1/changes?after=now&wait=20")),
    ...Array.from({ length: 20 * load }, () => get("/v1/export", key).repeat(20)),
    ...Array.from({ length: 20 * load }, () => get("/v1/checks").repeat(20)),
    ...Array.from({ length: 20 * load }, () => get("/v1/documents", "Accept: application/x-ndjson\r\n").repeat(20)),
  ].map((request) => {
    const socket = connect(port, { reads: false });
    socket.write(request);
    return socket;
  });
  await Promise.all(streams.map(({ opened }) => opened));
  await sleep(scaled(300));
  const worst = await longest(samrad, ordinary, 5);
  assert.ok(worst < scaled(PATIENCE), `${worst} ms`);
  report(context, samrad, worst);
  for (const socket of streams.slice(0, 70 * load)) socket.destroy();
  await longest(samrad, ordinary, 2);
  await assertEnded(samrad);
  hangUp();
});

const patch = (samrad, name) => {
  const body = JSON.stringify({ name });
  return `PATCH /v1/persons/kari HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${samrad.keys.writer}\r\nContent-Type: application/merge-patch+json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

test("clients go away while their requests are under way or queued; what is too much is told to come again", async () => {
  const samrad = await startSamrad({ environment: { SAMRAD_WORKERS: "2" } });
  await samrad.store(...foundation);
  const { port } = samrad.client;
  let writers = [];
  await samrad.whileLocked("select from register.persons where id = 'kari' for update", async () => {
    writers = Array.from({ length: 120 }, (_, n) => {
      const socket = connect(port);
      socket.write(patch(samrad, `Navn ${n}`));
      return socket;
    });
    await samrad.untilLocked();
    assert.ok(await until(() => writers.some((socket) => statuses(socket)[0] === 503)), "somebody is told to come again");
    assert.match(writers.find((socket) => statuses(socket)[0] === 503).received, /^Retry-After: \d+\r$/m);
    const worst = await longest(samrad, ["/health/live", "/v1/persons/kari"], 3);
    assert.ok(worst < scaled(PATIENCE), `${worst} ms`);
    for (const socket of writers.slice(0, 60)) socket.destroy();
  });
  assert.ok(await until(() => writers.slice(60).every((socket) => statuses(socket).length === 1 || socket.closedByOther), 60000), "the others have an answer");
  assert.equal((await samrad.patch("/v1/persons/kari", { name: "Til slutt" })).status, 200);
  await assertEnded(samrad);
  hangUp();
});

test("whoever does nothing loses his place to the next who comes", async () => {
  const samrad = await startSamrad({ environment: { SAMRAD_CONNECTIONS: "40" } });
  await samrad.store(...foundation);
  const { port } = samrad.client;
  const idle = [];
  for (let n = 0; n < 120; n += 1) {
    const socket = connect(port);
    idle.push(socket);
    await socket.opened;
    if (n % 3 === 0) socket.write("GET /v1/persons/kari HTTP/1.1\r\nHo");
    if (n % 3 === 1) socket.write(get("/health/live"));
    if (n % 20 === 0) assert.equal((await samrad.raw(get("/health/live", "Connection: close\r\n"))).status, 200);
  }
  assert.equal((await samrad.raw(get("/health/live", "Connection: close\r\n"))).status, 200);
  assert.ok(await until(() => idle.slice(0, 70).every(({ closedByOther }) => closedByOther)), "the oldest are closed");
  assert.ok(idle.slice(-20).every(({ closedByOther }) => !closedByOther), "the newest are not");
  const { text } = await samrad.get("/metrics", { key: samrad.keys.admin });
  const [, open] = /samrad_connections\{state="idle"\} (\d+)/.exec(text);
  assert.ok(Number(open) <= 41, `${open} are open`);
  await assertEnded(samrad);
  hangUp();
});

test("SIGTERM in the middle of everything", async () => {
  const samrad = await startSamrad({ environment: { SAMRAD_WORKERS: "4", SAMRAD_DRAIN_MS: String(scaled(1000)) } });
  await samrad.store(...foundation);
  const { port } = samrad.client;
  let writers;
  await samrad.whileLocked("select from register.persons where id = 'kari' for update", async () => {
    writers = Array.from({ length: 60 }, (_, n) => {
      const socket = connect(port);
      socket.write(patch(samrad, `Navn ${n}`));
      return socket;
    });
    for (let n = 0; n < 30; n += 1) {
      connect(port, { reads: false }).write(get("/v1/openapi.json").repeat(12));
      connect(port).write(get("/v1/changes?format=events"));
      connect(port).write(get("/v1/changes?after=now&wait=20"));
      connect(port).write("GET /v1/persons HTTP/1.1\r\nHo");
      connect(port).write(patch(samrad, "Halvt").slice(0, -5));
    }
    await samrad.untilLocked();
    const began = performance.now();
    assert.deepEqual(await samrad.stop(), { code: 0, signal: null }, samrad.process.report());
    assert.ok(performance.now() - began < scaled(12000), "it ends in time");
  });
  assert.ok(writers.every((socket) => statuses(socket).every((status) => [200, 409, 429, 503, 504].includes(status))));
  await samrad.drop();
  hangUp();
});
