// Periods that share one day, known to the day, touch: one ends and the other begins on it. Those that share more overlap.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);

const member = (id, validFrom, validTo) =>
  samrad.put(`/v1/memberships/${id}`, { body: "utvalget", role: "member", person: "ola", ...(validFrom && { validFrom }), ...(validTo && { validTo }) });
const office = (...holders) => samrad.put("/v1/offices/sjefen", { title: { nb: "Sjefen" }, organisation: "etaten", holders });

test("an office passes from one holder to the next on a day", async () => {
  const handed = await office({ person: "kari", validFrom: "2018-01-17", validTo: "2021-10-14" }, { person: "ola", validFrom: "2021-10-14" });
  assert.equal(handed.status, 201, handed.text);
  const back = await office({ person: "ola", validFrom: "2021-10-14" }, { person: "kari", validFrom: "2018-01-17", validTo: "2021-10-14" });
  assert.equal(back.status, 200, back.text);
  assertProblem(await office({ person: "kari", validFrom: "2018-01-17", validTo: "2021-10-15" }, { person: "ola", validFrom: "2021-10-14" }), 422, {
    pointer: "/holders/1",
    code: "overlap",
  });
});

test("months and years are as exact as they are written", async () => {
  assert.equal((await member("maned", "2010-06-30", "2010-12")).status, 201);
  assert.equal((await member("desember", "2010-12-31", "2011")).status, 201, "it may have ended before");
  assert.equal((await member("en-dag", "2012-01-01", "2012-01-01")).status, 201);
  assertProblem(await member("samme-dag", "2012-01-01", "2012-03-01"), 422, { pointer: "/validFrom", code: "overlap" });
  assert.equal((await member("dagen-etter", "2012-01-02", "2012-03-01")).status, 201);
});

test("a membership begins on the day on which the one before it ends", async () => {
  assert.equal((await member("forste", "2020-01-01", "2024-06-30")).status, 201);
  assert.equal((await member("andre", "2024-06-30", "2025-06-30")).status, 201);
  assert.equal((await member("tredje", "2025-06-30")).status, 201);
  assertProblem(await member("for-tidlig", "2019-01-01", "2020-01-02"), 422, { pointer: "/validFrom", code: "overlap" });
  assertProblem(await member("for-sent", "2025-06-29", "2025-06-30"), 422, { pointer: "/validFrom", code: "overlap" });
});

test("the same one day twice is the same twice, and an end known to a month is no day to touch on", async () => {
  const day = (id) => samrad.put(`/v1/memberships/${id}`, { body: "utvalget", role: "member", person: "kari", validFrom: "2001-05-01", validTo: "2001-05-01" });
  assert.equal((await day("dag")).status, 201);
  assertProblem(await day("dag-igjen"), 422, { code: "overlap" });
  const other = (id, validFrom, validTo) => samrad.put(`/v1/memberships/${id}`, { body: "utvalget", role: "observer", person: "kari", validFrom, validTo });
  assert.equal((await other("maaned", "2020-01-01", "2024-06")).status, 201);
  assertProblem(await other("etter-maaned", "2024-06-01", "2024-12-31"), 422, { code: "overlap" });
});

test("names of an organisation, and numbers of organisations and areas, pass on on a day", async () => {
  const named = await samrad.put("/v1/organisations/departementet", {
    name: { nb: "Nytt departement" },
    kind: "ministry",
    names: [
      { name: { nb: "Gammelt departement" }, validFrom: "2002-01-01", validTo: "2019-01-22" },
      { name: { nb: "Nytt departement" }, validFrom: "2019-01-22" },
    ],
  });
  assert.equal(named.status, 201, named.text);
  const number = (id, period) => samrad.put(`/v1/organisations/${id}`, { name: { nb: id }, kind: "association", identifiers: { orgnr: "974760673" }, ...period });
  assert.equal((await number("gamle-laget", { validTo: "2020-01-01" })).status, 201);
  assert.equal((await number("nye-laget", { validFrom: "2020-01-01" })).status, 201);
  assertProblem(await number("midt-i", { validFrom: "2019-12-31", validTo: "2020-01-01" }), 422, { code: "taken" });
  const area = (id, period) => samrad.put(`/v1/areas/${id}`, { name: { nb: id }, kind: "municipality", code: "1500", ...period });
  assert.equal((await area("gamle-by", { validTo: "2020-01-01" })).status, 201);
  assert.equal((await area("nye-by", { validFrom: "2020-01-01" })).status, 201);
});

test("an import holds periods to the same", async () => {
  const line = (id, validFrom, validTo) => JSON.stringify({ type: "memberships", id, data: { body: "radet", role: "member", person: "ola", validFrom, validTo } });
  const load = (...lines) => samrad.post("/v1/import", lines.join("\n"), { headers: { "content-type": "application/x-ndjson" } });
  assert.equal((await load(line("i-1", "2020-01-01", "2021-01-01"), line("i-2", "2021-01-01", "2022-01-01"))).status, 200);
  assertProblem(await load(line("i-3", "2021-12-31", "2023-01-01")), 422, { line: 1, code: "overlap" });
});

test("codes of municipalities have four digits, those of counties two", async () => {
  const area = (id, kind, code) => samrad.put(`/v1/areas/${id}`, { name: { nb: id }, kind, code });
  assertProblem(await area("k-1", "municipality", "301"), 422, { pointer: "/code", code: "pattern" });
  assertProblem(await area("f-1", "county", "3"), 422, { pointer: "/code", code: "pattern" });
  assertProblem(await area("f-2", "county", "0301"), 422, { pointer: "/code", code: "pattern" });
  assert.equal((await area("k-2", "municipality", "0301")).status, 201);
  assert.equal((await area("f-3", "county", "03")).status, 201);
  assert.equal((await area("r-1", "health_region", "sor-ost")).status, 201);
});
