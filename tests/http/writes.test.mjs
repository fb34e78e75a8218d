// Writing: create, replace, change, delete; trial runs; the register's revision and each resource's history.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { collections, foundation, minutes } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled, sleep } from "./pace.mjs";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const samrad = await startSamrad();
await samrad.store(...foundation);

const revision = (answer) => Number(answer.headers["samrad-revision"]);
const changes = () => samrad.sql("select count(*) from register.change");
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });

for (const [name, { fresh, patch, wrong, pointer, before, referrer }] of Object.entries(collections)) {
  describe(name, { concurrency: 1 }, () => {
    const id = `skrevet-${name}`,
      path = `/v1/${name}/${id}`;

    test("a resource is created under the id that the client chose, with PUT", async () => {
      if (before) await samrad.store(before(id));
      const answer = await samrad.put(path, fresh(1, id));
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.headers.location, path);
      assert.equal(answer.headers.etag, '"1"');
      const { id: stored, version, createdAt, updatedAt, ...rest } = answer.json;
      assert.deepEqual([stored, version], [id, 1]);
      assert.match(createdAt, INSTANT);
      assert.equal(updatedAt, createdAt);
      assert.deepEqual(rest, fresh(1, id));
      assert.deepEqual((await samrad.get(path)).json, answer.json);
    });

    test("PUT of the same again changes nothing", async () => {
      const before = await changes(),
        first = await samrad.get(path);
      const answer = await samrad.put(path, fresh(1, id));
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json, first.json);
      assert.equal(answer.headers.etag, '"1"');
      assert.equal(await changes(), before);
    });

    test("PATCH changes what it names, keeps the rest, and counts a version", async () => {
      const answer = await samrad.patch(path, patch);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers.etag, '"2"');
      const { version, createdAt, updatedAt, ...rest } = answer.json;
      assert.equal(version, 2);
      assert.ok(updatedAt > createdAt);
      assert.deepEqual(rest, { id, ...fresh(1, id), ...patch });
      assert.deepEqual((await samrad.get(path)).json, answer.json);
    });

    test("PATCH with null removes", async () => {
      const member = Object.keys(patch)[0];
      const answer = await samrad.patch(path, { [member]: fresh(1, id)[member] ?? null });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.version, 3);
      assert.equal(member in answer.json, member in fresh(1, id));
    });

    test("PUT replaces the whole", async () => {
      const answer = await samrad.put(path, { ...fresh(2, id), note: { nb: "Merknad" }, sources: [] });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.version, 4);
      const replaced = await samrad.put(path, fresh(2, id));
      assert.equal(replaced.json.version, 5);
      assert.equal("note" in replaced.json || "sources" in replaced.json, false);
    });

    test("what is wrong is refused, with its place, and nothing is stored", async () => {
      const before = await changes();
      assertProblem(await samrad.put(`${path}-galt`, wrong), 422, { pointer });
      assertProblem(await samrad.post(`/v1/${name}`, wrong), 422, { pointer });
      assertProblem(await samrad.put(path, wrong), 422, { pointer });
      assert.equal(await changes(), before);
      assert.equal((await samrad.get(`${path}-galt`)).status, 404);
    });

    test("a trial run answers as the write would, and stores nothing", async () => {
      const before = await changes(),
        stored = (await samrad.get(path)).json;
      const put = await samrad.put(`${path}?dryRun=true`, { ...fresh(3, id), note: { nb: "Prøve" } });
      assert.equal(put.status, 200, put.text);
      assert.equal(put.json.version, 6);
      assert.deepEqual(put.json.note, { nb: "Prøve" });
      const patched = await samrad.patch(`${path}?dryRun=true`, patch);
      assert.equal(patched.status, 200, patched.text);
      assertProblem(await samrad.put(`${path}?dryRun=true`, wrong), 422, { pointer });
      const deleted = await samrad.delete(`${path}?dryRun=true`);
      assert.equal(deleted.status, 204, deleted.text);
      for (const answer of [put, patched, deleted]) {
        assert.equal(answer.headers["samrad-dry-run"], "true");
        assert.equal(answer.headers["samrad-revision"], undefined);
      }
      assert.equal(await changes(), before);
      assert.deepEqual((await samrad.get(path)).json, stored);
    });

    test("a trial run of a creation leaves no resource", async () => {
      const trial = `prove-${name}`;
      if (before) await samrad.store(before(trial));
      const puts = await samrad.put(`/v1/${name}/${trial}?dryRun=true`, fresh(4, trial));
      assert.equal(puts.status, 201, puts.text);
      assert.equal(puts.json.version, 1);
      const posts = await samrad.post(`/v1/${name}?dryRun=true`, { id: trial, ...fresh(4, trial) });
      assert.equal(posts.status, 201, posts.text);
      assert.equal((await samrad.get(`/v1/${name}/${trial}`)).status, 404);
      assert.equal((await samrad.get(`/v1/${name}/${trial}/history`)).status, 404);
    });

    test("POST makes a new one; a second with the same id is 409", async () => {
      const given = `postet-${name}`;
      if (before) await samrad.store(before(given));
      const answer = await samrad.post(`/v1/${name}`, { id: given, ...fresh(5, given) });
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.headers.location, `/v1/${name}/${given}`);
      assertProblem(await samrad.post(`/v1/${name}`, { id: given, ...fresh(6, given) }), 409);
      assert.equal((await samrad.get(`/v1/${name}/${given}`)).json.version, 1);
    });

    test(
      "a resource that others refer to is not deleted; its referrers are named",
      { skip: referrer ? false : "nothing can refer to these" },
      async () => {
        const [from, what] = referrer(id),
          [, , collection, referring] = from.split("/");
        await samrad.store([from, what]);
        for (const query of ["", "?dryRun=true"]) {
          const answer = await samrad.delete(path + query);
          assertProblem(answer, 409);
          assert.ok(
            answer.json.referrers.some((r) => r.collection === collection && r.id === referring && r.pointer),
            answer.text,
          );
        }
        assert.equal((await samrad.get(path)).status, 200);
        await samrad.deleted(from);
      },
    );

    test("DELETE: 204, then 404, and the history stays", async () => {
      const answer = await samrad.delete(path);
      assert.equal(answer.status, 204, answer.text);
      assert.equal(answer.text, "");
      assertProblem(await samrad.get(path), 404);
      assertProblem(await samrad.delete(path), 404);
      assertProblem(await samrad.patch(path, patch), 404);
      const { items } = (await samrad.get(`${path}/history`)).json;
      assert.equal(items[0].operation, "deleted");
      assert.equal("data" in items[0], false);
    });

    test("created again under the same id, the versions go on", async () => {
      const answer = await samrad.put(path, fresh(7, id));
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.json.version, 7);
      const { items } = (await samrad.get(`${path}/history`)).json;
      assert.deepEqual(
        items.map(({ version }) => version),
        [7, 6, 5, 4, 3, 2, 1],
      );
      assert.deepEqual(
        items.map(({ operation }) => operation),
        ["created", "deleted", "changed", "changed", "changed", "changed", "created"],
      );
    });
  });
}

