import { WipePart } from "@kiosk/contract";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ok, type SessionStage, sessionId, setSessionStage, type UnderWay } from "./session-stage.ts";

let stage: SessionStage;
beforeAll(async () => {
  stage = await setSessionStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const Wiped = z.object({ parts: z.array(WipePart), durationMs: z.number() });

async function wiped(): Promise<z.infer<typeof Wiped>> {
  await expect.poll(() => stage.posted(`/sessions/${sessionId}/wiped`)).toHaveLength(1);
  return Wiped.parse(stage.posted(`/sessions/${sessionId}/wiped`)[0]);
}

async function leave(use: UnderWay): Promise<void> {
  await use.button("结束办理").tap();
  await use.page.getByRole("dialog").getByRole("button", { name: "结束办理" }).tap();
}

/** Traces everywhere a page can leave them, as a fault of these pages would. */
async function leaveTraces(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const trace = "999999194903070022";
    localStorage.setItem("trace", trace);
    sessionStorage.setItem("trace", trace);
    await cookieStore.set("trace", trace);
    for (const name of ["one", "two"]) {
      await new Promise((done) => {
        const opening = indexedDB.open(name, 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("traces").put(trace, 1);
        opening.onsuccess = () => {
          opening.result.close();
          done(undefined);
        };
      });
    }
    const cache = await caches.open("traces");
    await cache.put("/trace", new Response(trace));
    await navigator.clipboard.writeText(trace);
  });
}

test("what was left everywhere is gone after a use, and was read back as gone, within a second", async () => {
  const use = await stage.begin({ permissions: ["clipboard-read", "clipboard-write"] });
  await use.app.getByRole("button").first().waitFor();
  await leaveTraces(use.page);
  await leave(use);
  const { parts, durationMs } = await wiped();
  expect(parts).toEqual([
    { part: "cookies", left: 0 },
    { part: "local-storage", left: 0 },
    { part: "session-storage", left: 0 },
    { part: "indexed-db", left: 0 },
    { part: "caches", left: 0 },
    { part: "service-workers", left: 0 },
    { part: "clipboard", left: 0 },
  ]);
  expect(durationMs).toBeLessThanOrEqual(1000);
  const left = await use.page.evaluate(async () => [
    document.cookie,
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    await navigator.clipboard.readText(),
  ]);
  expect(left).toEqual(["", 0, 0, 0, 0, ""]);
});

test("a database that is held open is left, and said to be left", async () => {
  const use = await stage.begin();
  await use.app.getByRole("button").first().waitFor();
  await use.page.evaluate(async () => {
    await new Promise((done) => {
      const opening = indexedDB.open("held", 1);
      opening.onsuccess = () => {
        Reflect.set(globalThis, "held", opening.result);
        done(undefined);
      };
    });
  });
  await leave(use);
  const { parts, durationMs } = await wiped();
  expect(parts.find(({ part }) => part === "indexed-db")?.left).not.toBe(0);
  expect(durationMs).toBeLessThanOrEqual(1000);
});

test("a clipboard that may not be read is no proof", async () => {
  const use = await stage.begin();
  await use.app.getByRole("button").first().waitFor();
  await leave(use);
  const { parts } = await wiped();
  expect(parts.find(({ part }) => part === "clipboard")).toEqual({ part: "clipboard", left: null });
});

test("where a host wipes below the page, its proof goes with the page's, and the next citizen gets a new page", async () => {
  const use = await stage.begin();
  await use.app.getByRole("button").first().waitFor();
  await use.page.evaluate(() => {
    const done: string[] = [];
    Reflect.set(globalThis, "done", done);
    Reflect.set(globalThis, "kioskHost", {
      wipe: async () => {
        done.push(`wipe with ${document.querySelectorAll("iframe").length} frames`);
        return [{ part: "clipboard", left: 0 }];
      },
      renew: () => done.push("renew"),
    });
  });
  await leave(use);
  const { parts } = await wiped();
  expect(parts.find(({ part }) => part === "clipboard")).toEqual({ part: "clipboard", left: 0 });
  await expect
    .poll(() => use.page.evaluate(() => Reflect.get(globalThis, "done")))
    .toEqual(["wipe with 0 frames", "renew"]);
});

test("no frame and no person is in the page when the agent is told of the wipe", async () => {
  const use = await stage.begin();
  await use.press("开始，读身份证");
  await use.app.getByRole("heading", { name: "请核对" }).waitFor();
  stage.session({ card: "notPresent" });
  let seen: Promise<string> | undefined;
  stage.paths.set(`/sessions/${sessionId}/end`, async () => {
    seen = use.page.content();
    await seen;
    return ok({ parts: [] });
  });
  await leave(use);
  await wiped();
  const page = (await seen) ?? "";
  expect(page).toContain("正在清除您的信息");
  expect(page).not.toContain("<iframe");
  expect(page).not.toContain("999999");
});

test("an agent that does not answer the end is not waited for: the page wipes its own and goes home", async () => {
  const use = await stage.begin({ clock: true });
  await use.app.getByRole("button").first().waitFor();
  stage.paths.set(`/sessions/${sessionId}/end`, () => new Promise(() => undefined));
  stage.paths.set(`/sessions/${sessionId}/wiped`, () => new Promise(() => undefined));
  await use.page.evaluate(() => localStorage.setItem("trace", "1"));
  await leave(use);
  await expect.poll(() => stage.end()).toBe("left");
  await use.page.clock.runFor(6500);
  await wiped();
  await use.page.clock.runFor(6500);
  await use.page.locator('[data-screen="home"]').waitFor();
  expect(await use.page.evaluate(() => localStorage.length)).toBe(0);
});

test("the next citizen finds the choices of nobody", async () => {
  const use = await stage.begin({ elder: true });
  await use.app.getByRole("button").first().waitFor();
  await leave(use);
  await use.page.locator('[data-screen="home"]').waitFor();
  await expect.poll(() => use.page.locator("html").getAttribute("data-type")).toBe("usual");
});
