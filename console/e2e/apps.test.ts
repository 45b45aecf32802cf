// 自助办管理平台 as its people use it, on a real server: a package from a file to the terminals, off again, step by step, back.
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packExample, place } from "../../fixtures/example-shelf.ts";
import type { SignedIn } from "../../fixtures/people.ts";
import type { TestTerminal } from "../../fleet-server/test/server-harness.ts";
import { packageFile } from "../../kiosk-agent/src/shelf/pack.ts";
import { type AppsStage, choose, contract, gone, newKey, setAppsStage, submit, use } from "./apps-stage.ts";
import { accessProblems } from "./browser.ts";

const street = "华阳路街道";
const elsewhere = "天山路街道";

let stage: AppsStage;
let office: SignedIn;
let buyer: SignedIn;
let first: TestTerminal;
let other: TestTerminal;
beforeAll(async () => {
  stage = await setAppsStage();
  ({ office, buyer } = stage.people);
  await stage.stocked();
  first = await stage.terminal("cn-014");
  other = await stage.terminal("cn-001");
  await stage.applied(first);
  await stage.applied(other, { endorsement: "signature" });
});
afterAll(() => stage.close());

/** By the keyboard, as far as the system's own dialog. */
async function handIn(page: Page, octets: Uint8Array): Promise<void> {
  const file = { name: "one.kpkg", mimeType: "application/octet-stream", buffer: Buffer.from(octets) };
  const asked = page.waitForEvent("filechooser");
  await page.getByTestId("upload-package").press("Enter");
  await (await asked).setFiles(file);
}

async function step(page: Page, version: string, name: string, note: string): Promise<void> {
  await page.getByTestId(`package-guides-${version}`).getByRole("button", { name, exact: true }).click();
  await page.getByTestId("version-step").getByLabel("说明").fill(note);
  await submit(page).click();
}

test("a version goes from a file to released, by people who may, and its record says by whom", async () => {
  const page = await stage.open(office, "/apps?view=packages");
  await page.getByTestId("packages").waitFor();
  await handIn(page, packageFile(await packExample("guides", stage.key, { version: "1.1.0" })));
  await page.getByTestId("taken-in").getByText("已收下 办事指南 1.1.0").waitFor();
  expect(await accessProblems(page)).toEqual([]);
  await step(page, "1.1.0", "测试记录", "短");
  await page.getByTestId("version-step").getByText("必填").waitFor();
  await page.getByTestId("version-step").getByLabel("说明").fill("在 14 号终端逐页翻看，返回与退出正常");
  await submit(page).click();
  await gone(page);

  // whoever handed it in holds the right, and yet is not the one who walks through it
  await step(page, "1.1.0", "走查记录", "逐页核对文字");
  const refused = page.locator(".ant-modal .ant-alert");
  await refused.waitFor();
  expect(await refused.innerText()).toBe("该版本现在不能进行此步骤，或须由他人进行");
  await page.keyboard.press("Escape");
  await gone(page);

  const theirs = await stage.open(buyer, "/apps?view=packages");
  await step(theirs, "1.1.0", "走查记录", "逐页核对文字、流程");
  await gone(theirs);
  await step(theirs, "1.1.0", "发布", "同意上线");
  await gone(theirs);
  // the first console hears of it
  const row = page.getByTestId("package-guides-1.1.0");
  await row.getByText("已发布").waitFor();
  const record = await row.getByRole("list").innerText();
  expect(record).toMatch(/上传 赵敏[\s\S]*测试记录 通过 赵敏[\s\S]*走查记录 通过 陈科长[\s\S]*发布 通过 陈科长/);
});

test("what did not pass begins anew, and what is withdrawn has no further step", async () => {
  const page = await stage.open(office, "/apps?view=packages");
  await page.getByTestId("packages").waitFor();
  await handIn(page, packageFile(await packExample("guides", stage.key, { version: "1.2.0" })));
  const row = page.getByTestId("package-guides-1.2.0");
  await row.getByRole("button", { name: "测试记录" }).click();
  await page.getByTestId("version-step").getByLabel("未通过").check();
  await page.getByTestId("version-step").getByLabel("说明").fill("返回键无反应");
  await submit(page).click();
  await gone(page);
  await row.getByText("未通过").waitFor();
  expect(await row.getByRole("button").allInnerTexts()).toEqual(["测试记录", "停用"]);
  await step(page, "1.2.0", "停用", "改由 1.3.0 修正");
  await gone(page);
  await row.getByText("已停用").waitFor();
  expect(await row.getByRole("button").count()).toBe(0);
});

