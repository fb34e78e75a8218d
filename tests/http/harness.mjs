// Starts the service on a database of its own, with keys of every sort, and holds it to ending cleanly: exit status 0,
// nothing on standard error but its log, and in the log one line for each request, without anything confidential.
//
// SAMRAD_BIN is the program, SAMRAD_TEST_CLUSTER the folder of a PostgreSQL cluster's socket. SAMRAD_EXCHANGES, if it is
// set, is the file that gets everything that was asked and answered.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import net from "node:net";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "./client.mjs";
import { clusterFolder, createDatabase, databaseUrl, dropDatabase, Session, sql } from "./database.mjs";
import { scaled, until } from "./pace.mjs";

const run = promisify(execFile);
const START_ATTEMPTS = 5;
const START_MS = 20000;
const END_MS = 20000;
const FILE_MS = 240000;
export const PAGES_MAX = 200;
/** The service's own limits of time, as it has them where nothing is set, on this machine. */
const LIMITS = {
  SAMRAD_WAIT_MS: String(scaled(1000)),
  SAMRAD_STATEMENT_TIMEOUT_MS: String(scaled(5000)),
  SAMRAD_DRAIN_MS: String(scaled(10000)),
};

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const KEYS = {
  admin: "samrad:admin",
  writer: "samrad:read samrad:write",
  writeOnly: "samrad:write",
  reader: "samrad:read",
  expired: "samrad:admin",
  revoked: "samrad:admin",
};

function program(environment) {
  if (!environment.SAMRAD_BIN) throw new Error("SAMRAD_BIN must name the samrad program");
  return environment.SAMRAD_BIN;
}

export async function freePort() {
  const server = net.createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const children = new Set();
function killChildren() {
  for (const child of children) {
    child.wanted = false;
    child.kill("SIGKILL");
  }
}
process.on("exit", killChildren);
if (process.env.NODE_TEST_CONTEXT) after(killChildren); // what a test that failed has left would keep the file from ending
// A test that waits for ever must not keep the whole run waiting.
setTimeout(() => {
  console.error(`this file has taken more than ${scaled(FILE_MS) / 1000} s`);
  process.exit(1);
}, scaled(FILE_MS)).unref();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => process.exit(1));

/** One run of `samrad serve`. */
export class Process {
  stderr = "";
  listens = false;
  ending = false; // by our will

  constructor(environment) {
    this.child = spawn(program(environment), ["serve"], { env: environment, stdio: ["ignore", "ignore", "pipe"] });
    children.add(this.child);
    this.ended = new Promise((done) => {
      this.child.on("close", (code, signal) => {
        children.delete(this.child);
        if (this.listens && !this.ending && this.child.wanted !== false) this.#died(code, signal);
        done({ code, signal });
      });
    });
    this.child.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr += text;
    });
  }

  /** Nothing that follows would say more than this. */
  #died(code, signal) {
    console.error(`the service died: status ${code}, signal ${signal}\n${this.report()}`);
    process.exit(1);
  }

  /** True once it listens; false if it ended instead. */
  async started() {
    const deadline = Date.now() + scaled(START_MS);
    while (Date.now() < deadline) {
      this.listens = this.stderr.includes('"event":"started"');
      if (this.listens) return true;
      if (this.child.exitCode !== null || this.child.signalCode !== null) return false;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error(`the service does not start: ${this.stderr}`);
  }

  async end(signal = "SIGTERM") {
    this.ending = true;
    this.child.kill(signal);
    const late = setTimeout(() => this.child.kill("SIGKILL"), scaled(END_MS));
    const how = await this.ended;
    clearTimeout(late);
    return how;
  }

  /** What stands on standard error and is no log: the report of a sanitizer. */
  report() {
    return this.stderr
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("{"))
      .slice(0, 60)
      .join("\n");
  }

  /** The log, line by line. */
  log() {
    return this.stderr
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        try {
          return JSON.parse(line);
        } catch {
          throw new Error(`not a line of the log: ${line}\n${this.report()}`);
        }
      });
  }
}

class Samrad {
  keys = {};

