// One Chromium for a test file, pages that record every request and every page error, and the questions all tests ask.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, Page, ViewportSize } from "playwright-core";
import { vi } from "vitest";
import { z } from "zod";
import { launchChromium } from "../../fixtures/chromium.ts";
import type { ThemeName } from "../src/shared/theme/theme-choice.ts";
import { FixtureServer } from "./fixture-server.ts";

const dist = fileURLToPath(new URL("../dist/index.html", import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How long something may take to be on the screen, on a machine that builds and tests other things as well. */
const patienceMs = 20_000;
vi.setConfig({ expect: { poll: { timeout: patienceMs } } });

export const desktop = { width: 1920, height: 1080 };
export const phone = { width: 390, height: 844 };

export interface Visit {
  page: Page;
  /** URLs of requests that left the console's own origin */
  strangers: string[];
  /** exceptions and CSP reports of the page */
  failures: string[];
}

export interface OpenOptions {
  language?: "zh-CN" | "en";
  viewport?: ViewportSize;
  /** runs before the page is asked for */
  before?: (page: Page) => Promise<unknown>;
}

export interface Stage {
  server: FixtureServer;
  base: string;
  browser: Browser;
  open: (path: string, options?: OpenOptions) => Promise<Visit>;
  /** Between tests: the server as new, every page closed, and nothing remembered of them. */
  clear: () => Promise<void>;
  close: () => Promise<void>;
}

export async function setStage(): Promise<Stage> {
  if (!existsSync(dist)) throw new Error("the console is not built: npm run build --workspace console");
  const server = new FixtureServer();
  const base = await server.listen();
  const browser = await launchChromium();
  // One for all pages: the script that it has compiled for one is there for the next.
  const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce" });
  context.setDefaultTimeout(patienceMs);
  // Chromium's own window lives as long as a page of it: to open a new one for each test costs more than the test.
  const keeper = await context.newPage();
  return {
    server,
    base,
    browser,
    open: async (path, { language = "zh-CN", viewport = desktop, before } = {}) => {
      const page = await context.newPage();
      if (viewport !== desktop) await page.setViewportSize(viewport);
      const strangers: string[] = [];
      const failures: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(base) && !request.url().startsWith("data:")) strangers.push(request.url());
      });
      page.on("pageerror", (error) => failures.push(error.message));
      page.on("console", (message) => {
        if (/Content Security Policy|Content-Security-Policy/.test(message.text())) failures.push(message.text());
      });
      // Only where nothing is chosen yet, so that a switch made in the test survives its reloads.
      await page.addInitScript((chosen) => {
        if (localStorage.getItem("kiosk.language") === null) localStorage.setItem("kiosk.language", chosen);
      }, language);
      await before?.(page);
      await page.goto(base + path);
      return { page, strangers, failures };
    },
    clear: async () => {
      server.reset();
      const session = await context.newCDPSession(keeper);
      await session.send("Storage.clearDataForOrigin", { origin: base, storageTypes: "local_storage" });
      await session.detach();
      await Promise.all(context.pages().map((page) => (page === keeper ? undefined : page.close())));
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

const AxeResult = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
    }),
  ),
});

/**
 * Waits until nothing moves that will come to rest: a list that unfolds or a button that changes its colour is not what a
 * person reads. Parts begin to move in the next frame, and one motion may follow another; what turns for ever is left.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = () =>
      document
        .getAnimations()
        .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity);
    const end = performance.now() + 5000;
    do {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const limit = new Promise((done) => setTimeout(done, Math.max(0, end - performance.now())));
      await Promise.race([limit, Promise.allSettled(moving().map((one) => one.finished))]);
    } while (moving().length > 0 && performance.now() < end);
  });
}

/** Serious and critical findings of axe, one line each. */
export async function accessProblems(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(axeSource);
  const result = AxeResult.parse(
    await page.evaluate(
      "axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.parse(JSON.stringify(r)))",
    ),
  );
  return result.violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`));
}

const systems = {
  light: { colorScheme: "light", contrast: "no-preference" },
  dark: { colorScheme: "dark", contrast: "no-preference" },
  "contrast-light": { colorScheme: "light", contrast: "more" },
  "contrast-dark": { colorScheme: "dark", contrast: "more" },
} as const satisfies Record<ThemeName, object>;

/** The same of one open page in each of the themes, as the system asks for them; the last one stays. */
export async function accessProblemsIn(page: Page, themes: readonly ThemeName[]): Promise<string[]> {
  const problems: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia(systems[theme]);
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: "attached" });
    problems.push(...(await accessProblems(page)).map((problem) => `${theme}: ${problem}`));
  }
  return problems;
}

/**
 * Chinese words that are not marked as names, addresses or device texts (`lang="zh-CN"`). An attribute cannot be marked in
 * part, so the names it may carry are given.
 */
export async function chineseLeft(page: Page, names: readonly string[]): Promise<string[]> {
  const found = await page.evaluate(() => {
    const texts: string[] = [];
    const attributes: string[] = [];
    const unmarked = (element: Element | null) =>
      element !== null && element.closest('[lang^="zh"],style,script') === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (unmarked(node.parentElement)) texts.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[title],[aria-label],[placeholder]")) {
      for (const name of ["title", "aria-label", "placeholder"]) {
        if (unmarked(element)) attributes.push(element.getAttribute(name) ?? "");
      }
    }
    return { texts, attributes };
  });
  const withoutNames = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, ""), text);
  return [...found.texts, ...found.attributes.map(withoutNames)].filter((text) => /\p{Script=Han}/u.test(text));
}

/** Pixels by which the page, its main part, an open drawer or dialog can be pushed sideways; 0 is right. */
export async function sidewaysScroll(page: Page): Promise<number> {
  await settled(page);
  return page.evaluate(() => {
    const scrollers = [
      document.documentElement,
      ...document.querySelectorAll("main, .ant-drawer-body, .ant-modal-wrap"),
    ];
    return Math.max(...scrollers.map((e) => e.scrollWidth - e.clientWidth));
  });
}
