// The documentation in a browser: it shows the contract, tries an operation against this server, keeps a key to itself, and asks
// nobody else for anything. The tests go on from one another on one page: it is long in coming.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNone, axeFaults, open, overflow, start } from "./browser.mjs";

const site = await start();
const { page, faults } = await open(site, "/docs", { colorScheme: "light" });
await page.locator(".opblock-tag-section").first().waitFor();

async function unfold(tag, id) {
  await page.locator(`[data-tag="${tag}"]`).click();
  const block = page.locator(`#operations-${tag}-${id}`);
  await block.locator(".opblock-summary-control").click();
  await block.locator(".execute-wrapper button").waitFor();
  return block;
}

test("the contract is shown, accessible and quiet, in light and dark", async () => {
  const { tags } = (await site.samrad.get("/v1/openapi.json")).json;
  assert.equal(await page.locator(".opblock-tag-section").count(), tags.length);
  await unfold("Search", "search");
  assertNone(await axeFaults(page), "/docs");
  await page.emulateMedia({ colorScheme: "dark" });
  assertNone([...faults, ...(await axeFaults(page, ["color-contrast"]))], "/docs in the dark");
});

test("an operation is tried against this server", async () => {
  const block = page.locator("#operations-Search-search");
  await block.locator('tr[data-param-name="q"] input').fill("sektorrådet");
  const answered = page.waitForResponse(/\/v1\/search\?/);
  await block.getByRole("button", { name: "Execute" }).click();
  const answer = await answered;
  assert.equal(answer.status(), 200);
  assert.equal((await answer.json()).items[0].resource, "sektorradet");
  await block.locator(".live-responses-table .response-col_status", { hasText: "200" }).waitFor();
  assert.match(await block.locator(".live-responses-table").textContent(), /sektorradet/);
  assertNone(faults, "/docs");
});

test("a key goes with the request, and neither into an address nor into storage", async () => {
  const key = site.samrad.keys.admin;
  await page.getByRole("button", { name: "Authorize" }).first().click();
  await page.locator(".auth-container input").fill(key);
  assertNone(await axeFaults(page), "/docs with a dialogue");
  await page.locator(".auth-btn-wrapper button[type=submit]").click();
  await page.locator(".auth-btn-wrapper .btn-done").click();
  const block = await unfold("Keys", "listKeys");
  const asked = page.waitForRequest(/\/v1\/keys/);
  await block.getByRole("button", { name: "Execute" }).click();
  const request = await asked;
  assert.equal(request.headers().authorization, `Bearer ${key}`);
  assert.equal((await request.response()).status(), 200);
  assert.ok(!request.url().includes(key) && !page.url().includes(key));
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(stored, '[{},{},""]');
  assertNone(faults, "/docs");
});

test("the documentation fits a narrow screen", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok((await overflow(page)) <= 0, `${await overflow(page)} pixels too wide`);
});

test("without scripts the page says where the contract is", async () => {
  const silent = await open(site, "/docs", { javaScriptEnabled: false });
  assert.ok(await silent.page.locator("main a[href='/v1/openapi.json']").isVisible());
  await silent.close();
});

site.samrad.endsCleanly();
