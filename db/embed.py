"""Turns files into one C source: a sorted table of names, texts and lengths.

    embed.py OUT.c TABLE ROOT FILE...

TABLE names the table; a file's name in it is its path below ROOT (its own name, if it comes from elsewhere), without the ending `.sql`. SQL comments are left out.
Bytes are written as numbers, since Norwegian letters do not fit a signed char.
"""
import re
import sys
from pathlib import Path


def text_of(path):
    data = path.read_bytes()
    if path.suffix == ".sql":
        lines = data.decode().splitlines(keepends=True)
        data = "".join(line for line in lines if not line.startswith("--")).encode()
    return data


def name_of(path, root):
    path, root = Path(path).resolve(), Path(root).resolve()
    return str(path.relative_to(root) if path.is_relative_to(root) else path.name).removesuffix(".sql")


def main():
    out, table, root, *files = sys.argv[1:]
    entries = sorted((name_of(f, root), text_of(Path(f))) for f in files)
    with open(out, "w", encoding="utf-8") as c:
        c.write('#include "base/embedded.h"\n\n')
        for n, (_, data) in enumerate(entries):
            numbers = ",".join(str(byte) for byte in data + b"\0")
            c.write(f"static const unsigned char text_{n}[] = {{{re.sub(r'((?:[0-9]+,){40})', chr(92) + '1' + chr(10), numbers)}}};\n")
        c.write(f"\nconst struct embedded {table}[] = {{\n")
        for n, (name, data) in enumerate(entries):
            c.write(f'        {{"{name}", (const char *)text_{n}, {len(data)}}},\n')
        c.write(f"}};\nconst size_t {table}_count = {len(entries)};\n")


if __name__ == "__main__":
    main()
