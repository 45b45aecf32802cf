import { expect, test } from "vitest";
import { formatDateTime, formatShort, formatTimeMillis, parseDate, parseDateTime, weekday } from "./time.ts";

const at = Date.UTC(2026, 10, 22, 2, 32, 5, 123);

test("times are Shanghai wall time whatever the zone of the machine", () => {
  expect(formatDateTime(at)).toBe("2026-11-22 10:32");
  expect(formatTimeMillis(at)).toBe("10:32:05.123");
  expect(formatDateTime(Date.UTC(2026, 11, 31, 16, 0))).toBe("2027-01-01 00:00");
});

test("the short form leaves out what the reader already knows", () => {
  expect(formatShort(at, at + 3_600_000)).toBe("10:32");
  expect(formatShort(at, at + 24 * 3_600_000)).toBe("11-22 10:32");
  expect(formatShort(at, at + 60 * 24 * 3_600_000)).toBe("2026-11-22 10:32");
});

test.each([
  ["2026-11-22 10:32", Date.UTC(2026, 10, 22, 2, 32)],
  [" 2026-1-2 9:05 ", Date.UTC(2026, 0, 2, 1, 5)],
  ["2026-11-22\u300010：32", Date.UTC(2026, 10, 22, 2, 32)],
])("the typed time %s is read as Shanghai time", (text, instant) => {
  expect(parseDateTime(text)).toBe(instant);
});

test.each(["", "22.11.2026 10:32", "2026-13-01 10:32", "2026-02-31 10:32", "2026-11-22 24:30", "2026-11-22"])(
  "%s is no time",
  (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  },
);

test("a typed date is the midnight in Shanghai with which it begins", () => {
  expect(parseDate(" 2026-9-01 ")).toBe(Date.UTC(2026, 7, 31, 16));
  expect(parseDate("2026-09-01 10:00")).toBeUndefined();
  expect(parseDate("2026-02-30")).toBeUndefined();
});

test("the weekday is that of Shanghai, not of UTC", () => {
  expect(weekday(Date.UTC(2026, 10, 21, 15, 59))).toBe(6);
  expect(weekday(Date.UTC(2026, 10, 21, 16, 0))).toBe(0);
});