  constructor(cluster, database, environment) {
    this.cluster = cluster;
    this.database = database;
    this.environment = { ...process.env, ...LIMITS, DATABASE_URL: databaseUrl(cluster, database), ...environment };
  }

  /** Runs another subcommand of the program, or (in the last place: {binary}) of another program. */
  async command(...args) {
    const other = typeof args.at(-1) === "object" ? args.pop().binary : null;
    const { stdout } = await run(other ?? program(this.environment), args, { env: this.environment, maxBuffer: 1 << 26 });
    return stdout.trimEnd();
  }

  sql(text) {
    return sql(this.cluster, this.database, text);
  }

  /** Waits until somebody waits for a lock of the database. */
  async untilLocked() {
    const waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    assert.ok(await until(async () => (await this.sql(waiting)) !== "0"), "nobody waits for a lock");
  }

  /** Waits until the service works on nothing but the question whether it does: what was asked before is answered or given up. */
  async untilIdle() {
    const inFlight = async () => Number(/^samrad_requests_in_flight (\d+)/m.exec((await this.get("/metrics")).text)?.[1]);
    assert.ok(await until(async () => (await inFlight()) === 1), "the service does not come to rest");
  }

  /** Runs something while another session is in a transaction in which it has run a statement: one that locks. */
  async whileLocked(statement, run) {
    const session = new Session(this.cluster, this.database);
    await session.run("begin");
    await session.run(statement);
    try {
      return await run(session);
    } finally {
      await session.close();
    }
  }

  async createKeys() {
    for (const [name, scopes] of Object.entries(KEYS))
      this.keys[name] = await this.command("key", "create", "--name", `test ${name}`, "--scopes", scopes);
    await this.sql(`update register.api_key set expires_at = now() - interval '1 second' where name = 'test expired'`);
    await this.command("key", "revoke", this.keyId("revoked"));
  }

  /** The part of a key that is no secret. */
  keyId(name) {
    return this.keys[name].split("_").at(-2);
  }

