import { describe, expect, it } from "vitest";
import { DutyPhone } from "./kiosks.ts";

describe("the telephone of a point", () => {
  it.each([
    "12345",
    "021-62090000",
    "(021) 6209 0000",
    "+86 21 6209-0000",
    "021-62090000转801",
    "021-62090000 ext. 12",
    "400-820-8820 #3",
  ])("%s is one", (phone) => {
    expect(DutyPhone.parse(phone)).toBe(phone);
  });

  it("is kept plain, whatever width it was typed in", () => {
    expect(DutyPhone.parse("　（０２１）６２０９００００ ")).toBe("(021)62090000");
  });

  it.each([
    ["no digits", "值班室"],
    ["too short", "12"],
    ["signs alone", "+---"],
    ["two numbers", "62090000 / 62090001"],
    ["a name beside it", "张三 13800000000"],
    ["an extension without a number", "021-62090000转"],
    ["a number before nothing but an extension", "转801"],
    ["markup", '021<img src="x">'],
    ["a link", "tel:12345"],
    ["a second line", "12345\n110"],
    ["too long", `021-${"6".repeat(40)}`],
    ["empty", ""],
  ])("%s is none", (_what, text) => {
    expect(DutyPhone.safeParse(text).success).toBe(false);
  });
});
