// What writes do to bodies: told with the answer, or refused to those who ask for strict handling.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const strict = { headers: { prefer: "respond-async, handling=strict" } };
const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(new Date());
await samrad.store(...foundation,
  ["/v1/bodies/nemnda", { name: { nb: "Nemnda" }, kind: "committee", coverage: { memberships: { level: "complete" }, meetings: { level: "complete" } } }],
  ["/v1/rules/nemnda-to", { body: "nemnda", kind: "size", force: "shall", basis: "stated", text: { nb: "To eller flere." }, min: 2 }],
  ["/v1/memberships/nemnda-kari", { body: "nemnda", role: "chair", person: "kari", organisation: "etaten" }],
  ["/v1/memberships/nemnda-ola", { body: "nemnda", role: "member", person: "ola", organisation: "etaten" }]);

const verdict = async () => (await samrad.get("/v1/bodies/nemnda/check")).json.verdict;
const member = { body: "nemnda", role: "member", person: "ola", organisation: "etaten" };

test("a write that breaks a rule is stored and says so", async () => {
  assert.equal(await verdict(), "met");
  const answer = await samrad.patch("/v1/memberships/nemnda-ola", { validTo: "2020-12-31" });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json.findings.map(({ body, rule, code, verdict: told }) => [body, rule, code, told]), [["nemnda", "nemnda-to", "not_met", "not_met"]]);
  assert.ok(answer.json.findings[0].text.en);
  assert.equal(await verdict(), "not_met");
  assert.equal((await samrad.get("/v1/memberships/nemnda-ola")).json.findings, undefined);
});

test("what was broken already, or is mended, is no finding", async () => {
  assert.equal((await samrad.patch("/v1/memberships/nemnda-ola", { validTo: "2021-12-31" })).json.findings, undefined);
  const mended = await samrad.put("/v1/memberships/nemnda-ola", member);
  assert.equal(mended.json.findings, undefined);
  assert.equal(await verdict(), "met");
});

test("strict: refused with the rule and the sentence in the caller's language, and nothing is stored", async () => {
  const before = await samrad.get("/v1/memberships/nemnda-ola");
  const answer = await samrad.patch("/v1/memberships/nemnda-ola", { validTo: "2020-12-31" },
    { headers: { ...strict.headers, "accept-language": "en" } });
  assertProblem(answer, 422, { pointer: "", code: "would_break", detail: /nemnda.*nemnda-to/ });
  assert.deepEqual(answer.json.findings.map(({ rule }) => rule), ["nemnda-to"]);
  assert.equal(answer.headers["preference-applied"], "handling=strict");
  assert.deepEqual((await samrad.get("/v1/memberships/nemnda-ola")).json, before.json);
  assertProblem(await samrad.put("/v1/memberships/nemnda-ola", { ...member, role: "observer" }, strict), 422, { code: "would_break" });
  assertProblem(await samrad.put("/v1/rules/nemnda-tre", { body: "nemnda", kind: "size", force: "shall", basis: "stated", text: { nb: "Tre." }, min: 3 }, strict), 422, { code: "would_break" });
  assertProblem(await samrad.post("/v1/rules", { body: "nemnda", kind: "size", force: "shall", basis: "stated", text: { nb: "Tre." }, min: 3 }, strict), 422, { code: "would_break" });
  assert.equal((await samrad.post("/v1/memberships", { body: "nemnda", role: "member", organisation: "laget" }, strict)).status, 201);
});

test("strict: a breach that only warns is no breach", async () => {
  const answer = await samrad.put("/v1/rules/nemnda-ti", { body: "nemnda", kind: "size", force: "should", basis: "stated", text: { nb: "Helst ti." }, min: 10 }, strict);
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(answer.json.findings.map(({ rule }) => rule), ["nemnda-ti"]);
});

