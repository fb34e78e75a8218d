// Databases for tests, in the cluster that SAMRAD_TEST_CLUSTER names: the folder of its socket, where the superuser
// samrad is trusted.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const OWN_PSQL = "/usr/lib/postgresql/15/bin/psql";
const PSQL = existsSync(OWN_PSQL) ? OWN_PSQL : "psql";
let made = 0;

export function clusterFolder() {
  const folder = process.env.SAMRAD_TEST_CLUSTER;
  if (!folder) throw new Error("SAMRAD_TEST_CLUSTER must name the socket folder of a PostgreSQL cluster");
  return folder;
}

function psqlArguments(cluster, database) {
  return ["-qAtX", "-v", "ON_ERROR_STOP=1", "-h", cluster, "-U", "samrad", "-d", database];
}

export function databaseUrl(cluster, name) {
  return `postgresql://samrad@/${name}?host=${encodeURIComponent(cluster)}`;
}

/** Runs SQL as the superuser; gives what psql prints, columns parted by `|`. */
export async function sql(cluster, database, text) {
  const { stdout } = await run(PSQL, [...psqlArguments(cluster, database), "-c", text], { maxBuffer: 1 << 26 });
  return stdout.trimEnd();
}

/** A new database with a name of its own. */
export async function createDatabase(cluster) {
  made += 1;
  const name = `samrad_test_${process.pid}_${made}`;
  await sql(cluster, "postgres", `drop database if exists ${name} with (force)`);
  await sql(cluster, "postgres", `create database ${name}`);
  return name;
}

export async function dropDatabase(cluster, name) {
  await sql(cluster, "postgres", `drop database if exists ${name} with (force)`);
}

/** A session that stays open, for what must last longer than one statement: locks. */
export class Session {
  #psql;
  #output = "";
  #waiting = null;

  constructor(cluster, database) {
    this.#psql = spawn(PSQL, psqlArguments(cluster, database), { stdio: ["pipe", "pipe", "inherit"] });
    this.#psql.stdout.setEncoding("utf8").on("data", (text) => {
      this.#output += text;
      const end = this.#output.indexOf("\n--done--\n");
      if (end < 0 || !this.#waiting) return;
      const answer = this.#output.slice(0, end).trim();
      this.#output = this.#output.slice(end + "\n--done--\n".length);
      this.#waiting(answer);
      this.#waiting = null;
    });
  }

  /** Runs a statement and waits until it is done. */
  run(text) {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#psql.stdin.write(`${text};\n\\echo\n\\echo --done--\n`);
    });
  }

  /** Ends the session, and with it its transaction. */
  close() {
    return new Promise((resolve) => {
      this.#psql.on("close", resolve);
      this.#psql.stdin.end();
    });
  }
}
