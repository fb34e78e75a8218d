// What lists can be asked for: pages, counts, fields, related resources, free text, a date, what has changed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
await samrad.store(...foundation);
const { paths, components } = (await samrad.get("/v1/openapi.json")).json;
const lists = Object.entries(paths)
  .filter(([path, item]) => item.get?.["x-samrad"].action === "list" && !path.endsWith(".ics")) // calendars
  .map(([path, { get }]) => ({ path: path.replace("{id}", "nasjonal-koordineringsgruppe"), operation: get, marks: get["x-samrad"] }));
const collections = lists.filter(({ marks }) => !marks.fixed);
const fieldsOf = ({ operation }) =>
  operation.parameters.map(({ $ref }) => components.parameters[$ref.split("/").at(-1)]).find(({ name }) => name === "fields").schema.items
    .enum;
const json = async (path, options) => {
  const answer = await samrad.get(path, options);
  assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 500)}`);
  return answer.json;
};

test("a page has fifty items unless asked for otherwise, and at most five hundred", async () => {
  assert.equal((await json("/v1/areas")).items.length, 50);
  assert.equal((await json("/v1/areas?limit=1")).items.length, 1);
  assert.ok((await json("/v1/areas?limit=500")).items.length > 350);
});

test("count adds the number of matches on all pages, and only when asked", async () => {
  const first = await json("/v1/areas?kind=municipality&count=true&limit=10");
  assert.equal(first.total, 358);
  assert.equal((await json(first.next)).total, 358);
  assert.equal("total" in (await json("/v1/areas?limit=1")), false);
  assert.equal("total" in (await json("/v1/areas?limit=1&count=false")), false);
  for (const count of ["yes", "1", "TRUE", ""]) assertProblem(await samrad.get(`/v1/areas?count=${count}`), 400, { parameter: "count" });
});

test("fields cut every resource down to what was asked, and the id", async () => {
  for (const list of lists) {
    for (const field of fieldsOf(list)) {
      const { items } = await json(`${list.path}?limit=3&fields=${field}`);
      for (const item of items)
        assert.ok(Object.keys(item).every((key) => [field, "id"].includes(key)) && item.id, `${list.path} ${field}`);
    }
  }
});

test("fields of one resource: as stored, in its order", async () => {
  const whole = await json("/v1/bodies/sektorradet");
  const some = await json("/v1/bodies/sektorradet?fields=kind,name,version");
  assert.deepEqual(some, { id: "sektorradet", name: whole.name, kind: whole.kind, version: whole.version });
  assert.deepEqual(await json("/v1/bodies/sektorradet?fields=area"), { id: "sektorradet" });
});

test("fields that are none are refused, with the nearest", async () => {
  assertProblem(await samrad.get("/v1/bodies?fields=naem"), 400, { parameter: "fields", detail: /«name»/ });
  assertProblem(
    await samrad.get("/v1/bodies/sektorradet?fields=name,purpos,xx"),
    400,
    { parameter: "fields", detail: /«purpose»/ },
    { parameter: "fields", detail: /«xx»/ },
  );
  for (const fields of ["", ",", "name,", "name.nb", "*", "included"])
    assertProblem(await samrad.get(`/v1/bodies?fields=${fields}`), 400, { parameter: "fields" });
});

test("every related resource can be included, in lists and in single resources", async () => {
  for (const { path, marks } of collections) {
    for (const name of marks.include) {
      const { items } = await json(`${path}?include=${name}&limit=2`);
      for (const item of items) assert.deepEqual(Object.keys(item.included), [name], path);
      if (items.length === 0) continue;
      const one = await json(`${path}/${items[0].id}?include=${name}`);
      assert.deepEqual(one, items[0]);
    }
  }
});

test("what is included is what belongs there, whole", async () => {
  const { included, ...body } = await json("/v1/bodies/nasjonal-koordineringsgruppe?include=rules,meetings,agreements,memberships,waivers");
  assert.deepEqual(body, await json("/v1/bodies/nasjonal-koordineringsgruppe"));
  const below = async (what) => await samrad.all(`/v1/bodies/nasjonal-koordineringsgruppe/${what}?limit=500&sort=id`);
  assert.deepEqual(included.rules, await below("rules"));
  assert.deepEqual(
    included.meetings.map(({ date }) => date),
    (await below("meetings"))
      .map(({ date }) => date)
      .sort()
      .reverse(),
  );
  assert.deepEqual(
    included.memberships.map(({ id }) => id).sort(),
    (await below("memberships")).map(({ id }) => id),
  );
  assert.deepEqual(
    included.agreements.map(({ id }) => id),
    ["intensjonsavtale-samhandlingsreformen"],
  );
  assert.deepEqual(included.waivers, []);
});

test("what is included of a membership, a meeting, an office, an organisation, a rule and an agreement", async () => {
  const included = async (path, ...names) => (await json(`${path}?include=${names}`)).included;
  const ids = (object) => Object.fromEntries(Object.entries(object).map(([name, items]) => [name, items.map(({ id }) => id)]));
  assert.deepEqual(ids(await included("/v1/memberships/radet-kari", "person", "organisation", "office", "body")), {
    person: ["kari"],
    organisation: ["etaten"],
    office: [],
    body: ["radet"],
  });
  assert.deepEqual(ids(await included("/v1/meetings/nasjonal-koordineringsgruppe-2011-08-30", "minutes", "body")), {
    minutes: ["nasjonal-koordineringsgruppe-2011-08-30"],
    body: ["nasjonal-koordineringsgruppe"],
  });
  assert.deepEqual(ids(await included("/v1/offices/styreleder-ks", "holders", "organisation")), {
    holders: ["bjorn-arild-gram", "gunn-marit-helgesen"],
    organisation: ["ks"],
  });
  assert.deepEqual(ids(await included("/v1/organisations/ks-innlandet", "partOf")), { partOf: ["ks"] });
  assert.deepEqual(ids(await included("/v1/rules/sektorradet-leder", "body", "waivers")), { body: ["sektorradet"], waivers: [] });
  assert.deepEqual(ids(await included("/v1/agreements/intensjonsavtale-samhandlingsreformen", "bodies")), {
    bodies: ["nasjonal-koordineringsgruppe", "nasjonalt-nettverk"],
  });
});

test("fields and include go together", async () => {
  const { items } = await json("/v1/bodies?id=sektorradet&fields=shortName&include=rules");
  assert.deepEqual(Object.keys(items[0]).sort(), ["id", "included", ...("shortName" in items[0] ? ["shortName"] : [])].sort());
  assert.equal(items[0].included.rules.length, 10);
});

test("memberships are included as they stand on the date", async () => {
  await samrad.store(["/v1/memberships/kort", { body: "radet", role: "member", person: "ola", validFrom: "2020", validTo: "2020-06" }]);
  const members = async (more) =>
    (await json(`/v1/bodies?id=radet&include=memberships${more}`)).items[0].included.memberships.map(({ id }) => id).sort();
  assert.deepEqual(await members("&validAt=2020-06-30"), ["kort", "radet-kari"]);
  assert.deepEqual(await members("&validAt=2020-07-01"), ["radet-kari"]);
  assert.deepEqual(await members(""), ["radet-kari"]);
});

test("what cannot be included is refused, with the nearest", async () => {
  assertProblem(await samrad.get("/v1/bodies?include=rule"), 400, { parameter: "include", detail: /«rules»/ });
  assertProblem(await samrad.get("/v1/bodies?include="), 400, { parameter: "include" });
  assertProblem(await samrad.get("/v1/persons?include=memberships"), 400, { parameter: "include", code: "unknown_parameter" });
});

test("free text: stems, parts of words, all words, in any language, whatever the case", async () => {
  await samrad.store(
    [
      "/v1/bodies/sok-1",
      {
        name: { nb: "Kommunenes samarbeidsråd", nn: "Samarbeidsrådet til kommunane", en: "Council of cooperation" },
        kind: "forum",
        purpose: { nb: "Drøfter beredskapsplaner for sykehjem." },
      },
    ],
    ["/v1/bodies/sok-2", { name: { nb: "Rådet for 100 % ærlighet_her" }, kind: "forum" }],
  );
  const ids = (q) => samrad.ids(`/v1/bodies?kind=forum&q=${encodeURIComponent(q)}`);
  for (const q of [
    "kommune",
    "Kommunene",
    "KOMMUNER",
    "samarbeidsr",
    "beredskapsplan",
    "kommunane",
    "cooperation",
    "kommune sykehjem",
    '"samarbeidsråd"',
    "fiske OR kommune",
  ])
    assert.deepEqual(await ids(q), ["sok-1"], q);
  for (const q of ["kommune ærlighet", "kommune -sykehjem", "xyzzy"]) assert.deepEqual(await ids(q), [], q);
  for (const q of ["100 %", "%", "ærlighet_h", "_", "ÆRLIGHET"]) assert.deepEqual(await ids(q), ["sok-2"], q);
});

test("free text can hold anything", async () => {
  for (const q of [
    "'",
    "''",
    '"',
    "\\",
    "&",
    "|",
    "!",
    "(",
    ")",
    ":*",
    "a & | b",
    "'; drop table x; --",
    "<->",
    "\u{1f600}",
    "x".repeat(200),
    "\t",
    " ",
  ])
    assert.equal((await samrad.get(`/v1/bodies?q=${encodeURIComponent(q)}`)).status, 200, q);
  assertProblem(await samrad.get("/v1/bodies?q="), 400, { parameter: "q" });
  assertProblem(await samrad.get(`/v1/bodies?q=${"x".repeat(201)}`), 400, { parameter: "q" });
  assertProblem(await samrad.get("/v1/bodies?q=a%00b"), 400, { parameter: "q" });
  assertProblem(await samrad.get("/v1/bodies?q=a%01b"), 400, { parameter: "q" });
});

test("every collection can be searched", async () => {
  const found = {
    organisations: ["departement", "helse-og-omsorgsdepartementet"],
    areas: ["ringsak", "ringsaker"],
    persons: ["øgar", "petter-ogar"],
    offices: ["helsedirektør", "helsedirektoren"],
    bodies: ["sektorråd", "sektorradet"],
    rules: ["yrkesgrupper", "sektorradet-profesjoner"],
    memberships: ["Øgar", "veiledergruppen-petter-ogar"],
    agreements: ["velferdstjeneste", "barekraftige-velferdstjenester"],
    meetings: ["konstituerende", "nasjonal-koordineringsgruppe-2011-08-30"],
    minutes: ["informasjonsplan", "nasjonal-koordineringsgruppe-2011-08-30"],
    actions: ["informasjonsplanen", "nasjonal-koordineringsgruppe-2011-08-30-a4"],
    decisions: ["møteplan", "nasjonal-koordineringsgruppe-2011-08-30-d5-1"],
  };
  for (const [collection, [q, id]] of Object.entries(found))
    assert.ok((await samrad.ids(`/v1/${collection}?q=${encodeURIComponent(q)}&limit=500`)).includes(id), collection);
  await samrad.store(["/v1/waivers/soketreff", { rule: "radet-storrelse", ground: { nb: "Vakansen er lang." } }]);
  assert.deepEqual(await samrad.ids("/v1/waivers?q=vakanse"), ["soketreff"]);
});

test("a date chooses what is in force, both ends included, at the precision written", async () => {
  const period = (id, validFrom, validTo) => [
    `/v1/bodies/${id}`,
    { name: { nb: id }, kind: "youth_council", ...(validFrom && { validFrom }), ...(validTo && { validTo }) },
  ];
  await samrad.store(
    period("dag", "2020-02-10", "2020-02-20"),
    period("maned", "2020-02", "2020-02"),
    period("ar", "2020", "2020"),
    period("apen", "2020-02-15"),
    period("slutt", undefined, "2020-02-15"),
    period("alltid"),
  );
  const at = async (date) => (await samrad.ids(`/v1/bodies?kind=youth_council&validAt=${date}`)).sort();
  assert.deepEqual(await at("2020-02-09"), ["alltid", "ar", "maned", "slutt"]);
  assert.deepEqual(await at("2020-02-10"), ["alltid", "ar", "dag", "maned", "slutt"]);
  assert.deepEqual(await at("2020-02-20"), ["alltid", "apen", "ar", "dag", "maned"]);
  assert.deepEqual(await at("2020-02-29"), ["alltid", "apen", "ar", "maned"]);
  assert.deepEqual(await at("2020-03-01"), ["alltid", "apen", "ar"]);
  assert.deepEqual(await at("2020-12-31"), ["alltid", "apen", "ar"]);
  assert.deepEqual(await at("2021-01-01"), ["alltid", "apen"]);
  assert.deepEqual(await at("2019-12-31"), ["alltid", "slutt"]);
});

for (const date of ["2023-02-29", "2024", "2024-02", "i dag", "", "2024-1-1", "0000-01-01", "2024-01-01T00:00:00Z", "infinity"])
  test(`validAt=${date} is refused`, async () => {
    assertProblem(await samrad.get(`/v1/bodies?validAt=${encodeURIComponent(date)}`), 400, { parameter: "validAt" });
  });

const instant = () => samrad.sql(`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

