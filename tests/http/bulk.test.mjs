// The register in and out at once: lines in any order, all or nothing, faults by line, and back again byte for byte.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, prepareSamrad, root, startSamrad } from "./harness.mjs";
import { sleep } from "./pace.mjs";

const samrad = await startSamrad({ environment: { SAMRAD_UPLOAD_MAX_MB: "1" } });
await samrad.store(...foundation);

const NDJSON = { "content-type": "application/x-ndjson" };
const line = (type, id, data) => JSON.stringify({ type, id, data });
const load = (lines, { query = "", headers = {}, ...options } = {}) =>
  samrad.post(`/v1/import${query}`, Array.isArray(lines) ? lines.join("\n") : lines, { headers: { ...NDJSON, ...headers }, ...options });
const english = { "accept-language": "en" };

async function loaded(lines, options) {
  const answer = await load(lines, options);
  assert.equal(answer.status, 200, answer.text);
  return answer;
}

test("lines stand in any order; what became of them is told by type", async () => {
  const answer = await loaded([
    line("memberships", "m-1", { body: "nytt-rad", role: "member", person: "ny-1" }),
    line("bodies", "nytt-rad", { name: { nb: "Nytt råd" }, kind: "council", within: "nyere-rad" }),
    "",
    line("bodies", "nyere-rad", { name: { nb: "Nyere råd" }, kind: "council" }),
    line("persons", "ny-1", { name: "Åse Ny" }),
    line("persons", "kari", { name: "Kari Nordmann" }),
    line("persons", "ola", { name: "Ola Nymann" }),
  ]);
  assert.deepEqual(answer.json, {
    lines: 7,
    types: [
      { type: "persons", created: 1, changed: 1, unchanged: 1 },
      { type: "bodies", created: 2, changed: 0, unchanged: 0 },
      { type: "memberships", created: 1, changed: 0, unchanged: 0 },
    ],
  });
  assert.equal((await samrad.get("/v1/persons/ola")).json.version, 2);
  assert.equal((await samrad.get("/v1/persons/kari")).json.version, 1);
  const history = (await samrad.get("/v1/bodies/nytt-rad/history")).json.items;
  assert.deepEqual([history.length, history[0].operation, history[0].by], [1, "created", "test writer"]);
  assert.equal(answer.headers["samrad-revision"], (await samrad.get("/v1/persons")).headers["samrad-revision"]);
});

test("all changes of an import are one revision, and a repeated one is none", async () => {
  const lines = [line("persons", "to-1", { name: "En" }), line("persons", "to-2", { name: "To" })];
  const before = await loaded([]);
  const first = await loaded(lines);
  const second = await loaded(lines);
  assert.equal(Number(first.headers["samrad-revision"]), Number(before.headers["samrad-revision"]) + 1);
  assert.equal(second.headers["samrad-revision"], first.headers["samrad-revision"]);
  assert.deepEqual(second.json.types, [{ type: "persons", created: 0, changed: 0, unchanged: 2 }]);
});

test("a dry run goes all the way and stores nothing", async () => {
  const answer = await loaded([line("persons", "provet", { name: "Prøvet" })], { query: "?dryRun=true" });
  assert.equal(answer.headers["samrad-dry-run"], "true");
  assert.deepEqual(answer.json.types, [{ type: "persons", created: 1, changed: 0, unchanged: 0 }]);
  assert.equal((await samrad.get("/v1/persons/provet")).status, 404);
});

