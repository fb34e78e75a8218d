// A real Chromium on a real service. Every page is watched: what it asks for, what it says on the console, what its policy
// stops.

import assert from "node:assert/strict";
import { after } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { startSamrad } from "../http/harness.mjs";
import { scaled } from "../http/pace.mjs";

const EXECUTABLE = "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const PATIENCE_MS = 60000; // the documentation is a large script, and other tests run beside
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

export const HOSTILE = `Ondsinnet <script>window.hostile = 1</script><img src=x onerror="window.hostile = 2">`;
const hostile = [
  ["/v1/organisations/slem", { name: { nb: HOSTILE }, kind: "other" }],
  ["/v1/persons/slem", { name: HOSTILE }],
  ["/v1/bodies/slemt-rad", { name: { nb: HOSTILE }, kind: "council", purpose: { nb: `${HOSTILE} ${"ubrytelig".repeat(40)}` }, note: { nb: HOSTILE } }],
  ["/v1/rules/slem", { body: "slemt-rad", kind: "seats", force: "shall", basis: "stated", text: { nb: HOSTILE }, who: { organisation: ["slem"] } }],
  ["/v1/documents/slem", { title: { nb: HOSTILE }, kind: "report", body: "slemt-rad", fileName: HOSTILE, link: { url: "https://example.org/?a='b'" } }],
  ["/v1/memberships/slem", { body: "slemt-rad", role: "member", organisation: "slem", person: "slem" }],
];

/** The service with the example register and a few hostile names, and a browser. Both end after the tests. */
export async function start() {
  const samrad = await startSamrad({ example: true });
  await samrad.store(...hostile);
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
  after(async () => {
    await browser.close();
  });
  return { samrad, browser, origin: `http://127.0.0.1:${samrad.client.port}` };
}

/** A page of its own context, with what it did wrong in `faults`. */
export async function open({ browser, origin }, path, options = {}) {
  const context = await browser.newContext({ baseURL: origin, locale: "nb-NO", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(scaled(PATIENCE_MS));
  const faults = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()} ${url}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:")) faults.push(`asked for ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const answer = await page.goto(path, { waitUntil: "load" });
  return { page, faults, answer, close: () => context.close() };
}

/** What axe finds against WCAG 2.1 A and AA, in words; or against some rules alone. */
export async function axeFaults(page, rules) {
  await page.evaluate(axe.source);
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: WCAG };
  const { violations } = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), runOnly);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}

export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export function assertNone(faults, where) {
  assert.equal(faults.length, 0, `${where}\n${faults.slice(0, 8).join("\n")}`);
}
