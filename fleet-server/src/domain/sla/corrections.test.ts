import { describe, expect, it } from "vitest";
import { approved, at, clock, event, ignored } from "../../../test/sla-cases.ts";

const reported = event("reported", "09-10 09:30", { id: "e1", class: "software" });
const acknowledged = event("acknowledged", "09-10 13:00", { id: "e2", by: "human" });
function corrected(when: string, data: Parameters<typeof event>[2] = {}) {
  return event("corrected", when, { target: "e2", ...approved, ...data });
}
function responded(...events: ReturnType<typeof event>[]) {
  return clock("first_response", [reported, acknowledged, ...events], "09-12 12:00").completedAt;
}
function reasons(...events: ReturnType<typeof event>[]) {
  return ignored([reported, acknowledged, ...events], "09-12 12:00").map((row) => row.split(": ")[1]);
}
const early = { newAt: at("09-10 10:05") };

describe("a correction", () => {
  it("moves its target to the true time", () => {
    expect(responded(corrected("09-11 10:00", early))).toBe(at("09-10 10:05"));
  });
  it("voids a target that never happened", () => {
    expect(responded(corrected("09-11 10:00", { void: true }))).toBeNull();
  });
  it("is unknown before it was recorded", () => {
    const log = [reported, acknowledged, corrected("09-11 10:00", early)];
    expect(clock("first_response", log, "09-11 09:00").completedAt).toBe(at("09-10 13:00"));
  });
  it("can bring a target back from the future", () => {
    const typo = event("verified", "10-10 13:00", { id: "e3", recordedAt: "09-10 13:00" });
    const log = [reported, typo, corrected("09-11 10:00", { target: "e3", newAt: at("09-10 13:00") })];
    expect(clock("fix_software", log, "09-12 12:00").completedAt).toBe(at("09-10 13:00"));
  });
  it("can move the report itself", () => {
    const log = [reported, acknowledged, corrected("09-11 10:00", { target: "e1", newAt: at("09-10 12:00") })];
    expect(clock("first_response", log, "09-12 12:00")).toMatchObject({ state: "met", startAt: at("09-10 12:00") });
  });
  it("gives way to the one recorded last", () => {
    const later = corrected("09-11 11:00", { newAt: at("09-10 10:20") });
    expect(responded(later, corrected("09-11 10:00", early))).toBe(at("09-10 10:20"));
  });
});

describe("a correction of a correction", () => {
  const first = corrected("09-11 10:00", { id: "c1", ...early });
  it("that voids it restores the earlier state of affairs", () => {
    expect(responded(first, corrected("09-11 11:00", { target: "c1", void: true }))).toBe(at("09-10 13:00"));
  });
  it("that voids the latest lets the one before it stand", () => {
    const second = corrected("09-11 11:00", { id: "c2", newAt: at("09-10 10:20") });
    expect(responded(first, second, corrected("09-11 12:00", { target: "c2", void: true }))).toBe(at("09-10 10:05"));
  });
  it("that gives a new time replaces the time it gave", () => {
    const second = corrected("09-11 11:00", { target: "c1", newAt: at("09-10 10:20") });
    expect(responded(first, second)).toBe(at("09-10 10:20"));
  });
  it("of a correction is undone by a third", () => {
    const second = corrected("09-11 11:00", { id: "c2", target: "c1", void: true });
    const third = corrected("09-11 12:00", { target: "c2", void: true });
    expect(responded(third, second, first)).toBe(at("09-10 10:05"));
  });
});

describe("a correction that counts for nothing", () => {
  it("was approved by nobody", () => {
    const alone = corrected("09-11 10:00", { ...early, approvedBy: undefined });
    expect([responded(alone), reasons(alone)]).toEqual([at("09-10 13:00"), ["correction-not-approved"]]);
  });
  it("has no target in the log", () => {
    expect(reasons(corrected("09-11 10:00", { ...early, target: "e9" }))).toEqual(["correction-without-target"]);
  });
  it("has itself for a target", () => {
    expect(reasons(corrected("09-11 10:00", { ...early, id: "c1", target: "c1" }))).toEqual([
      "correction-without-target",
    ]);
  });
  it("was recorded before its target", () => {
    expect(reasons(corrected("09-10 12:59", early))).toEqual(["correction-without-target"]);
  });
  it("says neither a time nor that it never happened", () => {
    expect(reasons(corrected("09-11 10:00"))).toEqual(["incomplete"]);
  });
  it("gives a time to a correction that gives none", () => {
    const never = corrected("09-11 10:00", { id: "c1", void: true });
    const wrong = corrected("09-11 11:00", { target: "c1", ...early });
    expect([responded(never, wrong), reasons(never, wrong)]).toEqual([null, ["incomplete"]]);
  });
  it("is one of a ring that correct each other", () => {
    const ring = ["c1", "c2", "c3"].map((id, n, ids) =>
      corrected("09-11 10:00", { id, target: ids[(n + 1) % 3] ?? "", void: true }),
    );
    const refused = ["correction-without-target", "correction-without-target", "correction-without-target"];
    expect(reasons(...ring)).toEqual(refused);
    expect(reasons(...ring.toReversed())).toEqual(refused);
  });
});

describe("corrections recorded in one instant", () => {
  it("come after what they correct, whatever their ids", () => {
    const chain = [
      corrected("09-11 10:00", { id: "z", ...early }),
      corrected("09-11 10:00", { id: "m", target: "z", void: true }),
      corrected("09-11 10:00", { id: "a", target: "m", void: true }),
    ];
    expect(responded(...chain)).toBe(at("09-10 10:05"));
    expect(responded(...chain.toReversed())).toBe(at("09-10 10:05"));
    expect(reasons(...chain)).toEqual([]);
  });
});
