// General rules: written once, rules of every body that they apply to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const complete = { coverage: { memberships: { level: "complete" } } };
const committee = (more) => ({ name: { nb: "Utvalg" }, kind: "strategic_committee", ...complete, ...more });
const size = (min, more) => ({ kind: "size", force: "shall", basis: "stated", text: { nb: `Minst ${min}.` }, min, ...more });
const general = (min, appliesTo, more) => size(min, { appliesTo, issuedBy: "staten", ...more });
const at = "2026-01-01";

await samrad.store(...foundation,
  ["/v1/areas/nabofylket", { name: { nb: "Nabofylket" }, kind: "county" }],
  ["/v1/areas/grenda", { name: { nb: "Grenda" }, kind: "municipality",
    within: [{ area: "nabofylket", validTo: "2019-12-31" }, { area: "fylket", validFrom: "2020-01-01" }] }],
  ["/v1/bodies/bygdeutvalget", committee({ area: "bygda", establishedBy: ["etaten"] })],
  ["/v1/bodies/grendeutvalget", committee({ area: "grenda", establishedBy: ["laget"], within: "utvalget" })],
  ["/v1/bodies/utvalg-uten-sted", committee({ within: "radet" })],
  ["/v1/rules/lov-to", general(2, { bodyKind: ["strategic_committee"] })],
  ["/v1/memberships/bygda-kari", { body: "bygdeutvalget", role: "member", person: "kari" }],
  ["/v1/memberships/bygda-ola", { body: "bygdeutvalget", role: "member", person: "ola" }]);

