// Whoever is bound to organisations writes only what hangs below bodies that they establish or keep the secretariat of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation, minutes } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(
  ...foundation,
  ["/v1/organisations/kommunen", { name: { nb: "Kommunen" }, kind: "municipality" }],
  ["/v1/offices/radmannen", { title: { nb: "Rådmannen" }, organisation: "kommunen" }],
  ["/v1/bodies/nabolaget", { name: { nb: "Nabolaget" }, kind: "forum", establishedBy: ["laget"], secretariat: [{ office: "radmannen" }] }],
  ["/v1/bodies/fremmed", { name: { nb: "Fremmed" }, kind: "forum", establishedBy: ["laget"], secretariat: [{ body: "radet" }] }],
  ["/v1/rules/fremmed-storrelse", { body: "fremmed", kind: "size", force: "shall", basis: "stated", text: { nb: "To." }, min: 2 }],
  ["/v1/memberships/fremmed-ola", { body: "fremmed", role: "member", person: "ola" }],
  ["/v1/meetings/fremmed-mote", { body: "fremmed", status: "held", date: "2024-02-01" }],
  ["/v1/minutes/fremmed-mote", minutes("fremmed-mote", 1)],
  ["/v1/waivers/fremmed-fritak", { rule: "fremmed-storrelse", ground: { nb: "Ikke nå." } }],
  ["/v1/rules/avtalt", { agreement: "avtalen", kind: "statement", force: "shall", basis: "stated", text: { nb: "Så." } }],
);
const keyFor = (...organisations) =>
  samrad.command("key", "create", "--name", `for ${organisations.join(" ")}`, "--scopes", "samrad:read samrad:write", "--organisations", organisations.join(" "));
const key = await keyFor("etaten");
const kommunen = await keyFor("kommunen");
Object.assign(samrad.keys, { etaten: key, kommunen });
const etaten = { key, headers: { "accept-language": "en" } };
const size = (body, n = 3) => ({ body, kind: "size", force: "should", basis: "stated", text: { nb: "Høyst." }, max: n });
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });

test("what hangs below one's own body can be written", async () => {
  for (const [path, document] of [
    ["/v1/rules/egen", size("radet")],
    ["/v1/memberships/egen", { body: "radet", role: "member", person: "ola" }],
    ["/v1/waivers/egen", { rule: "egen", ground: { nb: "Grunn." } }],
    ["/v1/meetings/eget", { body: "radet", status: "planned" }],
    ["/v1/minutes/eget", minutes("eget", 1)],
    ["/v1/bodies/eget", body({ establishedBy: ["etaten"], within: "radet" })],
  ]) {
    assert.equal((await samrad.put(path, document, etaten)).status, 201, path);
    assert.equal((await samrad.patch(path, {}, etaten)).status, 200, path);
  }
  assert.equal((await samrad.patch("/v1/bodies/radet", { shortName: "R" }, etaten)).status, 200);
  for (const path of ["minutes/eget", "meetings/eget", "waivers/egen", "memberships/egen", "rules/egen", "bodies/eget"])
    await samrad.deleted(`/v1/${path}`, etaten);
});

test("what became of an action is said by those who keep its body", async () => {
  await samrad.store(["/v1/minutes/motet", minutes("motet", 1)]);
  assert.equal((await samrad.patch("/v1/actions/motet-a1", { status: "done" }, etaten)).status, 200);
  assertProblem(await samrad.patch("/v1/actions/fremmed-mote-a1", { status: "done" }, etaten), 403, { code: "kept_by_others" });
  assert.equal((await samrad.get("/v1/actions/fremmed-mote-a1")).json.status, "unknown");
  await samrad.deleted("/v1/minutes/motet");
});

test("an office in the secretariat is its organisation's; a body in it gives nobody authority", async () => {
  assert.equal((await samrad.patch("/v1/bodies/nabolaget", { shortName: "N" }, { key: kommunen })).status, 200);
  const answer = await samrad.patch("/v1/bodies/fremmed", { shortName: "F" }, etaten);
  assertProblem(answer, 403, { pointer: "", code: "kept_by_others" });
});