test("what a body stands on can break it too", async () => {
  await samrad.store(["/v1/rules/nemnda-stat", { body: "nemnda", kind: "count", force: "shall", basis: "stated", text: { nb: "En etat." },
    who: { organisationKind: ["agency"] }, min: 1 }]);
  assertProblem(await samrad.patch("/v1/organisations/etaten", { kind: "other" }, strict), 422, { code: "would_break" });
  const { json } = await samrad.patch("/v1/organisations/etaten?dryRun=true", { kind: "other" });
  assert.deepEqual(json.findings.map(({ rule }) => rule), ["nemnda-stat"]);
  assert.equal(await verdict(), "met");
});

test("who holds an office counts wherever he sits, and a general rule may ask for it", async () => {
  const holders = (person) => ({ title: { nb: "Direktøren" }, organisation: "etaten", holders: [{ person, validFrom: "2020" }] });
  const broken = ({ json }) => (json.findings ?? []).map(({ body, rule, code }) => [body, rule, code]);
  const general = (count) => ({ appliesTo: { bodies: ["styret"] }, issuedBy: "staten", kind: "count", force: "shall", basis: "stated", text: { nb: "Direktøren." },
    who: { office: ["direktoren"] }, ...count });
  await samrad.store(
    ["/v1/bodies/styret", { name: { nb: "Styret" }, kind: "committee", coverage: { memberships: { level: "complete" } } }],
    ["/v1/memberships/styret-ola", { body: "styret", role: "member", person: "ola" }],
    ["/v1/offices/direktoren", holders("ola")],
    ["/v1/rules/lov-direktoren", general({ min: 1 })]);
  assert.deepEqual(broken(await samrad.put("/v1/offices/direktoren?dryRun=true", holders("kari"))), [["styret", "lov-direktoren", "not_met"]], "he who sits there leaves the office");
  assertProblem(await samrad.put("/v1/offices/direktoren", holders("kari"), strict), 422, { code: "would_break" });
  await samrad.store(["/v1/rules/lov-direktoren", general({ max: 0 })], ["/v1/offices/direktoren", holders("kari")]);
  assert.deepEqual(broken(await samrad.patch("/v1/offices/direktoren?dryRun=true", { holders: holders("ola").holders })), [["styret", "lov-direktoren", "not_met"]], "he who sits there comes to hold it");
  assertProblem(await samrad.put("/v1/offices/direktoren", holders("ola"), strict), 422, { code: "would_break" });
  await samrad.store(["/v1/offices/direktoren", { title: { nb: "Direktøren" }, organisation: "etaten" }]);
  await samrad.deleted("/v1/rules/lov-direktoren", { key: samrad.keys.admin });
});

test("rules that nobody could keep together", async () => {
  const seats = (count) => ({ body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: "Antall." }, ...count });
  const contradictions = ({ json }) => (json.findings ?? []).filter(({ code }) => code === "contradiction").map(({ rules }) => rules);
  await samrad.delete("/v1/rules/radet-storrelse");
  await samrad.store(["/v1/rules/radet-liten", seats({ max: 2 })]);
  for (const query of ["?dryRun=true", ""]) assert.deepEqual(contradictions(await samrad.put(`/v1/rules/radet-stor${query}`, seats({ min: 5 }))), [["radet-liten", "radet-stor"]]);
  const { advice } = (await samrad.get("/v1/bodies/radet/check")).json;
  assert.deepEqual(advice.filter(({ action }) => action === "contradiction").map(({ rules }) => rules), [["radet-liten", "radet-stor"]]);
  assert.deepEqual(contradictions(await samrad.put("/v1/rules/radet-stor", seats({ min: 6 }))), [], "it was there before");
  await samrad.delete("/v1/rules/radet-stor");
  // one that contradicts itself, and one that will, from the day on which it comes into force
  assert.deepEqual(contradictions(await samrad.put("/v1/rules/radet-selv", seats({ in: [1], even: true }))), [["radet-selv"]]);
  await samrad.delete("/v1/rules/radet-selv");
  assert.deepEqual(contradictions(await samrad.post("/v1/rules", { id: "radet-ny", ...seats({ min: 5, validFrom: "2999-01-01" }) })), [["radet-liten", "radet-ny"]]);
  assert.deepEqual(contradictions(await samrad.patch("/v1/rules/radet-ny", { validFrom: "2998-01-01" })), []);
  assert.deepEqual((await samrad.get("/v1/bodies/radet/check")).json.advice.filter(({ action }) => action === "contradiction"), []);
  for (const rule of ["radet-ny", "radet-liten"]) await samrad.delete(`/v1/rules/${rule}`);
});

