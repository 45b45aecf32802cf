// The portal's pages in every state, in both languages, for assistive technology and on a phone; on canned answers.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
beforeEach(() => stage.server.session.signIn("vendor", { name: "演示·钱工", contracts: ["changning"] }));
afterEach(() => stage.clear());
afterAll(() => stage.close());

const names = () => stage.server.api.kiosks.map((k) => k.name).sort((a, b) => b.length - a.length);

const pages = [
  { path: "/portal", resource: "vendor", shows: "vendor-orders" },
  { path: "/portal?state=closed", resource: "vendor", shows: "vendor-order-o-done" },
  { path: "/portal?tab=parts", resource: "vendor", shows: "vendor-parts" },
  { path: "/portal?tab=score", resource: "vendor", shows: "score-CN-KIOSK-first_response" },
  { path: "/portal/orders/o-part", resource: "work-orders", shows: "vendor-order" },
  {
    path: "/portal/orders/o-reader?dispute=CN-KIOSK:first_response",
    resource: "work-orders",
    shows: "step-disputed",
  },
] as const;

describe.each(pages)("$path", ({ path, resource, shows }) => {
  test("shows its data without a page error, and axe finds nothing serious", async () => {
    const { page, failures, strangers } = await stage.open(path);
    await page.getByTestId(shows).waitFor();
    await page.waitForTimeout(300);
    expect(await accessProblems(page)).toEqual([]);
    expect(failures).toEqual([]);
    expect(strangers).toEqual([]);
  });

  test("fits a phone, and in English has no Chinese words but names and what people wrote", async () => {
    const { page } = await stage.open(path, { language: "en", viewport: phone });
    await page.getByTestId(shows).waitFor();
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
    expect(await chineseLeft(page, names())).toEqual([]);
  });

  test("shows a skeleton, then what went wrong, then its data", async () => {
    stage.server.setMode(resource, "hang");
    const { page } = await stage.open(path);
    await page.getByTestId("skeleton").first().waitFor();
    stage.server.setMode(resource, "error");
    await page.reload();
    await page.getByTestId("error-state").first().waitFor();
    expect(await accessProblems(page)).toEqual([]);
    stage.server.setMode(resource, "ok");
    await page.getByRole("button", { name: "重试" }).first().click();
    await page.getByTestId(shows).waitFor();
  });
});

test.each([
  { path: "/portal", says: "目前没有派给贵单位的工单" },
  { path: "/portal?show=disputed", says: "没有符合“有异议”的工单" },
  { path: "/portal?state=closed", says: "还没有办结的工单" },
  { path: "/portal?tab=parts", says: "工单还没有用到备件" },
  { path: "/portal?tab=score", says: "本月没有到期的期限" },
])("$path with nothing to show says so", async ({ path, says }) => {
  stage.server.setMode("vendor", "empty");
  const { page } = await stage.open(path);
  await page.getByText(says).waitFor();
  expect(await accessProblems(page)).toEqual([]);
});

test("an order that went to another firm says so", async () => {
  const { page } = await stage.open("/portal/orders/o-gone");
  await page.getByText("没有这张工单").waitFor();
});

test("an order's address in the house leads a firm's people to their own page of it", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  await page.getByTestId("vendor-order").waitFor();
  expect(new URL(page.url()).pathname).toBe("/portal/orders/o-part");
});

test("the list keeps its last data and says that it stands still when the server is gone", async () => {
  const { page } = await stage.open("/portal");
  await page.getByTestId("vendor-orders").waitFor();
  stage.server.setMode("vendor", "error");
  const changed = { kiosks: [], orders: ["o-part"], quarantine: false, alarms: false, terms: false, upkeep: false };
  stage.server.send({ type: "changed", at: Date.now(), ...changed });
  await page.getByTestId("error-state").first().waitFor();
  expect(await page.getByTestId("vendor-orders").count()).toBe(1);
});

test("a firm's people see their own page in the rail and none of the house's", async () => {
  const { page } = await stage.open("/portal");
  await page.getByTestId("vendor-orders").waitFor();
  const rail = page.locator(".rail-nav a");
  expect(await rail.allInnerTexts()).toEqual(["我的工单"]);
  stage.server.session.signIn("project_manager");
  const office = await stage.open("/work-orders");
  await office.page.locator(".rail-nav").waitFor();
  expect(await office.page.locator(".rail-nav").innerText()).not.toContain("我的工单");
});

test("the months turn, and the address keeps the month", async () => {
  const { page } = await stage.open("/portal?tab=score");
  await page.getByTestId("score-CN-KIOSK-first_response").waitFor();
  await page.getByRole("button", { name: "上一月" }).click();
  await page.getByText("本月没有到期的期限").waitFor();
  expect(page.url()).toMatch(/month=20\d\d-\d\d/);
  await page.getByRole("button", { name: "下一月" }).click();
  await page.getByTestId("score-CN-KIOSK-first_response").waitFor();
  expect(page.url()).not.toContain("month=");
});
