// Meetings, last days and follow-ups as calendars to subscribe to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { readCalendar } from "./readers.mjs";

const samrad = await startSamrad({ environment: { SAMRAD_PUBLIC_URL: "https://samrad.example.no/register" } });
await samrad.store(...foundation);
const meeting = (id, members) => [`/v1/meetings/${id}`, { body: "utvalget", status: "planned", ...members }];
const calendar = async (path, options) => readCalendar(await samrad.get(`${path}${path.includes("?") ? "&" : "?"}format=calendar`, options));
const eventsOf = async (path) => Object.fromEntries((await calendar(path)).components.map((event) => [event.uid.replace(/^meetings\/(.*)@samrad.example.no$/, "$1"), event]));

test("meetings: instants however they are written, whole days, and none whose day is not known", async () => {
  const instants = {
    vinter: ["2026-01-15T09:00:00Z", "2026-01-15T11:30:00Z"],
    sommer: ["2026-07-15T09:00:00+02:00", "2026-07-15T10:00:00+02:00"],
    framover: ["2026-03-29T02:30:00+01:00", "2026-03-29T04:30:00+02:00"],
    tilbake: ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
    nyttar: ["2026-12-31T23:30:00Z", "2027-01-01T00:30:00Z"],
    borte: ["2026-05-05T09:00:00-09:30"],
  };
  await samrad.store(
    ...Object.entries(instants).map(([id, [startsAt, endsAt]]) => meeting(id, { startsAt, ...(endsAt && { endsAt }) })),
    meeting("dagen", { date: "2026-02-28" }), meeting("maneden", { date: "2026-02" }), meeting("aret", { date: "2026" }), meeting("ukjent", {}),
  );
  const events = await eventsOf("/v1/meetings?body=utvalget");
  assert.deepEqual(Object.keys(events).sort(), ["borte", "dagen", "framover", "nyttar", "sommer", "tilbake", "vinter"]);
  for (const [id, written] of Object.entries(instants))
    assert.deepEqual([events[id].dtstart, events[id].dtend].map((at) => at && Date.parse(at)), [written[0], written[1]].map((at) => at && Date.parse(at)), id);
  assert.equal(events.dagen.dtstart, "2026-02-28");
  const whole = await calendar("/v1/meetings", { headers: { "accept-language": "en" } });
  assert.deepEqual([whole.name, whole.calname, whole.about], ["Samråd: Meetings", "Samråd: Meetings", "Meetings whose day is not known are left out."]);
});

test("an event says what it is, where, and what is to be dealt with", async () => {
  await samrad.store(meeting("full", {
    startsAt: "2026-06-01T08:00:00Z", place: "Universitetsgata 2, rom 0206; andre etasje", title: { nb: "Sommermøte", en: "Summer meeting" }, number: 3,
    agenda: [{ number: "1", title: { nb: "Åpning" } }, { title: { nb: "Eventuelt" } }],
  }), meeting("kort", { date: "2026-06-02", number: 4, status: "held" }));
  const { full, kort } = await eventsOf("/v1/bodies/utvalget/meetings");
  const { version, createdAt, updatedAt } = (await samrad.get("/v1/meetings/full")).json;
  const second = (instant) => `${instant.slice(0, 19)}Z`;
  assert.deepEqual(full, {
    kind: "VEVENT", uid: "meetings/full@samrad.example.no", dtstamp: second(updatedAt), created: second(createdAt), "last-modified": second(updatedAt), sequence: version,
    url: "https://samrad.example.no/register/meetings/full", dtstart: "2026-06-01T08:00:00Z", summary: "Utvalget: Sommermøte",
    location: "Universitetsgata 2, rom 0206; andre etasje", categories: ["Utvalget"], description: "1 Åpning\nEventuelt", status: "TENTATIVE",
  });
  assert.deepEqual([kort.summary, kort.status], ["Utvalget: Møte 4", "CONFIRMED"]);
  assert.equal((await calendar("/v1/bodies/utvalget/meetings")).name, "Samråd: Møter (Utvalget)");
  const alone = await calendar("/v1/meetings/full?lang=en");
  assert.deepEqual(alone.components.map(({ summary }) => summary), ["Utvalget: Summer meeting"]);
  assert.deepEqual((await calendar("/v1/meetings/ukjent")).components, []);
});

