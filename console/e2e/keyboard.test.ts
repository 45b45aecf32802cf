// The ten main tasks of a district's administrator without a mouse, and the keys by themselves.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessProblems, type Stage, setStage } from "./browser.ts";
import { orderNow, prepareDesk, soonest } from "./ten-tasks.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
beforeEach(() => prepareDesk(stage));
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function open(path = "/overview"): Promise<Page> {
  const { page } = await stage.open(path);
  await page.getByTestId("search-open").waitFor();
  return page;
}

const focused = (page: Page, selector: string) =>
  page.evaluate((s) => document.activeElement?.matches(s) === true, selector);

/** Tab until the focus is there. @throws when it is not on the way */
async function tabTo(page: Page, selector: string, most = 90): Promise<void> {
  await page.locator(selector).first().waitFor();
  for (let i = 0; i < most; i++) {
    if (await focused(page, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not reached by ${most} tabs`);
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe("a district's administrator by keyboard alone", () => {
  test("sees the worst terminal and opens it", async () => {
    const page = await open();
    await press(page, "g", "t");
    await page.locator(".terminal-list > li").first().waitFor();
    await press(page, "j");
    expect(await focused(page, ".terminal-list > li:first-child button")).toBe(true);
    await press(page, "Tab", "Enter");
    await page.getByTestId("terminal-head").waitFor();
  });

  test("finds a terminal by Ctrl-K", async () => {
    const page = await open();
    await press(page, "Control+k");
    await page.keyboard.type("7e10");
    await page.getByTestId("palette-kiosk-cn-014").waitFor();
    await press(page, "Enter");
    await page.waitForURL("**/terminals/cn-014**");
  });

  test("acknowledges an alarm with a comment", async () => {
    const page = await open();
    await press(page, "g", "a");
    await page.getByTestId("fault-hub").waitFor();
    await press(page, "j", "x");
    await tabTo(page, "[data-testid=acknowledge]");
    await press(page, "Enter");
    await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
    await tabTo(page, "[data-testid=ack-comment]");
    await page.keyboard.type("已通知现场");
    await tabTo(page, "[data-testid=bulk-run]");
    await press(page, "Enter");
    await page.locator('[data-testid=bulk-preview][data-phase="ended"]').waitFor();
    expect(await page.getByTestId("bulk-done").locator("li").count()).toBe(1);
  });

  test("opens the soonest order and sees why this deadline", async () => {
    const page = await open();
    await page.locator(".due-board > li").first().waitFor();
    const id = await soonest(page);
    await press(page, "j", "Enter");
    await page.waitForURL(`**/work-orders/${id}**`);
    await tabTo(page, "[data-testid^=why-]");
    await press(page, "Enter");
    await page.getByTestId("derivation").waitFor();
    await press(page, "Escape");
    await page.getByTestId("derivation").waitFor({ state: "detached" });
  });

  test("declines an extension", async () => {
    const page = await open("/work-orders/o-old");
    await tabTo(page, "[data-testid=action-extension_declined]");
    await press(page, "Enter");
    await tabTo(page, "[data-testid=action-text]");
    await page.keyboard.type("备件已到，无须延期");
    await tabTo(page, "[data-testid=action-submit], [data-testid=action-preview]");
    await press(page, "Enter");
    await expect.poll(() => orderNow(stage, "o-old").events.at(-1)?.type).toBe("extension_declined");
  });

  test("accepts a repair", async () => {
    const page = await open("/work-orders/o-reader");
    await tabTo(page, "[data-testid=action-accepted]");
    await press(page, "Enter");
    await tabTo(page, "[data-testid=action-submit], [data-testid=action-preview]");
    await press(page, "Enter");
    if (await page.getByTestId("preview").isVisible()) await press(page, "Enter");
    await expect.poll(() => orderNow(stage, "o-reader").order.state).toBe("done");
  });

  test("exports the orders", async () => {
    const page = await open();
    await press(page, "g", "w");
    await tabTo(page, "[data-testid=export]");
    await press(page, "Enter");
    await tabTo(page, "[data-testid=export-run]");
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, "Enter")]);
    expect(file.suggestedFilename()).toMatch(/^工单_/);
  });

  test("enters opening hours", async () => {
    const page = await open("/terminals/cn-014");
    await page.getByTestId("terminal-head").waitFor();
    await tabTo(page, ".terminal-actions button");
    await press(page, "Enter");
    await tabTo(page, ".ant-modal .ant-btn-primary");
    await press(page, "Enter");
    const hours = () => stage.server.api.kiosks.find((k) => k.id === "cn-014")?.openingHours;
    await expect.poll(() => hours()?.week.length).toBeGreaterThan(0);
  });
});

describe("the keys", () => {
  test("do nothing while somebody types", async () => {
    const page = await open("/terminals");
    await page.locator(".terminal-list > li").first().waitFor();
    await tabTo(page, "main input[type=text], main input[type=search]");
    await page.keyboard.type("gwjk/?");
    expect(new URL(page.url()).pathname).toBe("/terminals");
    expect(await page.getByTestId("palette").count()).toBe(0);
    expect(await page.getByTestId("keyboard-help").count()).toBe(0);
  });

  test("tick a row with x and go up and down with j and k", async () => {
    const page = await open("/work-orders?view=table");
    await page.locator(".order-table tbody tr").first().waitFor();
    await press(page, "j", "j", "x");
    expect(await page.getByTestId("bulk-bar").innerText()).toContain("已选 1 项");
    expect(await page.locator(".order-table tbody tr").nth(1).locator("input").isChecked()).toBe(true);
    await press(page, "k", "x");
    expect(await page.getByTestId("bulk-bar").innerText()).toContain("已选 2 项");
  });

  test("the list of them opens with ?, names only pages that the person may see, and closes with Esc", async () => {
    const page = await open();
    await press(page, "?");
    const help = page.getByTestId("keyboard-help");
    await help.waitFor();
    expect(await help.innerText()).toContain("报表");
    expect(await help.innerText()).not.toContain("审计日志");
    expect(await accessProblems(page)).toEqual([]);
    await press(page, "Escape");
    await help.waitFor({ state: "detached" });
  });

  test("a page that the person may not see is not gone to", async () => {
    const page = await open();
    await press(page, "g", "l");
    await press(page, "g", "w");
    await page.waitForURL("**/work-orders**");
  });

  test("the first tab leads past the rail into the page", async () => {
    const page = await open();
    await press(page, "Tab");
    expect(await focused(page, ".skip-link")).toBe(true);
    await press(page, "Enter");
    expect(await focused(page, "#main")).toBe(true);
  });

  test("what has the focus is seen to have it", async () => {
    const page = await open("/work-orders?view=table");
    await page.locator(".order-table tbody tr").first().waitFor();
    await press(page, "j");
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement ?? document.body);
      return { width: style.outlineWidth, line: style.outlineStyle };
    });
    expect(outline.line).toBe("solid");
    expect(Number.parseFloat(outline.width)).toBeGreaterThanOrEqual(2);
  });
});
