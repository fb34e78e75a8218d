// Calendars and feeds as others' parsers read them, held to their standards (tests/render/readers.py).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./harness.mjs";

/** What a reader has of a text; what it would stumble over fails the test. */
function read(kind, text) {
  const reader = spawn("/usr/bin/python3", [join(root, "tests/render/readers.py"), kind]);
  let out = "", told = "";
  reader.stdout.setEncoding("utf8").on("data", (piece) => (out += piece));
  reader.stderr.setEncoding("utf8").on("data", (piece) => (told += piece));
  reader.stdin.on("error", () => {}); // it says itself why it reads no more
  reader.stdin.end(text);
  return new Promise((done, failed) => {
    reader.on("error", failed);
    reader.on("close", (status) => (status === 0 ? done(JSON.parse(out)) : failed(new Error(`${kind}: ${told}\n${text.slice(0, 3000)}`))));
  });
}

export async function readCalendar(answer) {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "text/calendar; charset=utf-8; method=PUBLISH");
  return read("calendar", answer.text);
}

export async function readFeed(answer) {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "application/atom+xml");
  return read("feed", answer.text);
}
