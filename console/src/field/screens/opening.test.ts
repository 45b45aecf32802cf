import { describe, expect, it } from "vitest";
import { openingAt } from "./opening.ts";

/** Shanghai wall time on Monday, 2026-11-23. */
const monday = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`);
const sunday = Date.parse("2026-11-22T10:00:00+08:00");
const office = {
  week: [
    { day: 1, fromMin: 780, toMin: 1020 },
    { day: 1, fromMin: 510, toMin: 690 },
  ],
};

describe("openingAt", () => {
  it("says that nobody has entered them", () => {
    expect(openingAt(null, sunday)).toEqual({ state: "unknown" });
  });

  it("says that the door stays closed on a day without hours", () => {
    expect(openingAt(office, sunday)).toEqual({ state: "closed-today" });
  });

  it("gives the day's hours in order, whatever order they were entered in", () => {
    expect(openingAt(office, monday("09:00"))).toEqual({ state: "open", spans: ["08:30–11:30", "13:00–17:00"] });
  });

  it.each(["08:29", "11:30", "12:59", "17:00"])("is outside at %s", (time) => {
    expect(openingAt(office, monday(time)).state).toBe("outside");
  });

  it.each(["08:30", "11:29", "13:00", "16:59"])("is open at %s", (time) => {
    expect(openingAt(office, monday(time)).state).toBe("open");
  });

  it("knows a door that is never closed", () => {
    const always = { week: [{ day: 1, fromMin: 0, toMin: 1440 }] };
    expect(openingAt(always, monday("03:00"))).toEqual({ state: "round-the-clock" });
  });
});
