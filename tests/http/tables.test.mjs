// Lists in their other forms: NDJSON with everything, CSV for spreadsheets; all that matches, streamed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { sleep } from "./pace.mjs";

const MANY = 1234; // more than two pages of the largest size
const samrad = await startSamrad();
await samrad.store(...foundation);
const { paths } = (await samrad.get("/v1/openapi.json")).json;
const lists = Object.entries(paths).filter(([path, item]) => item.get?.["x-samrad"].action === "list" && !path.includes("{") && !path.endsWith(".ics"));

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
  await sleep(5); // the write is later by more than the instant's milliseconds
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
  assertProblem(await samrad.get("/v1/bodies?format=csv&include=rules", english), 400, { parameter: "include", code: "not_in_this_form", detail: "Cannot be given in this form: text/csv." });
  assertProblem(await samrad.get("/v1/memberships?delimiter=semicolon"), 400, { parameter: "delimiter", code: "only_in_form" });
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

/** Loads a table as it stands. */
const CSV = { "content-type": "text/csv" };
const load = (type, text, { query = "", headers = {}, ...options } = {}) =>
  samrad.post(`/v1/import?type=${type}${query}`, text, { headers: { ...CSV, ...headers }, ...options });
async function loaded(type, text, options) {
  const answer = await load(type, text, options);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.types[0] ?? null;
}

for (const type of ["organisations", "areas", "persons", "offices", "bodies", "memberships", "agreements", "meetings"])
  test(`${type}: what was written out is read in, and changes nothing`, async () => {
    const { text } = await samrad.get(`/v1/${type}?format=csv`, { key: samrad.keys.admin });
    const counts = await loaded(type, text, { key: samrad.keys.admin });
    assert.deepEqual([counts.created, counts.changed, counts.unchanged], [0, 0, text.trimEnd().split("\r\n").length - 1]);
  });

test("a table goes out, is edited, and comes in: only what was edited changes, and what it has no columns for stays", async () => {
  await samrad.store(["/v1/bodies/redigert", {
    name: { nb: "Redigert", en: "Edited" }, kind: "council", establishedBy: ["etaten", "staten"], mandate: [{ nb: "Skal bestå." }],
    sources: [{ title: "Mandatet" }], coverage: { memberships: { level: "complete", since: "2018" } },
  }]);
  const { text } = await samrad.get("/v1/bodies?format=csv&id=redigert&fields=name,establishedBy,coverage,seatsExhaustive");
  const edited = text.replace("Redigert", "Ført på nytt").replace("Edited", "").replace("etaten|staten", "etaten");
  assert.deepEqual(await loaded("bodies", edited), { type: "bodies", created: 0, changed: 1, unchanged: 0 });
  const { version, createdAt, updatedAt, ...body } = (await samrad.get("/v1/bodies/redigert")).json;
  assert.deepEqual(body, {
    id: "redigert", name: { nb: "Ført på nytt" }, kind: "council", establishedBy: ["etaten"], mandate: [{ nb: "Skal bestå." }],
    sources: [{ title: "Mandatet" }], coverage: { memberships: { level: "complete", since: "2018" } },
  });
  assert.equal(version, 2);
  assert.ok(createdAt < updatedAt);
});

test("as spreadsheets write it: semicolons, LF, quotes, line breaks in cells, blank lines at the end", async () => {
  const text = 'id;name.nb;kind;decisionMode;establishedBy;note.nb;seatsExhaustive\nny-tabell;"Ny; ""tabell""";network;;etaten|staten;"to\nlinjer";true\n\n';
  assert.deepEqual(await loaded("bodies", text), { type: "bodies", created: 1, changed: 0, unchanged: 0 });
  const { json } = await samrad.get("/v1/bodies/ny-tabell");
  assert.deepEqual([json.name, json.establishedBy, json.note, json.seatsExhaustive, json.decisionMode], [{ nb: 'Ny; "tabell"' }, ["etaten", "staten"], { nb: "to\nlinjer" }, true, undefined]);
  assert.deepEqual(await loaded("persons", `\uFEFFid,name\r\nvakt,'=1+1\r\n`), { type: "persons", created: 1, changed: 0, unchanged: 0 });
  assert.equal((await samrad.get("/v1/persons/vakt")).json.name, "=1+1");
  assert.equal(await loaded("persons", ""), null);
  assert.equal(await loaded("persons", "id,name\r\n"), null);
});

