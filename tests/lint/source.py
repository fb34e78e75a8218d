"""The source as lint and its figures see it: files, units, rooms, what includes what, functions, objects of the schema.

A unit is a pair of .c and .h with one name; a room is a folder of api/, and each floor of a room (a folder in it) counts by itself.
"""
import re
import subprocess
from collections import defaultdict
from functools import cached_property
from pathlib import Path

FUNCTION_MAX = 70
# What stands before a name that is declared in a header: a type, its stars, an attribute.
PUBLIC = re.compile(r"^(?!typedef|static|_Static_assert|(?:struct|union|enum)(?: \w+)?;)[\w *]*?[ *](\w+)\s*(?:\(|;|\[|=)")
SQL_OBJECT = re.compile(r"^create (?:or replace )?(?:unlogged |constraint |unique |materialized |event )*"
                        r"(table|function|procedure|view|index|trigger|type|domain|aggregate|sequence|collation|schema|role|extension)"
                        r" (?:if not exists )?([\w.\"]+)([^;$]*)", re.I | re.M)


def tracked(root):
    """The files that are, or would be, committed."""
    listing = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    top = subprocess.run(["git", "-C", root, "rev-parse", "--show-toplevel"], capture_output=True, text=True)
    if top.returncode == 0 and Path(top.stdout.strip()) == root:
        return [root / line for line in listing.stdout.splitlines() if (root / line).is_file()]
    hidden = {".git", "node_modules", "build", "build-release"}
    return [path for path in root.rglob("*") if path.is_file() and not hidden & set(path.relative_to(root).parts)]


def strip_comments(text):
    """Comments and strings become spaces, so that places stay."""
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(\\.|[^\"\\\n])*\"", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)


def functions(lines):
    """(line, length) of each function. They begin with a brace in column one, as clang-format sets them."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            yield start, number - start - 1
            start = None


def circles(graph):
    """Groups of nodes that reach each other, each sorted: Tarjan's strongly connected components of more than one node."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in on_stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while not group or group[-1] != node:
                group.append(stack.pop())
                on_stack.discard(group[-1])
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return sorted(found)


class File:
    """A file of api/ in C."""

    def __init__(self, root, path):
        self.path = path.relative_to(root)
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.splitlines()
        inside = self.path.parts[1:]
        self.room = "/".join(inside[:-1])  # "" for api/main.c and what lies beside it
        self.house_room = inside[0] if len(inside) > 1 else None
        self.unit = f"{self.room}/{self.path.stem}".lstrip("/")

    @cached_property
    def code(self):
        return strip_comments(self.text)

    @cached_property
    def includes(self):
        """(line, quoted, name)"""
        found = re.finditer(r'^[ \t]*#include\s+(["<])([^">\n]+)[">]', self.text, re.M)
        return [(self.text.count("\n", 0, m.start()) + 1, m.group(1) == '"', m.group(2)) for m in found]

    @cached_property
    def functions(self):
        return list(functions(self.lines))

    @cached_property
    def comment_lines(self):
        return sum(len(m.group().splitlines()) for m in re.finditer(r"/\*.*?\*/|(?<!:)//[^\n]*", self.text, re.S))

    @cached_property
    def public_names(self):
        """(line, name) of the functions and variables that a header declares."""
        if self.path.suffix != ".h":
            return []
        code = re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda m: re.sub(r"[^\n]", " ", m.group()), self.code, flags=re.M)
        code = re.sub(r"__attribute__\s*\(\(.*?\)\)(?!\))", lambda m: re.sub(r"[^\n]", " ", m.group()), code, flags=re.S)
        names, depth, statement, start = [], 0, "", 1
        for number, line in enumerate(code.splitlines(), 1):
            for character in line + "\n":
                if not statement.strip():
                    start = number
                if depth == 0 and character == ";":
                    if name := PUBLIC.match(" ".join(statement.split()) + ";"):
                        names.append((start, name.group(1)))
                    statement = ""
                    continue
                if character == "}":
                    depth -= 1
                    if depth == 0 and re.search(r"\)\s*$", statement):
                        statement = ""  # the body of an inline function
                elif depth == 0 and character != "{":
                    statement += character
                if character == "{":
                    depth += 1
        return names


def prefixes(file):
    """What a public name of a file may begin with: its unit or its room, or one of what they are about (`date` in dates.h)."""
    words = {file.path.stem, *file.path.parts[1:-1]}
    words |= {word[:-3] + "y" if word.endswith("ies") else word.rstrip("s") for word in words}
    return words | {word.upper() for word in words}


def has_prefix(file, name):
    return any(name == word or name.startswith(f"{word}_") for word in prefixes(file))


