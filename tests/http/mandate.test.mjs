// The rules of a body as sentences: every kind of rule, in three languages, beside what was written.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const text = { nb: "Slik det står." };
const rule = (id, members) => [`/v1/rules/${id}`, { body: "utvalget", force: "shall", basis: "stated", text, ...members }];
await samrad.store(
  ["/v1/organisations/ks", { name: { nb: "KS" }, kind: "association" }],
  ["/v1/organisations/etaten", { name: { nb: "Etaten", en: "The Agency" }, kind: "agency", sector: "state" }],
  ["/v1/areas/bergen", { name: { nb: "Bergen" }, kind: "municipality" }],
  ["/v1/areas/voss", { name: { nb: "Voss" }, kind: "municipality" }],
  ["/v1/offices/direktoren", { title: { nb: "Direktøren", en: "The Director" }, organisation: "etaten" }],
  ["/v1/bodies/radet", { name: { nb: "Rådet" }, kind: "council" }],
  ["/v1/bodies/utvalget", { name: { nb: "Utvalget", nn: "Utvalet", en: "The committee" }, kind: "committee" }],
);

let count = 0;
async function sentenceOf(members, language = "nb") {
  const id = `prove-${(count += 1)}`;
  await samrad.store(rule(id, members));
  const { status, json, text: answer } = await samrad.get("/v1/bodies/utvalget/mandate");
  assert.equal(status, 200, answer);
  await samrad.deleted(`/v1/rules/${id}`);
  return json.sentences.find((sentence) => sentence.rule === id).text[language];
}

