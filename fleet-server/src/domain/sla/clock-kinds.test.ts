import { describe, expect, it } from "vitest";
import { at, clock, event, pause, resume } from "../../../test/sla-cases.ts";

function due(policyId: string, milestone: string, ...events: ReturnType<typeof event>[]) {
  return clock(milestone, events, "10-30 10:00", { policyId }).dueAt;
}
const software = event("reported", "09-10 09:30", { class: "software" });

describe("seven calendar days from 2026-09-10 09:30", () => {
  it("end at 24:00 of 09-17 (Civil Code 201)", () => {
    expect(due("CN-KIOSK", "fix_software", software)).toBe(at("09-18 00:00"));
  });
  it("end a day earlier when the first day counts", () => {
    expect(due("CN-KIOSK@inclusive", "fix_software", software)).toBe(at("09-17 00:00"));
  });
  it("end to the minute when they are 7 x 24 hours", () => {
    expect(due("CN-KIOSK@exact", "fix_software", software)).toBe(at("09-17 09:30"));
  });
});

describe("a day clock", () => {
  it("that starts at 24:00 starts on the day that begins", () => {
    expect(due("CN-KIOSK", "fix_software", event("reported", "09-11 00:00", { class: "software" }))).toBe(
      at("09-19 00:00"),
    );
  });
  it("takes the day of Shanghai, not of UTC", () => {
    // 2026-09-10T16:30Z is 00:30 on the 11th
    const log = event("reported", "09-11 00:30", { class: "software" });
    expect(due("CN-KIOSK", "fix_software", log)).toBe(at("09-19 00:00"));
  });
  it("rolls off a rest day where the Civil Code's 203 binds", () => {
    // Day 7 is Sunday 09-27 in the Mid-Autumn holiday.
    const log = event("reported", "09-20 09:30", { class: "software" });
    expect(due("CN-KIOSK", "fix_software", log)).toBe(at("09-28 00:00"));
    expect(due("CN-KIOSK@civil203", "fix_software", log)).toBe(at("09-29 00:00"));
  });
  it("does not roll off a weekend on which people work", () => {
    const log = event("reported", "09-13 09:30", { class: "software" });
    expect(due("CN-KIOSK@civil203", "fix_software", log)).toBe(at("09-21 00:00"));
  });
  it("does not end at a paused 24:00 of the day it rolled to", () => {
    const log = [event("reported", "09-20 09:30", { class: "software" }), pause("09-28 20:00"), resume("09-29 08:00")];
    expect(due("CN-KIOSK@civil203", "fix_software", ...log)).toBe(at("09-30 00:00"));
  });
});

describe("a clock of service hours", () => {
  const at7x8 = (when: string) => due("SC-L1@7x8", "resolve", event("reported", when));
  it("begins when the window opens", () => {
    expect(at7x8("09-10 03:00")).toBe(at("09-10 11:00"));
  });
  it("goes on the next day with what was left", () => {
    expect(at7x8("09-10 16:00")).toBe(at("09-11 10:00"));
  });
  it("that is used up as the window closes is due then, not next morning", () => {
    expect(at7x8("09-10 15:00")).toBe(at("09-10 17:00"));
  });
  it("runs on holidays where the window is open every day", () => {
    expect(at7x8("10-01 15:30")).toBe(at("10-02 09:30"));
  });
  it("is paused by nothing, its policy naming no ground", () => {
    const log = [event("reported", "09-10 16:00"), pause("09-10 16:30"), resume("09-11 10:00")];
    expect(due("SC-L1@7x8", "resolve", ...log)).toBe(at("09-11 10:00"));
  });
});

describe("a consultation in Dazhou (clause D6)", () => {
  const limit = (when: string) => {
    const start = event("reported", when);
    return ((due("DZ-CONSULT", "resolve", start) ?? 0) - start.at) / 60_000;
  };
  it("has 30 minutes in office hours, working Sundays included", () => {
    expect([limit("09-20 09:00"), limit("09-10 16:59")]).toEqual([30, 30]);
  });
  it("has 60 minutes outside them, decided by the instant of the request", () => {
    expect([limit("09-10 08:59"), limit("09-10 17:00"), limit("10-07 10:00")]).toEqual([60, 60, 60]);
  });
});

describe("completion", () => {
  it("at the due instant is on time and a millisecond later is late", () => {
    const done = (when: string) => clock("fix_software", [software, event("verified", when)], "09-30 10:00");
    expect(done("09-18 00:00").state).toBe("met");
    expect(done("09-18 00:00:00.001")).toMatchObject({ state: "met_late", lateByMs: 1, breached: true });
  });
  it("before the start does not count", () => {
    const log = [
      event("reported", "09-01 08:00", { class: "hardware_repair" }),
      event("tested", "09-02 08:00"),
      event("diagnosis_confirmed", "09-03 08:00"),
    ];
    expect(clock("fix_hardware", log, "09-10 10:00").state).toBe("running");
  });
  it("by a machine is no first response", () => {
    const log = [software, event("acknowledged", "09-10 09:31", { by: "system" })];
    expect(clock("first_response", log, "09-10 12:00").state).toBe("breached");
  });
  it("is still possible at the due instant and overdue a millisecond later", () => {
    expect(clock("first_response", [software], "09-10 11:30").state).toBe("running");
    expect(clock("first_response", [software], "09-10 11:30:00.001")).toMatchObject({
      state: "breached",
      overdueMs: 1,
    });
  });
});
