// Several writes at once: all or nothing, answered in order, refused with all faults of all operations; references that
// point forward; the rules of bodies, judged for the whole.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);

const send = (operations, options = {}) => samrad.post(`/v1/transactions${options.query ?? ""}`, { operations }, options);
const op = (method, path, body, more) => ({ method, path, ...(body === undefined ? {} : { body }), ...more });
const put = (path, body, more) => op("PUT", path, body, more);
const changes = () => samrad.sql("select count(*) from register.change");
const revisions = () => samrad.sql("select count(*) from register.revision");
const person = (name) => ({ name });

async function sent(operations, options) {
  const answer = await send(operations, options);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json.results.length, operations.length);
  return answer;
}

/** Refused with this status and these faults, and nothing is stored. */
async function assertRefused(operations, status, faults, options) {
  const before = await changes();
  const answer = await send(operations, options);
  assertProblem(answer, status, ...faults);
  assert.equal(await changes(), before);
  return answer;
}

describe("what is stored", { concurrency: 1 }, () => {
  test("writes to several collections: answered in order, as each would have been alone, under one revision", async () => {
    const before = Number(await revisions());
    const answer = await sent([
      put("/v1/persons/tora", person("Tora")),
      op("POST", "/v1/persons", person("Uten id")),
      put("/v1/bodies/nytt", { name: { nb: "Nytt" }, kind: "forum" }),
      op("PATCH", "/v1/persons/ola", { name: "Ola N." }),
      put("/v1/memberships/nytt-tora", { body: "nytt", role: "member", person: "tora" }),
      put("/v1/persons/kari", person("Kari Nordmann")),
    ]);
    const { results } = answer.json;
    assert.deepEqual(results.map(({ status }) => status), [201, 201, 201, 200, 201, 200]);
    assert.deepEqual(results.map(({ etag }) => etag), ['"1"', '"1"', '"1"', '"2"', '"1"', '"1"']);
    assert.deepEqual(
      results.map(({ location }) => location),
      ["/v1/persons/tora", `/v1/persons/${results[1].body.id}`, "/v1/bodies/nytt", undefined, "/v1/memberships/nytt-tora", undefined],
    );
    assert.equal(Number(await revisions()), before + 1);
    for (const { body, etag } of results) {
      const collection = body.role ? "memberships" : body.kind ? "bodies" : "persons";
      const read = await samrad.get(`/v1/${collection}/${body.id}`);
      assert.deepEqual(read.json, body);
      assert.equal(read.headers.etag, etag);
    }
    const revision = await samrad.sql("select revision from register.revision_counter");
    assert.equal(answer.headers["samrad-revision"], revision);
  });

  test("a deletion is answered 204, with nothing more", async () => {
    await samrad.store(["/v1/persons/bort", person("Bort")]);
    const answer = await sent([op("DELETE", "/v1/persons/bort", undefined, { ifMatch: '"1"' })]);
    assert.deepEqual(answer.json, { results: [{ status: 204 }] });
    assert.equal((await samrad.get("/v1/persons/bort")).status, 404);
  });

  test("an operation sees what those before it did", async () => {
    const answer = await sent([
      put("/v1/persons/flere", person("En")),
      op("PATCH", "/v1/persons/flere", { note: { nb: "To" } }, { ifMatch: '"1"' }),
      op("DELETE", "/v1/persons/flere"),
      put("/v1/persons/flere", person("Tre"), { ifNoneMatch: "*" }),
    ]);
    assert.deepEqual(answer.json.results.map(({ status }) => status), [201, 200, 204, 201]);
    assert.deepEqual(answer.json.results.map(({ etag }) => etag), ['"1"', '"2"', undefined, '"4"']);
    const { items } = (await samrad.get("/v1/persons/flere/history")).json;
    assert.deepEqual(items.map(({ version, operation }) => [version, operation]), [[4, "created"], [3, "deleted"], [2, "changed"], [1, "created"]]);
  });

  test("minutes and their meeting, in either order", async () => {
    const answer = await sent([
      put("/v1/meetings/ny/minutes", { meeting: "ny", items: [{ number: "1", title: { nb: "Saken" } }] }),
      put("/v1/meetings/ny", { body: "radet", status: "held", date: "2025-01-10" }),
    ]);
    assert.deepEqual(answer.json.results.map(({ status }) => status), [201, 201]);
    assert.equal((await samrad.get("/v1/meetings/ny/minutes")).status, 200);
  });

  test("a trial run answers as the transaction would, and stores nothing", async () => {
    const before = await changes();
    const answer = await sent([put("/v1/persons/prove", person("Prøve"))], { query: "?dryRun=true" });
    assert.equal(answer.headers["samrad-dry-run"], "true");
    assert.equal(answer.headers["samrad-revision"], undefined);
    assert.equal(answer.json.results[0].status, 201);
    assert.equal(answer.json.results[0].location, "/v1/persons/prove");
    assert.equal(await changes(), before);
    await assertRefused([op("DELETE", "/v1/persons/prove")], 404, [{ pointer: "/operations/0/path" }], { query: "?dryRun=true" });
  });

  test("a hundred operations, not one more", async () => {
    const many = (count) => Array.from({ length: count }, (_, i) => put(`/v1/persons/mange-${i}`, person(`Nr. ${i}`)));
    await assertRefused(many(101), 422, [{ pointer: "/operations", code: "max_items" }]);
    await sent(many(100));
    assert.equal((await samrad.get("/v1/persons/mange-99")).json.name, "Nr. 99");
  });
});

