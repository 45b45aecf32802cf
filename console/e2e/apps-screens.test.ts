// What terminals tell of the citizens' screens, as people of each role read it; and every screen of the shelf looked at.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import type { TestTerminal } from "../../fleet-server/test/server-harness.ts";
import { type AppsStage, citizenReport, gone, newKey, setAppsStage, submit, use, wipe } from "./apps-stage.ts";
import { accessProblemsIn, chineseLeft, sidewaysScroll } from "./browser.ts";
import { desktop, phone } from "./real-stage.ts";

const street = "华阳路街道";
const themes = ["contrast-light", "dark", "light"] as const;

let stage: AppsStage;
let office: SignedIn;
let buyer: SignedIn;
let terminal: TestTerminal;
let names: readonly string[];
beforeAll(async () => {
  stage = await setAppsStage();
  ({ office, buyer } = stage.people);
  await stage.stocked();
  terminal = await stage.terminal("cn-014");
  await stage.applied(terminal);
  const { now } = stage.desk.time;
  const missing = [
    { capability: "a4Print", ground: "consumable", detail: "toner", since: now },
    { capability: "colour", ground: "fault", detail: "media.jam", since: null },
  ];
  await stage.tell(terminal, {
    type: "services",
    services: [{ appId: "print-documents", version: "1.0.0", state: "suspended", missing }],
  });
  for (let i = 0; i < 2; i++) await stage.tell(terminal, use(now));
  await stage.tell(terminal, use(now, { appId: "guides", end: "timeout", outcome: null, elder: true, jobs: [] }));
  await stage.tell(terminal, citizenReport());
  const rating = { type: "rating", ratingId: randomUUID(), sessionId: randomUUID(), receipt: "P-20261102-0001" };
  await stage.tell(terminal, { ...rating, appId: "guides", stars: 2, tags: ["slow", "broken"] });
  const { terminals } = await stage.shelf();
  names = terminals.flatMap(({ name, street: where }) => [name, where]).sort((a, b) => b.length - a.length);
});
afterAll(() => stage.close());

async function exported(page: Page): Promise<string> {
  await page.getByTestId("export").first().click();
  await page.getByTestId("export-format").getByText("CSV").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-run").click()]);
  return readFile(await file.path(), "utf8");
}

