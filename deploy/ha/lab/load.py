"""Writers, readers and a follower of the feed, who remember everything that was acknowledged to them."""

import http.client
import json
import threading
import time

from .services import PORT


class Caller:
    """One connection after the other; an answer, or None where there was none."""

    def __init__(self, key, timeout=15):
        self.key, self.timeout, self.connection = key, timeout, None

    def ask(self, method, path, body=None, headers=None):
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **(headers or {})}
        try:
            self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", PORT, timeout=self.timeout)
            self.connection.request(method, path, body and json.dumps(body), headers)
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return None


class Load:
    WRITERS, READERS = 4, 3
    PAUSE = 0.02

    def __init__(self, key):
        self.key, self.ending = key, False
        self.acknowledged = {}  # person -> the numbers that were acknowledged
        self.revision = {}  # person -> (revision, number) of the last one
        self.good = {"write": [], "read": []}  # when
        self.refused = {"write": [], "read": []}  # when
        self.slow_reads, self.faults = [], []
        self.followed, self.epochs = [], 0
        self.start_revision = None
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(self.WRITERS)]
        self.threads += [threading.Thread(target=self.read, args=(number,)) for number in range(self.READERS)]
        self.follower = threading.Thread(target=self.follow)

    def start(self):
        for number in range(self.WRITERS):
            self.acknowledged[f"ha-{number}"] = []
        caller = Caller(self.key)
        self.start_revision = int(caller.ask("GET", "/v1/persons?limit=1")[1]["Samrad-Revision"])
        for thread in [*self.threads, self.follower]:
            thread.start()

    def count(self, what, answer, started):
        good = answer is not None and answer[0] in (200, 201)
        if good:
            self.good[what].append(time.monotonic())
        else:
            self.refused[what].append(time.monotonic())
            if answer is not None and answer[0] == 503 and not answer[1].get("Retry-After"):
                self.faults.append(f"{what}: 503 without Retry-After")
            if answer is not None and answer[0] not in (502, 503, 504, 409):
                self.faults.append(f"{what}: {answer[0]} {answer[2][:200]!r}")
        if what == "read":
            self.slow_reads.append(time.monotonic() - started)
        return good

    def write(self, number):
        caller, person, said = Caller(self.key), f"ha-{number}", 0
        while not self.ending:
            said += 1
            started = time.monotonic()
            answer = caller.ask("PUT", f"/v1/persons/{person}", {"name": f"Skriver {said}"})
            if self.count("write", answer, started):
                self.acknowledged[person].append(said)
                self.revision[person] = int(answer[1]["Samrad-Revision"]), said
            time.sleep(self.PAUSE)

    def read(self, number):
        """Whoever names the revision of a write sees that write, or a later one."""
        caller, turn = Caller(self.key), number
        while not self.ending:
            turn += 1
            person = f"ha-{turn % self.WRITERS}"
            asked = self.revision.get(person)
            headers = {"Samrad-Min-Revision": str(asked[0])} if asked and turn % 2 else {}
            started = time.monotonic()
            answer = caller.ask("GET", f"/v1/persons/{person}" if asked else "/v1/persons?limit=1", None, headers)
            if self.count("read", answer, started) and headers:
                seen = int(json.loads(answer[2])["name"].split()[-1])
                if seen < asked[1]:
                    self.faults.append(f"read {seen} of {person} after {asked[1]} was acknowledged")
            time.sleep(self.PAUSE)

    def follow(self):
        """Page by page, as long as there is more to come or it may still come."""
        caller, place, quiet = Caller(self.key), f"afterRevision={self.start_revision}", 0
        while not self.ending or quiet < 40:
            answer = caller.ask("GET", f"/v1/changes?{place}&type=persons&limit=500")
            if answer is None or answer[0] != 200:
                time.sleep(0.2)
                continue
            page = json.loads(answer[2])
            self.followed += [(item["id"], item["version"]) for item in page["items"]]
            quiet = 0 if page["items"] or not self.ending else quiet + 1
            place = f"after={page['cursor']}"
            time.sleep(0.05)

    def stop(self):
        self.ending = True
        for thread in [*self.threads, self.follower]:
            thread.join()

    def longest_gap(self, what, start, end):
        """The longest time within these without a good answer."""
        times = [start, *[at for at in self.good[what] if start <= at <= end], end]
        return max(later - earlier for earlier, later in zip(times, times[1:]))

    def refusals(self, what, start, end):
        """How many were refused, or got no answer, within these."""
        return sum(start <= at <= end for at in self.refused[what])

    def history(self, person):
        """All versions, no older than what was acknowledged last, wherever they are read."""
        caller, path, items = Caller(self.key, 60), f"/v1/persons/{person}/history?limit=500", []
        latest = {"Samrad-Min-Revision": str(max(revision for revision, _ in self.revision.values()))}
        while path:
            status, _, body = caller.ask("GET", path, None, latest)
            assert status == 200, body
            page = json.loads(body)
            items += page["items"]
            path = page.get("next")
        return sorted(items, key=lambda item: item["version"])

    def judge(self):
        """What was lost, told twice or out of order; each with what it is about."""
        found, followed = list(self.faults), {}
        for person, version in self.followed:
            followed.setdefault(person, []).append(version)
        for person, numbers in self.acknowledged.items():
            items = self.history(person)
            versions = [item["version"] for item in items]
            kept = {int(item["data"]["name"].split()[-1]) for item in items if item.get("data")}
            lost = [number for number in numbers if number not in kept]
            if lost:
                found.append(f"{person}: lost {lost[:10]}")
            gaps = [later for earlier, later in zip([0, *versions], versions) if later != earlier + 1]
            self.epochs = max(self.epochs, len(gaps))
            if any(later < 1_000_000 for later in gaps):  # a failover begins numbers that are far above
                found.append(f"{person}: versions have gaps")
            if followed.get(person) != versions:
                found.append(f"{person}: the feed has {len(followed.get(person, []))} of {len(versions)} versions, or another order")
        return found
