// Reading one's own writes: an answer is never older than the revision that the caller asks for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled, sleep } from "./pace.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const revision = async () => Number(await samrad.sql("select revision from register.revision_counter"));
const from = (number) => ({ headers: { "samrad-min-revision": String(number) } });
const PATHS = ["/v1/persons/kari", "/v1/persons", "/v1/persons/kari/history", "/v1/bodies/radet/check", "/v1/bodies/radet/page", "/v1/checks", "/v1/bodies/radet/memberships"];

test("what is there is answered at once, whatever was kept before", async () => {
  for (const path of PATHS) await samrad.get(path);
  for (let i = 0; i < 20; i += 1) {
    const written = await samrad.put("/v1/persons/kari", { name: `Kari ${i}` });
    const read = await samrad.get("/v1/persons/kari", from(written.headers["samrad-revision"]));
    assert.equal(read.json.name, `Kari ${i}`);
  }
  for (const path of PATHS) assert.equal((await samrad.get(path, from(await revision()))).status, 200, path);
  for (const number of [0, 1]) assert.equal((await samrad.get("/v1/persons/kari", from(number))).status, 200);
});

test("what another process writes is read as soon as it is committed", async () => {
  for (let i = 0; i < 10; i += 1) {
    await samrad.sql(`begin; select set_config('samrad.bound', '*', true); update register.persons set data = jsonb_set(data, '{name}', '"Utenfra ${i}"'), json = '{"name":"Utenfra ${i}"}' where id = 'ola'; commit`);
    assert.equal((await samrad.get("/v1/persons/ola", from(await revision()))).json.name, `Utenfra ${i}`);
  }
});

test("a revision that comes in time is waited for", async () => {
  const next = (await revision()) + 1;
  const reading = samrad.get("/v1/persons/kari", from(next));
  await sleep(300);
  await samrad.patched("/v1/persons/kari", { name: "Ventet på" });
  assert.equal((await reading).json.name, "Ventet på");
});

test("one that does not come is 503 after two seconds, with a time to wait", async () => {
  for (const path of ["/v1/persons/kari", "/v1/checks"]) {
    const started = Date.now();
    const answer = await samrad.get(path, from((await revision()) + 1000));
    assertProblem(answer, 503);
    assert.match(answer.headers["retry-after"], /^[1-9]/);
    const ms = Date.now() - started;
    assert.ok(ms >= scaled(1900) && ms < scaled(6000), `${ms} ms`);
  }
});

test("what is no revision is 400", async () => {
  for (const value of ["-1", "x", "1.5", "", "99999999999999999999"])
    assertProblem(await samrad.get("/v1/persons/kari", from(value)), 400, { header: "Samrad-Min-Revision" });
});

samrad.endsCleanly();
