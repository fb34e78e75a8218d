// Webhooks: who may subscribe to what, what arrives and how it is signed, and what becomes of messages whose receiver is
// slow, broken, gone, or somewhere that nobody may be sent to.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled, sleep } from "./pace.mjs";
import { assertSigned, Receiver } from "./receiver.mjs";

// An attempt that the receiver here, on a machine that is busy, does not answer in time is made again: what comes once would come twice.
const PATIENCE_MS = Math.min(scaled(3000), 60000);
const environment = { SAMRAD_WEBHOOK_PRIVATE: "1", SAMRAD_WEBHOOK_RETRY_MS: String(scaled(100)), SAMRAD_WEBHOOK_TIMEOUT_MS: String(PATIENCE_MS) };
const samrad = await startSamrad({ environment });
await samrad.store(...foundation);
const receiver = await new Receiver().start();
after(() => receiver.stop());

async function subscribe(body, options) {
  const answer = await samrad.post("/v1/webhooks", { url: receiver.url(), ...body }, options);
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
}

/** A subscription for the length of a test, with a receiver that begins anew. */
async function withWebhook(body, run, options) {
  receiver.clear();
  const webhook = await subscribe(body, options);
  try {
    return await run(webhook);
  } finally {
    await samrad.delete(`/v1/webhooks/${webhook.id}`, { key: samrad.keys.admin });
  }
}

const person = (id, name = "Navn") => samrad.store([`/v1/persons/${id}`, { name }]);
const deliveries = (id, query = "") => samrad.all(`/v1/webhooks/${id}/deliveries${query}`, { key: samrad.keys.writer });
const state = async (id) => (await samrad.get(`/v1/webhooks/${id}`, { key: samrad.keys.writer })).json.state;

async function eventually(what, holds, ms = 15000) {
  for (const end = performance.now() + scaled(ms); performance.now() < end; await sleep(30)) if (await holds()) return;
  assert.fail(`never: ${what}`);
}

test("a new secret signs at once, and the one before it, too, for a day", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id, secret }) => {
    const answer = await samrad.post(`/v1/webhooks/${id}/secret`);
    assert.equal(answer.status, 200, answer.text);
    assert.notEqual(answer.json.secret, secret);
    assert.match(answer.json.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal("secret" in (await samrad.get(`/v1/webhooks/${id}`, { key: samrad.keys.writer })).json, false);
    await person("roterer");
    await eventually("a message", () => receiver.messages.length === 1);
    const [message] = receiver.messages;
    const signatures = message.headers["webhook-signature"].split(" ");
    assert.equal(signatures.length, 2);
    for (const [n, one] of [answer.json.secret, secret].entries())
      assertSigned({ ...message, headers: { ...message.headers, "webhook-signature": signatures[n] } }, one);
    await samrad.sql(`update register.webhooks set former_until = now() - interval '1 second' where id = '${id}'`);
    await person("roterer", "Igjen");
    await eventually("another", () => receiver.messages.length === 2);
    assert.equal(receiver.messages[1].headers["webhook-signature"].split(" ").length, 1);
    assertSigned(receiver.messages[1], answer.json.secret);
  });
  assertProblem(await samrad.post("/v1/webhooks/ingen/secret"), 404);
  assertProblem(await samrad.post("/v1/webhooks/ingen/secret", undefined, { key: samrad.keys.reader }), 403);
});

