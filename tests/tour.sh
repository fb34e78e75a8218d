#!/usr/bin/env bash
# A newcomer's first minutes: deploy/run in a folder of its own, every command of the README with its answer, a second
# start, a clean end.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/samrad-tour.XXXXXX")
chmod 0755 "$folder"
export SAMRAD_DATA=$folder/data
unset DATABASE_URL
SAMRAD_PORT=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export SAMRAD_PORT
run=
trap '[ -z "$run" ] || { kill -TERM "$run"; wait "$run" || true; }; rm -rf "$folder"' EXIT

start() {
        "$root/deploy/run" 2>"$folder/log" &
        run=$!
        for _ in $(seq 1200); do
                curl -sf "localhost:$SAMRAD_PORT/health/ready" >/dev/null && return
                kill -0 "$run" 2>/dev/null || break
                sleep 0.25
        done
        cat "$folder/log"
        exit 1
}

stop() {
        kill -TERM "$run"
        wait "$run"
        run=
        [ ! -e "$SAMRAD_DATA/postgres/data/postmaster.pid" ]
}

start
/usr/bin/python3 - "$root/README.md" "$SAMRAD_PORT" <<'PYTHON'
import re
import subprocess
import sys

text = open(sys.argv[1], encoding="utf-8").read()
steps = re.findall(r"```sh\n(.*?)```\n```\n(.*?)```", text, re.S)
assert len(steps) >= 8, "the README has lost its tour"
failed = 0
for commands, expected in steps:
    commands = commands.replace("localhost:8080", "localhost:" + sys.argv[2])
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], capture_output=True, text=True)
    if done.returncode != 0 or done.stdout != expected:
        failed += 1
        print(f"tour: {commands}\nexpected: {expected}answered: {done.stdout}{done.stderr}")
print(f"tour: {len(steps) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
PYTHON
[ "$(stat -c %a "$SAMRAD_DATA/admin.key")" = 600 ]
# What reads documents of word processors is a program of its own, and is there, too.
/usr/bin/python3 - "$folder/minutes.docx" <<'PYTHON'
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1], "w") as file:
    file.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
    file.writestr("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                  "<w:p><w:r><w:t>1) Budsjettet</w:t></w:r></w:p></w:body></w:document>")
PYTHON
curl -sf "localhost:$SAMRAD_PORT/v1/minutes/parse" --data-binary @"$folder/minutes.docx" \
        -H 'Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document' | jq -e '.items[0].title.nb == "Budsjettet"' >/dev/null ||
        { echo "tour: a document of a word processor is not read"; exit 1; }
stop
before=$SECONDS
start
[ $((SECONDS - before)) -lt 15 ]
stop
