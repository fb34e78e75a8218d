// Checks of one body and of one agreement: forms of the answer, dates, stretches of time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation,
  ["/v1/bodies/radet", { name: { nb: "Rådet <&>" }, kind: "council", coverage: { memberships: { level: "complete" } } }],
  ["/v1/rules/radet-storrelse", { body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: "Minst én." }, min: 1 }],
  ["/v1/memberships/radet-kari", { body: "radet", role: "chair", person: "kari", validFrom: "2020-01-01", validTo: "2024-06-30" }],
  ["/v1/rules/avtalen-innhold", { agreement: "avtalen", kind: "content", force: "shall", basis: "stated", text: { nb: "Alle punktene i § 6-2." }, checklist: "hol-6-2" }]);

const address = "/v1/bodies/radet/check";

test("the form of the answer is the one that the caller likes best", async () => {
  const of = async (accept, query = "") => (await samrad.get(address + query, { headers: { accept } })).headers["content-type"];
  assert.match(await of("*/*"), /^application\/json/);
  assert.match(await of("image/svg+xml"), /^image\/svg\+xml/);
  assert.match(await of("image/svg+xml;q=0.5, application/json;q=0.4"), /^image\/svg\+xml/);
  assert.match(await of("image/*;q=0.5, */*;q=0.8"), /^application\/json/);
  assert.match(await of("application/json", "?format=svg"), /^image\/svg\+xml/);
  assert.match(await of("image/svg+xml", "?format=json"), /^application\/json/);
  assertProblem(await samrad.get(address, { headers: { accept: "image/png" } }), 406);
  assertProblem(await samrad.get(`${address}?format=png`), 400, { parameter: "format", code: "enum" });
});

test("a drawing says what it shows, and is kept apart from the JSON and from other languages", async () => {
  const svg = await samrad.get(`${address}?format=svg`);
  assert.match(svg.text, /<svg[^>]*>[\s\S]*<title[\s\S]*<desc/);
  assert.match(svg.headers.vary, /Accept, Accept-Language/);
  assert.match(svg.headers["content-security-policy"], /sandbox/);
  const english = await samrad.get(`${address}?format=svg&lang=en`);
  const tags = [svg, english, await samrad.get(address)].map(({ headers }) => headers.etag);
  assert.equal(new Set(tags).size, 3, tags.join());
  assert.equal((await samrad.get(`${address}?format=svg`, { headers: { "if-none-match": tags[0] } })).status, 304);
  assertProblem(await samrad.get("/v1/bodies/finnes-ikke/check", { headers: { accept: "image/svg+xml" } }), 404);
});

test("a timeline is what checking each of its days gives", async () => {
  const { status, json, text } = await samrad.get(`${address}/timeline?from=2019-12-30&to=2024-07-02`);
  assert.equal(status, 200, text);
  assert.deepEqual([json.body, json.from, json.to], ["radet", "2019-12-30", "2024-07-02"]);
  assert.deepEqual(json.intervals.map(({ from, to, verdict }) => [from, to, verdict]),
    [["2019-12-30", "2019-12-31", "not_met"], ["2020-01-01", "2024-06-30", "met"], ["2024-07-01", "2024-07-02", "not_met"]]);
  for (const interval of json.intervals)
    for (const day of [interval.from, interval.to]) {
      const check = (await samrad.get(`${address}?at=${day}`)).json;
      assert.equal(check.verdict, interval.verdict, day);
      assert.deepEqual(check.rules.map(({ rule, verdict }) => ({ rule, verdict })), interval.rules, day);
    }
});

test("a timeline's bounds", async () => {
  const { json } = await samrad.get(`${address}/timeline`);
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(new Date());
  assert.ok(json.from < today && json.to > today);
  assert.equal(Number(json.to.slice(0, 4)) - Number(json.from.slice(0, 4)), 7);
  assertProblem(await samrad.get(`${address}/timeline?from=2020-01-02&to=2020-01-01`), 400,
    { parameter: "from", code: "from_after_to" }, { parameter: "to", code: "from_after_to" });
  assertProblem(await samrad.get(`${address}/timeline?from=1960-01-01&to=2010-01-02`), 400, { parameter: "from", code: "too_long" }, { parameter: "to" });
  assert.equal((await samrad.get(`${address}/timeline?from=1960-01-01&to=2010-01-01`)).status, 200);
  assert.equal((await samrad.get(`${address}/timeline?from=9980-01-01&to=9999-12-31`)).status, 200);
});

test("an agreement's check", async () => {
  const { status, json, text } = await samrad.get("/v1/agreements/avtalen/check?at=2023-01-01");
  assert.equal(status, 200, text);
  assert.equal(json.agreement, "avtalen");
  assert.deepEqual(json.rules.map(({ rule, verdict }) => [rule, verdict]), [["avtalen-innhold", "unknown"]]);
  await samrad.patch("/v1/agreements/avtalen", { topics: [], topicsComplete: true });
  assert.equal((await samrad.get("/v1/agreements/avtalen/check?at=2023-01-01")).json.verdict, "not_met");
});

for (const [path, missing] of [[address, "/v1/bodies/finnes-ikke/check"], [`${address}/timeline`, "/v1/bodies/finnes-ikke/check/timeline"],
  ["/v1/agreements/avtalen/check", "/v1/agreements/finnes-ikke/check"]])
  test(`${path}: the statuses that all reads have`, async () => {
    const { headers } = await samrad.get(path);
    assert.equal((await samrad.get(path, { headers: { "if-none-match": headers.etag } })).status, 304);
    assertProblem(await samrad.get(`${path}?ukjent=1`), 400, { parameter: "ukjent" });
    assertProblem(await samrad.get(path, { key: "samrad_x" }), 401);
    assertProblem(await samrad.get(missing), 404);
    assertProblem(await samrad.get(path, { headers: { accept: "text/html" } }), 406);
  });

samrad.endsCleanly();
