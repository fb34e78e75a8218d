// Pictures, and the JSON that they are drawn from: verdicts as bands, meetings against the norm, agreements over time, the map.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(new Date());
const HOSTILE = "</title><script>alert(1)</script>\" onload='x' & a\u0301\u0302 ".padEnd(400, "W") + " slutt";
const rule = { body: "provd", force: "shall", basis: "stated" };
await samrad.store(...foundation,
  ["/v1/bodies/provd", { name: { nb: HOSTILE, en: "Tested" }, kind: "council", within: "radet", area: "bygda", reportsTo: [{ organisation: "laget" }, { body: "utvalget" }],
    establishedBy: ["etaten"], parties: [{ organisation: "staten" }], coverage: { memberships: { level: "complete" }, meetings: { level: "complete", since: "2020-01-01" } } }],
  ["/v1/rules/provd-leder", { ...rule, kind: "seats", text: { nb: HOSTILE, en: "Kari chairs." }, who: { role: ["chair"] }, count: { min: 1, max: 1 }, validFrom: "2020-01-01" }],
  ["/v1/rules/provd-bor", { ...rule, kind: "size", force: "should", text: { nb: "Bør ha to." }, min: 2, variant: "streng" }],
  ["/v1/rules/provd-moter", { ...rule, kind: "cadence", text: { nb: "Ett eller to møter i halvåret." }, count: { min: 1, max: 2 }, every: "half_year", tolerance: 1, validFrom: "2019-01-01" }],
  ["/v1/rules/provd-for", { ...rule, kind: "cadence", text: { nb: "Fire i året." }, count: { min: 4 }, every: "year", validFrom: "2017", validTo: "2018" }],
  ["/v1/memberships/provd-kari", { body: "provd", role: "chair", person: "kari", organisation: "etaten", validFrom: "2020-01-01", validTo: "2022-06-30" }],
  ["/v1/memberships/provd-ola", { body: "provd", role: "member", office: "direktoren", validFrom: "2020-01-01" }],
  ...[["2017-03-01"], ["2017-05-01"], ["2020-02-01"], ["2020-09-01"], ["2021"], ["2022-02-01", "cancelled"], ["2022-03", "held"]].map(([date, status = "held"], n) =>
    [`/v1/meetings/provd-${n}`, { body: "provd", status, date }]),
  ["/v1/meetings/provd-uten", { body: "provd", status: "held" }],
  ["/v1/agreements/forste", { title: { nb: "Den første" }, kind: "framework", signedOn: "2010", validFrom: "2010-05", validTo: "2014-12-31" }],
  ["/v1/agreements/andre", { title: { nb: HOSTILE, en: "The second" }, kind: "framework", signedOn: "2014-11-03", validFrom: "2015-01-01", renews: ["forste"], establishes: ["provd"],
    basedOn: [{ agreement: "avtalen" }, { body: "radet" }, { title: "Meld. St. 1" }], commitments: [{ party: "etaten", text: { nb: "Etaten betaler." } }] }],
  ["/v1/agreements/tredje", { title: { nb: "Den tredje" }, kind: "framework", supersedes: ["andre"] }],
  ["/v1/agreements/under", { title: { nb: "Underavtalen" }, kind: "cooperation", signedOn: "2016-02", basedOn: [{ agreement: "andre" }] }],
);

const reads = {
  bands: "/v1/bodies/provd/timeline?from=2019-01-01&to=2023-12-31",
  cadence: "/v1/bodies/provd/cadence?at=2022-12-31",
  agreement: "/v1/agreements/andre/timeline",
  map: "/v1/map?body=provd&depth=1&at=2021-06-01",
};
const with_ = (path, query) => `${path}${path.includes("?") ? "&" : "?"}${query}`;
const got = async (path, options) => {
  const answer = await samrad.get(path, options);
  assert.equal(answer.status, 200, answer.text);
  return answer;
};

/** The tree of a picture, by a reader of XML that is not ours: names of elements, ids, links; and that it is well-formed. */
const READER = `
import json, sys, xml.etree.ElementTree as T
root = T.fromstring(sys.stdin.buffer.read())
name = lambda e: e.tag.split("}")[1]
print(json.dumps({"root": name(root), "role": root.get("role"), "lang": root.get("lang"), "names": sorted({name(e) for e in root.iter()}),
  "ids": [e.get("id") for e in root.iter() if e.get("id")], "links": [e.get("href") for e in root.iter() if e.get("href")],
  "title": root[0].text, "desc": root[1].text, "attributes": sorted({a for e in root.iter() for a in e.attrib})}))`;
