// Reports as the people of a contract work with them, on a real server: drafted, written, reviewed, filed, acknowledged.
import { readFile } from "node:fs/promises";
import { ReportDetail, ReportPage, ReportTemplates } from "@kiosk/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { accessProblems, accessProblemsIn, chineseLeft, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

let stage: RealStage;
let manager: SignedIn;
let dispatcher: SignedIn;
let technician: SignedIn;
let buyer: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  stage = await setRealStage("2026-11-29 09:00");
  manager = await stage.person("王敏", "project_manager");
  dispatcher = await stage.person("孙调度", "dispatcher");
  technician = await stage.person("钱工", "technician");
  buyer = await stage.person("王处", "district_admin");
  viewer = await stage.person("吴老师", "district_viewer");
});
afterAll(() => stage.close());

async function looksRight(page: Page): Promise<void> {
  expect(await accessProblemsIn(page, ["light", "dark"])).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** A step that asks before it is taken. */
async function act(page: Page, name: string): Promise<void> {
  await button(page, name).click();
  await page.getByTestId("act-submit").click();
  await page.getByTestId("act-form").waitFor({ state: "detached" });
}

async function bytesOf(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return readFile(await file.path());
}

async function month(): Promise<ReportDetail> {
  const [head] = (await viewer.get("/reports?kind=month", ReportPage)).reports;
  return viewer.get(`/reports/${head?.id ?? ""}`, ReportDetail);
}

describe("the month", () => {
  test("is drafted from a choice of periods, below what is owed with its deadline in words", async () => {
    await stage.desk.order({ kioskId: "cn-007", class: "software" });
    stage.desk.time.pass(60_000);
    const page = await stage.open(manager, "/reports");
    const owed = page.getByTestId("owed").locator("li");
    await owed.first().waitFor();
    expect(await owed.first().innerText()).toMatch(/已逾期 \d+天.*应于 9月4日 24:00 前报送/s);
    expect(await page.getByTestId("owed-counts").innerText()).toMatch(/^逾期 \d+ 份/);
    await looksRight(page);
    await page.getByTestId("draft-report").click();
    await page.getByTestId("draft-form").getByText("2026-11（2026-11-01 至 2026-11-30）").first().waitFor();
    expect(await accessProblems(page)).toEqual([]);
    await page.getByTestId("draft-submit").click();
    const overview = page.getByTestId("section-overview");
    await overview.waitFor();
    expect(await overview.innerText()).toContain("46台");
    // nobody has measured anything at this server: no percentage is claimed
    expect(await overview.innerText()).toContain("无数据");
    expect(await page.getByTestId("basis").innerText()).toMatch(/[0-9a-f]{64}/);
    expect(await accessProblems(page)).toEqual([]);
  });

  test("leads from a figure to its rows, which stay in the report", async () => {
    const { id } = await month();
    const page = await stage.open(manager, `/reports/${id}`);
    await page
      .getByTestId("section-overview")
      .getByRole("link", { name: /新增故障工单/ })
      .click();
    await page.locator(".paper-marked").waitFor();
    expect(new URL(page.url()).search).toBe("?section=faultLedger&table=faults");
    expect(await page.locator(".paper-marked").innerText()).toContain("古北市民中心");
    expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0);
  });

  test("written by two at once keeps both, each field as chosen", async () => {
    const report = await month();
    const ids = report.sections.flatMap(({ id, text }) => (text === null ? [] : [id]));
    const [first = "", second = ""] = ids;
    const page = await stage.open(manager, `/reports/${report.id}`);
    await button(page, "填写文字").click();
    const fields = page.getByTestId("text-editor").locator("textarea");
    await fields.nth(0).fill("本月运行平稳");
    const texts = { [first]: "本月故障略多", [second]: "下月加强巡检" };
    await technician.send("PUT", `/reports/${report.id}/texts`, { texts, seenTextVersion: report.textVersion });
    await page.getByTestId("texts-save").click();
    const conflict = page.getByTestId("conflict");
    await conflict.getByText("钱工").waitFor();
    expect(await conflict.innerText()).toMatch(/本月故障略多[\s\S]*本月运行平稳/);
    expect(await accessProblems(page)).toEqual([]);
    await page.getByTestId(`conflict-${first}`).getByText("我的", { exact: true }).last().click();
    await page.getByTestId("conflict-resolve").click();
    await page.getByTestId(`text-${first}`).waitFor();
    expect(await page.getByTestId(`text-${first}`).innerText()).toBe("本月运行平稳");
    expect(await page.getByTestId(`text-${second}`).innerText()).toBe("下月加强巡检");
  });

  test("goes from hand to hand: not reviewed by its drafter, filed late, acknowledged by the buyer", async () => {
    const { id } = await month();
    const own = await stage.open(manager, `/reports/${id}`);
    await own.getByText("您参与了本稿编制，须由他人审核。").waitFor();
    expect(await button(own, "审核通过").count()).toBe(0);
    const page = await stage.open(dispatcher, `/reports/${id}`);
    await act(page, "审核通过");
    stage.desk.at("2026-12-01 09:00");
    await act(page, "报送甲方");
    await page.getByText("迟报 9小时").waitFor();
    const office = await stage.open(buyer, `/reports/${id}`);
    await button(office, "退回修改").click();
    await office.getByTestId("act-submit").click();
    await office.getByText("请写明退回原因").waitFor();
    await office.keyboard.press("Escape");
    await act(office, "确认收悉");
    expect(await office.getByTestId("report-steps").innerText()).toMatch(
      /草稿\s*王敏[\s\S]*已审核\s*孙调度[\s\S]*已报送\s*孙调度[\s\S]*甲方已确认\s*王处/,
    );
    expect(await office.getByTestId("report-acts").getByRole("button").count()).toBe(0);
  });

  test("is downloaded as Word, PDF and Excel, the same bytes each time", async () => {
    const { id } = await month();
    const page = await stage.open(viewer, `/reports/${id}`);
    const begins = { 下载Word: "PK", 下载Excel: "PK", 下载PDF: "%PDF-" };
    for (const [name, magic] of Object.entries(begins)) {
      const bytes = await bytesOf(page, name);
      expect(bytes.toString("latin1", 0, magic.length)).toBe(magic);
      // a PDF takes the server seconds; that it too is the same again is tested there
      if (magic === "PK") expect((await bytesOf(page, name)).equals(bytes)).toBe(true);
    }
    await page.getByText(/^已下载：.*\.pdf$/).waitFor();
  });

  test("is read by a viewer on a phone, in English too, and changed by none", async () => {
    const { id } = await month();
    const page = await stage.open(viewer, `/reports/${id}`, { viewport: phone });
    await page.getByTestId("section-overview").waitFor();
    expect(await page.getByTestId("report-acts").getByRole("button").count()).toBe(0);
    expect(await accessProblemsIn(page, ["dark"])).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.goto(new URL("/reports?kind=month", page.url()).href);
    await page.getByTestId("report-list").getByText("甲方已确认").waitFor();
    expect(await page.getByTestId("draft-report").count()).toBe(0);
    expect(await sidewaysScroll(page)).toBe(0);
    const english = await stage.open(viewer, `/reports/${id}`, { viewport: phone, language: "en" });
    await english.getByTestId("section-overview").waitFor();
    expect(await chineseLeft(english, ["长宁"])).toEqual([]);
  });
});

