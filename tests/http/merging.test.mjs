// Duplicates: one of two persons, organisations or meetings is merged into the other. What referred to the one refers to the other, in
// versions of their own; the old address leads to the new one; what was known before is known as before; and a transaction undoes it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { foundation, minutes } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const { admin, writer, writeOnly, reader } = samrad.keys;
const bound = await samrad.command("key", "create", "--name", "for etaten", "--scopes", "samrad:read samrad:write", "--organisations", "etaten");
samrad.keys.bound = bound;
const now = () => samrad.sql("select register.instant(at) from register.revision_counter");
const merge = (path, into, options = {}) => samrad.post(`/v1/${path}/merge${options.query ?? ""}`, { into }, options);
const changes = () => samrad.sql("select count(*) from register.change");
const read = async (path, options) => (await samrad.get(`/v1/${path}`, options)).json;
let made = 0;

async function merged(path, into, options) {
  const answer = await merge(path, into, options);
  assert.equal(answer.status, 200, answer.text);
  return answer;
}

async function assertRefused(path, into, status, faults, options) {
  const before = await changes();
  assertProblem(await merge(path, into, options), status, ...faults);
  assert.equal(await changes(), before);
}

async function assertLeads(from, to, options) {
  const answer = await samrad.get(from, options);
  assert.deepEqual([answer.status, answer.headers.location, answer.text], [308, to, ""], from);
  assert.equal(answer.headers["cache-control"], "no-store", "a merge can be undone");
}

/** Two persons of one name, of whom the first is to go. */
async function twoPersons() {
  made += 1;
  const [one, other] = [`dobbel-${made}`, `enkel-${made}`];
  await samrad.store([`/v1/persons/${one}`, { name: `Kari Dobbel ${made}` }], [`/v1/persons/${other}`, { name: `Kari Dobbel ${made}` }]);
  return [one, other];
}

