// What no schema can tell: conflicting statements, contradictory rules, circles, codes in use, votes that nobody has.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });
const trial = async (path, document) => {
  const answer = await samrad.put(`${path}?dryRun=true`, document);
  assert.ok([200, 201].includes(answer.status), answer.text); // replaced, or made
};

describe("conflicting statements", () => {
  const path = "/v1/bodies/omstridt";
  const said = (value, preferred, more) => ({ field: "establishedBy", value, ...(preferred !== undefined && { preferred }), ...more });

  test("stand side by side, one of them preferred and equal to the member", async () => {
    const document = body({
      establishedBy: ["etaten"],
      statements: [
        said(["etaten"], true, { basis: "stated", sources: [{ title: "Nettsiden" }] }),
        said(["staten"], false, { note: { nb: "Referatet sier noe annet." } }),
        said(["laget"]),
      ],
    });
    const answer = await samrad.put(path, document);
    assert.equal(answer.status, 201, answer.text);
    assert.deepEqual(answer.json.statements, document.statements);
  });

  const wrong = {
    "none preferred": [said(["etaten"]), said(["staten"])],
    "two preferred": [said(["etaten"], true), said(["staten"], true)],
    "the preferred one says something else": [said(["staten"], true), said(["etaten"])],
    "of a member that is not there": [{ field: "purpose", value: { nb: "P" }, preferred: true }],
  };
  for (const [what, statements] of Object.entries(wrong))
    test(`${what}: refused`, async () => {
      assertProblem(await samrad.put(path, body({ establishedBy: ["etaten"], statements })), 422, {
        pointer: "/statements",
        code: "preferred",
      });
    });

  test("a patch that changes the member but not the statement is refused", async () => {
    assertProblem(await samrad.patch(path, { establishedBy: ["staten"] }), 422, { code: "preferred" });
    assertProblem(await samrad.patch(path, { establishedBy: null }), 422, { code: "preferred" });
  });

  test("statements of different members do not disturb each other", async () => {
    await trial(
      path,
      body({
        validFrom: "2011",
        statements: [
          { field: "validFrom", value: "2011", preferred: true },
          { field: "name", value: { nb: "Organ" }, preferred: true },
          { field: "name", value: { nb: "Organet" } },
        ],
      }),
    );
  });
});

