// Decisions across all minutes, and feeds of minutes, decisions and changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { readFeed } from "./readers.mjs";

const samrad = await startSamrad({ example: true });
await samrad.store(...foundation);
const meeting = (id, date, more) => [`/v1/meetings/${id}`, { body: "radet", status: "held", ...(date && { date }), ...more }];
const item = (number, decisions, more) => ({ number, title: { nb: `Sak ${number}` }, ...(decisions && { decisions }), ...more });
const decided = (text, more) => ({ text: { nb: text }, ...more });
const minutes = (id, items, more) => [`/v1/minutes/${id}`, { meeting: id, items, ...more }];
const feed = async (path, options) => readFeed(await samrad.get(`${path}${path.includes("?") ? "&" : "?"}format=atom`, options));
const json = async (path) => (await samrad.get(path)).json;
const FIRST = "nasjonal-koordineringsgruppe-2011-08-30";

await samrad.store(
  meeting("m1", "2025-01-10"), meeting("m2", "2025-02"), meeting("m3"), meeting("m4", undefined, { startsAt: "2025-03-01T09:00:00+01:00", body: "utvalget" }),
  minutes("m1", [item("1", [decided("Godkjent.", { kind: "godkjenning" }), decided("Utsatt.")]), item("2"), item("3/25", [decided("Budsjettet vedtas.", { kind: "budsjett" })])]),
  minutes("m2", [item("1", [decided("Valgt.", { kind: "valg" })])], { status: "draft" }),
  minutes("m3", [item("1", [decided("Uten dag.")])]),
  minutes("m4", [item("1", [decided("I utvalget.")])]),
);

test("each decision of each minutes is a resource, in the order of the minutes", async () => {
  const { items: [first, second, third], next } = await json("/v1/decisions?meeting=m1&sort=number");
  assert.equal(next, null);
  assert.deepEqual([first.id, second.id, third.id], ["m1-d1-1", "m1-d1-2", "m1-d3-1"]);
  const { version, createdAt, updatedAt } = await json("/v1/minutes/m1");
  assert.deepEqual(third, {
    id: "m1-d3-1", version, createdAt, updatedAt, meeting: "m1", body: "radet", date: "2025-01-10", item: { number: "3/25", title: { nb: "Sak 3/25" } },
    number: 3, text: { nb: "Budsjettet vedtas." }, kind: "budsjett",
  });
  assert.deepEqual(await json("/v1/decisions/m1-d3-1"), third);
  assert.deepEqual((await json("/v1/decisions")).items.map(({ id, date }) => [id, date]),
    [["m4-d1-1", "2025-03-01"], ["m2-d1-1", "2025-02"], ["m1-d3-1", "2025-01-10"], ["m1-d1-2", "2025-01-10"], ["m1-d1-1", "2025-01-10"], [`${FIRST}-d5-1`, "2011-08-30"], ["m3-d1-1", undefined]]);
  assert.deepEqual(await samrad.ids("/v1/decisions?sort=-date,number&limit=2"), ["m4-d1-1", "m2-d1-1", "m1-d1-1", "m1-d1-2", "m1-d3-1", `${FIRST}-d5-1`, "m3-d1-1"]);
});

test("decisions: of a body, by day, kind and word, with what they belong to", async () => {
  assert.deepEqual(await samrad.ids("/v1/bodies/utvalget/decisions"), ["m4-d1-1"]);
  assert.deepEqual(await samrad.ids("/v1/decisions?from=2025-01-11&to=2025-02-28"), ["m2-d1-1"]);
  assert.deepEqual(await samrad.ids("/v1/decisions?kind=valg&kind=budsjett&sort=id"), ["m1-d3-1", "m2-d1-1"]);
  assert.deepEqual(await samrad.ids("/v1/decisions?q=budsjett"), ["m1-d3-1"]);
  assert.deepEqual(await samrad.ids("/v1/bodies/radet/decisions?q=vedta"), ["m1-d3-1"]);
  const { included } = await json("/v1/decisions/m1-d1-1?include=body,meeting");
  assert.deepEqual([included.body[0].id, included.meeting[0].id], ["radet", "m1"]);
  const ofMinutes = (await json("/v1/minutes/m1?include=body,meeting")).included;
  assert.deepEqual([ofMinutes.body[0].id, ofMinutes.meeting[0].id], ["radet", "m1"]);
  assert.deepEqual(await samrad.ids("/v1/bodies/radet/minutes?sort=id"), ["m1", "m2", "m3"]);
  assert.equal((await json("/v1/bodies/radet/decisions?count=true&limit=1")).total, 5);
});

