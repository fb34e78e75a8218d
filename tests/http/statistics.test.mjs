// What can be counted of a body: meetings by the year, attendance by member and by side, terms in a row, balance.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const text = (nb) => ({ nb });
const member = (id, members) => [`/v1/memberships/${id}`, { body: "radet", role: "member", validFrom: "2018-01-01", ...members }];
const meeting = (id, date, members) => [`/v1/meetings/${id}`, { body: "radet", status: "held", date, ...members }];
const people = { anne: "female", berit: "female", carl: "male", dag: undefined };
await samrad.store(
  ["/v1/organisations/kommunen", { name: text("Kommunen"), kind: "municipality" }],
  ["/v1/organisations/sykehuset", { name: text("Sykehuset"), kind: "health_trust" }],
  ["/v1/bodies/radet", { name: text("Rådet"), kind: "council", validFrom: "2018", parties: [{ organisation: "kommunen", side: "kommune" }, { organisation: "sykehuset", side: "sykehus" }], coverage: { meetings: { level: "complete" } } }],
  ["/v1/bodies/nabo", { name: text("Nabo"), kind: "council" }],
  ...Object.entries(people).map(([id, gender]) => [`/v1/persons/${id}`, { name: id, ...(gender && { gender }) }]),
  member("anne-forst", { person: "anne", organisation: "kommunen", validTo: "2019-12-31" }),
  member("anne-sa", { person: "anne", organisation: "kommunen", validFrom: "2020-01-01" }),
  member("berit", { person: "berit", organisation: "kommunen", validFrom: "2020-01-01", absences: [{ validFrom: "2021" , validTo: "2021" }] }),
  member("carl", { person: "carl", organisation: "sykehuset", role: "chair" }),
  member("dag", { person: "dag", organisation: "sykehuset", role: "deputy", deputyFor: "carl" }),
  meeting("m18", "2018-03-01", { attendance: [{ person: "anne", presence: "present" }, { membership: "carl", presence: "present" }] }),
  meeting("m20", "2020-03-01", { attendance: [{ person: "anne", presence: "present" }, { person: "berit", presence: "excused" }, { person: "dag", presence: "present", deputyFor: "carl" }] }),
  meeting("m20b", "2020-09-01"),
  meeting("m21", "2021-03-01", { attendance: [{ organisation: "kommunen", presence: "absent" }] }),
  meeting("avlyst", "2021-05-01", { status: "cancelled" }),
  meeting("uten-dag", undefined, {}),
  ["/v1/meetings/m20b/minutes", { meeting: "m20b", present: [{ person: "anne", presence: "absent" }, { person: "berit", presence: "present" }], items: [] }],
);
const statistics = async (query = "?to=2022-06-30") => {
  const { status, json, text: answer } = await samrad.get(`/v1/bodies/radet/statistics${query}`);
  assert.equal(status, 200, answer);
  return json;
};
const counts = ({ meetings, present, represented, excused, absent, notStated }) => [meetings, present, represented, excused, absent, notStated];

test("meetings by the year", async () => {
  const { meetings, coverage, name } = await statistics();
  assert.deepEqual(meetings, { held: 4, withAttendance: 4, years: [{ year: 2018, held: 1, planned: 0, cancelled: 0 }, { year: 2020, held: 2, planned: 0, cancelled: 0 }, { year: 2021, held: 1, planned: 0, cancelled: 1 }] });
  assert.deepEqual([name, coverage], [text("Rådet"), { meetings: { level: "complete" } }]);
});

test("attendance by member: present, by a deputy, excused, away, not stated; only while a member, and not on leave", async () => {
  const { members } = (await statistics()).attendance;
  assert.deepEqual(Object.fromEntries(members.map((row) => [row.membership, counts(row)])), {
    "anne-forst": [1, 1, 0, 0, 0, 0],
    "anne-sa": [3, 1, 0, 0, 2, 0],
    berit: [2, 1, 0, 1, 0, 0],
    carl: [4, 1, 1, 0, 0, 2],
  });
  assert.deepEqual(members.find(({ membership }) => membership === "carl").person, { id: "carl", name: "carl" });
});

test("attendance by side: that of the party; without sides, what members represent", async () => {
  const sides = async () => Object.fromEntries((await statistics()).attendance.sides.map((row) => [row.side, counts(row)]));
  assert.deepEqual(await sides(), { kommune: [6, 3, 0, 1, 2, 0], sykehus: [4, 1, 1, 0, 0, 2] });
  await samrad.patch("/v1/bodies/radet", { parties: null });
  await samrad.patch("/v1/memberships/carl", { categories: ["spesialist"] });
  assert.deepEqual(await sides(), { spesialist: [4, 1, 1, 0, 0, 2] });
});

test("terms in a row, of those who sit on the last day", async () => {
  const { terms } = await statistics();
  assert.deepEqual(terms.map(({ person, memberships, since, terms: n }) => [person.id, memberships, since, n]), [
    ["anne", ["anne-forst", "anne-sa"], "2018-01-01", 2], ["carl", ["carl"], "2018-01-01", 1], ["berit", ["berit"], "2020-01-01", 1]]);
  assert.deepEqual((await statistics("?to=2019-06-01")).terms.map(({ person, terms: n }) => [person.id, n]), [["anne", 1], ["carl", 1]]);
});

