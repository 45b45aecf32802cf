// One phone: a browser with a profile of its own, driven by what its screens show.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  errors,
  type Page,
} from "playwright-core";
import { z } from "zod";
import { chromiumPath } from "../../fixtures/chromium.ts";
import type { Account } from "../../fixtures/people.ts";

const patienceMs = 20_000;
/** the app waits three seconds for a newer build to begin */
const startMs = 6_000;
const startsAtMost = 4;
const ProcessInfo = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.number() })) });

export interface PhoneOptions {
  /** by which its clock is wrong, ms */
  readonly clockOffMs?: number;
  readonly userAgent?: string;
}

export class Phone {
  readonly #base: string;
  /** null: one of several phones that a browser plays; it forgets all with {@link throwAway} */
  readonly #profile: string | null;
  readonly #options: PhoneOptions;
  #context: BrowserContext;
  page: Page;
  /** exceptions of its pages */
  readonly failures: string[] = [];

  private constructor(
    base: string,
    profile: string | null,
    options: PhoneOptions,
    context: BrowserContext,
    page: Page,
  ) {
    this.#base = base;
    this.#profile = profile;
    this.#options = options;
    this.#context = context;
    this.page = page;
    this.#watch(page);
  }

  static async switchOn(base: string, options: PhoneOptions = {}): Promise<Phone> {
    const profile = mkdtempSync(join(tmpdir(), "phone-"));
    const { context, page } = await launch(profile, options);
    return new Phone(base, profile, options, context, page);
  }

  /** For phones whose power never goes: much sooner there. */
  static async among(browser: Browser, base: string, options: PhoneOptions = {}): Promise<Phone> {
    const context = await browser.newContext(looksOf(options));
    return new Phone(base, null, options, context, await readyPage(context, options));
  }

