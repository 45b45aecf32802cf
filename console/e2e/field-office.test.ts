// 外勤 as the office sees it, on a real server: what phones brought that needs somebody, measured positions, one terminal's log.
import { FieldAttention, FieldLog, KioskDetail, KioskTags } from "@kiosk/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { Phone } from "../../fleet-server/test/field-phone.ts";
import { accessProblems, accessProblemsIn, chineseLeft, sidewaysScroll } from "./browser.ts";
import { type RealStage, setRealStage, phone as small } from "./real-stage.ts";

const kioskId = "cn-025";
const name = "上海市长宁区虹桥营商服务中心";
let stage: RealStage;
let manager: SignedIn;
let dispatcher: SignedIn;
let viewer: SignedIn;
let phone: Phone;
beforeAll(async () => {
  stage = await setRealStage("2026-11-03 09:00");
  manager = await stage.person("王敏", "project_manager");
  dispatcher = await stage.person("赵调度", "dispatcher");
  viewer = await stage.person("吴老师", "district_viewer");
  phone = new Phone(await stage.person("陈工", "technician"), () => stage.desk.time.now);
});
afterAll(() => stage.close());

async function looksRight(page: Page): Promise<void> {
  expect(await accessProblemsIn(page, ["dark", "light"])).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}
const log = () => dispatcher.get(`/kiosks/${kioskId}/field-log`, FieldLog);
const attention = () => dispatcher.get("/field/attention", FieldAttention);
const fix = (more: object) => ({ accuracyM: 8, at: stage.desk.time.now, ...more });

/** Scanned here, then a neighbour's code, then typed; and a note of a clock that is a day ahead. */
async function visit(): Promise<void> {
  const { kiosk } = await dispatcher.get(`/kiosks/${kioskId}`, KioskDetail);
  const { tags } = await dispatcher.get("/contracts/changning/kiosk-tags", KioskTags);
  const tagOf = (id: string) => tags.find((tag) => tag.kioskId === id)?.text ?? "";
  const scanned = { via: "code", macLast4: null, position: null };
  const position = fix({ lon: kiosk.lon, lat: kiosk.lat + 0.01 });
  const typed = { via: "typed", tag: "", macLast4: kiosk.macs[0]?.replaceAll(/[:-]/g, "").slice(-4) ?? null };
  const note = phone.item("note", kioskId, { text: "门禁卡在前台", photoIds: [] });
  await phone.send([
    phone.item("arrival", kioskId, { ...scanned, tag: tagOf(kioskId), position }),
    phone.item("arrival", kioskId, { ...scanned, tag: tagOf("cn-026") }),
    phone.item("arrival", kioskId, { ...typed, position: null }),
    { ...note, at: stage.desk.time.now + 86_400_000 },
  ]);
}

test("what could not be carried out is read, tried again, and settled with a reason", async () => {
  await visit();
  const page = await stage.open(dispatcher, "/field-office");
  const row = page.getByTestId("field-attention").locator("tbody tr").first();
  await row.getByRole("link", { name }).waitFor();
  await row.getByText("#26", { exact: false }).waitFor();
  await looksRight(page);
  const before = (await attention()).items.length;
  await page
    .getByRole("button", { name: `查看内容：${name}，到场` })
    .first()
    .click();
  const item = page.getByTestId("attention-item");
  await item.getByTestId("field-body").getByText("扫码").waitFor();
  await item.getByText("K1.cn-026", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: /重\s?试/ }).click();
  await item.getByText("仍无法执行", { exact: false }).waitFor();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByRole("button", { name: /了\s?结/ }).click();
  await page.getByRole("button", { name: /提\s?交/ }).click();
  await item.getByText("必填").waitFor();
  await item.getByLabel("理由").fill("已电话核实，扫错相邻终端");
  await page.getByRole("button", { name: /提\s?交/ }).click();
  await page.getByText("已了结").first().waitFor();
  await expect.poll(async () => (await attention()).items.length).toBe(before - 1);
  expect((await log()).entries.map((entry) => entry.settledWhy)).toContain("已电话核实，扫错相邻终端");
});

test("of two who settle one item the second is told that it is done with", async () => {
  const note = phone.item("note", "cn-004", { text: "甲", photoIds: [] });
  await phone.send([note]);
  await phone.send([{ ...note, text: "乙" }]);
  const { items } = await dispatcher.get("/field/attention?kiosk=cn-004", FieldAttention);
  const key = items[0]?.key ?? "";
  const page = await stage.open(dispatcher, `/field-office?kiosk=cn-004&open=${encodeURIComponent(key)}`);
  const item = page.getByTestId("attention-item");
  await item.getByTestId("field-body").getByText("乙").waitFor();
  const other = await manager.post(`/field/attention/${encodeURIComponent(key)}/settle`, { why: "重复" });
  expect(other.status).toBe(200);
  await page.getByRole("button", { name: /了\s?结/ }).click();
  await item.getByLabel("理由").fill("重复");
  await page.getByRole("button", { name: /提\s?交/ }).click();
  await item.getByText("该记录不在待处理之列", { exact: false }).waitFor();
});

