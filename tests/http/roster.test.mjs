// Who sits in a body, seat by seat: filled, vacant, not known, deputies, those without a seat; as JSON, table and page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const text = (nb) => ({ nb });
const member = (id, members) => [`/v1/memberships/${id}`, { body: "radet", role: "member", validFrom: "2020-01-01", ...members }];
await samrad.store(
  ["/v1/organisations/etaten", { name: { nb: "Etaten", en: "The Agency" }, kind: "agency", sector: "state" }],
  ["/v1/areas/bergen", { name: text("Bergen"), kind: "municipality" }],
  ["/v1/areas/voss", { name: text("Voss"), kind: "municipality" }],
  ["/v1/persons/kari", { name: "Kari Nordmann", gender: "female" }],
  ["/v1/persons/ola", { name: "=Ola; Nordmann", gender: "male" }],
  ["/v1/persons/vara", { name: "Vera Vara" }],
  ["/v1/offices/direktoren", { title: { nb: "Direktøren", en: "The Director" }, organisation: "etaten" }],
  ["/v1/bodies/radet", { name: text("Rådet"), kind: "council", validFrom: "2019", validTo: "2030", coverage: { memberships: { level: "complete" } } }],
  ["/v1/rules/a-medlemmer", { body: "radet", kind: "seats", force: "shall", basis: "stated", text: text("Én fra hver kommune."), role: "member", per: { areas: ["bergen", "voss"] }, who: { category: ["kommune"] } }],
  ["/v1/rules/z-leder", { body: "radet", kind: "seats", force: "shall", basis: "stated", text: text("Direktøren leder."), role: "chair", who: { office: ["direktoren"] } }],
  member("leder", { role: "chair", person: "kari", office: "direktoren", organisation: "etaten", categories: [] }),
  member("fra-bergen", { person: "ola", area: "bergen", categories: ["kommune"], validTo: "2023-12-31" }),
  member("vara-to", { role: "deputy", person: "vara", deputyFor: "fra-bergen", deputyOrder: 2 }),
  member("vara-en", { role: "deputy", area: "bergen", deputyFor: "fra-bergen", deputyOrder: 1 }),
  member("observatoren", { role: "observer", organisation: "etaten" }),
  member("uten-plass", { categories: [], area: "bergen" }),
  member("permisjon", { person: "vara", categories: ["kommune"], area: "voss", absences: [{ validFrom: "2021", validTo: "2025" }] }),
);
const AT = "2022-06-01";
const roster = async (query = `?at=${AT}`) => {
  const { status, json, text: answer } = await samrad.get(`/v1/bodies/radet/roster${query}`);
  assert.equal(status, 200, answer);
  return json;
};
const short = ({ number, state, unit, holder, deputies }) => [number, state, unit, holder?.membership, deputies?.map(({ membership }) => membership)];

test("each seat has who sits in it and who stands in; nobody stands there twice", async () => {
  const { seats, others, verdict, name } = await roster();
  assert.deepEqual(seats.map(short), [
    [1, "filled", undefined, "leder", undefined],
    [2, "filled", "bergen", "fra-bergen", ["vara-en", "vara-to"]],
    [3, "vacant", "voss", undefined, undefined],
  ]);
  assert.deepEqual(others.map(({ membership, absent }) => [membership, absent]), [["permisjon", true], ["uten-plass", undefined], ["observatoren", undefined]]);
  assert.deepEqual([verdict, name], ["not_met", text("Rådet")]);
});

test("names stand beside ids", async () => {
  const [leader, second] = (await roster()).seats;
  assert.deepEqual(leader.holder.person, { id: "kari", name: "Kari Nordmann" });
  assert.deepEqual(leader.holder.office, { id: "direktoren", title: { nb: "Direktøren", en: "The Director" } });
  assert.deepEqual(leader.holder.organisation, { id: "etaten", name: { nb: "Etaten", en: "The Agency" } });
  assert.deepEqual([second.unitName, second.holder.area, second.text], [text("Bergen"), { id: "bergen", name: text("Bergen") }, text("Én fra hver kommune.")]);
  assert.equal(JSON.stringify(await roster()).includes("male"), false, "gender is never shown");
});

test("it is the seating of the check", async () => {
  const { json: check } = await samrad.get(`/v1/bodies/radet/check?at=${AT}`);
  const { seats } = await roster();
  assert.equal(seats.filter(({ state }) => state === "vacant").length, check.vacancies.reduce((sum, { count }) => sum + count, 0));
  for (const rule of check.rules)
    assert.deepEqual(seats.filter(({ rule: id, holder }) => id === rule.rule && holder).map(({ holder }) => holder.membership).sort(), [...rule.members].sort());
});

