// Many orders at once: exactly what was previewed is done, and nothing is skipped in silence.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function openTable(): Promise<Page> {
  const { page } = await stage.open("/work-orders?view=table");
  await page.locator(".order-table tbody tr").first().waitFor();
  return page;
}

const orders = () => stage.server.api.orders;
const inState = (state: string) =>
  orders().filter((o) => o.order.state === state && o.order.contractId === "changning");

describe("acknowledging many", () => {
  test("touches the reported ones, says of the others why not, and ends with each one's outcome", async () => {
    const page = await openTable();
    const reported = inState("reported").length;
    expect(reported).toBeGreaterThan(0);
    await page.locator(".order-table thead input[type=checkbox]").check();
    await page.getByTestId("bulk-acknowledged").click();
    await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
    expect(await page.getByTestId("bulk-ready").locator("li").count()).toBe(reported);
    expect(await page.getByTestId("bulk-refused").innerText()).toContain("不适用此操作");
    await page.getByTestId("bulk-run").click();
    await page.locator('[data-testid=bulk-preview][data-phase="ended"]').waitFor();
    expect(await page.getByTestId("bulk-done").locator("li").count()).toBe(reported);
    expect(inState("reported")).toHaveLength(0);
  });

  test("one that somebody changed meanwhile is listed with the reason, left as it is, and can be tried again", async () => {
    const page = await openTable();
    await page.locator(".order-table thead input[type=checkbox]").check();
    await page.getByTestId("bulk-acknowledged").click();
    await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
    stage.server.api.conflictNext = true;
    await page.getByTestId("bulk-run").click();
    await page.locator('[data-testid=bulk-preview][data-phase="ended"]').waitFor();
    expect(await page.getByTestId("bulk-failed").locator("li").count()).toBe(1);
    expect(await page.getByTestId("bulk-failed").innerText()).toContain("工单已有新的记录");
    await page.getByTestId("bulk-retry").click();
    await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
    // the other had cancelled it: now it is none of those that the action is for
    expect(await page.getByTestId("bulk-failed").count()).toBe(0);
    expect(await page.getByTestId("bulk-refused").innerText()).toContain("已取消");
  });

  test("a server that fails is said for each, and nothing counts as done", async () => {
    const page = await openTable();
    await page.locator(".order-table tbody input[type=checkbox]").first().check();
    stage.server.setMode("work-orders", "error");
    await page.getByTestId("bulk-acknowledged").click();
    await page.getByTestId("bulk-failed").waitFor();
    expect(await page.getByTestId("bulk-run").isDisabled()).toBe(true);
    stage.server.setMode("work-orders", "ok");
    await page.getByTestId("bulk-retry").click();
    await page.getByTestId("bulk-failed").waitFor({ state: "detached" });
  });
});

test("a note on many needs its text, and is written to each", async () => {
  const page = await openTable();
  const rows = page.locator(".order-table tbody tr");
  await rows.nth(0).locator("input[type=checkbox]").check();
  await rows.nth(1).locator("input[type=checkbox]").check();
  await page.getByTestId("bulk-note").click();
  await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
  expect(await page.getByTestId("bulk-run").isDisabled()).toBe(true);
  await page.getByTestId("bulk-text").fill("节前统一巡检");
  await page.getByTestId("bulk-run").click();
  await page.locator('[data-testid=bulk-preview][data-phase="ended"]').waitFor();
  const noted = orders().filter((o) => o.events.some((e) => e.type === "note" && e.text === "节前统一巡检"));
  expect(noted).toHaveLength(2);
});

test("the selection outlives a change of the filter and is cleared by hand", async () => {
  const page = await openTable();
  await page.locator(".order-table tbody input[type=checkbox]").first().check();
  await page.getByTestId("order-state").getByText("全部").click();
  await page.waitForURL("**state=all**");
  expect(await page.getByTestId("bulk-bar").innerText()).toContain("已选 1 项");
  await page.getByTestId("bulk-clear").click();
  await page.getByTestId("bulk-bar").waitFor({ state: "detached" });
});

test("who only reads is offered no action", async () => {
  stage.server.session.signIn("district_viewer");
  const page = await openTable();
  await page.locator(".order-table tbody input[type=checkbox]").first().check();
  expect(await page.getByTestId("bulk-bar").locator("[data-testid^=bulk-acknowledged]").count()).toBe(0);
  expect(await page.getByTestId("bulk-bar").innerText()).toContain("只能查看");
});

test("bar and preview have no serious findings of axe and fit a phone", async () => {
  const { page } = await stage.open("/work-orders?view=table", { viewport: phone });
  await page.locator(".order-table tbody input[type=checkbox]").first().check();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByTestId("bulk-acknowledged").click();
  await page.locator('[data-testid=bulk-preview][data-phase="preview"]').waitFor();
  expect(await accessProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
});