test("tampered, of an unknown signer, too low a version, no package at all: each is refused in its own words", async () => {
  const page = await stage.open(office, "/apps?view=packages");
  await page.getByTestId("packages").waitFor();
  const good = packageFile(await packExample("guides", stage.key, { version: "1.4.0" }));
  const tampered = gzipSync(gunzipSync(good).toString("utf8").replace("运维热线", "冒名热线"));
  const { key } = await newKey();
  const alert = page.locator("main .ant-alert-error");
  for (const [octets, says] of [
    [tampered, "签名无效，或签名者不在受信任的发布者之列"],
    [packageFile(await packExample("guides", key, { version: "1.4.0" })), "签名无效，或签名者不在受信任的发布者之列"],
    [packageFile(await packExample("guides", stage.key, { version: "0.9.0" })), "版本号须高于已有的最高版本"],
    [Buffer.from("hello"), "不是有效的应用包（.kpkg）"],
  ] as const) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await handIn(page, octets);
    await answered;
    await expect.poll(() => alert.allInnerTexts()).toEqual([expect.stringContaining(says)]);
  }
  expect(await page.locator("[data-testid='package-guides-1.4.0'], [data-testid='package-guides-0.9.0']").count()).toBe(
    0,
  );
});

test("a version is put on for the contract after a preview; another console sees it, and undo is offered", async () => {
  const theirs = await stage.open(stage.viewer, "/apps");
  const cell = (page: Page) => page.getByTestId(`cell-guides-${street}`);
  await cell(theirs).getByText("1.0.0").waitFor();
  const page = await stage.open(office, "/apps");
  await page.getByTestId("change-open").click();
  await choose(page, "操作", "更换版本");
  await page.getByText("填写完整后显示影响范围").waitFor();
  await choose(page, "应用", "办事指南");
  const preview = page.getByTestId("shelf-preview");
  await preview.waitFor();
  expect(await preview.innerText()).toMatch(/影响 46 台，今日 0 次使用\s+44 台失联，恢复后自动更新/);
  await submit(page).click();
  await gone(page);
  await cell(theirs).getByText("1.1.0").waitFor();
  expect(await cell(theirs).innerText()).toContain("1 台更新中");
  await page.getByTestId("undo-offer").getByText("已提交：更换版本 办事指南 1.1.0").waitFor();
  await page.getByTestId("undo").click();
  await cell(theirs).getByText("1.0.0").waitFor();
});

test("a failure of one terminal stands in the cell, and in the drawer with its reason", async () => {
  const page = await stage.open(buyer, "/apps");
  const cell = page.getByTestId(`cell-endorsement-${elsewhere}`);
  await cell.getByText("1 台失败").waitFor();
  expect(await cell.innerText()).toContain("3 台失联待更新");
  await cell.click();
  const row = page.getByTestId("cell-terminals").locator("tr", { has: page.getByTestId("change-cn-001") });
  await row.getByText("签名不符，已拒绝").waitFor();
  expect(await row.innerText()).toContain("应为 1.0.0，现为 无");
  expect(new URL(page.url()).searchParams.get("street")).toBe(elsewhere);
});

test("a street is taken off with a reason and a time; what is set for one terminal alone stays, and the numbers say so", async () => {
  const { time } = stage.desk;
  await stage.tell(first, use(time.now));
  await stage.tell(first, use(time.now, { appId: "guides" }));
  const page = await stage.open(buyer, `/apps?app=print-documents&street=${encodeURIComponent(street)}`);
  // one terminal alone first: from its row in the drawer
  await page.getByTestId("change-cn-008").click();
  await choose(page, "操作", "上架");
  await page.getByTestId("shelf-preview").getByText("影响 1 台，今日 0 次使用").waitFor();
  await submit(page).click();
  await gone(page);

  await page.locator(".apps-acts").getByRole("button", { name: "下架" }).click();
  const form = page.getByTestId("shelf-change");
  expect(await submit(page).isDisabled()).toBe(false);
  await submit(page).click();
  await form.getByText("必填").waitFor();
  await form.getByLabel("告知群众的原因").fill("打印机检修，请到一楼窗口办理");
  await form.getByLabel("预计恢复").fill("明天");
  await form.getByText("请按 2026-12-01 08:00 的格式填写").waitFor();
  await form.getByLabel("预计恢复").fill("2026-11-03 18:00");
  const preview = page.getByTestId("shelf-preview");
  await preview.getByText("下架影响 5 台，今日 1 次使用").waitFor();
  expect(await preview.innerText()).toContain("范围内另有 1 台由更小范围或更晚的设置决定");
  await submit(page).click();
  await gone(page);
  const drawer = page.getByTestId("cell-terminals");
  await expect.poll(() => drawer.getByText("打印机检修，请到一楼窗口办理").count()).toBe(5);
  expect(await drawer.getByRole("row", { name: "#14 " }).innerText()).toContain("预计 2026-11-03 18:00 恢复");
  expect(await drawer.getByRole("row", { name: "#8 " }).innerText()).toContain("应为 1.0.0");
  await page.keyboard.press("Escape");
  const cell = page.getByTestId(`cell-print-documents-${street}`);
  await cell.getByText("5 台未上架").waitFor();

  // the list keeps the way back when the offer is over
  await page.goto(`${stage.desk.server.app.httpUrl}/apps?view=changes`);
  const row = page.locator("[data-testid^=change-]", { hasText: "打印机检修" });
  await row.getByTestId("undo-change").click();
  await page.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
  await row.getByText("已撤销").waitFor();
  expect(await row.getByTestId("undo-change").count()).toBe(0);
});

