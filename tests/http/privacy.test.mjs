// Gender is registered so that rules on balance can be judged. It is shown to those with the scope for it, and to nobody
// else, by no way; and who may not see it can neither set nor lose it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const { admin, reader, writeOnly, writer } = samrad.keys;
await samrad.store(...foundation);
const path = "/v1/persons/kari";
const shown = (answer) => /gender|female/.test(answer.text);

test("who may read it may write it, and gets it back", async () => {
  const answer = await samrad.put(path, { name: "Kari Nordmann", gender: "female" }, { key: writer });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json.gender, "female");
  await samrad.patched(path, { note: { nb: "Merknad" } }, { key: writer });
  for (const key of [reader, writer, admin]) assert.equal((await samrad.get(path, { key })).json.gender, "female");
});

test("without the scope it is nowhere", async () => {
  await samrad.store(
    ["/v1/offices/direktoren", { title: { nb: "Direktøren" }, organisation: "etaten", holders: [{ person: "kari" }] }],
    [
      "/v1/rules/radet-balanse",
      { body: "radet", kind: "balance", force: "shall", basis: "stated", text: { nb: "Begge kjønn." }, preset: "ldl-28" },
    ],
    ["/v1/meetings/motet", { body: "radet", status: "held", date: "2024-01-10", attendance: [{ person: "kari", presence: "present" }] }],
  );
  for (const address of [
    path,
    `${path}?fields=gender`,
    `${path}?fields=gender,name`,
    "/v1/persons",
    "/v1/persons?fields=gender",
    "/v1/persons?modifiedSince=2020-01-01T00:00:00Z",
    `${path}/history`,
    "/v1/memberships?include=person",
    "/v1/memberships/radet-kari?include=person",
    "/v1/offices/direktoren?include=holders",
    "/v1/bodies/radet?include=memberships",
    "/v1/bodies/radet/page",
    "/v1/bodies/radet/check",
    "/v1/persons?q=female",
  ])
    for (const key of [undefined, writeOnly]) {
      const answer = await samrad.get(address, { key });
      assert.equal(answer.status, 200, `${address}: ${answer.text}`);
      const text = answer.text.replaceAll("fields=gender", "").replaceAll(/"text":\{[^}]*\}|"summary":\{[^}]*\}/g, "");
      assert.doesNotMatch(text, /"gender"|female|"male"/, address);
    }
  assert.deepEqual((await samrad.get("/v1/persons?q=female&count=true", { key: reader })).json.items, []);
});

test("with the scope it is in the resource, the list and the history", async () => {
  const options = { key: reader };
  assert.equal((await samrad.get(`${path}?fields=gender`, options)).json.gender, "female");
  assert.equal((await samrad.get("/v1/persons?id=kari", options)).json.items[0].gender, "female");
  const { items } = (await samrad.get(`${path}/history`, options)).json;
  assert.equal(items[0].data.gender, "female");
  assert.deepEqual(items.find(({ version }) => version === 2).patch, { gender: "female" });
});

test("the history does not tell by its patches either", async () => {
  const { items } = (await samrad.get(`${path}/history`)).json;
  assert.deepEqual(items.find(({ version }) => version === 2).patch, {});
});

test("no check shows it, not even to those who may see it", async () => {
  for (const key of [undefined, reader, admin])
    assert.doesNotMatch((await samrad.get("/v1/bodies/radet/check", { key })).text, /"gender"|"female"|"male"/);
});

test("who may not see it keeps it when replacing and when changing", async () => {
  for (const write of [
    () => samrad.put(path, { name: "Kari N." }, { key: writeOnly }),
    () => samrad.patch(path, { name: "Kari No." }, { key: writeOnly }),
    () => samrad.put(`${path}?dryRun=true`, { name: "K." }, { key: writeOnly }),
  ]) {
    const answer = await write();
    assert.equal(answer.status, 200, answer.text);
    assert.equal(shown(answer), false);
    assert.equal((await samrad.get(path, { key: reader })).json.gender, "female");
  }
});

test("who may not see it cannot set, change or remove it", async () => {
  const version = (await samrad.get(path)).json.version;
  for (const gender of ["male", "female", null])
    assertProblem(await samrad.patch(path, { gender }, { key: writeOnly }), 403, { pointer: "/gender", code: "restricted" });
  assertProblem(await samrad.put(path, { name: "Kari", gender: "female" }, { key: writeOnly }), 403, { pointer: "/gender" });
  assertProblem(await samrad.post("/v1/persons", { name: "Ny", gender: "male" }, { key: writeOnly }), 403, { pointer: "/gender" });
  assertProblem(await samrad.post("/v1/persons?dryRun=true", { name: "Ny", gender: "x" }, { key: writeOnly }), 403, { pointer: "/gender" });
  assert.equal((await samrad.get(path)).json.version, version);
});

