// Minutes of meetings, and the follow-ups that are read out of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation, minutes } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
await samrad.store(...foundation);
const FIRST = "nasjonal-koordineringsgruppe-2011-08-30";
const json = async (path) => (await samrad.get(path)).json;
const action = (number, due, more) => ({ number, text: { nb: `Oppgave ${number}` }, kind: "task", ...(due && { due }), ...more });
const withActions = (meeting, ...actions) => ({ meeting, items: [{ number: "1", title: { nb: "Sak" }, actions }] });
const meeting = (id, date, more) => [`/v1/meetings/${id}`, { body: "radet", status: "planned", date, ...more }];

test("the eleven follow-ups of the first minutes are eleven resources", async () => {
  const { items: written } = await json(`/v1/minutes/${FIRST}`);
  const inMinutes = written.flatMap((item) => (item.actions ?? []).map((one) => [item, one]));
  assert.equal(inMinutes.length, 11);
  for (const [item, one] of inMinutes) {
    const view = await json(`/v1/actions/${FIRST}-a${one.number}`);
    const { id, meeting: of, body, item: under, version, createdAt, updatedAt, dueDate, status, answeredBy, ...rest } = view;
    assert.deepEqual([id, of, body, status], [`${FIRST}-a${one.number}`, FIRST, "nasjonal-koordineringsgruppe", "unknown"]);
    assert.deepEqual(under, { number: item.number, title: item.title });
    assert.deepEqual(rest, one);
    assert.deepEqual([version, dueDate], [1, one.due.type === "next_meeting" ? "2011-09-21" : undefined]);
    assert.deepEqual(answeredBy?.map(({ action: by }) => by), one.number === 2 ? [`${FIRST}-a3`] : undefined);
    assert.ok(createdAt <= updatedAt);
  }
});

test("who is responsible is kept as stated; nobody stated is not nobody", async () => {
  assert.equal("responsible" in (await json(`/v1/actions/${FIRST}-a5`)), false);
  const of = async (who) =>
    (await samrad.ids(`/v1/actions?responsible=${who}`)).map((id) => Number(id.split("-a").at(-1))).sort((a, b) => a - b);
  assert.deepEqual(await of("ks"), [6, 9]);
  assert.deepEqual(await of("helsedirektoratet"), [8]);
  assert.deepEqual(await of("veiledergruppen-samarbeidsavtaler"), [1]);
  assert.deepEqual(await of("ks&responsible=helsedirektoratet"), [6, 8, 9]);
});

test("minutes are the same at both addresses", async () => {
  const [here, there] = [await samrad.get(`/v1/minutes/${FIRST}`), await samrad.get(`/v1/meetings/${FIRST}/minutes`)];
  assert.deepEqual(here.json, there.json);
  assert.equal(here.headers.etag, there.headers.etag);
});

test("minutes are written at both addresses", async () => {
  await samrad.store(["/v1/meetings/to-adresser", { body: "radet", status: "held" }]);
  const at = "/v1/meetings/to-adresser/minutes";
  const created = await samrad.put(at, minutes("to-adresser", 1));
  assert.equal(created.status, 201, created.text);
  assert.ok(["/v1/minutes/to-adresser", at].includes(created.headers.location));
  assert.equal((await samrad.get(created.headers.location)).status, 200);
  assert.equal((await samrad.put("/v1/minutes/to-adresser", minutes("to-adresser", 1, 2))).json.version, 2);
  const patched = await samrad.patch(at, { status: "approved" }, { headers: { "if-match": '"2"' } });
  assert.equal(patched.json.version, 3, patched.text);
  assertProblem(await samrad.put(at, minutes("to-adresser"), { headers: { "if-match": '"2"' } }), 412);
  assertProblem(await samrad.put(at, minutes("motet", 1)), 422, { pointer: "/meeting" });
  assertProblem(await samrad.put("/v1/minutes/to-adresser", minutes("motet", 1)), 422, { pointer: "/meeting" });
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=to-adresser"), ["to-adresser-a1", "to-adresser-a2"]);
  await samrad.deleted(`${at}?dryRun=true`);
  await samrad.deleted(at);
  assertProblem(await samrad.get(at), 404);
  assertProblem(await samrad.get("/v1/minutes/to-adresser"), 404);
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=to-adresser"), []);
  assert.equal((await json("/v1/minutes/to-adresser/history")).items.length, 4);
});

