"""The programs that are measured: built, started on free ports of the loopback, watched, and ended by their id."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent.parent
READY_TIMEOUT = 60.0
LOOPS = 2  # of those that show what can be reached


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(port, path):
    """The status of one GET; 0 while nobody answers. Bare sockets, since urllib alone takes a millisecond."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = connection.recv(64)
            return int(answer.split()[1]) if answer.startswith(b"HTTP/") else 0
    except OSError:
        return 0


class Process:
    """A program that answers HTTP on a port."""

    def __init__(self, command, port, path="/", environment=None):
        self.port = port
        self.started = time.monotonic()
        self.child = subprocess.Popen([str(part) for part in command], env={**os.environ, **(environment or {})},
                                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while status_of(port, path) != 200:
                if self.child.poll() is not None or time.monotonic() - self.started > READY_TIMEOUT:
                    raise RuntimeError(f"{command[0]} does not start")
                time.sleep(0.0005)
        except BaseException:
            self.stop()
            raise
        self.seconds_to_ready = time.monotonic() - self.started

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def memory(self, field="VmRSS"):
        """In bytes; VmHWM is the most there ever was."""
        for line in Path(f"/proc/{self.child.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
        raise RuntimeError(f"no {field}")

    def stop(self):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(15)
            except subprocess.TimeoutExpired:
                self.child.kill()
        self.child.wait()


class Programs:
    """Starts what is measured, each once, and ends all of it."""

    def __init__(self, folder, pool):
        self.folder, self.pool = folder, pool
        self.binary = Path(os.environ.get("SAMRAD_BINARY") or self.build_service())
        self.scratch = folder / "scratch"
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()
        self.running = {}

    def build_service(self):
        build = self.folder / "build"
        say("building the service as a release")
        if not (build / "build.ninja").exists():
            run(["meson", "setup", build, ROOT, "--buildtype=release"], stdout=subprocess.DEVNULL)
        run(["ninja", "-C", build, "--quiet", "api/samrad"], stdout=sys.stderr)
        return build / "api" / "samrad"

    def kept(self, name, start):
        if name not in self.running:
            self.running[name] = start()
        return self.running[name]

    def new_service(self, database_url, path="/health/ready", **settings):
        """A service that the caller ends. Its log goes nowhere: every side of a comparison is spared that."""
        port = free_port()
        return Process([self.binary, "serve"], port, path,
                       {"DATABASE_URL": database_url, "SAMRAD_PORT": str(port), "SAMRAD_POOL": str(self.pool),
                        "SAMRAD_RATE_KEY": "0", **settings})

    def service(self, database_url):
        return self.kept(("service", database_url), lambda: self.new_service(database_url))

    def end_service(self, database_url):
        process = self.running.pop(("service", database_url), None)
        if process:
            process.stop()

    def hello(self, threads):
        """libmicrohttpd alone."""
        return self.limit("hello", threads, "-lmicrohttpd", "-lpthread")

    def hello_ulfius(self):
        """Ulfius with one endpoint, on loops."""
        return self.limit("hello_ulfius", LOOPS, "-lulfius", "-lyder", "-lorcania", "-ljansson", "-lmicrohttpd", "-lpthread")

    def limit(self, name, threads, *libraries):
        binary = self.folder / name
        source = BENCH / f"{name}.c"
        if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
            run(["cc", "-std=gnu17", "-O2", "-D_GNU_SOURCE", source, "-o", binary, *libraries])

        def start():
            port = free_port()
            return Process([binary, port, threads], port)
        return self.kept((name, threads), start)

    def peer(self, database_url):
        """None where there is no Node."""
        if not shutil.which("node") or not shutil.which("npm"):
            return None
        if not (BENCH / "node_modules").exists():
            run(["npm", "ci", "--silent"], cwd=BENCH, stdout=sys.stderr)

        def start():
            port = free_port()
            return Process(["node", BENCH / "peer.mjs"], port, "/v1/bodies/1",
                           {"DATABASE_URL": database_url, "PORT": str(port), "NODE_ENV": "production"})
        return self.kept(("peer", database_url), start)

    def nginx(self):
        """None where it is not installed; NGINX names it where it is not on the path."""
        binary = os.environ.get("NGINX") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        return self.kept("nginx", lambda: self.start_nginx(binary)) if binary else None

    def start_nginx(self, binary):
        port = free_port()
        folder = self.scratch
        temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes 2; pid {folder}/pid; error_log /dev/null; events {{ worker_connections 1024; }}\n"
            f"http {{ access_log off; {temporary}\n"
            f"server {{ listen 127.0.0.1:{port} backlog=1024; location / {{ return 200 '{' ' * 200}'; }} }} }}\n")
        return Process([binary, "-c", folder / "nginx.conf", "-p", folder, "-e", "/dev/null"], port)

    def stop(self):
        for process in reversed(list(self.running.values())):
            process.stop()
        shutil.rmtree(self.scratch)