test("no statement speaks of the gender: it would be shown to everybody", async () => {
  const statements = [
    { field: "name", value: "Kari No.", preferred: true },
    { field: "gender", value: "female", preferred: true },
    { field: "gender", value: "male" },
  ];
  for (const key of [writeOnly, writer])
    assertProblem(
      await samrad.patch(path, { statements }, { key }),
      422,
      { pointer: "/statements/1/field" },
      { pointer: "/statements/2/field" },
    );
});

test("values that are no gender are refused", async () => {
  for (const gender of ["kvinne", "", 1, ["female"]])
    assertProblem(await samrad.put(path, { name: "Kari", gender }, { key: writer }), 422, { pointer: "/gender" });
});

test("who may see it may remove it, and delete the person", async () => {
  assert.equal("gender" in (await samrad.patch(path, { gender: null }, { key: writer })).json, false);
  assert.equal((await samrad.put("/v1/persons/ola", { name: "Ola Nordmann", gender: "male" }, { key: writer })).json.gender, "male");
  assert.equal("gender" in (await samrad.put("/v1/persons/ola", { name: "Ola Nordmann" }, { key: writer })).json, false);
  assert.equal((await samrad.put("/v1/persons/ola", { name: "Ola Nordmann", gender: "male" }, { key: writer })).status, 200);
  await samrad.deleted("/v1/persons/ola", { key: writeOnly });
  assert.equal(shown(await samrad.get("/v1/persons/ola/history")), false);
  assert.equal((await samrad.put("/v1/persons/ola", { name: "Ola Nordmann" }, { key: writeOnly })).status, 201);
  assert.equal("gender" in (await samrad.get("/v1/persons/ola", { key: reader })).json, false, "a new person has none");
});

test("a JSON Patch neither reads nor writes what its caller may not see", async () => {
  const type = { "content-type": "application/json-patch+json" };
  await samrad.put("/v1/persons/lapp", { name: "Lapp", gender: "female" }, { key: writer });
  const patch = (operations, key) => samrad.patch("/v1/persons/lapp", operations, { key, headers: type });
  assertProblem(await patch([{ op: "test", path: "/gender", value: "female" }], writeOnly), 422, { pointer: "/0/value", code: "test_failed" });
  assertProblem(await patch([{ op: "copy", from: "/gender", path: "/note/nb" }], writeOnly), 422, { pointer: "/0/from", code: "nothing_there" });
  assertProblem(await patch([{ op: "add", path: "/gender", value: "male" }], writeOnly), 403, { pointer: "/gender", code: "restricted" });
  assert.equal((await patch([{ op: "replace", path: "/name", value: "Lapp L." }], writeOnly)).status, 200);
  assert.deepEqual((await samrad.get("/v1/persons/lapp", { key: reader })).json.gender, "female");
  assert.equal((await patch([{ op: "replace", path: "/gender", value: "male" }], writer)).status, 200);
});

test("what-if tells nobody's gender to those who may not see it, whichever way it is asked", async () => {
  await samrad.store(
    ["/v1/bodies/tenkt", { name: { nb: "Tenkt" }, kind: "council", coverage: { memberships: { level: "complete" } } }],
    ["/v1/memberships/tenkt-kari", { body: "tenkt", role: "member", person: "kari" }],
  );
  const rule = (more) => ({ body: "tenkt", kind: "count", force: "shall", basis: "stated", text: { nb: "x" }, min: 1, ...more });
  const ways = [
    rule({ who: { gender: ["female"] } }),
    rule({ who: { all: [{ person: ["kari"] }, { gender: ["female"] }] } }),
    rule({ who: { not: { any: [{ not: { gender: ["male"] } }] } } }),
    rule({ kind: "balance", min: undefined, preset: "ldl-28" }),
  ];
  const asked = (rules, key) => samrad.post("/v1/bodies/tenkt/check", { rules }, { key });
  for (const way of ways)
    for (const list of ["add", "replace"]) {
      const rules = { [list]: [{ id: list === "add" ? "ny" : "radet-storrelse", ...way }] };
      const answer = await asked(rules, null);
      if (answer.status === 422) continue; // such a rule cannot be: nothing is judged
      assertProblem(answer, 403);
      assert.doesNotMatch(answer.text, /"before"|"after"/);
    }
  assert.equal((await asked({ add: [rule({ who: { gender: ["female"] } })] }, reader)).status, 200);
  assert.equal((await asked({ add: [rule({ who: { role: ["member"] } })] }, null)).status, 200, "other rules are open to all");
  await samrad.store(["/v1/rules/tenkt-balanse", rule({ kind: "balance", min: undefined, preset: "ldl-28" })]);
  assertProblem(await samrad.post("/v1/bodies/tenkt/check", { end: ["tenkt-kari"] }, { key: null }), 403);
  assert.equal((await samrad.post("/v1/bodies/tenkt/check", { end: ["tenkt-kari"] }, { key: reader })).status, 200);
});

samrad.endsCleanly();