const check = async (body, day = at) => {
  const answer = await samrad.get(`/v1/bodies/${body}/check?at=${day}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const found = (result, id) => result.rules.find((one) => one.rule === id);
const verdict = (result, id) => found(result, id)?.verdict;

/** Stores a general rule, gives the verdict (and reason) that it has on each body, and deletes it. */
const tried = async (appliesTo, bodies, day) => {
  await samrad.store(["/v1/rules/prove", general(1, appliesTo)]);
  const verdicts = [];
  for (const body of bodies) {
    const rule = found(await check(body, day), "prove");
    verdicts.push(rule ? rule.reason ?? rule.verdict : undefined);
  }
  await samrad.deleted("/v1/rules/prove");
  return verdicts;
};
const committees = ["bygdeutvalget", "grendeutvalget", "utvalg-uten-sted"];

test("it is a rule of each body that it applies to, after its own, and of no other", async () => {
  await samrad.store(["/v1/rules/zz-egen", size(1, { body: "bygdeutvalget" })]);
  const result = await check("bygdeutvalget");
  assert.deepEqual(result.rules.map(({ rule, general: is, verdict: says }) => [rule, is, says]),
    [["zz-egen", undefined, "met"], ["lov-to", true, "met"]]);
  assert.equal(result.verdict, "met");
  assert.equal((await check("grendeutvalget")).verdict, "not_met");
  assert.equal(found(await check("radet"), "lov-to"), undefined);
  await samrad.deleted("/v1/rules/zz-egen");
});

test("a rule that lacks both its kind and what it belongs to has both faults in one answer", async () => {
  const answer = await samrad.put("/v1/rules/uten-alt", { force: "shall", basis: "stated", text: { nb: "Uten slag." } });
  assertProblem(answer, 422, { pointer: "", code: "required" }, { pointer: "", code: "one_of_members" });
});

test("all that it says must be true of the body", async () => {
  assert.deepEqual(await tried({ bodies: ["bygdeutvalget", "radet"] }, ["bygdeutvalget", "radet", "grendeutvalget"]), ["met", "met", undefined]);
  assert.deepEqual(await tried({ establishedBy: ["etaten"] }, committees), ["met", undefined, "applicability"]);
  assert.deepEqual(await tried({ within: "radet" }, [...committees, "utvalget", "radet"]), [undefined, "not_met", "not_met", "coverage", undefined]);
  assert.deepEqual(await tried({ areaKind: ["municipality"] }, committees), ["met", "not_met", "applicability"]);
  assert.deepEqual(await tried({ areaKind: ["county"] }, committees), [undefined, undefined, "applicability"]);
  assert.deepEqual(await tried({ areaWithin: "fylket", bodyKind: ["strategic_committee"] }, committees), ["met", "not_met", "applicability"]);
  assert.deepEqual(await tried({ areaWithin: "bygda" }, ["bygdeutvalget", "grendeutvalget"]), ["met", undefined]);
  assert.deepEqual(await tried({ areaKind: ["municipality"], establishedBy: ["laget"] }, committees), [undefined, "not_met", "applicability"]);
});

test("it follows the area through time", async () => {
  assert.deepEqual(await tried({ areaWithin: "fylket" }, ["grendeutvalget"], "2019-12-31"), ["not_covered"]);
  assert.deepEqual(await tried({ areaWithin: "fylket" }, ["grendeutvalget"], "2020-01-01"), ["not_met"]);
  await samrad.store(["/v1/rules/prove", general(1, { areaWithin: "nabofylket" })]);
  const { json } = await samrad.get("/v1/bodies/grendeutvalget/check/timeline?from=2019-01-01&to=2020-12-31");
  assert.deepEqual(json.intervals.map(({ from, to, rules }) => [from, to, rules.find((one) => one.rule === "prove").verdict]),
    [["2019-01-01", "2019-12-31", "not_met"], ["2020-01-01", "2020-12-31", "not_applicable"]]);
  await samrad.deleted("/v1/rules/prove");
});

test("a rule of the body's own stands in its place while it is in force", async () => {
  await samrad.store(["/v1/rules/avvik", size(0, { body: "grendeutvalget", derogatesFrom: "lov-to", validFrom: "2025-01-01" })]);
  const result = await check("grendeutvalget");
  assert.deepEqual([verdict(result, "lov-to"), found(result, "lov-to").reason, result.verdict], ["not_applicable", "derogated", "met"]);
  assert.equal(verdict(await check("grendeutvalget", "2024-12-31"), "lov-to"), "not_met");
  assert.equal(verdict(await check("utvalg-uten-sted"), "lov-to"), "not_met");
  assertProblem(await samrad.delete("/v1/rules/lov-to"), 409);
  await samrad.deleted("/v1/rules/avvik");
});

test("a waiver from it names the body that is dispensed", async () => {
  const waiver = { rule: "lov-to", ground: { nb: "Inntil videre." } };
  assertProblem(await samrad.put("/v1/waivers/fritak", waiver), 422, { pointer: "", code: "required" });
  await samrad.store(["/v1/waivers/fritak", { ...waiver, body: "grendeutvalget" }]);
  assert.equal(verdict(await check("grendeutvalget"), "lov-to"), "waived");
  assert.equal(verdict(await check("utvalg-uten-sted"), "lov-to"), "not_met");
  const { json } = await samrad.get("/v1/bodies/grendeutvalget/waivers");
  assert.deepEqual(json.items.map(({ id }) => id), ["fritak"]);
  await samrad.deleted("/v1/waivers/fritak");
});

test("what is wrong with one is told", async () => {
  assertProblem(await samrad.put("/v1/rules/feil", { ...general(1, { bodyKind: ["council"] }), body: "radet" }), 422, { pointer: "" });
  assertProblem(await samrad.put("/v1/rules/feil", size(1, { appliesTo: { bodyKind: ["council"] } })), 422, { pointer: "" });
  assertProblem(await samrad.put("/v1/rules/feil", general(1, {})), 422, { pointer: "/appliesTo", code: "min_properties" });
  assertProblem(await samrad.put("/v1/rules/feil", general(1, { within: "ingen" })), 422, { pointer: "/appliesTo/within", code: "unknown_reference" });
  assertProblem(await samrad.put("/v1/rules/feil", size(1, { body: "radet", derogatesFrom: "radet-storrelse" })), 422,
    { pointer: "/derogatesFrom", code: "not_general" });
  assertProblem(await samrad.put("/v1/rules/feil", general(1, { bodyKind: ["council"] }, { derogatesFrom: "lov-to" })), 422,
    { pointer: "/derogatesFrom", code: "dependent_required" });
  const content = { kind: "content", force: "shall", basis: "stated", text: { nb: "Alt." }, checklist: "hol-6-2", issuedBy: "staten" };
  assertProblem(await samrad.put("/v1/rules/feil", { ...content, appliesTo: { bodyKind: ["council"] } }), 422, { pointer: "/appliesTo", code: "not_for_kind" });
});

test("the past is judged by the rules that were known then", async () => {
  const before = (await samrad.get("/v1/memberships/bygda-ola")).json.updatedAt;
  await samrad.patch("/v1/rules/lov-to", { min: 3 });
  assert.equal(verdict(await check("bygdeutvalget"), "lov-to"), "not_met");
  const past = await samrad.get(`/v1/bodies/bygdeutvalget/check?at=${at}&knownAt=${before}`);
  assert.equal(verdict(past.json, "lov-to"), "met");
  const now = await samrad.get(`/v1/bodies/bygdeutvalget/check?at=${at}&knownAt=${(await samrad.get("/v1/rules/lov-to")).json.updatedAt}`);
  assert.deepEqual(now.json.rules, (await check("bygdeutvalget")).rules);
  await samrad.patch("/v1/rules/lov-to", { min: 2 });
});

test("what would be: a general rule that is added, replaced or ended", async () => {
  const ask = async (rules) => {
    const answer = await samrad.request("POST", "/v1/bodies/bygdeutvalget/check", { body: { at, rules } });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const stricter = { id: "lov-to", ...general(3, { bodyKind: ["strategic_committee"] }) };
  assert.deepEqual((await ask({ replace: [stricter] })).difference, { verdict: ["met", "not_met"], rules: [{ rule: "lov-to", from: "met", to: "not_met" }] });
  const added = (await ask({ add: [general(9, { areaWithin: "fylket" }), general(9, { bodyKind: ["council"] })] }));
  assert.deepEqual(added.difference, { verdict: ["met", "not_met"], rules: [{ rule: "new-1", from: null, to: "not_met" }] });
  assert.equal(found(added.after, "new-1").general, true);
  assert.equal((await ask({ end: ["lov-to"] })).difference.verdict[1], "no_rules");
  const own = size(1, { body: "bygdeutvalget", derogatesFrom: "lov-to" });
  assert.deepEqual((await ask({ add: [own] })).difference.rules, [
    { rule: "new-1", from: null, to: "met" }, { rule: "lov-to", from: "met", to: "not_applicable" }]);
});

test("lists: a body's own, the general ones, those of an issuer", async () => {
  const ids = async (path) => (await samrad.get(path)).json.items.map(({ id }) => id);
  assert.deepEqual(await ids("/v1/bodies/bygdeutvalget/rules"), []);
  assert.deepEqual(await ids("/v1/rules?general=true"), ["lov-to"]);
  assert.deepEqual(await ids("/v1/rules?general=false"), ["radet-storrelse"]);
  assert.deepEqual(await ids("/v1/rules?issuedBy=staten"), ["lov-to"]);
  assert.deepEqual(await ids("/v1/rules?issuedBy=laget"), []);
});

test("the page of a body has its words", async () => {
  const { json } = await samrad.get(`/v1/bodies/grendeutvalget/page?at=${at}`);
  assert.deepEqual(json.rules.map(({ id }) => id), ["lov-to"]);
  assert.equal(verdict(json.check, "lov-to"), "not_met");
  assert.match((await samrad.get("/bodies/grendeutvalget")).text, /Minst 2/);
});

test("register-wide: found by the general rules' kind, and by when they changed", async () => {
  const bodies = async (query) => {
    const answer = await samrad.get(`/v1/checks?at=${at}&${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.json.items.map(({ body }) => body);
  };
  assert.deepEqual(await bodies("ruleKind=size"), ["grendeutvalget", "radet", "utvalg-uten-sted"]);
  const since = (await samrad.patch("/v1/rules/lov-to", { text: { nb: "Minst to medlemmer." } })).json.updatedAt;
  assert.deepEqual(await bodies(`changedSince=${since}`), committees);
  const unrelated = (await samrad.patch("/v1/organisations/laget", { shortName: "L" })).json.updatedAt;
  assert.deepEqual(await bodies(`changedSince=${unrelated}`), []);
});

