// How often one may ask: by key, by token, by address; behind a proxy, and with bad keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, prepareSamrad, startSamrad } from "./harness.mjs";
import { pace, sleep } from "./pace.mjs";

const samrad = await startSamrad({
  environment: { SAMRAD_RATE_KEY: "2", SAMRAD_RATE_ADDRESS: "3", SAMRAD_TRUSTED_PROXY: "127.0.0.1" },
});
const from = (address, more) => ({ headers: { "x-forwarded-for": address, "accept-language": "en", ...more?.headers }, key: more?.key });

/** Asks until it is refused; gives how often it was not, in how many seconds, and the refusal. */
async function exhaust(ask) {
  const most = 60 * pace; // on a slow machine some tokens come back meanwhile
  const began = performance.now();
  for (let passed = 0; passed < most; passed += 1) {
    const answer = await ask();
    if (answer.status === 429) return { passed, seconds: (performance.now() - began) / 1000, answer };
  }
  throw new Error(`not refused in ${most} requests`);
}

test("an address has ten seconds' worth at once, is told where it stands, and when to come again", async () => {
  const first = await samrad.get("/v1/bodies", from("192.0.2.1"));
  assert.equal(first.status, 200);
  assert.deepEqual(
    ["limit", "remaining", "reset"].map((name) => first.headers[`ratelimit-${name}`]),
    ["30", "29", "1"],
  );
  const { passed, seconds, answer } = await exhaust(() => samrad.get("/v1/bodies", from("192.0.2.1")));
  assert.ok(passed >= 29 && passed <= 30 + 3 * (seconds + pace), `${passed} in ${seconds} s`);
  assertProblem(answer, 429);
  assert.equal(answer.json.type, "/problems/too-many-requests");
  assert.equal(answer.headers["ratelimit-remaining"], "0");
  assert.equal(answer.headers["retry-after"], "1");
  assert.match(answer.json.detail, /Try again in 1 s/);
  await sleep(1000);
  assert.equal((await samrad.get("/v1/bodies", from("192.0.2.1"))).status, 200);
});

test("others go on: another address, a key at the same address, this machine", async () => {
  await exhaust(() => samrad.get("/v1/bodies", from("192.0.2.2")));
  assert.equal((await samrad.get("/v1/bodies", from("192.0.2.3"))).status, 200);
  assert.equal((await samrad.get("/v1/bodies", from("192.0.2.2", { key: samrad.keys.reader }))).status, 200);
  const own = await samrad.get("/v1/bodies");
  assert.equal(own.status, 200);
  assert.equal(own.headers["ratelimit-limit"], undefined);
});

test("what a client writes before the proxy's own word is not believed", async () => {
  await exhaust(() => samrad.get("/v1/bodies", from(`203.0.113.${Math.floor(Math.random() * 250)}, 192.0.2.4`)));
});

test("hosts of one IPv6 network share a bucket", async () => {
  let n = 0;
  await exhaust(() => samrad.get("/v1/bodies", from(`2001:db8:1:2::${(n += 1)}`)));
  assert.equal((await samrad.get("/v1/bodies", from("2001:db8:1:3::1"))).status, 200);
});

test("a key has its own bucket, wherever it calls from", async () => {
  let n = 0;
  const { passed } = await exhaust(() => samrad.get("/v1/bodies", from(`198.51.100.${(n += 1)}`, { key: samrad.keys.writer })));
  assert.ok(passed >= 20, `${passed}`);
  assertProblem(await samrad.put("/v1/bodies/x", { name: { nb: "X" }, kind: "forum" }, { key: samrad.keys.writer }), 429);
  assert.equal((await samrad.get("/v1/bodies/x")).status, 404, "nothing was written");
});

test("guesses run out, and cost only those who have no good key", async () => {
  const guess = () => samrad.get("/v1/bodies", from("192.0.2.5", { key: "samrad_x" }));
  const { passed, seconds } = await exhaust(guess);
  assert.ok(passed >= 10 && passed <= 11 + seconds + pace, `${passed} in ${seconds} s`);
  assert.equal((await samrad.get("/v1/bodies", from("192.0.2.5"))).status, 200);
  assert.equal((await samrad.get("/v1/bodies", from("192.0.2.6", { key: samrad.keys.reader }))).status, 200);
});

test("a guess on an upload is one guess, though an upload is looked at twice", async () => {
  const upload = () =>
    samrad.post("/v1/import", '{"type":"persons","id":"x","data":{"name":"X"}}', from("192.0.2.8", { key: "samrad_x", headers: { "content-type": "application/x-ndjson" } }));
  const { passed, seconds } = await exhaust(upload);
  assert.ok(passed >= 10 && passed <= 11 + seconds + pace, `${passed} in ${seconds} s`);
});

test("health, metrics and the contract are there for everybody", async () => {
  await exhaust(() => samrad.get("/v1/bodies", from("192.0.2.7")));
  for (const path of ["/health/live", "/health/ready", "/metrics", "/v1/openapi.json"])
    assert.equal((await samrad.get(path, from("192.0.2.7"))).status, 200, path);
});

test("without limits nobody is told of any", async () => {
  const free = await startSamrad({ environment: { SAMRAD_RATE_KEY: "0", SAMRAD_RATE_ADDRESS: "0", SAMRAD_TRUSTED_PROXY: "127.0.0.1" } });
  for (let n = 0; n < 50; n += 1) {
    const answer = await free.get("/v1/bodies", from("192.0.2.1", { key: n % 2 ? free.keys.reader : undefined }));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["ratelimit-limit"], undefined);
  }
  await free.stop();
  await free.drop();
});

test("nobody is believed unless he is named; the standards are generous", async () => {
  const standard = await startSamrad();
  await standard.store(...foundation);
  const answer = await standard.get("/v1/bodies", from("192.0.2.1", { key: standard.keys.reader }));
  assert.equal(answer.headers["ratelimit-limit"], "10000");
  for (let n = 0; n < 1200; n += 100)
    for (const { status } of await Promise.all(Array.from({ length: 100 }, () => standard.get("/v1/bodies?limit=1", from("192.0.2.1")))))
      assert.equal(status, 200);
  await standard.stop();
  await standard.drop();
});

test("settings that cannot be meant stop the start", async () => {
  const other = await prepareSamrad();
  for (const [settings, told] of [
    [{ SAMRAD_RATE_KEY: "-1" }, /SAMRAD_RATE_KEY must be/],
    [{ SAMRAD_RATE_ADDRESS: "many" }, /SAMRAD_RATE_ADDRESS must be/],
    [{ SAMRAD_TRUSTED_PROXY: "nginx" }, /SAMRAD_TRUSTED_PROXY must be/],
  ]) {
    other.environment = { ...other.environment, SAMRAD_RATE_KEY: "", SAMRAD_RATE_ADDRESS: "", SAMRAD_TRUSTED_PROXY: "", ...settings };
    await assert.rejects(other.command("serve"), told);
  }
  await other.drop();
});

samrad.endsCleanly();
