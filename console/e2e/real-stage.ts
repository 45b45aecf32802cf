// A whole server in this process with days that pass at once, and a real Chromium in which people of it have signed in. For pages
// whose data would be a copy of the server's work.
import { join } from "node:path";
import type { Role } from "@kiosk/contract";
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../../fixtures/chromium.ts";
import type { SignedIn } from "../../fixtures/people.ts";
import { OrderDesk } from "../../fleet-server/test/order-desk.ts";

const consoleDir = join(import.meta.dirname, "../dist");
export const desktop = { width: 1920, height: 1080 };
export const phone = { width: 390, height: 844 };

export interface RealStage {
  /** the server, its people and its clock */
  readonly desk: OrderDesk;
  /** Somebody with this role in Changning; made at the first question. */
  person(name: string, role: Role): Promise<SignedIn>;
  /** A page of a person who has signed in. */
  open(by: SignedIn, path: string, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

interface OpenOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly language?: "zh-CN" | "en";
}

/** @param at local time of the server's clock when it starts, `2026-11-02 09:00` */
export async function setRealStage(at: string): Promise<RealStage> {
  const desk = await OrderDesk.open(at, { consoleDir });
  const browser = await launchChromium();
  const contexts = new Map<string, Promise<BrowserContext>>();

  async function contextOf(by: SignedIn): Promise<BrowserContext> {
    if (by.cookie === "") await by.signIn();
    const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
    const [name = "", value = ""] = by.cookie.split(/=(.*)/s);
    const { hostname: domain } = new URL(desk.server.app.httpUrl);
    await context.addCookies([{ name, value, domain, path: "/", httpOnly: true, sameSite: "Strict" }]);
    return context;
  }

  return {
    desk,
    person: async (name, role) => (await desk.server.people()).person(name, [{ role, contract: "changning" }]),
    open: async (by, path, { viewport = desktop, language = "zh-CN" } = {}) => {
      const known = contexts.get(by.account.login) ?? contextOf(by);
      contexts.set(by.account.login, known);
      const page = await (await known).newPage();
      if (viewport !== desktop) await page.setViewportSize(viewport);
      await page.addInitScript((chosen) => localStorage.setItem("kiosk.language", chosen), language);
      await page.goto(`${desk.server.app.httpUrl}${path}`);
      return page;
    },
    close: async () => {
      await browser.close();
      await desk.close();
    },
  };
}