test("POST without an id gets a UUID of version 7, and they grow", async () => {
  const ids = [];
  for (let i = 0; i < 3; i += 1) {
    const answer = await samrad.post("/v1/bodies", body());
    assert.equal(answer.status, 201, answer.text);
    assert.match(answer.json.id, UUID_V7);
    assert.equal(answer.headers.location, `/v1/bodies/${answer.json.id}`);
    assert.equal((await samrad.get(answer.headers.location)).status, 200);
    ids.push(answer.json.id);
    await sleep(3);
  }
  assert.deepEqual(ids, [...ids].sort());
  const at = Number.parseInt(ids[0].replaceAll("-", "").slice(0, 12), 16);
  assert.ok(Math.abs(Date.now() - at) < scaled(60000));
});

test("minutes posted without an id get their meeting's", async () => {
  await samrad.store(["/v1/meetings/uten-id", { body: "utvalget", status: "held" }]);
  const answer = await samrad.post("/v1/minutes", minutes("uten-id"));
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.headers.location, "/v1/minutes/uten-id");
});

test("the id in the body must be the address's", async () => {
  assertProblem(await samrad.put("/v1/bodies/et-organ", body({ id: "et-annet" })), 422, { pointer: "/id", code: "id_mismatch" });
  assert.equal((await samrad.put("/v1/bodies/et-organ", body({ id: "et-organ" }))).status, 201);
  assertProblem(await samrad.patch("/v1/bodies/et-organ", { id: "et-annet" }), 422, { pointer: "/id" });
});