const read = (svg) => JSON.parse(execFileSync("/usr/bin/python3", ["-c", READER], { input: svg, encoding: "utf8" }));

for (const [name, path] of Object.entries(reads))
  describe(path, () => {
    test("can be had as JSON and as a picture, in three languages, each with a tag of its own", async () => {
      const tags = new Set();
      for (const form of ["format=json", "format=svg&lang=nb", "format=svg&lang=nn", "format=svg&lang=en"]) {
        const answer = await got(with_(path, form));
        assert.match(answer.headers["content-type"], form.includes("svg") ? /^image\/svg\+xml/ : /^application\/json/);
        assert.match(answer.headers.vary, /Accept, Accept-Language/);
        tags.add(answer.headers.etag);
        const again = await samrad.get(with_(path, form), { headers: { "if-none-match": answer.headers.etag } });
        assert.equal(again.status, 304);
        assert.equal(again.text, "");
        if (form.includes("svg")) assert.equal((await got(with_(path, form))).text, answer.text, "the same bytes");
      }
      assert.equal(tags.size, 4, [...tags].join());
      assert.match((await got(path, { headers: { accept: "image/svg+xml", "accept-language": "en" } })).text, /lang="en"/);
    });
    test("is well-formed, escaped, and says what it shows", async () => {
      for (const lang of ["nb", "nn", "en"]) {
        const picture = read((await got(with_(path, `format=svg&lang=${lang}`))).text);
        assert.deepEqual([picture.root, picture.lang], ["svg", lang]);
        assert.equal(picture.role, name === "map" ? "graphics-document" : "img");
        assert.ok(!picture.names.includes("script"));
        assert.ok(!picture.attributes.some((attribute) => attribute.startsWith("on")));
        assert.ok(picture.links.every((link) => name === "map" && link.startsWith("/bodies/")));
        assert.ok(picture.title.length > 5 && picture.desc.length > 20);
      }
    });
    test("has the statuses that all reads have", async () => {
      const bare = path.split("?")[0];
      assertProblem(await samrad.get(with_(path, "ukjent=1")), 400, { parameter: "ukjent" });
      assertProblem(await samrad.get(with_(path, "format=png")), 400, { parameter: "format", code: "enum" });
      assertProblem(await samrad.get(path, { key: "samrad_x" }), 401);
      assertProblem(await samrad.get(path.replace(/provd|andre/, "finnes-ikke")), 404);
      assertProblem(await samrad.get(path, { headers: { accept: "text/html" } }), 406);
      assert.equal((await got(name === "map" ? `${bare}?body=provd` : bare)).status, 200);
    });
    test("tells what was known at a time", async () => {
      const before = await samrad.get(with_(path, "knownAt=2000-01-01T00:00:00Z"));
      assertProblem(before, 404);
      const now = await got(path), then = await got(with_(path, `knownAt=${now.json.knownAt}`));
      assert.deepEqual({ ...then.json, knownAt: "" }, { ...now.json, knownAt: "" });
    });
  });

test("pictures that stand in one page have no id in common", async () => {
  const ids = [];
  for (const path of [...Object.values(reads), "/v1/bodies/provd/check", "/v1/bodies/provd/timeline", "/v1/map?body=provd&depth=2", "/v1/map?body=radet&body=provd&depth=1"])
    ids.push(...read((await got(with_(path, "format=svg"))).text).ids);
  assert.equal(new Set(ids).size, ids.length, ids.join("\n"));
  assert.equal(ids.length, 16);
});

