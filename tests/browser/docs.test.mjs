// The documentation in a browser: it shows the contract without a script, is quick to open, finds an operation, tries it against
// this server, keeps a key to itself, and asks nobody else for anything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { scaled } from "../http/pace.mjs";
import { assertNone, axeFaults, open, overflow, start } from "./browser.mjs";

const FIRST_MS = 1000; // of processor time until the first operation shows
const OPENED_MS = 300; // until any operation is open
const site = await start();
const contract = (await site.samrad.get("/v1/openapi.json")).json;
const operations = Object.values(contract.paths).flatMap((item) => Object.values(item));
const { page, faults } = await open(site, "/docs", { colorScheme: "light", locale: "en" });

/** How long the page's own work took, in milliseconds: scripts, layout and the rest, without waiting. */
async function work(visit) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  await visit();
  const taken = await read();
  await session.detach();
  return taken;
}

test("the list has every operation, schema and guide, accessible and quiet, in light and dark", async () => {
  assert.equal(await page.locator(".docs-operations li").count(), operations.reduce((sum, { tags }) => sum + tags.length, 0));
  assert.equal(await page.locator(".docs-names li").count(), Object.keys(contract.components.schemas).length);
  assert.ok(await page.locator('a[href="/docs/portal"]').first().isVisible());
  assertNone(await axeFaults(page), "/docs");
  await page.emulateMedia({ colorScheme: "dark" });
  assertNone([...faults, ...(await axeFaults(page, ["color-contrast"]))], "/docs in the dark");
  await page.emulateMedia({ colorScheme: "light" });
});

test("the first operation shows within a second of processor time, and any is open soon after", async () => {
  const first = await work(async () => {
    await page.goto("/docs");
    await page.locator(".docs-operations li").first().waitFor();
  });
  assert.ok(first < scaled(FIRST_MS), `${first} ms`);
  for (const name of ["whatIf", "updateRule", "putRule", "importResources"].filter((id) => operations.some(({ operationId }) => operationId === id))) {
    const opened = await work(() => page.goto(`/docs/${name}`));
    assert.ok(opened < scaled(OPENED_MS), `${name}: ${opened} ms`);
  }
});

test("every page of it is there", async () => {
  for (const name of [...operations.map(({ operationId }) => operationId), ...Object.keys(contract.components.schemas), "portal"]) {
    const { status, text } = await site.samrad.get(`/docs/${name}`, { headers: { Accept: "text/html" } });
    assert.equal(status, 200, name);
    for (const [, link] of text.matchAll(/href="\/docs\/([^"#?]+)/g))
      assert.ok(link === "portal" || link === "rules" || contract.components.schemas[link] || operations.some(({ operationId }) => operationId === link), `${name}: ${link}`);
  }
  assert.equal((await site.samrad.get("/docs/nothing")).status, 404);
});

test("words narrow the list", async () => {
  await page.goto("/docs");
  await page.getByRole("searchbox", { name: "Search operations and schemas" }).fill("membership put");
  assert.deepEqual(await page.locator(".docs-operations li:visible code").allTextContents(), ["/v1/memberships/{id}"]);
  await page.locator(".docs-operations li:visible a").click();
  assert.match(await page.locator("h1").textContent(), /membership/i);
  assertNone([...faults, ...(await axeFaults(page))], page.url());
});

test("examples name this server", async () => {
  await page.goto("/docs/getBody");
  const [curl, typescript] = await page.locator(".docs pre code").allTextContents();
  assert.equal(curl, `curl '${site.origin}/v1/bodies/sektorradet'`);
  assert.match(typescript, /samrad\.GET\("\/v1\/bodies\/\{id\}"/);
});

test("an operation is tried against this server", async () => {
  const { operationId } = contract.paths["/v1/search"].get;
  await page.goto(`/docs/${operationId}`);
  await page.locator('.docs-try input[name="q"]').fill("sektorrådet");
  const answered = page.waitForResponse(/\/v1\/search\?/);
  await page.getByRole("button", { name: "Send" }).click();
  const answer = await answered;
  assert.equal(answer.status(), 200);
  assert.equal((await answer.json()).items[0].resource, "sektorradet");
  await page.locator(".docs-answer", { hasText: "sektorradet" }).waitFor();
  assertNone([...faults, ...(await axeFaults(page))], page.url());
});

test("a key goes with the request, and neither into an address nor into storage", async () => {
  const key = site.samrad.keys.admin;
  await page.goto("/docs/listKeys");
  await page.locator('.docs-try input[name="Key"]').fill(key);
  const asked = page.waitForRequest(/\/v1\/keys/);
  await page.getByRole("button", { name: "Send" }).click();
  const request = await asked;
  assert.equal(request.headers().authorization, `Bearer ${key}`);
  assert.equal((await request.response()).status(), 200);
  assert.ok(!request.url().includes(key) && !page.url().includes(key));
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(stored, '[{},{},""]');
  assertNone(faults, "/docs");
});

test("a write is tried with its example", async () => {
  await page.goto("/docs/createBody");
  await page.locator('.docs-try input[name="Key"]').fill(site.samrad.keys.admin);
  await page.locator('.docs-try input[name="dryRun"]').fill("true");
  await page.locator(".docs-try textarea").fill('{"name": {"nb": "Prøverådet"}, "kind": "council"}');
  const answered = page.waitForResponse(/\/v1\/bodies\?dryRun=true/);
  await page.getByRole("button", { name: "Send" }).click();
  assert.ok((await answered).ok());
});

test("the documentation fits a narrow screen", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/docs", "/docs/putRule", "/docs/StoredRuleSeats", "/docs/portal"]) {
    await page.goto(path);
    assert.ok((await overflow(page)) <= 0, `${path}: ${await overflow(page)} pixels too wide`);
    assertNone(await axeFaults(page), path);
  }
});

test("it is read without scripts", async () => {
  const silent = await open(site, "/docs", { javaScriptEnabled: false });
  await silent.page.locator('a[href="/docs/getBody"]').click();
  assert.ok(await silent.page.locator("h2", { hasText: "Answers" }).isVisible());
  assert.ok(await silent.page.locator(".docs-try").isHidden());
  await silent.close();
});

site.samrad.endsCleanly();
