import { describe, expect, it } from "vitest";
import {
  at,
  facts,
  frame,
  inspection,
  kioskOf,
  member,
  point,
  pointsOf,
  userOf,
} from "../../../../test/route-cases.ts";
import { parseLocalDay } from "../../sla/local-day.ts";
import { solve } from "../solve.ts";
import { visitsOf } from "./demand.ts";
import { type PresentWorld, problemsOf } from "./problems.ts";
import { defaultSettings } from "./settings.ts";
import { planWindow } from "./window.ts";

const date = "2026-11-23";
const points = pointsOf(point(1), point(2));
const demands = [inspection(1), inspection(2)];
const crew = [member(0)];
const world: PresentWorld = {
  ...{ day: parseLocalDay(date), isToday: false, workingDay: true, points, settings: defaultSettings, demands },
  ...{ team: new Set([userOf(0)]), begun: new Set(), plannedElsewhere: new Set() },
};

const { bodies } = await planWindow({
  days: [
    {
      ...{ frame: frame(date, crew, points), facts: facts(crew), write: true, takesMore: true },
      ...{ pinnedTo: () => null, taken: new Set<string>(), published: [] },
    },
  ],
  visits: visitsOf(demands, defaultSettings, at(date, 1440)),
  keptOn: () => undefined,
  pieces: null,
  solve: async (problem) => solve(problem, { seed: 1, iterations: 50 }),
});
const kinds = (changes: Partial<PresentWorld>) => {
  const body = bodies[0]?.body;
  if (body === undefined) throw new Error("no day");
  return problemsOf(body, { ...world, ...changes }).map(({ kind, kioskId }) => `${kind} ${kioskId ?? ""}`.trim());
};
const only1 = (changes: object) => ({ points: pointsOf(point(1, changes), point(2)) });

describe("a plan after the world has changed", () => {
  it("holds where nothing has", () => {
    expect(kinds({})).toEqual([]);
  });

  it.each([
    ["a day off", { workingDay: false }, ["day-off"]],
    ["a terminal that is gone", { points: pointsOf(point(2)) }, ["terminal-gone cn-001"]],
    ["a terminal that was moved", only1({ lon: 121.5 }), ["terminal-moved cn-001"]],
    ["a point that is closed then", only1({ openingHours: { week: [] } }), ["point-closed cn-001"]],
    ["work that is done", { demands: [inspection(2)] }, ["not-needed cn-001"]],
    ["somebody who left", { team: new Set([userOf(5)]) }, ["technician-gone cn-001", "technician-gone cn-002"]],
    [
      "an order that came since",
      {
        demands: [
          ...demands,
          inspection(2, { task: { type: "order", orderId: "o" }, label: { zh: "急", en: "!" }, dueAt: at(date, 900) }),
        ],
      },
      ["due-missing cn-002"],
    ],
  ])("tells of %s", (_, changes, expected) => {
    expect(kinds(changes).toSorted()).toEqual(expected);
  });

  it("says nothing of what was begun", () => {
    const begun = new Set([`${date}:${kioskOf(1)}`, `${date}:${kioskOf(2)}`]);
    expect(kinds({ begun, workingDay: false, points: pointsOf() })).toEqual([]);
  });
});
