// The pages for people: statuses, tags, languages, escapes, faults that are pages; what they load; and that nothing else
// answers in HTML.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
const HOSTILE = `<script>alert("1")</script><img src=x onerror=alert(2)>&'"`;
const ESCAPED = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&amp;&#39;&quot;";
await samrad.store(
  ["/v1/organisations/slem", { name: { nb: HOSTILE }, kind: "other", names: [{ name: { nb: HOSTILE }, validTo: "2001" }] }],
  ["/v1/persons/slem", { name: HOSTILE }],
  [
    "/v1/bodies/slemt-rad",
    {
      name: { nb: HOSTILE, en: "Hostile council" },
      shortName: HOSTILE,
      kind: "council",
      purpose: { nb: HOSTILE },
      mandate: [{ nb: HOSTILE }],
      establishedBy: ["slem"],
      note: { nb: HOSTILE },
      sources: [{ title: HOSTILE, url: "https://example.org/?a='b'&c=(1)", locator: HOSTILE }],
    },
  ],
  ["/v1/rules/slem", { body: "slemt-rad", kind: "seats", force: "shall", basis: "stated", text: { nb: HOSTILE }, who: { organisation: ["slem"] } }],
  ["/v1/memberships/slem", { body: "slemt-rad", role: "member", organisation: "slem", person: "slem" }],
  [
    "/v1/agreements/slem",
    { title: { nb: HOSTILE }, kind: "hosting", parties: [{ organisation: "slem" }], topics: [{ text: { nb: HOSTILE } }], commitments: [{ text: { nb: HOSTILE } }] },
  ],
  [
    "/v1/meetings/slem",
    { body: "slemt-rad", date: "2020-02-02", status: "held", title: { nb: HOSTILE }, place: HOSTILE, agenda: [{ number: "<1>", title: { nb: HOSTILE } }] },
  ],
  ["/v1/documents/slem", { title: { nb: HOSTILE }, kind: "report", meeting: "slem", fileName: HOSTILE, link: { url: "https://example.org/?a='b'&c=(1)" } }],
  [
    "/v1/meetings/slem/minutes",
    {
      meeting: "slem",
      present: [{ name: HOSTILE, presence: "present" }],
      items: [
        {
          number: "<1>",
          title: { nb: HOSTILE },
          text: { nb: HOSTILE },
          decisions: [{ text: { nb: HOSTILE } }],
          actions: [{ number: 1, kind: "task", text: { nb: HOSTILE }, responsibleAsWritten: HOSTILE, due: { type: "free_text", text: HOSTILE } }],
          attachments: [{ title: HOSTILE, url: "https://example.org/" }],
        },
      ],
      nextMeetings: [{ text: HOSTILE }],
    },
  ],
);

const PAGES = [
  ["/", "Hvem sitter ved bordet?"],
  ["/search", "Søk i registeret"],
  ["/bodies", "Organer"],
  ["/bodies/sektorradet", "Sektorrådet"],
  ["/agreements", "Avtaler"],
  ["/agreements/helsefellesskap-avtalen", "Avtale om videreutvikling av helsefellesskap"],
  ["/meetings/nasjonal-koordineringsgruppe-2011-08-30", "Konstituerende møte"],
  ["/organisations/helse-og-omsorgsdepartementet", "Helse- og omsorgsdepartementet"],
  ["/persons/lasse-hansen", "Lasse Hansen"],
  ["/offices/helsedirektoren", "Helsedirektøren"],
  ["/areas", "Områder"],
  ["/areas/opptaksomrade-akershus-universitetssykehus", "Opptaksområdet til Akershus universitetssykehus HF"],
  ["/codes", "Koder"],
  ["/bodies/sektorradet/roster", "Sektorrådet: hvem som sitter hvor"],
  ["/bodies/sektorradet/mandate", "Sektorrådet: reglene som setninger"],
  ["/bodies/sektorradet/statistics", "Sektorrådet: møter, oppmøte og sammensetning i tall"],
  ["/bodies/sektorradet/changes", "Sektorrådet: hva som er endret"],
  ["/docs", "API-dokumentasjon"],
];
const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const browse = (path, headers = {}) => samrad.get(path, { headers: { accept: BROWSER, ...headers } });
const headingOf = (page) => /<h1>(.*?)<\/h1>/s.exec(page.text)?.[1] ?? "";

