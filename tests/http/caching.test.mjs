// What caches between us and a reader may do with our answers: by what the answers say, and by a cache that does it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertProblem, startSamrad } from "./harness.mjs";
import { startCache } from "./proxy.mjs";

const samrad = await startSamrad({ example: true });
const cache = await startCache(samrad.client.port);
after(() => cache.stop());

const { paths } = (await samrad.get("/v1/openapi.json")).json;
const through = (path, options) => cache.client.request("GET", path, options);
const names = (field) => (field ? field.split(", ") : []);
const cached = ({ headers }) => headers["x-cache"];

test("a read by nobody is public, one by somebody private, and both are asked for again", async () => {
  for (const path of ["/v1/bodies", "/v1/bodies/sektorradet", "/v1/bodies/sektorradet/page", "/v1/bodies/sektorradet/check", "/v1/areas?format=csv", "/v1/openapi.json", "/v1/search?q=avtale"]) {
    const answer = await samrad.get(path);
    assert.equal(answer.headers["cache-control"], "public, no-cache", path);
    assert.ok(answer.headers.etag, path);
    if (path !== "/v1/openapi.json") assert.equal((await samrad.get(path, { key: samrad.keys.reader })).headers["cache-control"], "private, no-cache", path);
  }
});

test("writes, faults, what has no tag and what is live are not kept", async () => {
  for (const answer of [
    await samrad.put("/v1/persons/skrevet", { name: "Skrevet" }),
    await samrad.get("/v1/bodies/borte"),
    await samrad.get("/v1/bodies?x=1"),
    await samrad.get("/v1/nope"),
    await samrad.get("/v1/bodies", { key: "x" }),
    await samrad.get("/v1/keys", { key: samrad.keys.admin }),
    await samrad.get("/v1/changes"),
    await samrad.get("/v1/checks"),
    await samrad.get("/metrics"),
    await samrad.get("/health/ready"),
  ]) {
    assert.equal(answer.headers["cache-control"], "no-store", answer.path);
    assert.equal(answer.headers["x-accel-expires"], undefined, answer.path);
  }
});

/** Which fields the answers of an operation depend on, by what the contract says of it. */
function expectedVary({ security, responses }) {
  const types = Object.keys(responses[200].content);
  const data = /^(application\/(json|x-ndjson|yaml)|text\/(csv|event-stream))$/;
  return [
    "Accept",
    ...(types.every((type) => data.test(type)) ? [] : ["Accept-Language"]),
    ...(types.some((type) => /^text\/|json$|xml$|yaml$/.test(type)) ? ["Accept-Encoding"] : []),
    ...(security?.length === 0 ? [] : ["Authorization"]),
  ];
}

for (const [path, query] of [
  ["/v1/bodies", ""],
  ["/v1/bodies", "?format=csv"],
  ["/v1/bodies/{id}", ""],
  ["/v1/bodies/{id}/check", ""],
  ["/v1/bodies/{id}/check", "?format=svg"],
  ["/v1/bodies/{id}/page", ""],
  ["/v1/actions", ""],
  ["/v1/actions", "?format=calendar"],
  ["/v1/changes", ""],
  ["/v1/openapi.json", ""],
  ["/v1/openapi.yaml", ""],
])
  test(`${path}${query}: Vary names what the operation depends on, in 200, 304 and faults`, async () => {
    const address = path.replace("{id}", "sektorradet") + query;
    const expected = expectedVary(paths[path].get);
    const answer = await samrad.get(address);
    assert.deepEqual(names(answer.headers.vary), expected);
    if (answer.headers.etag) {
      const again = await samrad.get(address, { headers: { "if-none-match": answer.headers.etag } });
      assert.equal(again.status, 304);
      assert.deepEqual(names(again.headers.vary), expected);
    }
    const fault = await samrad.get(`${path.replace("{id}", "sektorradet")}?x=1`);
    assertProblem(fault, 400);
    for (const name of [...expected, "Accept-Language", "Accept-Encoding"]) assert.ok(names(fault.headers.vary).includes(name), name);
  });

test("what is answered does not depend on a language that is not in Vary", async () => {
  for (const path of ["/v1/bodies", "/v1/bodies/sektorradet/page", "/v1/areas?format=csv", "/v1/search?q=avtale", "/v1/rules?format=ndjson"]) {
    const [nb, en] = await Promise.all(["nb", "en"].map((language) => samrad.get(path, { headers: { "accept-language": language } })));
    assert.ok(!names(nb.headers.vary).includes("Accept-Language"), path);
    const still = (text) => text.replaceAll(/"knownAt":"[^"]*"/g, "");
    assert.equal(still(en.text), still(nb.text), path);
  }
});

test("what is included depends on the day, and then so does the tag", async () => {
  for (const path of ["/v1/bodies?include=memberships", "/v1/bodies?include=memberships&format=ndjson"]) {
    const tag = async (day) => (await samrad.get(`${path}&validAt=${day}`)).headers.etag;
    assert.notEqual(await tag("2019-06-01"), await tag("2019-06-02"), path);
    const { headers } = await samrad.get(path);
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(new Date());
    assert.ok(headers.etag.includes(today), headers.etag);
  }
});

