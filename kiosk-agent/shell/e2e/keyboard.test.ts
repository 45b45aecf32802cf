import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { landscape, portrait } from "./glass.ts";
import { type Bench, setBench } from "./keyboard-bench.ts";
import { accessProblems, leastGapMm, sidewaysPx, targetsOf } from "./page-stage.ts";

/** CSS pixels of a millimetre: 21.5 inch, the smallest glass that is used, and 32 inch. */
const small = 4.03;
const large = 2.77;

let bench: Bench;
beforeAll(async () => {
  bench = await setBench();
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

const opened = async (options: Partial<Parameters<Bench["open"]>[0]> = {}) =>
  bench.open({ viewport: portrait, mm: small, ...options });
const field = (page: Page, kind: string) => page.getByLabel(kind, { exact: true });
const key = (page: Page, name: string) => page.locator(".kb").getByRole("button", { name, exact: true });
const press = async (page: Page, names: Iterable<string>) => {
  for (const name of names) await key(page, name).tap();
};
const candidate = (page: Page, text: string) => page.locator(".kb-candidate").getByText(text, { exact: true });

describe("the pinyin keyboard on the glass", () => {
  it("writes 医保 of yibao by touch alone", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await press(page, "yibao");
    await candidate(page, "医保").tap();
    expect(await field(page, "pinyin").inputValue()).toBe("医保");
    expect(await page.locator(".kb-spelled").innerText()).not.toContain("bao");
  });

  it("keeps the letters that a chosen word has not taken", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await press(page, "shebaokazhule");
    await candidate(page, "社保").tap();
    expect(await field(page, "pinyin").inputValue()).toBe("社保");
    await candidate(page, "卡住了").tap();
    expect(await field(page, "pinyin").inputValue()).toBe("社保卡住了");
  });

  it("turns pages of words", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await press(page, "yi");
    const first = await page.locator(".kb-candidates").innerText();
    await press(page, ["下一页"]);
    expect(await page.locator(".kb-candidates").innerText()).not.toBe(first);
    await press(page, ["上一页"]);
    expect(await page.locator(".kb-candidates").innerText()).toBe(first);
  });

  it("takes back letters before characters, and all of it by 清空", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await press(page, "yibao");
    await candidate(page, "医保").tap();
    await press(page, ["k", "a", "删除", "删除", "删除"]);
    expect(await field(page, "pinyin").inputValue()).toBe("医");
    await press(page, ["b", "清空"]);
    expect(await field(page, "pinyin").inputValue()).toBe("");
    expect(await page.locator(".kb-pending").count()).toBe(0);
  });

  it("has letters, digits and signs beside it", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await press(page, ["字母", "a", "数字", "4", "标点", "？"]);
    expect(await field(page, "pinyin").inputValue()).toBe("a4？");
  });

  it("takes s for sh once 模糊音 is on", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await press(page, ["模糊音", ..."sebao"]);
    await candidate(page, "社保").waitFor();
  });

  it("understands a keyboard that is plugged in", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await page.locator(".kb-spelled").waitFor();
    await page.keyboard.type("yibao");
    await candidate(page, "医保").waitFor();
    await page.keyboard.press("Space");
    expect(await field(page, "pinyin").inputValue()).toBe("医保");
  });

  it("fetches its words when it opens and not before", async () => {
    const page = await opened();
    await field(page, "phone").tap();
    await key(page, "1").waitFor();
    expect(bench.asked).not.toContain("GET /ime/pinyin.json");
    await field(page, "pinyin").tap();
    await page.locator(".kb-spelled").waitFor();
    expect(bench.asked).toContain("GET /ime/pinyin.json");
  });

  it("says when its words are missing, and tries again", async () => {
    bench.words.there = false;
    const page = await opened();
    await field(page, "pinyin").tap();
    await page.getByText("拼音暂不可用").waitFor();
    bench.words.there = true;
    await press(page, ["再试一次", ..."yibao"]);
    await candidate(page, "医保").waitFor();
  });
});

describe("an identity number", () => {
  it("is said to be wrong when all eighteen characters are there, and not before", async () => {
    const page = await opened();
    await field(page, "id-number").tap();
    await press(page, "11010519491231002");
    expect(await page.locator(".notice").count()).toBe(0);
    await press(page, "1");
    await page.getByText("最后一位不对").waitFor();
    await press(page, ["删除", "X"]);
    expect(await field(page, "id-number").inputValue()).toBe("11010519491231002X");
    expect(await page.getByText("最后一位不对").count()).toBe(0);
  });

  it("takes X in its last place alone", async () => {
    const page = await opened();
    await field(page, "id-number").tap();
    await press(page, "1X2X");
    expect(await field(page, "id-number").inputValue()).toBe("12");
  });
});

