// The built pages under the product's policy, a scripted agent behind them at the border of HTTP, and a Chromium with touch.
// What the agent says is made by the contract's schemas, so that no test shows what no agent can say.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ShellState } from "@kiosk/contract";
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { launchChromium } from "../../../fixtures/chromium.ts";
import { portrait } from "./glass.ts";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const patienceMs = 20_000;

/** As the agent sends it: nothing inline, nothing from elsewhere. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self' http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

export { glass, landscape, portrait } from "./glass.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
/** What a POST to the agent is answered, at once or when a device has done; undefined: 404. */
export type Answerer = (path: string, body: unknown) => Answer | undefined | Promise<Answer | undefined>;

/** All built files by their address, as they are now: a build that runs meanwhile changes nothing for a test that has begun. */
function builtFiles(): ReadonlyMap<string, Buffer> {
  if (!existsSync(join(dist, "index.html"))) {
    throw new Error("the pages are not built: npm run build --workspace kiosk-agent/shell");
  }
  const entries = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(dist, join(entry.parentPath, entry.name)));
  return new Map(paths.map((path) => [`/${path}`, readFileSync(join(dist, path))]));
}

/** An agent that says what the test tells it to. */
export class ScriptedAgent {
  /** every POST and DELETE but the beats, in order */
  readonly asked: { path: string; body: unknown }[] = [];
  readonly beats: unknown[] = [];
  answer: Answerer = () => undefined;
  #state: ShellState | undefined;
  #away = false;
  readonly #files = builtFiles();
  readonly #streams = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${addressOf(this.#server.address()).port}`;
  }

  /** From now on, and to every open stream at once. */
  say(state: z.input<typeof ShellState>): void {
    this.#state = ShellState.parse(state);
    for (const stream of this.#streams) stream.write(`data: ${JSON.stringify(this.#state)}\n\n`);
  }

  /** Its pages can still be had, as from a host's own cache; it answers nothing. */
  goAway(): void {
    this.#away = true;
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
  }

  comeBack(): void {
    this.#away = false;
  }

  reset(): void {
    this.asked.length = 0;
    this.beats.length = 0;
    this.answer = () => undefined;
    this.#away = false;
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) stream.destroy();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    if (path.startsWith("/shell/v1/")) return this.#api(path.slice("/shell/v1".length), request, response);
    const file = path === "/" ? "/index.html" : path;
    const content = this.#files.get(file);
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": pagePolicy,
      "cache-control": "no-store",
    });
    response.end(content);
  }

  async #api(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#away) {
      response.destroy();
      return;
    }
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (path === "/state") {
      json(this.#state === undefined ? 503 : 200, this.#state ?? {});
      return;
    }
    if (path === "/events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`data: ${JSON.stringify(this.#state)}\n\n`);
      this.#streams.add(response);
      response.on("close", () => this.#streams.delete(response));
      return;
    }
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const body: unknown = text === "" ? {} : JSON.parse(text);
    if (path === "/alive") {
      this.beats.push(body);
      json(200, {});
      return;
    }
    this.asked.push({ path, body });
    const answer = (await this.answer(path, body)) ?? { status: 404, body: {} };
    json(answer.status, answer.body);
  }
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("no port");
  return address;
}

export interface Visit {
  readonly page: Page;
  /** requests that left the agent's own origin */
  readonly strangers: string[];
  /** exceptions of the page and reports of the policy */
  readonly failures: string[];
}

export interface OpenOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** the page's clock moves by `page.clock` */
  readonly clock?: boolean;
  /** languages in which this machine speaks; `spokenHere` then holds what was said */
  readonly voices?: readonly string[];
  /** what cannot be loaded, as a glob of its address */
  readonly without?: string;
}

