// The ten main tasks of a district's administrator with the mouse, on a desk's screen and on a phone.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { desktop, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";
import { orderNow, prepareDesk, soonest } from "./ten-tasks.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
beforeEach(() => prepareDesk(stage));
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each([
  ["1080p", desktop],
  ["a phone", phone],
])("a district's administrator on %s", (_, viewport) => {
  async function open(path: string): Promise<Page> {
    const { page } = await stage.open(path, { viewport });
    await page.getByTestId("search-open").waitFor();
    return page;
  }

  test("sees the worst terminal first and opens it", async () => {
    const page = await open("/terminals");
    const first = page.locator(".terminal-list > li").first();
    await first.waitFor();
    expect(await first.getAttribute("data-health")).toBe("fault");
    await first.locator(".row-go").click();
    await page.getByTestId("terminal-head").waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test("finds a terminal by the end of its MAC", async () => {
    const page = await open("/overview");
    await page.getByTestId("search-open").click();
    await page.getByTestId("palette-input").fill("7E10");
    await page.getByTestId("palette-kiosk-cn-014").click();
    await page.waitForURL("**/terminals/cn-014**");
  });

  test("acknowledges an alarm with a comment", async () => {
    const page = await open("/alarms");
    await page.getByTestId("fault-hub").getByRole("checkbox").check();
    await page.getByTestId("acknowledge").click();
    await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
    await page.getByTestId("ack-comment").fill("已通知现场");
    await page.getByTestId("bulk-run").click();
    await page.locator('[data-testid=bulk-preview][data-phase="ended"]').waitFor();
    expect(await page.getByTestId("bulk-done").locator("li").count()).toBe(1);
  });

  test("opens the soonest order from the overview and sees why this deadline", async () => {
    const page = await open("/overview");
    await page.locator(".due-board > li").first().waitFor();
    const id = await soonest(page);
    await page.locator(".due-board > li a").first().click();
    await page.waitForURL(`**/work-orders/${id}**`);
    await page.locator("[data-testid^=why-]").first().click();
    await page.getByTestId("derivation").waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test("declines an extension", async () => {
    const page = await open("/work-orders/o-old");
    await page.getByTestId("action-extension_declined").click();
    await page.getByTestId("action-text").fill("备件已到，无须延期");
    await page.locator("[data-testid=action-submit], [data-testid=action-preview]").click();
    await expect.poll(() => orderNow(stage, "o-old").events.at(-1)?.type).toBe("extension_declined");
    expect(orderNow(stage, "o-old").events.at(-1)?.actor).toBe("王敏");
  });

  test("who was overtaken sees what the other recorded beside what they typed", async () => {
    const page = await open("/work-orders/o-old");
    await page.getByTestId("action-extension_declined").click();
    await page.getByTestId("action-text").fill("备件已到，无须延期");
    stage.server.api.conflictNext = true;
    await page.locator("[data-testid=action-submit], [data-testid=action-preview]").click();
    await page.getByTestId("action-refused").waitFor();
    await expect.poll(() => page.getByTestId("went-on-theirs").innerText()).toContain("已由他人取消");
    expect(await page.getByTestId("went-on-mine").innerText()).toContain("备件已到，无须延期");
    expect(await page.getByTestId("action-text").inputValue()).toBe("备件已到，无须延期");
  });

  test("accepts a repair", async () => {
    const page = await open("/work-orders/o-reader");
    await page.getByTestId("action-accepted").click();
    const first = page.locator("[data-testid=action-submit], [data-testid=action-preview]");
    await first.click();
    if (await page.getByTestId("preview").isVisible()) await page.getByTestId("action-submit").click();
    await expect.poll(() => orderNow(stage, "o-reader").order.state).toBe("done");
  });

  test("exports the orders of a filter", async () => {
    const page = await open("/work-orders?state=all&class=software");
    await page.getByTestId("export").click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-run").click()]);
    expect(file.suggestedFilename()).toMatch(/^工单_长宁区.*_全部-软件_\d{8}-\d{4}\.xlsx$/);
  });

  test("enters opening hours", async () => {
    const page = await open("/terminals/cn-014");
    await page.locator(".terminal-actions button").first().click();
    await page.locator(".ant-modal .ant-btn-primary").click();
    const hours = () => stage.server.api.kiosks.find((k) => k.id === "cn-014")?.openingHours;
    await expect.poll(() => hours()?.week.length).toBeGreaterThan(0);
  });

  test("downloads the clock statement of the contract", async () => {
    const page = await open("/reports?view=ledgers");
    const row = page.getByTestId("statement-changning");
    const [file] = await Promise.all([page.waitForEvent("download"), row.getByTestId("statement-download").click()]);
    expect(file.suggestedFilename()).toMatch(/^时限台账_/);
  });

  test("sends a colleague the address and both see the same list", async () => {
    const page = await open("/work-orders?view=table&class=hardware_repair&band=later");
    await page.locator(".order-table tbody tr").first().waitFor();
    const rows = (at: Page) =>
      at.locator(".order-table tbody tr").evaluateAll((all) => all.map((r) => r.getAttribute("data-testid")));
    const colleague = await open(page.url().slice(stage.base.length));
    await colleague.locator(".order-table tbody tr").first().waitFor();
    expect(await rows(colleague)).toEqual(await rows(page));
  });
});
