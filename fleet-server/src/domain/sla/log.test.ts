import { describe, expect, it } from "vitest";
import { approved, at, clock, event, ignored, pause, policy, resume, shipped } from "../../../test/sla-cases.ts";
import { evaluate } from "./evaluate.ts";
import { readLog } from "./log.ts";

const reported = event("reported", "09-10 09:30", { class: "software" });
const acknowledged = event("acknowledged", "09-10 10:00", { by: "human" });

describe("what is known of a log at an instant", () => {
  it("does not depend on the order in which events arrived", () => {
    const events = [
      reported,
      acknowledged,
      pause("09-12 10:00"),
      resume("09-15 09:00"),
      event("verified", "09-18 09:00"),
    ];
    const answers = [events, events.toReversed(), [...events.slice(2), ...events.slice(0, 2)]].map((log) =>
      evaluate(policy("CN-KIOSK"), shipped, log, at("09-20 09:00")),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
  it("takes the same event twice for one", () => {
    expect(ignored([reported, acknowledged, acknowledged], "09-10 12:00")).toEqual([]);
    expect(readLog([reported, reported], at("09-10 12:00")).events).toHaveLength(1);
  });
  it("takes an event delivered again later for the same event", () => {
    const again = { ...acknowledged, recordedAt: at("09-10 15:00") };
    expect(ignored([reported, again, acknowledged], "09-10 16:00")).toEqual([]);
  });
  it("of two contents under one id counts the one recorded first and reports the other", () => {
    const first = event("acknowledged", "09-10 10:00", { id: "e2", by: "human" });
    const second = event("acknowledged", "09-10 09:40", { id: "e2", by: "human", recordedAt: "09-10 11:00" });
    for (const log of [
      [reported, first, second],
      [second, first, reported],
    ]) {
      expect(clock("first_response", log, "09-10 12:00").completedAt).toBe(at("09-10 10:00"));
      expect(ignored(log, "09-10 12:00")).toEqual(["e2: duplicate-id-differs"]);
    }
  });
  it("of two contents recorded at one instant always counts the same one", () => {
    const one = event("acknowledged", "09-10 10:00", { id: "e2", by: "human" });
    const other = event("acknowledged", "09-10 10:00", { id: "e2", by: "system" });
    const there = clock("first_response", [reported, one, other], "09-10 12:00");
    expect(clock("first_response", [reported, other, one], "09-10 12:00")).toEqual(there);
  });
  it("leaves out, unreported, what was recorded later", () => {
    const late = event("diagnosis_submitted", "09-11 08:00", { recordedAt: "09-11 12:00" });
    expect(clock("prelim_diagnosis", [reported, late], "09-11 11:00").state).toBe("breached");
    expect(ignored([reported, late], "09-11 11:00")).toEqual([]);
    expect(clock("prelim_diagnosis", [reported, late], "09-11 12:00").state).toBe("met");
  });
  it("reports what is effective later as in the future", () => {
    const tomorrow = event("verified", "09-11 10:00", { recordedAt: "09-10 10:00" });
    expect(clock("fix_software", [reported, tomorrow], "09-10 11:00").state).toBe("running");
    expect(ignored([reported, tomorrow], "09-10 11:00")).toEqual(["verified 09-11 10:00: in-the-future"]);
  });
  it("reports what is effective before the report", () => {
    const early = event("acknowledged", "09-10 09:29", { by: "human" });
    expect(clock("first_response", [early, reported], "09-10 10:00").state).toBe("running");
    expect(ignored([early, reported], "09-10 10:00")).toEqual(["acknowledged 09-10 09:29: before-report"]);
  });
  it("knows no before-the-report where a log has no report", () => {
    const log = [event("onsite_requested", "09-30 18:00"), event("arrived", "10-01 17:59")];
    expect(clock("arrive", log, "10-01 18:00", { policyId: "CN-ONSITE" }).state).toBe("met");
  });
  it("counts what is effective at the instant of the report", () => {
    const once = event("acknowledged", "09-10 09:30", { by: "human" });
    expect(clock("first_response", [once, reported], "09-10 10:00").completedAt).toBe(at("09-10 09:30"));
  });
  it("reports unknown types", () => {
    expect(ignored([reported, event("escalated", "09-10 10:00")], "09-10 11:00")).toEqual([
      "escalated 09-10 10:00: unknown-type",
    ]);
  });
  it("reports events that lack what they need", () => {
    const log = [
      reported,
      event("classified", "09-10 10:00"),
      event("part_required", "09-10 10:01", { parts: [] }),
      event("part_arrived", "09-10 10:02"),
      event("extension_granted", "09-10 10:03", { milestone: "fix_software", days: 1.5, ...approved }),
    ];
    expect(ignored(log, "09-10 11:00").map((row) => row.split(": ")[1])).toEqual(Array(4).fill("incomplete"));
  });
});

describe("events of one instant", () => {
  it("complete a clock before they cancel the order", () => {
    const log = [reported, event("cancelled", "09-12 10:00"), event("verified", "09-12 10:00")];
    expect(clock("fix_software", log, "09-13 10:00").state).toBe("met");
  });
  it("complete a clock before they undo the completion", () => {
    const log = [reported, event("reopened", "09-12 10:00", { reason: "not_fixed" }), event("verified", "09-12 10:00")];
    expect(clock("fix_software", log, "09-13 10:00").state).toBe("running");
  });
  it("start a clock before they stop it", () => {
    const log = [
      event("reported", "09-10 09:30", { class: "hardware_repair" }),
      event("tested", "09-12 10:00"),
      event("diagnosis_confirmed", "09-12 10:00"),
    ];
    expect(clock("fix_hardware", log, "09-13 10:00").completedAt).toBe(at("09-12 10:00"));
  });
});

describe("an order of ten thousand events", () => {
  it("is judged in a second, whatever the events", () => {
    const log = [event("reported", "01-01 08:00", { class: "part_replacement" })];
    const t0 = at("01-01 09:00");
    log.push(event("part_required", "01-01 08:30", { parts: ["fuser", "belt"] }));
    for (let i = 0; i < 2000; i++) {
      const add = (type: string, minute: number, data: object) =>
        log.push({ id: `${type}${i}`, type, at: t0 + (i * 6 + minute) * 60_000, recordedAt: t0, data });
      add("part_arrived", 0, { part: i % 2 === 0 ? "fuser" : "belt" });
      add("pause", 1, { reason: "client_cause", ...approved });
      add("resume", 2, {});
      add("extension_granted", 3, { milestone: "fix_part", days: 1, ...approved });
      add("part_rejected", 4, { part: i % 2 === 0 ? "belt" : "fuser", ...approved });
    }
    const from = performance.now();
    const state = clock("fix_part", log, "12-31 10:00");
    expect(log.length).toBeGreaterThan(10_000);
    expect(["not_started", "running", "breached"]).toContain(state.state);
    expect(performance.now() - from).toBeLessThan(1000);
  });
});