class Schema:
    """The files that make the database, in the order in which they are run."""

    def __init__(self, root):
        self.files = sorted(path for folder in ("schema", "migrations") for path in (root / "db" / folder).glob("*.sql"))

    @cached_property
    def objects(self):
        """{object: [places]}: a function by its name and the number of its arguments, a trigger by its table."""
        found = defaultdict(list)
        for path in self.files:
            text = re.sub(r"--[^\n]*", lambda m: " " * len(m.group()), path.read_text(encoding="utf-8"))
            for m in SQL_OBJECT.finditer(text):
                kind, name, rest = m.group(1).lower(), m.group(2).lower().removeprefix("register."), m.group(3)
                if kind == "index" and name == "on":
                    continue
                if kind == "trigger":
                    table = re.search(r"\bon ([\w.]+)", rest)
                    name = f"{name} on {table.group(1) if table else '?'}"
                elif kind in ("function", "procedure", "aggregate"):
                    arguments = rest[rest.find("(") + 1 :]
                    name = f"{name}({self.count_arguments(arguments)})"
                found[f"{kind} {name}"].append(f"{path.name}:{text.count(chr(10), 0, m.start()) + 1}")
        return found

    @staticmethod
    def count_arguments(text):
        depth, count, seen = 0, 0, False
        for character in text:
            if character == "(":
                depth += 1
            elif character == ")":
                if depth == 0:
                    break
                depth -= 1
            elif character == "," and depth == 0:
                count += 1
            seen = seen or not character.isspace()
        return count + 1 if seen else 0

    @property
    def twice(self):
        return {name: places for name, places in self.objects.items() if len(places) > 1}


class House:
    """All of api/, and the schema."""

    def __init__(self, root):
        self.root = root
        self.all = tracked(root)
        self.files = [File(root, path) for path in self.all
                      if path.suffix in (".c", ".h") and path.relative_to(root).parts[0] == "api"]
        self.schema = Schema(root)

    @cached_property
    def units(self):
        """{unit: [files]}"""
        units = defaultdict(list)
        for file in self.files:
            units[file.unit].append(file)
        return units

    @cached_property
    def unit_graph(self):
        """{unit: units that it includes}"""
        graph = {unit: set() for unit in self.units}
        for file in self.files:
            for _, quoted, name in file.includes:
                if not quoted:
                    continue
                target = name.removesuffix(".h")
                if "/" not in target and f"{file.room}/{target}" in self.units:
                    target = f"{file.room}/{target}"
                if target in self.units and target != file.unit:
                    graph[file.unit].add(target)
        return graph

    def room_graph(self, room_of=lambda unit: unit.rsplit("/", 1)[0] if "/" in unit else "top"):
        graph = defaultdict(set)
        for unit, others in self.unit_graph.items():
            graph[room_of(unit)] |= {room_of(other) for other in others} - {room_of(unit)}
        return dict(graph)

    @cached_property
    def unit_circles(self):
        return circles(self.unit_graph)

    @cached_property
    def room_circles(self):
        return circles(self.room_graph(lambda unit: unit.split("/")[0] if "/" in unit else "top"))

    @cached_property
    def floor_circles(self):
        """Circles of the folders within one room."""
        rooms = {unit.split("/")[0] for unit in self.units if unit.count("/") > 1}
        found = []
        for room in rooms:
            graph = self.room_graph()
            inside = {a: {b for b in others if b.split("/")[0] == room} for a, others in graph.items() if a.split("/")[0] == room}
            found += circles(inside)
        return found

    @cached_property
    def names_twice(self):
        """{name: units that bear it}"""
        names = defaultdict(list)
        for unit in self.units:
            names[unit.rsplit("/", 1)[-1]].append(unit)
        return {name: units for name, units in names.items() if len(units) > 1}

    @cached_property
    def public_twice(self):
        """{public name: units that declare it}: a linker takes either without a word."""
        names = defaultdict(set)
        for file, _, name in self.public_names:
            names[name].add(file.unit)
        return {name: sorted(units) for name, units in names.items() if len(units) > 1}

    @cached_property
    def roomless_includes(self):
        """Quoted includes that do not name a room; what lies at the top has none."""
        top = {f"{unit}.h" for unit in self.units if "/" not in unit}
        return [(file, line, name) for file in self.files for line, quoted, name in file.includes
                if quoted and "/" not in name and name not in top]

    @cached_property
    def long_functions(self):
        return [(file, line, length) for file in self.files for line, length in file.functions if length > FUNCTION_MAX]

    @cached_property
    def public_names(self):
        return [(file, line, name) for file in self.files for line, name in file.public_names]

    @cached_property
    def names_without_prefix(self):
        return [(file, line, name) for file, line, name in self.public_names if not has_prefix(file, name)]

    @cached_property
    def rooms(self):
        """{room: (units, lines)}, floors by themselves."""
        rooms = defaultdict(lambda: [set(), 0])
        for file in self.files:
            rooms[file.room or "top"][0].add(file.unit)
            rooms[file.room or "top"][1] += len(file.lines)
        return {room: (len(units), lines) for room, (units, lines) in sorted(rooms.items())}