const category = (code) => ({ category: [code] });
const CASES = [
  [{ kind: "seats", role: "chair", who: { office: ["direktoren"] } },
    "Utvalget skal ha én leder som sitter i kraft av stillingen Direktøren.",
    "The committee shall have one chair sitting by the office The Director."],
  [{ kind: "seats", role: "member", count: { min: 4, max: 4 }, who: category("sykehus") },
    "Utvalget skal ha fire medlemmer som har kategorien «sykehus».",
    "The committee shall have four members of the category “sykehus”."],
  [{ kind: "seats", count: { min: 1 }, force: "should" }, "Utvalget bør ha minst ett medlem (leder og nestleder medregnet)."],
  [{ kind: "seats", role: "observer", force: "may" }, "Utvalget kan ha høyst én observatør."],
  [{ kind: "seats", role: "member", count: { min: 1, max: 1 }, per: { areas: ["bergen", "voss"], except: { bergen: { min: 1, max: 2 } } } },
    "Utvalget skal ha ett medlem, for hver av Bergen og Voss. Unntak: Bergen: fra ett til to."],
  [{ kind: "count", who: { all: [{ organisation: ["ks", "etaten"] }, { any: [{ not: { role: ["chair"] } }, { appointedBy: ["etaten"] }] }] }, min: 2 },
    "Det skal blant medlemmene være minst to som kommer fra KS eller Etaten og (ikke er leder eller er oppnevnt av Etaten)."],
  [{ kind: "count", who: { not: { all: [category("a"), category("b")] } }, minShare: "2/5", maxShare: "60%" },
    "Det skal blant medlemmene være minst 40 % og høyst 60 % som ikke har kategorien «a» eller ikke har kategorien «b»."],
  [{ kind: "count", of: { role: ["chair", "observer"] }, who: { memberOf: { body: "radet", role: ["chair"] } }, min: 1 },
    "Det skal blant dem som er leder eller observatør være minst én som sitter i Rådet som leder."],
  [{ kind: "size", min: 5, odd: true }, "Utvalget skal ha minst fem medlemmer. Tallet på medlemmene skal være et oddetall."],
  [{ kind: "size", in: [4, 6, 8] }, "Utvalget skal ha fire, seks eller åtte medlemmer."],
  [{ kind: "balance", preset: "ldl-28" }, "Kjønnene skal være representert blant medlemmene slik likestillings- og diskrimineringsloven § 28 krever."],
  [{ kind: "balance", steps: [{ from: 2, to: 3, min: 1 }, { from: 4, minShare: "40%" }] },
    "Hvert kjønn skal være representert slik blant medlemmene: av fra to til tre: minst én; av minst fire: minst 40 %."],
  [{ kind: "parity", sides: [category("a"), category("b")] },
    "Det skal være like mange medlemmer på hver side. Sidene er (1) de som har kategorien «a» og (2) de som har kategorien «b»."],
  [{ kind: "split", roles: ["chair", "deputyChair"], by: "area" }, "De som er leder og nestleder, skal ikke ha samme område."],
  [{ kind: "distinct", by: "organisation", min: 3 }, "Det skal blant medlemmene være minst tre ulike organisasjoner."],
  [{ kind: "rotation", role: "chair", sides: [category("a"), category("b")], every: "P2Y", first: { side: 1, from: "2022-01-01" } },
    "Vervet som leder skal gå på omgang mellom sidene, to år om gangen. Sidene er (1) de som har kategorien «a» og (2) de som har kategorien «b». Side (2) hadde den første turen, fra 1. januar 2022."],
  [{ kind: "tenure", maxDuration: "P18M", maxTerms: 2 }, "Ingen av medlemmene skal sitte uavbrutt lenger enn 18 måneder. Ingen av medlemmene skal sitte mer enn to perioder på rad."],
  [{ kind: "term", length: "P4Y" }, "En oppnevning av medlemmene skal vare høyst fire år."],
  [{ kind: "holdover" }, "Den som har fått tiden sin ut, skal sitte til en etterfølger begynner."],
  [{ kind: "deputies", personal: true, same: ["organisation", "area"] }, "Hver av medlemmene skal ha ett personlig varamedlem. Varamedlem og medlem skal ha samme organisasjon og område."],
  [{ kind: "deputies", plus: 2, ordered: true }, "Det skal være like mange varamedlemmer som medlemmene, og to til. Varamedlemmene skal stå i en rekkefølge."],
  [{ kind: "proportion", sides: [category("a"), category("b")], weights: [2000, 1], tolerance: 1 },
    "Medlemmene skal fordeles på sidene etter vekt, etter største brøks metode. Sidene er (1) de som har kategorien «a», med vekt 2 000 og (2) de som har kategorien «b», med vekt 1. Et avvik på høyst ett godtas."],
  [{ kind: "exclusion", who: { differsFrom: { role: "chair", attribute: "area", of: "radet" } } },
    "Ingen av medlemmene skal være en som har et annet område enn lederen i Rådet."],
  [{ kind: "exclusion", distinctPersons: true }, "Ingen skal sitte to ganger."],
  [{ kind: "cadence", count: { min: 4, max: 4 }, every: "half_year", force: "planned", tolerance: 1 },
    "Utvalget skal etter planen møtes fire ganger i halvåret. Et avvik på høyst ett godtas."],
  [{ kind: "quorum", moreThanShare: "1/2" }, "Når noe vedtas, skal mer enn halvparten av medlemmene være til stede."],
  [{ kind: "sequence", before: "radet", after: "utvalget", every: "year" }, "Før Utvalget møtes, skal Rådet ha møttes; dette regnes år for år."],
  [{ kind: "mirrors", of: "radet", approximate: true, force: "encouraged" }, "Omtrent de samme partene bør etter oppfordring sitte i Utvalget som i Rådet."],
  [{ kind: "statement" }, "Slik det står.", "Slik det står."],
  [{ kind: "size", max: 9, unless: { bodyKind: ["board"] } }, "Utvalget skal ha høyst ni medlemmer. Dette gjelder ikke organer av typen «Styre»."],
];

for (const [members, nb, en] of CASES)
  test(`${members.kind}: ${nb.slice(0, 60)}`, async () => {
    assert.equal((await sentenceOf(members)).replaceAll("\u00a0", " "), nb);
    if (en)
      assert.equal(await sentenceOf(members, "en"), en);
  });

test("every kind of rule that a body can have has a sentence of its own, in three languages", async () => {
  const examples = new URL("../../openapi/examples/", import.meta.url);
  const kinds = readdirSync(examples).filter((name) => name.startsWith("Rule")).map((name) => JSON.parse(readFileSync(new URL(name, examples))));
  const tried = new Set(CASES.map(([{ kind }]) => kind));
  assert.deepEqual(kinds.filter(({ kind, body }) => body && !tried.has(kind)).map(({ kind }) => kind), []);
});

