import { describe, expect, it } from "vitest";
import { meanPosition, metresBetween } from "./position-mean.ts";

const fix = (lon: number, lat: number, accuracyM: number) => ({ lon, lat, accuracyM, at: 0 });

describe("meanPosition", () => {
  it("is none without a fix", () => {
    expect(meanPosition([])).toBeUndefined();
  });

  it("is the middle of fixes of one accuracy", () => {
    const mean = meanPosition([fix(121.4, 31.2, 10), fix(121.402, 31.2, 10)]);
    expect(mean?.lon).toBeCloseTo(121.401, 9);
    expect(mean?.lat).toBeCloseTo(31.2, 9);
    expect(mean?.spreadM).toBeCloseTo(95.1, 0);
  });

  it("stays near the fix that is ten times as good", () => {
    const mean = meanPosition([fix(121.4, 31.2, 5), fix(121.5, 31.2, 50)]);
    expect(mean?.lon).toBeCloseTo(121.4 + 0.1 / 101, 6);
  });

  it("takes an accuracy of nought metres for one", () => {
    expect(meanPosition([fix(121.4, 31.2, 0), fix(121.4, 31.2, 0)])?.lon).toBeCloseTo(121.4, 9);
  });
});

describe("metresBetween", () => {
  it("measures a degree of latitude", () => {
    expect(metresBetween({ lon: 121, lat: 31 }, { lon: 121, lat: 32 })).toBeCloseTo(111_195, -1);
  });
});