test("in a transaction each refusal stands at its operation", async () => {
  const operations = [
    { method: "PUT", path: "/v1/rules/egen", body: size("radet") },
    { method: "PUT", path: "/v1/memberships/ny", body: { body: "nabolaget", role: "member", person: "kari" } },
    { method: "DELETE", path: "/v1/memberships/fremmed-ola" },
    { method: "PATCH", path: "/v1/bodies/fremmed", body: { shortName: "F" } },
  ];
  const answer = await samrad.post("/v1/transactions", { operations }, etaten);
  assertProblem(
    answer,
    403,
    { pointer: "/operations/1/body/body", code: "kept_by_others" },
    { pointer: "/operations/2/body", code: "kept_by_others" },
    { pointer: "/operations/3/body", code: "kept_by_others" },
  );
  assert.equal(answer.json.errors.length, 3);
  assert.equal((await samrad.get("/v1/rules/egen")).status, 404);
  assert.equal((await samrad.post("/v1/transactions", { operations: operations.slice(0, 1) }, etaten)).status, 200);
  await samrad.deleted("/v1/rules/egen", etaten);
});

test("the refusal says which body, who keeps it, and to whom the caller is bound, in three languages", async () => {
  const refused = (language) =>
    samrad.put("/v1/memberships/ny", { body: "nabolaget", role: "member", person: "kari" }, { key, headers: { "accept-language": language } });
  const english = await refused("en");
  assertProblem(english, 403, {
    pointer: "/body",
    code: "kept_by_others",
    detail: "The body 'nabolaget' is established by, or has its secretariat in: kommunen, laget.",
  });
  assert.equal(english.json.errors.length, 1);
  assert.match(english.json.detail, /: etaten\.$/);
  const details = [english, await refused("nb"), await refused("nn")].map(({ json }) => json.detail + json.errors[0].detail);
  assert.equal(new Set(details).size, 3);
  for (const detail of details) for (const word of ["nabolaget", "kommunen", "etaten"]) assert.ok(detail.includes(word), detail);
});

const foreign = {
  "a membership": ["PUT", "memberships/ny", { body: "fremmed", role: "member", person: "kari" }, "/body"],
  "a change of a membership": ["PATCH", "memberships/fremmed-ola", { role: "deputy" }, "/body"],
  "a deletion": ["DELETE", "memberships/fremmed-ola", undefined, "/body"],
  "a rule": ["POST", "rules", size("fremmed"), "/body"],
  "a meeting": ["POST", "meetings", { body: "fremmed", status: "planned" }, "/body"],
  "minutes": ["PUT", "minutes/fremmed-mote", minutes("fremmed-mote", 1, 2), "/meeting"],
  "a waiver": ["POST", "waivers", { rule: "fremmed-storrelse", ground: { nb: "G" } }, "/rule"],
  "the body itself": ["PATCH", "bodies/fremmed", { shortName: "F" }, ""],
  "taking a body over": ["PUT", "bodies/fremmed", body({ establishedBy: ["etaten"] }), ""],
  "taking a body over by a patch": ["PATCH", "bodies/fremmed", { secretariat: [{ organisation: "etaten" }] }, ""],
  "moving a membership into another's body": ["PATCH", "memberships/radet-kari", { body: "fremmed" }, "/body"],
  "moving a membership out of another's body": ["PATCH", "memberships/fremmed-ola", { body: "radet" }, "/body"],
  "moving a meeting out of another's body": ["PATCH", "meetings/fremmed-mote", { body: "radet" }, "/body"],
  "moving a waiver to another's rule": ["POST", "waivers", { rule: "fremmed-storrelse", body: "fremmed", ground: { nb: "G" } }, "/rule"],
};
for (const [what, [method, path, document, pointer]] of Object.entries(foreign))
  test(`others' bodies: ${what}`, async () => {
    const before = await samrad.get("/v1/bodies?count=true&limit=1");
    const options = { ...etaten, body: document };
    assertProblem(await samrad.request(method, `/v1/${path}?dryRun=true`, options), 403, { pointer });
    const answer = await samrad.request(method, `/v1/${path}`, options);
    assertProblem(answer, 403, { pointer, code: "kept_by_others", detail: /fremmed.*laget/ });
    const after = await samrad.get("/v1/bodies?count=true&limit=1");
    assert.equal(after.headers["samrad-revision"], before.headers["samrad-revision"], "something was written");
  });

