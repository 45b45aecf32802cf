// A use of the terminal on the built pages and the built service apps: the agent is scripted at the border of HTTP, the apps are
// served under the agent's own policy, and a test may serve a page of its own in place of an app.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import type { AppManifest, BridgeCallName, Identity, ShellState } from "@kiosk/contract";
import type { Locator, Page } from "playwright-core";
import { vi } from "vitest";
import { z } from "zod";
import { appHeaders } from "../../src/citizen/http/headers.ts";
import { appIds, builtApps, type ExampleAppId, readAppManifest } from "../apps/index.ts";
import { glass, portrait } from "./glass.ts";
import { type Answerer, type PageStage, setPageStage, type Visit } from "./page-stage.ts";
import { usualState } from "./shell-samples.ts";

/** How long something may take to be on the screen, on a machine that builds and tests other things as well. */
vi.setConfig({ expect: { poll: { timeout: 20_000 } } });

export const sessionId = "00000000-0000-4000-8000-00000000aaaa";
const token = "t".repeat(40);

/** Nobody: the region 999999 does not exist. */
export const somebody: Identity = {
  by: "card",
  name: "测试甲",
  idNumber: "999999194903070022",
  phone: "",
  sex: "female",
  birth: "19490307",
  address: "示例市示例区示例路一百号",
  validTo: "20991231",
};
export const masked = { by: "card", name: "测**", idNumber: "999999********0022", phone: "" } as const;

type Answer = NonNullable<Awaited<ReturnType<Answerer>>>;
type Session = NonNullable<ShellState["session"]>;
type SessionInput = z.input<typeof ShellState>["session"];

const Call = z.object({ call: z.string() });
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
};

export const ok = (body: unknown): Answer => ({ status: 200, body });
export function problem(code: string, zh: string): Answer {
  return { status: 409, body: { code, said: { zh, en: `In English: ${code}` }, detail: "scripted" } };
}

/** Something that is answered when the test says so. */
export class Later {
  readonly answer: Promise<Answer>;
  #settle: (answer: Answer) => void = () => undefined;
  constructor() {
    this.answer = new Promise((settle) => {
      this.#settle = settle;
    });
  }
  settle(answer: Answer): void {
    this.#settle(answer);
  }
}

/** The apps' origin: built apps, and pages that a test wrote. */
class AppOrigin {
  readonly pages = new Map<string, string>();
  /** addresses that were asked for */
  readonly asked: string[] = [];
  #pageOrigin = "";
  #url = "";
  readonly #server = createServer((request, response) => {
    const path = request.url ?? "/";
    this.asked.push(path);
    const [, id = ""] = path.split("/");
    const headers = appHeaders(`${this.#url}/${id}/`, [this.#pageOrigin]);
    const own = this.pages.get(path);
    const file = normalize(join(builtApps, path));
    if (own === undefined && (!file.startsWith(builtApps) || !existsSync(file) || extname(file) === "")) {
      response.writeHead(404, headers).end();
      return;
    }
    const type = types[extname(path)] ?? "text/html";
    const send = (body: string | Uint8Array) => response.writeHead(200, { ...headers, "content-type": type }).end(body);
    if (own !== undefined) send(own);
    else void readFile(file).then(send);
  });

  async listen(pageOrigin: string): Promise<void> {
    this.#pageOrigin = pageOrigin;
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    this.#url = `http://127.0.0.1:${address.port}`;
  }
  get url(): string {
    return this.#url;
  }
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

export interface UseOptions {
  readonly app?: ExampleAppId;
  readonly viewport?: { width: number; height: number };
  readonly elder?: boolean;
  readonly english?: boolean;
  /** time stands under the test's hand from before the use is opened */
  readonly clock?: boolean;
  readonly permissions?: readonly string[];
  readonly manifest?: Partial<AppManifest>;
}

export interface UnderWay extends Visit {
  /** the app's page */
  readonly app: ReturnType<Page["frameLocator"]>;
  /** a button of the shell by its words */
  button: (name: string | RegExp) => Locator;
  /** a button of the app */
  press: (name: string | RegExp) => Promise<void>;
}

export class SessionStage {
  readonly stage: PageStage;
  readonly apps: AppOrigin;
  readonly #manifests: ReadonlyMap<ExampleAppId, AppManifest>;
  readonly answers = new Map<BridgeCallName, () => Answer | Promise<Answer>>();
  /** answers of other paths: rating, end */
  readonly paths = new Map<string, () => Answer | Promise<Answer>>();
  #session: SessionInput = null;
  #more: Partial<z.input<typeof ShellState>> = {};
  #manifest: Partial<AppManifest> = {};
  #at = 0;

  constructor(stage: PageStage, apps: AppOrigin, manifests: ReadonlyMap<ExampleAppId, AppManifest>) {
    this.stage = stage;
    this.apps = apps;
    this.#manifests = manifests;
  }

