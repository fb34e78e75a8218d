// Compares two recordings of `record.mjs`: which answers differ, and in what.
//
//   node tests/record/compare.mjs BEFORE AFTER [--all|--brief]
//
// Prints the differences, alike ones of several answers together (with --all each by itself, with --brief only which members of each
// answer differ), and ends with a count; exit status 1 if there is any.

import { readFileSync } from "node:fs";

const SHOWN = 300; // characters of a value
const EXAMPLES = 3; // requests that are named for one difference

const [before, after, how] = process.argv.slice(2);
const all = how === "--all";
if (!after) throw new Error("compare.mjs BEFORE AFTER [--all|--brief]");

const read = (file) => new Map(readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => [JSON.parse(line).request, JSON.parse(line)]));

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const show = (value) => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, SHOWN));

/** The places in which two values of JSON differ. */
function* differences(a, b, place = "") {
  const both = [a, b];
  if (both.every((value) => value && typeof value === "object") && Array.isArray(a) === Array.isArray(b)) {
    if (!Array.isArray(a) && Object.keys(a).join() !== Object.keys(b).join() && Object.keys(a).sort().join() === Object.keys(b).sort().join())
      yield [`${place} (order of members)`, Object.keys(a).join(), Object.keys(b).join()];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) yield* differences(a[key], b[key], `${place}/${Array.isArray(a) ? "*" : key}`);
  } else if (a !== b) yield [place, show(a), show(b)];
}

/** The first line of two texts that is not the same. */
function* differentLine(a, b) {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const n = left.findIndex((line, i) => line !== right[i]);
  const at = n < 0 ? left.length : n;
  const from = [...(left[at] ?? "")].findIndex((character, i) => character !== right[at]?.[i]);
  const start = Math.max(0, from - 60);
  yield ["text", show(left[at]?.slice(start)), show(right[at]?.slice(start))];
}

function* compareBodies(a, b) {
  if (a === b) return;
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) yield* differentLine(a, b);
  else {
    const found = [...differences(left, right)];
    if (found.length) yield* found;
    else yield ["bytes", show(a), show(b)];
  }
}

function* compare(a, b) {
  if (a.status !== b.status) yield ["status", a.status, b.status];
  for (const [name, left, right] of differences(a.headers, b.headers)) yield [`header ${name.slice(1)}`, left, right];
  yield* compareBodies(a.body, b.body);
}

const [old, now] = [read(before), read(after)];
const groups = new Map();
let different = 0;
for (const [request, answer] of old) {
  const other = now.get(request);
  const found = other ? [...compare(answer, other)] : [["the request", "asked", "not asked"]];
  if (found.length) different += 1;
  if (how === "--brief" && found.length) console.log(`${request}\n    ${[...new Set(found.map(([place]) => place))].join(" ").slice(0, SHOWN)}`);
  for (const [place, left, right] of how === "--brief" ? [] : found) {
    const key = all ? `${request}${place}${left}${right}` : `${place}${left}${right}`;
    if (!groups.has(key)) groups.set(key, { place, left, right, requests: new Set() });
    groups.get(key).requests.add(request);
  }
}
for (const { place, left, right, requests } of groups.values()) {
  console.log(`${place}\n  before: ${left}\n  after:  ${right}\n  in ${requests.size}:`);
  for (const request of [...requests].slice(0, all ? requests.size : EXAMPLES)) console.log(`    ${request}`);
}
const added = [...now.keys()].filter((request) => !old.has(request)).length;
console.log(`${old.size} answers: ${old.size - different} equal, ${different} differ; ${added} asked only after`);
process.exit(different ? 1 : 0);