test("minutes need their meeting, and keep it", async () => {
  assertProblem(await samrad.put("/v1/meetings/uten-mote/minutes", minutes("uten-mote")), 422, {
    pointer: "/meeting",
    code: "unknown_reference",
  });
  assertProblem(await samrad.get("/v1/meetings/motet/minutes"), 404);
  await samrad.store(["/v1/minutes/motet", minutes("motet")]);
  const refused = await samrad.delete("/v1/meetings/motet");
  assertProblem(refused, 409);
  assert.deepEqual(refused.json.referrers, [{ collection: "minutes", id: "motet", pointer: "/meeting" }]);
});

test("each action of the minutes has a number of its own", async () => {
  assertProblem(await samrad.put("/v1/minutes/motet", minutes("motet", 1, 2, 1)), 422, {
    pointer: /^\/items\/0\/actions\/\d\/number$/,
    code: "duplicate",
  });
  const two = minutes("motet", 1);
  two.items.push({ number: "2", title: { nb: "B" }, actions: [action(1)] });
  assertProblem(await samrad.put("/v1/minutes/motet", two), 422, { code: "duplicate" });
});

test("an item can say that there was nothing", async () => {
  const items = [
    { number: "1", title: { nb: "Eventuelt" }, noMatters: true },
    { number: "2", title: { nb: "Annet" } },
  ];
  await samrad.store(["/v1/minutes/motet", { meeting: "motet", items }]);
  assert.deepEqual((await json("/v1/minutes/motet")).items, items);
});

test("what is due at the next meeting follows the meetings", async () => {
  const next = { type: "next_meeting", text: "neste møte" };
  await samrad.store(meeting("folge-1", "2024-05-01"), ["/v1/minutes/folge-1", withActions("folge-1", action(1, next), action(2))]);
  const due = async () => (await json("/v1/actions/folge-1-a1")).dueDate;
  assert.equal(await due(), undefined);
  await samrad.store(meeting("folge-tidligere", "2024-04-30"), meeting("folge-annet", "2024-05-02", { body: "utvalget" }));
  assert.equal(await due(), undefined, "neither an earlier meeting nor another body's");
  await samrad.store(meeting("folge-3", "2024-07-01"));
  assert.equal(await due(), "2024-07-01");
  await samrad.store(meeting("folge-2", "2024-06-01"));
  assert.equal(await due(), "2024-06-01", "one between");
  await samrad.patched("/v1/meetings/folge-2", { date: "2024-06-15" });
  assert.equal(await due(), "2024-06-15", "moved");
  assert.deepEqual(await samrad.ids("/v1/actions?dueFrom=2024-06-15&dueTo=2024-06-15"), ["folge-1-a1"]);
  await samrad.patched("/v1/meetings/folge-2", { status: "cancelled" });
  assert.equal(await due(), "2024-07-01", "cancelled");
  await samrad.deleted("/v1/meetings/folge-3");
  assert.equal(await due(), undefined, "deleted");
  await samrad.patched("/v1/meetings/folge-2", { status: "held" });
  assert.equal(await due(), "2024-06-15", "held after all");
  await samrad.patched("/v1/meetings/folge-1", { date: "2024-06-20" });
  assert.equal(await due(), undefined, "the meeting itself has moved behind it");
});

test("a trial run of a meeting moves nothing", async () => {
  const before = await json("/v1/actions/folge-1-a1");
  assert.equal((await samrad.put("/v1/meetings/folge-4?dryRun=true", meeting("folge-4", "2024-08-01")[1])).status, 201);
  assert.deepEqual(await json("/v1/actions/folge-1-a1"), before);
});

