// The whole register judged: filters, a streamed answer, clients that leave, what will break, and the command.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { sleep } from "./pace.mjs";

const samrad = await startSamrad();
// The register's day is Norway's.
const day = (offset) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(Date.now() + offset * 864e5);
const rule = (body, more) => ({ body, kind: "size", force: "shall", basis: "stated", text: { nb: "Minst én." }, min: 1, ...more });
const complete = { memberships: { level: "complete" } };
await samrad.store(...foundation,
  ["/v1/bodies/aa", { name: { nb: "Aa" }, kind: "network", area: "fylket", coverage: complete }],
  ["/v1/rules/aa-en", rule("aa")],
  ["/v1/rules/aa-bor", rule("aa", { force: "should", kind: "count", who: { role: ["chair"] }, text: { nb: "Bør ha leder." } })],
  ["/v1/memberships/aa-ola", { body: "aa", role: "member", person: "ola", organisation: "etaten", validFrom: "2020-01-01", validTo: day(30) }],
  ["/v1/bodies/bb", { name: { nb: "Bb" }, kind: "network", coverage: complete }],
  ["/v1/rules/bb-en", rule("bb")],
  ["/v1/bodies/cc", { name: { nb: "Cc" }, kind: "forum" }],
  ["/v1/rules/cc-en", rule("cc", { min: 3 })]);
// more than one batch
for (let i = 0; i < 70; i += 1) await samrad.store([`/v1/bodies/mange-${String(i).padStart(2, "0")}`, { name: { nb: `Nr. ${i}` }, kind: "board" }]);