async function page(path, headers) {
  const answer = await browse(path, headers);
  assert.equal(answer.status, 200, `${path}: ${answer.status} ${answer.text.slice(0, 500)}`);
  return answer;
}

for (const [path, heading] of PAGES)
  test(`${path} is a page under a strict policy`, async () => {
    const answer = await page(path);
    assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
    assert.match(answer.text, /^<!doctype html>\n<html lang="nb">/);
    assert.ok(headingOf(answer).startsWith(heading), headingOf(answer));
    const policy = answer.headers["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'; style-src 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|http/);
    assert.equal(answer.headers["referrer-policy"], "same-origin");
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    assert.equal(answer.headers["cache-control"], "public, no-cache");
    assert.doesNotMatch(answer.text, /<script(?![^>]* src=| type="application\/ld\+json">)|<style|<[a-z][^>]* (style|on[a-z]+)=/);
  });

const metaOf = ({ text }, name) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(text)?.[1];
const linkedData = ({ text }) => JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)[1]);

test("every page says what it is to who finds it elsewhere", async () => {
  const descriptions = new Map();
  for (const [path, heading] of PAGES) {
    const answer = await page(path);
    const description = metaOf(answer, "description");
    assert.ok(description.length >= 20 && description.length <= 310, `${path}: ${description}`);
    assert.ok(!descriptions.has(description), `${path} says what ${descriptions.get(description)} says`);
    descriptions.set(description, path);
    assert.equal(metaOf(answer, "og:description"), description);
    assert.equal(metaOf(answer, "og:site_name"), "Samråd");
    assert.ok(metaOf(answer, "og:title"), path);
    assert.match(answer.text, new RegExp(`<link rel="canonical" href="${path}">`));
    const data = linkedData(answer);
    assert.equal(data["@context"], "https://schema.org");
    assert.ok(path === "/" || data.name.includes(heading), `${path}: ${data.name}`);
    assert.equal(data.inLanguage, "nb");
  }
  assert.equal(linkedData(await page("/bodies/sektorradet")).mainEntity["@type"], "Organization");
  const event = linkedData(await page("/meetings/nasjonal-koordineringsgruppe-2011-08-30")).mainEntity;
  assert.deepEqual([event["@type"], event.startDate], ["Event", "2011-08-30"]);
  assert.equal(linkedData(await page("/bodies/slemt-rad")).mainEntity.name, HOSTILE);
});

test("where the register's address is known, pages name it in each language", async () => {
  const other = await samrad.beside({ SAMRAD_PUBLIC_URL: "https://samrad.example.no" });
  const { text } = await other.get("/bodies/sektorradet?lang=en&utm_source=x", { headers: { accept: BROWSER } });
  assert.ok(text.includes('<link rel="canonical" href="https://samrad.example.no/bodies/sektorradet?lang=en">'));
  for (const [tag, end] of [["nb", "?lang=nb"], ["nn", "?lang=nn"], ["en", "?lang=en"], ["x-default", ""]])
    assert.ok(text.includes(`<link rel="alternate" hreflang="${tag}" href="https://samrad.example.no/bodies/sektorradet${end}">`), tag);
  assert.ok(text.includes('<meta property="og:url" content="https://samrad.example.no/bodies/sektorradet?lang=en">'));
  await other.stop();
});

