// Every page for everyone: the other language, assistive technology, a phone.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  accessProblems,
  accessProblemsIn,
  chineseLeft,
  desktop,
  phone,
  type Stage,
  setStage,
  sidewaysScroll,
} from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

/** Longest first, as one name may lie in another. */
const names = () =>
  stage.server.api.kiosks.flatMap((k) => [k.name, k.coordinateMethod]).sort((a, b) => b.length - a.length);

const pages = [
  { path: "/overview", shows: "kiosk-point-cn-046" },
  { path: "/terminals?sel=cn-025", shows: "kiosk-point-cn-046" },
  { path: "/terminals/cn-002", shows: "terminal-head" },
  { path: "/terminals?create=1", shows: "new-terminal-contract" },
  { path: "/account", shows: "account" },
  { path: "/account?newContract=1", shows: "new-contract", as: "system_admin" },
  { path: "/terminals/cn-034", shows: "outbox-warning" },
  { path: "/terminals/cn-005", shows: "terminal-head" },
  { path: "/terminals/cn-012", shows: "terminal-head" },
  { path: "/work-orders", shows: "board" },
  { path: "/work-orders?state=all", shows: "order-row-o-done" },
  { path: "/work-orders/o-reader", shows: "order-detail" },
  { path: "/work-orders/o-part", shows: "part-readings" },
  { path: "/work-orders/o-part?why=CN-KIOSK:fix_part", shows: "derivation" },
  { path: "/work-orders/o-paused", shows: "pause-counts" },
  { path: "/work-orders?create=1", shows: "new-order-kiosk" },
  { path: "/contract/changning", shows: "bindings" },
  { path: "/contract/changning?form=terms", shows: "terms-form" },
  { path: "/contract/changning?tab=calendars", shows: "year-2026" },
  { path: "/contract/changning?tab=calendars&form=calendar", shows: "calendar-form" },
  { path: "/contract/changning?tab=notify", shows: "notify" },
  { path: "/contract/changning?tab=parts&form=receipt", shows: "receipt-form" },
  { path: "/quarantine", shows: "quarantine-row-q1" },
  { path: "/quarantine/q3", shows: "quarantine-detail" },
] as const;

describe.each(pages)("$path", (row) => {
  const { path, shows } = row;
  // One page for what only looks at it, as loading it is most of what these cost.
  let page: Page;
  beforeAll(async () => {
    if ("as" in row) stage.server.session.signIn(row.as);
    ({ page } = await stage.open(path));
    await page.getByTestId(shows).waitFor();
  });
  afterAll(() => stage.clear());

  test("has no serious or critical finding of axe, light and dark", async () => {
    await page.waitForTimeout(300);
    expect(await accessProblemsIn(page, ["dark", "light"])).toEqual([]);
  });

  test("does not scroll sideways on a phone", async () => {
    await page.setViewportSize(phone);
    const onMap = shows.startsWith("kiosk-point") && path.startsWith("/terminals");
    await page.getByTestId(onMap ? "kiosk-row-cn-025" : shows).waitFor();
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
  });

  test("has no Chinese words in English but names, addresses and device texts", async () => {
    await page.evaluate(() => localStorage.setItem("kiosk.language", "en"));
    await page.setViewportSize(desktop);
    await page.reload();
    await page.getByTestId(shows).waitFor();
    expect(await chineseLeft(page, names())).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  });
});

describe("for everyone", () => {
  afterEach(() => stage.clear());

  test("the error and the empty state have no serious or critical finding either", async () => {
    stage.server.setMode("work-orders", "error");
    stage.server.setMode("quarantine", "empty");
    const failed = await stage.open("/work-orders");
    await failed.page.getByTestId("error-state").waitFor();
    expect(await accessProblems(failed.page)).toEqual([]);
    const empty = await stage.open("/quarantine");
    await empty.page.getByTestId("empty-state").waitFor();
    expect(await accessProblems(empty.page)).toEqual([]);
  });

  test("the language switch changes the page at once and is remembered", async () => {
    const { page } = await stage.open("/overview");
    await page.getByTestId("user-menu").click();
    await page.getByTestId("language-switch").getByText("English").click();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(await chineseLeft(page, names())).toEqual([]);
  });

  test("on a phone the menu is a drawer that leads to every page", async () => {
    const { page } = await stage.open("/overview", { viewport: phone });
    for (const [name, heading] of [
      ["终端", "终端"],
      ["工单", "工单"],
      ["合同", "长宁区自助终端系统运行保障（一网通办）"],
      ["隔离区", "隔离区"],
      ["态势", "态势"],
    ] as const) {
      await page.getByTestId("menu").click();
      await page.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    }
  });

  test("the main way, from the list to an acknowledged order, goes by keyboard alone", async () => {
    const { page } = await stage.open("/work-orders");
    await page.getByTestId("order-row-o-hub").getByRole("link").first().focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("action-acknowledged").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("action-submit").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("event-acknowledged").waitFor();
    await page.getByTestId("order-back").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/work-orders");
  });

  test("the first page needs at most 480 KB of compressed script", async () => {
    const { gzipSync } = await import("node:zlib");
    const sizes: number[] = [];
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    const bodies: Promise<void>[] = [];
    page.on("response", (response) => {
      if (!response.url().endsWith(".js")) return;
      bodies.push(
        response.body().then((body) => {
          sizes.push(gzipSync(body).length);
        }),
      );
    });
    await page.goto(`${stage.base}/work-orders`);
    await page.getByTestId("order-row-o-hub").waitFor();
    await Promise.all(bodies);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(480 * 1024);
  });
});
