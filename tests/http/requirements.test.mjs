// `samrad migrate` on databases of others: what is missing is said at once, before anything is made, with the statements
// for the administrator; and what he has made beforehand is enough.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, test } from "node:test";
import { clusterFolder, createDatabase, dropDatabase, sql } from "./database.mjs";

const cluster = clusterFolder();
const login = `newcomer_${process.pid}`;
const made = [];
await sql(cluster, "postgres", `create role ${login} login`);
after(async () => {
  for (const name of made) await dropDatabase(cluster, name);
  await sql(cluster, "postgres", `drop role ${login}`);
});

/** A database with these words in its making. */
async function database(words) {
  const name = await createDatabase(cluster);
  made.push(name);
  await sql(cluster, "postgres", `drop database ${name}`);
  await sql(cluster, "postgres", `create database ${name} ${words}`);
  return name;
}

function migrate(name, user) {
  const url = `postgresql://${user}@/${name}?host=${encodeURIComponent(cluster)}`;
  return new Promise((done) => {
    execFile(process.env.SAMRAD_BIN, ["migrate"], { env: { ...process.env, DATABASE_URL: url } }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const schemas = "select count(*) from pg_namespace where nspname in ('register', 'samrad_migration')";

test("another encoding and a login without rights: all of it is said at once, and nothing is made", async () => {
  const name = await database("template template0 encoding 'SQL_ASCII' locale 'C'");
  const { code, stderr } = await migrate(name, login);
  assert.equal(code, 70);
  assert.match(stderr, /encoding must be UTF8; that of this database is SQL_ASCII/);
  assert.match(stderr, /create database \S+_utf8 owner \S+ template template0 encoding 'UTF8';/);
  assert.match(stderr, new RegExp(`grant create on database ${name} to ${login};`));
  assert.match(stderr, /create extension btree_gist schema public;/);
  assert.equal(await sql(cluster, name, schemas), "0");
});

test("what it says the administrator shall do is enough", async () => {
  const name = await database("template template0 encoding 'UTF8'");
  const { code, stderr } = await migrate(name, login);
  assert.equal(code, 70);
  const statements = stderr.slice(stderr.indexOf("administrator:")).split("\n").slice(1).map((line) => line.trim()).filter(Boolean);
  assert.ok(statements.length > 0);
  await sql(cluster, name, statements.join("\n"));
  const again = await migrate(name, login);
  assert.equal(again.code, 0, again.stderr);
  assert.equal(await sql(cluster, name, schemas), "2");
  assert.equal((await migrate(name, login)).code, 0);
});
