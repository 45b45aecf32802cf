import { describe, expect, it } from "vitest";
import { approved, at, event, pause, policy, resume, shipped } from "../../../test/sla-cases.ts";
import { derive, evaluate } from "./evaluate.ts";
import { stepText } from "./step-text.ts";

function why(milestone: string, events: readonly ReturnType<typeof event>[], asOf: string, policyId = "CN-KIOSK") {
  return derive(policy(policyId), shipped, events, at(asOf), milestone);
}
function sentences(...args: Parameters<typeof why>) {
  return why(...args).steps.map((step) => stepText(step).zh);
}
const reported = event("reported", "09-10 09:30", { class: "software" });

describe("the reason for a due instant", () => {
  it("names each tick, those a pause suppressed, and the due", () => {
    expect(sentences("fix_software", [reported, pause("09-12 10:00"), resume("09-15 09:00")], "09-15 10:00")).toEqual([
      "自故障报告（2026-09-10 09:30）起算。",
      "2026-09-11 24:00 计为第 1 日。",
      "经批准暂停：2026-09-12 10:00 至 2026-09-15 09:00。",
      "2026-09-12 24:00 处于暂停，不计，顺延 1 日。",
      "2026-09-13 24:00 处于暂停，不计，顺延 1 日。",
      "2026-09-14 24:00 处于暂停，不计，顺延 1 日。",
      "2026-09-15 24:00 计为第 2 日。",
      "2026-09-16 24:00 计为第 3 日。",
      "2026-09-17 24:00 计为第 4 日。",
      "2026-09-18 24:00 计为第 5 日。",
      "2026-09-19 24:00 计为第 6 日。",
      "2026-09-20 24:00 计为第 7 日。",
      "截止 2026-09-20 24:00。",
    ]);
  });
  it("names the stretches of an hour clock", () => {
    const log = [reported, pause("09-10 12:30"), resume("09-10 15:30")];
    expect(sentences("prelim_diagnosis", log, "09-10 16:00")).toEqual([
      "自故障报告（2026-09-10 09:30）起算。",
      "2026-09-10 09:30 至 2026-09-10 12:30 计时 3 小时。",
      "经批准暂停：2026-09-10 12:30 至 2026-09-10 15:30。",
      "2026-09-10 12:30 至 2026-09-10 15:30 处于暂停，不计。",
      "2026-09-10 15:30 至 2026-09-11 12:30 计时 21 小时。",
      "截止 2026-09-11 12:30。",
    ]);
  });
  it("names rest days and the calendars it read", () => {
    const found = why(
      "inspection_report",
      [event("inspection_completed", "12-29 15:00")],
      "12-29 16:00",
      "CN-INSP-REPORT",
    );
    expect(found.calendars).toEqual(["CN-2026", "CN-2027-STATUTORY"]);
    expect(found.steps.filter((step) => step.kind === "tick" && step.why === "rest-day")).toHaveLength(3);
    expect(found.steps.at(-1)).toMatchObject({ kind: "due", dueStatus: "provisional" });
  });
  it("reads no calendar for calendar days", () => {
    expect(why("fix_software", [reported], "09-15 10:00").calendars).toEqual([]);
  });
  it("names hours outside the service window", () => {
    const steps = why("resolve", [event("reported", "09-10 16:00")], "09-10 16:30", "SC-L1@7x8").steps;
    expect(steps.map((step) => (step.kind === "stretch" ? step.why : step.kind))).toEqual([
      "start",
      "counted",
      "outside-window",
      "counted",
      "due",
    ]);
  });
  it("names the limit that office hours chose", () => {
    expect(sentences("resolve", [event("reported", "10-07 10:00")], "10-07 10:01", "DZ-CONSULT")).toContain(
      "提出时为下班时间，限 1 小时。",
    );
  });
  it("names the extension where it was counted", () => {
    const log = [
      reported,
      event("extension_granted", "09-16 09:00", { milestone: "fix_software", days: 1, ...approved }),
    ];
    expect(sentences("fix_software", log, "09-16 10:00").slice(-4)).toEqual([
      "2026-09-17 24:00 计为第 7 日。",
      "2026-09-16 09:00 书面批准延期 1 日。",
      "2026-09-18 24:00 计为第 8 日。",
      "截止 2026-09-18 24:00。",
    ]);
  });
  it("names the day that rolled over", () => {
    const log = [event("reported", "09-20 09:30", { class: "software" })];
    const rolled = why("fix_software", log, "09-21 09:00", "CN-KIOSK@civil203").steps;
    expect(rolled.filter((step) => step.kind === "tick" && step.why === "rolled-over")).toHaveLength(1);
  });
  it("names the parts, the correction, the reopening and the end that had a say", () => {
    const log = [
      event("reported", "09-01 08:00", { class: "part_replacement" }),
      event("part_required", "09-05 10:00", { parts: ["fuser"] }),
      event("part_arrived", "10-08 14:00", { id: "a", part: "fuser" }),
      event("corrected", "10-09 10:00", { target: "a", newAt: at("10-07 14:00"), ...approved }),
      event("accepted", "10-10 10:00"),
      event("reopened", "10-11 10:00", { reason: "not_fixed" }),
      event("accepted", "10-12 10:00"),
    ];
    const { steps } = why("fix_part", log, "10-13 10:00");
    expect(steps.flatMap((step) => ("eventType" in step ? [`${step.kind} ${step.eventType}`] : []))).toEqual([
      "event part_required",
      "start part_arrived",
      "event corrected",
      "event reopened",
      "event accepted",
    ]);
  });
  it("names the correction of the completion: a call that was logged too late", () => {
    const log = [
      reported,
      event("acknowledged", "09-10 13:00", { id: "ack", by: "human" }),
      event("corrected", "09-11 10:00", { target: "ack", newAt: at("09-10 10:05"), ...approved }),
    ];
    const { steps } = why("first_response", log, "09-11 11:00");
    expect(steps.slice(-2)).toMatchObject([
      { kind: "event", eventType: "acknowledged", at: at("09-10 10:05") },
      { kind: "event", eventType: "corrected" },
    ]);
  });
  it("has no due while the clock is paused or has not started", () => {
    expect(sentences("fix_software", [reported, pause("09-12 10:00")], "09-15 10:00").at(-1)).toBe(
      "目前没有截止时刻：尚未起算或处于暂停。",
    );
    const hardware = [event("reported", "09-10 09:30", { class: "hardware_repair" })];
    expect(why("fix_hardware", hardware, "09-15 10:00").steps).toEqual([{ kind: "due", at: null, dueStatus: "final" }]);
  });
  it("is empty for a clock the order does not have", () => {
    expect(why("fix_hardware", [reported], "09-15 10:00").steps).toEqual([]);
  });
  it("ends at the due that the evaluation gives", () => {
    const log = [reported, pause("09-12 10:00"), resume("09-15 09:00")];
    for (const id of ["CN-KIOSK", "CN-KIOSK@exact", "CN-KIOSK@inclusive", "CN-KIOSK@civil203"]) {
      for (const state of evaluate(policy(id), shipped, log, at("09-15 10:00")).milestones) {
        const due = why(state.milestone, log, "09-15 10:00", id).steps.find((step) => step.kind === "due");
        expect(due).toEqual({ kind: "due", at: state.dueAt, dueStatus: state.dueStatus });
      }
    }
  });
});

describe("a sentence", () => {
  it("says the same in English", () => {
    const text = (step: Parameters<typeof stepText>[0]) => stepText(step).en;
    expect(text({ kind: "due", at: at("09-18 00:00"), dueStatus: "provisional" })).toBe(
      "Due 2026-09-17 24:00, provisionally: it reaches days without a State Council calendar.",
    );
    expect(text({ kind: "pause", from: at("09-12 10:00:05.5"), to: null, eventIds: [] })).toBe(
      "Approved pause from 2026-09-12 10:00:05.500 on, not resumed yet.",
    );
    expect(text({ kind: "extension", at: at("09-16 09:00"), days: 3, eventId: "x" })).toBe(
      "Extended by 3 days, approved in writing at 2026-09-16 09:00.",
    );
  });
});