describe("persons", { concurrency: 1 }, () => {
  test("whatever refers to the one refers to the other, everywhere, and nothing else of it is changed", async () => {
    const [one, other] = await twoPersons();
    const said = {
      "memberships/flytt": { body: "radet", role: "member", person: one, organisation: "etaten", traits: ["user_experience"], validFrom: "2020", note: { nb: one } },
      "offices/flytt": { title: { nb: "Embetet" }, organisation: "etaten", holders: [{ person: one, validFrom: "2019", validTo: "2020-06-30" }, { person: "ola", validFrom: "2020-07-01" }] },
      "meetings/flytt": { body: "radet", status: "held", date: "2024-03-01", attendance: [{ name: one, presence: "present" }, { person: one, presence: "present" }, { person: "ola", presence: "absent" }] },
      "minutes/flytt": {
        meeting: "flytt",
        present: [{ person: one, presence: "present" }],
        items: [{ number: "1", title: { nb: "Å «sitere» \\ og \" også" }, presenters: [{ person: one }],
          actions: [{ number: 1, kind: "task", text: { nb: one }, responsible: [{ person: "ola" }, { person: one }] }] }],
      },
      "rules/flytt": { body: "radet", kind: "count", force: "should", basis: "stated", text: { nb: "En av dem." }, who: { any: [{ person: ["ola", one] }, { not: { person: [one] } }] }, min: 1 },
      "agreements/flytt": { title: { nb: "Avtale" }, kind: "cooperation", parties: [{ organisation: "etaten", signatoryPerson: one }] },
    };
    await samrad.store(...Object.entries(said).map(([path, document]) => [`/v1/${path}`, document]));
    const was = Object.fromEntries(await Promise.all(Object.keys(said).map(async (path) => [path, (await samrad.get(`/v1/${path}`)).text])));
    const { json } = await merged(`persons/${one}`, other);
    assert.deepEqual([json.id, json.mergedInto, json.total], [one, other, 6]);
    assert.deepEqual(
      json.moved.map(({ type, id, version, pointers }) => [`${type}/${id}`, version, pointers]),
      [
        ["agreements/flytt", 2, ["/parties/0/signatoryPerson"]],
        ["meetings/flytt", 2, ["/attendance/1/person"]],
        ["memberships/flytt", 2, ["/person"]],
        ["minutes/flytt", 2, ["/items/0/actions/0/responsible/1/person", "/items/0/presenters/0/person", "/present/0/person"]],
        ["offices/flytt", 2, ["/holders/0/person"]],
        ["rules/flytt", 2, ["/who/any/0/person/1", "/who/any/1/not/person/0"]],
      ],
    );
    for (const [path, before] of Object.entries(was)) {
      const after = await samrad.get(`/v1/${path}`);
      const expected = before.replaceAll(`"person":"${one}"`, `"person":"${other}"`).replaceAll(`"signatoryPerson":"${one}"`, `"signatoryPerson":"${other}"`)
        .replaceAll(`"person":["ola","${one}"]`, `"person":["ola","${other}"]`).replaceAll(`"person":["${one}"]`, `"person":["${other}"]`);
      const stamps = /,"version":\d+,"createdAt":"[^"]+","updatedAt":"[^"]+"/;
      assert.equal(after.text.replace(stamps, ""), expected.replace(stamps, ""), path);
    }
    assert.deepEqual(await samrad.ids(`/v1/memberships?person=${other}`), ["flytt"]);
    assert.deepEqual(await samrad.ids(`/v1/memberships?person=${one}`), []);
    assert.deepEqual(await samrad.ids(`/v1/offices?holder=${other}`), ["flytt"]);
    assert.equal((await read(`persons/${other}`)).version, 1, "the other is as it was");
  });

  test("the old address leads to the new one; its history, and what was known, stay", async () => {
    const [one, other] = await twoPersons();
    await samrad.store([`/v1/memberships/leder-${one}`, { body: "radet", role: "secretary", person: one }]);
    const before = await now();
    await merged(`persons/${one}`, other);
    await assertLeads(`/v1/persons/${one}`, `/v1/persons/${other}`);
    await assertLeads(`/v1/persons/${one}?fields=name&lang=en`, `/v1/persons/${other}?fields=name&lang=en`);
    await assertLeads(`/v1/persons/${one}`, `/v1/persons/${other}`, { headers: { "if-none-match": '"1"' } });
    await assertLeads(`/persons/${one}?utm_source=brev`, `/persons/${other}?utm_source=brev`, { headers: { accept: "text/html" } });
    const head = await samrad.request("HEAD", `/v1/persons/${one}`);
    assert.deepEqual([head.status, head.headers.location], [308, `/v1/persons/${other}`]);
    assertProblem(await samrad.patch(`/v1/persons/${one}`, { name: "N" }), 404);
    assertProblem(await samrad.delete(`/v1/persons/${one}`), 404);

    const { items } = await read(`persons/${one}/history`);
    assert.deepEqual(items.map(({ version, operation, mergedInto }) => [version, operation, mergedInto]), [[2, "deleted", other], [1, "created", undefined]]);
    const moved = (await read(`memberships/leder-${one}/history`)).items[0];
    assert.deepEqual([moved.operation, moved.patch], ["changed", { person: other }]);

    const then = `knownAt=${before}`;
    assert.equal((await samrad.get(`/v1/persons/${one}?${then}`)).status, 200);
    assert.equal((await read(`memberships/leder-${one}?${then}`)).person, one);
    assert.deepEqual(await samrad.ids(`/v1/memberships?person=${one}&${then}`), [`leder-${one}`]);
    await assertLeads(`/v1/persons/${one}?knownAt=${await now()}`, `/v1/persons/${other}?knownAt=${await now()}`);
  });

  test("who follows the changes learns of it: in the feed, in lists since a time, in the answer's revision", async () => {
    const [one, other] = await twoPersons();
    await samrad.store([`/v1/memberships/felg-${one}`, { body: "radet", role: "observer", person: one }]);
    const { cursor } = await read("changes?after=now");
    const since = await now();
    const { headers } = await merged(`persons/${one}`, other);
    const { items } = await read(`changes?after=${cursor}`);
    assert.deepEqual(
      items.map(({ type, id, operation, mergedInto }) => [type, id, operation, mergedInto]),
      [["memberships", `felg-${one}`, "changed", undefined], ["persons", one, "deleted", other]],
    );
    assert.ok(items.every(({ revision }) => String(revision) === headers["samrad-revision"]));
    assert.equal(items[0].data.person, other);
    const [tombstone] = await samrad.all(`/v1/persons?modifiedSince=${since}&fields=name`);
    assert.deepEqual(tombstone, { id: one, deleted: true, mergedInto: other });
    const csv = await samrad.get(`/v1/persons?modifiedSince=${since}&format=csv`);
    assert.equal(csv.status, 200);
    assert.deepEqual((await read(`search?q=Dobbel+${made}&type=persons`)).items.map(({ id }) => id), [`persons:${other}`]);
  });

  test("who still refers to the old id learns which one stays, also in an import", async () => {
    const [one, other] = await twoPersons();
    await merged(`persons/${one}`, other);
    const seat = { body: "radet", role: "observer", person: one };
    const told = { pointer: "/person", code: "merged_away", detail: `«${one}» er slått sammen med «${other}».` };
    assertProblem(await samrad.put("/v1/memberships/sen", seat), 422, told);
    const line = `${JSON.stringify({ type: "memberships", id: "sen", data: seat })}\n`;
    const answer = await samrad.post("/v1/import", line, { key: admin, headers: { "content-type": "application/x-ndjson" } });
    assertProblem(answer, 422, { line: 1, code: "merged_away" });
  });

  test("of one that was merged into one that was merged, the address leads to the last", async () => {
    const [one, other] = await twoPersons();
    const [third, last] = await twoPersons();
    await merged(`persons/${one}`, other);
    await assertRefused(`persons/${third}`, one, 422, [{ pointer: "/into", code: "merged_away" }]);
    await merged(`persons/${other}`, last);
    await assertLeads(`/v1/persons/${one}`, `/v1/persons/${last}`);
    await assertLeads(`/v1/persons/${other}`, `/v1/persons/${last}`);
    await samrad.deleted(`/v1/persons/${last}`);
    assertProblem(await samrad.get(`/v1/persons/${one}`), 404);
  });

  test("what cannot be merged: itself, what is not there, who is erased, appointments that would be the same", async () => {
    const [one, other] = await twoPersons();
    const [gone, left] = await twoPersons();
    await samrad.post(`/v1/persons/${gone}/erasure`, { reason: "requested" }, { key: admin });
    await assertRefused(`persons/${one}`, one, 422, [{ pointer: "/into", code: "merge_itself" }]);
    await assertRefused(`persons/${one}`, "finnes-ikke", 422, [{ pointer: "/into", code: "unknown_reference" }]);
    await assertRefused(`persons/${one}`, "Ikke en id", 422, [{ pointer: "/into", code: "pattern" }]);
    await assertRefused(`persons/${one}`, gone, 422, [{ pointer: "/into", code: "erased" }]);
    await assertRefused(`persons/${gone}`, left, 422, [{ pointer: "", code: "erased" }]);
    await assertRefused("persons/finnes-ikke", one, 404, []);
    await assertRefused(`persons/${one}`, other, 412, [], { headers: { "if-match": '"7"' } });
    const seat = (person, years) => ({ body: "utvalget", role: "member", person, ...years });
    await samrad.store(
      [`/v1/memberships/a-${one}`, seat(one, { validFrom: "2020-01-01", validTo: "2022-12-31" })],
      [`/v1/memberships/b-${one}`, seat(other, { validFrom: "2021-01-01", validTo: "2024-12-31" })],
      [`/v1/memberships/c-${one}`, seat(other, { validFrom: "2025-01-01" })],
    );
    await assertRefused(`persons/${one}`, other, 422, [{ pointer: "/into", code: "same_appointment" }]);
    await samrad.patched(`/v1/memberships/b-${one}`, { validFrom: "2023-01-01" });
    await merged(`persons/${one}`, other);
    assert.equal((await samrad.ids(`/v1/memberships?person=${other}`)).length, 3);
  });

  test("what is wrong with the request, and who may not", async () => {
    const [one, other] = await twoPersons();
    const path = `/v1/persons/${one}/merge`;
    const text = { headers: { "content-type": "text/plain" } };
    assertProblem(await samrad.post(path, "{"), 400);
    assertProblem(await samrad.post(path, {}), 422, { pointer: "", code: "required" });
    assertProblem(await samrad.post(path, { into: other, fra: one }), 422, { pointer: "/fra", code: "unknown_property" });
    assertProblem(await samrad.post(path, " ".repeat(1024 * 1024 + 1)), 413);
    assertProblem(await samrad.post(path, "x", text), 415);
    assertProblem(await samrad.post(path, { into: other }, { headers: { accept: "text/html" } }), 406);
    await assertRefused(`persons/${one}`, other, 401, [], { key: null });
    await assertRefused(`persons/${one}`, other, 403, [], { key: reader });
    await assertRefused(`persons/${one}`, other, 403, [{ pointer: "", code: "not_below_body" }], { key: bound });
    await samrad.store([`/v1/persons/${one}`, { name: "Kari", gender: "female" }]);
    await assertRefused(`persons/${one}`, other, 403, [{ pointer: "", code: "restricted" }], { key: writeOnly });
    await merged(`persons/${one}`, other, { key: writer });
  });

  for (const [collection, id, into] of [["organisations", "laget", "etaten"], ["meetings", "motet", "motet-igjen"]])
    test(`the same of ${collection}`, async () => {
      await samrad.store(["/v1/meetings/motet-igjen", { body: "radet", status: "held", date: "2024-01-10" }]);
      const path = `/v1/${collection}/${id}/merge`;
      assertProblem(await samrad.post(path, " ".repeat(1024 * 1024 + 1)), 413);
      assertProblem(await samrad.post(path, "x", { headers: { "content-type": "text/plain" } }), 415);
      assertProblem(await samrad.post(path, { into }, { headers: { accept: "text/html" } }), 406);
      await assertRefused(`${collection}/${id}`, into, 401, [], { key: null });
      await assertRefused(`${collection}/${id}`, into, 403, [], { key: reader });
      await assertRefused(`${collection}/finnes-ikke`, into, 404, []);
      await assertRefused(`${collection}/${id}`, into, 412, [], { headers: { "if-match": '"999"' } });
    });

  test("a trial says what would move, and nothing is; a repeated request is made once", async () => {
    const [one, other] = await twoPersons();
    await samrad.store([`/v1/memberships/prov-${one}`, { body: "radet", role: "observer", person: one }]);
    const before = await changes();
    const trial = await merged(`persons/${one}`, other, { query: "?dryRun=true", headers: { "if-match": '"1"' } });
    assert.deepEqual([trial.headers["samrad-dry-run"], trial.headers["samrad-revision"], trial.json.total], ["true", undefined, 1]);
    assert.equal(await changes(), before);
    const once = { headers: { "idempotency-key": `sammen-${one}` } };
    const first = await merged(`persons/${one}`, other, once);
    const again = await merged(`persons/${one}`, other, once);
    assert.deepEqual([again.json, again.headers["idempotency-replayed"]], [first.json, "true"]);
    await assertRefused(`persons/${one}`, other, 404, []);
  });

  test("who erases a person erases whom was merged into the person, by either address", async () => {
    for (const by of [0, 1]) {
      const pair = await twoPersons();
      const names = [`Ferdaminne${made}`, `Vardefolk${made}`];
      await samrad.store(...pair.map((id, n) => [`/v1/persons/${id}`, { name: names[n] }]));
      await merged(`persons/${pair[0]}`, pair[1]);
      assert.equal((await samrad.post(`/v1/persons/${pair[by]}/erasure`, { reason: "requested" }, { key: admin })).status, 204);
      for (const id of pair) assert.doesNotMatch((await samrad.get(`/v1/persons/${id}/history`)).text, /Ferdaminne|Vardefolk/);
      assert.equal((await read(`persons/${pair[1]}`)).erased, "requested");
    }
  });
});

