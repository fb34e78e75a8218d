// Norwegian as people write it: two Norwegians, compounds together and apart, slips, letters that a keyboard lacks, days; what was
// sought instead; how far search looks; and what it must never tell.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { startSamrad } from "./harness.mjs";
import { scaled } from "./pace.mjs";

const samrad = await startSamrad();
const body = (id, nb, more = {}) => [`/v1/bodies/${id}`, { name: { nb }, kind: "council", ...more }];
await samrad.store(
  ...foundation,
  body("nn", "Samarbeidsutval", { purpose: { nn: "Sjukehuset og kommunane drøftar avtalane og tenestene." } }),
  body("nb", "Samarbeidsutvalg", { purpose: { nb: "Sykehuset og kommunene drøfter avtalene og tjenestene." } }),
  body("felles", "Helsefellesskap Nord"),
  body("avtalt", "Avtale om samarbeid mellom kommuner"),
  body("sammensatt", "Samarbeidsavtaleforum"),
  body("omrade", "Opptaksområde"),
  body("fagrad", "Fagråd", { purpose: { nb: "Fagfolk møtes." } }),
  body("soft", "Helse\u00addirektørmøtet", { purpose: { nb: "Helse¬direktøren og depar-\ntementsråden møtes." } }),
  body("accent", "Kafé Gáivuotna", { purpose: { nb: "Møtes i Mosjøen." } }),
  ["/v1/organisations/tall", { name: { nb: "Tallkontoret" }, shortName: "H-dir", kind: "agency", identifiers: { orgnr: "983971709" } }],
  ["/v1/meetings/dagen", { body: "nb", date: "2011-08-30", status: "held", agenda: [{ number: "1", title: { nb: "Konstituering" } }] }],
  ["/v1/meetings/annen", { body: "nb", date: "2012-02-01", status: "held", agenda: [{ number: "1", title: { nb: "Konstituering igjen" } }] }],
  ["/v1/persons/skjult", { name: "Ylva Hemmeligsen", gender: "female" }],
);

