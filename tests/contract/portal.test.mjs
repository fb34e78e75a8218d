// The portal kit as its reader would have it: the files out of openapi/PORTAL.md, the types out of the running service, compiled
// and run.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { startSamrad } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";

const text = readFileSync(new URL("../../openapi/PORTAL.md", import.meta.url), "utf8");
const folder = fileURLToPath(new URL("build/portal", import.meta.url));
const blocks = [...text.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(([, language, name, content]) => ({ language, name, content }));
const samrad = await startSamrad({ example: true });
const address = `http://127.0.0.1:${samrad.client.port}`;
const { writer } = samrad.keys;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name, content } of blocks.filter(({ name }) => name.includes("."))) writeFileSync(join(folder, name), content);

/** What a file of the kit exports, once it is compiled. */
const kit = (name) => import(pathToFileURL(join(folder, name)));

test("the packages that it asks for are those that it is tested with", () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  const [, packages] = /npm install --save-dev (.*)/.exec(text);
  for (const name of packages.split(" ")) assert.ok(devDependencies[name], name);
});

test("its commands run as they stand: types, strict compilation, a page and a search", { timeout: scaled(120000) }, async () => {
  const { content } = blocks.find(({ name }) => name === "run");
  await promisify(execFile)("bash", ["-euo", "pipefail", "-c", content], { cwd: folder, env: { ...process.env, SAMRAD: address } });
  const page = readFileSync(join(folder, "sektorradet.html"), "utf8");
  for (const part of ["<h1>Sektorrådet</h1>", 'class="verdict unknown"', "Cannot be decided", "Four members come from the user organisations", "(chair)", "format=svg", "<h2>Seats</h2>"])
    assert.ok(page.includes(part), part);
  const { json } = await samrad.get("/v1/bodies/sektorradet/page");
  assert.ok(page.includes(json.check.summary.en.replaceAll("'", "&#39;")), "the reasons are in it");
  assert.match(page, /<li>Director of Health, Norwegian Directorate of Health \(chair\)/, "members by name");
  assert.match(page, /Latest: <time>2018<\/time> Første møte/);
  const found = readFileSync(join(folder, "search.html"), "utf8");
  assert.match(found, /<a href="\/v1\/[a-z]+\/[^"]+">[^<]*<mark>[^<]*samarbeidsavtale/i);
});

test("agreements and meetings, in another language", async () => {
  const { Samrad } = await kit("api.js");
  const { bodyPage } = await kit("page.js");
  const innlandet = (await samrad.get("/v1/bodies/helsefellesskap-innlandet/page")).json;
  const { markup } = await bodyPage(new Samrad(address, "nn"), "helsefellesskap-innlandet");
  assert.match(markup.text, /<article lang="nn">/);
  assert.ok(innlandet.agreements.length > 0);
  for (const { title } of innlandet.agreements) assert.ok(markup.text.includes(title.nn ?? title.nb));
});

test("hostile names are shown as they are written, and run nothing", async () => {
  const evil = `<img src=x onerror=alert(1)>"'&</h1><script>alert(2)</script>`;
  await samrad.store(
    ["/v1/bodies/ondsinnet", { name: { nb: evil }, kind: "council", purpose: { nb: `${evil} sjeldentord` } }],
    ["/v1/organisations/ondsinnet", { name: { nb: evil }, kind: "association" }],
    ["/v1/rules/ondsinnet", { body: "ondsinnet", kind: "seats", force: "shall", basis: "stated", role: "member", text: { nb: evil }, count: { min: 1, max: 1 }, who: { organisation: ["ondsinnet"] } }],
    ["/v1/memberships/ondsinnet", { body: "ondsinnet", role: "member", organisation: "ondsinnet" }],
    ["/v1/meetings/ondsinnet", { body: "ondsinnet", date: "2020-01-01", status: "held", title: { nb: evil } }],
    ["/v1/agreements/ondsinnet", { title: { nb: evil }, kind: "framework", establishes: ["ondsinnet"] }],
  );
  const { Samrad } = await kit("api.js");
  const { bodyPage } = await kit("page.js");
  const { searchResults } = await kit("search.js");
  const api = new Samrad(address);
  for (const { text: markup } of [(await bodyPage(api, "ondsinnet")).markup, await searchResults(api, "sjeldentord")]) {
    assert.doesNotMatch(markup, /<script|<img src=x|onerror=alert\(1\)>/);
    assert.match(markup, /&#60;script&#62;alert\(2\)|sjeldentord/);
  }
});

test("what it has is not sent again, until it changes", async () => {
  const { Samrad } = await kit("api.js");
  const { bodyPage } = await kit("page.js");
  const api = new Samrad(address);
  const statuses = () => samrad.process.log().filter(({ event, operation }) => event === "request" && operation === "getBodyPage").map(({ status }) => status);
  const first = (await bodyPage(api, "nasjonalt-nettverk")).markup.text;
  assert.equal((await bodyPage(api, "nasjonalt-nettverk")).markup.text, first);
  assert.deepEqual(statuses().slice(-2), [200, 304]);
  await samrad.patched("/v1/bodies/nasjonalt-nettverk", { purpose: { nb: "Et nytt formål." } });
  assert.match((await bodyPage(api, "nasjonalt-nettverk")).markup.text, /Et nytt formål\./);
  assert.equal(statuses().at(-1), 200);
});

test("what is refused is explained, in the reader's language", async () => {
  const { Refused, Samrad } = await kit("api.js");
  const refusal = (promise) => promise.then(() => assert.fail("it was not refused"), (error) => error);
  const missing = await refusal(new Samrad(address, "en").get("/v1/bodies/{id}/page", "finnes-ikke"));
  assert.ok(missing instanceof Refused);
  assert.deepEqual([missing.problem.status, missing.message], [404, "There is no 'finnes-ikke' in bodies."]);
  const wrong = await refusal(new Samrad(address, "nb").get("/v1/bodies", undefined, { limit: 5000, validAt: "2023-02-29" }));
  assert.deepEqual(wrong.problem.errors.map(({ parameter }) => parameter).sort(), ["limit", "validAt"]);
  assert.match(wrong.message, /2|500/);
});

test("it follows what is written, and nothing falls between", async () => {
  const { Samrad } = await kit("api.js");
  const { bodyPage } = await kit("page.js");
  const { follow } = await kit("follow.js");
  const api = new Samrad(address);
  const { revision } = await bodyPage(api, "sektorradet");
  await samrad.store(["/v1/memberships/mellom", { body: "sektorradet", role: "observer", organisation: "ks" }]);
  const seen = [];
  const following = follow(api, "sektorradet", revision, async (changes) => {
    seen.push(...changes.map(({ type, id, operation }) => `${operation} ${type}/${id}`));
    return seen.length < 2;
  });
  await sleep(300);
  await samrad.store(["/v1/bodies/en-annen", { name: { nb: "En annen" }, kind: "council" }]);
  await samrad.delete("/v1/memberships/mellom", { key: writer });
  await following;
  assert.deepEqual(seen, ["created memberships/mellom", "deleted memberships/mellom"]);
});

samrad.endsCleanly();
