// Quarantine: a message is looked at, replayed after a fix, or discarded with a reason; many at once by their reason.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accessProblems, chineseLeft, desktop, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());
afterEach(() => stage.clear());

const messages = () => stage.server.api.watch.messages;
const resolutionOf = (id: string) => messages().find((m) => m.id === id)?.resolution;

test("a message that is understood now is taken, marked, and listed among the resolved", async () => {
  const { page } = await stage.open("/quarantine/q1");
  await page.getByTestId("replay").click();
  await page.getByTestId("replay-result").waitFor();
  expect(await page.getByTestId("replay-result").textContent()).toContain("已听懂并入库");
  await expect.poll(() => page.getByTestId("quarantine-row-q1").count()).toBe(0);
  await page.goto(`${stage.base}/quarantine?resolved=1`);
  const row = page.getByTestId("quarantine-row-q1");
  await row.waitFor();
  expect(await row.textContent()).toMatch(/已重放.*周师傅/);
});

test("one that is still not understood stays, with the reason of now", async () => {
  const { page } = await stage.open("/quarantine/q2");
  await page.getByTestId("replay").click();
  expect(await page.getByTestId("replay-result").textContent()).toContain("仍无法理解：不是 JSON");
  expect(resolutionOf("q2")).toBeNull();
  expect(await page.getByTestId("quarantine-row-q2").count()).toBe(1);
});

test("of one that was cut only the beginning is there: it cannot be replayed, and the button says so", async () => {
  const { page } = await stage.open("/quarantine/q3");
  await page.getByTestId("replay").waitFor();
  expect(await page.getByTestId("replay").isEnabled()).toBe(false);
  expect(await page.getByTestId("replay").getAttribute("title")).toContain("只保留了开头部分");
});

test("discarding needs a reason and keeps it with the row", async () => {
  const { page } = await stage.open("/quarantine/q2");
  await page.getByTestId("discard-open").click();
  expect(await page.getByTestId("discard").isEnabled()).toBe(false);
  await page.getByTestId("discard-reason").fill("调试时误发");
  await page.getByTestId("discard").click();
  await expect.poll(() => resolutionOf("q2")).toBe("discarded");
  await expect.poll(() => page.getByTestId("message-acts").textContent()).toContain("调试时误发");
});

test("many at once: chosen by their reason, shown before, and each is told", async () => {
  const { page } = await stage.open("/quarantine");
  await page.getByTestId("quarantine-row-q1").getByRole("checkbox").check();
  await page.getByTestId("quarantine-row-q2").getByRole("checkbox").check();
  await page.getByTestId("bulk-replay").click();
  await expect.poll(() => page.getByTestId("bulk-preview").getAttribute("data-phase")).toBe("preview");
  expect(await page.getByTestId("bulk-ready").getByRole("listitem").count()).toBe(2);
  await page.getByTestId("bulk-run").click();
  await page.getByTestId("bulk-done-q1").waitFor();
  await page.getByTestId("bulk-failed-q2").waitFor();
  expect(await page.getByTestId("bulk-failed-q2").textContent()).toContain("仍无法理解");
  await page.getByTestId("bulk-close").click();
  await page.getByTestId("bulk-discard").click();
  await expect.poll(() => page.getByTestId("bulk-preview").getAttribute("data-phase")).toBe("preview");
  expect(await page.getByTestId("bulk-run").isEnabled()).toBe(false);
  await page.getByTestId("discard-reason").fill("旧版本程序");
  await page.getByTestId("bulk-run").click();
  await expect.poll(() => resolutionOf("q2")).toBe("discarded");
});

test("all of one reason are ticked with one press", async () => {
  const first = messages()[0];
  if (first === undefined) throw new Error("no messages");
  stage.server.api.watch.messages = [...messages(), { ...first, id: "q9" }];
  const { page } = await stage.open("/quarantine");
  await page.getByTestId("quarantine-row-q1").getByRole("checkbox").check();
  await page.getByTestId("by-reason").click();
  expect(await page.getByTestId("quarantine-row-q9").getByRole("checkbox").isChecked()).toBe(true);
  expect(await page.getByTestId("quarantine-row-q2").getByRole("checkbox").isChecked()).toBe(false);
});

test("a dispatcher looks and does nothing: no ticks, and the buttons say whose they are", async () => {
  stage.server.session.signIn("dispatcher");
  const { page } = await stage.open("/quarantine/q1");
  await page.getByTestId("replay").waitFor();
  expect(await page.getByTestId("replay").isEnabled()).toBe(false);
  expect(await page.getByTestId("replay").getAttribute("title")).toContain("项目经理");
  expect(await page.getByRole("checkbox").count()).toBe(0);
});

test.each([
  ["the list", "/quarantine", desktop],
  ["the list on a phone", "/quarantine", phone],
  ["a message", "/quarantine/q1", desktop],
  ["a message on a phone", "/quarantine/q1", phone],
] as const)("%s: axe finds nothing serious, nothing scrolls sideways", async (_what, path, viewport) => {
  const { page } = await stage.open(path, { viewport });
  await page.getByTestId("quarantine-row-q1").waitFor({ state: "attached" });
  if (path.endsWith("q1")) await page.getByTestId("discard-open").click();
  expect(await accessProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
});

test("English leaves no Chinese but device texts", async () => {
  const { page } = await stage.open("/quarantine/q1", { language: "en" });
  await page.getByTestId("replay").waitFor();
  expect(await chineseLeft(page, [])).toEqual([]);
});