test("bands are the timeline, rule by rule", async () => {
  const { json } = await got(reads.bands);
  const timeline = (await got("/v1/bodies/provd/check/timeline?from=2019-01-01&to=2023-12-31")).json;
  assert.deepEqual(Object.keys(json), ["body", "from", "to", "today", "name", "intervals", "rules", "knownAt", "revision"]);
  assert.equal(json.today, today);
  assert.deepEqual(json.rules.map(({ rule: id }) => id), ["provd-bor", "provd-for", "provd-leder", "provd-moter"]);
  const of = (id) => json.rules.find(({ rule: own }) => own === id);
  assert.deepEqual([of("provd-bor").decides, of("provd-bor").variant, of("provd-leder").decides], [false, "streng", true]);
  assert.deepEqual(of("provd-leder").intervals, [
    { from: "2019-01-01", to: "2019-12-31", verdict: "not_applicable" },
    { from: "2020-01-01", to: "2022-06-30", verdict: "met" },
    { from: "2022-07-01", to: "2023-12-31", verdict: "not_met" },
  ]);
  for (const { from, to, verdict, rules } of timeline.intervals)
    for (const day of [from, to]) {
      const on = (intervals) => intervals.find((interval) => interval.from <= day && day <= interval.to).verdict;
      assert.equal(on(json.intervals), verdict, day);
      for (const { rule: id, verdict: own } of rules) assert.equal(on(of(id).intervals), own, `${id} ${day}`);
    }
  for (const { intervals } of [json, ...json.rules])
    for (let i = 1; i < intervals.length; i++) {
      assert.equal(Date.parse(intervals[i].from) - Date.parse(intervals[i - 1].to), 86400e3);
      assert.notEqual(intervals[i].verdict, intervals[i - 1].verdict);
    }
  assertProblem(await samrad.get("/v1/bodies/provd/timeline?from=2020-01-02&to=2020-01-01"), 400, { parameter: "from", code: "from_after_to" });
  assertProblem(await samrad.get("/v1/bodies/provd/timeline?from=1950-01-01&to=2010-01-01&format=svg"), 400, { parameter: "to", code: "too_long" });
});

test("the first and the last days of the calendar are days like others", async () => {
  for (const form of ["json", "svg"]) {
    for (const at of ["0001-01-01", "9999-12-31"])
      for (const path of [`/v1/bodies/provd/cadence?at=${at}`, `/v1/bodies/nasjonal-koordineringsgruppe/cadence?at=${at}`, `/v1/map?at=${at}`]) await got(with_(path, `format=${form}`));
    for (const stretch of ["from=0001-01-01&to=0001-01-01", "from=0001-01-01&to=0050-12-31", "from=9980-01-01&to=9999-12-31", "from=9999-12-31&to=9999-12-31"])
      await got(`/v1/bodies/provd/timeline?${stretch}&format=${form}`);
  }
});

test("today is marked, and enters the tag, only where it matters", async () => {
  const { text, headers } = await got("/v1/bodies/provd/timeline?format=svg&lang=nb");
  assert.match(text, />i dag</);
  assert.ok(headers.etag.includes(today), headers.etag);
  assert.doesNotMatch((await got(with_(reads.bands, "format=svg&lang=nb"))).text, />i dag</);
});

test("meetings are counted against the rules that are and were, and by themselves", async () => {
  const { json } = await got(reads.cadence);
  assert.deepEqual([json.body, json.at, json.coverage], ["provd", "2022-12-31", "complete"]);
  const [before, now] = json.rules;
  assert.deepEqual([before.rule, before.verdict, before.every, before.needed, before.tolerance], ["provd-for", "not_applicable", "year", { min: 4 }, 0]);
  assert.deepEqual(before.periods.map(({ from, to, count, possible, coverage, running, verdict }) => [from, to, count, possible, coverage, running, verdict]), [
    ["2017-01-01", "2017-12-31", 2, 3, "partial", false, "unknown"], ["2018-01-01", "2018-12-31", 0, 1, "partial", false, "unknown"]]);
  assert.deepEqual([now.rule, now.every, now.needed, now.tolerance], ["provd-moter", "half_year", { min: 1, max: 2 }, 1]);
  assert.deepEqual(now.periods.map(({ from, count, possible, coverage }) => [from, count, possible, coverage]), [
    ["2019-01-01", 0, 1, "partial"], ["2019-07-01", 0, 1, "partial"], ["2020-01-01", 1, 2, "complete"], ["2020-07-01", 1, 2, "complete"],
    ["2021-01-01", 0, 2, "complete"], ["2021-07-01", 0, 2, "complete"], ["2022-01-01", 1, 2, "complete"], ["2022-07-01", 0, 1, "complete"]]);
  assert.deepEqual(now.periods.map(({ running }) => running), [false, false, false, false, false, false, false, true]);
  assert.equal(now.verdict, (await got("/v1/bodies/provd/check?at=2022-12-31")).json.rules.find(({ rule: id }) => id === "provd-moter").verdict);
  assert.deepEqual([json.meetings.every, json.meetings.undated], ["year", 1]);
  assert.deepEqual(json.meetings.periods.map(({ from, count, possible }) => [from, count, possible]),
    [["2017-01-01", 2, 3], ["2018-01-01", 0, 1], ["2019-01-01", 0, 1], ["2020-01-01", 2, 3], ["2021-01-01", 1, 2], ["2022-01-01", 1, 2]]);
  const early = (await got("/v1/bodies/provd/cadence?at=2017-06-01")).json;
  assert.deepEqual(early.rules.map(({ rule: id }) => id), ["provd-for"]);
  assert.deepEqual([early.meetings.every, early.meetings.periods.map(({ from, count, running }) => [from, count, running])], ["half_year", [["2017-01-01", 2, true]]]);
});

