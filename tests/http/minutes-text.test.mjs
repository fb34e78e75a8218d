// Minutes that come as text or PDF: read, linked to the register, stored or not, and what cannot be read.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled } from "./pace.mjs";
import { pdf } from "./pdf.mjs";

const samrad = await startSamrad();
const organisation = (id, name, more) => [`/v1/organisations/${id}`, { name: { nb: name }, kind: "ministry", sector: "state", ...more }];
await samrad.store(
  ...foundation,
  organisation("helsedep", "Helsedepartementet", { shortName: "HDEP", names: [{ name: { nb: "Sosialdepartementet" }, validFrom: "1990", validTo: "2001" }] }),
  organisation("laget-to", "Tvillingforbundet"),
  organisation("laget-tre", "Tvillingforbundet"),
  ["/v1/meetings/lest", { body: "radet", status: "held", date: "2024-11-12" }],
  ["/v1/meetings/lest-pdf", { body: "radet", status: "held", date: "2024-11-12" }],
);

const REFERAT = `Referat fra møte 12. november 2024
Sted: Rom 3
Til stede: Kari Nordmann (HDEP), Per Hansen
En linje som ikke passer inn noe sted.

1) Høring
Kari Nordmann orienterte om høringen. HDEP bes om å sende utkastet innen 15. januar.
Tvillingforbundet vil bidra med et notat. Sosialdepartementet skal delta i arbeidet.
Vedtak: Høringen settes i gang.

2) Eventuelt
Ingen saker.

Neste møte: 3. februar 2025
`;
const TEXT = { "content-type": "text/plain; charset=utf-8" };
const PDF = { "content-type": "application/pdf" };
const parse = (body, headers = TEXT, query = "") => samrad.post(`/v1/minutes/parse${query}`, body, { headers });
const put = (id, body, options = {}) => samrad.put(`/v1/meetings/${id}/minutes`, body, { ...options, headers: { ...TEXT, ...options.headers } });

/** The parts of the text are in order, apart, and together all that is not blank. */
function assertCovered({ parts, text }) {
  const characters = [...text];
  let end = 0;
  for (const { from, to } of parts) {
    assert.ok(from >= end && to > from && to <= characters.length);
    assert.equal(characters.slice(end, from).join("").trim(), "");
    end = to;
  }
  assert.equal(characters.slice(end).join("").trim(), "");
}

test("a text is read and nothing stored", async () => {
  const answer = await parse(REFERAT);
  assert.equal(answer.status, 200, answer.text);
  const { items, present, nextMeetings, place, source, language } = answer.json;
  assert.deepEqual([language, place, source.date, source.mediaType, source.text], ["nb", "Rom 3", "2024-11-12", "text/plain", REFERAT]);
  assert.deepEqual(items.map(({ number, title }) => [number, title.nb]), [["1", "Høring"], ["2", "Eventuelt"]]);
  assert.deepEqual(items[0].decisions.map(({ text }) => text.nb), ["Høringen settes i gang."]);
  assert.equal(items[1].noMatters, true);
  assert.deepEqual(nextMeetings, [{ date: "2025-02-03", text: "3. februar 2025" }]);
  assert.deepEqual(present, [
    { person: "kari", organisation: "helsedep", name: "Kari Nordmann", presence: "present" },
    { name: "Per Hansen", presence: "present" },
  ]);
  assert.deepEqual(source.parts.filter(({ kind }) => kind === "unplaced").map(({ text }) => text), ["En linje som ikke passer inn noe sted."]);
  assertCovered(source);
  assert.deepEqual(await samrad.ids("/v1/minutes"), []);
});

test("names are linked where they are those of exactly one, as it was called at the time", async () => {
  const actions = (await parse(REFERAT)).json.items[0].actions;
  assert.deepEqual(
    actions.map(({ kind, responsible, responsibleAsWritten }) => [kind, responsible, responsibleAsWritten]),
    [
      ["request", [{ organisation: "helsedep" }], "HDEP"],
      ["promise", undefined, "Tvillingforbundet"],
      ["participation", undefined, "Sosialdepartementet"],
    ],
  );
  const old = REFERAT.replaceAll("2024", "1999").replaceAll("2025", "2000");
  assert.deepEqual((await parse(old)).json.items[0].actions[2].responsible, [{ organisation: "helsedep" }]);
});

