// The settings: what a contract has otherwise than the product, sheets of terminals, codes on paper, hours of many points.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
beforeEach(() => stage.server.session.signIn("project_manager"));
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function reason(page: Page): Promise<void> {
  await page.getByLabel("负责人").fill("李经理");
  await page.getByRole("textbox", { name: "原因" }).fill("补货需三天");
}

describe("the frame", () => {
  test("lists the sections that the person's rights open, and leads to the first", async () => {
    const { page } = await stage.open("/settings");
    await page.getByTestId("settings-contracts").waitFor();
    const nav = page.getByRole("navigation", { name: "设置分区" });
    expect(await nav.getByRole("link").allTextContents()).toEqual([
      "合同",
      "耗材阈值",
      "故障规则",
      "开放时间",
      "巡检要求",
      "检查表",
      "批量导入终端",
      "注册码",
      "终端码",
      "通知渠道",
    ]);
    stage.server.session.signIn("district_viewer");
    const viewer = await stage.open("/settings/thresholds");
    await viewer.page.getByText("仅可查看").waitFor();
    expect(await viewer.page.getByTestId("edit-ribbon").count()).toBe(0);
    expect(await viewer.page.getByRole("link", { name: "注册码" }).count()).toBe(0);
  });
});

describe("a threshold", () => {
  test("is changed with an owner and a reason, and stands in the history with what was before", async () => {
    const { page } = await stage.open("/settings/thresholds");
    await page.getByTestId("edit-toner").click();
    const form = page.getByTestId("threshold-form");
    await form.getByLabel("偏低（%）").fill("5");
    await form.getByLabel("告急（%）").fill("5");
    await page.getByRole("button", { name: "保存" }).click();
    await form.getByText("告急须低于偏低").waitFor();
    expect(await form.getByText("必填").count()).toBe(2);
    await form.getByLabel("偏低（%）").fill("25");
    await reason(page);
    await page.getByRole("button", { name: "保存" }).click();
    await expect.poll(() => page.getByTestId("threshold-toner").textContent()).toContain("本合同");
    const [newest] = await page.getByTestId("setting-history").locator("li").allTextContents();
    expect(newest).toContain("硒鼓");
    expect(newest).toContain("产品默认 → 偏低 25%，告急 5%");
    expect(newest).toContain("补货需三天");
  });

  test("that two people change shows the second both versions, and saves what they choose", async () => {
    const { page } = await stage.open("/settings/thresholds?edit=ribbon");
    const form = page.getByTestId("threshold-form");
    await form.getByLabel("偏低（%）").fill("30");
    await reason(page);
    stage.server.api.settings.conflictNext = true;
    await page.getByRole("button", { name: "保存" }).click();
    const conflict = page.getByTestId("conflict");
    await conflict.waitFor();
    const low = conflict.getByTestId("conflict-lowPercent");
    expect(await low.textContent()).toMatch(/20%.*25%.*30%/);
    expect(await conflict.textContent()).toContain("别人");
    for (const [key, side] of [
      ["lowPercent", "我的"],
      ["owner", "我的"],
      ["note", "我的"],
    ] as const) {
      const row = conflict.getByTestId(`conflict-${key}`);
      if ((await row.count()) > 0) await row.locator(".ant-segmented-item").filter({ hasText: side }).click();
    }
    await page.getByTestId("conflict-resolve").click();
    await expect.poll(() => page.getByTestId("threshold-ribbon").locator("td").nth(1).textContent()).toBe("30");
    expect(await page.getByTestId("setting-history").locator("li").first().textContent()).toContain("第 4 版");
  });
});

