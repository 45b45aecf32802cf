// Supplies and stock as the people of a contract use them, on a real server with what an agent sends.
import { DeviceId, EvidenceView, KioskId, SupplySettings } from "@kiosk/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { pdf } from "../../fleet-server/test/order-desk.ts";
import { bootB, deviceReport } from "../../fleet-server/test/sample.ts";
import { accessProblems, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

const kioskId = KioskId.parse("cn-014");
const laser = DeviceId.parse("laser");
const profileId = "a4-printer/hp-laserjet-ipp";
const day = 86_400_000;
const black = "黑色硒鼓";

let stage: RealStage;
let manager: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  stage = await setRealStage("2026-11-02 09:00");
  manager = await stage.person("王敏", "project_manager");
  viewer = await stage.person("吴老师", "district_viewer");
  await useOfAMonth();
  await receive();
});
afterAll(() => stage.close());

/** Thirty days that the terminal kept while it was out of reach, of a boot that is over; then what it says now. */
async function useOfAMonth(): Promise<void> {
  const devices = [{ deviceId: laser, deviceClass: "a4Printer" as const, profileId, transport: "ipp://laser" }];
  const terminal = await stage.desk.server.terminal(kioskId, { devices });
  const told = (part: string, value: number | string, at: number) => ({
    ...{ kind: "level", consumable: "toner", part, value, unit: "percent", capacity: 100 },
    ...{ quality: "measured", raw: "", at },
  });
  const saying = (left: number, at: number) => {
    const readings = [told("black", left, at), told("cyan", "some", at)];
    const device = { deviceId: laser, deviceClass: "a4Printer" as const, profileId };
    return { ...deviceReport(device), since: at, answeredAt: at, readings };
  };
  for (let ago = 30; ago > 0; ago--) {
    const envelope = terminal.envelope();
    const at = envelope.sentAt - ago * day;
    const body = { ...envelope, bootId: bootB, at, type: "diff", devices: [saying(20 + ago * 2, at)] };
    await terminal.send("report", body);
  }
  await terminal.report([saying(20, Date.now())]);
}

async function receive(): Promise<void> {
  const headers = { "content-type": "application/octet-stream", "x-file-name": "a" };
  const sent = await manager.fetch("/evidence", { method: "POST", headers, body: new Uint8Array(pdf("到货单")) });
  const { digest } = EvidenceView.parse(await sent.json());
  const receipt = { part: black, serials: ["T-1", "T-2"], quantity: 2, evidence: [digest] };
  expect(await manager.post("/contracts/changning/parts/receipts", receipt)).toMatchObject({ status: 201 });
}

