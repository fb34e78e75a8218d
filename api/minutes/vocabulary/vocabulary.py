"""Turns the tables of words that are recognised in minutes into C: arrays as vocabulary.h declares them.

    vocabulary.py OUT.c TABLE.tsv...

api/words/README.md says what a table may look like.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "words"))

from tables import Fault, check_unique, literal, read  # noqa: E402


def text(value):
    return literal(value) if value else "NULL"


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


def write_table(out, path):
    c_type, c_name, columns = TABLES[path.stem]
    head, rows = read(path)
    if head != [name for name, _ in columns]:
        raise Fault(1, f"the columns are {head}")
    out.write(f"const {c_type} {c_name}[] = {{\n")
    for _, cells in rows:
        out.write("        {" + ", ".join(write(cell) for (_, write), cell in zip(columns, cells)) + "},\n")
    out.write(f"}};\nconst size_t {c_name}_count = {len(rows)};\n\n")


def write_lists(out, path):
    _, rows = read(path)
    check_unique(rows, 1)
    for _, (name, words) in rows:
        cells = [word.strip() for word in words.split(",")]
        out.write(f"const char *const vocabulary_{name}[] = {{{', '.join(text(word) for word in cells)}, NULL}};\n")


def main():
    target, *tables = sys.argv[1:]
    with open(target, "w", encoding="utf-8") as out:
        out.write('#include "minutes/vocabulary/vocabulary.h"\n\n')
        for path in map(Path, tables):
            try:
                (write_lists if path.stem == "words" else write_table)(out, path)
            except Fault as fault:
                sys.exit("{}:{}: {}".format(path, *fault.args))


if __name__ == "__main__":
    main()
