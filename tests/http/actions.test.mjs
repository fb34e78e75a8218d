// What becomes of follow-ups: answered in the same or in later minutes, and told of one by one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const action = (number, more) => ({ number, text: { nb: `Oppgave ${number}` }, kind: "task", ...more });
const item = (number, actions, more) => ({ number, title: { nb: `Sak ${number}` }, ...(actions && { actions }), ...more });
const minutes = (meeting, ...items) => [`/v1/minutes/${meeting}`, { meeting, items }];
const meeting = (id, date, more) => [`/v1/meetings/${id}`, { body: "radet", status: "held", date, ...more }];
const json = async (path) => (await samrad.get(path)).json;
const answeredBy = async (id) => (await json(`/v1/actions/${id}`)).answeredBy;
const earlier = (of, ...numbers) => ({ answersEarlier: numbers.map((number) => ({ meeting: of, number })) });

await samrad.store(
  ...foundation,
  ["/v1/organisations/lag", { name: { nb: "Laget" }, kind: "user_organisation", sector: "user" }],
  meeting("mars", "2024-03-01"),
  meeting("april", "2024-04-01"),
  minutes("mars", item("1", [action(1, { due: { type: "next_meeting" } }), action(2, { answers: 1 })]), item("2", [action(3), action(4)])),
);

test("an action is answered in its own minutes, or in later ones by an action or an item", async () => {
  await samrad.store(minutes("april", item("7", [action(1, earlier("mars", 3))]), item("8", undefined, earlier("mars", 1, 3))));
  assert.deepEqual(await answeredBy("mars-a1"), [
    { item: "8", meeting: "april" },
    { item: "1", action: "mars-a2", meeting: "mars" },
  ]);
  assert.deepEqual(await answeredBy("mars-a3"), [
    { item: "8", meeting: "april" },
    { item: "7", action: "april-a1", meeting: "april" },
  ]);
  assert.equal(await answeredBy("mars-a4"), undefined);
  assert.deepEqual((await json("/v1/actions/april-a1")).answersEarlier, [{ meeting: "mars", number: 3 }]);
  assert.deepEqual(await samrad.ids("/v1/actions?answered=true&sort=number"), ["mars-a1", "mars-a3"]);
  assert.deepEqual(await samrad.ids("/v1/actions?answered=false&meeting=mars&sort=number"), ["mars-a2", "mars-a4"]);
});

test("an answer that comes, moves or goes gives the action another tag, and no other version", async () => {
  const tag = async () => (await samrad.get("/v1/actions/mars-a3")).headers.etag;
  const before = await tag();
  await samrad.store(minutes("april", item("8", undefined, earlier("mars", 3))));
  const after = await tag();
  assert.notEqual(after, before);
  assert.deepEqual(await answeredBy("mars-a3"), [{ item: "8", meeting: "april" }]);
  assert.deepEqual((await answeredBy("mars-a1")).length, 1);
  assert.equal((await json("/v1/actions/mars-a3")).version, 1);
  await samrad.deleted("/v1/minutes/april");
  assert.equal(await answeredBy("mars-a3"), undefined);
  await samrad.store(minutes("april", item("8", undefined, earlier("mars", 3))));
  assert.equal(await tag(), after);
});