test("meetings of the example register are as its sources have them", async () => {
  const group = (await got("/v1/bodies/nasjonal-koordineringsgruppe/cadence?at=2014-12-31")).json;
  assert.deepEqual(group.rules[0].periods.map(({ count }) => count), [4, 3, 3, 2, 1, 0, 1]);
  assert.ok(group.rules[0].periods.every(({ coverage }) => coverage !== "complete"));
  const council = (await got("/v1/bodies/sektorradet/cadence")).json;
  assert.deepEqual(council.rules.map(({ rule: id }) => id), ["sektorradet-moter-2018", "sektorradet-moter-fra-2019"]);
  assert.deepEqual(council.rules[0].periods.map(({ from, count, verdict }) => [from, count, verdict]), [["2018-01-01", 1, "unknown"]]);
  const none = (await got("/v1/bodies/helsefellesskap-oslo/cadence")).json;
  assert.deepEqual([none.coverage, none.rules, none.meetings.periods], ["none", [], []]);
  assert.match((await got("/v1/bodies/helsefellesskap-oslo/cadence?format=svg&lang=nb")).text, /Møtene er ikke registrert\./);
});

test("an agreement stands among those before and after it, with its dates as written", async () => {
  const { json } = await got(reads.agreement);
  assert.deepEqual(json.agreements.map(({ agreement, signedOn, validFrom, validTo }) => [agreement, signedOn, validFrom, validTo]), [
    ["forste", "2010", "2010-05", "2014-12-31"], ["andre", "2014-11-03", "2015-01-01", undefined], ["under", "2016-02", undefined, undefined],
    ["avtalen", undefined, undefined, undefined], ["tredje", undefined, undefined, undefined]]);
  const ties = json.ties.map(({ from, kind, to }) => `${from} ${kind} ${to}`).sort();
  assert.deepEqual(ties, ["andre basedOn avtalen", "andre renews forste", "tredje supersedes andre", "under basedOn andre"]);
  assert.deepEqual(json.foundations, [{ body: "radet", title: { nb: "Rådet" } }, { title: { nb: "Meld. St. 1" } }]);
  assert.deepEqual(json.bodies.map(({ body, kind }) => [body, kind]), [["provd", "council"]]);
  assert.deepEqual(json.commitments, [{ party: "etaten", text: { nb: "Etaten betaler." } }]);
  assert.deepEqual([json.complete, json.today], [true, today]);
  const far = (await got("/v1/agreements/forste/timeline")).json;
  assert.deepEqual(far.agreements.map(({ agreement }) => agreement), ["forste", "andre", "tredje"]);
  const community = (await got("/v1/agreements/helsefellesskap-etablering-2019/timeline")).json;
  assert.deepEqual([community.bodies.length, community.ties], [19, [{ from: "helsefellesskap-avtalen", kind: "renews", to: "helsefellesskap-etablering-2019" }]]);
  assert.match((await got("/v1/agreements/intensjonsavtale-samhandlingsreformen/timeline?format=svg&lang=nb")).text, /undertegnet 2011, start ikke oppgitt, slutt ikke oppgitt/);
});

test("agreements that replace each other in a circle end", async () => {
  await samrad.store(["/v1/agreements/ring-a", { title: { nb: "A" }, kind: "framework" }], ["/v1/agreements/ring-b", { title: { nb: "B" }, kind: "framework", renews: ["ring-a"] }],
    ["/v1/agreements/ring-a", { title: { nb: "A" }, kind: "framework", renews: ["ring-b"], supersedes: ["ring-a"] }]);
  const { json } = await got("/v1/agreements/ring-a/timeline");
  assert.deepEqual([json.agreements.map(({ agreement }) => agreement), json.ties.length], [["ring-a", "ring-b"], 3]);
  await got("/v1/agreements/ring-a/timeline?format=svg");
});

const edges = ({ edges: list }) => list.map(({ kind, from, to, count }) => `${from} ${kind} ${to} ${count}`);

