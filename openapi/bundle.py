#!/usr/bin/env python3
"""Bundles the contract: many small YAML files in, one OpenAPI 3.1 document out.

    bundle.py OUT_JSON [OUT_YAML [OUT_LEAN]]     writes the document; and as the service reads it (bundler/lean.py)
    bundle.py --inputs                           lists the files it is made from, one a line, for a build system

The same input gives the same bytes. A contract that breaks its own conventions (bundler/verify.py) is not written:
the faults go to standard error and the exit status is 1.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the source tree stays clean

from bundler import assemble, lean, sources, verify  # noqa: E402

ROOT = Path(__file__).resolve().parent


def write(path, text):
    """Writes whole files only: a build that is interrupted leaves no half contract behind."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(target)


def compact(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def main(arguments):
    if arguments == ["--inputs"]:
        print("\n".join(str(path) for path in sources.inputs(ROOT)))
        return 0
    if len(arguments) not in (1, 2, 3) or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 64
    try:
        document = assemble.document(sources.read(ROOT))
    except sources.ContractError as error:
        print(f"openapi: {error}", file=sys.stderr)
        return 1
    faults = verify.faults(document)
    for fault in faults:
        print(f"openapi: {fault}", file=sys.stderr)
    if faults:
        return 1
    text = compact(document)
    write(arguments[0], text)
    if len(arguments) >= 2:
        write(arguments[1], sources.to_yaml(document))
    if len(arguments) == 3:
        write(arguments[2], compact(lean.document(document, text)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
