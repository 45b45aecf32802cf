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
import type { CrewMember } from "./day-problem.ts";
import { type Demand, visitsOf } from "./demand.ts";
import { dragVisit, putUrgent, type StandingDay } from "./edit.ts";
import { defaultSettings } from "./settings.ts";
import type { DayBody } from "./stored.ts";
import { planWindow } from "./window.ts";

const date = "2026-11-23";
const points = pointsOf(...Array.from({ length: 49 }, (_, n) => point(n)), point(60, { openingHours: { week: [] } }));
const order = (n: number, changes: Partial<Demand> = {}) =>
  inspection(n, {
    ...{ task: { type: "order", orderId: `o${n}` }, label: { zh: "工单", en: "Order" }, endsAtDue: false },
    ...{ dueAt: at(date, 900), ...changes },
  });

async function standing(demands: readonly Demand[], crew: readonly CrewMember[]): Promise<StandingDay> {
  const dayFrame = frame(date, crew, points);
  const dayFacts = facts(crew);
  const { bodies } = await planWindow({
    days: [
      {
        frame: dayFrame,
        facts: dayFacts,
        write: true,
        takesMore: true,
        pinnedTo: () => null,
        taken: new Set<string>(),
        published: [],
      },
    ],
    visits: visitsOf(demands, defaultSettings, at(date, 1440)),
    keptOn: () => undefined,
    pieces: null,
    solve: async (problem) => solve(problem, { seed: 1, iterations: 300 }),
  });
  const [found] = bodies;
  if (found === undefined) throw new Error("no day");
  return { frame: dayFrame, facts: dayFacts, body: found.body, begun: new Set() };
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => (n * 11) % 49);
const whose = (body: DayBody) => new Map(body.visits.map((visit) => [visit.id, visit.technicianId]));
/** Who has which visits in which order, without some. */
const orders = (body: DayBody, without: readonly string[]) =>
  [userOf(0), userOf(1)].map((userId) =>
    body.visits
      .filter(({ technicianId, id }) => technicianId === userId && !without.includes(id))
      .toSorted((a, b) => a.position - b.position)
      .map(({ id }) => id),
  );

describe("an urgent order", () => {
  it("moves at most two others, and leaves the rest with whom and in the order it was", async () => {
    const busy = { toMin: 900, maxOvertimeMin: 0 };
    const crew = [member(0, busy), member(1, busy)];
    const full = await standing(
      numbers(12).map((n) => inspection(n)),
      crew,
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 560, max: 840 }), async (n, due) => {
        const found = putUrgent(full, order(n, { dueAt: at(date, due) }), defaultSettings);
        if (!found.ok) return;
        expect(found.moved.length).toBeLessThanOrEqual(2);
        const there = found.body.visits.find(({ kioskId }) => kioskId === kioskOf(n));
        expect(there?.tasks).toContainEqual({ type: "order", orderId: `o${n}` });
        const changed = [...found.moved, there?.id ?? ""];
        expect(orders(found.body, changed)).toEqual(orders(full.body, changed));
        const before = full.body.visits.length + full.body.unserved.length;
        const isNew = !full.body.visits.some(({ kioskId }) => kioskId === kioskOf(n));
        const doubled = full.body.unserved.some(({ kioskId }) => kioskId === kioskOf(n));
        expect(found.body.visits.length + found.body.unserved.length).toBe(before + (isNew || doubled ? 1 : 0));
      }),
      { numRuns: 30 },
    );
  });

  it("moves nobody where there is room, and never what is pinned or begun", async () => {
    const loose = await standing([inspection(1), inspection(2)], [member(0)]);
    const found = putUrgent(loose, order(9), defaultSettings);
    expect(found).toMatchObject({ ok: true, moved: [] });
    const busy = { toMin: 660, maxOvertimeMin: 0, lunchMinutes: 0 };
    const full = await standing([inspection(24), inspection(25), inspection(23)], [member(0, busy)]);
    const pinned = {
      ...full,
      body: { ...full.body, visits: full.body.visits.map((one) => ({ ...one, pinned: true })) },
    };
    expect(putUrgent(pinned, order(10), defaultSettings)).toMatchObject({ ok: false, reason: "no-time-left" });
    const moved = putUrgent(full, order(10), defaultSettings);
    const dropped = moved.ok ? moved.body.unserved.map(({ reason }) => reason) : [];
    expect(moved.ok && dropped.length === moved.moved.length && dropped.length <= 2).toBe(true);
    expect(new Set(dropped)).toEqual(new Set(["no-time-left"]));
  });

  it("is done with what is done at the terminal that day", async () => {
    const found = putUrgent(await standing([inspection(3), inspection(4)], [member(0)]), order(3), defaultSettings);
    expect(found.ok && found.body.visits.filter(({ kioskId }) => kioskId === kioskOf(3))).toMatchObject([
      { tasks: [{ type: "order" }, { type: "inspection" }], serviceMs: 95 * 60_000, dueAt: at(date, 900) },
    ]);
  });

  it("says why it fits nowhere", async () => {
    const day = await standing([inspection(1)], [member(0)]);
    expect(putUrgent(day, order(60), defaultSettings)).toMatchObject({ ok: false, reason: "closed-all-day" });
    expect(putUrgent(day, order(2, { skills: ["a4Printer"] }), defaultSettings)).toMatchObject({
      reason: "skill-missing",
    });
    const nobody = await standing([], []);
    expect(putUrgent(nobody, order(2), defaultSettings)).toMatchObject({ ok: false, reason: "nobody-works" });
  });
});

describe("a dragged visit", () => {
  it("costs the difference of the two plans, and the plan it leaves is the one it tells", async () => {
    const day = await standing(
      numbers(8).map((n) => inspection(n)),
      [member(0), member(1)],
    );
    const [visit] = day.body.visits;
    const to = visit?.technicianId === userOf(0) ? userOf(1) : userOf(0);
    const dragged = dragVisit(day, visit?.id ?? "", to, 0);
    if (dragged?.ok !== true) throw new Error("not feasible");
    expect(dragged.before.cost).toEqual(day.body.cost);
    expect(whose(dragged.body).get(visit?.id ?? "")).toBe(to);
    expect(dragged.body.cost.travelMs).toBeGreaterThanOrEqual(day.body.cost.travelMs);
    const back = dragVisit(
      { ...day, body: dragged.body },
      visit?.id ?? "",
      visit?.technicianId ?? to,
      visit?.position ?? 0,
    );
    expect(back?.ok === true && back.body.cost).toEqual(day.body.cost);
  });

  it("takes what was left out into the plan, and names what is not there", async () => {
    const day = await standing([inspection(1)], [member(0)]);
    const [left] = (await standing([inspection(2)], [])).body.unserved;
    if (left === undefined) throw new Error("nothing left out");
    const with2 = { ...day, body: { ...day.body, unserved: [left] } };
    const dragged = dragVisit(with2, `${date}:${kioskOf(2)}`, userOf(0), 1);
    expect(dragged?.ok === true && dragged.body).toMatchObject({
      unserved: [],
      visits: [{}, { kioskId: kioskOf(2), pinned: true }],
    });
    expect(dragVisit(day, `${date}:${kioskOf(9)}`, userOf(0), 0)).toBeUndefined();
    expect(dragVisit(day, day.body.visits[0]?.id ?? "", userOf(5), 0)).toMatchObject({
      ok: false,
      reason: "nobody-works",
    });
  });
});
