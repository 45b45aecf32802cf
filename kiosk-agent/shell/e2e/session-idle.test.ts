import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Later, masked, ok, problem, type SessionStage, setSessionStage, type UnderWay } from "./session-stage.ts";

let stage: SessionStage;
beforeAll(async () => {
  stage = await setSessionStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const stay = (use: UnderWay) => use.button("我还在");
const ready = (use: UnderWay) => use.app.getByRole("button", { name: "开始，读身份证" }).waitFor();

async function ended(): Promise<void> {
  await expect.poll(() => stage.end()).toBe("timeout");
  await expect.poll(() => stage.posted("/sessions/00000000-0000-4000-8000-00000000aaaa/wiped")).toHaveLength(1);
}

test("sixty seconds without a touch ask; thirty more end the use, wiped, at the home page", async () => {
  const use = await stage.begin({ clock: true });
  await ready(use);
  await use.page.clock.runFor(58_000);
  expect(await stay(use).count()).toBe(0);
  await use.page.clock.runFor(2500);
  await stay(use).waitFor();
  await use.page.clock.runFor(28_000);
  expect(stage.end()).toBeUndefined();
  await use.page.clock.runFor(2500);
  await ended();
  await use.page.locator('[data-screen="home"]').waitFor();
  expect(await use.page.locator("iframe").count()).toBe(0);
});

test("the question can be answered ten times; the eleventh cannot", async () => {
  const use = await stage.begin({ clock: true });
  await ready(use);
  for (let answered = 0; answered < 10; answered += 1) {
    await use.page.clock.runFor(61_000);
    // Pressed by the keyboard of a switch device: no touch beside the answer itself.
    await stay(use).dispatchEvent("click");
    await expect.poll(() => stay(use).count()).toBe(0);
  }
  await use.page.clock.runFor(61_000);
  await use.button("现在结束").waitFor();
  expect(await stay(use).count()).toBe(0);
  await use.page.clock.runFor(31_000);
  await ended();
});

test("elder mode asks after 120 seconds and waits 45", async () => {
  const use = await stage.begin({ clock: true, elder: true });
  await ready(use);
  await use.page.clock.runFor(118_000);
  expect(await stay(use).count()).toBe(0);
  await use.page.clock.runFor(3000);
  await stay(use).waitFor();
  await use.page.clock.runFor(42_000);
  expect(stage.end()).toBeUndefined();
  await use.page.clock.runFor(4000);
  await ended();
});

test("a touch within the app's frame is a touch", async () => {
  const use = await stage.begin({ clock: true });
  await ready(use);
  await use.page.clock.runFor(50_000);
  await use.app.getByRole("heading").tap();
  await use.page.clock.runFor(50_000);
  expect(await stay(use).count()).toBe(0);
  await use.page.clock.runFor(12_000);
  await stay(use).waitFor();
});

test("no time runs while the machine prints", async () => {
  const use = await stage.begin({ clock: true });
  const printed = new Later();
  stage.answers.set("print.booklet", () => {
    stage.session({ busy: true });
    return printed.answer;
  });
  await use.press("开始，读身份证");
  await use.press("确认，开始打印");
  await use.page.getByRole("heading", { name: "正在打印记录册" }).waitFor();
  await use.page.clock.runFor(300_000);
  expect(await stay(use).count()).toBe(0);
  stage.session({ busy: false });
  printed.settle(ok({ job: "booklet", pages: 1 }));
  await use.app.getByRole("heading", { name: "记录册打印好了" }).waitFor();
  await use.page.clock.runFor(61_000);
  await stay(use).waitFor();
});

test("no time runs while it waits for a card that it asked for", async () => {
  const use = await stage.begin({ clock: true });
  const card = new Later();
  stage.answers.set("identity.read-card", () => card.answer);
  await use.press("开始，读身份证");
  await use.page.getByRole("heading", { name: "请把身份证放在阅读区" }).waitFor();
  await use.page.clock.runFor(200_000);
  expect(await stay(use).count()).toBe(0);
  card.settle(ok(masked));
  await use.app.getByRole("heading", { name: "请核对" }).waitFor();
});

const covered: readonly (readonly [string, (use: UnderWay) => Promise<unknown>])[] = [
  [
    "the question whether to end",
    async (use) => {
      await use.button("结束办理").tap();
      await use.button("继续办理").waitFor();
    },
  ],
  [
    "a device's trouble",
    async (use) => {
      stage.answers.set("identity.read-card", () => problem("card.unreadable", "没有读到身份证，请换一面再试"));
      await use.press("开始，读身份证");
      await use.button("再试一次").waitFor();
    },
  ],
  [
    "help",
    async (use) => {
      await use.page.locator(".tool-help").tap();
      await use.page.locator(".help-call").waitFor();
    },
  ],
  [
    "a card that is left on the reader",
    async (use) => {
      stage.session({ card: "present" });
      await use.button("结束办理").tap();
      await use.page.getByRole("dialog").getByRole("button", { name: "结束办理" }).tap();
      await use.page.getByRole("heading", { name: "请取走您的证件" }).waitFor();
    },
  ],
];

test.each(covered)("the use ends by itself under %s", async (_, cover) => {
  const use = await stage.begin({ clock: true });
  await ready(use);
  await cover(use);
  await use.page.clock.runFor(61_000);
  await stay(use).waitFor();
  await use.page.clock.runFor(31_000);
  await ended();
  await use.page.locator('[data-screen="home"]').waitFor();
});
