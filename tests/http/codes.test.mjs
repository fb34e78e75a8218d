// Names of codes: a resource, and what sentences of checks say in the place of a code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
const path = "/v1/bodies/sidene/check?at=2024-01-01";
const text = async (query = "") => (await samrad.get(path + query)).json.rules[0];
await samrad.store(
  ["/v1/bodies/sidene", { name: { nb: "Sidene" }, kind: "council", coverage: { memberships: { level: "complete" } } }],
  ["/v1/rules/sidene-begge", { body: "sidene", kind: "count", force: "shall", basis: "stated", text: { nb: "Én fra hver side." }, min: 1, who: { role: ["member"] }, per: { categories: ["venstre_side", "hoyre_side"] } }],
  ["/v1/memberships/sidene-en", { body: "sidene", role: "member", categories: ["venstre_side"] }],
);

test("a code without a name stands in quotation marks, one with a name is called by it", async () => {
  const before = await text();
  assert.match(before.text.nb, /det gjelder «hoyre_side»\.$/);
  assert.equal(before.units.some((unit) => "name" in unit), false);
  const name = { nb: "høyresiden", nn: "høgresida", en: "the right side" };
  await samrad.store(["/v1/codes/hoyre", { of: "category", code: "hoyre_side", name }], ["/v1/codes/annet", { of: "trait", code: "venstre_side", name: { nb: "et trekk" } }]);
  const after = await text();
  assert.match(after.text.nb, /det gjelder høyresiden\.$/);
  assert.match(after.text.nn, /det gjeld høgresida\.$/);
  assert.match(after.text.en, /this concerns the right side\.$/);
  assert.deepEqual(after.units.map(({ unit, name }) => [unit, name]), [["hoyre_side", name], ["venstre_side", undefined]]);
});

test("a check of what is thought of, and one of the past, say the same", async () => {
  const known = (await samrad.get("/v1/codes/hoyre")).json.updatedAt;
  const stored = await text();
  assert.deepEqual(await text(`&knownAt=${known}`), stored);
  const trial = (await samrad.post("/v1/bodies/sidene/check", { at: "2024-01-01" })).json;
  assert.deepEqual(trial.before.rules[0], stored);
  const other = { ...(await samrad.get("/v1/rules/sidene-begge")).json, per: { categories: ["hoyre_side", "ingen_side"] } };
  const replaced = (await samrad.post("/v1/bodies/sidene/check", { at: "2024-01-01", rules: { replace: [other] } })).json;
  assert.match(replaced.after.rules[0].text.nb, /det gjelder høyresiden og «ingen_side»\.$/);
});

test("a changed name is said at once, and a deleted one no more", async () => {
  await samrad.patched("/v1/codes/hoyre", { name: { nb: "den høyre siden" } });
  assert.match((await text()).text.nb, /det gjelder den høyre siden\.$/);
  await samrad.deleted("/v1/codes/hoyre");
  assert.match((await text()).text.nb, /det gjelder «hoyre_side»\.$/);
});

test("a code has one name for each thing that it is one of", async () => {
  const taken = await samrad.put("/v1/codes/brukere", { of: "category", code: "user_organisation", name: { nb: "brukerne" } });
  assertProblem(taken, 422, { pointer: "/code", code: "taken" });
  assert.equal((await samrad.put("/v1/codes/brukere", { of: "trait", code: "user_organisation", name: { nb: "brukerne" } })).status, 201);
  const line = (id) => JSON.stringify({ type: "codes", id, data: { of: "event", code: "sendt", name: { nb: "sendt" } } });
  const twice = await samrad.post("/v1/import", `${line("a")}\n${line("b")}\n`, { headers: { "content-type": "application/x-ndjson" }, key: samrad.keys.admin });
  assertProblem(twice, 422, { pointer: "/data/code", code: "taken" });
  // they change places: allowed, since it holds when the import ends
  await samrad.store(["/v1/codes/a", { of: "event", code: "sendt", name: { nb: "sendt" } }], ["/v1/codes/b", { of: "event", code: "mottatt", name: { nb: "mottatt" } }]);
  const moved = (id, code) => JSON.stringify({ type: "codes", id, data: { of: "event", code, name: { nb: code } } });
  const swapped = await samrad.post("/v1/import", `${moved("a", "mottatt")}\n${moved("b", "sendt")}\n`, { headers: { "content-type": "application/x-ndjson" }, key: samrad.keys.admin });
  assert.equal(swapped.status, 200, swapped.text);
});

test("a reading is called by its name", async () => {
  const check = async () => (await samrad.get("/v1/bodies/nasjonal-koordineringsgruppe/check?at=2012-01-01")).json;
  assert.match((await check()).summary.nb, / etter «nettsiden»\./);
  assert.match((await check()).summary.en, / under the reading “the web page”\./);
  await samrad.deleted("/v1/codes/variant-nettside");
  assert.match((await check()).summary.nb, / etter «nettside»\./);
});

/** The codes of some documents, by what they are codes of. */
function codesIn(value, found = {}) {
  const kept = { category: "category", categories: "category", trait: "trait", traits: "trait", officeTrait: "trait", variant: "variant" };
  if (Array.isArray(value)) for (const part of value) codesIn(part, found);
  else if (value && typeof value === "object")
    for (const [key, part] of Object.entries(value)) {
      if (key === "basisOf") continue;
      if (kept[key]) for (const code of [part].flat()) (found[kept[key]] ??= new Set()).add(code);
      else if (key === "events") for (const code of Object.keys(part)) (found.event ??= new Set()).add(code);
      else codesIn(part, found);
    }
  return found;
}

test("every code of the example register has a name in three languages", async () => {
  const example = await startSamrad({ example: true });
  const all = async (name) => example.all(`/v1/${name}?limit=500`);
  const used = codesIn([await all("rules"), await all("memberships"), await all("offices"), await all("agreements")]);
  for (const [of, name] of [["body_kind", "bodies"], ["organisation_kind", "organisations"], ["area_kind", "areas"], ["agreement_kind", "agreements"]])
    used[of] = new Set((await all(name)).map(({ kind }) => kind));
  const names = new Map((await all("codes")).map(({ of, code, name }) => [`${of} ${code}`, name]));
  for (const [of, codes] of Object.entries(used))
    for (const code of codes) assert.deepEqual(Object.keys(names.get(`${of} ${code}`) ?? {}).sort(), ["en", "nb", "nn"], `${of} ${code}`);
});

test("what the register has named stands on the page of codes, where a search leads", async () => {
  await samrad.store(["/v1/codes/vannsiden", { of: "category", code: "vann_siden", name: { nb: "vannsiden", nn: "vassida" } }]);
  const page = (await samrad.get("/codes")).text;
  assert.match(page, /<tr id="vannsiden"><th scope="row"><code>vann_siden<\/code><\/th><td>vannsiden<\/td>/);
  assert.match((await samrad.get("/codes?lang=nn")).text, /vassida/);
  const { items } = (await samrad.get("/v1/search?q=vannsiden&type=codes")).json;
  assert.deepEqual(items.map(({ type, resource, kind }) => [type, resource, kind]), [["codes", "vannsiden", "category"]]);
  assert.deepEqual((await samrad.get("/v1/search?q=vann_siden")).json.items.map(({ resource }) => resource), ["vannsiden"]);
  assert.match((await samrad.get("/search?q=vannsiden")).text, /href="\/codes#vannsiden"/);
  await samrad.deleted("/v1/codes/vannsiden");
  assert.deepEqual((await samrad.get("/v1/search?q=vannsiden&type=codes")).json.items, []);
});
