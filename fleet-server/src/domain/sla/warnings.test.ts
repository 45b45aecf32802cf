import { describe, expect, it } from "vitest";
import { at, clock, event, pause, policy, resume, shipped } from "../../../test/sla-cases.ts";
import { evaluate } from "./evaluate.ts";
import { plannedWarnings, warningInstants } from "./warnings.ts";

const reported = event("reported", "09-10 09:30", { class: "software" });

function planned(events: readonly ReturnType<typeof event>[], asOf: string, policyId = "CN-KIOSK") {
  const law = policy(policyId);
  return plannedWarnings(law, evaluate(law, shipped, events, at(asOf)), at(asOf));
}
function levels(milestone: string, events: readonly ReturnType<typeof event>[], asOf: string, policyId = "CN-KIOSK") {
  const spec = policy(policyId).milestones[milestone];
  const state = clock(milestone, events, asOf, { policyId });
  return spec === undefined ? [] : warningInstants(spec, state).map(({ level, at: instant }) => [level, instant]);
}

describe("warnings of an hour clock", () => {
  it("come at half and four fifths of its limit", () => {
    expect(levels("prelim_diagnosis", [reported], "09-10 10:00")).toEqual([
      ["warn50", at("09-10 21:30")],
      ["warn80", at("09-11 04:42")],
    ]);
  });
  it("do not count what was paused", () => {
    const log = [reported, pause("09-10 10:30"), resume("09-10 20:30")];
    expect(levels("prelim_diagnosis", log, "09-10 21:00")[0]).toEqual(["warn50", at("09-11 07:30")]);
  });
  it("are shares of the service hours where only those count", () => {
    const log = [event("reported", "09-10 15:00")];
    expect(levels("resolve", log, "09-10 16:00", "SC-L3@7x8")).toEqual([
      ["warn50", at("09-12 11:00")],
      // 19.2 of the 24 service hours: 2 h + 8 h + 8 h, and 1.2 h of the fourth day
      ["warn80", at("09-13 10:12")],
    ]);
  });
  it("are shares of the limit with its extensions", () => {
    const log = [
      reported,
      event("extension_granted", "09-10 12:00", { milestone: "prelim_diagnosis", days: 1, approvedBy: "j" }),
    ];
    expect(levels("prelim_diagnosis", log, "09-10 13:00")[0]).toEqual(["warn50", at("09-11 09:30")]);
  });
  it("are those of exact days too", () => {
    expect(levels("fix_software", [reported], "09-10 10:00", "CN-KIOSK@exact")[0]).toEqual([
      "warn50",
      at("09-13 21:30"),
    ]);
  });
});

describe("warnings of a day clock", () => {
  it("come at 09:00 of the third last, the last but one and the last day", () => {
    expect(levels("fix_software", [reported], "09-10 10:00")).toEqual([
      ["D-3", at("09-14 09:00")],
      ["D-1", at("09-16 09:00")],
      ["D-0", at("09-17 09:00")],
    ]);
  });
  it("do not exist at or before its start", () => {
    const log = [event("reported", "09-10 09:00")];
    expect(levels("plan", log, "09-10 10:00", "DZ-DEFECT")).toEqual([["D-0", at("09-11 09:00")]]);
  });
});

describe("planned warnings", () => {
  it("are those still to come, in the policy's order and then by time", () => {
    expect(planned([reported], "09-10 10:30").map((w) => `${w.milestone} ${w.level}`)).toEqual([
      "first_response warn80",
      "prelim_diagnosis warn50",
      "prelim_diagnosis warn80",
      "fix_software D-3",
      "fix_software D-1",
      "fix_software D-0",
    ]);
  });
  it("are none for a clock that is paused, closed, breached or has not started", () => {
    const log = [event("reported", "09-10 09:30", { class: "hardware_repair" }), pause("09-10 12:00")];
    expect(planned(log, "09-10 13:00")).toEqual([]);
  });
});

describe("all warning instants", () => {
  it("include those missed by a clock that is in breach", () => {
    expect(levels("fix_software", [reported], "09-20 10:00")).toHaveLength(3);
    expect(levels("prelim_diagnosis", [reported], "09-20 10:00")).toHaveLength(2);
  });
  it("are none once the clock was stopped", () => {
    expect(levels("fix_software", [reported, event("verified", "09-12 10:00")], "09-12 11:00")).toEqual([]);
  });
});
