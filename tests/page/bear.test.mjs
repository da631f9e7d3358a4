// What a page must bear: hostile reports, and five hundred of them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, start } from "./browser.mjs";

const FOLDER = process.env.PAGES;
const VIEWS = ["overview", "events", "statements", "people", "differences", "sources", "names", "reports"];
/** How long a page of 500 reports may take to open. */
const PATIENCE = 2000;
let browser;
before(async () => { browser = await start(); });
after(() => browser.close());

/** Elements that only outside text could have made, and what it has set. */
const harm = () => ({
  ran: globalThis.ran ?? null,
  images: document.querySelectorAll("img, iframe, object, embed, link, base, meta[http-equiv=refresh]").length,
  scripts: document.querySelectorAll("script").length,
  handlers: [...document.querySelectorAll("*")].filter((one) => one.getAttributeNames().some((name) => name.startsWith("on"))).length,
  outside: [...document.querySelectorAll("a")].filter((one) => one.hasAttribute("href") && !one.getAttribute("href").startsWith("#")).length,
  svgs: document.querySelectorAll("svg[onload]").length,
});

test("nothing of hostile reports runs, in any view, row or card", async () => {
  const { page, troubles } = await open(browser, `${FOLDER}/hostile.html`);
  const harmless = { ran: null, images: 0, scripts: 2, handlers: 0, outside: 0, svgs: 0 };
  for (const view of VIEWS) {
    await page.evaluate((to) => { location.hash = to; }, view);
    await page.waitForTimeout(30);
    assert.deepEqual(await page.evaluate(harm), harmless, view);
    await page.evaluate(() => { for (const link of document.querySelectorAll(".view.shown a.open")) { link.click(); } });
    assert.deepEqual(await page.evaluate(harm), harmless, `${view}, opened`);
  }
  await page.evaluate(() => { location.hash = `search/${encodeURIComponent("<img src=x onerror=window.ran=7>")}`; });
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(harm), harmless, "search");
  assert.deepEqual(troubles, []);
});

test("the policy stops what is put into the page later", async () => {
  const { page } = await open(browser, `${FOLDER}/small.html`);
  await page.evaluate(() => { document.querySelector("#main").innerHTML = "<img src=x onerror='window.ran=1'><a id=bad href='javascript:window.ran=2'>x</a>"; });
  await page.evaluate(() => { const script = document.createElement("script"); script.textContent = "window.ran=3"; document.body.append(script); });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => globalThis.ran ?? null), null);
});

for (const width of [1440, 390]) {
  test(`the layout of hostile reports holds at ${width}`, async () => {
    const { page } = await open(browser, `${FOLDER}/hostile.html`, { viewport: { width, height: 844 } });
    for (const hash of [...VIEWS, "reports/d4a1b2c3d4e54", "people/e2"]) {
      await page.evaluate((to) => { location.hash = to; }, hash);
      await page.waitForTimeout(30);
      const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= shown, `${hash} is ${wide} wide`);
      assert.ok(await page.locator("nav.views").isVisible());
    }
  });
}

test("outside text cannot turn the text around it", async () => {
  const { page } = await open(browser, `${FOLDER}/hostile.html`, { hash: "#events" });
  const isolated = await page.locator("#events h4 bdi").evaluateAll((list) => list.every((one) => getComputedStyle(one).unicodeBidi === "isolate"));
  assert.ok(isolated);
});

test("five hundred reports open in time and stay usable", async (context) => {
  const { page, troubles } = await open(browser, `${FOLDER}/large.html`);
  const timing = await page.evaluate(() => performance.getEntriesByType("navigation")[0].toJSON());
  context.diagnostic(`interactive after ${Math.round(timing.domContentLoadedEventEnd)} ms`);
  assert.ok(timing.domContentLoadedEventEnd < PATIENCE, `${timing.domContentLoadedEventEnd} ms`);
  for (const view of VIEWS) {
    const took = await page.evaluate(async (to) => {
      const begun = performance.now();
      document.querySelector(`.views a[href="#${to}"]`).click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return performance.now() - begun;
    }, view);
    assert.ok(took < PATIENCE, `${view}: ${took} ms`);
    assert.ok(await page.locator(`#${view} .item, #${view} .story`).first().isVisible(), view);
  }
  // A row far down, which lies in a template until it is asked for.
  await page.evaluate(() => { location.hash = "statements/s1499"; });
  await page.waitForFunction(() => document.querySelector("#card:not([hidden]) h3"));
  assert.ok((await page.locator("mark.lit").first().textContent()).length > 0);
  await page.fill("#query", "welds");
  await page.waitForFunction(() => /^\d{3,} found$/.test(document.querySelector("#search .found").textContent));
  assert.deepEqual(troubles, []);
});
