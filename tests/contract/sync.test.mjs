// The synchronisation of sync.ts against the service: over a line that is cut, beside others who write, and through a
// proxy that holds every request and answer against the contract.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { freePort, startSamrad } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";
import { Refused, Sync } from "./build/sync.js";

const samrad = await startSamrad({ example: true });
const address = `http://127.0.0.1:${samrad.client.port}`;
const { writer, admin } = samrad.keys;

/** What the register has of what is followed, by its own export. */
async function exported() {
  const answer = await samrad.get("/v1/export", { key: admin });
  assert.equal(answer.status, 200);
  const lines = answer.text.trimEnd().split("\n").map((line) => JSON.parse(line));
  return new Map(lines.filter(({ type }) => ["organisations", "persons", "bodies", "memberships"].includes(type)).map(({ type, id, data }) => [`${type}/${id}`, data]));
}

/** The copy is what the register has, marks apart: who may write sees restricted members, too. */
async function assertInStep(sync) {
  const theirs = await exported();
  assert.deepEqual([...sync.copy.keys()].sort(), [...theirs.keys()].sort());
  for (const [name, data] of theirs) {
    const { id: _, version: __, createdAt: ___, updatedAt: ____, ...own } = sync.copy.get(name);
    assert.deepEqual(own, data, name);
  }
}

test("a first load, and following from there", async () => {
  const sync = new Sync(address, writer);
  await sync.load();
  await samrad.store(["/v1/persons/ny", { name: "Ny Person" }], ["/v1/persons/kort", { name: "Kort Opphold" }]);
  await samrad.deleted("/v1/persons/kort");
  await sync.follow();
  await assertInStep(sync);
  const waiting = sync.follow(20);
  await samrad.store(["/v1/persons/ny", { name: "Nytt Navn" }]);
  assert.equal(await waiting, 1);
  assert.equal(sync.copy.get("persons/ny").name, "Nytt Navn");
  assert.deepEqual(sync.seen, [...new Set(sync.seen)].sort(), "each change once, in order");
});

test("two who change the same thing keep each other's work", async () => {
  await samrad.store(["/v1/memberships/felles", { body: "sektorradet", role: "member", organisation: "ks" }]);
  const systems = Array.from({ length: 4 }, () => new Sync(address, writer));
  await Promise.all(systems.map((sync, i) => sync.amend("felles", ({ traits = [] }) => ({ traits: [...traits, `trekk_${i}`] }))));
  const { traits } = (await samrad.get("/v1/memberships/felles")).json;
  assert.deepEqual([...traits].sort(), ["trekk_0", "trekk_1", "trekk_2", "trekk_3"]);
  assert.ok(systems.some(({ conflicts }) => conflicts > 0), "nobody met anybody");
});