test("balance at the end of each year; the gender of fewer than three is not told", async () => {
  const { balance } = await statistics();
  assert.deepEqual(balance, [
    { on: "2018-12-31", members: 2, withheld: true }, { on: "2019-12-31", members: 2, withheld: true },
    { on: "2020-12-31", members: 3, female: 2, male: 1, unknown: 0 }, { on: "2021-12-31", members: 3, female: 2, male: 1, unknown: 0 },
    { on: "2022-06-30", members: 3, female: 2, male: 1, unknown: 0 }]);
});

test("as a table: a row for each year, member, side, stay and day, in the caller's language", async () => {
  const { text: table, headers } = await samrad.get("/v1/bodies/radet/statistics?from=2020-01-01&to=2022-06-30&format=csv&delimiter=semicolon");
  assert.match(headers["content-type"], /^text\/csv/);
  const [head, ...rows] = table.trimEnd().split("\r\n").map((line) => line.split(";"));
  assert.equal(head[0], "\ufeffwhat");
  assert.ok(rows.every((row) => row.length === head.length));
  const cells = (row, ...names) => names.map((name) => row[head.indexOf(name)]);
  const of = (what, ...names) => rows.filter(([first]) => first === what).map((row) => cells(row, ...names));
  assert.deepEqual(of("meetings", "day", "held", "cancelled", "members"), [["2020", "2", "0", ""], ["2021", "1", "1", ""]]);
  assert.deepEqual(of("attendance", "membership", "role", "person", "person.name", "organisation.name", "meetings", "represented")[2], ["carl", "chair", "carl", "carl", "Sykehuset", "3", "1"]);
  assert.deepEqual(of("side", "side", "meetings", "held"), [["spesialist", "3", ""]]);
  assert.deepEqual(of("terms", "person", "day", "membership", "terms"), [["anne", "2018-01-01", "anne-forst|anne-sa", "2"], ["carl", "2018-01-01", "carl", "1"], ["berit", "2020-01-01", "berit", "1"]]);
  assert.deepEqual(of("balance", "day", "members", "female", "male")[0], ["2020-12-31", "3", "2", "1"]);
  const commas = await samrad.get("/v1/bodies/radet/statistics?to=2022-06-30&lang=en", { headers: { accept: "text/csv" } });
  assert.ok(commas.text.startsWith("\ufeffwhat,day,membership,"));
  assert.match(commas.text, /balance,2018-12-31,.*,2,,,\r\n/, "the gender of fewer than three is told nowhere");
  assert.notEqual(commas.headers.etag, headers.etag);
});

test("the page shows the figures, of the days that are chosen, and a way to the table", async () => {
  const page = async (query) => (await samrad.get(`/bodies/radet/statistics${query}`, { headers: { accept: "text/html" } })).text;
  const some = await page("?from=2020-01-01&to=2022-06-30&utm_source=brev");
  assert.match(some, /<h1>Rådet: møter, oppmøte og sammensetning i tall<\/h1>/);
  assert.match(some, /<th scope="row">2021<\/th><td class="number">1<\/td><td class="number">0<\/td><td class="number">1<\/td>/);
  assert.match(some, /<a href="\/persons\/carl">carl<\/a>, <a href="\/organisations\/sykehuset">Sykehuset<\/a><\/th><td>Leder<\/td><td class="number">3<\/td>/);
  assert.match(some, /<th scope="row"><time datetime="2020-12-31">[^<]*<\/time><\/th><td class="number">3<\/td><td class="number">2<\/td>/);
  assert.match(some, /href="\/v1\/bodies\/radet\/statistics\?format=csv&amp;delimiter=semicolon&amp;from=2020-01-01&amp;to=2022-06-30/);
  const all = await page("?from=&to=&lang=en");
  assert.match(all, /<h1>Rådet: meetings, attendance and composition in figures<\/h1>/);
  assert.match(all, /Fewer than three are known/);
  assert.match(await page("?from=2021-01-01&to=2020-01-01"), /<h1>/);
  assert.match((await samrad.get("/bodies/radet", { headers: { accept: "text/html" } })).text, /href="\/bodies\/radet\/statistics"/);
  const empty = (await samrad.get("/bodies/nabo/statistics", { headers: { accept: "text/html" } })).text;
  assert.match(empty, /Ingenting er registrert som kan telles her/);
});

test("from a day to a day, at what was known at a time, and of a body of which nothing is known", async () => {
  const some = await statistics("?from=2020-01-01&to=2020-12-31");
  assert.deepEqual([some.from, some.to, some.meetings.held], ["2020-01-01", "2020-12-31", 2]);
  await samrad.deleted("/v1/meetings/m18");
  assert.equal((await statistics(`?to=2022-06-30&knownAt=${some.knownAt}`)).meetings.held, 4);
  assert.equal((await statistics()).meetings.held, 3);
  const { json } = await samrad.get("/v1/bodies/nabo/statistics");
  assert.deepEqual([json.meetings.years, json.attendance, json.terms], [[], { members: [], sides: [] }, []]);
});

test("the statuses that all reads have", async () => {
  assertProblem(await samrad.get("/v1/bodies/finnes-ikke/statistics"), 404);
  assertProblem(await samrad.get("/v1/bodies/radet/statistics?from=2021-01-01&to=2020-01-01"), 400, { parameter: "from", code: "from_after_to" });
  assertProblem(await samrad.get("/v1/bodies/radet/statistics", { headers: { accept: "image/png" } }), 406);
  assertProblem(await samrad.get("/v1/bodies/radet/statistics?delimiter=tab"), 400, { parameter: "delimiter" });
  const { headers } = await samrad.get("/v1/bodies/radet/statistics");
  assert.equal((await samrad.get("/v1/bodies/radet/statistics", { headers: { "if-none-match": headers.etag } })).status, 304);
});