describe("rules", () => {
  const rule = (more) => ({ body: "radet", force: "shall", basis: "stated", text: { nb: "Regel." }, ...more });
  const path = "/v1/rules/regel";
  const seats = (more) => rule({ kind: "seats", ...more });
  const deep = (depth) => (depth === 0 ? { role: ["chair"] } : { not: deep(depth - 1) });
  const wide = (leaves) => ({ any: Array.from({ length: leaves }, (_, i) => ({ trait: [`t-${i}`] })) });

  const accepted = [
    seats({}),
    seats({ role: "chair", count: { min: 1, max: 1 } }),
    seats({ roles: ["chair", "member"], count: { max: 0 } }),
    seats({ per: { areas: ["bygda"], except: { bygda: { min: 1, max: 2 } } } }),
    seats({ who: { all: [{ organisation: ["etaten"] }, { not: { trait: ["x"] } }] } }),
    seats({ who: { memberOf: { body: "utvalget" } } }),
    rule({ kind: "size", min: 3, max: 3 }),
    rule({ kind: "size", in: [6, 8], even: true }),
    rule({ kind: "count", who: { gender: ["female"] }, minShare: "2/5" }),
    rule({ kind: "count", who: { role: ["chair"] }, moreThanShare: "50%", maxShare: "1/1" }),
    rule({ kind: "balance", preset: "ldl-28" }),
    rule({
      kind: "balance",
      steps: [
        { from: 2, to: 3, min: 1 },
        { from: 4, minShare: "40%" },
      ],
    }),
    rule({ kind: "parity", sides: [{ organisation: ["etaten"] }, { organisation: ["laget"] }] }),
    rule({ kind: "term", length: "P2Y" }),
    rule({ kind: "tenure", maxDuration: "P6Y" }),
    rule({ kind: "cadence", count: { min: 4 }, every: "half_year", tolerance: 1 }),
    rule({ kind: "statement" }),
    rule({ kind: "exclusion", distinctPersons: true }),
    rule({ kind: "mirrors", of: "utvalget", approximate: true }),
    seats({ who: deep(7) }),
    seats({ who: wide(64) }),
  ];
  for (const document of accepted)
    test(`accepted: ${JSON.stringify({ ...document, body: undefined, force: undefined, basis: undefined, text: undefined }).slice(0, 120)}`, () =>
      trial(path, document));

  const refused = [
    [rule({ kind: "size", min: 5, max: 3 }), { pointer: "/min", code: "min_over_max" }],
    [seats({ count: { min: 2, max: 1 } }), { pointer: "/count/min", code: "min_over_max" }],
    [
      seats({ per: { areas: ["bygda"], except: { bygda: { min: 3, max: 2 } } } }),
      { pointer: "/per/except/bygda/min", code: "min_over_max" },
    ],
    [rule({ kind: "cadence", count: { min: 5, max: 4 }, every: "year" }), { pointer: "/count/min", code: "min_over_max" }],
    [seats({ who: { role: ["chair"], person: ["kari"] } }), { pointer: "/who" }],
    [seats({ who: {} }), { pointer: "/who" }],
    [seats({ who: { rolle: ["chair"] } }), { pointer: /^\/who/ }],
    [seats({ who: { role: ["boss"] } }), { pointer: /^\/who\/role/ }],
    [seats({ who: { role: [] } }), { pointer: /^\/who\/role/ }],
    [seats({ who: { all: [{ role: ["chair"] }, { not: { role: ["chair"] } }] } }), { pointer: "/who", code: "contradiction" }],
    [
      seats({ who: { all: [{ all: [{ trait: ["a"] }] }, { not: { any: [{ trait: ["a"] }, { trait: ["b"] }] } }] } }),
      { pointer: /^\/who/, code: "contradiction" },
    ],
    [seats({ who: deep(9) }), { pointer: /^\/who/, code: "too_deep" }],
    [seats({ who: wide(65) }), { pointer: /^\/who/ }],
    [seats({ every: "year" }), { pointer: "/every" }],
    [seats({ role: "chair", roles: ["member"] }), { pointer: "" }],
    [rule({ kind: "count", who: { role: ["chair"] } }), { pointer: "" }],
    [rule({ kind: "count", who: { role: ["chair"] }, minShare: 0.4 }), { pointer: "/minShare" }],
    [rule({ kind: "count", who: { role: ["chair"] }, minShare: "3/2" }), { pointer: "/minShare" }],
    [rule({ kind: "count", who: { role: ["chair"] }, minShare: "2/0" }), { pointer: "/minShare" }],
    [rule({ kind: "term", length: "2 years" }), { pointer: "/length" }],
    [rule({ kind: "term", length: "P0D" }), { pointer: "/length" }],
    [rule({ kind: "cadence", count: { min: 1 }, every: "week" }), { pointer: "/every" }],
    [rule({ kind: "seat" }), { pointer: "/kind" }],
    [rule({}), { code: "required" }],
    [rule({ kind: "statement", force: "must" }), { pointer: "/force" }],
    [rule({ kind: "balance", preset: "ldl-99" }), { pointer: "/preset" }],
    [rule({ kind: "balance", preset: "ldl-28", steps: [{ from: 1, min: 1 }] }), { pointer: "" }],
    [rule({ kind: "statement", body: undefined }), { pointer: "" }],
    [rule({ kind: "statement", agreement: "avtalen" }), { pointer: "" }],
  ];
  for (const [document, fault] of refused)
    test(`refused: ${JSON.stringify({ ...document, body: undefined, force: undefined, basis: undefined, text: undefined }).slice(0, 120)}`, async () => {
      assertProblem(await samrad.put(path, JSON.parse(JSON.stringify(document))), 422, fault);
    });

  test("each fault of a rule is told once", async () => {
    const { json } = await samrad.put(path, rule({ kind: "size", min: 5, max: 3 }));
    assert.deepEqual(
      json.errors.map(({ pointer, code }) => [pointer, code]),
      [["/min", "min_over_max"]],
    );
  });

  test("a patch is held to the same", async () => {
    await samrad.store([path, rule({ kind: "size", min: 3, max: 5 })]);
    assertProblem(await samrad.patch(path, { min: 7 }), 422, { pointer: "/min", code: "min_over_max" });
    assertProblem(await samrad.patch(path, { min: null, max: null }), 422);
    assertProblem(await samrad.patch(path, { count: { min: 1 } }), 422, { pointer: "/count" });
    assert.equal((await samrad.patch(path, { min: 7, max: 9 })).status, 200);
  });

  test("who sits in a body may not depend on itself, by whatever way round", async () => {
    const asks = (of, who) => [`/v1/rules/ring-${of}`, { ...seats({ who: { memberOf: { body: who } } }), body: of }];
    await samrad.store(["/v1/bodies/a", body()], ["/v1/bodies/b", body()], ["/v1/bodies/c", body()], asks("a", "b"), asks("b", "c"));
    assertProblem(await samrad.put(...asks("a", "a")), 422, { code: "circle" });
    assertProblem(await samrad.put(...asks("c", "a")), 422, { pointer: "/who/memberOf/body", code: "circle" });
    assertProblem(await samrad.put("/v1/rules/ring-per", { ...seats({ per: { membersOf: { body: "a" } } }), body: "c" }), 422, {
      pointer: "/per/membersOf/body",
      code: "circle",
    });
    assertProblem(
      await samrad.put("/v1/rules/ring-dyp", {
        ...seats({ who: { any: [{ role: ["chair"] }, { not: { memberOf: { body: "b" } } }] } }),
        body: "c",
      }),
      422,
      { pointer: "/who/any/1/not/memberOf/body", code: "circle" },
    );
    await samrad.store(["/v1/rules/ring-c", { ...seats({ who: { memberOf: { body: "radet" } } }), body: "c" }]);
    assertProblem(await samrad.patch("/v1/rules/ring-b", { who: { memberOf: { body: "b" } } }), 422, { code: "circle" });
    assertProblem(await samrad.patch("/v1/rules/ring-c", { who: { memberOf: { body: "a" } } }), 422, { code: "circle" });
  });
});