test("a subscription is made, shown without its secret, changed, and ended", async () => {
  const made = await samrad.post("/v1/webhooks", { url: receiver.url(), types: ["persons"], description: "Prøve" });
  assert.equal(made.status, 201, made.text);
  const { id, secret, ...rest } = made.json;
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal(made.headers.location, `/v1/webhooks/${id}`);
  assert.equal(made.headers.etag, '"1"');
  const key = samrad.keys.writer;
  const shown = await samrad.get(`/v1/webhooks/${id}`, { key });
  assert.deepEqual(shown.json, { id, ...rest });
  assert.deepEqual((await samrad.get("/v1/webhooks", { key })).json.items, [{ id, ...rest }]);
  const changed = await samrad.patch(`/v1/webhooks/${id}`, { types: null, active: false }, { headers: { "if-match": '"1"' } });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.json.version, 2);
  assert.equal("types" in changed.json, false);
  assert.equal("secret" in changed.json, false);
  assertProblem(await samrad.patch(`/v1/webhooks/${id}`, { active: true }, { headers: { "if-match": '"1"' } }), 412);
  assertProblem(await samrad.delete(`/v1/webhooks/${id}`, { headers: { "if-match": '"1"' } }), 412);
  assert.equal((await samrad.delete(`/v1/webhooks/${id}`, { headers: { "if-match": '"2"' } })).status, 204);
  assertProblem(await samrad.get(`/v1/webhooks/${id}`, { key }), 404);
  assertProblem(await samrad.delete(`/v1/webhooks/${id}`), 404);
});

test("who may not, and what is wrong, is told", async () => {
  for (const text of ['"x"', "1", "null", "[]"]) assertProblem(await samrad.post("/v1/webhooks", text), 422, { pointer: "", code: "type" });
  const paths = [
    ["GET", "/v1/webhooks"],
    ["POST", "/v1/webhooks", { url: receiver.url() }],
    ["GET", "/v1/webhooks/x"],
    ["PATCH", "/v1/webhooks/x", {}],
    ["DELETE", "/v1/webhooks/x"],
    ["GET", "/v1/webhooks/x/deliveries"],
    ["POST", "/v1/webhooks/x/replay", {}],
    ["POST", "/v1/webhooks/x/secret"],
    ["POST", "/v1/webhooks/x/ping"],
  ];
  const key = samrad.keys.writer;
  const { id } = await subscribe({ active: false });
  for (const [method, path, body] of paths) {
    assertProblem(await samrad.request(method, path, { body }), 401);
    assertProblem(await samrad.request(method, path, { body, key: samrad.keys.reader }), 403);
    assertProblem(await samrad.request(method, `${path}?nonsense=1`, { body, key }), 400, { parameter: "nonsense" });
    if (path !== "/v1/webhooks") assertProblem(await samrad.request(method, path, { body, key }), 404);
    if (method !== "DELETE" && (method !== "POST" || path !== "/v1/webhooks"))
      assertProblem(await samrad.request(method, path, { body, key, headers: { accept: "text/csv" } }), 406);
    if (body === undefined) continue;
    const asText = { body: "x", key, headers: { "content-type": "text/plain" } };
    assertProblem(await samrad.request(method, path, asText), 415);
    assertProblem(await samrad.request(method, path, { body: "{", key }), 400);
    assertProblem(await samrad.request(method, path, { body: { url: "x".repeat(1100000) }, key }), 413);
    const there = path.replace("/x", `/${id}`);
    assertProblem(await samrad.request(method, there, { body: { nonsense: 1 }, key }), 422, { code: "unknown_property" });
  }
  await samrad.deleted(`/v1/webhooks/${id}`);
  const wrong = { url: "ftp://x", types: ["keys"], bodies: ["ingen"], findings: 1 };
  const refused = await samrad.post("/v1/webhooks", wrong);
  const faults = ["/url", "/types/0", "/bodies/0", "/findings"].map((pointer) => ({ pointer }));
  assertProblem(refused, 422, ...faults);
  assertProblem(await samrad.post("/v1/webhooks", {}), 422, { code: "required" });
  assertProblem(await samrad.get("/v1/webhooks?cursor=zzz", { key }), 400, { parameter: "cursor" });
});

