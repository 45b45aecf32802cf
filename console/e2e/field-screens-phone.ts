// A phone for the tests of its screens: Chromium with touch, a position, and a camera that sees what the test holds before it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import encodeQR from "qr";
import { chromiumPath } from "../../fixtures/chromium.ts";

export const large = { width: 390, height: 844 };
export const small = { width: 360, height: 640 };
const video = { width: 640, height: 480 };

export class TestPhone {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** exceptions of the page, and what its policy refused */
  readonly failures: string[] = [];
  readonly #folder: string;

  private constructor(browser: Browser, context: BrowserContext, page: Page, folder: string) {
    this.browser = browser;
    this.context = context;
    this.page = page;
    this.#folder = folder;
    page.on("pageerror", (error) => this.failures.push(error.message));
    page.on("console", (message) => {
      if (/Content.Security.Policy/.test(message.text())) this.failures.push(message.text());
    });
  }

  /** @param aheadMs by which the phone's clock is ahead of this machine's */
  static async open(aheadMs: number): Promise<TestPhone> {
    const folder = mkdtempSync(join(tmpdir(), "field-phone-"));
    const seen = join(folder, "camera.y4m");
    writeFileSync(seen, frameOf(""));
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      headless: true,
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        ...["--disable-component-update", "--disable-sync"],
        ...["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
        `--use-file-for-fake-video-capture=${seen}`,
      ],
    });
    const context = await browser.newContext({
      ...{ viewport: large, isMobile: true, hasTouch: true, locale: "zh-CN", reducedMotion: "reduce" },
      ...{ permissions: ["geolocation", "camera"], geolocation: { longitude: 121.4, latitude: 31.21, accuracy: 18 } },
    });
    context.setDefaultTimeout(20_000);
    await context.addInitScript((ahead) => {
      const Real = Date;
      const now = () => Real.now() + ahead;
      globalThis.Date = new Proxy(Real, {
        construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
        get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
      });
    }, aheadMs);
    return new TestPhone(browser, context, await context.newPage(), folder);
  }

  /** From the next time the camera is opened it sees this code; empty: a white wall. */
  see(text: string): void {
    writeFileSync(join(this.#folder, "camera.y4m"), frameOf(text));
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** One picture of a film as YUV4MPEG2 has it, which Chromium shows over and over: a code in the middle of a white wall. */
function frameOf(text: string): Buffer {
  const { width, height } = video;
  const luma = Buffer.alloc(width * height, 235);
  const rows = text === "" ? [] : encodeQR(text, "raw", { border: 4 });
  const scale = Math.floor((height - 20) / Math.max(1, rows.length));
  const [left, top] = [(width - rows.length * scale) >> 1, (height - rows.length * scale) >> 1];
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let line = 0; line < scale; line++) {
        const from = (top + y * scale + line) * width + left + x * scale;
        luma.fill(16, from, from + scale);
      }
    });
  });
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`);
  return Buffer.concat([head, luma, Buffer.alloc((width * height) / 2, 128)]);
}
