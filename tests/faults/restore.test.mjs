// Backups that are tried: pg_dump and pg_restore, and WAL archiving to a point in time. Afterwards cursors, ETags and
// revisions that are ahead of what was restored are told so, and never taken for others.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { clusterFolder, createDatabase, databaseUrl } from "../http/database.mjs";
import { foundation } from "../http/fixtures.mjs";
import { assertProblem, prepareSamrad, root } from "../http/harness.mjs";
import { Cluster } from "./cluster.mjs";

const run = promisify(execFile);
const BIN = "/usr/lib/postgresql/15/bin";

/** The register before and after a moment that is restored: what a follower and a reader have seen of what is lost. */
async function lose(samrad, keep) {
  await samrad.store(...foundation, ["/v1/persons/kari", { name: "Kari en" }]);
  const place = (await samrad.get("/v1/changes?after=now")).json.cursor;
  await keep();
  for (let i = 0; i < 5; i += 1) await samrad.store(["/v1/persons/kari", { name: `Kari tapt ${i}` }]);
  const lost = await samrad.get("/v1/persons/kari");
  const ahead = (await samrad.get("/v1/changes?after=now")).json.cursor;
  return { place, ahead, etag: lost.headers.etag, revision: Number.parseInt(ahead.slice(0, 12), 16) };
}

/** What must hold in the register that was restored. */
async function holds(samrad, seen) {
  assert.equal(await samrad.command("verify"), "the register is whole");
  assert.equal((await samrad.get("/v1/persons/kari")).json.name, "Kari en");
  for (let i = 0; i < 8; i += 1) await samrad.store([`/v1/persons/ny-${i}`, { name: "Ny" }], ["/v1/persons/kari", { name: `Kari ny ${i}` }]);
  const told = await samrad.get(`/v1/changes?after=${seen.ahead}`);
  assertProblem(told, 400, { code: "ahead_of_register", parameter: "after" });
  assertProblem(await samrad.get(`/v1/changes?afterRevision=${seen.revision}`), 400, { code: "ahead_of_register" });
  const following = await samrad.get(`/v1/changes?after=${seen.place}&limit=500`);
  assert.equal(following.json.items.filter(({ id }) => id !== "slettet").length, 16, "who is not ahead goes on, and misses nothing");
  const read = await samrad.get("/v1/persons/kari", { headers: { "if-none-match": seen.etag } });
  assert.equal(read.status, 200, "an ETag of what is lost is nobody else's");
  assertProblem(await samrad.put("/v1/persons/kari", { name: "Blind" }, { headers: { "if-match": seen.etag } }), 412);
  assert.equal(await samrad.command("verify"), "the register is whole");
}

test("a dump that is restored into another database", async () => {
  const samrad = await prepareSamrad();
  await samrad.serve();
  const dump = join(clusterFolder(), `restore-${process.pid}.dump`);
  await samrad.store(["/v1/persons/slettet", { name: "Skal Bort" }]);
  const seen = await lose(samrad, () => run(`${BIN}/pg_dump`, ["-Fc", "-f", dump, databaseUrl(clusterFolder(), samrad.database)]));
  const erase = { key: samrad.keys.admin };
  assert.ok((await samrad.post("/v1/persons/slettet/erasure", { reason: "requested" }, erase)).status < 300);
  const list = await samrad.command("erase", "--list");
  assert.match(list, /^slettet\trequested$/);
  await samrad.stop();
  const restored = await createDatabase(clusterFolder());
  await run(`${BIN}/pg_restore`, ["--exit-on-error", "-d", databaseUrl(clusterFolder(), restored), dump]);
  rmSync(dump);
  await samrad.drop();
  samrad.database = restored;
  samrad.environment.DATABASE_URL = databaseUrl(clusterFolder(), restored);
  const erased = join(clusterFolder(), `restore-${process.pid}.erased`);
  writeFileSync(erased, list + "\nfinnes-ikke\tgrunn\n");
  assert.equal(await samrad.command("erase", "--replay", erased), "1 erased, 1 not in this register");
  assert.match(await samrad.sql("select json from register.persons where id = 'slettet'"), /Slettet person/);
  assert.equal(await samrad.sql("select count(*) from register.change where json like '%Skal Bort%'"), "0");
  rmSync(erased);
  assert.match(await samrad.command("migrate"), /new epoch/);
  assert.equal(await samrad.command("migrate"), "", "once");
  await samrad.serve();
  await holds(samrad, seen);
  await samrad.stop();
  await samrad.drop();
});

test("a base backup, and the log up to a point in time", async () => {
  const primary = new Cluster();
  after(() => primary.remove());
  const shell = (script) => run("bash", ["-c", `set -e; . "$0"; cluster=$1; ${script}`, join(root, "deploy/lib.sh"), primary.folder], { cwd: "/" });
  await primary.start();
  await shell(`in_cluster mkdir archive
    psql() { "$pg_bin/psql" -qAtX -h "$cluster" -U samrad -d postgres -c "$1"; }
    psql "alter system set archive_mode = on"; psql "alter system set archive_command = 'cp %p $cluster/archive/%f'"
    psql "alter system set archive_timeout = '1s'"; stop_cluster; start_cluster "$cluster" "-c fsync=off" >/dev/null 2>&1
    in_cluster "$pg_bin/pg_basebackup" -h "$cluster" -U samrad -D base -X none -c fast --no-manifest`);
  const samrad = await prepareSamrad({ cluster: primary.folder });
  await samrad.serve();
  const point = (name) => shell(`"$pg_bin/psql" -qAtX -h "$cluster" -U samrad -d postgres -c "select pg_create_restore_point('${name}')"`);
  const seen = await lose(samrad, () => point("before"));
  await samrad.stop();
  await shell(`"$pg_bin/psql" -qAtX -h "$cluster" -U samrad -d postgres -c "select pg_switch_wal()" >/dev/null; stop_cluster
    in_cluster mv data lost; in_cluster mv base data; in_cluster touch data/recovery.signal
    printf '%s\\n' "restore_command = 'cp $cluster/archive/%f %p'" "recovery_target_name = 'before'" "recovery_target_action = promote" |
      in_cluster tee -a data/postgresql.auto.conf >/dev/null
    start_cluster "$cluster" "-c fsync=off" >/dev/null 2>&1
    until [ "$("$pg_bin/psql" -qAtX -h "$cluster" -U samrad -d postgres -c 'select pg_is_in_recovery()')" = f ]; do sleep 0.2; done`);
  await samrad.serve();
  await holds(samrad, seen);
  await samrad.stop();
});