test("others' subscriptions do not exist, except for an administrator", async () => {
  const other = { key: samrad.keys.writeOnly };
  await withWebhook({}, async ({ id }) => {
    assertProblem(await samrad.get(`/v1/webhooks/${id}`, other), 404);
    assertProblem(await samrad.patch(`/v1/webhooks/${id}`, { active: false }, other), 404);
    assertProblem(await samrad.delete(`/v1/webhooks/${id}`, other), 404);
    assertProblem(await samrad.get(`/v1/webhooks/${id}/deliveries`, other), 404);
    assertProblem(await samrad.post(`/v1/webhooks/${id}/replay`, {}, other), 404);
    assertProblem(await samrad.post(`/v1/webhooks/${id}/ping`, undefined, other), 404);
    assert.deepEqual((await samrad.get("/v1/webhooks", other)).json.items, []);
    assert.equal((await samrad.get("/v1/webhooks", { key: samrad.keys.admin })).json.items.length, 1);
  });
});

test("pages of subscriptions, and no more than fifty", async () => {
  const key = samrad.keys.writeOnly;
  const made = [];
  for (let n = 0; n < 50; n += 1) made.push((await subscribe({ active: false }, { key })).id);
  assertProblem(await samrad.post("/v1/webhooks", { url: receiver.url() }, { key }), 409);
  assert.deepEqual(await samrad.ids("/v1/webhooks?limit=7", { key }), made.sort());
  for (const id of made) await samrad.deleted(`/v1/webhooks/${id}`, { key });
});

test("each change arrives, signed, as the feed has it, and never with restricted members", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id, secret }) => {
    const { cursor } = (await samrad.get("/v1/changes?after=now")).json;
    await samrad.store(["/v1/persons/signert", { name: "Åse «Ø»", gender: "female" }]);
    await samrad.patched("/v1/persons/signert", { name: "Åse" });
    await samrad.deleted("/v1/persons/signert");
    await samrad.store(["/v1/areas/uvedkommende", { name: { nb: "U" }, kind: "district" }]);
    await receiver.until((messages) => messages.length === 3, "the third message");
    await receiver.quiet();
    const { items } = (await samrad.get(`/v1/changes?after=${cursor}&type=persons`)).json;
    assert.deepEqual(receiver.messages.map(({ data }) => data), items);
    assert.deepEqual(
      receiver.messages.map(({ type }) => type),
      ["samrad.persons.created", "samrad.persons.changed", "samrad.persons.deleted"],
    );
    assert.equal("gender" in items[0].data, false);
    for (const [n, message] of receiver.messages.entries()) {
      assertSigned(message, secret);
      assert.match(message.id, /^msg_[0-9a-f]{32}$/);
      assert.equal(message.timestamp, items[n].at);
    }
    const told = await deliveries(id);
    assert.deepEqual(told.map((delivery) => delivery.id), receiver.messages.map((message) => message.id).reverse());
    for (const delivery of told) {
      assert.equal(delivery.status, "delivered");
      assert.equal(delivery.attempts, 1);
      assert.equal(delivery.lastStatus, 200);
      assert.equal(delivery.resource, "signert");
    }
    assert.deepEqual(told.map((delivery) => delivery.cursor), items.map((item) => item.cursor).reverse());
    assert.deepEqual(await samrad.ids(`/v1/webhooks/${id}/deliveries?limit=1`, { key: samrad.keys.writer }), told.map((d) => d.id));
    assert.deepEqual(await deliveries(id, "?status=dead&status=pending"), []);
    const now = (await samrad.get("/v1/changes?after=now")).json.cursor;
    await eventually("the place moves past the rest", async () => (await state(id)).cursor === now);
  });
});

test("filters: types and bodies; an empty list of types is none", async () => {
  await withWebhook({ bodies: ["utvalget"], types: ["memberships", "bodies"] }, async () => {
    const none = await subscribe({ types: [], url: receiver.url("/none") });
    await samrad.store(
      ["/v1/memberships/valgt", { body: "radet", role: "member", person: "ola" }],
      ["/v1/memberships/valgt", { body: "utvalget", role: "member", person: "ola" }],
      ["/v1/memberships/valgt", { body: "radet", role: "member", person: "ola" }],
      ["/v1/meetings/valgt", { body: "utvalget", status: "planned" }],
    );
    await receiver.until((messages) => messages.length === 2, "the second message");
    await receiver.quiet();
    assert.deepEqual(receiver.messages.map(({ path, data }) => [path, data.version]), [["/", 2], ["/", 3]]);
    await samrad.deleted(`/v1/webhooks/${none.id}`);
  });
});

