// Debian's PgBouncer between the service and the database: in session mode everything works, and as the restricted role; in
// transaction mode the service is never ready, and says why.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { clusterFolder } from "../http/database.mjs";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, freePort, prepareSamrad } from "../http/harness.mjs";

const folders = [];
const poolers = [];
after(async () => {
  for (const { child, ended } of poolers) {
    child.kill("SIGTERM");
    await ended;
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The port of a PgBouncer in front of the cluster. It does not run as root. */
async function pooler(mode) {
  const folder = mkdtempSync(join(tmpdir(), "samrad-pooler-"));
  folders.push(folder);
  const port = await freePort();
  writeFileSync(join(folder, "users"), '"samrad" ""\n');
  writeFileSync(
    join(folder, "ini"),
    `[databases]\n* = host=${clusterFolder()}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =
auth_type = trust\nauth_file = ${folder}/users\npool_mode = ${mode}\ndefault_pool_size = 20\n`,
  );
  chmodSync(folder, 0o755);
  const root = process.getuid() === 0;
  const command = root ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : ["env"];
  const child = spawn(command[0], [...command.slice(1), "/usr/sbin/pgbouncer", "-q", join(folder, "ini")], { stdio: ["ignore", "ignore", "ignore"] });
  poolers.push({ child, ended: new Promise((done) => child.on("close", done)) });
  return port;
}

async function through(mode) {
  const samrad = await prepareSamrad();
  const port = await pooler(mode);
  samrad.environment.DATABASE_URL = `postgresql://samrad@127.0.0.1:${port}/${samrad.database}`;
  return samrad;
}

async function eventually(look) {
  for (let i = 0; i < 200; i += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  return look();
}

test("session mode: reads, writes, the feed and the import work, and nothing runs as the owner", async () => {
  const samrad = await through("session");
  await samrad.serve();
  assert.equal((await samrad.get("/health/ready")).status, 200);
  await samrad.store(...foundation);
  const before = await samrad.get("/v1/changes?after=now");
  const waiting = samrad.get(`/v1/changes?after=${before.json.cursor}&wait=20`);
  assert.equal((await samrad.put("/v1/persons/pooler", { name: "Pål Pooler" })).status, 201);
  assert.equal((await waiting).json.items.length, 1, "the listener is told of commits");
  assert.equal((await samrad.get("/v1/persons/pooler")).json.name, "Pål Pooler");
  await samrad.command("import", "--dry-run", "/dev/null").catch(({ code }) => assert.equal(code, 65));
  const who = "select count(*) filter (where usename <> 'samrad'), count(*) > 0 from pg_stat_activity where datname = current_database()";
  assert.match(await samrad.sql(who), /t$/);
  // what the restricted role may not do is refused through the pooler, too
  await samrad.sql("revoke insert on register.persons from samrad_service");
  delete process.env.SAMRAD_EXCHANGES; // a fault of the service by our own hand is no answer of the contract's
  assertProblem(await samrad.put("/v1/persons/eier", { name: "Eier" }), 500);
  await samrad.stop();
  await samrad.drop().catch(() => {});
});

test("transaction mode: never ready, and the log says why", async () => {
  const samrad = await through("transaction");
  await samrad.serve();
  const answer = await samrad.get("/health/ready");
  assertProblem(answer, 503);
  assert.match(answer.json.detail, /database/);
  assertProblem(await samrad.get("/v1/bodies"), 503);
  const told = await eventually(() => samrad.process.log().find(({ detail }) => /session mode/.test(detail ?? "")));
  assert.ok(told, samrad.process.stderr);
  await samrad.stop();
  await samrad.drop().catch(() => {});
});
