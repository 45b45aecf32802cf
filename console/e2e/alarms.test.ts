// The alarm page: one row a cause, acknowledged and suppressed by people, with what changed meanwhile named.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, desktop, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());
afterEach(() => stage.clear());

const faults = () => stage.server.api.watch.faults;
const tick = (page: Page, id: string) => page.getByTestId(`fault-${id}`).getByRole("checkbox").check();
const changed = () => {
  const kiosks = stage.server.api.kiosks.slice(0, 1).map((k) => k.id);
  const none = { orders: [], quarantine: false, alarms: false, terms: false, upkeep: false };
  stage.server.send({ type: "changed", at: Date.now(), kiosks, ...none });
};

async function opened(path = "/alarms", options: Parameters<Stage["open"]>[1] = {}) {
  const visit = await stage.open(path, options);
  await visit.page.getByTestId("fault-hub").waitFor();
  return visit;
}

describe("the list", () => {
  test("a lost hub and its devices are one row that unfolds", async () => {
    const { page } = await opened();
    expect(await page.getByTestId("fault-hub-a").count()).toBe(0);
    await page.getByTestId("fold-hub").click();
    expect(await page.getByTestId("fault-hub-a").count()).toBe(1);
    expect(await page.getByTestId("fold-hub").getAttribute("aria-expanded")).toBe("true");
    // a consequence has nothing to tick: its cause is acknowledged
    expect(await page.getByTestId("fault-hub-a").getByRole("checkbox").count()).toBe(0);
  });

  test("the same fault along a street is one row that says it is a guess", async () => {
    const { page } = await opened();
    const guess = page.getByTestId("guess-net-1");
    expect(await guess.textContent()).toContain("可能同一原因（推测）");
    expect(await guess.textContent()).toContain("3 台终端");
  });

  test("severity is told by sign and word, the order by its number and deadline", async () => {
    const { page } = await opened();
    const row = page.getByTestId("fault-ribbon");
    expect(await row.textContent()).toMatch(/故障.*色带用尽.*医保制册机.*5 次 反复.*WO-\d{8}-\d{4}/);
    expect(await row.locator(".severity-mark svg").count()).toBe(1);
  });

  test("filters stand in the address, and a link with them shows the same", async () => {
    const { page } = await opened();
    await page.getByTestId("severity-filter").click();
    await page.locator(".ant-select-item-option-content", { hasText: "严重" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("severity")).toBe("critical");
    await expect.poll(() => page.getByTestId("fault-ribbon").count()).toBe(0);
    const again = await opened("/alarms?severity=critical");
    expect(await again.page.getByTestId("fault-ribbon").count()).toBe(0);
    await again.page.getByTestId("clear-filters").click();
    await again.page.getByTestId("fault-ribbon").waitFor();
  });

  test("the acknowledged show who and what they said", async () => {
    const { page } = await stage.open("/alarms?view=acknowledged");
    const row = page.getByTestId("fault-toner");
    await row.waitFor();
    expect(await row.textContent()).toMatch(/李调度.*已报厂商，周一到货/);
  });

  test("terminals that are silent in their hours are told beside the faults", async () => {
    const { page } = await opened();
    expect(await page.getByTestId("silent").textContent()).toContain("2 台终端");
    expect(await page.getByTestId("silent").getByRole("link").getAttribute("href")).toContain("health=offline");
  });

  test("empty says which alarm cleared last", async () => {
    faults().open = [];
    const { page } = await stage.open("/alarms");
    await page.getByText("没有待确认的告警").waitFor();
    expect(await page.getByTestId("last-cleared").textContent()).toContain("最近一次恢复：缺纸");
  });

  test("a filter that hides everything says so and can be taken away", async () => {
    const { page } = await stage.open("/alarms?code=power.battery-low");
    await page.getByText("没有符合条件的告警").waitFor();
    await page.getByRole("button", { name: "清除筛选" }).last().click();
    await page.getByTestId("fault-hub").waitFor();
  });
});

describe("acknowledging", () => {
  test("shows exactly what it will touch, takes a comment, and can be undone", async () => {
    const { page } = await opened();
    await tick(page, "hub");
    await tick(page, "cover");
    await page.getByTestId("acknowledge").click();
    const dialog = page.getByTestId("bulk-preview");
    await expect.poll(() => dialog.getAttribute("data-phase")).toBe("preview");
    expect(await page.getByTestId("bulk-ready").getByRole("listitem").count()).toBe(2);
    expect(await dialog.textContent()).toContain("周师傅");
    await page.getByTestId("ack-comment").fill("已联系厂商");
    await page.getByTestId("bulk-run").click();
    await page.getByTestId("bulk-done-hub").waitFor();
    await page.getByTestId("bulk-close").click();
    await expect.poll(() => page.getByTestId("fault-hub").count()).toBe(0);
    expect(faults().open.find((f) => f.id === "hub")?.acknowledged).toMatchObject({ comment: "已联系厂商" });
    await page.getByTestId("undo").click();
    await page.getByTestId("fault-hub").waitFor();
    expect(faults().open.find((f) => f.id === "cover")?.acknowledged).toBeNull();
  });

  test("names what came again since it was ticked, and leaves it alone", async () => {
    const { page } = await opened();
    await tick(page, "hub");
    await tick(page, "cover");
    faults().comeAgain("cover");
    await page.getByTestId("acknowledge").click();
    await page.getByTestId("bulk-refused-cover").waitFor();
    expect(await page.getByTestId("bulk-refused-cover").textContent()).toContain("又出现过");
    await page.getByTestId("bulk-run").click();
    await page.getByTestId("bulk-done-hub").waitFor();
    expect(faults().open.find((f) => f.id === "cover")?.acknowledged).toBeNull();
  });

  test("names what changed between the preview and the deed", async () => {
    const { page } = await opened();
    await tick(page, "cover");
    await page.getByTestId("acknowledge").click();
    await expect.poll(() => page.getByTestId("bulk-preview").getAttribute("data-phase")).toBe("preview");
    faults().comeAgain("cover");
    await page.getByTestId("bulk-run").click();
    await page.getByTestId("bulk-failed-cover").waitFor();
    expect(await page.getByTestId("bulk-failed-cover").textContent()).toContain("又出现过");
  });

  test("one that somebody else did is off the list by itself", async () => {
    const { page } = await opened();
    faults().acknowledge({ faults: [{ id: "cover", occurrences: 1 }], comment: "" }, Date.now(), "李调度");
    changed();
    await expect.poll(() => page.getByTestId("fault-cover").count()).toBe(0);
  });

  test("who only reads has nothing to tick", async () => {
    stage.server.session.signIn("district_viewer");
    const { page } = await opened();
    expect(await page.getByRole("checkbox").count()).toBe(0);
  });

  test("a technician may acknowledge and not suppress, and is told why", async () => {
    stage.server.session.signIn("technician");
    const { page } = await opened();
    await tick(page, "cover");
    expect(await page.getByTestId("acknowledge").isEnabled()).toBe(true);
    expect(await page.getByTestId("suppress").isEnabled()).toBe(false);
    expect(await page.getByTestId("suppress").getAttribute("title")).toContain("项目经理");
  });
});

describe("suppressing", () => {
  test("says that order and clock go on, needs an end and a reason, is listed and can be lifted", async () => {
    const { page } = await opened();
    await tick(page, "cover");
    await page.getByTestId("suppress").click();
    const dialog = page.getByTestId("bulk-preview");
    await expect.poll(() => dialog.getAttribute("data-phase")).toBe("preview");
    expect(await dialog.textContent()).toContain("合同期限照常计时");
    expect(await page.getByTestId("bulk-run").isEnabled()).toBe(false);
    await page.getByTestId("suppress-reason").fill("装修停用");
    await page.getByTestId("suppress-until").fill("2026-01-01 09:00");
    await page.getByText("请填写将来的时间").waitFor();
    expect(await page.getByTestId("bulk-run").isEnabled()).toBe(false);
    await page.getByRole("button", { name: "7 天" }).click();
    await page.getByTestId("bulk-run").click();
    await page.getByTestId("bulk-done-cover").waitFor();
    await page.getByTestId("bulk-close").click();
    await expect.poll(() => page.getByTestId("fault-cover").count()).toBe(0);
    await page.getByTestId("alarm-view").getByText("已抑制").click();
    const row = page.getByTestId("suppression-s-cover");
    await row.waitFor();
    expect(await row.textContent()).toMatch(/机盖打开.*装修停用.*周师傅/);
    await page.getByTestId("lift-s-cover").click();
    await page.getByText("没有抑制中的告警").waitFor();
    await page.getByTestId("alarm-view").getByText("待确认").click();
    await page.getByTestId("fault-cover").waitFor();
  });
});

describe("for everyone", () => {
  test.each([
    ["the list", "/alarms", desktop],
    ["the list on a phone", "/alarms", phone],
  ] as const)("%s: axe finds nothing serious, nothing scrolls sideways", async (_what, path, viewport) => {
    const { page, failures, strangers } = await opened(path, { viewport });
    await page.getByTestId("fold-hub").click();
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect([failures, strangers]).toEqual([[], []]);
  });

  test.each(["acknowledge", "suppress"])(
    "the dialog to %s: axe finds nothing serious, also on a phone",
    async (act) => {
      for (const viewport of [desktop, phone]) {
        const { page } = await opened("/alarms", { viewport });
        await tick(page, "hub");
        await page.getByTestId(act).click();
        await expect.poll(() => page.getByTestId("bulk-preview").getAttribute("data-phase")).toBe("preview");
        expect(await accessProblems(page)).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
      }
    },
  );

  test.each(["acknowledged", "suppressed", "cleared"])("the view %s: axe finds nothing serious", async (view) => {
    const now = Date.now();
    const body = { faults: [{ id: "cover", occurrences: 1 }], until: now + 3_600_000, reason: "装修" };
    faults().suppress(body, now, "王经理");
    const { page } = await stage.open(`/alarms?view=${view}`);
    await page.locator("tbody tr").first().waitFor();
    expect(await accessProblems(page)).toEqual([]);
  });

  test("English leaves no Chinese but names and device texts", async () => {
    const { page } = await opened("/alarms", { language: "en" });
    await page.getByTestId("fold-hub").click();
    const names = stage.server.api.kiosks.flatMap((k) => [k.name, k.street]);
    expect(await chineseLeft(page, names)).toEqual([]);
  });

  test("the keyboard alone acknowledges: tick, act, run, close", async () => {
    const { page } = await opened();
    await page.getByTestId("fault-cover").getByRole("checkbox").focus();
    await page.keyboard.press("Space");
    await page.getByTestId("acknowledge").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByTestId("bulk-preview").getAttribute("data-phase")).toBe("preview");
    await page.getByTestId("bulk-run").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("bulk-done-cover").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByTestId("fault-cover").count()).toBe(0);
  });
});