const ids = async (query) => {
  const answer = await samrad.get(`/v1/checks${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.items.map(({ body }) => body);
};

test("every body, in order of id, each as its own check says", async () => {
  const answer = await samrad.get("/v1/checks");
  assert.equal(answer.headers["transfer-encoding"], "chunked");
  const { items } = answer.json;
  assert.deepEqual(items.map(({ body }) => body), (await samrad.ids("/v1/bodies?sort=id&limit=500")));
  assert.ok(items.length > 70);
  for (const item of items.filter(({ body }) => body.length === 2)) {
    const { knownAt: _, ...own } = (await samrad.get(`/v1/bodies/${item.body}/check`)).json;
    const { knownAt: __, ...listed } = item;
    assert.deepEqual(listed, own);
  }
});

test("filters", async () => {
  assert.deepEqual(await ids("?verdict=met"), ["aa"]);
  assert.deepEqual(await ids("?verdict=not_met&verdict=met&kind=network"), ["aa", "bb"]);
  assert.deepEqual(await ids("?area=fylket"), ["aa"]);
  assert.deepEqual(await ids("?kind=forum"), ["cc"]);
  assert.deepEqual(await ids("?limit=2"), ["aa", "bb"]);
  assert.deepEqual(await ids("?verdict=no_rules&kind=forum"), []);
  assert.deepEqual(await ids(`?at=${day(31)}&verdict=not_met`), ["aa", "bb"]);
});

test("of some bodies, and only these are loaded", async () => {
  assert.deepEqual(await ids("?body=bb&body=cc&body=ingen"), ["bb", "cc"]);
  assertProblem(await samrad.get("/v1/checks?body=B!"), 400, { parameter: "body" });
});

test("as JUnit: a suite for each body, a case for each rule, as the command writes it", async () => {
  const answer = await samrad.get(`/v1/checks?format=junit&kind=network&at=${day(0)}`);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "application/xml; charset=utf-8");
  const suites = [...answer.text.matchAll(/<testsuite name="([^"]*)" tests="(\d+)" failures="(\d+)"/g)].map(([, ...found]) => found);
  assert.deepEqual(suites, [["aa", "2", "0"], ["bb", "1", "1"]]);
  assert.ok(answer.text.endsWith("</testsuites>\n"));
  const one = await samrad.get("/v1/bodies/bb/check", { headers: { accept: "application/xml", "accept-language": "en" } });
  assert.match(one.text, /<testsuites[^>]*>\s*<testsuite name="bb"/);
  assert.match(one.text, /<failure type="size"/);
  assert.ok(one.headers.etag);
  const again = await samrad.get("/v1/bodies/bb/check?format=junit", { headers: { "if-none-match": one.headers.etag, "accept-language": "en" } });
  assert.equal(again.status, 304);
});

test("as SARIF: a result with a place and a fingerprint for each finding, of which the rule is described once", async () => {
  await samrad.store(["/v1/rules/bb-kilde", rule("bb", { sources: [{ title: "Mandatet", url: "https://example.no/mandat" }] })]);
  for (const address of ["/v1/checks?format=sarif&body=aa&body=bb&body=cc", "/v1/bodies/bb/check?format=sarif"]) {
    const answer = await samrad.get(address);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers["content-type"], "application/sarif+json");
    const { version, runs } = JSON.parse(answer.text);
    assert.deepEqual([version, runs.length, runs[0].tool.driver.name], ["2.1.0", 1, "Samråd"]);
    assert.match(runs[0].tool.driver.version, /^\d+\.\d+\.\d+/);
    const { rules } = runs[0].tool.driver;
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    assert.ok(runs[0].results.some(({ ruleId, level }) => ruleId === "bb-en" && level === "error"));
    for (const { ruleId, ruleIndex, locations } of runs[0].results) {
      assert.equal(rules[ruleIndex].id, ruleId);
      assert.equal(locations[0].physicalLocation.artifactLocation.uri, ruleId === "bb-kilde" ? "https://example.no/mandat" : `v1/rules/${ruleId}`);
      assert.ok(locations[0].physicalLocation.region.startLine);
    }
    assert.equal(new Set(runs[0].results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0])).size, runs[0].results.length);
  }
  assert.equal(JSON.parse((await samrad.get("/v1/checks?format=sarif&limit=1&verdict=met&kind=forum")).text).runs[0].results.length, 0);
  await samrad.deleted("/v1/rules/bb-kilde");
});

test("findings on rules of a sort, and only those", async () => {
  const { items } = (await samrad.get("/v1/checks?ruleKind=count")).json;
  assert.deepEqual(items.map(({ body, rules }) => [body, rules.map((one) => one.rule)]), [["aa", ["aa-bor"]]]);
  assert.deepEqual(await ids("?force=shall"), ["bb", "cc", "radet"]);
  assert.deepEqual(await ids("?force=should&ruleKind=size"), []);
});

test("bodies of which something has changed since an instant", async () => {
  const before = new Date().toISOString();
  const since = `?changedSince=${before}`;
  assert.deepEqual(await ids(since), []);
  await samrad.store(["/v1/memberships/cc-kari", { body: "cc", role: "member", person: "kari" }]);
  assert.deepEqual(await ids(since), ["cc"]);
  await samrad.delete("/v1/memberships/cc-kari");
  assert.deepEqual(await ids(since), ["cc"]);
  await samrad.patch("/v1/organisations/staten", { shortName: "S" });
  assert.deepEqual(await ids(since), ["aa", "cc", "radet"]);
});

test("refusals", async () => {
  assertProblem(await samrad.get("/v1/checks?verdict=maybe&at=i+dag&limit=0"), 400, { parameter: "verdict" }, { parameter: "at" }, { parameter: "limit" });
  assertProblem(await samrad.get("/v1/checks?cursor=x"), 400, { parameter: "cursor", code: "unknown_parameter" });
  assertProblem(await samrad.get("/v1/checks", { key: "samrad_x" }), 401);
  assertProblem(await samrad.get("/v1/checks", { headers: { accept: "text/html" } }), 406);
});

/** Rows of a table by the names of its columns; quotes and line ends as RFC 4180 has them. */
function table(text) {
  assert.equal(text[0], "\uFEFF");
  const lines = text.slice(1).split("\r\n");
  assert.equal(lines.pop(), "");
  const split = (line) => [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
  const [header, ...rows] = lines.map(split);
  return rows.map((row) => Object.fromEntries(row.map((cell, n) => [header[n], cell])));
}

const cells = ({ body, at, verdict }, rule = {}) => [body, at, verdict, rule.rule, rule.kind, rule.force, rule.decides, rule.verdict, rule.reason,
  rule.needed?.min, rule.needed?.max, rule.certain, rule.possible, rule.missing, rule.text?.nb].map((value) => String(value ?? ""));

test("as a table: what the results say, a row for each rule and for each body without one", async () => {
  for (const query of ["", "&verdict=not_met&verdict=unknown", "&ruleKind=count", "&force=shall", "&limit=3", "&verdict=met&kind=forum"]) {
    const { items } = (await samrad.get(`/v1/checks?at=${day(0)}${query}`)).json;
    const answer = await samrad.get(`/v1/checks?at=${day(0)}${query}`, { headers: { accept: "text/csv" } });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
    const expected = items.flatMap((item) => (item.rules.length ? item.rules.map((rule) => cells(item, rule)) : [cells(item)]));
    assert.deepEqual(table(answer.text).map((row) => Object.values(row)), expected, query);
    assert.equal((await samrad.get(`/v1/checks?at=${day(0)}${query}&format=csv`)).text, answer.text);
  }
  const [row] = table((await samrad.get("/v1/checks?format=csv&force=should")).text);
  assert.deepEqual([row.body, row.bodyVerdict, row.rule, row.decides, row.verdict, row.neededMin], ["aa", "met", "aa-bor", "false", "not_met", "1"]);
  assertProblem(await samrad.get("/v1/checks?format=svg"), 400, { parameter: "format", code: "enum" });
});

test("a head without a body", async () => {
  const answer = await samrad.request("HEAD", "/v1/checks");
  assert.equal(answer.status, 200);
  assert.equal(answer.text, "");
});

test("clients that leave in the middle release everything", async () => {
  for (let i = 0; i < 20; i += 1)
    await new Promise((done) => {
      const socket = net.connect(samrad.client.port, "127.0.0.1", () => socket.write("GET /v1/checks HTTP/1.1\r\nHost: x\r\nX-Request-Id: leaves-early\r\n\r\n"));
      socket.once("data", () => { socket.destroy(); done(); });
      socket.on("error", done);
    });
  for (let i = 0; i < 100; i += 1) {
    const metrics = (await samrad.get("/metrics")).text;
    if (/samrad_database_connections\{state="lent"\} 0/.test(metrics)) break;
    assert.ok(i < 99, metrics);
    await sleep(20);
  }
});

test("what will break, and when", async () => {
  const answer = await samrad.get("/v1/checks/upcoming?within=P60D");
  assert.equal(answer.status, 200, answer.text);
  const { from, to, items } = answer.json;
  assert.deepEqual([from, to], [day(0), day(60)]);
  assert.deepEqual(items.map(({ body, date, from: old, to: verdict, rules }) => ({ body, date, old, verdict, rules })),
    [{ body: "aa", date: day(31), old: "met", verdict: "not_met", rules: [{ rule: "aa-en", from: "met", to: "not_met" }] }]);
  assert.ok(items[0].summary.nb);
  assert.deepEqual((await samrad.get("/v1/checks/upcoming?within=P10D")).json.items, []);
  assert.deepEqual((await samrad.get("/v1/checks/upcoming?within=P60D&body=bb&body=cc")).json.items, []);
  assert.equal((await samrad.get("/v1/checks/upcoming", { headers: { "if-none-match": (await samrad.get("/v1/checks/upcoming")).headers.etag } })).status, 304);
});

test("agreements that end, and rules of agreements that come into force", async () => {
  const coming = day(20);
  await samrad.store(["/v1/agreements/avtalen", { title: { nb: "Avtalen" }, kind: "cooperation", parties: [{ organisation: "etaten" }, { organisation: "staten" }], validFrom: "2020-01-01", validTo: day(40), topics: [], topicsComplete: true }],
    ["/v1/rules/avtalen-innhold", { agreement: "avtalen", kind: "content", checklist: "hol-6-2", force: "shall", basis: "stated", text: { nb: "Alle punkter." }, validFrom: coming }]);
  const { items } = (await samrad.get("/v1/checks/upcoming?within=P60D")).json;
  assert.deepEqual(items.filter(({ agreement }) => agreement).map(({ agreement, date, ends, rules }) => ({ agreement, date, ends, rules: rules.map(({ rule, to }) => [rule, to]) })),
    [{ agreement: "avtalen", date: coming, ends: undefined, rules: [["avtalen-innhold", "not_met"]] }, { agreement: "avtalen", date: day(41), ends: true, rules: [] }]);
  assert.ok(items.every(({ name, summary }) => name.nb && summary.nb));
  const calendar = (await samrad.get("/v1/checks/upcoming?within=P60D&format=calendar")).text;
  assert.match(calendar, /SUMMARY:Avtalen: Avtalen gjelder ikke lenger/);
  assert.deepEqual((await samrad.get("/v1/checks/upcoming?within=P60D&body=bb")).json.items, []);
});

test("the day after the last of the window is not in it", async () => {
  const ending = (n) => [`/v1/agreements/slutter-${n}`, { title: { nb: `Slutter ${n}` }, kind: "framework", parties: [{ organisation: "etaten" }], validFrom: "2020-01-01", validTo: day(n) }];
  await samrad.store(ending(29), ending(30), ending(31));
  // who has a rule is looked at whenever it ends
  await samrad.store(["/v1/rules/slutter-innhold", { agreement: "slutter-30", kind: "content", checklist: "hol-6-2", force: "shall", basis: "stated", text: { nb: "Alle punkter." } }]);
  const { to, items } = (await samrad.get("/v1/checks/upcoming?within=P30D")).json;
  assert.equal(to, day(30));
  assert.deepEqual(items.filter(({ agreement, ends }) => ends && agreement.startsWith("slutter-")).map(({ agreement, date }) => [agreement, date]), [["slutter-29", day(30)]]);
  await samrad.deleted("/v1/rules/slutter-innhold");
  for (const n of [29, 30, 31]) await samrad.deleted(`/v1/agreements/slutter-${n}`);
});

test("what will break, as a calendar", async () => {
  for (const [path, accept] of [["/v1/checks/upcoming?format=calendar", "*/*"], ["/v1/checks/upcoming", "text/calendar"]]) {
    const answer = await samrad.get(path, { headers: { accept } });
    assert.match(answer.headers["content-type"], /^text\/calendar/);
    assert.match(answer.text, /^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
  }
  assertProblem(await samrad.get("/v1/checks/upcoming", { headers: { accept: "text/html" } }), 406);
  assertProblem(await samrad.get("/v1/checks/upcoming", { key: "samrad_x" }), 401);
  for (const within of ["P11Y", "P9999Y", "90", "P0D"])
    assertProblem(await samrad.get(`/v1/checks/upcoming?within=${within}`), 400, { parameter: "within" });
});

/** Runs `samrad check`: its exit status and what it wrote. */
const command = (...args) => new Promise((done) => {
  execFile(process.env.SAMRAD_BIN, ["check", ...args], { env: samrad.environment }, (error, stdout, stderr) => done({ status: error?.code ?? 0, stdout, stderr }));
});

test("the command's exit status says what it found", async () => {
  assert.equal((await command("aa")).status, 0);
  assert.equal((await command("mange-01")).status, 0);
  assert.equal((await command("cc", "aa")).status, 2);
  assert.equal((await command("aa", "bb", "cc")).status, 1);
  assert.equal((await command()).status, 1);
  assert.equal((await command("aa", "--at", day(31))).status, 1);
  for (const wrong of [["--at", "i dag"], ["--format", "pdf"], ["--lang", "se"], ["--ukjent"], ["finnes-ikke"]]) {
    const { status, stderr } = await command(...wrong);
    assert.equal(status, 64, wrong.join(" "));
    assert.notEqual(stderr, "");
  }
});

test("the command's forms", async () => {
  const json = JSON.parse((await command("aa", "bb", "--format", "json")).stdout);
  assert.deepEqual(json.items.map(({ body, verdict }) => [body, verdict]), [["aa", "met"], ["bb", "not_met"]]);
  assert.match((await command("bb", "--lang", "en")).stdout, /bb|Bb/);
  assert.equal((await command("--at", day(0), "--format", "csv")).stdout, (await samrad.get(`/v1/checks?at=${day(0)}&format=csv`)).text);
  assert.match((await command("--format", "junit")).stdout, /<testsuites[\s\S]*<\/testsuites>/);
  assert.equal(JSON.parse((await command("--format", "sarif")).stdout).version, "2.1.0");
});

test("the command's filters, what it fails on, and findings that are known", async () => {
  const found = async (...args) => JSON.parse((await command("--format", "json", ...args)).stdout).items.map(({ body }) => body);
  assert.deepEqual(await found("--kind", "network,forum"), ["aa", "bb", "cc"]);
  assert.deepEqual(await found("--area", "fylket"), ["aa"]);
  assert.deepEqual(await found("--force", "should"), ["aa"]);
  assert.deepEqual(await found("--changed-since", "2199-01-01T00:00:00Z"), []);
  assert.equal((await command("bb", "--fail-on", "never")).status, 0);
  assert.equal((await command("cc", "--fail-on", "not_met")).status, 0);
  assert.equal((await command("bb", "--fail-on", "not_met")).status, 1);
  assert.equal((await command("bb", "--fail-on", "alt")).status, 64);
  const missing = await command("bb", "finnes-ikke");
  assert.deepEqual([missing.status, missing.stdout], [64, ""], "before anything is written");
  const folder = mkdtempSync(join(tmpdir(), "samrad-"));
  const file = join(folder, "kjent.sarif");
  writeFileSync(file, (await command("bb", "--format", "sarif")).stdout);
  const states = (text) => JSON.parse(text).runs[0].results.map(({ ruleId, baselineState }) => [ruleId, baselineState]);
  const known = await command("bb", "--format", "sarif", "--baseline", file);
  assert.deepEqual([known.status, states(known.stdout)], [0, [["bb-en", "unchanged"]]]);
  const more = await command("bb", "cc", "--format", "sarif", "--baseline", file);
  assert.deepEqual([more.status, states(more.stdout)], [2, [["bb-en", "unchanged"], ["cc-en", "new"]]]);
  assert.equal((await command("bb", "--baseline", file)).status, 64, "only SARIF says what is new");
  assert.equal((await command("bb", "--format", "sarif", "--baseline", "/dev/null")).status, 64);
  rmSync(folder, { recursive: true });
});

test("a database that does not answer in time is a 503, wherever it is asked", async () => {
  for (const table of ["bodies", "rules", "memberships", "agreements", "reference", "organisations", "revision_counter"])
    await samrad.whileLocked(`lock table register.${table} in access exclusive mode`, async () => {
      // another window each time, so that no answer is kept
      const answer = await samrad.get(`/v1/checks/upcoming?within=P${100 + table.length}D`);
      if (answer.status !== 200) assertProblem(answer, 503);
      const listed = await samrad.get("/v1/checks?kind=network");
      if (listed.status !== 200) assertProblem(listed, 503);
      if (["bodies", "agreements"].includes(table)) assert.equal(answer.status, 503, table);
    });
  assert.equal((await samrad.get("/v1/checks/upcoming")).status, 200);
});

test("a body with more rules than a check takes is unknown, and takes no more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "samrad-"));
  const lines = [{ type: "bodies", id: "zz", data: { name: { nb: "Zz" }, kind: "contact_forum" } }];
  for (let i = 0; i < 1000; i += 1) lines.push({ type: "rules", id: `zz-${i}`, data: rule("zz") });
  writeFileSync(join(folder, "zz.ndjson"), lines.map((line) => JSON.stringify(line)).join("\n"));
  await samrad.command("import", join(folder, "zz.ndjson"));
  rmSync(folder, { recursive: true });
  // one more than the service would store
  await samrad.sql(`select set_config('samrad.bound', '*', false);
    insert into register.rules (id, data, json) select 'zz-1000', data, data::text from register.rules where id = 'zz-0'`);
  for (const path of ["/v1/bodies/zz/check", "/v1/checks?kind=contact_forum"]) {
    const { status, json, text } = await samrad.get(path);
    assert.equal(status, 200, text);
    assert.equal((json.items?.[0] ?? json).verdict, "unknown");
  }
  assert.equal((await command("zz")).status, 2);
  for (const path of ["check/timeline", "timeline", "timeline?format=svg", "cadence", "cadence?format=svg", "mandate", "roster"])
    assertProblem(await samrad.get(`/v1/bodies/zz/${path}`), 422);
  assertProblem(await samrad.request("POST", "/v1/bodies/zz/check", { body: {} }), 422);
  assertProblem(await samrad.post("/v1/rules", rule("zz")), 422, { pointer: "/body", code: "too_many" });
  assert.equal((await samrad.patch("/v1/bodies/zz", { kind: "board" })).status, 200);
});

samrad.endsCleanly();
