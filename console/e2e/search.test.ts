// Ctrl-K on every page: by keyboard alone, read by a screen reader, and honest about what it did not find.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** The option that the field points at, as a screen reader would follow it. */
async function chosen(page: Page): Promise<string> {
  const id = await page.getByTestId("palette-input").getAttribute("aria-activedescendant");
  return page.locator(`[id="${id}"]`).innerText();
}

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette-input").fill(text);
}

describe("Ctrl-K", () => {
  test.each([
    ["14", "/terminals/cn-014"],
    ["临客公寓荟临居", "/terminals/cn-020"],
    ["荟新人才", "/terminals/cn-001"],
    ["hyljdsqsw", "/terminals/cn-014"],
    ["00:e2:69:26:7e:10", "/terminals/cn-014"],
  ])("%s and Enter open %s", async (text, path) => {
    const { page } = await stage.open("/overview");
    await page.getByTestId("search-open").waitFor();
    await search(page, text);
    await page.getByTestId(`palette-kiosk-${path.split("/")[2]}`).waitFor();
    await page.keyboard.press("Enter");
    await page.getByTestId("terminal-head").waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
  });

  test("the last digits of an order's number lead to it, arrows choose, and Esc gives the focus back", async () => {
    const { page } = await stage.open("/work-orders");
    await page.getByTestId("board").waitFor();
    const { id, number } = stage.server.api.orders[1]?.order ?? { id: "", number: "" };
    await search(page, number.slice(-3));
    await page.getByTestId(`palette-order-${id}`).waitFor();
    const first = await chosen(page);
    await page.keyboard.press("ArrowDown");
    expect(await chosen(page)).not.toBe(first);
    await page.keyboard.press("ArrowUp");
    expect(await chosen(page)).toBe(first);
    await page.keyboard.press("Escape");
    await page.getByTestId("palette").waitFor({ state: "detached" });
    await page.getByTestId("search-open").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("palette-input").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("palette").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("search-open");
  });

  test("a page is found by its pinyin, also where the server cannot be asked", async () => {
    const { page } = await stage.open("/overview");
    await page.getByTestId("search-open").waitFor();
    stage.server.setMode("search", "error");
    await search(page, "gldong");
    await page.getByTestId("palette-error").waitFor();
    await page.getByTestId("palette-input").fill("geliqu");
    await page.getByTestId("palette-own-quarantine").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/quarantine**");
  });

  test("nothing found is said with what can be typed", async () => {
    const { page } = await stage.open("/overview");
    await page.getByTestId("search-open").waitFor();
    await search(page, "没有这个");
    await page.getByTestId("palette-empty").waitFor();
    expect(await page.getByTestId("palette-empty").innerText()).toContain("没有这个");
  });

  test("what was opened is offered again, to the same person only", async () => {
    const { page } = await stage.open("/overview");
    await page.getByTestId("search-open").waitFor();
    await search(page, "14");
    await page.getByTestId("palette-kiosk-cn-014").click();
    await page.getByTestId("terminal-head").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-recent-kiosk-cn-014").waitFor();
    await page.keyboard.press("Escape");
    stage.server.session.signIn("district_admin", { userId: "00000000-0000-4000-8000-000000000002" });
    await page.reload();
    await page.getByTestId("search-open").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-own-overview").waitFor();
    expect(await page.getByTestId("palette-recent-kiosk-cn-014").count()).toBe(0);
  });

  test("typing on aborts the question before", async () => {
    const { page } = await stage.open("/overview");
    await page.getByTestId("search-open").waitFor();
    const failed: string[] = [];
    page.on("requestfailed", (request) => failed.push(decodeURIComponent(request.url())));
    stage.server.setMode("search", "hang");
    await search(page, "天");
    await page.waitForRequest((request) => request.url().includes("/search?q="));
    await page.getByTestId("palette-input").pressSequentially("山");
    await page.waitForRequest((request) => decodeURIComponent(request.url()).endsWith("q=天山"));
    await expect.poll(() => failed.filter((url) => url.endsWith("/search?q=天")).length).toBe(1);
  });

  test("it has no serious findings of axe, open and with results, and fits a phone", async () => {
    const { page } = await stage.open("/overview", { viewport: phone });
    await page.getByTestId("search-open").click();
    await page.getByTestId("palette-own-overview").waitFor();
    expect(await accessProblems(page)).toEqual([]);
    await page.getByTestId("palette-input").fill("虹桥");
    await page.getByTestId("palette-kiosk-cn-011").waitFor();
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  });
});