test("inflected names are those of whom they name; what is ambiguous or only looks alike is left as written", async () => {
  await samrad.store(
    organisation("direktorat", "Helsedirektoratet", { shortName: "Hdir" }),
    organisation("forbund", "Kommuneforbundet", { shortName: "KF" }),
    organisation("tvilling-en", "Samordningsutvalget"),
    ["/v1/offices/direktor", { title: { nb: "Helsedirektør" } }],
    ["/v1/bodies/gruppa", { name: { nb: "Arbeidsgruppe for data" }, kind: "working_group" }],
    ["/v1/bodies/samordning", { name: { nb: "Samordningsutvalg" }, kind: "committee" }],
    ["/v1/persons/kristen", { name: "Kari Kristen" }],
  );
  const linked = async (who) => (await parse(`1) A\nOppgave som noen skal gjøre. Ansvar: ${who}\n`)).json.items[0].actions?.[0];
  const of = async (who) => [(await linked(who)).responsible, (await linked(who)).responsibleAsWritten];
  for (const [who, expected] of [
    ["Hdir", [{ organisation: "direktorat" }]],
    ["H-dir", [{ organisation: "direktorat" }]],
    ["KFs", [{ organisation: "forbund" }]],
    ["Helsedirektoratets", [{ organisation: "direktorat" }]],
    ["helsedirektøren", [{ office: "direktor" }]],
    ["Helsedirektørens", [{ office: "direktor" }]],
    ["Arbeidsgruppe for data", [{ body: "gruppa" }]],
    ["KF og Hdir", [{ organisation: "forbund" }, { organisation: "direktorat" }]],
    ["KF/HDEP", [{ organisation: "forbund" }, { organisation: "helsedep" }]],
    ["KF, Hdir og HDEP", [{ organisation: "forbund" }, { organisation: "direktorat" }, { organisation: "helsedep" }]],
    ["alle kommunene", undefined],
    ["Arbeidsgruppen", undefined],
    ["sekretariatet", undefined],
    ["kf", undefined],
    ["Samordningsutvalgets", undefined], // a body's and an organisation's
    ["Tvillingforbundets", undefined],
    ["Kari Kristens", undefined], // a person's name is not inflected
    ["\u041aF", undefined], // a Cyrillic letter
    ["Hel\u0455edirektoratet", undefined],
    ["\u202eFK", undefined], // shown as KF
    ["\uff2b\uff26", undefined], // full width
  ])
    assert.deepEqual(await of(who), [expected, who.replace("\u202e", "")], who);
  assert.deepEqual((await linked("H\u00addir")).responsible, [{ organisation: "direktorat" }], "a soft hyphen is none of the name");
  const table = (await parse("Sak | Innhold | Ansvar | Frist\n1 | Brev. Sendes ut. | KF/Hdir | 1.2.2025\n2 | Plan | Info |\n")).json.items;
  assert.deepEqual(table.map(({ title, actions }) => [title.nb, actions?.[0].responsible, actions?.[0].due.date]), [
    ["Brev", [{ organisation: "forbund" }, { organisation: "direktorat" }], "2025-02-01"],
    ["Plan", undefined, undefined],
  ]);
});

test("spans are characters of the text", async () => {
  const { items, source } = (await parse(`\u{1F600} Referat\n${REFERAT}`)).json;
  const slice = ({ from, to }) => [...source.text].slice(from, to).join("");
  assert.equal(slice(items[0].decisions[0].span), "Høringen settes i gang.");
  assert.ok(slice(items[0].actions[0].span).startsWith("HDEP bes om å"));
  assert.ok(slice(items[1].span).startsWith("2) Eventuelt"));
  assertCovered(source);
});