test("decisions follow their minutes and their meeting, and go with them", async () => {
  await samrad.store(meeting("flyttes", "2024-05-05"), minutes("flyttes", [item("1", [decided("Ja."), decided("Nei.")])]));
  const tag = async () => (await samrad.get("/v1/decisions/flyttes-d1-1")).headers.etag;
  const first = await tag();
  await samrad.patched("/v1/meetings/flyttes", { body: "utvalget", date: "2024-06-06" });
  const moved = await json("/v1/decisions/flyttes-d1-1");
  assert.deepEqual([moved.body, moved.date], ["utvalget", "2024-06-06"]);
  const second = await tag();
  assert.notEqual(second, first);
  await samrad.store(minutes("flyttes", [item("1", [decided("Ja, likevel.")])]));
  assert.notEqual(await tag(), second);
  assert.deepEqual([(await json("/v1/decisions/flyttes-d1-1")).text.nb, await samrad.ids("/v1/decisions?meeting=flyttes")], ["Ja, likevel.", ["flyttes-d1-1"]]);
  await samrad.deleted("/v1/minutes/flyttes");
  assertProblem(await samrad.get("/v1/decisions/flyttes-d1-1"), 404);
  assert.deepEqual(await samrad.ids("/v1/decisions?meeting=flyttes"), []);
});

test("decisions are read only, and what is no decision is refused", async () => {
  for (const method of ["PUT", "PATCH", "DELETE"])
    assertProblem(await samrad.request(method, "/v1/decisions/m1-d1-1", { key: samrad.keys.admin, body: {} }), 405);
  assertProblem(await samrad.post("/v1/decisions", {}), 405);
  assertProblem(await samrad.get("/v1/decisions/m1-d9-1"), 404);
  assertProblem(await samrad.get("/v1/decisions/M1"), 400, { parameter: "id" });
  assertProblem(await samrad.get("/v1/decisions?from=2025-02-30"), 400, { parameter: "from" });
  for (const path of ["/v1/decisions", "/v1/decisions/m1-d1-1", "/v1/bodies/radet/decisions", "/v1/bodies/radet/minutes"]) {
    assertProblem(await samrad.get(path, { key: "samrad_x" }), 401);
    assertProblem(await samrad.get(path, { headers: { accept: "image/png" } }), 406);
    assertProblem(await samrad.get(`${path}${"?"}ukjent=1`), 400, { parameter: "ukjent" });
    const first = await samrad.get(path);
    assert.equal((await samrad.get(path, { headers: { "if-none-match": first.headers.etag } })).status, 304);
    assert.deepEqual([(await samrad.request("HEAD", path)).status, (await samrad.request("HEAD", path)).text], [200, ""]);
  }
  for (const list of ["decisions", "minutes"]) assertProblem(await samrad.get(`/v1/bodies/ingen/${list}`), 404);
});

test("an entry of a decision: who decided, when it was written, and the decision", async () => {
  const whole = await feed("/v1/decisions?meeting=m1");
  assert.deepEqual([whole.id, whole.title, whole.author, whole.language], ["tag:samrad,2026:decisions?meeting=m1", "Samråd: Vedtak", "Samråd", "nb"]);
  assert.deepEqual(whole.links, { self: "/v1/decisions?meeting=m1&format=atom" });
  const { createdAt, updatedAt } = await json("/v1/minutes/m1");
  assert.equal(whole.updated, updatedAt);
  const one = whole.entries.find(({ id }) => id.endsWith("m1-d3-1"));
  assert.deepEqual(one, {
    id: "tag:samrad,2026:decisions/m1-d3-1", title: "Rådet, 10. januar 2025: Sak 3/25", updated: updatedAt, published: createdAt, author: "Rådet",
    links: { alternate: "/v1/decisions/m1-d3-1" }, type: "text", content: "Budsjettet vedtas.", category: "budsjett",
  });
});

test("an entry of minutes: what was dealt with and decided; drafts say so", async () => {
  const whole = await feed("/v1/bodies/radet/minutes", { headers: { "accept-language": "en" } });
  assert.deepEqual([whole.id, whole.title, whole.language], ["tag:samrad,2026:bodies/radet/minutes", "Samråd: Minutes (Rådet)", "en"]);
  const titles = Object.fromEntries(whole.entries.map(({ id, title }) => [id.split("/").at(-1), title]));
  assert.deepEqual(titles, { m1: "Rådet, 10 January 2025", m2: "Rådet, 2025-02 (draft)", m3: "Rådet" });
  const { type, content } = whole.entries.find(({ id }) => id === "tag:samrad,2026:minutes/m1");
  assert.deepEqual([type, content.split("\n")], ["xhtml", ["1 Sak 1", "Decision", "Godkjent.", "Decision", "Utsatt.", "2 Sak 2", "3/25 Sak 3/25", "Decision", "Budsjettet vedtas."]]);
  assert.deepEqual((await feed("/v1/minutes?id=m4")).entries.map(({ title }) => title), ["Utvalget, 1. mars 2025"]);
});

