"""Three nodes, each in a network namespace of its own on one bridge: etcd, Patroni and its PostgreSQL."""

import json
import os
import signal
import subprocess
import time
import urllib.request

BRIDGE = "samrad-ha"
NETWORK = "10.77.0.0/24"
HOST = "10.77.0.254"


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def fill(template, words):
    text = template.read_text()
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


class Node:
    def __init__(self, number, folder, recipe, words):
        self.number, self.name, self.address = number, f"node{number}", f"10.77.0.{number}"
        self.space, self.wire = f"{BRIDGE}-{number}", f"sha{number}"
        self.folder = folder / self.name
        self.folder.mkdir()
        self.password = words["PASSWORD"]
        self.processes = {}
        words = {**words, "NAME": self.name, "ADDRESS": self.address, "FOLDER": str(self.folder)}
        for name in ("patroni.yml", "etcd.conf.yml", "post_bootstrap"):
            (self.folder / name).write_text(fill(recipe / name, words))
            (self.folder / name).chmod(0o700)
        run("chown", "-R", "postgres", str(self.folder))

    def connect(self):
        run("ip", "netns", "add", self.space)
        run("ip", "link", "add", self.wire, "type", "veth", "peer", "name", "eth0", "netns", self.space)
        run("ip", "link", "set", self.wire, "master", BRIDGE, "up")
        run("ip", "-n", self.space, "addr", "add", f"{self.address}/24", "dev", "eth0")
        run("ip", "-n", self.space, "link", "set", "eth0", "up")
        run("ip", "-n", self.space, "link", "set", "lo", "up")

    def start(self, program):
        command = {"etcd": ["etcd", "--config-file", "etcd.conf.yml"], "patroni": ["patroni", "patroni.yml"]}[program]
        log = open(self.folder / f"{program}.log", "a")
        environment = {**os.environ, "SAMRAD_PASSWORD": self.password, "LC_ALL": "C.UTF-8"}
        self.processes[program] = subprocess.Popen(
            ["ip", "netns", "exec", self.space, "setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", *command],
            cwd=self.folder, stdout=log, stderr=log, env=environment, start_new_session=True)

    def pids(self, *names):
        """The processes of the node with these names; the namespace is what makes them its own."""
        found = []
        inside = subprocess.run(["ip", "netns", "pids", self.space], capture_output=True, text=True, check=False).stdout
        for pid in inside.split():
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    first = file.read().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if any(name in first for name in names):
                found.append(int(pid))
        return found

    def kill(self, *names):
        for pid in self.pids(*names):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for program in list(self.processes):
            if program in names:
                self.processes.pop(program).wait()

    def wire_up(self, up):
        run("ip", "link", "set", self.wire, "up" if up else "down")

    def remove(self):
        self.kill("etcd", "patroni", "postgres")
        # the kernel takes its time over a namespace, and would hold the wire's other end for as long
        subprocess.run(["ip", "link", "del", self.wire], check=False, capture_output=True)
        subprocess.run(["ip", "netns", "del", self.space], check=False, capture_output=True)


class Nodes:
    def __init__(self, folder, recipe, password):
        addresses = [f"10.77.0.{number}" for number in (1, 2, 3)]
        words = {"PASSWORD": password, "NETWORK": NETWORK, "ETCD": ", ".join(f"'{address}:2379'" for address in addresses),
                 "MEMBERS": ",".join(f"node{number}=http://10.77.0.{number}:2380" for number in (1, 2, 3))}
        self.hosts = ",".join(addresses)
        self.nodes = [Node(number, folder, recipe, words) for number in (1, 2, 3)]

    def start(self):
        self.remove()  # what a trial that was killed left
        run("ip", "link", "add", BRIDGE, "type", "bridge")
        run("ip", "addr", "add", f"{HOST}/24", "dev", BRIDGE)
        run("ip", "link", "set", BRIDGE, "up")
        for node in self.nodes:
            node.connect()
        for node in self.nodes:
            node.start("etcd")
        for node in self.nodes:
            node.start("patroni")
        self.wait_until_well(300)

    def cluster(self):
        """What Patroni says of its members, as any node that answers knows it."""
        for node in self.nodes:
            try:
                with urllib.request.urlopen(f"http://{node.address}:8008/cluster", timeout=1) as answer:
                    return json.load(answer)["members"]
            except (OSError, ValueError, KeyError):
                continue
        return []

    def leader(self):
        """The node that says itself that it takes writes; None if there is none."""
        for node in self.nodes:
            try:
                with urllib.request.urlopen(f"http://{node.address}:8008/primary", timeout=0.5):
                    return node
            except OSError:
                continue
        return None

    def by_role(self, role):
        names = [member["name"] for member in self.cluster() if member["role"] == role]
        return [node for node in self.nodes if node.name in names]

    def is_well(self):
        """A leader, two standbys that stream, one of them synchronous."""
        members = self.cluster()
        roles = sorted(member["role"] for member in members if member["state"] in ("running", "streaming"))
        return roles == ["leader", "replica", "sync_standby"] and all(member.get("lag", 0) == 0 for member in members)

    def wait_until_well(self, seconds):
        deadline = time.monotonic() + seconds
        while not self.is_well():
            if time.monotonic() > deadline:
                raise RuntimeError(f"the cluster is not well: {self.cluster()}")
            time.sleep(0.5)

    def switch_over(self):
        leader = self.leader()
        target = self.by_role("sync_standby")[0]
        body = json.dumps({"leader": leader.name, "candidate": target.name}).encode()
        request = urllib.request.Request(f"http://{leader.address}:8008/switchover", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60):
            return target

    def remove(self):
        for node in self.nodes:
            node.remove()
        subprocess.run(["ip", "link", "del", BRIDGE], check=False, capture_output=True)
