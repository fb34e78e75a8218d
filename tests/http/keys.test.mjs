// Who may write: keys that are missing, expired, revoked, for something else, or none at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { refusedBy } from "./refused.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const refused = refusedBy(samrad);
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });

refused("keys", () => {
  const write = (options) => samrad.post("/v1/bodies", body(), options);
  test("none", async () => {
    const answer = await write({ key: null });
    assertProblem(answer, 401);
    assert.match(answer.headers["www-authenticate"], /^Bearer/);
  });
  for (const name of ["expired", "revoked"])
    test(name, async () => {
      assertProblem(await write({ key: samrad.keys[name] }), 401);
      assertProblem(await samrad.get("/v1/bodies", { key: samrad.keys[name] }), 401);
    });
  test("a key for reading does not write", async () => {
    for (const send of [
      (o) => samrad.post("/v1/bodies", body(), o),
      (o) => samrad.put("/v1/bodies/x", body(), o),
      (o) => samrad.patch("/v1/bodies/radet", {}, o),
      (o) => samrad.delete("/v1/bodies/radet", o),
    ]) {
      const answer = await send({ key: samrad.keys.reader });
      assertProblem(answer, 403);
      assert.match(answer.json.detail, /samrad:write/);
    }
  });
  test("garbage", async () => {
    const good = samrad.keys.writer,
      last = good.at(-1) === "0" ? "1" : "0";
    const other = samrad.keys.admin.split("_"),
      mixed = good.split("_");
    mixed[mixed.length - 1] = other.at(-1);
    for (const authorization of [
      "",
      "Bearer",
      "Bearer ",
      "Bearer x",
      `Basic ${Buffer.from("a:b").toString("base64")}`,
      good,
      `Bearer ${good}x`,
      `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good.slice(0, -1)}${last}`,
      `Bearer ${good.toUpperCase()}`,
      `Bearer  ${good}`,
      `Bearer ${mixed.join("_")}`,
      `Bearer ${"x".repeat(5000)}`,
      `Bearer ${good}, Bearer ${good}`,
      "Bearer eyJhbGciOiJub25lIn0.eyJzY29wZSI6InNhbXJhZDphZG1pbiJ9.",
      "Bearer ' or 1=1 --",
    ])
      assertProblem(await write({ key: null, headers: { authorization } }), 401);
  });
  test("a bad key is refused on open reads too: its owner thinks it opens something", async () => {
    assertProblem(await samrad.get("/v1/bodies/radet", { headers: { authorization: "Bearer x" } }), 401);
  });
  test("a key in the address is no key", async () => {
    assertProblem(await samrad.post(`/v1/bodies?key=${samrad.keys.writer}`.slice(0, 80), body(), { key: null }), 401);
  });
  test("the scheme's name is written in any case", async () => {
    assert.equal(
      (await samrad.post("/v1/bodies?dryRun=true", body(), { key: null, headers: { authorization: `bearer ${samrad.keys.writer}` } }))
        .status,
      201,
    );
  });
});

samrad.endsCleanly();
