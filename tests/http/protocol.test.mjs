// Methods, media types, cross-origin requests and unknown addresses, on every path of the contract.

import assert from "node:assert/strict";
import { test } from "node:test";
import { everything, idAt } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ environment: { SAMRAD_PUBLIC_URL: "https://samrad.example.no", SAMRAD_SECURITY_CONTACT: "mailto:post@example.no" } });
await samrad.store(...everything);
await samrad.put("/v1/documents/mandatet/content", "Mandat for rådet", { headers: { "content-type": "text/plain" } });
const { paths } = (await samrad.get("/v1/openapi.json")).json;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const made = {
  webhooks: (await samrad.post("/v1/webhooks", { url: "https://example.no/", active: false })).json.id,
  keys: samrad.keyId("reader"),
};
/** A key, where even reading needs one. */
const keyFor = ({ security }) => (security?.length && security.every((way) => "bearer" in way) ? { key: samrad.keys.admin } : {});
const asked = { "/v1/search": "?q=avtale" }; // what an address must ask
const asset = /\/assets\/(site[^"]+)/.exec((await samrad.get("/")).text)[1];
const addresses = Object.entries(paths).map(([path, item]) => [
  path.replace("{id}", made[path.split("/")[2]] ?? idAt(path)).replace("{name}", asset).replace("{type}", "not-found").replace("{page}", "getBody") + (asked[path] ?? ""),
  item,
]);
const allowed = (item) =>
  [
    ...METHODS.filter((method) => item[method.toLowerCase()]).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])),
    "OPTIONS",
  ].sort();
const list = (header) => header.split(/, */).sort();

function assertCors(answer) {
  assert.equal(answer.headers["access-control-allow-origin"], "*", `${answer.method} ${answer.path}`);
  assert.match(answer.headers["access-control-expose-headers"] ?? "", /ETag/);
}

for (const [path, item] of addresses) {
  if (item.get)
    test(`${path}: HEAD is GET without a body`, async () => {
      const get = await samrad.get(path, keyFor(item.get));
      const [status] = Object.keys(item.get.responses).map(Number); // the first is the good one
      assert.equal(get.status, status, get.text);
      const head = await samrad.request("HEAD", path, keyFor(item.get));
      assert.equal(head.status, status);
      assert.equal(head.text, "");
      for (const name of ["content-type", "etag", "samrad-revision", "link", "cache-control"])
        assert.equal(head.headers[name], get.headers[name], name);
      // what is streamed has no length, and the HTTP library says 0 of it to a HEAD
      if (!["/metrics", "/v1/checks", "/v1/export"].includes(path) && !/\/(check|page)$/.test(path))
        assert.equal(Number(head.headers["content-length"]), Buffer.byteLength(get.text));
      for (const answer of [get, head]) assertCors(answer);
    });

  test(`${path}: OPTIONS and the methods that are not there`, async () => {
    const options = await samrad.request("OPTIONS", path);
    assert.equal(options.status, 204);
    assert.equal(options.text, "");
    assert.deepEqual(list(options.headers.allow), allowed(item));
    for (const method of [...METHODS, "TRACE", "PROPFIND"].filter((name) => !item[name.toLowerCase()])) {
      const answer = await samrad.request(method, path, {
        key: samrad.keys.admin,
        ...(["POST", "PUT", "PATCH"].includes(method) ? { body: {} } : {}),
      });
      assertProblem(answer, 405);
      assert.deepEqual(list(answer.headers.allow), allowed(item));
    }
    assertCors(options);
  });
}

test("a preflight is answered, for reads", async () => {
  const answer = await samrad.request("OPTIONS", "/v1/bodies/radet", {
    headers: {
      origin: "https://portal.example",
      "access-control-request-method": "GET",
      "access-control-request-headers": "authorization",
    },
  });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers["access-control-allow-origin"], "*");
  assert.match(answer.headers["access-control-allow-methods"], /GET/);
  assert.doesNotMatch(answer.headers["access-control-allow-methods"], /PUT|POST|PATCH|DELETE/);
  for (const name of ["Authorization", "If-None-Match", "Accept-Language", "Samrad-Min-Revision"])
    assert.ok(list(answer.headers["access-control-allow-headers"]).includes(name), name);
  assert.equal(answer.headers["access-control-allow-credentials"], undefined);
});

test("what only reads may be asked across origins with POST, too", async () => {
  const methods = async (path) => list((await samrad.request("OPTIONS", path)).headers["access-control-allow-methods"]);
  assert.deepEqual(await methods("/v1/bodies/radet/check"), ["GET", "HEAD", "OPTIONS", "POST"]);
  assert.deepEqual(await methods("/v1/minutes/parse"), ["OPTIONS", "POST"]);
  for (const path of ["/v1/bodies", "/v1/transactions", "/v1/import", "/v1/keys"]) assert.doesNotMatch(String(await methods(path)), /PO|PU|PA|DE/, path);
});

