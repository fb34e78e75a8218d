// The day of a meeting is one notion: the day of its beginning in Norway, else its date. Lists, checks, decisions, calendars and
// search go by it, and it is answered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(
  ...foundation,
  ["/v1/bodies/dagsradet", { name: { nb: "Dagsrådet" }, kind: "council", coverage: { memberships: { level: "complete" } } }],
  ["/v1/memberships/m-dag", { body: "dagsradet", role: "member", person: "kari", validFrom: "2020-01-01" }],
  ["/v1/rules/vedtaksfor", { body: "dagsradet", kind: "quorum", force: "shall", basis: "stated", text: { nb: "Mer enn halvparten." }, moreThanShare: "1/2" }],
);

const put = (id, document) => samrad.put(`/v1/meetings/${id}`, { body: "dagsradet", status: "held", ...document });
const ids = async (path) => (await samrad.get(path)).json.items.map((item) => item.id);

test("a meeting of which only the beginning is known has its day, and is judged on it", async () => {
  await put("klokka-ti", { startsAt: "2025-06-10T10:00:00+02:00", attendance: [{ membership: "m-dag", presence: "present" }] });
  assert.equal((await samrad.get("/v1/meetings/klokka-ti")).json.day, "2025-06-10");
  const check = (await samrad.get("/v1/meetings/klokka-ti/check")).json;
  assert.notEqual(check.verdict, "unknown", JSON.stringify(check));
  assert.ok(!JSON.stringify(check).includes("ikke kjent når møtet var"));
});

test("a beginning late in the evening by UTC is of the next day in Norway, however its offset is written", async () => {
  await put("nyttaar-utc", { startsAt: "2025-12-31T23:30:00Z" });
  await put("nyttaar-cet", { startsAt: "2026-01-01T00:30:00+01:00" });
  await put("nyttaar-est", { startsAt: "2025-12-31T18:30:00-05:00" });
  const all = ["nyttaar-cet", "nyttaar-est", "nyttaar-utc"];
  assert.deepEqual((await ids("/v1/meetings?body=dagsradet&from=2026-01-01&to=2026-01-01")).sort(), all);
  assert.deepEqual((await ids("/v1/meetings?body=dagsradet&validAt=2026-01-01")).sort(), all);
  assert.deepEqual(await ids("/v1/meetings?body=dagsradet&to=2025-12-31&from=2025-12-31"), []);
  for (const id of all) assert.equal((await samrad.get(`/v1/meetings/${id}`)).json.day, "2026-01-01");
});

test("nights of changed clocks, a leap day, other offsets, and years when summer time was or was not", async () => {
  const days = {
    "2025-03-29T23:30:00Z": "2025-03-30", "2025-03-30T00:30:00Z": "2025-03-30", "2025-10-25T22:30:00Z": "2025-10-26", "2025-10-26T22:59:59Z": "2025-10-26",
    "2024-02-28T23:15:00Z": "2024-02-29", "2025-06-30T20:00:00-05:00": "2025-07-01", "2025-06-30t22:00:00z": "2025-07-01", "2025-12-31T23:00:00.000Z": "2026-01-01",
    "1950-06-30T22:30:00Z": "1950-06-30", "1945-06-30T22:30:00Z": "1945-07-01",
  };
  for (const [startsAt, day] of Object.entries(days)) {
    await put("natt", { startsAt });
    assert.equal((await samrad.get("/v1/meetings/natt")).json.day, day, startsAt);
    assert.deepEqual(await ids(`/v1/meetings?id=natt&from=${day}&to=${day}`), ["natt"], startsAt);
  }
  assert.equal((await put("natt", { startsAt: "2025-03-29T23:30:00Z", date: "2025-03" })).status, 200, "a month that the day is in");
  assertProblem(await put("natt", { startsAt: "2025-03-29T23:30:00Z", date: "2025-03-29" }), 422, { pointer: "/date", code: "day_of_start" });
});

test("summer time counts where it is summer", async () => {
  await put("sommer", { startsAt: "2025-07-01T22:30:00Z" });
  await put("vinter", { startsAt: "2025-02-01T22:30:00Z" });
  assert.equal((await samrad.get("/v1/meetings/sommer")).json.day, "2025-07-02");
  assert.equal((await samrad.get("/v1/meetings/vinter")).json.day, "2025-02-01");
});

test("decisions of a meeting are of its day", async () => {
  await samrad.put("/v1/meetings/nyttaar-utc/minutes", {
    meeting: "nyttaar-utc",
    items: [{ number: "1", title: { nb: "Saken" }, decisions: [{ text: { nb: "Vedtatt." } }] }],
  });
  const found = (await samrad.get("/v1/decisions?body=dagsradet&from=2026-01-01")).json.items;
  assert.deepEqual(found.map((one) => one.date), ["2026-01-01"]);
});

test("what is due at the next meeting is due on its day", async () => {
  await put("for", { date: "2025-12-01" });
  await samrad.put("/v1/meetings/for/minutes", {
    meeting: "for",
    items: [{ number: "1", title: { nb: "Saken" }, actions: [{ number: 1, text: { nb: "Se på det" }, kind: "task", due: { type: "next_meeting" } }] }],
  });
  assert.equal((await samrad.get("/v1/actions/for-a1")).json.dueDate, "2026-01-01");
});

test("a date that the beginning contradicts is refused; one that it lies in is not", async () => {
  const answer = await put("to-dager", { date: "2026-03-01", startsAt: "2026-05-20T09:00:00+02:00" });
  assertProblem(answer, 422, { pointer: "/date", code: "day_of_start" });
  for (const date of ["2026-05-20", "2026-05", "2026"])
    assert.ok((await put("en-dag", { date, startsAt: "2026-05-20T09:00:00+02:00" })).status < 300, date);
  assert.equal((await samrad.get("/v1/meetings/en-dag")).json.day, "2026-05-20");
  assertProblem(await put("nyttaar-feil", { date: "2025-12-31", startsAt: "2025-12-31T23:30:00Z" }), 422, { pointer: "/date", code: "day_of_start" });
  assertProblem(await put("maaned-feil", { date: "2026-04", startsAt: "2026-05-20T09:00:00+02:00" }), 422, { pointer: "/date", code: "day_of_start" });
});

test("a date known to a month is the day as far as it is known", async () => {
  await put("i-mai", { date: "2024-05" });
  assert.equal((await samrad.get("/v1/meetings/i-mai")).json.day, "2024-05");
  await put("ukjent", {});
  assert.equal((await samrad.get("/v1/meetings/ukjent")).json.day, undefined);
});

test("the day is the register's: sent back it is passed over, and an export has none", async () => {
  const stored = (await samrad.get("/v1/meetings/sommer")).json;
  const again = await samrad.put("/v1/meetings/sommer", { ...stored, day: "1999-01-01" });
  assert.deepEqual([again.status, again.json.day, again.json.version], [200, "2025-07-02", stored.version]);
  const patched = await samrad.patch("/v1/meetings/sommer", { place: "Oslo" }, { headers: { "if-match": `"${stored.version}"` } });
  assert.deepEqual([patched.status, patched.json.day], [200, "2025-07-02"]);
  const lines = (await samrad.get("/v1/export")).text.trim().split("\n").map((line) => JSON.parse(line));
  const exported = lines.filter((line) => line.type === "meetings");
  assert.ok(exported.length > 5 && exported.every((line) => !("day" in line.data)));
});
