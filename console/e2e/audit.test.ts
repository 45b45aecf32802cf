// The auditor's first page.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
beforeEach(() => stage.server.session.signIn("audit_admin", { name: "程审计" }));
afterEach(() => stage.clear());
afterAll(() => stage.close());

const lines = 'tr[data-testid^="audit-"]';

test("is where the audit administrator lands, and nobody else may see it", async () => {
  const { page } = await stage.open("/");
  await page.getByTestId("audit-260").waitFor();
  expect(new URL(page.url()).pathname).toBe("/audit");
  for (const role of ["system_admin", "security_admin", "project_manager"] as const) {
    stage.server.session.signIn(role);
    const other = await stage.open("/audit");
    await other.page.getByText("您没有这一页的权限").waitFor();
    await other.page.close();
  }
});

test("goes on page by page to the first line", async () => {
  const { page } = await stage.open("/audit");
  await page.getByTestId("audit-260").waitFor();
  expect(await page.locator(lines).count()).toBe(100);
  await page.getByTestId("audit-more").click();
  await expect.poll(() => page.locator(lines).count()).toBe(200);
  await page.getByTestId("audit-more").click();
  await page.getByText("已到第一条").waitFor();
  expect(await page.locator(lines).count()).toBe(260);
});

describe("filters", () => {
  test("are in the address and survive a reload", async () => {
    const { page } = await stage.open("/audit");
    await page.getByTestId("audit-260").waitFor();
    await page.getByTestId("audit-result").getByText("被拒绝").click();
    await expect.poll(() => page.locator(`${lines}[data-result="ok"]`).count()).toBe(0);
    await page.getByTestId("audit-action").click();
    await page.keyboard.type("登录");
    await page.locator(".ant-select-item-option").getByText("登录", { exact: true }).click();
    await expect.poll(() => page.getByText("查看审计日志").count()).toBe(0);
    await page.reload();
    await page.locator(lines).first().waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      result: "refused",
      action: "session.sign-in",
    });
    await page.getByTestId("clear-audit-filter").click();
    await page.getByTestId("audit-260").waitFor();
  });

  test("days are typed, and what is no day is not sent", async () => {
    const { page } = await stage.open("/audit");
    await page.getByTestId("audit-260").waitFor();
    await page.getByTestId("audit-to").fill("昨天");
    await page.keyboard.press("Enter");
    expect(await page.getByTestId("audit-to").getAttribute("aria-invalid")).toBe("true");
    expect(page.url()).not.toContain("to=");
    await page.getByTestId("audit-to").fill("2020-1-1");
    await page.keyboard.press("Enter");
    await page.getByText("没有符合条件的记录").waitFor();
    expect(new URL(page.url()).searchParams.get("to")).toBe("2020-01-01");
  });

  test("one tap in a line shows only what the same person did", async () => {
    const { page } = await stage.open("/audit?line=260");
    await page.getByTestId("audit-line").waitFor();
    await page.getByTestId("audit-line").getByRole("button", { name: "只看此项" }).first().click();
    await expect.poll(() => page.getByTestId("audit-line").count()).toBe(0);
    await expect.poll(() => page.locator(lines).count()).toBeLessThan(100);
    expect(new URL(page.url()).searchParams.get("by")).toBe("00000000-0000-4000-8000-000000000204");
  });
});

