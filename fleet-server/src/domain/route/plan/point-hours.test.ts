import { describe, expect, it } from "vitest";
import { parseLocalDay } from "../../sla/local-day.ts";
import { beginWindows, pointDay } from "./point-hours.ts";
import { defaultSettings } from "./settings.ts";

const monday = parseLocalDay("2026-11-23");
const sunday = parseLocalDay("2026-11-22");

describe("a point's day", () => {
  it("is office hours where nobody has entered any, and says so", () => {
    expect(pointDay(null, monday, defaultSettings)).toEqual({ open: [[540, 1020]], assumed: true });
  });

  it("has the hours of its weekday, Sunday being 0, joined where they touch", () => {
    const span = (day: number, fromMin: number, toMin: number) => ({ day, fromMin, toMin });
    const week = [span(1, 800, 1000), span(1, 540, 720), span(1, 700, 780), span(0, 600, 660), span(1, 900, 900)];
    const open = [
      [540, 780],
      [800, 1000],
    ];
    expect(pointDay({ week }, monday, defaultSettings)).toEqual({ open, assumed: false });
    expect(pointDay({ week }, sunday, defaultSettings).open).toEqual([[600, 660]]);
    expect(pointDay({ week: [] }, monday, defaultSettings).open).toEqual([]);
  });

  it("lets work begin while it ends before the door closes, and not before it is wanted", () => {
    const day = { open: [[540, 600] as const, [700, 800] as const], assumed: false };
    expect(beginWindows(day, 60, 0)).toEqual([
      [540, 540],
      [700, 740],
    ]);
    expect(beginWindows(day, 60, 720)).toEqual([[720, 740]]);
    expect(beginWindows(day, 101, 0)).toEqual([]);
  });
});