test("under an Idempotency-Key an import is made once, whatever was lost", async () => {
  const lines = [line("persons", "en-gang", { name: "Én gang" })];
  const under = { headers: { "idempotency-key": "innlesing-1" } };
  const first = await loaded(lines, under);
  const again = await loaded(lines, under);
  assert.deepEqual([again.text, again.headers["idempotency-replayed"]], [first.text, "true"]);
  assert.equal(again.headers["samrad-revision"], first.headers["samrad-revision"]);
  assertProblem(await load([line("persons", "en-gang", { name: "To ganger" })], under), 422, { header: "Idempotency-Key", code: "key_reused" });
  await samrad.whileLocked("select from register.persons where id = 'en-gang' for update", async () => {
    const other = { headers: { "idempotency-key": "innlesing-2" } };
    const waiting = load([line("persons", "en-gang", { name: "Endret" })], other);
    await samrad.untilLocked();
    const meanwhile = await load([line("persons", "en-gang", { name: "Endret" })], other);
    assertProblem(meanwhile, 409);
    assert.ok(Number(meanwhile.headers["retry-after"]) > 0);
    return { waiting };
  }).then(async ({ waiting }) => assert.equal((await waiting).status, 200));
});

test("every fault is told with its line, and nothing is stored", async () => {
  const revision = (await loaded([])).headers["samrad-revision"];
  const answer = await load(
    [
      line("persons", "god", { name: "God" }),
      line("bodies", "ring-a", { name: { nb: "A" }, kind: "council", within: "ring-b" }),
      line("bodies", "ring-b", { name: { nb: "B" }, kind: "council", within: "ring-a" }),
      line("persons", "god", { name: "Igjen" }),
      line("bodyes", "x", {}),
      "ikke json",
      "",
      line("memberships", "feil", { body: "radet", role: "observer", voting: true, validFrom: "2020", validTo: "2019" }),
      line("memberships", "uten", { body: "intet", role: "member", person: "ingen" }),
      line("persons", "Stor", { name: "x" }),
      line("persons", "rar", { name: "x", nmae: "y" }),
      line("memberships", "dobbel", { body: "radet", role: "chair", person: "kari", organisation: "etaten" }),
      line("offices", "to-samtidig", {
        title: { nb: "Leder" },
        organisation: "etaten",
        holders: [{ person: "kari", validFrom: "2020-01-01" }, { person: "ola", validFrom: "2021-01-01" }],
      }),
      `{"type":"persons","id":"a","id":"b","data":{"name":"x"}}`,
      line("waivers", "feil-organ", { rule: "radet-storrelse", body: "utvalget", ground: { nb: "G" } }),
      line("minutes", "motet", { meeting: "et-annet", items: [] }),
    ],
    { headers: english },
  );
  assertProblem(
    answer,
    422,
    { line: 2, pointer: "/data/within", code: "circle" },
    { line: 3, pointer: "/data/within", code: "circle" },
    { line: 4, pointer: "/data", code: "duplicate" },
    { line: 5, pointer: "/type", code: "enum" },
    { line: 6, code: "json_syntax" },
    { line: 8, pointer: "/data/voting", code: "no_vote" },
    { line: 8, pointer: "/data/validTo", code: "end_before_start", detail: "The end comes before the start." },
    { line: 9, pointer: "/data/body", code: "unknown_reference", detail: "There is no 'intet' in bodies." },
    { line: 9, pointer: "/data/person", code: "unknown_reference" },
    { line: 10, pointer: "/id", code: "pattern" },
    { line: 11, pointer: "/data/nmae", code: "unknown_property" },
    { line: 13, pointer: "/data/holders/1", code: "overlap" },
    { line: 14, code: "json_duplicate_key" },
    { line: 15, pointer: "/data/body", code: "const" },
    { line: 16, pointer: "/data/meeting", code: "const" },
  );
  const lines = answer.json.errors.map((error) => error.line);
  assert.deepEqual(lines, [...lines].sort((a, b) => a - b));
  assert.ok(!lines.includes(1));
  assert.equal((await samrad.get("/v1/persons/god")).status, 404);
  assert.equal((await loaded([])).headers["samrad-revision"], revision);
});

