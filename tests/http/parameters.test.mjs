// Addresses and parameters that are refused: unknown, repeated, out of bounds, not UTF-8.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);

for (const limit of ["0", "501", "-1", "abc", "1.5", "", "1e1", "%205", "+5", "0x10", "99999999999999999999", "5;", "٥"])
  test(`limit=${limit} is refused`, async () => {
    assertProblem(await samrad.get(`/v1/bodies?limit=${encodeURI(decodeURI(limit))}`), 400, { parameter: "limit" });
  });

test("unknown parameters are named, with the nearest, wherever", async () => {
  assertProblem(await samrad.get("/v1/bodies?knd=forum"), 400, { parameter: "knd", code: "unknown_parameter", detail: /«kind»/ });
  assertProblem(await samrad.get("/v1/bodies?lmit=3&Kind=x"), 400, { parameter: "lmit", detail: /«limit»/ }, { parameter: "Kind" });
  assertProblem(await samrad.get("/v1/bodies/radet?feilds=name"), 400, { parameter: "feilds", detail: /«fields»/ });
  assertProblem(await samrad.get("/v1/bodies/radet/check?validAt=2020-01-01"), 400, { parameter: "validAt" });
  assertProblem(await samrad.get("/v1/bodies?=x"), 400);
  assertProblem(await samrad.get("/v1/bodies?orgnr"), 400, { parameter: "orgnr" });
  assertProblem(await samrad.put("/v1/bodies/x?dryrun=true", { name: { nb: "x" }, kind: "forum" }), 400, {
    parameter: "dryrun",
    detail: /«dryRun»/,
  });
  assertProblem(await samrad.delete("/v1/bodies/radet?force=true"), 400, { parameter: "force" });
});

test("a parameter that is one thing may stand once", async () => {
  for (const [path, parameter] of [
    ["/v1/bodies?limit=1&limit=2", "limit"],
    ["/v1/bodies?q=a&q=b", "q"],
    ["/v1/bodies?sort=name&sort=kind", "sort"],
    ["/v1/areas?within=fylket&within=bygda", "within"],
    ["/v1/bodies?lang=nb&lang=nb", "lang"],
    ["/v1/bodies/radet/check?at=2020-01-01&at=2020-01-01", "at"],
  ])
    assertProblem(await samrad.get(path), 400, { parameter, code: "repeated_parameter" });
});

test("values that a filter cannot have are refused", async () => {
  for (const [path, parameter] of [
    ["/v1/bodies?kind=club", "kind"],
    ["/v1/bodies?kind=forum&kind=", "kind"],
    ["/v1/bodies?id=Å", "id"],
    ["/v1/organisations?orgnr=123456789", "orgnr"],
    ["/v1/organisations?kommunenummer=301", "kommunenummer"],
    ["/v1/meetings?number=x", "number"],
    ["/v1/meetings?number=0", "number"],
    ["/v1/meetings?from=2011", "from"],
    ["/v1/agreements?openEnded=maybe", "openEnded"],
    ["/v1/actions?overdueAt=2011-13-01", "overdueAt"],
    ["/v1/persons?name=", "name"],
    [`/v1/persons?name=${"x".repeat(201)}`, "name"],
  ])
    assertProblem(await samrad.get(path), 400, { parameter });
});

test("percent escapes must be whole and be UTF-8", async () => {
  for (const query of ["q=%", "q=%4", "q=%zz", "q=%C3", "q=%ff", "q=%C3%28", "q=%ED%A0%80", "q=%C0%AF", "%=x", "q%ff=x"])
    assertProblem(await samrad.get(`/v1/bodies?${query}`), 400);
  for (const path of [
    "/v1/bodies/%",
    "/v1/bodies/%ff",
    "/v1/bodies/%zz",
    "/v1/bodies/a%00b",
    "/v1/bodies/a%2Fb",
    "/v1/bodies/..%2F..",
    "/v1/bodies/a%20b",
  ])
    assertProblem(await samrad.get(path), 400);
  assert.equal((await samrad.get("/v1/bodies/%72adet")).status, 200);
  assert.deepEqual(await samrad.ids("/v1/persons?name=Kari+%4eordmann"), ["kari"]);
});

test("ids that cannot be are 400, ids that are not are 404", async () => {
  for (const id of ["A", "-a", "a-", "a_b", "a.b", "x".repeat(101), "%C3%A5"])
    assertProblem(await samrad.get(`/v1/bodies/${id}`), 400, { parameter: "id" });
  assertProblem(await samrad.get(`/v1/bodies/${"x".repeat(100)}`), 404);
});

test("several faults of the parameters are told at once", async () => {
  assertProblem(
    await samrad.get("/v1/bodies?limit=0&kind=club&sort=x&fields=y&foo=1&validAt=2023-02-29"),
    400,
    { parameter: "limit" },
    { parameter: "kind" },
    { parameter: "sort" },
    { parameter: "fields" },
    { parameter: "foo" },
    { parameter: "validAt" },
  );
});

samrad.endsCleanly();