test("what changed last comes first, and the pages lead on to all of it", async () => {
  for (let n = 0; n < 7; n += 1) await samrad.store(meeting(`side-${n}`, `2020-01-0${n + 1}`), minutes(`side-${n}`, [item("1", [decided(`Vedtak ${n}.`), decided("Og ett til.")])]));
  await samrad.store(minutes("m1", [item("1", [decided("Endret.")])]));
  for (const [path, first] of [["/v1/minutes", "minutes/m1"], ["/v1/bodies/radet/decisions", "decisions/m1-d1-1"]]) {
    const pages = [];
    for (let next = `${path}?format=atom&limit=4&lang=nb`; next;) {
      const answer = await samrad.get(next);
      const page = await readFeed(answer);
      assert.equal(answer.headers.link, page.links.next && `<${page.links.next}>; rel="next"`);
      assert.equal(page.links.self, next);
      assert.equal(page.id, `tag:samrad,2026:${path.slice(4)}`, "it is one feed");
      pages.push(page);
      next = page.links.next;
    }
    const ids = pages.flatMap(({ entries }) => entries.map(({ id }) => id.slice("tag:samrad,2026:".length)));
    assert.ok(pages.length > 2);
    assert.equal(ids[0], first);
    const updated = pages.flatMap(({ entries }) => entries.map((entry) => entry.updated));
    assert.deepEqual(updated, [...updated].sort().reverse());
    assert.deepEqual([...ids].sort(), (await samrad.ids(path)).map((id) => `${path.split("/").at(-1)}/${id}`).sort());
  }
  assert.deepEqual((await feed("/v1/decisions?sort=date,number&limit=2")).entries.map(({ id }) => id.split("/")[1]), ["m3-d1-1", `${FIRST}-d5-1`]);
});

test("what is deleted leaves the feed; asked for what has changed since, it is told", async () => {
  const since = encodeURIComponent((await samrad.sql("select register.instant(at) from register.revision_counter")));
  await samrad.store(meeting("slettes", "2024-07-07"), minutes("slettes", [item("1", [decided("Borte.")])]));
  assert.equal((await feed("/v1/minutes?id=slettes")).entries.length, 1);
  await samrad.deleted("/v1/minutes/slettes");
  assert.equal((await feed("/v1/minutes?id=slettes")).entries.length, 0);
  const told = await feed(`/v1/minutes?modifiedSince=${since}`);
  assert.deepEqual(told.deleted.map(([id]) => id), ["tag:samrad,2026:minutes/slettes"]);
  const { updated } = await feed("/v1/minutes?id=slettes");
  assert.equal(updated, await samrad.sql("select register.instant(at) from register.revision_counter"), "an empty feed is as new as the register");
});

test("a title is a title, whatever stands in it", async () => {
  const hostile = ["<b>&amp;</b>", "]]><script>alert(1)</script>", "a\r\n<entry>", "\"'&", "😀".repeat(200), "ø".repeat(10000), "=cmd|' /C calc'!A0"];
  await samrad.store(["/v1/bodies/fiendtlig", { name: { nb: "<Rådet> & \"co\"" }, kind: "council" }]);
  for (const [n, text] of hostile.entries())
    await samrad.store(meeting(`f${n}`, "2023-03-03", { body: "fiendtlig" }), minutes(`f${n}`, [{ number: "1", title: { nb: text }, text: { nb: text }, decisions: [{ text: { nb: text } }] }]));
  const decisions = await feed("/v1/bodies/fiendtlig/decisions?sort=id");
  assert.equal(decisions.title, "Samråd: Vedtak (<Rådet> & \"co\")");
  const shown = (text) => text.replaceAll(/\r/g, "");
  assert.deepEqual(decisions.entries.map(({ content }) => content), hostile.map(shown));
  assert.equal(decisions.entries[0].title, "<Rådet> & \"co\", 3. mars 2023: <b>&amp;</b>");
  assert.ok(decisions.entries.every(({ title }) => title.length < 400));
  assert.equal((await feed("/v1/bodies/fiendtlig/minutes")).entries.length, hostile.length);
  assert.ok((await feed("/v1/changes?body=fiendtlig&limit=100")).entries.length > hostile.length);
});

