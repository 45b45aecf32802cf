import { describe, expect, it } from "vitest";
import type { CalendarVersion } from "../calendar.ts";
import { missingNextYear } from "./missing-year.ts";

function calendar(year: number, change: Partial<CalendarVersion> = {}): CalendarVersion {
  const source = "a notice";
  const dates = { from: `${year}-01-01`, to: `${year}-12-31`, off: [], work: [] };
  return { id: `CN-${year}`, kind: "official", publishedAt: 0, recordedAt: 0, ...dates, source, ...change };
}

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const november2026 = shanghai("2026-11-01T00:00");
const missing2027 = { year: 2027, since: november2026 };

describe("next year's calendar", () => {
  it("is missed from 1 November 00:00 in Shanghai", () => {
    expect(missingNextYear([calendar(2026)], november2026 - 1)).toBeNull();
    expect(missingNextYear([calendar(2026)], november2026)).toEqual(missing2027);
    expect(missingNextYear([calendar(2026)], shanghai("2026-12-31T23:59"))).toEqual(missing2027);
  });

  it("is no longer missed once it is official", () => {
    expect(missingNextYear([calendar(2026), calendar(2027)], november2026)).toBeNull();
    expect(missingNextYear([calendar(2026), calendar(2027, { from: "2026-12-31" })], november2026)).toBeNull();
  });

  it.each([
    ["statutory days", { kind: "statutory" as const }],
    ["a calendar that begins late", { from: "2027-01-02" }],
    ["a calendar that ends early", { to: "2027-12-30" }],
    ["a calendar published later", { publishedAt: november2026 + 1 }],
    ["a calendar recorded later", { recordedAt: november2026 + 1 }],
  ])("is missed in spite of %s", (_, change) => {
    expect(missingNextYear([calendar(2026), calendar(2027, change)], november2026)).toEqual(missing2027);
  });
});

describe("this year's calendar", () => {
  it("is missed at any time, since the November before", () => {
    const missing2026 = { year: 2026, since: shanghai("2025-11-01T00:00") };
    expect(missingNextYear([], shanghai("2026-01-01T00:00"))).toEqual(missing2026);
    expect(missingNextYear([calendar(2027)], november2026)).toEqual(missing2026);
  });
});
