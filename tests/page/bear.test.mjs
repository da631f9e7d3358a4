// What a page must bear: hostile reports, and five hundred of them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lit, open, start, until } from "./browser.mjs";

const FOLDER = process.env.PAGES;
const VIEWS = ["overview", "events", "statements", "people", "differences", "sources", "names", "reports"];
/** How long a page of 500 reports may take to open or to change its view, in milliseconds of the page's own work. */
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

test("nothing of hostile reports runs in an index and the pages of its stories", async () => {
  const { page, troubles } = await open(browser, `${FOLDER}/hostile index.html`);
  assert.deepEqual(await page.evaluate(harm), { ran: null, images: 0, scripts: 1, handlers: 0, outside: 1, svgs: 0 });
  assert.equal(await page.locator(".story-entry a").getAttribute("href"), "hostile%20index-stories/t1.html");
  await page.fill("#query", "<img src=x onerror=window.ran=7>");
  await until(page, () => /^0 of 1$/.test(document.querySelector(".found").textContent));
  const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= shown);
  assert.deepEqual(troubles, []);
  const story = await open(browser, `${FOLDER}/hostile index-stories/t1.html`);
  assert.deepEqual(await story.page.evaluate(harm), { ran: null, images: 0, scripts: 2, handlers: 0, outside: 1, svgs: 0 });
  assert.deepEqual(story.troubles, []);
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

/** The time that the page's main thread has worked: a busy machine does not add to it. */
async function worked(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}

test("five hundred reports open in time and stay usable", async (context) => {
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  await page.goto(`file://${FOLDER}/large.html`, { timeout: 120_000 });
  const opened = await worked(session);
  context.diagnostic(`opened in ${Math.round(opened)} ms of work`);
  assert.ok(opened < PATIENCE, `${opened} ms`);
  for (const view of VIEWS) {
    const begun = await worked(session);
    await page.evaluate(async (to) => {
      document.querySelector(`.views a[href="#${to}"]`).click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, view);
    const took = await worked(session) - begun;
    context.diagnostic(`${view}: ${Math.round(took)} ms of work`);
    assert.ok(took < PATIENCE, `${view}: ${took} ms`);
    await page.locator(`#${view} .item, #${view} .story`).first().waitFor({ state: "visible" });
  }
  // A row far down, which is packed until it is asked for.
  await page.evaluate(() => { location.hash = "statements/s1499"; });
  await until(page, () => document.querySelector("#card:not([hidden]) h3"));
  assert.ok((await lit(page)).length > 0);
  await page.fill("#query", "welds");
  await until(page, () => /^\d{3,} found$/.test(document.querySelector("#search .found").textContent));
  assert.deepEqual(troubles, []);
});
