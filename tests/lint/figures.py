#!/usr/bin/python3
"""Figures of the source, to see which way it goes.

    figures.py ROOT [BEFORE]

Prints a table in Markdown: how much there is of what in ROOT, and beside it in BEFORE, another tree.
"""
import sys
from pathlib import Path

from source import House


def c_files(house, folder):
    return [path for path in house.all if path.suffix in (".c", ".h") and path.relative_to(house.root).parts[0] == folder]


def count_lines(paths):
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def figures(house):
    functions = [length for file in house.files for _, length in file.functions]
    lines = sum(len(file.lines) for file in house.files)
    queries = [path for path in house.all if path.suffix == ".sql" and "queries" in path.parts]
    found = {
        "C in api/: lines": lines,
        "units": len(house.units),
        "rooms and floors": len(house.rooms),
        "functions": len(functions),
        "median of a function's lines": sorted(functions)[len(functions) // 2],
        "longest function": max(functions),
        "functions over 70 lines": len(house.long_functions),
        "longest file": max(len(file.lines) for file in house.files),
        "comment lines": sum(file.comment_lines for file in house.files),
        "circles of rooms": len(house.room_circles),
        "circles of floors": len(house.floor_circles),
        "circles of units": len(house.unit_circles),
        "units in a circle": sum(map(len, house.unit_circles)),
        "names used for more than one unit": len(house.names_twice),
        "units that share their name": sum(map(len, house.names_twice.values())),
        "quoted includes without a room": len(house.roomless_includes),
        "public names": len(house.public_names),
        "public names without their unit's or room's prefix": len(house.names_without_prefix),
        "lines of the schema (SQL)": count_lines(house.schema.files),
        "objects of the schema": len(house.schema.objects),
        "objects made more than once": len(house.schema.twice),
        "lines of queries (SQL)": count_lines(queries),
        "C in tests/: lines": count_lines(c_files(house, "tests")),
    }
    for room, (units, lines) in house.rooms.items():
        found[f"api/{room}: units, lines"] = f"{units}, {lines}"
    return found


def main():
    tables = [figures(House(Path(root).resolve())) for root in reversed(sys.argv[1:])]
    names = list(dict.fromkeys(name for table in reversed(tables) for name in table))
    print("| |" + (" before | after |" if len(tables) > 1 else " |"))
    print("|---|" + "---:|" * len(tables))
    for name in names:
        print(f"| {name} |" + "".join(f" {table.get(name, '')} |" for table in tables))


if __name__ == "__main__":
    main()