test("a subscription that is paused keeps its place", async () => {
  await withWebhook({ types: ["persons"], active: false }, async ({ id }) => {
    await person("pause-1");
    await receiver.quiet();
    assert.equal(receiver.messages.length, 0);
    await samrad.patched(`/v1/webhooks/${id}`, { active: true });
    await receiver.until((messages) => messages.length === 1, "what came in the meantime");
    assert.equal(receiver.messages[0].data.id, "pause-1");
  });
});

test("a ping arrives", async () => {
  await withWebhook({ types: [] }, async ({ id, secret }) => {
    const { status, json } = await samrad.post(`/v1/webhooks/${id}/ping`);
    assert.equal(status, 200);
    await receiver.until((messages) => messages.length === 1, "the ping");
    const [message] = receiver.messages;
    assert.equal(message.id, json.message);
    assert.equal(message.type, "samrad.ping");
    assert.deepEqual(message.data, { webhook: id });
    assertSigned(message, secret);
  });
});

test("what fails is sent again, under the same id, after longer and longer pauses; what is about the same resource waits", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id }) => {
    let failures = 0;
    receiver.answer = ({ data }) => (data.id === "sliter" && data.version === 1 && (failures += 1) <= 3 ? 500 : 204);
    await person("sliter", "En");
    await person("sliter", "To");
    await person("går-fint".replace("å", "a"), "Andre");
    await receiver.until((messages) => messages.some(({ data }) => data.id === "sliter" && data.version === 2), "the second version");
    const seen = receiver.messages.filter(({ data }) => data.id === "sliter");
    assert.deepEqual(seen.map(({ data }) => data.version), [1, 1, 1, 1, 2]);
    assert.equal(new Set(seen.slice(0, 4).map((message) => message.id)).size, 1);
    const pauses = [1, 2, 3].map((n) => seen[n].arrived - seen[n - 1].arrived);
    assert.ok(pauses[0] >= scaled(79) && pauses[1] >= scaled(159) && pauses[2] >= scaled(319), String(pauses));
    const other = receiver.messages.find(({ data }) => data.id === "gar-fint");
    assert.ok(other.arrived < seen[4].arrived, "the other resource did not wait");
    const [last] = (await deliveries(id)).filter(({ resource }) => resource === "sliter").slice(-1);
    assert.equal(last.attempts, 4);
  });
});

test("redirects are not followed", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id }) => {
    receiver.answer = (_, n) => (n === 0 ? { status: 307, headers: { location: receiver.url("/inward") } } : 200);
    await person("videre");
    await receiver.until((messages) => messages.length === 2, "the second attempt");
    assert.deepEqual(receiver.messages.map(({ path }) => path), ["/", "/"]);
    await eventually("delivered", async () => (await deliveries(id))[0].status === "delivered");
  });
});

test("a receiver that hangs, breaks off, drips or answers without end is a failure that hurts nobody else", async () => {
  await withWebhook({ types: ["persons"], url: receiver.url("/bad") }, async ({ id }) => {
    const good = await subscribe({ types: ["persons"], url: receiver.url("/good") });
    const bad = [
      () => null,
      (response) => (response.destroy(), null),
      (response) => {
        response.writeHead(503, { "content-length": 1000000 });
        response.write("x");
        return null;
      },
      (response) => {
        response.writeHead(500);
        const timer = setInterval(() => response.destroyed ? clearInterval(timer) : response.write("x".repeat(65536)), 1);
        return null;
      },
    ];
    receiver.answer = ({ path }, _, response) => {
      if (path === "/good") return 200;
      const next = bad.shift();
      return next ? next(response) : 200;
    };
    const began = performance.now();
    await person("henger");
    await receiver.until(() => receiver.of("/good").length === 1, "the other subscription's message");
    assert.ok(performance.now() - began < scaled(900));
    await receiver.until(() => receiver.of("/bad").length >= 4, "the fourth attempt", 30000);
    await eventually("delivered in the end", async () => (await deliveries(id))[0].status === "delivered");
    assert.equal((await samrad.get("/health/ready")).status, 200);
    await samrad.deleted(`/v1/webhooks/${good.id}`);
  });
});