test("a cache keeps a read and asks again; a write is seen at the next read", async () => {
  const path = "/v1/bodies/sektorradet";
  const first = await through(path);
  assert.equal(cached(first), "MISS");
  const again = await through(path);
  assert.deepEqual([cached(again), again.text, again.headers.etag], ["REVALIDATED", first.text, first.headers.etag]);
  for (let i = 0; i < 5; i += 1) {
    await samrad.patched(path, { note: { nb: `Endring ${i}.` } });
    const read = await through(path);
    assert.deepEqual([cached(read), read.json.note.nb], ["EXPIRED", `Endring ${i}.`]);
    assert.equal(cached(await through(path)), "REVALIDATED");
  }
});

test("a reader's own tag is answered out of the cache", async () => {
  const path = "/v1/bodies/nasjonalt-nettverk";
  const { headers } = await through(path);
  const again = await through(path, { headers: { "if-none-match": headers.etag } });
  assert.deepEqual([again.status, again.text], [304, ""]);
  await samrad.patched(path, { note: { nb: "Nytt." } });
  assert.equal((await through(path, { headers: { "if-none-match": headers.etag } })).json.note.nb, "Nytt.");
});

/** Every way to ask for one address, and what its answer must be. */
const LANGUAGES = ["nb", "en"];
const ENCODINGS = ["identity", "gzip", "br"];
const CHECK = "/v1/bodies/sektorradet/check?at=2019-06-01";

test("two languages, two forms, three codings: each gets its own, in any order, again and again", async () => {
  const ways = [];
  for (const language of LANGUAGES)
    for (const accept of ["application/json", "image/svg+xml"])
      for (const encoding of ENCODINGS) ways.push({ "accept-language": language, accept, "accept-encoding": encoding });
  const direct = new Map();
  const still = (text) => text.replaceAll(/"knownAt":"[^"]*"/g, "");
  for (const headers of ways) direct.set(headers, await samrad.get(CHECK, { headers }));
  for (let round = 0; round < 4; round += 1)
    for (const headers of round % 2 ? [...ways].reverse() : ways) {
      const answer = await through(CHECK, { headers });
      const expected = direct.get(headers);
      const told = JSON.stringify({ round, ...headers, cache: cached(answer) });
      assert.equal(answer.status, 200, told);
      assert.equal(answer.headers["content-type"], expected.headers["content-type"], told);
      assert.equal(answer.headers["content-encoding"], expected.headers["content-encoding"], told);
      assert.equal(still(answer.text), still(expected.text), told);
      assert.equal(answer.headers.etag, expected.headers.etag, told);
    }
  const pictures = ways.filter(({ accept, "accept-encoding": encoding }) => accept === "image/svg+xml" && encoding === "br").map((headers) => direct.get(headers).text);
  assert.notEqual(pictures[0], pictures[1], "the languages differ");
  assert.equal(cached(await through(CHECK, { headers: ways[0] })), "REVALIDATED");
});

test("JSON, CSV and NDJSON at one address are kept apart", async () => {
  for (let round = 0; round < 3; round += 1)
    for (const accept of ["application/json", "text/csv", "application/x-ndjson"])
      for (const encoding of ENCODINGS) {
        const answer = await through("/v1/organisations", { headers: { accept, "accept-encoding": encoding } });
        assert.equal(answer.headers["content-type"].split(";")[0], accept);
        assert.equal(answer.headers["content-encoding"], encoding === "identity" ? undefined : encoding);
      }
});

test("what somebody with a key sees is never shown to nobody, nor kept", async () => {
  await samrad.store(["/v1/persons/vernet", { name: "Vernet Person", gender: "female" }]);
  const path = "/v1/persons/vernet";
  for (let round = 0; round < 3; round += 1) {
    for (const key of [samrad.keys.reader, samrad.keys.admin]) {
      const seen = await through(path, { key });
      assert.deepEqual([seen.json.gender, seen.headers["cache-control"]], ["female", "private, no-cache"]);
      assert.notEqual(cached(seen), "REVALIDATED", "it is not kept");
    }
    const open = await through(path);
    assert.deepEqual([open.json.name, open.json.gender], ["Vernet Person", undefined]);
    assert.equal(open.headers["cache-control"], "public, no-cache");
  }
  assert.equal(cached(await through(path)), "REVALIDATED");
  assertProblem(await through(path, { key: samrad.keys.expired }), 401);
  assertProblem(await through("/v1/keys"), 401);
});

test("faults are not kept: what was not there is, as soon as it is written", async () => {
  const path = "/v1/persons/senere";
  assertProblem(await through(path), 404);
  await samrad.store([path, { name: "Senere" }]);
  assert.equal((await through(path)).json.name, "Senere");
  await samrad.deleted(path);
  assertProblem(await through(path), 404);
});

test("who asks for a revision reads it through the cache, too", async () => {
  const path = "/v1/persons/revidert";
  for (let i = 0; i < 10; i += 1) {
    const written = await samrad.put(path, { name: `Navn ${i}` });
    const read = await through(path, { headers: { "samrad-min-revision": written.headers["samrad-revision"] } });
    assert.equal(read.json.name, `Navn ${i}`);
  }
});

test("who writes through the cache what he read through it", async () => {
  const path = "/v1/bodies/kontaktforum-brukere";
  const read = await through(path, { headers: { "accept-encoding": "gzip" } });
  const write = (etag) => cache.client.request("PATCH", path, { key: samrad.keys.writer, body: { note: { nb: "Skrevet." } }, headers: { "if-match": etag } });
  assert.equal((await write(read.headers.etag)).status, 200);
  assertProblem(await write(read.headers.etag), 412);
});

samrad.endsCleanly();
