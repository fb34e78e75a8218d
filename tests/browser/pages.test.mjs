// The front door in a browser: accessible in every scheme and language, by keyboard, without scripts, narrow, enlarged, on paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNone, axeFaults, HOSTILE, open, overflow, start } from "./browser.mjs";

const site = await start();
const PAGES = [
  "/",
  "/search",
  "/search?q=avtale",
  "/search?q=finnesikke",
  "/search?q=samarbeidsavtalle&year=2011",
  "/bodies",
  "/bodies/sektorradet",
  "/bodies/ssu-innlandet",
  "/bodies/nasjonal-koordineringsgruppe",
  "/bodies/slemt-rad",
  "/agreements",
  "/agreements/helsefellesskap-avtalen",
  "/agreements/samarbeidsavtale-innlandet",
  "/meetings/nasjonal-koordineringsgruppe-2011-08-30",
  "/organisations/helse-og-omsorgsdepartementet",
  "/persons/lasse-hansen",
  "/offices/helsedirektoren",
  "/areas?kind=catchment",
  "/areas/opptaksomrade-akershus-universitetssykehus",
  "/codes",
  "/bodies/sektorradet/roster",
  "/bodies/sektorradet/mandate",
  "/bodies/sektorradet/statistics",
  "/bodies/sektorradet/changes",
];
const inLanguage = (path, lang) => `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`;

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

for (const lang of ["nb", "en"])
  test(`pages are accessible and quiet, in light and dark, ${lang}`, async () => {
    const { page, faults, close } = await open(site, inLanguage("/", lang));
    for (const path of PAGES) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(inLanguage(path, lang));
      await unfold(page);
      assertNone(await axeFaults(page), path);
      assertNone(await axeFaults(page, ["landmark-unique", "heading-order", "region"]), path);
      await page.emulateMedia({ colorScheme: "dark" });
      assertNone([...faults, ...(await axeFaults(page, ["color-contrast"]))], `${path} in the dark`);
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
    }
    await close();
  });

test("a missing page is accessible, and leads on", async () => {
  const { page, answer, close } = await open(site, "/bodies/finnes-ikke");
  assert.equal(answer.status(), 404);
  assertNone(await axeFaults(page), "404");
  assert.equal(await page.getByRole("search").count(), 1);
  await close();
});

const enlarge = (page, size) =>
  page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
  }, size);

test("every page fits a screen of 320 pixels, and text of twice the size", async () => {
  const { page, close } = await open(site, "/");
  for (const path of PAGES) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    await unfold(page);
    await enlarge(page, "200%");
    assert.ok((await overflow(page)) <= 0, `${path}: ${await overflow(page)} pixels too wide at 200 %`);
    await enlarge(page, "");
    await page.setViewportSize({ width: 320, height: 640 });
    assert.ok((await overflow(page)) <= 0, `${path}: ${await overflow(page)} pixels too wide`);
  }
  await close();
});

test("without scripts everything is there, and the search leads on", async () => {
  const { page, close } = await open(site, "/", { javaScriptEnabled: false });
  await page.getByRole("searchbox").fill("sektorrådet");
  await page.getByRole("button", { name: "Søk" }).click();
  await page.getByRole("heading", { level: 3 }).first().getByRole("link").click();
  assert.match(page.url(), /\/bodies\/sektorradet$/);
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Sektorrådet");
  assert.ok(await page.getByText("Helsedirektøren leder rådet.", { exact: true }).isVisible());
  await page.locator("summary").first().click();
  assert.ok(await page.locator(".rule details[open] p").first().isVisible());
  await close();
});