describe("references", { concurrency: 1 }, () => {
  test("may point forward, in a circle too", async () => {
    await sent([
      put("/v1/memberships/frem", { body: "fremover", role: "member", person: "framtid" }),
      put("/v1/rules/frem", { body: "fremover", kind: "size", force: "should", basis: "stated", text: { nb: "Høyst ni." }, max: 9 }),
      put("/v1/waivers/frem", { rule: "frem", ground: { nb: "Ikke ennå." } }),
      put("/v1/bodies/fremover", { name: { nb: "Fremover" }, kind: "forum", establishedBy: ["framtidsetaten"] }),
      put("/v1/organisations/framtidsetaten", { name: { nb: "Framtidsetaten" }, kind: "agency", sector: "state" }),
      put("/v1/persons/framtid", person("Framtid")),
    ]);
    const { items } = (await samrad.get("/v1/bodies/fremover/memberships")).json;
    assert.deepEqual(items.map(({ id }) => id), ["frem"]);
  });

  test("deletions that leave nothing behind are fine in any order; others are refused, naming the referrers", async () => {
    const order = ["organisations/framtidsetaten", "persons/framtid", "bodies/fremover", "rules/frem", "waivers/frem", "memberships/frem"];
    const all = order.map((path) => op("DELETE", `/v1/${path}`));
    const answer = await assertRefused(all.slice(0, 3), 409, [
      { pointer: "/operations/1", code: "referred_to" },
      { pointer: "/operations/2", code: "referred_to" },
    ]);
    assert.deepEqual(answer.json.referrers.map(({ collection, id }) => `${collection}/${id}`), ["memberships/frem", "memberships/frem", "rules/frem"]);
    await sent(all);
    for (const path of order) assert.equal((await samrad.get(`/v1/${path}`)).status, 404);
  });

  test("to what no operation creates they are faults, with their place", async () => {
    await assertRefused(
      [
        put("/v1/persons/noen", person("Noen")),
        put("/v1/memberships/feil", { body: "finnes-ikke", role: "member", person: "noen" }),
        put("/v1/offices/feil", { title: { nb: "E" }, organisation: "ingen" }),
      ],
      422,
      [
        { pointer: "/operations/1/body/body", code: "unknown_reference" },
        { pointer: "/operations/2/body/organisation", code: "unknown_reference" },
      ],
    );
  });

  test("to what an operation would have created had it been right are no faults of their own", async () => {
    const answer = await assertRefused(
      [put("/v1/memberships/feil", { body: "radet", role: "member", person: "galt" }), put("/v1/persons/galt", { name: 7 }), op("PATCH", "/v1/persons/galt", { name: "G" })],
      422,
      [{ pointer: "/operations/1/body/name", code: "type" }],
    );
    assert.equal(answer.json.errors.length, 1);
  });

  test("what is deleted and still referred to by a later operation is not there", async () => {
    await samrad.store(["/v1/persons/slettes", person("S")]);
    await assertRefused(
      [op("DELETE", "/v1/persons/slettes"), put("/v1/memberships/slettes", { body: "radet", role: "member", person: "slettes" })],
      409,
      [
        { pointer: "/operations/0", code: "referred_to" },
        { pointer: "/operations/1/body/person", code: "unknown_reference" },
      ],
    );
  });

  test("what depends on a document that is referred to forward is checked as well", async () => {
    await assertRefused(
      [
        put("/v1/waivers/krysset", { rule: "krysset", body: "utvalget", ground: { nb: "Nei." } }),
        put("/v1/rules/krysset", { body: "radet", kind: "size", force: "should", basis: "stated", text: { nb: "Høyst ni." }, max: 9 }),
      ],
      422,
      [{ pointer: "/operations/0/body/body", code: "const" }],
    );
  });
});

