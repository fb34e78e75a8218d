// Compressed answers: who gets them, that they say the same, and what they cost.

import assert from "node:assert/strict";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import net from "node:net";
import { test } from "node:test";
import { brotliDecompressSync, createGunzip, gunzipSync } from "node:zlib";
import { assertProblem, startSamrad } from "./harness.mjs";
import { sleep } from "./pace.mjs";

const MANY = 2500; // persons: a list of several batches
const NOTE_BYTES = 2000; // of each, and such as do not compress: more than the kernel takes off a stream for its reader
const samrad = await startSamrad({ example: true, environment: { ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:quarantine_size_mb=8` } });
const asking = (encoding, more = {}) => ({ headers: { "accept-encoding": encoding, ...more } });
const large = "/v1/organisations?limit=50";

// Whole answers and streams; JSON, tables, lines, YAML, pictures, calendars, feeds.
const FORMS = [
  large,
  "/v1/organisations?format=csv",
  "/v1/organisations?format=ndjson",
  "/v1/bodies/sektorradet/page",
  "/v1/bodies/sektorradet/check?at=2019-06-01",
  "/v1/bodies/sektorradet/check?at=2019-06-01&format=svg",
  "/v1/actions?format=calendar",
  "/v1/changes?limit=500",
  "/v1/changes?format=atom",
  "/v1/openapi.json",
  "/v1/openapi.yaml",
  "/v1/checks",
  "/v1/checks?format=csv",
  "/v1/export",
  "/metrics",
];
const moving = /knownAt|"requestId"/; // what a check was made at
const still = (text) => text.replaceAll(/"knownAt":"[^"]*"/g, '"knownAt":""').replaceAll(/<updated>[^<]*/g, "");

for (const path of FORMS)
  test(`${path}: the same in every coding, and smaller`, async () => {
    const plain = await samrad.get(path, asking("identity"));
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.ok(plain.bytes.length > 1400, `${plain.bytes.length} bytes`);
    for (const coding of ["gzip", "br"]) {
      const answer = await samrad.get(path, asking(coding));
      assert.equal(answer.headers["content-encoding"], coding);
      if (path !== "/metrics") assert.equal(still(answer.text), still(plain.text));
      assert.ok(answer.bytes.length < plain.bytes.length / 2, `${coding}: ${answer.bytes.length} of ${plain.bytes.length}`);
      assert.equal(answer.headers["content-type"], plain.headers["content-type"]);
      assert.match(answer.headers.vary, /Accept-Encoding/);
      assert.equal(answer.headers.vary, plain.headers.vary);
      const head = await samrad.request("HEAD", path, asking(coding));
      assert.equal(head.headers["content-encoding"], coding);
      if (answer.headers["content-length"] && path !== "/metrics" && !moving.test(answer.text)) assert.equal(head.headers["content-length"], String(answer.bytes.length));
    }
  });

for (const [field, coding] of [
  ["gzip, deflate, br", "br"],
  ["gzip;q=1.0, br;q=0.9", "gzip"],
  ["gzip;q=0, br;q=0", undefined],
  ["gzip;q=0.5, identity", undefined],
  ["*", "br"],
  ["br;q=0, *;q=0.1", "gzip"],
  ["deflate, zstd", undefined],
  ["", undefined],
])
  test(`Accept-Encoding: ${field} gets ${coding ?? "it as it is"}`, async () => {
    assert.equal((await samrad.get(large, asking(field))).headers["content-encoding"], coding);
  });

test("who says nothing gets it as it is", async () => {
  assert.equal((await samrad.get(large)).headers["content-encoding"], undefined);
});

test("who takes nothing that there is, is refused before anything is done", async () => {
  for (const field of ["identity;q=0", "*;q=0", "identity;q=0, zstd", "gzip;q=0, *;q=0"]) {
    assertProblem(await samrad.get(large, asking(field, { "accept-language": "en" })), 406);
    assertProblem(await samrad.put("/v1/persons/nektet", { name: "X" }, asking(field)), 406);
  }
  assert.equal((await samrad.get("/v1/persons/nektet")).status, 404);
  assert.match((await samrad.get(large, asking("*;q=0", { "accept-language": "en" }))).json.detail, /br, gzip, identity/);
});

test("what is small goes as it is, but to those who will not have it so", async () => {
  const answer = await samrad.get("/health/live", asking("gzip"));
  assert.equal(answer.headers["content-encoding"], undefined);
  const insisted = await samrad.get("/health/live", asking("gzip, identity;q=0"));
  assert.deepEqual([insisted.headers["content-encoding"], insisted.json], ["gzip", { status: "ok" }]);
});

test("faults are compressed when they are long", async () => {
  const many = Array.from({ length: 40 }, (_, n) => `ukjent${n}=1`).join("&");
  const answer = await samrad.get(`/v1/bodies?${many}`, asking("br"));
  assertProblem(answer, 400);
  assert.equal(answer.headers["content-encoding"], "br");
});

test("what is created, and may hold a secret, is not compressed", async () => {
  const name = "n".repeat(100);
  const key = await samrad.post("/v1/keys", { name, scopes: ["samrad:read"] }, { key: samrad.keys.admin, ...asking("gzip, identity;q=0") });
  assert.deepEqual([key.status, key.headers["content-encoding"]], [201, undefined]);
});

test("a stream of events is not compressed, and its events come", async () => {
  const answer = await fetch(`http://127.0.0.1:${samrad.client.port}/v1/changes?format=events&after=now`, { headers: { "accept-encoding": "gzip, br" } });
  assert.equal(answer.headers.get("content-encoding"), null);
  const reader = answer.body.getReader();
  await reader.read();
  await samrad.put("/v1/persons/hendelse", { name: "Hendelse" });
  const { value } = await reader.read();
  assert.match(new TextDecoder().decode(value), /hendelse/);
  await reader.cancel();
});

test("the tag of a compressed resource is weak, with the same version, and good for If-None-Match and If-Match", async () => {
  const path = "/v1/bodies/sektorradet";
  const plain = await samrad.get(path);
  const packed = await samrad.get(path, asking("gzip"));
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.match(plain.headers.etag, /^"\d+"$/);
  assert.equal(packed.headers.etag, `W/${plain.headers.etag}`);
  for (const [encoding, etag] of [["gzip", packed.headers.etag], ["br", packed.headers.etag], ["identity", plain.headers.etag]])
    for (const tag of [plain.headers.etag, packed.headers.etag]) {
      const again = await samrad.get(path, asking(encoding, { "if-none-match": tag }));
      assert.deepEqual([again.status, again.text, again.headers.etag, again.headers["content-encoding"]], [304, "", etag, undefined]);
      assert.equal(again.headers.vary, packed.headers.vary);
    }
  const written = await samrad.patch(path, { note: { nb: "Endret." } }, asking("gzip", { "if-match": packed.headers.etag }));
  assert.equal(written.status, 200);
  assertProblem(await samrad.patch(path, { note: { nb: "Igjen." } }, { headers: { "if-match": packed.headers.etag } }), 412);
});

test("a list's tag is the same, and a list that has changed is sent again", async () => {
  const [plain, packed] = [await samrad.get(large), await samrad.get(large, asking("br"))];
  assert.equal(packed.headers.etag, plain.headers.etag);
  assert.equal((await samrad.get(large, asking("br", { "if-none-match": plain.headers.etag }))).status, 304);
  await samrad.patched("/v1/organisations/ks", { note: { nb: "Et nytt ord: tyttebærsyltetøy." } });
  const after = await samrad.get("/v1/organisations?limit=100", asking("br", { "if-none-match": plain.headers.etag }));
  assert.equal(after.status, 200);
  assert.match(after.text, /tyttebærsyltetøy/, "nothing old is kept");
});

test("a kept answer is compressed once for each coding", async () => {
  const path = "/v1/areas?limit=500&fields=name,code";
  const first = {};
  for (const coding of ["gzip", "br"]) {
    first[coding] = (await samrad.get(path, asking(coding))).text;
    for (let i = 0; i < 5; i += 1) assert.equal((await samrad.get(path, asking(coding))).text, first[coding]);
  }
  assert.equal(first.gzip, first.br);
  assert.equal((await samrad.get(path)).text, first.br);
});

/** A GET over a bare socket that reads no more than the beginning until it is told to. */
function slowReader(path, encoding) {
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`);
  const begun = once(socket, "readable");
  const chunks = [];
  const read = async () => {
    for await (const chunk of socket) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  return { socket, begun, read };
}

/** The body of an answer in chunks, still in its coding, and the coding. */
function readAnswer(bytes) {
  const split = bytes.indexOf("\r\n\r\n");
  const head = bytes.subarray(0, split).toString();
  const parts = [];
  for (let at = split + 4; ; ) {
    const line = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.subarray(at, line).toString(), 16);
    if (!size) break;
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return { status: head.slice(9, 12), coding: /^content-encoding: *(\S+)/im.exec(head)?.[1], body: Buffer.concat(parts) };
}

const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${samrad.process.child.pid}/status`, "utf8"))[1]) / 1024;

