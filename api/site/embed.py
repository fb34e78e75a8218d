"""Turns the files that pages are made of into one C source: a table of names, texts and lengths, sorted by name.

    embed.py OUT.c FILE...

A file's name in the table has a hash of its bytes before its ending, so that a file which changes has another. The
assembler takes the bytes in as they are: megabytes of them would be long in coming through the compiler.
"""
import hashlib
import os
import sys
from pathlib import Path


def main():
    out, *files = sys.argv[1:]
    entries = []
    for path in map(Path, files):
        data = path.read_bytes()
        entries.append((f"{path.stem}.{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}", os.path.relpath(path), len(data)))
    with open(out, "w", encoding="utf-8") as c:
        c.write('#include "base/embedded.h"\n\n')
        for number, (_, path, _) in enumerate(sorted(entries)):
            c.write(f'__asm__(".section .rodata\\n.local asset_{number}\\nasset_{number}:\\n"\n'
                    f'        ".incbin \\"{path}\\"\\n.byte 0\\n.previous\\n");\n'
                    f"extern const char asset_{number}[];\n")
        c.write("\nconst struct embedded embedded_assets[] = {\n")
        for number, (name, _, length) in enumerate(sorted(entries)):
            c.write(f'        {{"{name}", asset_{number}, {length}}},\n')
        c.write(f"}};\nconst size_t embedded_assets_count = {len(entries)};\n")


if __name__ == "__main__":
    main()
