// Bytes of documents when things go wrong: all of them or nothing, and what is stored is whole.

import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { sha256 } from "../http/files.mjs";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, prepareSamrad } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";
import { pdf } from "../http/pdf.mjs";
import { Cluster } from "./cluster.mjs";
import { inTheMiddle } from "./middle.mjs";

const BALLAST = 3 * 1024 * 1024;
const PDF = { "content-type": "application/pdf" };
const samrad = await prepareSamrad();
await samrad.serve();
await samrad.store(...foundation, ["/v1/documents/planen", { title: { nb: "Planen" }, kind: "plan", body: "radet" }]);
const large = (text) => pdf([text], { ballast: BALLAST });
const bring = (id, bytes, of = samrad) => of.put(`/v1/documents/${id}/content`, bytes, { headers: PDF });
const content = (id) => samrad.get(`/v1/documents/${id}/content`);
/** Senders of messages take a connection now and then; uploads and downloads must have none. */
async function assertNoneLent() {
  let lent;
  for (let waited = 0; waited < 5000 && lent !== "0"; waited += 50) {
    lent = /samrad_database_connections\{state="lent"\} (\d+)/.exec((await samrad.get("/metrics")).text)[1];
    await sleep(50);
  }
  assert.equal(lent, "0");
}

/** What must hold of the tables, whatever happened. Each gives the number of rows that break it. */
const laws = {
  "content that is not whole":
    "select count(*) from register.content as c where size <> (select coalesce(sum(length(bytes)), 0) from register.content_piece as p where p.sha256 = c.sha256)",
  "content that nobody has or has had": "select count(*) from register.content where sha256 not in (select sha256 from register.content_use)",
  "a document without its content": "select count(*) from register.documents where sha256 is not null and sha256 not in (select sha256 from register.content)",
  "a document whose use is not noted":
    "select count(*) from register.documents as d where sha256 is not null and not exists (select from register.content_use as u where u.document = d.id and u.sha256 = d.sha256)",
};
async function assertLaws(of = samrad) {
  for (const [what, sql] of Object.entries(laws)) assert.equal(await of.sql(sql), "0", what);
}
async function assertNothingOf(bytes, of = samrad) {
  assert.equal(await of.sql(`select count(*) from register.content where sha256 = '${sha256(bytes)}'`), "0");
  assert.equal(await of.sql(`select count(*) from register.change where json like '%${sha256(bytes)}%'`), "0");
  await assertLaws(of);
}

/** Runs an upload until its first piece is about to be stored, and then does something. */
const atTheFirstPiece = (id, bytes, then) =>
  inTheMiddle(samrad, "lock table register.content_piece in share mode", () => bring(id, bytes), then);

test("half an upload, and then silence or the end: nothing is stored, and nothing held but the connection", async () => {
  const bytes = large("halv");
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(
    `PUT /v1/documents/planen/content HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nAuthorization: Bearer ${samrad.keys.writer}\r\nContent-Length: ${bytes.length}\r\n\r\n`,
  );
  socket.write(bytes.subarray(0, bytes.length / 2));
  await sleep(500);
  await assertNoneLent();
  assert.equal((await samrad.patch("/v1/documents/planen", { language: "nb" })).status, 200);
  socket.destroy();
  await sleep(200);
  await assertNothingOf(bytes);
});

test("while bytes are stored, others read and write", async () => {
  const bytes = large("langsom");
  const { answer } = await atTheFirstPiece("planen", bytes, async () => {
    const began = Date.now();
    assert.equal((await samrad.get("/v1/documents/planen")).json.content, undefined);
    assert.equal((await samrad.put("/v1/documents/imens", { title: { nb: "Imens" }, kind: "other" })).status, 201);
    assert.ok(Date.now() - began < scaled(2000));
  });
  assert.equal((await answer).status, 200, (await answer).text);
  assert.ok((await content("planen")).bytes.equals(bytes));
  await assertLaws();
});

test("killed in the middle: nothing of it is there, what was there is, and it can be made again", async () => {
  const [before, bytes] = [(await content("planen")).bytes, large("drept")];
  const { answer } = await atTheFirstPiece("planen", bytes, () => samrad.process.end("SIGKILL"));
  assert.equal((await answer).status, 0);
  samrad.client.close();
  await samrad.serve();
  const working = () => samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'samrad' and xact_start is not null");
  for (let waited = 0; waited < 10000 && (await working()) !== "0"; waited += 50) await sleep(50);
  await assertNothingOf(bytes);
  assert.ok((await content("planen")).bytes.equals(before));
  assert.equal((await bring("planen", bytes)).status, 200);
  assert.ok((await content("planen")).bytes.equals(bytes));
});

