#!/usr/bin/python3
"""What the compiler does not check: the layers, banned functions, lengths, left-overs.

    lint.py ROOT

Prints every fault with its place and closes with a count; exit status 1 if there is any.
"""
import re
import subprocess
import sys
from pathlib import Path

# What each room of api/ may include, itself apart (api/README.md).
MAY_USE = {
    "base": set(),
    "words": {"base"},
    "json": {"base", "words"},
    "schema": {"base", "words", "json"},
    "contract": {"base", "schema"},
    "call": {"base", "words", "json", "schema", "contract"},
    "http": {"base", "words", "json", "contract", "call"},
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
OWNERS = {"ulfius.h": "http", "microhttpd.h": "http", "libpq-fe.h": "store", "curl/curl.h": "outbound", "zlib.h": "http",
          "brotli/encode.h": "http"}
# Unbounded, locale-bound or error-blind; each has a safe neighbour.
BANNED = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|alloca|scanf|sscanf|system|popen|tmpnam)\s*\(")
FLOAT = re.compile(r"\b(float|double|long double)\b")
LEFTOVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
FUNCTION_MAX = 70
FILE_MAX = 500
TOP = {"api", "openapi", "db", "tests", "deploy", "meson.build", "README.md", "LICENSE"}


def tracked(root):
    """The files that are, or would be, committed."""
    listing = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listing.returncode == 0:
        return [root / line for line in listing.stdout.splitlines()]
    return [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]


def check_includes(path, room, lines):
    for number, line in enumerate(lines, 1):
        include = re.match(r'\s*#include\s+(["<])([^">]+)[">]', line)
        if not include:
            continue
        name = include.group(2)
        owner = OWNERS.get(name)
        if owner and owner != room:
            yield number, f"only api/{owner} may include {name}"
        other = name.split("/")[0]
        if include.group(1) == '"' and "/" in name and other != room and other not in MAY_USE.get(room, MAY_USE):
            yield number, f"api/{room} may not use api/{other}"


def check_lengths(lines):
    """Functions begin with a brace in column one, as clang-format sets them."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start - 1 > FUNCTION_MAX:
                yield start, f"a function of {number - start - 1} lines; at most {FUNCTION_MAX}"
            start = None
    if len(lines) > FILE_MAX:
        yield len(lines), f"a file of {len(lines)} lines; at most {FILE_MAX}"


def strip_comments(text):
    """Comments become spaces, so that places stay."""
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(\\.|[^\"\\\n])*\"", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)


def check_c(path, room, text):
    lines = text.splitlines()
    code = strip_comments(text).splitlines()
    if room:
        yield from check_includes(path, room, lines)
    yield from check_lengths(lines)
    for number, line in enumerate(code, 1):
        if banned := BANNED.search(line):
            yield number, f"{banned.group(1)} is banned"
        if room == "rules" and FLOAT.search(line):
            yield number, "no floating point in a verdict"


def check_text(text):
    for number, line in enumerate(text.splitlines(), 1):
        if LEFTOVER.search(line):
            yield number, "a left-over marker"
        if line != line.rstrip():
            yield number, "trailing space"
        if "\t" in line:
            yield number, "a tab"


def room_of(relative):
    parts = relative.parts
    return parts[1] if parts[0] == "api" and len(parts) > 2 else None


def check_file(root, path):
    relative = path.relative_to(root)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if relative.suffix in (".c", ".h"):
        yield from check_c(relative, room_of(relative), text)
    if relative.suffix in (".c", ".h", ".py", ".sql", ".mjs", ".sh", ".yaml", ".build") or relative.name in ("run", "test"):
        yield from check_text(text)


def main():
    root = Path(sys.argv[1]).resolve()
    files = [path for path in tracked(root) if path.is_file()]
    faults = 0
    for path in files:
        for number, what in check_file(root, path):
            print(f"{path.relative_to(root)}:{number}: {what}")
            faults += 1
    for name in {path.relative_to(root).parts[0] for path in files} - TOP:
        if not name.startswith("."):
            print(f"{name}: not a top-level entry of this project")
            faults += 1
    print(f"lint: {len(files)} passed, {faults} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