test("one's own body is not given away, nor left with nobody", async () => {
  assertProblem(await samrad.patch("/v1/bodies/radet", { establishedBy: ["laget"] }, etaten), 403, {
    pointer: "/establishedBy",
    code: "would_be_kept_by_others",
  });
  assertProblem(await samrad.patch("/v1/bodies/radet", { establishedBy: null }, etaten), 403, {
    pointer: "/establishedBy",
    code: "kept_by_nobody",
  });
  assertProblem(await samrad.post("/v1/bodies", body(), etaten), 403, { pointer: "/establishedBy", code: "kept_by_nobody" });
  assertProblem(await samrad.post("/v1/bodies", body({ establishedBy: ["laget"] }), etaten), 403, { code: "would_be_kept_by_others" });
  assert.equal((await samrad.post("/v1/bodies", body({ secretariat: [{ organisation: "etaten" }] }), etaten)).status, 201);
});

// What binds another needs his word: a key that is bound to him, too, or an administrator's.
const both = await keyFor("etaten", "laget");
const shared = body({ establishedBy: ["etaten", "laget"] });
await samrad.store(["/v1/bodies/felles", shared], ["/v1/bodies/alene", body({ establishedBy: ["etaten"] })]);
const binding = {
  "a body that others are said to establish": ["POST", "bodies", shared, "/establishedBy", "names_others", /laget/],
  "another founder": ["PATCH", "bodies/alene", { establishedBy: ["etaten", "laget"] }, "/establishedBy", "names_others", /laget/],
  "another's secretariat": ["PATCH", "bodies/alene", { secretariat: [{ organisation: "kommunen" }] }, "/secretariat", "names_others", /kommunen/],
  "another's office in the secretariat": ["PATCH", "bodies/alene", { secretariat: [{ office: "radmannen" }] }, "/secretariat", "names_others", /kommunen/],
  "a founder who is left out": ["PATCH", "bodies/felles", { establishedBy: ["etaten"] }, "/establishedBy", "evicts_others", /laget/],
  "a body that others keep, too, deleted": ["DELETE", "bodies/felles", undefined, "", "evicts_others", /laget/],
  "a place within another's body": ["PATCH", "bodies/alene", { within: "fremmed" }, "/within", "kept_by_others", /fremmed.*laget/],
  "a place within a body that nobody keeps": ["PATCH", "bodies/alene", { within: "utvalget" }, "/within", "kept_by_nobody", /utvalget/],
  "a new body within another's": ["POST", "bodies", body({ establishedBy: ["etaten"], within: "nabolaget" }), "/within", "kept_by_others", /nabolaget.*laget/],
  "another's body as the secretariat": ["PATCH", "bodies/alene", { secretariat: [{ body: "nabolaget" }] }, "/secretariat", "kept_by_others", /nabolaget/],
};
for (const [what, [method, path, document, pointer, code, detail]] of Object.entries(binding))
  test(`others are not bound: ${what}`, async () => {
    const options = { ...etaten, body: document };
    const answer = await samrad.request(method, `/v1/${path}`, options);
    assertProblem(answer, 403, { pointer, code, detail });
    assert.equal(answer.json.errors.length, 1);
  });

test("who is bound to all of them, or to nobody, may; what others have agreed to can be written on", async () => {
  const made = await samrad.post("/v1/bodies", shared, { key: both });
  assert.equal(made.status, 201, made.text);
  const path = `/v1/bodies/${made.json.id}`;
  assert.equal((await samrad.patch(path, { shortName: "F" }, etaten)).status, 200);
  assert.equal((await samrad.patch(path, { establishedBy: ["etaten"] }, { key: both })).status, 200);
  assert.equal((await samrad.patch(path, { establishedBy: ["etaten", "kommunen"], within: "fremmed" }, { key: samrad.keys.admin })).status, 200);
  assert.equal((await samrad.patch(path, { shortName: "G" }, etaten)).status, 200);
  assert.equal((await samrad.patch(path, { establishedBy: ["kommunen"] }, etaten)).status, 403);
  assert.equal((await samrad.patch(path, { establishedBy: ["etaten"] }, { key: kommunen })).status, 403);
  assert.equal((await samrad.patch(path, { within: null }, etaten)).status, 200);
  await samrad.deleted(path, { key: samrad.keys.admin });
});