test("ended in the middle: the upload is answered first", async () => {
  const bytes = large("sist");
  let ended;
  const { answer } = await atTheFirstPiece("planen", bytes, async () => {
    ended = samrad.process.end("SIGTERM");
    await sleep(200);
  });
  assert.equal((await answer).status, 200, (await answer).text);
  assert.deepEqual(await ended, { code: 0, signal: null }, samrad.process.report());
  samrad.client.close();
  await samrad.serve();
  assert.ok((await content("planen")).bytes.equals(bytes));
});

test("brought and erased by several at once: what is left is whole", async () => {
  const ids = ["lop-1", "lop-2", "lop-3"];
  const all = ["a", "b"].map(large);
  await samrad.store(...ids.map((id) => [`/v1/documents/${id}`, { title: { nb: id }, kind: "other" }]));
  const statuses = new Set();
  const run = async (id, step) => {
    for (let round = 0; round < 8; round += 1) {
      const erases = (round + step) % 3 === 0;
      const answer = erases
        ? await samrad.delete(`/v1/documents/${id}/content`, { key: samrad.keys.admin })
        : await bring(id, all[(round + step) % 2]);
      statuses.add(answer.status);
      assert.ok([200, 204, 409, 503].includes(answer.status), answer.text);
    }
  };
  await Promise.all(ids.flatMap((id, i) => [run(id, i), run(id, i + 1)]));
  assert.ok(statuses.has(200) && statuses.has(204));
  await assertLaws();
  for (const id of ids) {
    const answer = await content(id);
    if (answer.status === 200) assert.ok(all.some((bytes) => answer.bytes.equals(bytes)));
    else assertProblem(answer, 404);
  }
});

test("a reader who stops reading holds no connection to the database", async () => {
  const bytes = pdf(["stor"], { ballast: 20 * 1024 * 1024 });
  assert.equal((await bring("planen", bytes)).status, 200);
  const sockets = Array.from({ length: 12 }, () => {
    const socket = net.connect(samrad.client.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("GET /v1/documents/planen/content HTTP/1.1\r\nHost: x\r\n\r\n");
    socket.once("data", () => socket.pause());
    return socket;
  });
  await sleep(1500);
  await assertNoneLent();
  assert.ok((await content("planen")).bytes.equals(bytes));
  for (const socket of sockets) socket.destroy();
});

test("the database goes in the middle of a download: it breaks off, and can be taken up again", async () => {
  const cluster = new Cluster();
  await cluster.start();
  const other = await prepareSamrad({ cluster: cluster.folder });
  await other.serve();
  await other.store(["/v1/documents/planen", { title: { nb: "Planen" }, kind: "plan" }]);
  const bytes = pdf(["avbrutt"], { ballast: 16 * 1024 * 1024 });
  const put = await bring("planen", bytes, other);
  assert.equal(put.status, 200, put.text);
  const socket = net.connect(other.client.port, "127.0.0.1");
  socket.write("GET /v1/documents/planen/content HTTP/1.1\r\nHost: x\r\n\r\n");
  let got = 0;
  const closed = new Promise((done) => socket.on("close", done));
  socket.once("data", (chunk) => {
    got += chunk.length;
    socket.pause();
  });
  await sleep(500);
  await cluster.stop("immediate");
  socket.on("data", (chunk) => (got += chunk.length));
  socket.resume();
  await closed;
  assert.ok(got < bytes.length);
  assertProblem(await bring("planen", pdf(["nei"]), other), 503);
  await cluster.start();
  let rest;
  for (let waited = 0; waited < 20000; waited += 300) {
    rest = await other.get("/v1/documents/planen/content", { headers: { range: "bytes=1000000-", "if-range": put.headers.etag } });
    if (rest.status === 206) break;
    await sleep(300);
  }
  assert.ok(rest.bytes.equals(bytes.subarray(1000000)));
  await assertLaws(other);
  assert.deepEqual(await other.stop(), { code: 0, signal: null }, other.process.report());
  await cluster.remove();
});

samrad.endsCleanly();