test("a fault rule says what it would have changed before it is saved", async () => {
  const { page } = await stage.open("/settings/fault-rules?q=ribbon");
  await page.getByTestId("edit-ribbon.out").click();
  const form = page.getByTestId("rule-form");
  await form.getByLabel("自动开单").click();
  await page.locator(".ant-select-item-option").getByText("否", { exact: true }).click();
  await page.getByTestId("preview-rule").click();
  expect(await page.getByTestId("rule-preview").innerText()).toContain("12 张工单不会开出");
  await form.getByLabel("确认时间（秒）").fill("90");
  expect(await page.getByTestId("rule-preview").count()).toBe(0);
  await reason(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expect.poll(() => page.getByTestId("rule-ribbon.out").innerText()).toContain("90 秒");
  expect(await page.getByTestId("setting-history").locator("li").first().innerText()).toContain("开单 否");
});

describe("a sheet of terminals", () => {
  const sheet = "序号,点位名称,MAC地址\n1,改名的驿站,\n2,<img src=x onerror=alert(1)>,\n3,=HYPERLINK(1),坏的MAC\n";
  async function choose(page: Page): Promise<void> {
    await page
      .getByTestId("import-file")
      .setInputFiles({ name: "终端.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
    await page.getByTestId("import-check").click();
    await page.getByTestId("import-preview").waitFor();
  }

  test("is shown row by row with the cell of each error, and only then the good rows are written", async () => {
    const { page, failures } = await stage.open("/settings/terminals");
    await choose(page);
    // what is wrong comes first
    expect(await page.getByTestId("import-row-4").innerText()).toContain("C4 不是 MAC 地址：坏的MAC");
    expect(await page.getByTestId("import-row-2").count()).toBe(0);
    await page.getByText("全部 3", { exact: true }).click();
    expect(await page.getByTestId("import-row-2").innerText()).toContain("“荟新”人才服务驿站 → 改名的驿站");
    expect(await page.getByTestId("import-row-3").innerText()).toContain("<img src=x onerror=alert(1)>");
    expect(await page.getByText("以下列未使用：D1 负责人").count()).toBe(1);
    await page.getByRole("button", { name: "仅导入无误的 2 行" }).click();
    await page.getByText("已导入：新建 0 台，更改 2 台").waitFor();
    await page.getByText("跳过 1 行").waitFor();
    expect(failures).toEqual([]);
  });

  test("whose preview the fleet has left behind is not written, and says so", async () => {
    const { page } = await stage.open("/settings/terminals");
    await choose(page);
    stage.server.api.settings.conflictNext = true;
    await page.getByTestId("import-commit").click();
    await page.getByText("预览之后终端数据已有变化，未导入任何内容").waitFor();
    expect(await page.getByTestId("import-commit").isDisabled()).toBe(true);
  });

  test("without the columns of a terminal is refused with their names", async () => {
    const { page } = await stage.open("/settings/terminals");
    await page
      .getByTestId("import-file")
      .setInputFiles({ name: "x.csv", mimeType: "text/csv", buffer: Buffer.from("甲,乙\n1,2") });
    await page.getByTestId("import-check").click();
    await page.getByText("文件无法读取；缺少列 / no column: 点位名称").waitFor();
  });
});

describe("codes on paper", () => {
  test("are issued after a look at whom it touches, stand on the sheet once, and are gone when it is closed", async () => {
    const { page } = await stage.open("/settings/enrolment");
    await page.getByTestId("enrolment-cn-004").getByRole("checkbox").check();
    await page.getByTestId("enrolment-cn-012").getByRole("checkbox").check();
    await page.getByTestId("issue-codes").click();
    const preview = await page.getByTestId("issue-preview").innerText();
    expect(preview).toContain("1 台首次注册");
    expect(preview).toContain("1 台有未用注册码，将作废");
    expect(preview).toContain("1 台已注册");
    await page.getByTestId("confirm-issue").click();
    const card = page.getByTestId("enrol-card-cn-004");
    await card.waitFor();
    expect(await card.innerText()).toMatch(
      /4号 东方明珠凯旋中心[\s\S]*K7QF-2MXD-9RTA-HWAC[\s\S]*有效至 \d{4}-\d{2}-\d{2}/,
    );
    expect(await card.getByRole("img", { name: "东方明珠凯旋中心 的注册二维码" }).count()).toBe(1);
    expect(await accessProblems(page)).toEqual([]);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(5000);
    await page.getByTestId("enrol-sheet-close").click();
    await page.getByText("关闭后无法再次查看这些注册码").waitFor();
    await page
      .locator(".ant-modal-confirm-btns")
      .getByRole("button", { name: /关\s*闭/ })
      .click();
    await page.getByTestId("enrol-sheet").waitFor({ state: "detached" });
    expect(await page.content()).not.toContain("K7QF-2MXD");
  });

  test("that nobody used are taken back", async () => {
    const { page } = await stage.open("/settings/enrolment");
    expect(await page.getByTestId("enrolment-cn-004").innerText()).toContain("有效至");
    await page.getByTestId("enrolment-cn-004").getByRole("checkbox").check();
    await page.getByTestId("revoke-codes").click();
    await page.getByTestId("confirm-revoke").click();
    await page.getByText("已作废 1 个注册码").waitFor();
    await expect.poll(() => page.getByTestId("enrolment-cn-004").innerText()).not.toContain("有效至");
  });
});

describe("opening hours", () => {
  test("are set for many points after a look at which change, and undone", async () => {
    const { page } = await stage.open("/settings/hours");
    for (const id of ["cn-001", "cn-002", "cn-043"]) {
      await page.getByTestId(`hours-${id}`).getByRole("checkbox").check();
    }
    await page.getByTestId("bulk-bar").getByRole("button", { name: "设置开放时间" }).click();
    await page.getByTestId("hours-bulk").getByRole("button", { name: "24 小时" }).click();
    const touched = page.getByTestId("hours-touched");
    expect(await touched.innerText()).toContain("将更改 2 个点位；1 个点位本来就是如此，不受影响");
    await page.getByRole("button", { name: "保存" }).click();
    await expect.poll(() => page.getByTestId("hours-cn-001").innerText()).toContain("00:00–24:00");
    await page.getByTestId("undo").click();
    await expect.poll(() => page.getByTestId("hours-cn-001").innerText()).toContain("未录入");
  });

  test("that somebody changed in the meantime are not overwritten", async () => {
    const { page } = await stage.open("/settings/hours");
    await page.getByTestId("edit-cn-001").click();
    await page.getByTestId("hours-bulk").waitFor();
    const kiosk = stage.server.api.kiosks.find((k) => k.id === "cn-001");
    if (kiosk !== undefined) kiosk.openingHours = { week: [{ day: 1, fromMin: 600, toMin: 660 }] };
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("有点位刚被他人更改（cn-001），未保存任何更改").waitFor();
    expect(kiosk?.openingHours?.week).toHaveLength(1);
  });
});

test("a channel's test says what came back, and how long it took", async () => {
  const { page } = await stage.open("/settings/notify");
  const first = page.getByRole("button", { name: /发送测试$/ }).first();
  await first.click();
  const result = page.getByTestId("notify-result").first();
  await expect.poll(() => result.innerText()).toContain("已送达");
  expect(await result.innerText()).toContain("用时 214 毫秒");
  expect(await result.innerText()).toContain("138****2211");
  stage.server.api.settings.testOutcome = "refused";
  await first.click();
  await expect.poll(() => result.innerText()).toContain("对方答复 wecom.93000：invalid webhook url");
});

const sections = ["contracts", "thresholds", "fault-rules", "hours", "terminals", "enrolment", "notify"];
describe.each(sections)("/settings/%s", (section) => {
  test("is accessible, speaks English without a rest, and fits a phone", async () => {
    const { page } = await stage.open(`/settings/${section}`, { language: "en", viewport: phone });
    await page.locator(".settings-page h1").waitFor();
    await page.locator(".table, .settings-import, .settings-groups").first().waitFor();
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(
      await chineseLeft(
        page,
        stage.server.api.kiosks.map((k) => k.name),
      ),
    ).toEqual([]);
  });
});

test.each([
  ["thresholds", "contracts"],
  ["notify", "notify"],
] as const)("/settings/%s says that it cannot read, and reads again", async (section, resource) => {
  stage.server.setMode(resource, "error");
  const { page } = await stage.open(`/settings/${section}?contract=changning`);
  await page.getByTestId("error-state").waitFor();
  stage.server.setMode(resource, "ok");
  await page.getByRole("button", { name: "重试" }).click();
  await page.locator(".table, .settings-groups").first().waitFor();
});

test("what is empty says why", async () => {
  stage.server.setMode("contracts", "empty");
  const { page } = await stage.open("/settings/hours?contract=changning");
  await page.getByText("该合同还没有终端").waitFor();
  stage.server.setMode("notify", "empty");
  await page.getByRole("link", { name: "通知渠道" }).click();
  await page.getByText("未配置通知文件").waitFor();
});
