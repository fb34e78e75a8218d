// Every filter of every collection, held against the same choice made here among all resources.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
await samrad.store(
  [
    "/v1/memberships/lege",
    {
      body: "sektorradet",
      role: "member",
      categories: ["profession", "user_organisation"],
      traits: ["general_practitioner"],
      area: "ringsaker",
      appointedBy: "ks",
      person: "vestre",
    },
  ],
  ["/v1/memberships/uten", { body: "ssu-innlandet", role: "observer", categories: [], traits: ["union_representative"] }],
  ["/v1/waivers/fritak", { rule: "sektorradet-leder", ground: { nb: "Ingen er utnevnt." }, validFrom: "2020", validTo: "2020-03" }],
  ["/v1/waivers/fritak-to", { rule: "ssu-innlandet-kommunalsjefer", body: "ssu-innlandet", ground: { nb: "Vakans." } }],
  [
    "/v1/agreements/emner",
    {
      title: { nb: "Avtale med emner" },
      kind: "framework",
      topics: [
        { code: "beredskap", text: { nb: "Beredskap" } },
        { code: "forskning", text: { nb: "Forskning" } },
      ],
    },
  ],
  ["/v1/rules/alles", { appliesTo: { bodyKind: ["forum"] }, issuedBy: "ks", kind: "statement", force: "may", basis: "stated", text: { nb: "Alle kan mer." } }],
  ["/v1/rules/organets", { body: "sektorradet", derogatesFrom: "alles", kind: "statement", force: "may", basis: "stated", text: { nb: "Organet kan mer." } }],
  ["/v1/rules/avtalens", { agreement: "emner", kind: "statement", force: "may", basis: "stated", text: { nb: "Partene kan mer." } }],
  [
    "/v1/offices/delt",
    {
      title: { nb: "Delt embete" },
      shared: true,
      holders: [
        { person: "tor-am", validFrom: "2019" },
        { person: "vestre", validFrom: "2019" },
      ],
    },
  ],
  ["/v1/meetings/nummerert", { body: "ssu-innlandet", status: "planned", number: 7, date: "2030-05-05" }],
  [
    "/v1/minutes/nummerert",
    {
      meeting: "nummerert",
      status: "approved",
      items: [
        {
          number: "1",
          title: { nb: "Sak" },
          decisions: [{ text: { nb: "Vedtatt." }, kind: "budsjett" }, { text: { nb: "Tatt til orientering." } }, { text: { nb: "Valgt." }, kind: "valg" }],
          actions: [
            {
              number: 1,
              text: { nb: "Gjør" },
              kind: "task",
              status: "done",
              due: { type: "date", date: "2030-06" },
              responsible: [{ person: "tor-am" }, { office: "delt" }, { body: "sektorradet" }],
            },
            { number: 2, text: { nb: "Gjør mer" }, kind: "task", status: "open", due: { type: "date", date: "2030-06-15" } },
          ],
        },
      ],
    },
  ],
);

const SUMS = ["a", "b", "c"].map((digit) => digit.repeat(64));
await samrad.store(
  ["/v1/documents/lenket", {
    title: { nb: "Lenket" }, kind: "mandate", language: "nb", date: "2019-01-01", body: "sektorradet",
    link: { url: "https://example.no/", mediaType: "text/html", sha256: SUMS[0] },
  }],
  ["/v1/documents/lovet", {
    title: { nb: "Lovet" }, kind: "report", language: "nn", date: "2020-02", meeting: "nummerert", agreement: "emner",
    link: { url: "https://example.no/x.pdf", mediaType: "application/pdf", sha256: SUMS[1] },
    content: { mediaType: "image/png", size: 7, sha256: SUMS[2], text: "none" },
  }],
  ["/v1/documents/lastet", { title: { nb: "Lastet" }, kind: "case_paper" }],
);
await samrad.put("/v1/documents/lastet/content", "Sakspapir", { headers: { "content-type": "text/plain" } });

const { paths, components } = (await samrad.get("/v1/openapi.json")).json;
const collections = [
  "organisations",
  "areas",
  "persons",
  "offices",
  "bodies",
  "rules",
  "memberships",
  "waivers",
  "agreements",
  "meetings",
  "minutes",
  "documents",
  "codes",
  "actions",
  "decisions",
];
// something of each collection has an identifier of a scheme that is its owner's
for (const name of collections.filter((one) => !["actions", "decisions"].includes(one))) {
  const [id] = await samrad.ids(`/v1/${name}?limit=1`);
  const answer = await samrad.patch(`/v1/${name}/${id}`, { identifiers: { sak: `2024/17: ${name}` } });
  assert.equal(answer.status, 200, answer.text);
}
const all = {};
for (const name of collections)
  all[name] = await samrad.all(`/v1/${name}?limit=500`);