describe("a line in full", () => {
  test("shows before and after field by field", async () => {
    const { page } = await stage.open("/audit");
    await page.getByTestId("audit-253").getByRole("button").click();
    const table = page.getByTestId("differences");
    await table.waitFor();
    const changed = table.locator('tr[data-changed="true"]');
    expect(await changed.allTextContents()).toEqual(["disabled有改动falsetrue"]);
    expect(await table.locator("tbody tr").count()).toBe(3);
  });

  test("that a link names is found though it is on no page that is shown", async () => {
    const { page } = await stage.open("/audit?line=3");
    await page.getByTestId("audit-line").getByText("第 3 条").or(page.getByText("第 3 条")).first().waitFor();
    await page.getByTestId("audit-line").getByText("链值（SM3）").waitFor();
    expect(await page.getByTestId("audit-3").count()).toBe(0);
    await page.goto(`${stage.base}/audit?line=9999`);
    await page.getByText("没有这一条").waitFor();
  });

  test("shows what a person once typed as text and runs nothing of it", async () => {
    const { page, failures } = await stage.open("/audit?line=257");
    const table = page.getByTestId("differences");
    await table.waitFor();
    expect(await table.textContent()).toContain('<img src=x onerror="alert(1)">');
    expect(await table.locator("img").count()).toBe(0);
    expect(failures).toEqual([]);
  });

  test("of an act that this screen does not know shows it as it is written", async () => {
    const { page } = await stage.open("/audit");
    await page.getByTestId("audit-258").waitFor();
    expect(await page.getByTestId("audit-258").textContent()).toContain("vendor.future");
  });
});

describe("the chain", () => {
  test("shows its end and is verified on demand", async () => {
    const { page } = await stage.open("/audit");
    await page.getByTestId("chain-head").waitFor();
    expect(await page.getByTestId("verification").textContent()).toBe("");
    await page.getByTestId("verify").click();
    await page.getByText(/已校验 260 条，全部相连/).waitFor();
  });

  test("that is broken says at which line", async () => {
    stage.server.api.audit.brokenAt = 117;
    const { page } = await stage.open("/audit");
    await page.getByTestId("verify").click();
    await page.getByText(/第 117 条起链不相连（已校验 116 条）/).waitFor();
    expect(await page.getByTestId("verification").getAttribute("data-ok")).toBe("false");
    expect(await accessProblems(page)).toEqual([]);
  });
});

test("nothing on the page changes anything", async () => {
  const writes: string[] = [];
  const { page } = await stage.open("/audit", {
    before: async (early) => {
      early.on("request", (request) => {
        if (request.method() !== "GET") writes.push(`${request.method()} ${request.url()}`);
      });
    },
  });
  await page.getByTestId("audit-253").getByRole("button").click();
  await page.getByTestId("audit-line").waitFor();
  await page.getByTestId("verify").click({ force: true });
  expect(await page.getByRole("button", { name: /删除|编辑|修改|保存/ }).count()).toBe(0);
  expect(writes).toEqual([]);
});

test("is exported with every line of the filter, formulas made harmless", async () => {
  const { page } = await stage.open("/audit?action=vendor.future");
  await page.locator(lines).first().waitFor();
  await page.getByTestId("export").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("CSV", { exact: false }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: /导出/ }).last().click(),
  ]);
  const stream = await download.createReadStream();
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  expect(text.split("\n").filter((line) => line.includes("vendor.future"))).not.toHaveLength(0);
  expect(text).toContain("o-hub");
});

describe.each(["/audit", "/audit?line=253", "/audit?to=2020-01-01"])("for everyone, %s", (path) => {
  test("no serious finding of axe, no sideways scroll on a phone, no Chinese in English", async () => {
    const { page, failures } = await stage.open(path, { language: "en" });
    await page.getByTestId("chain-head").waitFor();
    await page.waitForTimeout(300);
    expect(await accessProblems(page)).toEqual([]);
    expect(await chineseLeft(page, [])).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
    expect(failures).toEqual([]);
  });
});

test("shows a skeleton, an error with a retry, and an empty log as such", async () => {
  stage.server.setMode("audit", "hang");
  const waiting = await stage.open("/audit");
  await waiting.page.getByTestId("skeleton").first().waitFor();
  await waiting.page.close();
  stage.server.setMode("audit", "error");
  const { page } = await stage.open("/audit");
  await page.getByTestId("error-state").first().waitFor();
  stage.server.setMode("audit", "ok");
  await page.getByRole("button", { name: "重试" }).first().click();
  await page.getByTestId("audit-260").waitFor();
  stage.server.setMode("audit", "empty");
  await page.reload();
  await page.getByText("还没有记录").waitFor();
});