test("what is answered exists, and stays", async () => {
  const put = (id, ...items) => samrad.put(...minutes(id, ...items));
  assertProblem(await put("april", item("1", [action(1, earlier("mars", 9))])), 422, {
    pointer: "/items/0/actions/0/answersEarlier/0/number",
    code: "unknown_reference",
  });
  assertProblem(await put("april", item("1", undefined, earlier("mai", 1))), 422, {
    pointer: "/items/0/answersEarlier/0/meeting",
    code: "unknown_reference",
  });
  for (const strange of [{ meeting: "mars" }, { meeting: "mars", number: null }, { meeting: "mars", number: "x" }, { meeting: "mars", number: [1] }, "mars", null])
    assertProblem(await put("april", item("1", [action(1, { answersEarlier: [strange] })])), 422);
  assertProblem(await put("mars", item("1", [action(1), action(2), action(4)])), 422, { pointer: "/items", code: "still_answered" });
  assert.equal((await put("mars", item("1", [action(1), action(2, { answers: 1 })]), item("2", [action(3)]))).status, 200);
  for (const path of ["/v1/minutes/mars", "/v1/meetings/mars/minutes"]) {
    const refused = await samrad.delete(path);
    assertProblem(refused, 409);
    assert.deepEqual(refused.json.referrers, [{ collection: "minutes", id: "april", pointer: "/items/0/answersEarlier/0/meeting" }]);
  }
  const itself = await put("april", item("1", [action(1)]), item("2", undefined, earlier("april", 1)), item("3", undefined, earlier("mars", 3)));
  assert.equal(itself.status, 200, itself.text);
  assert.deepEqual(await answeredBy("april-a1"), [{ item: "2", meeting: "april" }]);
});

test("minutes and their answer are written together, and imported in any order", async () => {
  await samrad.store(meeting("juni", "2024-06-01"), meeting("juli", "2024-07-01"));
  const write = ([path, data]) => ({ method: "PUT", path, body: data });
  const both = await samrad.post("/v1/transactions", {
    operations: [write(minutes("juni", item("1", [action(1)]))), write(minutes("juli", item("1", undefined, earlier("juni", 1))))],
  });
  assert.equal(both.status, 200, both.text);
  assert.deepEqual(await answeredBy("juni-a1"), [{ item: "1", meeting: "juli" }]);
  await samrad.store(meeting("august", "2024-08-01"), meeting("september", "2024-09-01"));
  const line = ([, data]) => JSON.stringify({ type: "minutes", id: data.meeting, data });
  const lines = [minutes("september", item("1", undefined, earlier("august", 1))), minutes("august", item("1", [action(1)]))].map(line).join("\n");
  const imported = await samrad.post("/v1/import", lines, { headers: { "content-type": "application/x-ndjson" } });
  assert.equal(imported.status, 200, imported.text);
  assert.deepEqual(await answeredBy("august-a1"), [{ item: "1", meeting: "september" }]);
  const wrong = await samrad.post("/v1/import", line(minutes("september", item("1", undefined, earlier("august", 2)))), {
    headers: { "content-type": "application/x-ndjson" },
  });
  assertProblem(wrong, 422, { code: "unknown_reference" });
});

test("what was known of answers before is still known", async () => {
  await samrad.store(meeting("oktober", "2024-10-01"), meeting("november", "2024-11-01"), minutes("oktober", item("1", [action(1)])));
  const { at } = (await json("/v1/minutes/oktober/history")).items[0];
  await samrad.store(minutes("november", item("1", undefined, earlier("oktober", 1))));
  assert.equal((await json(`/v1/actions/oktober-a1?knownAt=${at}`)).answeredBy, undefined);
  assert.deepEqual(await samrad.ids(`/v1/actions?meeting=oktober&answered=false&knownAt=${at}`), ["oktober-a1"]);
  assert.equal((await answeredBy("oktober-a1")).length, 1);
});

const say = (patch, options) => samrad.patch("/v1/actions/mars-a1", patch, options);

