// References to what does not exist, at every place where a resource can refer to another; and several faults at once, in
// the caller's language.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const {
  components: { schemas },
} = (await samrad.get("/v1/openapi.json")).json;

const NONE = "finnes-ikke";
const party = { organisation: NONE, through: [NONE], signatoryOffice: NONE, signatoryPerson: NONE };
const attendees = [{ membership: NONE, person: NONE, organisation: NONE, office: NONE, deputyFor: NONE, presence: "present" }];
const attachments = [{ title: "P", document: NONE }];
const one = (...kinds) => kinds.map((kind) => ({ [kind]: NONE }));

/** Of each collection a resource that refers to nothing that exists, at every place where it can refer. */
const lost = {
  organisations: [
    { name: { nb: "O" }, kind: "collective", partOf: one("organisation"), comprises: [NONE], predecessors: [NONE], area: NONE },
  ],
  areas: [{ name: { nb: "A" }, kind: "catchment", within: one("area"), comprises: [NONE] }],
  persons: [{ name: "P" }],
  offices: [{ title: { nb: "E" }, organisation: NONE, holders: one("person") }],
  bodies: [
    {
      name: { nb: "B" },
      kind: "forum",
      establishedBy: [NONE],
      parties: [party],
      reportsTo: one("organisation", "body"),
      within: NONE,
      area: NONE,
      secretariat: one("organisation", "body", "office"),
    },
  ],
  memberships: [
    {
      body: NONE,
      role: "deputy",
      person: NONE,
      organisation: NONE,
      office: NONE,
      area: NONE,
      appointedBy: NONE,
      nominatedBy: NONE,
      deputyFor: NONE,
      actingFor: NONE,
      replaces: [NONE],
    },
  ],
  waivers: [{ rule: NONE, body: NONE, ground: { nb: "G" }, grantedBy: NONE }],
  agreements: [
    {
      title: { nb: "A" },
      kind: "framework",
      parties: [party],
      basedOn: one("agreement", "body"),
      renews: [NONE],
      supersedes: [NONE],
      establishes: [NONE],
      priorityGroups: [{ name: { nb: "P" }, authority: { agreement: NONE } }],
      commitments: [{ party: NONE, text: { nb: "T" } }],
    },
  ],
  meetings: [{ body: NONE, status: "held", attendance: attendees, agenda: [{ title: { nb: "S" }, attachments }], attachments }],
  minutes: [
    {
      meeting: NONE,
      present: attendees,
      attachments,
      items: [
        {
          number: "1",
          title: { nb: "S" },
          attachments,
          presenters: one("person"),
          actions: [{ number: 1, text: { nb: "G" }, kind: "task", responsible: one("organisation", "body", "office", "person") }],
        },
      ],
    },
    {
      meeting: "motet",
      items: [
        {
          number: "1",
          title: { nb: "S" },
          answersEarlier: [{ meeting: NONE, number: 1 }],
          actions: [{ number: 1, text: { nb: "G" }, kind: "task", answersEarlier: [{ meeting: NONE, number: 1 }] }],
        },
      ],
    },
  ],
  documents: [{ title: { nb: "D" }, kind: "other", body: NONE, meeting: NONE, agreement: NONE }],
};

