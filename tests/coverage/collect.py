#!/usr/bin/python3
"""Reads gcov's counters of a build.

    collect.py BUILD ROOT

Prints JSON: {file: {"lines": {line: count}, "branches": {"line.number": count}}} for each file of api/.
"""
import gzip
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

AT_ONCE = 50  # files that gcov is given


def main():
    build, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    counters = sorted(build.rglob("*.gcda"))
    found = defaultdict(lambda: {"lines": defaultdict(int), "branches": defaultdict(int)})
    for i in range(0, len(counters), AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            names = [str(path) for path in counters[i : i + AT_ONCE]]
            subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--hash-filenames", *names], cwd=folder, check=True, capture_output=True)
            for path in Path(folder).glob("*.gz"):
                read(json.loads(gzip.decompress(path.read_bytes())), build, root, found)
    json.dump(found, sys.stdout)


def read(report, build, root, found):
    for file in report["files"]:
        path = (build / file["file"]).resolve()
        if not path.is_relative_to(root / "api"):
            continue
        of = found[str(path.relative_to(root / "api"))]
        for line in file["lines"]:
            of["lines"][line["line_number"]] += line["count"]
            for number, branch in enumerate(line["branches"]):
                of["branches"][f"{line['line_number']}.{number}"] += branch["count"]


if __name__ == "__main__":
    main()