test("a body with gaps in its list does not call a seat vacant; after its end nobody sits there", async () => {
  await samrad.patch("/v1/bodies/radet", { coverage: { memberships: { level: "partial" } } });
  assert.deepEqual((await roster()).seats.map(({ state }) => state), ["filled", "filled", "unknown"]);
  await samrad.patch("/v1/bodies/radet", { coverage: { memberships: { level: "complete" } } });
  const ended = await roster("?at=2031-01-01");
  assert.deepEqual([ended.seats, ended.others], [[], []]);
  assert.deepEqual((await roster("?at=2024-01-01")).seats.map(({ state }) => state), ["filled", "vacant", "vacant"]);
});

test("whom a seat holds that gender decides is told to nobody, and that it is filled to the scope only", async () => {
  await samrad.store(
    ["/v1/bodies/kvinneradet", { name: text("Kvinnerådet"), kind: "council", coverage: { memberships: { level: "complete" } } }],
    ["/v1/rules/kvinne", { body: "kvinneradet", kind: "seats", force: "shall", basis: "stated", text: text("Én kvinne."), who: { gender: ["female"] } }],
    ["/v1/memberships/kvinnen", { body: "kvinneradet", role: "member", person: "kari" }]);
  const of = async (key) => (await samrad.get("/v1/bodies/kvinneradet/roster", { key })).json;
  assert.deepEqual((await of()).seats.map(short), [[1, "unknown", undefined, undefined, undefined]]);
  const seen = await of(samrad.keys.reader);
  assert.deepEqual(seen.seats.map(short), [[1, "withheld", undefined, undefined, undefined]]);
  assert.deepEqual(seen.others.map(({ membership }) => membership), ["kvinnen"]);
});

test("as a table: a row for each seat, deputy and other, in the caller's language", async () => {
  const { text: table, headers } = await samrad.get(`/v1/bodies/radet/roster?at=${AT}&format=csv&delimiter=semicolon&lang=en`);
  assert.match(headers["content-type"], /^text\/csv/);
  assert.ok(table.startsWith("\ufeffstate;number;rule;rule.text;unit;unit.name;role;membership;person;person.name;"));
  const rows = table.trimEnd().split("\r\n").slice(1);
  assert.deepEqual(rows.map((row) => row.split(";").slice(0, 2)), [["filled", "1"], ["filled", "2"], ["deputy", "2"], ["deputy", "2"], ["vacant", "3"], ["without_seat", ""], ["without_seat", ""], ["without_seat", ""]]);
  assert.match(rows[0], /;Kari Nordmann;etaten;The Agency;direktoren;The Director;/);
  assert.match(rows[1], /"'=Ola; ?'?Nordmann"/);
  const { headers: commas, text: other } = await samrad.get(`/v1/bodies/radet/roster?at=${AT}`, { headers: { accept: "text/csv" } });
  assert.ok(other.startsWith("\ufeffstate,number,"));
  assert.notEqual(commas.etag, headers.etag);
  assert.equal((await samrad.get(`/v1/bodies/radet/roster?at=${AT}&format=csv`, { headers: { "if-none-match": commas.etag } })).status, 304);
});

test("the page shows the seats, who stands in, and a way to the table", async () => {
  const { status, text: page } = await samrad.get(`/bodies/radet/roster?at=${AT}`, { headers: { accept: "text/html" } });
  assert.equal(status, 200, page);
  assert.match(page, /<h1>Rådet: hvem som sitter hvor<\/h1>/);
  assert.match(page, /<th scope="row">2<\/th><td>Én fra hver kommune\.<p class="quiet">Bergen<\/p><\/td><td><a href="\/persons\/ola">=Ola; Nordmann<\/a>[\s\S]*?Vara: [\s\S]*?Vera Vara/);
  assert.match(page, /<span class="quiet">ledig<\/span>/);
  assert.match(page, /Uten en av disse plassene[\s\S]*Permisjon eller suspendert/);
  assert.match(page, /href="\/v1\/bodies\/radet\/roster\?format=csv&amp;delimiter=semicolon&amp;at=2022-06-01/);
});

test("what was known at a time, and the statuses that all reads have", async () => {
  const before = await roster();
  await samrad.patch("/v1/persons/kari", { name: "Kari Annerledes" });
  assert.equal((await roster()).seats[0].holder.person.name, "Kari Annerledes");
  assert.equal((await roster(`?at=${AT}&knownAt=${before.knownAt}`)).seats[0].holder.person.name, "Kari Nordmann");
  assertProblem(await samrad.get("/v1/bodies/finnes-ikke/roster"), 404);
  assert.equal((await samrad.get("/bodies/finnes-ikke/roster", { headers: { accept: "text/html" } })).status, 404);
  assertProblem(await samrad.get("/v1/bodies/radet/roster?delimiter=tab"), 400, { parameter: "delimiter" });
  assertProblem(await samrad.get("/v1/bodies/radet/roster", { headers: { accept: "image/png" } }), 406);
});
