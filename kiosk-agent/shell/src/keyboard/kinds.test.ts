import { describe, expect, it } from "vitest";
import { idNumberState } from "./id-number.ts";
import { admitted, lengthOf } from "./kinds.ts";
import { candidatePages } from "./pages.ts";

describe("an identity number as it is typed", () => {
  it.each([
    ["", "typing"],
    ["1101051949123100", "typing"],
    ["11010519491231002", "typing"],
    ["11010519491231002X", "right"],
    ["110105194912310021", "wrong"],
    ["44052418800101001", "typing"],
    ["440524188001010014", "right"],
    ["440524188001010015", "wrong"],
    ["1101051949123100XX", "wrong"],
  ] as const)("%s is %s", (text, state) => {
    expect(idNumberState(text)).toBe(state);
  });
});

describe("what a field takes", () => {
  it("X in the last place of an identity number alone", () => {
    expect(admitted("id-number", "1X1010519491231002x", 18)).toBe("11010519491231002");
    expect(admitted("id-number", "11010519491231002x", 18)).toBe("11010519491231002X");
  });

  it("digits however they are written, and nothing beside them", () => {
    expect(admitted("phone", "１３８-1234 5678转9", 11)).toBe("13812345678");
    expect(admitted("digits", "12ab", 6)).toBe("12");
  });

  it("what a Latin keyboard has, in a field of letters", () => {
    expect(admitted("letters", "Zhang 张 3!", 60)).toBe("Zhang  3!");
  });

  it("no more characters than fit, none of them cut in halves", () => {
    expect(admitted("pinyin", "𠮷𠮷𠮷", 2)).toBe("𠮷𠮷");
  });

  it("a telephone number and an identity number never longer than they are", () => {
    expect(lengthOf("phone", 30)).toBe(11);
    expect(lengthOf("id-number", undefined)).toBe(18);
    expect(lengthOf("digits", 8)).toBe(8);
  });
});

describe("pages of candidates", () => {
  const words = (lengths: readonly number[]) => lengths.map((length) => ({ text: "字".repeat(length), taken: 1 }));

  it("hold eight", () => {
    expect(candidatePages(words(Array(20).fill(1))).map((page) => page.length)).toEqual([8, 8, 4]);
  });

  it("hold fewer where they are long, and one that is longer than a page", () => {
    expect(candidatePages(words([12, 12, 5, 40, 2])).map((page) => page.length)).toEqual([2, 1, 1, 1]);
  });

  it("are none where nothing is offered", () => {
    expect(candidatePages([])).toEqual([]);
  });
});
