import { expect, test } from "vitest";
import { maskedName, maskedNumber } from "./masked.ts";

test.each([
  ["张三", "张*"],
  ["欧阳小明", "欧*"],
  ["甲", "甲*"],
  ["𠮷田", "𠮷*"],
])("%s is shown as %s", (name, shown) => {
  expect(maskedName({ name })).toBe(shown);
});

test("the eight digits of birth are hidden in a number", () => {
  expect(maskedNumber({ idNumber: "310105194903070022" })).toBe("310105********0022");
});
