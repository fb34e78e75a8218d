// Two registers that differ in one person's gender alone, and somebody without a key who asks both everything there is to
// ask: the answers are the same, byte by byte, but for what is told of groups of three and more.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { startSamrad } from "./harness.mjs";
import { until } from "./pace.mjs";
import { Receiver } from "./receiver.mjs";

const environment = { SAMRAD_WEBHOOK_PRIVATE: "1" };
const at = "2024-06-01";
const complete = { memberships: { level: "complete" }, meetings: { level: "complete" } };
const rule = (body, kind, more) => ({ body, kind, force: "shall", basis: "stated", text: { nb: "Regel." }, ...more });
const female = { gender: ["female"] };
const male = { gender: ["male"] };
const others = ["b", "c", "d", "e"];
const body = (name, more) => [`/v1/bodies/${name}`, { name: { nb: name }, kind: "council", coverage: complete, ...more }];
const member = (of, person, more) => [
  `/v1/memberships/${of}-${person}`,
  { body: of, role: "member", person, organisation: "etaten", appointedBy: "etaten", categories: [], traits: [], validFrom: "2020-01-01", ...more },
];
const sides = [female, male];

/** Two members, of whom a statute asks both genders; a member who leaves five, so that two are left of three; and five members of
 * whom rules ask one by one, or in groups that are too small. */
const written = [
  body("par"),
  ["/v1/rules/par-balanse", rule("par", "balance", { preset: "ldl-28" })],
  member("par", "x", { validTo: "2030-12-31" }),
  member("par", "b"),
  body("en"),
  ["/v1/rules/en-balanse", rule("en", "balance", { steps: [{ from: 1, minShare: "40%" }] })],
  ["/v1/rules/en-kvinne", rule("en", "count", { who: female, min: 1 })],
  member("en", "x", { role: "chair" }),
  body("sju", { seatsExhaustive: true }),
  ["/v1/rules/sju-leder", rule("sju", "count", { of: { role: ["chair"] }, who: female, min: 1 })],
  ["/v1/rules/sju-sjelden", rule("sju", "count", { who: { all: [{ category: ["sjelden"] }, female] }, max: 0 })],
  ["/v1/rules/sju-blant", rule("sju", "count", { of: { all: [{ category: ["sjelden"] }, male] }, who: { role: ["chair"] }, minShare: "1/2" })],
  ["/v1/rules/sju-per", rule("sju", "count", { who: female, min: 1, per: { organisations: ["etaten", "laget"] } })],
  ["/v1/rules/sju-balanse", rule("sju", "balance", { preset: "ldl-28", per: { organisations: ["etaten", "laget"] } })],
  ["/v1/rules/sju-oppnevnt", rule("sju", "balance", { preset: "ldl-28", per: { appointedBy: true } })],
  ["/v1/rules/sju-plass", rule("sju", "seats", { role: "chair", who: female })],
  ["/v1/rules/sju-plasser", rule("sju", "seats", { count: { min: 1 }, who: male })],
  ["/v1/rules/sju-ingen", rule("sju", "exclusion", { of: { role: ["chair"] }, who: male })],
  ["/v1/rules/sju-like", rule("sju", "parity", { sides, difference: 1 })],
  ["/v1/rules/sju-antall", rule("sju", "size", { of: female, min: 3 })],
  ["/v1/rules/sju-ulike", rule("sju", "distinct", { by: "organisation", of: female, min: 2 })],
  ["/v1/rules/sju-delt", rule("sju", "split", { roles: ["chair", "deputyChair"], sides })],
  ["/v1/rules/sju-tur", rule("sju", "rotation", { role: "chair", sides, every: "P1Y", first: { side: 0, from: "2020-01-01" } })],
  ["/v1/rules/sju-vara", rule("sju", "deputies", { of: female })],
  ["/v1/rules/sju-andel", rule("sju", "proportion", { sides, weights: [1, 1] })],
  ["/v1/rules/sju-tid", rule("sju", "tenure", { of: female, maxDuration: "P3Y" })],
  ["/v1/rules/sju-periode", rule("sju", "term", { of: female, length: "P2Y" })],
  ["/v1/rules/sju-motet", rule("sju", "quorum", { who: female, min: 1 })],
  ["/v1/rules/sju-vedtak", rule("sju", "count", { of: { role: ["chair"] }, who: female, min: 1, sitting: true })],
  member("sju", "x", { role: "chair", categories: ["sjelden"], organisation: "laget", appointedBy: "laget", validTo: "2025-06-30" }),
  member("sju", "b", { role: "deputyChair" }),
  ...["c", "d", "e"].map((person) => member("sju", person)),
  ["/v1/meetings/sju-1", { body: "sju", status: "held", date: "2024-05-02", attendance: ["x", "b", "c"].map((person) => ({ person, presence: "present" })) }],
];

