// Rules, dates and changes that make no sense, or are too many: refused at their place, or judged honestly; within a second.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled } from "./pace.mjs";

const SLOWEST_MS = scaled(1000);
const samrad = await startSamrad();
const complete = { memberships: { level: "complete" } };
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", coverage: complete, ...more });
const rule = (kind, more) => ({ body: "prove", kind, force: "shall", basis: "stated", text: { nb: "Regel." }, ...more });
const seats = (more) => rule("seats", more);
const at = "2024-01-01";
const member = { body: "prove", role: "member", validFrom: "2020-01-01" };
await samrad.store(...foundation, ["/v1/bodies/prove", body()], ["/v1/bodies/annet", body()], ["/v1/bodies/tredje", body()],
  ["/v1/memberships/prove-kari", { ...member, person: "kari", organisation: "etaten", categories: ["stat"], traits: [] }]);

/** Does what is asked, and holds it to being quick. The sanitizers make all of it some times slower than it is. */
async function quickly(ask) {
  const begun = performance.now();
  const answer = await ask();
  const ms = performance.now() - begun;
  assert.ok(ms < SLOWEST_MS, `${answer.method} ${answer.path.slice(0, 100)} took ${Math.round(ms)} ms`);
  assert.ok(answer.status < 500, `${answer.status} ${answer.text.slice(0, 500)}`);
  return answer;
}
const put = (id, document) => quickly(() => samrad.put(`/v1/rules/${id}`, document));
// With a key that may ask for gender: what is wrong is then said of every rule.
const think = (changes, of = "prove") => quickly(() => samrad.request("POST", `/v1/bodies/${of}/check`, { body: { at, ...changes }, key: samrad.keys.reader }));
const check = (query = `?at=${at}`, of = "prove") => quickly(() => samrad.get(`/v1/bodies/${of}/check${query}`));

/** What a body would be judged to be if these were all its rules; they have the ids new-1, new-2 and so on. */
async function judged(...rules) {
  const { status, json, text } = await think({ rules: { add: rules } });
  assert.equal(status, 200, text);
  return json.after;
}
const verdicts = ({ rules }) => rules.map(({ verdict }) => verdict);

describe("rules that nothing can satisfy are judged, and said to be so", () => {
  test("more members than there may be", async () => {
    const result = await judged(rule("size", { max: 2 }), rule("count", { who: { category: ["stat"] }, min: 5 }));
    assert.deepEqual([result.verdict, verdicts(result)], ["not_met", ["met", "not_met"]]);
    assert.deepEqual(result.advice.find(({ action }) => action === "contradiction")?.rules, ["new-1", "new-2"]);
  });
  test("a rule and its opposite", async () => {
    const leads = { role: ["chair"] };
    const result = await judged(rule("count", { who: leads, min: 1 }), rule("exclusion", { of: leads, who: { any: [leads, { not: leads }] } }));
    assert.equal(result.verdict, "not_met");
  });
  test("even and odd at once", async () => {
    const result = await judged(rule("size", { even: true }), rule("size", { odd: true }));
    assert.deepEqual(verdicts(result).sort(), ["met", "not_met"]);
  });
  test("no seats at all for a body that seats everybody", async () => {
    await samrad.store(["/v1/bodies/full", body({ seatsExhaustive: true })], ["/v1/rules/full-ingen", { ...seats({ count: { max: 0 } }), body: "full" }]);
    const { json } = await check(undefined, "full");
    assert.equal(json.verdict, "met");
    const { json: more } = await think({ add: [{ ...member, body: "full" }] }, "full");
    assert.equal(more.after.verdict, "not_met");
    assert.deepEqual(more.after.seating.unseated, ["new-1"]);
  });
});

