// Loading, empty, error and stale of every page, as a person sees them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const pages = [
  { path: "/overview", resource: "overview", shows: "figure-online" },
  { path: "/terminals", resource: "kiosks", shows: "kiosk-row-cn-002" },
  { path: "/terminals/cn-002", resource: "kiosks", shows: "terminal-head" },
  { path: "/work-orders", resource: "work-orders", shows: "order-row-o-ribbon" },
  { path: "/work-orders/o-ribbon", resource: "work-orders", shows: "order-detail" },
  { path: "/contract/changning", resource: "contracts", shows: "terms" },
  { path: "/contract/changning?tab=calendars", resource: "calendars", shows: "calendar-CN-2026" },
  { path: "/contract/changning?tab=parts", resource: "contracts", shows: "balance-主控板" },
  { path: "/contract/changning?tab=notify", resource: "notify", shows: "notify" },
  { path: "/quarantine", resource: "quarantine", shows: "quarantine-row-q1" },
  { path: "/quarantine/q1", resource: "quarantine", shows: "quarantine-detail" },
] as const;

describe.each(pages)("$path", ({ path, resource, shows }) => {
  test("shows a skeleton, then what went wrong; a retry brings the data, from its own origin, without a page error", async () => {
    stage.server.setMode(resource, "hang");
    const { page, failures, strangers } = await stage.open(path);
    await page.getByTestId("skeleton").first().waitFor();
    expect(await page.getByTestId(shows).count()).toBe(0);
    stage.server.setMode(resource, "error");
    await page.reload();
    const error = page.getByTestId("error-state").first();
    await error.waitFor();
    expect(await error.textContent()).toContain("服务器内部错误");
    stage.server.setMode(resource, "ok");
    // Where a drawer lies over a list that failed too, the last one is the drawer's.
    await page.getByRole("button", { name: "重试" }).last().click();
    await page.getByTestId(shows).waitFor();
    expect(failures).toEqual([]);
    expect(strangers).toEqual([]);
  });

  test("an answer that breaks the contract is an error, not a crash", async () => {
    stage.server.setMode(resource, "malformed");
    const { page, failures } = await stage.open(path);
    await page.getByText("不符合约定").first().waitFor();
    expect(failures).toEqual([]);
  });
});

test.each([
  { path: "/overview", says: "当前无未结工单" },
  { path: "/terminals", resource: "kiosks", says: "该合同下还没有终端" },
  { path: "/work-orders", resource: "work-orders", says: "当前无未结工单" },
  { path: "/quarantine", resource: "quarantine", says: "隔离区是空的" },
  { path: "/contract/changning", resource: "contracts", says: "尚未录入期限规则" },
  { path: "/contract/changning?tab=calendars", resource: "calendars", says: "还没有日历" },
  { path: "/contract/changning?tab=parts", resource: "contracts", says: "台账是空的" },
  { path: "/contract/changning?tab=notify", resource: "notify", says: "没有配置外部通知" },
])("$path empty says so", async ({ path, resource = "overview", says }) => {
  stage.server.setMode(resource, "empty");
  const { page } = await stage.open(path);
  await page.getByText(says).waitFor();
});

test("a terminal, an order and a message that do not exist say so", async () => {
  for (const [path, says] of [
    ["/terminals/cn-999", "没有这台终端"],
    ["/work-orders/none", "没有这张工单"],
    ["/quarantine/none", "没有这条消息"],
    ["/nowhere", "页面不存在"],
  ] as const) {
    const { page } = await stage.open(path);
    await page.getByText(says).waitFor();
  }
});

test("a terminal that was never online shows the four steps in place of empty panels", async () => {
  const { page } = await stage.open("/terminals/cn-012");
  await page.getByText("新终端上线步骤").waitFor();
  expect(await page.locator(".ant-steps-item").count()).toBe(4);
  expect(await page.getByText("终端离线，故障无法确认").count()).toBe(0);
});

