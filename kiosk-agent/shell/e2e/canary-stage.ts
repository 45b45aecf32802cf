// Canaries use a whole terminal in every way there is, in a browser that keeps its profile folder, and all that they might
// have left is brought together. Everything that anybody writes as a temporary file is below one folder.
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath } from "../../../fixtures/chromium.ts";
import { packExample, place, release } from "../../../fixtures/example-shelf.ts";
import { WholeTerminal } from "../../../fixtures/whole-terminal.ts";
import { browserFlags } from "../browser/flags.ts";
import { type CanaryPerson, canaryPerson } from "./canary-people.ts";
import { Tap } from "./canary-tap.ts";
import { portrait } from "./glass.ts";
import { Visit } from "./real-stage.ts";

const patienceMs = 20_000;
/** A profile that is kept and written to is the hardest case; the window is the test's. */
const notHere = ["--incognito", "--kiosk"];

export interface Sms {
  readonly phone: string;
  readonly code: string;
}

export class CanaryStage {
  /** all temporary files of everybody are below */
  readonly folder: string;
  readonly profile: string;
  readonly terminal: WholeTerminal;
  readonly tap: Tap;
  readonly logged: string[];
  /** what the service that sends codes was given */
  readonly sent: Sms[];
  /** of the pages, as their host would hear them */
  readonly said: string[] = [];
  readonly #restore: () => void;
  #browser: BrowserContext | undefined;
  #people = 0;

  private constructor(parts: {
    readonly folder: string;
    readonly terminal: WholeTerminal;
    readonly tap: Tap;
    readonly logged: string[];
    readonly sent: Sms[];
    readonly restore: () => void;
  }) {
    this.folder = parts.folder;
    this.profile = join(parts.folder, "profile");
    this.terminal = parts.terminal;
    this.tap = parts.tap;
    this.logged = parts.logged;
    this.sent = parts.sent;
    this.#restore = parts.restore;
  }

  static async open(): Promise<CanaryStage> {
    const folder = mkdtempSync(join(tmpdir(), "canary-"));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    const tap = new Tap();
    const logged: string[] = [];
    const sent: Sms[] = [];
    const sms = await smsService(sent);
    const terminal = await WholeTerminal.open({
      phoneCodes: { kind: "http", url: sms.url },
      onLog: (line) => logged.push(line),
      relay: (port) => tap.before(port),
    });
    const restore = () => {
      sms.close();
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(folder, { recursive: true, force: true });
    };
    return new CanaryStage({ folder, terminal, tap, logged, sent, restore });
  }

  /** A new version of the forms that signs in by phone as well and reads codes. */
  async placeEveryWay(): Promise<void> {
    const { people, contract, key } = this.terminal;
    const permissions = ["identity.card", "identity.phone", "print.a4", "scan.code"];
    const packed = await packExample("print-documents", key, { version: "1.1.0", permissions });
    await release(people, packed);
    await place(people, contract, packed.index.manifest, { frequent: 2 });
    await this.terminal.until(({ tiles }) => tiles.some(({ manifest }) => manifest.version === "1.1.0"));
  }

  nextPerson(): CanaryPerson {
    this.#people += 1;
    return canaryPerson(this.#people);
  }

  /** Pages at home, in the one browser with its one profile. */
  async visit(): Promise<Visit> {
    const browser = await this.#open();
    const page = await browser.newPage();
    page.on("console", (message) => this.said.push(message.text()));
    page.on("pageerror", (error) => this.said.push(String(error)));
    await page.goto(this.terminal.pagesUrl);
    const visit = new Visit(page);
    await visit.home();
    return visit;
  }

  /** The renderer dies under the pages, as by a fault of its own. */
  async crash(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    // never answered: who would answer is gone
    void session.send("Page.crash").catch(() => undefined);
    await crashed;
  }

  /** Ends the browser, so that all it ever writes is written. */
  async closeBrowser(): Promise<void> {
    await this.#browser?.close();
    this.#browser = undefined;
  }

  async close(): Promise<void> {
    await this.closeBrowser();
    await this.terminal.close();
    this.tap.close();
    this.#restore();
  }

  async #open(): Promise<BrowserContext> {
    if (this.#browser !== undefined) return this.#browser;
    mkdirSync(this.profile, { recursive: true });
    const flags = browserFlags.filter(({ flag }) => !notHere.includes(flag));
    this.#browser = await chromium.launchPersistentContext(this.profile, {
      ...{ executablePath: chromiumPath, headless: true, viewport: portrait, hasTouch: true, locale: "zh-CN" },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic"],
        ...flags.map(({ flag, value }) => (value === undefined ? flag : `${flag}=${value}`)),
      ],
    });
    this.#browser.setDefaultTimeout(patienceMs);
    return this.#browser;
  }
}

/** Stands for the service that sends codes to phones. */
async function smsService(sent: Sms[]) {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const said: unknown = JSON.parse(text);
    if (typeof said === "object" && said !== null && "phone" in said && "code" in said) {
      sent.push({ phone: String(said.phone), code: String(said.code) });
    }
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/codes`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