test("an action whose day has moved is not the one that the client has", async () => {
  await samrad.store(meeting("etag-1", "2025-05-01"), ["/v1/minutes/etag-1", withActions("etag-1", action(1, { type: "next_meeting" }))]);
  const {
    headers: { etag },
  } = await samrad.get("/v1/actions/etag-1-a1");
  await samrad.store(meeting("etag-2", "2025-06-01"));
  const answer = await samrad.get("/v1/actions/etag-1-a1", { headers: { "if-none-match": etag } });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.dueDate, "2025-06-01");
});

test("actions go with their meeting to another body", async () => {
  await samrad.store(meeting("flytter", "2025-01-01"), ["/v1/minutes/flytter", withActions("flytter", action(1))]);
  assert.ok((await samrad.ids("/v1/actions?body=radet")).includes("flytter-a1"));
  await samrad.patched("/v1/meetings/flytter", { body: "utvalget" });
  assert.deepEqual(await samrad.ids("/v1/actions?body=utvalget"), ["flytter-a1"]);
  assert.equal((await json("/v1/actions/flytter-a1")).body, "utvalget");
});

test("due dates of every sort", async () => {
  await samrad.store(meeting("frister", "2026-01-01"), [
    "/v1/minutes/frister",
    withActions(
      "frister",
      action(1, { type: "date", date: "2026-02-03" }),
      action(2, { type: "date", date: "2026-02" }),
      action(3, { type: "date", date: "2026" }),
      action(4, { type: "free_text", text: "med det første" }),
      action(5, { type: "ongoing" }),
      action(6, { type: "none" }),
      action(7),
      action(8, { type: "date", date: "2026-01-15" }, { status: "done" }),
    ),
  ]);
  const dates = (await json("/v1/actions?meeting=frister&sort=number")).items.map(({ dueDate }) => dueDate);
  assert.deepEqual(dates, ["2026-02-03", "2026-02-28", "2026-12-31", undefined, undefined, undefined, undefined, "2026-01-15"]);
  assert.deepEqual((await samrad.ids("/v1/actions?meeting=frister&sort=dueDate")).slice(0, 4), [
    "frister-a8",
    "frister-a1",
    "frister-a2",
    "frister-a3",
  ]);
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=frister&overdueAt=2026-03-01&sort=number"), ["frister-a1", "frister-a2"]);
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=frister&overdueAt=2026-02-03"), []);
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=frister&due=ongoing&due=none"), ["frister-a5", "frister-a6"]);
  assertProblem(await samrad.put("/v1/minutes/frister", withActions("frister", action(1, { type: "someday" }))), 422, {
    pointer: "/items/0/actions/0/due/type",
  });
  assertProblem(await samrad.put("/v1/minutes/frister", withActions("frister", action(1, { type: "date", date: "2026-02-29" }))), 422, {
    pointer: "/items/0/actions/0/due/date",
  });
});

test("actions come and go with their minutes only", async () => {
  for (const method of ["POST", "PUT", "DELETE"]) {
    const answer = await samrad.request(method, method === "POST" ? "/v1/actions" : `/v1/actions/${FIRST}-a1`, {
      key: samrad.keys.admin,
      ...(method === "DELETE" ? {} : { body: {} }),
    });
    assertProblem(answer, 405);
    assert.equal(answer.headers.allow, method === "POST" ? "GET, HEAD, OPTIONS" : "GET, HEAD, PATCH, OPTIONS");
  }
});

test("actions change with their minutes, and carry their version", async () => {
  await samrad.store(meeting("versjon", "2026-01-01"), ["/v1/minutes/versjon", withActions("versjon", action(1), action(2))]);
  await samrad.store(["/v1/minutes/versjon", withActions("versjon", action(2, undefined, { status: "open" }), action(3))]);
  assert.equal((await samrad.get("/v1/actions/versjon-a1")).status, 404);
  const { items } = await json("/v1/actions?meeting=versjon&sort=number");
  assert.deepEqual(
    items.map(({ id, version, status }) => [id, version, status]),
    [
      ["versjon-a2", 2, "open"],
      ["versjon-a3", 2, "unknown"],
    ],
  );
});

