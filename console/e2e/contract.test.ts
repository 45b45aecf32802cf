// The contract page: what binds, its next version, calendars with their problems, spare parts.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test("which reading binds, the clause in its own words, and who changed what", async () => {
  const { page } = await stage.open("/contract/changning");
  await page.getByTestId("binding-CN-KIOSK").waitFor();
  expect(await page.getByTestId("binding-CN-KIOSK").textContent()).toContain("约束");
  expect(await page.getByTestId("binding-CN-GEN-SIMPLE").textContent()).toContain("并行条款");
  await page.getByTestId("policy-CN-KIOSK").locator("summary").click();
  expect(await page.getByTestId("policy-CN-KIOSK").innerText()).toContain(
    "自故障报告提交之日起，服务提供商须在7个自然日内",
  );
  const second = await page.getByTestId("terms-version-2").innerText();
  expect(second).toContain("到场时限：停用 → 约束");
  expect(second).toContain("批准人 王敏");
});

test("who is told after a breach has words, and where nothing is configured the page says that nobody hears", async () => {
  stage.server.setMode("notify", "empty");
  const { page } = await stage.open("/contract/changning");
  await page.getByText("未配置通知文件").waitFor();
  const steps = await page.getByTestId("escalation").textContent();
  expect(steps).toContain("第 1 级：超期即告知");
  expect(steps).toContain("区级管理员、科长");
});

test("papers of the ledger are links with words", async () => {
  const { page } = await stage.open("/contract/changning?tab=parts");
  const paper = page.getByRole("link", { name: "查看凭证 1" }).first();
  await paper.waitFor();
  expect(await paper.getAttribute("href")).toMatch(/^\/api\/v1\/evidence\/[0-9a-f]{64}$/);
});

test("the navigation leads to the chosen contract, and the choice above to another", async () => {
  const { page } = await stage.open("/overview");
  await page.getByRole("link", { name: "合同", exact: true }).click();
  await page.getByTestId("contract-page").waitFor();
  expect(new URL(page.url()).pathname).toBe("/contract/changning");
  await page.getByTestId("contract-switch").click();
  await page.locator(".ant-select-item-option").getByText("达州").click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/contract/dazhou");
  await page.getByText("尚未录入期限规则").waitFor();
});

test("a new version shows its changes before it is saved, and becomes the first of the list", async () => {
  const { page } = await stage.open("/contract/changning");
  await page.getByTestId("new-terms").click();
  const form = page.getByTestId("terms-form");
  await form.waitFor();
  const save = page.getByRole("button", { name: "保存新版" });
  expect(await save.isDisabled()).toBe(true);
  await form.getByTestId("bind-CN-GEN-SIMPLE").getByRole("combobox").first().click();
  await page.locator(".ant-select-dropdown:visible").getByText("停用").click();
  expect(await form.getByTestId("terms-diff").textContent()).toContain("通用服务响应：并行条款 → 停用");
  await save.click();
  await form.getByText("必填").first().waitFor();
  await form.getByLabel("修改说明").fill("法务意见：通用条款不并列");
  await form.getByLabel("批准人").fill("王敏");
  await save.click();
  await page.getByTestId("terms-version-3").waitFor();
  expect(await page.getByTestId("terms-version-3").innerText()).toContain("通用服务响应：并行条款 → 停用");
  expect(await page.getByTestId("binding-CN-GEN-SIMPLE").count()).toBe(0);
});

test("terms that somebody else changed meanwhile refuse the version and keep what was typed", async () => {
  const { page } = await stage.open("/contract/changning?form=terms");
  const form = page.getByTestId("terms-form");
  await form.getByLabel("修改说明").fill("不再升级");
  const terms = stage.server.api.terms.get("changning");
  const [latest] = terms?.versions ?? [];
  if (terms === undefined || latest === undefined) throw new Error("no terms");
  stage.server.api.terms.set("changning", { ...terms, versions: [{ ...latest, version: 3 }, ...terms.versions] });
  await form.getByLabel("第 3 级", { exact: true }).fill("600");
  await form.getByRole("combobox", { name: "第 3 级告知的组" }).fill("局领导");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await form.getByLabel("批准人").fill("王敏");
  await page.getByRole("button", { name: "保存新版" }).click();
  await page.getByTestId("terms-refused").waitFor();
  expect(await page.getByTestId("terms-refused").textContent()).toContain("条款已有新版本");
  expect(await form.getByLabel("修改说明").inputValue()).toBe("不再升级");
});

async function fillNotice(page: Awaited<ReturnType<Stage["open"]>>["page"], text: string) {
  const form = page.getByTestId("calendar-form");
  await form.waitFor();
  await form.getByLabel("内容").fill(text);
  await form.getByLabel("发布日期").fill("2026-11-20");
  await form.getByLabel("来源").fill("国办发明电〔2026〕7号");
  await page.getByTestId("calendar-read").click();
  return form;
}

test("the missing year is told on the overview and leads to the calendars", async () => {
  const { page } = await stage.open("/overview");
  await page.getByTestId("missing-year").getByRole("link").click();
  await page.getByTestId("year-2026").waitFor();
  expect(await page.getByTestId("year-2026").textContent()).toContain("全年 248 个工作日");
});

test("a notice with problems names them by line and cannot be stored", async () => {
  const { page } = await stage.open("/contract/changning?tab=calendars&form=calendar");
  await fillNotice(page, "2027年放假安排\n1月6日（星期三）星期三上班");
  const problems = page.getByTestId("calendar-problems");
  await problems.waitFor();
  expect(await problems.textContent()).toContain("第 2 行");
  expect(await problems.textContent()).toContain("调休上班日不是周末");
  expect(await page.getByTestId("calendar-store").count()).toBe(0);
});

test("what a person may take upon themselves is confirmed first, then stored", async () => {
  const { page } = await stage.open("/contract/changning?tab=calendars&form=calendar");
  const form = await fillNotice(page, "2027年国庆节放假安排");
  await page.getByTestId("calendar-problems").waitFor();
  expect(await page.getByTestId("calendar-store").count()).toBe(0);
  await form.getByRole("checkbox").check();
  expect(await page.getByTestId("calendar-preview").textContent()).toContain("有 3 张未结工单的期限变动");
  await page.getByTestId("calendar-store").click();
  await page.getByTestId("calendar-CN-2027").waitFor();
  await expect.poll(() => page.getByTestId("missing-year").count()).toBe(0);
});

test("channels come masked", async () => {
  const { page } = await stage.open("/contract/changning?tab=notify");
  const text = await page.getByTestId("notify").innerText();
  expect(text).toContain("138****2211");
  expect(text).toContain("备用");
});

test("a receipt needs its paper and adds to the balance", async () => {
  const { page } = await stage.open("/contract/changning?tab=parts");
  await page.getByTestId("receive-part").click();
  const form = page.getByTestId("receipt-form");
  await form.getByLabel("备件", { exact: false }).first().fill("主控板");
  await page.getByRole("button", { name: "提交" }).click();
  await form.getByText("必填").waitFor();
  const file = { name: "到货单.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 receipt") };
  await form.getByTestId("evidence-input").setInputFiles(file);
  await form.getByRole("link", { name: /到货单.pdf/ }).waitFor();
  await page.getByRole("button", { name: "提交" }).click();
  await expect.poll(() => page.getByTestId("balance-主控板").textContent()).toMatch(/^主控板1/);
});
