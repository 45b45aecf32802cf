// Whole documents -> calendars: the notices of several years as published and as pasted, and files of holiday-cn.
import { readFileSync } from "node:fs";
import { isWorkday } from "chinese-days";
import { describe, expect, it, vi } from "vitest";
import { loadCalendars } from "../src/calendar-data.ts";
import type { CalendarVersion } from "../src/domain/sla/calendar.ts";
import type { CheckedDraft, DraftResult } from "../src/domain/sla/import/calendar-draft.ts";
import { toCalendarVersion } from "../src/domain/sla/import/calendar-version.ts";
import { checkDraft } from "../src/domain/sla/import/check-draft.ts";
import { datesFromTo, isWeekend } from "../src/domain/sla/import/civil-date.ts";
import { decreeDays } from "../src/domain/sla/import/decree.ts";
import { missingNextYear } from "../src/domain/sla/import/missing-year.ts";
import { parseHolidayCn } from "../src/domain/sla/import/parse-holiday-cn.ts";
import { parseNotice } from "../src/domain/sla/import/parse-notice.ts";

// chinese-days answers for the wrong day where the host's zone is west of Greenwich
vi.hoisted(() => {
  process.env.TZ = "Asia/Shanghai";
});

const shipped = loadCalendars();
const shipped2026 = shipped.find(({ id }) => id === "CN-2026");

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/calendars/${name}`, import.meta.url), "utf8");
}

function checked(parsed: DraftResult, known: readonly CalendarVersion[] = []): CheckedDraft {
  const result = parsed.ok ? checkDraft(parsed.draft, known) : parsed;
  if (!result.ok) throw new Error(result.problems.map(({ en }) => en).join("\n"));
  return result.draft;
}

function calendarFrom(parsed: DraftResult): CalendarVersion {
  const draft = checked(parsed);
  const publishedAt = draft.publishedAt ?? 0;
  return toCalendarVersion(draft, { publishedAt, recordedAt: publishedAt, source: draft.source ?? "" });
}

describe("the notice of 2026", () => {
  it("becomes exactly the shipped calendar", () => {
    expect(calendarFrom(parseNotice(fixture("notice-2026.txt")))).toEqual(shipped2026);
  });

  it.each([
    ["with odd line breaks, no-break spaces, full-width numbers and other marks", (text: string) => text],
    ["with line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
    ["in one line", (text: string) => text.replaceAll("\n", " ")],
    ["one character a line", (text: string) => [...text].join("\n")],
  ])("pasted %s becomes the same calendar", (_, paste) => {
    expect(calendarFrom(parseNotice(paste(fixture("notice-2026-pasted.txt"))))).toEqual(shipped2026);
  });

  it("imported again is refused, as it is known", () => {
    const parsed = parseNotice(fixture("notice-2026.txt"));
    expect(parsed.ok && checkDraft(parsed.draft, shipped)).toMatchObject({
      ok: false,
      problems: [{ code: "already-known" }],
    });
  });

  it("with one make-up day moved is an amendment of the shipped calendar", () => {
    const moved = fixture("notice-2026.txt").replace("5月9日（周六）", "4月25日（周六）");
    expect(checked(parseNotice(moved), shipped)).toMatchObject({
      id: "CN-2026.2",
      amends: {
        id: "CN-2026",
        changes: [
          { date: "2026-04-25", before: "off", after: "work" },
          { date: "2026-05-09", before: "work", after: "off" },
        ],
      },
    });
  });

  it.each([
    ["a weekday", "9月20日（周日）", "9月20日（周六）", ["weekday-differs"]],
    ["a count", "共9天", "共8天", ["count-differs"]],
    [
      "the end of a range and its count",
      "23日（农历正月初七、周一）放假调休，共9天",
      "22日（周日）放假调休，共8天",
      ["off-count-implausible"],
    ],
    ["a make-up day", "1月4日（周日）上班。", "", ["off-count-implausible"]],
    ["a make-up day put on a holiday", "5月9日（周六）", "5月2日（周六）", ["off-and-work"]],
    ["a make-up day put on a weekday", "5月9日（周六）", "5月8日（周五）", ["work-on-weekday"]],
    ["a whole holiday", /三、清明节.*\n/, "", ["holiday-missing", "off-count-implausible"]],
    ["the year", /2026/g, "2027", ["weekday-differs"]],
  ])("with %s wrong is refused, and the error named", (_, right, wrong, codes) => {
    const parsed = parseNotice(fixture("notice-2026.txt").replace(right, wrong));
    const result = parsed.ok ? checkDraft(parsed.draft, []) : parsed;
    expect([...new Set(result.ok ? [] : result.problems.map(({ code }) => code))]).toEqual(codes);
  });
});

describe("a digit mistyped in the notice of 2026", () => {
  const text = fixture("notice-2026.txt");
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index).filter((index) => index > text.indexOf("一、"));
  const mistyped = digits.flatMap((index) =>
    [..."0123456789"].map((digit) => text.slice(0, index) + digit + text.slice(index + 1)).filter((t) => t !== text),
  );
  const accepted = mistyped.flatMap((mistake) => {
    const parsed = parseNotice(mistake);
    const result = parsed.ok ? checkDraft(parsed.draft, []) : parsed;
    return result.ok ? [result.draft] : [];
  });

  it("never changes a day off unnoticed", () => {
    expect(mistyped.length).toBeGreaterThan(500);
    for (const { off } of accepted) expect(off).toEqual(shipped2026?.off);
  });

  it("passes only where a make-up day becomes another Saturday near a holiday: the notice itself could say so", () => {
    const moved = accepted.flatMap(({ work }) => work.filter((date) => !shipped2026?.work.includes(date)));
    expect(moved).toEqual(["2026-03-14", "2026-03-28", "2026-10-17"]);
  });
});

describe("a notice of an earlier year", () => {
  it.each([2016, 2023, 2024, 2025])("%i gives the working days chinese-days has on each day it covers", (year) => {
    const { from, to, off, work } = calendarFrom(parseNotice(fixture(`notice-${year}.txt`)));
    const days = datesFromTo(from, to);
    const ours = days.map((date) => [date, work.includes(date) || (!off.includes(date) && !isWeekend(date))]);
    expect(ours).toEqual(days.map((date) => [date, isWorkday(date)]));
  });

  it("that began in the December before covers it", () => {
    expect(calendarFrom(parseNotice(fixture("notice-2023.txt"))).from).toBe("2022-12-31");
  });
});

describe("a file of holiday-cn", () => {
  it("of 2026 has the days of the shipped calendar", () => {
    const { off, work, from, to } = checked(parseHolidayCn(JSON.parse(fixture("holiday-cn-2026.json"))));
    expect({ off, work, from, to }).toEqual({
      off: shipped2026?.off,
      work: shipped2026?.work,
      from: "2026-01-01",
      to: "2026-12-31",
    });
  });

  it("of 2027 is a stub and refused as not published yet", () => {
    expect(parseHolidayCn(JSON.parse(fixture("holiday-cn-2027-stub.json")))).toMatchObject({
      ok: false,
      problems: [{ code: "not-published", zh: expect.stringContaining("2027"), en: expect.stringContaining("2027") }],
    });
  });
});

it("the shipped calendars miss 2027 since 1 November 2026", () => {
  const since = Date.parse("2026-11-01T00:00:00+08:00");
  expect(missingNextYear(shipped, since - 1)).toBeNull();
  expect(missingNextYear(shipped, since)).toEqual({ year: 2027, since });
});

it("the decree's number of days holds in each year since 2014 but those with days granted besides", () => {
  const odd = Array.from({ length: 13 }, (_, n) => 2014 + n).flatMap((year) => {
    const days = datesFromTo(`${year}-01-01`, `${year}-12-31`);
    const weekdaysOff = days.filter((date) => !isWeekend(date) && !isWorkday(date)).length;
    const weekendsOn = days.filter((date) => isWeekend(date) && isWorkday(date)).length;
    const surplus = weekdaysOff - weekendsOn - decreeDays(year);
    return surplus === 0 ? [] : [[year, surplus]];
  });
  // 3 September 2015; Spring Festival 2020, made two days longer
  expect(odd).toEqual([
    [2015, 1],
    [2020, 2],
  ]);
});