describe("every keyboard", () => {
  it("takes of a plugged-in keyboard what belongs into its field", async () => {
    const page = await opened();
    await field(page, "phone").tap();
    await page.keyboard.type("138-1234 5678x99");
    expect(await field(page, "phone").inputValue()).toBe("13812345678");
  });

  it("goes when another field gets its own", async () => {
    const page = await opened();
    await field(page, "pinyin").tap();
    await page.locator(".kb-of-pinyin").waitFor();
    await field(page, "phone").tap();
    await page.locator(".kb-of-phone").waitFor();
    expect(await page.locator(".kb").count()).toBe(1);
  });

  it("shows the end of what is longer than its field", async () => {
    const page = await opened({ viewport: { width: 700, height: 1920 } });
    await field(page, "letters").tap();
    await press(page, "w".repeat(40));
    const hidden = await field(page, "letters").evaluate((input) => [
      input.scrollWidth - input.clientWidth > 20,
      Math.abs(input.scrollWidth - input.clientWidth - input.scrollLeft) < 20,
    ]);
    expect(hidden).toEqual([true, true]);
  });

  it("is put away by 收起 and comes back by a touch of its field", async () => {
    const page = await opened();
    await field(page, "letters").tap();
    await press(page, ["收起"]);
    expect(await page.locator(".kb").count()).toBe(0);
    await field(page, "letters").tap();
    await press(page, "ok");
    expect(await field(page, "letters").inputValue()).toBe("ok");
  });

  it("completes, copies and stores nothing", async () => {
    const page = await opened();
    for (const kind of ["pinyin", "id-number", "phone", "digits", "letters"]) {
      const input = field(page, kind);
      expect(await input.getAttribute("autocomplete")).toBe("off");
      expect(await input.getAttribute("inputmode")).toBe("none");
      for (const name of ["copy", "cut", "paste", "drop", "contextmenu"]) {
        const went = await input.evaluate(
          (element, type) => element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })),
          name,
        );
        expect(went, `${name} of ${kind}`).toBe(false);
      }
    }
    await field(page, "phone").tap();
    await press(page, "13812345678");
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      cookies: document.cookie,
    }));
    expect(kept).toEqual({ local: 0, session: 0, databases: 0, cookies: "" });
    expect(bench.asked.filter((line) => !line.startsWith("GET /"))).toEqual([]);
    expect(bench.asked.join()).not.toContain("138");
  });

  describe.each([
    ["usual type, upright", portrait, false],
    ["usual type, wide", landscape, false],
    ["large type, upright", portrait, true],
    ["large type, wide", landscape, true],
  ] as const)("in %s", (_, viewport, elder) => {
    it.each([small, large])("is large enough, apart enough and whole on a glass of %s px a millimetre", async (mm) => {
      const page = await opened({ viewport, elder, mm });
      for (const kind of ["pinyin", "id-number", "letters"]) {
        await field(page, kind).tap();
        await page.locator(`.kb-of-${kind}`).waitFor();
        const layers = kind === "pinyin" ? ["标点", "字母", "拼音"] : [];
        for (const layer of layers.length > 0 ? layers : [undefined]) {
          if (layer !== undefined) await key(page, layer).tap();
          if (layer === "拼音") {
            await press(page, "jiuyijilu");
            await candidate(page, "就医记录").waitFor();
          }
          const keys = (await targetsOf(page)).filter(({ className }) => className.includes("kb-key"));
          const least = elder ? 20 : 15;
          expect(keys.length).toBeGreaterThan(11);
          expect(keys.filter((one) => Math.min(one.widthMm, one.heightMm) < least)).toEqual([]);
          expect(keys.filter(({ aboveBottomMm }) => aboveBottomMm < 0)).toEqual([]);
          const highest = Math.max(...keys.map((one) => one.aboveBottomMm + one.heightMm));
          expect(highest).toBeLessThan((viewport.height / mm) * (viewport === portrait ? 0.5 : 0.95));
        }
      }
      expect(await leastGapMm(page)).toBeGreaterThan(2.9);
      expect(await sidewaysPx(page)).toBe(0);
    });
  });

  it("has nothing serious for axe", async () => {
    const page = await opened({ viewport: landscape, mm: large });
    for (const kind of ["pinyin", "id-number", "letters"]) {
      await field(page, kind).tap();
      await page.locator(`.kb-of-${kind}`).waitFor();
      expect(await accessProblems(page)).toEqual([]);
    }
  });
});
