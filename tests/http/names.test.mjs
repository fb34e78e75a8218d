// Names with periods, of bodies and persons: kept, found, and taken on pages and rosters of a day.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const text = (nb) => ({ nb });
await samrad.store(
  ["/v1/organisations/dep", { name: text("Nydepartementet"), kind: "ministry", names: [{ name: text("Gammeldepartementet"), validTo: "2018" }, { name: text("Nydepartementet"), validFrom: "2019" }] }],
  ["/v1/persons/kari", { name: "Kari Nygift", names: [{ name: "Kari Ugift", validTo: "2016-05-31" }, { name: "Kari Nygift", validFrom: "2016-06-01" }] }],
  ["/v1/bodies/radet", { name: text("Samrådet"), kind: "council", establishedBy: ["dep"], names: [{ name: text("Kontaktutvalget"), shortName: "KU", validFrom: "2010", validTo: "2015" }, { name: text("Samrådet"), validFrom: "2016" }] }],
  ["/v1/rules/plass", { body: "radet", kind: "seats", force: "shall", basis: "stated", text: text("Ett medlem.") }],
  ["/v1/memberships/kari-sitter", { body: "radet", role: "member", person: "kari", organisation: "dep", validFrom: "2010" }],
);

test("what is written is what is read", async () => {
  assert.equal((await samrad.get("/v1/bodies/radet")).json.names[0].shortName, "KU");
  assert.deepEqual((await samrad.get("/v1/persons/kari")).json.names.map(({ name }) => name), ["Kari Ugift", "Kari Nygift"]);
});

test("old names are found by both searches", async () => {
  const found = async (path) => (await samrad.get(path)).json.items.map((item) => item.resource ?? item.id);
  assert.deepEqual(await found("/v1/bodies?q=kontaktutvalget"), ["radet"]);
  assert.deepEqual(await found("/v1/persons?q=ugift"), ["kari"]);
  assert.deepEqual(await found("/v1/memberships?q=ugift"), ["kari-sitter"]);
  assert.deepEqual(await found("/v1/search?q=kontaktutvalget&type=bodies"), ["radet"]);
  assert.deepEqual(await found("/v1/search?q=ugift&type=persons"), ["kari"]);
});

test("pages of a day take the names of that day", async () => {
  const page = async (path) => (await samrad.get(path, { headers: { accept: "text/html" } })).text;
  const then = await page("/bodies/radet?at=2014-03-01");
  assert.match(then, /<h1>Kontaktutvalget/);
  assert.match(then, /Gammeldepartementet/);
  assert.match(then, /Kari Ugift/);
  assert.doesNotMatch(then, /Nydepartementet|Kari Nygift/);
  const now = await page("/bodies/radet");
  assert.match(now, /<h1>Samrådet/);
  assert.match(now, /Nydepartementet/);
  assert.doesNotMatch(now, /Gammeldepartementet|Kari Ugift/);
  assert.match(await page("/bodies/radet/roster?at=2014-03-01"), /<h1>Kontaktutvalget: [\s\S]*Kari Ugift[\s\S]*Gammeldepartementet/);
  assert.match(await page("/bodies/radet?at=2016-05-31"), /Kari Ugift/, "the last day of a name is its own");
  assert.match(await page("/bodies/radet?at=2016-06-01"), /Kari Nygift/);
});

test("a roster of a day takes the names of that day", async () => {
  const of = async (at) => {
    const { json } = await samrad.get(`/v1/bodies/radet/roster?at=${at}`);
    return [json.name.nb, json.seats[0].holder.person.name, json.seats[0].holder.organisation.name.nb];
  };
  assert.deepEqual(await of("2015-12-31"), ["Kontaktutvalget", "Kari Ugift", "Gammeldepartementet"]);
  assert.deepEqual(await of("2019-01-01"), ["Samrådet", "Kari Nygift", "Nydepartementet"]);
});

test("sentences of checks and of the mandate take the names of their day", async () => {
  await samrad.store(
    ["/v1/bodies/speil", { name: text("Speilet"), kind: "council", within: "radet", coverage: { memberships: { level: "complete" } } }],
    ["/v1/rules/fra-dep", { body: "speil", kind: "count", force: "shall", basis: "stated", text: text("Ett medlem fra departementet."), min: 1, who: { organisation: ["dep"] } }],
    ["/v1/rules/hver", { body: "speil", kind: "count", force: "shall", basis: "stated", text: text("Ett medlem fra hvert departement."), min: 1, per: { organisations: ["dep"] } }],
    ["/v1/rules/som", { body: "speil", kind: "mirrors", force: "shall", basis: "stated", text: text("Som rådet."), of: "radet" }],
  );
  const then = await samrad.get("/v1/bodies/speil/mandate?at=2014-03-01"), now = await samrad.get("/v1/bodies/speil/mandate?at=2020-03-01");
  assert.equal(then.status, 200, then.text);
  const said = ({ json }) => json.sentences.map((sentence) => sentence.text.nb).join(" ");
  assert.match(said(then), /Gammeldepartementet/);
  assert.doesNotMatch(said(then), /Nydepartementet/);
  assert.match(said(now), /Nydepartementet/);
  assert.equal((await samrad.get("/v1/bodies/radet/mandate?at=2014-03-01")).json.name.nb, "Kontaktutvalget");
  const check = async (at) => JSON.stringify((await samrad.get(`/v1/bodies/speil/check?at=${at}`)).json);
  assert.match(await check("2014-03-01"), /Gammeldepartementet/);
  assert.doesNotMatch(await check("2014-03-01"), /Nydepartementet|Samrådet/);
  assert.match(await check("2020-03-01"), /Nydepartementet/);
  const page = (await samrad.get("/bodies/speil/mandate?at=2014-03-01", { headers: { accept: "text/html" } })).text;
  assert.match(page, /Gammeldepartementet/);
  assert.doesNotMatch(page, /Nydepartementet/);
});

test("names do not overlap", async () => {
  const overlapping = (name) => [{ name, validFrom: "2010", validTo: "2015-06-30" }, { name, validFrom: "2015-06-01" }];
  assertProblem(await samrad.put("/v1/bodies/to-navn", { name: text("A"), kind: "council", names: overlapping(text("B")) }), 422, { pointer: "/names/1", code: "overlap" });
  assertProblem(await samrad.put("/v1/persons/to-navn", { name: "A", names: overlapping("B") }), 422, { pointer: "/names/1", code: "overlap" });
});

test("erasing a person takes the old names, too", async () => {
  await samrad.store(["/v1/persons/slettes", { name: "Sivert Nå", names: [{ name: "Sivert Forhen", validTo: "2015" }] }]);
  assert.equal((await samrad.get("/v1/search?q=forhen&type=persons")).json.items.length, 1);
  const erased = await samrad.post("/v1/persons/slettes/erasure", { reason: "requested" }, { key: samrad.keys.admin });
  assert.ok(erased.status < 300, erased.text);
  assert.equal((await samrad.get("/v1/search?q=forhen&type=persons")).json.items.length, 0);
  assert.doesNotMatch((await samrad.get("/v1/persons/slettes/history")).text, /Forhen/);
});
