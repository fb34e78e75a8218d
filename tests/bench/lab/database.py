"""The private cluster, its registers, the statements that the service runs, and pgbench running the same."""
import contextlib
import hashlib
import json
import os
import re
import statistics
import subprocess
import time
from pathlib import Path

from .processes import BENCH, ROOT, run, say

SIZES = {"small": 100, "large": 10_000}
LIB = ROOT / "deploy" / "lib.sh"
SETTINGS = "-c shared_buffers=512MB -c fsync=on -c logging_collector=on -c log_destination=jsonlog"
# What the service asks for on each of its connections (api/store/statement.c).
SESSION = ("-c search_path=register,public -c jit=off -c timezone=UTC -c lock_timeout=1s -c idle_in_transaction_session_timeout=60s"
           " -c statement_timeout=5000 -c role=samrad_service")


def content_stamp():
    """What a filled register depends on. A binary from elsewhere brings a schema of its own."""
    foreign = os.environ.get("SAMRAD_BINARY")
    stamp = hashlib.sha256()
    for path in [BENCH / "generate.py", BENCH / "generate_items.py", *([Path(foreign)] if foreign else sorted((ROOT / "db" / "schema").glob("*.sql")))]:
        stamp.update(path.read_bytes())
    return stamp.hexdigest()[:10]