test("an answer of any length is an answer, if it says that all is well", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id }) => {
    receiver.answer = () => ({ status: 200, body: "x".repeat(3000000) });
    await person("mye-tilbake");
    await eventually("delivered", async () => (await deliveries(id))[0]?.status === "delivered");
    assert.equal(receiver.messages.length, 1);
  });
});

test("Retry-After is kept", async () => {
  await withWebhook({ types: ["persons"] }, async () => {
    receiver.answer = (_, n) => (n === 0 ? { status: 429, headers: { "retry-after": "2" } } : 200);
    await person("senere-1");
    await receiver.until((messages) => messages.length === 1, "the first attempt");
    await person("senere-2");
    await receiver.until((messages) => messages.length === 3, "both");
    for (const message of receiver.messages.slice(1)) assert.ok(message.arrived - receiver.messages[0].arrived >= 1900);
  });
});

test("410 ends the sending until the subscription is changed", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id }) => {
    receiver.answer = () => 410;
    await person("borte-1");
    await eventually("gone", async () => (await state(id)).gone);
    await person("borte-2");
    await receiver.quiet();
    assert.equal(receiver.messages.length, 1);
    receiver.answer = () => 200;
    await samrad.patched(`/v1/webhooks/${id}`, { url: receiver.url("/nytt") });
    await receiver.until(() => receiver.of("/nytt").length === 1, "what came after");
    assert.equal(receiver.of("/nytt")[0].data.id, "borte-2");
    assert.deepEqual((await deliveries(id, "?status=dead")).map(({ resource }) => resource), ["borte-1"]);
  });
});

test("after three days a message is dead; it is seen, counted, lets the next one through, and can be sent again", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id }) => {
    receiver.answer = () => 503;
    await person("dod", "En");
    await person("dod", "To");
    await receiver.until((messages) => messages.length >= 2, "attempts");
    await samrad.sql("update register.webhook_delivery set first_at = now() - interval '4 days' where first_at is not null and status = 'pending'");
    await eventually("dead", async () => (await state(id)).dead === 1);
    receiver.answer = () => 200;
    await receiver.until((messages) => messages.some(({ data }) => data.version === 2), "the next version");
    const [dead] = await deliveries(id, "?status=dead");
    assert.equal(dead.lastStatus, 503);
    assert.equal(dead.lastError, "answered 503");
    assert.equal(dead.nextAttemptAt, undefined);
    const before = receiver.messages.length;
    assert.deepEqual((await samrad.post(`/v1/webhooks/${id}/replay`, {})).json, { replayed: 1 });
    await receiver.until((messages) => messages.length > before, "the replay");
    assert.equal(receiver.messages.at(-1).id, dead.id);
    assert.equal(receiver.messages.at(-1).data.version, 1);
    await eventually("delivered", async () => (await deliveries(id)).every(({ status }) => status === "delivered"));
    const named = await samrad.post(`/v1/webhooks/${id}/replay`, { messages: [dead.id, `msg_${"0".repeat(32)}`] });
    assert.deepEqual(named.json, { replayed: 1 }, "also what was delivered, if it is named");
    await receiver.until((messages) => messages.length > before + 1, "the second replay");
  });
});

