// A write of a single statement whose connection dies: its commit may have been made and only the answer lost, so it is not sent
// again by the service. Between the service and the database stands a proxy that cuts the line when it is told to.

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { clusterFolder } from "../http/database.mjs";
import { assertProblem, prepareSamrad } from "../http/harness.mjs";
import { until } from "../http/pace.mjs";

const SOCKET = ".s.PGSQL.5432";
const folder = mkdtempSync(join(tmpdir(), "samrad-between-"));
chmodSync(folder, 0o755);

/** The text of a statement after whose answer the line is cut, the answer with it; null: of none. */
let cutAfter = null;
const proxy = net.createServer((client) => {
  const server = net.connect(join(clusterFolder(), SOCKET));
  let armed = 0; // 1: the statement is prepared, 2: it is carried out
  const end = () => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) socket.on("error", end).on("close", end);
  client.on("data", (bytes) => {
    if (armed === 1) armed = 2;
    if (cutAfter && bytes.includes(cutAfter)) armed = 1;
    server.write(bytes);
  });
  server.on("data", (bytes) => {
    if (armed < 2) return client.write(bytes);
    cutAfter = null;
    return end();
  });
});
await new Promise((done) => proxy.listen(join(folder, SOCKET), done));
after(() => {
  proxy.close();
  rmSync(folder, { recursive: true });
});

const samrad = await prepareSamrad({ environment: { SAMRAD_WEBHOOKS: "0", SAMRAD_WEBHOOK_PRIVATE: "1" } });
samrad.environment.DATABASE_URL = `postgresql://samrad@/${samrad.database}?host=${encodeURIComponent(folder)}`;
await samrad.serve();
const { json: subscription } = await samrad.post("/v1/webhooks", { url: "http://127.0.0.1:9/", types: ["areas"] });
const ping = () => samrad.post(`/v1/webhooks/${subscription.id}/ping`);
const pings = async () => Number(await samrad.sql("select count(*) from register.webhook_delivery"));

test("made, and its answer lost: the caller is told that nobody knows, and it is made once", async () => {
  cutAfter = "insert into webhook_delivery";
  assertProblem(await ping(), 503);
  assert.equal(cutAfter, null, "the line was cut");
  assert.equal(await pings(), 1);
  assert.equal((await ping()).status, 200);
  assert.equal(await pings(), 2);
});

test("a read whose answer is lost is made again, and nobody notices", async () => {
  cutAfter = "select w.id, webhook_json(w)";
  assert.equal((await samrad.get("/v1/webhooks", { key: samrad.keys.writer })).status, 200);
  assert.equal(cutAfter, null, "the line was cut");
});

test("a connection that the server has ended meanwhile is found dead before anything is sent down it", async () => {
  const before = await pings();
  await samrad.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  await until(async () => (await samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'idle'")) === "0", 1000);
  assert.equal((await ping()).status, 200);
  assert.equal(await pings(), before + 1);
});

samrad.endsCleanly();
