// A PostgreSQL cluster of a test's own, to be stopped and started while the service runs.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../http/harness.mjs";

const run = promisify(execFile);

export class Cluster {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "samrad-faults-"));
  }

  /** Runs shell functions of deploy/lib.sh, where the cluster of deploy/run comes from as well. */
  #shell(script, ...args) {
    return run("bash", ["-c", `set -e; . "$0"; ${script}`, join(root, "deploy/lib.sh"), this.folder, ...args], { cwd: "/" });
  }

  start() {
    return this.#shell('start_cluster "$1" "-c fsync=off" >/dev/null 2>&1');
  }

  /** Becomes a standby of another cluster that is running. */
  follow(primary) {
    return this.#shell(
      `chmod 0755 "$1"; [ "$(id -u)" = 0 ] && chown postgres "$1"
       as_postgres "$pg_bin/pg_basebackup" -h "$2" -U samrad -D "$1/data" -R -X stream -c fast
       ${this.#startStandby}`,
      primary.folder,
    );
  }

  /** Starts a standby that was stopped. */
  restart() {
    return this.#shell(this.#startStandby);
  }

  #startStandby = `as_postgres "$pg_bin/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start >/dev/null 2>&1 </dev/null \\
       -o "-c listen_addresses='' -c unix_socket_directories='$1' -c unix_socket_permissions=0777 -c fsync=off"`;

  /** `fast` ends the sessions, `immediate` is a crash. */
  stop(mode = "fast") {
    return this.#shell('as_postgres "$pg_bin/pg_ctl" -D "$1/data" -m "$2" -w stop >/dev/null', mode);
  }

  /** Sends a signal to every process of the server: STOP freezes it as it is, until CONT. */
  async signal(name) {
    const master = readFileSync(join(this.folder, "data/postmaster.pid"), "utf8").split("\n")[0];
    const { stdout } = await run("pgrep", ["-P", master]).catch(() => ({ stdout: "" }));
    for (const pid of [master, ...stdout.split("\n").filter(Boolean)]) process.kill(Number(pid), `SIG${name}`);
  }

  async remove() {
    await this.stop("immediate").catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}