test("a receiver that was away for long gets everything at once when it is back", async () => {
  await withWebhook({ types: ["persons"] }, async ({ id }) => {
    receiver.answer = () => 500;
    for (let n = 0; n < 12; n += 1) await person(`lenge-${n}`);
    await eventually("it fails", async () => (await state(id)).failures >= 5);
    assert.ok(receiver.messages.length < 40, `not called all the time: ${receiver.messages.length}`);
    receiver.answer = () => 200;
    await eventually("nothing is left", async () => (await state(id)).pending === 0);
    assert.equal((await state(id)).failures, 0);
  });
});

const rule = (max) => ["/v1/rules/radet-hoyst", { body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: `Høyst ${max}.` }, max }];

test("who asks for findings is told when a verdict becomes another one, and by what", async () => {
  await withWebhook({ types: [], findings: true, bodies: ["radet"] }, async () => {
    const noted = async () => (await samrad.sql("select revision is not null from register.verdict_progress")) === "t";
    await eventually("the beginning is noted", noted);
    assert.equal(receiver.messages.length, 0, "what was so before is told to nobody");
    await samrad.store(rule(1), ["/v1/memberships/en-for-mye", { body: "radet", role: "member", person: "ola" }]);
    await receiver.until((messages) => messages.some(({ data }) => data.rules.some((r) => r.rule === "radet-hoyst" && r.to === "not_met")), "the finding");
    const [{ type, data }] = receiver.messages.slice(-1);
    assert.equal(type, "samrad.body.verdict");
    assert.equal(data.body, "radet");
    assert.equal(data.to, "not_met");
    assert.match(data.at, /^\d{4}-\d\d-\d\d$/);
    const count = receiver.messages.length;
    await samrad.store(["/v1/bodies/utvalget", { name: { nb: "Utvalget 2" }, kind: "committee" }]);
    await samrad.deleted("/v1/rules/radet-hoyst");
    await receiver.until((messages) => messages.length > count, "the change back");
    const last = receiver.messages.at(-1).data;
    assert.equal(last.from, "not_met");
    assert.deepEqual(last.rules.filter((r) => r.rule === "radet-hoyst"), [{ rule: "radet-hoyst", from: "not_met" }]);
  });
});

test("a general rule that is written tells of the bodies that it applies to", async () => {
  await withWebhook({ types: [], findings: true, bodies: ["radet"] }, async () => {
    await eventually("noted", async () => (await samrad.sql("select count(*) from register.reported_verdict where id = 'radet'")) === "1");
    await samrad.store(["/v1/rules/lov-for-rad", { appliesTo: { bodyKind: ["council"] }, issuedBy: "staten", kind: "size", force: "shall", basis: "stated",
      text: { nb: "Høyst null." }, max: 0 }]);
    await receiver.until((messages) => messages.some(({ data }) => data.body === "radet" && data.rules.some((r) => r.rule === "lov-for-rad" && r.to === "not_met")), "the finding");
    const count = receiver.messages.length;
    await samrad.deleted("/v1/rules/lov-for-rad");
    await receiver.until((messages) => messages.slice(count).some(({ data }) => data.rules.some((r) => r.rule === "lov-for-rad" && !r.to)), "the change back");
  });
});

