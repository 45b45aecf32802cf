import { expect, it } from "vitest";
import { markLines } from "./picture.ts";

const at = Date.UTC(2026, 10, 22, 6, 5, 9);
const point = { seq: 44, name: "长宁图书馆" };

it("a photo says when and where in Shanghai time", () => {
  const position = { lon: 121.4012345, lat: 31.2, accuracyM: 12.4, at };
  expect(markLines({ at, checked: true }, point, position)).toEqual([
    "2026-11-22 14:05:09",
    "44号 长宁图书馆",
    "121.401235, 31.200000 ±12m",
  ]);
});

it("a time that nobody checked is called the phone's", () => {
  expect(markLines({ at, checked: false }, point, null)).toEqual([
    "2026-11-22 14:05:09（手机时间）",
    "44号 长宁图书馆",
  ]);
});