test("a table that is large in every coding", async () => {
  const person = (n) => JSON.stringify({ type: "persons", id: `mange-${n}`, data: { name: `Person ${n}`, note: { nb: randomBytes(NOTE_BYTES).toString("base64") } } });
  const lines = Array.from({ length: MANY }, (_, n) => person(n)).join("\n");
  assert.equal((await samrad.post("/v1/import", lines, { headers: { "content-type": "application/x-ndjson" } })).status, 200);
});

test("a hundred slow readers of compressed tables: bounded memory, and who waits gets all of it", async () => {
  const path = "/v1/persons?format=ndjson&sort=id";
  const expected = Buffer.from((await samrad.get(path)).text);
  const before = resident();
  const readers = [];
  for (let n = 0; n < 100; n += 1) {
    readers.push(slowReader(path, n % 2 ? "gzip" : "br"));
    await readers.at(-1).begun; // one after the other: all at once are more than there are connections to the database
  }
  await sleep(1000);
  const grown = resident() - before;
  assert.equal((await samrad.get("/health/ready")).status, 200, "others are answered meanwhile");
  const [, inFlight] = /^samrad_requests_in_flight (\d+)/m.exec((await samrad.get("/metrics")).text);
  assert.ok(inFlight > 50, `${inFlight} are still being sent`);
  for (const { socket } of readers.slice(0, -4)) socket.destroy();
  const left = [...readers.slice(-4), slowReader(path, "gzip"), slowReader(path, "br")];
  for (const answer of await Promise.all(left.map(({ read }) => read()))) {
    const { status, coding, body } = readAnswer(answer);
    assert.equal(status, "200");
    const plain = coding === "gzip" ? gunzipSync(body) : coding === "br" ? brotliDecompressSync(body) : body;
    assert.ok(plain.equals(expected));
  }
  // a megabyte of compressor and two batches each; the sanitizers' own share is as much again
  assert.ok(grown < 500, `${grown.toFixed()} MB for a hundred readers`);
});