const bodyOf = (collection, id) => all[collection].find((item) => item.id === id)?.body;

/** The ids above an item, itself included, by way of `member`. */
function above(collection, member, key, item) {
  const found = new Set([item.id]);
  for (const id of found) for (const part of all[collection].find((other) => other.id === id)?.[member] ?? []) found.add(part[key]);
  return found;
}

const identifiers = (item) => Object.entries(item.identifiers ?? {}).map((pair) => pair.join(":"));
const identifier = (scheme) => (item) => [item.identifiers?.[scheme]];
const listed = (member, key) => (item) => (item[member] ?? []).map((part) => (key ? part[key] : part));
const parties = (item) => (item.parties ?? []).flatMap(({ organisation, through = [] }) => [organisation, ...through]);

/** For a filter: the values by which it finds an item. Where it is the member of that name, it need not stand here. */
const values = {
  organisations: {
    orgnr: identifier("orgnr"),
    kommunenummer: identifier("kommunenummer"),
    partOf: listed("partOf", "organisation"),
    within: (item) => [...above("organisations", "partOf", "organisation", item)],
  },
  areas: {
    kommunenummer: identifier("kommunenummer"),
    fylkesnummer: identifier("fylkesnummer"),
    within: (item) => [...above("areas", "within", "area", item)],
  },
  persons: {},
  offices: { holder: listed("holders", "person") },
  bodies: { establishedBy: listed("establishedBy"), party: parties },
  rules: { general: (item) => [String(!item.body && !item.agreement)] },
  memberships: { category: listed("categories"), trait: listed("traits") },
  waivers: { body: (item) => [bodyOf("rules", item.rule)] },
  agreements: { party: parties, establishes: listed("establishes"), topic: listed("topics", "code"), renews: listed("renews") },
  meetings: {},
  minutes: { body: (item) => [bodyOf("meetings", item.meeting)] },
  documents: {
    body: (item) => [item.body ?? bodyOf("meetings", item.meeting)],
    mediaType: ({ content, link }) => [(content ?? link)?.mediaType],
    sha256: ({ content, link }) => [content?.sha256, link?.sha256],
    text: ({ content }) => [content?.text],
    stored: ({ id }) => [id === "lastet"],
  },
  codes: {},
  actions: {
    responsible: (item) => (item.responsible ?? []).flatMap((one) => Object.values(one)),
    due: (item) => [item.due?.type],
    answered: ({ meeting, number }) => [all.actions.some((other) => other.meeting === meeting && other.answers === number)],
  },
  decisions: {},
};

/** Filters that are no equality, each with values to try. */
const comparisons = {
  "meetings.from": ["2012-01-31", "2012-02-01", (item, day) => item.date >= day],
  "meetings.to": ["2012-01-31", "2012-01-30", (item, day) => item.date <= day],
  "documents.from": ["2019-01-01", "2020-02-01", (item, day) => item.date?.padEnd(10, "-01") >= day],
  "documents.to": ["2020-02-01", "2020-01-31", (item, day) => item.date?.padEnd(10, "-01") <= day],
  "actions.dueFrom": ["2011-09-21", "2011-09-22", (item, day) => item.dueDate >= day],
  "actions.dueTo": ["2030-06-30", "2030-06-29", (item, day) => item.dueDate <= day],
  "actions.overdueAt": ["2011-09-22", "2031-01-01", (item, day) => item.dueDate < day && !["done", "dropped"].includes(item.status)],
  "decisions.from": ["2011-08-30", "2030-05-05", (item, day) => item.date >= day],
  "decisions.to": ["2011-08-30", "2030-05-05", (item, day) => item.date <= day],
  "agreements.openEnded": null, // only together with validAt: see the acceptance tests
};

const STEERING = ["delimiter", "q", "validAt", "knownAt", "modifiedSince", "format", "sort", "fields", "include", "limit", "cursor", "count", "lang"];
const parameterOf = (reference) => components.parameters[reference.$ref.split("/").at(-1)];
const filtersOf = (path) =>
  paths[path].get.parameters.map(parameterOf).filter(({ name, in: place }) => place === "query" && !STEERING.includes(name));
