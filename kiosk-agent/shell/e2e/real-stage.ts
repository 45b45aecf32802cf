// One terminal as citizens meet it and a Chromium in front of it: real server, real agent, emulated devices that speak their
// protocols, built pages and apps. Nothing here answers in place of anybody.
import { KioskShell, type SessionEnd, type WipeProof, wipeParts } from "@kiosk/contract";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { vi } from "vitest";
import { launchChromium } from "../../../fixtures/chromium.ts";
import type { exampleApps } from "../../../fixtures/example-shelf.ts";
import { WholeTerminal, type WholeTerminalOptions } from "../../../fixtures/whole-terminal.ts";
import { portrait } from "./glass.ts";
import { giveVoice } from "./page-stage.ts";

/** How long something may take on a machine that builds and tests other things as well. */
const patienceMs = 20_000;
vi.setConfig({ expect: { poll: { timeout: patienceMs, interval: 50 } } });

/** Nobody: the region 999999 does not exist. The last digit is a right one, else the agent refuses the card. */
export const somebody = {
  name: "测试甲",
  sex: "2",
  birth: "19490307",
  address: "示例市示例区示例路一百号",
  idNumber: "999999194903070023",
} as const;
/** What of somebody must be found nowhere after them. */
export const traces: readonly string[] = [somebody.name, somebody.idNumber, "999999********0023", somebody.address];

type AppName = (typeof exampleApps)[number];
const appNames: Readonly<Record<AppName, string>> = {
  "medical-booklet": "就医记录册更换",
  "print-documents": "打印办事材料",
  endorsement: "港澳签注",
  guides: "办事指南",
};

export interface VisitOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** time of the pages moves by `page.clock`; the agent's own goes on */
  readonly clock?: boolean;
  /** the machine has a voice; `spoken` tells what it said */
  readonly voice?: boolean;
  readonly elder?: boolean;
}

/** A citizen before the glass. */
export class Visit {
  readonly page: Page;
  /** the service's own page */
  readonly app: ReturnType<Page["frameLocator"]>;

  constructor(page: Page) {
    this.page = page;
    this.app = page.frameLocator("iframe.service-frame");
  }

  tile(app: AppName): Locator {
    return this.page.locator(".tile", { hasText: appNames[app] });
  }
  button(words: string | RegExp): Locator {
    return this.page.getByRole("button", { name: words });
  }
  heading(words: string): Locator {
    return this.page.getByRole("heading", { name: words });
  }
  inApp(words: string): Locator {
    return this.app.getByRole("heading", { name: words });
  }
  /** a button of the service's page */
  press(words: string | RegExp): Promise<void> {
    return this.app.getByRole("button", { name: words }).tap();
  }
  /** keys of the page's own keyboard, one after the other */
  async type(keys: Iterable<string>): Promise<void> {
    for (const key of keys) await this.page.locator(".kb").getByRole("button", { name: key, exact: true }).tap();
  }
  home(): Promise<void> {
    return this.page.locator('[data-screen="home"] .search-bar').waitFor();
  }

  /** From the tile to the service's first page. */
  async begin(app: AppName): Promise<void> {
    await this.tile(app).tap();
    await this.button(/^开始(办理|查看)$/).tap();
    await this.app.getByRole("heading").first().waitFor();
  }

  /** What stands in the captions; it follows the screen by a frame. */
  caption(): Promise<string | null> {
    return this.page.locator(".captions-text").textContent();
  }

  /** All that the document and its frames hold, shown or not. */
  async everything(): Promise<string> {
    const frames = await Promise.all(this.page.frames().map((frame) => frame.content().catch(() => "")));
    return frames.join("\n");
  }

  /** What was said aloud so far. */
  async spoken(): Promise<readonly string[]> {
    return await this.page.evaluate(() => {
      const said: unknown = Reflect.get(globalThis, "spokenHere");
      return Array.isArray(said) ? said.map(String) : [];
    });
  }
}

export class RealStage {
  readonly terminal: WholeTerminal;
  readonly browser: Browser;
  #contexts: BrowserContext[] = [];

  private constructor(terminal: WholeTerminal, browser: Browser) {
    this.terminal = terminal;
    this.browser = browser;
  }

  static async open(options: WholeTerminalOptions = {}): Promise<RealStage> {
    const [terminal, browser] = await Promise.all([WholeTerminal.open(options), launchChromium()]);
    return new RealStage(terminal, browser);
  }

  get kiosk(): WholeTerminal["kiosk"] {
    return this.terminal.kiosk;
  }
  get reader() {
    return this.kiosk.device("id-reader");
  }

  /** Somebody comes: the pages as a host opens them, at the home page. */
  async visit({ viewport = portrait, clock = false, voice = false, elder = false }: VisitOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      ...{ viewport, hasTouch: true, locale: "zh-CN", reducedMotion: "reduce" },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    if (clock) await page.clock.install();
    if (voice) await page.addInitScript(giveVoice, ["zh-CN", "en-US"]);
    await page.goto(this.terminal.pagesUrl);
    const visit = new Visit(page);
    await visit.home();
    if (elder) await page.locator(".tool-elder").tap();
    return visit;
  }

  /** What the simulator would have sent to a phone. */
  simulatedCode(): string {
    return this.kiosk.agent.shell?.room.simulatedCode()?.code ?? "";
  }

  /** What the terminal's page of the console shows. */
  shell(): Promise<KioskShell> {
    return this.terminal.people.office.get(`/kiosks/${this.terminal.kioskId}/shell`, KioskShell);
  }

  /** The proof of the one use that `act` ends, as the server then shows it. @throws Error when another end was told */
  async proofOf(end: SessionEnd, act: () => Promise<unknown>): Promise<WipeProof> {
    const before = await this.shell();
    await act();
    const after = await this.#told(before);
    if (after.lastUse?.end !== end || after.usesToday !== before.usesToday + 1 || after.lastWipe === null) {
      throw new Error(`told was ${JSON.stringify({ ...after.lastUse, uses: after.usesToday - before.usesToday })}`);
    }
    return after.lastWipe;
  }

  async #told(before: KioskShell): Promise<KioskShell> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const now = await this.shell();
      if (now.lastUse !== null && now.lastUse.receivedAt !== before.lastUse?.receivedAt) return now;
      if (performance.now() > until) throw new Error("the server was told of no use");
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  /** Everybody goes, and nothing of theirs stays on the devices. */
  async clear(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts = [];
    this.reader.takeCard();
    this.kiosk.device("endorsement").takeCard();
    // A use that a test left open is over once new pages stand there.
    if (this.terminal.state.session !== null) await this.visit();
    await this.terminal.until(({ session, unproven }) => session === null && unproven === null);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.terminal.close();
  }
}

/** Every part of a proof, read back as empty. */
export const allEmpty = wipeParts.map((part) => ({ part, left: 0 }));
/** Order is no matter. */
export function partsOf({ parts }: WipeProof): WipeProof["parts"] {
  return parts.toSorted((a, b) => wipeParts.indexOf(a.part) - wipeParts.indexOf(b.part));
}