describe("faults", { concurrency: 1 }, () => {
  test("all of them at once, each at its operation, with the status of the first that is refused", async () => {
    const operations = [
      put("/v1/persons/grei", person("Grei")),
      put("/v1/persons/kari", person("Kari"), { ifMatch: '"99"' }),
      op("PATCH", "/v1/persons/ingen", { name: "I" }),
      op("POST", "/v1/persons", { id: "ola", name: "Ola" }),
      put("/v1/bodies/galt", { name: {}, kind: "council", area: "ingensteds", validFrom: "2024", validTo: "2023" }),
      op("DELETE", "/v1/persons/kari"),
      put("/v1/persons/tora", person("Tora"), { ifNoneMatch: "*" }),
    ];
    const faults = [
      { pointer: "/operations/1/ifMatch", code: "stale" },
      { pointer: "/operations/2/path", code: "no_such_resource" },
      { pointer: "/operations/3", code: "present" },
      { pointer: "/operations/4/body/name" },
      { pointer: "/operations/4/body/validTo", code: "end_before_start" },
      { pointer: "/operations/4/body/area", code: "unknown_reference" },
      { pointer: "/operations/6/ifNoneMatch", code: "present" },
    ];
    await assertRefused(operations, 412, faults);
    await assertRefused(operations.slice(2), 404, [{ pointer: "/operations/0/path" }, { pointer: "/operations/1", code: "present" }]);
    await assertRefused(operations.slice(3), 409, [{ pointer: "/operations/0", code: "present" }]);
    await assertRefused(operations.slice(4), 422, [{ pointer: "/operations/0/body/name" }]);
  });

  test("references that are missing stand beside other faults of the same document", async () => {
    await assertRefused([put("/v1/persons/a", person("A")), put("/v1/bodies/galt", { name: { nb: "G" }, kind: "council", area: "ingensteds" })], 422, [
      { pointer: "/operations/1/body/area", code: "unknown_reference" },
    ]);
  });

  test("a path that is none, one that is no single resource, parameters, a wrong id", async () => {
    await assertRefused(
      [
        put("/v1/nope/x", {}),
        put("/v1/persons", person("X")),
        op("POST", "/v1/transactions", { operations: [] }),
        op("POST", "/v1/bodies/radet/check", {}),
        put("/v1/persons/x?dryRun=true", person("X")),
        put("/v1/persons/X%", person("X")),
        put("/v1/persons/Stor", person("X")),
        op("PATCH", "/v1/bodies", {}),
      ],
      422,
      [
        { pointer: "/operations/0/path", code: "no_such_path" },
        { pointer: "/operations/1", code: "not_in_transaction" },
        { pointer: "/operations/2", code: "not_in_transaction" },
        { pointer: "/operations/3", code: "not_in_transaction" },
        { pointer: "/operations/4/path", code: "unknown_parameter" },
        { pointer: "/operations/5/path", code: "percent_escape" },
        { pointer: "/operations/6/path", code: "pattern" },
        { pointer: "/operations/7", code: "not_in_transaction" },
      ],
    );
  });

  test("an operation that is not one", async () => {
    await assertRefused(
      [
        op("GET", "/v1/persons/kari"),
        { path: "/v1/persons/kari" },
        put("/v1/persons/kari"),
        op("DELETE", "/v1/persons/kari", {}),
        put("/v1/persons/kari", person("K"), { ifMatch: "3" }),
        op("POST", "/v1/persons", person("K"), { ifMatch: '"3"' }),
        put("/v1/persons/kari", person("K"), { when: "now" }),
      ],
      422,
      [
        { pointer: "/operations/0/method", code: "enum" },
        { pointer: "/operations/1", code: "required" },
        { pointer: "/operations/2", code: "required" },
        { pointer: "/operations/3/body", code: "unknown_property" },
        { pointer: "/operations/4/ifMatch", code: "etag" },
        { pointer: "/operations/5/ifMatch", code: "unknown_property" },
        { pointer: "/operations/6/when" },
      ],
    );
    for (const body of [{}, { operations: [] }, { operations: {} }, { operations: [7] }, [], 7, { operations: [put("/v1/persons/a", person("A"))], more: 1 }])
      assertProblem(await samrad.post("/v1/transactions", body), 422);
    assertProblem(await samrad.post("/v1/transactions", "{"), 400, { code: "json_syntax" });
    assertProblem(await samrad.post("/v1/transactions", { operations: [] }, { headers: { "content-type": "text/plain" } }), 415);
    assertProblem(await samrad.post("/v1/transactions", { operations: [] }, { headers: { accept: "text/csv" } }), 406);
    assertProblem(await samrad.post("/v1/transactions", " ".repeat(1100000)), 413);
    assertProblem(await samrad.post("/v1/transactions?prove=1", { operations: [] }), 400);
  });

  test("a national identity number is told once, a patch that breaks the schema where it breaks it", async () => {
    const answer = await assertRefused(
      [put("/v1/persons/fnr", person("Kari 01010750160")), op("PATCH", "/v1/persons/kari", { name: null })],
      422,
      [{ pointer: "/operations/0/body/name", code: "national_identity_number" }, { pointer: /^\/operations\/1\/body/ }],
    );
    assert.equal(answer.json.errors.filter(({ code }) => code === "national_identity_number").length, 1);
  });

  test("who may not write, or not this", async () => {
    const operations = [put("/v1/persons/kari", person("K"))];
    assertProblem(await send(operations, { key: null }), 401);
    assertProblem(await send(operations, { key: samrad.keys.reader }), 403);
    await assertRefused([put("/v1/persons/k1", person("K")), put("/v1/persons/k2", { name: "K", gender: "female" })], 403, [{ pointer: "/operations/1/body/gender", code: "restricted" }], {
      key: samrad.keys.writeOnly,
    });
  });

  test("two that overlap each other", async () => {
    const membership = { body: "utvalget", role: "member", person: "kari", validFrom: "2024-01-01" };
    await assertRefused([put("/v1/memberships/o1", membership), put("/v1/memberships/o2", membership)], 422, [{ pointer: "/operations/1/body/validFrom", code: "overlap" }]);
    await sent([put("/v1/memberships/o1", membership)]);
    await sent([op("PATCH", "/v1/memberships/o1", { validTo: "2024-12-31" }), put("/v1/memberships/o2", { ...membership, validFrom: "2025-01-01" })]);
  });

  test("a circle that no single operation makes", async () => {
    await samrad.store(["/v1/bodies/ring-a", { name: { nb: "A" }, kind: "forum" }], ["/v1/bodies/ring-b", { name: { nb: "B" }, kind: "forum" }]);
    await assertRefused([op("PATCH", "/v1/bodies/ring-a", { within: "ring-b" }), op("PATCH", "/v1/bodies/ring-b", { within: "ring-a" })], 422, [{ code: "circle" }]);
  });
});