test("what the register sets may be sent back as it came, and is passed over", async () => {
  const stored = (await samrad.get("/v1/bodies/et-organ")).json;
  const answer = await samrad.put("/v1/bodies/et-organ", { ...stored, version: 77, createdAt: "1999-01-01T00:00:00Z" });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json, stored);
});

test("a merge patch removes, replaces lists whole and merges objects", async () => {
  const path = "/v1/bodies/flettet";
  await samrad.store([path, body({ shortName: "F", note: { nb: "Bokmål", en: "English" }, mandate: [{ nb: "A" }, { nb: "B" }] })]);
  const { json } = await samrad.patch(path, { shortName: null, note: { en: null, nn: "Nynorsk" }, mandate: [{ nb: "C" }] });
  assert.equal("shortName" in json, false);
  assert.deepEqual(json.note, { nb: "Bokmål", nn: "Nynorsk" });
  assert.deepEqual(json.mandate, [{ nb: "C" }]);
  assert.equal((await samrad.patch(path, {})).json.version, 2);
  assert.equal((await samrad.patch(path, { shortName: null })).json.version, 2);
});

test("a merge patch must leave a whole resource", async () => {
  const path = "/v1/bodies/flettet",
    before = (await samrad.get(path)).json;
  assertProblem(await samrad.patch(path, { name: null }), 422, { pointer: "", code: "required" });
  assertProblem(await samrad.patch(path, { name: { nb: null } }), 422, { pointer: "/name" });
  assertProblem(await samrad.patch(path, { kind: "club" }), 422, { pointer: "/kind", code: "enum" });
  assertProblem(await samrad.patch(path, { within: "flettet-finnes-ikke" }), 422, { pointer: "/within", code: "unknown_reference" });
  assertProblem(await samrad.patch(path, { shortNam: "x" }), 422, { pointer: "/shortNam", code: "unknown_property", detail: /shortName/ });
  assertProblem(await samrad.patch(path, [1]), 422, { pointer: "" });
  assertProblem(await samrad.patch(path, '"tekst"'), 422, { pointer: "" });
  assert.deepEqual((await samrad.get(path)).json, before);
});

test("what was read can be sent back as a patch: what the register sets is passed over", async () => {
  const before = (await samrad.get("/v1/bodies/flettet")).json;
  const answer = await samrad.patch("/v1/bodies/flettet", { ...before, version: 99, createdAt: "1999-01-01T00:00:00Z" });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json, before);
});

test("a JSON Patch adds one element and loses none, whoever else adds one", async () => {
  const path = "/v1/bodies/lappet", type = { headers: { "content-type": "application/json-patch+json" } };
  await samrad.store([path, { name: { nb: "Lappet" }, kind: "forum", sources: [{ title: "Én" }] }]);
  const added = await Promise.all(["To", "Tre"].map((title) => samrad.patch(path, [{ op: "add", path: "/sources/-", value: { title } }], type)));
  for (const answer of added) assert.equal(answer.status, 200, answer.text);
  assert.deepEqual((await samrad.get(path)).json.sources.map(({ title }) => title).sort(), ["To", "Tre", "Én"]);
  const several = await samrad.patch(path, [
    { op: "test", path: "/name/nb", value: "Lappet" },
    { op: "replace", path: "/name/nb", value: "Ny lapp" },
    { op: "copy", from: "/name/nb", path: "/shortName" },
    { op: "move", from: "/shortName", path: "/purpose", },
    { op: "replace", path: "/purpose", value: { nb: "a/b" } },
    { op: "remove", path: "/sources/0" },
    { op: "add", path: "/sources/0", value: { title: "Først" } },
  ], type);
  assert.equal(several.status, 200, several.text);
  assert.deepEqual([several.json.name.nb, several.json.purpose, several.json.shortName, several.json.sources[0].title], ["Ny lapp", { nb: "a/b" }, undefined, "Først"]);
  const { etag } = several.headers;
  for (const [patch, fault] of [
    [[{ op: "test", path: "/name/nb", value: "Noe annet" }], { pointer: "/0/value", code: "test_failed" }],
    [[{ op: "remove", path: "/sources/9" }], { pointer: "/0/path", code: "nothing_there" }],
    [[{ op: "add", path: "/ingen/-", value: 1 }], { pointer: "/0/path", code: "nothing_there" }],
    [[{ op: "add", path: "uten", value: 1 }], { pointer: "/0/path", code: "nothing_there" }],
    [[{ op: "add", path: "/sources/-" }], { pointer: "/0", code: "required" }],
    [[{ op: "slett", path: "/sources", value: 1 }], { pointer: "/0/op", code: "enum" }],
    [[{ op: "copy", from: "/ingen", path: "/note" }], { pointer: "/0/from", code: "nothing_there" }],
    [[{ op: "replace", path: "/kind", value: "club" }], { pointer: "/kind", code: "enum" }],
    [[{ op: "remove", path: "/name" }], { pointer: "", code: "required" }],
    [[{ op: "replace", path: "", value: 7 }], { pointer: "", code: "type" }],
    [[{ op: "add", path: "/within", value: "finnes-ikke" }], { pointer: "/within", code: "unknown_reference" }],
    [{ op: "add" }, { pointer: "", code: "type" }],
    [Array.from({ length: 101 }, () => ({ op: "test", path: "/kind", value: "forum" })), { pointer: "", code: "max_items" }],
  ])
    assertProblem(await samrad.patch(path, patch, type), 422, fault);
  assertProblem(await samrad.patch(path, [{ op: "test", path: "/kind", value: "forum" }], { headers: { ...type.headers, "if-match": '"1"' } }), 412);
  assert.equal((await samrad.get(path)).headers.etag, etag);
});

