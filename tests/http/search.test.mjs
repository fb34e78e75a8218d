// Search in everything: Norwegian words, compounds, slips of the pen, phrases, numbers, old names; pages, facets, bad input.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const meeting = (id, day, ...titles) => [
  `/v1/meetings/${id}`,
  { body: "radet", date: day, status: "held", agenda: titles.map((nb, i) => ({ number: `${i + 1}`, title: { nb } })) },
];
await samrad.store(
  ...foundation,
  [
    "/v1/organisations/arbeids",
    {
      name: { nb: "Arbeidsdepartementet" },
      kind: "ministry",
      identifiers: { orgnr: "983971709" },
      names: [{ name: { nb: "Sosialdepartementet" }, validTo: "2005" }],
    },
  ],
  ["/v1/agreements/innlandet", { title: { nb: "Samarbeidsavtale for Innlandet" }, kind: "statutory_cooperation", signedOn: "2022-06-01" }],
  ["/v1/agreements/nynorsk", { title: { nn: "Avtalar om tenestene" }, kind: "framework", purpose: { nn: "Betre tenester til innbyggjarane." } }],
  ["/v1/bodies/rad2", { name: { nb: "Helsefellesskap Nord" }, kind: "council", purpose: { nb: "Se til at helse\u00addirektoratets veileder følges." } }],
  meeting("m1", "2011-08-30", "Gjennomføring av samhandlingsreformen", "Veileder fra helse¬direktøren", "Budsjett og <b>regnskap</b>"),
  meeting("m2", "2019-05-01", "Orientering om samhandlingsreformen"),
  [
    "/v1/minutes/m1",
    {
      meeting: "m1",
      items: [
        {
          number: "1",
          title: { nb: "Reformen" },
          text: { nb: "Det ble snakket om kommunal medfinan-\nsiering." },
          actions: [{ number: 1, text: { nb: "Lage informasjonsplanen" }, kind: "task" }],
        },
      ],
    },
  ],
);

