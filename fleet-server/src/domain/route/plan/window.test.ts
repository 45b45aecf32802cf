import fc from "fast-check";
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
import { solve } from "../solve.ts";
import { type Demand, taskKey, visitsOf } from "./demand.ts";
import { defaultSettings } from "./settings.ts";
import { planWindow, type WindowDay, type WindowInput } from "./window.ts";

const dates = ["2026-11-23", "2026-11-24", "2026-11-25"];
const points = pointsOf(
  ...Array.from({ length: 30 }, (_, n) => point(n)),
  point(30, { openingHours: { week: [] } }),
  point(31, { lon: 0, lat: 0 }),
  point(32, { openingHours: { week: [{ day: 2, fromMin: 600, toMin: 660 }] } }),
);

function days(crewOf: (n: number) => number): WindowDay[] {
  return dates.map((date, n) => {
    const crew = Array.from({ length: crewOf(n) }, (_, who) => member(who));
    return {
      ...{ frame: frame(date, crew, points), facts: facts(crew), write: true, takesMore: true },
      ...{ pinnedTo: () => null, taken: new Set<string>(), published: [] },
    };
  });
}

function plan(demands: readonly Demand[], changes: Partial<WindowInput> = {}) {
  return planWindow({
    days: days(() => 2),
    visits: visitsOf(demands, defaultSettings, at("2026-11-24", 0)),
    keptOn: () => undefined,
    pieces: null,
    solve: async (problem) => solve(problem, { seed: 1, iterations: 60 }),
    ...changes,
  });
}

const keysOf = (tasks: readonly Demand["task"][]) => tasks.map(taskKey);

