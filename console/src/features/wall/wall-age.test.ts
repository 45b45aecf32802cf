import { expect, test } from "vitest";
import { isNight, onlineRate, rateText, standsStill } from "./wall-age.ts";

const local = (text: string) => Date.parse(`2026-11-22T${text}:00+08:00`);

test("a wall stands still when three of its questions went without an answer", () => {
  expect([standsStill(0, 35_000), standsStill(0, 35_001)]).toEqual([false, true]);
});

test("it is dimmed from 19:30 to 6:30 in Shanghai", () => {
  const hours = ["06:29", "06:30", "12:00", "19:29", "19:30", "23:59"];
  expect(hours.map((h) => isNight(local(h)))).toEqual([true, false, false, false, true, true]);
});

test("the rate counts open terminals only, and a night when all are shut is no zero", () => {
  const samples = [
    { at: 1, online: 9, open: 10 },
    { at: 2, online: 0, open: 0 },
    { at: 3, online: 10, open: 10 },
  ];
  expect(onlineRate(samples, 0)).toBe(0.95);
  expect(onlineRate(samples, 2)).toBe(1);
  expect(onlineRate(samples.slice(1, 2), 0)).toBeUndefined();
});

test("nothing short of all is written as 100 %", () => {
  expect([rateText(0.9999), rateText(1), rateText(undefined)]).toEqual(["99.9%", "100.0%", "—"]);
});