test("what overlaps only until the whole file is in, is no fault; what overlaps after it, is", async () => {
  const period = (validFrom, validTo) => ({ body: "utvalget", role: "chair", person: "ola", validFrom, ...(validTo ? { validTo } : {}) });
  await loaded([line("memberships", "sitter", period("2020-01-01"))]);
  await loaded([line("memberships", "sitter-igjen", period("2022-01-01")), line("memberships", "sitter", period("2020-01-01", "2021-12-31"))]);
  const clash = await load([line("memberships", "en-til", period("2021-06-01", "2022-06-01"))]);
  assertProblem(clash, 422, { line: 1, pointer: "/data/validFrom", code: "overlap" });
  const number = (orgnr) => ({ name: { nb: "O" }, kind: "association", identifiers: { orgnr } });
  await loaded([line("organisations", "nr-1", number("983971636")), line("organisations", "nr-2", number("971526157"))]);
  await loaded([line("organisations", "nr-1", number("971526157")), line("organisations", "nr-2", number("983971636"))]);
  assertProblem(await load([line("organisations", "nr-3", number("983971636"))]), 422, { line: 1, code: "taken" });
});

test("a line without an id and without anything of its resource has both faults", async () => {
  const answer = await load(['{"type":"persons"}', '{"type":"persons","data":{},"patch":{}}']);
  const faults = answer.json.errors.map(({ line, code, detail }) => [line, code, detail]);
  assertProblem(answer, 422, { line: 1, code: "required" });
  assert.equal(faults.filter(([line]) => line === 1).length, 2, answer.text);
  assert.ok(faults.some(([line, , detail]) => line === 1 && /«id»/.test(detail)) && faults.some(([line, , detail]) => line === 1 && /«data»/.test(detail)), answer.text);
  assert.equal(faults.filter(([line]) => line === 2).length, 2, answer.text);
});

test("more faults than are listed are counted", async () => {
  const answer = await load(Array.from({ length: 1500 }, (_, n) => line("persons", `feil-${n}`, { navn: "x" })));
  assertProblem(answer, 422, { line: 1, code: "required" });
  assert.equal(answer.json.errors.length, 1000);
  assert.equal(answer.json.errorCount, 3000);
});

test("unknown references are counted beyond what is listed, and told of lines with other faults, too", async () => {
  const many = Array.from({ length: 1000 }, (_, n) => line("memberships", `tapt-${n}`, { body: "intet", person: "ingen", role: "member" }));
  const answer = await load(many);
  assertProblem(answer, 422, { line: 1, pointer: "/data/body", code: "unknown_reference" });
  assert.equal(answer.json.errorCount, 2000);
  const both = await load([line("memberships", "feil", { nmae: 1, body: "intet", person: "senere", role: "member" }), line("persons", "senere", { name: "Senere" })]);
  assert.deepEqual(both.json.errors.map(({ line: n, pointer, code }) => [n, pointer, code]), [
    [1, "/data/nmae", "unknown_property"],
    [1, "/data/body", "unknown_reference"],
  ]);
});