test("what was changed since, and a tombstone for what was deleted since", async () => {
  await samrad.store(
    ["/v1/persons/slettes-for", { name: "A" }],
    ["/v1/persons/slettes", { name: "B" }],
    ["/v1/persons/endres", { name: "C" }],
    ["/v1/persons/gjenoppstar", { name: "D" }],
    ["/v1/persons/urort", { name: "E" }],
  );
  await samrad.deleted("/v1/persons/slettes-for");
  const since = await instant();
  assert.deepEqual((await json(`/v1/persons?modifiedSince=${since}`)).items, []);
  await samrad.deleted("/v1/persons/slettes");
  await samrad.patched("/v1/persons/endres", { name: "C2" });
  await samrad.deleted("/v1/persons/gjenoppstar");
  await samrad.store(["/v1/persons/gjenoppstar", { name: "D2" }], ["/v1/persons/nyfodt", { name: "F" }]);
  const { items, next } = await json(`/v1/persons?modifiedSince=${since}`);
  assert.equal(next, null);
  assert.deepEqual(
    items.map(({ id, deleted }) => [id, deleted]),
    [
      ["slettes", true],
      ["endres", undefined],
      ["gjenoppstar", undefined],
      ["nyfodt", undefined],
    ],
  );
  assert.deepEqual(Object.keys(items[0]).sort(), ["deleted", "id", "updatedAt", "version"]);
  assert.equal(items[0].version, 2);
  assert.ok(items[0].updatedAt >= since);
  const times = items.map(({ updatedAt }) => updatedAt);
  assert.deepEqual(times, [...times].sort());
  const paged = await samrad.all(`/v1/persons?modifiedSince=${since}&limit=1`);
  assert.deepEqual(paged, items);
  const some = await json(`/v1/persons?modifiedSince=${since}&fields=name&count=true`);
  assert.equal(some.total, 4);
  assert.deepEqual(some.items[0], { id: "slettes", deleted: true });
  assert.deepEqual(await samrad.ids(`/v1/persons?modifiedSince=${items.at(-1).updatedAt}`), ["nyfodt"]);
});

