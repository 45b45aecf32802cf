import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { landscape, portrait } from "./glass.ts";
import { accessProblems, chineseLeft, sidewaysPx, targetsOf } from "./page-stage.ts";
import { Later, masked, ok, problem, type SessionStage, setSessionStage, type UnderWay } from "./session-stage.ts";

let stage: SessionStage;
beforeAll(async () => {
  stage = await setSessionStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const heading = (use: UnderWay, name: string) => use.page.getByRole("heading", { name });
const appHeading = (use: UnderWay, name: string) => use.app.getByRole("heading", { name });

async function signedIn(options: Parameters<SessionStage["begin"]>[0] = {}): Promise<UnderWay> {
  const use = await stage.begin(options);
  await use.press("开始，读身份证");
  await appHeading(use, "请核对").waitFor();
  return use;
}

async function printed(options: Parameters<SessionStage["begin"]>[0] = {}): Promise<UnderWay> {
  const use = await signedIn(options);
  await use.press("确认，开始打印");
  await appHeading(use, "记录册打印好了").waitFor();
  return use;
}

test("a card that lies on the reader is asked back until the sensor says that it is gone", async () => {
  const use = await printed({ clock: true });
  await use.press("办好了");
  await heading(use, "请取走您的证件").waitFor();
  await use.page.clock.runFor(40_000);
  expect(await heading(use, "请取走您的证件").count()).toBe(1);
  expect(stage.end()).toBeUndefined();
  stage.session({ card: "notPresent" });
  await heading(use, "请取走打印件").waitFor();
  await use.button("已取走").tap();
  await expect.poll(() => stage.end()).toBe("finished");
  await use.page.locator('[data-screen="rating"]').waitFor();
});

test("a reader that cannot tell is said so, and after fifteen seconds it goes on", async () => {
  const use = await printed({ clock: true });
  stage.session({ card: "unknown" });
  await use.press("办好了");
  await heading(use, "有没有您的证件").waitFor();
  await use.page.getByText("机器看不到证件是否还在").waitFor();
  await expect.poll(() => use.page.locator(".captions-text").textContent()).toContain("有没有您的证件");
  await use.page.clock.runFor(14_000);
  expect(await heading(use, "请取走打印件").count()).toBe(0);
  await use.page.clock.runFor(1500);
  await heading(use, "请取走打印件").waitFor();
});

test("paper that nobody says they took does not hold the use up for longer than ten seconds", async () => {
  const use = await printed({ clock: true });
  stage.session({ card: "notPresent" });
  await use.press("办好了");
  await heading(use, "请取走打印件").waitFor();
  await use.page.clock.runFor(10_500);
  await expect.poll(() => stage.end()).toBe("finished");
});

test("who is signed in stands masked, and whole only while it is held", async () => {
  const use = await signedIn();
  const held = use.page.locator(".held");
  expect(await held.textContent()).toContain("999999********0022");
  const box = await held.boundingBox();
  if (box === null) throw new Error("not drawn");
  await use.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await use.page.mouse.down();
  await expect.poll(() => held.textContent()).toContain("测试甲999999194903070022");
  await use.page.mouse.up();
  await expect.poll(() => held.textContent()).toContain("测**999999********0022");
  expect(await use.page.content()).not.toContain("999999194903070022");
});

test("what is held is hidden again after ten seconds all the same", async () => {
  const use = await signedIn({ clock: true });
  const held = use.page.locator(".held");
  await held.dispatchEvent("pointerdown");
  await expect.poll(() => held.textContent()).toContain("999999194903070022");
  await use.page.clock.runFor(10_100);
  await expect.poll(() => held.textContent()).toContain("999999********0022");
});

test("a card that could not be read is tried again in plain words, with another terminal named", async () => {
  const use = await stage.begin();
  const answers = [problem("card.unreadable", "没有读到身份证，请换一面再试"), ok(masked)];
  stage.answers.set("identity.read-card", () => answers.shift() ?? ok(masked));
  await use.press("开始，读身份证");
  await use.page.getByRole("alert").getByText("没有读到身份证，请换一面再试").waitFor();
  expect(await use.page.getByText("天山路街道社区事务受理服务中心").count()).toBe(1);
  await use.button("再试一次").tap();
  await appHeading(use, "请核对").waitFor();
  expect(stage.calls("identity.read-card")).toHaveLength(2);
});

test("whoever does not want to put a card on goes back to the app, and the agent's wait is given up", async () => {
  const use = await stage.begin();
  stage.answers.set("identity.read-card", () => new Later().answer);
  await use.press("开始，读身份证");
  await heading(use, "请把身份证放在阅读区").waitFor();
  await use.button("返回").tap();
  await appHeading(use, "更换就医记录册").waitFor();
  expect(stage.end()).toBeUndefined();
});

test("a code to a phone signs in; a wrong one is said so, and the number is nowhere on the page after", async () => {
  const use = await stage.begin({ manifest: { permissions: ["identity.card", "identity.phone", "print.booklet"] } });
  const checks = [
    problem("code.wrong", "验证码不对，请再输入一次"),
    ok({ by: "phone", name: "", idNumber: "", phone: "138****0000" }),
  ];
  stage.answers.set("identity.send-code", () => ok({ expiresAt: Date.now() + 300_000 }));
  stage.answers.set("identity.check-code", () => checks.shift() ?? ok({}));
  await use.press("开始，读身份证");
  await use.button("手机验证码").tap();
  const keys = async (digits: string) => {
    for (const digit of digits) await use.page.getByRole("button", { name: digit, exact: true }).tap();
  };
  await keys("13800000000");
  await use.button("发送验证码").tap();
  await heading(use, "请输入短信验证码").waitFor();
  expect(await use.page.content()).not.toContain("13800000000");
  await keys("111111");
  await use.button("确定").tap();
  await use.page.getByText("验证码不对，请再输入一次").waitFor();
  await keys("222222");
  await use.button("确定").tap();
  await expect.poll(() => use.page.locator(".held").textContent()).toContain("138****0000");
  expect(stage.calls("identity.send-code")).toEqual([{ call: "identity.send-code", phone: "13800000000" }]);
  expect(stage.calls("identity.check-code")).toHaveLength(2);
});

test("a service taken off the shelf while it is in use says so calmly, and ends", async () => {
  const use = await signedIn();
  stage.session({ withdrawn: { zh: "这项服务今天起调整，请改日再来", en: "Changed from today" }, card: "notPresent" });
  await use.page.getByText("这项服务今天起调整，请改日再来").first().waitFor();
  await use.button("知道了").tap();
  await expect.poll(() => stage.end()).toBe("withdrawn");
  await use.page.locator('[data-screen="home"]').waitFor();
});

test("a service that is taken off the shelf while it prints ends only when the paper is out", async () => {
  const use = await signedIn();
  const paper = new Later();
  stage.answers.set("print.booklet", () => {
    stage.session({ busy: true });
    return paper.answer;
  });
  await use.press("确认，开始打印");
  await heading(use, "正在打印记录册").waitFor();
  stage.session({ withdrawn: { zh: "暂停", en: "Suspended" } });
  await heading(use, "正在打印记录册").waitFor();
  expect(await use.button("知道了").count()).toBe(0);
  paper.settle(ok({ job: "booklet", pages: 1 }));
  stage.session({ busy: false });
  await use.button("知道了").waitFor();
});

test("an identity card taken away after it was read is nothing to end for", async () => {
  const use = await signedIn();
  stage.session({ card: "notPresent" });
  await use.press("确认，开始打印");
  await appHeading(use, "记录册打印好了").waitFor();
  expect(stage.end()).toBeUndefined();
});

test("a permit pulled out while it is written ends the use", async () => {
  const use = await stage.begin({ app: "endorsement" });
  const writing = new Later();
  stage.answers.set("endorse.card", () => {
    stage.session({ busy: true, card: "present" });
    return writing.answer;
  });
  await use.press("开始，读身份证");
  await use.press("香港");
  await use.press("一年内去一次");
  await use.press("开始写卡");
  await heading(use, "请把证件放入签注口").waitFor();
  writing.settle(problem("card.pulled", "证件已取出，写卡没有完成"));
  await use.page.getByText("证件已取出，写卡没有完成").first().waitFor();
  await use.button("知道了").tap();
  await expect.poll(() => stage.end()).toBe("card-pulled");
});

test("a use that the agent has ended by itself is wiped here as well", async () => {
  const use = await signedIn();
  stage.state({ session: null });
  await expect.poll(() => stage.posted("/sessions/00000000-0000-4000-8000-00000000aaaa/wiped")).toHaveLength(1);
  await use.page.locator('[data-screen="home"]').waitFor();
  expect(await use.page.content()).not.toContain("999999");
});

test("pages that start within a use tell the agent and let nobody in until it is over", async () => {
  const use = await signedIn();
  await use.page.evaluate(() => localStorage.setItem("left", "by somebody"));
  await use.page.reload();
  await use.page.getByText("正在恢复，请稍候").waitFor();
  await expect
    .poll(() => stage.posted("/incidents"))
    .toEqual([{ incident: "renderer-gone", detail: "started within a use" }]);
  expect(await use.page.locator("iframe").count()).toBe(0);
  stage.state({ session: null });
  await use.page.locator('[data-screen="home"]').waitFor();
  expect(await use.page.evaluate(() => localStorage.length)).toBe(0);
});

const looks = [
  { viewport: portrait, elder: true, english: false },
  { viewport: landscape, elder: true, english: true },
] as const;

test.each(looks)("every step is accessible, in whole targets, in one language: %o", async (look) => {
  const permissions = ["identity.card", "identity.phone", "print.booklet"] as const;
  const use = await stage.begin({ ...look, clock: true, manifest: { permissions: [...permissions] } });
  const words = look.english
    ? { start: "Start: read my ID card", card: "ID card", phone: "Code to my phone", back: "Back", stay: "I am here" }
    : { start: "开始，读身份证", card: "刷身份证", phone: "手机验证码", back: "返回", stay: "我还在" };
  const looksWell = async () => {
    expect(await accessProblems(use.page)).toEqual([]);
    expect(await sidewaysPx(use.page)).toBeLessThanOrEqual(0);
    if (look.english) expect(await chineseLeft(use.page)).toEqual([]);
    // Keys of a keyboard have a size of their own.
    const targets = (await targetsOf(use.page)).filter(({ className }) => /\b(button|held|tool)\b/.test(className));
    expect(Math.min(...targets.map(({ heightMm }) => heightMm))).toBeGreaterThanOrEqual(19.9);
  };
  await use.press(words.start);
  await use.button(words.card).waitFor();
  await looksWell();
  await use.button(words.phone).tap();
  await use.page.locator(".kb-input").waitFor();
  await looksWell();
  await use.button(words.back).tap();
  stage.answers.set("identity.read-card", () => problem("card.unreadable", "没有读到身份证"));
  await use.press(words.start);
  await use.button(words.card).tap();
  await use.page.getByRole("alert").waitFor();
  await looksWell();
  await use.page.clock.runFor(121_000);
  await use.button(words.stay).waitFor();
  await looksWell();
});