test("lines that patch and delete; what is still referred to stays", async () => {
  await samrad.store(
    ["/v1/bodies/fjernes", { name: { nb: "Fjernes" }, kind: "forum", shortName: "F" }],
    ["/v1/memberships/fjernes-kari", { body: "fjernes", role: "member", person: "kari" }],
  );
  const json = (value) => JSON.stringify(value);
  const patched = await loaded([json({ type: "bodies", id: "fjernes", patch: { shortName: null, purpose: { nb: "Nytt" } } })]);
  assert.deepEqual(patched.json.types, [{ type: "bodies", created: 0, changed: 1, unchanged: 0 }]);
  const body = (await samrad.get("/v1/bodies/fjernes")).json;
  assert.deepEqual([body.shortName, body.purpose, body.name], [undefined, { nb: "Nytt" }, { nb: "Fjernes" }]);
  const gone = (type, id) => json({ type, id, delete: true });
  assertProblem(await load([gone("bodies", "fjernes")]), 422, { line: 1, code: "still_referred_to", detail: /memberships\/fjernes-kari/ });
  assertProblem(await load([json({ type: "bodies", id: "ingen", patch: {} })]), 422, { line: 1, pointer: "/id", code: "no_such_resource" });
  assertProblem(await load([json({ type: "bodies", id: "fjernes", data: {}, delete: true })]), 422, { line: 1, code: "one_of_members" });
  assertProblem(await load([gone("bodies", "fjernes"), gone("bodies", "fjernes")]), 422, { line: 2, code: "duplicate" });
  assertProblem(await load([gone("memberships", "fjernes-kari"), gone("bodies", "fjernes"), line("memberships", "fjernes-ola", { body: "fjernes", role: "member", person: "ola" })]), 422, { line: 3, pointer: "/data/body", code: "unknown_reference" });
  const dry = await loaded([gone("bodies", "fjernes"), gone("memberships", "fjernes-kari"), gone("persons", "ingen")], { query: "?dryRun=true" });
  assert.deepEqual(dry.json.changes.map(({ line: n, type, id, operation }) => [n, type, id, operation]), [[1, "bodies", "fjernes", "deleted"], [2, "memberships", "fjernes-kari", "deleted"]]);
  assert.equal((await samrad.get("/v1/bodies/fjernes")).status, 200);
  const done = await loaded([gone("bodies", "fjernes"), gone("memberships", "fjernes-kari"), gone("persons", "ingen")]);
  assert.deepEqual(done.json.types.map(({ type, deleted, unchanged }) => [type, deleted, unchanged]).sort(), [["bodies", 1, 0], ["memberships", 1, 0], ["persons", undefined, 1]]);
  assert.equal((await samrad.get("/v1/bodies/fjernes")).status, 404);
});

test("a scope becomes exactly what the file says, of the types that it has", async () => {
  const member = (id, person) => line("memberships", id, { body: "omfang", role: "member", person });
  await samrad.store(["/v1/bodies/omfang", { name: { nb: "Omfang" }, kind: "forum" }], ["/v1/rules/omfang-regel", { body: "omfang", kind: "size", force: "shall", basis: "stated", text: { nb: "x" }, min: 1 }]);
  await loaded([member("omfang-kari", "kari"), member("omfang-ola", "ola")]);
  const dry = await loaded([member("omfang-kari", "kari")], { query: "?scope=body:omfang&dryRun=true" });
  assert.deepEqual(dry.json.changes.map(({ line: n, id, operation }) => [n, id, operation]), [[0, "omfang-ola", "deleted"]]);
  const { json } = await loaded([member("omfang-kari", "kari")], { query: "?scope=body:omfang" });
  assert.deepEqual(json.types, [{ type: "memberships", created: 0, changed: 0, unchanged: 1, deleted: 1 }]);
  assert.deepEqual(await samrad.ids("/v1/bodies/omfang/memberships"), ["omfang-kari"]);
  assert.equal((await samrad.get("/v1/rules/omfang-regel")).status, 200);
  assertProblem(await load([], { query: "?scope=alt" }), 400, { parameter: "scope" });
});

test("good lines are kept and faulty ones told where that is asked for, whatever depends on them", async () => {
  const lines = [
    line("persons", "hopp-god", { name: "God" }),
    line("persons", "hopp-feil", { nmae: "x" }),
    line("memberships", "hopp-foelge", { body: "radet", role: "member", person: "hopp-feil" }),
    "ikke json",
    line("memberships", "hopp-medlem", { body: "radet", role: "member", person: "hopp-god" }),
  ];
  assertProblem(await load(lines), 422, { line: 2 });
  const { json } = await loaded(lines, { query: "?onFault=skip" });
  assert.deepEqual([...new Set(json.skipped.map((fault) => fault.line))].sort(), [2, 3, 4]);
  assert.ok(json.skipped.every(({ code, detail }) => code && detail));
  assert.deepEqual(json.types.map(({ type, created }) => [type, created]).sort(), [["memberships", 1], ["persons", 1]]);
  assert.equal((await samrad.get("/v1/memberships/hopp-medlem")).status, 200);
  for (const path of ["persons/hopp-feil", "memberships/hopp-foelge"]) assert.equal((await samrad.get(`/v1/${path}`)).status, 404);
});