describe("rules that say nothing", () => {
  test("bare seats are one seat", async () => {
    const result = await judged(seats());
    assert.deepEqual([result.rules[0].needed, result.verdict], [{ min: 1, max: 1 }, "met"]);
  });
  const empty = [
    [seats({ count: {} }), "/count"],
    [seats({ roles: [] }), "/roles"],
    [seats({ who: { all: [] } }), "/who/all"],
    [seats({ who: { any: [] } }), "/who/any"],
    [seats({ who: { not: {} } }), "/who/not"],
    [seats({ who: { memberOf: {} } }), "/who/memberOf"],
    [seats({ per: {} }), "/per"],
    [seats({ per: { areas: [] } }), "/per/areas"],
    [seats({ per: { areas: ["bygda"], except: {} } }), "/per/except"],
    [seats({ text: {} }), "/text"],
    [rule("size"), ""],
    [rule("size", { in: [] }), "/in"],
    [rule("count", {}), ""],
    [rule("balance"), ""],
    [rule("balance", { steps: [] }), "/steps"],
    [rule("parity", { sides: [] }), "/sides"],
    [rule("parity", { sides: [{ role: ["chair"] }] }), "/sides"],
    [rule("split", { roles: [], by: "area" }), "/roles"],
    [rule("split", { roles: ["chair", "deputyChair"] }), ""],
    [rule("deputies", { same: [] }), "/same"],
    [rule("exclusion"), ""],
    [rule("cadence", { count: {}, every: "year" }), "/count"],
  ];
  for (const [document, pointer] of empty)
    test(`refused: ${document.kind} with nothing at «${pointer}»`, async () => {
      assertProblem(await put("tom", document), 422, { pointer });
    });
  test("a body without rules, and one with no changes thought of", async () => {
    assert.equal((await check()).json.verdict, "no_rules");
    const { json } = await think({ add: [], end: [], change: [], rules: { add: [], replace: [], end: [] } });
    assert.deepEqual([json.after.verdict, json.difference], ["no_rules", { verdict: ["no_rules", "no_rules"], rules: [] }]);
  });
});

describe("rules that are too much", () => {
  const nested = (depth, key) => (depth === 0 ? { role: ["chair"] } : { [key]: key === "not" ? nested(depth - 1, key) : [nested(depth - 1, key)] });
  const wide = (leaves) => ({ any: Array.from({ length: leaves }, (_, i) => ({ trait: [`t-${i}`] })) });
  for (const key of ["not", "all", "any"])
    test(`a selector with ${key} within ${key}, fifty deep`, async () => {
      assertProblem(await put("dyp", seats({ who: nested(8, key) })), 422, { pointer: /^\/who/, code: "too_deep" });
      assertProblem(await think({ rules: { add: [seats({ who: nested(50, key) })] } }), key === "not" ? 422 : 400);
      assertProblem(await put("dyp", seats({ who: nested(25, key) })), 422, { pointer: /^\/who/, code: "too_deep" });
    });
  test("leaves are counted wherever they stand", async () => {
    assertProblem(await put("bred", seats({ who: wide(65) })), 422, { pointer: /^\/who/ });
    assertProblem(await put("bred", seats({ who: { all: [wide(40), { not: wide(40) }] } })), 422, { pointer: /^\/who/ });
    assertProblem(await put("bred", rule("parity", { sides: [wide(64), wide(65)] })), 422, { pointer: /^\/sides\/1/ });
  });
  const numbers = [
    [rule("size", { min: 10001 }), "/min"],
    [rule("size", { min: -1 }), "/min"],
    [rule("size", { min: 1.5 }), "/min"],
    [rule("size", { max: 1e300 }), "/max"],
    [seats({ count: { min: 1, max: 9007199254740993 } }), "/count/max"],
    [rule("cadence", { count: { min: 1 }, every: "year", tolerance: 1001 }), "/tolerance"],
    [rule("balance", { steps: Array.from({ length: 21 }, (_, i) => ({ from: i + 1, min: 1 })) }), "/steps"],
    [rule("rotation", { role: "chair", sides: [{ role: ["chair"] }, { role: ["chair"] }], every: "P99999D", first: { side: 7, from: "0001" } }), "/first/side"],
  ];
  for (const [document, pointer] of numbers)
    test(`${document.kind}: ${pointer} is out of all measure`, async () => assertProblem(await put("stor", document), 422, { pointer }));
  test("a thousand rules thought of are judged; one more is refused", async () => {
    const many = (count) => Array.from({ length: count }, () => seats({ count: { min: 10000 }, who: wide(2) }));
    assertProblem(await think({ rules: { add: many(1001) } }), 422, { pointer: "/rules/add" });
    const { status, json, text } = await samrad.request("POST", "/v1/bodies/prove/check", { body: { at, rules: { add: many(300) } } });
    assert.equal(status, 200, text.slice(0, 500));
    assert.equal(json.after.verdict, "not_met");
  });
});