/** A line to the service on which the answers to the first so many appointments are lost. */
async function cuttingLine(cuts) {
  let left = cuts;
  const server = net.createServer((client) => {
    const upstream = net.connect(samrad.client.port, "127.0.0.1");
    let cut = false;
    client.on("data", (bytes) => {
      if (left > 0 && bytes.toString().startsWith("POST /v1/memberships")) {
        left -= 1;
        cut = true;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => (cut ? client.destroy() : client.write(bytes)));
    for (const [one, other] of [[client, upstream], [upstream, client]]) {
      one.on("close", () => other.destroy());
      one.on("error", () => other.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}

test("an appointment whose answer is lost twice is made once", async () => {
  const line = await cuttingLine(2);
  const sync = new Sync(line.address, writer);
  const made = await sync.appoint({ body: "sektorradet", role: "observer", organisation: "ks", validFrom: "2026-01-01" }, "oppnevning-1");
  assert.equal(sync.replays, 1);
  const observers = await samrad.all("/v1/memberships?body=sektorradet&role=observer&organisation=ks&limit=500");
  assert.equal(observers.filter(({ validFrom }) => validFrom === "2026-01-01").length, 1);
  const again = await new Sync(address, writer).appoint({ body: "sektorradet", role: "observer", organisation: "ks", validFrom: "2026-01-01" }, "oppnevning-1");
  assert.deepEqual(again, made);
  await assert.rejects(
    new Sync(address, writer).appoint({ body: "sektorradet", role: "secretary", organisation: "ks" }, "oppnevning-1"),
    Refused,
    "another request under the same key",
  );
  line.server.close();
});

test("a reorganisation happens as a whole or not at all", async () => {
  const sync = new Sync(address, writer);
  await sync.load();
  await assert.rejects(
    sync.together(
      { method: "PUT", path: "/v1/bodies/nytt-rad", body: { name: { nb: "Nytt råd" }, kind: "council" } },
      { method: "PATCH", path: "/v1/memberships/felles", ifMatch: '"1"', body: { body: "nytt-rad" } },
    ),
    (error) => error instanceof Refused && error.problem.status === 412,
  );
  const before = await samrad.get("/v1/memberships/felles");
  const { results } = await sync.together(
    { method: "PATCH", path: "/v1/memberships/felles", ifMatch: before.headers.etag, body: { body: "nytt-rad" } },
    { method: "PUT", path: "/v1/bodies/nytt-rad", body: { name: { nb: "Nytt råd" }, kind: "council" } },
  );
  assert.deepEqual(results.map(({ status }) => status), [200, 201]);
  await sync.follow();
  assert.equal(sync.copy.get("memberships/felles").body, "nytt-rad");
  await assertInStep(sync);
});

test("what is refused is explained", async () => {
  await assert.rejects(
    new Sync(address, writer).appoint({ body: "finnes-ikke", role: "member" }, "feil-1"),
    (error) => error instanceof Refused && /finnes-ikke/.test(error.message),
  );
});

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * The contract as Prism can take it. It writes every reference out, and does not come to an end with rules, whose nineteen
 * kinds and nested selectors stand in every collection that includes them: those are any object to it. (All that
 * the other tests exchange is held against the whole contract by verify-exchanges.mjs.)
 */
function contractForPrism() {
  const contract = JSON.parse(readFileSync(here("build/openapi.json"), "utf8"));
  for (const name of ["Rule", "StoredRule", "PartialRule", "RulePatch", "Selector"]) contract.components.schemas[name] = { type: "object" };
  const followed = ["organisations", "persons", "bodies", "memberships", "changes", "transactions"];
  const isUsed = (path) => followed.some((name) => path === `/v1/${name}` || path === `/v1/${name}/{id}`) || path === "/v1/bodies/{id}/check";
  contract.paths = Object.fromEntries(Object.entries(contract.paths).filter(([path]) => isUsed(path)));
  writeFileSync(here("build/prism.json"), JSON.stringify(contract));
  return here("build/prism.json");
}

/** Prism between the client and the service: what breaks the contract it answers with a violation. */
async function startPrism() {
  const port = await freePort();
  const child = spawn(here("node_modules/.bin/prism"), ["proxy", contractForPrism(), address, "--errors", "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (said += bytes));
  for (let i = 0; i < 1200 && !said.includes("Prism is listening"); i += 1) await sleep(100);
  return { child, address: `http://127.0.0.1:${port}`, said: () => said };
}

test("the same through a proxy that validates", { timeout: scaled(180000) }, async () => {
  const prism = await startPrism();
  try {
    const sync = new Sync(prism.address, writer);
    await sync.load();
    await sync.appoint({ body: "sektorradet", role: "member", organisation: "ks", validFrom: "2025-01-01" }, "gjennom-prism");
    await sync.amend("felles", () => ({ note: { nb: "Endret gjennom en mellommann." } }));
    await sync.together({ method: "PUT", path: "/v1/persons/prisme", body: { name: "Prisme Prøve" } });
    assert.equal((await sync.check("sektorradet")).body, "sektorradet");
    await sync.follow();
    await assertInStep(sync);
  } finally {
    prism.child.kill();
  }
  assert.doesNotMatch(prism.said(), /violation/i);
});

samrad.endsCleanly();
