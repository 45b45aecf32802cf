import { expect, it } from "vitest";
import { distanceM, fromGcj02, toGcj02 } from "./crs.ts";

it("a round trip through GCJ-02 stays within a centimetre anywhere in the mainland", () => {
  for (let lon = 75; lon <= 134; lon += 3.7) {
    for (let lat = 19; lat <= 52; lat += 2.9) {
      expect(distanceM(fromGcj02(toGcj02({ lon, lat })), { lon, lat })).toBeLessThan(0.01);
    }
  }
});

it("Shanghai stands some five hundred metres off on a Chinese map, to the south-east", () => {
  const shown = toGcj02({ lon: 121.4, lat: 31.22 });
  expect(distanceM(shown, { lon: 121.4, lat: 31.22 })).toBeGreaterThan(400);
  expect(distanceM(shown, { lon: 121.4, lat: 31.22 })).toBeLessThan(600);
  expect(shown.lon).toBeGreaterThan(121.4);
  expect(shown.lat).toBeLessThan(31.22);
});

it("abroad nothing is shifted", () => {
  expect(fromGcj02({ lon: 2.35, lat: 48.85 })).toEqual({ lon: 2.35, lat: 48.85 });
});