test("an area that lacks a council is told of, to who asks about all", async () => {
  await samrad.store(["/v1/areas/dalen", { name: { nb: "Dalen" }, kind: "municipality" }],
    ["/v1/bodies/eldrerad-dalen", { name: { nb: "Eldrerådet" }, kind: "council_of_the_elderly", area: "dalen" }],
    ["/v1/rules/eldrerad", { issuedBy: "staten", kind: "existence", force: "shall", basis: "stated", text: { nb: "Ett råd." }, for: { areas: ["dalen"] },
      bodyKind: "council_of_the_elderly", min: 1, coverage: { level: "complete" } }]);
  const told = () => receiver.messages.filter(({ type }) => type === "samrad.rule.verdict").map(({ data }) => data);
  await withWebhook({ types: [], findings: true }, async ({ id }) => {
    await eventually("noted", async () => (await samrad.sql("select parts from register.reported_verdict where collection = 'rules' and id = 'eldrerad'")) === '{"dalen": "met"}');
    await samrad.patch("/v1/bodies/eldrerad-dalen", { validTo: "2020-12-31" });
    await receiver.until(() => told().some(({ to }) => to === "not_met"), "the finding");
    const { rule: of, from, to, areas } = told().at(-1);
    assert.deepEqual([of, from, to, areas], ["eldrerad", "met", "not_met", [{ area: "dalen", from: "met", to: "not_met" }]]);
    await eventually("listed", async () => (await deliveries(id)).some(({ event, resource }) => event === "samrad.rule.verdict" && resource === "eldrerad"));
  });
  receiver.clear();
  await withWebhook({ types: [], findings: true, bodies: ["eldrerad-dalen"] }, async () => {
    await eventually("noted", async () => (await samrad.sql("select count(*) from register.reported_verdict where id = 'eldrerad'")) === "1");
    await samrad.deleted("/v1/rules/eldrerad");
    await eventually("forgotten", async () => (await samrad.sql("select count(*) from register.reported_verdict where id = 'eldrerad'")) === "0");
    assert.deepEqual(told(), []);
  });
});

test("a day that passes is a reason to judge", async () => {
  await withWebhook({ types: [], findings: true, bodies: ["radet"] }, async () => {
    await eventually("noted", async () => (await samrad.sql("select count(*) from register.reported_verdict where id = 'radet'")) === "1");
    await eventually("done", async () => (await samrad.sql("select revision is not null and leased_until < now() from register.verdict_progress")) === "t");
    // as if it had been judged yesterday, when it was otherwise
    await samrad.sql("update register.reported_verdict set verdict = 'met', parts = '{}', day = day - 1 where id = 'radet'");
    await samrad.sql("update register.verdict_progress set day = day - 1");
    await receiver.until((messages) => messages.length === 1, "the verdict of the new day");
    assert.equal(receiver.messages[0].data.from, "met");
  });
});

test("nothing of webhooks is in the feed, and no secret or address in the log", async () => {
  const { items } = (await samrad.get("/v1/changes?limit=500")).json;
  assert.ok(items.every(({ type }) => type !== "webhooks"));
  assert.doesNotMatch(samrad.process.stderr, /whsec_|127\.0\.0\.1:/);
});

test("two failures in a row do not keep a receiver from the next message, three do", async () => {
  const patient = await startSamrad({ environment: { ...environment, SAMRAD_WEBHOOK_RETRY_MS: "3600000" } });
  receiver.clear();
  receiver.answer = () => 500;
  const key = patient.keys.writer;
  const { json } = await patient.post("/v1/webhooks", { url: receiver.url("/tre"), types: ["persons"] });
  const failures = async () => (await patient.get(`/v1/webhooks/${json.id}`, { key })).json.state.failures;
  for (const n of [1, 2, 3]) {
    await patient.store([`/v1/persons/feiler-${n}`, { name: "Feiler" }]);
    await eventually(`failure ${n}`, async () => (await failures()) === n);
  }
  await patient.store(["/v1/persons/feiler-4", { name: "Feiler" }]);
  await receiver.quiet(1500);
  assert.deepEqual(receiver.of("/tre").map(({ data }) => data.id), ["feiler-1", "feiler-2", "feiler-3"]);
  assert.deepEqual(await patient.stop(), { code: 0, signal: null }, patient.process.report());
  await patient.drop();
});