test("a measured position is compared on a map and taken over; another is declined with a reason", async () => {
  const measured = async (id: string, north: number) => {
    const { kiosk } = await dispatcher.get(`/kiosks/${id}`, KioskDetail);
    const at = stage.desk.time.now - 60_000;
    const fixes = [0, 1, 2].map((n) => fix({ lon: kiosk.lon, lat: kiosk.lat + north, at: at + n * 1000 }));
    return phone.sendOne(phone.item("position", id, { fixes }));
  };
  expect(await measured("cn-007", 0.001)).toMatchObject({ state: "applied" });
  expect(await measured("cn-009", 0.02)).toMatchObject({ state: "applied" });
  const { lat } = (await dispatcher.get("/kiosks/cn-007", KioskDetail)).kiosk;
  const page = await stage.open(manager, "/field-office?view=positions");
  await page.getByText("111 米").waitFor();
  await looksRight(page);
  await page.getByRole("button", { name: "比较 古北市民中心 的位置" }).click();
  const form = page.getByTestId("position-form");
  await form.getByTestId("kiosk-point-present").waitFor();
  await form.getByTestId("kiosk-point-measured").waitFor();
  await form.getByText("定位 3 次；精度 8 米").waitFor();
  expect(await accessProblems(page)).toEqual([]);
  await page
    .getByRole("button", { name: "采用", exact: true })
    .or(page.getByRole("button", { name: "采 用" }))
    .click();
  await page.getByText("已采用新位置").waitFor();
  await page.getByText("111 米").waitFor({ state: "hidden" });
  const moved = (await dispatcher.get("/kiosks/cn-007", KioskDetail)).kiosk;
  expect([moved.lat - lat, moved.confidence]).toEqual([expect.closeTo(0.001, 5), "high"]);
  await page.getByTestId("positions").locator("tbody tr").getByRole("button").click();
  await form.getByText("移动超过 500 米", { exact: false }).waitFor();
  await page.getByRole("button", { name: "不采用" }).click();
  await form.getByText("请写明不采用的理由").waitFor();
  await form.getByLabel("理由").fill("到错终端");
  await page.getByRole("button", { name: "不采用" }).click();
  await page.getByText("没有待定的位置").waitFor();
});

test("one terminal's log tells code from typed, how far the phone was, and which times are doubtful", async () => {
  const page = await stage.open(manager, "/field-office?view=log");
  await page.getByRole("combobox", { name: "选择终端" }).click();
  await page.getByRole("combobox", { name: "选择终端" }).fill("25");
  await page.locator(".ant-select-dropdown").getByText(`25 ${name}`).click();
  const rows = page.getByTestId("field-log").locator("tbody tr");
  await rows.filter({ hasText: "扫码" }).getByText("距终端 11", { exact: false }).first().waitFor();
  await rows.filter({ hasText: "偏远" }).first().waitFor();
  await rows.filter({ hasText: "手输（较弱）" }).first().waitFor();
  await rows.filter({ hasText: "备注" }).getByText("时间存疑").waitFor();
  await rows.filter({ hasText: "备注" }).getByText("备注").first().click();
  await rows.getByText("门禁卡在前台").first().waitFor();
  expect(new URL(page.url()).searchParams.get("kiosk")).toBe(kioskId);
  await looksRight(page);
});

test("a viewer reads the log and is offered nothing else, in English and on a phone too", async () => {
  const page = await stage.open(viewer, `/field-office?kiosk=${kioskId}`, { viewport: small, language: "en" });
  await page.getByTestId("field-log").getByText("typed (weaker)").first().waitFor();
  expect(await page.getByText("Needs somebody", { exact: true }).count()).toBe(0);
  expect(await page.getByText("Positions", { exact: true }).count()).toBe(0);
  expect(await chineseLeft(page, [])).toEqual([]);
  await looksRight(page);
  const other = await stage.open(dispatcher, "/field-office", { viewport: small, language: "en" });
  await other.getByTestId("field-office").getByText("Needs somebody", { exact: true }).waitFor();
  await other.locator("[data-testid=field-attention], [data-testid=empty-state]").first().waitFor();
  expect(await chineseLeft(other, [name])).toEqual([]);
  await looksRight(other);
});