describe("a window of days", () => {
  const some = fc.record({
    n: fc.integer({ min: 0, max: 32 }),
    order: fc.boolean(),
    due: fc.option(fc.record({ day: fc.integer({ min: 0, max: 4 }), minute: fc.integer({ min: 0, max: 1440 }) })),
    piece: fc.boolean(),
  });
  const demandOf = (
    {
      n,
      order,
      due,
      piece,
    }: { n: number; order: boolean; due: { day: number; minute: number } | null; piece: boolean },
    i: number,
  ) =>
    inspection(n, {
      ...(order ? { task: { type: "order", orderId: `o${i}` }, endsAtDue: false } : {}),
      dueAt: due === null ? null : at(`2026-11-${22 + due.day}`, due.minute),
      pieces: piece && order ? [{ item: "色带", quantity: 1 }] : [],
    });

  it("loses no visit and makes none twice, whoever works and whatever is closed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(some, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
        fc.option(fc.integer({ min: 0, max: 3 })),
        async (given, crew, pieces) => {
          const demands = given.map(demandOf);
          const stock = pieces === null ? null : new Map([["色带", pieces]]);
          const { bodies, later } = await plan(demands, { days: days((n) => crew[n] ?? 0), pieces: stock });
          const planned = bodies.flatMap(({ body }) => body.visits.flatMap(({ tasks }) => keysOf(tasks)));
          expect(new Set(planned).size).toBe(planned.length);
          const out = bodies.flatMap(({ body }) => body.unserved.flatMap(({ tasks }) => keysOf(tasks)));
          const waiting = later.flatMap((visit) => keysOf(visit.demands.map(({ task }) => task)));
          expect(waiting.filter((key) => planned.includes(key) || out.includes(key))).toEqual([]);
          expect(new Set([...planned, ...out, ...waiting])).toEqual(new Set(keysOf(demands.map(({ task }) => task))));
          for (const { body } of bodies) {
            const ids = body.visits.map(({ id }) => id);
            expect(new Set(ids).size).toBe(ids.length);
            for (const one of body.unserved) expect([one.zh, one.en]).not.toContain("");
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("makes one visit of everything that is to be done at one terminal", async () => {
    const order = inspection(4, { task: { type: "order", orderId: "o" }, dueAt: at("2026-11-24", 600) });
    const { bodies } = await plan([inspection(4), order]);
    const visits = bodies.flatMap(({ body }) => body.visits);
    expect(visits).toMatchObject([{ kioskId: kioskOf(4), serviceMs: 95 * 60_000, late: false, dueAt: order.dueAt }]);
    expect(visits[0]?.tasks.map(({ type }) => type)).toEqual(["order", "inspection"]);
  });

  it("explains what is closed, has no position, or needs what nobody has", async () => {
    const missing = inspection(5, {
      task: { type: "replacement", taskId: "t" },
      pieces: [{ item: "硒鼓", quantity: 1 }],
    });
    const { bodies } = await plan([inspection(30), inspection(31), missing], { pieces: new Map() });
    const reasons = bodies.flatMap(({ body }) => body.unserved.map(({ kioskId, reason }) => `${kioskId} ${reason}`));
    expect(reasons.toSorted()).toEqual(["cn-005 stock-missing", "cn-030 closed-all-day", "cn-031 point-unknown"]);
  });

  it("goes to a point on the day it is open", async () => {
    const { bodies } = await plan([inspection(32)]);
    const [on] = bodies.filter(({ body }) => body.visits.length > 0);
    expect(on?.date).toBe("2026-11-24");
    expect(on?.body.visits[0]?.beginAt).toBeGreaterThanOrEqual(at("2026-11-24", 600));
    expect(on?.body.visits[0]?.leaveAt).toBeLessThanOrEqual(at("2026-11-24", 660));
  });

  it("lets a missed order go on to the next day, and a missed window not", async () => {
    const due = { dueAt: at("2026-11-23", 1000) };
    const order = inspection(1, { ...due, task: { type: "order", orderId: "o" }, endsAtDue: false });
    const { bodies } = await plan([order, inspection(2, due)], { days: days((n) => (n === 0 ? 0 : 1)) });
    expect(bodies[0]?.body.cost.missedDue).toBe(2);
    expect(bodies[1]?.body.visits).toMatchObject([{ kioskId: kioskOf(1), late: true, technicianId: userOf(0) }]);
  });

  it("keeps a visit with whom it is pinned to", async () => {
    const pinned = days(() => 2).map((day) => ({ ...day, pinnedTo: () => userOf(1) }));
    const { bodies } = await plan([inspection(1), inspection(2), inspection(3)], { days: pinned });
    for (const { body } of bodies) {
      for (const visit of body.visits) expect(visit).toMatchObject({ technicianId: userOf(1), pinned: true });
    }
  });

  it("does not take an id that was used up", async () => {
    const used = days(() => 1).map((day) => ({ ...day, taken: new Set(dates.map((date) => `${date}:cn-003`)) }));
    const { bodies } = await plan([inspection(3)], { days: used });
    expect(bodies.flatMap(({ body }) => body.visits.map(({ id }) => id))).toEqual(["2026-11-23:cn-003:2"]);
  });

  it("leaves a day as it was published where another order is no better", async () => {
    const demands = [1, 2, 8, 9].map((n) => inspection(n));
    const [only] = days(() => 1);
    if (only === undefined) throw new Error("no day");
    const first = (await plan(demands, { days: [only] })).bodies[0]?.body;
    // there and back again: the same ways the other way round
    const turned = (first?.visits ?? []).map((visit, n, all) => ({ ...visit, position: all.length - 1 - n }));
    const again = (await plan(demands, { days: [{ ...only, published: turned }] })).bodies[0]?.body;
    expect(again?.cost.travelMs).toBe(first?.cost.travelMs);
    expect(again?.visits.map(({ id }) => id)).toEqual(first?.visits.map(({ id }) => id).toReversed());
  });

  it("takes what falls due over a weekend on the Friday before", async () => {
    const [friday, monday] = ["2026-11-27", "2026-11-30"].map((date) => {
      const crew = [member(0)];
      return {
        ...{ frame: frame(date, crew, points), facts: facts(crew), write: true, takesMore: true },
        ...{ pinnedTo: () => null, taken: new Set<string>(), published: [] },
      };
    });
    if (friday === undefined || monday === undefined) throw new Error("no days");
    const demands = Array.from({ length: 9 }, (_, n) => inspection(n, { dueAt: at("2026-11-28", 1440) }));
    const { bodies } = await plan(demands, { days: [friday, monday] });
    expect(bodies.map(({ body }) => body.visits.length)).toEqual([9, 0]);
  });
});