/** A register in which one person, x, is of this gender; with the instants after each of its writes. */
async function register(gender) {
  const samrad = await startSamrad({ environment });
  const receiver = await new Receiver().start();
  after(() => receiver.stop());
  await samrad.store(...foundation);
  for (const [n, person] of others.entries()) await samrad.store([`/v1/persons/${person}`, { name: person.toUpperCase(), gender: n % 2 ? "male" : "female" }]);
  await samrad.store(["/v1/persons/x", { name: "X", gender }]);
  const instants = [];
  for (const one of written) {
    await samrad.store(one);
    const { json } = await samrad.get(one[0]);
    instants.push(json.updatedAt);
  }
  return { samrad, receiver, instants };
}
const registers = await Promise.all(["female", "male"].map(register));

/** What differs between any two registers: when things were written, and names of requests. */
const plain = (text) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "T")
    .replaceAll(/\d{8}T\d{6}Z/g, "T")
    .replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
    .replaceAll(/"requestId":"[^"]*"/g, "")
    .replaceAll(/(?<=after=|cursor=|"cursor":")[A-Za-z0-9_-]+/g, "C");
const headers = ["content-type", "samrad-revision", "cache-control", "vary", "link", "content-disposition"];
const view = (answer) => [answer.status, plain(answer.text), ...headers.map((name) => plain(answer.headers[name] ?? ""))];

/** Asks both registers the same, without a key that may see it. */
async function same(ask, what) {
  const [one, other] = await Promise.all(registers.map(ask));
  assert.deepEqual(view(one), view(other), what);
  assert.ok(one.status < 500, `${what}: ${one.status} ${one.text.slice(0, 300)}`);
  return one;
}
const accept = (type) => ({ headers: { accept: type } });
const bodies = ["par", "en", "sju"];

test("persons: filters, sort, words, counts, facets, fields, tables, history", async () => {
  for (const path of [
    "/v1/persons", "/v1/persons/x", "/v1/persons?q=female", "/v1/persons?q=male", "/v1/persons?gender=female", "/v1/persons?sort=gender",
    "/v1/persons?fields=gender", "/v1/persons?count=true&q=x", "/v1/persons/x/history", "/v1/persons/x?include=memberships",
    "/v1/search?q=female", "/v1/search?q=male&facets=true", "/v1/search?q=kvinne&facet=type", "/v1/changes?limit=200", "/v1/persons/x/references",
    "/v1/memberships?include=person", "/v1/memberships?person.gender=female", "/v1/roster", "/v1/persons/x/memberships", "/persons/x", "/search?q=female",
  ])
    await same(({ samrad }) => samrad.get(path), path);
  await same(({ samrad }) => samrad.get("/v1/persons", accept("text/csv")), "as a table");
  await same(({ samrad }) => samrad.get("/v1/export"), "export");
  await same(({ samrad }) => samrad.get("/v1/changes", accept("application/atom+xml")), "feed");
});

test("checks in every form, on every day, and as they were known", async () => {
  for (const name of bodies) {
    for (const day of [at, "2025-06-30", "2025-07-01", "2030-12-31", "2031-01-01"]) await same(({ samrad }) => samrad.get(`/v1/bodies/${name}/check?at=${day}`), `${name} ${day}`);
    for (const type of ["text/csv", "image/svg+xml", "application/xml", "application/sarif+json", "application/junit+xml", "text/html"])
      await same(({ samrad }) => samrad.get(`/v1/bodies/${name}/check?at=${at}`, accept(type)), `${name} ${type}`);
    for (const path of [
      `/v1/bodies/${name}/check/timeline?from=2019-01-01&to=2032-01-01`, `/v1/bodies/${name}/timeline?from=2019-01-01&to=2032-01-01`, `/v1/bodies/${name}/page`,
      `/v1/bodies/${name}/roster`, `/v1/bodies/${name}/mandate`, `/v1/bodies/${name}/history`, `/bodies/${name}`, `/bodies/${name}?at=${at}`,
    ])
      await same(({ samrad }) => samrad.get(path), path);
  }
  for (const path of ["/v1/checks", `/v1/checks?at=${at}`, "/v1/checks?verdict=not_met", "/v1/checks?verdict=unknown", "/v1/checks/upcoming", "/v1/map", "/", "/bodies", "/v1/meetings/sju-1/check"])
    await same(({ samrad }) => samrad.get(path), path);
  await same(({ samrad }) => samrad.get("/v1/checks", accept("text/csv")), "all as a table");
});

test("as it was known before and after each membership was recorded", async () => {
  for (let n = 0; n < written.length; n += 1)
    for (const name of bodies)
      await same(({ samrad, instants }) => samrad.get(`/v1/bodies/${name}/check?at=${at}&knownAt=${encodeURIComponent(instants[n])}`), `${name} after ${written[n][0]}`);
});

test("what is only thought of is refused to both", async () => {
  const thought = [
    { end: others.map((person) => `sju-${person}`) },
    { rules: { add: [rule("sju", "count", { who: female, min: 3 })] } },
    { rules: { end: ["sju-leder"] } },
  ];
  for (const changes of thought)
    for (const key of ["none", "writeOnly"]) {
      const answer = await same(({ samrad }) => samrad.request("POST", "/v1/bodies/sju/check", { body: { at, ...changes }, key: samrad.keys[key] ?? null }), JSON.stringify(changes));
      assert.ok([401, 403].includes(answer.status), answer.text);
    }
});

test("writes by one who may not see it: findings, strict refusals, trials", async () => {
  const strict = { prefer: "handling=strict" };
  for (const [path, document] of [
    ["/v1/memberships/sju-x", { validTo: "2021-12-31" }],
    ["/v1/memberships/par-x", { validTo: "2021-12-31" }],
    ["/v1/memberships/sju-x", { role: "member" }],
    ["/v1/rules/sju-leder", { min: 0, max: 0 }],
    ["/v1/rules/par-balanse", { preset: "koml-7-7" }],
    ["/v1/persons/x", { gender: "female" }],
    ["/v1/persons/x", { gender: null }],
    ["/v1/persons/x", { note: { nb: "Merknad." } }],
  ])
    for (const more of [{}, strict])
      await same(
        ({ samrad }) => samrad.patch(`${path}?dryRun=true`, document, { key: samrad.keys.writeOnly, headers: more }),
        `${path} ${JSON.stringify(document)}`,
      );
});

test("marks: an answer that has not changed is not sent again, in both or in neither", async () => {
  for (const path of ["/v1/persons/x", "/v1/bodies/sju/check?at=2024-06-01", "/v1/bodies/par/check"]) {
    const tags = await Promise.all(registers.map(async ({ samrad }) => (await samrad.get(path)).headers.etag));
    const seen = await Promise.all(registers.map(({ samrad }, n) => samrad.get(path, { headers: { "if-none-match": tags[n] } })));
    assert.equal(seen[0].status, seen[1].status, path);
  }
});

test("verdicts that subscribers are told", async () => {
  const told = await Promise.all(
    registers.map(async ({ samrad, receiver }) => {
      const { json, text } = await samrad.post("/v1/webhooks", { url: receiver.url(), types: [], findings: true, bodies }, { key: samrad.keys.writeOnly });
      assert.ok(json.secret, text);
      receiver.secrets.set("/", json.secret);
      assert.ok(await until(async () => (await samrad.sql("select revision is not null from register.verdict_progress")) === "t"), "the beginning is noted");
      await samrad.store(["/v1/rules/par-tre", rule("par", "size", { min: 3 })], ["/v1/rules/sju-ni", rule("sju", "size", { min: 9 })]);
      await receiver.until((messages) => new Set(messages.map(({ data }) => data.body)).size === 2, "both bodies");
      // which of the two writes was looked at first is chance, and so is the revision
      return receiver.messages.map(({ type, data }) => plain(JSON.stringify([type, { ...data, revision: undefined }]))).sort();
    }),
  );
  assert.deepEqual(told[0], told[1]);
});

test("with the scope it is judged by what is registered", async () => {
  const [one, other] = await Promise.all(registers.map(({ samrad }) => samrad.get(`/v1/bodies/sju/check?at=${at}`, { key: samrad.keys.reader })));
  const verdict = ({ json }) => json.rules.find(({ rule: id }) => id === "sju-leder").verdict;
  assert.deepEqual([verdict(one), verdict(other)], ["met", "not_met"]);
  const open = await registers[0].samrad.get(`/v1/bodies/sju/check?at=${at}`);
  const { verdict: told, reason } = open.json.rules.find(({ rule: id }) => id === "sju-leder");
  assert.deepEqual([told, reason], ["unknown", "withheld"]);
});

test("of three and more it is judged for everybody", async () => {
  const { samrad } = registers[0];
  await samrad.store(body("tre"), ["/v1/rules/tre-balanse", rule("tre", "balance", { preset: "ldl-28" })], ...["b", "c", "d"].map((person) => member("tre", person)));
  assert.equal((await samrad.get(`/v1/bodies/tre/check?at=${at}`)).json.verdict, "met");
});