test("a meeting that is moved is the same event, one that is cancelled stays as cancelled, one that is deleted is gone", async () => {
  await samrad.store(meeting("flyttes", { startsAt: "2026-08-01T08:00:00Z" }));
  const before = (await eventsOf("/v1/bodies/utvalget/meetings")).flyttes;
  await samrad.patched("/v1/meetings/flyttes", { startsAt: "2026-08-08T08:00:00Z" });
  const moved = (await eventsOf("/v1/bodies/utvalget/meetings")).flyttes;
  assert.deepEqual([before.dtstart, moved.dtstart, moved.uid], ["2026-08-01T08:00:00Z", "2026-08-08T08:00:00Z", before.uid]);
  assert.ok(moved.sequence > before.sequence);
  await samrad.patched("/v1/meetings/flyttes", { status: "cancelled" });
  const cancelled = (await eventsOf("/v1/bodies/utvalget/meetings")).flyttes;
  assert.deepEqual([cancelled.status, cancelled.summary, cancelled.transp, cancelled.dtstart], ["CANCELLED", "Avlyst: Utvalget: Møte", "TRANSPARENT", moved.dtstart]);
  await samrad.deleted("/v1/meetings/flyttes");
  assert.equal("flyttes" in (await eventsOf("/v1/bodies/utvalget/meetings")), false);
  assertProblem(await samrad.get("/v1/meetings/flyttes?format=calendar"), 404);
});

test("whatever stands in a text, it is a text", async () => {
  const hostile = {
    linjer: "a\nEND:VEVENT\nEND:VCALENDAR\r\nBEGIN:VCALENDAR", tegn: ";,\\:\"'\\n\\;", emoji: "😀".repeat(60), langt: "ø".repeat(10000),
    skille: "a\u2028b\u2029c", formel: "=cmd|' /C calc'!A0",
  };
  for (const [id, text] of Object.entries(hostile))
    await samrad.store(meeting(`fiendtlig-${id}`, { date: "2026-09-01", title: { nb: text }, place: text.slice(0, 400), agenda: [{ number: "1", title: { nb: text } }] }));
  const events = await eventsOf("/v1/meetings?body=utvalget&from=2026-09-01&to=2026-09-01");
  assert.equal(Object.keys(events).length, Object.keys(hostile).length);
  const said = (id) => events[`fiendtlig-${id}`].summary.slice("Utvalget: ".length);
  assert.equal(said("linjer"), "a\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR");
  assert.equal(said("tegn"), hostile.tegn);
  assert.equal(said("emoji"), hostile.emoji);
  assert.equal(said("langt"), `${"ø".repeat(500)}…`);
  assert.equal(said("skille"), "a\nb\nc");
});

test("terms and agreements: their last days, with no more of a person than the register shows", async () => {
  await samrad.store(
    ["/v1/persons/siri", { name: "Siri; Hansen", gender: "female" }],
    ["/v1/memberships/siri-i-utvalget", { body: "utvalget", role: "deputyChair", person: "siri", validFrom: "2024-01-01", validTo: "2027-06-30" }],
    ["/v1/memberships/etaten-i-utvalget", { body: "utvalget", role: "member", organisation: "etaten", validTo: "2027-12-31" }],
    ["/v1/memberships/direktoren-i-utvalget", { body: "utvalget", role: "observer", office: "direktoren", validTo: "2028-02-29" }],
    ["/v1/memberships/halvveis", { body: "utvalget", role: "member", person: "ola", validTo: "2027-06" }],
    ["/v1/agreements/lope-ut", { title: { nb: "Avtalen, den første" }, kind: "cooperation", purpose: { nb: "Samarbeid." }, validTo: "2026-12-31" }],
    ["/v1/agreements/halvveis", { title: { nb: "Den andre" }, kind: "cooperation", validTo: "2026" }],
  );
  for (const key of [undefined, samrad.keys.reader]) {
    const answer = await samrad.get("/v1/bodies/utvalget/memberships?format=calendar&sort=validTo", { key });
    const terms = await readCalendar(answer);
    assert.doesNotMatch(answer.text, /female/);
    assert.equal(terms.name, "Samråd: Funksjonstider (Utvalget)");
    assert.deepEqual(terms.components.map(({ uid, dtstart, summary }) => [uid, dtstart, summary]), [
      ["memberships/siri-i-utvalget/end@samrad.example.no", "2027-06-30", "Utvalget: Siri; Hansen, nestleder: siste dag"],
      ["memberships/etaten-i-utvalget/end@samrad.example.no", "2027-12-31", "Utvalget: Etaten, medlem: siste dag"],
      ["memberships/direktoren-i-utvalget/end@samrad.example.no", "2028-02-29", "Utvalget: Direktøren, observatør: siste dag"],
    ]);
  }
  assert.equal((await calendar("/v1/memberships?person=siri&lang=en")).components[0].summary, "Utvalget: Siri; Hansen, deputy chair: last day");
  assert.equal((await calendar("/v1/memberships/siri-i-utvalget")).components.length, 1);
  const agreements = await calendar("/v1/agreements?lang=nn");
  assert.deepEqual(agreements.components.map(({ uid, summary, description, transp }) => [uid, summary, description, transp]),
    [["agreements/lope-ut/end@samrad.example.no", "Avtalen, den første: siste dag", "Samarbeid.", "TRANSPARENT"]]);
  assert.deepEqual((await calendar("/v1/agreements/halvveis")).components, []);
});

