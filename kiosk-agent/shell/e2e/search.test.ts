import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { searchWords } from "../../src/citizen/search-words.ts";
import { glass, landscape, portrait } from "./glass.ts";
import { accessProblems, chineseLeft, type PageStage, setPageStage, sidewaysPx, targetsOf } from "./page-stage.ts";
import { tilesAt, usualState } from "./shell-samples.ts";

let stage: PageStage;
beforeAll(async () => {
  stage = await setPageStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** As the agent spells them. */
async function opened(viewport = portrait): Promise<Page> {
  const at = Date.now();
  const tiles = tilesAt(at).map((tile) => ({ ...tile, search: searchWords(tile.manifest) }));
  stage.agent.say(usualState(at, { tiles, screen: viewport === portrait ? glass.portrait : glass.landscape }));
  const { page } = await stage.open({ viewport });
  await page.locator(".search-bar").tap();
  await page.locator(".kb-spelled").waitFor();
  return page;
}
const type = async (page: Page, letters: string) => {
  for (const letter of letters) await page.locator(".kb").getByRole("button", { name: letter, exact: true }).tap();
};
const found = (page: Page) => page.locator("main .tile-name").allInnerTexts();

describe("searching on the glass", () => {
  it("finds a service by the initials of its name while they are typed", async () => {
    const page = await opened();
    await type(page, "jyjl");
    expect(await found(page)).toEqual(["就医记录册更换"]);
    await type(page, "c");
    await page.getByText("找到 1 项").waitFor();
    await page.locator("main .tile").tap();
    await page.getByRole("heading", { name: "就医记录册更换" }).waitFor();
  });

  it("finds by full pinyin and by the word that was chosen of it", async () => {
    const page = await opened();
    await type(page, "qianzhu");
    expect(await found(page)).toEqual(["港澳签注"]);
    await page.locator(".kb-candidate").getByText("签注", { exact: true }).tap();
    expect(await page.getByLabel("要找什么").inputValue()).toBe("签注");
    expect(await found(page)).toEqual(["港澳签注"]);
    await page.locator("main .badge-suspended").waitFor();
  });

  it("offers help and the categories where nothing is found", async () => {
    const page = await opened();
    await type(page, "zzzz");
    await page.getByText("本机没有这个事项").waitFor();
    expect(await found(page)).toEqual([]);
    await page.locator("main").getByRole("button", { name: "求助" }).tap();
    await page.getByRole("heading", { name: "值班电话" }).waitFor();
  });

  it("leads to a category without a letter typed", async () => {
    const page = await opened();
    await page.locator("main .search-else .button").first().tap();
    await page.locator("main .tiles .tile").first().waitFor();
  });

  it.each([
    ["upright", portrait],
    ["wide", landscape],
  ] as const)("is whole, in English too, for large type and for axe: %s", async (_, viewport) => {
    const page = await opened(viewport);
    await page.locator(".tool-language").tap();
    await page.locator(".tool-elder").tap();
    await type(page, "dayin");
    expect(await chineseLeft(page)).toEqual([]);
    expect(await found(page)).toEqual(["Print documents"]);
    expect(await accessProblems(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBe(0);
    const targets = (await targetsOf(page)).filter(({ className }) => !className.includes("kb-input"));
    expect(targets.filter((target) => Math.min(target.widthMm, target.heightMm) < 20)).toEqual([]);
  });
});