export interface PageStage {
  readonly agent: ScriptedAgent;
  readonly base: string;
  open(options?: OpenOptions): Promise<Visit>;
  /** Closes every page and forgets what was asked. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function setPageStage(): Promise<PageStage> {
  const agent = new ScriptedAgent();
  const base = await agent.listen();
  const browser = await launchChromium();
  let contexts: BrowserContext[] = [];
  return {
    agent,
    base,
    open: async ({ viewport = portrait, clock = false, voices, without } = {}) => {
      const context = await browser.newContext({ viewport, hasTouch: true, reducedMotion: "reduce" });
      contexts.push(context);
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      const strangers: string[] = [];
      const failures: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(base) && !request.url().startsWith("data:")) strangers.push(request.url());
      });
      page.on("pageerror", (error) => failures.push(error.message));
      page.on("console", (message) => {
        if (/Content.Security.Policy/i.test(message.text())) failures.push(message.text());
      });
      if (without !== undefined) await page.route(without, (route) => route.abort());
      if (clock) await page.clock.install();
      if (voices !== undefined) await page.addInitScript(giveVoice, voices);
      await page.goto(base);
      return { page, strangers, failures };
    },
    clear: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      contexts = [];
      agent.reset();
    },
    close: async () => {
      await browser.close();
      await agent.close();
    },
  };
}

/** Runs in the page, before it: a machine that has these voices, and remembers what it said. */
export function giveVoice(languages: readonly string[]): void {
  const said: string[] = [];
  class Words {
    readonly text: string;
    constructor(text: string) {
      this.text = text;
    }
  }
  const voices = languages.map((lang) => ({ lang, localService: true, default: false, name: lang, voiceURI: lang }));
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: ({ text }: Words) => said.push(text),
    cancel: () => undefined,
  });
  Object.defineProperty(globalThis, "spokenHere", { value: said });
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Words });
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

/** Serious and critical findings of axe, one line each. */
export async function accessProblems(page: Pick<Page, "evaluate">): Promise<string[]> {
  await page.evaluate(axeSource);
  const result = AxeResult.parse(
    await page.evaluate(
      "axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.parse(JSON.stringify(r)))",
    ),
  );
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((n) => `${id}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`));
}

export interface Target {
  readonly name: string;
  readonly className: string;
  readonly widthMm: number;
  readonly heightMm: number;
  /** from the target's bottom to the bottom of the glass */
  readonly aboveBottomMm: number;
}

/** Everything that can be touched, in millimetres of the glass. */
export function targetsOf(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
    return [...document.querySelectorAll("button, a[href], input, [role='button']")].flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return [];
      return [
        {
          name: element.textContent?.trim() ?? "",
          className: element.className,
          widthMm: box.width / mm,
          heightMm: box.height / mm,
          aboveBottomMm: (innerHeight - box.bottom) / mm,
        },
      ];
    });
  });
}

/** The least distance between two targets that stand beside or below each other, mm; Infinity: there are not two. */
export function leastGapMm(page: Page): Promise<number> {
  return page.evaluate(() => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
    // Keys that stand over what moves beneath them are no neighbours of it.
    const boxes = [...document.querySelectorAll("button")]
      .filter((element) => element.closest(".scroll-keys") === null && element.checkVisibility())
      .map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        // What is scrolled out of sight cannot be touched there.
        const area = element.closest(".scroll-area")?.getBoundingClientRect();
        return { left, right, top: Math.max(top, area?.top ?? top), bottom: Math.min(bottom, area?.bottom ?? bottom) };
      })
      .filter(({ top, bottom }) => bottom > top);
    let least = Number.POSITIVE_INFINITY;
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const across = Math.max(one.left - other.right, other.left - one.right);
        const down = Math.max(one.top - other.bottom, other.top - one.bottom);
        if (across >= 0 || down >= 0) least = Math.min(least, Math.max(across, down));
      }
    }
    return least / mm;
  });
}

/** The smallest type that is shown, as the height of a Chinese glyph in mm, and the least line height. */
export function typeOf(page: Page): Promise<{ glyphMm: number; lineHeight: number }> {
  return page.evaluate(() => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let glyphMm = Number.POSITIVE_INFINITY;
    let lineHeight = Number.POSITIVE_INFINITY;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || node.textContent?.trim() === "" || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const size = Number.parseFloat(style.fontSize);
      // A Chinese glyph fills nine tenths of its square.
      glyphMm = Math.min(glyphMm, (0.9 * size) / mm);
      if (style.lineHeight !== "normal") lineHeight = Math.min(lineHeight, Number.parseFloat(style.lineHeight) / size);
    }
    return { glyphMm, lineHeight };
  });
}

/** Chinese words that are not marked as names (`lang="zh-CN"`). */
export function chineseLeft(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const left: string[] = [];
    const unmarked = (element: Element | null) => element !== null && element.closest('body [lang^="zh"]') === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (unmarked(node.parentElement)) left.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label],[placeholder],[title]")) {
      if (!unmarked(element)) continue;
      for (const name of ["aria-label", "placeholder", "title"]) left.push(element.getAttribute(name) ?? "");
    }
    return left.filter((text) => /\p{Script=Han}/u.test(text));
  });
}

/** Pixels by which anything can be pushed sideways; 0 is right. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll(".scroll-area, main, .frame")].map(
        (element) => element.scrollWidth - element.clientWidth,
      ),
    ),
  );
}
