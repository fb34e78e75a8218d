"""Load on HTTP with wrk, and runs that take turns."""
import json
import statistics
import subprocess
from dataclasses import dataclass

from .processes import BENCH, run


@dataclass
class Request:
    path: str
    method: str = "GET"
    headers: dict = None
    body: str = None


@dataclass
class Result:
    rate: float  # answers below 400, each second
    p50: int     # in microseconds
    p99: int
    refused: int  # answers of 400 and above
    broken: int   # connections that broke off, and answers that did not come


def write_requests(path, requests):
    """A line each: method, path, body and headers, with tabs between (JSON has none)."""
    with path.open("w") as file:
        for request in requests:
            headers = [part for pair in (request.headers or {}).items() for part in pair]
            file.write("\t".join([request.method, request.path, request.body or "", *headers]) + "\n")


class Load:
    """One kind of load, to be put on any of the sides."""

    def __init__(self, scratch, requests, connections=64):
        self.connections = connections
        self.threads = min(2, connections)
        self.parts = min(self.threads, len(requests))
        self.position = 0
        self.file = scratch / f"requests-{id(self)}"
        write_requests(self.file, requests)

    def command(self, process, seconds):
        return ["wrk", "-t", self.threads, "-c", self.connections, "-d", f"{seconds}s", "--timeout", "10s",
                "-s", BENCH / "load.lua", process.url(), "--", self.file, self.parts, self.position]

    def start(self, process, seconds):
        return subprocess.Popen([str(part) for part in self.command(process, seconds)], stdout=subprocess.PIPE, text=True)

    def put_on(self, process, seconds):
        result = read_result(run(self.command(process, seconds), capture_output=True, text=True).stdout)
        # Somewhat further than a thread has come: what was asked is not asked again before the list is through.
        self.position += int((result.rate / self.threads + self.connections) * seconds)
        return result


def read_result(output):
    line = json.loads(output.strip().splitlines()[-1])
    good = line["requests"] - line["status"]
    return Result(good * 1e6 / line["us"], line["p50"], line["p99"], line["status"], line["broken"])


def take_turns(sides, runs):
    """Runs A B C A B C …, after one run of each to warm up; gives the results of each."""
    results = {name: [] for name in sides}
    for turn in range(runs + 1):
        for name, measure in sides.items():
            result = measure()
            if turn:
                results[name].append(result)
    return results


def middle(results, of):
    return statistics.median(of(result) for result in results)
