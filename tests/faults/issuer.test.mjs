// The keys of an issuer come and go: rotation, and a server of keys that is down, slow, huge or wrong.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ISSUER, KeyServer, makeKey, token } from "../http/issuer.mjs";
import { assertProblem, prepareSamrad, startSamrad } from "../http/harness.mjs";
import { pace, scaled, sleep } from "../http/pace.mjs";

const REFETCH_S = Math.ceil(scaled(2));
const issuer = await new KeyServer().start();
const [first, second, third, unknown] = ["a", "b", "c", "d"].map((kid) => makeKey(kid));
issuer.keys = [first];
const environment = { SAMRAD_TOKEN_ISSUER: ISSUER, SAMRAD_TOKEN_JWKS: issuer.url, SAMRAD_TOKEN_REFETCH: String(REFETCH_S) };
const samrad = await startSamrad({ environment });
const read = (key, of = samrad) => of.get("/health/live").then(() => of.get("/v1/bodies", { key: token(key) }));
const wait = () => sleep((REFETCH_S * 1000) / pace + 50);

async function assertUnavailable(answer) {
  assertProblem(answer, 503);
  assert.match(answer.headers["retry-after"], /^[1-9]\d*$/);
}

test("a new key is fetched when a token names it, and the old one goes on", async () => {
  assert.equal((await read(first)).status, 200);
  issuer.keys = [first, second];
  await wait();
  assert.equal((await read(second)).status, 200);
  assert.equal((await read(first)).status, 200);
  assert.equal(issuer.fetches, 2);
});

test("a withdrawn key ends with the next fetch", async () => {
  issuer.keys = [second];
  await wait();
  assertProblem(await read(unknown), 401);
  assertProblem(await read(first), 401);
  assert.equal((await read(second)).status, 200);
});

test("however many tokens name unknown keys, they are fetched once", async () => {
  await wait();
  const before = issuer.fetches;
  const answers = await Promise.all(Array.from({ length: 40 }, () => read(unknown)));
  for (const answer of answers) assertProblem(answer, 401);
  assert.equal(issuer.fetches, before + 1);
});

const broken = {
  "away": (response) => response.destroy(),
  "an error": (response) => response.writeHead(500).end("{}"),
  "a redirect": (response) => response.writeHead(302, { location: `${issuer.url}/other` }).end(),
  "huge": (response) => response.end(`{"keys": [${" ".repeat(70000)}]}`),
  "not JSON": (response) => response.end("<html>"),
  "nothing": (response) => response.end(),
  "a list": (response) => response.end("[]"),
  "no keys": (response) => response.end('{"keys": []}'),
  "keys of wrong types": (response) =>
    response.end(JSON.stringify({ keys: [null, 7, "x", {}, { kid: 1, kty: "RSA" }, { kid: "d", kty: "RSA", n: 5, e: true }, { kid: "d", kty: "RSA", n: "*", e: "AQAB" }] })),
  "keys for other things": (response) =>
    response.end(JSON.stringify({ keys: [{ ...unknown.jwk, use: "enc" }, { ...unknown.jwk, kty: "EC" }, { ...unknown.jwk, alg: "PS256" }, { kty: "oct", kid: "d", k: "AAAA" }] })),
  "weak keys": (response) => response.end(JSON.stringify({ keys: [makeKey("d", 1024).jwk, { ...unknown.jwk, e: "AQ" }, { ...unknown.jwk, e: "Ag" }] })),
};
for (const [what, answer] of Object.entries(broken))
  test(`while the answer is ${what}, the last good keys hold`, async () => {
    issuer.answer = answer;
    await wait();
    await assertUnavailable(await read(unknown));
    assert.equal((await read(second)).status, 200);
    issuer.mend();
  });

test("a key among broken ones is taken", async () => {
  issuer.answer = (response) => response.end(JSON.stringify({ keys: [null, { kid: 1 }, second.jwk, third.jwk] }));
  await wait();
  assert.equal((await read(third)).status, 200);
  issuer.mend();
});