test("by keyboard: past the menu, and to what was sought", async () => {
  const { page, faults, close } = await open(site, "/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  assert.ok((await page.locator(".skip").boundingBox()).y >= 0);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await page.keyboard.press("Tab");
  const field = page.getByRole("combobox");
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  await page.keyboard.type("sektorr");
  await page.getByRole("option").first().waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.match(await page.getByRole("status").textContent(), /forslag/);
  assertNone(await axeFaults(page), "with suggestions");
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator(`#${await field.getAttribute("aria-activedescendant")}`);
  assert.equal(await chosen.getAttribute("aria-selected"), "true");
  assert.ok(await field.evaluate((element) => element === document.activeElement), "the focus stays in the field");
  await page.keyboard.press("Escape");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  assert.equal(await page.getByRole("option").count(), 0);
  await page.keyboard.type("å");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  assert.equal(await field.getAttribute("aria-activedescendant"), null, "past the last one the field is chosen");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/bodies/sektorradet");
  assertNone(faults, "by keyboard");
  await close();
});

test("everything that can be reached by keyboard shows where it is", async () => {
  const { page, close } = await open(site, "/bodies/sektorradet");
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none" || document.activeElement === document.body);
    assert.ok(shown, await page.evaluate(() => document.activeElement.outerHTML));
  }
  await close();
});

test("hostile names are text", async () => {
  for (const path of ["/", "/bodies", "/bodies/slemt-rad", "/organisations/slem", "/search?q=ondsinnet"]) {
    const { page, faults, close } = await open(site, path);
    assert.equal(await page.evaluate(() => window.hostile), undefined, path);
    assertNone(faults, path);
    await close();
  }
  const { page, close } = await open(site, "/bodies/slemt-rad");
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), HOSTILE);
  await page.getByRole("combobox").fill("ondsinnet");
  await page.getByRole("option").first().waitFor();
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  await close();
});

test("every picture is there, is as large as it was drawn, and says what it is of", async () => {
  const { page, faults, close } = await open(site, "/");
  for (const path of PAGES) {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(path);
    await unfold(page);
    const pictures = await page.evaluate(async () => {
      const found = [...document.querySelectorAll(".picture img")];
      for (const picture of found) picture.loading = "eager";
      await Promise.all(found.map((picture) => picture.decode()));
      return found.map(({ alt, naturalWidth, clientWidth }) => ({ alt, naturalWidth, clientWidth }));
    });
    for (const { alt, naturalWidth, clientWidth } of pictures) {
      assert.ok(alt.length > 20, alt);
      assert.equal(clientWidth, naturalWidth, alt);
    }
    assert.equal(new Set(pictures.map(({ alt }) => alt)).size, pictures.length, path);
    const drawn = path !== "/agreements/samarbeidsavtale-innlandet"; // of it no day is known
    if (/^\/(bodies|agreements)\/[^/]*$|^\/$/.test(path)) assert.equal(pictures.length > 0, drawn, path);
  }
  assertNone(faults, "pictures");
  await close();
});

test("the seats are drawn, and said in words", async () => {
  const { page, close } = await open(site, "/bodies/sektorradet");
  await page.locator("#seats summary").click();
  const picture = page.locator("#seats img");
  await picture.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#seats img").naturalWidth > 0);
  assert.match(await picture.getAttribute("alt"), /kan ikke avgjøres/);
  await close();
});

test("the page of a body is short, and opens to all it says", async () => {
  const { page, close } = await open(site, "/bodies/nasjonal-koordineringsgruppe");
  await page.setViewportSize({ width: 1280, height: 900 });
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok((await height()) < 4300, `${await height()} pixels high`); // it was 8,600
  const rule = page.locator(".rule").first();
  assert.ok(await rule.locator("summary").first().isVisible());
  assert.ok(await rule.locator("p").first().isHidden());
  await rule.locator("summary").first().click();
  assert.ok(await rule.locator("p").first().isVisible());
  await close();
});

test("what is folded is open on paper, and folded again after", async () => {
  const { page, close } = await open(site, "/bodies/sektorradet");
  const folded = () => page.evaluate(() => document.querySelectorAll(".rule details:not([open])").length);
  const before = await folded();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await folded(), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await folded(), before);
  await close();
});

test("on paper there is the text and no menu", async () => {
  const { page, close } = await open(site, "/bodies/sektorradet");
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".menu", ".search", ".languages"]) assert.ok(await page.locator(hidden).first().isHidden(), hidden);
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 10000);
  await close();
});

site.samrad.endsCleanly();
