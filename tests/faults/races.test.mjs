// Writers who want the same at the same moment: one wins, the others are told, and nothing is lost or doubled.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { startSamrad } from "../http/harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const times = (count, run) => Promise.all(Array.from({ length: count }, (_, i) => run(i)));
const tally = (answers) => answers.reduce((counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {});
const told = (answers) => JSON.stringify(tally(answers));

/** Every version of a resource once, from 1 without a gap, the last one being what is stored. */
async function assertChain(collection, id) {
  const items = await samrad.all(`/v1/${collection}/${id}/history?limit=500`);
  assert.deepEqual(
    items.map(({ version }) => version),
    items.map((_, i) => items.length - i),
  );
  assert.deepEqual(
    items.map(({ operation }) => operation),
    items.map((_, i) => (i === items.length - 1 ? "created" : "changed")),
  );
  assert.deepEqual(items[0].data, (await samrad.get(`/v1/${collection}/${id}`)).json);
  return items;
}

test("of two writers with the same If-Match exactly one wins, every time", async () => {
  for (let version = 1; version <= 15; version += 1) {
    const answers = await times(2, (i) =>
      samrad.put("/v1/persons/kari", { name: `Runde ${version} ${i}` }, { headers: { "if-match": `"${version}"` } }),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412], told(answers));
    assert.equal(answers.find(({ status }) => status === 200).json.version, version + 1);
  }
  await assertChain("persons", "kari");
});

test("fifty create one resource at once: one does, and the versions form one chain", async () => {
  const answers = await times(50, (i) => samrad.put("/v1/persons/en", { name: `Nummer ${i}` }));
  const counts = tally(answers);
  assert.equal(counts[201], 1, told(answers));
  for (const { status, text } of answers) assert.ok([200, 201, 409, 412, 503].includes(status), text);
  assert.ok((counts[503] ?? 0) < 25, told(answers));
  const items = await assertChain("persons", "en");
  assert.equal(items.length, (counts[200] ?? 0) + 1);
  const names = new Set(items.map(({ data }) => data.name));
  for (const { status, json } of answers) assert.equal(names.has(json.name), [200, 201].includes(status));
});

test("of fifty with If-None-Match: * one creates", async () => {
  const answers = await times(50, (i) => samrad.put("/v1/persons/to", { name: `Nummer ${i}` }, { headers: { "if-none-match": "*" } }));
  assert.equal(tally(answers)[201], 1, told(answers));
  for (const { status, text } of answers) assert.ok([201, 409, 412, 503].includes(status), text);
  assert.equal((await assertChain("persons", "to")).length, 1);
});

test("of twenty that POST the same id one creates, the others are 409", async () => {
  const answers = await times(20, (i) => samrad.post("/v1/persons", { id: "tre", name: `Nummer ${i}` }));
  assert.equal(tally(answers)[201], 1, told(answers));
  for (const { status, text } of answers) assert.ok([201, 409, 503].includes(status), text);
});

test("patches of different members at once are all kept", async () => {
  await samrad.store(["/v1/bodies/flettes", { name: { nb: "F" }, kind: "forum" }]);
  const answers = await times(15, (i) => samrad.patch("/v1/bodies/flettes", { identifiers: { [`nummer-${i}`]: String(i) } }));
  const kept = answers.filter(({ status }) => status === 200).length;
  for (const { status, text } of answers) assert.ok([200, 503].includes(status), text);
  assert.equal(Object.keys((await samrad.get("/v1/bodies/flettes")).json.identifiers).length, kept);
  await assertChain("bodies", "flettes");
});

test("the same appointment at once is made once", async () => {
  const appointment = { body: "radet", role: "member", person: "ola", validFrom: "2024-01-01" };
  const answers = await times(10, () => samrad.post("/v1/memberships", appointment));
  assert.equal(tally(answers)[201], 1, told(answers));
  for (const { status, text } of answers) assert.ok([201, 409, 422, 503].includes(status), text);
});

test("an organisation number is given once", async () => {
  const answers = await times(10, (i) =>
    samrad.put(`/v1/organisations/nr-${i}`, { name: { nb: `N${i}` }, kind: "agency", identifiers: { orgnr: "123456785" } }),
  );
  assert.equal(tally(answers)[201], 1, told(answers));
  for (const { status, text } of answers) assert.ok([201, 409, 422, 503].includes(status), text);
});

test("what is deleted while others come to refer to it: never a reference to nothing", async () => {
  for (let round = 0; round < 8; round += 1) {
    await samrad.store([`/v1/bodies/mal-${round}`, { name: { nb: "M" }, kind: "forum" }]);
    const [deleted, ...referring] = await Promise.all([
      samrad.delete(`/v1/bodies/mal-${round}`),
      ...[0, 1, 2].map((i) => samrad.put(`/v1/bodies/viser-${round}-${i}`, { name: { nb: "V" }, kind: "forum", within: `mal-${round}` })),
    ]);
    assert.ok([204, 409, 503].includes(deleted.status), deleted.text);
    for (const { status, text } of referring) assert.ok([201, 409, 422, 503].includes(status), text);
    const there = (await samrad.get(`/v1/bodies/mal-${round}`)).status === 200;
    assert.equal(there, deleted.status !== 204);
    if (!there) assert.deepEqual(await samrad.ids(`/v1/bodies?within=mal-${round}`), []);
  }
  assert.equal(
    await samrad.sql(`select count(*) from register.reference as r where not exists
    (select from register.resource where collection = r.target_collection and id = r.target_id)`),
    "0",
  );
});

test("bodies do not come to lie within each other by two writes at once", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [`a-${round}`, `b-${round}`];
    await samrad.store(
      [`/v1/bodies/${a}`, { name: { nb: "A" }, kind: "forum" }],
      [`/v1/bodies/${b}`, { name: { nb: "B" }, kind: "forum" }],
    );
    await Promise.all([samrad.patch(`/v1/bodies/${a}`, { within: b }), samrad.patch(`/v1/bodies/${b}`, { within: a })]);
    const both = [(await samrad.get(`/v1/bodies/${a}`)).json.within, (await samrad.get(`/v1/bodies/${b}`)).json.within];
    assert.ok(both.includes(undefined), `${both}`);
  }
});

test("every change has a revision of its own, and they are given in the order of commits", async () => {
  const answers = await times(30, (i) => samrad.put(`/v1/persons/rev-${i}`, { name: "R" }));
  const revisions = answers.filter(({ status }) => status === 201).map(({ headers }) => Number(headers["samrad-revision"]));
  assert.equal(new Set(revisions).size, revisions.length);
  assert.equal(await samrad.sql("select count(*) from register.revision where revision is null or at is null"), "0");
  assert.equal(
    await samrad.sql("select count(*) from (select at < lag(at) over (order by revision) as back from register.revision) as r where back"),
    "0",
  );
  assert.equal(await samrad.sql("select max(revision) = count(*) from register.revision"), "t");
});

test("who reads while others write sees each change at once", async () => {
  for (let i = 0; i < 20; i += 1) {
    const written = await samrad.put("/v1/persons/leses", { name: `Nr ${i}` });
    const [one, list] = await Promise.all([samrad.get("/v1/persons/leses"), samrad.get("/v1/persons?id=leses")]);
    assert.equal(one.json.version, written.json.version);
    assert.equal(list.json.items[0].version, written.json.version);
  }
});

samrad.endsCleanly();