test("somebody says where an action stands, and it is written in its minutes", async () => {
  const before = await json("/v1/minutes/mars");
  const answer = await say({ status: "done", note: { nb: "Sendt 3. april." }, due: { type: "date", date: "2024-03" }, responsible: [{ organisation: "lag" }] });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json, await json("/v1/actions/mars-a1"));
  assert.equal(answer.headers.etag, (await samrad.get("/v1/actions/mars-a1")).headers.etag);
  const { status, note, dueDate, responsible, version } = answer.json;
  assert.deepEqual([status, note, dueDate, responsible], ["done", { nb: "Sendt 3. april." }, "2024-03-31", [{ organisation: "lag" }]]);
  assert.equal(version, before.version + 1);
  const after = await json("/v1/minutes/mars");
  assert.deepEqual(after.items[0].actions[0], {
    ...before.items[0].actions[0],
    status: "done",
    note: { nb: "Sendt 3. april." },
    due: { type: "date", date: "2024-03" },
    responsible: [{ organisation: "lag" }],
  });
  assert.deepEqual(after.items.slice(1), before.items.slice(1));
  const history = (await json("/v1/minutes/mars/history")).items;
  assert.deepEqual([history[0].version, history[0].operation], [version, "changed"]);
  const changes = (await json("/v1/changes?type=minutes&limit=500")).items.filter(({ id }) => id === "mars");
  assert.equal(changes.at(-1).version, version);
  assert.deepEqual(await samrad.ids("/v1/actions?responsible=lag&status=done"), ["mars-a1"]);
});

test("null takes away what was said, and saying the same again changes nothing", async () => {
  const { version } = await json("/v1/minutes/mars");
  assert.equal((await say({ status: "done" })).json.version, version);
  const gone = await say({ status: null, note: null, responsible: null, due: null });
  assert.deepEqual([gone.status, gone.json.status, gone.json.note, gone.json.responsible, gone.json.dueDate, gone.json.version], [200, "unknown", undefined, undefined, undefined, version + 1]);
});

test("an answer can be said of a single action", async () => {
  const answer = await samrad.patch("/v1/actions/april-a1", earlier("mars", 2));
  assert.equal(answer.status, 200, answer.text);
  assert.ok((await answeredBy("mars-a2")).some(({ action: by }) => by === "april-a1"));
  assert.equal((await samrad.patch("/v1/actions/april-a1", { answersEarlier: null })).status, 200);
  assert.equal(await answeredBy("mars-a2"), undefined);
});

test("a write that names what it read does not undo another's", async () => {
  await say({ due: { type: "next_meeting" } });
  const { etag } = (await samrad.get("/v1/actions/mars-a1")).headers;
  const { version } = await json("/v1/minutes/mars");
  const match = (tag) => ({ headers: { "if-match": tag } });
  assertProblem(await say({ status: "open" }, match('"99"')), 412);
  const answer = await say({ status: "open" }, match(etag));
  assert.equal(answer.status, 200, answer.text);
  assertProblem(await say({ status: "done" }, match(etag)), 412);
  assertProblem(await say({ status: "done" }, match(`"${version}"`)), 412);
  assert.equal((await say({ status: "done" }, match(`"${version + 1}"`))).status, 200);
  assert.equal((await say({ status: "open" }, match("*"))).status, 200);
  assertProblem(await samrad.patch("/v1/actions/juni-a9", { status: "open" }, match("*")), 404);
  assertProblem(await samrad.patch("/v1/actions/nei-a9", { status: "open" }, match("*")), 412);
});

test("two say something of the same minutes at once, and both are heard", async () => {
  const both = await Promise.all(["juni-a1", "mars-a1", "mars-a2", "mars-a3"].map((id) => samrad.patch(`/v1/actions/${id}`, { note: { nb: id } })));
  assert.deepEqual(both.map(({ status }) => status), [200, 200, 200, 200]);
  for (const id of ["mars-a1", "mars-a2", "mars-a3"]) assert.equal((await json(`/v1/actions/${id}`)).note.nb, id);
});

test("a trial run tells and stores nothing", async () => {
  const before = await json("/v1/actions/mars-a1");
  const answer = await samrad.patch("/v1/actions/mars-a1?dryRun=true", { status: "dropped" });
  assert.deepEqual([answer.status, answer.json.status], [200, "dropped"], answer.text);
  assert.deepEqual(await json("/v1/actions/mars-a1"), before);
});

