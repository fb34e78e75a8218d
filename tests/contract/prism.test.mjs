// Prism on the contract as it is: as a mock it starts and answers by the contract, as a proxy it finds nothing to say against the
// service.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startSamrad } from "../http/harness.mjs";
import { scaled } from "../http/pace.mjs";

const STARTED_MS = 30000; // of a mock or a proxy
const folder = fileURLToPath(new URL("build/", import.meta.url));
const samrad = await startSamrad({ example: true });
const origin = `http://127.0.0.1:${samrad.client.port}`;
const contract = (await samrad.get("/v1/openapi.json")).text;
writeFileSync(`${folder}served.json`, contract);

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts Prism; says where it listens. */
async function prism(...args) {
  const port = await freePort();
  const program = fileURLToPath(new URL("node_modules/.bin/prism", import.meta.url));
  const child = spawn(program, [args[0], "--port", String(port), "--host", "127.0.0.1", ...args.slice(1)], { stdio: ["ignore", "pipe", "pipe"] });
  after(() => child.kill("SIGKILL"));
  let said = "";
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not started in time: ${said}`)), scaled(STARTED_MS));
    const hear = (data) => {
      said += data;
      if (!/Prism is listening/.test(said)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", () => reject(new Error(said)));
  });
  return `http://127.0.0.1:${port}`;
}

test("the mock starts, answers what the contract shows, and refuses what it refuses", { timeout: scaled(120000) }, async () => {
  const mock = await prism("mock", `${folder}served.json`);
  const list = await fetch(`${mock}/v1/bodies`);
  assert.equal(list.status, 200);
  assert.ok((await list.json()).items.length > 0);
  const rule = await fetch(`${mock}/v1/rules/sektorradet-leder`);
  assert.equal(rule.status, 200);
  const write = (body) =>
    fetch(`${mock}/v1/bodies`, { method: "POST", headers: { "content-type": "application/json", authorization: "Bearer x" }, body: JSON.stringify(body) });
  assert.ok((await write({ name: { nb: "Rådet" }, kind: "council" })).ok);
  for (const body of [{ kind: "council" }, { name: { en: "Council" }, kind: "council" }, { name: { nb: "Rådet" }, kind: "rad" }])
    assert.equal((await write(body)).status, 422, JSON.stringify(body));
});

test("the proxy finds the service's answers as the contract has them", { timeout: scaled(180000) }, async () => {
  const proxy = await prism("proxy", `${folder}served.json`, origin, "--errors");
  const paths = ["/v1/bodies?limit=3&include=rules,memberships", "/v1/bodies/sektorradet", "/v1/bodies/sektorradet/check?at=2019-06-01", "/v1/rules?limit=100",
    "/v1/meetings?limit=20", "/v1/organisations?limit=100", "/v1/agreements?include=bodies", "/v1/search?q=avtale", "/v1/changes?limit=20", "/v1/bodies/sektorradet/page"];
  for (const path of paths) {
    const answer = await fetch(proxy + path, { headers: { accept: "application/json" } });
    assert.equal(answer.status, 200, `${path}: ${answer.status} ${(await answer.text()).slice(0, 600)}`);
    assert.equal(answer.headers.get("sl-violations"), null, path);
  }
});

samrad.endsCleanly();