test("names stand beside ids, parted by semicolons, and what is only for the eye is passed over when it comes back", async () => {
  const answer = await samrad.get("/v1/memberships?format=csv&delimiter=semicolon&include=person,body&fields=person,body&id=radet-kari");
  assert.equal(answer.status, 200, answer.text);
  const [header, row] = answer.text.slice(1).split("\r\n").map((line) => line.split(";"));
  const cells = Object.fromEntries(header.map((name, n) => [name, row[n]]));
  assert.deepEqual([cells.id, cells.person, cells["person.name"], cells.body], ["radet-kari", "kari", "Kari Nordmann", "radet"]);
  assert.ok(cells["body.name.nb"]);
  assert.deepEqual(await loaded("memberships", answer.text), { type: "memberships", created: 0, changed: 0, unchanged: 1 });
});

test("blanks around the names of columns are no part of them", async () => {
  const counts = await loaded("bodies", " id ;name.nb\u00A0; kind\r\nblanke; Blankerådet ;council\r\n");
  assert.deepEqual(counts, { type: "bodies", created: 1, changed: 0, unchanged: 0 });
  assert.equal((await samrad.get("/v1/bodies/blanke")).json.name.nb, "Blankerådet");
  assertProblem(await load("bodies", "id;kind;kind \r\nblanke;council;council\r\n"), 422, { code: "duplicate" });
});

test("as Excel writes it: SANN, rows and columns of nothing, sep=, dates, blanks, lists with semicolons, tabs", async () => {
  const bodies = async (text) => {
    const counts = await loaded("bodies", text);
    return (counts.created || counts.changed) && (await samrad.get("/v1/bodies/excel")).json;
  };
  const body = await bodies('\uFEFFsep=;\r\nid;name.nb;kind;seatsExhaustive;validFrom;establishedBy;;\r\nexcel; Excelrådet\u00A0;council;SANN;01.06.2019;"etaten; staten";;\r\n;;;;;;;\r\n');
  assert.deepEqual([body.name.nb, body.seatsExhaustive, body.validFrom, body.establishedBy], ["Excelrådet", true, "2019-06-01", ["etaten", "staten"]]);
  for (const [written, truth] of [["USANN", false], ["TRUE", true], ["False", false], ["sann", true], ["Nei", false], ["JA", true]])
    assert.equal((await bodies(`id;seatsExhaustive\r\nexcel;${written}\r\n`)).seatsExhaustive, truth, written);
  assert.equal((await bodies("id,name.nb,shortName,purpose.nb\r\nexcel,Kort rad\r\n")).name.nb, "Kort rad");
  assert.equal((await bodies("id\tname.nb\r\nexcel\tMed tabulator\r\n")).name.nb, "Med tabulator");
  for (const blank of ["\u00A0", "\u202F", "\u2009", " "]) {
    await loaded("organisations", `id,name.nb,kind,identifiers.orgnr\r\netaten,Etaten,agency,974${blank}760${blank}673\r\n`);
    assert.equal((await samrad.get("/v1/organisations/etaten")).json.identifiers.orgnr, "974760673", JSON.stringify(blank));
    await loaded("organisations", "id,identifiers.orgnr\r\netaten,\r\n");
  }
  assertProblem(await load("bodies", "id,validFrom\r\nexcel,31.02.2019"), 422, { line: 2, pointer: "/data/validFrom", code: "format" });
  assertProblem(await load("areas", "id,name.nb,kind,code\r\noslo-uten-null,Oslo,municipality,301"), 422, { line: 2, pointer: "/data/code", code: "pattern" });
});

test("bytes that are no UTF-8 are refused in a sentence, wherever they stand, in an answer that is JSON", async () => {
  const bytes = (text) => Buffer.from(text, "latin1");
  for (const [text, line] of [["id,name.nb,kind\nfk-r\xe5d,Radet,council", 2], ["id,name.nb,kind,kj\xf8nn\nx,Y,council,z", 1]]) {
    const answer = await load("bodies", bytes(text));
    assertProblem(answer, 422, { line, code: "not_utf8", detail: /CSV UTF-8/ });
    assert.equal(answer.json.errors.length, 1);
  }
  for (const mark of ["\uFEFF", ""]) {
    const answer = await load("bodies", Buffer.from(`${mark}id\tname.nb\r\nx\tY\r\nz\tÆ\r\n`, "utf16le"));
    assertProblem(answer, 422, { line: 1, code: "not_utf8", detail: /UTF-16/ });
    assert.equal(answer.json.errors.length, 1);
  }
});

