import { describe, expect, it } from "vitest";
import { loadCalendars } from "../../calendar-data.ts";
import { dayEnd, parseLocalDay } from "../sla/local-day.ts";
import { prepareCalendars } from "../sla/working-calendar.ts";
import { overdueBefore, reportDue, reportDueBefore, yearsWithoutNotice } from "./report-due.ts";

const shipped = loadCalendars();
const calendars = prepareCalendars(shipped);
const at = (text: string) => Date.parse(`${text}:00+08:00`);
const endOf = (text: string) => dayEnd(parseLocalDay(text));
const later = at("2026-12-30T12:00");

describe("the report of an inspection", () => {
  it("is due at 24:00 of the fifth working day, the day of completion not counted", () => {
    const due = { dueAt: endOf("2026-09-11"), status: "final" };
    expect(reportDue(at("2026-09-04T09:00"), 5, calendars, later)).toEqual(due);
    expect(reportDue(at("2026-09-04T23:59"), 5, calendars, later)).toEqual(due);
  });
  it("counts make-up Saturdays and leaves out the days of a holiday", () => {
    expect(reportDue(at("2026-09-28T15:00"), 5, calendars, later)?.dueAt).toBe(endOf("2026-10-10"));
  });
  it("is provisional where only the decree speaks for a day", () => {
    expect(reportDue(at("2026-12-28T15:00"), 5, calendars, later)).toMatchObject({ status: "provisional" });
  });
  it("is unknown where no calendar reaches", () => {
    expect(reportDue(at("2027-12-29T15:00"), 5, calendars, later)).toBeNull();
  });
  it("moves with a holiday that is amended before it was due, and says what it was", () => {
    const [first] = shipped.filter(({ id }) => id === "CN-2026");
    if (first === undefined) throw new Error("no calendar of 2026");
    const publishedAt = at("2026-09-29T10:00");
    const amended = { ...first, id: "CN-2026-2", publishedAt, recordedAt: publishedAt, work: ["2026-09-20"] };
    const both = prepareCalendars([...shipped, amended]);
    const completedAt = at("2026-09-28T15:00");
    const due = reportDue(completedAt, 5, both, later);
    expect(due?.dueAt).toBe(endOf("2026-10-12"));
    expect(reportDueBefore(completedAt, completedAt, 5, both, due)).toBe(endOf("2026-10-10"));
    expect(
      reportDueBefore(completedAt, completedAt, 5, calendars, reportDue(completedAt, 5, calendars, later)),
    ).toBeNull();
  });
});

describe("the instant before which every completion is overdue", () => {
  it.each(["2026-09-12T00:00", "2026-09-14T10:00", "2026-10-08T09:00", "2026-11-22T10:00"])("agrees at %s", (text) => {
    const now = at(text);
    const edge = overdueBefore(() => 5, calendars, now);
    const isOverdue = (completedAt: number) => (reportDue(completedAt, 5, calendars, now)?.dueAt ?? 0) < now;
    expect([isOverdue(edge - 1), isOverdue(edge)]).toEqual([true, false]);
  });
});

it("years without a notice are named up to the end of a term", () => {
  const days = [parseLocalDay("2026-11-22"), parseLocalDay("2027-05-31")] as const;
  expect(yearsWithoutNotice(calendars, ...days, later)).toEqual([2027]);
});