const search = async (q, more = "") => {
  const answer = await samrad.get(`/v1/search?q=${encodeURIComponent(q)}${more}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const found = async (q, more) => (await search(q, more)).items.map(({ id }) => id);

const finds = {
  "a word in another inflection": ["avtalene", "agreements:nynorsk"],
  "a compound by its last part": ["avtale", "agreements:innlandet"],
  "a compound by its first part": ["samhandling", "agenda:m1:0"],
  "in Nynorsk": ["teneste", "agreements:nynorsk"],
  "a word spelt wrong": ["samarbeidsavtalle", "agreements:innlandet"],
  "a number as it is spaced": ["983 971 709", "organisations:arbeids"],
  "a number without spaces": ["983971709", "organisations:arbeids"],
  "an old name": ["sosialdepartementet", "organisations:arbeids"],
  "a phrase": ['"gjennomføring av samhandlingsreformen"', "agenda:m1:0"],
  "what a not-sign breaks": ["helsedirektøren", "agenda:m1:1"],
  "what a soft hyphen breaks": ["helsedirektoratets", "bodies:rad2"],
  "what the end of a line breaks": ["medfinansiering", "minutes:m1:0"],
  "an action": ["informasjonsplan", "actions:m1-a1"],
  "whatever the case": ["SAMARBEIDSAVTALE", "agreements:innlandet"],
};
for (const [name, [q, id]] of Object.entries(finds))
  test(`finds ${name}`, async () => assert.ok((await found(q)).includes(id), `${q}: ${await found(q)}`));

test("all words must be there, and some must not", async () => {
  assert.deepEqual(await found("samhandlingsreformen orientering"), ["agenda:m2:0"]);
  assert.deepEqual(await found("samhandlingsreformen -orientering"), ["agenda:m1:0"]);
  assert.deepEqual(await found('"samhandlingsreformen gjennomføring"'), []);
  assert.deepEqual(await found("og i på"), []);
});

test("the last word may go on", async () => {
  assert.deepEqual(await found("sos"), []);
  assert.deepEqual(await found("sos", "&prefix=true"), ["organisations:arbeids"]);
  assert.deepEqual(await found("orientering samh", "&prefix=true"), ["agenda:m2:0"]);
});

test("filters and facets", async () => {
  const all = await search("samhandlingsreformen", "&facets=true&count=true");
  assert.equal(all.total, 2);
  assert.deepEqual(all.facets, { type: { agenda: 2 }, body: { radet: 2 }, kind: {}, year: { 2011: 1, 2019: 1 } });
  assert.deepEqual(await found("samhandlingsreformen", "&from=2012-01-01"), ["agenda:m2:0"]);
  assert.deepEqual(await found("samhandlingsreformen", "&to=2011-08-30"), ["agenda:m1:0"]);
  assert.deepEqual(await found("samhandlingsreformen", "&to=2011-08-29"), []);
  assert.deepEqual(await found("samhandlingsreformen", "&type=bodies&type=minutes"), []);
  assert.deepEqual(await found("samhandlingsreformen", "&body=rad2"), []);
  assert.deepEqual(await found("avtale", "&kind=framework"), ["agreements:nynorsk"]);
  assert.deepEqual((await search("samhandlingsreformen", "&type=bodies&facets=true")).facets, { type: { agenda: 2 }, body: {}, kind: {}, year: {} });
});

test("a title counts for more than a text", async () => {
  await samrad.store(["/v1/bodies/rad3", { name: { nb: "Trafikkrådet" }, kind: "council" }], ["/v1/bodies/rad4", { name: { nb: "Et råd" }, kind: "council", purpose: { nb: "Trafikkrådet råder om trafikk." } }]);
  assert.deepEqual(await found("trafikkrådet"), ["bodies:rad3", "bodies:rad4"]);
});

test("pages go through all, each once", async () => {
  await samrad.store(...Array.from({ length: 25 }, (_, i) => meeting(`side-${i}`, `2020-01-${String(i + 1).padStart(2, "0")}`, "Paginering")));
  const seen = [];
  for (let next = "/v1/search?q=paginering&limit=10"; next; ) {
    const { items, next: after } = (await samrad.get(next)).json;
    seen.push(...items.map(({ id }) => id));
    next = after;
  }
  assert.equal(seen.length, 25);
  assert.equal(new Set(seen).size, 25);
});

test("matches are pieces of text, never markup", async () => {
  const [item] = (await search("regnskap")).items;
  assert.deepEqual(item.highlights.title, [
    { text: "Budsjett og <b>", match: false },
    { text: "regnskap", match: true },
    { text: "</b>", match: false },
  ]);
});

test("what is changed or deleted is found as it is now", async () => {
  await samrad.store(["/v1/bodies/kort", { name: { nb: "Kortlivet" }, kind: "forum" }]);
  assert.deepEqual(await found("kortlivet"), ["bodies:kort"]);
  await samrad.store(["/v1/bodies/kort", { name: { nb: "Varig" }, kind: "forum" }]);
  assert.deepEqual(await found("kortlivet"), []);
  assert.deepEqual(await found("varig"), ["bodies:kort"]);
  assert.equal((await samrad.delete("/v1/bodies/kort")).status, 204);
  assert.deepEqual(await found("varig"), []);
});

test("minutes follow their meeting to another body", async () => {
  const [, held] = meeting("m1", "2011-08-30", "Gjennomføring av samhandlingsreformen");
  await samrad.store(["/v1/meetings/m1", { ...held, body: "rad2" }]);
  assert.deepEqual(await found("informasjonsplan", "&body=rad2"), ["actions:m1-a1"]);
  assert.deepEqual(await found("medfinansiering", "&body=rad2&from=2011-08-30"), ["minutes:m1:0"]);
});

test("bad input", async () => {
  for (const [query, parameter] of [
    ["", "q"],
    ["?q=", "q"],
    ["?q=a&type=ukjent", "type"],
    ["?q=a&from=i-gaar", "from"],
    ["?q=a&sort=id", "sort"],
    [`?q=${"a".repeat(201)}`, "q"],
  ])
    assertProblem(await samrad.get(`/v1/search${query}`), 400, { parameter });
});

test("odd questions are answered", async () => {
  for (const q of ["'", '"', "\\", "a:*", "& | !", "#type:agenda", "-", '-"', "<->", "%", "_", "a\u202eb", "💥", "x ".repeat(100), '"' + "ord ".repeat(40) + '"'])
    for (const prefix of ["", "&prefix=true"]) await search(q, prefix);
  assert.deepEqual(await found("#item"), []);
});

test("unchanged since last asked", async () => {
  const first = await samrad.get("/v1/search?q=avtale");
  const again = await samrad.get("/v1/search?q=avtale", { headers: { "if-none-match": first.headers.etag } });
  assert.equal(again.status, 304);
});

test("keys and formats", async () => {
  assertProblem(await samrad.get("/v1/search?q=a", { key: "samrad_x" }), 401);
  assertProblem(await samrad.get("/v1/search?q=a", { headers: { accept: "text/html" } }), 406);
});

samrad.endsCleanly();
