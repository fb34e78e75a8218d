// The commands that load and write out the register, on the database itself.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { prepareSamrad } from "./harness.mjs";

const samrad = await prepareSamrad();
const folder = mkdtempSync(join(tmpdir(), "samrad-import-"));
after(async () => {
  rmSync(folder, { recursive: true });
  await samrad.drop();
});

function file(name, text) {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** What a command says and how it ends. */
function run(args, { input, environment = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(process.env.SAMRAD_BIN, args, { env: { ...samrad.environment, ...environment } });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("close", (status) => done({ status, stdout, stderr }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

const line = (id, data) => `${JSON.stringify({ type: "persons", id, data })}\n`;
const count = () => samrad.sql("select count(*) from register.persons");

test("files and standard input, all of it or nothing", async () => {
  const [one, two] = [file("en.ndjson", line("en", { name: "En" })), file("to.ndjson", line("to", { name: "To" }))];
  assert.deepEqual(await run(["import", "--dry-run", one, two]), { status: 0, stdout: "persons: 2 created, 0 changed, 0 unchanged\n", stderr: "" });
  assert.equal(await count(), "0");
  assert.equal((await run(["import", one, two])).status, 0);
  assert.equal((await run(["import", one, "-"], { input: line("tre", { name: "Tre" }) })).stdout, "persons: 1 created, 0 changed, 1 unchanged\n");
  assert.equal(await count(), "3");
});

test("faults are told by file and line, and the status says so", async () => {
  const good = file("god.ndjson", line("god", { name: "God" }) + line("god-to", { name: "God" }));
  const bad = file("feil.ndjson", `${line("feil", { name: 7 })}\nikke json\n${line("feil-to", { name: "x", nmae: "y" })}`);
  const { status, stdout, stderr } = await run(["import", good, bad]);
  assert.equal(status, 65);
  assert.equal(stdout, "");
  assert.deepEqual(stderr.trimEnd().split("\n"), [
    `${bad}:1: /data/name: Must be a string.`,
    `${bad}:3: Is not valid JSON: line 1, column 4.`,
    `${bad}:4: /data/nmae: The member 'nmae' is unknown. Did you mean 'name'?`,
  ]);
  assert.equal(await count(), "3");
});

test("tables", async () => {
  const table = file("navn.csv", "id;name\nen;Én\nfire;Fire\n");
  assert.equal((await run(["import", "--type", "persons", table])).stdout, "persons: 1 created, 1 changed, 0 unchanged\n");
  const more = file("mer.csv", "\uFEFFid,name\r\nfem,Fem\r\nseks,Seks,sju\r\n");
  assert.deepEqual(await run(["import", "--type", "persons", table, more]), {
    status: 65,
    stdout: "",
    stderr: `${more}:3: Has 3 cells, but the header has 2.\n`,
  });
});

test("used wrongly, and without a database", async () => {
  const one = join(folder, "en.ndjson");
  for (const args of [["import"], ["import", "--fort", one], ["import", "--type", "personer", one], ["export", "a", "b"], ["export", "--x"]])
    assert.equal((await run(args)).status, 64, args.join(" "));
  assert.equal((await run(["import", join(folder, "finnes-ikke")])).status, 70);
  const gone = { DATABASE_URL: "postgresql://samrad@/x?host=/finnes/ikke" };
  for (const args of [["import", one], ["export"]]) {
    const { status, stderr } = await run(args, { environment: gone });
    assert.equal(status, 70);
    assert.match(stderr, /^samrad (import|export): ./m);
  }
});

test("an export is there whole or not at all", async () => {
  const target = join(folder, "ut.ndjson");
  assert.deepEqual(await run(["export", target]), { status: 0, stdout: "", stderr: "" });
  const text = readFileSync(target, "utf8");
  assert.equal((await run(["export"])).stdout, text);
  assert.equal(text.trimEnd().split("\n").length, Number(await count()));
  assert.equal(statSync(target).mode & 0o777, 0o600);
  assert.equal((await run(["export", join(folder, "ikke/der.ndjson")])).status, 70);
  await samrad.sql("alter table register.persons rename to borte");
  const before = readdirSync(folder);
  assert.equal((await run(["export", join(folder, "halv.ndjson")])).status, 70);
  await samrad.sql("alter table register.borte rename to persons");
  assert.deepEqual(readdirSync(folder), before);
  assert.ok(!existsSync(join(folder, "halv.ndjson")));
});

test("interrupted, it says that nothing was stored, and nothing was", async () => {
  const child = spawn(process.env.SAMRAD_BIN, ["import", "-"], { env: { ...process.env, ...samrad.environment } });
  let said = "";
  child.stderr.on("data", (piece) => (said += piece));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.stdin.write(`${JSON.stringify({ type: "persons", id: "avbrutt", data: { name: "Avbrutt" } })}\n`);
  const connected = async () => (await samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")) !== "0";
  while (!(await connected())) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill("SIGINT");
  assert.equal(await ended, 130);
  assert.equal(said, "\nsamrad import: interrupted; nothing was stored\n");
  assert.equal(await samrad.sql("select count(*) from register.persons where id = 'avbrutt'"), "0");
});
