// How programs find the register, and what the web around it sends: crawlers, catalogues, newsletters, proxies, old clients.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const HOME = "https://samrad.example.no";
const samrad = await startSamrad({
  example: true,
  environment: {
    SAMRAD_PUBLIC_URL: HOME,
    SAMRAD_PUBLISHER: 'Etaten "Nord" for råd',
    SAMRAD_PUBLISHER_ORGNR: "983544622",
    SAMRAD_CONTACT: "mailto:post@example.no",
    SAMRAD_SECURITY_CONTACT: "https://example.no/sikkerhet",
  },
});
const silent = await startSamrad();
const { writer } = samrad.keys;

const documents = [
  ["/robots.txt", "text/plain"],
  ["/favicon.ico", "image/svg+xml"],
  ["/sitemap.xml", "application/xml"],
  ["/.well-known/security.txt", "text/plain"],
  ["/.well-known/api-catalog", "application/linkset+json"],
  ["/v1/catalogue", "text/turtle"],
];

test("each document is there, is kept by its tag, and takes neither parameters nor other forms", async () => {
  for (const [path, type] of documents) {
    const answer = await samrad.get(path, { headers: { accept: "*/*" } });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers["content-type"].split(";")[0], type, path);
    assert.equal((await samrad.get(path, { headers: { accept: "*/*", "if-none-match": answer.headers.etag } })).status, 304, path);
    assertProblem(await samrad.get(`${path}?x=1`, { headers: { accept: "*/*" } }), 400);
    assertProblem(await samrad.get(path, { headers: { accept: "video/mp4" } }), 406);
  }
});

test("what needs to be said by the operator is not there before that", async () => {
  assertProblem(await silent.get("/sitemap.xml"), 404);
  assertProblem(await silent.get("/.well-known/security.txt"), 404);
  assert.doesNotMatch((await silent.get("/robots.txt")).text, /Sitemap/);
});

test("crawlers are led to all pages, and kept from the API", async () => {
  const { text } = await samrad.get("/robots.txt");
  assert.match(text, /^User-agent: \*$/m);
  assert.match(text, /^Disallow: \/v1\/$/m);
  assert.match(text, new RegExp(`^Sitemap: ${HOME}/sitemap.xml$`, "m"));
  const places = [...(await samrad.get("/sitemap.xml")).text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, place]) => place);
  assert.ok(places.includes(`${HOME}/bodies/sektorradet`));
  assert.equal(new Set(places).size, places.length);
  for (const place of places.filter((_, n) => n % 9 === 0))
    assert.equal((await samrad.get(place.slice(HOME.length), { headers: { accept: "text/html" } })).status, 200, place);
});

test("a weakness can be told to somebody, for less than a year", async () => {
  const { text } = await samrad.get("/.well-known/security.txt");
  assert.match(text, /^Contact: https:\/\/example.no\/sikkerhet$/m);
  const [, expires] = /^Expires: (.*)$/m.exec(text);
  const days = (new Date(expires) - Date.now()) / 86400000;
  assert.ok(days > 90 && days < 366, expires);
});

test("the API's catalogue leads to what is there", async () => {
  const { linkset } = JSON.parse((await samrad.get("/.well-known/api-catalog")).text);
  const links = linkset.flatMap(({ anchor, ...relations }) => Object.values(relations).flat().map(({ href }) => href));
  for (const relation of ["service-desc", "service-doc", "status"]) assert.ok(linkset.some((entry) => entry[relation]), relation);
  for (const link of links.filter((href) => href.startsWith(HOME)))
    assert.equal((await samrad.get(link.slice(HOME.length), { headers: { accept: "*/*" } })).status, 200, link);
});

test("pages say where the API is described", async () => {
  const { headers } = await samrad.get("/bodies/sektorradet", { headers: { accept: "text/html" } });
  assert.match(headers.link, /<\/v1\/openapi\.json>; rel="service-desc"/);
});