  async serve() {
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      this.process = new Process({ ...this.environment, SAMRAD_PORT: String(port) });
      if (await this.process.started()) {
        this.client = new Client(port);
        return;
      }
      if (attempt === START_ATTEMPTS) throw new Error(`the service does not start: ${this.process.stderr}`);
    }
  }

  /** Another service on the same database, with the same keys; it is to be stopped. */
  async beside(environment = {}) {
    const other = new Samrad(this.cluster, this.database, environment);
    other.keys = this.keys;
    await other.serve();
    return other;
  }

  request(method, path, options) {
    return this.client.request(method, path, options);
  }

  get(path, options) {
    return this.request("GET", path, options);
  }

  /** Writes have the key of a writer unless another is given, or null. */
  #write(method, path, body, options = {}) {
    return this.request(method, path, { key: this.keys.writer, ...options, body });
  }

  post(path, body, options) {
    return this.#write("POST", path, body, options);
  }

  put(path, body, options) {
    return this.#write("PUT", path, body, options);
  }

  patch(path, body, options) {
    return this.#write("PATCH", path, body, options);
  }

  delete(path, options) {
    return this.#write("DELETE", path, undefined, options);
  }

  /** A change that a test stands on. */
  async patched(path, body, options) {
    const answer = await this.patch(path, body, options);
    assert.equal(answer.status, 200, `PATCH ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  /** A deletion that a test stands on. */
  async deleted(path, options) {
    const answer = await this.delete(path, options);
    assert.equal(answer.status, 204, `DELETE ${path}: ${answer.status} ${answer.text}`);
  }

  raw(bytes, options) {
    return this.client.raw(bytes, options);
  }

  /** Stores resources that a test stands on, in order; any refusal is a fault of the test. */
  async store(...resources) {
    for (const [path, body] of resources) {
      const answer = await this.put(path, body, { key: this.keys.admin });
      assert.ok([200, 201].includes(answer.status), `PUT ${path}: ${answer.status} ${answer.text}`);
    }
  }

  /** All items of a list, page by page. */
  async all(path, options) {
    const items = [];
    for (let next = path; next !== null;) {
      const answer = await this.get(next, options);
      assert.equal(answer.status, 200, `${next}: ${answer.text}`);
      items.push(...answer.json.items);
      next = answer.json.next;
    }
    return items;
  }

  async ids(path, options) {
    return (await this.all(path, options)).map(({ id }) => id);
  }

  async stop(signal) {
    this.client.close();
    return this.process.end(signal);
  }

  #checkLogLines(lines) {
    const expected = new Map();
    for (const { id, method, status } of this.client.exchanges.filter((exchange) => exchange.id)) {
      const key = `${id} ${method} ${status}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const found = new Map();
    for (const { requestId, method, status } of lines) {
      const key = `${requestId} ${method} ${status}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    for (const [key, count] of expected) assert.equal(found.get(key), count, `log lines of the request ${key}`);
  }

  /** Holds the log to its promises: one line a request, a reason for each 503, nothing confidential in it. */
  checkLog() {
    const lines = this.process.log();
    for (const line of lines) {
      assert.match(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.ok(["info", "warning", "error"].includes(line.level), JSON.stringify(line));
    }
    const requests = lines.filter(({ event }) => event === "request");
    this.#checkLogLines(requests);
    for (const line of requests)
      for (const member of ["requestId", "method", "status", "us", "bytes"])
        assert.ok(member in line, `${member} is missing: ${JSON.stringify(line)}`);
    for (const line of requests) if (line.status === 503) assert.ok(line.detail, `the log does not say why: ${JSON.stringify(line)}`);
    const text = this.process.stderr;
    assert.doesNotMatch(text, /bearer|authorization/i);
    for (const key of Object.values(this.keys)) assert.ok(!text.includes(key.split("_").at(-1)), "a key's secret is logged");
    for (const { path } of this.client.exchanges) {
      const query = path.split("?")[1];
      if (query) assert.ok(!text.includes(query), `the query of ${path} is logged`);
    }
  }

  async drop() {
    await dropDatabase(this.cluster, this.database);
  }

  /** To be called last in a test file: adds the test that the service came through it all unharmed. */
  endsCleanly() {
    test("the service ends with status 0, and its log is in order", async () => {
      const { code, signal } = await this.stop();
      await this.drop();
      assert.deepEqual({ code, signal }, { code: 0, signal: null }, this.process.report());
      this.checkLog();
    });
  }
}

/** A migrated database, with the example register if asked for, keys, and no service yet. */
export async function prepareSamrad({ example = false, environment = {}, cluster = clusterFolder() } = {}) {
  const samrad = new Samrad(cluster, await createDatabase(cluster), environment);
  await samrad.command("migrate");
  if (example) {
    const folder = join(root, "db/example");
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(".ndjson"))
      .map((name) => join(folder, name));
    await samrad.command("import", ...files);
  }
  await samrad.createKeys();
  return samrad;
}

export async function startSamrad(options) {
  const samrad = await prepareSamrad(options);
  await samrad.serve();
  return samrad;
}

/** Holds an answer to being a problem with this status, and with faults like these among its errors. */
export function assertProblem(answer, status, ...faults) {
  const told = `${answer.method} ${answer.path}: ${answer.status} ${answer.text.slice(0, 2000)}`;
  assert.equal(answer.status, status, told);
  assert.match(answer.headers["content-type"] ?? "", /^application\/problem\+json/, told);
  assert.equal(answer.json.status, status, told);
  assert.match(answer.json.type, /^\/problems\/[a-z-]+$/, told);
  assert.equal(answer.json.requestId, answer.headers["x-request-id"], told);
  assert.doesNotMatch(answer.text, /select |insert |pg_|SQLSTATE|<html/i, told);
  for (const fault of faults) {
    const found = (answer.json.errors ?? []).some((error) =>
      Object.entries(fault).every(([name, value]) => (value instanceof RegExp ? value.test(error[name]) : error[name] === value)),
    );
    assert.ok(found, `no ${JSON.stringify(fault, (_, value) => (value instanceof RegExp ? String(value) : value))} in ${told}`);
  }
}