test("a mark of UTF-8 before the first line is passed over", async () => {
  const answer = await loaded([`\uFEFF${line("persons", "merket", { name: "Merket" })}`]);
  assert.deepEqual(answer.json.types, [{ type: "persons", created: 1, changed: 0, unchanged: 0 }]);
});

test("batches of all collections together: many lines, mixed", async () => {
  const lines = [];
  for (let n = 0; n < 2500; n += 1) {
    lines.push(line("memberships", `mange-${n}`, { body: "utvalget", role: "member", person: `mange-${n}` }));
    lines.push(line("persons", `mange-${n}`, { name: `Person ${n} «Åse»\\"`, note: { nb: "a\nb\u2028" } }));
  }
  const answer = await loaded(lines);
  assert.deepEqual(answer.json.types, [
    { type: "persons", created: 2500, changed: 0, unchanged: 0 },
    { type: "memberships", created: 2500, changed: 0, unchanged: 0 },
  ]);
  assert.equal((await samrad.get("/v1/persons/mange-7")).json.name, 'Person 7 «Åse»\\"');
  assert.equal((await samrad.get("/v1/memberships?body=utvalget&role=member&count=true&limit=1")).json.total, 2500);
});

test("who may not see restricted members neither writes them nor writes over them", async () => {
  await samrad.store(["/v1/persons/skjult", { name: "Skjult", gender: "female" }]);
  const writeOnly = { key: samrad.keys.writeOnly };
  const answer = await load(
    [line("persons", "skjult", { name: "Endret" }), line("persons", "apen", { name: "Åpen", gender: "male" })],
    writeOnly,
  );
  assertProblem(answer, 403, { line: 1, code: "restricted" }, { line: 2, pointer: "/data/gender", code: "restricted" });
  await loaded([line("persons", "apen", { name: "Åpen" })], writeOnly);
  await loaded([line("persons", "skjult", { name: "Endret", gender: "male" })]);
  assert.equal((await samrad.get("/v1/persons/skjult")).json.gender, undefined);
  assert.equal((await samrad.get("/v1/persons/skjult", { key: samrad.keys.reader })).json.gender, "male");
  const open = await samrad.get("/v1/export");
  const whole = await samrad.get("/v1/export", { key: samrad.keys.reader });
  assert.ok(!open.text.includes("gender"));
  assert.ok(whole.text.includes('"id":"skjult","data":{"name":"Endret","gender":"male"}'));
});

test("a byte order mark before the first line is passed over", async () => {
  await loaded([`\ufeff${line("persons", "merket", { name: "Merket" })}`, line("persons", "umerket", { name: "Umerket" })]);
});

test("what is no UTF-8 in a header is repeated as JSON all the same", async () => {
  const answer = await samrad.post("/v1/import?type=bodies", Buffer.from("id,name.nb,kind,kj\xf8nn\r\n", "latin1"), {
    key: samrad.keys.writer,
    headers: { "content-type": "text/csv" },
  });
  assertProblem(answer, 422);
});

test("refused before anything is read", async () => {
  const lines = line("persons", "nei", { name: "Nei" });
  assertProblem(await load(lines, { key: null }), 401);
  assertProblem(await load(lines, { key: "samrad_nei_nei" }), 401);
  assertProblem(await load(lines, { key: samrad.keys.reader }), 403);
  assertProblem(await load(lines, { headers: { "content-type": "application/json" } }), 415);
  assertProblem(await load(lines, { headers: { accept: "text/html" } }), 406);
  assertProblem(await load(lines, { query: "?dryrun=true" }), 400, { parameter: "dryrun" });
  assertProblem(await samrad.get("/v1/export", { headers: { accept: "text/html" } }), 406);
  assertProblem(await samrad.get("/v1/export?type=bodies"), 400, { parameter: "type" });
  assertProblem(await samrad.get("/v1/export", { key: "nei" }), 401);
  assert.equal((await samrad.get("/v1/persons/nei")).status, 404);
  const head = (length, key) =>
    `POST /v1/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n${key ? `Authorization: Bearer ${key}\r\n` : ""}Content-Length: ${length}\r\n\r\n`;
  for (const [bytes, status] of [
    [head(1000), 401],
    [head(2 ** 21, samrad.keys.writer), 413],
  ]) {
    const answer = await samrad.raw(bytes);
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.header("Connection"), "close");
  }
});

