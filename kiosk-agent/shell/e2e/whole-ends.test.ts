// Every way in which a use ends: what the next citizen sees, and the proof that the server then shows.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { landscape } from "./glass.ts";
import { allEmpty, partsOf, RealStage, somebody, traces, Visit } from "./real-stage.ts";

let stage: RealStage;
beforeAll(async () => {
  stage = await RealStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function pressEnd(visit: Visit): Promise<void> {
  await visit.button("结束办理").tap();
  await visit.page.getByRole("dialog").getByRole("button", { name: "结束办理" }).tap();
}

/** The last second passes as fast as the world: what is wiped then is read back in real time. */
async function unattended({ page }: Visit): Promise<void> {
  await page.clock.runFor(61_000);
  await page.getByRole("button", { name: "我还在" }).waitFor();
  await page.clock.runFor(28_000);
}

/** Somebody stands signed in before what will be printed. */
async function signIn(visit: Visit): Promise<void> {
  await visit.begin("medical-booklet");
  await visit.press("开始，读身份证");
  await visit.heading("请把身份证放在阅读区").waitFor();
  stage.reader.putCard(somebody);
  await visit.inApp("请核对").waitFor();
  expect(await visit.everything()).toContain("999999********0023");
}
async function nobodyIn(visit: Visit): Promise<void> {
  const left = await visit.everything();
  expect(traces.filter((trace) => left.includes(trace))).toEqual([]);
}
async function nothingLeft(visit: Visit): Promise<void> {
  await nobodyIn(visit);
  expect(await visit.page.locator("iframe").count()).toBe(0);
}

test("a card left on the reader is asked for, the use goes on once it is taken, and nothing of it is left", async () => {
  const visit = await stage.visit({ viewport: landscape });
  const proof = await stage.proofOf("left", async () => {
    await signIn(visit);
    await pressEnd(visit);
    await visit.heading("请取走您的证件").waitFor();
    await expect.poll(() => visit.caption()).toBe("请取走您的证件");
    stage.reader.takeCard();
    await visit.heading("请您评价").waitFor();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  await nothingLeft(visit);
});

test("a card that nobody comes back for ends the use by itself, and is not read to the next citizen", async () => {
  const visit = await stage.visit({ clock: true });
  const proof = await stage.proofOf("timeout", async () => {
    await signIn(visit);
    await pressEnd(visit);
    await visit.heading("请取走您的证件").waitFor();
    await unattended(visit);
    await visit.home();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  await nothingLeft(visit);
  const next = await stage.visit();
  await stage.proofOf("left", async () => {
    await next.begin("medical-booklet");
    await next.press("开始，读身份证");
    await next.page.getByRole("alert").getByText("上一位留下的证件").waitFor();
    await nobodyIn(next);
    stage.reader.takeCard();
    await next.button("再试一次").tap();
    await next.heading("请把身份证放在阅读区").waitFor();
    // Whoever it is lays their own card on an empty reader.
    const finds = stage.reader.identityRequests.length;
    await expect.poll(() => stage.reader.identityRequests.length).toBeGreaterThan(finds);
    stage.reader.putCard({ ...somebody, name: "测试乙" });
    await next.inApp("请核对").waitFor();
    stage.reader.takeCard();
    await pressEnd(next);
    await next.heading("请您评价").waitFor();
  });
});

const covers: readonly (readonly [string, (visit: Visit) => Promise<unknown>])[] = [
  ["nothing on top", (visit) => visit.app.getByRole("button").first().waitFor()],
  [
    "the question whether to end",
    async (visit) => {
      await visit.button("结束办理").tap();
      await visit.button("继续办理").waitFor();
    },
  ],
  [
    "a device's trouble",
    async (visit) => {
      stage.reader.manner = { readFailure: 0x41 };
      stage.reader.putCard(somebody);
      await visit.press("开始，读身份证");
      await visit.button("再试一次").waitFor();
      stage.reader.manner = { readFailure: undefined };
      stage.reader.takeCard();
    },
  ],
  [
    "help",
    async (visit) => {
      await visit.page.locator(".tool-help").tap();
      await visit.page.locator(".help-call").waitFor();
    },
  ],
];

test.each(covers)("a use that nobody attends ends with %s, clean at the server", async (_, cover) => {
  const visit = await stage.visit({ clock: true });
  const proof = await stage.proofOf("timeout", async () => {
    await visit.begin("medical-booklet");
    await cover(visit);
    await unattended(visit);
    await visit.home();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
});

test("a permit pulled out of the machine half-written ends the use, with words and proof", async () => {
  const machine = stage.kiosk.device("endorsement");
  const visit = await stage.visit();
  const proof = await stage.proofOf("card-pulled", async () => {
    await visit.begin("endorsement");
    await visit.press("开始，读身份证");
    stage.reader.putCard(somebody);
    await visit.press("香港");
    stage.reader.takeCard();
    await visit.press("一年内去一次");
    await visit.press("开始写卡");
    await visit.heading("请把证件放入签注口").waitFor();
    await expect.poll(() => machine.touched).toContain(0x33);
    // At work until somebody has pulled.
    machine.condition = "running-for-ever";
    machine.insertCard();
    await stage.terminal.until(({ session }) => session?.busy === true);
    machine.pullCard();
    machine.condition = "ok";
    await visit.page.getByText("证件已取出，写卡没有完成").first().waitFor();
    await visit.button("知道了").tap();
    await visit.home();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  await nothingLeft(visit);
});

test("a renderer killed within a use: the next pages say that they recover, prove it clean, and know nobody", async () => {
  const visit = await stage.visit();
  await signIn(visit);
  const proof = await stage.proofOf("crash", async () => {
    const { page } = visit;
    const crashed = page.waitForEvent("crash");
    const link = await page.context().newCDPSession(page);
    void link.send("Page.crash").catch(() => undefined); // its answer never comes
    await crashed;
    const next = await page.context().newPage();
    await next.addInitScript(notedHeadings);
    await next.goto(stage.terminal.pagesUrl);
    await next.getByText("上一次使用没有正常结束，其信息已全部清除").waitFor();
    expect(await next.evaluate("headingsSeen[0]")).toBe("正在恢复，请稍候");
    await nothingLeft(new Visit(next));
  });
  expect(proof.clean).toBe(true);
  expect(partsOf(proof)).toEqual(allEmpty);
  const { incidents } = await stage.shell();
  expect(incidents.map(({ incident }) => incident)).toContain("renderer-gone");
});

test("a power cut within a use is told once, proved by the first pages that come up", async () => {
  const visit = await stage.visit();
  await signIn(visit);
  const proof = await stage.proofOf("power", async () => {
    await stage.kiosk.powerCut();
    await visit.page.context().close();
    await stage.kiosk.powerOn();
    expect((await stage.shell()).lastUse?.end).not.toBe("power");
    const next = await stage.visit();
    await next.page.getByText("上一次使用没有正常结束，其信息已全部清除").waitFor();
    await nothingLeft(next);
  });
  expect(partsOf(proof)).toEqual(allEmpty);
});

test("an agent that goes away is said on the home page, which comes back by itself", async () => {
  const visit = await stage.visit();
  await stage.kiosk.powerCut();
  await visit.heading("正在恢复，请稍候").waitFor();
  await stage.kiosk.powerOn();
  await visit.home();
  await expect.poll(() => visit.tile("guides").count()).toBe(1);
});

test("an agent that goes away within a use covers what stood there, and the pages it left wipe and prove it", async () => {
  const visit = await stage.visit();
  await signIn(visit);
  const proof = await stage.proofOf("power", async () => {
    await stage.kiosk.powerCut();
    await visit.heading("正在恢复，请稍候").waitFor();
    await visit.page.getByText("请先取走您的证件").waitFor();
    expect(await visit.page.locator("main.recovering").innerText()).not.toContain("测");
    expect(await visit.page.locator("iframe.service-frame").isVisible()).toBe(false);
    await stage.kiosk.powerOn();
    await visit.home();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  await nothingLeft(visit);
});

/** Runs in the page, before it. */
function notedHeadings(): void {
  const seen: string[] = [];
  Object.assign(globalThis, { headingsSeen: seen });
  new MutationObserver(() => {
    const heading = document.querySelector("h1")?.textContent;
    if (typeof heading === "string" && !seen.includes(heading)) seen.push(heading);
  }).observe(document, { childList: true, subtree: true });
}
