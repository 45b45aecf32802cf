import { describe, expect, it } from "vitest";
import { approved, at, clock, event, ignored, pause } from "../../../test/sla-cases.ts";

const reported = event("reported", "09-10 09:30", { class: "software" });

function extend(when: string, days: number, milestone = "fix_software") {
  return event("extension_granted", when, { milestone, days, ...approved });
}
function due(...events: ReturnType<typeof event>[]) {
  return clock("fix_software", [reported, ...events], "10-30 10:00").dueAt;
}
function reasons(...events: ReturnType<typeof event>[]) {
  return ignored([reported, ...events], "10-30 10:00").map((row) => row.split(": ")[1]);
}

describe("an approved extension", () => {
  it("adds whole days", () => {
    expect(due(extend("09-16 09:00", 3))).toBe(at("09-21 00:00"));
  });
  it("adds to those before it", () => {
    expect(due(extend("09-16 09:00", 3), extend("09-20 09:00", 2))).toBe(at("09-23 00:00"));
  });
  it("counts at the due instant", () => {
    expect(due(extend("09-18 00:00", 1))).toBe(at("09-19 00:00"));
  });
  it("counts while the clock is paused", () => {
    const log = [reported, pause("09-12 10:00"), extend("09-25 10:00", 3)];
    expect(clock("fix_software", log, "09-26 10:00").remaining).toEqual({ days: 9 });
  });
  it("adds 24 hours a day to an hour clock", () => {
    const log = [reported, extend("09-10 12:00", 2, "prelim_diagnosis")];
    expect(clock("prelim_diagnosis", log, "09-11 10:00").dueAt).toBe(at("09-13 09:30"));
  });
  it("moves a clock of service hours by the day's window", () => {
    const log = [event("reported", "09-10 10:00"), extend("09-10 11:00", 1, "resolve")];
    expect(clock("resolve", log, "09-10 12:00", { policyId: "SC-L1@7x8" }).dueAt).toBe(at("09-11 12:00"));
  });
  it("counts on from the day itself when the last day had rolled over", () => {
    // 09-26 is day 7 and lies in the Mid-Autumn holiday; with two more days the last one is Monday 09-28.
    const log = [event("reported", "09-19 09:30", { class: "software" }), extend("09-21 09:00", 2)];
    const rolled = { policyId: "CN-KIOSK@civil203" };
    expect(clock("fix_software", log.slice(0, 1), "09-22 09:00", rolled).dueAt).toBe(at("09-29 00:00"));
    expect(clock("fix_software", log, "09-22 09:00", rolled).dueAt).toBe(at("09-29 00:00"));
  });
  it("leaves nothing provisional of the day its clock had rolled to when the clock stands in a pause", () => {
    // Day 7 is Saturday 2027-01-02 and rolls to the Monday, of which no notice speaks.
    const log = [
      event("reported", "12-26 09:30", { class: "software" }),
      extend("12-28 11:00", 3),
      pause("2027-01-05 10:00"),
    ];
    const rolled = { policyId: "CN-KIOSK@civil203" };
    expect(clock("fix_software", log.slice(0, 1), "12-27 09:00", rolled).dueStatus).toBe("provisional");
    expect(clock("fix_software", log, "2027-01-05 11:00", rolled).dueStatus).toBe("final");
  });
  it("given after a completion counts once the completion is undone", () => {
    const log = [event("verified", "09-12 10:00"), extend("09-13 10:00", 3)];
    expect(reasons(...log)).toEqual(["extension-of-closed-clock"]);
    expect(due(...log, event("reopened", "09-14 10:00", { reason: "not_fixed" }))).toBe(at("09-21 00:00"));
  });
});

describe("an extension that counts for nothing", () => {
  it("was approved by nobody", () => {
    const alone = event("extension_granted", "09-16 09:00", { milestone: "fix_software", days: 3 });
    expect([due(alone), reasons(alone)]).toEqual([at("09-18 00:00"), ["extension-not-approved"]]);
  });
  it("came after the due then standing", () => {
    const late = extend("09-18 00:00:00.001", 30);
    expect([due(late), reasons(late)]).toEqual([at("09-18 00:00"), ["extension-after-breach"]]);
  });
  it("came after the clock was completed", () => {
    const log = [event("verified", "09-12 10:00"), extend("09-12 10:00", 3)];
    expect([due(...log), reasons(...log)]).toEqual([at("09-18 00:00"), ["extension-of-closed-clock"]]);
  });
  it("came after the order was cancelled", () => {
    expect(reasons(event("cancelled", "09-12 10:00"), extend("09-13 10:00", 3))).toEqual(["extension-of-closed-clock"]);
  });
  it("names a clock that has not started", () => {
    const log = [
      event("reported", "09-10 09:30", { class: "hardware_repair" }),
      extend("09-11 09:00", 3, "fix_hardware"),
    ];
    expect(ignored(log, "09-12 09:00")).toEqual(["extension_granted 09-11 09:00: extension-before-start"]);
  });
  it("names a clock the order does not have", () => {
    expect(reasons(extend("09-11 09:00", 3, "fix_hardware"))).toEqual(["extension-of-unknown-milestone"]);
    expect(reasons(extend("09-11 09:00", 3, "fix_everything"))).toEqual(["extension-of-unknown-milestone"]);
  });
});
