// What a write makes in other tables grows with what is written, not with its square. PostgreSQL counts the rows that a
// transaction reads, so that this is told without a clock.

import assert from "node:assert/strict";
import { test } from "node:test";
import { prepareSamrad } from "./harness.mjs";

const samrad = await prepareSamrad();

const actor = "set search_path = register, public; set samrad.bound = '*'; set enable_seqscan = off;";
const day = "(date '2000-01-01' + 7 * n)::text";
const put = (collection, id, document) =>
  `insert into ${collection} (id, data, json) select ${id}, d, d::text from (select n, ${document} as d from generate_series(1, :count) as n) as one;`;

/** The rows that statements read in one transaction, with all that is put off to its end. */
async function rowsRead(...statements) {
  const out = await samrad.sql(`${actor} begin; ${statements.join(" ")} set constraints all immediate;
    select 'read ' || sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables where schemaname = 'register'; commit;`);
  return Number(out.match(/^read (\d+)$/m)[1]);
}

/** A body with as many meetings, each with minutes of four actions that are due at the next meeting. */
function bodyWithMinutes(body, count) {
  const id = `'${body}-' || n`;
  const action = (number) =>
    `jsonb_build_object('number', ${number}, 'kind', 'task', 'text', '{"nb":"Oppgave"}'::jsonb, 'due', '{"type":"next_meeting"}'::jsonb)`;
  return [
    `insert into bodies (id, data, json) select '${body}', d, d::text from (select '{"name":{"nb":"Råd"},"kind":"council"}'::jsonb as d) as one;`,
    put("meetings", id, `jsonb_build_object('body', '${body}', 'status', 'held', 'date', ${day})`),
    put("minutes", id, `jsonb_build_object('meeting', ${id}, 'items', jsonb_build_array(jsonb_build_object('number', '1', 'title',
         '{"nb":"Sak"}'::jsonb, 'actions', jsonb_build_array(${[1, 2, 3, 4].map(action).join(", ")}))))`),
  ].map((statement) => statement.replaceAll(":count", count));
}

const moveFirst = (body) =>
  `update meetings set data = jsonb_set(data, '{place}', '"Oslo"'), json = jsonb_set(data, '{place}', '"Oslo"')::text where id = '${body}-1';`;

test("an import of meetings with minutes reads as many rows for each as a body has more of them", async () => {
  const few = await rowsRead(...bodyWithMinutes("faa", 40));
  const many = await rowsRead(...bodyWithMinutes("mange", 160));
  assert.ok(many < 6 * few, `${few} rows for 40 meetings, ${many} for 160`);
  const due = await samrad.sql("select count(*), count(due_date), min(due_date), max(due_date) from register.actions where body = 'mange'");
  assert.equal(due, "640|636|2000-01-15|2003-01-25");
});

test("a change of one meeting reads no more than a few rows for each of its body's minutes", async () => {
  const few = await rowsRead(moveFirst("faa"));
  const many = await rowsRead(moveFirst("mange"));
  assert.ok(many < 6 * few, `${few} rows beside 40 minutes, ${many} beside 160`);
  assert.ok(many < 160 * 12, `${many} rows`);
});

test("a meeting that is moved changes only the actions that are due otherwise", async () => {
  const versions = "select count(*) from only recorded.actions where body = 'mange'";
  const before = Number(await samrad.sql(versions));
  await samrad.sql(`${actor} update meetings set data = jsonb_set(data, '{date}', '"2001-01-04"'), json = jsonb_set(data, '{date}', '"2001-01-04"')::text
    where id = 'mange-50'`);
  const due = (n) => samrad.sql(`select distinct due_date from register.actions where minutes = 'mange-${n}'`);
  assert.deepEqual([await due(49), await due(50), await due(51)], ["2000-12-23", "2001-01-06", "2000-12-30"]);
  // of the minutes before it those that were due at it and those of the meeting itself, and of those after it those due at it now
  assert.equal(Number(await samrad.sql(versions)) - before, 3 * 4);
});

test("an import after one that was given up is planned for what it brings", async () => {
  const rules = "insert into rules (id, data, json) select 'r-' || n, d, d::text from (select n, jsonb_build_object('body', 'mange', 'kind', 'size', 'force', 'shall', 'basis', 'stated', 'text', '{\"nb\":\"Få\"}'::jsonb, 'max', 9) as d from generate_series(1, 1500) as n) as one;";
  await samrad.sql(`${actor} begin; ${rules} rollback;`);
  await samrad.sql("vacuum analyze register.rules");
  const guess = await samrad.sql(`${actor} begin; ${rules} select analyze_written(); select 'guess ' || reltuples from pg_class where oid = 'rules'::regclass; rollback;`);
  assert.match(guess, /^guess 1500$/m);
});