test("dates without a year are those after the meeting", async () => {
  const text = "1) A\nHDEP bes om å sende svar innen 15. januar.\n";
  const due = async (query) => (await parse(text, TEXT, query)).json.items[0].actions[0].due;
  assert.deepEqual(await due(""), { type: "free_text", text: "innen 15. januar" });
  assert.deepEqual(await due("?date=2024-11-12"), { type: "date", date: "2025-01-15", text: "innen 15. januar" });
  assert.deepEqual(await due("?date=2025-01-15"), { type: "date", date: "2025-01-15", text: "innen 15. januar" });
});

test("a text is stored as the minutes of a meeting, under the same conditions", async () => {
  assertProblem(await put("lest", REFERAT, { headers: { "if-match": '"1"' } }), 412);
  const trial = await put("lest", REFERAT.replace("2) ", "2) "), { headers: {} });
  assert.equal(trial.status, 201, trial.text);
  assert.equal(trial.json.meeting, "lest");
  assertCovered(trial.json.source);
  const stored = await samrad.get("/v1/meetings/lest/minutes");
  assert.deepEqual(stored.json, trial.json);
  assert.equal(stored.headers.etag, '"1"');
  assert.equal((await put("lest", REFERAT)).json.version, 1, "the same again changes nothing");
  assertProblem(await put("lest", REFERAT, { headers: { "if-none-match": "*" } }), 412);
  const shorter = await put("lest", REFERAT.slice(0, REFERAT.indexOf("2) ")), { headers: { "if-match": '"1"' } });
  assert.deepEqual([shorter.status, shorter.json.version, shorter.json.items.length], [200, 2, 1], shorter.text);
  const actions = await samrad.get("/v1/actions?meeting=lest&sort=number");
  assert.deepEqual(actions.json.items.map(({ dueDate, status, responsible }) => [dueDate, status, responsible]), [
    ["2025-01-15", "unknown", [{ organisation: "helsedep" }]],
    [undefined, "unknown", undefined],
    [undefined, "unknown", undefined],
  ]);
});

test("what was answered can be sent back as JSON", async () => {
  const { json, headers } = await samrad.get("/v1/meetings/lest/minutes");
  const { version, createdAt, updatedAt, ...rest } = json;
  const answer = await samrad.put("/v1/minutes/lest", { ...rest, status: "approved" }, { headers: { "if-match": headers.etag } });
  assert.deepEqual([answer.status, answer.json.version, answer.json.status], [200, version + 1, "approved"], answer.text);
  assert.ok(createdAt <= updatedAt);
});

test("a trial run stores nothing", async () => {
  await samrad.store(["/v1/meetings/prove", { body: "radet", status: "held" }]);
  const answer = await samrad.put("/v1/meetings/prove/minutes?dryRun=true", REFERAT, { headers: TEXT });
  assert.equal(answer.status, 201, answer.text);
  assertProblem(await samrad.get("/v1/meetings/prove/minutes"), 404);
});

test("a text needs the key, and the meeting, that JSON needs", async () => {
  assertProblem(await samrad.put("/v1/meetings/lest/minutes", REFERAT, { headers: TEXT, key: null }), 401);
  assertProblem(await samrad.put("/v1/meetings/lest/minutes", REFERAT, { headers: TEXT, key: samrad.keys.reader }), 403);
  assertProblem(await put("finnes-ikke", REFERAT), 422, { pointer: "/meeting", code: "unknown_reference" });
});

test("a PDF with a mark or a line before it is read, too", async () => {
  for (const before of ["\uFEFF", "\n"]) {
    const answer = await parse(Buffer.concat([Buffer.from(before), pdf([REFERAT])]), PDF);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.items.length, 2);
  }
});

test("a PDF is read as the text in it", async () => {
  const pages = [REFERAT.slice(0, REFERAT.indexOf("2) ")), REFERAT.slice(REFERAT.indexOf("2) "))];
  const answer = await parse(pdf(pages), PDF);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json.items.map(({ number, title }) => [number, title.nb]), [["1", "Høring"], ["2", "Eventuelt"]]);
  assert.equal(answer.json.items[0].actions.length, 3);
  assert.equal(answer.json.source.mediaType, "application/pdf");
  assertCovered(answer.json.source);
  const stored = await put("lest-pdf", pdf(pages), { headers: PDF });
  assert.equal(stored.status, 201, stored.text);
  assert.equal(stored.json.items.length, 2);
  assert.ok(!stored.json.source.text.includes("\f"));
});

