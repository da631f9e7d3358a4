// Screenshots of a page's views, to be looked at: node shots.mjs PAGE FOLDER [view …]
import { open, start } from "./browser.mjs";

const [file, folder, ...wanted] = process.argv.slice(2);
const VIEWS = ["overview", "events", "statements", "people", "differences", "sources", "names", "reports"];
const SIZES = [["wide", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]];
const browser = await start();
for (const [size, viewport] of SIZES) {
  for (const colorScheme of ["light", "dark"]) {
    const { page, troubles, context } = await open(browser, file, { viewport, colorScheme });
    for (const name of wanted.length ? wanted : VIEWS) {
      await page.evaluate((hash) => { location.hash = hash; }, name);
      await page.waitForTimeout(60);
      await page.screenshot({ path: `${folder}/${size}-${colorScheme}-${name.replaceAll(/[^a-z0-9]/gi, "_").slice(0, 40)}.png` });
    }
    if (troubles.length) console.log(size, colorScheme, troubles);
    await context.close();
  }
}
await browser.close();