describe("names that are not known", () => {
  const unknown = [
    [rule("balance", { preset: "ldl-28-2030" }), { pointer: "/preset", code: "enum" }],
    [seats({ per: { areas: ["ingensteds"] } }), { pointer: "/per/areas/0", code: "unknown_reference" }],
    [seats({ per: { organisations: ["etaten", "ingen"] } }), { pointer: "/per/organisations/1", code: "unknown_reference" }],
    [seats({ per: { areaKind: "kingdom" } }), { pointer: "/per/areaKind" }],
    [seats({ per: { areaKind: "county", within: "ingensteds" } }), { pointer: "/per/within", code: "unknown_reference" }],
    [seats({ per: { membersOf: { body: "intet" } } }), { pointer: "/per/membersOf/body", code: "unknown_reference" }],
    [seats({ per: { areas: ["bygda"], except: { fylket: { min: 1 } } } }), { pointer: "/per/except/fylket", code: "unknown_property" }],
    [seats({ who: { trait: ["Ikke En Kode"] } }), { pointer: "/who/trait/0" }],
    [seats({ who: { trait: "lege" } }), { pointer: "/who/trait" }],
    [seats({ who: { memberOf: { body: "intet" } } }), { pointer: "/who/memberOf/body", code: "unknown_reference" }],
    [seats({ who: { all: [{ not: { organisationWithin: "intet" } }] } }), { pointer: "/who/all/0/not/organisationWithin", code: "unknown_reference" }],
    [rule("mirrors", { of: "intet" }), { pointer: "/of", code: "unknown_reference" }],
  ];
  for (const [document, fault] of unknown)
    test(`refused, written and thought of: ${fault.pointer}`, async () => {
      assertProblem(await put("ukjent", document), 422, fault);
      const { pointer } = fault;
      const thought = pointer instanceof RegExp ? new RegExp(`^/rules/add/0${pointer.source.slice(1)}`) : `/rules/add/0${pointer}`;
      assertProblem(await think({ rules: { add: [document] } }), 422, { ...fault, pointer: thought });
    });
  test("a checklist that is not known cannot be checked, and that is said", async () => {
    await samrad.store(["/v1/rules/avtalen-punkter", { ...rule("content", { checklist: "hol-9-9" }), body: undefined, agreement: "avtalen" }]);
    const { json } = await quickly(() => samrad.get("/v1/agreements/avtalen/check"));
    assert.deepEqual(json.rules.map(({ rule: id, verdict }) => [id, verdict]), [["avtalen-punkter", "not_checkable"]]);
  });
  test("a trait that nobody is known to have is judged by what is attested", async () => {
    const needs = seats({ who: { trait: ["finnes_hos_ingen"] } });
    assert.equal((await judged(needs)).verdict, "not_met");
    const { json } = await think({ change: [{ id: "prove-kari", traits: null }], rules: { add: [needs] } });
    assert.equal(json.after.verdict, "unknown");
  });
});

describe("circles", () => {
  const asks = (of, who) => [`sirkel-${of}`, { ...seats({ who: { memberOf: { body: who } } }), body: of }];
  test("round one, two and three bodies, and by a later change", async () => {
    assertProblem(await put(...asks("prove", "prove")), 422, { pointer: "/who/memberOf/body", code: "circle" });
    assert.equal((await put(...asks("annet", "prove"))).status, 201);
    assertProblem(await put(...asks("prove", "annet")), 422, { code: "circle" });
    assert.equal((await put(...asks("tredje", "annet"))).status, 201);
    assertProblem(await put(...asks("prove", "tredje")), 422, { code: "circle" });
    assertProblem(await think({ rules: { add: [asks("prove", "tredje")[1]] } }), 422, { pointer: "/rules/add/0/who/memberOf/body", code: "circle" });
    assertProblem(await quickly(() => samrad.patch("/v1/rules/sirkel-annet", { who: { memberOf: { body: "tredje" } } })), 422, { code: "circle" });
    assertProblem(await quickly(() => samrad.patch("/v1/rules/sirkel-annet", { body: "tredje", who: { memberOf: { body: "tredje" } } })), 422, { code: "circle" });
    assert.equal((await check(undefined, "tredje")).status, 200);
  });
});

