// What a body would be: the same demands as on real writes, the same results as after them, and nothing stored.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const rule = { body: "radet", kind: "count", force: "shall", basis: "stated", text: { nb: "Minst én fra en brukerorganisasjon." },
  who: { organisationKind: ["user_organisation"] }, min: 1 };
await samrad.store(...foundation,
  ["/v1/bodies/radet", { name: { nb: "Rådet" }, kind: "council", coverage: { memberships: { level: "complete" } } }],
  ["/v1/rules/radet-storrelse", { body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: "Minst to." }, min: 2 }],
  ["/v1/rules/radet-brukere", rule],
  ["/v1/memberships/radet-ola", { body: "radet", role: "member", person: "ola", organisation: "etaten" }]);

const address = "/v1/bodies/radet/check";
const at = "2026-01-01";
const ask = (body, options) => samrad.request("POST", address, { body, ...options });
const bare = ({ knownAt: _, revision: __, ...result }) => result;
const verdict = (result, id) => result.rules.find((one) => one.rule === id)?.verdict;
const member = { body: "radet", role: "member", organisation: "laget" };

test("without changes before and after are the same, and the same as a check", async () => {
  const answer = await ask({ at });
  assert.equal(answer.status, 200, answer.text);
  const check = await samrad.get(`${address}?at=${at}`);
  assert.deepEqual(bare(answer.json.before), bare(check.json));
  assert.deepEqual(bare(answer.json.after), bare(check.json));
  assert.deepEqual(answer.json.difference.rules, []);
});

test("a member who would come, of an organisation that nobody sits for yet", async () => {
  const { json } = await ask({ at, add: [member] });
  assert.equal(verdict(json.before, "radet-brukere"), "not_met");
  assert.equal(verdict(json.after, "radet-brukere"), "met");
  assert.deepEqual(json.difference, { verdict: ["not_met", "met"], rules: [{ rule: "radet-brukere", from: "not_met", to: "met" }] });
  assert.match(json.after.rules.find((one) => one.rule === "radet-brukere").members[0], /^new-1$/);
});

test("what is thought of and what is written agree, and nothing was stored", async () => {
  const revision = (await samrad.get(address)).headers["samrad-revision"];
  const changes = {
    at, add: [{ id: "radet-laget", ...member }], end: ["radet-ola"], change: [{ id: "radet-kari", organisation: "laget", role: "member" }],
    rules: { add: [{ id: "radet-leder", body: "radet", kind: "seats", force: "shall", basis: "stated", text: { nb: "En leder." }, role: "chair" }],
      replace: [{ id: "radet-storrelse", body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: "Minst tre." }, min: 3 }] },
  };
  const thought = await ask(changes);
  assert.equal(thought.status, 200, thought.text);
  assert.equal((await samrad.get(address)).headers["samrad-revision"], revision);
  const [leader] = changes.rules.add, [size] = changes.rules.replace;
  await samrad.store([`/v1/memberships/radet-laget`, member], [`/v1/rules/${leader.id}`, leader], [`/v1/rules/${size.id}`, size]);
  await samrad.patch("/v1/memberships/radet-kari", { organisation: "laget", role: "member" });
  await samrad.patch("/v1/memberships/radet-ola", { validTo: "2025-12-31" });
  const written = await samrad.get(`${address}?at=${at}`);
  assert.deepEqual(bare(thought.json.after), bare(written.json));
});

test("every fault at once, each at its place", async () => {
  const wrong = await ask({
    at, add: [{ ...member, role: "observer", voting: true, person: "ingen" }, { ...member, validFrom: "2025", validTo: "2024" }],
    rules: { add: [{ ...rule, min: 3, max: 1 }] },
  });
  assertProblem(wrong, 422, { pointer: "/add/0/voting", code: "no_vote" }, { pointer: "/add/0/person", code: "unknown_reference" },
    { pointer: "/add/1/validTo", code: "end_before_start" }, { pointer: "/rules/add/0/min", code: "min_over_max" });
  assertProblem(await ask({ at: "i dag", add: [{ role: "boss" }], ukjent: 1 }), 422, { pointer: "/at" }, { pointer: "/add/0/role", code: "enum" },
    { pointer: "/add/0", code: "required" }, { pointer: "/ukjent", code: "unknown_property" });
  assertProblem(await ask({ at, change: [{ id: "radet-kari", role: null }] }), 422, { pointer: "/change/0", code: "required" });
  assertProblem(await ask({ at, change: [{ role: "chair" }], rules: { replace: [rule] } }), 422, { pointer: "/change/0", code: "required" },
    { pointer: "/rules/replace/0", code: "required" });
});

test("the members that would be can be all there are", async () => {
  await samrad.store(["/v1/bodies/apent", { name: { nb: "Det åpne" }, kind: "council" }],
    ["/v1/rules/apent-tre", { body: "apent", kind: "seats", force: "shall", basis: "stated", text: { nb: "Tre fra laget." }, count: { min: 3, max: 3 }, who: { organisation: ["laget"] } }]);
  const open = (body) => samrad.request("POST", "/v1/bodies/apent/check", { body: { at, add: [{ ...member, body: "apent" }], ...body } });
  const unknown = (await open({})).json;
  assert.deepEqual(unknown.difference.verdict, ["unknown", "unknown"]);
  const { before, after } = (await open({ complete: true })).json;
  assert.deepEqual([before.verdict, before.coverage.memberships, after.verdict, after.coverage.memberships], ["unknown", "partial", "not_met", "complete"]);
  assert.deepEqual(after.advice.map(({ action, count }) => [action, count]), [["appoint", 2]]);
  assertProblem(await open({ complete: false }), 422, { pointer: "/complete" });
});

test("what cannot be applied is named", async () => {
  assertProblem(await ask({ at, end: ["finnes-ikke"] }), 422, { pointer: "/end/0" });
  assertProblem(await ask({ at, change: [{ id: "finnes-ikke", role: "chair" }] }), 422, { pointer: "/change/0/id" });
  assertProblem(await ask({ at, add: [{ id: "radet-kari", ...member }] }), 422, { pointer: "/add/0/id" });
  assertProblem(await ask({ at, rules: { end: ["finnes-ikke"] } }), 422, { pointer: "/rules/end/0" });
  assertProblem(await ask({ at, rules: { add: [{ ...rule, of: { memberOf: { body: "radet" } } }] } }), 422, { code: "circle" });
});

test("refusals that have nothing to do with the content", async () => {
  assertProblem(await ask("{"), 400);
  assertProblem(await samrad.request("POST", `${address}?ukjent=1`, { body: {} }), 400, { parameter: "ukjent" });
  assertProblem(await ask({}, { key: "samrad_x" }), 401);
  assertProblem(await samrad.request("POST", "/v1/bodies/finnes-ikke/check", { body: {} }), 404);
  assertProblem(await ask({}, { headers: { accept: "text/html" } }), 406);
  assertProblem(await ask(" ".repeat(1024 * 1024 + 1)), 413);
  assertProblem(await ask("x", { headers: { "content-type": "text/plain" } }), 415);
});

samrad.endsCleanly();