test("who follows the changes by updatedAt misses none", async () => {
  const since = await instant();
  const followed = new Map();
  let from = since;
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(
      [0, 1, 2, 3].map((n) =>
        samrad.put(`/v1/organisations/folges-${(round + n) % 5}`, { name: { nb: `R${round}-${n}` }, kind: "agency" }),
      ),
    );
    if (round % 2) await samrad.deleted(`/v1/organisations/folges-${round}`);
    for (const item of await samrad.all(`/v1/organisations?modifiedSince=${from}&limit=2`)) {
      followed.set(item.id, item.deleted ? "gone" : item.version);
      from = item.updatedAt > from ? item.updatedAt : from;
    }
  }
  for (const [id, version] of followed) {
    const { status, json: now } = await samrad.get(`/v1/organisations/${id}`);
    assert.equal(version, status === 404 ? "gone" : now.version, id);
  }
  assert.equal(followed.size, 5);
});

test("modifiedSince has its own order, and takes instants only", async () => {
  assertProblem(await samrad.get("/v1/persons?modifiedSince=2024-01-01T00:00:00Z&sort=name"), 400, {
    parameter: "sort",
    code: "sort_with_modified",
  });
  assert.equal((await samrad.get("/v1/persons?modifiedSince=2024-01-01T00:00:00Z&sort=updatedAt")).status, 200);
  assert.equal((await samrad.get("/v1/persons?modifiedSince=2024-01-01T01:00:00%2B01:00")).status, 200);
  for (const at of ["2024-01-01", "2024-02-30T00:00:00Z", "2024-01-01T00:00:00", "2024-01-01T25:00:00Z", "now", "-infinity", ""])
    assertProblem(await samrad.get(`/v1/persons?modifiedSince=${at}`), 400, { parameter: "modifiedSince" });
});

samrad.endsCleanly();