test("a rollout by streets names its waves, shows which are to come, and stops with its reason where a terminal fails", async () => {
  await stage.applied(first);
  await stage.applied(other);
  const page = await stage.open(buyer, "/apps");
  await page.getByTestId("change-open").click();
  await choose(page, "操作", "更换版本");
  await choose(page, "应用", "办事指南");
  await page.getByLabel("分批进行，按街镇逐批").check();
  await page.getByLabel("每批街镇数").fill("4");
  const waves = page.getByTestId("waves").getByRole("listitem");
  await expect.poll(() => waves.count()).toBe(3);
  expect(await waves.first().innerText()).toMatch(/^天山路街道、/);
  expect(await waves.nth(1).innerText()).toContain(street);
  await submit(page).click();
  await gone(page);
  await page.getByTestId(`cell-guides-${elsewhere}`).getByText("1.1.0").waitFor();
  await page.getByTestId(`cell-guides-${street}`).getByText("更换版本 1.1.0（分批进行，尚未轮到）").waitFor();

  await stage.applied(other, { guides: "digest" });
  // whoever changes anything has everything that is due done first
  const { manifest } = (await packExample("medical-booklet", stage.key)).index;
  await place(stage.people, contract, manifest, { action: "adjust", version: null, frequent: 8 });
  await page.getByTestId(`cell-guides-${elsewhere}`).getByText("1 台失败").waitFor();
  const changes = await stage.open(buyer, "/apps?view=changes&app=guides");
  const row = changes.locator("[data-testid^=change-]").first();
  await row.getByText("已停止").waitFor();
  expect(await row.innerText()).toMatch(/第 1\/3 批.*1 台终端更新失败/);
  expect(await row.getByTestId("stop-change").count()).toBe(0);
  expect(await changes.locator("[data-testid^=change-]", { hasText: "就医记录册" }).count()).toBe(0);
});

test("a rollout under way is stopped by hand", async () => {
  const rollout = { waves: [[elsewhere], [street]], pauseMinutes: 60, stopAtFailures: 5 };
  const { manifest } = (await packExample("print-documents", stage.key)).index;
  await place(stage.people, contract, manifest, { action: "on", rollout });
  const page = await stage.open(buyer, "/apps?view=changes&app=print-documents");
  const row = page.locator("[data-testid^=change-]").first();
  await row.getByText("第 1/2 批").waitFor();
  await row.getByTestId("stop-change").click();
  await page.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
  await row.getByText("已停止").waitFor();
  expect(await row.innerText()).toContain("陈科长");
});

test("a change of later stands in the cell with its time, and takes nothing away before", async () => {
  const page = await stage.open(buyer, `/apps?app=endorsement&street=${encodeURIComponent(street)}`);
  await page.locator(".apps-acts").getByRole("button", { name: "下架" }).click();
  const form = page.getByTestId("shelf-change");
  await form.getByLabel("生效时间").fill("2026-11-05 08:00");
  await form.getByLabel("告知群众的原因").fill("设备年检");
  await submit(page).click();
  await gone(page);
  await page.getByText("另有 1 项变更待生效，查看").waitFor();
  await page.keyboard.press("Escape");
  const cell = page.getByTestId(`cell-endorsement-${street}`);
  await cell.getByText("11-05 08:00 下架（待生效）").waitFor();
  expect(await cell.innerText()).toContain("已就位");
});

test("the style is switched, and stands where a terminal has it", async () => {
  const page = await stage.open(buyer, "/apps");
  await page.getByRole("button", { name: "更换界面风格" }).click();
  await choose(page, "界面风格", "苏州河畔");
  await page.getByTestId("shelf-preview").getByText("影响 46 台").waitFor();
  await submit(page).click();
  await gone(page);
  const themes = page.getByTestId("themes");
  await themes.getByText("46 台正在更换").waitFor();
  await stage.applied(first);
  await themes.getByText("苏州河畔：1 台").waitFor();
  await themes.getByText("45 台正在更换").waitFor();
});
