// The home page and what leads on from it, as a citizen has it before them: a scripted agent, the built pages, a touchscreen.
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { glass, landscape, portrait } from "./glass.ts";
import { accessProblems, chineseLeft, type PageStage, setPageStage } from "./page-stage.ts";
import { usualState } from "./shell-samples.ts";

vi.setConfig({ expect: { poll: { timeout: 20_000 } } });

/** Monday, 23 November 2026, 10:32 in Shanghai */
const at = Date.parse("2026-11-23T10:32:00+08:00");
let stage: PageStage;

beforeAll(async () => {
  stage = await setPageStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const usual = () => usualState(at);

test("the home page says which terminal, what time, the network and how much can be done", async () => {
  stage.agent.say(usual());
  const { page, strangers, failures } = await stage.open();
  const row = page.locator(".state-row");
  await expect.poll(() => row.textContent()).toContain("虹桥街道社区党群服务中心");
  const text = await row.textContent();
  expect(text).toContain("可办 6 项");
  expect(text).toContain("暂停 2 项");
  expect(text).toContain("网络正常");
  expect(text).toMatch(/10:3[12]/);
  expect(strangers).toEqual([]);
  expect(failures).toEqual([]);
});

test("a tile says its state by sign, word and cause, when it is expected and where else it can be done", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  const tile = page.getByRole("button", { name: /港澳签注/ });
  const text = await tile.textContent();
  for (const part of [
    "暂停",
    "签注机卡证，已通知维修",
    "预计 13:32 恢复",
    "天山路街道社区事务受理服务中心",
    "约 860 米",
  ]) {
    expect(text).toContain(part);
  }
  expect(await tile.locator(".badge svg").count()).toBe(1);
  expect(await page.getByRole("button", { name: /打印办事材料/ }).textContent()).toContain("可办，但只能黑白打印");
});

test("what the agent says next stands there at once, without any touch", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  await page.locator(".home").waitFor();
  stage.agent.say({ ...usual(), network: "offline", counts: { available: 3, suspended: 5 } });
  await expect.poll(() => page.locator(".state-row").textContent()).toContain("可办 3 项");
  expect(await page.locator(".home").textContent()).toContain("网络中断");
});

test("before anybody identifies themselves the service page tells state, cause and the way elsewhere, and cannot be started", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  await page.getByRole("button", { name: /港澳签注/ }).tap();
  const text = await page.locator(".service").textContent();
  for (const part of ["您的港澳通行证", "签注机卡证", "天山支路201号1楼大厅", "今日全天开放", "3 分钟前的消息"]) {
    expect(text).toContain(part);
  }
  const start = page.getByRole("button", { name: "开始办理" });
  expect(await start.getAttribute("aria-disabled")).toBe("true");
  expect(await page.locator("#cannot-start").textContent()).toContain("现在不能在本机办理");
  // What is shut for the eye is shut for the hand.
  await start.tap({ force: true });
  await page.getByRole("button", { name: "返回" }).tap();
  expect(stage.agent.asked).toEqual([]);
});

test("a service that can be done opens a use with the citizen's language and type", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  await page.getByRole("button", { name: "长者版" }).tap();
  await page.getByRole("button", { name: /就医记录册更换/ }).tap();
  await page.getByRole("button", { name: "开始办理" }).tap();
  await expect
    .poll(() => stage.agent.asked)
    .toEqual([{ path: "/sessions", body: { appId: "medical-booklet", host: "browser", elder: true, language: "zh" } }]);
});

test("where the agent refuses to open a use, its own sentence stands there and another try is possible", async () => {
  stage.agent.say(usual());
  stage.agent.answer = () => ({
    status: 409,
    body: { code: "session.other", said: { zh: "本机正在使用中", en: "In use" }, detail: "" },
  });
  const { page } = await stage.open();
  await page.getByRole("button", { name: /就医记录册更换/ }).tap();
  const start = page.getByRole("button", { name: "开始办理" });
  await start.tap();
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("本机正在使用中");
  await start.tap();
  await expect.poll(() => stage.agent.asked.length).toBe(2);
});

test("a category shows what is in it, and 返回 leads home", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  await page.getByRole("button", { name: /医疗保障/ }).tap();
  expect(await page.locator(".tile").count()).toBe(2);
  await page.getByRole("button", { name: "返回" }).tap();
  await page.locator(".home").waitFor();
});

test("a point that is closed says so, and its services go on", async () => {
  const { point } = usual();
  stage.agent.say({ ...usual(), point: point && { ...point, openNow: false } });
  const { page } = await stage.open();
  await expect.poll(() => page.locator(".tidings").textContent()).toContain("工作人员不在场");
  await page.getByRole("button", { name: /就医记录册更换/ }).tap();
  expect(await page.getByRole("button", { name: "开始办理" }).getAttribute("aria-disabled")).toBeNull();
});

test("a use that ended badly and was wiped is told once", async () => {
  stage.agent.say({ ...usual(), recovered: { end: "power", at: at - 60_000, clean: true } });
  const { page } = await stage.open();
  await expect.poll(() => page.locator(".tidings").textContent()).toContain("其信息已全部清除");
  await page.getByRole("button", { name: "知道了" }).tap();
  await page.getByRole("button", { name: /医疗保障/ }).tap();
  await page.getByRole("button", { name: "返回" }).tap();
  await page.locator(".home").waitFor();
  expect(await page.locator(".tidings").textContent()).not.toContain("其信息已全部清除");
});

test("what is known of neighbours tells its age when it is old", async () => {
  stage.agent.say({ ...usual(), serverSaidAt: at - 3 * 3_600_000 });
  const { page } = await stage.open();
  await expect.poll(() => page.locator(".tidings").textContent()).toContain("其他终端的信息为 3 小时前所知");
});

