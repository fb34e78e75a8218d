"""Turns a table of words into C: an enum of its names, and an array for each thing that the table says of them.

    tables.py TABLE.tsv OUT.h OUT.c

README.md says what a table may look like. Every fault in it is printed with its line, and ends the build.
"""
import re
import sys
from pathlib import Path

LANGUAGES = ["nb", "nn", "en"]
NAME = re.compile(r"[A-Z][A-Z0-9_]*")
PLACE = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*)\|([^{}|]*))?\}")


class Fault(Exception):
    """A line of a table and what is wrong with it."""


def read(path):
    """The heads of the columns, and the rows with the numbers of their lines. A line that begins with # is a comment."""
    text = path.read_bytes().decode("utf-8")
    lines = text.split("\n")
    if lines.pop() != "" or "\r" in text:
        raise Fault(len(lines), "every line ends with a line feed, and with nothing else")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    head = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) != len(head):
            raise Fault(number, f"{len(cells)} cells; the heading has {len(head)}")
        if any(cell != cell.strip() for cell in cells):
            raise Fault(number, "a cell begins or ends with a blank")
        rows.append((number, cells))
    return head, rows


def places_of(number, text):
    """The names of what a sentence leaves open; the same ones in each language, however often and in whatever form."""
    rest = PLACE.sub("", text)
    if "{" in rest or "}" in rest:
        raise Fault(number, f"a brace that is no placeholder: {text}")
    return {match.group(1).split(":")[0].lower() for match in PLACE.finditer(text)}


def check_languages(head, rows):
    columns = [head.index(language) for language in LANGUAGES]
    for number, cells in rows:
        said = [cells[column] for column in columns]
        if not all(said):
            raise Fault(number, "it is not said in all languages")
        if len({frozenset(places_of(number, text)) for text in said}) > 1:
            raise Fault(number, "the languages differ in their placeholders")


def check_unique(rows, columns):
    seen = {}
    for number, cells in rows:
        key = tuple(cells[:columns])
        if key in seen:
            raise Fault(number, f"{' '.join(key)} stands on line {seen[key]} already")
        seen[key] = number


def check_names(rows):
    for number, cells in rows:
        if not NAME.fullmatch(cells[0]):
            raise Fault(number, f"{cells[0]} is no name of an enum: capitals, digits and underscores")


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def array(values, kind, name, suffix=""):
    lines = "".join(f"        {value},\n" for value in values)
    return f"const {kind}{name}[]{suffix} = {{\n{lines}}};\n"


def said(head, cells):
    """What a row says in each language; a row NONE says nothing."""
    texts = [cells[head.index(language)] for language in LANGUAGES]
    return "{" + ", ".join(literal(text) if text else "0" for text in texts) + "}"


def enum_of(tag, prefix, names, count):
    return f"enum {tag} {{\n" + "".join(f"        {prefix}_{name},\n" for name in names) + f"        {count}\n}};\n"


def column_of(head, rows, column, prefix):
    """A column that is not said: numbers, or names for programs. Its declaration, its function, its array."""
    cells = [cells[column] for _, cells in rows]
    name = f"{prefix}_{head[column]}"
    if all(cell.isdigit() for cell in cells if cell):
        kind, result, values = "unsigned short ", "unsigned ", [cell or "0" for cell in cells]
    else:
        kind, result, values = "char *const ", "const char *", [literal(cell) if cell else "0" for cell in cells]
    return f"extern const {kind}{name}_column[];\n" + function(name, result, head[0]), array(values, kind, f"{name}_column")


def function(name, result, tag, language=""):
    index, parameter = ("[language]", ", enum language language") if language else ("", "")
    return (f"static inline {result}{name}(enum {tag} which{parameter})\n"
            f"{{\n        return {name}_column[which]{index};\n}}\n")


def write_sentences(subject, head, rows):
    """One name a row: words, sentences, faults."""
    check_names(rows)
    check_unique(rows, 1)
    none = rows[0][1][0] == "NONE" and not any(rows[0][1][1:])
    check_languages(head, rows[none:])
    header = enum_of(head[0], subject.upper(), [cells[0] for _, cells in rows], f"{head[0].upper()}_COUNT")
    header += f"extern const char *const {subject}_text_column[][LANGUAGE_COUNT];\n"
    header += function(f"{subject}_text", "const char *", head[0], "language")
    source = array([said(head, cells) for _, cells in rows], "char *const ", f"{subject}_text_column", "[LANGUAGE_COUNT]")
    for column, name in enumerate(head):
        if column and name not in LANGUAGES:
            declared, made = column_of(head, rows, column, subject)
            header, source = header + declared, source + made
    return header, source


def write_groups(subject, head, rows):
    """Terms in groups: what people call the names that the contract enumerates."""
    prefix = subject.upper()
    check_names(rows)
    check_unique(rows, 2)
    check_languages(head, rows)
    groups = {}
    for number, cells in rows:
        if cells[0] in groups and cells[0] != list(groups)[-1]:
            raise Fault(number, f"the group {cells[0]} stands in two places")
        groups.setdefault(cells[0], []).append(cells)
    header = enum_of(head[0], prefix, groups, f"{head[0].upper()}_COUNT")
    header += f"struct {subject} {{\n        const char *name, *texts[LANGUAGE_COUNT];\n}};\n"
    header += f"extern const struct {subject} *const {subject}_groups[]; /* each ends with a name that is NULL */\n"
    source = ""
    for group, members in groups.items():
        entries = [f"{{{literal(cells[1])}, {said(head, cells)}}}" for cells in members] + ["{0}"]
        source += "static " + array(entries, f"struct {subject} ", f"{subject}_{group.lower()}")
    source += array([f"{subject}_{group.lower()}" for group in groups], f"struct {subject} *const ", f"{subject}_groups")
    return header, source


def write_vocabulary(subject, head, rows):
    """Words to be recognised, not said: a list of X(…) for whoever knows what they mean."""
    check_unique(rows, len(head))
    lines = []
    for number, cells in rows:
        for name, cell in zip(head, cells):
            if name.endswith("!") and not re.fullmatch(r"\w+", cell):
                raise Fault(number, f"{cell!r} is no name in C")
        lines.append(", ".join(cell if name.endswith("!") else literal(cell) for name, cell in zip(head, cells)))
    return f"#define {subject.upper()}_TABLE(X) \\\n" + " \\\n".join(f"        X({line})" for line in lines) + "\n", ""


def make(path):
    head, rows = read(path)
    subject = path.stem
    if not set(LANGUAGES) <= set(head):
        return write_vocabulary(subject, head, rows)
    return (write_groups if head[1] == "name" and head[0].endswith("_group") else write_sentences)(subject, head, rows)


def main():
    table, header_path, source_path = map(Path, sys.argv[1:])
    try:
        header, source = make(table)
    except Fault as fault:
        sys.exit("{}:{}: {}".format(table, *fault.args))
    made = f"/* Made from {table.name}. */\n"
    header_path.write_text(made + '#pragma once\n\n#include "words/language.h"\n\n' + header, encoding="utf-8")
    source_path.write_text(made + f'#include "words/{header_path.name}"\n\n' + source, encoding="utf-8")


if __name__ == "__main__":
    main()
