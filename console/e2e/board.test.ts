// The board by deadline, its place in the address bar, its limits, and the alarm bell.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { phone, type Stage, setStage } from "./browser.ts";
import { alarmOf } from "./fixture-agreements.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test("orders stand in the column of their soonest binding deadline, with what is left in words", async () => {
  const { page } = await stage.open("/work-orders");
  const band = (name: string) => page.getByTestId(`band-${name}`);
  await band("overdue").waitFor();
  expect(await band("overdue").textContent()).toContain("超期 1小时");
  expect(await band("24h").locator('[data-testid^="order-row-"]').count()).toBe(3);
  expect(await band("24h").locator('[data-testid^="order-row-"]').first().textContent()).toContain(
    "身份证阅读器自检失败",
  );
  expect(await band("3d").textContent()).toContain("社保查询应用闪退");
  expect(await band("paused").textContent()).toContain("采购方原因");
  expect(await band("none").textContent()).toContain("期限规则未录入");
});

test("band and view are in the address and survive a reload; an order leads back to the same list", async () => {
  const { page } = await stage.open("/work-orders");
  await page.getByTestId("band-choice-24h").click();
  await expect.poll(() => page.url()).toContain("band=24h");
  await page.reload();
  await page.getByTestId("order-row-o-hub").waitFor();
  expect(await page.locator('[data-testid^="order-row-"]').count()).toBe(3);
  await page.getByTestId("order-view").getByText("表格").click();
  await expect.poll(() => page.url()).toContain("view=table");
  // the rows of before stay, dimmed, until the filtered ones are here
  await expect.poll(() => page.locator('[data-testid^="order-row-"]').count()).toBe(3);
  await page.getByTestId("order-row-o-hub").getByRole("link").first().click();
  await page.getByTestId("order-back").click();
  await page.getByTestId("order-row-o-hub").waitFor();
  expect(page.url()).toMatch(/band=24h/);
  expect(page.url()).toMatch(/view=table/);
});

test("orders can be narrowed to those of the vendor, and each says who deals with it first", async () => {
  const { page } = await stage.open("/work-orders?route=vendor");
  const ribbon = page.getByTestId("order-row-o-ribbon");
  await ribbon.waitFor();
  expect(await ribbon.textContent()).toContain("厂商");
  const rows = page.locator('[data-testid^="order-row-"]');
  const narrowed = await rows.count();
  await page.getByTestId("order-route").click();
  await page.getByTitle("全部处理方").click();
  await expect.poll(() => rows.count()).toBeGreaterThan(narrowed);
  expect(page.url()).not.toContain("route=");
});

test("two thousand open orders stay smooth: columns are cut, and the table has the rest", async () => {
  stage.server.api.addMany(2_000);
  const { page } = await stage.open("/work-orders");
  const more = page.getByTestId("more-later");
  await more.waitFor();
  expect(await page.locator('[data-testid^="order-row-"]').count()).toBeLessThan(310);
  const slowest = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        let last = start;
        let worst = 0;
        const frame = (at: number) => {
          worst = Math.max(worst, at - last);
          last = at;
          document.querySelector("main")?.scrollBy(0, 60);
          if (at - start < 2_500) requestAnimationFrame(frame);
          else resolve(worst);
        };
        requestAnimationFrame(frame);
      }),
  );
  expect(slowest).toBeLessThan(400);
  await more.click();
  await page.locator(".order-table").waitFor();
  expect(page.url()).toContain("band=later");
});

test("a change that the feed reports moves the card to its new column", async () => {
  const { page } = await stage.open("/work-orders");
  await page.getByTestId("band-24h").getByTestId("order-row-o-hub").waitFor();
  const { api } = stage.server;
  api.orders = api.orders.map((o) =>
    o.order.id === "o-hub" ? { ...o, order: { ...o.order, band: "paused", paused: "force_majeure" } } : o,
  );
  stage.server.send({
    type: "changed",
    at: Date.now(),
    kiosks: [],
    orders: ["o-hub"],
    quarantine: false,
    alarms: false,
    terms: false,
    upkeep: false,
  });
  await page.getByTestId("band-paused").getByTestId("order-row-o-hub").waitFor();
  expect(await page.getByTestId("band-paused").textContent()).toContain("不可抗力");
});

test("an order that is no fault says once what it is, on its card and in its head, and no severity", async () => {
  const { api } = stage.server;
  const demand = { kind: "demand", source: "person", faultOpen: null, severity: "critical" } as const;
  api.orders = api.orders.map((o) => (o.order.id === "o-hub" ? { ...o, order: { ...o.order, ...demand } } : o));
  const { page } = await stage.open("/work-orders");
  const card = page.getByTestId("order-row-o-hub");
  await card.waitFor();
  expect(await card.getByText("需求", { exact: true }).count()).toBe(1);
  await card.getByRole("link").click();
  await page.getByTestId("order-detail").waitFor();
  const chips = page.locator(".order-chips");
  expect(await chips.getByText("需求", { exact: true }).count()).toBe(1);
  expect(await chips.textContent()).not.toMatch(/故障|严重/);
});

test("on a phone there is one column, and a switch for the others", async () => {
  const { page } = await stage.open("/work-orders", { viewport: phone });
  await page.getByTestId("band-overdue").waitFor();
  expect(await page.getByTestId("band-later").count()).toBe(0);
  await page.getByTestId("band-choice-later").click();
  await page.getByTestId("order-row-o-part").waitFor();
  expect(await page.getByTestId("band-overdue").count()).toBe(0);
});

test("the bell counts what was not seen, marks what was told late, and leads to the order", async () => {
  const { page } = await stage.open("/overview");
  const bell = page.getByTestId("alarm-bell");
  await expect.poll(() => bell.textContent()).toBe("3");
  await bell.click();
  await page.getByTestId("alarm-list").waitFor();
  expect(await page.getByTestId("alarm-a3").textContent()).toContain("补报");
  expect(await page.getByTestId("alarm-a1").textContent()).toContain("wecom-ops 已送达");
  await page.getByTestId("alarm-a1").getByRole("link").click();
  await page.getByTestId("order-detail").waitFor();
  expect(await bell.textContent()).toBe("");
  await page.reload();
  await page.getByTestId("order-detail").waitFor();
  expect(await bell.textContent()).toBe("");
});

test("a new alarm is counted and said without a reload", async () => {
  const { page } = await stage.open("/quarantine");
  await page.getByTestId("alarm-bell").click();
  await page.getByTestId("alarm-list").waitFor();
  await page.keyboard.press("Escape");
  const { api } = stage.server;
  const hub = api.orders.find((o) => o.order.id === "o-hub");
  if (hub === undefined) throw new Error("no order");
  const fresh = api.alarms
    .slice(0, 1)
    .map((a) => ({ ...a, ...alarmOf(hub, "a9", "warn50", Date.now()), level: a.level }));
  api.alarms = [...fresh, ...api.alarms];
  const quiet = { kiosks: [], orders: [], quarantine: false, terms: false, upkeep: false };
  stage.server.send({ type: "changed", at: Date.now(), ...quiet, alarms: true });
  await expect.poll(() => page.getByTestId("alarm-bell").textContent()).toBe("1");
  expect(await page.getByTestId("alarm-said").textContent()).toContain("WO-20261122-0003");
});