test("whatever a failure is, it is noted at once, and repeated after its own pause", async () => {
  // a claim would last three times as long as the first pause
  const patient = await startSamrad({ environment: { ...environment, SAMRAD_WEBHOOK_RETRY_MS: "20000", SAMRAD_WEBHOOK_TIMEOUT_MS: "60000" } });
  receiver.clear();
  const answers = {
    "/bryter": (response) => (response.destroy(), null),
    "/midt-i": (response) => (response.writeHead(500, { "content-length": 100 }).write("x"), setTimeout(() => response.destroy(), 20), null),
    "/feil": () => 500,
    "/opptatt": () => 503,
    "/videre": () => ({ status: 302, headers: { location: receiver.url("/feil") } }),
    "/langt": () => ({ status: 500, body: "x".repeat(3000000) }),
  };
  receiver.answer = ({ path }, _, response) => answers[path](response);
  const urls = [...Object.keys(answers).map((path) => receiver.url(path)), "http://127.0.0.1:1/stengt", "http://finnes-ikke.invalid/"];
  const key = patient.keys.writer;
  for (const url of urls) {
    const began = performance.now();
    const { id } = (await patient.post("/v1/webhooks", { url, types: ["persons"] })).json;
    await patient.post(`/v1/webhooks/${id}/ping`);
    let told;
    await eventually(`a failure of ${url}`, async () => {
      [told] = (await patient.get(`/v1/webhooks/${id}/deliveries`, { key })).json.items;
      return told?.lastError;
    });
    const pause = Date.parse(told.nextAttemptAt) - Date.parse(told.lastAttemptAt);
    const attempt = performance.now() - began; // took no longer than this
    assert.ok(pause >= 15900 && pause <= 24100 + attempt, `${url}: ${pause} ms, after an attempt of at most ${Math.round(attempt)} ms`);
    assert.deepEqual([told.status, told.attempts], ["pending", 1], url);
  }
  assert.deepEqual(await patient.stop(), { code: 0, signal: null }, patient.process.report());
  await patient.drop();
});

test("without leave, only public addresses with TLS are called, whatever they are written like", async () => {
  const strict = await startSamrad({ environment: { SAMRAD_WEBHOOK_RETRY_MS: "100", SAMRAD_WEBHOOK_TIMEOUT_MS: String(Math.min(scaled(2000), 60000)) } });
  receiver.clear();
  assertProblem(await strict.post("/v1/webhooks", { url: receiver.url() }), 422, { pointer: "/url", code: "https" });
  const hosts = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "0.0.0.0", "10.0.0.1", "172.16.3.4",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "[fe80::1]", "[fd00::1]", "[ff02::1]", "2130706433", "0x7f.1"];
  const ids = new Map();
  for (const host of hosts) {
    const answer = await strict.post("/v1/webhooks", { url: `https://${host}:${receiver.port}/`, types: [] });
    assert.equal(answer.status, 201, `${host}: ${answer.text}`);
    ids.set(host, answer.json.id);
    await strict.post(`/v1/webhooks/${answer.json.id}/ping`);
  }
  const key = strict.keys.writer;
  for (const [host, id] of ids) {
    let error;
    await eventually(`an attempt at ${host}`, async () => {
      [{ lastError: error }] = (await strict.get(`/v1/webhooks/${id}/deliveries`, { key })).json.items;
      return error;
    });
    assert.equal(error, "the address is private", host);
  }
  assert.equal(receiver.messages.length, 0);
  assert.deepEqual(await strict.stop(), { code: 0, signal: null });
  strict.checkLog();
  await strict.drop();
});

test("the service ends at once, whatever it is sending, and the message is sent when it is back", async () => {
  const webhook = await subscribe({ types: ["persons"], url: receiver.url("/slutt") });
  receiver.clear();
  receiver.answer = () => null;
  await person("slutt");
  await receiver.until((messages) => messages.length === 1, "the first attempt");
  const began = performance.now();
  assert.deepEqual(await samrad.stop(), { code: 0, signal: null }, samrad.process.report());
  assert.ok(performance.now() - began < scaled(2500));
  receiver.answer = () => 200;
  await samrad.serve();
  await receiver.until((messages) => messages.length === 2, "the second attempt", 8000);
  await eventually("delivered", async () => (await deliveries(webhook.id))[0].status === "delivered");
});

samrad.endsCleanly();
