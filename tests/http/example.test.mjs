// The example register: that it shows what the register is for, with real bodies and reasons, and says where things are written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
const json = async (path) => (await samrad.get(path)).json;
const { components } = await json("/v1/openapi.json");
const all = (name) => samrad.all(`/v1/${name}?limit=500`);

test("every kind of rule occurs, but one of which no public norm with figures was found", async () => {
  const found = new Set((await all("rules")).map(({ kind }) => kind));
  const missing = components.schemas.RuleKind.enum.filter((kind) => !found.has(kind));
  assert.deepEqual(missing, ["proportion"]);
});

test("everything names its sources", async () => {
  for (const name of ["organisations", "areas", "persons", "offices", "bodies", "rules", "memberships", "agreements", "meetings", "minutes", "codes"])
    for (const { id, sources } of await all(name)) assert.ok(sources?.length > 0, `${name}/${id}`);
});

test("bodies whose members are all known are judged, with reasons", async () => {
  const verdict = async (id, at) => (await json(`/v1/bodies/${id}/check?at=${at}`)).verdict;
  const complete = (await all("bodies")).filter(({ coverage }) => coverage?.memberships?.level === "complete").map(({ id }) => id);
  assert.ok(complete.length >= 5, complete.join());
  for (const id of ["beslutningsforum-nye-metoder", "bestillerforum-nye-metoder"]) {
    assert.ok(complete.includes(id), id);
    assert.equal(await verdict(id, "2025-06-01"), "met", id);
  }
  // hardly anybody's gender is registered, since no source says it: what counts it is left open, and says so
  for (const [id, rule, at] of [["ssu-finnmark", "ssu-finnmark-kjonn", "2024-06-01"], ["styret-helse-nord", "styret-helse-nord-kjonn-eier", "2025-06-01"], ["helseomsorg21-radet", "ldl-28-statlige", "2025-06-01"]]) {
    const { rules } = await json(`/v1/bodies/${id}/check?at=${at}`);
    const found = rules.find((one) => one.rule === rule);
    assert.equal(found.verdict, "unknown", rule);
    assert.match(found.text.nb, /kjønn/i);
    assert.ok(rules.every(({ decides, verdict: one }) => !decides || one !== "not_met"), id);
  }
  // the owner's members were appointed for two years, and nobody is registered after them
  const board = await json("/v1/bodies/styret-helse-nord/check?at=2026-06-01");
  assert.equal(board.verdict, "unknown");
});

test("a board that its registry refused, day by day: what was wrong, from when, and how it was mended", async () => {
  const { intervals } = await json("/v1/bodies/styret-helse-nord/check/timeline?from=2021-01-01&to=2022-06-11");
  const verdicts = intervals.map(({ from, rules }) => [from, rules.find(({ rule }) => rule === "styret-helse-nord-kjonn-ansatte").verdict]);
  assert.equal(verdicts.find(([from]) => from === "2021-08-28")?.[1], "not_met");
  assert.equal(verdicts.find(([from]) => from === "2022-03-21")?.[1], "unknown"); // somebody may be missing from the register
  const { rules } = (await samrad.get("/v1/bodies/styret-helse-nord/check?at=2022-01-01", { key: null })).json; // and everybody may see it
  const found = rules.find(({ rule }) => rule === "styret-helse-nord-kjonn-ansatte");
  assert.equal(found.verdict, "not_met");
  assert.match(found.text.nb, /høyst to kvinner/);
});

test("offices are held by somebody from day to day", async () => {
  const holder = async (office, day) => (await json(`/v1/offices/${office}`)).holders.filter(({ validFrom, validTo }) => validFrom <= day && !(validTo < day)).map(({ person }) => person);
  assert.deepEqual(await holder("helse-og-omsorgsminister", "2020-01-01"), ["bent-hoie"]);
  assert.deepEqual(await holder("helse-og-omsorgsminister", "2023-01-01"), ["ingvild-kjerkol"]);
  assert.deepEqual(await holder("helse-og-omsorgsminister", "2024-06-01"), ["vestre"]);
  assert.deepEqual(await holder("styreleder-ks", "2021-06-01"), ["bjorn-arild-gram"]);
  assert.deepEqual(await holder("helsedirektoren", "2018-06-01"), ["bjorn-guldvog"]);
});

test("the first page counts bodies that are met, and leads to trying a composition", async () => {
  const page = (await samrad.get("/?lang=en", { headers: { accept: "text/html" } })).text;
  assert.match(page, /href="\/docs\/checkBodyWhatIf[^"]*">What if somebody leaves/);
  assert.match(page, /Beslutningsforum for nye metoder/);
});
