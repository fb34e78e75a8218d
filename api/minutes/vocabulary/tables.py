"""Turns the tables of words into C: arrays as vocabulary.h declares them.

    tables.py OUT.c TABLE.tsv...

A table has comments that begin with #, a line that names its columns, and a row a line, with tabs between.
"""
import sys
from pathlib import Path


def text(value):
    return '"' + value.replace('"', '\\"') + '"' if value else "NULL"


def name_of(prefix):
    return lambda value: prefix + (value or "unsaid").upper()


def truth(value):
    return {"yes": "true", "no": "false"}[value]


# The C type and name of each table, and how each column is written.
TABLES = {
    "labels": ("struct label_row", "vocabulary_labels", [("word", text), ("kind", name_of("LABEL_")), ("how", name_of("LABEL_HOW_")),
                                                 ("colon", truth), ("presence", name_of("PRESENCE_")), ("role", text)]),
    "verbs": ("struct verb", "vocabulary_verbs", [("infinitive", text), ("present", text), ("with", text), ("use", name_of("VERB_"))]),
    "actors": ("struct actor_row", "vocabulary_actors", [("ending", text), ("actor", name_of("ACTOR_"))]),
    "roles": ("struct role_row", "vocabulary_roles", [("word", text), ("role", text)]),
}


def rows_of(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header, *rows = [line.split("\t") for line in lines]
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            sys.exit(f"{path}: row {number} has {len(row)} columns of {len(header)}: {row[0]}")
        if any(cell != cell.strip() for cell in row):
            sys.exit(f"{path}: row {number} has blanks around a cell: {row[0]}")
    return header, rows


def write_table(out, path):
    c_type, c_name, columns = TABLES[path.stem]
    header, rows = rows_of(path)
    if header != [name for name, _ in columns]:
        sys.exit(f"{path}: the columns are {header}")
    out.write(f"const {c_type} {c_name}[] = {{\n")
    for row in rows:
        out.write("        {" + ", ".join(write(cell) for (_, write), cell in zip(columns, row)) + "},\n")
    out.write(f"}};\nconst size_t {c_name}_count = {len(rows)};\n\n")


def write_lists(out, path):
    _, rows = rows_of(path)
    names = [name for name, _ in rows]
    if len(set(names)) != len(names):
        sys.exit(f"{path}: a list stands there twice")
    for name, words in rows:
        cells = [word.strip() for word in words.split(",")]
        out.write(f"const char *const vocabulary_{name}[] = {{{', '.join(text(word) for word in cells)}, NULL}};\n")


def main():
    target, *tables = sys.argv[1:]
    with open(target, "w", encoding="utf-8") as out:
        out.write('#include "minutes/vocabulary/vocabulary.h"\n\n')
        for path in map(Path, tables):
            if path.stem == "words":
                write_lists(out, path)
            else:
                write_table(out, path)


if __name__ == "__main__":
    main()