test("the dataset is described in Turtle and JSON-LD alike", async () => {
  const turtle = (await samrad.get("/v1/catalogue")).text;
  const graph = JSON.parse((await samrad.get("/v1/catalogue", { headers: { accept: "application/ld+json" } })).text)["@graph"];
  for (const type of ["dcat:Catalog", "dcat:Dataset", "dcat:Distribution", "dcat:DataService", "foaf:Agent"]) {
    assert.ok(turtle.includes(` a ${type}`), type);
    assert.ok(graph.some((node) => node["@type"] === type), type);
  }
  const publisher = graph.find((node) => node["@type"] === "foaf:Agent");
  assert.deepEqual(publisher["foaf:name"], [{ "@value": 'Etaten "Nord" for råd' }]);
  assert.ok(turtle.includes('foaf:name "Etaten \\"Nord\\" for råd"'));
  // every thing that is pointed to within it is described in it
  const ids = new Set(graph.map((node) => node["@id"]));
  const pointed = JSON.stringify(graph).match(new RegExp(`"@id":"${HOME}/v1/catalogue#[a-z]+"`, "g"));
  for (const id of pointed) assert.ok(ids.has(JSON.parse(`{${id}}`)["@id"]), id);
  assert.equal((turtle.match(/ \.$/gm) ?? []).length, graph.length + 4, "a full stop for each description and prefix");
});

test("a problem's type leads to what to do about it, in three languages", async () => {
  const { json } = await samrad.get("/v1/bodies/finnes-ikke");
  for (const [lang, title] of [["nb", "Finnes ikke"], ["nn", "Finst ikkje"], ["en", "Not found"]]) {
    const { status, text } = await samrad.get(`${json.type}?lang=${lang}`, { headers: { accept: "text/html" } });
    assert.equal(status, 200);
    assert.match(text, new RegExp(`<h1>${title}</h1><p class="lead">.{20}`));
  }
  const page = await samrad.get("/problems/not-found", { headers: { accept: "text/html" } });
  assert.equal((await samrad.get("/problems/not-found", { headers: { accept: "text/html", "if-none-match": page.headers.etag } })).status, 304);
  assertProblem(await samrad.get("/problems/no-such-thing"), 404);
  assertProblem(await samrad.get("/problems/not-found?lang=xx"), 400);
  assertProblem(await samrad.get("/problems/not-found", { headers: { accept: "image/png" } }), 406);
  assertProblem(await samrad.get("/problems/not-found", { headers: { authorization: "Bearer x" } }), 401);
});

test("the documentation's pages are answered as all pages are", async () => {
  const page = await samrad.get("/docs/getBody", { headers: { accept: "text/html" } });
  assert.equal(page.status, 200);
  assert.equal((await samrad.get("/docs/getBody", { headers: { accept: "text/html", "if-none-match": page.headers.etag } })).status, 304);
  assertProblem(await samrad.get("/docs/nothing"), 404);
  assertProblem(await samrad.get("/docs/getBody?lang=xx"), 400);
  assertProblem(await samrad.get("/docs/getBody", { headers: { accept: "image/png" } }), 406);
  assertProblem(await samrad.get("/docs/getBody", { headers: { authorization: "Bearer x" } }), 401);
  const moved = await samrad.get("/v1/docs", { headers: { "if-none-match": "*" } });
  assert.equal(moved.status, 307, "a condition changes nothing of where it is");
});

test("a feed says at which revision the register was", async () => {
  const feed = await samrad.get("/v1/changes?format=atom");
  assert.match(feed.headers["samrad-revision"], /^[0-9]+$/);
});

test("pages pass over what others hang on their addresses; the API does not", async () => {
  for (const query of [
    "fbclid=abc", "utm_source=ks&utm_medium=e-post", "utm_source=a&utm_source=b", "gclid=1&gad_source=2", "mc_cid=1&mc_eid=2", "_hsenc=p2&_hsmi=3", "msclkid=1",
    "utm_campaign=100%", "utm_term=%E6%F8%E5", "%zz=1", "a[]=1", "=", "&&",
  ])
    assert.equal((await samrad.get(`/bodies/sektorradet?${query}`, { headers: { accept: "text/html" } })).status, 200, query);
  assert.equal((await samrad.get("/docs?utm_campaign=100%")).status, 200);
  assert.equal((await samrad.get("/bodies?kind=%zz", { headers: { accept: "text/html" } })).status, 400);
  assertProblem(await samrad.get("/v1/bodies?utm_campaign=100%"), 400, { parameter: "utm_campaign", code: "percent_escape" });
  assertProblem(await samrad.get("/v1/bodies/sektorradet?fbclid=abc"), 400, { parameter: "fbclid", code: "unknown_parameter" });
  assert.equal((await samrad.get("/bodies?kind=x", { headers: { accept: "text/html" } })).status, 400, "a page's own parameters are still read");
});

