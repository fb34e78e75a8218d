// What is closed (`public: false`, with its ground in law): shown to the scope only, its place kept, and no way round.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const { admin, reader } = samrad.keys;
const text = (nb) => ({ nb });
const GROUND = "offl. § 13";
const SAYS = { nb: "Unntatt offentlighet, offl. § 13", nn: "Unnateke offentlegheit, offl. § 13", en: "Exempt from public access, offl. § 13" };
const closed = { public: false, legalGround: GROUND };
const SECRET = /hemmelig|Kvikksølv|zinnober/i;

await samrad.store(
  ["/v1/bodies/radet", { name: text("Rådet"), kind: "council" }],
  ["/v1/organisations/etaten", { name: text("Etaten"), kind: "agency" }],
  ["/v1/meetings/motet", { body: "radet", status: "held", date: "2024-01-10", agenda: [{ number: "1", title: text("Åpent") }, { number: "2", kind: "decision", title: text("Hemmelig ansettelse"), attachments: [{ title: "Kvikksølv" }], ...closed }] }],
  ["/v1/meetings/motet/minutes", {
    meeting: "motet",
    items: [
      { number: "1", title: text("Åpent"), decisions: [{ text: text("Åpent vedtak.") }, { text: text("Hemmelig vedtak."), vote: { for: 3 }, ...closed }], actions: [{ number: 1, kind: "task", text: text("Åpen oppgave.") }] },
      { number: "2", title: text("Hemmelig ansettelse"), text: text("Kvikksølv ble drøftet."), decisions: [{ text: text("Zinnober ansettes.") }], actions: [{ number: 2, kind: "task", text: text("Hemmelig oppgave."), responsible: [{ organisation: "etaten" }] }], ...closed },
    ],
    source: { mediaType: "text/plain", text: "1 Åpent\n2 Hemmelig ansettelse" },
  }],
  ["/v1/documents/papiret", { title: text("Hemmelig notat"), kind: "case_paper", meeting: "motet", date: "2024-01-09", fileName: "hemmelig.txt", note: text("Kvikksølv."), ...closed }],
);
const bytes = await samrad.request("PUT", "/v1/documents/papiret/content", { key: admin, body: "Om kvikksølv og zinnober.", headers: { "content-type": "text/plain" } });
assert.equal(bytes.status, 200, bytes.text);
const SHA = bytes.json.content.sha256;

const get = async (path, options) => {
  const answer = await samrad.get(path, options);
  assert.equal(answer.status, 200, `${path}: ${answer.text}`);
  return answer;
};

test("everybody sees the place of what is closed and its ground; the scope sees it all", async () => {
  const { json: meeting } = await get("/v1/meetings/motet");
  assert.deepEqual(meeting.agenda, [{ number: "1", title: text("Åpent") }, { number: "2", title: SAYS, kind: "decision", ...closed }]);
  const { json: minutes } = await get("/v1/meetings/motet/minutes");
  assert.deepEqual(minutes.items[1], { number: "2", title: SAYS, ...closed });
  assert.deepEqual(minutes.items[0].decisions, [{ text: text("Åpent vedtak.") }, { text: SAYS, ...closed }]);
  assert.equal(minutes.source, undefined, "the text that it was read from would tell");
  const { json: document } = await get("/v1/documents/papiret");
  const { id, version, createdAt, updatedAt, ...rest } = document;
  assert.deepEqual(rest, { title: SAYS, kind: "case_paper", meeting: "motet", date: "2024-01-09", ...closed });
  for (const path of ["/v1/meetings/motet", "/v1/meetings/motet/minutes", "/v1/documents/papiret"])
    assert.match((await get(path, { key: reader })).text, SECRET);
});