test("a ledger of any days is shown and downloaded; days that are none are refused", async () => {
  const page = await stage.open(viewer, "/reports?view=ledgers&from=2026-11-01&to=2026-11-30");
  const ledger = page.getByTestId("ledger");
  await ledger.locator("tbody tr").first().waitFor();
  expect(await accessProblems(page)).toEqual([]);
  const bytes = await bytesOf(page, "单独下载“故障台账” Excel");
  expect(bytes.toString("latin1", 0, 2)).toBe("PK");
  await ledger.getByLabel("止", { exact: true }).fill("2026-02-30");
  await ledger.getByRole("button", { name: /查\s?看/ }).click();
  await ledger.getByText("请按 2026-09-01 的格式填写").waitFor();
  await page.goto(new URL("/reports?view=ledgers&ledger=part&from=2026-11-01&to=2026-11-02", page.url()).href);
  await page.getByText("该时段没有记录").waitFor();
});

test("a form takes placeholders of the list alone, and is kept as a version; a viewer only looks at it", async () => {
  const page = await stage.open(buyer, "/reports?view=templates&form=week");
  const section = page.getByTestId("template-section-overview");
  await section.locator("summary").click();
  await section.getByLabel("固定文字").fill("本周天气{{weather}}，");
  await section.getByText("没有占位符“weather”").waitFor();
  expect(await page.getByTestId("template-save").isDisabled()).toBe(true);
  await looksRight(page);
  await section.getByLabel("固定文字").fill("本周终端");
  await section.getByRole("combobox").click();
  await page.getByTitle("{{kiosks}} 终端台数").click();
  expect(await section.getByLabel("固定文字").inputValue()).toBe("本周终端{{kiosks}}");
  expect(await page.getByTestId("template-preview").first().innerText()).toContain("本周终端[终端台数]");
  await page.getByTestId("template-form").getByLabel("修改原因").fill("加台数");
  await page.getByTestId("template-save").click();
  await page.getByText(/^已保存为第 1 版/).waitFor();
  const { templates } = await viewer.get("/contracts/changning/report-templates", ReportTemplates);
  const week = templates.find(({ kind }) => kind === "week");
  expect(week?.body.sections.find(({ id }) => id === "overview")?.fixed).toBe("本周终端{{kiosks}}");

  const word = page.getByTestId("word-form");
  const notWord = { name: "周报.docx", mimeType: "application/octet-stream", buffer: Buffer.from("not a document") };
  await word.getByTestId("word-file").setInputFiles(notWord);
  await word.getByLabel("修改原因").fill("本单位版式");
  await word.getByRole("button", { name: "检查并上传" }).click();
  await word.getByText(/^检查未通过：不是可用的 Word 模板/).waitFor();

  const reader = await stage.open(viewer, "/reports?view=templates&form=week", { viewport: phone });
  await reader.getByText("您只能查看模板。").waitFor();
  await reader.getByTestId("template-preview").first().waitFor();
  expect(await reader.getByTestId("template-form").count()).toBe(0);
  expect(await sidewaysScroll(reader)).toBe(0);
});