test("use is counted by app and by terminal, of the days and the terminal in the address, and goes into a file", async () => {
  const page = await stage.open(buyer, "/apps?view=usage");
  const rows = (title: string) => page.getByTestId(`usage-${title}`).locator("tbody tr");
  await rows("应用").first().waitFor();
  expect(await rows("应用").allInnerTexts()).toEqual([
    expect.stringMatching(/打印办事材料\s+2\s+2\s+0\s+2\s+90 秒\s+0\s+无评价/),
    expect.stringMatching(/办事指南\s+1\s+0\s+1\s+0\s+90 秒\s+1\s+2.0 分（1 人次）/),
  ]);
  expect(await rows("终端").allInnerTexts()).toEqual([expect.stringMatching(/#14 .*\s+3\s+2\s+1\s+2\s+90 秒\s+1/)]);
  const lines = (await exported(page)).trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("2026-10-27 至 2026-11-02");
  await page.keyboard.press("Escape");

  await page.getByLabel("到").fill("昨天");
  await page.getByText("请按 2026-12-01 的格式填写").waitFor();
  await page.getByLabel("到").fill("2026-11-01");
  await page.keyboard.press("Enter");
  await page.getByText("这段时间没有使用记录").waitFor();
  expect(new URL(page.url()).searchParams.get("to")).toBe("2026-11-01");
  await page.goto(`${stage.desk.server.app.httpUrl}/apps?view=usage&kiosk=cn-001`);
  await page.getByText("这段时间没有使用记录").waitFor();
});

test("what a citizen reported leads to its order, which says where it came from; a rating has its words", async () => {
  const page = await stage.open(buyer, "/apps?view=voices");
  const report = page.getByTestId("citizen-reports");
  await report.getByText("打印到一半停了").waitFor();
  expect(await report.innerText()).toMatch(/打印办事材料[\s\S]*打印不出[\s\S]*已隐去 1 处号码/);
  expect(await page.getByTestId("ratings").innerText()).toMatch(/办事指南[\s\S]*不满意[\s\S]*太慢、设备坏了/);
  expect(await exported(page)).toContain("R-20261102-0001");
  await page.keyboard.press("Escape");
  await report.getByRole("link", { name: /^WO-/ }).click();
  await page.getByTestId("order-detail").waitFor();
  await page.getByText("群众反映", { exact: true }).waitFor();
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("问题反映");
});

describe("the citizens' screen on the terminal's page", () => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.open(office, "/terminals/cn-014?tab=shell");
    await page.getByTestId("shell-facts").waitFor();
  });

  test("shows the last proof of a wipe: clean, then what was left and what nobody could read back", async () => {
    const proof = page.getByTestId("shell-facts");
    await proof.getByText("已读回，全部为空").waitFor();
    const { now } = stage.desk.time;
    const parts = [
      { part: "cookies", left: 2 },
      { part: "clipboard", left: null },
      { part: "caches", left: 0 },
    ];
    const end = { end: "crash", outcome: null, jobs: [], endedAt: now - 30_000 };
    await stage.tell(terminal, use(now, { ...end, wipe: wipe(now - 20_000, { parts, clean: false }) }));
    // uses come all day and are read again now and then; what happened to the screen is told at once
    await stage.tell(terminal, { type: "shell", incident: "renderer-gone", detail: "exit 11", count: 3 });
    await proof.getByText("未能证明已清空").waitFor();
    expect(await proof.innerText()).toMatch(/Cookie：剩 2\s+剪贴板：无法读回/);
    expect(await proof.innerText()).not.toContain("缓存");
    expect(await proof.innerText()).toContain("页面崩溃");
    await stage.tell(terminal, use(now, { endedAt: now - 10_000, wipe: wipe(now - 5000) }));
    await stage.tell(terminal, { type: "staff-exit", outcome: "refused", issuedTo: null, until: null });
    await proof.getByText("已读回，全部为空").waitFor();
    await proof.getByText(/近 30 天内最近一次未清空：2026-11-02 08:59/).waitFor();
  });

  test("shows what it can do for citizens and why not, and what happened to it", async () => {
    const services = page.getByTestId("shell-services");
    expect(await services.innerText()).toMatch(/打印办事材料\s+1\.0\.0\s+暂停[\s\S]*A4 打印：耗材用尽 硒鼓/);
    expect(await services.innerText()).toContain("彩色打印：故障 media.jam");
    const happened = page.getByTestId("shell-happened");
    await happened.getByText("页面进程退出").waitFor();
    await happened.getByText("工作人员退出 被拒绝").waitFor();
    expect(await happened.innerText()).toContain("×3 exit 11");
  });

  test("issues a staff code, shows it once, and forgets it", async () => {
    await page.getByTestId("staff-code-open").click();
    expect(await submit(page).isDisabled()).toBe(true);
    await page.getByLabel("给谁").fill("李工");
    await page.keyboard.press("Enter");
    const code = await page.getByTestId("issued-staff-code").locator("code").innerText();
    expect(code).toMatch(/^\S{6,}$/);
    expect(await page.getByTestId("issued-staff-code").innerText()).toContain("2026-11-02 10:00");
    await submit(page).click();
    await gone(page);
    expect(await page.content()).not.toContain(code);
    await page.getByTestId("staff-code-open").click();
    expect(await page.getByLabel("给谁").inputValue()).toBe("");
    expect(await page.getByTestId("issued-staff-code").count()).toBe(0);
    await page.keyboard.press("Escape");
    await gone(page);
  });
});

