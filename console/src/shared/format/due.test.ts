import { expect, test } from "vitest";
import { dueDay, dueYear, formatDay, formatDue, formatMoment } from "./due.ts";

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const now = shanghai("2026-09-10T09:30");

test("a day clock's due is 24:00 of the day that its last millisecond belongs to", () => {
  const due = { dueAt: shanghai("2026-09-18T00:00"), dayClock: true };
  expect(formatDue(due, now, "zh")).toBe("9月17日 24:00");
  expect(formatDue(due, now, "en")).toBe("17 Sep 24:00");
  expect(dueDay(due)).toBe("2026-09-17");
});

test("the last day of a year keeps its year", () => {
  const due = { dueAt: shanghai("2027-01-01T00:00"), dayClock: true };
  expect(formatDue(due, now, "zh")).toBe("12月31日 24:00");
  expect(dueYear(due)).toBe("2026");
});

test("a due in another year names the year", () => {
  expect(formatDue({ dueAt: shanghai("2027-01-06T00:00"), dayClock: true }, now, "zh")).toBe("2027年1月5日 24:00");
  expect(formatDue({ dueAt: shanghai("2027-01-06T00:00"), dayClock: true }, now, "en")).toBe("5 Jan 2027 24:00");
});

test("an hour clock is written by its time, with the day unless it is today", () => {
  expect(formatDue({ dueAt: shanghai("2026-09-10T11:30"), dayClock: false }, now, "zh")).toBe("11:30");
  expect(formatDue({ dueAt: shanghai("2026-09-11T09:30"), dayClock: false }, now, "zh")).toBe("9月11日 09:30");
});

test("an hour clock that ends at midnight ends at 00:00 of its day, not at 24:00 of the day before", () => {
  expect(formatDue({ dueAt: shanghai("2026-09-11T00:00"), dayClock: false }, now, "zh")).toBe("9月11日 00:00");
});

test("a clock of days times 24 hours ends at its time of day", () => {
  expect(formatDue({ dueAt: shanghai("2026-09-17T09:30"), dayClock: true }, now, "zh")).toBe("9月17日 09:30");
});

test("a day without year and a moment with its day", () => {
  expect(formatDay("2026-10-01", now, "zh")).toBe("10月1日");
  expect(formatMoment(now, now, "zh")).toBe("9月10日 09:30");
});