test("no read tells it to who has no scope", async () => {
  await samrad.post("/v1/webhooks", { url: "https://example.org/", types: ["minutes"] }, { key: admin });
  for (const path of [
    "/v1/meetings", "/v1/meetings?include=minutes", "/v1/minutes", "/v1/minutes?format=ndjson", "/v1/minutes?format=csv", "/v1/minutes?format=atom", "/v1/meetings?format=calendar", "/v1/meetings?format=csv",
    "/v1/documents", "/v1/documents?format=csv", "/v1/documents?format=ndjson", "/v1/decisions", "/v1/decisions?format=csv", "/v1/decisions?format=atom", "/v1/actions", "/v1/actions?responsible=etaten", "/v1/actions?format=calendar",
    "/v1/bodies/radet/decisions", "/v1/bodies/radet/page", "/v1/bodies/radet/minutes", "/v1/meetings/motet?include=minutes", "/v1/changes", "/v1/changes?format=atom", "/v1/export",
    "/v1/meetings/motet/history", "/v1/minutes/motet/history", "/v1/documents/papiret/history", "/v1/bodies?include=meetings", "/v1/search?q=ansettelse", "/v1/search?q=kvikks%C3%B8lv", "/v1/search?q=notat&type=documents",
  ])
    assert.doesNotMatch((await get(path, { key: path === "/v1/export" ? samrad.keys.writeOnly : undefined })).text.replace(/"query":"[^"]*"/g, ""), SECRET, path);
  for (const path of ["/meetings/motet", "/bodies/radet", "/bodies/radet/changes", "/search?q=zinnobe", "/organisations/etaten"])
    assert.doesNotMatch((await samrad.get(path, { headers: { accept: "text/html" } })).text, SECRET, path);
  assert.match((await samrad.get("/meetings/motet", { headers: { accept: "text/html" } })).text, /Unntatt offentlighet, offl\. § 13/);
});

test("nothing is found by it, and nothing is counted by it", async () => {
  for (const path of ["/v1/search?q=zinnober", "/v1/search?q=kvikks%C3%B8lv", "/v1/minutes?q=zinnober", "/v1/meetings?q=hemmelig", "/v1/documents?q=hemmelig", "/v1/decisions?q=zinnober", "/v1/actions?q=hemmelig",
    `/v1/documents?sha256=${SHA}`, "/v1/documents?mediaType=text/plain", "/v1/documents?text=read", "/v1/documents?stored=true"])
    assert.deepEqual((await get(path)).json.items, [], path);
  assert.equal((await get("/v1/decisions?count=true")).json.total, 2, "a closed decision of an open item keeps its place");
  assert.equal((await get("/v1/actions?count=true")).json.total, 1);
  assert.equal((await get("/v1/search?q=zinobber")).json.suggestion, undefined, "no word of it is suggested");
});

test("the bytes of a closed document are for the scope", async () => {
  assertProblem(await samrad.get("/v1/documents/papiret/content"), 403);
  assert.equal((await get("/v1/documents/papiret/content", { key: reader })).text, "Om kvikksølv og zinnober.");
});

test("a ground is needed, and only what is closed has one", async () => {
  const document = { title: text("Notat"), kind: "report" };
  assertProblem(await samrad.put("/v1/documents/annet", { ...document, public: false }, { key: admin }), 422);
  assertProblem(await samrad.put("/v1/documents/annet", { ...document, legalGround: GROUND }, { key: admin }), 422);
  assertProblem(await samrad.put("/v1/documents/annet", { ...document, public: true, legalGround: GROUND }, { key: admin }), 422, { pointer: "/public" });
});

test("who does not see it cannot close, open, replace or lose it", async () => {
  const minutes = (await get("/v1/meetings/motet/minutes")).json;
  const write = { key: samrad.keys.writeOnly };
  assertProblem(await samrad.put("/v1/documents/ny", { title: text("N"), kind: "report", ...closed }, write), 403, { pointer: "/title", code: "restricted" });
  assertProblem(await samrad.put("/v1/meetings/motet/minutes", minutes, write), 403);
  assertProblem(await samrad.put("/v1/meetings/motet/minutes", { meeting: "motet", items: [{ number: "1", title: text("Åpent") }] }, write), 403, { pointer: "/items", code: "restricted" });
  assertProblem(await samrad.patch("/v1/minutes/motet", { items: [minutes.items[0]] }, write), 403);
  assertProblem(await samrad.patch("/v1/documents/papiret", { public: null, legalGround: null }, write), 403, { pointer: "/public" });
  assertProblem(await samrad.put("/v1/documents/papiret", { title: text("Åpent"), kind: "report" }, write), 403, { pointer: "/public" });
  const patched = await samrad.patch("/v1/minutes/motet", { status: "approved" }, write);
  assert.equal(patched.status, 200, patched.text);
  assert.doesNotMatch(patched.text, SECRET);
  const whole = (await get("/v1/meetings/motet/minutes", { key: reader })).json;
  assert.deepEqual([whole.status, whole.items[1].decisions[0].text.nb, whole.source.mediaType], ["approved", "Zinnober ansettes.", "text/plain"]);
});

test("what was open is closed in the versions before, too, and is not found any more; the scope sees how it was", async () => {
  await samrad.store(
    ["/v1/meetings/for", { body: "radet", status: "held", date: "2023-01-10", agenda: [{ number: "1", title: text("Åpent") }, { number: "2", title: text("Hemmelig sak") }] }],
    ["/v1/meetings/for/minutes", { meeting: "for", items: [{ number: "1", title: text("Åpent") }, { number: "2", title: text("Hemmelig sak"), decisions: [{ text: text("Zinnober godkjennes.") }] }] }],
    ["/v1/documents/forpapiret", { title: text("Hemmelig rapport"), kind: "report", body: "radet" }]);
  const before = (await get("/v1/search?q=zinnober")).json;
  assert.notDeepEqual(before.items, []);
  const then = (await get("/v1/documents/forpapiret/history")).json.items[0].at;
  const item = (await get("/v1/meetings/for/minutes")).json.items;
  assert.equal((await samrad.patch("/v1/minutes/for", { items: [item[0], { ...item[1], ...closed }] }, { key: admin })).status, 200);
  const agenda = (await get("/v1/meetings/for")).json.agenda;
  assert.equal((await samrad.patch("/v1/meetings/for", { agenda: [agenda[0], { ...agenda[1], ...closed }] }, { key: admin })).status, 200);
  assert.equal((await samrad.patch("/v1/documents/forpapiret", closed, { key: admin })).status, 200);
  const places = [`/v1/minutes/for/history`, "/v1/meetings/for/history", "/v1/documents/forpapiret/history", "/v1/changes?limit=500", `/v1/minutes/for?knownAt=${then}`, `/v1/decisions?meeting=for&knownAt=${then}`,
    `/v1/minutes?q=zinnober&knownAt=${then}`, `/v1/documents?knownAt=${then}`, `/v1/documents/forpapiret?knownAt=${then}`, `/v1/meetings/for?knownAt=${then}`, "/v1/search?q=zinnober"];
  for (const path of places) {
    const { text: said } = await get(path);
    assert.doesNotMatch(said.replace(/"query":"[^"]*"/g, ""), SECRET, path);
  }
  const { items } = (await get("/v1/minutes/for/history")).json;
  assert.equal(items.length, 2);
  assert.match((await get("/v1/minutes/for/history", { key: reader })).text, /Zinnober godkjennes/);
  assert.match((await get(`/v1/minutes/for?knownAt=${then}`, { key: reader })).text, /Hemmelig sak/);
  const known = (await get(`/v1/minutes/for?knownAt=${then}`)).json;
  assert.deepEqual(known.items, [{ number: "1", title: text("Åpent") }, { number: "2", title: SAYS, ...closed }]);
});

test("an export with the scope brings it back as it is", async () => {
  const { text: lines } = await get("/v1/export", { key: admin });
  assert.match(lines, SECRET);
  const again = await samrad.request("POST", "/v1/import", { key: admin, body: lines, headers: { "content-type": "application/x-ndjson" } });
  assert.equal(again.status, 200, again.text);
  assert.equal(Object.values(again.json.types).reduce((sum, { created, changed }) => sum + created + changed, 0), 0, again.text);
});
