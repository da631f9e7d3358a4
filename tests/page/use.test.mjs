// Search, filters, keys, narrow screens, and what assistive technology needs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { lit, open, start, until } from "./browser.mjs";

const FOLDER = process.env.PAGES;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = ["overview", "events", "statements", "people", "differences", "sources", "names", "reports"];
let browser;
before(async () => { browser = await start(); });
after(() => browser.close());

test("search finds rows and words of the reports", async () => {
  const { page, troubles } = await open(browser, `${FOLDER}/small.html`);
  await page.keyboard.press("/");
  await page.keyboard.type("welds");
  await until(page, () => /^\d+ found$/.test(document.querySelector("#search .found").textContent));
  assert.match(await page.evaluate(() => location.hash), /^#search\/welds$/);
  const heads = await page.locator("#search h3").allTextContents();
  assert.ok(heads.includes("Who said what") && heads.includes("In the reports"), heads.join());
  await page.locator("#search section").last().locator("a").first().click();
  assert.equal((await lit(page)).toLowerCase(), "welds");
  await page.fill("#query", "nothing has these letters zzqx");
  await until(page, () => document.querySelector("#search .found").textContent === "0 found");
  assert.deepEqual(troubles, []);
});

test("tables are narrowed and sorted", async () => {
  const { page } = await open(browser, `${FOLDER}/small.html`, { hash: "#statements" });
  const heads = () => page.locator("#statements .row:visible .speaker").allTextContents();
  const before = await heads();
  await page.selectOption('#statements [data-filter="kind"]', "deny");
  const denied = await heads();
  assert.ok(denied.length > 0 && denied.length < before.length);
  assert.match(await page.locator("#statements .kept").textContent(), new RegExp(`^${denied.length} of ${before.length}$`));
  await page.selectOption('#statements [data-filter="kind"]', "");
  await page.selectOption("#statements [data-sort]", "strength");
  assert.notDeepEqual(await heads(), before);
  await page.selectOption("#statements [data-sort]", "speaker");
  assert.deepEqual(await heads(), before);
  await page.click('.views a[href="#differences"]');
  const rows = () => page.locator(".matrix tbody tr:visible").count();
  const all = await rows();
  await page.check('#differences [data-filter="differs"]');
  assert.ok(await rows() < all && await rows() > 0);
  await page.click('.views a[href="#names"]');
  const quoted = page.locator("#names .called .label.quoted");
  assert.ok(await quoted.first().isVisible());
  await page.uncheck('[data-voice="quoted"]');
  assert.ok(!await quoted.first().isVisible());
});

test("keys walk through the page", async () => {
  const { page, troubles } = await open(browser, `${FOLDER}/small.html`);
  const press = (key) => page.keyboard.press(key);
  await press("2");
  assert.ok(await page.locator("#events").isVisible());
  await press("j");
  await press("j");
  await press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#events/v2");
  const first = await lit(page);
  await press("n");
  assert.notEqual(await lit(page), first);
  await press("p");
  assert.equal(await lit(page), first);
  await press("]");
  assert.equal(await page.locator(".report.open").getAttribute("data-doc"), "d1a1b2c3d4e51");
  await press("[");
  assert.equal(await page.locator(".report.open").getAttribute("data-doc"), "d0a1b2c3d4e50");
  await press("Escape");
  assert.equal(await page.locator(".report.open").count(), 0);
  await press("?");
  assert.ok(await page.locator("#help").isVisible());
  await press("Escape");
  assert.ok(!await page.locator("#help").isVisible());
  await press("t");
  assert.ok(["light", "dark"].includes(await page.evaluate(() => document.documentElement.dataset.theme)));
  assert.deepEqual(troubles, []);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`nothing serious for axe, and no sideways scrolling: ${colorScheme}, ${width}`, async () => {
      const { page } = await open(browser, `${FOLDER}/small.html`, { viewport: { width, height: 844 }, colorScheme, bypassCSP: true });
      for (const hash of [...VIEWS, "events/v1", "people/e1", "differences/c1", "search/bridge"]) {
        await page.evaluate((to) => { location.hash = to; }, hash);
        await page.waitForTimeout(30);
        if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const told = serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(" | ")}`);
        assert.deepEqual(told, [], hash);
        const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= shown, `${hash} is ${wide} wide`);
      }
    });
  }
}

test("an index of stories is narrowed, and leads to a page a story and back", async () => {
  const { page, context } = await open(browser, `${FOLDER}/index.html`, { bypassCSP: true });
  assert.equal(await page.locator(".story-entry:visible").count(), 3);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id), []);
  await page.fill("#query", "nothing has these letters zzqx");
  await until(page, () => document.querySelector(".found").textContent === "0 of 3");
  assert.equal(await page.locator(".story-entry:visible").count(), 0);
  await page.fill("#query", "");
  await until(page, () => document.querySelector(".found").textContent === "");
  await page.locator(".story-entry a").nth(1).click();
  await page.waitForURL(/index-stories\/t2\.html$/);
  assert.ok(await page.locator("#overview").isVisible());
  assert.equal(await page.locator("#reports .row").count(), 5);
  await page.locator("a.home").click();
  await page.waitForURL(/index\.html$/);
  assert.equal(await page.locator(".story-entry:visible").count(), 3);
  await context.close();
});
