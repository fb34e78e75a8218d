// Nothing is missing in the feed, nothing comes twice, and nothing out of order: many write at the same time, in transactions
// of any length, that are rolled back, that commit long after they wrote, or that are numbered and then linger; meanwhile
// readers follow by page, by waiting and by events that break off, and the service's connections are cut. What each reader
// saw is what was committed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../http/database.mjs";
import { foundation } from "../http/fixtures.mjs";
import { Follower } from "../http/follower.mjs";
import { startSamrad } from "../http/harness.mjs";
import { sleep } from "../http/pace.mjs";

const SQL_WRITERS = 10;
const TRANSACTIONS = 30;
const HTTP_WRITERS = 4;
const SEED = Number(process.env.SAMRAD_SEED ?? Date.now() % 1000000);

const samrad = await startSamrad({ environment: { SAMRAD_POOL: "12" } });
await samrad.store(...foundation);

function dice(seed) {
  let state = seed >>> 0 || 1;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** One transaction: some writes, a pause, and an end. */
function transaction(roll, writer, number) {
  const lines = ["begin; set local samrad.bound = '*';"];
  for (let n = 0; n <= roll(6); n += 1) {
    const id = `w${writer}-${roll(12)}`;
    const json = JSON.stringify({ body: roll(2) ? "radet" : "utvalget", role: "member", categories: [`g${number}-${n}`] });
    lines.push(
      roll(5) === 0
        ? `delete from register.memberships where id = '${id}';`
        : `insert into register.memberships (id, data, json) values ('${id}', '${json}', '${json}')
           on conflict (id) do update set data = excluded.data, json = excluded.json;`,
    );
    if (roll(3) === 0) lines.push(`select pg_sleep(0.0${roll(10)});`);
  }
  if (roll(4) === 0) lines.push(`select pg_sleep(0.${roll(4)});`); // commits late
  if (roll(12) === 0) lines.push("set constraints all immediate;", `select pg_sleep(0.0${roll(9)});`); // numbered, and lingers
  lines.push(roll(5) === 0 ? "rollback;" : "commit;");
  return lines.join("\n").slice(0, -1);
}

async function writeSql(writer) {
  const roll = dice(SEED + writer);
  const session = new Session(samrad.cluster, samrad.database);
  for (let number = 0; number < TRANSACTIONS; number += 1) await session.run(transaction(roll, writer, number));
  await session.close();
}

async function writeHttp(writer) {
  for (let n = 0; n < TRANSACTIONS; n += 1) {
    const answer = await samrad.put(`/v1/persons/h${writer}-${n % 5}`, { name: `Navn ${n}` });
    assert.ok([200, 201, 503].includes(answer.status), answer.text);
    await sleep(15);
  }
}

let writing = true;

/** Asks for the next page until nobody writes any more and nothing is left. */
async function readPages(query, limit) {
  const seen = [];
  let cursor = "";
  for (;;) {
    const last = !writing;
    const path = `/v1/changes?limit=${limit}${query}${cursor && `&after=${cursor}`}`;
    const { status, json, text } = await samrad.get(path);
    assert.ok(status === 200 || status === 503, text);
    if (status === 503) continue;
    seen.push(...json.items);
    cursor = json.cursor;
    if (last && json.items.length === 0) return seen;
  }
}

/** Follows events, breaks off after some of them, and goes on after the last one that came. */
async function readEvents(query, seed) {
  const roll = dice(seed);
  const seen = [];
  let lastEventId;
  for (let quiet = false; !quiet;) {
    const follower = new Follower(samrad.client.port, `/v1/changes?limit=20${query}`, { lastEventId });
    const some = 1 + roll(40);
    const { statusCode } = await follower.response;
    if (statusCode === 200) {
      const last = !writing;
      quiet = !(await follower.until(({ events }) => events.length >= some, 1500)) && last && follower.events.length === 0;
      seen.push(...follower.events.map(({ data }) => data));
      lastEventId = follower.lastId || lastEventId;
    }
    follower.close();
  }
  return seen;
}

/** What was committed, by cursor. */
async function committed(where = "true") {
  const text = await samrad.sql(`
    select lpad(to_hex(revision), 12, '0') || lpad(to_hex(sequence), 12, '0')
    from register.change join register.revision using (transaction) where ${where} order by revision, sequence`);
  return text.split("\n").filter(Boolean);
}

async function cutConnections() {
  for (let n = 0; n < 4; n += 1) {
    await sleep(400);
    await samrad.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'samrad' and datname = current_database()");
  }
}

test(`what readers see is what was committed, in order, none missing, none twice (seed ${SEED})`, async () => {
  const query = { all: "", persons: "&type=persons", body: "&body=radet" };
  const where = { all: "true", persons: "collection = 'persons'", body: "'radet' in (body, former_body)" };
  const readers = Object.keys(query).flatMap((name, n) => [
    [name, "small pages", readPages(query[name], 3)],
    [name, "large pages", readPages(query[name], 100)],
    [name, "waiting", readPages(`${query[name]}&wait=1`, 10)],
    [name, "events", readEvents(query[name], SEED + 100 + n)],
    [name, "events again", readEvents(query[name], SEED + 200 + n)],
  ]);
  const writers = [...Array(SQL_WRITERS).keys()].map(writeSql).concat([...Array(HTTP_WRITERS).keys()].map(writeHttp));
  await Promise.all([...writers, cutConnections()]);
  writing = false;
  for (const [name, how, reader] of readers) {
    const seen = (await reader).map(({ cursor }) => cursor);
    const truth = await committed(where[name]);
    assert.ok(truth.length > 50, `${name}: ${truth.length} changes`);
    assert.equal(new Set(seen).size, seen.length, `${name}, ${how}: something came twice`);
    assert.deepEqual(seen, truth, `${name}, ${how}`);
  }
});

test("the revisions are whole: no number is left out, and each transaction has one", async () => {
  const [first, last, count] = (await samrad.sql("select min(revision), max(revision), count(*) from register.revision")).split("|").map(Number);
  assert.deepEqual([first, last - first + 1], [1, count]);
});

samrad.endsCleanly();
