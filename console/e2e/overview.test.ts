// The first screen: five numbers that lead to their rows, and what stands there before the first answer.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accessProblems, desktop, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());
afterEach(() => stage.clear());

test("five numbers, each with the page behind it; no plan of inspections is a word and not 0", async () => {
  const { page } = await stage.open("/overview");
  await page.getByTestId("figure-online").waitFor();
  expect(await page.locator(".figure").count()).toBe(5);
  const href = (id: string) => page.getByTestId(`figure-${id}`).getAttribute("href");
  expect(await href("faults")).toContain("/alarms");
  expect(await href("due")).toContain("/work-orders?band=overdue");
  expect(await href("online")).toContain("health=offline");
  expect(await href("consumables")).toContain("class=consumable");
  expect(await page.getByTestId("figure-inspections").textContent()).toContain("未录入");
  expect(await page.getByTestId("figure-online").textContent()).toContain("闭馆 1");
});

test("until the first answer the last figures of this machine stand hatched, with their age", async () => {
  const first = await stage.open("/overview");
  await first.page.getByTestId("figure-online").waitFor();
  stage.server.setMode("overview", "hang");
  const { page } = await stage.open("/overview");
  await page.getByTestId("last-snapshot").waitFor();
  expect(await page.getByTestId("last-snapshot").textContent()).toMatch(/最近一次数据：\d{2}:\d{2}（.+）/);
  expect(await accessProblems(page)).toEqual([]);
});

test.each([
  ["the desk", desktop],
  ["a phone", phone],
] as const)("on %s axe finds nothing serious and nothing scrolls sideways", async (_what, viewport) => {
  const { page } = await stage.open("/overview", { viewport });
  await page.getByTestId("figure-online").waitFor();
  expect(await accessProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
});
