import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { appIds, type ExampleAppId } from "../apps/index.ts";
import { landscape, portrait } from "./glass.ts";
import { accessProblems } from "./page-stage.ts";
import { masked, ok, problem, type SessionStage, setSessionStage, somebody, type UnderWay } from "./session-stage.ts";

const run = promisify(execFile);
let stage: SessionStage;
beforeAll(async () => {
  stage = await setSessionStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const appHeading = (use: UnderWay, name: string) => use.app.getByRole("heading", { name });
const Printed = z.object({ pdf: z.string(), copies: z.number(), colour: z.boolean() });

test("a booklet is printed with the whole name and number, which the screen never shows", async () => {
  const use = await stage.begin();
  await use.press("开始，读身份证");
  await appHeading(use, "请核对").waitFor();
  expect(await use.app.locator("body").textContent()).not.toContain(somebody.idNumber);
  await use.press("确认，开始打印");
  await appHeading(use, "记录册打印好了").waitFor();
  const [printed] = stage.calls("print.booklet");
  expect(JSON.stringify(printed)).toContain("姓名：测试甲");
  expect(JSON.stringify(printed)).toContain("证件号码：999999194903070022");
  await use.press("打印凭条");
  await expect.poll(() => stage.calls("print.receipt")).toHaveLength(1);
  expect(JSON.stringify(stage.calls("print.receipt"))).not.toContain(somebody.name);
  stage.session({ card: "notPresent" });
  await use.press("办好了");
  await use.button("已取走").tap();
  await expect.poll(() => stage.end()).toBe("finished");
  expect(stage.calls("outcome")).toEqual([{ call: "outcome", outcome: "done" }]);
});

test("a booklet that could not be printed leaves the citizen where they can try again", async () => {
  const use = await stage.begin();
  stage.answers.set("print.booklet", () => problem("device.failed", "记录册用完了"));
  await use.press("开始，读身份证");
  await use.press("确认，开始打印");
  await use.page.getByRole("alert").getByText("记录册用完了").waitFor();
  await use.button("不办了，返回").tap();
  await appHeading(use, "请核对").waitFor();
});

test("a form is filled, drawn in Chinese type, and handed over as one sheet of A4 that poppler reads", async () => {
  const use = await stage.begin({ app: "print-documents" });
  stage.answers.set("print.a4", () => ok({ job: "a4", pages: 1 }));
  await use.press(/授权委托书/);
  await use.press("读身份证填写");
  await appHeading(use, "请看一下表格").waitFor();
  await use.press("打印");
  await appHeading(use, "打印好了").waitFor();
  const { pdf, copies, colour } = Printed.parse(stage.calls("print.a4")[0]);
  expect({ copies, colour }).toEqual({ copies: 1, colour: false });
  const octets = Buffer.from(pdf, "base64");
  expect(octets.subarray(0, 5).toString()).toBe("%PDF-");
  expect(octets.length).toBeLessThan(2_000_000);
  expect(octets.includes(Buffer.from(somebody.idNumber))).toBe(false);
  if (!existsSync("/usr/bin/pdftoppm")) return;
  const folder = await mkdtemp(join(tmpdir(), "kiosk-form-"));
  try {
    await writeFile(join(folder, "form.pdf"), octets);
    await run("/usr/bin/pdftoppm", [
      "-r",
      "50",
      "-gray",
      "-singlefile",
      join(folder, "form.pdf"),
      join(folder, "form"),
    ]);
    const drawn = await readFile(join(folder, "form.pgm"));
    const pixels = drawn.subarray(-(413 * 585));
    const ink = (from: number, to: number) =>
      pixels.subarray(from * 413, to * 413).reduce((sum, value) => sum + (value < 160 ? 1 : 0), 0);
    // Text between the margins, and white margins.
    expect(ink(60, 400)).toBeGreaterThan(1500);
    expect(ink(0, 40)).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a blank form is printed without anybody signing in", async () => {
  const use = await stage.begin({ app: "print-documents" });
  await use.press(/自查清单/);
  await use.press("打印");
  await appHeading(use, "打印好了").waitFor();
  expect(stage.calls("identity.read-card")).toEqual([]);
  expect(stage.calls("print.a4")).toHaveLength(1);
});

test("an endorsement is chosen, written, and both cards are asked back", async () => {
  const use = await stage.begin({ app: "endorsement" });
  await use.press("开始，读身份证");
  await use.press("澳门");
  await use.press("一年内去两次");
  await use.press("开始写卡");
  await appHeading(use, "签注写好了").waitFor();
  expect(JSON.stringify(stage.calls("endorse.card"))).toContain("澳门 个人旅游 二次");
  await use.press("办好了");
  await use.page.getByRole("heading", { name: "请取走您的证件" }).waitFor();
});

test("the guides need no device and no agent's answer, and say that they are examples", async () => {
  const use = await stage.begin({ app: "guides" });
  await use.app.getByText("示例内容").first().waitFor();
  await use.press(/居住证签注/);
  await appHeading(use, "怎么办").waitFor();
  expect(stage.stage.agent.asked.filter(({ path }) => path.endsWith("/calls"))).toEqual([]);
});

test("a page longer than its frame says so, and is moved by a key, with its actions always in sight", async () => {
  const use = await stage.begin({ app: "guides", viewport: landscape, elder: true });
  await use.press(/往来港澳再次签注/);
  await use.press("向下看");
  await use.press("向下看");
  await use.app.getByRole("button", { name: "回到开头" }).waitFor();
  await use.press("回到开头");
  await use.app.getByRole("button", { name: "向下看" }).waitFor();
  await use.press("看其他事项");
  await appHeading(use, "您想了解哪一项").waitFor();
});

test("the app's main sentence stands in the captions as it is read", async () => {
  const use = await stage.begin();
  await expect.poll(() => use.page.locator(".captions-text").textContent()).toContain("更换就医记录册");
  await use.press("开始，读身份证");
  await expect.poll(() => use.page.locator(".captions-text").textContent()).toContain("请核对将要打印的内容");
});

test("a citizen who changes the language or the type in the middle keeps their place", async () => {
  const use = await stage.begin();
  await use.press("开始，读身份证");
  await appHeading(use, "请核对").waitFor();
  await use.page.locator(".tool-language").tap();
  await appHeading(use, "Please check what will be printed").waitFor();
  await use.page.locator(".tool-elder").tap();
  await expect.poll(() => use.app.locator("html").getAttribute("data-elder")).toBe("true");
});

const views = [
  { view: portrait, elder: true, english: false },
  { view: landscape, elder: false, english: true },
] as const;
const looks = appIds.flatMap((app) => views.map((view) => [app, view] as const));

test.each(looks)("%s is accessible, whole targets and nothing pushed sideways: %o", async (app: ExampleAppId, view) => {
  const use = await stage.begin({ app, viewport: view.view, elder: view.elder, english: view.english });
  stage.answers.set("identity.read-card", () => ok(masked));
  await use.app.getByRole("button").first().waitFor();
  const frame = use.page.frames().find((one) => one.url().startsWith(stage.apps.url));
  if (frame === undefined) throw new Error("the app has no frame");
  // Before axe: it asks for the sheet of styles once more, which the policy refuses it.
  expect(use.failures).toEqual([]);
  // axe looks into no frame of another origin: it is run on both sides.
  expect([...(await accessProblems(use.page)), ...(await accessProblems(frame))]).toEqual([]);
  const inside = await use.app.locator("body").evaluate((body) => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
    const sizes = [...body.querySelectorAll("button")].map((one) => one.getBoundingClientRect().height / mm);
    const han = [...body.querySelectorAll("h1, button, p")].some((one) =>
      /\p{Script=Han}/u.test(one.textContent ?? ""),
    );
    return { least: Math.min(...sizes), sideways: document.documentElement.scrollWidth - innerWidth, han };
  });
  expect(inside.least).toBeGreaterThanOrEqual(19.9);
  expect(inside.sideways).toBeLessThanOrEqual(0);
  if (!view.english) expect(inside.han).toBe(true);
});