async function looksRight(page: Page): Promise<void> {
  expect(await accessProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

/** The server looks at a terminal's supplies within some seconds of its first message. */
async function forecasts(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        if ((await page.getByTestId("forecasts").count()) === 0) await page.reload();
        await page.locator("[data-testid=forecasts], [data-testid=empty-state]").first().waitFor();
        return page.getByTestId("forecasts").count();
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe(1);
}

test("what runs out soonest is first, with its band, and what cannot be told says why", async () => {
  const page = await stage.open(manager, "/supplies");
  await forecasts(page);
  const rows = page.locator("[data-testid^=forecast-cn-014]");
  expect(await rows.nth(0).innerText()).toMatch(/约 \d+ 天（.+）\s*\d+–\d+ 天/);
  expect(await rows.nth(0).innerText()).toContain("按工作日与节假日分别统计");
  expect(await rows.nth(1).innerText()).toContain("无法预测：设备不上报数量");
  await rows.nth(0).getByRole("button", { name: "走势" }).click();
  await page.getByTestId("supply-days").getByRole("img", { name: "每日余量" }).waitFor();
  await looksRight(page);
});

test("pieces go into a van, one is put in, and its task is done", async () => {
  const page = await stage.open(manager, "/supplies?view=stock");
  await page.getByTestId("place-open").click();
  await page.getByLabel("名称").fill("沪A·巡检1");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await page.getByRole("heading", { name: "沪A·巡检1" }).waitFor();
  await page.getByTestId(`line-main-${black}`).getByTestId("move-open").click();
  await page.getByLabel("序列号").click();
  await page.locator(".ant-select-item-option", { hasText: "T-2" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await expect.poll(() => page.locator("[data-testid^=place-]", { hasText: "T-2" }).count()).toBe(1);
  expect(await page.getByTestId(`line-main-${black}`).innerText()).toContain("T-1");
  await looksRight(page);

  // it opened by itself: ten days of toner are fewer than lead and planning ask for
  const tasks = await stage.open(manager, "/supplies?view=tasks");
  await tasks.getByTestId("task-cn-014").getByText(black).waitFor();
  expect(await tasks.getByTestId("supply-proposal").innerText()).toContain("供应商建议值");
  await looksRight(tasks);

  await page.goto(`${stage.desk.server.app.httpUrl}/supplies`);
  await page.locator("[data-testid^=forecast-cn-014]").first().getByTestId("swap-open").click();
  await page.getByTestId("swap-form").getByLabel("取自").click();
  await page.locator(".ant-select-item-option", { hasText: "沪A·巡检1（现有 1）" }).click();
  await page.getByLabel("新件序列号").fill("T-1");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  // the number is in the depot and not in this van
  await page.getByTestId("swap-form").getByText("库存不足或序列号不在库").waitFor();
  await page.getByLabel("新件序列号").fill("T-2");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await page.getByTestId("swap-form").waitFor({ state: "detached" });
  await tasks.reload();
  await tasks.getByText("没有更换任务").waitFor();
  const swaps = await stage.open(manager, "/supplies?view=swaps");
  await swaps.getByTestId("swaps").getByText("T-2").waitFor();
  await looksRight(swaps);
});

const modal = (page: Page) => page.locator(".ant-modal-footer .ant-btn-primary");

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label).last().click();
  await page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    .getByTitle(option, { exact: true })
    .click();
}

test("a task is opened by hand and withdrawn with a reason, and another console hears of both", async () => {
  const other = await stage.open(viewer, "/supplies?view=tasks");
  await other.getByText("没有更换任务").waitFor();
  const page = await stage.open(manager, "/supplies");
  await forecasts(page);
  const cyan = page.getByTestId("forecast-cn-014-laser-toner-cyan");
  await cyan.getByTestId("task-open").click();
  const form = page.getByTestId("task-form");
  await form.getByLabel("应更换时间").fill("2026-11-01 10:00");
  await modal(page).click();
  await form.getByText("须晚于现在").waitFor();
  await looksRight(page);
  await form.getByLabel("应更换时间").fill("2026-12-31 10:00");
  await page.keyboard.press("Tab");
  await modal(page).press("Enter");
  await form.waitFor({ state: "detached" });
  await cyan.getByText("已有更换任务").waitFor();
  await other.getByTestId("task-cn-014").getByText("人工开立").waitFor();
  expect(await other.getByTestId("withdraw-open").count()).toBe(0);

  await page.goto(`${stage.desk.server.app.httpUrl}/supplies?view=tasks`);
  await page.getByTestId("withdraw-open").click();
  await modal(page).click();
  await page.getByTestId("withdraw-form").getByText("必填").waitFor();
  await page.getByTestId("withdraw-form").getByLabel("原因").fill("已随巡检更换");
  await modal(page).click();
  await other.getByText("没有更换任务").waitFor();
  await page.getByText("已撤销", { exact: true }).click();
  await page.getByTestId("task-cn-014").getByText("已撤销 王敏").waitFor();
});

test("the times of replacement are versions, and who is late sees what the other set", async () => {
  const pages = await Promise.all([1, 2].map(() => stage.open(manager, "/supplies?view=tasks")));
  const [first, late] = pages;
  if (first === undefined || late === undefined) throw new Error("two pages");
  for (const page of pages) {
    await page.getByTestId("setting-open").click();
    await page.getByTestId("setting-form").getByLabel("负责人").fill("运维部");
  }
  await first.getByLabel("提前天数").fill("5");
  await modal(first).click();
  await first.getByTestId("setting-form").getByText("必填").waitFor();
  await first.getByTestId("setting-form").getByLabel("原因").fill("假期前备货");
  await looksRight(first);
  await modal(first).click();
  await first.getByTestId("supply-setting-history").getByText("第 1 版").waitFor();
  expect(await first.getByTestId("supply-setting-history").innerText()).toMatch(/王敏；负责人 运维部；原因 假期前备货/);

  await late.getByLabel("响应小时数").fill("4");
  await late.getByTestId("setting-form").getByLabel("原因").fill("与合同会商一致");
  await modal(late).click();
  const conflict = late.getByTestId("conflict");
  await conflict.waitFor();
  expect(await conflict.innerText()).toMatch(/提前天数[\s\S]*响应小时数/);
  await looksRight(late);
  // what only one of them changed is settled; the reason both gave is to be chosen
  await late.getByTestId("conflict-note").locator("label").last().click();
  await late.getByTestId("conflict-resolve").click();
  await first.getByTestId("supply-setting-history").getByText("第 2 版").waitFor();
  const figures = SupplySettings.parse(
    await manager.fetch("/contracts/changning/supply-setting").then((r) => r.json()),
  );
  expect(figures.current).toMatchObject({ version: 2, leadDays: 5, respondHours: 4 });
});

test("the contract's own item, the least of it in a depot, and a place that ends", async () => {
  const page = await stage.open(manager, "/supplies?view=stock");
  await page.getByTestId("item-new").click();
  const item = page.getByTestId("item-form");
  await item.getByLabel("物料").fill(black);
  await modal(page).click();
  await item.getByText("该物料已有").waitFor();
  await item.getByLabel("物料").fill("通用青色硒鼓");
  await page.getByTestId("fit-add").click();
  await looksRight(page);
  await choose(page, "机型", profileId);
  await choose(page, "部位", "青色");
  await modal(page).click();
  const line = page.getByTestId("item-通用青色硒鼓");
  await line.getByText(`${profileId} · 硒鼓 (青色)`).waitFor();
  expect(await line.innerText()).toContain("本合同");

  await page.getByTestId("minimum-new-main").click();
  await choose(page, "物料", "通用青色硒鼓");
  await page.getByTestId("minimum-form").getByLabel("最低数量").fill("2");
  await modal(page).click();
  await page.getByTestId("line-main-通用青色硒鼓").getByText("低于最低库存 2").waitFor();

  // an item of the contract names what the forecast asks for
  const forecast = await stage.open(manager, "/supplies");
  await forecast.getByTestId("forecast-cn-014-laser-toner-cyan").getByText("通用青色硒鼓").waitFor();

  await page.getByTestId("place-open").click();
  await page.getByTestId("place-form").getByLabel("名称").fill("备用库房");
  await page.getByTestId("place-form").getByText("库房", { exact: true }).click();
  await modal(page).click();
  const depot = page.locator("section", { has: page.getByRole("heading", { name: "备用库房" }) });
  await depot.locator("[data-testid^=change-]").click();
  await page.getByTestId("place-change-form").getByLabel("名称").fill("二号库房");
  await modal(page).click();
  await page.getByRole("heading", { name: "二号库房" }).waitFor();

  const second = page.locator("section", { has: page.getByRole("heading", { name: "二号库房" }) });
  await second.getByText("没有物料").waitFor();
  await second.locator("[data-testid^=change-]").click();
  await page.getByLabel("停用此库位").check();
  await modal(page).click();
  await page.getByRole("heading", { name: "二号库房" }).waitFor({ state: "detached" });
});

test("a viewer reads all of it on a phone, and changes nothing", async () => {
  const page = await stage.open(viewer, "/supplies", { viewport: phone });
  await forecasts(page);
  expect(await page.getByTestId("swap-open").count()).toBe(0);
  await looksRight(page);
  const stock = await stage.open(viewer, "/supplies?view=stock", { viewport: phone, language: "en" });
  await stock.getByRole("heading", { name: "Main depot" }).waitFor();
  for (const act of ["move-open", "minimum-open", "item-new", "item-open", "place-open"]) {
    expect(await stock.getByTestId(act).count()).toBe(0);
  }
  await stock.getByTestId("stock-items").getByText("this contract").waitFor();
  await stock.getByTestId("movements").waitFor();
  await looksRight(stock);
  const tasks = await stage.open(viewer, "/supplies?view=tasks", { viewport: phone, language: "en" });
  await tasks.getByTestId("supply-setting-history").getByText("Version 2").waitFor();
  expect(await tasks.getByTestId("setting-open").count()).toBe(0);
  await looksRight(tasks);
});

test("every form fits a phone", async () => {
  const page = await stage.open(manager, "/supplies?view=stock", { viewport: phone });
  for (const opener of ["item-open", "minimum-new-main", "place-open"]) {
    await page.getByTestId(opener).first().click();
    await page.locator(".ant-modal-footer").waitFor();
    // it fades in
    await expect.poll(() => accessProblems(page), { timeout: 5000 }).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.keyboard.press("Escape");
    await page.locator(".ant-modal-footer").waitFor({ state: "detached" });
  }
});
