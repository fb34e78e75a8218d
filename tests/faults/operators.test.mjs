// An address for operators alone: whatever becomes of the others, health and metrics answer there as on the main one.

import assert from "node:assert/strict";
import net from "node:net";
import { after, test } from "node:test";
import { Client } from "../http/client.mjs";
import { foundation } from "../http/fixtures.mjs";
import { freePort, Process, startSamrad } from "../http/harness.mjs";
import { until } from "../http/pace.mjs";

delete process.env.SAMRAD_EXCHANGES; // what is not there on this address is no part of the contract
const PLACES = 20;
const probes = ["/health/live", "/health/ready", "/metrics"];
const sockets = new Set();
const hangUp = () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
};
after(hangUp);

/** A connection that sends this and then nothing. */
function hold(port, bytes = "") {
  const socket = net.connect(port, "127.0.0.1");
  sockets.add(socket);
  socket.received = "";
  socket.closedByOther = false;
  socket.on("data", (data) => (socket.received += data)).on("error", () => {}).on("close", () => (socket.closedByOther = true));
  socket.opened = new Promise((done) => socket.once("connect", done).once("close", done));
  if (bytes) socket.write(bytes);
  return socket;
}

const healthPort = await freePort();
const samrad = await startSamrad({
  environment: { SAMRAD_HEALTH_PORT: String(healthPort), SAMRAD_CONNECTIONS: String(PLACES), SAMRAD_WAITING: String(8 * 2 * PLACES) },
});
await samrad.store(...foundation);
const health = new Client(healthPort);

async function assertWell() {
  for (const path of probes) assert.equal((await health.request("GET", path)).status, 200, path);
}

test("it answers as the main address does, and nothing else is there", async () => {
  for (const path of probes)
    for (const method of ["GET", "HEAD", "OPTIONS", "POST"]) {
      const [here, there] = await Promise.all([health.request(method, path), samrad.request(method, path)]);
      assert.equal(here.status, there.status, `${method} ${path}`);
      assert.equal(here.headers["content-type"], there.headers["content-type"]);
      assert.equal(here.headers.allow, there.headers.allow);
      if (method === "GET" && path !== "/metrics") assert.equal(here.text, there.text);
    }
  assert.match((await health.request("GET", "/metrics")).text, /^samrad_connections\{state="idle"\} \d+$/m);
  for (const [method, path] of [["GET", "/v1/bodies"], ["GET", "/"], ["GET", "/bodies/radet/"], ["OPTIONS", "/v1/bodies"], ["DELETE", "/v1/persons/kari"], ["POST", "/v1/import"], ["GET", "/health"]])
    assert.equal((await health.request(method, path, { key: samrad.keys.admin })).status, 404, `${method} ${path}`);
  assert.equal((await samrad.get("/v1/persons/kari")).status, 200);
});

test("it answers while silent connections have all other places", async () => {
  const silent = Array.from({ length: 3 * PLACES }, () => hold(samrad.client.port));
  await Promise.all(silent.map(({ opened }) => opened));
  await assertWell();
  hangUp();
});

test("it answers while those who wait for changes have all other places, and the main address has none for others", async () => {
  samrad.client.close(); // its own idle connection would have a place
  const follow = "GET /v1/changes?format=events HTTP/1.1\r\nHost: x\r\n\r\n";
  await until(async () => {
    for (let n = 0; n < 4; n += 1) await hold(samrad.client.port, follow).opened;
    return [...sockets].filter(({ received, closedByOther }) => received && !closedByOther).length === PLACES;
  });
  const other = hold(samrad.client.port, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.ok(await until(() => other.closedByOther), "the main address is full");
  assert.equal(other.received, "");
  await assertWell();
  assert.match((await health.request("GET", "/metrics")).text, new RegExp(`^samrad_connections\\{state="busy"\\} ${PLACES}$`, "m"));
  hangUp();
});

test("silent connections to it keep nobody out", async () => {
  health.close(); // its own idle connection would make room
  const silent = Array.from({ length: 200 }, (_, n) => hold(healthPort, n % 2 ? "GET /health/live HTTP/1.1\r\nHo" : ""));
  await Promise.all(silent.map(({ opened }) => opened));
  await assertWell();
  hangUp();
});

test("a port that is taken is a reason not to start", async () => {
  const other = new Process({ ...samrad.environment, SAMRAD_PORT: String(await freePort()) });
  assert.equal((await other.ended).code, 70);
  assert.match(other.stderr, /"event":"not started","detail":"cannot listen for operators/);
  assert.equal(other.report(), "");
});

test("while the service ends it says so, until what is under way has its answer", async () => {
  const port = await freePort();
  const ending = await samrad.beside({ SAMRAD_HEALTH_PORT: String(port) });
  const probe = new Client(port);
  await samrad.whileLocked("select from register.persons where id = 'kari' for update", async (session) => {
    const write = ending.patch("/v1/persons/kari", { name: "Kari Til Slutt" });
    await samrad.untilLocked();
    const ended = ending.process.end();
    const ready = () => probe.request("GET", "/health/ready");
    assert.ok(await until(async () => (await ready()).status === 503), "it is not ready any more");
    assert.match((await ready()).text, /service/);
    assert.equal((await probe.request("GET", "/health/live")).status, 200);
    assert.equal((await probe.request("GET", "/metrics")).status, 200);
    await session.run("rollback");
    assert.equal((await write).status, 200);
    probe.close();
    ending.client.close();
    assert.deepEqual(await ended, { code: 0, signal: null }, ending.process.report());
  });
});

test("it ends with the service", async () => {
  health.close();
  assert.deepEqual(await samrad.stop(), { code: 0, signal: null }, samrad.process.report());
  await assert.rejects(health.request("GET", "/health/live"), { code: "ECONNREFUSED" });
  await samrad.drop();
});