/** The places of a schema that hold an id, as JSON pointers with `*` for the index; selectors of rules apart. */
function* places(schema, pointer = "", seen = []) {
  if (schema.$ref === "#/components/schemas/Id") {
    if (pointer !== "/id") yield pointer;
    return;
  }
  if (schema.$ref) {
    if (!seen.includes(schema.$ref)) yield* places(schemas[schema.$ref.split("/").at(-1)], pointer, [...seen, schema.$ref]);
    return;
  }
  for (const [name, member] of Object.entries(schema.properties ?? {}).filter(([, { readOnly }]) => !readOnly))
    yield* places(member, `${pointer}/${name}`, seen);
  if (schema.items) yield* places(schema.items, `${pointer}/*`, seen);
  for (const part of [...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) yield* places(part, pointer, seen);
}

function* pointers(value, pointer = "") {
  if (value === NONE) yield pointer;
  else if (typeof value === "object") for (const [key, member] of Object.entries(value)) yield* pointers(member, `${pointer}/${key}`);
}

const schemaOf = (collection) =>
  ({
    organisations: "Organisation",
    areas: "Area",
    persons: "Person",
    offices: "Office",
    bodies: "Body",
    memberships: "Membership",
    waivers: "Waiver",
    agreements: "Agreement",
    meetings: "Meeting",
    minutes: "Minutes",
    documents: "Document",
  })[collection];

for (const [collection, documents] of Object.entries(lost)) {
  test(`${collection}: every reference to nothing is named`, async () => {
    const met = new Set();
    for (const document of documents) {
      const id = collection === "minutes" ? document.meeting : "viser-til-intet";
      const answer = await samrad.put(`/v1/${collection}/${id}`, document);
      const expected = [...pointers(document)];
      for (const pointer of expected) met.add(pointer.replace(/\/\d+/g, "/*"));
      if (expected.length === 0) assert.equal(answer.status, 201, answer.text);
      else assertProblem(answer, 422, ...expected.map((pointer) => ({ pointer, code: "unknown_reference", detail: new RegExp(NONE) })));
    }
    assert.deepEqual(
      [...new Set(places(schemas[schemaOf(collection)]))].filter((place) => !met.has(place)),
      [],
      "places that are not tried",
    );
  });
}

const rule = (more) => ({ body: "radet", force: "shall", basis: "stated", text: { nb: "R" }, ...more });
const selectors = {
  organisation: [NONE],
  organisationWithin: NONE,
  office: [NONE],
  area: [NONE],
  areaWithin: NONE,
  person: [NONE],
  appointedBy: [NONE],
  nominatedBy: [NONE],
  memberOf: { body: NONE },
};
const rules = [
  { body: NONE, kind: "statement" },
  { body: undefined, agreement: NONE, kind: "statement" },
  ...Object.entries(selectors).map(([name, value]) => ({ kind: "seats", who: { [name]: value } })),
  {
    kind: "count",
    min: 1,
    of: { all: [{ not: { any: [{ organisation: ["etaten", NONE] }, { role: ["chair"] }] } }] },
    who: { role: ["chair"] },
  },
  { kind: "parity", sides: [{ organisation: [NONE] }, { area: ["bygda", NONE] }] },
  { kind: "seats", per: { areaKind: "municipality", within: NONE } },
  { kind: "seats", per: { areas: ["bygda", NONE] } },
  { kind: "seats", per: { organisations: [NONE] } },
  { kind: "seats", per: { membersOf: { body: NONE, role: ["chair"] } } },
  { kind: "mirrors", of: NONE },
  { kind: "sequence", before: NONE, after: NONE },
];

for (const more of rules) {
  test(`rules: ${JSON.stringify(more)}`, async () => {
    const document = JSON.parse(JSON.stringify(rule(more)));
    const expected = [...pointers(document)];
    assert.ok(expected.length > 0);
    assertProblem(
      await samrad.put("/v1/rules/viser-til-intet", document),
      422,
      ...expected.map((pointer) => ({ pointer, code: "unknown_reference" })),
    );
  });
}

test("a reference must be to the right sort of resource", async () => {
  assertProblem(await samrad.put("/v1/bodies/feil", { name: { nb: "F" }, kind: "forum", establishedBy: ["radet"] }), 422, {
    pointer: "/establishedBy/0",
    code: "unknown_reference",
  });
});

test("what is referred to becomes known, and unknown again", async () => {
  const body = { name: { nb: "F" }, kind: "forum", within: "senere" };
  assertProblem(await samrad.put("/v1/bodies/forst", body), 422, { pointer: "/within" });
  await samrad.store(["/v1/bodies/senere", { name: { nb: "S" }, kind: "forum" }]);
  assert.equal((await samrad.put("/v1/bodies/forst", body)).status, 201);
  assertProblem(await samrad.delete("/v1/bodies/senere"), 409);
  assert.equal((await samrad.patch("/v1/bodies/forst", { within: null })).status, 200);
  await samrad.deleted("/v1/bodies/senere");
  assertProblem(await samrad.patch("/v1/bodies/forst", { within: "senere" }), 422, { pointer: "/within" });
});

const wrong = {
  name: { en: "Forum" },
  kind: "club",
  foo: 1,
  shortNam: "x",
  area: NONE,
  validFrom: "2023-02-29",
  validTo: 2024,
  establishedBy: ["etaten", NONE],
  note: { nb: "" },
  mandate: "alt",
  identifiers: { orgnr: "123456789" },
  sources: [{ url: "ftp://x" }],
  seatsExhaustive: "ja",
};
const faults = [
  "/name",
  "/kind",
  "/foo",
  "/shortNam",
  "/area",
  "/validFrom",
  "/validTo",
  "/establishedBy/1",
  "/note/nb",
  "/mandate",
  "/identifiers/orgnr",
  "/sources/0",
  "/sources/0/url",
  "/seatsExhaustive",
];
const words = {
  nb: [/Innholdet følger ikke kontrakten/, /Skal være en av: council/, /«finnes-ikke» finnes ikke i areas/, /Mente du «shortName»/],
  nn: [/Innhaldet følgjer ikkje kontrakten/, /Skal vere ein av: council/, /«finnes-ikke» finst ikkje i areas/, /Meinte du «shortName»/],
  en: [
    /The content does not follow the contract/,
    /Must be one of: council/,
    /There is no 'finnes-ikke' in areas/,
    /Did you mean 'shortName'/,
  ],
};

for (const [language, [title, kind, area, near]] of Object.entries(words)) {
  test(`all faults at once, in ${language}`, async () => {
    const answer = await samrad.post("/v1/bodies", wrong, { headers: { "accept-language": language } });
    assertProblem(
      answer,
      422,
      ...faults.map((pointer) => ({ pointer })),
      { pointer: "/kind", code: "enum", detail: kind },
      { pointer: "/area", code: "unknown_reference", detail: area },
      { pointer: "/shortNam", code: "unknown_property", detail: near },
    );
    assert.match(answer.json.title, title);
  });
}

test("the codes are the same in every language, and each fault is told once", async () => {
  const codes = async (language) =>
    (await samrad.post("/v1/bodies", wrong, { headers: { "accept-language": language } })).json.errors.map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );
  const nb = await codes("nb");
  assert.equal(new Set(nb).size, nb.length);
  assert.deepEqual(await codes("nn"), nb);
  assert.deepEqual(await codes("en"), nb);
});

