#!/usr/bin/env python3
"""Makes the pages at /docs out of the bundled contract and the guides.

    docs.py OUT.html OUT.c OPENAPI.json GUIDE.md...

OUT.html holds the pages one after the other; OUT.c takes it into the binary and says where each begins.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from bundler import reference  # noqa: E402


def main():
    out, table, contract, *guides = map(Path, sys.argv[1:])
    texts = {path.stem.lower(): path.read_text(encoding="utf-8") for path in guides if path.exists()}
    pages = reference.Reference(json.loads(contract.read_text(encoding="utf-8")), texts).pages()
    whole, entries = b"", []
    for name, page in sorted(pages.items(), key=lambda entry: entry[0].encode()):
        data = page.encode()
        entries.append(f'        {{"{name}", documentation_pages + {len(whole)}, {len(data)}}},\n')
        whole += data
    out.write_bytes(whole)
    table.write_text(
        '#include "base/embedded.h"\n\n'
        '__asm__(".section .rodata\\n.local documentation_pages\\ndocumentation_pages:\\n"\n'
        f'        ".incbin \\"{out.resolve()}\\"\\n.byte 0\\n.previous\\n");\n'
        "extern const char documentation_pages[];\n\n"
        f"const struct embedded embedded_documentation[] = {{\n{''.join(entries)}}};\n"
        f"const size_t embedded_documentation_count = {len(entries)};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
