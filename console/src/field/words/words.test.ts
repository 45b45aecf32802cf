import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { fill } from "./fill.ts";
import { zh } from "./zh.ts";

/** `today.next` → its sentence. */
function sentences(words: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const place = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") found.set(place, value);
    else for (const [deeper, sentence] of sentences(value, place)) found.set(deeper, sentence);
  }
  return found;
}
const names = (sentence: string) => new Set(sentence.match(/\{\w+\}/g) ?? []);
const chinese = sentences(zh);
const english = sentences(en);

describe("the words of the phone", () => {
  it("are the same in both languages", () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
  });

  it("ask for the same values in both languages", () => {
    for (const [place, sentence] of chinese) expect(names(english.get(place) ?? ""), place).toEqual(names(sentence));
  });

  it("have no Chinese left in English, and none empty", () => {
    for (const [place, sentence] of english) {
      expect(sentence, place).not.toMatch(/\p{Script=Han}/u);
      expect(sentence.trim(), place).not.toBe("");
    }
  });
});

describe("fill", () => {
  it("puts values in, also twice", () => {
    expect(fill("{me} and {me}: {n}", { me: "A", n: 3 })).toBe("A and A: 3");
  });

  it("leaves a name without a value to be seen", () => {
    expect(fill("{n} of {all}", { n: 1 })).toBe("1 of {all}");
  });
});
