// Holds what the service answered in the tests against the contract: every status is documented, every body fits its
// schema, every header that belongs there is there. And it says which operations and documented statuses no test has met.
//
//     node verify-exchanges.mjs EXCHANGES OPENAPI
//
// EXCHANGES is the file that the tests of tests/http and tests/faults wrote: one exchange a line.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { faultsOf, loadContract } from "./contract.mjs";

const SHOWN_MAX = 40;
const UNDOCUMENTED = [409, 414, 429, 431, 503]; // what `default` stands for: a race, sizes of the request, a rate, an overload
const METHODS = ["get", "post", "put", "patch", "delete"];
const CORS = ["access-control-allow-origin", "access-control-expose-headers"];

const [exchangesFile, contractFile] = process.argv.slice(2);
if (!contractFile) {
  console.error("usage: node verify-exchanges.mjs EXCHANGES OPENAPI");
  process.exit(64);
}
const contract = loadContract(contractFile);
const { document, ajv } = contract;
const met = new Map(); // operationId -> statuses
let passed = 0;
const failures = [];

const routes = Object.entries(document.paths)
  .map(([path, item]) => ({
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{[^}]+\}/g, "([^/]+)")}$`),
    open: path.includes("{"),
    item,
  }))
  .sort((a, b) => a.open - b.open);

function resolve(value) {
  return value?.$ref
    ? value.$ref
        .slice(2)
        .split("/")
        .reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], document)
    : value;
}

function operationOf({ method, path }) {
  const route = routes.find(({ pattern }) => pattern.test(path.split("?")[0]));
  const name = method === "HEAD" ? "get" : method.toLowerCase();
  return { known: route !== undefined, operation: METHODS.includes(name) ? route?.item[name] : undefined };
}

const compiled = new Map();
/** The validator of a response's schema, which may stand anywhere in the document. */
function validatorOf(schema) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) {
    const absolute = JSON.parse(key, (name, value) => (name === "$ref" ? `contract${value}` : value));
    compiled.set(key, ajv.compile(absolute));
  }
  return compiled.get(key);
}

function* bodyFaults(schema, value) {
  const validate = validatorOf(schema);
  if (!validate(value))
    for (const error of validate.errors.slice(0, 5)) yield `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`;
}

/** A read without `fields` answers whole resources: in a list all but the tombstones. */
function* wholeFaults(exchange, operation, value) {
  const { complete, action } = operation["x-samrad"];
  if (!complete || exchange.status !== 200 || new URL(exchange.path, "http://x").searchParams.has("fields")) return;
  const items = action === "list" ? value.items.filter(({ deleted }) => !deleted) : [value];
  for (const { included: _, ...item } of items)
    for (const fault of bodyFaults(complete, item)) yield `${item.id} is not whole: ${fault}`;
}

function* contentFaults(exchange, operation, response) {
  const { headers, body, method } = exchange;
  const types = Object.keys(response.content ?? {});
  const type = headers["content-type"]?.split(";")[0].trim();
  if (types.length === 0) {
    if (body !== "") yield "a body where none is documented";
    return;
  }
  if (!types.includes(type)) {
    yield `${type} is not among ${types}`;
    return;
  }
  if (method === "HEAD") return;
  const json = /[/+]json$/.test(type);
  const value = json ? JSON.parse(body) : body;
  yield* bodyFaults(response.content[type].schema, value);
  if (type === "application/json") yield* wholeFaults(exchange, operation, value);
}

const isJson = (headers) => /[/+]json\b/.test(headers["content-type"]);

/** Which of the documented headers must be there in this exchange; the others may. */
function* neededHeaders({ status, path, method, body, headers }, action) {
  const trial = new URL(path, "http://x").searchParams.get("dryRun") === "true";
  const write = ["create", "put", "patch", "delete"].includes(action) && status < 300;
  if (status === 200 || status === 201 || status === 304) yield "ETag";
  if (status === 201) yield "Location";
  if (status === 401) yield "WWW-Authenticate";
  if (status === 503 || status === 429) yield "Retry-After";
  // a share of what is under way at once is no rate
  if (status === 429 && !/samtidig|samstundes|at once/.test(body)) yield* ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
  if (write) yield trial ? "Samrad-Dry-Run" : "Samrad-Revision";
  if (action === "list" && status === 200) yield "Samrad-Revision";
  if (["list", "history"].includes(action) && method === "GET" && status === 200 && isJson(headers) && JSON.parse(body).next !== null) yield "Link";
  if (headers.link !== undefined) yield "Link";
}

function* headerFaults(exchange, response, action) {
  const documented = response.headers ?? {};
  for (const name of neededHeaders(exchange, action))
    if (documented[name] && exchange.headers[name.toLowerCase()] === undefined) yield `the header ${name} is missing`;
  for (const [name, header] of Object.entries(documented)) {
    const text = exchange.headers[name.toLowerCase()];
    if (text === undefined) continue;
    const { schema } = resolve(header);
    const value = resolve(schema).type === "integer" ? Number(text) : text;
    for (const fault of bodyFaults(schema, value)) yield `the header ${name}: ${fault}`;
  }
}

const isPage = (operation) => operation?.responses["200"]?.content?.["text/html"] !== undefined;

/** What holds for every answer, documented or not. Only the operations that are pages answer in HTML. */
function* commonFaults({ status, headers, body, method }, operation) {
  if (!headers["x-request-id"]) yield "the header X-Request-Id is missing";
  for (const name of CORS) if (!headers[name]) yield `the header ${name} is missing`;
  const html = /html/i.test(headers["content-type"] ?? "");
  if (html && isPage(operation)) {
    if (!headers["content-security-policy"]) yield "a page without a policy";
    return;
  }
  if (html || (/^\s*</.test(body) && !/^(image\/svg|application\/atom|application\/xml)/.test(headers["content-type"] ?? ""))) yield "an answer in HTML";
  if (status >= 500 && status !== 503) yield `a fault of the service: ${status}`;
  if (status === 405 && !headers.allow) yield "the header Allow is missing";
  if (status < 400 || method === "HEAD") return;
  if (!/^application\/problem\+json/.test(headers["content-type"] ?? "")) yield "a problem that is not application/problem+json";
  else for (const fault of faultsOf(contract, "Problem", JSON.parse(body))) yield `the problem: ${fault}`;
}

function* faultsOfExchange(exchange) {
  const { known, operation } = operationOf(exchange);
  yield* commonFaults(exchange, operation);
  const leadsOn = exchange.status === 308 && exchange.path.split("?")[0].endsWith("/"); // a page's address with a slash too many
  if (!known && exchange.status < 400 && !leadsOn) yield "an answer at an address that the contract does not have";
  if (!operation) {
    if (known && !(exchange.method === "OPTIONS" && exchange.status === 204) && ![400, 405, 414, 431].includes(exchange.status))
      yield "no such operation";
    return;
  }
  const status = String(exchange.status);
  const response = resolve(operation.responses[status] ?? operation.responses.default);
  if (operation.responses[status] && exchange.method !== "HEAD") {
    if (!met.has(operation.operationId)) met.set(operation.operationId, new Set());
    met.get(operation.operationId).add(status);
  } else if (!operation.responses[status] && !UNDOCUMENTED.includes(exchange.status)) {
    yield `the status ${status} is not documented`;
  }
  yield* contentFaults(exchange, operation, response);
  yield* headerFaults(exchange, response, operation["x-samrad"].action);
}

function check(exchange) {
  const faults = [...faultsOfExchange(exchange)];
  if (faults.length === 0) passed += 1;
  else
    failures.push(
      `${exchange.test}: ${exchange.method} ${exchange.path.slice(0, 150)} ${exchange.status}: ${faults.slice(0, 3).join("; ")}`,
    );
}

function checkCoverage() {
  for (const item of Object.values(document.paths))
    for (const operation of METHODS.map((method) => item[method]).filter(Boolean))
      for (const status of Object.keys(operation.responses).filter((name) => name !== "default")) {
        if (met.get(operation.operationId)?.has(status)) passed += 1;
        else failures.push(`no test has met ${status} of ${operation.operationId}`);
      }
}

for await (const line of createInterface({ input: createReadStream(exchangesFile) })) check(JSON.parse(line));
checkCoverage();
for (const failure of failures.slice(0, SHOWN_MAX)) console.error(failure);
if (failures.length > SHOWN_MAX) console.error(`and ${failures.length - SHOWN_MAX} more`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
