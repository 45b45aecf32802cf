import { describe, expect, it } from "vitest";
import { approved, at, event } from "../../../test/sla-cases.ts";
import { fleetInspections } from "./fleet-inspections.ts";
import { inspectionWindows } from "./inspection-windows.ts";

const term = { from: "2026-09-01", to: "2027-05-31" };
const hardware = { term, months: 2, minDaysLeft: 30 };
const inService = event("kiosk_in_service", "08-20 09:00");

function windows(asOf: string, ...events: ReturnType<typeof event>[]) {
  return inspectionWindows(hardware, [inService, ...events], at(asOf));
}
function states(asOf: string, ...events: ReturnType<typeof event>[]) {
  return windows(asOf, ...events).map((window) => window.state);
}
function visit(when: string) {
  return event("inspection_completed", when);
}

describe("inspection windows", () => {
  it("are two months each from the first day of the term, the last one a stub", () => {
    expect(windows("09-15 09:00").map((w) => [w.from, w.to, w.stub])).toEqual([
      ["2026-09-01", "2026-10-31", false],
      ["2026-11-01", "2026-12-31", false],
      ["2027-01-01", "2027-02-28", false],
      ["2027-03-01", "2027-04-30", false],
      ["2027-05-01", "2027-05-31", true],
    ]);
  });
  it("are done by the first completion inside; a surplus visit carries nowhere", () => {
    const found = windows("09-20 09:00", visit("09-10 10:00"), visit("09-12 10:00"));
    expect(found[0]).toMatchObject({ state: "done", doneAt: at("09-10 10:00") });
    expect(found[1]?.state).toBe("future");
  });
  it("may still be done at 24:00 of the last day, while the next is open already", () => {
    expect(states("11-01 00:00").slice(0, 2)).toEqual(["open", "open"]);
    expect(states("11-01 00:00", visit("11-01 00:00")).slice(0, 2)).toEqual(["done", "open"]);
  });
  it("are missed a millisecond later", () => {
    expect(states("11-01 00:00:00.001").slice(0, 2)).toEqual(["missed", "open"]);
  });
  it("give a second visit at that 24:00 to the next window", () => {
    const found = windows("11-02 09:00", visit("10-20 10:00"), visit("11-01 00:00"));
    expect(found.map((w) => w.doneAt).slice(0, 2)).toEqual([at("10-20 10:00"), at("11-01 00:00")]);
  });
  it("do not count a visit that a correction voids", () => {
    const wrong = event("corrected", "09-11 10:00", {
      target: "inspection_completed 09-10 10:00",
      void: true,
      ...approved,
    });
    expect(states("09-20 09:00", visit("09-10 10:00"), wrong)[0]).toBe("open");
  });
  it("do not exist before the terminal is in service", () => {
    expect(inspectionWindows(hardware, [inService], at("08-20 08:59"))).toEqual([]);
  });
});

describe("a terminal that comes in the middle of a window", () => {
  function from(when: string) {
    return inspectionWindows(hardware, [event("kiosk_in_service", when)], at("2027-05-01 09:00")).map((w) => w.from);
  }
  it("owes an inspection in it when 30 days are left, from that day on", () => {
    expect(from("12-02 23:00")[0]).toBe("2026-12-02");
  });
  it("owes its first in the next one when 29 days are left", () => {
    expect(from("12-03 00:00")[0]).toBe("2027-01-01");
  });
});

describe("a suspension of inspections", () => {
  const suspended = event("inspection_suspended", "10-20 09:00", { until: at("11-10 00:00"), ...approved });
  it("waives the window that ends in it and was not done before", () => {
    expect(states("11-15 09:00", suspended).slice(0, 2)).toEqual(["waived", "open"]);
  });
  it("leaves a window that was done before", () => {
    expect(states("11-15 09:00", visit("10-10 10:00"), suspended)[0]).toBe("done");
  });
  it("leaves a window that was missed before", () => {
    const late = event("inspection_suspended", "11-05 09:00", { until: at("11-10 00:00"), ...approved });
    expect(states("11-15 09:00", late)[0]).toBe("missed");
  });
  it("announced beforehand begins when it says", () => {
    const ahead = event("inspection_suspended", "10-20 09:00", {
      from: at("11-05 00:00"),
      until: at("2027-01-01 00:00"),
      ...approved,
    });
    expect(states("2027-01-02 09:00", ahead).slice(0, 3)).toEqual(["missed", "waived", "open"]);
  });
  it("waives nothing without approval", () => {
    const alone = event("inspection_suspended", "10-20 09:00", { until: at("11-10 00:00") });
    expect(states("11-15 09:00", alone)[0]).toBe("missed");
  });
  it("without an end lasts to the resumption, else for good", () => {
    const open = event("inspection_suspended", "10-20 09:00", approved);
    expect(states("11-15 09:00", open)).toEqual(Array(5).fill("waived"));
    expect(states("11-15 09:00", open, event("resume", "11-10 09:00")).slice(0, 2)).toEqual(["waived", "open"]);
  });
});

describe("the inspections of a fleet", () => {
  const fleet = { term, hardware: { months: 2, minDaysLeft: 30 }, system: { months: 1, minDaysLeft: 15 } };
  it("of 46 terminals over the term are 230 visits and 414 system inspections, each with its report", () => {
    expect(fleetInspections(fleet, [{ at: at("09-01 00:00"), kiosks: 46 }])).toEqual({
      hardwareVisits: 230,
      systemInspections: 414,
      inspectionReports: 644,
    });
  });
  it("add what terminals that came later owe", () => {
    const entries = [
      { at: at("09-01 00:00"), kiosks: 46 },
      { at: at("11-20 09:00"), kiosks: 1 },
    ];
    expect(fleetInspections(fleet, entries)).toMatchObject({ hardwareVisits: 234, systemInspections: 420 });
  });
});
