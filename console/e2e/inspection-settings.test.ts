// What a contract asks to be inspected, as its people set it, on a real server: how often, what is waived, what is looked at.
import { join } from "node:path";
import { ChecklistList, InspectionPlan, InspectionRulesList } from "@kiosk/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { accessProblems, accessProblemsIn, chineseLeft, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

const contract = "changning";
const proof = join(import.meta.dirname, "../public/field-icon-192.png");
let stage: RealStage;
let manager: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  stage = await setRealStage("2026-09-10 09:00");
  manager = await stage.person("王敏", "project_manager");
  viewer = await stage.person("吴老师", "district_viewer");
});
afterAll(() => stage.close());

const rules = () => manager.get(`/contracts/${contract}/inspection-rules`, InspectionRulesList);
const owed = async (kind: string) => {
  const plan = await viewer.get(`/contracts/${contract}/inspection-plan`, InspectionPlan);
  return plan.kinds.find((one) => one.kind === kind)?.owed;
};

async function looksRight(page: Page): Promise<void> {
  expect(await accessProblemsIn(page, ["dark", "light"])).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

test("the term's windows are told before a version is saved, and are what the server then counts", async () => {
  const page = await stage.open(manager, "/settings/inspection-rules");
  await page.getByTestId("rule-hardware").getByText("每 2 个月一次").waitFor();
  await page.getByTestId("rule-hardware").getByText("5 次").waitFor();
  await looksRight(page);
  await page.getByRole("button", { name: "更改要求" }).click();
  const form = page.getByTestId("rules-form");
  await form.getByTestId("owed-hardware").getByText("每台 5 次 × 46 台 = 230 次").waitFor();
  const hardware = form.getByRole("group", { name: "硬件巡检" });
  await hardware.getByLabel("周期").fill("13");
  await form.getByText("填写无误后显示").waitFor();
  await page.getByRole("button", { name: /保\s?存/ }).click();
  await hardware.getByText("请填写 1–12 的整数").waitFor();
  await hardware.getByLabel("周期").fill("1");
  await form.getByLabel("适用起始日").fill("2026-11-01");
  await form.getByTestId("owed-hardware").getByText("每台 8 次 × 46 台 = 368 次").waitFor();
  await form.getByLabel("依据").fill("补充协议一");
  expect(await accessProblems(page)).toEqual([]);
  await page.getByRole("button", { name: /保\s?存/ }).click();
  await page.getByRole("heading", { name: "待生效" }).waitFor();
  await page.getByTestId("rules-history").getByText("补充协议一").waitFor();
  expect(await owed("hardware")).toBe(368);
});

test("of two people who change the rules the second sees both versions and chooses", async () => {
  const page = await stage.open(manager, "/settings/inspection-rules?form=1");
  const form = page.getByTestId("rules-form");
  await form.getByLabel("报告归档（工作日）").fill("7");
  await form.getByLabel("依据").fill("函件甲");
  const { history } = await rules();
  const last = history.find(({ version }) => version === 2);
  const { term, rules: kinds, reportWorkingDays, appliesFrom } = last ?? { term: {}, rules: [] };
  const other = { term, rules: kinds.slice(0, 1), reportWorkingDays, appliesFrom, note: "函件乙", seenVersion: 2 };
  expect((await manager.send("PUT", `/contracts/${contract}/inspection-rules`, other)).status).toBe(200);
  await page.getByRole("button", { name: /保\s?存/ }).click();
  const conflict = page.getByTestId("conflict");
  await conflict.getByTestId("conflict-note").getByText("函件乙").waitFor();
  expect(await page.getByTestId("conflict-resolve").isDisabled()).toBe(true);
  await conflict.getByTestId("conflict-note").getByText("我的", { exact: false }).last().click();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByTestId("conflict-resolve").click();
  await page.getByTestId("rules-history").getByText("函件甲").waitFor();
  const versions = (await rules()).history;
  expect(versions[0]).toMatchObject({ version: 4, reportWorkingDays: 7, rules: kinds.slice(0, 1), note: "函件甲" });
});

test("a waiver is entered with evidence and taken back", async () => {
  const page = await stage.open(manager, "/settings/inspection-rules?view=waivers");
  await page.getByText("没有免检").waitFor();
  await page.getByRole("button", { name: "登记免检" }).click();
  const form = page.getByTestId("waiver-form");
  const submit = page.getByRole("dialog").getByRole("button", { name: /提\s?交/ });
  await submit.click();
  await form.getByText("请附证据").waitFor();
  await form.getByLabel("终端").click();
  await page.locator(".ant-select-dropdown").getByText(/^2 /).click();
  await form.getByLabel("原因").fill("大厅装修");
  await form.getByLabel("批准人").fill("甲方处长");
  await form.getByTestId("evidence-input").setInputFiles(proof);
  await form.locator(".evidence-links li").waitFor();
  expect(await accessProblems(page)).toEqual([]);
  await submit.click();
  const row = page.getByTestId("waivers").locator("tbody tr");
  await row.getByText("有效").waitFor();
  await looksRight(page);
  await row.getByRole("button", { name: /撤回/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /撤\s?回/ })
    .click();
  await row.getByText("已于 2026-09-10 撤回").waitFor();
});

test("a contract's own version of a list is made by keyboard, and says what changed", async () => {
  const page = await stage.open(manager, "/settings/checklists?kind=hardware");
  await page.getByRole("link", { name: "彩色激光打印机" }).click();
  await page.getByTestId("item-toner-black").getByText("余量 10–100 %").waitFor();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "另订或更改" }).click();
  const items = page.getByTestId("editor-items");
  await items.getByRole("button", { name: "修改 废粉盒未满" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByText("废粉盒未满：第 4 项，共 8 项").waitFor();
  await items.getByRole("button", { name: "删除 纸盒装纸" }).click();
  await items.getByRole("button", { name: "修改 黑色硒鼓余量" }).click();
  await items.getByLabel("下限").fill("101");
  await items.getByText("下限不能高于上限").first().waitFor();
  await items.getByLabel("下限").fill("20");
  await items.getByRole("button", { name: "完成此项" }).click();
  await page.getByRole("button", { name: "增加一项" }).click();
  await items.getByLabel("检查项（中文）").fill("双面打印正常");
  const save = page.getByRole("button", { name: "保存为第 2 版" });
  await save.click();
  await page.getByText("“双面打印正常”填写不全或有误").waitFor();
  await items.getByLabel("检查项（英文）").fill("Prints on both sides");
  await page.getByLabel("原因").fill("甲方要求查双面");
  expect(await accessProblems(page)).toEqual([]);
  await save.click();
  const history = page.getByTestId("checklist-history");
  await history.getByText("增加：双面打印正常").waitFor();
  await history.getByText("删除：纸盒装纸").waitFor();
  await history.getByText("修改：黑色硒鼓余量").waitFor();
  await history.getByText("调整顺序").waitFor();
  const { checklists } = await manager.get(`/checklists?contract=${contract}`, ChecklistList);
  const list = checklists.find(({ id }) => id === "hardware-a4-printer");
  expect(list?.items.map(({ id }) => id)).toEqual([
    ...["test-page", "toner-black", "toner-cyan", "waste", "toner-magenta", "toner-yellow", "path", "own-1"],
  ]);
  expect(list?.items[1]?.measure?.min).toBe(20);
});

test("items that two people changed apart come together in the next version", async () => {
  const page = await stage.open(manager, "/settings/checklists?open=hardware-site&edit=1");
  const items = page.getByTestId("editor-items");
  await items.getByRole("button", { name: /^删除/ }).last().click();
  await page.getByLabel("原因").fill("此处不查");
  const { checklists } = await manager.get(`/checklists?contract=${contract}`, ChecklistList);
  const list = checklists.find(({ id }) => id === "hardware-site");
  const { id, kind, deviceClass, eachDevice, zh, en } = list ?? {};
  const before = list?.items ?? [];
  const theirs = before.map((item, index) => (index === 0 ? { ...item, zh: "外观整洁无损" } : item));
  const other = { id, kind, deviceClass, eachDevice, zh, en, items: theirs, contractId: contract, note: "另一人" };
  expect((await manager.post("/checklists", { ...other, seenVersion: 1 })).status).toBe(201);
  await page.getByRole("button", { name: "保存为第 2 版" }).click();
  const order = page.getByTestId("conflict-order");
  await page.getByTestId("conflict").getByText("外观整洁无损").first().waitFor();
  expect(await accessProblems(page)).toEqual([]);
  if ((await order.count()) > 0) await order.getByText("我的", { exact: false }).last().click();
  await page.getByTestId("conflict-resolve").click();
  await page.getByTestId("checklist-history").getByText("第 3 版").waitFor();
  const after = (await manager.get(`/checklists?contract=${contract}`, ChecklistList)).checklists;
  const merged = after.find((one) => one.id === "hardware-site")?.items ?? [];
  expect(merged.map((item) => item.zh)).toEqual(["外观整洁无损", ...before.slice(1, -1).map((item) => item.zh)]);
});

test("who may only read sees all of it and changes nothing, in English and on a phone too", async () => {
  for (const path of [
    "inspection-rules",
    "inspection-rules?view=waivers",
    "checklists",
    "checklists?open=system-terminal",
  ]) {
    const page = await stage.open(viewer, `/settings/${path}`, { viewport: phone, language: "en" });
    await page.getByText("Read only: your role may not change this").waitFor();
    await page.locator(".panel table, .check-items, .empty-state").first().waitFor();
    for (const name of [/^Change/, /^Enter/, /^Take back/, /^Edit/])
      expect(await page.getByRole("main").getByRole("button", { name }).count()).toBe(0);
    expect(await chineseLeft(page, [])).toEqual([]);
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.close();
  }
});
