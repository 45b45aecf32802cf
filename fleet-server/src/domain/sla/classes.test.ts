import { describe, expect, it } from "vitest";
import { at, clock, event, ignored, listed } from "../../../test/sla-cases.ts";

const reported = event("reported", "09-01 08:00", { class: "software" });
const confirmed = event("diagnosis_confirmed", "09-03 15:20");
const both = ["first_response", "prelim_diagnosis"];

function classified(when: string, name: string) {
  return event("classified", when, { class: name });
}

describe("an order that changes its class", () => {
  it("cancels the old class's clock at that instant, in time", () => {
    const log = [reported, classified("09-04 10:00", "hardware_repair")];
    expect(clock("fix_software", log, "09-20 10:00")).toMatchObject({
      state: "cancelled",
      breached: false,
      dueAt: at("09-09 00:00"),
      cancelledAt: at("09-04 10:00"),
      overdueMs: null,
    });
  });
  it("keeps the breach of the old class's clock", () => {
    const log = [reported, classified("09-10 00:00", "hardware_repair")];
    expect(clock("fix_software", log, "09-20 10:00")).toMatchObject({
      state: "cancelled",
      breached: true,
      dueAt: at("09-09 00:00"),
      overdueMs: 24 * 3_600_000,
    });
  });
  it("is not yet in breach when it changes at the due instant", () => {
    const log = [reported, classified("09-09 00:00", "hardware_repair")];
    expect(clock("fix_software", log, "09-20 10:00").breached).toBe(false);
  });
  it("starts the new class's clock from its own start, in the past", () => {
    const log = [reported, confirmed, classified("10-10 10:00", "hardware_repair")];
    expect(clock("fix_hardware", log, "10-10 10:00")).toMatchObject({ state: "breached", dueAt: at("10-04 00:00") });
  });
  it("leaves a clock that was completed before as it was", () => {
    const log = [reported, event("verified", "09-05 10:00"), classified("09-06 10:00", "hardware_repair")];
    expect(clock("fix_software", log, "09-20 10:00")).toMatchObject({ state: "met", completedAt: at("09-05 10:00") });
  });
  it("does not count a completion after it left", () => {
    const log = [reported, classified("09-04 10:00", "hardware_repair"), event("verified", "09-05 10:00")];
    expect(clock("fix_software", log, "09-20 10:00").state).toBe("cancelled");
  });
  it("does not count a completion at the instant it leaves: what the fault is comes first", () => {
    const log = [reported, classified("09-04 10:00", "hardware_repair"), event("verified", "09-04 10:00")];
    expect(clock("fix_software", log, "09-20 10:00").state).toBe("cancelled");
  });
  it("does not list a clock that never started while the class was its own", () => {
    const log = [
      event("reported", "09-01 08:00", { class: "hardware_repair" }),
      classified("09-02 10:00", "software"),
      confirmed,
    ];
    expect(listed(log, "09-20 10:00")).toEqual([...both, "fix_software"]);
  });
  it("starts the old clock with what starts at the instant it leaves", () => {
    const log = [
      event("reported", "09-01 08:00", { class: "hardware_repair" }),
      confirmed,
      classified("09-03 15:20", "part_replacement"),
    ];
    expect(clock("fix_hardware", log, "09-20 10:00").state).toBe("cancelled");
  });
  it("that comes back has its clock as if it had never left", () => {
    const away = [classified("09-04 10:00", "hardware_repair"), classified("09-12 10:00", "software")];
    expect(clock("fix_software", [reported, ...away], "09-20 10:00")).toEqual(
      clock("fix_software", [reported], "09-20 10:00"),
    );
    expect(clock("fix_software", [reported, ...away], "09-20 10:00").state).toBe("breached");
  });
  it("has its response clocks whatever its class", () => {
    const log = [reported, classified("09-04 10:00", "consumable")];
    expect(listed(log, "09-04 11:00")).toEqual([...both, "fix_software", "replace_consumable"]);
  });
  it("without a class has the response clocks only", () => {
    expect(listed([event("reported", "09-01 08:00")], "09-02 10:00")).toEqual(both);
  });
});

