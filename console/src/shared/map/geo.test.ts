import { expect, test } from "vitest";
import { boxOf, contains, formatBox, graticuleLines, graticuleStep, overlaps, parseBox } from "./geo.ts";

const changning = { west: 121.33, south: 31.18, east: 121.44, north: 31.25 };

test("a box goes to the address bar and back", () => {
  expect(parseBox(formatBox(changning))).toEqual(changning);
});

test.each(["", "1,2,3", "a,b,c,d", "121.4,31.2,121.3,31.3", "0,0,999,1", undefined])("%s is no box", (text) => {
  expect(parseBox(text)).toBeUndefined();
});

test("the box of points holds them all, and there is none without points", () => {
  const points = [
    { lon: 121.4, lat: 31.2 },
    { lon: 121.35, lat: 31.24 },
  ];
  const box = boxOf(points);
  expect(box).toEqual({ west: 121.35, east: 121.4, south: 31.2, north: 31.24 });
  expect(points.every((p) => box !== undefined && contains(box, p))).toBe(true);
  expect(boxOf([])).toBeUndefined();
});

test("boxes far apart do not overlap", () => {
  expect(overlaps(changning, { west: 107, south: 31, east: 108, north: 32 })).toBe(false);
  expect(overlaps(changning, { west: 121.4, south: 31.2, east: 122, north: 32 })).toBe(true);
});

test("the graticule has round numbers and not too many of them", () => {
  const step = graticuleStep(0.9);
  expect(step).toBe(0.2);
  expect(graticuleLines(107.05, 107.95, step)).toEqual([107.2, 107.4, 107.6, 107.8]);
});