test("a PDF may be large, however it is sent; other bodies keep their limits", async () => {
  const MIB = 1024 * 1024;
  const large = pdf([REFERAT], { ballast: 6 * MIB });
  const chunked = { ...PDF, "content-length": null, "transfer-encoding": "chunked" };
  assert.equal((await parse(large, PDF)).json.items.length, 2);
  assert.equal((await parse(large, chunked)).json.items.length, 2);
  const stored = await put("lest-pdf", large, { headers: PDF });
  assert.deepEqual([stored.status, stored.json.items.length], [200, 2], stored.text);
  assertProblem(await samrad.put("/v1/meetings/lest-pdf/minutes", " ".repeat(MIB + 1)), 413);
  const beyond = pdf([REFERAT], { ballast: 20 * MIB });
  for (const headers of [PDF, chunked]) {
    const answer = await parse(beyond, { ...headers, "accept-language": "en" });
    assertProblem(answer, 413);
    assert.equal(answer.json.detail, "The limit is 20971520 bytes.");
  }
  for (const headers of [PDF, chunked]) {
    const answer = await samrad.post("/v1/minutes/parse", pdf([REFERAT], { ballast: 1.2 * MIB }), { key: null, headers: { ...headers, "accept-language": "en" } });
    assertProblem(answer, 413);
    assert.equal(answer.json.detail, "The limit is 1048576 bytes.");
  }
  const head = (path, key) =>
    `PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\n${key ? `Authorization: Bearer ${key}\r\n` : ""}Content-Length: ${key ? beyond.length : 1000}\r\n\r\n`;
  for (const [key, status] of [[samrad.keys.writer, 413], [null, 401]]) {
    const early = await samrad.raw(head("/v1/meetings/lest-pdf/minutes", key));
    assert.equal(early.status, status, early.text);
  }
});

test("what is no text is refused, and it is said why", async () => {
  const refused = async (body, status, code, headers = TEXT) => {
    const answer = await parse(body, headers);
    assertProblem(answer, status);
    assert.deepEqual(answer.json.errors?.map((error) => error.code), code && [code], answer.text);
    assertProblem(await put("lest", body, { headers }), status);
  };
  await refused("", 400, "empty_body");
  await refused(Buffer.from([0x31, 0x29, 0xff, 0xfe]), 400, "not_utf8");
  await refused("1) A\0B", 400, "json_nul");
  await refused("1) A\x1b[31mB", 400, "control_character");
  await refused("%PDF-1.4 men ikke mer", 422, "pdf_unreadable", PDF);
  await refused("1) A", 422, "pdf_unreadable", PDF);
  await refused(pdf([""]), 422, "pdf_no_text", PDF);
  await refused(pdf(Array(10).fill(`${"1) Sak ".repeat(50)}\n`.repeat(210)), { size: 3.2 }), 422, "pdf_beyond", PDF);
  await refused("1) Sak\n".repeat(100000), 413, undefined);
  await refused("1) Sak\n".repeat(200000), 413, undefined);
});

test("a text without items is not stored, but can be looked at", async () => {
  assertProblem(await put("lest", "Dette er en avisartikkel.\n"), 422, { pointer: "/items", code: "no_items" });
  const answer = await parse("Dette er en avisartikkel.\n");
  assert.deepEqual([answer.status, answer.json.items], [200, []], answer.text);
  assert.deepEqual(answer.json.source.parts.map(({ kind }) => kind), ["unplaced"]);
});

