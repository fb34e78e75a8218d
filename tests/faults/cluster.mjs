// A PostgreSQL cluster of a test's own, to be stopped and started while the service runs.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
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

  /** `fast` ends the sessions, `immediate` is a crash. */
  stop(mode = "fast") {
    return this.#shell('as_postgres "$pg_bin/pg_ctl" -D "$1/data" -m "$2" -w stop >/dev/null', mode);
  }

  async remove() {
    await this.stop("immediate").catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}