test("a slash too many leads to the page", async () => {
  for (const [path, location] of [["/bodies/", "/bodies"], ["/bodies/sektorradet/?lang=en", "/bodies/sektorradet?lang=en"]]) {
    const answer = await samrad.get(path, { headers: { accept: "text/html" } });
    assert.deepEqual([answer.status, answer.headers.location], [308, location]);
  }
  assertProblem(await samrad.get("/v1/bodies/"), 404);
  assertProblem(await samrad.get("/nothing/"), 404);
});

/** What a bare request is answered, to its end. */
function raw(request) {
  return new Promise((resolve, reject) => {
    const socket = connect(samrad.client.port, "127.0.0.1", () => socket.end(request));
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (data) => (text += data));
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}

test("a target in absolute form is that of its path", async () => {
  const asked = (target) => raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  assert.match(await asked("http://samrad.example.no/v1/bodies?limit=1"), /^HTTP\/1\.1 200 /);
  assert.match(await asked("HTTPS://samrad.example.no/v1/bodies/finnes-ikke"), /^HTTP\/1\.1 404 /);
  assert.match(await asked("http://samrad.example.no"), /^HTTP\/1\.1 200 /);
});

test("an empty Accept is as none", async () => {
  for (const accept of ["", " ", ","]) assert.equal((await samrad.get("/v1/bodies?limit=1", { headers: { accept } })).status, 200, `'${accept}'`);
});

test("a PATCH in another form, and OPTIONS, say which forms it takes", async () => {
  const types = "application/merge-patch+json, application/json";
  const refused = await samrad.request("PATCH", "/v1/bodies/sektorradet", { key: writer, headers: { "content-type": "application/x-yaml" }, body: "a: b" });
  assertProblem(refused, 415);
  const told = await samrad.request("OPTIONS", "/v1/bodies/sektorradet");
  for (const { headers } of [refused, told]) for (const type of types.split(", ")) assert.ok(headers["accept-patch"].includes(type), headers["accept-patch"]);
  assert.equal((await samrad.request("OPTIONS", "/v1/bodies")).headers["accept-patch"], undefined);
});

test("an address with letters beyond ASCII is stored as it is sent over the wire", async () => {
  const url = "https://www.ålesund.kommune.no/møter/1?år=2024";
  const stored = await samrad.put("/v1/bodies/nettrad", { name: { nb: "Nettrådet" }, kind: "council", sources: [{ title: "Møte", url }] }, { key: writer });
  assert.equal(stored.status, 201);
  assert.equal(stored.json.sources[0].url, "https://www.%C3%A5lesund.kommune.no/m%C3%B8ter/1?%C3%A5r=2024");
  assert.equal(decodeURI(stored.json.sources[0].url), url);
});

test("a plus that became a blank is told of", async () => {
  const answer = await samrad.get("/v1/bodies?modifiedSince=2026-11-01T00:00:00+01:00", { headers: { "accept-language": "en" } });
  assertProblem(answer, 400, { parameter: "modifiedSince", detail: /%2B/ });
  assert.equal((await samrad.get("/v1/bodies?modifiedSince=2026-11-01T00:00:00%2B01:00")).status, 200);
});

test("what is wrong with a rule is said in the reader's words, all at once", async () => {
  const rule = { body: "sektorradet", kind: "seats", force: "shall", basis: "stated", text: { nb: "Fire." } };
  const told = async (value, lang = "nb") => {
    const { status, json } = await samrad.post("/v1/rules?dryRun=true", value, { key: writer, headers: { "accept-language": lang } });
    assert.equal(status, 422);
    return json.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  };
  assert.deepEqual(await told({ ...rule, kind: "size" }), [" Minst ett av feltene skal være med: min, max, in, even, odd."]);
  assert.deepEqual(await told({ ...rule, count: 2 }), ["/count Skal være et objekt."]);
  assert.deepEqual(await told({ ...rule, count: 2 }, "nn"), ["/count Skal vere eit objekt."]);
  assert.deepEqual(await told({ ...rule, count: 2 }, "en"), ["/count Must be an object."]);
  assert.deepEqual(await told({ ...rule, who: { role: ["chair"], gender: ["female"] } }), ["/who Kan ha bare ett felt. Flere vilkår settes sammen med «all» eller «any»."]);
  const wrong = await told({ ...rule, kind: "seets", force: "must", validFrom: "i fjor" });
  for (const pointer of ["/kind", "/force", "/validFrom"]) assert.ok(wrong.some((fault) => fault.startsWith(`${pointer} `)), `${pointer}: ${wrong}`);
  assert.equal(new Set(wrong).size, wrong.length, "nothing is told twice");
});

samrad.endsCleanly();
silent.endsCleanly();
