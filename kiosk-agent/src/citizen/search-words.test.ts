import { describe, expect, it } from "vitest";
import { searchWords } from "./search-words.ts";

const words = (zh: string, keywords: readonly string[] = [], en = "x") =>
  searchWords({ name: { zh, en }, keywords: [...keywords] });

describe("what a service is found by", () => {
  it("spells the name and each keyword, syllables apart", () => {
    expect(words("就医记录册更换", ["医保", "病历本"])).toEqual([
      "jiu yi ji lu ce geng huan",
      "yi bao",
      "bing li ben",
      "x",
    ]);
  });

  it("reads a character as its word does", () => {
    expect(words("重庆银行长宁支行")[0]).toBe("chong qing yin hang chang ning zhi hang");
  });

  it("writes ü as a keyboard of Latin letters can", () => {
    expect(words("绿色女性")[0]).toBe("lv se nv xing");
  });

  it("leaves Latin words and numbers, without signs and in lower case", () => {
    expect(words("打印（Ａ4）材料", ["ETC办理"], "Print A4 documents")).toEqual([
      "da yin a4 cai liao",
      "etc ban li",
      "print a4 documents",
    ]);
  });

  it("names no text twice and none that is empty", () => {
    expect(words("医保", ["医保", "——"], "！")).toEqual(["yi bao"]);
  });
});
