// Files that people take away: all rows of the filter, what it is and from when, and nothing in them that runs.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function openDialog(page: Page): Promise<void> {
  await page.getByTestId("export").click();
  await page.getByTestId("export-dialog").waitFor();
}

async function exported(page: Page, format: "CSV" | "Excel"): Promise<{ name: string; bytes: Buffer }> {
  await openDialog(page);
  if (format === "CSV") await page.getByTestId("export-format").getByText("CSV").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-run").click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe("orders as a file", () => {
  test("has every order of the filter and not only the page, and says its contract, filter and time", async () => {
    stage.server.api.addMany(120);
    const { page } = await stage.open("/work-orders?view=table&class=hardware_repair");
    await page.locator(".order-table tbody tr").first().waitFor();
    const { name, bytes } = await exported(page, "CSV");
    const lines = bytes.toString("utf8").slice(1).trimEnd().split("\r\n");
    const open = stage.server.api.orders.filter(
      ({ order }) =>
        order.class === "hardware_repair" &&
        order.contractId === "changning" &&
        order.state !== "done" &&
        order.state !== "cancelled",
    );
    expect(lines).toHaveLength(open.length + 2);
    expect(lines[0]).toMatch(/长宁区.*硬件维修.*数据截至 \d{4}-\d\d-\d\d \d\d:\d\d（北京时间）/);
    expect(name).toMatch(/^工单_长宁区.*_未结-硬件维修_\d{8}-\d{4}\.csv$/);
    expect(lines[1]).toContain("剩余分钟（负数为超期）");
  });

  test("a title that a spreadsheet would run is text in it", async () => {
    const [first] = stage.server.api.orders;
    if (first === undefined) throw new Error("no order");
    first.order.titleZh = '=HYPERLINK("http://x","点我")';
    const { page } = await stage.open("/work-orders");
    await page.getByTestId("board").waitFor();
    const { bytes } = await exported(page, "CSV");
    expect(bytes.toString("utf8")).toContain(`"'=HYPERLINK(""http://x"",""点我"")"`);
  });

  test("as a sheet it is one that begins as every zip does", async () => {
    const { page } = await stage.open("/work-orders");
    await page.getByTestId("board").waitFor();
    const { name, bytes } = await exported(page, "Excel");
    expect(name).toMatch(/\.xlsx$/);
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    await page.getByTestId("export-done").waitFor();
  });

  test("a server that fails makes no file and says so; a stop leads back", async () => {
    const { page } = await stage.open("/work-orders");
    await page.getByTestId("board").waitFor();
    let downloads = 0;
    page.on("download", () => {
      downloads += 1;
    });
    await openDialog(page);
    stage.server.setMode("work-orders", "error");
    await page.getByTestId("export-run").click();
    await page.locator('[data-testid=export-dialog][data-phase="failed"]').waitFor();
    stage.server.setMode("work-orders", "hang");
    await page.getByTestId("export-run").click();
    await page.getByTestId("export-stop").click();
    await page.locator('[data-testid=export-dialog][data-phase="idle"]').waitFor();
    expect(downloads).toBe(0);
  });
});

describe("reports", () => {
  test("the clock statement of a contract as of a typed time, with what it rests on", async () => {
    stage.server.session.signIn("district_admin");
    const { page } = await stage.open("/reports?view=ledgers");
    const row = page.getByTestId("statement-changning");
    await row.getByTestId("statement-as-of").fill("2026-13-01 10:00");
    await row.getByTestId("statement-download").click();
    expect(await row.innerText()).toContain("格式填写");
    await row.getByTestId("statement-as-of").fill("2026-10-01 10:00");
    const [file] = await Promise.all([page.waitForEvent("download"), row.getByTestId("statement-download").click()]);
    expect(file.suggestedFilename()).toMatch(/^时限台账_长宁区.*_20261001-1000\.csv$/);
    expect(await row.getByTestId("statement-head").innerText()).toContain("2026-10-01 10:00:00");
    expect(await row.getByTestId("statement-head").innerText()).toContain("3f3f3f");
  });

  test("who may not read statements is not offered them, and sees which reports the contract asks for", async () => {
    stage.server.session.signIn("technician");
    const { page } = await stage.open("/reports");
    await page.getByText("应用系统运行周汇总报告").waitFor();
    await page.goto(`${stage.base}/reports?view=ledgers`);
    await page.getByTestId("ledger").waitFor();
    expect(await page.getByTestId("statement-download").count()).toBe(0);
  });

  test("page and export dialog have no serious findings of axe and fit a phone", async () => {
    stage.server.session.signIn("district_admin");
    const { page } = await stage.open("/reports?view=ledgers", { viewport: phone });
    await page.getByTestId("statement-changning").waitFor();
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.goto(`${stage.base}/work-orders`);
    await openDialog(page);
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  });
});
