import { describe, expect, it } from "vitest";
import { at, calendar, clock, event, shipped } from "../../../test/sla-cases.ts";
import { parseLocalDay } from "./local-day.ts";
import { decidingVersion, isOfficial, isWorkingDay, prepareCalendars, publicationAt } from "./working-calendar.ts";

const day = parseLocalDay;
function knownAt(calendars: typeof shipped, instant: number) {
  return (calendars.publications[publicationAt(calendars, instant)] ?? calendars.publications[0]).calendar;
}
const now = knownAt(shipped, at("11-22 09:00"));

describe("the working calendar", () => {
  it("has the 248 working days of 2026, make-up weekends included", () => {
    let count = 0;
    for (let d = day("2026-01-01"); d <= day("2026-12-31"); d++) if (isWorkingDay(now, d)) count++;
    expect(count).toBe(248);
    expect([isWorkingDay(now, day("2026-09-20")), isWorkingDay(now, day("2026-10-07"))]).toEqual([true, false]);
  });
  it("knows 2027 by its statutory days only, which is not official", () => {
    expect([isWorkingDay(now, day("2027-01-01")), isOfficial(now, day("2027-01-01"))]).toEqual([false, false]);
  });
  it("takes Monday to Friday for working days beyond all versions", () => {
    expect([isWorkingDay(now, day("2028-01-03")), isWorkingDay(now, day("2028-01-01"))]).toEqual([true, false]);
    expect(decidingVersion(now, day("2028-01-03"))).toBeNull();
  });
  it("prefers a notice to the decree's days, and the newer notice to the older", () => {
    const versions = prepareCalendars([
      calendar({ id: "new", publishedAt: at("06-01"), from: "2026-10-01", to: "2026-10-31", work: ["2026-10-04"] }),
      calendar({ id: "old", publishedAt: at("01-01"), off: ["2026-10-05"] }),
      calendar({ id: "decree", kind: "statutory", publishedAt: at("07-01"), off: ["2026-10-06"] }),
    ]);
    const known = knownAt(versions, at("08-01"));
    expect(["2026-09-30", "2026-10-05", "2026-10-06"].map((d) => decidingVersion(known, day(d)))).toEqual([
      "old",
      "new",
      "new",
    ]);
    expect(isWorkingDay(known, day("2026-10-05"))).toBe(true);
  });
  it("does not know a version before it was both published and recorded", () => {
    const versions = prepareCalendars([
      calendar({ id: "x", publishedAt: at("06-01"), recordedAt: at("07-01"), off: ["2026-10-05"] }),
    ]);
    expect(isWorkingDay(knownAt(versions, at("07-01") - 1), day("2026-10-05"))).toBe(true);
    expect(isWorkingDay(knownAt(versions, at("07-01")), day("2026-10-05"))).toBe(false);
  });
});

describe("a calendar that changes", () => {
  // Inspected on Tuesday 09-08: 9, 10, 11, 14, 15. The amendment makes 09-11 and 09-14 days off.
  const inspected = event("inspection_completed", "09-08 16:00");
  const first = calendar({ id: "first", publishedAt: at("01-01") });
  function amended(when: string) {
    const second = calendar({ id: "second", publishedAt: at(when), off: ["2026-09-11", "2026-09-14"] });
    return { policyId: "CN-INSP-REPORT", calendars: prepareCalendars([first, second]) };
  }
  it("moves an open clock", () => {
    expect(clock("inspection_report", [inspected], "09-12 10:00", amended("09-12 09:00")).dueAt).toBe(
      at("09-18 00:00"),
    );
  });
  it("is not used before it is known", () => {
    expect(clock("inspection_report", [inspected], "09-12 08:59", amended("09-12 09:00")).dueAt).toBe(
      at("09-16 00:00"),
    );
  });
  it("leaves the verdict of a clock that was closed", () => {
    const log = [inspected, event("report_filed", "09-11 10:00")];
    expect(clock("inspection_report", log, "09-30 10:00", amended("09-12 09:00")).dueAt).toBe(at("09-16 00:00"));
  });
  it("moves a clock closed at the very instant it became known", () => {
    const log = [inspected, event("report_filed", "09-12 09:00")];
    expect(clock("inspection_report", log, "09-30 10:00", amended("09-12 09:00")).dueAt).toBe(at("09-18 00:00"));
  });
  it("is known at the instant it became known", () => {
    expect(clock("inspection_report", [inspected], "09-12 09:00", amended("09-12 09:00")).dueAt).toBe(
      at("09-18 00:00"),
    );
  });
  it("leaves the verdict of a clock whose due had passed", () => {
    const state = clock("inspection_report", [inspected], "09-17 10:00", amended("09-16 09:00"));
    expect(state).toMatchObject({ state: "breached", dueAt: at("09-16 00:00") });
  });
  it("moves a clock at its very due instant, which had not passed", () => {
    expect(clock("inspection_report", [inspected], "09-17 10:00", amended("09-16 00:00")).state).toBe("running");
  });
  it("published after a closing under provisional data decides it all the same", () => {
    const log = [event("inspection_completed", "2027-02-04 15:00"), event("report_filed", "2027-02-18 10:00")];
    const statutory = calendar({
      id: "decree",
      kind: "statutory",
      publishedAt: at("01-01"),
      from: "2027-01-01",
      to: "2027-12-31",
      off: ["2027-02-05", "2027-02-08"],
    });
    const notice = calendar({
      id: "notice",
      publishedAt: at("2027-03-01"),
      from: "2027-01-01",
      to: "2027-12-31",
      off: ["2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-02-12"],
      work: ["2027-02-14"],
    });
    const given = { policyId: "CN-INSP-REPORT", calendars: prepareCalendars([statutory, notice]) };
    expect(clock("inspection_report", log, "2027-02-28 10:00", given)).toMatchObject({
      state: "met_late",
      dueStatus: "provisional",
      dueAt: at("2027-02-16 00:00"),
    });
    expect(clock("inspection_report", log, "2027-03-02 10:00", given)).toMatchObject({
      state: "met",
      dueStatus: "final",
      dueAt: at("2027-02-19 00:00"),
    });
  });
  it("says provisional of a count that reached days without a notice, and of no count of calendar days", () => {
    const inspectedLate = event("inspection_completed", "12-29 15:00");
    expect(clock("inspection_report", [inspectedLate], "12-29 16:00", { policyId: "CN-INSP-REPORT" }).dueStatus).toBe(
      "provisional",
    );
    const reported = event("reported", "12-28 10:00", { class: "software" });
    expect(clock("fix_software", [reported], "12-29 10:00").dueStatus).toBe("final");
    expect(clock("fix_software", [reported], "12-29 10:00", { policyId: "CN-KIOSK@civil203" }).dueStatus).toBe(
      "provisional",
    );
  });
});