test("sentences are numbered, those of all readings first, with what was written and where", async () => {
  const sources = [{ title: "Vedtektene", locator: "§ 2" }];
  await samrad.store(
    rule("m-moter", { kind: "cadence", count: { min: 1 }, every: "year" }),
    rule("a-lest", { kind: "size", min: 3, variant: "lest", basis: "interpreted", interpretation: { reading: { nb: "Slik." }, rejected: [{ nb: "Ikke slik." }] } }),
    rule("z-plasser", { kind: "seats", validFrom: "2020", sources }),
    rule("b-gammel", { kind: "size", max: 3, validTo: "2019" }));
  const { json, headers } = await samrad.get("/v1/bodies/utvalget/mandate?at=2024-01-01");
  assert.deepEqual(json.sentences.map(({ number, rule: id, variant }) => [number, id, variant]),
    [[1, "z-plasser", undefined], [2, "m-moter", undefined], [3, "a-lest", "lest"]]);
  assert.deepEqual(json.sentences[0].sources, sources);
  assert.deepEqual([json.sentences[0].written, json.sentences[0].validFrom], [text, "2020"]);
  assert.deepEqual(json.sentences[2].interpretation.rejected, [{ nb: "Ikke slik." }]);
  assert.equal((await samrad.get("/v1/bodies/utvalget/mandate?at=2019-01-01")).json.sentences.some(({ rule: id }) => id === "b-gammel"), true);
  assert.equal((await samrad.get("/v1/bodies/utvalget/mandate?at=2024-01-01", { headers: { "if-none-match": headers.etag } })).status, 304);
  assert.equal(headers["samrad-revision"], String(json.revision));
});

test("what was known at a time is written out as it was known", async () => {
  const { json: before } = await samrad.get("/v1/bodies/utvalget/mandate");
  await samrad.store(rule("senere", { kind: "size", max: 30 }));
  const past = await samrad.get(`/v1/bodies/utvalget/mandate?knownAt=${before.knownAt}`);
  assert.deepEqual(past.json.sentences.map(({ rule: id }) => id), before.sentences.map(({ rule: id }) => id));
});

test("the page shows each sentence beside what was written, and a reading under its name", async () => {
  const { status, text: page } = await samrad.get("/bodies/utvalget/mandate?at=2024-01-01", { headers: { accept: "text/html" } });
  assert.equal(status, 200, page);
  assert.match(page, /<h1>Utvalget: reglene som setninger<\/h1>/);
  assert.match(page, /<tr id="z-plasser"><th scope="row">1<\/th><td><p>Utvalget skal ha ett medlem[^<]*<\/p>[\s\S]*?<blockquote>Slik det står\.<\/blockquote>[\s\S]*?Vedtektene[\s\S]*?§ 2/);
  assert.match(page, /lest[\s\S]*<tr id="a-lest">[\s\S]*tolket av registeret[\s\S]*Ikke: Ikke slik\./);
  const { text: english } = await samrad.get("/bodies/utvalget/mandate?at=2024-01-01&lang=en", { headers: { accept: "text/html" } });
  assert.match(english, /The committee shall have one member/);
  assert.match((await samrad.get("/bodies/radet/mandate", { headers: { accept: "text/html" } })).text, /Ingen regler er registrert/);
});

test("the statuses that all reads have", async () => {
  assertProblem(await samrad.get("/v1/bodies/finnes-ikke/mandate"), 404);
  assertProblem(await samrad.get("/v1/bodies/utvalget/mandate?at=2024"), 400, { parameter: "at" });
  assertProblem(await samrad.get("/v1/bodies/utvalget/mandate", { headers: { accept: "image/png" } }), 406);
  assertProblem(await samrad.get("/v1/bodies/utvalget/mandate", { headers: { authorization: "Bearer nei" } }), 401);
  assert.equal((await samrad.get("/bodies/finnes-ikke/mandate", { headers: { accept: "text/html" } })).status, 404);
});