test("PATCH takes both JSON types, and no other", async () => {
  const path = "/v1/bodies/flettet";
  assert.equal((await samrad.patch(path, { shortName: "J" }, { headers: { "content-type": "application/json" } })).status, 200);
  assert.equal(
    (await samrad.patch(path, { shortName: "K" }, { headers: { "content-type": "application/merge-patch+json; charset=UTF-8" } })).status,
    200,
  );
  for (const type of ["text/plain", "application/x-www-form-urlencoded", null])
    assertProblem(await samrad.patch(path, { shortName: "L" }, { headers: { "content-type": type } }), 415);
  assert.equal((await samrad.get(path)).json.shortName, "K");
});

test("null is accepted in a merge patch only", async () => {
  assertProblem(await samrad.put("/v1/bodies/null", body({ shortName: null })), 422, { pointer: "/shortName" });
  assertProblem(await samrad.put("/v1/bodies/null", null), 422, { pointer: "" });
});

test("the revision grows with every write, and not without one", async () => {
  const first = await samrad.put("/v1/persons/revidert", { name: "En" });
  const second = await samrad.patch("/v1/persons/revidert", { name: "To" });
  const same = await samrad.put("/v1/persons/revidert", { name: "To" });
  const gone = await samrad.delete("/v1/persons/revidert");
  assert.deepEqual([second, same, gone].map(revision), [revision(first) + 1, revision(first) + 1, revision(first) + 2]);
  assert.equal(revision(await samrad.get("/v1/persons?limit=1")), revision(gone));
});

test("references within one resource may point to itself", async () => {
  assertProblem(await samrad.put("/v1/bodies/ring", body({ within: "ring" })), 422, { pointer: "/within", code: "circle" });
  assert.equal((await samrad.put("/v1/bodies/selv", body({ reportsTo: [{ body: "selv" }] }))).status, 201);
  await samrad.deleted("/v1/bodies/selv");
});

test("every version says when, by whom and what changed", async () => {
  const path = "/v1/organisations/historisk";
  await samrad.put(path, { name: { nb: "Gammel" }, kind: "agency", shortName: "G" });
  await samrad.put(path, { name: { nb: "Ny" }, kind: "agency", sector: "state" }, { key: samrad.keys.admin });
  await samrad.deleted(path);
  await samrad.post("/v1/organisations", { id: "historisk", name: { nb: "Gjenoppstått" }, kind: "agency" });
  const { items, next } = (await samrad.get(`${path}/history`)).json;
  assert.equal(next, null);
  assert.deepEqual(
    items.map(({ version, operation, by }) => [version, operation, by]),
    [
      [4, "created", "test writer"],
      [3, "deleted", "test writer"],
      [2, "changed", "test admin"],
      [1, "created", "test writer"],
    ],
  );
  assert.deepEqual(items[2].patch, { name: { nb: "Ny" }, shortName: null, sector: "state" });
  assert.equal("patch" in items[0] || "patch" in items[1] || "patch" in items[3], false);
  assert.deepEqual(items[0].data, (await samrad.get(path)).json);
  assert.equal(items[3].data.shortName, "G");
  const times = items.map(({ at }) => at);
  for (const at of times) assert.match(at, INSTANT);
  assert.deepEqual(times, [...times].sort().reverse());
});

