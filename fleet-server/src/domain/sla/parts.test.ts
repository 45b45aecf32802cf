import { describe, expect, it } from "vitest";
import { approved, at, clock, event, ignored } from "../../../test/sla-cases.ts";

const reported = event("reported", "09-01 08:00", { class: "part_replacement" });
function required(when: string, ...parts: string[]) {
  return event("part_required", when, { parts });
}
function arrived(when: string, part = "fuser") {
  return event("part_arrived", when, { part });
}
function rejected(when: string, part = "fuser") {
  return event("part_rejected", when, { part, ...approved });
}
function partClock(...events: ReturnType<typeof event>[]) {
  return clock("fix_part", [reported, ...events], "2027-03-01 10:00");
}
function reasons(...events: ReturnType<typeof event>[]) {
  return ignored([reported, ...events], "2027-03-01 10:00").map((row) => row.split(": ")[1]);
}

describe("the part clock (clause C16) starts", () => {
  it("not while a part is missing", () => {
    expect(partClock(required("09-05 10:00", "fuser", "belt"), arrived("10-08 14:00")).state).toBe("not_started");
  });
  it("with the arrival of the last required part", () => {
    const log = [required("09-05 10:00", "fuser", "belt"), arrived("10-20 14:00", "belt"), arrived("10-08 14:00")];
    expect(partClock(...log).startAt).toBe(at("10-20 14:00"));
  });
  it("over the parts of all requirements", () => {
    const log = [required("09-05 10:00", "fuser"), required("09-06 10:00", "belt"), arrived("10-08 14:00")];
    expect(partClock(...log).startAt).toBeNull();
    expect(partClock(...log, arrived("10-20 14:00", "belt")).startAt).toBe(at("10-20 14:00"));
  });
  it("with the allocation of a part from stock", () => {
    const log = [required("09-05 10:00", "fuser"), event("part_allocated", "09-05 11:00", { part: "fuser" })];
    expect(partClock(...log).startAt).toBe(at("09-05 11:00"));
  });
  it("never before the part was required", () => {
    const log = [event("part_allocated", "09-03 11:00", { part: "fuser" }), required("09-05 10:00", "fuser")];
    expect(partClock(...log).startAt).toBe(at("09-05 10:00"));
  });
  it("with the first arrival, whatever arrives again", () => {
    const log = [required("09-05 10:00", "fuser"), arrived("10-08 14:00"), arrived("10-20 14:00")];
    expect(partClock(...log).startAt).toBe(at("10-08 14:00"));
  });
});

describe("a rejected part", () => {
  const there = [required("09-05 10:00", "fuser"), arrived("10-08 14:00")];
  it("is missing again", () => {
    expect(partClock(...there, rejected("10-10 10:00")).state).toBe("not_started");
  });
  it("starts the clock anew when its replacement arrives", () => {
    const log = [...there, rejected("10-10 10:00"), arrived("11-01 10:00")];
    expect(partClock(...log).startAt).toBe(at("11-01 10:00"));
  });
  it("is missing again though it had arrived twice, and starts the clock anew", () => {
    const log = [...there, arrived("10-09 10:00"), rejected("10-10 10:00")];
    expect(partClock(...log).state).toBe("not_started");
    expect(partClock(...log, arrived("11-01 10:00")).startAt).toBe(at("11-01 10:00"));
  });
  it("changes nothing without approval", () => {
    const log = [...there, event("part_rejected", "10-10 10:00", { part: "fuser" }), arrived("11-01 10:00")];
    expect(partClock(...log).startAt).toBe(at("10-08 14:00"));
    expect(reasons(...log)).toEqual(["rejection-not-approved"]);
  });
  it("changes nothing once the clock was in breach", () => {
    const log = [...there, rejected("12-08 00:00:00.001"), arrived("12-20 10:00")];
    expect(partClock(...log)).toMatchObject({ state: "breached", startAt: at("10-08 14:00") });
    expect(reasons(...log)).toEqual(["rejection-after-breach"]);
  });
  it("still counts at the due instant", () => {
    expect(partClock(...there, rejected("12-08 00:00")).state).toBe("not_started");
  });
  it("changes nothing once the repair was accepted, and not the lateness of it", () => {
    const log = [...there, event("accepted", "12-09 10:00"), rejected("12-10 10:00")];
    expect(partClock(...log).state).toBe("met_late");
    expect(reasons(...log)).toEqual(["part-after-closure"]);
  });
  it("at the instant of the acceptance was rejected first", () => {
    const log = [...there, event("accepted", "10-10 10:00"), rejected("10-10 10:00")];
    expect(partClock(...log).state).toBe("not_started");
  });
  it("does not let an earlier acceptance stop the new clock", () => {
    const log = [
      ...there,
      event("accepted", "10-09 10:00"),
      rejected("10-10 10:00"),
      arrived("11-01 10:00"),
      event("reopened", "10-09 11:00", { reason: "not_fixed" }),
    ];
    expect(partClock(...log)).toMatchObject({ state: "breached", startAt: at("11-01 10:00") });
  });
});

describe("a part required later", () => {
  const there = [required("09-05 10:00", "fuser"), arrived("10-08 14:00")];
  it("makes the set incomplete", () => {
    expect(partClock(...there, required("10-10 10:00", "belt")).state).toBe("not_started");
  });
  it("changes nothing once the clock was in breach", () => {
    const log = [...there, required("12-10 10:00", "belt")];
    expect(partClock(...log).state).toBe("breached");
    expect(reasons(...log)).toEqual(["requirement-after-breach"]);
  });
  it("changes nothing when it is required already", () => {
    expect(partClock(...there, required("10-10 10:00", "fuser")).startAt).toBe(at("10-08 14:00"));
  });
});
