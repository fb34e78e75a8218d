// Lists in their other forms: NDJSON with everything, CSV for spreadsheets; all that matches, streamed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const MANY = 1234; // more than two pages of the largest size
const samrad = await startSamrad();
await samrad.store(...foundation);
const { paths } = (await samrad.get("/v1/openapi.json")).json;
const lists = Object.entries(paths).filter(([path, item]) => item.get?.["x-samrad"].action === "list" && !path.includes("{"));

await samrad.post(
  "/v1/import",
  Array.from({ length: MANY }, (_, n) => JSON.stringify({ type: "persons", id: `mange-${n}`, data: { name: `Person ${n % 100}` } })).join("\n"),
  { headers: { "content-type": "application/x-ndjson" } },
);
await samrad.store(
  ["/v1/organisations/formel", { name: { nb: '=HYPERLINK("x")', nn: "-5", en: "a,b;\nc\"d", se: "'=x" }, kind: "association", identifiers: { orgnr: "983971636" } }],
  ["/v1/memberships/liste", { body: "radet", role: "member", person: "ola", categories: ["a", "b_2"], traits: [], voting: false, validFrom: "2024" }],
  ["/v1/memberships/tom", { body: "radet", role: "observer" }],
);

/** RFC 4180, by somebody else's rules: a regular expression for a cell and what ends it. */
function parse(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  rows.pop();
  return rows;
}

async function table(path, options) {
  const answer = await samrad.get(path, options);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
  assert.equal(answer.text[0], "\uFEFF");
  const [header, ...rows] = parse(answer.text.slice(1));
  for (const row of rows) assert.equal(row.length, header.length);
  return { answer, header, rows: rows.map((row) => Object.fromEntries(row.map((cell, n) => [header[n], cell]))) };
}

for (const [path, item] of lists)
  test(`${path}: CSV has the columns of the contract, NDJSON the items of the pages`, async () => {
    const { header, rows } = await table(`${path}?format=csv`);
    assert.deepEqual(
      header,
      item.get["x-samrad"].columns.map(({ name }) => name),
    );
    const items = await samrad.all(`${path}?limit=500`);
    assert.deepEqual(
      rows.map(({ id }) => id),
      items.map(({ id }) => id),
    );
    const lines = await samrad.get(path, { headers: { accept: "application/x-ndjson" } });
    assert.equal(lines.headers["content-type"], "application/x-ndjson");
    assert.equal(lines.text, items.map((one) => `${JSON.stringify(one)}\n`).join(""));
  });

test("cells: texts by language, lists, truths, and nothing that a spreadsheet would run", async () => {
  const { rows } = await table("/v1/organisations?format=csv&id=formel");
  assert.deepEqual(
    [rows[0]["name.nb"], rows[0]["name.nn"], rows[0]["name.en"], rows[0]["name.se"], rows[0]["identifiers.orgnr"], rows[0].version],
    ["'=HYPERLINK(\"x\")", "'-5", 'a,b;\nc"d', "''=x", "983971636", "1"],
  );
  const memberships = (await table("/v1/bodies/radet/memberships?format=csv&sort=id")).rows;
  assert.deepEqual(
    memberships.map(({ id, categories, traits, voting }) => [id, categories, traits, voting]),
    [["liste", "a|b_2", "|", "false"], ["radet-kari", "", "", ""], ["tom", "", "", ""]],
  );
});

test("filters, order, cut, and a start in the middle", async () => {
  const { rows } = await table("/v1/persons?format=csv&sort=-name,id&q=Person");
  const items = await samrad.all("/v1/persons?sort=-name,id&q=Person&limit=300");
  assert.deepEqual(rows.map(({ id }) => id), items.map(({ id }) => id));
  assert.equal(rows.length, MANY);
  assert.equal((await table("/v1/persons?format=csv&limit=350")).rows.length, 350);
  const few = await table("/v1/persons?format=csv&fields=name&limit=3&sort=id");
  assert.deepEqual([few.header, few.rows.length], [["id", "name"], 3]);
  const page = (await samrad.get("/v1/persons?limit=7&sort=id")).json;
  const cursor = new URL(page.next, "http://x").searchParams.get("cursor");
  const rest = await table(`/v1/persons?format=csv&sort=id&cursor=${cursor}`);
  assert.equal(rest.rows.length, MANY + 2 - 7);
  assert.ok(rest.rows[0].id > page.items.at(-1).id);
  assert.equal((await table("/v1/persons?format=csv&id=ingen")).rows.length, 0);
  assert.equal((await samrad.get("/v1/persons?format=ndjson&id=ingen")).text, "");
});