test("rows arrive while the rest is still being made", async () => {
  const { socket, begun } = slowReader("/v1/persons?format=ndjson&sort=id", "gzip");
  await begun;
  const gunzip = createGunzip();
  const first = once(gunzip, "data");
  let came = Buffer.alloc(0);
  let start = 0; // of the first chunk, behind the line that says its size
  let size = 0;
  for await (const bytes of socket) {
    came = Buffer.concat([came, bytes]);
    const head = came.indexOf("\r\n\r\n");
    start = head < 0 ? 0 : came.indexOf("\r\n", head + 4) + 2;
    size = Number.parseInt(came.subarray(head + 4, start).toString(), 16);
    if (start > 2 && came.length > start + 1000) break;
  }
  gunzip.write(came.subarray(start, start + size)); // and no more: behind it stands the next one's size
  gunzip.flush();
  assert.match((await first)[0].toString(), /^\{"id":/);
});

test("readers who leave in the middle leave nothing behind", async () => {
  for (let round = 0; round < 3; round += 1) {
    const readers = Array.from({ length: 30 }, () => slowReader("/v1/persons?format=ndjson", "br"));
    await Promise.all(readers.map(({ begun }) => begun));
    for (const { socket } of readers) socket.destroy();
  }
  for (let i = 0; ; i += 1) {
    const { headers } = await samrad.get("/v1/persons?format=ndjson&limit=300", asking("br"));
    if (headers["content-encoding"] === "br") break;
    assert.ok(i < 100, "compressors are given back");
    await sleep(100);
  }
});

samrad.endsCleanly();
