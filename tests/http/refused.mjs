// What is refused must leave nothing behind.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

/** Groups tests in which everything is refused: at the end the register must be as it was. */
export function refusedBy(samrad) {
  const fingerprint = () => samrad.sql("select count(*), coalesce(sum(version), 0) from register.change");
  return (name, run) =>
    describe(name, () => {
      let stored;
      before(async () => {
        stored = await fingerprint();
      });
      run();
      test("nothing is stored", async () => assert.equal(await fingerprint(), stored));
    });
}
