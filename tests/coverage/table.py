#!/usr/bin/python3
"""Prints how much of each room the tests reach, in per cent of its lines and of its branches.

    table.py UNITS SOCKETS

Both are files of collect.py. What neither of them compiled does not count.
"""
import json
import sys
from collections import defaultdict
from pathlib import Path


def rooms_of(reports):
    """{room: {kind: {place: [count in each report]}}}"""
    rooms = defaultdict(lambda: {"lines": defaultdict(lambda: [0] * len(reports)), "branches": defaultdict(lambda: [0] * len(reports))})
    for n, report in enumerate(reports):
        for name, file in report.items():
            room = str(Path(name).parent) if "/" in name else "top"
            for kind, counts in file.items():
                for place, count in counts.items():
                    for where in (room, "all"):
                        rooms[where][kind][f"{name}:{place}"][n] += count
    return rooms


def share(places, reached):
    return f"{100 * sum(map(reached, places)) / len(places):.1f}" if places else "–"


def main():
    reports = [json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]
    rooms = rooms_of(reports)
    print("| room | lines | by units | by sockets | by either | branches | by units | by sockets | by either |")
    print("|---|" + "---:|" * 8)
    for room in sorted(rooms, key=lambda name: (name == "all", name)):
        cells = []
        for kind in ("lines", "branches"):
            places = list(rooms[room][kind].values())
            cells += [str(len(places)), share(places, lambda c: c[0] > 0), share(places, lambda c: c[1] > 0), share(places, any)]
        print(f"| {room} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
