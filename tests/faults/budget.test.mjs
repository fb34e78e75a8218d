// Whatever a megabyte of JSON is: an answer within a second and little memory, never a fault of the service, with a key and without
// one. Every operation that takes JSON is sent what costs more than it weighs.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { foundation, minutes } from "../http/fixtures.mjs";
import { assertProblem, startSamrad } from "../http/harness.mjs";
import { scaled, until } from "../http/pace.mjs";

const MIB = 1024 * 1024;
/** What one request may take; a sanitizer keeps what was freed, and a shadow of everything. */
const sanitized = /asan|tsan/.test(readFileSync(process.env.SAMRAD_BIN, "latin1"));
const MEMORY_MAX = (sanitized ? 8 : 1) * 64 * MIB;
const MS_MAX = scaled(sanitized ? 10000 : 1000);

const samrad = await startSamrad({ environment: { SAMRAD_WEBHOOK_PRIVATE: "1", SAMRAD_RATE_KEY: "0" } });
await samrad.store(...foundation, ["/v1/minutes/motet", minutes("motet", 1)]);
const { json: webhook } = await samrad.post("/v1/webhooks", { url: "http://127.0.0.1:9/", types: ["areas"] });
const { json: contract } = await samrad.get("/v1/openapi.json");

const many = (count, item) => `[${Array(count).fill(item).join(",")}]`;
const ids = (count) => JSON.stringify(Array.from({ length: count }, (_, n) => `m-${n}`));
/** As many values as are read, and more; as text that fills a megabyte. */
const hostile = {
  "no object": '"x"',
  "a number": "7",
  "null": "null",
  "an empty list": "[]",
  "330,000 empty objects": `{"add":${many(330000, "{}")}}`,
  "49,000 empty objects to be added": `{"add":${many(49000, "{}")}}`,
  "49,000 rules to be added": `{"rules":{"add":${many(49000, "{}")}}}`,
  "90,000 ids": `{"end":${ids(90000)}}`,
  "49,000 ids": `{"end":${ids(49000)}}`,
  "49,000 operations": `{"operations":${many(49000, "{}")}}`,
  "49,000 items": `{"items":${many(49000, "{}")},"meeting":"motet"}`,
  "49,000 patches": many(16000, '{"op":"add","path":"/a","value":1}'),
  "49,000 members that nobody knows": `{${Array.from({ length: 49000 }, (_, n) => `"a${n}":0`).join(",")}}`,
  "49,000 members in a name": `{"name":{${Array.from({ length: 49000 }, (_, n) => `"a${n}":"x"`).join(",")}}}`,
  "one long text": JSON.stringify({ name: { nb: "x".repeat(1000000) }, kind: "council" }),
  "a selector of 49,000 parts": `{"body":"radet","kind":"count","min":1,"who":{"any":${many(24000, '{"roles":["x"]}')}}}`,
  "nothing but brackets": "[".repeat(500000),
};

/** Every operation with a JSON body, with the ids of what is there. */
const names = { bodies: "radet", persons: "kari", meetings: "motet", minutes: "motet", rules: "radet-storrelse", memberships: "radet-kari", webhooks: webhook.id, documents: "mandatet", actions: "motet-a1" };
const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  ["post", "put", "patch"]
    .filter((method) => Object.keys(methods[method]?.requestBody?.content ?? {}).some((type) => /json$/.test(type)))
    .map((method) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{[^}]+\}/, names[path.split("/")[2]] ?? "fins-ikke"),
      types: Object.keys(methods[method].requestBody.content).filter((type) => /json$/.test(type)),
      open: (methods[method].security ?? contract.security ?? []).some((one) => Object.keys(one).length === 0),
    })),
);

const status = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${samrad.process.child.pid}/status`, "utf8"))[1]) * 1024;
/** What the service has had at most since `run` began, beyond what it had then. */
async function memoryOf(run) {
  writeFileSync(`/proc/${samrad.process.child.pid}/clear_refs`, "5"); // the most that it had is what it has
  const before = status("VmRSS");
  await run();
  return status("VmHWM") - before;
}

async function hold(operation, what, body, key) {
  const began = performance.now();
  const memory = await memoryOf(async () => {
    const answer = await samrad.request(operation.method, operation.path, { body, key, headers: { "content-type": operation.types[0] } });
    const told = `${operation.method} ${operation.path}, ${what}: ${answer.status} ${answer.text.slice(0, 300)}`;
    assert.ok(answer.status < 500, told);
    if (answer.status >= 400) assert.ok(answer.bytes.length < 100 * 1024, `${told}: ${answer.bytes.length} bytes`);
  });
  const ms = performance.now() - began;
  assert.ok(ms < MS_MAX, `${operation.method} ${operation.path}, ${what}: ${Math.round(ms)} ms`);
  assert.ok(memory < MEMORY_MAX, `${operation.method} ${operation.path}, ${what}: ${memory >> 20} MB`);
}

for (const operation of operations)
  test(`${operation.method} ${operation.path}`, async () => {
    for (const [what, body] of Object.entries(hostile)) await hold(operation, what, body, samrad.keys.admin);
  });

test("without a key: what anybody may ask", async () => {
  const open = operations.filter((operation) => operation.open || operation.path.endsWith("/check"));
  assert.ok(open.length > 0);
  for (const operation of open) for (const [what, body] of Object.entries(hostile)) await hold(operation, what, body, null);
});

test("who has said who he is may think of more at once than anybody may", async () => {
  const changes = { add: Array.from({ length: 2000 }, () => ({ body: "radet", role: "member", person: "kari", note: { nb: "x".repeat(150) } })) };
  const think = (key) => samrad.post("/v1/bodies/radet/check", changes, { key, headers: { "accept-language": "en" } });
  const refused = await think(null);
  assertProblem(refused, 413);
  assert.match(refused.json.detail, /262144 bytes/);
  assert.notEqual((await think(samrad.keys.reader)).status, 413);
});

test("what many have taken at once is given back", { skip: sanitized && "a sanitizer keeps what was freed" }, async () => {
  const before = status("VmRSS");
  const body = `{"add":${many(16000, '{"role":"member"}')}}`;
  await Promise.all(Array.from({ length: 40 }, () => samrad.post("/v1/bodies/radet/check", body, { key: samrad.keys.admin })));
  assert.ok(await until(() => status("VmRSS") - before < 32 * MIB, 30000), `${(status("VmRSS") - before) >> 20} MB are kept`);
});

samrad.endsCleanly();