test("deletions: refused when strict, else done", async () => {
  const remove = async (path, ...before) => {
    await samrad.store(...before);
    assert.equal(await verdict(), "met", path);
    assertProblem(await samrad.delete(path, strict), 422, { code: "would_break" });
    assert.equal((await samrad.delete(path)).status, 204);
    assert.equal(await verdict(), "not_met", path);
  };
  await samrad.delete("/v1/rules/nemnda-ti");
  await samrad.store(["/v1/rules/nemnda-fire", { body: "nemnda", kind: "size", force: "shall", basis: "stated", text: { nb: "Fire." }, min: 4 }]);
  await remove("/v1/waivers/nemnda-fritak", ["/v1/waivers/nemnda-fritak", { rule: "nemnda-fire", ground: { nb: "Ikke nå." } }]);
  await samrad.delete("/v1/rules/nemnda-fire");
  const all = await samrad.ids("/v1/bodies/nemnda/memberships");
  for (const id of all.filter((one) => one !== "nemnda-kari" && one !== "nemnda-ola")) await samrad.delete(`/v1/memberships/${id}`);
  await remove("/v1/memberships/nemnda-ola", ["/v1/memberships/nemnda-ola", member]);
  await samrad.store(["/v1/memberships/nemnda-ola", member]);

  const year = Number(today.slice(0, 4)) - 1;
  await samrad.store(["/v1/meetings/nemnda-i-fjor", { body: "nemnda", status: "held", date: `${year}-05-01` }],
    ["/v1/rules/nemnda-arlig", { body: "nemnda", kind: "cadence", force: "shall", basis: "stated", text: { nb: "Hvert år." }, count: { min: 1 }, every: "year", validFrom: `${year}-01-01` }]);
  await remove("/v1/meetings/nemnda-i-fjor");
  await samrad.delete("/v1/rules/nemnda-arlig");

  // of two readings the other one is left
  await samrad.patch("/v1/bodies/nemnda", { preferredVariant: "vid" });
  await samrad.store(["/v1/rules/nemnda-vid", { body: "nemnda", kind: "size", force: "shall", basis: "stated", variant: "vid", text: { nb: "Minst én." }, min: 1 }],
    ["/v1/rules/nemnda-trang", { body: "nemnda", kind: "size", force: "shall", basis: "stated", variant: "trang", text: { nb: "Minst ni." }, min: 9 }]);
  await remove("/v1/rules/nemnda-vid");
});

test("strict: what was unknown before is not broken by what then breaks it for certain", async () => {
  await samrad.store(
    ["/v1/bodies/delvis", { name: { nb: "Delvis kjent" }, kind: "committee" }],
    ["/v1/rules/delvis-en", { body: "delvis", kind: "size", force: "shall", basis: "stated", text: { nb: "Høyst én." }, max: 1 }],
    ["/v1/memberships/delvis-kari", { body: "delvis", role: "member", person: "kari" }],
  );
  const judged = async () => (await samrad.get("/v1/bodies/delvis/check")).json.verdict;
  assert.equal(await judged(), "unknown");
  const answer = await samrad.put("/v1/memberships/delvis-ola", { body: "delvis", role: "member", person: "ola" }, strict);
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(answer.json.findings.map(({ rule, verdict: told }) => [rule, told]), [["delvis-en", "not_met"]]);
  assert.equal(await judged(), "not_met");
});

samrad.endsCleanly();
