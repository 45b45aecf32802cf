import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { glass, landscape, portrait } from "./glass.ts";
import { type Bench, setBench } from "./keyboard-bench.ts";
import { accessProblems, chineseLeft, type PageStage, setPageStage, sidewaysPx, targetsOf } from "./page-stage.ts";
import { usualState } from "./shell-samples.ts";

let stage: PageStage;
beforeAll(async () => {
  stage = await setPageStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const receipt = { code: "CN014-7F3K-92", qr: "CN014-7F3K-92", queued: false, masked: 0 };
async function opened(more: Parameters<typeof usualState>[1] = {}, viewport = portrait): Promise<Page> {
  const screen = viewport === portrait ? glass.portrait : glass.landscape;
  stage.agent.say(usualState(Date.now(), { screen, ...more }));
  return (await stage.open({ viewport })).page;
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const press = async (page: Page, names: Iterable<string>) => {
  for (const name of names) await page.locator(".kb").getByRole("button", { name, exact: true }).tap();
};

describe("问题反映", () => {
  it("goes from home to a receipt without anybody's name, and says which numbers were taken out", async () => {
    const page = await opened();
    stage.agent.answer = (path) =>
      path === "/reports" ? { status: 200, body: { ...receipt, masked: 1, queued: true } } : undefined;
    await page.locator(".more").first().tap();
    await button(page, "打印不出来").tap();
    await page.getByText("请不要写姓名").waitFor();
    await page.locator(".kb-spelled").waitFor();
    await press(page, "kazhi");
    await page.locator(".kb-candidate").getByText("卡纸", { exact: true }).tap();
    await press(page, ["数字", ..."13812345678"]);
    await button(page, "提交").tap();
    await page.getByText("CN014-7F3K-92").waitFor();
    await page.getByText("文字中的 1 处号码已自动去掉").waitFor();
    await page.locator(".notice", { hasText: "未联网，已存下，恢复后送出" }).waitFor();
    expect(await page.locator(".qr path").getAttribute("d")).toMatch(/^M\d+ \d+h/);
    expect(stage.agent.asked.filter(({ path }) => path === "/reports")).toEqual([
      { path: "/reports", body: { sessionId: null, appId: null, kind: "no-print", text: "卡纸13812345678" } },
    ]);
    await page.locator(".page-actions").getByRole("button", { name: "首页" }).tap();
    await page.locator(".search-bar").waitFor();
    expect(await page.locator("body").innerText()).not.toContain("CN014");
  });

  it("names the service from whose page it was opened, and needs no words", async () => {
    const page = await opened();
    stage.agent.answer = (path) => (path === "/reports" ? { status: 200, body: receipt } : undefined);
    await page.locator(".tile", { hasText: "港澳签注" }).tap();
    await button(page, "问题反映").tap();
    await button(page, "事情办不成").tap();
    await button(page, "提交").tap();
    await page.getByText("已送达管理平台").waitFor();
    expect(stage.agent.asked.at(-1)?.body).toEqual({
      ...{ sessionId: null, appId: "endorsement", kind: "cannot-do", text: "" },
    });
  });

  it("keeps what was written when it could not be handed in, and says so", async () => {
    const page = await opened();
    await page.locator(".more").first().tap();
    await button(page, "其他问题").tap();
    await press(page, ["字母", "o", "k"]);
    await button(page, "提交").tap();
    await page.getByRole("alert").getByText("没有提交成功").waitFor();
    expect(await page.getByLabel("具体情况").inputValue()).toBe("ok");
  });

  it("tells whoever has a card in the machine to stay and whom to call", async () => {
    const page = await opened();
    await page.locator(".more").first().tap();
    await button(page, "证件或卡取不出来").tap();
    await page.getByText("请不要离开，并拨打值班电话 021-62090000").waitFor();
  });
});

describe("求助", () => {
  it("gives the telephone, the place and whether somebody should be there", async () => {
    const page = await opened();
    await page.locator(".tool-help").tap();
    const text = await page.locator("main").innerText();
    expect(text).toContain("021-62090000");
    expect(text).toContain("虹桥路1050号");
    expect(text).toContain("工作人员应在现场");
    const px = (of: string) => page.locator(of).evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
    expect(await px(".help-number")).toBeGreaterThanOrEqual(1.5 * (await px(".help-call h2 ~ p:last-of-type")));
    await button(page, "返回").tap();
    await page.locator(".search-bar").waitFor();
  });

  it("says that nobody is there outside opening hours, and what to do without a telephone", async () => {
    const point = {
      name: "虹桥街道社区党群服务中心",
      address: "虹桥路1050号",
      phone: null,
      hours: null,
      openNow: false,
    };
    const page = await opened({ point });
    await page.locator(".tool-help").tap();
    await page.getByText("没有登记值班电话").waitFor();
    await page.getByText("工作人员不在场").waitFor();
  });
});

describe("the way in for staff", () => {
  const corner = async (page: Page, times: number) => {
    for (let tap = 0; tap < times; tap++) await page.touchscreen.tap(30, 30);
  };
  /** Five within three seconds of real time, which a busy machine may miss. */
  const enter = async (page: Page) => {
    await page.locator(".search-bar").waitFor();
    for (let tries = 0; tries < 8; tries++) {
      await corner(page, 5);
      const shown = await page
        .getByLabel("八位维护码")
        .waitFor({ timeout: 1500 })
        .then(
          () => true,
          () => false,
        );
      if (shown) return;
    }
    throw new Error("the corner does not open");
  };

  it("opens after five taps in the corner and not after four", async () => {
    const page = await opened();
    await page.locator(".search-bar").waitFor();
    await corner(page, 4);
    await page.touchscreen.tap(540, 120);
    expect(await page.getByLabel("八位维护码").count()).toBe(0);
    await enter(page);
  });

  it("says what the agent says of a wrong code, and forgets it", async () => {
    const page = await opened();
    stage.agent.answer = (path) =>
      path === "/staff"
        ? { status: 423, body: { code: "staff.locked", said: { zh: "已锁定五分钟", en: "Locked" }, detail: "" } }
        : undefined;
    await enter(page);
    await press(page, "12345678");
    await button(page, "打开维护").tap();
    await page.getByRole("alert").getByText("已锁定五分钟").waitFor();
    expect(stage.agent.asked.at(-1)).toEqual({ path: "/staff", body: { code: "12345678" } });
    expect(await page.getByLabel("八位维护码").inputValue()).toBe("");
  });

  it("counts down while it is open, tells the host until when, and closes by one touch", async () => {
    const page = await opened();
    await page.evaluate(() => {
      const told: unknown[] = [];
      Object.assign(globalThis, { told, kioskHost: { staff: (until: unknown) => told.push(until) } });
    });
    const until = Date.now() + 600_000;
    stage.agent.answer = (path) => (path === "/staff" ? { status: 200, body: { until } } : undefined);
    await enter(page);
    await press(page, "12345678");
    await button(page, "打开维护").tap();
    stage.agent.say(usualState(Date.now(), { staffUntil: until }));
    await page.getByRole("timer").waitFor();
    expect(await page.getByRole("timer").innerText()).toMatch(/^剩余 (9|10) 分 \d+ 秒$/);
    stage.agent.answer = (path) => (path === "/staff" ? { status: 200, body: {} } : undefined);
    await button(page, "关闭维护").tap();
    await page.locator(".search-bar").waitFor();
    expect(await page.evaluate("told")).toEqual([until, null]);
  });
});

describe.each([
  ["upright", portrait],
  ["wide", landscape],
] as const)("every page of these, %s", (_, viewport) => {
  it("is whole in English and large type: targets, width and axe", async () => {
    const page = await opened({}, viewport);
    stage.agent.answer = (path) => (path === "/reports" ? { status: 200, body: receipt } : undefined);
    await page.locator(".tool-language").tap();
    await page.locator(".tool-elder").tap();
    const look = async (what: string) => {
      expect(await chineseLeft(page), what).toEqual([]);
      expect(await accessProblems(page), what).toEqual([]);
      expect(await sidewaysPx(page), what).toBe(0);
      const targets = (await targetsOf(page)).filter(({ className }) => !className.includes("kb-input"));
      const small = targets.filter((target) => Math.min(target.widthMm, target.heightMm) < 20);
      expect(small, what).toEqual([]);
      expect(
        targets.map(({ name }) => name),
        what,
      ).toContain("Help");
      expect(
        targets.map(({ name }) => name),
        what,
      ).toContain("Back");
    };
    await page.locator(".tool-help").tap();
    await look("help");
    await button(page, "Report a problem").tap();
    await look("kinds");
    await button(page, "Something else").tap();
    await page.locator(".kb-spelled").waitFor();
    await look("words");
    await button(page, "Send").tap();
    await page.locator(".receipt-code").waitFor();
    await look("receipt");
  });
});

describe("好差评", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await setBench();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.close());

  const shown = async (more: object = {}) => {
    bench.answers.set("/shell/v1/ratings", { status: 200, body: receipt });
    return bench.open({ viewport: portrait, mm: 2.77, show: "rating", ...more });
  };
  const went = async (page: Page): Promise<unknown> => JSON.parse(await page.locator("#went").innerText());
  const sessionId = "0b8f3d0c-5f5e-4a9e-9a6e-0d2f4b6c8e10";

  it("takes two taps: a face and 提交评价", async () => {
    const page = await shown();
    await button(page, "非常满意").tap();
    await button(page, "提交评价").tap();
    expect(await went(page)).toEqual({ name: "receipt", receipt, of: "rating" });
    expect(bench.posted).toEqual([{ sessionId, stars: 5, tags: [] }]);
  });

  it("goes on to 问题反映 of the same use after a bad one, with its reasons", async () => {
    const page = await shown();
    await button(page, "非常不满意").tap();
    await button(page, "没有纸").tap();
    await button(page, "提交评价").tap();
    expect(await went(page)).toEqual({ name: "report", sessionId, appId: "medical-booklet" });
    expect(bench.posted).toEqual([{ sessionId, stars: 1, tags: ["no-paper"] }]);
  });

  it("drops reasons that do not go with another face", async () => {
    const page = await shown();
    await button(page, "不满意").tap();
    await button(page, "太慢").tap();
    await button(page, "满意").tap();
    await button(page, "提交评价").tap();
    await went(page);
    expect(bench.posted).toEqual([{ sessionId, stars: 4, tags: [] }]);
  });

  it("can be left out", async () => {
    const page = await shown();
    await button(page, "不评价").tap();
    expect(await went(page)).toEqual({ name: "home" });
    expect(bench.posted).toEqual([]);
  });

  it("goes home half a minute after the last touch, and sends nothing", async () => {
    const page = await bench.open({ viewport: portrait, mm: 2.77, show: "rating", clock: true });
    await button(page, "满意").waitFor();
    await page.clock.runFor(20_000);
    await button(page, "满意").tap();
    await page.clock.runFor(20_000);
    expect(await page.locator("#went").count()).toBe(0);
    await page.clock.runFor(11_000);
    expect(await went(page)).toEqual({ name: "home" });
    expect(bench.posted).toEqual([]);
  });

  it("has faces of 20 mm and more, and nothing serious for axe", async () => {
    const page = await shown({ elder: true });
    await button(page, "基本满意").tap();
    expect(await accessProblems(page)).toEqual([]);
    const faces = (await targetsOf(page)).filter(({ className }) => className.includes("rating-level"));
    expect(faces.length).toBe(5);
    expect(faces.filter((face) => Math.min(face.widthMm, face.heightMm) < 20)).toEqual([]);
  });
});
