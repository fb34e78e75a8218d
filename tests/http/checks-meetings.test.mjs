// A meeting judged by the rules and members of its day.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation,
  ["/v1/bodies/utvalget", { name: { nb: "Utvalget" }, kind: "committee", coverage: { memberships: { level: "complete" } } }],
  ["/v1/memberships/utvalget-kari", { body: "utvalget", role: "chair", person: "kari", validTo: "2024-12-31" }],
  ["/v1/memberships/utvalget-ola", { body: "utvalget", role: "member", person: "ola" }],
  ["/v1/memberships/utvalget-etat", { body: "utvalget", role: "member", organisation: "etaten" }],
  ["/v1/rules/utvalget-vedtak", { body: "utvalget", kind: "quorum", force: "shall", basis: "stated", text: { nb: "Mer enn halvparten." }, moreThanShare: "1/2" }]);
const meeting = (id, more) => [`/v1/meetings/${id}`, { body: "utvalget", status: "held", ...more }];
const present = (membership) => ({ membership, presence: "present", voting: true });

test("enough and too few, by the members of that day", async () => {
  await samrad.store(
    meeting("nok", { date: "2024-03-01", attendance: [present("utvalget-kari"), present("utvalget-ola"), { membership: "utvalget-etat", presence: "absent" }] }),
    meeting("lite", { date: "2024-03-02", attendance: [present("utvalget-kari"), { membership: "utvalget-ola", presence: "excused" }, { membership: "utvalget-etat", presence: "absent" }] }),
    meeting("ukjent", { date: "2024-03-03" }));
  for (const [id, verdict] of [["nok", "met"], ["lite", "not_met"], ["ukjent", "unknown"]]) {
    const { status, json, text } = await samrad.get(`/v1/meetings/${id}/check`);
    assert.equal(status, 200, text);
    assert.deepEqual([json.meeting, json.body, json.verdict], [id, "utvalget", verdict], text);
    assert.equal(json.rules.find(({ rule }) => rule === "utvalget-vedtak").verdict, verdict);
  }
});

test("a meeting without a day, and one that was cancelled", async () => {
  await samrad.store(meeting("uten-dag", { status: "planned" }), meeting("avlyst", { status: "cancelled", date: "2024-04-01" }));
  const { json } = await samrad.get("/v1/meetings/uten-dag/check");
  assert.equal(json.verdict, "unknown");
  assert.equal(json.at, undefined);
  assert.deepEqual((await samrad.get("/v1/meetings/avlyst/check")).json.rules.map(({ verdict }) => verdict), ["not_applicable"]);
});

test("the statuses that all reads have", async () => {
  const path = "/v1/meetings/motet/check";
  const { status, headers } = await samrad.get(path);
  assert.equal(status, 200);
  assert.equal((await samrad.get(path, { headers: { "if-none-match": headers.etag } })).status, 304);
  assertProblem(await samrad.get(`${path}?at=2024-01-01`), 400, { parameter: "at" });
  assertProblem(await samrad.get(path, { key: "samrad_x" }), 401);
  assertProblem(await samrad.get("/v1/meetings/finnes-ikke/check"), 404);
  assertProblem(await samrad.get(path, { headers: { accept: "text/html" } }), 406);
});

samrad.endsCleanly();
