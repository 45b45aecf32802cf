// 巡检 as the people of a contract look at it and do it, on a real server with the 46 terminals of Changning.
import { KioskId } from "@kiosk/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { accessProblems, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

const kioskId = KioskId.parse("cn-041");
let stage: RealStage;
let manager: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  stage = await setRealStage("2026-09-10 09:00");
  manager = await stage.person("王敏", "project_manager");
  viewer = await stage.person("吴老师", "district_viewer");
});
afterAll(() => stage.close());

test("the plan shows what every terminal owes over the term", async () => {
  const page = await stage.open(manager, "/inspections");
  await page.getByText("0 / 230").waitFor();
  await page.getByText("0 / 414").waitFor();
  expect(await page.locator(".inspection-grid tbody tr").count()).toBe(46);
  expect(await page.locator(".inspection-grid .window-open").count()).toBe(46);
  expect(await accessProblems(page)).toEqual([]);
  const small = await stage.open(viewer, "/inspections", { viewport: phone, language: "en" });
  await small.getByText("0 / 230").waitFor();
  expect(await sidewaysScroll(small)).toBe(0);
  expect(await accessProblems(small)).toEqual([]);
});

test("a system inspection: what the terminal measured is confirmed by a person, the rest is looked at, and the buyer sees it", async () => {
  const page = await stage.open(manager, `/terminals/${kioskId}?tab=inspection`);
  await tellEvidence();
  await page.getByRole("button", { name: "开始系统巡检" }).click();
  await page.waitForURL("**/inspections/*");
  await page.getByText("自测于", { exact: false }).waitFor();
  expect(await page.getByText("未答", { exact: true }).count()).toBeGreaterThan(3);
  // nothing is ticked by itself
  expect(await page.getByText("确认自测").count()).toBe(0);
  await page.getByRole("button", { name: /^确认合格项/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "确 认" })
    .or(page.getByRole("dialog").getByRole("button", { name: "确认", exact: true }))
    .click();
  await page.getByText("确认自测").first().waitFor();
  expect(await accessProblems(page)).toEqual([]);
  // what could not be told is looked at one by one
  const open = page.getByText("未答", { exact: true });
  for (let left = await open.count(); left > 0; left = await open.count()) {
    const row = page.locator("tr", { has: open.first() }).first();
    await row.getByRole("button", { name: /正常$/ }).click();
    const form = page.getByRole("dialog");
    if (await form.isVisible().catch(() => false)) await form.getByRole("spinbutton").fill("1");
    await expect.poll(() => open.count()).toBeLessThan(left);
  }
  await page.getByRole("button", { name: "完成巡检" }).click();
  await page.getByRole("dialog").getByLabel("结论").fill("系统运行正常");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /提\s?交/ })
    .click();
  await page.getByText("系统运行正常").waitFor();
  await page
    .getByText("应于 2026-09-17", { exact: false })
    .or(page.getByText("应于 2026-09-18", { exact: false }))
    .first()
    .waitFor();
  const reader = await stage.open(viewer, `/terminals/${kioskId}?tab=inspection`, { viewport: phone });
  await reader.getByRole("link", { name: "系统巡检" }).waitFor();
  expect(await reader.getByRole("button", { name: "开始系统巡检" }).count()).toBe(0);
  expect(await sidewaysScroll(reader)).toBe(0);
  expect(await accessProblems(reader)).toEqual([]);
  const plan = await stage.open(viewer, "/inspections?kind=system");
  await plan.getByText("1 / 414").waitFor();
  const records = await stage.open(viewer, "/inspections?view=records");
  await records.getByText("长宁区行政服务中心", { exact: false }).first().waitFor();
  expect(await accessProblems(records)).toEqual([]);
});

/** As its agent would: what can be measured is good, what has no limit is not judged. */
async function tellEvidence(): Promise<void> {
  const terminal = await stage.desk.server.terminal(kioskId);
  const envelope = terminal.envelope();
  const item = (key: string, outcome: string, value: string) => ({
    ...{ key, subject: "", deviceId: null, outcome, value, detail: "", measuredAt: envelope.at },
  });
  const items = [
    item("disk-free", "pass", "46 %"),
    item("memory-free", "pass", "50 %"),
    item("agent-version", "unknown", "0.1.0"),
  ];
  await terminal.send("event", { ...envelope, event: { type: "self-inspection", commandId: null, items } });
}
