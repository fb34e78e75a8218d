// One caller who wants everything gets his share: connections to the database, places of those who wait, exports, PDFs. A proxy
// that is believed says who calls; the callers without a key are told apart by their addresses.

import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { pdfBomb } from "../http/files.mjs";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, startSamrad } from "../http/harness.mjs";
import { scaled, sleep, until } from "../http/pace.mjs";
import { pdf } from "../http/pdf.mjs";

const POOL = 8;
const WAITING = 32; // an eighth of them is one caller's
const samrad = await startSamrad({
  environment: { SAMRAD_TRUSTED_PROXY: "127.0.0.1", SAMRAD_POOL: String(POOL), SAMRAD_WAITING: String(WAITING), SAMRAD_RATE_ADDRESS: "0", SAMRAD_CACHE_MB: "0" },
});
await samrad.store(...foundation);
const from = (address) => ({ key: null, headers: { "x-forwarded-for": address } });

/** Writes a request of an address and leaves what comes; ended with the test. */
const sockets = new Set();
function hold(method, path, address, body = "") {
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  sockets.add(socket);
  socket.on("error", () => {});
  socket.received = "";
  socket.on("data", (bytes) => (socket.received += bytes));
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  return socket;
}
function release() {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
}
const statusOf = (socket) => Number(/^HTTP\/1\.1 (\d{3})/.exec(socket.received)?.[1] ?? 0);

test("one address has a share of the places of those who wait for changes", async () => {
  const { headers } = await samrad.get("/v1/bodies?limit=1");
  const path = `/v1/changes?wait=30&afterRevision=${headers["samrad-revision"]}`;
  const greedy = Array.from({ length: 12 }, () => hold("GET", path, "192.0.2.1"));
  const refused = () => greedy.filter((socket) => statusOf(socket) === 429).length;
  assert.ok(await until(() => refused() === 12 - WAITING / 8), `${refused()} of 12 were refused`);
  const told = greedy.find((socket) => statusOf(socket) === 429).received;
  assert.match(told, /too_many_at_once|høyst 4/);
  assert.equal(greedy.filter((socket) => statusOf(socket) === 0).length, WAITING / 8);
  const other = hold("GET", path, "192.0.2.2");
  const keyed = samrad.get(path, { key: samrad.keys.reader, headers: { "x-forwarded-for": "192.0.2.1" } });
  await sleep(200);
  assert.equal(statusOf(other), 0, "another address waits");
  await samrad.store(["/v1/persons/noe-nytt", { name: "Noe Nytt" }]);
  assert.ok(await until(() => statusOf(other) === 200), "and gets what comes");
  assert.equal((await keyed).status, 200, "and so does a key");
  release();
});

/** Runs while a table that what-if reads is locked: whoever has a connection for it keeps it. */
test("who thinks of changes has a lane of his own: readers and writers find connections", async () => {
  await samrad.whileLocked("lock table register.waivers in access exclusive mode", async () => {
    const thinkers = Array.from({ length: 12 }, (_, n) => hold("POST", "/v1/bodies/radet/check", `192.0.2.${10 + n}`, "{}"));
    await samrad.untilLocked();
    await sleep(100);
    const busy = Number(await samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
    assert.ok(busy <= POOL / 2, `${busy} connections think`);
    const written = await Promise.all(Array.from({ length: 6 }, (_, n) => samrad.put(`/v1/documents/ved-siden-${n}`, { title: { nb: "Ved siden" }, kind: "report" })));
    assert.deepEqual(written.map(({ status }) => status), Array(6).fill(201));
    assert.equal((await samrad.get("/v1/persons?limit=1")).status, 200);
    assert.ok(await until(() => thinkers.some((socket) => statusOf(socket) === 503)), "who does not get a connection is told so");
  });
  release();
});

test("one caller has half of that lane", async () => {
  await samrad.untilIdle(); // a check of the test before that goes on would be counted as this caller's
  await samrad.whileLocked("lock table register.waivers in access exclusive mode", async () => {
    for (let n = 0; n < 6; n += 1) hold("POST", "/v1/bodies/radet/check", "192.0.2.40", "{}");
    await samrad.untilLocked();
    await sleep(100);
    const busy = () => samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    assert.equal(await busy(), String(POOL / 4));
    hold("POST", "/v1/bodies/radet/check", "192.0.2.41", "{}");
    assert.ok(await until(async () => (await busy()) === String(POOL / 4 + 1)), "another has his");
  });
  release();
});

test("who searches has a lane of his own: however many there are, a reader finds a connection", async () => {
  await samrad.untilIdle();
  await samrad.whileLocked("lock table register.search_entry in access exclusive mode", async () => {
    const seekers = Array.from({ length: 12 }, (_, n) => hold("GET", `/v1/search?q=helse${n}`, `192.0.2.${50 + (n % 4)}`));
    await samrad.untilLocked();
    await sleep(100);
    const busy = Number(await samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
    assert.ok(busy <= POOL / 4, `${busy} connections search`);
    assert.equal((await samrad.get("/v1/persons?limit=1")).status, 200);
    assert.ok(await until(() => seekers.some((socket) => statusOf(socket) === 503)), "who does not get a connection is told so");
  });
  release();
});

test("one caller writes with a part of the writers' connections, and another finds one", async () => {
  const write = (key, n) => samrad.patch("/v1/persons/kari", { name: `Kari ${n}` }, { key });
  await samrad.whileLocked("select from register.persons where id = 'kari' for update", async () => {
    const greedy = Array.from({ length: 10 }, (_, n) => write(samrad.keys.writer, n));
    await samrad.untilLocked();
    assert.equal((await samrad.put("/v1/persons/annen", { name: "Annen" }, { key: samrad.keys.admin })).status, 201);
    await Promise.all(greedy);
  });
});

test("one address has one export, and another gets his", async () => {
  const line = (n) => JSON.stringify({ type: "persons", id: `stor-${n}`, data: { name: `Navn ${"x".repeat(150)}` } });
  const body = Array.from({ length: 30000 }, (_, n) => line(n)).join("\n");
  const loaded = await samrad.post("/v1/import", body, { key: samrad.keys.admin, headers: { "content-type": "application/x-ndjson" } });
  assert.equal(loaded.status, 200, loaded.text);
  const slow = hold("GET", "/v1/export", "192.0.2.60");
  slow.once("data", () => slow.pause());
  await sleep(300);
  assertProblem(await samrad.get("/v1/export", from("192.0.2.60")), 503);
  assert.equal((await samrad.get("/v1/export", from("192.0.2.61"))).status, 200);
  release();
});

test("eight hostile PDFs from one address do not keep others from having theirs read", async () => {
  const parse = (bytes, address, key = null) =>
    samrad.post("/v1/minutes/parse", bytes, { key, headers: { "content-type": "application/pdf", "x-forwarded-for": address } });
  const hostile = Array.from({ length: 8 }, (_, n) => parse(pdfBomb(n + 1), "192.0.2.80"));
  await sleep(200);
  const began = performance.now();
  const minutes = pdf(["Referat\n\n1. Åpning\nMøtet ble satt.\n"]);
  const [open, keyed] = await Promise.all([parse(minutes, "192.0.2.81"), parse(minutes, "192.0.2.80", samrad.keys.reader)]);
  assert.deepEqual([open.status, keyed.status], [200, 200], open.text + keyed.text);
  assert.ok(performance.now() - began < scaled(5000), `${performance.now() - began} ms`);
  for (const answer of await Promise.all(hostile)) assert.ok([422, 429].includes(answer.status), answer.text);
});

samrad.endsCleanly();
