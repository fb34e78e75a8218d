// Receivers of webhooks that are slow, and a service that is killed while it judges for those who ask for verdicts: others are told
// all the same.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { foundation } from "../http/fixtures.mjs";
import { prepareSamrad } from "../http/harness.mjs";
import { scaled, sleep } from "../http/pace.mjs";
import { Receiver } from "../http/receiver.mjs";

const SLOW_MS = scaled(2500);
const samrad = await prepareSamrad({ environment: { SAMRAD_WEBHOOK_PRIVATE: "1", SAMRAD_WEBHOOKS: "4", SAMRAD_WEBHOOK_TIMEOUT_MS: "60000" } });
await samrad.serve();
await samrad.store(...foundation);
const receiver = await new Receiver().start();
after(() => receiver.stop());

/** A subscription of its own path; its messages in order. */
async function subscribe(path, wishes) {
  const made = await samrad.post("/v1/webhooks", { url: receiver.url(path), ...wishes });
  assert.equal(made.status, 201, made.text);
  return made.json.id;
}

test("two receivers that are slow hold up each other only", async () => {
  const hanging = () => new Promise((done) => setTimeout(() => done(200), SLOW_MS));
  receiver.answer = ({ path }) => (path.startsWith("/slow") ? hanging() : 200);
  const ids = [await subscribe("/slow-1", { types: ["persons"] }), await subscribe("/slow-2", { types: ["persons"] }), await subscribe("/quick", { types: ["areas"] })];
  await samrad.store(["/v1/areas/forst", { name: { nb: "Først" }, kind: "district" }]);
  await receiver.until(() => receiver.of("/quick").length === 1, "the first message, by which a receiver is known to be quick", SLOW_MS * 4);
  await samrad.store(...Array.from({ length: 12 }, (_, n) => [`/v1/persons/mange-${n}`, { name: `Person ${n}` }]));
  await receiver.until(() => receiver.of("/slow-1").length && receiver.of("/slow-2").length, "a message to each of the slow ones");
  const latencies = [];
  for (let n = 0; n < 8; n += 1) {
    const began = performance.now();
    await samrad.store([`/v1/areas/raskt-${n}`, { name: { nb: `Raskt ${n}` }, kind: "district" }]);
    await receiver.until(() => receiver.of("/quick").length === n + 2, `message ${n} to the quick one`);
    latencies.push(performance.now() - began);
    await sleep(100);
  }
  assert.ok(Math.max(...latencies) < SLOW_MS, `${latencies.map(Math.round)} ms`);
  receiver.answer = () => 200;
  for (const id of ids) await samrad.deleted(`/v1/webhooks/${id}`);
});

test("killed while it judges: another goes on within a minute", async () => {
  receiver.clear();
  await subscribe("/verdicts", { types: ["areas"], findings: true });
  await samrad.store(["/v1/persons/en", { name: "En" }]);
  const judged = () => samrad.sql("select count(*) from register.reported_verdict");
  for (const deadline = Date.now() + scaled(20000); (await judged()) === "0" && Date.now() < deadline; ) await sleep(100);
  await samrad.whileLocked("lock table register.reported_verdict in access exclusive mode", async () => {
    await samrad.store(["/v1/rules/radet-tre", { body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: "Høyst ingen." }, max: 0 }]);
    await samrad.untilLocked();
    samrad.process.ending = true;
    await samrad.stop("SIGKILL");
  });
  const began = Date.now();
  await samrad.serve();
  await receiver.until(() => receiver.of("/verdicts").some(({ type }) => type === "samrad.body.verdict"), "the verdict", 60000);
  assert.ok(Date.now() - began < scaled(60000));
});

samrad.endsCleanly();