  /** bodies that were posted to a path of the agent */
  posted(path: string): unknown[] {
    return this.stage.agent.asked.filter((one) => one.path === path).map(({ body }) => body);
  }
  calls(name: BridgeCallName): unknown[] {
    return this.posted(`/sessions/${sessionId}/calls`).filter((body) => Call.parse(body).call === name);
  }
  /** how the use ended; undefined: it has not */
  end(): string | undefined {
    const [first] = this.posted(`/sessions/${sessionId}/end`);
    return first === undefined ? undefined : z.object({ end: z.string() }).parse(first).end;
  }

  /** The agent's state of the use changes. */
  session(change: Partial<Session>): void {
    if (this.#session === null) throw new Error("no use is under way");
    this.#session = { ...this.#session, ...change };
    this.#say();
  }
  state(more: Partial<z.input<typeof ShellState>>): void {
    this.#more = more;
    this.#say();
  }

  async begin(options: UseOptions = {}): Promise<UnderWay> {
    const { app = "medical-booklet", viewport = portrait, elder = false, english = false, clock = false } = options;
    this.#at = Date.now();
    this.#session = null;
    this.#manifest = options.manifest ?? {};
    this.#more = { screen: viewport.width < viewport.height ? glass.portrait : glass.landscape };
    this.#say();
    this.stage.agent.answer = (path, body) => this.#answer(path, body);
    const visit = await this.stage.open({ viewport });
    const { page } = visit;
    if (options.permissions !== undefined) await page.context().grantPermissions([...options.permissions]);
    if (clock) await page.clock.install({ time: this.#at });
    if (elder) await page.locator(".tool-elder").tap();
    if (english) await page.locator(".tool-language").tap();
    const manifest = this.#manifests.get(app);
    if (manifest === undefined) throw new Error(`no app ${app}`);
    const { name } = manifest;
    await page
      .getByRole("button", { name: english ? name.en : name.zh })
      .first()
      .tap();
    await page
      .getByRole("button", { name: english ? /^(Start|Begin|Open|Read)/ : /^(开始办理|查看指南|打开|开始)/ })
      .tap();
    const frame = page.frameLocator("iframe.service-frame");
    return {
      ...visit,
      app: frame,
      button: (words) => page.getByRole("button", { name: words }),
      press: (words) => frame.getByRole("button", { name: words }).tap(),
    };
  }

  async clear(): Promise<void> {
    this.answers.clear();
    this.paths.clear();
    this.apps.pages.clear();
    this.apps.asked.length = 0;
    await this.stage.clear();
  }
  async close(): Promise<void> {
    await this.stage.close();
    await this.apps.close();
  }

  #say(): void {
    const usual = usualState(this.#at);
    const tiles = [...this.#manifests].map(([id, manifest], index) => ({
      manifest: { ...manifest, ...this.#manifest },
      state: "ok" as const,
      missing: [],
      causes: [],
      without: [],
      expectedAt: null,
      elsewhere: usual.tiles.find(({ elsewhere }) => elsewhere !== null)?.elsewhere ?? null,
      frequent: index + 1,
      search: [],
      frame: `${this.apps.url}/${id}/index.html`,
    }));
    this.stage.agent.say({
      ...usual,
      tiles,
      counts: { available: tiles.length, suspended: 0 },
      session: this.#session,
      ...this.#more,
    });
  }

  async #answer(path: string, body: unknown): Promise<Answer | undefined> {
    const own = this.paths.get(path);
    if (own !== undefined) return await own();
    if (path === "/sessions") {
      const limitAt = this.#at + 1_800_000;
      this.#session = {
        sessionId,
        appId: z.object({ appId: z.string() }).parse(body).appId,
        startedAt: this.#at,
        busy: false,
        withdrawn: null,
        card: "notPresent",
        identified: null,
        limitAt,
      };
      this.#say();
      return ok({ sessionId, token, limitAt });
    }
    if (path.endsWith("/calls")) return await this.#call(Call.parse(body).call);
    if (path.endsWith("/end")) {
      this.#session = null;
      this.#say();
      return ok({ parts: [] });
    }
    if (path.endsWith("/wiped")) return ok({ at: this.#at, durationMs: 1, host: "browser", parts: [], clean: false });
    return ok({});
  }

  async #call(name: string): Promise<Answer> {
    for (const [call, answer] of this.answers) if (call === name) return await answer();
    switch (name) {
      case "identity.read-card":
        this.session({ card: "present", identified: "card" });
        return ok(masked);
      case "identity.reveal":
        return ok(somebody);
      case "print.booklet":
        return ok({ job: "booklet", pages: 1 });
      case "print.a4":
        return ok({ job: "a4", pages: 1 });
      case "print.receipt":
        return ok({ job: "receipt", pages: 1 });
      case "endorse.card":
        return ok({ job: "endorsement", pages: 1 });
      default:
        return ok({});
    }
  }
}

export async function setSessionStage(): Promise<SessionStage> {
  const stage = await setPageStage();
  const apps = new AppOrigin();
  await apps.listen(stage.base);
  const manifests = new Map<ExampleAppId, AppManifest>();
  for (const id of appIds) manifests.set(id, await readAppManifest(id));
  return new SessionStage(stage, apps, manifests);
}