test("follow-ups: one of them alone, and all of them", async () => {
  await samrad.store(["/v1/minutes/motet", { meeting: "motet", items: [{ number: "1", title: { nb: "Sak" }, actions: [
    { number: 1, text: { nb: "Gjør" }, kind: "task", due: { type: "date", date: "2026-06-15" } }, { number: 2, text: { nb: "Gjør mer" }, kind: "task" }] }] }]);
  assert.deepEqual((await calendar("/v1/actions")).components.map(({ kind, uid, due, status }) => [kind, uid, due, status]),
    [["VTODO", "motet-a1@samrad.example.no", "2026-06-15", "NEEDS-ACTION"], ["VTODO", "motet-a2@samrad.example.no", undefined, "NEEDS-ACTION"]]);
  assert.deepEqual((await calendar("/v1/actions/motet-a2")).components.map(({ summary }) => summary), ["Gjør mer"]);
  assert.deepEqual((await calendar("/v1/actions?status=done")).components, []);
});

test("a follow-up that is done says so in each way that calendars look at", async () => {
  await samrad.patched("/v1/actions/motet-a1", { status: "done" });
  const { text } = await samrad.get("/v1/actions/motet-a1?format=calendar");
  assert.match(text, /^STATUS:COMPLETED\r$/m);
  assert.match(text, /^PERCENT-COMPLETE:100\r$/m);
  assert.match(text, /^COMPLETED:\d{8}T\d{6}Z\r$/m);
  assert.match(text, /^URL:https:\/\/samrad\.example\.no\/register\/meetings\/motet#a1\r$/m);
  assert.doesNotMatch((await samrad.get("/v1/actions/motet-a2?format=calendar")).text, /COMPLETED/);
});

test("a calendar has an address that ends as calendars do, and a name as a file", async () => {
  for (const [path, same, name] of [
    ["/v1/meetings.ics?status=planned", "/v1/meetings?status=planned", "meetings.ics"],
    ["/v1/bodies/utvalget/meetings.ics", "/v1/bodies/utvalget/meetings", "utvalget-meetings.ics"],
    ["/v1/bodies/utvalget/memberships.ics?lang=en", "/v1/bodies/utvalget/memberships?lang=en", "utvalget-memberships.ics"],
    ["/v1/agreements.ics", "/v1/agreements", "agreements.ics"],
    ["/v1/actions.ics?body=utvalget", "/v1/actions?body=utvalget", "actions.ics"],
  ]) {
    const answer = await samrad.get(path);
    assert.equal(answer.headers["content-type"], "text/calendar; charset=utf-8; method=PUBLISH", path);
    assert.equal(answer.headers["content-disposition"], `inline; filename="${name}"`, path);
    assert.equal(answer.headers["accept-ranges"], undefined, path);
    for (const time of ["second", "third, when it is kept"])
      assert.equal((await samrad.get(path)).headers["content-disposition"], `inline; filename="${name}"`, `${path}, the ${time} time`);
    assert.equal(answer.text, (await samrad.get(`${same}${same.includes("?") ? "&" : "?"}format=calendar`)).text, path);
    assert.equal((await samrad.get(path, { headers: { "if-none-match": answer.headers.etag } })).status, 304, path);
  }
  assert.equal((await samrad.get("/v1/meetings/full?format=calendar")).headers["content-disposition"], 'inline; filename="full-meetings.ics"');
  assertProblem(await samrad.get("/v1/bodies.ics"), 404);
  assertProblem(await samrad.get("/v1/bodies/ingen/meetings.ics"), 404);
  assertProblem(await samrad.get("/v1/meetings.ics?format=csv"), 400, { parameter: "format" });
  const { text } = await samrad.get("/bodies/utvalget", { headers: { accept: "text/html" } });
  assert.match(text, /href="webcal:\/\/samrad\.example\.no\/register\/v1\/bodies\/utvalget\/meetings\.ics\?lang=nb"/);
});

test("a subscriber gets all of it, however much it is; with a limit as much as that", async () => {
  const lines = Array.from({ length: 3000 }, (_, n) => JSON.stringify({ type: "meetings", id: `mange-${n}`, data: {
    body: "radet", status: ["planned", "held", "cancelled"][n % 3], startsAt: new Date(Date.UTC(2020, 0, 1, 12) + n * 86400000 / 2).toISOString(), title: { nb: `Møte ${n} 😀`.repeat(10) } } }));
  const imported = await samrad.post("/v1/import", lines.join("\n"), { headers: { "content-type": "application/x-ndjson" } });
  assert.equal(imported.status, 200, imported.text);
  const { components } = await calendar("/v1/bodies/radet/meetings?sort=date");
  assert.equal(components.length, 3001);
  assert.equal(components.filter(({ status }) => status === "CANCELLED").length, 1000);
  for (const event of components.filter(({ uid }) => uid.startsWith("meetings/mange-")))
    assert.equal(Date.parse(event.dtstart), Date.UTC(2020, 0, 1, 12) + Number(event.uid.match(/\d+/)[0]) * 43200000);
  assert.equal((await calendar("/v1/bodies/radet/meetings?limit=250")).components.length, 250);
  const head = await samrad.request("HEAD", "/v1/bodies/radet/meetings?format=calendar");
  assert.deepEqual([head.status, head.text, head.headers["content-type"]], [200, "", "text/calendar; charset=utf-8; method=PUBLISH"]);
});

test("the same register is the same calendar, and is not sent twice", async () => {
  for (const path of ["/v1/meetings", "/v1/meetings?limit=2", "/v1/meetings/full", "/v1/bodies/utvalget/memberships", "/v1/agreements", "/v1/actions"]) {
    const ask = (headers) => samrad.get(path, { headers: { accept: "text/calendar", ...headers } });
    const first = await ask();
    const again = await ask();
    assert.equal(first.text, again.text, path);
    const tag = { "if-none-match": first.headers.etag };
    assert.match(first.headers.vary, /Accept, Accept-Language/);
    assert.deepEqual([(await ask(tag)).status, (await ask(tag)).text], [304, ""], path);
    assert.equal((await ask({ ...tag, "accept-language": "nn" })).status, 200, "another language is another calendar");
    assert.equal((await samrad.get(path, { headers: tag })).status, 200, "JSON is not the calendar");
  }
  const tag = { accept: "text/calendar", "if-none-match": (await samrad.get("/v1/meetings/full?format=calendar")).headers.etag };
  await samrad.patched("/v1/bodies/utvalget", { name: { nb: "Det nye utvalget" } });
  const renamed = await samrad.get("/v1/meetings/full", { headers: tag });
  assert.match(renamed.text, /^SUMMARY:Det nye utvalget: Sommermøte\r$/m);
});

test("what a calendar has no place for is refused, and what has no calendar", async () => {
  for (const [name, value] of [["count", "true"], ["fields", "title"], ["include", "body"], ["modifiedSince", "2026-01-01T00:00:00Z"]])
    assertProblem(await samrad.get(`/v1/meetings?format=calendar&${name}=${value}`), 400, { parameter: name, code: "not_in_this_form" });
  assertProblem(await samrad.get("/v1/meetings/full?format=calendar&fields=title"), 400, { parameter: "fields", code: "not_in_this_form" });
  assertProblem(await samrad.get("/v1/meetings/full?format=csv"), 400, { parameter: "format", code: "enum" });
  assertProblem(await samrad.get("/v1/meetings?format=calendar&from=i+dag"), 400, { parameter: "from" });
  assertProblem(await samrad.get("/v1/meetings?format=calendar&cursor=x"), 400, { parameter: "cursor" });
  assertProblem(await samrad.get("/v1/bodies/ingen/meetings?format=calendar"), 404);
  assertProblem(await samrad.get("/v1/meetings?format=calendar", { key: "samrad_x" }), 401);
  assertProblem(await samrad.get("/v1/bodies", { headers: { accept: "text/calendar" } }), 406);
  assertProblem(await samrad.get("/v1/minutes/motet", { headers: { accept: "text/calendar" } }), 406);
});

test("without a public address a calendar names none, and one that cannot be is refused at the start", async () => {
  const other = await samrad.beside({ SAMRAD_PUBLIC_URL: "" });
  const { components } = await readCalendar(await other.get("/v1/meetings/full?format=calendar"));
  assert.equal("url" in components[0], false);
  await other.stop();
  for (const url of ["samrad.example.no", "https://", "https://samrad.example.no/", "javascript:alert(1)", "https://samrad.example.no/<b>", `https://${"a".repeat(200)}`])
    await assert.rejects(samrad.beside({ SAMRAD_PUBLIC_URL: url }), /SAMRAD_PUBLIC_URL must be/, url);
});

samrad.endsCleanly();