test("who issued it keeps it, and an administrator", async () => {
  const key = await samrad.command("key", "create", "--name", "staten", "--scopes", "samrad:read samrad:write", "--organisations", "staten");
  const other = await samrad.command("key", "create", "--name", "laget", "--scopes", "samrad:read samrad:write", "--organisations", "laget");
  assert.equal((await samrad.put("/v1/rules/forskrift", general(1, { bodyKind: ["forum"] }), { key })).status, 201);
  assertProblem(await samrad.patch("/v1/rules/forskrift", { min: 2 }, { key: other }), 403, { pointer: "/issuedBy", code: "issued_by_others" });
  assertProblem(await samrad.patch("/v1/rules/forskrift", { issuedBy: "laget" }, { key: other }), 403, { code: "issued_by_others" });
  assertProblem(await samrad.patch("/v1/rules/forskrift", { issuedBy: "laget" }, { key }), 403, { code: "issued_by_others" });
  assertProblem(await samrad.put("/v1/rules/annen", general(1, { bodyKind: ["forum"] }), { key: other }), 403, { code: "issued_by_others" });
  const waiver = { rule: "lov-to", body: "grendeutvalget", ground: { nb: "Inntil videre." } };
  assert.equal((await samrad.put("/v1/waivers/fra-laget", waiver, { key: other })).status, 201);
  await samrad.deleted("/v1/waivers/fra-laget", { key: other });
  await samrad.deleted("/v1/rules/forskrift", { key });
});

test("a write that makes somebody break one says so", async () => {
  const answer = await samrad.put("/v1/rules/lov-tre", general(3, { bodyKind: ["strategic_committee"] }));
  assert.deepEqual(answer.json.findings.map(({ body, rule, code }) => [body, rule, code]), committees.map((body) => [body, "lov-tre", "not_met"]));
  const strict = await samrad.put("/v1/rules/lov-fire", general(4, { bodyKind: ["council"] }), { headers: { prefer: "handling=strict" } });
  assert.ok([201, 422].includes(strict.status));
  await samrad.deleted("/v1/rules/lov-tre");
  if (strict.status === 201)
    await samrad.deleted("/v1/rules/lov-fire");
});

