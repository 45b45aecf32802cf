// 重大保障, 问题复盘 and 应急演练 as the people of a contract do them, on a real server.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { accessProblems, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

let stage: RealStage;
let manager: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  stage = await setRealStage("2026-11-02 09:00");
  manager = await stage.person("王敏", "project_manager");
  viewer = await stage.person("吴老师", "district_viewer");
});
afterAll(() => stage.close());

async function looksRight(page: Page): Promise<void> {
  expect(await accessProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

test("the project manager declares one, and sees what it owes", async () => {
  const page = await stage.open(manager, "/guarantees");
  await page.getByText("没有重大保障计划").waitFor();
  await page.getByRole("button", { name: "宣布重大保障" }).click();
  const form = page.getByTestId("declare-guarantee");
  await page
    .getByRole("button", { name: "提 交" })
    .or(page.getByRole("button", { name: "提交" }))
    .click();
  await form.locator(".field-error").first().waitFor();
  await form.getByLabel("活动名称").fill("第九届进博会");
  await form.getByLabel("首日").fill("2026-11-05");
  await form.getByLabel("末日").fill("2026-11-06");
  await form.getByLabel("宣布单位").fill("区行政服务中心");
  expect(await accessProblems(page)).toEqual([]);
  await page
    .getByRole("button", { name: "提 交" })
    .or(page.getByRole("button", { name: "提交" }))
    .click();
  await page.getByRole("heading", { name: "第九届进博会" }).waitFor();
  await page.getByText("2026-11-04 18:00").waitFor();
  await page.getByText("0 / 46").first().waitFor();
  await looksRight(page);
});

test("a day later the round is missed, the day is reported, and a viewer can only read it", async () => {
  stage.desk.at("2026-11-06 08:00");
  const reader = await stage.open(viewer, "/guarantees", { viewport: phone });
  await reader.getByText("漏检 46").first().waitFor();
  await reader.getByText("零故障", { exact: true }).first().waitFor();
  expect(await reader.getByRole("button", { name: "宣布重大保障" }).count()).toBe(0);
  expect(await reader.getByRole("button", { name: "标记已报送" }).count()).toBe(0);
  await looksRight(reader);
  const page = await stage.open(manager, "/guarantees");
  await page.getByRole("button", { name: "标记 2026-11-05 的报告已报送" }).click();
  await page.getByText("2026-11-06 08:00").first().waitFor();
});

test("a fault that comes back is reviewed and closed", async () => {
  await stage.desk.order({ kioskId: "cn-007", class: "hardware_repair" });
  stage.desk.time.pass(86_400_000);
  await stage.desk.order({ kioskId: "cn-007", class: "hardware_repair" });
  const page = await stage.open(manager, "/guarantees?view=problems");
  // the server looks for it every two seconds
  const review = page.getByRole("button", { name: "复盘 古北市民中心 的问题" });
  await expect
    .poll(
      async () => {
        if ((await review.count()) === 0) await page.reload();
        return review.count();
      },
      { timeout: 15_000, interval: 1000 },
    )
    .toBe(1);
  await looksRight(page);
  await review.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("故障分析").fill("搓纸轮磨损");
  await dialog.getByLabel("解决办法").fill("更换搓纸轮");
  await dialog.getByLabel("预防措施").fill("每两月清洁");
  expect(await dialog.getByRole("button", { name: "关闭问题" }).isDisabled()).toBe(true);
  await dialog.getByLabel("沟通时间").fill("2026-11-07 10:00");
  await dialog.getByLabel("沟通对象").fill("甲方吴老师");
  await dialog.getByLabel("沟通结论").fill("同意预防措施");
  expect(await accessProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "关闭问题" }).click();
  await page.getByText("已关闭").waitFor();
});

test("a drill is entered and counted, and English has no Chinese but what people wrote", async () => {
  const page = await stage.open(manager, "/guarantees?view=drills");
  await page.getByText("2026 年已演练 0 次，要求 2 次").waitFor();
  await page.getByRole("button", { name: "录入演练" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("演练时间").fill("2026-11-03 10:00");
  await dialog.getByLabel("科目").fill("outage");
  await dialog.getByLabel("参加人员").fill("everybody");
  await dialog.getByLabel("经过").fill("done");
  await dialog.getByRole("button", { name: /提\s?交/ }).click();
  await page.getByText("2026 年已演练 1 次，要求 2 次").waitFor();
  const english = await stage.open(manager, "/guarantees?view=drills", { language: "en", viewport: phone });
  await english.getByText("1 of 2 drills in 2026").waitFor();
  await looksRight(english);
});