test("roles without a vote have none", async () => {
  for (const role of ["observer", "secretary", "deputy"]) {
    assertProblem(await samrad.post("/v1/memberships", { body: "radet", role, voting: true }), 422, {
      pointer: "/voting",
      code: "no_vote",
    });
    await trial(`/v1/memberships/${role}`, { body: "radet", role, voting: false });
  }
  await trial("/v1/memberships/uten-stemme", { body: "radet", role: "chair", voting: false });
  assertProblem(await samrad.patch("/v1/memberships/radet-kari", { role: "observer", voting: true }), 422, {
    pointer: "/voting",
    code: "no_vote",
  });
});

test("a waiver's body is its rule's", async () => {
  await trial("/v1/waivers/fritak", { rule: "radet-storrelse", body: "radet", ground: { nb: "G" } });
  assertProblem(await samrad.put("/v1/waivers/fritak", { rule: "radet-storrelse", body: "utvalget", ground: { nb: "G" } }), 422, {
    pointer: "/body",
    code: "const",
    detail: /radet/,
  });
});

test("nothing lies within itself", async () => {
  await samrad.store(
    ["/v1/organisations/o1", { name: { nb: "1" }, kind: "agency" }],
    ["/v1/organisations/o2", { name: { nb: "2" }, kind: "agency", partOf: [{ organisation: "o1" }] }],
    ["/v1/bodies/b1", body()],
    ["/v1/bodies/b2", body({ within: "b1" })],
  );
  assertProblem(await samrad.put("/v1/organisations/o1", { name: { nb: "1" }, kind: "agency", partOf: [{ organisation: "o2" }] }), 422, {
    pointer: "/partOf",
    code: "circle",
  });
  assertProblem(await samrad.patch("/v1/organisations/o1", { partOf: [{ organisation: "o1" }] }), 422, {
    pointer: "/partOf",
    code: "circle",
  });
  assertProblem(await samrad.patch("/v1/bodies/b1", { within: "b2" }), 422, { pointer: "/within", code: "circle" });
  assertProblem(await samrad.patch("/v1/areas/fylket", { within: [{ area: "bygda" }] }), 422, { pointer: "/within", code: "circle" });
});

test("numbers and codes are one's own for as long as one is there", async () => {
  const organisation = (more) => ({ name: { nb: "O" }, kind: "agency", identifiers: { orgnr: "123456785" }, ...more });
  await samrad.store(["/v1/organisations/eier", organisation({ validTo: "2019-12-31" })]);
  assertProblem(await samrad.put("/v1/organisations/annen", organisation()), 422, {
    pointer: "/identifiers/orgnr",
    code: "taken",
    detail: /eier/,
  });
  assertProblem(await samrad.put("/v1/organisations/annen", organisation({ validFrom: "2019" })), 422, { code: "taken" });
  await samrad.store(["/v1/organisations/annen", organisation({ validFrom: "2020" })]);
  assertProblem(await samrad.patch("/v1/organisations/eier", { validTo: null }), 422, {
    pointer: "/identifiers/orgnr",
    code: "taken",
    detail: /annen/,
  });
  const area = (kind, more) => ({ name: { nb: "A" }, kind, code: "42", ...more });
  await samrad.store(["/v1/areas/a1", area("district")]);
  assertProblem(await samrad.put("/v1/areas/a2", area("district")), 422, { pointer: "/code", code: "taken", detail: /a1/ });
  await trial("/v1/areas/a2", area("county"));
});

test("overlapping names that are told to a month only do not lock each other out in the database", async () => {
  const names = [
    { name: { nb: "A" }, validFrom: "2010", validTo: "2012-06" },
    { name: { nb: "B" }, validFrom: "2012-06", validTo: "2014" },
  ];
  assert.equal((await samrad.put("/v1/organisations/grense", { name: { nb: "C" }, kind: "ministry", names })).status, 201);
});

test("the form of every fault: pointer, code and words", async () => {
  const { json } = await samrad.post("/v1/memberships", { body: "nei", role: "sjef", voting: "ja", extra: 1 });
  for (const fault of json.errors) {
    assert.match(fault.pointer, /^(\/[^/]+)*$/);
    assert.match(fault.code, /^[a-z_]+$/);
    assert.ok(fault.detail.length > 5);
  }
});

samrad.endsCleanly();