describe("rules", { concurrency: 1 }, () => {
  const strict = { headers: { prefer: "handling=strict" } };
  const member = (body, n) => put(`/v1/memberships/${body}-${n}`, { body, role: "member", person: "kari", organisation: n });
  const membership = (body, organisation) => ({ body, role: "member", person: "kari", organisation });

  test("are judged before the first and after the last operation, never in between", async () => {
    await samrad.store(
      ["/v1/bodies/regel", { name: { nb: "Regel" }, kind: "council", coverage: { memberships: { level: "complete" } } }],
      ["/v1/rules/regel", { body: "regel", kind: "size", force: "shall", basis: "stated", text: { nb: "Nøyaktig én." }, min: 1, max: 1 }],
      ["/v1/memberships/regel-staten", membership("regel", "staten")],
    );
    const answer = await sent([op("DELETE", "/v1/memberships/regel-staten"), member("regel", "etaten")], strict);
    assert.equal(answer.json.findings, undefined);
    assert.equal(answer.headers["preference-applied"], "handling=strict");
    const both = [member("regel", "staten"), member("regel", "laget")];
    const refused = await assertRefused(both, 422, [{ pointer: "", code: "would_break" }], strict);
    assert.deepEqual(refused.json.findings.map(({ body, rule, code }) => [body, rule, code]), [["regel", "regel", "not_met"]]);
    const told = await sent(both);
    assert.deepEqual(told.json.findings.map(({ body, rule, code }) => [body, rule, code]), [["regel", "regel", "not_met"]]);
  });

  test("of a body that is made in the same transaction are told, and not refused: nothing was kept before", async () => {
    const answer = await sent(
      [
        put("/v1/rules/ferskt", { body: "ferskt", kind: "size", force: "shall", basis: "stated", text: { nb: "Minst to." }, min: 2 }),
        put("/v1/bodies/ferskt", { name: { nb: "Ferskt" }, kind: "council", coverage: { memberships: { level: "complete" } } }),
        member("ferskt", "etaten"),
      ],
      strict,
    );
    assert.deepEqual(answer.json.findings.map(({ body, code }) => [body, code]), [["ferskt", "not_met"]]);
  });
});

samrad.endsCleanly();
