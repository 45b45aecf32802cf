// Supplies and stock as the people of a contract use them, on a real server with what an agent sends.
import { DeviceId, EvidenceView, KioskId } from "@kiosk/contract";
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

test("a viewer reads all of it on a phone, and changes nothing", async () => {
  const page = await stage.open(viewer, "/supplies", { viewport: phone });
  await forecasts(page);
  expect(await page.getByTestId("swap-open").count()).toBe(0);
  await looksRight(page);
  const stock = await stage.open(viewer, "/supplies?view=stock", { viewport: phone, language: "en" });
  await stock.getByRole("heading", { name: "Main depot" }).waitFor();
  expect(await stock.getByTestId("move-open").count()).toBe(0);
  await stock.getByTestId("movements").waitFor();
  await looksRight(stock);
});
