import { expect, test } from "vitest";
import { projectionOf } from "./wall-map.ts";

const points = [
  { lon: 121.34, lat: 31.19 },
  { lon: 121.43, lat: 31.24 },
];

test("all points lie inside the picture, north is up and east is right", () => {
  const projection = projectionOf(points, 1.6);
  const [southWest, northEast] = points.map((p) => projection?.place(p));
  expect(southWest?.x).toBeGreaterThan(0);
  expect(northEast?.x).toBeLessThan(projection?.width ?? 0);
  expect(northEast?.y).toBeGreaterThan(0);
  expect(southWest?.y).toBeLessThan(projection?.height ?? 0);
  expect(southWest?.y).toBeGreaterThan(northEast?.y ?? 0);
});

test("a kilometre is as long to the east as to the north", () => {
  const projection = projectionOf(points, 1);
  const at = (lon: number, lat: number) => projection?.place({ lon, lat }) ?? { x: 0, y: 0 };
  const east = at(121.39 + 0.01 / Math.cos((31.215 * Math.PI) / 180), 31.2).x - at(121.39, 31.2).x;
  const north = at(121.39, 31.2).y - at(121.39, 31.21).y;
  expect(east / north).toBeCloseTo(1, 3);
});

test("one point stands in the middle, and no point makes no picture", () => {
  const { x, y } = projectionOf(points.slice(0, 1), 2)?.place({ lon: 121.34, lat: 31.19 }) ?? { x: 0, y: 0 };
  expect([Math.round(x), Math.round(y)]).toEqual([500, 250]);
  expect(projectionOf([], 2)).toBeUndefined();
});
