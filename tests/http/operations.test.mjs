// What operators and tools ask: the contract, health and measurements.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();

test("the contract that is served is the one the program carries", async () => {
  for (const [path, type, option] of [
    ["/v1/openapi.json", "application/json", []],
    ["/v1/openapi.yaml", "application/yaml", ["--yaml"]],
  ]) {
    const answer = await samrad.get(path);
    assert.equal(answer.status, 200);
    assert.ok(answer.headers["content-type"].startsWith(type));
    assert.equal(answer.text.trimEnd(), await samrad.command("openapi", ...option));
    assert.match(answer.headers.etag, /^"[^"]+"$/);
    assert.equal((await samrad.get(path, { headers: { "if-none-match": answer.headers.etag } })).status, 304);
    assert.equal((await samrad.get(path, { headers: { "if-none-match": '"x"' } })).status, 200);
  }
});

test("the contract is OpenAPI 3.1, and every operation in it answers", async () => {
  const { openapi, paths } = (await samrad.get("/v1/openapi.json")).json;
  assert.match(openapi, /^3\.1\./);
  for (const [path, item] of Object.entries(paths))
    if (item.get) assert.notEqual((await samrad.get(path.replace("{id}", "borte"))).status, 405, path);
});

test("health, without a key and without a cache", async () => {
  for (const path of ["/health/live", "/health/ready"]) {
    const answer = await samrad.get(path);
    assert.deepEqual([answer.status, answer.json], [200, { status: "ok" }]);
    assert.equal(answer.headers["cache-control"], "no-store");
    assertProblem(await samrad.get(`${path}?x=1`), 400, { parameter: "x" });
  }
});

/** Reads the text format of Prometheus: {name: {type, help, samples: [{name, labels, value}]}}. */
function parsePrometheus(text) {
  assert.ok(text.endsWith("\n"));
  const families = {};
  for (const line of text.slice(0, -1).split("\n")) {
    const about = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (about) {
      families[about[2]] ??= { samples: [] };
      assert.equal(about[1].toLowerCase() in families[about[2]], false, `twice: ${line}`);
      families[about[2]][about[1].toLowerCase()] = about[3];
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*"(?:,|(?=\})))*\})? (-?[\d.]+(?:e[+-]?\d+)?|[+-]Inf|NaN)$/.exec(
      line,
    );
    assert.ok(sample, `not a sample: ${line}`);
    const family = families[sample[1]] ?? families[sample[1].replace(/_(bucket|sum|count)$/, "")];
    assert.ok(family?.type && family.help, `${sample[1]} has no type or help`);
    const labels = Object.fromEntries(
      [...(sample[2] ?? "").matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map((match) => [match[1], match[2]]),
    );
    family.samples.push({ name: sample[1], labels, value: sample[3] === "+Inf" ? Infinity : Number(sample[3]) });
  }
  return families;
}

const metrics = async () => {
  const answer = await samrad.get("/metrics");
  assert.equal(answer.status, 200);
  assert.match(answer.headers["content-type"], /^text\/plain/);
  return parsePrometheus(answer.text);
};
const counted = (families, labels) =>
  families.samrad_requests_total.samples
    .filter((sample) => Object.entries(labels).every(([name, value]) => sample.labels[name] === value))
    .reduce((sum, { value }) => sum + value, 0);

test("the measurements parse, and count what is asked", async () => {
  const before = await metrics();
  for (let i = 0; i < 3; i += 1) await samrad.get("/v1/bodies");
  await samrad.get("/v1/bodies?x=1");
  await samrad.get("/v1/nowhere");
  const after = await metrics();
  const grown = (labels) => counted(after, labels) - counted(before, labels);
  assert.equal(grown({ operation: "listBodies", class: "2xx" }), 3);
  assert.equal(grown({ operation: "listBodies", class: "4xx" }), 1);
  assert.equal(grown({ operation: "none", class: "4xx" }), 1);
  for (const family of Object.values(after)) {
    assert.ok(["counter", "gauge", "histogram"].includes(family.type));
    const keys = family.samples.map(({ name, labels }) => name + JSON.stringify(labels));
    assert.equal(new Set(keys).size, keys.length, "no series twice");
  }
});

test("the histogram is one for each operation", async () => {
  const {
    samrad_request_duration_seconds: { type, samples: all },
  } = await metrics();
  assert.equal(type, "histogram");
  const samples = all.filter(({ labels }) => labels.operation === "listBodies");
  assert.ok(samples.length < all.length);
  const buckets = samples.filter(({ name }) => name.endsWith("_bucket"));
  const bounds = buckets.map(({ labels }) => (labels.le === "+Inf" ? Infinity : Number(labels.le)));
  assert.deepEqual(
    bounds,
    [...bounds].sort((a, b) => a - b),
  );
  assert.equal(bounds.at(-1), Infinity);
  const counts = buckets.map(({ value }) => value);
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => a - b),
  );
  assert.equal(samples.find(({ name }) => name.endsWith("_count")).value, counts.at(-1));
  assert.ok(samples.find(({ name }) => name.endsWith("_sum")).value > 0);
});

test("connections and requests in flight are measured", async () => {
  const families = await metrics();
  assert.equal(families.samrad_requests_in_flight.samples[0].value, 1, "this one");
  assert.ok(families.samrad_database_connections.samples.some(({ value }) => value >= 1));
});

test("keys are shown once, listed without their secrets, and revoked at once", async () => {
  const key = await samrad.command("key", "create", "--name", "engang", "--scopes", "samrad:write");
  assert.equal((await samrad.post("/v1/persons?dryRun=true", { name: "K" }, { key })).status, 201);
  const listed = await samrad.command("key", "list");
  assert.match(listed, /engang/);
  assert.ok(!listed.includes(key.split("_").at(-1)));
  const hash = await samrad.sql("select encode(hash, 'hex') from register.api_key where name = 'engang'");
  assert.equal(hash.length, 64);
  assert.ok(!key.includes(hash));
  await samrad.command("key", "revoke", key.split("_").at(-2));
  assertProblem(await samrad.post("/v1/persons?dryRun=true", { name: "K" }, { key }), 401);
  await assert.rejects(samrad.command("key", "revoke", "000000000000"));
  await assert.rejects(samrad.command("key", "create", "--name", "feil", "--scopes", "samrad:alt"));
});

samrad.endsCleanly();