describe("an order that is reopened", () => {
  const verified = event("verified", "09-05 10:00");
  it("as not fixed runs on as if it had never been completed", () => {
    const log = [reported, verified, event("reopened", "09-07 10:00", { reason: "not_fixed" })];
    expect(clock("fix_software", log, "09-08 10:00")).toMatchObject({ state: "running", dueAt: at("09-09 00:00") });
    expect(clock("fix_software", log, "09-10 00:00").state).toBe("breached");
  });
  it("as not fixed keeps its responses", () => {
    const log = [reported, verified, event("reopened", "09-07 10:00", { reason: "not_fixed" })];
    expect(clock("first_response", log, "09-08 10:00").completedAt).toBe(at("09-05 10:00"));
  });
  it("as not fixed is completed by the next completion", () => {
    const log = [
      reported,
      verified,
      event("reopened", "09-07 10:00", { reason: "not_fixed" }),
      event("verified", "09-09 10:00"),
    ];
    expect(clock("fix_software", log, "09-10 10:00")).toMatchObject({ state: "met_late", lateByMs: 10 * 3_600_000 });
  });
  it("as a new fault stays completed", () => {
    const log = [reported, verified, event("reopened", "09-07 10:00", { reason: "new_fault" })];
    expect(clock("fix_software", log, "09-20 10:00").state).toBe("met");
  });
  it("after it was cancelled stays what it was", () => {
    const log = [
      reported,
      verified,
      event("cancelled", "09-06 10:00"),
      event("reopened", "09-07 10:00", { reason: "not_fixed" }),
    ];
    expect(clock("fix_software", log, "09-20 10:00").state).toBe("met");
  });
});

describe("an order that is cancelled", () => {
  it("keeps the breach of its clocks and their dues", () => {
    const log = [reported, event("cancelled", "09-01 12:00")];
    expect(clock("first_response", log, "09-20 10:00")).toMatchObject({
      state: "cancelled",
      breached: true,
      dueAt: at("09-01 10:00"),
      overdueMs: 2 * 3_600_000,
    });
    expect(clock("prelim_diagnosis", log, "09-20 10:00")).toMatchObject({ state: "cancelled", breached: false });
  });
  it("twice was cancelled the first time", () => {
    const log = [reported, event("cancelled", "09-01 12:00"), event("cancelled", "09-02 12:00")];
    expect(clock("fix_software", log, "09-20 10:00").cancelledAt).toBe(at("09-01 12:00"));
  });
  it("is not completed afterwards", () => {
    const log = [reported, event("cancelled", "09-01 12:00"), event("verified", "09-01 13:00")];
    expect(clock("fix_software", log, "09-20 10:00").state).toBe("cancelled");
  });
  it("starts nothing afterwards", () => {
    const log = [
      event("reported", "09-01 08:00", { class: "hardware_repair" }),
      event("cancelled", "09-02 08:00"),
      confirmed,
    ];
    expect(clock("fix_hardware", log, "09-20 10:00").state).toBe("not_started");
  });
  it("is not reclassified afterwards", () => {
    const log = [reported, event("cancelled", "09-02 08:00"), classified("09-03 08:00", "hardware_repair")];
    expect(listed(log, "09-20 10:00")).toEqual([...both, "fix_software"]);
  });
});

describe("a problem declared complex (clause C18)", () => {
  const simple = { policyId: "CN-GEN-SIMPLE" };
  const asked = event("reported", "09-10 16:50");
  function declared(when: string) {
    return event("declared_complex", when);
  }
  it("before the two hours ran out gets the 24 and 48 hours, counted from the report", () => {
    const log = [asked, declared("09-10 18:30")];
    expect(clock("resolve", log, "09-10 19:00", simple)).toMatchObject({ state: "cancelled", breached: false });
    expect(clock("plan_24h", log, "09-10 19:00", simple).dueAt).toBe(at("09-11 16:50"));
    expect(clock("resolve_48h", log, "09-10 19:00", simple).dueAt).toBe(at("09-12 16:50"));
  });
  it("at the due instant still does", () => {
    expect(clock("resolve", [asked, declared("09-10 18:50")], "09-10 19:00", simple).state).toBe("cancelled");
  });
  it("a millisecond too late changes nothing and is reported", () => {
    const log = [asked, declared("09-10 18:50:00.001")];
    expect(clock("resolve", log, "09-10 19:00", simple).state).toBe("breached");
    expect(listed(log, "09-10 19:00", "CN-GEN-SIMPLE")).toEqual(["first_response", "resolve"]);
    expect(ignored(log, "09-10 19:00", "CN-GEN-SIMPLE")).toEqual([
      "declared_complex 09-10 18:50:00.001: declared-too-late",
    ]);
  });
  it("at the instant it was solved is declared first", () => {
    const log = [asked, event("resolved", "09-10 18:00"), declared("09-10 18:00")];
    expect(clock("resolve", log, "09-10 19:00", simple).state).toBe("cancelled");
    expect(clock("resolve_48h", log, "09-10 19:00", simple).completedAt).toBe(at("09-10 18:00"));
  });
  it("after it was solved changes nothing", () => {
    const log = [asked, event("resolved", "09-10 17:00"), declared("09-10 17:30")];
    expect(clock("resolve", log, "09-10 19:00", simple).state).toBe("met");
    expect(listed(log, "09-10 19:00", "CN-GEN-SIMPLE")).toEqual(["first_response", "resolve"]);
  });
});