const ruleCheck = async (id, query = "") => {
  const answer = await samrad.get(`/v1/rules/${id}/check?at=${at}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

test("one rule is judged wherever it applies, or may", async () => {
  await samrad.store(["/v1/rules/lov-sted", general(1, { areaKind: ["municipality"] })]);
  const place = await ruleCheck("lov-sted");
  assert.deepEqual(place.items.map(({ body, verdict: says, reason }) => [body, says, reason]), [
    ["bygdeutvalget", "met", undefined], ["grendeutvalget", "not_met", undefined], ["radet", "unknown", "applicability"],
    ["utvalg-uten-sted", "unknown", "applicability"], ["utvalget", "unknown", "applicability"]]);
  assert.deepEqual([place.counts, place.rule, place.kind, place.at], [{ met: 1, not_met: 1, unknown: 3 }, "lov-sted", "size", at]);
  assert.deepEqual(place.items[0].name, { nb: "Utvalg" });
  const law = await ruleCheck("lov-to");
  assert.deepEqual(law.items.map(({ body }) => body), committees);
  const { rule, kind, force, basis, decides, general: is, sources, ...same } = found(await check("bygdeutvalget"), "lov-to");
  const { body, name, ...item } = law.items[0];
  assert.deepEqual(item, same);
  assert.deepEqual((await ruleCheck("radet-storrelse")).items.map((one) => [one.body, one.verdict]), [["radet", "unknown"]]);
  await samrad.store(["/v1/rules/avtalens", { agreement: "avtalen", kind: "content", force: "shall", basis: "stated", text: { nb: "Alt." }, checklist: "hol-6-2" }]);
  assert.deepEqual((await ruleCheck("avtalens")).items.map((one) => [one.agreement, one.verdict]), [["avtalen", "unknown"]]);
  const since = (await samrad.get("/v1/rules/avtalens")).json.updatedAt;
  await samrad.deleted("/v1/rules/lov-sted");
  assert.equal((await samrad.get(`/v1/rules/lov-sted/check?knownAt=${since}`)).json.items.length, 5);
  assertProblem(await samrad.get("/v1/rules/lov-sted/check"), 404);
  assertProblem(await samrad.get("/v1/rules/lov-to/check?at=i+dag"), 400, { parameter: "at" });
  assertProblem(await samrad.get("/v1/rules/lov-to/check", { headers: { accept: "text/html" } }), 406);
  assertProblem(await samrad.get("/v1/rules/lov-to/check", { key: "samrad_x" }), 401);
});

test("where there are to be bodies is judged area by area", async () => {
  const rule = { issuedBy: "staten", kind: "existence", force: "shall", basis: "stated", text: { nb: "Ett utvalg i hver kommune." },
    for: { areaKind: "municipality", within: "fylket" }, bodyKind: "strategic_committee", min: 1 };
  assertProblem(await samrad.put("/v1/rules/finnes", { ...rule, issuedBy: undefined }), 422, { code: "required" });
  assertProblem(await samrad.put("/v1/rules/finnes", { ...rule, body: "radet" }), 422, { code: "unknown_property" });
  await samrad.store(["/v1/rules/finnes", rule], ["/v1/areas/tomt", { name: { nb: "Tomt" }, kind: "municipality", within: [{ area: "fylket" }] }]);
  const brief = ({ items }) => items.map(({ area, verdict: says, bodies }) => [area, says, bodies]);
  assert.deepEqual(brief(await ruleCheck("finnes")), [
    ["bygda", "met", ["bygdeutvalget"]], ["grenda", "met", ["grendeutvalget"]], ["tomt", "unknown", []]]);
  await samrad.patch("/v1/rules/finnes", { coverage: { level: "complete", since: "2025-01-01" } });
  assert.equal((await ruleCheck("finnes")).items[2].verdict, "unknown"); // one without an area may be there
  await samrad.patch("/v1/bodies/utvalg-uten-sted", { kind: "forum" });
  const whole = await ruleCheck("finnes");
  assert.deepEqual(brief(whole)[2], ["tomt", "not_met", []]);
  assert.deepEqual([whole.items[2].missing, whole.counts], [1, { met: 2, not_met: 1 }]);
  assert.equal((await samrad.get("/v1/rules/finnes/check?at=2019-06-01")).json.items.length, 2);
  const listed = (await samrad.get(`/v1/checks?at=${at}`)).json.items.at(-1);
  assert.deepEqual([listed.rule, listed.verdict, listed.rules[0].units.map(({ unit }) => unit)], ["finnes", "not_met", ["bygda", "grenda", "tomt"]]);
  assert.deepEqual((await samrad.get(`/v1/checks?at=${at}&ruleKind=existence&format=csv`)).text.split("\r\n")[1].split(",").slice(0, 6),
    ["", at, "not_met", "finnes", "existence", "shall"]);
  for (const format of ["junit", "sarif"])
    assert.match((await samrad.get(`/v1/checks?at=${at}&format=${format}`)).text, /finnes/);
  assert.equal((await samrad.get(`/v1/checks?at=${at}&area=tomt`)).json.items.length, 0);
  await samrad.patch("/v1/bodies/utvalg-uten-sted", { kind: "strategic_committee" });
  await samrad.patch("/v1/rules/finnes", { for: { areaKind: null, within: null, areas: ["tomt"] }, max: 0, min: null });
  assert.deepEqual(brief(await ruleCheck("finnes")), [["tomt", "unknown", []]]);
  assertProblem(await samrad.delete("/v1/areas/tomt"), 409);
  await samrad.deleted("/v1/rules/finnes");
});

test("who would break a law is seen before it is changed", async () => {
  const ask = (id, rule, options) => samrad.request("POST", `/v1/rules/${id}/check`, { body: { at, rule }, ...options });
  const stricter = general(3, { bodyKind: ["strategic_committee"] });
  const { status, json, text } = await ask("lov-to", stricter);
  assert.equal(status, 200, text);
  assert.deepEqual(json.items.map(({ body, from, to, verdict: step }) => [body, from, to, ...step]), [
    ["bygdeutvalget", "met", "not_met", "met", "not_met"], ["grendeutvalget", "not_met", "not_met", "not_met", "not_met"],
    ["utvalg-uten-sted", "not_met", "not_met", "not_met", "not_met"]]);
  assert.deepEqual(json.counts, { before: { met: 1, not_met: 2 }, after: { not_met: 3 } });
  assert.match(json.items[0].found[0].text.nb, /Minst 3/);
  const elsewhere = (await ask("lov-to", general(1, { bodies: ["radet"] }))).json;
  assert.deepEqual(elsewhere.items.map(({ body, from, to, found: what }) => [body, from, to, what.length]), [
    ["bygdeutvalget", "met", null, 0], ["grendeutvalget", "not_met", null, 0], ["radet", null, "met", 1], ["utvalg-uten-sted", "not_met", null, 0]]);
  assert.deepEqual((await ask("ny-lov", general(1, { areaKind: ["county"] }))).json.counts.before, {});
  assert.equal(verdict(await check("bygdeutvalget"), "lov-to"), "met");
  assertProblem(await ask("lov-to", size(1, { body: "radet" })), 422, { pointer: "/rule", code: "required" });
  assertProblem(await ask("lov-to", { ...stricter, id: "annen" }), 422, { pointer: "/rule/id", code: "id_mismatch" });
  assertProblem(await ask("lov-to", general(1, { within: "ingen" })), 422, { pointer: "/rule/appliesTo/within", code: "unknown_reference" });
  const gendered = { ...general(1, { bodyKind: ["council"] }), kind: "count", who: { gender: ["female"] } };
  assertProblem(await ask("lov-to", gendered, { key: null }), 403);
  assertProblem(await ask("lov-to", stricter, { key: "samrad_x" }), 401);
  assertProblem(await ask("lov-to", stricter, { headers: { accept: "text/html" } }), 406);
  const send = (body, headers) => samrad.request("POST", "/v1/rules/lov-to/check", { body, headers });
  assertProblem(await send("{", { "content-type": "application/json" }), 400);
  assertProblem(await send(" ".repeat(1024 * 1024 + 1)), 413);
  assertProblem(await send("x", { "content-type": "text/plain" }), 415);
});

test("one rule as a table and as reports: of it alone, wherever it applies", async () => {
  const form = async (id, format) => {
    const answer = await samrad.get(`/v1/rules/${id}/check?at=${at}&format=${format}`);
    assert.equal(answer.status, 200, answer.text);
    return answer;
  };
  const rows = async (id) => (await form(id, "csv")).text.replace(/^\uFEFF/, "").trim().split("\r\n").map((line) => line.split(","));
  const [head, ...law] = await rows("lov-to");
  assert.deepEqual(head, ["body", "agreement", "area", "name.nb", "at", "verdict", "reason", "neededMin", "neededMax", "certain", "possible", "missing", "text.nb"]);
  assert.deepEqual(law.map((row) => row.slice(0, 10)), [
    ["bygdeutvalget", "", "", "Utvalg", at, "met", "", "2", "", "2"], ["grendeutvalget", "", "", "Utvalg", at, "not_met", "", "2", "", "0"],
    ["utvalg-uten-sted", "", "", "Utvalg", at, "not_met", "", "2", "", "0"]]);
  assert.deepEqual((await rows("avtalens")).slice(1).map((row) => [row[1], row[5]]), [["avtalen", "unknown"]]);
  const junit = (await form("lov-to", "junit")).text;
  assert.deepEqual([...junit.matchAll(/<testsuite name="([^"]*)" tests="(\d)" failures="(\d)"/g)].map((m) => m.slice(1)),
    [["bygdeutvalget", "1", "0"], ["grendeutvalget", "1", "1"], ["utvalg-uten-sted", "1", "1"]]);
  assert.doesNotMatch(junit, /\(seating\)/);
  const { headers, text } = await form("lov-to", "sarif");
  assert.match(headers["content-type"], /^application\/sarif\+json/);
  const found = (sarif) => JSON.parse(sarif).runs[0].results.map(({ ruleId, locations }) => [ruleId, locations[0].logicalLocations[0].fullyQualifiedName]);
  assert.deepEqual(found(text), [["lov-to", "bodies/grendeutvalget"], ["lov-to", "bodies/utvalg-uten-sted"]]);
  assert.deepEqual(found((await form("avtalens", "sarif")).text), [["avtalens", "agreements/avtalen"]]);
  assert.match((await samrad.get("/v1/rules/lov-to/check", { headers: { accept: "application/xml" } })).text, /<testsuites/);
  assertProblem(await samrad.get("/v1/rules/lov-to/check?format=svg"), 400, { parameter: "format" });
  assertProblem(await samrad.get("/v1/rules/finnes-ikke/check?format=junit"), 404);
});

test("a law that comes into force is foretold for all whom it concerns", async () => {
  const day = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
  await samrad.store(["/v1/rules/lov-snart", general(9, { bodyKind: ["strategic_committee"] }, { validFrom: day(20) })]);
  const { items } = (await samrad.get("/v1/checks/upcoming?within=P60D")).json;
  const told = items.filter(({ rules }) => rules.some(({ rule, to }) => rule === "lov-snart" && to === "not_met"));
  assert.deepEqual(told.map(({ body, date }) => [body, date]), committees.map((body) => [body, day(20)]));
  await samrad.deleted("/v1/rules/lov-snart");
});

test("the command line checks with them, and where bodies are missing", async () => {
  await samrad.store(["/v1/rules/finnes", { issuedBy: "staten", kind: "existence", force: "shall", basis: "stated", text: { nb: "Ett i hver." },
    for: { areas: ["bygda"] }, bodyKind: "strategic_committee", min: 1 }]);
  const { items } = JSON.parse(await samrad.command("check", "--format", "json", "--at", at, "--fail-on", "never"));
  assert.equal(verdict(items.find(({ body }) => body === "bygdeutvalget"), "lov-to"), "met");
  assert.deepEqual([items.at(-1).rule, items.at(-1).verdict], ["finnes", "met"]);
  assert.match(await samrad.command("check", "--at", at, "--fail-on", "never"), /finnes/);
});

const councils = { issuedBy: "staten", kind: "existence", force: "shall", basis: "stated", text: { nb: "Ett råd i hver kommune." },
  for: { areas: ["bygda", "grenda"] }, bodyKind: "council_of_the_elderly", min: 1, coverage: { level: "complete" } };

test("who lacks a council, and when: area by area over time", async () => {
  const council = (id, area, more) => [`/v1/bodies/${id}`, { name: { nb: "Eldreråd" }, kind: "council_of_the_elderly", area, ...more }];
  await samrad.store(["/v1/rules/eldrerad", councils], council("eldrerad-bygda", "bygda", { validTo: "2024-12-31" }), council("eldrerad-grenda", "grenda", { validFrom: "2023-07-01" }));
  const timeline = async (query) => {
    const answer = await samrad.get(`/v1/rules/eldrerad/check/timeline?${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer;
  };
  const { json, headers } = await timeline("from=2023-01-01&to=2025-12-31");
  const brief = (intervals) => intervals.map(({ from, to, verdict: says }) => [from, to, says]);
  assert.deepEqual([json.rule, json.from, json.to], ["eldrerad", "2023-01-01", "2025-12-31"]);
  assert.deepEqual(brief(json.intervals), [["2023-01-01", "2023-06-30", "not_met"], ["2023-07-01", "2024-12-31", "met"], ["2025-01-01", "2025-12-31", "not_met"]]);
  assert.deepEqual(json.areas.map(({ area, name, intervals }) => [area, name.nb, ...brief(intervals)]), [
    ["bygda", json.areas[0].name.nb, ["2023-01-01", "2024-12-31", "met"], ["2025-01-01", "2025-12-31", "not_met"]],
    ["grenda", "Grenda", ["2023-01-01", "2023-06-30", "not_met"], ["2023-07-01", "2025-12-31", "met"]]]);
  assert.equal((await samrad.get("/v1/rules/eldrerad/check/timeline?from=2023-01-01&to=2025-12-31", { headers: { "if-none-match": headers.etag } })).status, 304);
  for (const day of ["2023-01-01", "2023-06-30", "2023-07-01", "2024-12-31", "2025-01-01", "2025-12-31"]) { // as each day by itself
    const { items } = (await samrad.get(`/v1/rules/eldrerad/check?at=${day}`)).json;
    assert.deepEqual(items.map(({ area, verdict: says }) => [area, says]),
      json.areas.map(({ area, intervals }) => [area, intervals.find(({ from, to }) => from <= day && day <= to).verdict]), day);
  }
  await samrad.patch("/v1/areas/grenda", { validTo: "2025-06-30" });
  assert.deepEqual(brief((await timeline("from=2025-01-01&to=2025-12-31")).json.areas[1].intervals), [["2025-01-01", "2025-06-30", "met"]]);
  await samrad.patch("/v1/areas/grenda", { validTo: null });
  await samrad.store(["/v1/waivers/uten-eldrerad", { rule: "eldrerad", ground: { nb: "Inntil videre." }, validFrom: "2025-07-01" }]);
  assert.deepEqual(brief((await timeline("from=2025-01-01&to=2025-12-31")).json.areas[0].intervals),
    [["2025-01-01", "2025-06-30", "not_met"], ["2025-07-01", "2025-12-31", "waived"]]);
  const dispensed = (await samrad.get(`/v1/rules/eldrerad/check?at=${at}`)).json; // and every other answer says the same
  assert.deepEqual(dispensed.items.map(({ area, verdict: says }) => [area, says]), [["bygda", "waived"], ["grenda", "met"]]);
  assert.deepEqual(dispensed.counts, { waived: 1, met: 1 });
  const { json: stricter } = await samrad.request("POST", "/v1/rules/eldrerad/check", { body: { at, rule: { ...councils, min: 2 } } });
  assert.deepEqual(stricter.items.map(({ area, from, to }) => [area, from, to]), [["bygda", "waived", "waived"], ["grenda", "met", "waived"]]);
  assert.deepEqual(stricter.counts, { before: { waived: 1, met: 1 }, after: { waived: 2 } });
  const swept = (await samrad.get(`/v1/checks?at=${at}`)).json.items.find(({ rule }) => rule === "eldrerad");
  assert.deepEqual([swept.rules[0].verdict, ...swept.rules[0].units.map(({ unit, verdict: says }) => [unit, says])], ["waived", ["bygda", "waived"], ["grenda", "met"]]);
  assert.match(swept.rules[0].text.nb, /Bygda/);
  assert.deepEqual((await samrad.get(`/v1/rules/eldrerad/check?at=${at}&format=csv`)).text.trim().split("\r\n").slice(1).map((line) => line.split(",")[5]), ["waived", "met"]);
  assert.deepEqual(JSON.parse((await samrad.get(`/v1/rules/eldrerad/check?at=${at}&format=sarif`)).text).runs[0].results, []);
  await samrad.deleted("/v1/waivers/uten-eldrerad");
  assertProblem(await samrad.get("/v1/rules/lov-to/check/timeline"), 422);
  assertProblem(await samrad.get("/v1/rules/finnes-ikke/check/timeline"), 404);
  assertProblem(await samrad.get("/v1/rules/eldrerad/check/timeline?from=2025-01-01&to=2024-01-01"), 400, { parameter: "from" });
  assertProblem(await samrad.get("/v1/rules/eldrerad/check/timeline", { headers: { accept: "text/html" } }), 406);
  assertProblem(await samrad.get("/v1/rules/eldrerad/check/timeline", { key: "samrad_x" }), 401);
});