test("a text that is too large is refused without being kept", async () => {
  const most = () => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${samrad.process.child.pid}/status`, "utf8"))[1]);
  const before = most();
  assertProblem(await parse("1) Sak\n".repeat((50 * 1024 * 1024) / 7)), 413);
  /* the sanitizer sets aside up to 256 MB of what was freed */
  assert.ok(most() - before < 300 * 1024, `${most() - before} kB more`);
  assert.equal((await parse(REFERAT)).status, 200);
});

test("other media types and answers are refused", async () => {
  assertProblem(await parse("<p>1) A</p>", { "content-type": "text/html" }), 415);
  assertProblem(await parse(REFERAT, { ...TEXT, accept: "application/pdf" }), 406);
  assertProblem(await parse(REFERAT, TEXT, "?datum=2024"), 400);
  assertProblem(await samrad.post("/v1/minutes/parse", REFERAT, { headers: { ...TEXT, authorization: "Bearer x" } }), 401);
});

test("texts that are made to hurt are answered", async () => {
  const items = await parse(Array.from({ length: 10000 }, (_, i) => `${i + 1}) Sak\n`).join(""));
  assert.equal(items.status, 200);
  assert.equal(items.json.items.length, 200);
  assertCovered(items.json.source);
  for (const text of [
    `1) A\n${"x".repeat(300000)}`,
    `1) A\n${"- a\n".repeat(50000)}`,
    `1) \u202egnp.exe\u202c\nHDEP bes om å sende \u2066svar\u2069.\n`,
    `1) <script>alert(1)</script>\n=HYPERLINK("x") bes om å sende brev.\n`,
    `Til stede: ${"A B, ".repeat(50000)}`,
    `1) A\n${"1.".repeat(100000)}1 B\n`,
    `${Array.from({ length: 3000 }, (_, i) => `${"1.".repeat(i % 60)}1 Sak`).join("\n")}\n`,
    `1) A\n${"HDEP bes om å sende brev. ".repeat(12000)}`,
    `1) A\n${"KS, HDEP og ".repeat(30000)}skal sende brev.`,
    `${"**".repeat(100000)}1) A`,
    `1) A\n${"|".repeat(300000)}`,
    `1) A\n${"1. mai ".repeat(50000)}`,
  ]) {
    const from = performance.now();
    const answer = await parse(text);
    assert.ok(performance.now() - from < scaled(8000), `${text.slice(0, 30)} took ${performance.now() - from} ms`);
    assert.equal(answer.status, 200, answer.text.slice(0, 500));
    assertCovered(answer.json.source);
  }
  const { items: told } = (await parse(`1) \u202egnp.exe\u202c <b onclick="x">\n=HYPERLINK("x") bes om å sende brev. HDEP bes om å sende \u2066svar\u2069.\n`)).json;
  assert.equal(told[0].title.nb, 'gnp.exe <b onclick="x">', "no direction is turned, and text stays text");
  assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(JSON.stringify(told)));
});

test("samrad minutes reads a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "samrad-minutes-"));
  const file = (name, bytes) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const run = (...args) => spawnSync(process.env.SAMRAD_BIN, ["minutes", ...args], { encoding: "utf8" });
  const text = run(file("referat.txt", REFERAT));
  assert.equal(text.status, 0, text.stderr);
  const read = JSON.parse(text.stdout);
  assert.equal(read.items[0].actions[0].responsibleAsWritten, "HDEP");
  assert.equal(read.items[0].actions[0].responsible, undefined);
  const paper = run(file("referat.pdf", pdf([REFERAT])));
  assert.deepEqual(JSON.parse(paper.stdout).items.map(({ title }) => title), read.items.map(({ title }) => title));
  assert.match(run(file("tom.txt", "")).stderr, /empty/);
  assert.deepEqual([run(file("stor.txt", "1) Sak\n".repeat(100000))).status, run(file("nul.txt", "1) A\0")).status], [70, 70]);
  const many = run(file("mange.txt", Array.from({ length: 10000 }, (_, i) => `${i + 1}) Sak\n`).join("")));
  assert.deepEqual([many.status, JSON.parse(many.stdout).items.length], [0, 200]);
  const line = run(file("linje.txt", `1) A\n${"X".repeat(390000)}`));
  assert.deepEqual([line.status, JSON.parse(line.stdout).source.parts.map(({ kind }) => kind)], [0, ["item", "unplaced"]]);
  assert.equal(run(file("femti.txt", Buffer.alloc(50 * 1024 * 1024, "a\n"))).status, 70);
  assert.equal(run(file("binær", Buffer.from([0xff]))).status, 70);
  assert.equal(run().status, 64);
  assert.equal(run(join(folder, "finnes-ikke")).status, 70);
});

samrad.endsCleanly();