const query = (name, chosen) => chosen.map((value) => `${name}=${encodeURIComponent(value)}`).join("&");
const sorted = (items) => items.map(({ id }) => id).sort();
const found = async (path, filter) => (await samrad.ids(`${path}?limit=500&${filter}`)).sort();

for (const collection of Object.keys(values)) {
  const path = `/v1/${collection}`;
  for (const parameter of filtersOf(path)) {
    const { name } = parameter;
    if (`${collection}.${name}` in comparisons) continue;
    test(`${collection} by ${name}`, async () => {
      const valuesOf = values[collection][name] ?? (name === "identifier" ? identifiers : (item) => [item[name]]);
      const known = [...new Set(all[collection].flatMap(valuesOf).filter((value) => value !== undefined))];
      assert.ok(known.length > 0, "nothing to choose by");
      const chosen = [known[0], known.at(-1), known[Math.floor(known.length / 2)]];
      for (const value of new Set(chosen)) {
        const expected = all[collection].filter((item) => valuesOf(item).includes(value));
        assert.deepEqual(await found(path, query(name, [value])), sorted(expected), `${name}=${value}`);
      }
      const two = [...new Set(chosen)].slice(0, 2);
      if (parameter.schema.type === "array" && two.length === 2) {
        const expected = all[collection].filter((item) => valuesOf(item).some((value) => two.includes(value)));
        assert.deepEqual(await found(path, query(name, two)), sorted(expected), `${name} is any of ${two}`);
      }
    });
  }
}

for (const [filter, expectation] of Object.entries(comparisons).filter(([, value]) => value)) {
  const [collection, name] = filter.split("."),
    matches = expectation.at(-1);
  test(`${collection} by ${name}`, async () => {
    for (const day of expectation.slice(0, -1)) {
      const expected = sorted(all[collection].filter((item) => matches(item, day)));
      assert.ok(expected.length > 0);
      assert.deepEqual(await found(`/v1/${collection}`, `${name}=${day}`), expected, day);
    }
  });
}

test("every filter of the contract is tried here", () => {
  for (const filter of Object.keys(comparisons)) {
    const [collection, name] = filter.split(".");
    assert.ok(
      filtersOf(`/v1/${collection}`).some((parameter) => parameter.name === name),
      filter,
    );
  }
  const collectionPaths = Object.keys(paths).filter((path) => /^\/v1\/[a-z]+$/.test(path) && paths[path].get?.["x-samrad"].action === "list");
  assert.deepEqual(
    collectionPaths.sort(),
    Object.keys(values)
      .map((name) => `/v1/${name}`)
      .sort(),
  );
});

test("two filters narrow each other", async () => {
  const expected = all.organisations.filter(({ kind, sector }) => kind === "ministry" && sector === "state");
  assert.ok(expected.length > 3);
  assert.deepEqual(await found("/v1/organisations", "kind=ministry&sector=state"), sorted(expected));
  assert.deepEqual(await found("/v1/organisations", "kind=ministry&sector=user"), []);
});

test("a filter on something that nothing has finds nothing, and says so", async () => {
  const answer = await samrad.get("/v1/bodies?kind=youth_council&count=true");
  assert.deepEqual(answer.json, { items: [], next: null, total: 0 });
  assert.deepEqual(await found("/v1/meetings", "body=finnes-ikke"), []);
});

for (const collection of ["rules", "memberships", "waivers", "meetings"]) {
  test(`the ${collection} of one body`, async () => {
    const of = (body) => all[collection].filter((item) => (item.body ?? bodyOf("rules", item.rule)) === body);
    for (const body of ["sektorradet", "ssu-innlandet"])
      assert.deepEqual(await found(`/v1/bodies/${body}/${collection}`, "count=true"), sorted(of(body)), body);
    assert.equal((await samrad.get(`/v1/bodies/finnes-ikke/${collection}`)).status, 404);
    assert.equal((await samrad.get(`/v1/bodies/sektorradet/${collection}?body=ssu-innlandet`)).status, 400);
    const empty = await samrad.get(`/v1/bodies/konsultasjonsordningen/${collection}?count=true`);
    assert.deepEqual(empty.json, { items: [], next: null, total: 0 });
  });
}

test("the lists of a body take the collection's other filters", async () => {
  assert.deepEqual(
    await found("/v1/bodies/sektorradet/rules", "kind=term&kind=size"),
    sorted(all.rules.filter(({ body, kind }) => body === "sektorradet" && ["term", "size"].includes(kind))),
  );
});

samrad.endsCleanly();
