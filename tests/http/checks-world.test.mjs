// What a check stands on and services keep at hand: organisations, areas, offices. Whoever changes them, the next check sees it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
// one that keeps no answers: each of its checks is made anew
const other = await samrad.beside({ SAMRAD_CACHE_MB: "0" });
const strict = { headers: { prefer: "handling=strict" } };

const one = (body, who) => ({ body, kind: "count", force: "shall", basis: "stated", text: { nb: "Minst én." }, who, min: 1 });
await samrad.store(...foundation,
  ["/v1/areas/bygda", { name: { nb: "Bygda" }, kind: "municipality", within: [{ area: "fylket" }] }],
  ["/v1/offices/direktoren", { title: { nb: "Direktøren" }, organisation: "etaten", holders: [{ person: "kari" }] }],
  ...["etatsradet", "fylkesradet", "direktorradet"].flatMap((id) => [
    [`/v1/bodies/${id}`, { name: { nb: id }, kind: "council", coverage: { memberships: { level: "complete" } } }],
    [`/v1/memberships/${id}-kari`, { body: id, role: "chair", person: "kari", organisation: "etaten", area: "bygda" }],
  ]),
  ["/v1/rules/etatsradet-staten", one("etatsradet", { organisationWithin: "staten" })],
  ["/v1/rules/fylkesradet-fylket", one("fylkesradet", { areaWithin: "fylket" })],
  ["/v1/rules/direktorradet-direktoren", one("direktorradet", { office: ["direktoren"] })],
  // names another body, so that it is loaded in another way than its neighbours
  ["/v1/bodies/delutvalget", { name: { nb: "Delutvalget" }, kind: "committee", coverage: { memberships: { level: "complete" } } }],
  ["/v1/memberships/delutvalget-kari", { body: "delutvalget", role: "member", person: "kari" }],
  ["/v1/rules/delutvalget-radet", one("delutvalget", { memberOf: { body: "etatsradet" } })]);

const COUNTED = [
  ["etatsradet", "/v1/organisations/etaten", { partOf: [{ organisation: "staten" }] }, { partOf: [{ organisation: "laget" }] }],
  ["fylkesradet", "/v1/areas/bygda", { within: [{ area: "fylket" }] }, { within: [] }],
  ["direktorradet", "/v1/offices/direktoren", { holders: [{ person: "kari" }] }, { holders: [{ person: "ola" }] }],
];

/** The verdict, from a service that is to know a revision. */
async function verdict(service, body, revision = "0") {
  const { json } = await service.get(`/v1/bodies/${body}/check`, { headers: { "samrad-min-revision": revision } });
  const { json: all } = await service.get("/v1/checks", { headers: { "samrad-min-revision": revision } });
  const swept = all.items.find((item) => item.body === body);
  assert.equal(swept.verdict, json.verdict, `${body} in the sweep`);
  return json.verdict;
}

async function patched(service, path, change) {
  const answer = await service.patch(path, change);
  assert.equal(answer.status, 200, answer.text);
  return answer.headers["samrad-revision"];
}

for (const [body, path, counts, counts_not] of COUNTED)
  test(`${path}: the check follows its changes, whichever service makes them`, async () => {
    for (const service of [samrad, other]) assert.equal(await verdict(service, body), "met");
    for (const [writer, reader] of [[samrad, other], [other, samrad]]) {
      const broken = await patched(writer, path, counts_not);
      for (const service of [writer, reader]) assert.equal(await verdict(service, body, broken), "not_met");
      const mended = await patched(writer, path, counts);
      for (const service of [reader, writer]) assert.equal(await verdict(service, body, mended), "met");
    }
  });

for (const [body, path, counts, counts_not] of COUNTED)
  test(`${path}: a change that is not committed is seen by its own writer alone`, async () => {
    assert.equal(await verdict(samrad, body), "met");
    assertProblem(await samrad.patch(path, counts_not, strict), 422, { code: "would_break" });
    assert.equal(await verdict(samrad, body), "met");
    const told = await samrad.patch(`${path}?dryRun=true`, counts_not);
    assert.deepEqual(told.json.findings.map((finding) => finding.body), [body]);
    assert.equal(await verdict(samrad, body), "met");
    const broken = await patched(other, path, counts_not);
    assert.equal((await samrad.patch(path, counts, strict)).status, 200);
    assert.equal(await verdict(other, body, broken), "met");
  });

test("one that is deleted or new is seen too", async () => {
  await samrad.store(["/v1/organisations/kontoret", { name: { nb: "Kontoret" }, kind: "agency", partOf: [{ organisation: "staten" }] }],
    ["/v1/memberships/etatsradet-kari", { body: "etatsradet", role: "chair", person: "kari", organisation: "kontoret" }]);
  for (const service of [samrad, other]) assert.equal(await verdict(service, "etatsradet"), "met");
  await samrad.store(["/v1/memberships/etatsradet-kari", { body: "etatsradet", role: "chair", person: "kari", organisation: "laget" }]);
  await samrad.deleted("/v1/organisations/kontoret");
  for (const service of [samrad, other]) assert.equal(await verdict(service, "etatsradet"), "not_met");
});

test("the sweep says of every body what its own check says, in order of id", async () => {
  const { json } = await other.get("/v1/checks?at=2026-01-01");
  const ids = json.items.map((item) => item.body);
  assert.deepEqual(ids, [...ids].sort());
  assert.deepEqual(ids, (await other.ids("/v1/bodies")).sort());
  for (const { knownAt, ...item } of json.items) {
    const { knownAt: later, ...own } = (await other.get(`/v1/bodies/${item.body}/check?at=2026-01-01`)).json;
    assert.deepEqual(item, own);
    assert.ok(knownAt <= later);
  }
});

test("the other service ends cleanly", async () => {
  assert.deepEqual(await other.stop(), { code: 0, signal: null }, other.process.report());
});

samrad.endsCleanly();