describe("dates out of range", () => {
  for (const wrong of ["0000-01-01", "10000-01-01", "-001-01-01", "2023-02-29", "2024-13-01", "2024", "2024-01-01T00:00:00Z"]) {
    test(`a check at ${wrong}`, async () => {
      for (const path of ["/v1/bodies/prove/check", "/v1/checks", "/v1/agreements/avtalen/check"])
        assertProblem(await quickly(() => samrad.get(`${path}?at=${wrong}`)), 400, { parameter: "at" });
      assertProblem(await think({ at: wrong }), 422, { pointer: "/at" });
      assertProblem(await quickly(() => samrad.get(`/v1/bodies/prove/check/timeline?from=${wrong}`)), 400, { parameter: "from" });
    });
  }
  for (const day of ["0001-01-01", "9999-12-31"])
    test(`a check at ${day} is one like others`, async () => {
      await samrad.store(["/v1/rules/prove-sjelden", rule("cadence", { count: { min: 1 }, every: "year" })],
        ["/v1/rules/prove-lenge", rule("tenure", { maxDuration: "P100Y" })], ["/v1/rules/prove-tid", rule("term", { length: "P99Y11M30D" })],
        ["/v1/rules/prove-bytter", rule("rotation", { role: "chair", sides: [{ category: ["a"] }, { category: ["b"] }], every: "P1D", first: { side: 0, from: "0001" } })]);
      assert.equal((await check(`?at=${day}`)).json.at, day);
      const { json } = await think({ at: day, end: ["prove-kari"] });
      assert.equal(json?.after?.at ?? day, day);
    });
  test("a stretch of a thousand years", async () => {
    const timeline = (from, to) => quickly(() => samrad.get(`/v1/bodies/prove/check/timeline?from=${from}&to=${to}`));
    assertProblem(await timeline("1000-01-01", "2000-12-31"), 400, { parameter: "from", code: "too_long" });
    assertProblem(await timeline("0001-01-01", "9999-12-31"), 400, { parameter: "from", code: "too_long" });
    for (const [from, to] of [["0001-01-01", "0001-01-01"], ["0001-01-01", "0050-12-31"], ["9990-01-01", "9999-12-31"]]) {
      const { status, json, text } = await timeline(from, to);
      assert.equal(status, 200, text);
      assert.deepEqual([json.intervals[0].from, json.intervals.at(-1).to], [from, to]);
    }
  });
  test("years and dates of rules and memberships", async () => {
    for (const wrong of ["0000", "0000-01", "2023-02-29", "99999"]) {
      assertProblem(await put("dato", seats({ validFrom: wrong })), 422, { pointer: "/validFrom" });
      assertProblem(await think({ add: [{ ...member, validTo: wrong }] }), 422, { pointer: "/add/0/validTo" });
    }
    for (const period of ["P0D", "P", "P10000Y", "P-1Y", "PT1H", "1Y"])
      assertProblem(await put("dato", rule("tenure", { maxDuration: period })), 422, { pointer: "/maxDuration" });
  });
});

test("changes of what is not there, or is another's", async () => {
  assertProblem(await think({ end: ["prove-kari", "finnes-ikke", "radet-kari"] }), 422, { pointer: "/end/1" }, { pointer: "/end/2" });
  assertProblem(await think({ end: ["prove-kari", "prove-kari"] }), 422, { pointer: /^\/end/ });
  assertProblem(await think({ end: ["Ikke En Id"] }), 422, { pointer: "/end/0" });
  assertProblem(await think({ change: [{ id: "radet-kari", role: "chair" }] }), 422, { pointer: "/change/0/id" });
  assertProblem(await think({ rules: { end: ["radet-storrelse"] } }), 422, { pointer: "/rules/end/0" });
  assertProblem(await think({ rules: { replace: [{ id: "radet-storrelse", ...seats() }] } }), 422, { pointer: /^\/rules\/replace\/0/ });
  assertProblem(await think({ add: [{ ...member, body: "annet" }] }), 422, { pointer: /^\/add\/0/ });
  assertProblem(
    await think({ add: [{ ...member, person: "ingen", organisation: "ingen", office: "intet", area: "ingensteds", appointedBy: "ingen", deputyFor: "ingen" }] }),
    422,
    ...["person", "organisation", "office", "area", "appointedBy", "deputyFor"].map((name) => ({ pointer: `/add/0/${name}`, code: "unknown_reference" })),
  );
});

test("rules times members past what a check takes: unknown, and said why", async () => {
  const lines = [{ type: "bodies", id: "enormt", data: body() }];
  for (let i = 0; i < 4000; i += 1) lines.push({ type: "memberships", id: `enormt-${i}`, data: { body: "enormt", role: "member", categories: [`c-${i % 50}`] } });
  for (let i = 0; i < 400; i += 1)
    lines.push({ type: "rules", id: `enormt-regel-${i}`, data: { ...seats({ count: { min: 3, max: 9 }, who: { category: [`c-${i % 50}`, `c-${(i * 7) % 50}`] } }), body: "enormt" } });
  const stored = await samrad.post("/v1/import", lines.map((line) => JSON.stringify(line)).join("\n"), { headers: { "content-type": "application/x-ndjson" } });
  assert.equal(stored.status, 200, stored.text.slice(0, 500));
  const { status, json, text } = await check(undefined, "enormt");
  assert.equal(status, 200, text.slice(0, 500));
  assert.equal(json.verdict, "unknown");
  assert.ok(json.summary.nb);
  assertProblem(await think({ add: [{ ...member, body: "enormt" }] }, "enormt"), 422);
});

samrad.endsCleanly();