test("a map has what stands next to a body", async () => {
  const { json } = await got(reads.map);
  assert.deepEqual([json.at, json.centre], ["2021-06-01", ["provd"]]);
  assert.deepEqual(json.nodes.map(({ key }) => key),
    ["agreements/andre", "bodies/provd", "bodies/radet", "bodies/utvalget", "organisations/etaten", "organisations/laget"]);
  assert.deepEqual(edges(json), [
    "agreements/andre establishes bodies/provd 1", "organisations/etaten establishes bodies/provd 1", "organisations/etaten establishes bodies/radet 1",
    "bodies/provd reportsTo bodies/utvalget 1", "bodies/provd reportsTo organisations/laget 1",
    "organisations/etaten represented bodies/provd 2", "organisations/etaten represented bodies/radet 1",
    "bodies/provd within bodies/radet 1", "bodies/utvalget within bodies/radet 1"]);
  const later = (await got("/v1/map?body=provd&depth=1&at=2023-01-01")).json;
  assert.ok(edges(later).includes("organisations/etaten represented bodies/provd 1"), "by the office alone");
  const parties = (await got("/v1/map?body=provd&depth=1&edge=party")).json;
  assert.deepEqual(edges(parties), ["organisations/staten party bodies/provd 1"]);
  assert.deepEqual((await got("/v1/map?body=provd&edge=within&kind=committee")).json.nodes.map(({ id }) => id), ["provd"]);
  assert.deepEqual((await got("/v1/map?area=bygda&edge=within")).json.nodes.map(({ id }) => id), ["provd"]);
});

test("a rule that members sit elsewhere ties two bodies", async () => {
  await samrad.store(["/v1/rules/provd-fra", { ...rule, kind: "seats", text: { nb: "To fra utvalget." }, who: { memberOf: { body: "utvalget" } }, count: { min: 0 }, validFrom: "2022-01-01" }]);
  assert.ok(edges((await got("/v1/map?body=provd&at=2022-06-01")).json).includes("bodies/utvalget represented bodies/provd 1"));
  assert.ok(!edges((await got("/v1/map?body=provd&at=2021-06-01")).json).includes("bodies/utvalget represented bodies/provd 1"));
});

test("the whole map has every body, and its picture a link for each", async () => {
  const { json } = await got("/v1/map");
  const bodies = await samrad.ids(`/v1/bodies?validAt=${today}&limit=500&sort=id`);
  assert.deepEqual(json.nodes.filter(({ type }) => type === "bodies").map(({ id }) => id), bodies);
  assert.equal(json.edges.filter(({ from }) => from === "agreements/helsefellesskap-etablering-2019").length, 19);
  const keys = new Set(json.nodes.map(({ key }) => key));
  assert.ok(json.edges.every(({ from, to }) => keys.has(from) && keys.has(to)));
  const { links } = read((await got("/v1/map?format=svg")).text);
  assert.deepEqual(links.sort(), bodies.map((id) => `/bodies/${id}`).sort());
});

test("parameters of the map that make no sense are refused", async () => {
  assertProblem(await samrad.get("/v1/map?depth=0&edge=knows&kind=club&at=i-dag&body=A%20B"), 400, { parameter: "depth", code: "minimum" }, { parameter: "edge", code: "enum" },
    { parameter: "kind", code: "enum" }, { parameter: "at" }, { parameter: "body" });
  assertProblem(await samrad.get("/v1/map?depth=7"), 400, { parameter: "depth", code: "maximum" });
  assertProblem(await samrad.get("/v1/map?body=radet&body=finnes-ikke"), 404);
});

test("a map of more than can be drawn is refused, and says how to ask", async () => {
  const lines = Array.from({ length: 520 }, (_, n) => JSON.stringify({ type: "bodies", id: `stort-${n}`, data: { name: { nb: `Organ ${n}` }, kind: "forum", within: "radet" } }));
  const stored = await samrad.post("/v1/import", lines.join("\n"), { headers: { "content-type": "application/x-ndjson" }, key: samrad.keys.admin });
  assert.equal(stored.status, 200, stored.text);
  for (const path of ["/v1/map", "/v1/map?body=radet&depth=1", "/v1/map?body=stort-1&depth=6&format=svg"]) {
    const refused = await samrad.get(path, { headers: { "accept-language": "en" } });
    assertProblem(refused, 422);
    assert.match(refused.json.detail, /more than 500 nodes.*'depth'/);
  }
  assert.equal((await got("/v1/map?body=stort-1&depth=1")).json.nodes.length, 2);
  await samrad.store(["/v1/bodies/alene", { name: { nb: "Alene" }, kind: "youth_council" }]);
  assert.equal((await got("/v1/map?kind=youth_council")).json.nodes.length, 1);
});

samrad.endsCleanly();
