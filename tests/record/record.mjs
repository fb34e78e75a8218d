// Writes down what the service answers to requests of every kind, so that two versions of it can be compared.
//
//   SAMRAD_BIN=… SAMRAD_TEST_CLUSTER=… node tests/record/record.mjs FILE
//
// One line of JSON for each request: what was asked, the status, the headers that say something, and the body, with what is
// another each time (instants, made ids) replaced by its name. `compare.mjs` compares two such files.

import { createWriteStream } from "node:fs";
import { startSamrad } from "../http/harness.mjs";
import { normalise, normaliseHeaders } from "./normalise.mjs";
import { requests } from "./requests.mjs";

const BODY_MAX = 200000;

const [file] = process.argv.slice(2);
if (!file) throw new Error("record.mjs FILE");
const samrad = await startSamrad({ example: true });
const out = createWriteStream(file);
let count = 0;

/** What a request is called in the recording: nothing in it depends on the answers before. */
function nameOf({ method, path, first = path, headers = {}, body, key }, page) {
  const parts = [method, first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (key) parts.push(`as ${key}`);
  if (body !== undefined) parts.push((typeof body === "string" ? body : JSON.stringify(body)).slice(0, 120));
  if (page > 1) parts.push(`page ${page}`);
  return parts.join(" | ");
}

async function record(request, page = 1) {
  const { method, path, headers, body, key, pages = 1 } = request;
  const answer = await samrad.request(method, path, { headers, body, key: key && samrad.keys[key] });
  const line = { request: nameOf(request, page), status: answer.status, headers: normaliseHeaders(answer.headers), body: normalise(answer.text).slice(0, BODY_MAX) };
  out.write(`${JSON.stringify(line)}\n`);
  count += 1;
  const next = answer.json?.next;
  if (next && page < pages) await record({ ...request, path: next, first: request.first ?? path }, page + 1);
}

for (const request of requests()) await record(request);
await new Promise((done) => out.end(done));
await samrad.stop();
await samrad.drop();
console.log(`${count} answers in ${file}`);