test("while the answer does not come, nobody waits for long, and others do not wait at all", async () => {
  issuer.answer = () => {};
  await wait();
  const start = Date.now();
  const waiting = Promise.all(Array.from({ length: 10 }, () => read(unknown)));
  await sleep(100);
  const others = Date.now();
  assert.equal((await read(second)).status, 200);
  assert.ok(Date.now() - others < scaled(1000), "others waited");
  for (const answer of await waiting) await assertUnavailable(answer);
  assert.ok(Date.now() - start < scaled(4500), `waited for ${Date.now() - start} ms`);
  issuer.mend();
});

test("the log says when keys stop coming, and when they come again", async () => {
  await sleep(3500); // the fetch that hangs is given up
  await wait();
  assertProblem(await read(unknown), 401);
  const events = samrad.process.log().filter(({ event }) => event.startsWith("token keys"));
  assert.ok(events.some(({ event, level, detail }) => event === "token keys not loaded" && level === "warning" && detail.includes(issuer.url)));
  assert.equal(events.at(-1).event, "token keys loaded");
});

test("a service that starts without keys serves, says so to tokens, and gets them when they come", async () => {
  issuer.answer = broken.away;
  issuer.keys = [first];
  const other = await startSamrad({ environment });
  await assertUnavailable(await read(first, other));
  assert.equal((await other.get("/v1/bodies")).status, 200);
  assert.equal((await other.get("/v1/bodies", { key: other.keys.reader })).status, 200);
  issuer.mend();
  const deadline = Date.now() + scaled(20000);
  let answer = await read(first, other);
  for (; answer.status === 503 && Date.now() < deadline; answer = await read(first, other)) await sleep(200);
  assert.equal(answer.status, 200);
  await other.stop();
  await other.drop();
});

test("a service ends at once while it waits for keys", async () => {
  issuer.answer = () => {};
  const other = await startSamrad({ environment });
  const start = Date.now();
  assert.equal((await other.stop()).code, 0);
  assert.ok(Date.now() - start < scaled(4000), `${Date.now() - start} ms`);
  await other.drop();
  issuer.mend();
});

test("keys out of a file, which is read again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "samrad-keys-"));
  const file = join(folder, "jwks.json");
  const write = (...keys) => writeFileSync(file, JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
  for (const name of [file, `file://${file}`]) {
    write(first);
    const other = await startSamrad({ environment: { ...environment, SAMRAD_TOKEN_JWKS: name } });
    assert.equal((await read(first, other)).status, 200);
    write(second);
    await wait();
    assert.equal((await read(second, other)).status, 200);
    assertProblem(await read(first, other), 401);
    writeFileSync(file, Buffer.alloc(70000, " "));
    await wait();
    await assertUnavailable(await read(unknown, other));
    assert.equal((await read(second, other)).status, 200);
    await other.stop();
    await other.drop();
  }
  rmSync(folder, { recursive: true });
});

test("settings that cannot be meant stop the start", async () => {
  const other = await prepareSamrad();
  for (const settings of [
    { SAMRAD_TOKEN_ISSUER: ISSUER },
    { SAMRAD_TOKEN_JWKS: issuer.url },
    ...["http://keys.example.no/jwks", "http://127.0.0.1.example.no/jwks", "ftp://x/y", "jwks.json"].map((url) => ({ SAMRAD_TOKEN_ISSUER: ISSUER, SAMRAD_TOKEN_JWKS: url })),
  ]) {
    Object.assign(other.environment, { SAMRAD_TOKEN_ISSUER: "", SAMRAD_TOKEN_JWKS: "", ...settings });
    await assert.rejects(other.command("serve"), /SAMRAD_TOKEN_ISSUER needs SAMRAD_TOKEN_JWKS/);
  }
  await other.drop();
});

samrad.endsCleanly();
test("the issuer ends", () => issuer.stop());
