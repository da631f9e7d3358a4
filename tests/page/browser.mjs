// The browser that the tests share: Debian's Chromium, headless, cut off from the network.
import { chromium } from "playwright-core";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Starts the browser. */
export const start = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS, chromiumSandbox: false,
});

/** Opens a page and keeps what it reports: errors of its console and requests beyond its own file. */
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) troubles.push(message.text()); });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => { if (request.url().split("#")[0] !== `file://${encodeURI(file)}`) troubles.push(`request: ${request.url()}`); });
  page.on("dialog", (dialog) => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(`file://${encodeURI(file)}${options.hash ?? ""}`);
  return { page, troubles, context };
}

/** Waits until `asks`, run in the page, answers with something true. The policy of the page forbids Playwright's own way. */
export async function until(page, asks, patience = 60_000) {
  const end = Date.now() + patience;
  while (!await page.evaluate(asks)) {
    if (Date.now() > end) throw new Error(`never came true: ${asks}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The words that are lit: they can be in pieces, where other words begin among them. */
export const lit = async (page) => (await page.locator("mark.lit").allTextContents()).join("");