test("what others add to a link to a page is passed over", async () => {
  for (const [path] of PAGES) {
    const answer = await page(`${path}?fbclid=abc&utm_source=ks`);
    assert.equal(answer.headers.etag, (await page(path)).headers.etag, path);
    assert.match(answer.text, new RegExp(`<link rel="canonical" href="${path}">`));
  }
  assertProblem(await samrad.get("/v1/bodies?utm_source=ks"), 400, { parameter: "utm_source" });
});

test("the verdicts on the front page lead to the bodies that have them", async () => {
  const front = await page("/");
  const tally = [...front.text.matchAll(/<a href="(\/bodies\?verdict=[a-z_]+)"><span class="tally-number">(\d+)</g)];
  assert.equal(tally.length, 4);
  for (const [, path, count] of tally) assert.equal([...(await page(path)).text.matchAll(/<h2><a href="\/bodies\//g)].length, Number(count), path);
});

test("a body that has ended is told apart", async () => {
  await samrad.store(
    ["/v1/bodies/endt-rad", { name: { nb: "Endt råd" }, kind: "council", validTo: "2020-12-31" }],
    ["/v1/memberships/endt-rad-slem", { body: "endt-rad", role: "member", organisation: "slem" }],
  );
  const now = await page("/bodies/endt-rad");
  assert.match(now.text, /Organet er avsluttet\. Siste dag var<\/strong> <time datetime="2020-12-31">/);
  assert.match(now.text, />Hvem satt her</);
  const then = await page("/bodies/endt-rad?at=2020-12-31");
  assert.doesNotMatch(then.text, /avsluttet/);
  assert.match(then.text, />Hvem sitter her</);
  for (const path of ["/", "/bodies?q=endt"]) assert.match((await page(path)).text, /Endt råd<\/a>.*?<span class="tag">Avsluttet</s, path);
});

test("a body's page says each verdict once, and draws only what there is", async () => {
  const { text } = await page("/bodies/sektorradet");
  for (const sentence of ["Helsedirektøren leder rådet.", "Tre medlemmer representerer yrkesgruppene."])
    assert.equal(text.split(`<span class="rule-name">${sentence}`).length, 2, sentence);
  assert.match(text, /<details class="fold" id="seats">/);
  await samrad.store(["/v1/bodies/bart-rad", { name: { nb: "Bart råd" }, kind: "council" }]);
  assert.doesNotMatch((await page("/bodies/bart-rad")).text, /<figure/);
  await samrad.store(["/v1/agreements/uten-dager", { title: { nb: "Uten dager" }, kind: "hosting", parties: [{ organisation: "slem" }] }]);
  assert.doesNotMatch((await page("/agreements/uten-dager")).text, /<figure/);
});

test("what has changed for a body is listed, the latest first", async () => {
  await samrad.patched("/v1/bodies/slemt-rad", { shortName: "SR" });
  const { text } = await page("/bodies/slemt-rad/changes");
  const rows = [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].slice(1);
  assert.match(rows[0][1], /href="\/bodies\/slemt-rad".*Endret/s);
  assert.match(rows.at(-1)[1], /Opprettet/);
  assert.ok(text.includes(ESCAPED));
});

test("an area's page shows the bodies there and what is missing", async () => {
  const { text } = await page("/areas/opptaksomrade-akershus-universitetssykehus");
  assert.match(text, /href="\/bodies\/helsefellesskap-ahus"/);
  assert.match((await page("/areas?kind=county&q=innlandet")).text, /href="\/areas\/[a-z-]+">Innlandet</);
});

test("a page has a tag, and is not sent to whoever has it", async () => {
  for (const [path] of PAGES) {
    const { headers } = await page(path);
    const again = await browse(path, { "if-none-match": headers.etag });
    assert.equal(again.status, 304, path);
    assert.equal(again.text, "");
    assert.equal(again.headers.etag, headers.etag);
    assert.equal((await browse(path, { "if-none-match": headers.etag, "accept-language": "en" })).status, 200, path);
  }
});

test("HEAD answers what GET answers, without the page", async () => {
  for (const [path] of PAGES) {
    const whole = await page(path);
    const head = await samrad.request("HEAD", path, { headers: { accept: BROWSER } });
    assert.equal(head.status, 200);
    assert.equal(head.text, "");
    for (const name of ["etag", "content-type", "content-security-policy"]) assert.equal(head.headers[name], whole.headers[name], name);
  }
});

test("a write gives the page another tag; one elsewhere does not", async () => {
  const before = await page("/agreements/helsefellesskap-avtalen");
  await samrad.patched("/v1/bodies/slemt-rad", { note: { nb: "Ny merknad" } });
  assert.equal((await page("/agreements/helsefellesskap-avtalen")).headers.etag, before.headers.etag);
  await samrad.patched("/v1/agreements/helsefellesskap-avtalen", { signedOn: "2024-03" });
  const after = await page("/agreements/helsefellesskap-avtalen");
  assert.notEqual(after.headers.etag, before.headers.etag);
  assert.match(after.text, /<time datetime="2024-03">mars 2024<\/time>/);
});

test("pages are in the reader's language, and keep one that was chosen", async () => {
  const nn = await page("/bodies", { "accept-language": "nn-NO, en;q=0.5" });
  assert.match(nn.text, /<html lang="nn">/);
  assert.match(nn.text, /href="\/agreements">Avtalar</);
  const en = await page("/bodies?lang=en", { "accept-language": "nn" });
  assert.match(en.text, /<html lang="en">/);
  assert.match(en.text, /href="\/agreements\?lang=en">Agreements</);
  assert.match(en.text, /href="\/bodies\/sektorradet\?lang=en"/);
  assert.match(en.text, /<input type="hidden" name="lang" value="en">/);
  for (const [path] of PAGES)
    for (const lang of ["nb", "nn", "en"]) {
      const { text } = await page(`${path}?lang=${lang}`);
      assert.match(text, new RegExp(`<html lang="${lang}">`), path);
      assert.match(text, new RegExp(`\\?lang=${lang}" lang="${lang}" hreflang="${lang}" aria-current="true"`), path);
    }
});

test("what is written in another language than the page says so", async () => {
  const { text } = await page("/bodies/nasjonal-koordineringsgruppe?lang=en");
  assert.match(text, /<h1>National coordination group/);
  assert.match((await page("/agreements/helsefellesskap-avtalen?lang=en")).text, /<h1><span lang="nb">Avtale om videreutvikling/);
});

test("names and texts with markup are text", async () => {
  assert.match((await page("/bodies/slemt-rad")).text, /href="https:\/\/example\.org\/\?a=&#39;b&#39;&amp;c=\(1\)"/);
  const paths = ["/bodies/slemt-rad", "/organisations/slem", "/agreements/slem", "/meetings/slem", "/search?q=alert", "/", "/bodies", "/agreements"];
  for (const path of paths) {
    const { text } = await page(path);
    assert.doesNotMatch(text, /<script>|<img src=x|href="(javascript|data):/i, path);
    assert.ok(!text.includes(HOSTILE), path);
    if (!path.startsWith("/search")) assert.ok(text.includes(ESCAPED), path);
  }
  const sought = await page(`/search?q=${encodeURIComponent(`"><script>alert(5)</script>`)}`);
  assert.doesNotMatch(sought.text, /<script>/);
  assert.ok(sought.text.includes("&quot;&gt;&lt;script&gt;alert(5)"));
});

test("a body says its verdict and why, who sits there, and its sources", async () => {
  const { text } = await page("/bodies/sektorradet");
  const { json } = await samrad.get("/v1/bodies/sektorradet/check");
  assert.ok(text.includes(json.summary.nb));
  for (const rule of json.rules) {
    assert.ok(text.includes(`id="rule-${rule.rule}"`), rule.rule);
    assert.ok(text.includes(rule.text.nb), rule.rule);
  }
  for (const part of ["Helsedirektøren", "Lasse Hansen", "Helsedirektoratet", "KS: En stor fordel å samordne oss", "Observatør", "Første møte"])
    assert.ok(text.includes(part), part);
});

test("a body is shown at a date", async () => {
  await samrad.store(["/v1/memberships/ny", { body: "slemt-rad", role: "chair", organisation: "ks", validFrom: "2024-01-01" }]);
  assert.doesNotMatch((await page("/bodies/slemt-rad?at=2023-12-31")).text, /\/organisations\/ks/);
  const { text } = await page("/bodies/slemt-rad?at=2024-01-01");
  assert.match(text, /\/organisations\/ks/);
  assert.match(text, /name="at" type="date" value="2024-01-01"/);
  assert.match(text, /check\?format=svg&amp;at=2024-01-01&amp;lang=nb"/);
  assert.equal((await page("/bodies/slemt-rad?at=")).status, 200);
});

test("minutes show items, decisions and who is to follow up", async () => {
  const { text } = await page("/meetings/nasjonal-koordineringsgruppe-2011-08-30");
  for (const part of ["Lovpålagte samarbeidsavtaler", "Legge informasjonsplanen fram for gruppen.", "Anmodning", "Vedtak", "med det første"])
    assert.ok(text.includes(part), part);
  assert.match(text, /<tr id="a4">.*?href="\/organisations\/helse-og-omsorgsdepartementet"/s);
});

const FOLLOWED = "nasjonal-koordineringsgruppe-2011-08-30";
const BODY_FOLLOWED = "/bodies/nasjonal-koordineringsgruppe";

test("a body shows what is to be followed up, until somebody says that it was done", async () => {
  const open = (await page(BODY_FOLLOWED)).text;
  const row = new RegExp(`<tr><td><a href="/meetings/${FOLLOWED}#a1">.*?</tr>`, "s");
  assert.match(row.exec(open)[0], /<time datetime="2011-09-21">21. september 2011<\/time> <span class="verdict verdict-warning overdue">Fristen er ute</);
  assert.match(row.exec(open)[0], /href="\/bodies\/veiledergruppen-samarbeidsavtaler"/);
  assert.match((await page(`${BODY_FOLLOWED}?at=2011-09-21&lang=en`)).text, new RegExp(`/meetings/${FOLLOWED}\\?lang=en#a1"`));
  assert.doesNotMatch((await page(`${BODY_FOLLOWED}?at=2011-09-21`)).text, /Fristen er ute/);
  await samrad.patched(`/v1/actions/${FOLLOWED}-a1`, { status: "done" });
  assert.doesNotMatch((await page(BODY_FOLLOWED)).text, row);
  assert.match((await page(`/meetings/${FOLLOWED}`)).text, /<tr id="a1">.*?<td>Gjort<\/td><\/tr>/s);
});

test("a meeting says of a follow-up where it was answered", async () => {
  await samrad.store(
    ["/v1/meetings/svar-motet", { body: "nasjonal-koordineringsgruppe", date: "2011-09-21", status: "held" }],
    [
      "/v1/meetings/svar-motet/minutes",
      {
        meeting: "svar-motet",
        items: [{ number: "7", title: { nb: "Oppfølging" }, actions: [{ number: 1, kind: "task", text: { nb: "Svarer" }, answersEarlier: [{ meeting: FOLLOWED, number: 4 }] }] }],
      },
    ],
  );
  assert.match(
    (await page(`/meetings/${FOLLOWED}`)).text,
    /<tr id="a4">.*?Svart på: <a href="\/meetings\/svar-motet#a1"><time datetime="2011-09-21">21. september 2011<\/time>, sak 7<\/a>/s,
  );
  assert.doesNotMatch((await page(BODY_FOLLOWED)).text, new RegExp(`${FOLLOWED}#a4"`));
});

test("a body shows its latest decisions", async () => {
  assert.match((await page(BODY_FOLLOWED)).text, /Møteplanen endres slik den ble drøftet\..*?href="\/meetings\/nasjonal-koordineringsgruppe-2011-08-30#minutes"/s);
});

test("documents are offered where they are, with what they are", async () => {
  const link = { url: "https://example.org/rapport", mediaType: "application/pdf", size: 2340000 };
  await samrad.store(
    ["/v1/documents/lenket", { title: { nb: "Lenket rapport" }, kind: "report", body: "sektorradet", date: "2019-05", link }],
    ["/v1/documents/her", { title: { nb: "Papir som er her" }, kind: "case_paper", meeting: FOLLOWED, link: { url: "https://example.org/papir" } }],
    ["/v1/documents/tittel", { title: { nb: "Bare en tittel" }, kind: "letter", agreement: "helsefellesskap-avtalen" }],
  );
  const stored = await samrad.request("PUT", "/v1/documents/her/content", { key: samrad.keys.writer, body: "Et papir\n", headers: { "content-type": "text/plain" } });
  assert.ok(stored.status < 300, stored.text);
  const { text } = await page("/bodies/sektorradet");
  assert.match(text, /<a href="https:\/\/example.org\/rapport" rel="noreferrer">Lenket rapport<\/a><span class="quiet">Rapport, <time datetime="2019-05">mai 2019<\/time>, PDF, 2,3 MB</);
  assert.match((await page("/bodies/sektorradet?lang=en")).text, /Report, .*?, PDF, 2\.3 MB/);
  for (const path of [`/meetings/${FOLLOWED}`, BODY_FOLLOWED])
    assert.match((await page(path)).text, /<a href="\/v1\/documents\/her\/content">Papir som er her<\/a><span class="quiet">Sakspapir, ren tekst, 9 byte\. <a href="https:\/\/example.org\/papir"/);
  assert.match((await page("/agreements/helsefellesskap-avtalen")).text, /<span>Bare en tittel<\/span><span class="quiet">Brev</);
  assert.equal((await samrad.get("/v1/documents/her/content")).text, "Et papir\n");
});

test("every picture, feed and calendar that a page names is answered as what it is", async () => {
  const seen = new Set();
  for (const path of ["/", "/bodies/sektorradet", "/bodies/sektorradet?at=2020-02-29", BODY_FOLLOWED, "/agreements/samarbeidsavtale-innlandet", `/meetings/${FOLLOWED}?lang=en`])
    for (const [, name] of (await page(path)).text.matchAll(/(?:src|href)="(\/v1\/[^"]*(?:format=|\.ics)[^"]*)"/g)) seen.add(name.replaceAll("&amp;", "&"));
  const types = { svg: /^image\/svg\+xml/, atom: /^application\/atom\+xml/, calendar: /^text\/calendar/ };
  for (const name of seen) {
    const answer = await samrad.get(name);
    assert.equal(answer.status, 200, name);
    assert.match(answer.headers["content-type"], types[/format=([a-z]+)/.exec(name)?.[1] ?? "calendar"], name);
  }
  const names = [...seen].map((name) => name.replace(/[?&]lang=.*/, ""));
  for (const name of ["/v1/changes?format=atom", "/v1/bodies/sektorradet/meetings.ics", "/v1/map?body=sektorradet&depth=1&format=svg&at=2020-02-29", `/v1/actions.ics?meeting=${FOLLOWED}`, "/v1/bodies/sektorradet/timeline?format=svg&from=2015-01-01&to=2022-12-31"])
    assert.ok(names.includes(name), `${name}\n${names.join("\n")}`);
  assert.match((await page("/bodies/sektorradet")).text, /<link rel="alternate" type="application\/atom\+xml" title="Vedtak som Atom-strøm" href="\/v1\/bodies\/sektorradet\/decisions\?format=atom&amp;lang=nb">/);
});

test("the front page counts verdicts as the check does", async () => {
  const { items } = (await samrad.get("/v1/checks")).json;
  const { text } = await page("/");
  for (const verdict of ["met", "not_met", "unknown", "no_rules"]) {
    const count = items.filter((item) => item.body && item.verdict === verdict).length;
    assert.match(text, new RegExp(`tally-number">${count}</span><span class="verdict verdict-${verdict}"`), verdict);
  }
});

test("search shows what was found, by type, and goes on", async () => {
  const { text } = await page("/search?q=avtale");
  assert.match(text, /<mark>Avtale<\/mark> om etablering/);
  assert.match(text, /href="\/search\?q=avtale&amp;type=agreements"/);
  const only = await page("/search?q=avtale&type=agreements");
  assert.match(only.text, /type=agreements" aria-current="true"/);
  assert.doesNotMatch(only.text, /href="\/organisations/);
  const year = await page("/search?q=avtale&type=minutes&year=2011");
  const places = [...year.text.matchAll(/href="(\/meetings\/[^"#]*)#(item-\d+)"/g)];
  assert.ok(places.length);
  for (const [, path, place] of places) assert.match((await page(path)).text, new RegExp(`id="${place}".*?avtale`, "is"), place);
  assert.match((await page("/search?q=informasjonsplanen&type=actions")).text, /href="\/meetings\/nasjonal-koordineringsgruppe-2011-08-30#a4"/);
  const { facets } = (await samrad.get("/v1/search?q=avtale&type=minutes&facets=true&from=2011-01-01&to=2011-12-31")).json;
  assert.ok(facets.year["2011"]);
  assert.ok(year.text.includes(`href="/search?q=avtale&amp;type=minutes&amp;year=2011" aria-current="true">2011 <span class="number">${facets.year["2011"]}</span>`));
  assert.match(year.text, /href="\/search\?q=avtale&amp;type=minutes">Alle år</);
  assert.match(year.text, /href="\/search\?q=avtale&amp;type=actions&amp;year=2011"/);
  assert.match((await page("/search?q=avtale&year=1999")).text, /Ingenting ble funnet/);
  assert.equal((await browse("/search?q=avtale&year=11")).status, 400);
  assert.match((await page("/search?q=qqqxxyy")).text, /Ingenting ble funnet/);
  for (const empty of ["/search?q=", "/search?q=%20", "/search?q=&type="]) assert.doesNotMatch((await page(empty)).text, /Treff for/);
});

test("search says what was sought instead, and when not all was weighed", async () => {
  const { suggestion } = (await samrad.get("/v1/search?q=samarbeidsavtalle")).json;
  assert.match(suggestion, /^samarbeidsavtaler?$/);
  assert.ok((await page("/search?q=samarbeidsavtalle")).text.includes(`søkt etter i stedet: <a href="/search?q=${suggestion}"><strong>${suggestion}</strong>`));
  assert.doesNotMatch((await page("/search?q=samarbeidsavtale")).text, /class="note"/);
  const many = Array.from({ length: 320 }, (_, i) => ({ method: "PUT", path: `/v1/organisations/mange-${i}`, body: { name: { nb: `Mangfoldig ${i}` }, kind: "other" } }));
  for (let i = 0; i < many.length; i += 80) {
    const answer = await samrad.post("/v1/transactions", { operations: many.slice(i, i + 80) }, { key: samrad.keys.admin });
    assert.equal(answer.status, 200, answer.text);
  }
  assert.match((await page("/search?q=mangfoldig")).text, /tallene gjelder bare disse/);
});

test("lists are filtered, and go on page by page to the end", async () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ method: "PUT", path: `/v1/bodies/gruppe-${i}`, body: { name: { nb: `Gruppe ${i}` }, kind: "working_group" } }));
  const answer = await samrad.post("/v1/transactions", { operations: many }, { key: samrad.keys.admin });
  assert.equal(answer.status, 200, answer.text);
  const seen = new Set();
  for (let next = "/bodies?kind=working_group&lang=en"; next;) {
    const { text } = await page(next);
    for (const [, id] of text.matchAll(/<h2><a href="\/bodies\/([a-z0-9-]+)/g)) seen.add(id);
    next = /<p class="more"><a href="([^"]+)"/.exec(text)?.[1].replaceAll("&amp;", "&");
  }
  assert.equal(seen.size, 61);
  assert.match((await page("/bodies?q=sektor&kind=")).text, /href="\/bodies\/sektorradet"/);
  assert.match((await page("/bodies?q=finnesikke")).text, /Ingen passer til dette/);
});

test("who has a key sees no more on a page than others", async () => {
  const open = await page("/bodies/sektorradet");
  const keyed = await samrad.get("/bodies/sektorradet", { key: samrad.keys.admin, headers: { accept: BROWSER } });
  assert.equal(keyed.text, open.text);
});

test("a fault is a page for people, and JSON for programs", async () => {
  for (const [path] of PAGES) {
    const bad = await browse(`${path}?lang=xx`, { "accept-language": "en" });
    assert.equal(bad.status, 400);
    assert.equal(bad.headers["content-type"], "text/html; charset=utf-8");
    assert.match(bad.text, /<strong>lang<\/strong>: /);
    assert.ok(bad.text.includes(bad.headers["x-request-id"]));
    assertProblem(await samrad.get(`${path}?lang=xx`), 400, { parameter: "lang" });
    const key = await samrad.get(path, { key: samrad.keys.expired, headers: { accept: BROWSER } });
    assert.equal(key.status, 401);
    assert.match(key.text, /^<!doctype html>/);
    assertProblem(await samrad.get(path, { headers: { accept: "application/json" } }), 406);
  }
  for (const path of ["/bodies/finnes-ikke", "/agreements/finnes-ikke", "/meetings/finnes-ikke", "/organisations/finnes-ikke"]) {
    const missing = await browse(path);
    assert.equal(missing.status, 404);
    assert.equal(missing.headers["cache-control"], "no-store");
    assert.match(missing.text, /<p class="above">404<\/p><h1>/);
    assertProblem(await samrad.get(path), 404);
  }
  for (const path of ["/bodies?kind=x", "/bodies/sektorradet?at=2023-02-29", "/search?q=a&type=x", "/search?q=a&cursor=x"])
    assert.equal((await browse(path)).status, 400, path);
});

test("nothing but a page is answered in HTML", async () => {
  for (const path of ["/v1/bodies", "/v1/bodies/finnes-ikke", "/v1/nothing", "/nothing", "/assets/x", "/health/live"]) {
    const answer = await samrad.get(path, { headers: { accept: "text/html" } });
    assert.ok(answer.status >= 400, path);
    assert.match(answer.headers["content-type"], /^application\/problem\+json/, path);
  }
  assertProblem(await samrad.request("POST", "/bodies", { headers: { accept: BROWSER } }), 405);
});

test("what pages load has a name of its own, and may be kept for ever", async () => {
  const { text } = await page("/docs");
  const names = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name);
  assert.ok(names.length >= 6);
  for (const name of new Set(names)) {
    const answer = await samrad.get(name);
    assert.equal(answer.status, 200, name);
    assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable");
    const type = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", svg: "image/svg+xml" }[name.split(".").at(-1)];
    assert.equal(answer.headers["content-type"], type);
    assert.equal((await samrad.get(name, { headers: { "if-none-match": answer.headers.etag } })).status, 304);
  }
  assertProblem(await samrad.get("/assets/site.000000000000.css"), 404);
  assertProblem(await samrad.get("/assets/site.css"), 400);
  assertProblem(await samrad.get(names[0], { headers: { accept: "application/json" } }), 406);
});

test("the documentation is found where programs look for it", async () => {
  const answer = await samrad.get("/v1/docs");
  assert.equal(answer.status, 307);
  assert.equal(answer.headers.location, "/docs");
  assertProblem(await samrad.get("/v1/docs?x=1"), 400);
});

samrad.endsCleanly();
