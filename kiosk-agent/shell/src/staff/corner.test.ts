import { describe, expect, it } from "vitest";
import { nextTaps } from "./corner.ts";

function tapped(...times: readonly number[]) {
  let kept: readonly number[] = [];
  return times.map((at) => {
    const next = nextTaps(kept, at);
    kept = next.kept;
    return next.open;
  });
}

describe("the corner for staff", () => {
  it("opens at the fifth tap within three seconds", () => {
    expect(tapped(0, 500, 1000, 1500, 2900)).toEqual([false, false, false, false, true]);
  });

  it("stays shut when they come more slowly", () => {
    expect(tapped(0, 1000, 2000, 3000, 4000, 5000)).not.toContain(true);
  });

  it("counts from the beginning once it has opened", () => {
    expect(tapped(0, 100, 200, 300, 400, 500)).toEqual([false, false, false, false, true, false]);
  });
});
