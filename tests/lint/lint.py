#!/usr/bin/python3
"""What the compiler does not check: the rooms and what may use what, circles, names, banned functions, lengths, left-overs.

    lint.py ROOT

Prints every fault with its place and closes with a count; exit status 1 if there is any. `figures.py` prints how much there is of
what.
"""
import re
import sys
from pathlib import Path

from source import FUNCTION_MAX, House, functions, strip_comments

# What each room of api/ may include, itself apart (api/README.md).
MAY_USE = {
    "base": set(),
    "words": {"base"},
    "json": {"base", "words"},
    "schema": {"base", "words", "json"},
    "contract": {"base", "schema"},
    "call": {"base", "words", "json", "schema", "contract"},
    "coding": {"base", "words", "contract", "call"},
    "http": {"base", "words", "json", "contract", "call", "coding"},
    "outbound": {"base"},
    "auth": {"base", "words", "json", "outbound"},
    "store": {"base", "words"},
    "rules": {"base", "words", "json"},
    "minutes": {"base", "words", "json"},
    "formats": {"base", "words", "json"},
    "pictures": {"base", "words", "json", "formats"},
    "access": {"base", "words", "json", "contract", "call", "auth", "store"},
    "checks": {"base", "words", "json", "contract", "call", "store", "access", "rules", "formats", "pictures"},
    "resources": {"base", "words", "json", "schema", "contract", "call", "auth", "store", "access", "rules", "formats", "checks"},
    "documents": {"base", "words", "json", "contract", "call", "store", "access", "checks", "resources", "formats", "minutes"},
    "changes": {"base", "words", "json", "contract", "call", "auth", "outbound", "store", "access", "checks", "resources", "formats"},
    "bulk": {"base", "words", "json", "schema", "contract", "call", "store", "access", "resources", "formats"},
    "site": {"base", "words", "json", "contract", "call", "store", "access", "formats", "pictures"},
    "cli": {"base", "words", "json", "contract", "call", "auth", "store", "rules", "minutes", "formats", "access", "checks", "resources", "bulk", "documents"},
}
# Foreign headers that only one room knows.
OWNERS = {"ulfius.h": "http", "microhttpd.h": "http", "libpq-fe.h": "store", "curl/curl.h": "outbound", "zlib.h": "coding",
          "brotli/encode.h": "coding"}
# Unbounded, locale-bound or error-blind; each has a safe neighbour.
BANNED = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|alloca|scanf|sscanf|system|popen|tmpnam)\s*\(")
FLOAT = re.compile(r"\b(float|double|long double)\b")
LEFTOVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
FILE_MAX = 500
# A room (each floor by itself) may be large in one way, not in both.
ROOM_UNITS_MAX = 20
ROOM_LINES_MAX = 4000
TOP = {"api", "openapi", "db", "tests", "deploy", "meson.build", "README.md", "LICENSE"}


def check_includes(file):
    for number, quoted, name in file.includes:
        owner = OWNERS.get(name)
        if owner and owner != file.house_room:
            yield number, f"only api/{owner} may include {name}"
        other = name.split("/")[0]
        if quoted and "/" in name and other != file.house_room and other not in MAY_USE.get(file.house_room, MAY_USE):
            yield number, f"api/{file.house_room} may not use api/{other}"


def check_lengths(lines):
    for start, length in functions(lines):
        if length > FUNCTION_MAX:
            yield start, f"a function of {length} lines; at most {FUNCTION_MAX}"
    if len(lines) > FILE_MAX:
        yield len(lines), f"a file of {len(lines)} lines; at most {FILE_MAX}"


def check_c(relative, text):
    yield from check_lengths(text.splitlines())
    for number, line in enumerate(strip_comments(text).splitlines(), 1):
        if banned := BANNED.search(line):
            yield number, f"{banned.group(1)} is banned"
        if relative.parts[:2] == ("api", "rules") and FLOAT.search(line):
            yield number, "no floating point in a verdict"


def check_text(text):
    for number, line in enumerate(text.splitlines(), 1):
        if LEFTOVER.search(line):
            yield number, "a left-over marker"
        if line != line.rstrip():
            yield number, "trailing space"
        if "\t" in line:
            yield number, "a tab"


def check_file(relative, path):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if relative.suffix in (".c", ".h"):
        yield from check_c(relative, text)
    if relative.suffix in (".c", ".h", ".py", ".sql", ".mjs", ".sh", ".yaml", ".build") or relative.name in ("run", "test"):
        yield from check_text(text)


def check_each(house):
    """Faults of single files: (place, what)."""
    for path in house.all:
        relative = path.relative_to(house.root)
        for number, what in check_file(relative, path):
            yield f"{relative}:{number}", what
    for file in house.files:
        if file.house_room:
            for number, what in check_includes(file):
                yield f"{file.path}:{number}", what


def check_whole(house):
    """Faults of the house as a whole: {kind: [(place, what)]}."""
    return {
        "circles of rooms": [("api", "a circle of rooms: " + ", ".join(group)) for group in house.room_circles],
        "circles of floors": [("api", "a circle of floors: " + ", ".join(group)) for group in house.floor_circles],
        "circles of units": [("api", "a circle of units: " + ", ".join(group)) for group in house.unit_circles],
        "names used twice": [("api", f"the name of several units: {', '.join(units)}") for units in house.names_twice.values()],
        "public names declared twice": [("api", f"{name} is declared by {', '.join(units)}") for name, units in house.public_twice.items()],
        "includes without a room": [(f"{file.path}:{line}", f'"{name}" names no room') for file, line, name in house.roomless_includes],
        "public names without a prefix": [(f"{file.path}:{line}", f"{name} has neither its unit's nor its room's prefix")
                                          for file, line, name in house.names_without_prefix],
        "rooms too large": [(f"api/{room}", f"{units} units and {lines} lines; at most {ROOM_UNITS_MAX} or {ROOM_LINES_MAX}")
                            for room, (units, lines) in house.rooms.items() if units > ROOM_UNITS_MAX and lines > ROOM_LINES_MAX],
        "objects of the schema made twice": [("db/schema", f"{name} is made more than once: {', '.join(places)}")
                                             for name, places in house.schema.twice.items()],
        "entries of the top level": [(name, "not a top-level entry of this project")
                                     for name in sorted({path.relative_to(house.root).parts[0] for path in house.all} - TOP)
                                     if not name.startswith(".")],
    }


def main():
    house = House(Path(sys.argv[1]).resolve())
    faults = list(check_each(house)) + [fault for found in check_whole(house).values() for fault in found]
    for place, what in faults:
        print(f"{place}: {what}")
    print(f"lint: {len(house.all)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