test("in safe mode the guides and the phone alone are offered", async () => {
  stage.agent.say({ ...usual(), mode: "safe" });
  const { page } = await stage.open();
  await expect.poll(() => page.locator(".tidings").textContent()).toContain("021-62090000");
  expect(await page.locator(".tile .tile-name").allTextContents()).toEqual(["办事指南"]);
});

test("while the agent is away the page says so with place, phone and the nearest terminal, and recovers by itself", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  await page.locator(".home").waitFor();
  stage.agent.goAway();
  await page.locator(".recovering").waitFor();
  const text = await page.locator(".recovering").textContent();
  for (const part of ["正在恢复", "虹桥路1050号", "021-62090000", "天山路街道社区事务受理服务中心", "秒前所知"]) {
    expect(text).toContain(part);
  }
  expect(await page.locator(".frame").isVisible()).toBe(false);
  stage.agent.comeBack();
  await page.locator(".home").waitFor();
  expect(await page.locator(".recovering").count()).toBe(0);
});

test("nobody there: preferences go back, then the home page and the calm page; a touch leads home", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open({ clock: true });
  await page.getByRole("button", { name: "English" }).tap();
  await page.getByRole("button", { name: /Medical insurance \d/ }).tap();
  await page.clock.fastForward(62_000);
  await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("zh-CN");
  expect(await page.locator(".tile").count()).toBe(2);
  await page.clock.fastForward(30_000);
  const attract = page.locator(".attract");
  await attract.waitFor();
  await attract.tap();
  await page.locator(".home").waitFor();
  expect(await page.locator(".attract").count()).toBe(0);
});

test("before any script has run there is a page: not white, and it says that it is getting ready", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open({ without: "**/*.js" });
  await expect.poll(() => page.locator("#root").innerText()).toContain("正在准备，请稍候");
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(colour).toBe("rgb(238, 244, 246)");
  expect(await page.locator(".first-head").boundingBox()).toMatchObject({ x: 0, y: 0, width: portrait.width });
});

test("a screen that falls leaves a calm page, the agent hears of it, and the pages start anew", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open({ without: "**/SearchScreen*.js" });
  await page.getByRole("button", { name: /搜索事项/ }).tap();
  await page.locator(".fallen").waitFor();
  expect(await page.locator(".fallen").textContent()).toContain("正在恢复，请稍候");
  await expect.poll(() => stage.agent.asked.map(({ path }) => path)).toEqual(["/incidents"]);
  expect(stage.agent.asked[0]?.body).toEqual({ incident: "renderer-gone", detail: "TypeError" });
  await page.locator(".home").waitFor();
});

test("the agent hears that the pages paint", async () => {
  stage.agent.say(usual());
  await stage.open();
  await expect.poll(() => stage.agent.beats.length).toBeGreaterThan(1);
  expect(stage.agent.beats.at(-1)).toEqual({ paints: expect.any(Number), heapBytes: expect.any(Number) });
});

test("without a voice on this machine the captions stay and say so", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open();
  await expect.poll(() => page.locator(".captions-text").textContent()).toBe("请点选要办的事，或搜索。");
  await page.getByRole("button", { name: "语音" }).tap();
  await expect.poll(() => page.locator(".captions").textContent()).toContain("本机无语音");
});

test("exactly the captions are spoken, by a voice of this machine", async () => {
  stage.agent.say(usual());
  const { page } = await stage.open({ voices: ["zh-CN", "en-US"] });
  await page.getByRole("button", { name: "语音" }).tap();
  const spoken = () => page.evaluate<string[]>("globalThis.spokenHere");
  await expect.poll(spoken).toEqual(["请点选要办的事，或搜索。"]);
  const saidAndRead = async () => [(await spoken()).at(-1), await page.locator(".captions-text").textContent()];
  const both = (sentence: RegExp) => [expect.stringMatching(sentence), expect.stringMatching(sentence)];
  await page.getByRole("button", { name: /就医记录册更换/ }).tap();
  await expect.poll(saidAndRead).toEqual(both(/^本机现在可以办理/));
  await page.getByRole("button", { name: "English" }).tap();
  await expect.poll(saidAndRead).toEqual(both(/^You can do this here now/));
  expect(new Set(await saidAndRead()).size).toBe(1);
});

test("English is complete on the home, category and service pages", async () => {
  stage.agent.say({ ...usual(), serverSaidAt: at - 3 * 3_600_000, recovered: { end: "power", at, clean: false } });
  const { page } = await stage.open();
  await page.getByRole("button", { name: "English" }).tap();
  expect(await chineseLeft(page)).toEqual([]);
  await page.getByRole("button", { name: /Medical insurance \d/ }).tap();
  expect(await chineseLeft(page)).toEqual([]);
  await page.getByRole("button", { name: "Back" }).tap();
  await page.getByRole("button", { name: /Hong Kong and Macao/ }).tap();
  expect(await chineseLeft(page)).toEqual([]);
});

test.each([
  ["upright", portrait, glass.portrait],
  ["wide", landscape, glass.landscape],
])("axe finds nothing serious on home, category, service and recovering pages, %s", async (_, viewport, screen) => {
  stage.agent.say({ ...usual(), screen, network: "offline", recovered: { end: "crash", at, clean: true } });
  const { page } = await stage.open({ viewport });
  await page.locator(".home").waitFor();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByRole("button", { name: /医疗保障/ }).tap();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByRole("button", { name: /医保账户查询/ }).tap();
  expect(await accessProblems(page)).toEqual([]);
  stage.agent.goAway();
  await page.locator(".recovering").waitFor();
  expect(await accessProblems(page)).toEqual([]);
});