test("the history is paged, and goes on while it grows", async () => {
  const path = "/v1/persons/lang-historie";
  for (let i = 1; i <= 7; i += 1) await samrad.put(path, { name: `Navn ${i}` });
  const first = await samrad.get(`${path}/history?limit=3`);
  assert.deepEqual(
    first.json.items.map(({ version }) => version),
    [7, 6, 5],
  );
  assert.deepEqual(first.json.items[2].patch, { name: "Navn 5" });
  assert.equal(first.headers.link, `<${first.json.next}>; rel="next"`);
  await samrad.store([path, { name: "Navn 8" }]);
  const second = await samrad.get(first.json.next);
  assert.deepEqual(
    second.json.items.map(({ version }) => version),
    [4, 3, 2],
  );
  assert.deepEqual(second.json.items[2].patch, { name: "Navn 2" });
  const last = await samrad.get(second.json.next);
  assert.deepEqual(
    last.json.items.map(({ version }) => version),
    [1],
  );
  assert.equal(last.json.next, null);
  assert.equal(last.headers.link, undefined);
  assertProblem(await samrad.get(`${path}/history?cursor=tull`), 400, { parameter: "cursor" });
  assertProblem(await samrad.get("/v1/persons/aldri-vaert/history"), 404);
});

test("dates keep the precision they were written with", async () => {
  const dates = { validFrom: "2018", validTo: "2024-03" };
  await samrad.store(["/v1/bodies/presis", body(dates)]);
  const { validFrom, validTo } = (await samrad.get("/v1/bodies/presis")).json;
  assert.deepEqual({ validFrom, validTo }, dates);
});

test("absent, empty and false stay apart", async () => {
  await samrad.store(
    ["/v1/memberships/uoppgitt", { body: "radet", role: "member" }],
    ["/v1/memberships/ingen", { body: "radet", role: "member", categories: [], traits: [], voting: false }],
  );
  const [absent, empty] = [(await samrad.get("/v1/memberships/uoppgitt")).json, (await samrad.get("/v1/memberships/ingen")).json];
  assert.equal("categories" in absent || "traits" in absent || "voting" in absent, false);
  assert.deepEqual([empty.categories, empty.traits, empty.voting], [[], [], false]);
});

test("what was deleted, made again and deleted again is one tombstone", async () => {
  const path = "/v1/persons/to-ganger";
  for (let n = 0; n < 2; n += 1) {
    await samrad.store([path, { name: "To Ganger" }]);
    await samrad.deleted(path);
  }
  const items = (await samrad.all("/v1/persons?modifiedSince=2020-01-01T00:00:00Z")).filter(({ id }) => id === "to-ganger");
  assert.deepEqual(items.map(({ deleted, version }) => [deleted, version]), [[true, 4]]);
  assert.deepEqual((await samrad.all("/v1/persons?modifiedSince=2999-01-01T00:00:00Z")).map(({ id }) => id), [], "nothing that was deleted before");
});

test("one person may represent two areas in the same role, and one of them only once at a time", async () => {
  const member = { body: "radet", role: "member", person: "ola", organisation: "laget", validFrom: "2020-01-01" };
  await samrad.store(["/v1/memberships/for-bygda", { ...member, area: "bygda" }], ["/v1/memberships/for-fylket", { ...member, area: "fylket" }]);
  assertProblem(await samrad.put("/v1/memberships/for-bygda-igjen", { ...member, area: "bygda" }), 422, { pointer: "/validFrom", code: "overlap" });
  const lines = ["bygda", "fylket"].map((area) => JSON.stringify({ type: "memberships", id: `inn-${area}`, data: { ...member, person: "kari", area } })).join("\n");
  const answer = await samrad.post("/v1/import", lines, { headers: { "content-type": "application/x-ndjson" } });
  assert.equal(answer.status, 200, answer.text);
});

samrad.endsCleanly();