test("faults can be read across origins too", async () => {
  for (const answer of [
    await samrad.get("/v1/bodies/borte"),
    await samrad.get("/v1/bodies?x=1"),
    await samrad.get("/v1/nope"),
    await samrad.post("/v1/bodies", {}, { key: null }),
  ])
    assertCors(answer);
});

for (const path of [
  "/v1",
  "/v1/",
  "/v2/bodies",
  "/v1/bodies/",
  "//v1/bodies",
  "/v1//bodies",
  "/v1/bodies/radet/",
  "/v1/bodies/radet/nope",
  "/v1/bodies/radet/rules/x",
  "/v1/Bodies",
  "/index.html",
  "/v1/bodies/radet/../utvalget",
  "/../etc/passwd",
  "/v1/openapi",
  "/health",
  "/metrics/",
  "/v1/bodies;x=1",
  `/${"a/".repeat(200)}`,
  "/v1/nokler",
])
  test(`${path.slice(0, 60)} is nothing, and says so`, async () => {
    const answer = await samrad.get(path);
    assert.ok([400, 404].includes(answer.status), `${answer.status}`);
    assertProblem(answer, answer.status);
    assertProblem(await samrad.put(path, {}), answer.status);
    const options = await samrad.request("OPTIONS", path);
    assertProblem(options, options.status);
    assert.ok([400, 404].includes(options.status));
  });

for (const accept of [
  "text/html",
  "application/rss+xml",
  "text/plain",
  "application/json;q=0",
  "*/*;q=0",
  "image/*",
  "application/json;q=0, text/html",
  "application/jsonx",
  "text/html,application/xhtml+xml",
])
  test(`Accept: ${accept} cannot be had`, async () => {
    // a check can be had as a picture, too
    const check = accept === "image/*" ? [] : ["/v1/bodies/radet/check"];
    for (const path of ["/v1/bodies", "/v1/bodies/radet", "/health/live", ...check])
      assertProblem(await samrad.get(path, { headers: { accept } }), 406);
    assertProblem(await samrad.post("/v1/bodies", { name: { nb: "N" }, kind: "forum" }, { headers: { accept } }), 406);
    assert.equal((await samrad.ids("/v1/bodies?kind=forum")).length, 0);
  });

for (const accept of [
  "*/*",
  "application/*",
  "application/json",
  "APPLICATION/JSON",
  "text/html, */*;q=0.1",
  "text/html;q=0.9, application/json;q=0.5",
  "application/json; charset=utf-8",
  "application/json;q=0.001",
  "text/html, application/xhtml+xml, application/xml;q=0.9, image/avif, */*;q=0.8",
])
  test(`Accept: ${accept} gets JSON`, async () => {
    const answer = await samrad.get("/v1/bodies/radet", { headers: { accept } });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers["content-type"], /^application\/json/);
  });

test("the contract is YAML only for those who take YAML, the measurements text", async () => {
  assert.match(
    (await samrad.get("/v1/openapi.yaml", { headers: { accept: "application/yaml" } })).headers["content-type"],
    /^application\/yaml/,
  );
  assertProblem(await samrad.get("/v1/openapi.yaml", { headers: { accept: "application/json" } }), 406);
  assertProblem(await samrad.get("/metrics", { headers: { accept: "application/json" } }), 406);
  assert.equal((await samrad.get("/metrics", { headers: { accept: "text/plain" } })).status, 200);
});

test("a request's id is taken over when it is one, and made when not", async () => {
  const id = async (value) => (await samrad.get("/health/live", { headers: { "x-request-id": value } })).headers["x-request-id"];
  assert.equal(await id("portal-0123.abc_DEF"), "portal-0123.abc_DEF");
  for (const value of ["short", "x".repeat(65), "with space in", 'quote"quote"', "semi;colon;", "<script>alert</script>"]) {
    const made = await id(value);
    assert.notEqual(made, value);
    assert.match(made, /^[0-9a-f]{32}$/);
  }
});

test("no answer can be taken for something else", async () => {
  for (const answer of [await samrad.get("/v1/bodies/radet"), await samrad.get("/v1/nope"), await samrad.get("/metrics")])
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
});

test("a body where none belongs is not read as one", async () => {
  const answer = await samrad.request("GET", "/v1/bodies/radet", { body: "{", headers: { "content-type": "application/json" } });
  assert.equal(answer.status, 200, answer.text);
});

samrad.endsCleanly();