describe("in a transaction", { concurrency: 1 }, () => {
  const op = (method, path, body, more) => ({ method, path: `/v1/${path}`, ...(body ? { body } : {}), ...more });
  const send = (...operations) => samrad.post("/v1/transactions", { operations });

  test("what only the one says is written to the other, a doubled appointment goes, and they are merged, together", async () => {
    const [one, other] = await twoPersons();
    const seat = (person) => ({ body: "utvalget", role: "chair", person, validFrom: "2024-01-01" });
    await samrad.store([`/v1/memberships/d-${one}`, seat(one)], [`/v1/memberships/e-${one}`, seat(other)]);
    const operations = [op("PATCH", `persons/${other}`, { note: { nb: "Også medlem i laget." } }), op("POST", `persons/${one}/merge`, { into: other }, { ifMatch: '"1"' })];
    assertProblem(await send(...operations), 422, { pointer: "/operations/1/body/into", code: "same_appointment" });
    const answer = await send(op("DELETE", `memberships/d-${one}`), ...operations);
    assert.equal(answer.status, 200, answer.text);
    const [, patched, result] = answer.json.results;
    assert.equal(patched.body.note.nb, "Også medlem i laget.");
    assert.deepEqual(result, { status: 200, body: { id: one, mergedInto: other, total: 0, moved: [] } });
    await assertLeads(`/v1/persons/${one}`, `/v1/persons/${other}`);
  });

  test("faults have their place, and nothing refers to what is gone", async () => {
    const [one, other] = await twoPersons();
    assertProblem(await send(op("POST", `persons/${one}/merge`, { into: one })), 422, { pointer: "/operations/0/body/into", code: "merge_itself" });
    assertProblem(await send(op("POST", "persons/finnes-ikke/merge", { into: one })), 404, { pointer: "/operations/0/path" });
    assertProblem(await send(op("POST", `persons/${one}/merge`, { into: other }, { ifMatch: '"9"' })), 412, { pointer: "/operations/0/ifMatch" });
    assertProblem(await send(op("POST", `persons/${one}/merge`)), 422, { pointer: "/operations/0", code: "required" });
    const late = await send(op("POST", `persons/${one}/merge`, { into: other }), op("PUT", "memberships/for-sent", { body: "radet", role: "observer", person: one }));
    assert.ok([409, 422].includes(late.status), late.text);
    assert.equal((await samrad.get(`/v1/persons/${one}`)).status, 200);
  });

  test("it is undone: the one is put back, and what moved is patched back", async () => {
    const [one, other] = await twoPersons();
    await samrad.store(
      [`/v1/memberships/f-${one}`, { body: "radet", role: "observer", person: one }],
      [`/v1/offices/g-${one}`, { title: { nb: "Embetet" }, organisation: "etaten", holders: [{ person: one, validFrom: "2019" }] }],
    );
    const was = await read(`persons/${one}`);
    const { json } = await merged(`persons/${one}`, other);

    const { items } = await read(`persons/${one}/history`);
    const before = items.find(({ data }) => data).data;
    const back = await Promise.all(
      json.moved.map(async ({ type, id, version, pointers }) => {
        const versions = (await read(`${type}/${id}/history`)).items;
        const { data } = versions.find((earlier) => earlier.version === version - 1);
        const members = [...new Set(pointers.map((pointer) => pointer.split("/")[1]))];
        return op("PATCH", `${type}/${id}`, Object.fromEntries(members.map((member) => [member, data[member]])), { ifMatch: `"${version}"` });
      }),
    );
    const answer = await send(op("PUT", `persons/${one}`, before, { ifNoneMatch: "*" }), ...back);
    assert.equal(answer.status, 200, answer.text);
    const restored = await read(`persons/${one}`);
    assert.deepEqual([restored.name, restored.version], [was.name, 3]);
    assert.equal((await read(`memberships/f-${one}`)).person, one);
    assert.equal((await read(`offices/g-${one}`)).holders[0].person, one);
    assert.deepEqual(await samrad.ids(`/v1/memberships?person=${other}`), []);
    assert.equal((await samrad.post(`/v1/persons/${other}/erasure`, { reason: "requested" }, { key: admin })).status, 204);
    assert.equal((await read(`persons/${one}`)).name, was.name, "they are two again");
  });
});

