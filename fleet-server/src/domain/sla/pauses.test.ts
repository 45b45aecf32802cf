import { describe, expect, it } from "vitest";
import { approved, at, clock, event, ignored, pause, resume } from "../../../test/sla-cases.ts";

const reported = event("reported", "09-10 09:30", { class: "software" });

/** The 7-day clock is due 09-18 00:00, the 24-hour clock 09-11 09:30. */
function software(events: Parameters<typeof clock>[1], asOf: string) {
  return clock("fix_software", [reported, ...events], asOf);
}
function diagnosis(events: Parameters<typeof clock>[1], asOf: string) {
  return clock("prelim_diagnosis", [reported, ...events], asOf);
}

describe("a pause of a day clock", () => {
  it("suppresses the ticks it covers", () => {
    expect(software([pause("09-12 10:00"), resume("09-15 09:00")], "09-15 10:00").dueAt).toBe(at("09-21 00:00"));
  });
  it("inside one day moves nothing", () => {
    expect(software([pause("09-12 00:00:00.001"), resume("09-12 23:59:59.999")], "09-13 10:00").dueAt).toBe(
      at("09-18 00:00"),
    );
  });
  it("suppresses a tick at its first instant", () => {
    expect(software([pause("09-12 00:00"), resume("09-12 00:01")], "09-13 10:00").dueAt).toBe(at("09-19 00:00"));
  });
  it("does not suppress a tick at the instant of the resumption", () => {
    expect(software([pause("09-11 23:59"), resume("09-12 00:00")], "09-13 10:00").dueAt).toBe(at("09-18 00:00"));
  });
  it("that begins at the due instant counts", () => {
    const log = [pause("09-18 00:00"), resume("09-18 10:00")];
    expect(software(log, "09-18 05:00").state).toBe("paused");
    expect(software(log, "09-18 11:00")).toMatchObject({ state: "running", dueAt: at("09-19 00:00") });
  });
  it("freezes the days that are left", () => {
    expect(software([pause("09-12 10:00")], "09-20 10:00")).toMatchObject({
      state: "paused",
      dueAt: null,
      remaining: { days: 6 },
    });
  });
});

describe("a pause of an hour clock", () => {
  it("does not count its time", () => {
    const log = [pause("09-10 12:30"), resume("09-10 15:30")];
    expect(diagnosis(log, "09-10 16:00").dueAt).toBe(at("09-11 12:30"));
  });
  it("that was running before the start counts from the start", () => {
    const log = [
      event("reported", "09-01 08:00", { class: "hardware_repair" }),
      pause("09-02 10:00"),
      event("diagnosis_confirmed", "09-03 10:00"),
      resume("09-05 10:00"),
    ];
    const exact = { policyId: "CN-KIOSK@exact" };
    expect(clock("fix_hardware", log, "09-06 10:00", exact).dueAt).toBe(at("10-05 10:00"));
  });
  it("that begins at the due instant moves it to the resumption", () => {
    const log = [pause("09-11 09:30"), resume("09-12 08:00"), event("diagnosis_submitted", "09-12 08:00")];
    expect(diagnosis(log, "09-12 09:00")).toMatchObject({ state: "met", dueAt: at("09-12 08:00") });
  });
  it("freezes the time that is left", () => {
    expect(diagnosis([pause("09-10 19:30")], "09-12 10:00").remaining).toEqual({ ms: 14 * 3_600_000 });
  });
});

describe("pauses together", () => {
  it("nest as one, and the first resumption ends them", () => {
    const log = [
      pause("09-12 10:00"),
      pause("09-13 10:00", "force_majeure"),
      resume("09-14 10:00"),
      resume("09-16 10:00"),
    ];
    expect(software(log, "09-17 10:00").dueAt).toBe(at("09-20 00:00"));
  });
  it("stay paused where a resumption and a pause meet in one instant", () => {
    const log = [pause("09-12 10:00"), pause("09-13 00:00"), resume("09-13 00:00"), resume("09-13 08:00")];
    expect(software(log.slice(0, 3), "09-13 07:00").state).toBe("paused");
    expect(software(log, "09-13 09:00").dueAt).toBe(at("09-19 00:00"));
  });
  it("stay running where both meet in one instant of a running clock", () => {
    const log = [resume("09-13 00:00"), pause("09-13 00:00")];
    expect(software(log, "09-14 09:00")).toMatchObject({ state: "running", dueAt: at("09-18 00:00") });
  });
});

describe("a breached clock that is paused", () => {
  it("stays breached, and its overdue time stands from the pause on", () => {
    expect(software([pause("09-19 00:00")], "09-25 00:00")).toMatchObject({
      state: "breached",
      dueAt: at("09-18 00:00"),
      overdueMs: 24 * 3_600_000,
    });
  });
  it("counts the whole time past due at the very instant of the resumption", () => {
    expect(software([pause("09-19 00:00"), resume("09-24 00:00")], "09-24 00:00").overdueMs).toBe(6 * 24 * 3_600_000);
  });
  it("stands from the first of two pauses that meet", () => {
    const log = [pause("09-19 00:00"), resume("09-21 00:00"), pause("09-21 00:00")];
    expect(software(log, "09-25 00:00").overdueMs).toBe(24 * 3_600_000);
  });
  it("counts the whole time past due again once it is resumed", () => {
    expect(software([pause("09-19 00:00"), resume("09-24 00:00")], "09-25 00:00").overdueMs).toBe(7 * 24 * 3_600_000);
  });
});

describe("what pauses no clock", () => {
  it("is a pause nobody approved", () => {
    const log = [event("pause", "09-12 10:00", { reason: "client_cause" }), resume("09-15 10:00")];
    expect(software(log, "09-15 11:00").dueAt).toBe(at("09-18 00:00"));
    expect(ignored([reported, ...log], "09-15 11:00")).toEqual(["pause 09-12 10:00: pause-not-approved"]);
  });
  it("is waiting for parts, whoever approves", () => {
    expect(software([pause("09-12 10:00", "waiting_parts")], "09-15 11:00").state).toBe("running");
    expect(ignored([reported, pause("09-12 10:00", "waiting_parts")], "09-15 11:00")).toEqual([
      "pause 09-12 10:00: pause-ground-not-allowed",
    ]);
  });
  it("is any pause, for the first response", () => {
    expect(clock("first_response", [reported, pause("09-10 09:40")], "09-10 12:00").state).toBe("breached");
  });
  it("is a pause that begins when the clock is completed", () => {
    const log = [event("verified", "09-12 10:00"), pause("09-12 10:00")];
    expect(software(log, "09-20 10:00")).toMatchObject({ state: "met", dueAt: at("09-18 00:00") });
  });
  it("is a pause before the report", () => {
    expect(
      ignored([event("pause", "09-10 09:00", { reason: "client_cause", ...approved }), reported], "09-11 09:00"),
    ).toEqual(["pause 09-10 09:00: before-report"]);
  });
});

describe("a completion during a pause", () => {
  it("is in time, and has no due while nobody resumed", () => {
    const log = [pause("09-12 10:00"), event("verified", "09-25 10:00")];
    expect(software(log, "09-26 10:00")).toMatchObject({ state: "met", dueAt: null });
  });
});
