// HTTP as it should not be written: what two readers could read in two ways, headers and addresses without end, clients
// that are slow or go away in the middle. The service stays up, and nothing is half-written.

import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled } from "./pace.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const authorization = `Authorization: Bearer ${samrad.keys.writer}`;
const document = JSON.stringify({ name: { nb: "Organ" }, kind: "forum" });
const bodies = () => samrad.sql("select count(*) from register.bodies");
const before = await bodies();

/** A request as text: lines, then the body. */
const lines = (first, ...headers) => `${[first, "Host: x", ...headers].join("\r\n")}\r\n\r\n`;
const put = (id, ...headers) => lines(`PUT /v1/bodies/${id} HTTP/1.1`, authorization, "Content-Type: application/json", ...headers);

async function assertAlive() {
  assert.equal((await samrad.get("/health/ready")).status, 200);
  assert.equal(await bodies(), before, "nothing is half-written");
}

/** Refused: with a problem of ours, by the library in front of us, or by closing the connection. */
function assertRefused(answer, ...statuses) {
  assert.ok(statuses.includes(answer.status), `${answer.status}: ${answer.text.slice(0, 300)}`);
  if (answer.header("X-Request-Id")) assert.match(answer.header("Content-Type"), /^application\/problem\+json/);
}

test("a raw request is answered like any other", async () => {
  const answer = await samrad.raw(lines("GET /v1/bodies/radet HTTP/1.1", "Connection: close"));
  assert.equal(answer.status, 200);
  assert.equal(JSON.parse(answer.body).id, "radet");
});

test("Content-Length together with Transfer-Encoding is refused", async () => {
  const chunked = `${document.length.toString(16)}\r\n${document}\r\n0\r\n\r\n`;
  for (const headers of [
    ["Content-Length: 5", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", `Content-Length: ${document.length}`],
  ])
    assertRefused(await samrad.raw(put("smugler", ...headers) + chunked), 400);
  await assertAlive();
});

test("a Content-Length that is none, and two of them, are refused", async () => {
  for (const headers of [
    ["Content-Length: abc"],
    ["Content-Length: -1"],
    ["Content-Length: +5"],
    ["Content-Length: 5x"],
    ["Content-Length: 0x10"],
    ["Content-Length: 99999999999999999999999"],
    [`Content-Length: ${document.length}`, "Content-Length: 3"],
    [`Content-Length: ${document.length}, ${document.length}`],
    ["Content-Length: "],
    ["Content-Length: 1 1"],
  ])
    assertRefused(await samrad.raw(put("lengde", ...headers) + document), 400, 413, 0);
  await assertAlive();
});

for (const headers of [
  ["Content-Length: 0", "Transfer-Encoding: chunked"],
  ["Content-Length: 0", "Content-Length: 200"],
  ["Content-Length: 200", "Content-Length: 0"],
  ["Transfer-Encoding: chunked, identity"],
  ["Transfer-Encoding: xchunked"],
  ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
  ["Content-Length: 5x"],
])
  test(`nothing hides behind a request with ${headers.join(" and ")}`, async () => {
    const hidden = put("skjult?dryRun=true", `Content-Length: ${document.length}`) + document;
    const answer = await samrad.raw(`${put("forst", ...headers)}0\r\n\r\n${hidden}`, { silence: 800 });
    assert.doesNotMatch(answer.text, /HTTP\/1\.1 2\d\d/, "the hidden request was run");
  });

test("a body whose end nobody can tell is refused at once, whatever the method", async () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "GET"])
    for (const coding of ["xchunked", "gzip", "gzip, chunked", "chunked, gzip", "identity", "chunked;q=1", ""]) {
      const answer = await samrad.raw(lines(`${method} /v1/bodies/radet HTTP/1.1`, authorization, "Content-Type: application/json", `Transfer-Encoding: ${coding}`) + document);
      assert.equal(answer.status, 400, `${method} ${coding}: ${answer.text}`);
      assert.equal(answer.header("Connection"), "close");
      assert.match(answer.body, /Transfer-Encoding/);
    }
  await assertAlive();
});

test("a body in chunks is a body", async () => {
  const half = document.slice(0, 10),
    rest = document.slice(10);
  const answer = await samrad.raw(
    `${put("biter?dryRun=true", "Transfer-Encoding: chunked", "Connection: close")}a\r\n${half}\r\n${rest.length.toString(16)}\r\n${rest}\r\n0\r\n\r\n`,
  );
  assert.equal(answer.status, 201, answer.text);
});