  /** Its power is gone, in the middle of whatever it does; what it wrote is there again with {@link switchOnAgain}. */
  async kill(): Promise<void> {
    const session = await this.#context.browser()?.newBrowserCDPSession();
    if (session === undefined) throw new Error("this browser cannot be asked for its processes");
    const { processInfo } = ProcessInfo.parse(await session.send("SystemInfo.getProcessInfo"));
    const browser = processInfo.find(({ type }) => type === "browser");
    if (browser === undefined) throw new Error("the browser does not know its own process");
    const closed = new Promise((resolve) => this.#context.once("close", resolve));
    process.kill(browser.id, "SIGKILL");
    await closed;
  }

  async switchOnAgain(): Promise<void> {
    if (this.#profile === null) throw new Error("this phone has no profile of its own");
    const { context, page } = await launch(this.#profile, this.#options);
    this.#context = context;
    this.page = page;
    this.#watch(page);
  }

  async throwAway(): Promise<void> {
    await this.#context.close();
    if (this.#profile !== null) rmSync(this.#profile, { recursive: true, force: true });
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.failures.push(error.message));
  }

  /** From one screen to the next, in the app that is open. @param place after #, as field-route.ts writes it */
  async go(place: string): Promise<void> {
    await this.page.goto(`${this.#base}/field#/${place}`);
  }

  /** The app is started anew, at this place. */
  async show(place = "today"): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(`${this.#base}/field#/${place}`);
  }

  /** The app's tab is closed, and an empty one is in its place: a tab that is only left may still rescue what it knows. */
  async closeTab(): Promise<void> {
    const app = this.page;
    this.page = await this.#context.newPage();
    this.#watch(this.page);
    await app.close();
  }

  /**
   * Starts the app again in its tab until it is this. Chromium lets a worker go that has been told to only when it finds it idle,
   * which it may not at once; the app opens with the old build then, and with the newer one at a later start.
   */
  async startUntil(selector: string): Promise<void> {
    const found = this.page.locator(selector);
    for (let more = startsAtMost; more > 0; more--) {
      await this.page.reload({ waitUntil: "commit" });
      const timeout = more > 1 ? startMs : patienceMs;
      const isThere = await found.waitFor({ state: "attached", timeout }).then(
        () => true,
        (error: unknown) => {
          if (more > 1 && error instanceof errors.TimeoutError) return false;
          throw error;
        },
      );
      if (isThere) return;
    }
  }

  async newTab(place = "today"): Promise<Page> {
    const page = await this.#context.newPage();
    this.#watch(page);
    await page.goto(`${this.#base}/field#/${place}`);
    return page;
  }

  airplane(on: boolean): Promise<void> {
    return this.#context.setOffline(on);
  }

  /** The browser tidies up: what pages have stored in databases goes. */
  async loseDatabases(): Promise<void> {
    const session = await this.#context.newCDPSession(this.page);
    await session.send("Storage.clearDataForOrigin", { origin: this.#base, storageTypes: "indexeddb" });
  }

  async limitStorage(bytes: number): Promise<void> {
    const session = await this.#context.newCDPSession(this.page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: this.#base, quotaSize: bytes });
  }

  async importFile(path: string): Promise<void> {
    await this.show("queue");
    await this.page.getByText("最后的办法：导出文件").click();
    await this.page.getByTestId("import").setInputFiles(path);
  }

  /** As the server ends a session: the cookie is worth nothing any more. */
  loseSession(): Promise<void> {
    return this.#context.clearCookies({ name: "kiosk_session" });
  }

  async signIn({ login, password }: Account): Promise<void> {
    await this.page.getByTestId("sign-in-login").fill(login);
    await this.page.getByTestId("sign-in-password").fill(password);
    await this.page.getByTestId("sign-in").click();
    await this.page.getByTestId("freshness").waitFor();
  }

  /** Somebody sets its clock; how far it is off then, ms. */
  setClockOff(offMs: number): Promise<void> {
    return this.#context.clock.setSystemTime(Date.now() + offMs);
  }

  /** Opens without signal from now on. */
  async appKept(): Promise<void> {
    await this.show("settings");
    await this.page.getByText("离线可打开").waitFor();
  }

  async arrive(kioskId: string, macLast4: string): Promise<void> {
    await this.go(`arrival/${kioskId}/-`);
    await this.page.getByTestId("type-instead").click();
    await this.page.getByTestId("typed-number").fill(kioskId);
    await this.page.getByTestId("typed-mac").fill(macLast4);
    await this.page.getByTestId("typed-check").click();
    await this.page.getByTestId("confirm-arrival").click();
    await this.page.getByTestId("works").or(this.page.getByTestId("more-work")).first().waitFor();
  }

  /** A note with pictures; resolves when the phone says that it is kept. */
  async note(kioskId: string, text: string, pictures: readonly Buffer[] = []): Promise<void> {
    await this.go(`note/${kioskId}/-`);
    await this.page.getByTestId("note-text").fill(text);
    const kept = this.page.locator(".photo [data-where=on-phone]");
    for (const [n, buffer] of pictures.entries()) {
      await this.page.locator("input[type=file]").setInputFiles({ name: "p.jpg", mimeType: "image/jpeg", buffer });
      await kept.nth(n).waitFor();
    }
    await this.page.getByTestId("note-save").click();
    await this.page.getByTestId("visit-log").waitFor();
  }

  /** Where each listed thing is, as its mark says. */
  marks(): Promise<(string | null)[]> {
    return this.page.locator(".queue-item [data-where]").evaluateAll((marks) => marks.map((mark) => mark.textContent));
  }

  async queueSays(text: string): Promise<void> {
    await this.page.getByTestId("queue-summary").getByText(text).waitFor({ timeout: patienceMs });
  }
}

async function launch(profile: string, options: PhoneOptions) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    ...looksOf(options),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  return { context, page: await readyPage(context, options) };
}

function looksOf({ userAgent }: PhoneOptions): BrowserContextOptions {
  return {
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

async function readyPage(context: BrowserContext, { clockOffMs = 0 }: PhoneOptions): Promise<Page> {
  context.setDefaultTimeout(patienceMs);
  if (clockOffMs !== 0) await context.clock.install({ time: Date.now() + clockOffMs });
  return context.pages()[0] ?? (await context.newPage());
}