test("what has been answered in the same minutes, and what has not", async () => {
  const [answered, open] = [await samrad.ids(`/v1/actions?meeting=${FIRST}&answered=true`), await samrad.ids(`/v1/actions?meeting=${FIRST}&answered=false`)];
  assert.deepEqual(answered, [`${FIRST}-a2`]);
  assert.equal(open.length, 10);
  assertProblem(await samrad.get("/v1/actions?answered=kanskje"), 400, { parameter: "answered" });
});

/** The tasks of a calendar: a map of each, with its lines unfolded. */
const tasksOf = (text) => {
  assert.match(text, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n[\s\S]*END:VCALENDAR\r\n$/);
  assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  const tasks = [];
  for (const line of lines) {
    if (line === "BEGIN:VTODO") tasks.push({});
    else if (tasks.length) tasks.at(-1)[line.slice(0, line.indexOf(":"))] ??= line.slice(line.indexOf(":") + 1);
  }
  return tasks;
};

test("follow-ups are tasks for a calendar", async () => {
  const answer = await samrad.get(`/v1/actions?meeting=${FIRST}&sort=number&format=calendar&lang=en`);
  assert.match(answer.headers["content-type"], /^text\/calendar/);
  const tasks = tasksOf(answer.text);
  const { items } = await json(`/v1/actions?meeting=${FIRST}&sort=number`);
  assert.deepEqual(tasks.map(({ UID }) => UID), items.map(({ id }) => `${id}@samrad`));
  assert.deepEqual(tasks.map((task) => task["DUE;VALUE=DATE"]), items.map(({ dueDate }) => dueDate?.replaceAll("-", "")));
  assert.deepEqual(tasks.map(({ SUMMARY }) => SUMMARY.replaceAll(/\\(.)/g, "$1")), items.map(({ text }) => text.nb));
  assert.match(tasks[1].DESCRIPTION, /^Responsible: HOD\\n2 Gjennomføring/);
  assert.match(tasks[0].DTSTAMP, /^\d{8}T\d{6}Z$/);
  const same = await samrad.get(`/v1/actions?meeting=${FIRST}&sort=number&lang=en`, { headers: { accept: "text/calendar" } });
  assert.equal(same.text, answer.text);
  assert.equal((await samrad.get(`/v1/actions?meeting=${FIRST}&sort=number&format=calendar&lang=en`, { headers: { "if-none-match": answer.headers.etag } })).status, 304);
  const asJson = await samrad.get(`/v1/actions?meeting=${FIRST}&sort=number&lang=en`, { headers: { "if-none-match": answer.headers.etag } });
  assert.equal(asJson.status, 200, "JSON is not the calendar");
});

test("a task says where it stands, and text from outside stays text", async () => {
  const hostile = "A;B,C\\ \nEND:VTODO\nBEGIN:VALARM";
  await samrad.store(meeting("kalender", "2026-01-01"), [
    "/v1/minutes/kalender",
    withActions("kalender", action(1, undefined, { status: "done" }), action(2, undefined, { status: "dropped" }), action(3, undefined, { text: { nb: hostile }, status: "open" }), action(4)),
  ]);
  const { text } = await samrad.get("/v1/actions?meeting=kalender&sort=number&format=calendar");
  const tasks = tasksOf(text);
  assert.deepEqual(tasks.map(({ STATUS }) => STATUS), ["COMPLETED", "CANCELLED", "NEEDS-ACTION", "NEEDS-ACTION"]);
  assert.equal(tasks[2].SUMMARY, "A\\;B\\,C\\\\ \\nEND:VTODO\\nBEGIN:VALARM");
  assert.ok(!/^BEGIN:VALARM/m.test(text));
});

samrad.endsCleanly();