test("an area that will lack a council is foretold", async () => {
  const day = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
  await samrad.patch("/v1/bodies/eldrerad-grenda", { validTo: day(20) });
  const { json } = await samrad.get("/v1/checks/upcoming?within=P60D");
  const told = json.items.filter(({ area }) => area);
  assert.deepEqual(told.map(({ area, name, date, from, to, rules }) => [area, name.nb, date, from, to, rules]),
    [["grenda", "Grenda", day(21), "met", "not_met", [{ rule: "eldrerad", from: "met", to: "not_met" }]]]);
  assert.ok(told[0].summary.nb);
  const calendar = (await samrad.get("/v1/checks/upcoming?within=P60D&format=calendar")).text;
  assert.match(calendar, new RegExp(`UID:grenda-eldrerad-${day(21).replaceAll("-", "")}@`));
  assert.equal((await samrad.get("/v1/checks/upcoming?within=P60D&body=radet")).json.items.length, 0);
  await samrad.store(["/v1/areas/nykommunen", { name: { nb: "Nykommunen" }, kind: "municipality", validFrom: day(30) }]);
  await samrad.patch("/v1/rules/eldrerad", { for: { areas: ["nykommunen"] } });
  assert.deepEqual((await samrad.get("/v1/checks/upcoming?within=P60D")).json.items.filter(({ area }) => area).map(({ area, date, from, rules }) => [area, date, from, rules[0].from]),
    [["nykommunen", day(30), "no_rules", "not_applicable"]]);
  await samrad.store(["/v1/rules/eldrerad", councils]);
  await samrad.deleted("/v1/areas/nykommunen");
  await samrad.patch("/v1/bodies/eldrerad-grenda", { validTo: null });
});

