import { describe, expect, it } from "vitest";
import { at, inspection, kioskOf } from "../../../../test/route-cases.ts";
import { type Demand, visitsOf } from "./demand.ts";
import { defaultSettings } from "./settings.ts";

const until = at("2026-11-24", 0);
const round = (n: number, changes: Partial<Demand> = {}): Demand =>
  inspection(1, {
    ...{ task: { type: "guarantee", guaranteeId: "g", round: `r${n}` }, from: at("2026-11-23", 480 + n * 240) },
    ...{ dueAt: at("2026-11-23", 720 + n * 240), ...changes },
  });

describe("what is to be done at one terminal", () => {
  it("is one visit: times add up, the earliest deadline counts, pieces and skills are joined", () => {
    const piece = { pieces: [{ item: "色带", quantity: 1 }] };
    const task = (taskId: string): Demand["task"] => ({ type: "replacement", taskId });
    const visits = visitsOf(
      [
        inspection(1, { dueAt: at("2026-12-31", 1440) }),
        inspection(1, { task: task("a"), dueAt: at("2026-11-25", 0), ...piece }),
        inspection(1, { task: task("b"), skills: ["a4Printer"], ...piece }),
        inspection(2),
      ],
      defaultSettings,
      until,
    );
    expect(visits).toMatchObject([
      { kioskId: kioskOf(1), minutes: 5 + 30 + 10 + 10, dueAt: at("2026-11-25", 0), skills: ["a4Printer"] },
      { kioskId: kioskOf(2), minutes: 35 },
    ]);
    expect(visits[0]?.pieces).toEqual([{ item: "色带", quantity: 2 }]);
  });

  it("is counted once where two rooms name the same thing", () => {
    expect(visitsOf([inspection(1), inspection(1)], defaultSettings, until)).toMatchObject([{ minutes: 35 }]);
  });

  it("waits for its window in a visit of its own", () => {
    const later = inspection(1, {
      task: { type: "inspection", kind: "hardware", windowKey: "next" },
      from: at("2026-12-01", 0),
    });
    expect(visitsOf([inspection(1), later], defaultSettings, until).map(({ from }) => from)).toEqual([
      null,
      later.from,
    ]);
  });

  it("has a visit for each round of a guarantee; the first takes the other work along", () => {
    const visits = visitsOf([round(1), inspection(1), round(0), round(2)], defaultSettings, until);
    expect(visits.map(({ demands }) => demands.length)).toEqual([2, 1, 1]);
    expect(visits.map(({ from }) => from)).toEqual([round(0).from, round(1).from, round(2).from]);
  });
});
