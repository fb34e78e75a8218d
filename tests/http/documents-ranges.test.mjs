// Downloads of documents: ranges, conditions, HEAD, and answers that are sent piece by piece.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "./files.mjs";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { sleep } from "./pace.mjs";
import { pdf } from "./pdf.mjs";

const PIECE = 256 * 1024;
const samrad = await startSamrad();
await samrad.store(...foundation);

/** Bytes of which no two places look alike, over several pieces and a part of one. */
const bytes = Buffer.concat([pdf(["Kart"]), Buffer.from(Uint32Array.from({ length: 200000 }, (_, i) => i * 2654435761).buffer)]);
const size = bytes.length;
const tag = `"${sha256(bytes)}"`;
const put = await samrad.put("/v1/documents/mandatet/content", bytes, { headers: { "content-type": "application/pdf" } });
assert.equal(put.status, 200, put.text);
const get = (headers = {}, method = "GET") => samrad.request(method, "/v1/documents/mandatet/content", { headers });

const parts = {
  "bytes=0-0": [0, 1],
  "bytes=0-99": [0, 100],
  "BYTES=100-199": [100, 200],
  [`bytes=${PIECE - 1}-${PIECE}`]: [PIECE - 1, PIECE + 1],
  [`bytes=${PIECE}-`]: [PIECE, size],
  [`bytes=1-${3 * PIECE}`]: [1, 3 * PIECE + 1],
  "bytes=-1": [size - 1, size],
  [`bytes=-${2 * PIECE}`]: [size - 2 * PIECE, size],
  "bytes=-99999999999999999999999": [0, size],
  "bytes=5-99999999999999999999999": [5, size],
  [`bytes=${size - 1}-${size + 5}`]: [size - 1, size],
};
for (const [range, [from, to]] of Object.entries(parts)) {
  test(`Range: ${range}`, async () => {
    const answer = await get({ range });
    assert.equal(answer.status, 206, answer.text.slice(0, 300));
    assert.ok(answer.bytes.equals(bytes.subarray(from, to)));
    assert.equal(answer.headers["content-range"], `bytes ${from}-${to - 1}/${size}`);
    assert.equal(answer.headers["content-length"], String(to - from));
    assert.equal(answer.headers.etag, tag);
    assert.equal(answer.headers["accept-ranges"], "bytes");
  });
}

for (const range of ["bytes=0-1,5-6", "bytes=9-5", "bytes=", "bytes=-", "bytes=a-b", "bytes=1", "items=0-1", "bytes 0-1", "bytes=0-1x", "bytes=--1"])
  test(`no range that is understood: ${range}`, async () => {
    const answer = await get({ range });
    assert.equal(answer.status, 200);
    assert.ok(answer.bytes.equals(bytes));
    assert.equal(answer.headers["content-range"], undefined);
  });

for (const range of [`bytes=${size}-`, "bytes=99999999999999999999-", "bytes=-0"])
  test(`a range behind the end: ${range}`, async () => {
    const answer = await get({ range, "accept-language": "en" });
    assertProblem(answer, 416);
    assert.equal(answer.headers["content-range"], `bytes */${size}`);
    assert.equal(answer.json.detail, `There are ${size} bytes.`);
    assert.equal(answer.headers["content-disposition"], undefined);
  });

test("If-Range: only of the same bytes", async () => {
  const range = "bytes=0-9";
  assert.equal((await get({ range, "if-range": tag })).status, 206);
  for (const other of [`W/${tag}`, '"abc"', "Wed, 21 Oct 2015 07:28:00 GMT"]) assert.equal((await get({ range, "if-range": other })).status, 200);
});

test("who has the bytes gets none", async () => {
  for (const headers of [{}, { range: "bytes=0-9" }, { range: `bytes=${size}-` }]) {
    const answer = await get({ ...headers, "if-none-match": `"x", ${tag}` });
    assert.deepEqual([answer.status, answer.text, answer.headers.etag], [304, "", tag]);
  }
  assert.equal((await get({ "if-none-match": "*" })).status, 304);
  assert.equal((await get({ "if-none-match": '"1"' })).status, 200);
});

test("HEAD says how many bytes there are, and sends none", async () => {
  const whole = await get({ range: "bytes=0-9" }, "HEAD");
  assert.deepEqual([whole.status, whole.headers["content-length"], whole.text], [200, String(size), ""]);
  assert.equal(whole.headers["content-type"], "application/pdf");
  assert.equal(whole.headers["accept-ranges"], "bytes");
  assert.match(whole.headers["content-disposition"], /^inline; filename="Mandatet\.pdf"/);
  assert.equal((await get()).status, 200, "the connection goes on");
});

test("downloads at once are each whole, and take no connection along", async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, () => get()));
  for (const answer of answers) assert.ok(answer.bytes.equals(bytes));
  let metrics = "";
  for (let waited = 0; waited < 5000 && !metrics.includes('connections{state="lent"} 0\n'); waited += 50) {
    metrics = (await samrad.get("/metrics")).text; // senders of messages take one now and then
    await sleep(50);
  }
  assert.match(metrics, /samrad_database_connections\{state="lent"\} 0\n/);
});

samrad.endsCleanly();
