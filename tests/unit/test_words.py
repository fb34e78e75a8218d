"""Tables of words with one fault each, and what the build says of them.

    test_words.py TABLES.py WORDS_FOLDER
"""
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = "greeting\tnb\tnn\ten\n"
ROW = "HELLO\tHei {0}\tHei {0}\tHello {0}\n"
FAULTS = {
    "a missing language": (HEAD + "HELLO\tHei\t\tHello\n", "2: it is not said in all languages"),
    "another placeholder": (HEAD + "HELLO\tHei {0}\tHei\tHello {0}\n", "2: the languages differ in their placeholders"),
    "a brace left open": (HEAD + "HELLO\tHei {0\tHei {0\tHello {0\n", "2: a brace that is no placeholder: Hei {0"),
    "a choice of three": (HEAD + "HELLO\t{0|a|b|c}\t{0|a|b|c}\t{0|a|b|c}\n", "2: a brace that is no placeholder"),
    "a name twice": (HEAD + ROW + ROW, "3: HELLO stands on line 2 already"),
    "a name in small letters": (HEAD + "hello\tHei\tHei\tHello\n", "2: hello is no name of an enum"),
    "a cell too few": (HEAD + "HELLO\tHei\tHei\n", "2: 3 cells; the heading has 4"),
    "a blank at an end": (HEAD + "HELLO\tHei \tHei\tHello\n", "2: a cell begins or ends with a blank"),
    "carriage returns": (HEAD + ROW.replace("\n", "\r\n"), "every line ends with a line feed"),
    "no end of the last line": (HEAD + ROW.rstrip("\n"), "every line ends with a line feed"),
    "an empty row that is not NONE": (HEAD + "NOTHING\t\t\t\n", "2: it is not said in all languages"),
    "a group in two places": ("role_group\tname\tnb\tnn\ten\nA\tx\tX\tX\tX\nB\tx\tX\tX\tX\nA\ty\tY\tY\tY\n", "4: the group A stands in two places"),
    "a term twice": ("role_group\tname\tnb\tnn\ten\nA\tx\tX\tX\tX\nA\tx\tY\tY\tY\n", "3: A x stands on line 2 already"),
    "a vocabulary's name": ("text\tkind!\nvedtak\tDE-CISION\n", "2: 'DE-CISION' is no name in C"),
}


def make(tool, text):
    with tempfile.TemporaryDirectory() as folder:
        table, header, source = (Path(folder) / name for name in ("greeting.tsv", "greeting_table.h", "greeting_table.c"))
        table.write_bytes(text.encode())
        run = subprocess.run([sys.executable, tool, table, header, source], capture_output=True, text=True)
        return run, header.read_text() if header.exists() else "", source.read_text() if source.exists() else ""


def main():
    tool, words = sys.argv[1:]
    failed = 0

    def expect(name, holds, shown):
        nonlocal failed
        if not holds:
            failed += 1
            print(f"{name}: {shown}")

    for name, (text, said) in FAULTS.items():
        run, header, _ = make(tool, text)
        expect(name, run.returncode != 0 and said in run.stderr and not header, run.stderr or "taken")
    run, header, source = make(tool, HEAD + ROW + 'QUOTE\t"\\"\t"\\"\t"\\"\n')
    expect("a good table", run.returncode == 0 and "GREETING_HELLO,\n        GREETING_QUOTE," in header, run.stderr + header)
    expect("quotes and backslashes", r'"\"\\\""' in source, source)
    run, _, _ = make(tool, HEAD + "HELLO\t{Number:m} hei\t{number} hei{number||er}\t{number:m} hello\n")
    expect("a placeholder in several forms", run.returncode == 0, run.stderr)
    run, header, source = make(tool, "greeting\tweight\tnb\tnn\ten\nNONE\t\t\t\t\nHELLO\t7\tHei\tHei\tHello\n")
    expect("a row for none, a column of numbers", "unsigned greeting_weight(enum greeting which)" in header and "0,\n        7," in source, run.stderr + header + source)
    run, header, _ = make(tool, "text\tkind!\nvedtak\tDECISION\n")
    expect("a vocabulary", 'X("vedtak", DECISION)' in header, run.stderr + header)
    listed = (Path(words) / "meson.build").read_text()
    for table in Path(words).glob("*.tsv"):
        expect(f"{table.name} is built", f"'{table.stem}'" in listed, "it is not in meson.build")
    print(f"words: {len(FAULTS) + 4} tables, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