test("beyond the limit", async () => {
  const big = " ".repeat(2 ** 20 + 1);
  assertProblem(await load(big), 413);
  const chunked = await samrad.client.request("POST", "/v1/import", {
    body: big,
    key: samrad.keys.writer,
    headers: { ...NDJSON, "content-length": null, "transfer-encoding": "chunked" },
  });
  assertProblem(chunked, 413);
  const long = await loaded([line("persons", "lang-nok", { name: "x", note: { nb: "y".repeat(900) } })]);
  assert.equal(long.json.lines, 1);
});

test("a body in pieces, with CRLF, and several requests on one connection", async () => {
  const body = `${line("persons", "bit-1", { name: "Bit" })}\r\n\r\n${line("persons", "bit-2", { name: "Bit" })}\r\n`;
  const head =
    `POST /v1/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nAuthorization: Bearer ${samrad.keys.writer}\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const socket = net.connect(samrad.client.port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  for (let round = 0; round < 2; round += 1) {
    socket.write(head);
    for (let at = 0; at < body.length; at += 20) {
      socket.write(body.slice(at, at + 20));
      await sleep(2);
    }
  }
  socket.write("GET /v1/persons/bit-2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  await new Promise((done) => socket.on("close", done));
  assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 200"]);
  assert.match(text, /"created":2.*"unchanged":2/s);
});

test("an export, imported into an empty register, gives the same export, byte for byte", async () => {
  const other = await prepareSamrad({ environment: { SAMRAD_UPLOAD_MAX_MB: "100" } });
  await other.serve();
  const admin = { key: samrad.keys.admin };
  const first = await samrad.get("/v1/export", admin);
  assert.equal(first.status, 200);
  assert.equal(first.headers["content-type"], "application/x-ndjson");
  assert.equal(first.headers["samrad-revision"], (await loaded([])).headers["samrad-revision"]);
  const turned = first.text.trimEnd().split("\n").reverse().join("\n");
  const answer = await other.post("/v1/import", turned, { headers: NDJSON, key: other.keys.admin });
  assert.equal(answer.status, 200, answer.text.slice(0, 2000));
  const second = await other.get("/v1/export", { key: other.keys.admin });
  assert.equal(second.text, first.text);
  await other.stop();
  await other.drop();
});

test("the example register goes round, too", async () => {
  const [one, other] = [await prepareSamrad({ example: true }), await prepareSamrad()];
  const folder = join(root, "db/example");
  const count = readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .reduce((sum, name) => sum + readFileSync(join(folder, name), "utf8").trimEnd().split("\n").length, 0);
  await one.serve();
  await other.serve();
  const first = await one.get("/v1/export");
  assert.equal(first.text.trimEnd().split("\n").length, count);
  assert.equal((await other.post("/v1/import", first.text, { headers: NDJSON })).status, 200);
  assert.equal((await other.get("/v1/export")).text, first.text);
  for (const samrad_ of [one, other]) {
    await samrad_.stop();
    await samrad_.drop();
  }
});

test("a line that refers to one with a fault is not blamed for it", async () => {
  const answer = await load([line("persons", "feilfort", { name: 7 }), line("memberships", "viser-til-feil", { body: "radet", role: "member", person: "feilfort" }),
    line("memberships", "viser-til-intet", { body: "radet", role: "member", person: "finnes-ikke" })].join("\n"));
  assert.equal(answer.status, 422, answer.text);
  assert.deepEqual(answer.json.errors.map((error) => [error.line, error.pointer]), [[1, "/data/name"], [3, "/data/person"]]);
});

samrad.endsCleanly();
