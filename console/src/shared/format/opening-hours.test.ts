import { expect, test } from "vitest";
import { formatMinutes, fromDays, groupDays, parseMinutes, toDays } from "./opening-hours.ts";

test("a time of the day goes to minutes and back", () => {
  expect(parseMinutes("08:30")).toBe(510);
  expect(parseMinutes("24:00")).toBe(1440);
  expect(parseMinutes("24:01")).toBeUndefined();
  expect(parseMinutes("08:75")).toBeUndefined();
  expect(formatMinutes(510)).toBe("08:30");
});

test("a day without an entry is closed and stays closed", () => {
  const hours = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };
  expect(toDays(hours).filter((d) => d.open)).toHaveLength(1);
  expect(fromDays(toDays(hours))).toEqual(hours);
});

test("equal days in a row are read as one span, a gap breaks it", () => {
  const day = (n: number) => ({ day: n, fromMin: 540, toMin: 1020 });
  expect(groupDays({ week: [day(1), day(2), day(3), day(5), { day: 6, fromMin: 600, toMin: 960 }] })).toEqual([
    { first: 1, last: 3, fromMin: 540, toMin: 1020 },
    { first: 5, last: 5, fromMin: 540, toMin: 1020 },
    { first: 6, last: 6, fromMin: 600, toMin: 960 },
  ]);
});
