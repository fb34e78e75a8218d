// How slow this machine is just now, and time in the tests measured by it. Tests assert behaviour, not speed: whatever they
// wait for, and whatever limit of the service they meet, is stretched by one factor.
//
// deploy/test measures the factor once, when it starts, and hands it on in SAMRAD_TEST_PACE (`node tests/http/pace.mjs` prints
// it); a test file that is run by itself measures it when it is loaded.

import { fileURLToPath } from "node:url";

/** Rounds of `work` in a millisecond on the machine that the tests' times were written for: two cores of 2023, nothing beside. */
const ROUNDS_A_MS = 40;
const MEASURE_MS = 400;
/** A machine is never held to be quicker than that one, and small differences are noise. */
const NOISE = 1.3;
/** What is measured once may become worse while the tests run. */
const MARGIN = 1.5;
const PACE_MAX = 100;

const sample = JSON.stringify(Array.from({ length: 20 }, (_, n) => ({ id: `id-${n}`, name: { nb: `Navn ${n}` }, numbers: [n, n * 2, n * 3] })));

function work() {
  return JSON.stringify(JSON.parse(sample)).length;
}

/** How many times slower than the machine that the times were written for: at least 1. */
export function measurePace() {
  for (let n = 0; n < 2000; n += 1) work(); // until it is compiled
  const began = performance.now();
  let rounds = 0;
  for (; performance.now() - began < MEASURE_MS; rounds += 10) for (let n = 0; n < 10; n += 1) work();
  const slower = ROUNDS_A_MS / (rounds / (performance.now() - began));
  return slower < NOISE ? 1 : Math.min(Math.ceil(slower * MARGIN), PACE_MAX);
}

/** At least 1. */
export const pace = Math.max(1, Number(process.env.SAMRAD_TEST_PACE) || measurePace());

/** A time as it is on this machine. */
export const scaled = (ms) => Math.round(ms * pace);

/** Gives the others time: as long as it takes on this machine. */
export const sleep = (ms) => new Promise((done) => setTimeout(done, scaled(ms)));

/** Asks again and again until something is true; its value, or the last one when the time is up. */
export async function until(holds, ms = 20000, everyMs = 50) {
  for (const deadline = performance.now() + scaled(ms); ; ) {
    const value = await holds();
    if (value || performance.now() > deadline) return value;
    await new Promise((done) => setTimeout(done, everyMs));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(measurePace());
