// Runs what others make of the contract, on the contract as it is: each tool ends well, says nothing against it, and keeps a time.
//
//     node run.mjs

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startServer } from "./server.mjs";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const SCALE = Number(process.env.SAMRAD_TEST_PACE ?? 1); // of a machine that is slow or busy (tests/http/pace.mjs)
const SHOWN = 3000;
const SPEC = "build/openapi.json";

const server = await startServer();
// [name, seconds that it may take, program, arguments]
const readers = [
  ["swagger-parser", 30, "node", ["--input-type=module", "-e", `import P from "@apidevtools/swagger-parser"; await P.validate("${SPEC}");`]],
  ["Spectral", 240, "spectral", ["lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint", SPEC]],
];
const makers = [
  ["openapi-typescript", 30, "openapi-typescript", [SPEC, "--output", "build/openapi-typescript.ts"]],
  ["orval", 60, "orval", ["--config", "orval.config.mjs"]],
  ["hey-api", 60, "openapi-ts", ["-f", "openapi-ts.config.mjs"]],
  ["swagger-typescript-api", 60, "swagger-typescript-api", ["generate", "-p", SPEC, "-o", "build/swagger", "-n", "api.ts"]],
  ["oazapfts", 30, "oazapfts", [SPEC, "build/oazapfts.ts"]],
  ["kubb", 90, "kubb", ["generate", "--config", "kubb.config.mjs"]],
  ["tsc --strict", 120, "tsc", ["--project", "tsconfig.json"]],
  ["orval's fetch client, compiled", 60, "tsc", ["--project", "tsconfig.fetch.json"]],
  ["orval's fetch client, run", 10, "node", ["build/run/fetch.js", server.address]],
];

/** Runs a program to its end, or to the end of its time. */
function run(program, args, seconds) {
  return new Promise((resolve) => {
    const path = program === "node" ? process.execPath : `${FOLDER}node_modules/.bin/${program}`;
    const child = spawn(path, args, { cwd: FOLDER, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * SCALE * 1000);
    child.on("error", (error) => (said += error.message));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ good: code === 0, said: signal ? `${said}\nended after ${seconds} s` : said });
    });
  });
}

rmSync(`${FOLDER}build`, { recursive: true, force: true });
mkdirSync(`${FOLDER}build`, { recursive: true });
const bundle = await new Promise((resolve) =>
  spawn("/usr/bin/python3", [`${FOLDER}../../../openapi/bundle.py`, `${FOLDER}${SPEC}`], { stdio: "inherit" }).on("close", resolve));
if (bundle !== 0) process.exit(1);
console.log(`the contract has ${readFileSync(`${FOLDER}${SPEC}`).length} bytes`);

let failed = 0;
async function runInTurn(tools) {
  for (const [name, seconds, program, args] of tools) {
    const start = performance.now();
    const { good, said } = await run(program, args, seconds);
    console.log(`${name}: ${good ? "good" : "FAILED"}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
    if (!good) {
      console.error(said.slice(-SHOWN));
      failed += 1;
    }
  }
}
// Spectral takes as long as half of the others, so it runs beside them.
await Promise.all([runInTurn(readers), runInTurn(makers)]);
server.close();
console.log(`${readers.length + makers.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