test("the language: lang before Accept-Language, by quality, Bokmål if nothing fits", async () => {
  const title = async (path, accept) =>
    (await samrad.get(path, { headers: accept === undefined ? {} : { "accept-language": accept } })).json.title;
  const spoken = { nb: "Finnes ikke", nn: "Finst ikkje", en: "Not found" };
  for (const [accept, language] of [
    [undefined, "nb"],
    ["", "nb"],
    ["en", "en"],
    ["en-GB,en;q=0.9", "en"],
    ["nn", "nn"],
    ["nn-NO", "nn"],
    ["no", "nb"],
    ["de", "nb"],
    ["de, en;q=0.5", "en"],
    ["nb;q=0.2, nn;q=0.9", "nn"],
    ["en;q=0, nn;q=0.1", "nn"],
    ["*", "nb"],
    ["xx;;;q=,,", "nb"],
    ["EN", "en"],
  ])
    assert.equal(await title("/v1/bodies/borte", accept), spoken[language], `Accept-Language: ${accept}`);
  for (const language of ["nb", "nn", "en"]) assert.equal(await title(`/v1/bodies/borte?lang=${language}`, "de"), spoken[language]);
  assert.equal(await title("/v1/bodies/borte?lang=en", "nn"), spoken.en);
  for (const language of ["de", "", "NB", "nb-NO", "se"])
    assertProblem(await samrad.get(`/v1/bodies?lang=${language}`), 400, { parameter: "lang" });
});

test("more than a hundred faults are counted, and a hundred listed", async () => {
  const answer = await samrad.post("/v1/bodies", {
    name: { nb: "M" },
    kind: "forum",
    establishedBy: Array.from({ length: 100 }, (_, i) => `borte-${i}`),
    a: 1,
    b: 2,
  });
  assertProblem(answer, 422);
  assert.equal(answer.json.errors.length, 100);
  assert.equal(answer.json.errorCount, 102);
});

samrad.endsCleanly();
