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
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) troubles.push(message.text()); });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => { if (request.url().split("#")[0] !== `file://${file}`) troubles.push(`request: ${request.url()}`); });
  page.on("dialog", (dialog) => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(`file://${file}${options.hash ?? ""}`);
  return { page, troubles, context };
}