test("what is deleted is told as in the pages", async () => {
  await samrad.store(["/v1/persons/borte", { name: "Borte" }]);
  await samrad.deleted("/v1/persons/borte");
  const since = encodeURIComponent(new Date(Date.now() - 3600000).toISOString());
  const { rows } = await table(`/v1/persons?format=csv&modifiedSince=${since}`);
  assert.equal(rows.length, MANY + 3);
  assert.deepEqual(rows.filter(({ deleted }) => deleted === "true").map(({ id, name }) => [id, name]), [["borte", ""]]);
});

test("restricted members are in it for those who may see them", async () => {
  await samrad.store(["/v1/persons/skjult", { name: "Skjult", gender: "female" }]);
  for (const [key, gender] of [[undefined, ""], [samrad.keys.reader, "female"]])
    assert.equal((await table("/v1/persons?format=csv&id=skjult", { key })).rows[0].gender, gender);
});

test("what was known at a time", async () => {
  const at = encodeURIComponent(new Date().toISOString());
  await samrad.store(["/v1/persons/senere", { name: "Senere" }]);
  const before = await samrad.get(`/v1/persons?format=ndjson&knownAt=${at}&id=senere&id=kari`);
  assert.deepEqual(before.text.trimEnd().split("\n").map((line) => JSON.parse(line).id), ["kari"]);
});

test("unchanged is not sent again; each form has its own tag", async () => {
  const first = await samrad.get("/v1/persons?format=csv");
  assert.equal(first.headers["samrad-revision"], (await samrad.get("/v1/persons")).headers["samrad-revision"]);
  const headers = { "if-none-match": first.headers.etag };
  const again = await samrad.get("/v1/persons?format=csv", { headers });
  assert.deepEqual([again.status, again.text], [304, ""]);
  assert.equal((await samrad.get("/v1/persons?format=ndjson", { headers })).status, 200);
  assert.equal((await samrad.get("/v1/persons?format=json", { headers })).status, 200);
});

test("what has no place in a form is refused", async () => {
  const english = { headers: { "accept-language": "en" } };
  assertProblem(await samrad.get("/v1/memberships?format=csv&include=person", english), 400, { parameter: "include", code: "not_in_this_form", detail: "Cannot be given in this form: text/csv." });
  assertProblem(await samrad.get("/v1/memberships?format=ndjson&count=true"), 400, { parameter: "count" });
  assertProblem(await samrad.get("/v1/memberships?format=xml"), 400, { parameter: "format", code: "enum" });
  assertProblem(await samrad.get("/v1/memberships?format=csv&cursor=x"), 400, { parameter: "cursor" });
  assertProblem(await samrad.get("/v1/bodies/ingen/memberships?format=csv"), 404);
  assertProblem(await samrad.get("/v1/memberships", { headers: { accept: "application/xml" } }), 406);
  const included = await samrad.get("/v1/memberships?format=ndjson&include=person&id=radet-kari");
  assert.equal(JSON.parse(included.text).included.person[0].name, "Kari Nordmann");
});

test("read while others write: nothing twice, and all that was there before and after", async () => {
  let writing = true;
  const writer = (async () => {
    for (let n = 0; writing; n += 1) {
      await samrad.put(`/v1/persons/flyktig-${n % 5}`, { name: `Person ${n}` });
      await samrad.delete(`/v1/persons/flyktig-${(n + 3) % 5}`);
    }
  })();
  for (let round = 0; round < 5; round += 1) {
    const ids = (await table("/v1/persons?format=csv&q=Person")).rows.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.filter((id) => id.startsWith("mange-")).length, MANY);
  }
  writing = false;
  await writer;
});

samrad.endsCleanly();