describe("organisations", { concurrency: 1 }, () => {
  const organisation = (more) => ({ name: { nb: "Nesen kommune" }, kind: "municipality", ...more });

  test("what stands twice in a list then stands once, in the order it had", async () => {
    await samrad.store(
      ["/v1/organisations/nesen", organisation()],
      ["/v1/organisations/nesen-k", organisation()],
      ["/v1/bodies/nesradet", { name: { nb: "Nesrådet" }, kind: "forum", establishedBy: ["nesen-k", "laget", "nesen"] }],
      ["/v1/rules/nes", { body: "nesradet", kind: "count", force: "should", basis: "stated", text: { nb: "Hver sin." },
        per: { organisations: ["laget", "nesen-k", "nesen"] }, who: { organisation: ["nesen-k"] }, min: 1 }],
      ["/v1/agreements/nes", { title: { nb: "Avtale" }, kind: "cooperation", parties: [{ organisation: "nesen-k" }, { organisation: "nesen" }, { organisation: "laget" }, { organisation: "laget" }] }],
    );
    await merged("organisations/nesen-k", "nesen");
    assert.deepEqual((await read("bodies/nesradet")).establishedBy, ["nesen", "laget"]);
    const rule = await read("rules/nes");
    assert.deepEqual([rule.per.organisations, rule.who.organisation], [["laget", "nesen"], ["nesen"]]);
    assert.deepEqual((await read("agreements/nes")).parties.map((party) => party.organisation), ["nesen", "laget", "laget"]);
    await assertLeads("/v1/organisations/nesen-k", "/v1/organisations/nesen");
    await assertLeads("/organisations/nesen-k", "/organisations/nesen", { headers: { accept: "text/html" } });
  });

  test("neither may refer to the other, nor become part of itself", async () => {
    await samrad.store(
      ["/v1/organisations/gamle", organisation()],
      ["/v1/organisations/nye", organisation({ predecessors: ["gamle"] })],
      ["/v1/organisations/enhet", organisation({ partOf: [{ organisation: "gamle" }] })],
      ["/v1/organisations/kontor", organisation({ partOf: [{ organisation: "enhet" }] })],
    );
    const other = { pointer: "/into", code: "refers_to_other" };
    await assertRefused("organisations/gamle", "nye", 422, [other]);
    await assertRefused("organisations/nye", "gamle", 422, [other]);
    await assertRefused("organisations/gamle", "kontor", 422, [{ pointer: "/into", code: "circle" }]);
    await merged("organisations/enhet", "nye");
    assert.deepEqual((await read("organisations/kontor")).partOf, [{ organisation: "nye" }]);
  });

  test("two at once: one is merged, and the other learns of it", async () => {
    await samrad.store(["/v1/organisations/x1", organisation()], ["/v1/organisations/x2", organisation()]);
    const answers = await Promise.all([merge("organisations/x1", "x2"), merge("organisations/x2", "x1")]);
    assert.deepEqual(answers.map(({ status }) => status === 200).sort(), [false, true], answers.map(({ text }) => text).join());
    assert.ok(answers.every(({ status }) => [200, 404, 409, 422].includes(status)));
  });
});