test("when a later read fails the page keeps its data and says from when it is", async () => {
  const { page } = await stage.open("/terminals");
  await page.getByTestId("kiosk-row-cn-002").waitFor();
  stage.server.setMode("kiosks", "error");
  stage.server.send({
    type: "changed",
    at: Date.now(),
    kiosks: stage.server.api.kiosks.slice(0, 1).map((k) => k.id),
    orders: [],
    quarantine: false,
    alarms: false,
    terms: false,
    upkeep: false,
  });
  await page.getByText(/读取失败，以下是 \d{2}:\d{2}:\d{2} 的数据/).waitFor();
  expect(await page.getByTestId("kiosk-row-cn-002").count()).toBe(1);
});

test("a cut feed shows at the indicator at once and as a banner with the time of the data", async () => {
  const { page } = await stage.open("/overview");
  const indicator = page.getByTestId("live-indicator");
  await expect.poll(() => indicator.getAttribute("data-state")).toBe("live");
  stage.server.cutFeed();
  await expect.poll(() => indicator.getAttribute("data-state")).toBe("reconnecting");
  await page.getByText(/数据停在 \d{2}:\d{2}，重连中/).waitFor();
  stage.server.reset();
  await expect.poll(() => indicator.getAttribute("data-state")).toBe("live");
  expect(await page.getByTestId("stale-banner").count()).toBe(0);
});

test("what changed while the feed was cut is read again when it is back", async () => {
  const { page } = await stage.open("/work-orders");
  await page.getByTestId("order-row-o-hub").waitFor();
  stage.server.cutFeed();
  await expect.poll(() => page.getByTestId("live-indicator").getAttribute("data-state")).toBe("reconnecting");
  stage.server.reset();
  stage.server.api.orders = stage.server.api.orders.filter((o) => o.order.id !== "o-hub");
  await expect.poll(() => page.getByTestId("order-row-o-hub").count()).toBe(0);
});

test("a change that the feed reports is on the screen without a reload", async () => {
  const { page } = await stage.open("/terminals");
  const row = page.getByTestId("kiosk-row-cn-001");
  await row.waitFor();
  expect(await row.getAttribute("data-health")).toBe("ok");
  const { api } = stage.server;
  api.kiosks = api.kiosks.map((k) => (k.id === "cn-001" ? { ...k, health: "fault", worstZh: "缺纸" } : k));
  const ids = api.kiosks.filter((k) => k.id === "cn-001").map((k) => k.id);
  stage.server.send({
    type: "changed",
    at: Date.now(),
    kiosks: ids,
    orders: [],
    quarantine: false,
    alarms: false,
    terms: false,
    upkeep: false,
  });
  await expect.poll(() => row.getAttribute("data-health")).toBe("fault");
  await expect.poll(() => page.getByTestId("kiosk-point-cn-001").getAttribute("data-health")).toBe("fault");
});

test("a store that cannot write is told on every page", async () => {
  stage.server.api.storeOk = false;
  const { page } = await stage.open("/quarantine");
  await page.getByText(/数据库暂不可写（SQLITE_FULL）/).waitFor();
});

test("demo is labelled, the product is not", async () => {
  const demo = await stage.open("/overview");
  await demo.page.getByTestId("demo-label").waitFor();
  stage.server.api.demo = false;
  const real = await stage.open("/overview");
  await real.page.getByTestId("figure-online").waitFor();
  expect(await real.page.getByTestId("demo-label").count()).toBe(0);
});

test("levels that nobody knows are words and never 0 %, and old levels are marked", async () => {
  const { page } = await stage.open("/terminals/cn-002");
  const text = (id: string) => page.getByTestId(id).textContent();
  expect(await text("consumable-laser-toner-yellow")).toContain("余量未知");
  expect(await text("consumable-laser-toner-magenta")).toContain("尚有余量");
  expect(await text("consumable-laser-wasteToner-")).toContain("该型号不报余量");
  for (const part of ["toner-yellow", "toner-magenta", "wasteToner-"]) {
    expect(await text(`consumable-laser-${part}`)).not.toContain("%");
  }
  expect(await text("consumable-booklet-ribbon-")).toContain("计数");
  await page.goto(`${stage.base}/terminals/cn-005`);
  expect(await page.getByTestId("consumable-laser-toner-black").getAttribute("data-current")).toBe("false");
  expect(await text("consumable-laser-toner-black")).toContain("停在");
});