test("a body that is packed is refused as such", async () => {
  for (const coding of ["gzip", "br", "deflate", "gzip, identity", "ukjent"]) {
    const answer = await samrad.put("/v1/bodies/pakket", document, { headers: { "content-encoding": coding, "accept-language": "en" } });
    assertProblem(answer, 415);
    assert.ok(answer.json.detail.includes(coding), answer.text);
  }
  const lines = await samrad.post("/v1/import", "\x1f\x8b", { key: samrad.keys.admin, headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" } });
  assertProblem(lines, 415);
  assert.equal((await samrad.put("/v1/bodies/pakket?dryRun=true", document, { headers: { "content-encoding": "identity" } })).status, 201);
  await assertAlive();
});

test("chunks larger than the limit are 413, and chunks that are none are refused", async () => {
  const chunk = `10000\r\n${"x".repeat(65536)}\r\n`;
  const large = await samrad.raw(`${put("stor", "Transfer-Encoding: chunked")}${chunk.repeat(20)}0\r\n\r\n`, { silence: 5000 });
  assertRefused(large, 413);
  assert.equal(JSON.parse(large.body).type, "/problems/too-large");
  assertRefused(await samrad.raw(`${put("stor", "Transfer-Encoding: chunked")}zz\r\nabc\r\n0\r\n\r\n`), 400, 0);
  await assertAlive();
});

test("a long address is 414, one without end is refused", async () => {
  assertProblem(await samrad.get(`/v1/bodies?q=${"x".repeat(9000)}`), 414);
  assertProblem(await samrad.get(`/v1/${"a".repeat(9000)}`), 414);
  assertRefused(await samrad.raw(lines(`GET /v1/bodies?${"a=1&".repeat(2500)} HTTP/1.1`)), 414, 431, 400, 0);
  assertRefused(await samrad.raw(lines(`GET /${"a".repeat(300000)} HTTP/1.1`)), 414, 431, 400, 0);
  assertProblem(await samrad.get(`/v1/bodies?${"kind=forum&".repeat(250)}`), 400);
  await assertAlive();
});

test("large headers are 431, headers without end are refused", async () => {
  assertProblem(await samrad.get("/v1/bodies/radet", { headers: { "x-large": "x".repeat(20000) } }), 431);
  const many = Object.fromEntries(Array.from({ length: 220 }, (_, i) => [`x-${i}`, "y".repeat(40)]));
  assertProblem(await samrad.get("/v1/bodies/radet", { headers: many }), 431);
  assertRefused(await samrad.raw(lines("GET /v1/bodies/radet HTTP/1.1", `X-Large: ${"x".repeat(500000)}`)), 431, 400, 0);
  await assertAlive();
});

test("a head that is no HTTP is refused", async () => {
  for (const text of [
    "\r\n\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "GET /v1/bodies\r\n\r\n",
    "HELLO\r\n\r\n",
    "GET /v1/bodies HTTP/9.9\r\nHost: x\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "GET /v1/bodies HTTP/1.1\r\n\r\n",
    "GET /v1/bodies HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
    "GET /v1/bodies HTTP/1.1\r\nHost: x\r\nNo-Colon\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ])
    assert.ok((await samrad.raw(text, { silence: 400, end: true })).status !== 500, JSON.stringify(text));
  await assertAlive();
});

test("methods are what they are, in their own case", async () => {
  for (const method of ["get", "Put", "FOO", "OPTIONSX", "X".repeat(100)]) {
    const answer = await samrad.raw(lines(`${method} /v1/bodies/radet HTTP/1.1`, "Connection: close"));
    assertRefused(answer, 405, 400, 501);
    if (answer.status === 405) assert.match(answer.header("Allow"), /GET, HEAD, PUT, PATCH, DELETE, OPTIONS/);
  }
});

test("an address with everything in it is answered", async () => {
  for (const target of [
    "*",
    "http://evil.example/v1/bodies",
    "/v1/bodies#fragment",
    "/v1/bodies?\x7f",
    "/v1/bodies?q=\xff",
    "/v1/bodies?q=<script>",
    "//evil.example/v1/bodies",
    "/v1/%2e%2e/bodies",
    "/\\v1\\bodies",
  ]) {
    const answer = await samrad.raw(lines(`GET ${target} HTTP/1.1`, "Connection: close"));
    assert.ok(answer.status < 500, `${target}: ${answer.status}`);
    assert.doesNotMatch(answer.body, /<script>alert|<html/i, target);
  }
  await assertAlive();
});

test("a header cannot be injected through what is answered", async () => {
  const answer = await samrad.raw(
    lines("GET /v1/bodies?q=%0d%0aX-Evil:%201&limit=1 HTTP/1.1", "X-Request-Id: abcdefgh%0d%0aX-Evil: 1", "Connection: close"),
  );
  assert.equal(answer.header("X-Evil"), undefined);
});

test("a client that goes away in the middle of its upload leaves nothing", async () => {
  for (const share of [0, 1, Math.floor(document.length / 2), document.length - 1]) {
    const answer = await samrad.raw(put("halv", `Content-Length: ${document.length}`) + document.slice(0, share), {
      end: true,
      silence: 300,
    });
    assert.ok([0, 400].includes(answer.status), answer.text);
  }
  await Promise.all(
    Array.from(
      { length: 30 },
      () =>
        new Promise((done) => {
          const socket = net.connect(samrad.client.port, "127.0.0.1", () => {
            socket.write(put("halv", "Content-Length: 100000") + document, () => socket.destroy());
          });
          socket.on("close", done);
          socket.on("error", () => {});
        }),
    ),
  );
  assert.equal((await samrad.get("/v1/bodies/halv")).status, 404);
  await assertAlive();
});

test("a client that does not wait for its answer has written or not, and nothing hangs", async () => {
  for (let i = 0; i < 20; i += 1)
    await new Promise((done) => {
      const socket = net.connect(samrad.client.port, "127.0.0.1", () => {
        socket.write(put(`borte-${i}?dryRun=true`, `Content-Length: ${document.length}`) + document, () => socket.resetAndDestroy());
      });
      socket.on("close", done);
      socket.on("error", () => {});
    });
  await assertAlive();
});

test("a slow client does not keep the others waiting", async () => {
  const slow = Array.from({ length: 40 }, () => {
    const socket = net.connect(samrad.client.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("PUT /v1/bodies/treg HTTP/1.1\r\nHost: x\r\nContent-Le");
    return socket;
  });
  const started = Date.now();
  for (let i = 0; i < 20; i += 1) assert.equal((await samrad.get("/v1/bodies/radet")).status, 200);
  assert.ok(Date.now() - started < scaled(2000), `${Date.now() - started} ms`);
  for (const socket of slow) socket.destroy();
  await assertAlive();
});

test("a slow client that comes to its end is answered", async () => {
  const bytes = put("langsom?dryRun=true", `Content-Length: ${document.length}`, "Connection: close") + document;
  const text = await new Promise((done, fail) => {
    const socket = net.connect(samrad.client.port, "127.0.0.1");
    let answer = "",
      at = 0;
    const timer = setInterval(() => {
      if (at < bytes.length) socket.write(bytes.slice(at, (at += 25)));
      else clearInterval(timer);
    }, 20);
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("close", () => done(answer));
    socket.on("error", fail);
  });
  assert.match(text, /^HTTP\/1\.1 201 /);
});

test("requests on one connection are answered in their order", async () => {
  const answer = await samrad.raw(["radet", "utvalget", "borte", "radet"].map((id) => lines(`GET /v1/bodies/${id} HTTP/1.1`)).join(""), {
    silence: 1000,
  });
  const seen = [...answer.text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]);
  assert.deepEqual(seen, ["200", "200", "404", "200"]);
});

test("an old client of HTTP/1.0 is answered, and left", async () => {
  const answer = await samrad.raw("GET /v1/bodies/radet HTTP/1.0\r\n\r\n");
  assert.equal(answer.status, 200);
});

test("a body that is announced and then asked for", async () => {
  const answer = await samrad.raw(
    put("ventet?dryRun=true", `Content-Length: ${document.length}`, "Expect: 100-continue", "Connection: close") + document,
  );
  assert.match(answer.text, /HTTP\/1\.1 201 /);
});

test("a method that is no word does not break the log", async () => {
  const answer = await samrad.raw(lines('A"B\\ /v1/bodies HTTP/1.1', "Connection: close"));
  assertRefused(answer, 400, 405, 0);
});

test("a log that nobody reads stops nobody, and says afterwards how much of it is lost", async () => {
  const unread = await startSamrad();
  const log = unread.process.child.stderr;
  const lost = () => unread.process.log().filter(({ event }) => event === "log lines lost");
  log.pause();
  for (let i = 0; i < 4000; i++) assert.equal((await unread.get("/health/live")).status, 200);
  log.resume();
  for (const end = performance.now() + scaled(10000); !lost().length && performance.now() < end;) await unread.get("/health/live");
  assert.ok(lost().length > 0 && lost().every(({ count }) => count > 0));
  await unread.stop();
  await unread.drop();
});

samrad.endsCleanly();
