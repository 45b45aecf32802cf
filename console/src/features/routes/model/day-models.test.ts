import { DayPlan, PlannedVisit } from "@kiosk/contract";
import { expect, test } from "vitest";
import { axisOf, shareOf } from "./axis.ts";
import { costLines, verdictOf } from "./cost-lines.ts";
import { dueText } from "./due-text.ts";
import { lanesOf, letterOf, placeAt, waitsFrom } from "./lanes.ts";
import { planChanges } from "./plan-diff.ts";

const hour = 3_600_000;
const dayStart = Date.UTC(2026, 8, 14, 16);
const [anna, bo] = ["5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a", "5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6b"];
const noCost = { missedDue: 0, latenessMs: 0, overtimeMs: 0, travelMs: 0, travelMetres: 0, moved: 0 };

/** @param begin hours after midnight */
function visit(seq: number, technicianId: string, position: number, begin: number, more: object = {}): PlannedVisit {
  const kioskId = `cn-${String(seq).padStart(3, "0")}`;
  const at = dayStart + begin * hour;
  return PlannedVisit.parse({
    ...{
      id: `2026-09-15:${kioskId}`,
      kioskId,
      kioskSeq: seq,
      kioskName: `点${seq}`,
      address: "",
      lon: 121.4,
      lat: 31.2,
    },
    ...{ technicianId, position, arriveAt: at, beginAt: at, leaveAt: at + hour / 2, travelMs: 0, serviceMs: hour / 2 },
    ...{ tasks: [{ type: "order", orderId: "o" }], taskLabels: [], dueAt: null, late: false, state: "planned" },
    ...{ startedAt: null, doneAt: null, pinned: false, hoursAssumed: false },
    ...more,
  });
}

const person = (technicianId: string, more: object = {}) => ({
  ...{ technicianId, name: "陈工", skills: [], startName: "驻点", startLon: 121.4, startLat: 31.2, lunch: null },
  ...{ startAt: dayStart + 9 * hour, endAt: dayStart + 17 * hour, overtimeMs: 0, travelMs: 0, kit: [] },
  ...{ absent: false, absentFrom: null },
  ...more,
});
const planOf = (visits: PlannedVisit[], people: object[] = [person(anna), person(bo)]) =>
  DayPlan.pick({ technicians: true, visits: true }).parse({ technicians: people, visits });

test("a person's letter and the place in their day make the number of a stop", () => {
  const lanes = lanesOf(planOf([visit(2, anna, 1, 11), visit(1, anna, 0, 9), visit(3, bo, 0, 9)]));
  expect(lanes.flatMap(({ stops }) => stops.map(({ code, visit: { kioskSeq } }) => `${code}=${kioskSeq}`))).toEqual([
    ...["A1=1", "A2=2", "B1=3"],
  ]);
  expect([0, 25, 26].map(letterOf)).toEqual(["A", "Z", "AA"]);
});

test("a visit is put behind those whose middle lies before, itself not counted", () => {
  const [lane] = lanesOf(planOf([visit(1, anna, 0, 9), visit(2, anna, 1, 11), visit(3, anna, 2, 14)]));
  if (lane === undefined) throw new Error("no lane");
  const place = (id: string, at: number) => placeAt(lane, id, dayStart + at * hour);
  expect([place("new", 8), place("new", 10), place("new", 20)]).toEqual([0, 1, 3]);
  expect([place("2026-09-15:cn-001", 12), place("2026-09-15:cn-003", 8)]).toEqual([1, 0]);
});

test("nothing is put before a visit that was begun", () => {
  const [lane] = lanesOf(planOf([visit(1, anna, 0, 9, { state: "started" }), visit(2, anna, 1, 11)]));
  if (lane === undefined) throw new Error("no lane");
  expect(placeAt(lane, "new", dayStart)).toBe(1);
});

test("lunch is not waiting for the door", () => {
  const late = visit(1, anna, 0, 14, { arriveAt: dayStart + 12 * hour });
  const lunch = { from: dayStart + 12 * hour, to: dayStart + 13 * hour };
  expect(waitsFrom({ visit: late, code: "A1" }, { lunch })).toBe(lunch.to);
  expect(waitsFrom({ visit: late, code: "A1" }, { lunch: null })).toBe(late.arriveAt);
  expect(waitsFrom({ visit: { ...late, beginAt: lunch.to }, code: "A1" }, { lunch })).toBeUndefined();
});

test("the axis holds an office day, and more where the plan is longer", () => {
  const short = axisOf(lanesOf(planOf([])), dayStart);
  expect([short.from, short.to]).toEqual([dayStart + 8 * hour, dayStart + 18 * hour]);
  const long = lanesOf(planOf([visit(1, anna, 0, 6.5)], [person(anna, { endAt: dayStart + 19.2 * hour })]));
  const axis = axisOf(long, dayStart);
  expect([axis.from, axis.to]).toEqual([dayStart + 6 * hour, dayStart + 20 * hour]);
  expect(shareOf(axis, dayStart + 13 * hour)).toBe(0.5);
});

test("changes between two plans are named by what weighs most", () => {
  const before = planOf([visit(1, anna, 0, 9), visit(2, anna, 1, 11), visit(3, anna, 2, 14), visit(4, bo, 0, 9)]);
  const after = planOf([visit(1, bo, 0, 9), visit(2, anna, 1, 12), visit(4, bo, 0, 9), visit(5, bo, 2, 14)]);
  expect(planChanges(before, after).map(({ kind, kioskSeq }) => `${kind} ${kioskSeq}`)).toEqual([
    ...["added 5", "removed 3", "person 1", "time 2"],
  ]);
  expect(planChanges(after, after)).toEqual([]);
});

test("the first goal that changes decides whether a change is better", () => {
  const verdict = (part: object) =>
    verdictOf(costLines({ ...noCost, travelMs: 9 }, { ...noCost, travelMs: 9, ...part }));
  expect(verdict({})).toBe("same");
  expect(verdict({ travelMs: 3, moved: 4 })).toBe("better");
  expect(verdict({ latenessMs: 1, travelMs: 0 })).toBe("worse");
});

test("a deadline at midnight is the end of the day before", () => {
  expect(dueText(Date.UTC(2026, 9, 31, 16), dayStart, "zh")).toBe("10月31日 24:00");
  expect(dueText(Date.UTC(2026, 9, 31, 2), dayStart, "zh")).toBe("10月31日 10:00");
});
