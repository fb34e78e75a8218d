"""Two services and nginx in front of them."""

import os
import signal
import subprocess
import time
import urllib.request

from .nodes import fill

PORT = 18400
HEALTH_PORT = 18410


class Services:
    def __init__(self, folder, recipe, binary, hosts, password):
        self.folder, self.binary = folder, binary
        text = fill(recipe / "samrad.environment", {"PASSWORD": password, "HOSTS": hosts})
        lines = [line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#")]
        self.environment = {**os.environ, **dict(lines)}
        words = {"PORT": str(PORT), "PORT1": str(PORT + 1), "PORT2": str(PORT + 2)}
        temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\nevents {{ worker_connections 1024; }}\n"
            f"http {{ access_log off; {temporary}\n{fill(recipe / 'nginx.conf', words)} }}\n")
        self.processes = {}

    def command(self, *arguments, **options):
        done = subprocess.run([str(self.binary), *arguments], env=self.environment, capture_output=True, text=True, **options)
        if done.returncode != 0:
            raise RuntimeError(f"samrad {arguments[0]}: status {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self, number):
        environment = {**self.environment, "SAMRAD_PORT": str(PORT + number), "SAMRAD_HEALTH_PORT": str(HEALTH_PORT + number)}
        log = open(self.folder / f"service{number}.log", "a")
        self.processes[number] = subprocess.Popen([str(self.binary), "serve"], env=environment, stderr=log)
        self.wait(HEALTH_PORT + number)

    def wait(self, port):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"nothing answers on port {port}")

    def start_proxy(self):
        log = open(self.folder / "nginx.out", "a")
        self.processes["nginx"] = subprocess.Popen(["/usr/sbin/nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")],
                                                   stdout=log, stderr=log)
        self.wait(PORT)

    def end(self, number, how=signal.SIGTERM):
        process = self.processes.pop(number)
        process.send_signal(how)
        process.wait()

    def remove(self):
        for name in list(self.processes):
            self.end(name)
