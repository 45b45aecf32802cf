// One terminal in full: what works there, how long supplies last, its history and its messages.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("what works here", () => {
  test("each capability has a word and, where it does not work, its cause", async () => {
    const { page } = await stage.open("/terminals/cn-002");
    const tile = (name: string) => page.getByTestId(`capability-${name}`);
    await tile("booklet").waitFor();
    expect(await tile("booklet").textContent()).toBe("医保制册不可用色带用尽");
    expect(await tile("a4Print").textContent()).toBe("A4 打印可用");
    expect(await tile("codeScan").textContent()).toContain("未知尚未上报");
    expect(await page.getByText("未配备：读社保卡、出入境签注").count()).toBe(1);
    expect(await tile("socialCard").count()).toBe(0);
  });

  test("at a terminal that is offline everything is unknown and nothing available", async () => {
    const { page } = await stage.open("/terminals/cn-005");
    await page.getByTestId("capability-idCard").waitFor();
    const states = await page
      .locator('[data-testid^="capability-"]')
      .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-state")));
    expect(new Set(states)).toEqual(new Set(["unknown"]));
    expect(await page.getByTestId("capability-idCard").textContent()).toContain("终端离线，无法确认");
  });
});

describe("how long supplies last", () => {
  test("is told in days with the date and how it was counted", async () => {
    const { page } = await stage.open("/terminals/cn-001");
    const row = page.getByTestId("consumable-booklet-ribbon-");
    const days = row.getByTestId("days-left");
    await days.waitFor();
    expect(await days.textContent()).toMatch(/^约剩 19 天（.+日）15–25 天$/);
    await days.hover();
    await page.getByText("30 天，按工作日与节假日分别统计；约 158,333 字符/天").waitFor();
  });

  test("where nothing can be told there is no forecast, and why is told", async () => {
    const { page } = await stage.open("/terminals/cn-001");
    const days = page.getByTestId("consumable-laser-paper-tray-1").getByTestId("days-left");
    await days.waitFor();
    expect(await days.textContent()).toBe("剩余天数 尚无预测");
    await days.hover();
    await page.getByText("未见消耗").waitFor();
  });

  test("what is used up has no days left", async () => {
    const { page } = await stage.open("/terminals/cn-002");
    await page.getByTestId("consumable-laser-toner-black").getByTestId("days-left").waitFor();
    expect(await page.getByTestId("consumable-booklet-ribbon-").getByTestId("days-left").count()).toBe(0);
  });
});

describe("tabs", () => {
  test("the open one is in the address and survives a reload", async () => {
    const { page } = await stage.open("/terminals/cn-002");
    await page.getByTestId("tab-configuration").click();
    await page.getByTestId("declared-scanner").waitFor();
    expect(await page.getByTestId("declared-scanner").textContent()).toContain("尚未上报");
    expect(await page.getByTestId("declared-idcard").textContent()).toContain("型号库中没有");
    await page.reload();
    await page.getByTestId("declared-scanner").waitFor();
    expect(new URL(page.url()).searchParams.get("tab")).toBe("configuration");
  });

  test("the timeline goes on page by page to its first line", async () => {
    const { page } = await stage.open("/terminals/cn-002");
    const lines = page.locator(".timeline-entry");
    await lines.first().waitFor();
    expect(await lines.count()).toBe(50);
    await page.getByTestId("more-timeline").click();
    await expect.poll(() => lines.count()).toBe(67);
    await page.getByText("已到最早一条").waitFor();
  });

  test("messages are shown as they came, with those that waited marked, and go on page by page", async () => {
    const { page } = await stage.open("/terminals/cn-002?tab=devices");
    const reports = page.locator('[data-testid^="report-"]');
    await reports.first().waitFor();
    expect(await reports.count()).toBe(10);
    expect(await page.getByTestId("report-238").textContent()).toContain("曾滞留待发队列");
    await page.getByTestId("report-240").getByText("第 240 条").click();
    const body = page.getByTestId("report-240").locator("pre");
    expect(await body.textContent()).toContain('"note": "纸盒 <1>"');
    await page.getByTestId("more-reports").click();
    await expect.poll(() => reports.count()).toBe(20);
  });

  test("no inspection is invented", async () => {
    const { page } = await stage.open("/terminals/cn-002?tab=inspection");
    await page.getByText("尚无巡检记录").waitFor();
  });
});

test("the four steps of a new terminal stand in place of what it cannot have yet", async () => {
  const { page } = await stage.open("/terminals/cn-012");
  await page.getByText("新终端上线步骤").waitFor();
  expect(await page.locator('[data-testid^="capability-"]').count()).toBe(0);
  await page.getByText("还没有事件").waitFor();
});

test("who may only read is offered nothing to change", async () => {
  stage.server.session.signIn("district_viewer");
  const { page } = await stage.open("/terminals/cn-002");
  await page.getByTestId("consumable-laser-toner-black").waitFor();
  expect(await page.getByRole("button", { name: /更换|录入开放时间|值班电话|生成注册码/ }).count()).toBe(0);
  expect(await page.getByText("新建工单").count()).toBe(0);
});

describe.each(["", "?tab=devices", "?tab=inspection", "?tab=configuration"])("for everyone, at %s", (tab) => {
  test("no serious finding of axe, no sideways scroll on a phone, no Chinese in English", async () => {
    const { page } = await stage.open(`/terminals/cn-002${tab}`, { language: "en" });
    await page.getByTestId("capability-booklet").waitFor();
    await page.getByTestId("consumable-laser-toner-black").getByTestId("days-left").waitFor();
    await page.waitForTimeout(300);
    expect(await accessProblems(page)).toEqual([]);
    const names = stage.server.api.kiosks.flatMap((k) => [k.name, k.coordinateMethod]);
    expect(await chineseLeft(page, names)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
  });
});
