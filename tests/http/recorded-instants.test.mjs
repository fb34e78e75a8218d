// What a resource says of when it was written, and what was recorded when: a poll misses nothing that commits late, and the register
// as it was known at a resource's updatedAt has it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { Session } from "./database.mjs";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);

test("what was known at a resource's updatedAt has the version that says so, also cut to milliseconds", async () => {
  for (const name of ["Kari En", "Kari To"]) {
    const written = await samrad.put("/v1/persons/kari", { name });
    const at = written.json.updatedAt;
    for (const instant of [at, at.replace(/(\.\d{3})\d*Z$/, "$1Z")])
      assert.equal((await samrad.get(`/v1/persons/kari?knownAt=${instant}`)).json.name, name, instant);
  }
  const made = await samrad.put("/v1/persons/ny-person", { name: "Ny" });
  assert.equal((await samrad.get(`/v1/persons/ny-person?knownAt=${made.json.updatedAt}`)).status, 200);
});

test("a poll misses nothing of a transaction that began before it and was committed after it", async () => {
  const session = new Session(samrad.cluster, samrad.database);
  const put = (collection, id, document) =>
    `insert into register.${collection} (id, data, json) values ('${id}', '${JSON.stringify(document)}', '${JSON.stringify(document)}');`;
  await session.run(`set samrad.bound = '*'; begin; ${put("persons", "sen", { name: "Sen" })}`);
  const since = await samrad.sql("select register.instant(clock_timestamp())");
  await samrad.put("/v1/persons/imens", { name: "Imens" });
  await session.run(put("organisations", "sene", { name: { nb: "Sene" }, kind: "association" }) + put("bodies", "sent", { name: { nb: "Sent" }, kind: "council" }) + "commit;");
  await session.close();
  const found = async (collection) => (await samrad.get(`/v1/${collection}?modifiedSince=${since}`)).json.items.map((item) => item.id).sort();
  assert.deepEqual(await found("persons"), ["imens", "sen"]);
  assert.deepEqual(await found("organisations"), ["sene"]);
  assert.deepEqual(await found("bodies"), ["sent"]);
});
