// Every view opens, and every link to words lights up those words and no others.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { lit, open, start } from "./browser.mjs";

const FOLDER = process.env.PAGES;
const VIEWS = ["overview", "events", "statements", "people", "differences", "sources", "names", "reports"];
let browser;
before(async () => { browser = await start(); });
after(() => browser.close());

test("each view opens by its link and by its address", async () => {
  const { page, troubles } = await open(browser, `${FOLDER}/small.html`);
  for (const view of VIEWS) {
    await page.click(`.views a[href="#${view}"]`);
    assert.deepEqual(await page.locator(".view:visible").evaluateAll((list) => list.map((one) => one.id)), [view]);
    assert.equal(await page.locator(".views a[aria-current]").getAttribute("href"), `#${view}`);
    assert.equal(await page.evaluate(() => scrollY), 0);
  }
  const direct = await open(browser, `${FOLDER}/small.html`, { hash: "#names" });
  assert.ok(await direct.page.locator("#names").isVisible());
  assert.deepEqual(troubles, []);
});

test("every link to words lights up exactly these words", async () => {
  const dossier = JSON.parse(readFileSync(`${FOLDER}/small.json`, "utf8"));
  const words = (href) => {
    const [, id, title, start, end] = href.match(/^#@(.+):(t?)(\d+)-(\d+)$/);
    const doc = dossier.documents.find((one) => one.id === id);
    return [...(title ? doc.title_text : doc.text)].slice(Number(start), Number(end)).join("");
  };
  const { page, troubles } = await open(browser, `${FOLDER}/small.html`);
  const found = await page.evaluate(() => {
    const seen = {};
    for (const link of document.querySelectorAll('.list a[href^="#@"]')) {
      link.click();
      const marks = [...document.querySelectorAll("mark.lit")];
      seen[link.getAttribute("href")] = {
        text: marks.map((mark) => mark.textContent).join(""),
        open: document.querySelector(".report.open")?.dataset.doc,
        inSight: marks[0]?.getBoundingClientRect().height > 0,
      };
    }
    return seen;
  });
  assert.ok(Object.keys(found).length > 60, "there are many links");
  for (const [href, { text, open: doc, inSight }] of Object.entries(found)) {
    assert.equal(text, words(href), href);
    assert.ok(href.startsWith(`#@${doc}:`), href);
    assert.ok(inSight, href);
  }
  assert.deepEqual(troubles, []);
});

test("an address with a row and words opens both", async () => {
  const { page } = await open(browser, `${FOLDER}/small.html`, { hash: "#events/v1" });
  assert.ok(await page.locator("#card").isVisible());
  assert.equal(await lit(page), "The city of Marrow Bay closed the Tollan Bridge on Monday");
  assert.ok(await page.locator("#events .row.current").isVisible());
  const cited = await page.locator("#card a.cite").nth(2).getAttribute("href");
  await page.locator("#card a.cite").nth(2).click();
  assert.ok((await page.evaluate(() => location.hash)).endsWith(cited.slice(1)));
  await page.reload();
  assert.equal(await page.locator("#card h3").textContent(), "Marrow Bay closed the Tollan Bridge");
  assert.equal(await lit(page), "The Tollan Bridge was shut on Sunday night");
  await page.goBack();
  assert.equal(await lit(page), "The city of Marrow Bay closed the Tollan Bridge on Monday");
});

test("words pointed at in a text show what rests on them", async () => {
  const { page } = await open(browser, `${FOLDER}/small.html`, { hash: "#reports/d0a1b2c3d4e50" });
  await page.getByText("Our welds were inspected").last().scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => {
    const block = [...document.querySelectorAll(".report.open .block")].find((one) => one.textContent.includes("Our welds"));
    const node = [...block.querySelectorAll(".s")].flatMap((s) => [...s.childNodes]).find((one) => one.data?.includes("welds"));
    const range = new Range();
    const at = node.data.indexOf("welds");
    range.setStart(node, at);
    range.setEnd(node, at + 5);
    const box = range.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  });
  await page.mouse.click(...place);
  assert.equal(await lit(page), "Our welds were inspected and passed");
  assert.ok(await page.locator("#card .also").isVisible());
});

test("all links inside the page lead somewhere, with scripts and without", async () => {
  const { page, context } = await open(browser, `${FOLDER}/small.html`, { javaScriptEnabled: false });
  const html = readFileSync(`${FOLDER}/small.html`, "utf8");
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map((found) => found[1]));
  const links = [...html.matchAll(/ href="#([^"]*)"/g)].map((found) => found[1]);
  assert.ok(links.length > 300);
  assert.deepEqual(links.filter((link) => !ids.has(link)), []);
  for (const view of VIEWS) assert.ok(await page.locator(`#${view}`).isVisible(), view);
  assert.equal(await page.locator(".report:visible").count(), 5);
  assert.equal(await page.locator(".js-only:visible").count(), 0);
  await context.close();
});

test("an empty dossier says so", async () => {
  const { page, troubles } = await open(browser, `${FOLDER}/empty.html`);
  assert.ok(await page.getByText("No report was read.").first().isVisible());
  for (const view of VIEWS) await page.click(`.views a[href="#${view}"]`);
  assert.deepEqual(troubles, []);
});
