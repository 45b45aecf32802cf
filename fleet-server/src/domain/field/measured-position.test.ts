import { describe, expect, it } from "vitest";
import { distanceM } from "../kiosk-import/crs.ts";
import { measuredPosition } from "./measured-position.ts";

const fix = (at: number, lon: number, accuracyM: number) => ({ lon, lat: 31.2, accuracyM, at });

describe("a position measured on site", () => {
  it("leans to the better fixes", () => {
    const measured = measuredPosition([fix(1, 121.4, 5), fix(2, 121.4, 5), fix(3, 121.4002, 50)]);
    expect(measured).toMatchObject({ fixes: 3 });
    // 19 m apart, the third a hundredth of the weight
    expect(distanceM(measured ?? { lon: 0, lat: 0 }, { lon: 121.4, lat: 31.2 })).toBeLessThan(0.2);
  });
  it("is no better than its best fix, though there are many", () => {
    const measured = measuredPosition(Array.from({ length: 50 }, (_, n) => fix(n, 121.4, 12)));
    expect(measured).toMatchObject({ accuracyM: 12 });
  });
  it("is as poor as its fixes lie apart", () => {
    const measured = measuredPosition([fix(1, 121.4, 4), fix(2, 121.4006, 4), fix(3, 121.4003, 4)]);
    expect(measured?.accuracyM).toBeGreaterThan(20);
  });
  it.each([
    ["two fixes", [fix(1, 121.4, 5), fix(2, 121.4, 5)]],
    ["one fix that was handed out three times", [fix(1, 121.4, 5), fix(1, 121.4, 5), fix(1, 121.4, 5)]],
    ["fixes of a cell tower", [fix(1, 121.4, 800), fix(2, 121.4, 800), fix(3, 121.4, 800)]],
    ["fixes of two places", [fix(1, 121.4, 5), fix(2, 121.4, 5), fix(3, 121.42, 5)]],
  ])("is none from %s", (_, fixes) => {
    expect(measuredPosition(fixes)).toBeUndefined();
  });
});