class Cluster:
    def __init__(self, folder, binary):
        self.folder, self.binary = folder, binary
        self.stamp = content_stamp()
        self.shell(f"start_cluster {self.folder} '{SETTINGS}'")
        self.copies = []

    def shell(self, command):
        """Something of deploy/lib.sh."""
        run(["bash", "-euo", "pipefail", "-c", f". {LIB}; {command}"], stdout=subprocess.DEVNULL)

    def url(self, name):
        return f"postgresql://samrad@/{name}?host={self.folder}"

    def psql(self, database, *statements):
        """Runs statements in one session; what the last one prints."""
        commands = [part for statement in statements for part in ("-c", statement)]
        done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.url(database), *commands], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()[-500:]}")
        return done.stdout.strip()

    def has(self, name):
        return self.psql("postgres", f"select 1 from pg_database where datname = '{name}'") == "1"

    def register(self, size):
        """The name of a filled register; made once for each generator and schema, kept for the next run."""
        return self.filled(f"{size}_{self.stamp}", f"a register of {SIZES[size]} bodies", [BENCH / "generate.py", SIZES[size]])

    def items_register(self, items):
        """The same of a register with so many items of agendas."""
        return self.filled(f"items_{items}_{self.stamp}", f"a register of {items} items", [BENCH / "generate_items.py", items])

    def items_queries(self, items):
        """(kind, text) of what is asked of it."""
        done = run([BENCH / "generate_items.py", items, "--queries"], capture_output=True, text=True)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def filled(self, name, what, generate):
        if not self.has(name):
            say(f"filling {what}")
            self.psql("postgres", "drop database if exists filling")
            self.psql("postgres", "create database filling")
            run([self.binary, "migrate"], env={**os.environ, "DATABASE_URL": self.url("filling"), "PGOPTIONS": "-c client_min_messages=warning"},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            generator = subprocess.Popen([str(part) for part in generate], stdout=subprocess.PIPE)
            run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", self.url("filling")], stdin=generator.stdout, stdout=subprocess.DEVNULL)
            if generator.wait() != 0:
                raise RuntimeError("the generator failed")
            self.psql("postgres", f"alter database filling rename to {name}")
        return name

    def copy(self, size, name):
        """A register to be written to: dropped at the end."""
        template = self.register(size)
        self.psql("postgres", f"drop database if exists {name}")
        self.psql("postgres", f"create database {name} template {template}")
        self.copies.append(name)
        return name

    def drop(self, name):
        self.psql("postgres", f"drop database if exists {name} with (force)")
        self.copies.remove(name)

    def write_key(self, database):
        done = run([self.binary, "key", "create", "--name", "bench", "--scopes", "samrad:write"],
                   env={**os.environ, "DATABASE_URL": self.url(database)}, capture_output=True, text=True)
        return done.stdout.strip()

    @contextlib.contextmanager
    def row_lock(self, database, table, id):
        """Another writer who holds a row and does not let go."""
        psql = subprocess.Popen(["psql", "-XqAt", self.url(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        psql.stdin.write(f"begin;\nselect 'locked' from register.{table} where id = '{id}' for update;\n")
        psql.stdin.flush()
        if psql.stdout.readline().strip() != "locked":
            raise RuntimeError("the row could not be locked")
        try:
            yield
        finally:
            psql.stdin.close()
            psql.wait()

    def log_lines(self, database):
        for path in sorted((self.folder / "data" / "log").glob("*.json")):
            for line in path.read_text(errors="replace").splitlines():
                entry = json.loads(line)
                if entry.get("dbname") == database:
                    yield entry

    @contextlib.contextmanager
    def statements_of(self, database, new_service):
        """Starts a service whose statements are logged; yields (service, captured): captured() gives, as
        (text, parameters), what it ran since the last call."""
        self.psql("postgres", f"alter database {database} set log_statement = 'all'")
        seen = [sum(1 for _ in self.log_lines(database))]

        def captured():
            time.sleep(0.3)  # the collector writes a moment later
            entries = list(self.log_lines(database))
            fresh, seen[0] = entries[seen[0]:], len(entries)
            return [statement for statement in map(read_statement, fresh) if statement]
        service = new_service(self.url(database))
        try:
            captured()
            yield service, captured
        finally:
            service.stop()
            self.psql("postgres", f"alter database {database} reset log_statement")

    def stop(self):
        for name in list(self.copies):
            self.drop(name)
        self.shell(f"cluster={self.folder}; stop_cluster")


def read_statement(entry):
    """(text, parameters) of a log entry; None where it is about something else."""
    found = re.match(r"(?:execute [^:]*|statement): (.*)", entry.get("message", ""), re.S)
    if not found:
        return None
    detail = entry.get("detail", "")
    parameters = [value.replace("''", "'") for value in re.findall(r"\$\d+ = '((?:[^']|'')*)'", detail)]
    if detail.count("= NULL"):
        parameters = [None if value == "NULL" else value[1:-1].replace("''", "'")
                      for value in re.findall(r"\$\d+ = ('(?:[^']|'')*'|NULL)", detail)]
    return found.group(1), parameters


class Pgbench:
    """The same statements over the same kind of connection, as fast as the database gives them.

    `drawn` maps a parameter's value in the captured statements to (first, last): it is drawn at random instead."""

    def __init__(self, cluster, database, statements, clients, scratch, drawn=None, transactions=1):
        self.cluster, self.database, self.clients, self.transactions = cluster, database, clients, transactions
        self.constants = {}
        lines = []
        names = {}
        for n, (value, (first, last)) in enumerate((drawn or {}).items()):
            names[value] = f"drawn{n}"
            lines.append(f"\\set drawn{n} random({first}, {last})")
        for text, parameters in statements:
            lines.append(self.with_names(text.strip().rstrip(";"), parameters, names) + ";")
        self.script = scratch / f"pgbench-{id(self)}.sql"
        self.script.write_text("\n".join(lines) + "\n")

    def with_names(self, text, parameters, names):
        def name_of(match):
            value = parameters[int(match.group(1)) - 1]
            if value is None:
                return "null"
            if value in names:
                return ":" + names[value]
            constant = f"constant{len(self.constants)}"
            known = next((name for name, other in self.constants.items() if other == value), constant)
            self.constants[known] = value
            return ":" + known
        return re.sub(r"\$(\d+)", name_of, text)

    def rate(self, seconds):
        """The first second is left out: its sessions are new and make their plans, the service's are warm."""
        command = ["pgbench", "-n", "-M", "prepared", "-c", self.clients, "-j", 2, "-T", seconds + 1, "-P", 1, "-f", self.script]
        for name, value in self.constants.items():
            command += ["-D", f"{name}={value}"]
        done = subprocess.run([str(part) for part in [*command, self.database]], capture_output=True, text=True,
                              env={**os.environ, "PGHOST": str(self.cluster.folder), "PGUSER": "samrad", "PGOPTIONS": SESSION})
        if done.returncode != 0:
            say("pgbench: " + " ".join(done.stderr.split("\n")[-3:]))
            return 0.0
        rates = [float(rate) for rate in re.findall(r"^progress: .* s, ([0-9.]+) tps", done.stderr, re.M)]
        return statistics.mean(rates[1:] or rates) * self.transactions