test("what is wrong is told as of what was sent", async () => {
  const wrong = await say({ status: "ferdig", due: { type: "date", date: "2024-02-30" }, number: 7, kind: "task" });
  assertProblem(wrong, 422);
  assert.deepEqual(wrong.json.errors.map(({ pointer }) => pointer).sort(), ["/due/date", "/kind", "/number", "/status"]);
  assertProblem(await say({ responsible: [{ organisation: "ingen" }] }), 422, { pointer: "/responsible/0/organisation", code: "unknown_reference" });
  assertProblem(await say({ answersEarlier: [{ meeting: "april", number: 9 }] }), 422, { pointer: "/answersEarlier/0/number", code: "unknown_reference" });
  assertProblem(await say({ note: { nb: null } }), 422, { pointer: "/note" });
  assertProblem(await say("{"), 400);
  for (const id of ["mars", "mars-a9", "mars-a01", "mars-a", "a1", "mars-a1x", "finnes-ikke-a1"])
    assertProblem(await samrad.patch(`/v1/actions/${id}`, { status: "open" }), 404);
  assertProblem(await say({ status: "open" }, { key: null }), 401);
  assertProblem(await say({ status: "open" }, { key: samrad.keys.reader }), 403);
  assertProblem(await say("status: open", { headers: { "content-type": "text/yaml" } }), 415);
  assertProblem(await say({ status: "open" }, { headers: { accept: "text/calendar" } }), 406);
  assertProblem(await say({ note: { nb: "x".repeat(9000000) } }), 413);
  assertProblem(await samrad.patch("/v1/actions/mars-a1?q=a", { status: "open" }), 400, { parameter: "q" });
});

test("what is due when a meeting has been held whose day is not known is due when it must have been", async () => {
  const next = { due: { type: "next_meeting" } };
  await samrad.store(meeting("forste", "2030-01"), minutes("forste", item("1", [action(1, next)])));
  const due = async () => (await json("/v1/actions/forste-a1")).dueDate;
  assert.equal(await due(), undefined);
  await samrad.store(meeting("samme", "2030-01-20", { status: "planned" }));
  assert.equal(await due(), undefined, "perhaps before it");
  await samrad.store(meeting("andre", "2030-03", { status: "planned" }));
  assert.equal(await due(), "2030-03-31");
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=forste&overdueAt=2030-03-31"), []);
  assert.deepEqual(await samrad.ids("/v1/actions?meeting=forste&overdueAt=2030-04-01"), ["forste-a1"]);
  await samrad.store(meeting("tredje", "2030-03-10", { status: "planned" }));
  assert.equal(await due(), "2030-03-10");
});

test("tables and calendars tell where an action stands", async () => {
  await samrad.store(meeting("tabell", "2031-01-01"), minutes("tabell", item("1", [action(1), action(2), action(3), action(4)])));
  for (const [number, status] of [[2, "open"], [3, "done"], [4, "dropped"]])
    assert.equal((await samrad.patch(`/v1/actions/tabell-a${number}`, { status, note: { nb: '=HYPERLINK("x")' } })).status, 200);
  const csv = (await samrad.get("/v1/actions?meeting=tabell&sort=number&format=csv&fields=number,status,note")).text.trim().split("\r\n");
  assert.deepEqual(csv.map((row) => row.split(",").slice(1, 3).join()), ["number,status", "1,unknown", "2,open", "3,done", "4,dropped"]);
  assert.ok(csv.slice(2).every((row) => !/(^|,)"?=/.test(row)), "no formula");
  const { text } = await samrad.get("/v1/actions?meeting=tabell&sort=number&format=calendar&lang=en");
  assert.deepEqual(text.match(/^STATUS:.*$/gm).map((line) => line.trim()), ["STATUS:NEEDS-ACTION", "STATUS:NEEDS-ACTION", "STATUS:COMPLETED", "STATUS:CANCELLED"]);
});

samrad.endsCleanly();