test("the security administrator keeps the keys: a bad one is refused, a good one trusted, and revoked", async () => {
  const page = await stage.open(stage.people.security, "/publishers");
  const form = page.getByTestId("new-publisher");
  await form.getByLabel("单位").fill("第二开发单位");
  await form.getByLabel("公钥（PEM）").fill("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
  await form.getByRole("button", { name: "添加" }).click();
  await form.getByText("不是 ECDSA P-256 公钥（PEM）").waitFor();
  await form.getByLabel("公钥（PEM）").fill((await newKey()).pem);
  await form.getByRole("button", { name: "添加" }).click();
  const row = page.getByTestId("publishers").getByRole("row", { name: "第二开发单位" });
  await row.waitFor();
  expect(await form.getByLabel("公钥（PEM）").inputValue()).toBe("");
  expect(await accessProblemsIn(page, themes)).toEqual([]);
  await row.getByRole("button").click();
  await page.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
  await row.getByText("2026-11-02 09:00 吊销").waitFor();
  expect(await row.getByRole("button").count()).toBe(0);

  const audit = await stage.open((await stage.desk.server.people()).auditor, "/audit?action=shelf.trust");
  await expect.poll(() => audit.locator("main tbody").getByText("维护发布单位密钥").count()).toBeGreaterThan(2);
});

test("who changes nothing is offered nothing, and nobody's rail shows a page that is not theirs", async () => {
  const { viewer } = stage;
  const page = await stage.open(viewer, `/apps?app=guides&street=${encodeURIComponent(street)}`);
  await page.getByTestId("cell-terminals").waitFor();
  expect(await page.locator(".apps-acts, [data-testid=change-open], [data-testid^=change-cn]").count()).toBe(0);
  expect(await page.getByRole("button", { name: "更换界面风格" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.locator(".apps-tabs").getByText("应用与版本").click();
  await page.getByTestId("packages").waitFor();
  expect(await page.locator("[data-testid=upload-package], [data-testid=packages] button").count()).toBe(0);
  await page.locator(".apps-tabs").getByText("变更记录").click();
  await page.getByTestId("changes").waitFor();
  expect(await page.getByTestId("undo-change").count()).toBe(0);
  await page.goto(`${stage.desk.server.app.httpUrl}/terminals/cn-014?tab=shell`);
  await page.getByTestId("shell-facts").waitFor();
  expect(await page.getByTestId("staff-code-open").count()).toBe(0);

  const links = async (who: SignedIn) => {
    const own = await stage.open(who, "/account");
    await own.getByTestId("account").waitFor();
    const found = await own.locator("nav a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    return ["/apps", "/publishers"].filter((path) => found.includes(path));
  };
  const { system, security, auditor } = await stage.desk.server.people();
  const technician = await stage.person("李工", "technician");
  expect(await Promise.all([viewer, technician].map(links))).toEqual([["/apps"], ["/apps"]]);
  expect(await Promise.all([security, system, auditor].map(links))).toEqual([["/publishers"], [], []]);
});

test("Ctrl-K finds the page by its name and by its pinyin", async () => {
  const page = await stage.open(buyer, "/overview");
  await page.getByTestId("search-open").waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzbyy");
  await page.getByRole("option", { name: "自助办应用" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByTestId("shelf-matrix").waitFor();
});

const views = [
  ["Shelf", "shelf-matrix"],
  ["Changes", "changes"],
  ["Apps and versions", "packages"],
  ["Use", "usage-App"],
  ["Citizens' voices", "ratings"],
] as const;

/** In English, in each kind of theme, on a phone. */
async function reads(page: Page, shows: string, kinds: Parameters<typeof accessProblemsIn>[1]): Promise<void> {
  expect(await accessProblemsIn(page, kinds)).toEqual([]);
  // how a position was found out is written as it was
  const left = await chineseLeft(page, names);
  expect(left.filter((text) => !text.includes("interpolation"))).toEqual([]);
  await page.setViewportSize(phone);
  await page.getByTestId(shows).waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  await page.setViewportSize(desktop);
}

test("every view reads in English, in each kind of theme, and on a phone", async () => {
  const page = await stage.open(buyer, "/apps", { language: "en" });
  for (const [view, shows] of views) {
    await page.locator(".apps-tabs").getByText(view, { exact: true }).click();
    await page.getByTestId(shows).waitFor();
    await reads(page, shows, ["dark", "light"]);
  }
  await page.locator(".apps-tabs").getByText("Shelf", { exact: true }).click();
  await page.getByTestId(`cell-print-documents-${street}`).click();
  await page.getByTestId("cell-terminals").waitFor();
  await reads(page, "cell-terminals", themes);
});

test("the citizens' screen of a terminal reads so, too", async () => {
  const page = await stage.open(buyer, "/terminals/cn-014?tab=shell", { language: "en" });
  await page.getByTestId("shell-services").waitFor();
  await reads(page, "shell-services", ["dark", "light"]);
});

test("the form fits a phone, goes by keyboard alone, and says what is missing", async () => {
  const page = await stage.open(buyer, "/apps", { viewport: phone });
  await page.getByTestId("change-open").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("shelf-change").waitFor();
  await page.getByLabel("分批进行，按街镇逐批").focus();
  await page.keyboard.press("Space");
  await page.getByTestId("waves").waitFor();
  await submit(page).press("Enter");
  await page.getByTestId("shelf-change").getByText("必填").first().waitFor();
  expect(await accessProblemsIn(page, ["dark", "light"])).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
});

test("where nothing is offered yet, every view says so and what comes first", async () => {
  const people = await stage.desk.server.people();
  const theirs = await people.person("达州李科", [{ role: "district_admin", contract: "dazhou" }]);
  const page = await stage.open(theirs, "/apps");
  for (const [view, says] of [
    ["上架", "先在“应用与版本”中上传并发布，再上架到终端"],
    ["变更记录", "还没有变更"],
    ["使用统计", "终端每次使用结束并清除完毕后上报一次"],
    ["群众评价", "没有问题反映"],
  ] as const) {
    await page.locator(".apps-tabs").getByText(view, { exact: true }).click();
    await page.getByText(says).waitFor();
  }
});

test("a server that fails is said, and asked again", async () => {
  const page = await stage.open(buyer, "/apps");
  await page.route(/\/api\/v1\/contracts\/[^/]+\/shelf$/, (route) => route.fulfill({ status: 500, body: "" }));
  await page.reload();
  await page.getByTestId("error-state").waitFor();
  await page.unroute(/\/api\/v1\/contracts\/[^/]+\/shelf$/);
  await page.getByTestId("error-state").getByRole("button").click();
  await page.getByTestId("shelf-matrix").waitFor();
});
