// The screen on the wall, from its link to a feed that stands still; and where links are issued and revoked.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, desktop, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";
import { wallSecret } from "./fixture-wall.ts";

const fourK = { width: 3840, height: 2160 };
const twoScreens = { width: 3840, height: 1080 };

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());
afterEach(() => stage.clear());

async function wall(options: Parameters<Stage["open"]>[1] = {}) {
  const visit = await stage.open(`/wall#${wallSecret}`, options);
  await visit.page.getByTestId("wall").waitFor();
  return visit;
}

/** Pixels of the smallest text on the wall. */
function smallestText(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector(".wall") ?? document.body, NodeFilter.SHOW_TEXT);
    let smallest = Number.POSITIVE_INFINITY;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || element.closest("svg") !== null || (node.textContent ?? "").trim() === "") continue;
      smallest = Math.min(smallest, Number.parseFloat(getComputedStyle(element).fontSize));
    }
    return smallest;
  });
}

/** Panels and tiles that stick out of the screen. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".wall-panel, .wall-tile")]
      .filter((e) => {
        const box = e.getBoundingClientRect();
        return box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
      })
      .map((e) => e.className),
  );
}

describe("the link", () => {
  test("opens the wall, and its secret leaves the address at once", async () => {
    const { page, failures } = await wall();
    expect(page.url()).toBe(`${stage.base}/wall`);
    expect(failures).toEqual([]);
    await page.reload();
    await page.getByTestId("wall").waitFor();
  });

  test("that is wrong says so, and nothing of the wall is shown", async () => {
    const { page } = await stage.open("/wall#some-other-secret-of-some-length");
    await page.getByTestId("wall-doorstep").waitFor();
    expect(await page.getByTestId("wall-doorstep").textContent()).toContain("无效、已过期或已被撤销");
    expect(await page.getByTestId("wall").count()).toBe(0);
    expect(await accessProblems(page)).toEqual([]);
  });

  test("may be opened in a tab where another one was refused", async () => {
    const { page } = await stage.open("/wall#some-other-secret-of-some-length");
    await page.getByTestId("wall-doorstep").waitFor();
    await page.goto(`${stage.base}/wall#${wallSecret}`);
    await page.getByTestId("wall").waitFor();
  });

  test("is needed", async () => {
    const { page } = await stage.open("/wall");
    await page.getByText("需要大屏链接").waitFor();
  });
});

describe("the screen", () => {
  test("every number says how old it is", async () => {
    const { page } = await wall();
    for (const tile of ["online", "faults", "unacknowledged", "overdue", "low"]) {
      expect(await page.getByTestId(`tile-${tile}`).getByTestId("data-age").textContent()).toMatch(
        /数据 (刚刚|\d+秒前)/,
      );
    }
    const panels = page.locator(".wall-panel");
    expect(await panels.count()).toBeGreaterThanOrEqual(7);
    expect(await panels.getByTestId("data-age").count()).toBe(await panels.count());
  });

  test("turns hatched and says since when, as soon as the answers stay away; and back when they come", async () => {
    const { page } = await wall({ before: (p) => p.clock.install() });
    expect(await page.getByTestId("wall").getAttribute("data-still")).toBe("false");
    stage.server.setMode("wall", "error");
    await page.clock.runFor(60_000);
    await page.getByTestId("wall-stale").waitFor();
    expect(await page.getByTestId("wall-stale").textContent()).toMatch(/数据停在 \d{2}:\d{2}/);
    expect(await accessProblems(page)).toEqual([]);
    stage.server.setMode("wall", "ok");
    await page.clock.runFor(15_000);
    await expect.poll(() => page.getByTestId("wall-stale").count()).toBe(0);
  });

  test.each([
    ["1080p", desktop],
    ["4K", fourK],
    ["two screens side by side", twoScreens],
  ] as const)("%s: all of it is on the screen, in letters that are read from afar", async (_what, viewport) => {
    const { page } = await wall({ viewport });
    await expect.poll(() => page.locator(".wall-chart canvas").count()).toBe(3);
    expect(await outside(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await smallestText(page)).toBeGreaterThanOrEqual((15 * viewport.height) / 1080);
    expect(await accessProblems(page)).toEqual([]);
  });

  test("on a phone it is one column that does not scroll sideways", async () => {
    const { page } = await wall({ viewport: phone });
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessProblems(page)).toEqual([]);
  });

  test.each([
    ["12:00:00", "false"],
    ["23:00:00", "true"],
  ])("is dark also where the machine wants light; at %s dimmed: %s", async (time, night) => {
    const { page } = await wall({
      before: async (p) => {
        await p.addInitScript(() => localStorage.setItem("kiosk.theme", "light"));
        await p.clock.setFixedTime(new Date(`2026-11-22T${time}+08:00`));
        stage.server.api.watch.clock = () => Date.parse(`2026-11-22T${time}+08:00`);
      },
    });
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    expect(await page.getByTestId("wall").getAttribute("data-night")).toBe(night);
  });

  test("has nothing to hover and no name of a person", async () => {
    const { page } = await wall();
    expect(await page.locator(".wall [title]").count()).toBe(0);
    const text = await page.getByTestId("wall").textContent();
    for (const name of ["周师傅", "王经理", "李调度"]) expect(text).not.toContain(name);
  });

  test("empty says so in words", async () => {
    stage.server.setMode("wall", "empty");
    const { page } = await wall();
    for (const says of [
      "当前无未结工单期限",
      "今天还没有动态",
      "没有低于 10% 的耗材",
      "尚无采样",
      "没有未恢复的告警",
    ]) {
      await page.getByText(says).waitFor();
    }
    expect(await accessProblems(page)).toEqual([]);
  });

  test("English leaves no Chinese but names", async () => {
    const { page } = await wall({ language: "en" });
    expect(await chineseLeft(page, [])).toEqual([]);
  });
});

describe("wall links", () => {
  test("are issued for a time, shown once with the secret behind #, listed and revoked", async () => {
    const { page } = await stage.open("/wall-screens");
    await page.getByText("还没有签发大屏链接").waitFor();
    await page.getByTestId("new-wall").click();
    await page.getByTestId("wall-name").fill("指挥大厅左屏");
    await page.getByTestId("wall-days").fill("401");
    await page.getByText("1–400 天").waitFor();
    expect(await page.getByTestId("issue-wall").isEnabled()).toBe(false);
    await page.getByTestId("wall-days").fill("365");
    expect(await accessProblems(page)).toEqual([]);
    await page.getByTestId("issue-wall").click();
    expect(await page.getByTestId("wall-url").textContent()).toBe(`${stage.base}/wall#${wallSecret}`);
    await page.getByRole("button", { name: "关闭" }).last().click();
    const row = page.getByTestId("wall-token-w-1");
    await row.waitFor();
    expect(await page.getByText(wallSecret).count()).toBe(0);
    expect(await accessProblems(page)).toEqual([]);
    await row.getByRole("button", { name: "撤销 指挥大厅左屏" }).click();
    await page.getByText("撤销后该大屏立即停止显示").waitFor();
    await page.getByRole("button", { name: "撤销", exact: true }).last().click();
    await page.getByText("还没有签发大屏链接").waitFor();
  });

  test("are for those who may issue them", async () => {
    stage.server.session.signIn("district_viewer");
    const { page } = await stage.open("/wall-screens");
    await page.getByTestId("no-access").waitFor();
  });
});
