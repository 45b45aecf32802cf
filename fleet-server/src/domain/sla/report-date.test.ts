import { describe, expect, it } from "vitest";
import { at, calendar, shipped } from "../../../test/sla-cases.ts";
import { formatLocalDay, parseLocalDay } from "./local-day.ts";
import { monthOf, parseIsoWeek, reportDate, weekOf } from "./report-date.ts";
import { prepareCalendars } from "./working-calendar.ts";

function weekly(day: string, asOf = "2027-12-31 09:00") {
  return reportDate(weekOf(parseLocalDay(day)), shipped, at(asOf));
}
function monthly(day: string) {
  return reportDate(monthOf(parseLocalDay(day)), shipped, at("2027-12-31 09:00"));
}

describe("the weekly report", () => {
  it("is due at the end of Friday of a plain week", () => {
    expect(weekly("2026-09-07")).toMatchObject({ dueAt: at("09-12 00:00"), covers: ["2026-09-07", "2026-09-13"] });
  });
  it("is due at the end of a Sunday on which people work", () => {
    expect(weekly("2026-09-16").dueAt).toBe(at("09-21 00:00"));
  });
  it("of a week without a working day is due at the end of the first one after it", () => {
    expect(weekly("2026-02-16").dueAt).toBe(at("02-25 00:00"));
  });
  it("is provisional where no notice speaks", () => {
    expect(weekly("2027-01-04")).toMatchObject({ dueStatus: "provisional", calendars: ["CN-2027-STATUTORY"] });
  });
});

describe("the monthly report", () => {
  it("is due at the end of the last working day of the month", () => {
    expect(monthly("2026-10-20")).toMatchObject({
      dueAt: at("10-31 00:00"),
      dueStatus: "final",
      covers: ["2026-10-01", "2026-10-31"],
    });
  });
  it("is provisional where no notice speaks", () => {
    expect(monthly("2027-01-15").dueStatus).toBe("provisional");
  });
});

describe("a report whose calendar is amended", () => {
  const calendars = prepareCalendars([
    calendar({ id: "first", publishedAt: at("01-01") }),
    calendar({ id: "second", publishedAt: at("09-20"), off: ["2026-09-18", "2026-09-25"] }),
  ]);
  it("keeps a due that had passed and moves one that had not", () => {
    const dueOf = (day: string) => reportDate(weekOf(parseLocalDay(day)), calendars, at("09-22")).dueAt;
    expect([dueOf("2026-09-14"), dueOf("2026-09-21")]).toEqual([at("09-19 00:00"), at("09-25 00:00")]);
  });
});

describe("an ISO week", () => {
  const monday = (text: string) => {
    const week = parseIsoWeek(text);
    return week === null ? null : formatLocalDay(week.from);
  };
  it("begins on its Monday, in the year it belongs to", () => {
    expect([monday("2026-W37"), monday("2026-W01"), monday("2026-W53")]).toEqual([
      "2026-09-07",
      "2025-12-29",
      "2026-12-28",
    ]);
  });
  it("is refused when the year has no such week", () => {
    expect([monday("2027-W53"), monday("2026-W00"), monday("2026-37")]).toEqual([null, null, null]);
  });
});
