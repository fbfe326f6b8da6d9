import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import chromium from "@sparticuz/chromium";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

const folder = mkdtempSync(join(tmpdir(), "report-"));
let browser: Browser | undefined;

before(async function () {
  this.timeout(120_000);
  browser = await puppeteer.launch({
    // The package has a Chromium for Linux on x64; elsewhere an installed one is named.
    executablePath: process.env["PUPPETEER_EXECUTABLE_PATH"] ?? (await chromium.executablePath()),
    args: [...chromium.args, "--disable-background-networking", "--no-first-run"],
    headless: "shell",
  });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Screen and preferences of a viewer. */
export interface View {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

/** Opens a page of the report as a file, as a person does who was sent it. */
export async function open(name: string, html: string, { width, scheme }: View): Promise<Page> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  const page = await browser!.newPage();
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href);
  return page;
}