test("who would lack a council is seen before a law is changed", async () => {
  const ask = (id, rule) => samrad.request("POST", `/v1/rules/${id}/check`, { body: { at, rule } });
  const { status, json, text } = await ask("eldrerad", { ...councils, min: 0, max: 0, for: { areas: ["grenda", "fylket"] } });
  assert.equal(status, 200, text);
  assert.deepEqual(json.items.map(({ area, from, to }) => [area, from, to]), [["bygda", "not_met", null], ["fylket", null, "met"], ["grenda", "met", "not_met"]]);
  assert.deepEqual(json.counts, { before: { met: 1, not_met: 1 }, after: { met: 1, not_met: 1 } });
  const added = (await ask("ungdomsrad", { ...councils, bodyKind: "youth_council" })).json;
  assert.deepEqual(added.items.map(({ area, from, to }) => [area, from, to]), [["bygda", null, "not_met"], ["grenda", null, "not_met"]]);
  assertProblem(await ask("ungdomsrad", { ...councils, for: { areas: ["ingensteds"] } }), 422, { pointer: "/rule/for/areas/0", code: "unknown_reference" });
  assertProblem(await samrad.get("/v1/rules/ungdomsrad"), 404);
});

test("a write that makes an area lose a body that it must have says so, or is refused to whoever is strict", async () => {
  const strict = { headers: { prefer: "handling=strict" } };
  const told = ({ json }) => (json.findings ?? []).map(({ body, rule, areas, code, verdict: says }) => [body, rule, areas, code, says]);
  const lacking = (...areas) => [[undefined, "eldrerad", areas, "not_met", "not_met"]];
  await samrad.store(["/v1/bodies/eldrerad-bygda", { name: { nb: "Eldreråd" }, kind: "council_of_the_elderly", area: "bygda" }]);
  const moved = await samrad.patch("/v1/bodies/eldrerad-bygda?dryRun=true", { area: "grenda" });
  assert.deepEqual(told(moved), lacking("bygda"));
  assert.match(moved.json.findings[0].text.nb, /Bygda/);
  assert.deepEqual(told(await samrad.patch("/v1/bodies/eldrerad-bygda?dryRun=true", { kind: "forum" })), lacking("bygda"));
  assert.deepEqual(told(await samrad.patch("/v1/bodies/eldrerad-bygda?dryRun=true", { name: { nb: "Eldrerådet" } })), []);
  assertProblem(await samrad.patch("/v1/bodies/eldrerad-bygda", { validTo: "2020-12-31" }, strict), 422, { pointer: "", code: "would_break", detail: /bygda.*eldrerad/ });
  assertProblem(await samrad.delete("/v1/bodies/eldrerad-bygda", strict), 422, { code: "would_break" });
  assert.equal((await samrad.get("/v1/bodies/eldrerad-bygda")).json.validTo, undefined);
  const ended = await samrad.patch("/v1/bodies/eldrerad-bygda", { validTo: "2020-12-31" });
  assert.deepEqual([ended.status, told(ended)], [200, lacking("bygda")]);
  assert.deepEqual(told(await samrad.patch("/v1/bodies/eldrerad-bygda", { validTo: "2021-12-31" })), [], "it was lacking already");
  const both = { operations: [{ method: "PATCH", path: "/v1/bodies/eldrerad-bygda", body: { validTo: null } }, { method: "PATCH", path: "/v1/bodies/eldrerad-grenda", body: { area: "fylket" } }] };
  assert.deepEqual(told(await samrad.post("/v1/transactions?dryRun=true", both)), lacking("grenda"));
  await samrad.patch("/v1/bodies/eldrerad-bygda", { validTo: null });
  assert.deepEqual(told(await samrad.patch("/v1/rules/eldrerad?dryRun=true", { min: 2 })), lacking("bygda", "grenda"));
  assert.deepEqual(told(await samrad.put("/v1/rules/ungdomsrad?dryRun=true", { ...councils, bodyKind: "youth_council" })), [[undefined, "ungdomsrad", ["bygda", "grenda"], "not_met", "not_met"]]);
  await samrad.store(["/v1/rules/eldrerad-overalt", { ...councils, for: { areaKind: "municipality" } }]);
  assert.deepEqual(told(await samrad.put("/v1/areas/nyvik?dryRun=true", { name: { nb: "Nyvik" }, kind: "municipality" })), [[undefined, "eldrerad-overalt", ["nyvik"], "not_met", "not_met"]]);
  await samrad.deleted("/v1/rules/eldrerad-overalt");
  await samrad.patch("/v1/rules/eldrerad", { force: "should" });
  assert.deepEqual(told(await samrad.patch("/v1/bodies/eldrerad-bygda?dryRun=true", { area: "grenda" }, strict)), lacking("bygda"), "what only warns is not refused");
  await samrad.store(["/v1/rules/eldrerad", councils], ["/v1/waivers/uten-eldrerad", { rule: "eldrerad", ground: { nb: "Inntil videre." } }]);
  assert.deepEqual(told(await samrad.patch("/v1/bodies/eldrerad-bygda", { validTo: "2020-12-31" }, strict)), [], "dispensed");
  assert.deepEqual(told(await samrad.patch("/v1/waivers/uten-eldrerad", { validTo: "2020-12-31" })), lacking("bygda"));
  await samrad.deleted("/v1/waivers/uten-eldrerad");
  await samrad.store(["/v1/bodies/eldrerad-bygda", { name: { nb: "Eldreråd" }, kind: "council_of_the_elderly", area: "bygda", validTo: "2024-12-31" }]);
});