test("what hangs below no body is nobody's who is bound", async () => {
  for (const [path, document] of [
    ["organisations", { name: { nb: "O" }, kind: "agency" }],
    ["areas", { name: { nb: "O" }, kind: "district" }],
    ["persons", { name: "Per Nordmann" }],
    ["offices", { title: { nb: "E" }, organisation: "etaten" }],
    ["agreements", { title: { nb: "A" }, kind: "framework" }],
    ["rules", { agreement: "avtalen", kind: "statement", force: "shall", basis: "stated", text: { nb: "S" } }],
    ["waivers", { rule: "avtalt", ground: { nb: "G" } }],
  ])
    assertProblem(await samrad.post(`/v1/${path}`, document, etaten), 403, { code: "not_below_body" });
  assertProblem(await samrad.delete("/v1/persons/ola", etaten), 409);
  assertProblem(await samrad.patch("/v1/organisations/etaten", { shortName: "E" }, etaten), 403, { code: "not_below_body" });
});

test("what is wrong with a document is told before whose it is", async () => {
  assertProblem(await samrad.post("/v1/memberships", { body: "fremmed", role: "chief" }, etaten), 422);
  assertProblem(await samrad.patch("/v1/bodies/fremmed", {}, { ...etaten, headers: { "if-match": '"9"' } }), 412);
});

test("a body that is no longer one's own is lost at once, and a new one is won", async () => {
  await samrad.store(["/v1/bodies/vandrer", body({ establishedBy: ["etaten"] })]);
  const touch = (n, options) => samrad.patch("/v1/bodies/vandrer", { shortName: n }, options);
  assert.equal((await touch("a", etaten)).status, 200);
  assert.equal((await touch("b", { key: kommunen })).status, 403);
  await samrad.patched("/v1/bodies/vandrer", { establishedBy: ["kommunen"] });
  assert.equal((await touch("c", etaten)).status, 403);
  assert.equal((await touch("d", { key: kommunen })).status, 200);
  await samrad.deleted("/v1/bodies/vandrer");
  assert.equal((await samrad.put("/v1/bodies/vandrer", body({ establishedBy: ["etaten"] }), etaten)).status, 201);
});

// The order of writes within a transaction is free, and whoever writes is judged by what comes out of it: asked of the
// database itself, which has to hold against every writer there will be.
const document = (value) => `'${JSON.stringify(value)}'`;
const insert = (table, id, value) => `insert into register.${table} (id, data, json) values ('${id}', ${document(value)}, ${document(value)});`;
const update = (table, id, value) =>
  `update register.${table} set data = ${document(value)}, json = ${document(value)} where id = '${id}';`;
const remove = (table, id) => `delete from register.${table} where id = '${id}';`;
const transaction = (bound, ...statements) =>
  samrad
    .sql(`begin; set local role samrad_service; set local search_path = register, public;
      ${bound === undefined ? "" : `select set_config('samrad.bound', '${bound}', true);`} ${statements.join(" ")} commit;`)
    .then(() => "done")
    .catch((error) => error.stderr);

test("the order within a transaction is free", async () => {
  const own = { name: { nb: "Siste" }, kind: "forum", establishedBy: ["etaten"] };
  const created = await transaction(
    "{etaten}",
    insert("minutes", "siste-mote", minutes("siste-mote", 1)),
    insert("waivers", "siste-fritak", { rule: "siste-regel", ground: { nb: "G" } }),
    insert("memberships", "siste-kari", { body: "siste", role: "member", person: "kari" }),
    insert("rules", "siste-regel", size("siste")),
    insert("meetings", "siste-mote", { body: "siste", status: "held" }),
    insert("bodies", "siste", own),
  );
  assert.equal(created, "done");
  const removed = await transaction(
    "{etaten}",
    remove("bodies", "siste"),
    remove("meetings", "siste-mote"),
    remove("rules", "siste-regel"),
    remove("memberships", "siste-kari"),
    remove("waivers", "siste-fritak"),
    remove("minutes", "siste-mote"),
  );
  assert.equal(removed, "done");
});