test("unchanged is not sent again; what has no place in a feed is refused", async () => {
  for (const path of ["/v1/minutes", "/v1/decisions", "/v1/bodies/radet/minutes", "/v1/bodies/radet/decisions"]) {
    const ask = (headers) => samrad.get(path, { headers: { accept: "application/atom+xml", ...headers } });
    const first = await ask();
    assert.equal(first.headers["samrad-revision"], (await samrad.get(path)).headers["samrad-revision"]);
    assert.deepEqual([(await ask({ "if-none-match": first.headers.etag })).status, (await ask()).text], [304, first.text]);
    assert.equal((await ask({ "if-none-match": first.headers.etag, "accept-language": "en" })).status, 200);
    assert.equal((await samrad.get(path, { headers: { "if-none-match": first.headers.etag } })).status, 200);
    for (const [name, value] of [["count", "true"], ["fields", "id"], ["include", "body"]])
      assertProblem(await samrad.get(`${path}?format=atom&${name}=${value}`), 400, { parameter: name, code: "not_in_this_form" });
    assertProblem(await samrad.get(`${path}?format=calendar`), 400, { parameter: "format", code: "enum" });
    assertProblem(await samrad.get(`${path}?format=atom&cursor=x`), 400, { parameter: "cursor" });
  }
  assertProblem(await samrad.get("/v1/bodies/ingen/minutes?format=atom"), 404);
  assertProblem(await samrad.get("/v1/decisions/m1-d1-1", { headers: { accept: "application/atom+xml" } }), 406);
});

test("changes: each filter is a feed of its own, with addresses that are reached", async () => {
  const other = await samrad.beside({ SAMRAD_PUBLIC_URL: "https://samrad.example.no" });
  const whole = await readFeed(await other.get("/v1/changes?format=atom&limit=3"));
  assert.deepEqual([whole.id, whole.links.self], ["tag:samrad.example.no,2026:changes", "https://samrad.example.no/v1/changes?format=atom&limit=3"]);
  assert.ok(whole.entries.every(({ links }) => links.alternate.startsWith("https://samrad.example.no/v1/")));
  const { text } = await other.get("/v1/changes?format=atom&type=meetings&limit=1");
  assert.match(text, /<link rel="alternate" type="text\/html" href="https:\/\/samrad\.example\.no\/meetings\/[^"]*"\/>\n<link rel="alternate" type="application\/json"/);
  assert.ok(whole.links.next.startsWith("https://samrad.example.no/v1/changes?"));
  assert.equal((await readFeed(await other.get("/v1/changes?format=atom&type=minutes&lang=en"))).id, "tag:samrad.example.no,2026:changes?type=minutes");
  assert.equal((await readFeed(await other.get("/v1/decisions?format=atom&limit=1"))).links.next.startsWith("https://samrad.example.no/v1/decisions?"), true);
  await other.stop();
});

/** The cells of the only column that was asked for, beside the id, by somebody else's rules. */
const cellsOf = (text) => [...text.matchAll(/(?:^|\r\n)([^,\r\n]*),(?:"((?:[^"]|"")*)"|([^"\r\n]*))(?=\r\n)/g)].map(([, , quoted, plain]) => (quoted ?? plain).replaceAll('""', '"')).slice(1);

test("no spreadsheet runs what stands in a decision or a follow-up, whichever delimiter it looks for", async () => {
  const texts = ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "x;=cmd|' /C calc'!A0", "x\n=1+1", "x;\"=1+1", "\t=1+1", "＝1+1", "'=x", "a\n\nb;c, - d"];
  await samrad.store(meeting("regneark", "2022-02-02"), minutes("regneark", texts.map((text, n) => item(String(n + 1), [decided(text)],
    { actions: [{ number: n + 1, text: { nb: text }, kind: "task" }] }))));
  for (const path of ["/v1/decisions", "/v1/actions"]) {
    const { text } = await samrad.get(`${path}?meeting=regneark&sort=number&fields=text&format=csv`);
    const cells = cellsOf(text.replaceAll(/,,,(?=\r\n)/g, "").replace("text.nb,text.nn,text.en,text.se", "text.nb"));
    assert.equal(cells.length, texts.length, text);
    for (const cell of cells)
      for (const part of cell.split(/[;\n\t]/).slice(cell.startsWith("\t") ? 1 : 0)) assert.doesNotMatch(part, /^"*[=+\-@＝＋－＠]/, cell);
    assert.equal(cells.at(-1), texts.at(-1), "what is harmless is left alone");
  }
});

samrad.endsCleanly();