test("only who issued a rule on where bodies are to be keeps it", async () => {
  const key = await samrad.command("key", "create", "--name", "laget to", "--scopes", "samrad:read samrad:write", "--organisations", "laget");
  assertProblem(await samrad.patch("/v1/rules/eldrerad", { min: 2 }, { key }), 403, { pointer: "/issuedBy", code: "issued_by_others" });
});

test("checks since an instant take such a rule in if a body or an area has changed", async () => {
  const listed = async (since) => (await samrad.get(`/v1/checks?at=${at}&changedSince=${since}`)).json.items.filter(({ rule }) => rule).map(({ rule }) => rule);
  const since = (await samrad.patch("/v1/organisations/laget", { shortName: "Laget" })).json.updatedAt;
  assert.deepEqual(await listed(since), []);
  await samrad.patch("/v1/bodies/eldrerad-grenda", { name: { nb: "Eldrerådet" } });
  assert.deepEqual(await listed(since), ["eldrerad", "finnes"]);
});

test("an export has them, and can be read back", async () => {
  const lines = (await samrad.get("/v1/export", { key: samrad.keys.admin })).text.trim().split("\n").map(JSON.parse).filter(({ type }) => type === "rules");
  const two = lines.filter(({ id }) => ["lov-to", "finnes"].includes(id));
  assert.equal(two.length, 2);
  const changed = two.map((line) => JSON.stringify({ ...line, id: `${line.id}-igjen`, data: { ...line.data, id: undefined } }));
  const { status, text } = await samrad.post("/v1/import", changed.join("\n"), { headers: { "content-type": "application/x-ndjson" }, key: samrad.keys.admin });
  assert.equal(status, 200, text);
  assert.equal(verdict(await check("bygdeutvalget"), "lov-to-igjen"), "met");
  assert.equal((await ruleCheck("finnes-igjen")).counts.met, 1);
});