test("no order of writes within a transaction wins a body", async () => {
  const mine = { name: { nb: "Fremmed" }, kind: "forum", establishedBy: ["etaten"] };
  const theirs = { ...mine, establishedBy: ["laget"], secretariat: [{ body: "radet" }] };
  const member = { body: "fremmed", role: "member", person: "kari" };
  for (const [what, ...statements] of [
    ["taken, used, and given back", update("bodies", "fremmed", mine), insert("memberships", "x", member), update("bodies", "fremmed", theirs)],
    ["used, then taken", insert("memberships", "x", member), update("bodies", "fremmed", mine)],
    ["moved, then used", update("meetings", "fremmed-mote", { body: "radet", status: "held" }), update("minutes", "fremmed-mote", minutes("fremmed-mote", 1, 2, 3))],
    ["used, then moved", update("minutes", "fremmed-mote", minutes("fremmed-mote", 1, 2, 3)), update("meetings", "fremmed-mote", { body: "radet", status: "held" })],
    ["a rule moved below its waiver", update("waivers", "fremmed-fritak", { rule: "fremmed-storrelse", ground: { nb: "X" } }), update("rules", "fremmed-storrelse", size("radet"))],
    ["deleted with all below it", remove("waivers", "fremmed-fritak"), remove("minutes", "fremmed-mote"), remove("meetings", "fremmed-mote"), remove("rules", "fremmed-storrelse"), remove("memberships", "fremmed-ola"), remove("bodies", "fremmed")],
    ["deleted and made anew", remove("memberships", "fremmed-ola"), insert("memberships", "fremmed-ola", { body: "radet", role: "member", person: "ola" })],
    ["after the constraints were asked early", insert("memberships", "y", { ...member, body: "radet" }), "set constraints all immediate;", insert("memberships", "x", member)],
    ["its waiver for another's rule", insert("waivers", "x", { rule: "fremmed-storrelse", body: "radet", ground: { nb: "G" } })],
  ])
    assert.match(await transaction("{etaten}", ...statements), /beyond the authority of the writer/, what);
});

test("all refusals of a transaction are told at once", async () => {
  const told = await transaction(
    "{etaten}",
    insert("memberships", "x", { body: "fremmed", role: "member", person: "kari" }),
    insert("memberships", "y", { body: "nabolaget", role: "member", person: "kari" }),
    insert("persons", "z", { name: "Zara" }),
  );
  for (const id of ["x", "y", "z"]) assert.match(told, new RegExp(`"id": "${id}"`));
});

test("an import is refused line by line, a transaction operation by operation", async () => {
  const line = (type, id, data) => JSON.stringify({ type, id, data });
  const own = { body: "radet", role: "member", person: "ola" },
    others = { ...own, body: "fremmed" };
  const load = (...lines) =>
    samrad.post("/v1/import", lines.join("\n"), { key, headers: { "content-type": "application/x-ndjson", "accept-language": "en" } });
  const refused = await load(line("memberships", "i-1", own), line("memberships", "i-2", others), line("persons", "i-3", { name: "Per" }));
  assertProblem(refused, 403, { line: 2, pointer: "/data/body", code: "kept_by_others", detail: /fremmed.*laget/ }, { line: 3, code: "not_below_body" });
  assert.equal(refused.json.errors.length, 2);
  assert.equal((await load(line("memberships", "i-1", own))).status, 200);
  const write = (id, document) => ({ method: "PUT", path: `/v1/memberships/${id}`, body: document });
  const together = await samrad.post("/v1/transactions", { operations: [write("i-1", { ...own, role: "chair" }), write("i-2", others)] }, etaten);
  assertProblem(together, 403, { pointer: "/operations/1/body/body", code: "kept_by_others" });
  assert.equal((await samrad.get("/v1/memberships/i-1")).json.role, "member");
});

test("a writer of whom it is not said to whom he is bound writes nothing", async () => {
  const write = insert("persons", "ukjent", { name: "Ukjent" });
  for (const bound of [undefined, ""]) assert.match(await transaction(bound, write), /nobody has said/);
  assert.match(await transaction("{}", write), /beyond the authority/);
  assert.equal(await transaction("*", write), "done");
});

test("a key for an organisation that does not exist, or for everything, is not made", async () => {
  await assert.rejects(keyFor("ingen"), /There is no 'ingen' in organisations/);
  await assert.rejects(
    samrad.command("key", "create", "--name", "a", "--scopes", "samrad:admin", "--organisations", "etaten"),
    /cannot be bound/,
  );
});

samrad.endsCleanly();