test("a trial shows what would change, from what to what", async () => {
  await samrad.store(["/v1/persons/for", { name: "Før" }]);
  const { json } = await load("persons", "id,name\r\nfor,Etter\r\nny-person,Ny\r\nkari,Kari Nordmann\r\n", { query: "&dryRun=true" });
  assert.deepEqual(json.changes, [
    { line: 2, type: "persons", id: "for", operation: "changed", before: { name: "Før" }, after: { name: "Etter" } },
    { line: 3, type: "persons", id: "ny-person", operation: "created", after: { name: "Ny" } },
  ]);
  assert.equal(json.changeCount, 2);
  assert.equal((await samrad.get("/v1/persons/for")).json.name, "Før");
});

test("many rows, more than are taken together", async () => {
  const rows = Array.from({ length: 1000 }, (_, n) => `rad-${n},"Rad ${n}"`);
  assert.deepEqual(await loaded("persons", ["id,name", ...rows].join("\r\n")), { type: "persons", created: 1000, changed: 0, unchanged: 0 });
  rows[777] = "rad-777,Endret";
  assert.deepEqual(await loaded("persons", ["id,name", ...rows].join("\r\n")), { type: "persons", created: 0, changed: 1, unchanged: 999 });
  assert.equal((await samrad.get("/v1/persons/rad-777")).json.name, "Endret");
});

test("faults of a table stand on their lines, and nothing is stored", async () => {
  const english = { headers: { "accept-language": "en" } };
  const answer = await load("meetings", [
    "id,body,status,number,date",
    "god,radet,held,1,2024-01-01",
    '"en\nto",radet,held,1,2024-01-01',
    "tall,radet,held,elleve,2024-01-01",
    "lang,radet,held,1,2024-01-01,mer",
    'anfort,ra"d"et,held,1,',
    "ukjent,ingen,held,2,2024-02-30",
    "god,radet,held,1,2024-01-01",
  ].join("\r\n"), english);
  assertProblem(
    answer,
    422,
    { line: 3, pointer: "/id", code: "pattern" },
    { line: 5, pointer: "/data/number", code: "type" },
    { line: 6, code: "csv", detail: "Has 6 cells, but the header has 5." },
    { line: 7, code: "csv" },
    { line: 8, pointer: "/data/date", code: "format" },
    { line: 9, code: "duplicate" },
  );
  assert.equal((await samrad.get("/v1/meetings/god")).status, 404);
  const head = await load("persons", "id,nmae,name,name\r\nx,y,z,w", english);
  assertProblem(head, 422, { line: 1, code: "unknown_property", detail: "The member 'nmae' is unknown. Did you mean 'name'?" }, { line: 1, code: "duplicate" });
  assertProblem(await load("persons", "name\r\nUten id"), 422, { line: 1, code: "required" });
  assertProblem(await load("persons", 'id,name\r\nx,"aldri slutt\r\ny,z'), 422, { line: 2, code: "csv" });
  assertProblem(await load("persons", Buffer.from("id,name\r\nx,\xc5se\r\n", "latin1")), 422, { line: 2, pointer: "", code: "not_utf8", detail: /CSV UTF-8/ });
});

test("a table says what it is of; lines say it themselves", async () => {
  assertProblem(await samrad.post("/v1/import", "id,name\r\n", { headers: CSV }), 400, { parameter: "type", code: "required" });
  assertProblem(await load("actions", "id\r\n"), 400, { parameter: "type", code: "enum" });
  assertProblem(await samrad.post("/v1/import?type=persons", "", { headers: { "content-type": "application/x-ndjson" } }), 400, { parameter: "type", code: "not_in_this_form" });
});

test("who may not see restricted members does not write over them with a table", async () => {
  const text = "id,name\r\nskjult,Endret\r\n";
  assertProblem(await load("persons", text, { key: samrad.keys.writeOnly }), 403, { line: 2, code: "restricted" });
  assert.deepEqual(await loaded("persons", text), { type: "persons", created: 0, changed: 1, unchanged: 0 });
  assert.equal((await samrad.get("/v1/persons/skjult", { key: samrad.keys.reader })).json.gender, "female");
});

samrad.endsCleanly();