const search = async (q, more = "") => {
  const answer = await samrad.get(`/v1/search?q=${encodeURIComponent(q)}${more}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const found = async (q, more) => (await search(q, more)).items.map(({ id }) => id);

test("phrases are found by sessions that have found nothing else yet", async () => {
  const fresh = await Promise.all(Array.from({ length: 12 }, (_, n) => search(n % 2 ? '"fagfolk møtes"' : '"avtale om samarbeid"')));
  assert.deepEqual(fresh.map(({ items }) => items[0].id), fresh.map((_, n) => (n % 2 ? "bodies:fagrad" : "bodies:avtalt")));
});

/** What is asked, what is found and what is not. */
const cases = {
  "Bokmål finds Nynorsk": ["samarbeidsutvalg", ["bodies:nb", "bodies:nn"]],
  "Nynorsk finds Bokmål": ["samarbeidsutval", ["bodies:nb", "bodies:nn"]],
  "a stem that differs, in Bokmål": ["tjenestene", ["bodies:nb", "bodies:nn"]],
  "a stem that differs, in Nynorsk": ["sjukehus", ["bodies:nb", "bodies:nn"]],
  "endings of both": ["kommunar", ["bodies:nb", "bodies:nn"]],
  "forms of a verb": ["drøfte", ["bodies:nb", "bodies:nn"]],
  "a compound by what it ends with": ["utvalg", ["bodies:nb"]],
  "a compound by what it has inside": ["avtale", ["bodies:sammensatt", "bodies:avtalt"]],
  "a compound by a short end": ["råd", ["bodies:fagrad"], ["bodies:omrade"]],
  "a compound that is written apart": ["helse fellesskap", ["bodies:felles"]],
  "a compound with a hyphen": ["helse-fellesskap", ["bodies:felles"]],
  "no parts of a compound that is there": ["samarbeidsutvalg", ["bodies:nb"], ["bodies:avtalt"]],
  "the parts of a compound that is not there": ["kommuneavtale", ["bodies:avtalt"]],
  "å as aa": ["fagraad", ["bodies:fagrad"]],
  "å as a": ["fagrad", ["bodies:fagrad"]],
  "ø as oe": ["mosjoeen", ["bodies:accent"]],
  "ø as o": ["mosjoen", ["bodies:accent"]],
  "letters of Sámi": ["gaivuotna", ["bodies:accent"]],
  "an accent": ["kafe", ["bodies:accent"]],
  "a letter left out": ["samarbeidsutvlg", ["bodies:nb"]],
  "a letter too many": ["samarbeidsuttvalg", ["bodies:nb"]],
  "a wrong letter": ["helsefellesskop", ["bodies:felles"]],
  "letters that changed places": ["helsefelelsskap", ["bodies:felles"]],
  "two slips in a long word": ["helsefelleskep", ["bodies:felles"]],
  "a soft hyphen in a title": ["helsedirektørmøtet", ["bodies:soft"]],
  "a not-sign in a text": ["helsedirektøren", ["bodies:soft"]],
  "a word that is broken over lines": ["departementsråden", ["bodies:soft"]],
  "a short name without its hyphen": ["hdir", []],
  "a short name with its hyphen": ["h-dir", ["organisations:tall"]],
  "a number with points": ["983.971.709", ["organisations:tall"]],
  "a number of value added tax": ["NO 983 971 709 MVA", ["organisations:tall"]],
  "no number with a wrong control digit": ["983971700", [], ["organisations:tall"]],
  "a day in words": ["30. august 2011", ["meetings:dagen", "agenda:dagen:0"], ["meetings:annen"]],
  "a day in words, short": ["30. aug 2011", ["meetings:dagen"]],
  "a day in figures": ["30.08.2011", ["meetings:dagen"]],
  "a day as in the contract": ["2011-08-30", ["meetings:dagen"]],
  "a year beside a word": ["konstituering 2012", ["agenda:annen:0"], ["agenda:dagen:0"]],
  "a day beside a word": ["konstituering 2011-08-30", ["agenda:dagen:0"], ["meetings:dagen"]],
  "nothing on a day that is none": ["2011-02-30", [], ["meetings:dagen"]],
  "nothing that only joins": ["og i på", [], ["bodies:nb"]],
  "nothing without something that must be there": ["-samarbeidsutvalg", [], ["bodies:felles"]],
};
for (const [name, [q, wanted, unwanted = []]] of Object.entries(cases))
  test(`${name}: ${q}`, async () => {
    const ids = await found(q, "&limit=100");
    for (const id of wanted) assert.ok(ids.includes(id), `${id} is not in ${ids}`);
    for (const id of unwanted) assert.ok(!ids.includes(id), `${id} is in ${ids}`);
  });

test("what was sought instead is told, and only then", async () => {
  assert.equal((await search("samarbeidsuttvalg")).suggestion, "samarbeidsutvalg");
  assert.equal((await search("helsefelelsskap nord -sør")).suggestion, "helsefellesskap nord -sør");
  assert.equal((await search("samarbeidsutvalg")).suggestion, undefined);
  assert.equal((await search("fagrad")).suggestion, undefined, "another keyboard is no slip");
  const nothing = await search("qwxzqwxz");
  assert.deepEqual([nothing.items, nothing.suggestion, nothing.complete], [[], undefined, true]);
});

test("a suggestion is text, whatever was asked", async () => {
  const { suggestion } = await search('samarbeidsuttvalg "</script>\\"');
  assert.ok(suggestion === undefined || suggestion.includes("samarbeidsutvalg"));
});

test("matches are marked in mended text, in compounds and slips", async () => {
  const marked = async (q, id) => {
    const item = (await search(q, "&limit=100")).items.find((one) => one.id === id);
    return [...item.highlights.title, ...item.highlights.text].filter(({ match }) => match).map(({ text }) => text);
  };
  assert.deepEqual(await marked("helsedirektørmøtet", "bodies:soft"), ["Helsedirektørmøtet"]);
  assert.deepEqual(await marked("helsedirektøren", "bodies:soft"), ["Helsedirektørmøtet", "Helsedirektøren"]);
  assert.deepEqual(await marked("utvalg", "bodies:nb"), ["Samarbeidsutvalg"]);
  assert.deepEqual(await marked("helsefelelsskap", "bodies:felles"), ["Helsefellesskap"]);
  assert.deepEqual(await marked("mosjoen", "bodies:accent"), ["Mosjøen"]);
});

test("pieces make up the title", async () => {
  await samrad.store(body("rart", 'Rart "navn" \\u0001 med </b> og \\ i'));
  const [item] = (await search("navn")).items;
  assert.equal(item.highlights.title.map(({ text }) => text).join(""), item.title.nb);
});

test("what is restricted or erased is not found", async () => {
  assert.deepEqual(await found("female"), []);
  assert.deepEqual(await found("hemmeligsen"), ["persons:skjult"]);
  const erased = await samrad.post("/v1/persons/skjult/erasure", { reason: "requested" }, { key: samrad.keys.admin });
  assert.ok(erased.status < 300, erased.text);
  for (const q of ["hemmeligsen", "Ylva Hemmeligsen", "hemmeligsenn", "hemmelig"]) {
    const { items, suggestion } = await search(q);
    assert.deepEqual([items, suggestion], [[], undefined], q);
  }
  assert.deepEqual(await found("hemm", "&prefix=true"), []);
});

test("of more than can be weighed, the newest, and what is called just so", async () => {
  const items = (n, title) => Array.from({ length: n }, (_, i) => ({ number: `${i + 1}`, title: { nb: title(i) } }));
  const meeting = (id, date, agenda) => [`/v1/meetings/${id}`, { body: "nb", status: "held", date, agenda }];
  await samrad.store(
    meeting("gammel", "1999-01-01", items(1, () => "Kvartalsmelding")),
    meeting("eldre", "2000-01-01", items(40, (i) => `Annen kvartalsmelding ${i}`)),
    ...Array.from({ length: 8 }, (_, n) => meeting(`ny-${n}`, `2020-01-0${n + 1}`, items(40, (i) => `Kvartalsmelding om sak ${i}`))),
  );
  const first = await search("kvartalsmelding", "&limit=100&count=true&facets=true");
  assert.equal(first.complete, false);
  assert.equal(first.items[0].id, "agenda:gammel:0", "what is called just so, however old");
  const all = await samrad.all("/v1/search?q=kvartalsmelding&limit=100");
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  assert.equal(all.length, first.total, "the total is of what the pages lead through");
  assert.ok(all.length >= 200);
  assert.ok(all.every(({ date }) => date !== "2000-01-01"), "the newest are weighed");
  assert.equal(Object.values(first.facets.year).reduce((sum, n) => sum + n), first.total);
  const old = await search("kvartalsmelding annen", "&limit=100&count=true");
  assert.deepEqual([old.complete, old.total], [true, 40], "more words find what is old");
  const filtered = await search("kvartalsmelding", "&to=2000-12-31&count=true");
  assert.deepEqual([filtered.complete, filtered.total], [true, 41], "filters are applied before");
});

test("facets agree with filters", async () => {
  for (const filter of ["", "&type=agenda", "&body=nb", "&from=2012-01-01", "&to=2011-12-31", "&kind=council"]) {
    const { facets, total } = await search("konstituering", `&facets=true&count=true${filter}`);
    for (const [year, n] of Object.entries(facets.year)) {
      const narrowed = await search("konstituering", `&count=true&from=${year}-01-01&to=${year}-12-31${filter.replace(/&(from|to)=.*/, "")}`);
      assert.equal(narrowed.total, n, `${filter} ${year}`);
    }
    if (!filter.startsWith("&type")) assert.equal(Object.values(facets.type).reduce((sum, n) => sum + n, 0), total, filter);
  }
});

test("worst questions are answered in bounded time", async () => {
  const letters = "abcdefghijklmnopqrstuvwxyzæøå".split("").join(" ");
  const worst = [letters, "sa ko he av mø ut pl rå sy fo ti be", "samarbeidsavtaleutvalg".repeat(9).slice(0, 200), `"${letters}"`, "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p",
    "kommune -a -b -c -d -e", "2011 2012 2013 2014 2015", "''''''''''''", ":*&|!<->()", "%_%_%_%_", "\\\\\\\\", "0".repeat(200), "💥".repeat(50), "a\u0301".repeat(100)];
  for (const q of worst)
    for (const prefix of ["", "&prefix=true"]) {
      const begun = performance.now();
      await search(q.slice(0, 200), prefix);
      assert.ok(performance.now() - begun < scaled(2000), `${q}${prefix}: ${performance.now() - begun} ms`);
    }
});

test("a word of ten thousand letters is stored and passed over", async () => {
  await samrad.store(body("lang", "Langordet", { purpose: { nb: `${"x".repeat(10000)} uvanligord` } }));
  assert.deepEqual(await found("uvanligord"), ["bodies:lang"]);
  assert.deepEqual(await found("x".repeat(200)), []);
});

samrad.endsCleanly();
