import { describe, expect, it } from "vitest";
import { isOpenAt } from "./opening-hours.ts";

const office = { week: [1, 2, 3, 4, 5].map((day) => ({ day, fromMin: 540, toMin: 1020 })) };
/** Shanghai local time */
const at = (text: string) => Date.parse(`${text}:00+08:00`);

describe("opening hours", () => {
  it.each([
    ["2026-11-23T08:59", false],
    ["2026-11-23T09:00", true],
    ["2026-11-23T16:59", true],
    ["2026-11-23T17:00", false],
    ["2026-11-22T10:00", false],
    // still Friday in Greenwich, Saturday in Shanghai
    ["2026-11-28T00:30", false],
  ])("of an office on %s: %s", (text, open) => {
    expect(isOpenAt(office, at(text))).toBe(open);
  });

  it("never end where a point is open day and night", () => {
    const always = { week: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 })) };
    expect([isOpenAt(always, at("2026-11-22T00:00")), isOpenAt(always, at("2026-11-22T23:59"))]).toEqual([true, true]);
  });

  it("that nobody entered are unknown and not closed", () => {
    expect(isOpenAt(null, at("2026-11-22T03:00"))).toBe("unknown");
  });
});
