// Administrators make keys, see them, and end them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled, sleep } from "./pace.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const admin = { key: samrad.keys.admin, headers: { "accept-language": "en" } };
const day = 24 * 60 * 60 * 1000;
const inDays = (n) => new Date(Date.now() + n * day).toISOString();
let made = 0;

/** A new key; the log is searched for its secret in the end. */
async function create(wish) {
  const answer = await samrad.post("/v1/keys", { name: "Ny", scopes: ["samrad:read", "samrad:write"], ...wish }, admin);
  assert.equal(answer.status, 201, answer.text);
  made += 1;
  samrad.keys[`made ${made}`] = answer.json.key;
  return answer;
}
const write = (key) => samrad.post("/v1/bodies?dryRun=true", { name: { nb: "O" }, kind: "forum", establishedBy: ["etaten"] }, { key });

test("a key is made, works at once, and its secret is shown once", async () => {
  const answer = await create({ name: "Kommunens system" });
  const { key, ...rest } = answer.json;
  assert.match(key, new RegExp(`^samrad_${rest.id}_[0-9a-f]{64}$`));
  assert.equal(answer.headers.location, `/v1/keys/${rest.id}`);
  assert.equal(answer.headers["cache-control"], "no-store");
  assert.equal((await write(key)).status, 201);
  const stored = await samrad.get(answer.headers.location, admin);
  assert.deepEqual(stored.json, rest);
  assert.equal(rest.createdBy, "test admin");
  const secret = key.split("_").at(-1);
  for (const path of ["/v1/keys?limit=500", answer.headers.location]) assert.ok(!(await samrad.get(path, admin)).text.includes(secret));
  const years = (new Date(rest.expiresAt) - Date.now()) / day / 365;
  assert.ok(years > 0.99 && years < 1.01, rest.expiresAt);
});

test("what it writes stands under its name", async () => {
  const { key } = (await create({ name: "Skriveren" })).json;
  assert.equal((await samrad.put("/v1/areas/grenda", { name: { nb: "Grenda" }, kind: "district" }, { key })).status, 201);
  assert.equal((await samrad.get("/v1/areas/grenda/history")).json.items[0].by, "Skriveren");
});

test("a key is bound to organisations", async () => {
  const { json } = await create({ organisations: ["etaten"] });
  assert.deepEqual(json.organisations, ["etaten"]);
  assert.equal((await write(json.key)).status, 201);
  assertProblem(await samrad.post("/v1/persons", { name: "Per" }, { key: json.key }), 403, { code: "not_below_body" });
});

test("a revoked key ends at once, and stays in the list", async () => {
  const { id, key } = (await create()).json;
  assert.equal((await samrad.delete(`/v1/keys/${id}?dryRun=true`, admin)).status, 204);
  assert.equal((await write(key)).status, 201);
  await samrad.deleted(`/v1/keys/${id}`, admin);
  assertProblem(await write(key), 401);
  const { revokedAt } = (await samrad.get(`/v1/keys/${id}`, admin)).json;
  assert.ok(revokedAt);
  await samrad.deleted(`/v1/keys/${id}`, admin);
  assert.equal((await samrad.get(`/v1/keys/${id}`, admin)).json.revokedAt, revokedAt);
  assert.ok((await samrad.ids("/v1/keys", admin)).includes(id));
});

test("a key ends when its time is out", async () => {
  const { key } = (await create({ expiresAt: new Date(Date.now() + scaled(1500)).toISOString() })).json;
  assert.equal((await write(key)).status, 201);
  await sleep(1700);
  assertProblem(await write(key), 401);
});

test("what is wrong is told all at once", async () => {
  const refuse = (body, ...faults) => samrad.post("/v1/keys", body, admin).then((answer) => assertProblem(answer, 422, ...faults));
  await refuse(
    { name: "", scopes: ["samrad:all"], hash: "x" },
    { pointer: "/name", code: "min_length" },
    { pointer: "/scopes/0", code: "enum" },
    { pointer: "/hash", code: "unknown_property" },
  );
  await refuse(
    { name: "N", scopes: ["samrad:admin"], organisations: ["etaten", "ingen"], expiresAt: "2001-01-01T00:00:00Z" },
    { pointer: "/organisations", code: "bound_to_nobody" },
    { pointer: "/organisations/1", code: "unknown_reference", detail: "There is no 'ingen' in organisations." },
    { pointer: "/expiresAt", code: "minimum" },
  );
  await refuse({ name: "N", scopes: ["samrad:read"], expiresAt: inDays(3660) }, { pointer: "/expiresAt", code: "maximum" });
  await refuse({ name: "N", scopes: [] }, { pointer: "/scopes", code: "min_items" });
  assertProblem(await samrad.post("/v1/keys", "{", admin), 400);
});

test("a dry run makes none", async () => {
  const before = await samrad.ids("/v1/keys?limit=500", admin);
  const answer = await samrad.post("/v1/keys?dryRun=true", { name: "Prøve", scopes: ["samrad:read"] }, admin);
  assert.equal(answer.status, 200);
  assert.equal(answer.json.key, undefined);
  assert.deepEqual(await samrad.ids("/v1/keys?limit=500", admin), before);
});

test("the list goes page by page, the newest first, and is never an old one", async () => {
  const first = await samrad.get("/v1/keys?limit=3&count=true", admin);
  assert.equal(first.headers.etag, undefined);
  const { id } = (await create()).json;
  const ids = await samrad.ids("/v1/keys?limit=3", admin);
  assert.equal(ids[0], id);
  assert.equal(ids.length, first.json.total + 1);
  assert.equal(new Set(ids).size, ids.length);
});

test("only administrators", async () => {
  const id = samrad.keyId("reader");
  for (const [method, path, body] of [
    ["GET", "/v1/keys"],
    ["GET", `/v1/keys/${id}`],
    ["POST", "/v1/keys", { name: "N", scopes: ["samrad:read"] }],
    ["DELETE", `/v1/keys/${id}`],
  ]) {
    assertProblem(await samrad.request(method, path, { body }), 401);
    assertProblem(await samrad.request(method, path, { body, key: samrad.keys.writer }), 403);
  }
});

samrad.endsCleanly();