describe("meetings", { concurrency: 1 }, () => {
  const meeting = (more) => ({ body: "radet", status: "held", date: "2025-05-05", ...more });

  test("minutes go along, with their follow-ups, decisions and documents; all addresses lead on", async () => {
    await samrad.store(
      ["/v1/meetings/mote-a", meeting()],
      ["/v1/meetings/mote-b", meeting({ number: 5 })],
      ["/v1/minutes/mote-a", { ...minutes("mote-a", 1), status: "approved" }],
      ["/v1/documents/vedlegg-a", { title: { nb: "Vedlegg" }, kind: "case_paper", meeting: "mote-a" }],
      ["/v1/meetings/mote-senere", meeting({ date: "2025-09-09" })],
      ["/v1/minutes/mote-senere", { meeting: "mote-senere", items: [{ number: "1", title: { nb: "Oppfølging" }, answersEarlier: [{ meeting: "mote-a", number: 1 }] }] }],
    );
    const before = await now();
    const { json } = await merged("meetings/mote-a", "mote-b", { key: bound });
    assert.deepEqual(json.moved.map(({ type, id }) => `${type}/${id}`), ["documents/vedlegg-a", "minutes/mote-b", "minutes/mote-senere"]);
    const stored = await read("meetings/mote-b/minutes");
    assert.deepEqual([stored.id, stored.meeting, stored.status, stored.version], ["mote-b", "mote-b", "approved", 1]);
    assert.equal((await read("documents/vedlegg-a")).meeting, "mote-b");
    assert.deepEqual((await read("minutes/mote-senere")).items[0].answersEarlier, [{ meeting: "mote-b", number: 1 }]);
    assert.deepEqual((await read("actions/mote-b-a1")).answeredBy, [{ item: "1", meeting: "mote-senere" }]);
    assert.deepEqual((await samrad.ids("/v1/decisions?body=radet")).filter((id) => id.startsWith("mote-")), ["mote-b-d1-1"]);
    for (const path of ["", "/minutes", "/check"]) await assertLeads(`/v1/meetings/mote-a${path}`, `/v1/meetings/mote-b${path}`);
    await assertLeads("/v1/minutes/mote-a", "/v1/minutes/mote-b");
    await assertLeads("/v1/actions/mote-a-a1", "/v1/actions/mote-b-a1");
    await assertLeads("/v1/decisions/mote-a-d1-1?lang=en", "/v1/decisions/mote-b-d1-1?lang=en");
    for (const id of ["actions/mote-x-a1", "actions/mote-a", "decisions/mote-a-a1"]) assertProblem(await samrad.get(`/v1/${id}`), 404);
    await assertLeads("/meetings/mote-a", "/meetings/mote-b", { headers: { accept: "text/html" } });
    assert.equal((await read("minutes/mote-a/history")).items[0].mergedInto, "mote-b");
    assert.equal((await read(`meetings/mote-a/minutes?knownAt=${before}`)).id, "mote-a");
    assert.equal((await read(`actions/mote-a-a1?knownAt=${before}`)).meeting, "mote-a");
    assert.match((await samrad.get("/meetings/mote-b", { headers: { accept: "text/html" } })).text, /Oppgave 1/);
  });

  test("refused: of two bodies, with two minutes, or with what the caller does not see all of", async () => {
    await samrad.store(
      ["/v1/meetings/mote-c", meeting()],
      ["/v1/meetings/mote-d", meeting()],
      ["/v1/meetings/mote-e", meeting({ body: "utvalget" })],
      ["/v1/minutes/mote-c", { meeting: "mote-c", items: [{ number: "1", title: { nb: "Lukket sak" }, public: false, legalGround: "offl. § 13" }] }],
      ["/v1/minutes/mote-d", minutes("mote-d", 1)],
    );
    await assertRefused("meetings/mote-c", "mote-e", 422, [{ pointer: "/into", code: "other_body" }]);
    await assertRefused("meetings/mote-c", "mote-d", 422, [{ pointer: "/into", code: "both_have_minutes" }]);
    await samrad.deleted("/v1/minutes/mote-d");
    await assertRefused("meetings/mote-c", "mote-d", 403, [{ pointer: "", code: "restricted" }], { key: writeOnly });
    await merged("meetings/mote-c", "mote-d");
    assert.equal((await read("minutes/mote-d", { key: reader })).items[0].title.nb, "Lukket sak");
    assert.doesNotMatch((await samrad.get("/v1/minutes/mote-d")).text, /Lukket sak/);
    await assertLeads("/v1/meetings/mote-c/minutes", "/v1/meetings/mote-d/minutes");
  });
});

test("the register is whole", async () => {
  assert.match(await samrad.command("verify"), /./);
});

samrad.endsCleanly();
